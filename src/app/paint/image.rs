//! Pictures as textures, kept between frames while somebody holds the picture.
//!
//! A picture is decoded on a thread of its own: until it is there, nothing of it is drawn, or what was made for
//! another size. The newest size counts.
//! Does not know: where a picture stands.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

use crate::app::newest::Newest;
use crate::export::image::{Pixels, decoded};
use crate::model::picture::Picture;
use crate::scene::item::Image;
use crate::task::Task;

/// Textures of pictures, by the address of the picture.
#[derive(Default)]
pub struct Textures {
    known: HashMap<usize, Known>,
}

struct Known {
    /// Keeps the address in the key from being used again.
    picture: Weak<Picture>,
    /// For how many pixels of width it was asked for last.
    width: u32,
    /// The texture; `None` before there is one, and for a broken picture.
    texture: Option<TextureHandle>,
    /// Decodes it; nothing comes of a broken picture.
    work: Newest<ColorImage>,
}

impl Textures {
    /// The texture of an image where a page unit has so many pixels; `None` while the picture is being decoded, and
    /// where it is broken.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some thousands"
    )]
    pub fn of(
        &mut self,
        ctx: &egui::Context,
        image: &Image,
        pixels_a_unit: f32,
    ) -> Option<TextureHandle> {
        let key = Arc::as_ptr(&image.picture) as usize;
        let wanted = (image.area.w * pixels_a_unit).clamp(1.0, 4096.0) as u32;
        // Between half and twice the wanted size a texture is drawn well by the card.
        let width = wanted.next_power_of_two();
        let is_held = |known: &Known| known.picture.strong_count() > 0;
        if !self.known.get(&key).is_some_and(is_held) {
            self.known.retain(|_, known| is_held(known));
        }
        let known = self.known.entry(key).or_insert_with(|| Known {
            picture: Arc::downgrade(&image.picture),
            width: 0,
            texture: None,
            work: Newest::new("picture", ctx.clone()),
        });
        if known.width != width {
            known.width = width;
            let most = u32::try_from(ctx.input(|i| i.max_texture_side)).unwrap_or(u32::MAX);
            let picture = Arc::clone(&image.picture);
            let work = move |task: &Task| made(&picture, width, most, task);
            known.work.start(Task::new(), work);
        }
        if let Some(found) = known.work.poll() {
            let texture = ctx.load_texture("picture", found, TextureOptions::LINEAR);
            known.texture = Some(texture);
        }
        known.texture.clone()
    }
}

/// The pixels of a picture for a width, with sides of so many at most; `None` where it is broken or the task was
/// cancelled.
fn made(picture: &Picture, width: u32, most: u32, task: &Task) -> Option<ColorImage> {
    let mut pixels = decoded(picture, width).ok()?;
    while pixels.size[0] >= 2 * width || pixels.size.iter().any(|&side| side > most) {
        task.checkpoint().ok()?;
        pixels = halved(&pixels);
    }
    let size = pixels.size.map(|side| side as usize);
    Some(ColorImage::from_rgba_unmultiplied(size, &pixels.rgba))
}

/// A picture of half the size: the mean of four pixels each, weighted by opacity.
fn halved(pixels: &Pixels) -> Pixels {
    let [w, h] = pixels.size.map(|side| side as usize);
    let (wide, tall) = ((w / 2).max(1), (h / 2).max(1));
    let (four, _) = pixels.rgba.as_chunks::<4>();
    let mut rgba = Vec::with_capacity(4 * wide * tall);
    for y in 0..tall {
        for x in 0..wide {
            let mut sums = [0_u32; 4];
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let (column, row) = ((2 * x + dx).min(w - 1), (2 * y + dy).min(h - 1));
                let [r, g, b, a] = four[row * w + column].map(u32::from);
                for (sum, part) in sums.iter_mut().zip([r * a, g * a, b * a, a]) {
                    *sum += part;
                }
            }
            let alpha = sums[3];
            let mean = |sum: u32| u8::try_from((sum + alpha / 2) / alpha.max(1)).unwrap_or(255);
            let opacity = u8::try_from((alpha + 2) / 4).unwrap_or(255);
            rgba.extend([mean(sums[0]), mean(sums[1]), mean(sums[2]), opacity]);
        }
    }
    let size = [wide, tall].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    Pixels { size, rgba }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::time::{Duration, Instant};

    use crate::model::picture::PictureKind;
    use crate::scene::projection::Rect;

    const SIGN: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
        <rect width=\"10\" height=\"10\"/></svg>";

    fn image(bytes: &[u8], width: f32) -> Image {
        let picture = Picture {
            bytes: bytes.into(),
            kind: PictureKind::Svg,
            size: [20.0, 10.0],
        };
        Image {
            picture: Arc::new(picture),
            area: Rect::new(0.0, 0.0, width, width / 2.0),
            opacity: 255,
        }
    }

    /// Asks as frames do, until something holds.
    fn wait(holds: impl Fn() -> bool) {
        let began = Instant::now();
        while !holds() {
            assert!(began.elapsed() < Duration::from_mins(1), "it never came");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_picture_is_decoded_elsewhere_and_the_newest_size_counts() {
        let ctx = egui::Context::default();
        let textures = RefCell::new(Textures::default());
        let of = |image: &Image| textures.borrow_mut().of(&ctx, image, 1.0);
        let mut sign = image(SIGN, 30.0);
        assert!(of(&sign).is_none(), "the first frame does not wait");
        wait(|| of(&sign).is_some());
        assert_eq!(of(&sign).map(|it| it.size()), Some([32, 16]));
        for width in [100.0, 200.0] {
            sign.area.w = width;
            let before = of(&sign).map(|it| it.size()[0]);
            assert!(
                before.is_some(),
                "what was there stays until the other comes"
            );
        }
        wait(|| of(&sign).is_some_and(|it| it.size() == [256, 128]));
    }

    #[test]
    fn nothing_is_drawn_of_a_broken_picture_or_kept_of_one_that_is_gone() {
        let ctx = egui::Context::default();
        let textures = RefCell::new(Textures::default());
        let of = |image: &Image| textures.borrow_mut().of(&ctx, image, 1.0);
        let (broken, sign) = (image(b"<svg", 30.0), image(SIGN, 30.0));
        wait(|| {
            assert!(of(&broken).is_none());
            let textures = textures.borrow();
            let mut known = textures.known.values();
            known.all(|known| !known.work.is_running())
        });
        drop(broken);
        wait(|| of(&sign).is_some());
        assert_eq!(textures.borrow().known.len(), 1);
    }

    #[test]
    fn half_a_picture_is_the_mean_of_what_is_seen() {
        let rgba = [
            [200, 0, 0, 255],
            [100, 0, 0, 255],
            [9, 9, 9, 0],
            [9, 9, 9, 0],
        ];
        let whole = Pixels {
            size: [2, 2],
            rgba: rgba.concat(),
        };
        let half = halved(&whole);
        assert_eq!(half.size, [1, 1]);
        assert_eq!(half.rgba, [150, 0, 0, 128]);
    }
}

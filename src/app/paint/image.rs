//! Pictures as textures, kept between frames while somebody holds the picture.
//!
//! Does not know: where a picture stands.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

use crate::export::image::{Pixels, decoded};
use crate::model::picture::Picture;
use crate::scene::item::Image;

/// Textures of pictures, by the address of the picture.
#[derive(Default)]
pub struct Textures {
    known: HashMap<usize, Known>,
}

struct Known {
    /// Keeps the address in the key from being used again.
    picture: Weak<Picture>,
    /// For how many pixels of width it was made.
    width: u32,
    /// The texture; `None` for a broken picture, which is not drawn.
    texture: Option<TextureHandle>,
}

impl Textures {
    /// The texture of an image where a page unit has so many pixels; `None` where the picture is broken.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some thousands"
    )]
    pub fn of(&mut self, ctx: &egui::Context, image: &Image) -> Option<TextureHandle> {
        let key = Arc::as_ptr(&image.picture) as usize;
        let wanted = (image.area.w * ctx.pixels_per_point()).clamp(1.0, 4096.0) as u32;
        // Between half and twice the wanted size a texture is drawn well by the card.
        let width = wanted.next_power_of_two();
        let is_right = |known: &Known| known.width == width && known.picture.strong_count() > 0;
        if !self.known.get(&key).is_some_and(is_right) {
            self.known
                .retain(|_, known| known.picture.strong_count() > 0);
            let known = Known {
                picture: Arc::downgrade(&image.picture),
                width,
                texture: made(ctx, &image.picture, width),
            };
            self.known.insert(key, known);
        }
        self.known.get(&key)?.texture.clone()
    }
}

fn made(ctx: &egui::Context, picture: &Picture, width: u32) -> Option<TextureHandle> {
    let mut pixels = decoded(picture, width).ok()?;
    let most = u32::try_from(ctx.input(|i| i.max_texture_side)).unwrap_or(u32::MAX);
    while pixels.size[0] >= 2 * width || pixels.size.iter().any(|&side| side > most) {
        pixels = halved(&pixels);
    }
    let size = pixels.size.map(|side| side as usize);
    let texture = ColorImage::from_rgba_unmultiplied(size, &pixels.rgba);
    Some(ctx.load_texture("picture", texture, TextureOptions::LINEAR))
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

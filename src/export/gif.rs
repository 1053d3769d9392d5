//! Pictures that follow each other as one GIF (version 89a), which begins again at its end.
//!
//! All frames have one palette: the colors that some of the pictures use most, and a coarse grid of all others,
//! each pixel taking the nearest by the sum of squares. Of a picture only the rectangle is written in which it
//! is not as the one before. Nothing is dithered and no clock is read: the same pictures are the same bytes.
//! What the animation was made of stands in an XMP block, not split, as in other pictures.
//! Does not know: what moves.

use std::borrow::Cow;
use std::collections::HashMap;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use super::ExportError;
use super::made::Made;
use super::png::drawn;
use crate::scene::item::Scene;

/// Colors of the palette.
const COLORS: usize = 256;
/// Steps of the grid of all colors along each side.
const GRID: [u8; 3] = [0, 128, 255];
/// A color nearer than this to one of the palette is not added to it, sum of squares.
const SAME: i32 = 12;
/// The longest side of a frame, pixels.
pub const LONGEST: u32 = 4_096;

/// A picture as its pixels.
pub struct Pixels {
    width: u16,
    height: u16,
    colors: Vec<[u8; 3]>,
}

impl Pixels {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> f64 {
        f64::from(self.width) * f64::from(self.height)
    }
}

/// Draws a scene; `pixels_per_unit` 1 gives one pixel a page unit.
///
/// # Errors
/// [`ExportError`] when the size is impossible.
pub fn pixels(scene: &Scene, pixels_per_unit: f32) -> Result<Pixels, ExportError> {
    let pixmap = drawn(scene, pixels_per_unit)?;
    let side = |side: u32| u16::try_from(side).ok().filter(|_| side <= LONGEST);
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let impossible = || ExportError::Size {
        width: pixmap.width() as f32,
        height: pixmap.height() as f32,
    };
    let [width, height] = [side(pixmap.width()), side(pixmap.height())];
    let (width, height) = width.zip(height).ok_or_else(impossible)?;
    let (pixels, _) = pixmap.data().as_chunks::<4>();
    Ok(Pixels {
        width,
        height,
        colors: pixels.iter().map(|&[r, g, b, _]| [r, g, b]).collect(),
    })
}

/// The colors of an animation.
struct Palette {
    colors: Vec<[u8; 3]>,
    nearest: HashMap<[u8; 3], u8>,
}

impl Palette {
    fn of(samples: &[Pixels]) -> Self {
        let mut counts: HashMap<[u8; 3], u64> = HashMap::new();
        for color in samples.iter().flat_map(|sample| &sample.colors) {
            *counts.entry(*color).or_default() += 1;
        }
        let mut by_use: Vec<([u8; 3], u64)> = counts.into_iter().collect();
        by_use.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut colors: Vec<[u8; 3]> = Vec::with_capacity(COLORS);
        for r in GRID {
            for g in GRID {
                colors.extend(GRID.map(|b| [r, g, b]));
            }
        }
        for (color, _) in by_use {
            if colors.len() == COLORS {
                break;
            }
            if colors.iter().all(|&own| distance(own, color) >= SAME) {
                colors.push(color);
            }
        }
        Self {
            colors,
            nearest: HashMap::new(),
        }
    }

    /// The place of the color that is nearest; of equal ones the first.
    fn place(&mut self, color: [u8; 3]) -> u8 {
        let colors = &self.colors;
        *self.nearest.entry(color).or_insert_with(|| {
            let places = (0..=u8::MAX).zip(colors);
            let nearest = places.min_by_key(|&(place, &own)| (distance(own, color), place));
            nearest.map_or(0, |(place, _)| place)
        })
    }

    fn places(&mut self, pixels: &Pixels) -> Vec<u8> {
        let mut last = None;
        let place = |&color: &[u8; 3]| match last {
            Some((same, place)) if same == color => place,
            _ => {
                let place = self.place(color);
                last = Some((color, place));
                place
            }
        };
        pixels.colors.iter().map(place).collect()
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> i32 {
    let channels = a.into_iter().zip(b);
    channels
        .map(|(a, b)| (i32::from(a) - i32::from(b)).pow(2))
        .sum()
}

/// An animation that is being written.
pub struct Animation {
    encoder: Encoder<Vec<u8>>,
    palette: Palette,
    width: u16,
    height: u16,
    shown: Vec<u8>,
}

impl Animation {
    /// Begins an animation with the colors of some of its pictures, which have the size of all of them.
    ///
    /// # Errors
    /// [`ExportError`] when there is no picture, or it cannot be packed.
    pub fn begin(samples: &[Pixels]) -> Result<Self, ExportError> {
        let first = samples
            .first()
            .ok_or_else(|| ExportError::Packing("there is no picture".to_owned()))?;
        let (width, height) = (first.width, first.height);
        let palette = Palette::of(samples);
        let mut encoder = Encoder::new(Vec::new(), width, height, palette.colors.as_flattened())
            .map_err(|error| failed(&error))?;
        encoder
            .set_repeat(Repeat::Infinite)
            .map_err(|error| failed(&error))?;
        Ok(Self {
            encoder,
            palette,
            width,
            height,
            shown: Vec::new(),
        })
    }

    /// Adds a picture that is shown for some hundredths of a second.
    ///
    /// # Errors
    /// [`ExportError`] when it has another size, or cannot be packed.
    pub fn add(&mut self, pixels: &Pixels, hundredths: u16) -> Result<(), ExportError> {
        if (pixels.width, pixels.height) != (self.width, self.height) {
            return Err(ExportError::Size {
                width: f32::from(pixels.width),
                height: f32::from(pixels.height),
            });
        }
        let places = self.palette.places(pixels);
        let [left, top, right, bottom] = self.changed(&places);
        let wide = usize::from(self.width);
        let rows = places.chunks(wide).take(bottom).skip(top);
        let buffer: Vec<u8> = rows.flat_map(|row| &row[left..right]).copied().collect();
        let small = |side: usize| u16::try_from(side).unwrap_or(u16::MAX);
        let frame = Frame {
            delay: hundredths,
            dispose: DisposalMethod::Keep,
            left: small(left),
            top: small(top),
            width: small(right - left),
            height: small(bottom - top),
            buffer: Cow::Owned(buffer),
            ..Frame::default()
        };
        self.encoder
            .write_frame(&frame)
            .map_err(|error| failed(&error))?;
        self.shown = places;
        Ok(())
    }

    /// Left, top, right and bottom of what is not as it is shown; one pixel where all is.
    fn changed(&self, places: &[u8]) -> [usize; 4] {
        let (wide, high) = (usize::from(self.width), usize::from(self.height));
        if self.shown.len() != places.len() {
            return [0, 0, wide, high];
        }
        let mut found: Option<[usize; 4]> = None;
        let rows = places.chunks(wide).zip(self.shown.chunks(wide));
        for (y, (row, shown)) in rows.enumerate() {
            let differs = |x: &usize| row[*x] != shown[*x];
            let Some(first) = (0..row.len()).find(differs) else {
                continue;
            };
            let last = (0..row.len()).rfind(differs).unwrap_or(first);
            let own = [first, y, last + 1, y + 1];
            found = Some(found.map_or(own, |all| {
                [all[0].min(own[0]), all[1], all[2].max(own[2]), own[3]]
            }));
        }
        found.unwrap_or([0, 0, 1, 1])
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ExportError`] when it cannot be packed.
    pub fn finish(self, title: &str, made: &Made) -> Result<Vec<u8>, ExportError> {
        let bytes = self.encoder.into_inner();
        let mut bytes = bytes.map_err(|error| ExportError::Packing(error.to_string()))?;
        // The last byte ends the file; before it stands what it was made of.
        let end = bytes.pop();
        bytes.extend_from_slice(b"\x21\xFF\x0BXMP DataXMP");
        bytes.extend_from_slice(made.xmp(title).as_bytes());
        // Readers that take letters for lengths of blocks come out here, wherever they are.
        bytes.push(1);
        bytes.extend((0..=u8::MAX).rev());
        bytes.push(0);
        bytes.extend(end);
        Ok(bytes)
    }
}

fn failed(error: &gif::EncodingError) -> ExportError {
    ExportError::Packing(error.to_string())
}

#[cfg(test)]
mod tests {
    use gif::DecodeOptions;

    use super::*;

    fn picture(color: [u8; 3], at: usize) -> Pixels {
        let mut colors = vec![[246, 243, 236]; 12];
        colors[at] = color;
        Pixels {
            width: 4,
            height: 3,
            colors,
        }
    }

    #[test]
    fn frames_are_what_changed_and_read_as_what_was_drawn() {
        let all = [picture([200, 30, 31], 5), picture([0, 133, 122], 6)];
        let made = Made::here().with("study", "00ff");
        let write = || {
            let mut animation = Animation::begin(&all).unwrap();
            for pixels in [&all[0], &all[1], &all[1]] {
                animation.add(pixels, 7).unwrap();
            }
            animation.finish("图", &made).unwrap()
        };
        let bytes = write();
        assert_eq!(bytes, write());
        assert_eq!(Made::read(&bytes), Some(made.clone()));
        let mut decoder = DecodeOptions::new().read_info(&bytes[..]).unwrap();
        let palette: Vec<[u8; 3]> = {
            let colors = decoder.global_palette().unwrap();
            colors.as_chunks::<3>().0.to_vec()
        };
        let mut frames = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            let colors = frame
                .buffer
                .iter()
                .map(|&place| palette[usize::from(place)]);
            let place = (
                frame.left,
                frame.top,
                frame.width,
                frame.height,
                frame.delay,
            );
            frames.push((place, colors.collect::<Vec<_>>()));
        }
        assert_eq!(frames.len(), 3);
        assert_eq!(frames[0], ((0, 0, 4, 3, 7), all[0].colors.clone()));
        assert_eq!(frames[1].0, (1, 1, 2, 1, 7));
        assert_eq!(frames[1].1, [[246, 243, 236], [0, 133, 122]]);
        assert_eq!(frames[2].0, (0, 0, 1, 1, 7));
        let mut animation = Animation::begin(&all).unwrap();
        let other = Pixels {
            width: 2,
            height: 1,
            colors: vec![[0; 3]; 2],
        };
        assert!(matches!(
            animation.add(&other, 1),
            Err(ExportError::Size { .. })
        ));
    }

    #[test]
    fn rare_colors_take_the_nearest() {
        let mut palette = Palette::of(&[picture([200, 30, 31], 5)]);
        let places: Vec<u8> = [[200, 30, 31], [201, 30, 31], [255, 255, 250]]
            .map(|color| palette.place(color))
            .to_vec();
        assert_eq!(places[0], places[1]);
        assert_eq!(palette.colors[usize::from(places[2])], [255, 255, 255]);
    }
}

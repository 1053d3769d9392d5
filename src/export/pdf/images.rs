//! The pictures of a PDF: each once, however often it is drawn. ISO 32000-1, 8.9.
//!
//! JPEG files of one or three colors stand inside as they are, and drawings as areas and lines; all else as packed
//! pixels, with its opacity as a picture of its own.
//! Does not know: where a picture stands.

use std::sync::Arc;

use pdf_writer::{Filter, Name, Pdf, Ref};

use super::super::ExportError;
use super::super::image::{Pixels, decoded, tree};
use super::deflated;
use super::drawing::Drawing;
use crate::model::picture::{Picture, PictureKind};
use crate::scene::item::Image;

/// Pixels in a page unit of a drawing that cannot be drawn as such: 300 an inch.
const PIXELS_A_UNIT: f32 = 3.125;
/// The widest that such a drawing becomes, pixels.
const WIDEST: f32 = 4096.0;

/// The pictures that were used, and how wide each is drawn, pixels.
#[derive(Default)]
pub(super) struct Images {
    used: Vec<(Arc<Picture>, u32)>,
}

impl Images {
    /// The name of a picture among the page's resources.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some thousands"
    )]
    pub fn name(&mut self, image: &Image) -> String {
        let width = (image.area.w * PIXELS_A_UNIT).clamp(1.0, WIDEST) as u32;
        let is_it = |(known, _): &(Arc<Picture>, u32)| **known == *image.picture;
        let place = self.used.iter().position(is_it).unwrap_or_else(|| {
            self.used.push((Arc::clone(&image.picture), width));
            self.used.len() - 1
        });
        self.used[place].1 = self.used[place].1.max(width);
        format!("I{place}")
    }

    /// Writes all pictures; their names with their places in the file.
    ///
    /// # Errors
    /// [`ExportError`] when one is broken.
    pub fn write(&self, file: &mut Pdf, next: &mut Ref) -> Result<Vec<(String, Ref)>, ExportError> {
        let mut written = Vec::new();
        for (place, (picture, width)) in self.used.iter().enumerate() {
            let id = next.bump();
            written.push((format!("I{place}"), id));
            if let Some(drawing) = drawing(picture)? {
                drawing.write(file, id, next)?;
                continue;
            }
            let pixels = decoded(picture, *width)?;
            match jpeg_colors(picture) {
                Some(colors) => as_it_is(file, id, picture, pixels.size, colors),
                None => packed(file, id, next, &pixels)?,
            }
        }
        Ok(written)
    }
}

/// A drawing that can be drawn as such; `None` for other kinds.
fn drawing(picture: &Picture) -> Result<Option<Drawing>, ExportError> {
    if picture.kind != PictureKind::Svg {
        return Ok(None);
    }
    Ok(Drawing::of(&tree(&picture.bytes)?))
}

/// How many colors a JPEG file has; `None` for other kinds, and for what readers see in different ways.
fn jpeg_colors(picture: &Picture) -> Option<u8> {
    if picture.kind != PictureKind::Jpeg {
        return None;
    }
    let bytes = &picture.bytes;
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        let is_frame = matches!(marker, 0xC0..=0xC2);
        if is_frame {
            let (bits, colors) = (*bytes.get(at + 4)?, *bytes.get(at + 9)?);
            return (bits == 8 && matches!(colors, 1 | 3)).then_some(colors);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    None
}

fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

fn as_it_is(file: &mut Pdf, id: Ref, picture: &Picture, size: [u32; 2], colors: u8) {
    let mut image = file.image_xobject(id, &picture.bytes);
    image.filter(Filter::DctDecode);
    image.width(side(size[0])).height(side(size[1]));
    image.bits_per_component(8).interpolate(true);
    if colors == 1 {
        image.color_space().device_gray();
    } else {
        image.color_space().device_rgb();
    }
}

fn packed(file: &mut Pdf, id: Ref, next: &mut Ref, pixels: &Pixels) -> Result<(), ExportError> {
    let (four, _) = pixels.rgba.as_chunks::<4>();
    let colors: Vec<u8> = four.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
    let is_opaque = four.iter().all(|pixel| pixel[3] == 255);
    let mask = (!is_opaque).then(|| next.bump());
    let bytes = deflated(&colors)?;
    let mut image = file.image_xobject(id, &bytes);
    image.filter(Filter::FlateDecode);
    image
        .width(side(pixels.size[0]))
        .height(side(pixels.size[1]));
    image.color_space_name(Name(b"DeviceRGB"));
    image.bits_per_component(8).interpolate(true);
    let Some(mask) = mask else {
        return Ok(());
    };
    image.s_mask(mask);
    drop(image);
    let opacities: Vec<u8> = four.iter().map(|pixel| pixel[3]).collect();
    let bytes = deflated(&opacities)?;
    let mut image = file.image_xobject(mask, &bytes);
    image.filter(Filter::FlateDecode);
    image
        .width(side(pixels.size[0]))
        .height(side(pixels.size[1]));
    image.color_space_name(Name(b"DeviceGray"));
    image.bits_per_component(8).interpolate(true);
    Ok(())
}

//! Encoded pictures as pixels: PNG, JPEG, and drawings in SVG. None of them reaches another file or the network.
//!
//! Does not know: where a picture stands on a page.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use png::{ColorType, Transformations};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::ExportError;
use super::png::fonts;
use crate::model::picture::{LOGO_BYTES, LOGO_SIDE, Picture, PictureKind};
use crate::scene::item::Item;
use crate::scene::text::FAMILY;

/// The longest side of a picture that is decoded, pixels.
pub(super) const LONGEST: u32 = 16_384;
/// The most pixels of a picture that is decoded.
pub(super) const MOST_PIXELS: u64 = 64_000_000;

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width and height.
    pub size: [u32; 2],
    /// Red, green, blue and opacity of each pixel from the top left on; colors are not multiplied by opacity.
    pub rgba: Vec<u8>,
}

/// A file's bytes as a picture, decoded once to see that it can be.
///
/// # Errors
/// [`ExportError::Image`] when it is no picture of a known kind or is broken.
pub fn picture(bytes: &[u8]) -> Result<Picture, ExportError> {
    let kind = PictureKind::of(bytes).ok_or_else(|| broken("neither PNG, JPEG nor SVG"))?;
    let size = if kind == PictureKind::Svg {
        let size = tree(bytes)?.size();
        [size.width(), size.height()].map(f64::from)
    } else {
        raster(bytes, kind)?.size.map(f64::from)
    };
    Ok(Picture {
        bytes: bytes.into(),
        kind,
        size,
    })
}

/// A logo's file as a picture.
///
/// # Errors
/// [`ExportError::LargeLogo`] when it has more than [`LOGO_BYTES`], [`ExportError::Image`] when it is no picture, or
/// one with a side that no logo may have.
pub fn logo(bytes: &[u8]) -> Result<Picture, ExportError> {
    if bytes.len() > LOGO_BYTES {
        return Err(ExportError::LargeLogo(bytes.len()));
    }
    let logo = picture(bytes)?;
    if logo.size.iter().any(|side| !LOGO_SIDE.contains(side)) {
        let [width, height] = logo.size;
        return Err(broken(&format!(
            "a drawing of {width:e} × {height:e} units"
        )));
    }
    Ok(logo)
}

/// The pixels of a picture; a drawing is drawn so many pixels wide.
///
/// # Errors
/// [`ExportError::Image`] when it is broken or too large.
pub fn decoded(picture: &Picture, width: u32) -> Result<Pixels, ExportError> {
    match picture.kind {
        PictureKind::Png | PictureKind::Jpeg => raster(&picture.bytes, picture.kind),
        PictureKind::Svg => drawing(&picture.bytes, width),
    }
}

/// A picture as the text of an address that holds all of it (RFC 2397).
#[must_use]
pub(super) fn address(picture: &Picture) -> String {
    let media_type = picture.kind.media_type();
    format!(
        "data:{media_type};base64,{}",
        STANDARD.encode(&picture.bytes)
    )
}

/// Decodes each picture of a scene's items once, to see that it can be: those who draw the text of a drawing
/// leave broken pictures out without a word.
///
/// # Errors
/// [`ExportError::Image`] for the first broken one.
pub(super) fn check_all(items: &[Item]) -> Result<(), ExportError> {
    let mut seen: Vec<&Picture> = Vec::new();
    let mut left: Vec<&Item> = items.iter().collect();
    while let Some(item) = left.pop() {
        match item {
            Item::Group { items, .. } => left.extend(items),
            Item::Image(image) if !seen.contains(&&*image.picture) => {
                decoded(&image.picture, 1)?;
                seen.push(&image.picture);
            }
            Item::Image(_) | Item::Path(_) | Item::Marker(_) | Item::Text(_) => {}
        }
    }
    Ok(())
}

fn broken(why: &str) -> ExportError {
    // What decoders say may have lines of its own.
    let words: Vec<&str> = why.split_whitespace().collect();
    ExportError::Image(words.join(" "))
}

fn raster(bytes: &[u8], kind: PictureKind) -> Result<Pixels, ExportError> {
    match kind {
        PictureKind::Jpeg => jpeg(bytes),
        PictureKind::Png | PictureKind::Svg => png(bytes),
    }
}

fn png(bytes: &[u8]) -> Result<Pixels, ExportError> {
    let failed = |error: png::DecodingError| broken(&error.to_string());
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(failed)?;
    let size = [reader.info().width, reader.info().height];
    check(size)?;
    let needed = reader.output_buffer_size().unwrap_or_default();
    let mut read = vec![0; needed];
    let frame = reader.next_frame(&mut read).map_err(failed)?;
    read.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        ColorType::Rgba => read,
        ColorType::Rgb => spread(&read, |&[r, g, b]: &[u8; 3]| [r, g, b, 255]),
        ColorType::GrayscaleAlpha => spread(&read, |&[gray, a]: &[u8; 2]| [gray, gray, gray, a]),
        ColorType::Grayscale => spread(&read, |&[gray]: &[u8; 1]| [gray, gray, gray, 255]),
        ColorType::Indexed => return Err(broken("a palette that cannot be read")),
    };
    Ok(Pixels { size, rgba })
}

/// Each pixel of so many bytes as one of four.
fn spread<const N: usize>(read: &[u8], pixel: impl Fn(&[u8; N]) -> [u8; 4]) -> Vec<u8> {
    let (pixels, _) = read.as_chunks::<N>();
    pixels.iter().flat_map(pixel).collect()
}

fn jpeg(bytes: &[u8]) -> Result<Pixels, ExportError> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    let failed = |error: zune_jpeg::errors::DecodeErrors| broken(&error.to_string());
    decoder.decode_headers().map_err(failed)?;
    let Some(info) = decoder.info() else {
        return Err(broken("no size"));
    };
    let size = [info.width, info.height].map(u32::from);
    check(size)?;
    let rgba = decoder.decode().map_err(failed)?;
    if rgba.len() as u64 != 4 * pixels(size) {
        return Err(broken("colors that cannot be read"));
    }
    Ok(Pixels { size, rgba })
}

fn pixels(size: [u32; 2]) -> u64 {
    u64::from(size[0]) * u64::from(size[1])
}

/// Whether a picture is small enough to be decoded.
fn check(size: [u32; 2]) -> Result<(), ExportError> {
    if size.contains(&0) || size.iter().any(|&side| side > LONGEST) || pixels(size) > MOST_PIXELS {
        let [width, height] = size;
        return Err(broken(&format!("{width} × {height} pixels")));
    }
    Ok(())
}

/// A drawing, which may show nothing but itself.
///
/// # Errors
/// [`ExportError::Image`] when it is broken.
pub(super) fn tree(bytes: &[u8]) -> Result<Tree, ExportError> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: fonts(),
        image_href_resolver: ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..ImageHrefResolver::default()
        },
        ..Options::default()
    };
    Tree::from_data(bytes, &options).map_err(|error| broken(&error.to_string()))
}

fn drawing(bytes: &[u8], width: u32) -> Result<Pixels, ExportError> {
    let tree = tree(bytes)?;
    let (w, h) = (tree.size().width(), tree.size().height());
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let scale = width.clamp(1, LONGEST) as f32 / w;
    let tall = (h * scale).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is checked"
    )]
    let size = [width.clamp(1, LONGEST), (tall as u32).max(1)];
    check(size)?;
    let mut pixmap = Pixmap::new(size[0], size[1]).ok_or_else(|| broken("no size"))?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let demultiplied = pixmap.pixels().iter().flat_map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    let rgba = demultiplied.collect();
    Ok(Pixels { size, rgba })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
        <rect width=\"10\" height=\"10\" fill=\"red\"/></svg>";

    #[test]
    fn a_drawing_is_drawn_as_wide_as_asked() {
        let sign = picture(SIGN.as_bytes()).unwrap();
        assert_eq!(sign.kind, PictureKind::Svg);
        assert!((sign.size[0] - 20.0).abs() < 1e-6 && (sign.size[1] - 10.0).abs() < 1e-6);
        let drawn = decoded(&sign, 40).unwrap();
        assert_eq!(drawn.size, [40, 20]);
        assert_eq!(drawn.rgba[..4], [255, 0, 0, 255]);
        assert_eq!(drawn.rgba[4 * 39..4 * 40], [0, 0, 0, 0]);
    }

    #[test]
    fn every_kind_of_png_has_four_bytes_a_pixel() {
        for (kind, n) in [
            (ColorType::Grayscale, 1),
            (ColorType::GrayscaleAlpha, 2),
            (ColorType::Rgb, 3),
            (ColorType::Rgba, 4),
        ] {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, 3, 2);
            encoder.set_color(kind);
            let mut writer = encoder.write_header().unwrap();
            writer.write_image_data(&vec![128; 6 * n]).unwrap();
            writer.finish().unwrap();
            let pixels = decoded(&picture(&bytes).unwrap(), 1).unwrap();
            assert_eq!(pixels.size, [3, 2]);
            let alpha = if n % 2 == 0 { 128 } else { 255 };
            assert_eq!(pixels.rgba[..4], [128, 128, 128, alpha]);
            assert_eq!(pixels.rgba.len(), 24);
        }
    }

    #[test]
    fn what_is_broken_is_an_error() {
        for bytes in [
            &b""[..],
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n....",
            b"\xFF\xD8\xFF\xE0....",
            b"<svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"-1\"/>",
        ] {
            assert!(matches!(picture(bytes), Err(ExportError::Image(_))));
        }
    }

    #[test]
    fn a_logo_has_sides_that_a_study_file_takes() {
        assert!(logo(SIGN.as_bytes()).is_ok());
        for side in ["1e-6", "1e9"] {
            let odd = SIGN.replace("width=\"20\"", &format!("width=\"{side}\""));
            let said = logo(odd.as_bytes());
            assert!(matches!(said, Err(ExportError::Image(_))), "{said:?}");
        }
    }
}

//! A scene as PNG, by way of its SVG; layers of very many lines are drawn by themselves (`lines`).
//!
//! The picture has no transparency, says how many pixels an inch it has (`pHYs`) and what it was made
//! from (an `iTXt` chunk with XMP).
//! Does not know: files, system fonts: only the bundled font is used.

mod lines;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ExportError;
use super::ground::grounded;
use super::image::check_all;
use super::picture::Writing;
use super::svg::{Piece, pieces};
use crate::scene::item::{PlacedLayer, Scene};
use crate::scene::text::{BUNDLED, FAMILY};
use crate::task::Task;

/// The longest side of a picture, pixels.
const LONGEST: f32 = 20_000.0;
/// Page units in an inch.
const UNITS_AN_INCH: f32 = 96.0;

/// The bundled font, for drawings.
pub(super) fn fonts() -> Arc<fontdb::Database> {
    FONTS.clone()
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_source(fontdb::Source::Binary(Arc::new(BUNDLED)));
    for set in [
        fontdb::Database::set_sans_serif_family,
        fontdb::Database::set_serif_family,
    ] {
        set(&mut fonts, FAMILY);
    }
    Arc::new(fonts)
});

/// Draws a scene as PNG bytes; `pixels_per_unit` 1 gives one pixel a page unit, 2 twice as many.
///
/// # Errors
/// [`ExportError`] when the size is impossible or the picture cannot be packed.
pub fn png(scene: &Scene, pixels_per_unit: f32) -> Result<Vec<u8>, ExportError> {
    let pixmap = drawn(scene, pixels_per_unit)?;
    packed(scene, &pixmap, pixels_per_unit * UNITS_AN_INCH, None)
}

/// The same with the resolution and the making of a writing.
///
/// # Errors
/// [`ExportError`] when the size is impossible or the picture cannot be packed.
pub fn png_as(scene: &Scene, writing: &Writing) -> Result<Vec<u8>, ExportError> {
    #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
    let dpi = writing.dpi.map_or(UNITS_AN_INCH, |dpi| dpi as f32);
    let pixmap = drawn(scene, dpi / UNITS_AN_INCH)?;
    packed(scene, &pixmap, dpi, Some(writing))
}

/// The pixels of a scene: width and height, and red, green and blue of each from the top left on.
///
/// # Errors
/// [`ExportError`] when the size is impossible.
pub fn pixels(scene: &Scene, pixels_per_unit: f32) -> Result<([usize; 2], Vec<u8>), ExportError> {
    let pixmap = drawn(scene, pixels_per_unit)?;
    let size = [pixmap.width() as usize, pixmap.height() as usize];
    Ok((size, colors(&pixmap)))
}

pub(super) fn drawn(scene: &Scene, pixels_per_unit: f32) -> Result<Pixmap, ExportError> {
    drawn_by(scene, pixels_per_unit, lines::is_theirs)
}

/// The same, where it is said of which layers the lines are drawn by themselves.
fn drawn_by(
    scene: &Scene,
    pixels_per_unit: f32,
    is_by_itself: impl Fn(&PlacedLayer) -> bool,
) -> Result<Pixmap, ExportError> {
    let [width, height] = [scene.size.x, scene.size.y].map(|side| side * pixels_per_unit);
    let impossible = || ExportError::Size { width, height };
    let mut pixmap = whole(width)
        .zip(whole(height))
        .and_then(|(w, h)| Pixmap::new(w, h))
        .ok_or_else(impossible)?;
    // Whoever may be stopped has made the ground before.
    let scene = &*grounded(scene, f64::from(pixels_per_unit), &Task::never())?;
    check_all(&scene.overlay)?;
    check_all(&scene.furniture)?;
    // A sheet is seldom a whole number of pixels: the last ones are paper too.
    let page = scene.page;
    let (pixels, _) = pixmap.data_mut().as_chunks_mut::<4>();
    pixels.fill([page.r, page.g, page.b, 255]);
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let scale = Transform::from_scale(pixels_per_unit, pixels_per_unit);
    for piece in pieces(scene, is_by_itself) {
        match piece {
            Piece::Text(text) => {
                let tree = Tree::from_str(&text, &options)?;
                resvg::render(&tree, scale, &mut pixmap.as_mut());
            }
            Piece::Layer(layer) => lines::draw(&mut pixmap, layer, &scene.camera, pixels_per_unit),
        }
    }
    Ok(pixmap)
}

fn packed(
    scene: &Scene,
    pixmap: &Pixmap,
    dpi: f32,
    writing: Option<&Writing>,
) -> Result<Vec<u8>, ExportError> {
    let failed = |error: png::EncodingError| ExportError::Packing(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let per_meter = pixels_a_meter(dpi);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_meter,
        yppu: per_meter,
        unit: Unit::Meter,
    }));
    if let Some(writing) = writing {
        let program = writing.made.program();
        encoder
            .add_text_chunk("Software".to_owned(), program)
            .map_err(failed)?;
        let xmp = writing.made.xmp(&scene.title);
        encoder
            .add_itxt_chunk("XML:com.adobe.xmp".to_owned(), xmp)
            .map_err(failed)?;
    }
    let colors = colors(pixmap);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&colors).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

/// What lies on an opaque page is opaque: three of four bytes say it all.
fn colors(pixmap: &Pixmap) -> Vec<u8> {
    let (pixels, _) = pixmap.data().as_chunks::<4>();
    let mut colors = Vec::with_capacity(3 * pixels.len());
    for [r, g, b, _] in pixels {
        colors.extend_from_slice(&[*r, *g, *b]);
    }
    colors
}

/// Pixels a meter at so many an inch.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some thousands"
)]
fn pixels_a_meter(dpi: f32) -> u32 {
    (f64::from(dpi) / 0.0254).round() as u32
}

/// A side in whole pixels; `None` where no picture has it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and the longest side"
)]
fn whole(side: f32) -> Option<u32> {
    let rounded = side.round();
    (1.0..=LONGEST).contains(&rounded).then_some(rounded as u32)
}

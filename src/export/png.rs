//! A scene as PNG, by way of its SVG.
//!
//! Does not know: files, system fonts: only the bundled font is used.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ExportError;
use super::svg::svg;
use crate::scene::item::Scene;
use crate::scene::text::{BUNDLED, FAMILY};

/// The longest side of a picture, pixels.
const LONGEST: f32 = 20_000.0;

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
    let [width, height] = [scene.size.x, scene.size.y].map(|side| side * pixels_per_unit);
    let impossible = || ExportError::Size { width, height };
    let mut pixmap = whole(width)
        .zip(whole(height))
        .and_then(|(w, h)| Pixmap::new(w, h))
        .ok_or_else(impossible)?;
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg(scene), &options)?;
    let scale = Transform::from_scale(pixels_per_unit, pixels_per_unit);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    pixmap
        .encode_png()
        .map_err(|error| ExportError::Packing(error.to_string()))
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

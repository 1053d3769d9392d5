//! Pictures as files' contents: a scene as SVG text, that SVG as PNG bytes, a scene as PDF.
//!
//! Does not know: file names and disks, how a scene was made.

use crate::model::tiles::TileError;
use crate::task::Cancelled;
use crate::words::format::number;
use crate::words::{Lang, fill, text};

pub mod atlas;
pub mod film;
pub mod gif;
pub mod ground;
pub mod image;
pub mod made;
pub mod pdf;
pub mod picture;
pub mod plate;
pub mod png;
pub mod svg;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The size asked for is zero, not a number or larger than a picture can be.
    #[error("a picture of {width} by {height} pixels cannot be made")]
    Size {
        /// Width, pixels.
        width: f32,
        /// Height, pixels.
        height: f32,
    },
    /// The SVG could not be read back.
    #[error("the drawing could not be read back: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// A picture inside, such as a logo, could not be read.
    #[error("a picture inside could not be read: {0}")]
    Image(String),
    /// A logo has too many bytes, so many.
    #[error("a logo has at most 1 MB, and this file has {0} bytes")]
    LargeLogo(usize),
    /// Tiles under the map could not be had.
    #[error("{0}")]
    Tiles(#[from] TileError),
    /// Nobody wants the picture any more.
    #[error("{0}")]
    Cancelled(#[from] Cancelled),
    /// The picture could not be packed.
    #[error("the picture could not be packed: {0}")]
    Packing(String),
}

impl ExportError {
    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Size { width, height } => {
                let (width, height) = (format!("{width:.0}"), format!("{height:.0}"));
                fill(lang, "export.size", &[&width, &height])
            }
            Self::Svg(error) => fill(lang, "export.failed", &[&error.to_string()]),
            Self::LargeLogo(bytes) => {
                #[expect(clippy::cast_precision_loss, reason = "told to a tenth")]
                let megabytes = number(*bytes as f64 / 1_048_576.0, 1);
                fill(lang, "export.logo-large", &[&megabytes])
            }
            Self::Image(said) => fill(lang, "export.image", &[said]),
            Self::Tiles(error) => error.in_words(lang),
            Self::Cancelled(_) => text(lang, "file.cancelled").to_owned(),
            Self::Packing(said) => fill(lang, "export.failed", &[said]),
        }
    }
}

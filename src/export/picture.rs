//! A scene as the bytes of a file.
//!
//! Does not know: where the file goes.

use std::path::Path;

use super::ExportError;
use super::ground::said::said as tiles_said;
use super::ground::{grounded, pixels_per_unit};
use super::image::check_all;
use super::made::Made;
use super::{pdf, png, svg};
use crate::scene::item::Scene;
use crate::task::Task;

/// A picture format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines and text, for print and for editing.
    Svg,
    /// Pixels.
    Png,
    /// Lines and text on a page, with the font inside.
    Pdf,
}

impl Format {
    /// The format that a file's ending names, in any case.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// How a picture is written, beside its format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// Pixels an inch of a PNG; `None`: one for each page unit, 96 an inch.
    pub dpi: Option<u32>,
    /// Whether an SVG says its size in millimeters, as a sheet of paper has it.
    pub is_sheet: bool,
    /// What the picture says of its making.
    pub made: Made,
}

/// What a picture says of its making, with the tiles of a scene that has its pictures.
///
/// # Errors
/// [`ExportError`] when tiles cannot be had.
pub fn with_tiles(made: Made, scene: &Scene) -> Result<Made, ExportError> {
    let said = tiles_said(scene)?;
    let said = said.iter();
    Ok(said.fold(made, |made, (name, value)| made.with(name, value)))
}

/// A scene as the bytes of a file. The same scene and writing give the same bytes.
///
/// # Errors
/// [`ExportError`] when the picture is too large or cannot be packed, a picture inside, such as a logo, is
/// broken, in whatever format, or the work is cancelled.
pub fn bytes_of(
    scene: &Scene,
    format: Format,
    writing: &Writing,
    task: &Task,
) -> Result<Vec<u8>, ExportError> {
    let scene = &*grounded(scene, pixels_per_unit(format, writing.dpi), task)?;
    let writing = &Writing {
        made: with_tiles(writing.made.clone(), scene)?,
        ..writing.clone()
    };
    task.checkpoint()?;
    match format {
        // The other two draw what is inside, and fail by themselves where that is broken.
        Format::Svg => {
            check_all(&scene.overlay)?;
            check_all(&scene.furniture)?;
            Ok(svg::svg_as(scene, writing).into_bytes())
        }
        Format::Png => png::png_as(scene, writing),
        Format::Pdf => pdf::pdf(scene, &writing.made),
    }
}

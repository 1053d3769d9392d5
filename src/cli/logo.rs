//! The logo of an exported picture: a file that was typed, or that of the study.
//!
//! Does not know: where it stands.

use std::sync::Arc;

use super::args::export::PictureArgs;
use super::report::Failure;
use super::scenario::Opened;
use crate::export::image;
use crate::io::files::read;
use crate::model::picture::Picture;
use crate::words::Lang;

/// The logo that pages of this picture may have.
///
/// # Errors
/// [`Failure`] where the file that was typed is none, or too large.
pub fn logo(args: &PictureArgs, opened: &Opened) -> Result<Option<Arc<Picture>>, Failure> {
    let Some(path) = &args.logo else {
        let study = opened.loaded.study.as_ref();
        return Ok(study.and_then(|study| study.saved.logo.clone()));
    };
    let failed = |said: String| Failure::new(format!("--logo {}: {said}", path.display()));
    let bytes = read(path).map_err(|error| failed(error.in_words(Lang::En)))?;
    let picture = image::logo(&bytes).map_err(|error| failed(error.in_words(Lang::En)))?;
    Ok(Some(Arc::new(picture)))
}

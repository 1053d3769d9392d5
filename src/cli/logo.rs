//! The logo of an exported picture: a file that was typed.
//!
//! Does not know: where it stands.

use super::args::export::PictureArgs;
use super::report::Failure;
use crate::export::image;
use crate::io::files::read;
use crate::model::picture::Picture;
use crate::words::Lang;

/// The logo that was typed; `None` where none was.
///
/// # Errors
/// [`Failure`] where the file that was typed is none, or too large.
pub fn logo(args: &PictureArgs) -> Result<Option<Picture>, Failure> {
    let Some(path) = &args.logo else {
        return Ok(None);
    };
    let failed = |said: String| Failure::new(format!("--logo {}: {said}", path.display()));
    let bytes = read(path).map_err(|error| failed(error.in_words(Lang::En)))?;
    let picture = image::logo(&bytes).map_err(|error| failed(error.in_words(Lang::En)))?;
    Ok(Some(picture))
}

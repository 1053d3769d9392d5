//! The list of study files that were opened or saved last, kept as JSON in the user's folder.
//!
//! Does not know: what is done with them.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::files::{self, FileError};

/// How many are kept.
const MOST: usize = 10;

fn path(config: &Path) -> PathBuf {
    config.join("recent.json")
}

/// The files, the newest first; none where there is no list that can be read.
#[must_use]
pub fn read(config: &Path) -> Vec<PathBuf> {
    let bytes = files::read(&path(config)).unwrap_or_default();
    let json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
    let list = json.get("recent").and_then(Json::as_array);
    let texts = list.into_iter().flatten().filter_map(Json::as_str);
    texts.take(MOST).map(PathBuf::from).collect()
}

/// Puts a file at the head of the list.
///
/// # Errors
/// [`FileError`] when the list cannot be written.
pub fn add(config: &Path, file: &Path) -> Result<Vec<PathBuf>, FileError> {
    let file = files::whole_path(file);
    let mut list = read(config);
    list.retain(|known| *known != file);
    list.insert(0, file);
    list.truncate(MOST);
    let texts: Vec<Json> = list
        .iter()
        .filter_map(|of| of.to_str())
        .map(|of| json!(of))
        .collect();
    files::create_dir(config)?;
    let text = format!("{:#}\n", json!({ "recent": texts }));
    files::write_whole(&path(config), text.as_bytes())?;
    Ok(list)
}

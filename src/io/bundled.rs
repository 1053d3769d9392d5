//! The maps inside the binary: unpacked on demand, read like any other file.
//!
//! Does not know: what is in them.

use std::io::Read;
use std::sync::Arc;

use flate2::read::GzDecoder;

/// Name below `maps/` and compressed bytes of each file, in order of folder and name.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bundled_list.rs"));

/// A bundled file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// How messages name it: `maps/corridor/links.geojson`.
    pub file: Arc<str>,
    /// Name without folder and ending.
    pub stem: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The bundled files of a folder of `maps/` (`corridor`, `basemap`), in order of name.
#[must_use]
pub fn folder(folder: &str) -> Vec<Bundled> {
    FILES
        .iter()
        .filter(|(name, _)| name.split_once('/').is_some_and(|(of, _)| of == folder))
        .map(|&(name, packed)| unpack(name, packed))
        .collect()
}

/// A bundled file by its name below `maps/`, such as `corridor/parameters.csv`.
#[must_use]
pub fn file(name: &str) -> Option<Bundled> {
    FILES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(name, packed)| unpack(name, packed))
}

fn unpack(name: &str, packed: &[u8]) -> Bundled {
    let mut bytes = Vec::new();
    // The bytes were packed by the build; were they broken all the same, what can be read is read
    // and the reader of the file says what is wrong with it.
    let read = GzDecoder::new(packed).read_to_end(&mut bytes);
    debug_assert!(read.is_ok(), "{name} was packed by the build");
    let file_name = name.rsplit('/').next().unwrap_or(name);
    let stem = file_name.split('.').next().unwrap_or(file_name);
    Bundled {
        file: Arc::from(format!("maps/{name}")),
        stem: stem.to_owned(),
        bytes,
    }
}

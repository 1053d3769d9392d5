//! Raster tiles from files, folders and addresses: opened by what a location is.
//!
//! What a tile is made of is told by its first bytes alone. Nothing is fetched from the network unless the caller
//! says that people asked for it.
//! Does not know: pictures, where tiles lie on a map.

pub mod mbtiles;
pub mod pmtiles;
mod plain_text;
pub mod template;
pub mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use flate2::read::GzDecoder;

use super::files::pieces::digest;
use super::files::{FileError, whole_path};
use crate::model::picture::PictureKind;
use crate::model::tiles::{TileError, TileFault, TileId, TileKind, TileReader, TileShop, kind_of};

/// The most that a tile, or a part of a directory of them, takes unpacked, bytes.
const LARGEST: u64 = 64 << 20;

/// Whether addresses of the network may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// Never: tiles of addresses are an error.
    Never,
    /// People asked for it; what came is kept in a folder, where there is one.
    Asked(Option<PathBuf>),
}

/// Opens tiles. Reads what is known of them and no tile; fetches nothing.
///
/// # Errors
/// [`TileError`] when there are none, or they are shapes and no pictures.
pub fn open(location: &str, fetching: &Fetching) -> Result<Arc<dyn TileReader>, TileError> {
    match kind_of(location) {
        None => Err(TileFault::NoLocation.of(location)),
        Some(TileKind::Mbtiles) => Ok(Arc::new(mbtiles::Mbtiles::open(location)?)),
        Some(TileKind::Pmtiles) => Ok(Arc::new(pmtiles::Pmtiles::open(location)?)),
        Some(TileKind::Folder) => Ok(Arc::new(template::Folder::open(location)?)),
        Some(TileKind::Web) => match fetching {
            Fetching::Never => Err(TileFault::NotAsked.of(location)),
            Fetching::Asked(cache) => Ok(Arc::new(web::Web::open(location, cache.clone()))),
        },
    }
}

/// Opens tiles for a program, and keeps them open.
#[derive(Default)]
pub struct Shop {
    cache: Option<PathBuf>,
    /// Templates of addresses that people asked for.
    asked: Mutex<BTreeSet<String>>,
    open: Mutex<BTreeMap<String, Arc<dyn TileReader>>>,
}

impl Shop {
    /// A shop that keeps what it fetches in a folder, or nowhere.
    #[must_use]
    pub fn new(cache: Option<PathBuf>) -> Self {
        Self {
            cache,
            ..Self::default()
        }
    }

    /// People asked for the tiles of a template of addresses: they may be fetched.
    pub fn ask(&self, location: &str) {
        lock(&self.asked).insert(location.to_owned());
    }

    /// Whether people asked for them.
    #[must_use]
    pub fn is_asked(&self, location: &str) -> bool {
        lock(&self.asked).contains(location)
    }

    /// Closes tiles that are used no more.
    pub fn keep(&self, is_used: impl Fn(&str) -> bool) {
        lock(&self.open).retain(|location, _| is_used(location));
    }

    /// Opens tiles anew when they are wanted next.
    pub fn forget(&self, location: &str) {
        lock(&self.open).remove(location);
    }
}

impl TileShop for Shop {
    fn reader(&self, location: &str) -> Result<Arc<dyn TileReader>, TileError> {
        if let Some(reader) = lock(&self.open).get(location) {
            return Ok(Arc::clone(reader));
        }
        let fetching = if self.is_asked(location) {
            Fetching::Asked(self.cache.clone())
        } else {
            Fetching::Never
        };
        let reader = open(location, &fetching)?;
        lock(&self.open).insert(location.to_owned(), Arc::clone(&reader));
        Ok(reader)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is in there is whole at every moment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A failure of the file system as one of tiles.
fn failed(location: &str) -> impl Fn(FileError) -> TileError {
    move |error| TileFault::File(error.source.to_string()).of(location)
}

/// The hash of a file, which is read whole for it once as long as it is open.
fn digest_once(known: &OnceLock<String>, location: &str) -> Result<Option<String>, TileError> {
    if let Some(known) = known.get() {
        return Ok(Some(known.clone()));
    }
    let hash = digest(Path::new(location)).map_err(failed(location))?;
    Ok(Some(known.get_or_init(|| format!("{hash:032x}")).clone()))
}

/// Bytes as they were before they were packed by gzip, which their first two tell.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    let mut decoder = GzDecoder::new(&bytes[..]).take(LARGEST + 1);
    decoder
        .read_to_end(&mut plain)
        .map_err(|error| error.to_string())?;
    if plain.len() as u64 > LARGEST {
        return Err("a part of it is larger than 64 MB".to_owned());
    }
    Ok(plain)
}

/// A tile as it is read: unpacked; one without a byte is none.
fn tile_of(location: &str, id: TileId, bytes: Vec<u8>) -> Result<Option<Vec<u8>>, TileError> {
    let plain = unpacked(bytes).map_err(|said| TileFault::Picture(id, said).of(location))?;
    Ok((!plain.is_empty()).then_some(plain))
}

/// Whether bytes begin as a PNG, JPEG or WebP does.
fn is_picture(bytes: &[u8]) -> bool {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let kind = PictureKind::of(bytes);
    is_webp || matches!(kind, Some(PictureKind::Png | PictureKind::Jpeg))
}

/// A location as studies keep it: files and folders by their whole path, so that the tiles are found from wherever
/// the study is opened; addresses, and what gives no tiles, as they are typed.
#[must_use]
pub fn whole_location(typed: &str) -> String {
    let typed = typed.trim();
    match kind_of(typed) {
        None | Some(TileKind::Web) => typed.to_owned(),
        Some(TileKind::Mbtiles | TileKind::Pmtiles) => {
            whole_path(Path::new(typed)).display().to_string()
        }
        Some(TileKind::Folder) => {
            let fixed = typed.split('{').next().unwrap_or_default();
            let (folder, rest) = match fixed.rfind(['/', '\\']) {
                Some(slash) => (&typed[..=slash], &typed[slash + 1..]),
                None => (".", typed),
            };
            whole_path(Path::new(folder))
                .join(rest)
                .display()
                .to_string()
        }
    }
}

#[cfg(test)]
mod tests;

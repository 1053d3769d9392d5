//! PMTiles, version 3: tiles in one file with directories of where they lie (specification of Protomaps, version 3.4).
//!
//! Tiles are numbered along a Hilbert curve, zoom after zoom; a directory lists numbers, how many follow each other
//! with the same content, and where the content lies, or where a further directory does. A tile takes at most four
//! directories; those that were read last are kept.
//! Does not know: pictures.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value as Json;

use super::plain_text::plain;
use super::{digest_once, failed, tile_of, unpacked};
use crate::io::files::pieces::Pieces;
use crate::io::stamp::hash;
use crate::model::tiles::{MAX_ZOOM, TileAbout, TileError, TileFault, TileId, TileReader};

/// Bytes of the header.
const HEADER: u64 = 127;
/// The most of a directory or of the metadata, packed, bytes.
const MOST: u64 = 32 << 20;
/// How deep directories go.
const DEEPEST: usize = 4;
/// How many directories are kept.
const KEPT: usize = 64;

/// A line of a directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    /// The first tile.
    tile: u64,
    /// How many tiles from it have this content; 0: a further directory.
    run: u64,
    /// Where it lies.
    offset: u64,
    /// How long it is.
    length: u64,
}

type Directory = Arc<Vec<Entry>>;

/// A file that is open.
pub struct Pmtiles {
    location: String,
    about: TileAbout,
    file: Pieces,
    root: Directory,
    leaves_at: u64,
    tiles_at: u64,
    kept: Mutex<VecDeque<(u64, Directory)>>,
    digest: OnceLock<String>,
}

impl Pmtiles {
    /// Opens a file.
    ///
    /// # Errors
    /// [`TileError`] when it is not there, is none, holds shapes, or is packed in a way that is not read.
    pub fn open(location: &str) -> Result<Self, TileError> {
        let broken = |said: &str| TileFault::Broken(said.to_owned()).of(location);
        let file = Pieces::open(Path::new(location)).map_err(failed(location))?;
        let header = file.read(0, HEADER).map_err(failed(location))?;
        let header = header.ok_or_else(|| broken("it is shorter than a header"))?;
        if !header.starts_with(b"PMTiles") {
            return Err(broken("it does not begin with the word PMTiles"));
        }
        if header[7] != 3 {
            return Err(broken(&format!("it is of version {}, not 3", header[7])));
        }
        let number = |at: usize| {
            let bytes = header
                .get(at..at + 8)
                .and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u64::from_le_bytes)
        };
        for at in [97, 98] {
            if let Some(way) = packing(header[at]) {
                return Err(broken(&format!("it is packed by {way}, which is not read")));
            }
        }
        match header[99] {
            1 | 6 => return Err(TileFault::Vector.of(location)),
            5 => return Err(broken("its tiles are AVIF; PNG, JPEG and WebP are read")),
            _ => {}
        }
        let part = |offset: u64, length: u64, what: &str| -> Result<Vec<u8>, TileError> {
            if length > MOST {
                return Err(broken(&format!("its {what} is larger than 32 MB")));
            }
            let bytes = file.read(offset, length).map_err(failed(location))?;
            let bytes = bytes.ok_or_else(|| broken(&format!("it ends before its {what}")))?;
            unpacked(bytes).map_err(|said| broken(&format!("its {what}: {said}")))
        };
        let root = directory(&part(number(8), number(16), "first directory")?);
        let root = root.ok_or_else(|| broken("its first directory is damaged"))?;
        let metadata = part(number(24), number(32), "metadata")?;
        let metadata: Json = serde_json::from_slice(&metadata).unwrap_or_default();
        let attribution = metadata.get("attribution").and_then(Json::as_str);
        let [least, greatest] = [header[100], header[101]].map(|zoom| zoom.min(MAX_ZOOM));
        let about = TileAbout {
            attribution: plain(attribution.unwrap_or_default()),
            zooms: [least.min(greatest), greatest],
        };
        let (leaves_at, tiles_at) = (number(40), number(56));
        Ok(Self {
            location: location.to_owned(),
            about,
            root: Arc::new(root),
            leaves_at,
            tiles_at,
            file,
            kept: Mutex::default(),
            digest: OnceLock::new(),
        })
    }

    fn broken(&self, said: &str) -> TileError {
        TileFault::Broken(said.to_owned()).of(&self.location)
    }

    /// A further directory.
    fn leaf(&self, entry: Entry) -> Result<Directory, TileError> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().iter().find(|(at, _)| *at == entry.offset).cloned();
        if let Some((_, directory)) = known {
            return Ok(directory);
        }
        let bytes = self.piece(self.leaves_at, entry)?;
        let bytes = unpacked(bytes).map_err(|said| self.broken(&said))?;
        let read = directory(&bytes).ok_or_else(|| self.broken("a directory is damaged"))?;
        let read = Arc::new(read);
        let mut kept = lock();
        kept.push_back((entry.offset, Arc::clone(&read)));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(read)
    }

    /// Bytes as they are packed.
    fn piece(&self, from: u64, entry: Entry) -> Result<Vec<u8>, TileError> {
        let at = from.checked_add(entry.offset);
        let at = at.filter(|_| entry.length <= MOST);
        let at = at.ok_or_else(|| self.broken("a directory leads out of it"))?;
        let bytes = self.file.read(at, entry.length);
        let bytes = bytes.map_err(failed(&self.location))?;
        bytes.ok_or_else(|| self.broken("a directory leads out of it"))
    }
}

impl TileReader for Pmtiles {
    fn about(&self) -> &TileAbout {
        &self.about
    }

    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError> {
        let tile = number_of(id);
        let mut directory = Arc::clone(&self.root);
        for _ in 0..DEEPEST {
            let behind = directory.partition_point(|entry| entry.tile <= tile);
            let Some(&entry) = behind.checked_sub(1).and_then(|at| directory.get(at)) else {
                return Ok(None);
            };
            if entry.run > 0 {
                let is_there = tile - entry.tile < entry.run;
                if !is_there {
                    return Ok(None);
                }
                let bytes = self.piece(self.tiles_at, entry)?;
                return tile_of(&self.location, id, bytes);
            }
            directory = self.leaf(entry)?;
        }
        Err(self.broken("its directories go deeper than four"))
    }

    fn digest(&self) -> Result<Option<String>, TileError> {
        digest_once(&self.digest, &self.location)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        hash(bytes)
    }
}

/// A way of packing that is not read.
fn packing(code: u8) -> Option<&'static str> {
    match code {
        3 => Some("Brotli"),
        4 => Some("Zstandard"),
        _ => None,
    }
}

/// The number of a tile: those of smaller zooms, and its place along the Hilbert curve of its own.
fn number_of(id: TileId) -> u64 {
    let z = id.z.min(MAX_ZOOM);
    let before = ((1_u64 << (2 * u32::from(z))) - 1) / 3;
    let (mut x, mut y) = (id.x, id.y);
    let mut place = 0;
    for bit in (0..z).rev() {
        let side = 1_u32 << bit;
        let [right, down] = [x & side != 0, y & side != 0];
        let quarter = (3 * u64::from(right)) ^ u64::from(down);
        place += quarter << (2 * u32::from(bit));
        if !down {
            if right {
                // Only the bits below are looked at further.
                x = (side - 1).wrapping_sub(x);
                y = (side - 1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
    }
    before + place
}

/// The lines of a directory: numbers, runs, lengths and offsets, each as a list of numbers of as many bytes as they
/// need. `None` where it is damaged.
fn directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut at = 0;
    let mut next = || {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = *bytes.get(at)?;
            at += 1;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    };
    let count = usize::try_from(next()?).ok()?;
    // Each line takes four bytes at least.
    if count > bytes.len() / 4 {
        return None;
    }
    let mut entries = vec![Entry::default(); count];
    let mut tile = 0_u64;
    for entry in &mut entries {
        tile = tile.checked_add(next()?)?;
        entry.tile = tile;
    }
    for entry in &mut entries {
        entry.run = next()?;
    }
    for entry in &mut entries {
        entry.length = next()?;
    }
    let mut behind = 0_u64;
    for entry in &mut entries {
        entry.offset = match next()? {
            // Right behind the one before.
            0 => behind,
            offset => offset - 1,
        };
        behind = entry.offset.checked_add(entry.length)?;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_along_the_curve() {
        let number = |z, x, y| number_of(TileId { z, x, y });
        let first = [
            (0, 0, 0),
            (1, 0, 0),
            (1, 0, 1),
            (1, 1, 1),
            (1, 1, 0),
            (2, 0, 0),
        ];
        let numbers: Vec<u64> = first.iter().map(|&(z, x, y)| number(z, x, y)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        // The example of the specification.
        assert_eq!(number(12, 3423, 1763), 19_078_479);
        // All numbers of a zoom, each once, each next to the one before.
        let mut places = vec![None; 1024];
        for x in 0..32 {
            for y in 0..32 {
                let at = usize::try_from(number(5, x, y)).unwrap() - 341;
                assert_eq!(places[at].replace([x, y]), None);
            }
        }
        for pair in places.windows(2) {
            let [Some(a), Some(b)] = pair else {
                panic!("a gap")
            };
            assert_eq!(a[0].abs_diff(b[0]) + a[1].abs_diff(b[1]), 1);
        }
    }

    #[test]
    fn damaged_directories_are_none() {
        assert_eq!(directory(&[]), None);
        assert_eq!(directory(&[1, 0, 1, 5]), None);
        assert_eq!(directory(&[0xff; 20]), None);
        let read = directory(&[2, 3, 4, 1, 0, 5, 6, 1, 0]).unwrap();
        let entry = |tile, run, offset, length| Entry {
            tile,
            run,
            offset,
            length,
        };
        assert_eq!(read, [entry(3, 1, 0, 5), entry(7, 0, 5, 6)]);
    }
}

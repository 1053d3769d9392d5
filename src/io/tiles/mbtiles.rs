//! MBTiles: tiles in a file of SQLite (MBTiles specification 1.3). Rows are counted from the south.
//!
//! A view in the place of the table is read alike. The file is opened to be read only, and nothing is written
//! beside it.
//! Does not know: pictures.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::plain_text::plain;
use super::{digest_once, failed, tile_of};
use crate::io::files::pieces::Pieces;
use crate::io::stamp::hash;
use crate::model::tiles::{MAX_ZOOM, TileAbout, TileError, TileFault, TileId, TileReader};

/// A file that is open.
pub struct Mbtiles {
    location: String,
    about: TileAbout,
    connection: Mutex<Connection>,
    digest: OnceLock<String>,
}

impl Mbtiles {
    /// Opens a file.
    ///
    /// # Errors
    /// [`TileError`] when it is not there, is none, or holds shapes.
    pub fn open(location: &str) -> Result<Self, TileError> {
        let path = Path::new(location);
        // What SQLite says of a file that is not there is less clear.
        drop(Pieces::open(path).map_err(failed(location))?);
        let broken = |error: rusqlite::Error| TileFault::Broken(error.to_string()).of(location);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(broken)?;
        let told = |name: &str| -> Result<Option<String>, TileError> {
            let query = "SELECT CAST(value AS TEXT) FROM metadata WHERE name = ?1";
            let found = connection
                .query_row(query, [name], |row| row.get::<_, Option<String>>(0))
                .optional();
            Ok(found.map_err(broken)?.flatten())
        };
        let format = told("format")?.unwrap_or_default().to_ascii_lowercase();
        if ["pbf", "mvt"].contains(&format.as_str()) {
            return Err(TileFault::Vector.of(location));
        }
        let zoom = |text: Option<String>| text.and_then(|text| text.trim().parse::<u8>().ok());
        let zooms = match (zoom(told("minzoom")?), zoom(told("maxzoom")?)) {
            (Some(least), Some(greatest)) => [least, greatest],
            _ => {
                let query = "SELECT min(zoom_level), max(zoom_level) FROM tiles";
                let found: [Option<u8>; 2] = connection
                    .query_row(query, [], |row| Ok([row.get(0)?, row.get(1)?]))
                    .map_err(broken)?;
                match found {
                    [Some(least), Some(greatest)] => [least, greatest],
                    _ => return Err(TileFault::Broken("it holds no tile".to_owned()).of(location)),
                }
            }
        };
        let [least, greatest] = zooms.map(|zoom| zoom.min(MAX_ZOOM));
        let about = TileAbout {
            attribution: plain(&told("attribution")?.unwrap_or_default()),
            zooms: [least.min(greatest), greatest],
        };
        Ok(Self {
            location: location.to_owned(),
            about,
            connection: Mutex::new(connection),
            digest: OnceLock::new(),
        })
    }
}

impl TileReader for Mbtiles {
    fn about(&self) -> &TileAbout {
        &self.about
    }

    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError> {
        let broken = |said: String| TileFault::Broken(said).of(&self.location);
        let connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let query = "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3";
        let mut statement = connection
            .prepare(query)
            .map_err(|error| broken(error.to_string()))?;
        let place = (id.z, id.x, id.row_from_south());
        let found = statement
            .query_row(place, |row| {
                Ok(match row.get_ref(0)? {
                    ValueRef::Blob(bytes) => Some(bytes.to_vec()),
                    _ => None,
                })
            })
            .optional()
            .map_err(|error| broken(error.to_string()))?;
        match found.flatten() {
            Some(bytes) => tile_of(&self.location, id, bytes),
            None => Ok(None),
        }
    }

    fn digest(&self) -> Result<Option<String>, TileError> {
        digest_once(&self.digest, &self.location)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        hash(bytes)
    }
}

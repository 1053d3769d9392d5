//! Tiles as files of a folder, named by a template: `/maps/osm/{z}/{x}/{y}.png`.
//!
//! Does not know: pictures.

use std::path::Path;

use super::{failed, tile_of};
use crate::io::files;
use crate::io::files::pieces::numbered_folders;
use crate::io::stamp::hash;
use crate::model::tiles::{MAX_ZOOM, TileAbout, TileError, TileFault, TileId, TileReader};

/// The zooms where names do not tell.
const USUAL: [u8; 2] = [0, 19];

/// A folder of tiles.
pub struct Folder {
    template: String,
    about: TileAbout,
}

impl Folder {
    /// The tiles of a template; where folders are named by zooms, those are the zooms that there are.
    ///
    /// # Errors
    /// [`TileError`] when the folder is not there or holds none.
    pub fn open(template: &str) -> Result<Self, TileError> {
        if [".pbf", ".mvt"].iter().any(|end| template.ends_with(end)) {
            return Err(TileFault::Vector.of(template));
        }
        let before = template.split("{z}").next().unwrap_or_default();
        let behind = template.split("{z}").nth(1).unwrap_or_default();
        let is_folder = before.is_empty() || before.ends_with(['/', '\\']);
        let zooms = if is_folder && behind.starts_with(['/', '\\']) {
            let folder = if before.is_empty() { "." } else { before };
            let found = numbered_folders(Path::new(folder)).map_err(failed(template))?;
            let none = || TileFault::File("no folder is named by a zoom".to_owned()).of(template);
            let least = *found.first().ok_or_else(none)?;
            let greatest = found.last().copied().unwrap_or(least);
            [least.min(MAX_ZOOM), greatest.min(MAX_ZOOM)]
        } else {
            USUAL
        };
        Ok(Self {
            template: template.to_owned(),
            about: TileAbout {
                attribution: String::new(),
                zooms,
            },
        })
    }
}

/// A template with the numbers of a tile.
pub(super) fn filled(template: &str, id: TileId) -> String {
    template
        .replace("{z}", &id.z.to_string())
        .replace("{x}", &id.x.to_string())
        .replace("{y}", &id.y.to_string())
        .replace("{-y}", &id.row_from_south().to_string())
}

impl TileReader for Folder {
    fn about(&self) -> &TileAbout {
        &self.about
    }

    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError> {
        match files::read(Path::new(&filled(&self.template, id))) {
            Ok(bytes) => tile_of(&self.template, id, bytes),
            Err(error) if error.is_not_there() => Ok(None),
            Err(error) => Err(failed(&self.template)(error)),
        }
    }

    fn digest(&self) -> Result<Option<String>, TileError> {
        Ok(None)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        hash(bytes)
    }
}

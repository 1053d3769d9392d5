//! What a picture says of its tiles: what they are called, hashes by which they are told from others, what is left out.
//!
//! Of a file the hash is that of the whole; of a folder or of addresses it is one of the tiles that were drawn, by
//! their numbers and bytes, and the picture says which those are.
//! Does not know: how tiles are drawn; who compares what was said.

use std::collections::BTreeSet;

use super::fetch;
use crate::export::ExportError;
use crate::model::tiles::used::{Used, tiles_of};
use crate::model::tiles::{TileAccess, TileId, TileLayer, TileReader};
use crate::scene::item::{Item, Scene};
use crate::scene::raster::DrawnTiles;
use crate::scene::text::bundled;
use crate::study::publication::tally::LeftOut;
use crate::task::Task;

/// What parts the texts of a list in what a picture says.
pub const BETWEEN: &str = "|";
/// The name of what a picture says of which tiles were drawn.
pub const USED: &str = "tiles-used";

/// Names and values.
pub type Pairs = [(&'static str, String); 3];

/// What a picture says of its tiles: their names, hashes and which were drawn, in the same order. Those of a scene
/// that has its pictures are those that are drawn.
///
/// # Errors
/// [`ExportError`] when tiles cannot be had.
pub fn said(scene: &Scene) -> Result<Pairs, ExportError> {
    let layers = scene.under.layers.iter();
    pairs(layers.map(|placed| {
        let drawn = match &placed.drawn {
            Some(drawn) => drawn.clone(),
            None => whole(&placed.layer, &scene.under.access)?.unwrap_or_else(nothing),
        };
        Ok((placed.layer.name(), drawn))
    }))
}

/// The same of layers as they are now, where a picture drew these tiles of those that have no hash of all.
///
/// # Errors
/// [`ExportError`] when tiles cannot be had, or the work is cancelled.
pub fn said_of<'a>(
    layers: impl Iterator<Item = &'a TileLayer>,
    access: &TileAccess,
    used: &str,
    task: &Task,
) -> Result<Pairs, ExportError> {
    let mut used = used.split(BETWEEN);
    pairs(layers.map(|layer| {
        let used = used.next().unwrap_or_default();
        let drawn = match whole(layer, access)? {
            Some(drawn) => drawn,
            None => again(&*access.reader(&layer.location)?, used, task)?,
        };
        Ok((layer.name(), drawn))
    }))
}

fn pairs<'a>(
    of: impl Iterator<Item = Result<(&'a str, DrawnTiles), ExportError>>,
) -> Result<Pairs, ExportError> {
    let (mut names, mut hashes, mut runs) = (Vec::new(), Vec::new(), Vec::new());
    for one in of {
        let (name, drawn) = one?;
        names.push(name);
        hashes.push(drawn.hash);
        runs.push(drawn.runs);
    }
    let is_none = runs.iter().all(String::is_empty);
    Ok([
        ("tiles", names.join(BETWEEN)),
        ("tiles-hash", hashes.join(BETWEEN)),
        (
            USED,
            if is_none {
                String::new()
            } else {
                runs.join(BETWEEN)
            },
        ),
    ])
}

fn nothing() -> DrawnTiles {
    DrawnTiles {
        runs: String::new(),
        hash: String::new(),
    }
}

/// The hash of all tiles of a layer, where there is one.
fn whole(layer: &TileLayer, access: &TileAccess) -> Result<Option<DrawnTiles>, ExportError> {
    let hash = access.reader(&layer.location)?.digest()?;
    Ok(hash.map(|hash| DrawnTiles { hash, ..nothing() }))
}

/// What a picture says of tiles that were read one by one.
#[must_use]
pub fn drawn(reader: &dyn TileReader, used: &Used) -> DrawnTiles {
    DrawnTiles {
        runs: used.runs(),
        hash: format!("{:032x}", reader.hash(used.lines().as_bytes())),
    }
}

/// The same of the tiles that runs name, as they are now; of no form that is known: nothing.
///
/// # Errors
/// [`ExportError`] when one of them cannot be read, or the work is cancelled.
pub fn again(reader: &dyn TileReader, runs: &str, task: &Task) -> Result<DrawnTiles, ExportError> {
    let Some(tiles) = tiles_of(runs).filter(|tiles| !tiles.is_empty()) else {
        return Ok(nothing());
    };
    let hash = |id: TileId| {
        let bytes = reader.tile(id)?;
        Ok(bytes.map(|bytes| reader.hash(&bytes)))
    };
    let hashes = fetch::all(&tiles, reader.at_once(), task, hash)?;
    let mut used = Used::default();
    for (id, hash) in tiles.into_iter().zip(hashes) {
        used.take(id, hash);
    }
    Ok(drawn(reader, &used))
}

/// The characters of a picture's texts that its font has no shape for.
fn letters_without_shape(scene: &Scene) -> BTreeSet<char> {
    fn gather(items: &[Item], into: &mut BTreeSet<char>) {
        for item in items {
            match item {
                Item::Text(text) => into.extend(text.text.chars()),
                Item::Group { items, .. } => gather(items, into),
                Item::Path(_) | Item::Marker(_) | Item::Image(_) => {}
            }
        }
    }
    let mut all = BTreeSet::new();
    gather(&scene.overlay, &mut all);
    gather(&scene.furniture, &mut all);
    let font = bundled();
    all.retain(|&letter| !font.has(letter));
    all
}

/// What a picture leaves out.
#[must_use]
pub fn left_out(scene: &Scene) -> LeftOut {
    LeftOut {
        parts: scene.left_out.clone(),
        tiles: scene.under.left_out.clone(),
        letters: letters_without_shape(scene),
    }
}

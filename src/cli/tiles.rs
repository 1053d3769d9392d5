//! Raster tiles under a picture, as they were typed.
//!
//! Does not know: how tiles are read or drawn.

use std::sync::Arc;

use super::args::tiles::TilesArgs;
use super::report::Failure;
use crate::export::ExportError;
use crate::export::ground::said::again;
use crate::io::tiles::{Shop, whole_location};
use crate::io::user;
use crate::model::saved::Layers;
use crate::model::tiles::{TileAccess, TileKind, TileLayer, TileShop, kind_of, name_of};
use crate::task::Task;
use crate::words::Lang;

/// The word that leaves out the tiles of a study.
const NONE: &str = "none";

/// Takes what was typed over the tiles that are saved.
///
/// # Errors
/// [`Failure`] when there are no such tiles.
pub fn take(args: &TilesArgs, access: &TileAccess, layers: &mut Layers) -> Result<(), Failure> {
    let Some(typed) = args.tiles.as_deref() else {
        return Ok(());
    };
    layers.tiles.clear();
    if is_none(typed) {
        return Ok(());
    }
    let location = whole_location(typed);
    let reader = access.reader(&location);
    let reader = reader.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let mut layer = TileLayer::of(&location, reader.about());
    layer.datum = args.tiles_datum.unwrap_or_default();
    layer.opacity = args.tiles_opacity.unwrap_or(layer.opacity);
    layer.is_ground = !args.tiles_over_land;
    if let Some(text) = &args.tiles_attribution {
        layer.attribution.clone_from(text);
    }
    layers.tiles.push(layer);
    Ok(())
}

/// Whether the word that leaves out the tiles of a study was typed.
#[must_use]
pub fn is_none(typed: &str) -> bool {
    typed.eq_ignore_ascii_case(NONE)
}

/// What people call tiles that were typed: pictures say that, and neither folders nor keys of addresses.
#[must_use]
pub fn asked_name(typed: &str) -> String {
    name_of(&whole_location(typed)).to_owned()
}

/// Who opens tiles for pictures, and keeps them open: addresses of the network only where they were typed.
#[must_use]
pub fn access(args: &TilesArgs) -> TileAccess {
    let shop = Shop::new(user::cache());
    if let Some(typed) = &args.tiles {
        shop.ask(&whole_location(typed));
    }
    TileAccess::by(Arc::new(shop))
}

/// How tiles at a location are to those that a picture drew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// They are the same.
    Same,
    /// They are others.
    Changed,
    /// They come from the network, and nobody asked for that.
    Untold,
}

/// Looks at tiles at a location, against the hash and the runs that a picture says of those that it drew. Addresses of
/// the network are asked only where they were typed, and anew: what is kept of them is what was drawn.
///
/// # Errors
/// [`Failure`] when there are no such tiles, or they cannot be read.
pub fn now(location: &str, (hash, runs): (&str, &str), is_typed: bool) -> Result<Now, Failure> {
    if kind_of(location) == Some(TileKind::Web) && !is_typed {
        return Ok(Now::Untold);
    }
    let shop = Shop::new(None);
    shop.ask(location);
    let look = || -> Result<bool, ExportError> {
        let reader = shop.reader(location)?;
        let is = match reader.digest()? {
            Some(whole) => whole,
            None => again(&*reader, runs, &Task::never())?.hash,
        };
        Ok(!is.is_empty() && is == hash)
    };
    let is_same = look().map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    Ok(if is_same { Now::Same } else { Now::Changed })
}

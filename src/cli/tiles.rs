//! Raster tiles under a picture, as they were typed.
//!
//! Does not know: how tiles are read or drawn.

use std::sync::Arc;

use super::args::tiles::TilesArgs;
use super::report::Failure;
use crate::io::tiles::{Shop, whole_location};
use crate::io::user;
use crate::model::saved::Layers;
use crate::model::tiles::{TileAccess, TileLayer, TileShop, name_of};
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

/// The hash of tiles at a location; nothing is fetched for it.
///
/// # Errors
/// [`Failure`] when there are no such tiles.
pub fn digest(location: &str) -> Result<String, Failure> {
    let shop = Shop::new(user::cache());
    shop.ask(location);
    let hash = shop.reader(location).and_then(|reader| reader.digest());
    hash.map_err(|error| Failure::new(error.in_words(Lang::En)))
}

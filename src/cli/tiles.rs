//! Raster tiles under a picture, as they were typed.
//!
//! Does not know: how tiles are read or drawn.

use std::path::Path;
use std::sync::Arc;

use super::args::tiles::TilesArgs;
use super::report::Failure;
use crate::io::files::whole_path;
use crate::io::tiles::Shop;
use crate::io::user;
use crate::model::saved::Layers;
use crate::model::tiles::{TileAccess, TileLayer, TileReader, TileShop};
use crate::words::Lang;

/// The word that leaves out the tiles of a study.
const NONE: &str = "none";

/// Takes what was typed over the tiles that are saved.
///
/// # Errors
/// [`Failure`] when there are no such tiles.
pub fn take(args: &TilesArgs, layers: &mut Layers) -> Result<(), Failure> {
    let Some(typed) = args.tiles.as_deref() else {
        return Ok(());
    };
    layers.tiles.clear();
    if typed.eq_ignore_ascii_case(NONE) {
        return Ok(());
    }
    let mut layer = TileLayer::of(typed, reader(typed, true)?.about());
    if !layer.is_web() && !typed.contains('{') {
        layer.location = whole_path(Path::new(typed)).display().to_string();
    }
    layer.datum = args.tiles_datum.unwrap_or_default();
    layer.opacity = args.tiles_opacity.unwrap_or(layer.opacity);
    layer.is_ground = !args.tiles_over_land;
    if let Some(text) = &args.tiles_attribution {
        layer.attribution.clone_from(text);
    }
    layers.tiles.push(layer);
    Ok(())
}

/// Who opens tiles for a picture: addresses of the network only where they were typed.
#[must_use]
pub fn access(args: &TilesArgs) -> TileAccess {
    let shop = Shop::new(user::cache());
    if let Some(typed) = &args.tiles {
        shop.ask(typed);
    }
    TileAccess::by(Arc::new(shop))
}

/// The reader of tiles at a location; nothing is fetched by opening it.
///
/// # Errors
/// [`Failure`] when there are no such tiles.
pub fn reader(location: &str, is_asked: bool) -> Result<Arc<dyn TileReader>, Failure> {
    let shop = Shop::new(user::cache());
    if is_asked {
        shop.ask(location);
    }
    let opened = shop.reader(location);
    opened.map_err(|error| Failure::new(error.in_words(Lang::En)))
}

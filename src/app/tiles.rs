//! Raster tiles under the map: added from files, folders and addresses, shown, changed, taken away. Each change is a
//! step of the study's history.
//!
//! Tiles are opened on another thread before they are added. Those of addresses are fetched only after people asked
//! for them here: an open study that names some does not.
//! Does not know: how tiles are painted (see `paint`), where they lie.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::dialogs::FilePicker;
use super::newest::Newest;
use super::paint::tiles::TileTextures;
use super::state::State;
use super::view::show;
use crate::io::tiles::{Shop, whole_location};
use crate::io::user;
use crate::model::saved::Layers;
use crate::model::tiles::{Datum, TileAccess, TileError, TileKind, TileLayer, TileShop, kind_of};
use crate::task::Task;

/// Something about tiles. Layers are told by their place, the lowest first.
#[derive(Clone, Debug, PartialEq)]
pub enum TileStep {
    /// Shows the window in which tiles are chosen, and asks the system for a file.
    Pick,
    /// Adds those of a file or template, and asks for them where they are of addresses.
    Add(String),
    /// Shows or hides a layer.
    Show(usize, bool),
    /// How much of it is seen, percent; changes of one gesture are one step.
    Opacity(usize, u8, Option<u64>),
    /// The datum that it is in.
    Datum(usize, Datum),
    /// Whether it takes the place of land and water.
    Ground(usize, bool),
    /// Whose it is.
    Attribution(usize, String),
    /// Takes it away.
    Remove(usize),
    /// Asks for those of addresses, or tries again.
    Ask(usize),
}

/// What passes of tiles.
pub struct TilesNow {
    /// Who opens them.
    shop: Arc<Shop>,
    /// The title of the system's dialog that is to be shown.
    pick: Option<String>,
    /// Locations that are to be opened.
    open: Vec<String>,
    /// What is wrong with tiles that are shown, by their location.
    pub faults: BTreeMap<String, TileError>,
    /// Locations of tiles that are shown and of which nothing is there where the map is.
    pub empty: BTreeSet<String>,
    /// Grows when tiles are to be tried again.
    pub n_asked: u64,
}

impl Default for TilesNow {
    fn default() -> Self {
        Self {
            shop: Arc::new(Shop::new(user::cache())),
            pick: None,
            open: Vec::new(),
            faults: BTreeMap::new(),
            empty: BTreeSet::new(),
            n_asked: 0,
        }
    }
}

impl TilesNow {
    /// Who opens tiles for pictures.
    #[must_use]
    pub fn access(&self) -> TileAccess {
        let shop: Arc<dyn TileShop> = self.shop.clone();
        TileAccess::by(shop)
    }

    /// Whether a layer's tiles would have to be asked for.
    #[must_use]
    pub fn is_waiting(&self, layer: &TileLayer) -> bool {
        layer.is_web() && !self.shop.is_asked(&layer.location)
    }
}

/// Does what a step asks for.
pub fn update_tiles(state: &mut State, step: TileStep) {
    match step {
        TileStep::Pick => {
            show(state, Pane::Tiles, true);
            let title = state.text("dialog.tiles");
            state.transient.tiles.pick = Some(title);
        }
        TileStep::Add(location) if state.document.is_some() => {
            state.transient.tiles.open.push(location);
        }
        TileStep::Add(_) => state.say(state.text("tiles.no-study"), true),
        TileStep::Show(place, is_shown) => {
            change_layer(state, place, None, |layer| layer.is_shown = is_shown);
        }
        TileStep::Opacity(place, percent, gesture) => {
            change_layer(state, place, gesture, |layer| {
                layer.opacity = percent.min(100);
            });
        }
        TileStep::Datum(place, datum) => {
            change_layer(state, place, None, |layer| layer.datum = datum);
        }
        TileStep::Ground(place, is_ground) => {
            change_layer(state, place, None, |layer| layer.is_ground = is_ground);
        }
        TileStep::Attribution(place, text) => {
            let text = text.trim().to_owned();
            change_layer(state, place, None, |layer| layer.attribution = text);
        }
        TileStep::Remove(place) => {
            change(state, None, |layers| {
                if place < layers.tiles.len() {
                    layers.tiles.remove(place);
                }
            });
        }
        TileStep::Ask(place) => {
            let location = tiles(state).get(place).map(|of| of.location.clone());
            if let Some(location) = location {
                again(state, &location);
            }
        }
    }
}

/// The layers of the open study, the lowest first.
#[must_use]
pub fn tiles(state: &State) -> &[TileLayer] {
    let document = state.document.as_ref();
    document.map_or(&[], |document| &document.history.saved().layers.tiles)
}

/// Parts files of tiles from others that were dropped on the window.
#[must_use]
pub fn parted(paths: Vec<PathBuf>) -> (Vec<String>, Vec<PathBuf>) {
    let mut locations = Vec::new();
    let mut others = Vec::new();
    for path in paths {
        let location = path.display().to_string();
        match kind_of(&location) {
            Some(TileKind::Mbtiles | TileKind::Pmtiles) => locations.push(location),
            _ => others.push(path),
        }
    }
    (locations, others)
}

/// Closes and drops the tiles of layers that were taken away: neither what is open nor a saved view has them.
pub fn drop_removed(state: &State, textures: &mut TileTextures) {
    let saved = state.document.as_ref().map(|of| of.history.saved());
    let views = saved.into_iter().flat_map(|saved| saved.views.iter());
    let views = views.map(|view| &view.layers);
    let own = saved.into_iter().map(|saved| &*saved.layers);
    let used = own.chain(views).flat_map(|layers| &layers.tiles);
    let used = used.chain(state.session.view.tiles.iter());
    let used: BTreeSet<&str> = used.map(|layer| layer.location.as_str()).collect();
    let is_used = |location: &str| used.contains(location);
    state.transient.tiles.shop.keep(is_used);
    textures.keep(is_used);
}

/// People asked for these tiles.
fn again(state: &mut State, location: &str) {
    let now = &mut state.transient.tiles;
    if kind_of(location) == Some(TileKind::Web) {
        now.shop.ask(location);
    }
    now.shop.forget(location);
    now.faults.remove(location);
    now.n_asked += 1;
}

fn change_layer(
    state: &mut State,
    place: usize,
    gesture: Option<u64>,
    make: impl FnOnce(&mut TileLayer),
) {
    change(state, gesture, |layers| {
        if let Some(layer) = layers.tiles.get_mut(place) {
            make(layer);
        }
    });
}

fn change(state: &mut State, gesture: Option<u64>, make: impl FnOnce(&mut Layers)) {
    let Some(document) = &mut state.document else {
        return;
    };
    document
        .history
        .change(gesture, |saved| make(Arc::make_mut(&mut saved.layers)));
    let tiles = document.history.saved().layers.tiles.clone();
    state.session.view.tiles = Arc::new(tiles);
}

/// Opens tiles that are to be added.
pub struct TileJobs {
    picked: Newest<Vec<Opened>>,
    named: Newest<Vec<Opened>>,
}

/// What came of it: tiles that can be added, or why not.
type Opened = Result<TileLayer, TileError>;

impl TileJobs {
    /// Nothing is opened yet.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            picked: Newest::new("tiles-picked", context.clone()),
            named: Newest::new("tiles", context),
        }
    }

    /// Takes what was opened, and begins what is wished.
    pub fn keep_up(&mut self, state: &mut State, picker: &Arc<dyn FilePicker>) {
        for opened in [&mut self.picked, &mut self.named] {
            for one in opened.poll().into_iter().flatten() {
                take(state, one);
            }
        }
        let now = &mut state.transient.tiles;
        if let Some(title) = now.pick.take() {
            let (ask, shop) = (picker.open_tiles(&title), Arc::clone(&now.shop));
            self.picked.start(Task::new(), move |_| {
                let paths = ask()?.into_iter();
                let paths = paths.map(|path| path.display().to_string());
                Some(paths.map(|path| opened(&shop, &path)).collect())
            });
        }
        // What is named meanwhile waits: all that were named are added.
        if !now.open.is_empty() && !self.named.is_running() {
            let (named, shop) = (mem::take(&mut now.open), Arc::clone(&now.shop));
            self.named.start(Task::new(), move |_| {
                Some(named.iter().map(|name| opened(&shop, name)).collect())
            });
        }
    }
}

/// Opens tiles that people named: that is asking for them.
fn opened(shop: &Shop, typed: &str) -> Opened {
    let location = &whole_location(typed);
    if kind_of(location) == Some(TileKind::Web) {
        shop.ask(location);
    }
    shop.forget(location);
    let reader = shop.reader(location)?;
    Ok(TileLayer::of(location, reader.about()))
}

fn take(state: &mut State, opened: Opened) {
    match opened {
        Err(error) => {
            let said = error.in_words(state.lang());
            state.say(said, true);
        }
        Ok(layer) => {
            show(state, Pane::Tiles, false);
            let location = layer.location.clone();
            change(state, None, |layers| {
                layers.tiles.retain(|of| of.location != layer.location);
                layers.tiles.push(layer);
            });
            again(state, &location);
        }
    }
}

//! The map's geometry, built once and shared between pictures.
//!
//! Each part is rebuilt only when what it shows has changed: the basemap's and the network's
//! geometry with their data, the looks with theme, language, shown routes and outcome.
//! Does not know: the camera.

use std::sync::Arc;

use crate::model::context::ContextLayer;
use crate::model::network::Network;
use crate::study::outcome::Outcome;
use crate::words::Lang;

use super::basemap::Basemap;
use super::item::{Level, WorldLayer};
use super::map;
use super::palette::{Palette, Theme};
use super::sheet::{Thing, View};

/// The world layers of a study.
#[derive(Clone, Debug, Default)]
pub struct WorldLayers {
    context: Option<Arc<Vec<ContextLayer>>>,
    basemap: Arc<Basemap>,
    ground: Vec<Arc<WorldLayer>>,
    ground_key: Option<(Theme, Lang)>,
    network: Option<Arc<Network>>,
    lines: Arc<Vec<Level>>,
    outcome: Option<Arc<Outcome>>,
    network_layers: Vec<Arc<WorldLayer>>,
    network_key: Option<NetworkKey>,
}

/// What the looks of the network's lines depend on beside network and outcome.
#[derive(Clone, Debug, PartialEq)]
struct NetworkKey {
    theme: Theme,
    shown_routes: Vec<bool>,
    show_path: bool,
    show_bottleneck: bool,
    marked: [Option<Thing>; 2],
}

impl WorldLayers {
    /// No layers yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Brings the layers up to date; what has not changed (the same `Arc`s, the same view but for
    /// its camera) is kept. Says whether anything was rebuilt.
    pub fn update(
        &mut self,
        network: &Arc<Network>,
        context: &Arc<Vec<ContextLayer>>,
        outcome: Option<&Arc<Outcome>>,
        view: &View,
    ) -> bool {
        let ground = self.update_ground(context, view);
        let lines = self.update_network(network, outcome, view);
        ground || lines
    }

    fn update_ground(&mut self, context: &Arc<Vec<ContextLayer>>, view: &View) -> bool {
        let is_same = self
            .context
            .as_ref()
            .is_some_and(|c| Arc::ptr_eq(c, context));
        if !is_same {
            self.basemap = Arc::new(Basemap::build(context));
            self.context = Some(context.clone());
        }
        let key = Some((view.theme, view.lang));
        if is_same && self.ground_key == key {
            return false;
        }
        self.ground = self.basemap.layers(Palette::of(view.theme), view.lang);
        self.ground_key = key;
        true
    }

    fn update_network(
        &mut self,
        network: &Arc<Network>,
        outcome: Option<&Arc<Outcome>>,
        view: &View,
    ) -> bool {
        let is_same = self
            .network
            .as_ref()
            .is_some_and(|n| Arc::ptr_eq(n, network));
        if !is_same {
            self.lines = Arc::new(map::lines(network));
            self.network = Some(network.clone());
        }
        let is_same_outcome = match (&self.outcome, outcome) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        let key = Some(NetworkKey {
            theme: view.theme,
            shown_routes: view.shown_routes.clone(),
            show_path: view.show_path,
            show_bottleneck: view.show_bottleneck,
            marked: [view.selected, view.hovered],
        });
        if is_same && is_same_outcome && self.network_key == key {
            return false;
        }
        self.outcome = outcome.cloned();
        self.network_layers = map::layers(network, &self.lines, outcome.map(AsRef::as_ref), view);
        self.network_key = key;
        true
    }

    /// The basemap with its names.
    #[must_use]
    pub fn basemap(&self) -> &Basemap {
        &self.basemap
    }

    /// The network's lines at their levels of detail; shape `i` is link `i`.
    #[must_use]
    pub fn lines(&self) -> &Arc<Vec<Level>> {
        &self.lines
    }

    /// The layers a view shows, bottom first.
    pub fn shown<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        let parts = self.basemap.parts().iter().zip(&self.ground);
        let ground = parts.filter_map(|(part, layer)| {
            let is_shown = match part.user_index {
                None => view.show_basemap,
                Some(index) => view.shown_context.get(index).copied().unwrap_or(true),
            };
            is_shown.then_some(layer)
        });
        ground.chain(&self.network_layers)
    }
}

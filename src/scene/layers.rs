//! The map's geometry, built once and shared between pictures.
//!
//! Each part is rebuilt only when what it shows has changed: the basemap's and the network's
//! geometry with their data, the looks with theme, language, shown routes and outcome.
//! Does not know: the camera.

mod by_value;
mod keys;
mod parts;

use std::sync::Arc;

use self::keys::{GroundKey, NetworkKey};
use crate::model::context::{ContextLayer, Label};
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::study::notes::NoteEntry;
use crate::study::outcome::Outcome;

use super::basemap::{Basemap, Place, PlaceKind};
use super::by_value::kept::Kept;
use super::cells::Cells;
use super::closures::ClosureMap;
use super::context::{UserLayer, UserLayers};
use super::flows::FlowMap;
use super::hinterland::Shown;
use super::item::{Level, WorldLayer};
use super::palette::{Palette, Theme};
use super::plain::PlainLayers;
use super::reach::ReachMap;
use super::same::is_same;
use super::sheet::{Thing, View};
use super::{graticule, map};
use crate::model::projection::Projection;

/// The world layers of a study.
#[derive(Clone, Debug, Default)]
pub struct WorldLayers {
    projection: Projection,
    context: Option<Arc<Vec<ContextLayer>>>,
    basemap: Arc<Basemap>,
    ground: Vec<Arc<WorldLayer>>,
    graticule: Vec<Arc<WorldLayer>>,
    fine: graticule::Fine,
    ground_key: Option<GroundKey>,
    users: UserLayers,
    plain: PlainLayers,
    network: Option<Arc<Network>>,
    lines: Arc<Vec<Level>>,
    node_positions: Vec<[f64; 2]>,
    is_hub_joined: Vec<bool>,
    hub_of_place: Vec<Option<NodeId>>,
    outcome: Option<Arc<Outcome>>,
    network_layers: Vec<Arc<WorldLayer>>,
    cells: Arc<Cells>,
    hinterlands: Vec<Arc<WorldLayer>>,
    network_key: Option<NetworkKey>,
    links_by_value: Kept<Network>,
    hubs_by_value: Kept<Network>,
    flows: Option<Arc<FlowMap>>,
    closures: Option<Arc<ClosureMap>>,
    closure_layers: Option<Vec<Arc<WorldLayer>>>,
    reach: Option<Arc<ReachMap>>,
    reach_layers: Option<(Theme, [Arc<WorldLayer>; 2])>,
    notes: Arc<Vec<NoteEntry>>,
}

impl WorldLayers {
    /// No layers yet, in Mercator.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No layers yet, in a projection; cameras that look at them have the same.
    #[must_use]
    pub fn in_projection(projection: Projection) -> Self {
        Self {
            projection,
            ..Self::default()
        }
    }

    /// The projection of all of them.
    #[must_use]
    pub fn projection(&self) -> Projection {
        self.projection
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
        let has_ground = is_same(self.context.as_ref(), Some(context));
        let has_network = self.has_shape_of(network);
        let ground = self.update_ground(context, view);
        let users = self.users.update(context, view);
        let plain = self.plain.update(view);
        if !has_ground || !has_network {
            self.cells = Arc::new(Cells::build(network, self.basemap.land(), self.projection));
        }
        let lines = self.update_network(network, outcome, view);
        let closures = self.update_closures(lines, network, outcome, view);
        let reach = self.update_reach(view.drawn_theme());
        if !has_ground || !has_network {
            self.hub_of_place = hubs_of_places(network, &self.basemap, &self.node_positions);
        }
        ground || users || plain || lines || closures || reach
    }

    /// Sets the flows that are shown.
    pub fn set_flows(&mut self, flows: Option<Arc<FlowMap>>) {
        self.flows = flows;
    }

    /// The flows that are shown, to be kept.
    #[must_use]
    pub fn shared_flows(&self) -> Option<&Arc<FlowMap>> {
        self.flows.as_ref()
    }

    /// Sets the flows that are shown, and gives back those that were.
    pub fn exchange_flows(&mut self, flows: Option<Arc<FlowMap>>) -> Option<Arc<FlowMap>> {
        std::mem::replace(&mut self.flows, flows)
    }

    /// The flows that are shown.
    #[must_use]
    pub fn flows(&self) -> Option<&FlowMap> {
        self.flows.as_deref()
    }

    /// Sets the notes of the study; those are drawn that are to be shown.
    pub fn set_notes(&mut self, notes: Arc<Vec<NoteEntry>>) {
        self.notes = notes;
    }

    /// The notes of the study.
    #[must_use]
    pub fn notes(&self) -> &Arc<Vec<NoteEntry>> {
        &self.notes
    }

    /// Sets the closures that are shown; their looks follow with [`Self::update`].
    pub fn set_closures(&mut self, closures: Option<Arc<ClosureMap>>) {
        self.closures = closures;
        self.closure_layers = None;
    }

    /// The closures that are shown.
    #[must_use]
    pub fn closures(&self) -> Option<&ClosureMap> {
        self.closures.as_deref()
    }

    /// The closures that are shown, to be kept.
    #[must_use]
    pub fn shared_closures(&self) -> Option<&Arc<ClosureMap>> {
        self.closures.as_ref()
    }

    /// Whether a link has another color than its own.
    #[must_use]
    pub fn is_recolored(&self, link: LinkId) -> bool {
        self.closures().is_some_and(|closures| closures.has(link))
    }

    fn update_closures(
        &mut self,
        has_new_lines: bool,
        network: &Network,
        outcome: Option<&Arc<Outcome>>,
        view: &View,
    ) -> bool {
        let Some(closures) = &self.closures else {
            return false;
        };
        if self.closure_layers.is_some() && !has_new_lines {
            return false;
        }
        let outcome = outcome.map(AsRef::as_ref);
        self.closure_layers = Some(closures.layers(network, &self.lines, outcome, view));
        true
    }

    /// Sets what is shown to be within reach of a hub; its looks follow with [`Self::update`].
    pub fn set_reach(&mut self, reach: Option<Arc<ReachMap>>) {
        if !is_same(self.reach.as_ref(), reach.as_ref()) {
            self.reach = reach;
            self.reach_layers = None;
        }
    }

    /// What is within reach of a hub, shared.
    #[must_use]
    pub fn shared_reach(&self) -> Option<&Arc<ReachMap>> {
        self.reach.as_ref()
    }

    /// What is shown to be within reach of a hub.
    #[must_use]
    pub fn reach(&self) -> Option<&ReachMap> {
        self.reach.as_deref()
    }

    fn update_reach(&mut self, theme: Theme) -> bool {
        let is_same = self.reach_layers.as_ref().map(|(of, _)| *of) == Some(theme);
        let reach = self.reach.as_ref().filter(|_| !is_same);
        if let Some(reach) = reach {
            self.reach_layers = Some((theme, reach.layers(Palette::of(theme))));
        }
        reach.is_some()
    }

    fn update_ground(&mut self, context: &Arc<Vec<ContextLayer>>, view: &View) -> bool {
        let has_context = is_same(self.context.as_ref(), Some(context));
        if !has_context {
            self.basemap = Arc::new(Basemap::build(context, self.projection));
            self.users = UserLayers::build(context, self.projection);
            self.context = Some(context.clone());
        }
        let key = Some(GroundKey {
            palette: *view.palette(),
            lang: view.lang,
            borders: view.borders.clone(),
            show_graticule: view.show_graticule,
        });
        if has_context && self.ground_key == key {
            return false;
        }
        let palette = view.palette();
        self.ground = self.basemap.layers(palette, &view.borders, view.lang);
        self.graticule = if view.show_graticule {
            graticule::layers(self.projection, palette)
        } else {
            Vec::new()
        };
        self.ground_key = key;
        true
    }

    /// Whether a network has its hubs and lines where the known one has them: scenarios share that unless
    /// they change it.
    fn has_shape_of(&self, network: &Arc<Network>) -> bool {
        let Some(known) = &self.network else {
            return false;
        };
        let is_shared = std::ptr::eq(known.lines(), network.lines());
        let mut nodes = known.nodes().iter().zip(network.nodes());
        let mut links = known.links().iter().zip(network.links());
        Arc::ptr_eq(known, network)
            || known.nodes().len() == network.nodes().len()
                && known.links().len() == network.links().len()
                && nodes.all(|(a, b)| a.at == b.at && a.rank == b.rank && a.names == b.names)
                && links.all(|(a, b)| a.mode == b.mode)
                && (is_shared || known.lines() == network.lines())
    }

    fn update_network(
        &mut self,
        network: &Arc<Network>,
        outcome: Option<&Arc<Outcome>>,
        view: &View,
    ) -> bool {
        let has_network = is_same(self.network.as_ref(), Some(network));
        if !self.has_shape_of(network) {
            self.lines = Arc::new(map::lines(network, self.projection));
            let places = network
                .nodes()
                .iter()
                .map(|node| self.projection.project(node.at));
            self.node_positions = places.collect();
        }
        if !has_network {
            self.network = Some(network.clone());
        }
        let is_same_outcome = is_same(self.outcome.as_ref(), outcome);
        let key = Some(NetworkKey {
            theme: view.drawn_theme(),
            shown_routes: view.shown_routes.clone(),
            show_path: view.show_path,
            show_bottleneck: view.show_bottleneck,
            show_basemap: view.show_basemap,
            marked: [view.selected, view.hovered].map(link_of),
            hovered_way: view.hovered_way,
            show_hinterland: view.show_hinterland,
            looks: Arc::clone(&view.looks),
        });
        let is_same_flows = !self.has_other_flows(&view.looks);
        if has_network && is_same_outcome && is_same_flows && self.network_key == key {
            return false;
        }
        self.outcome = outcome.cloned();
        self.is_hub_joined = joined(network, outcome.map(AsRef::as_ref), view);
        let outcome = outcome.map(AsRef::as_ref);
        self.update_by_value(network, &view.looks);
        let by = self.links_by_value();
        self.network_layers = map::layers(network, &self.lines, outcome, view, by);
        let shown = Shown::of(network, outcome, view);
        self.hinterlands = shown.map_or_else(Vec::new, |shown| shown.ground(&self.cells));
        if let Some(shown) = shown {
            // Below the ways that were asked for.
            let is_way = |layer: &Arc<WorldLayer>| map::WAY_LAYERS.contains(&&*layer.name);
            let place = self.network_layers.iter().position(is_way);
            let place = place.unwrap_or(self.network_layers.len());
            let lines = shown.lines(&self.lines, self.projection);
            self.network_layers.splice(place..place, lines);
        }
        self.network_key = key;
        true
    }

    /// The basemap with its names.
    #[must_use]
    pub fn basemap(&self) -> &Basemap {
        &self.basemap
    }

    /// The basemap's layers, bottom first, whether they are shown or not.
    #[must_use]
    pub fn ground(&self) -> &[Arc<WorldLayer>] {
        &self.ground
    }

    /// The layers that people added, in their order.
    #[must_use]
    pub fn users(&self) -> &[UserLayer] {
        self.users.layers()
    }

    /// The same with their features by attributes.
    #[must_use]
    pub fn user_layers(&self) -> &UserLayers {
        &self.users
    }

    /// What is shown of a plain network.
    #[must_use]
    pub fn plain(&self) -> &PlainLayers {
        &self.plain
    }

    /// The same, to be changed.
    pub fn plain_mut(&mut self) -> &mut PlainLayers {
        &mut self.plain
    }

    /// What a layer's file calls a feature, by the layer's place among all context layers.
    #[must_use]
    pub fn label(&self, layer: usize, feature: u32) -> Option<&Label> {
        let layer = self.context.as_ref()?.get(layer)?;
        layer.labels.get(feature as usize)
    }

    /// The network's lines at their levels of detail; shape `i` is link `i`.
    #[must_use]
    pub fn lines(&self) -> &Arc<Vec<Level>> {
        &self.lines
    }

    /// Where the hubs are, projected meters, by [`NodeId`].
    #[must_use]
    pub fn node_positions(&self) -> &[[f64; 2]] {
        &self.node_positions
    }

    /// Whether a hub has a line that is drawn.
    #[must_use]
    pub fn is_hub_joined(&self, id: NodeId) -> bool {
        self.is_hub_joined.get(id.index()) == Some(&true)
    }

    /// The hub that is the same place as a place of the basemap, by its index there.
    #[must_use]
    pub fn hub_of_place(&self, index: usize) -> Option<NodeId> {
        self.hub_of_place.get(index).copied().flatten()
    }

    /// The layers a view shows, bottom first.
    pub fn shown<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        self.shown_with(view, &self.graticule)
    }

    /// The same with other meridians and parallels.
    fn shown_with<'a>(
        &'a self,
        view: &'a View,
        graticule: &'a [Arc<WorldLayer>],
    ) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        let [below, above] = self.ground_parts(view);
        let reach = self.reach_layers.as_ref().map(|(_, layers)| layers);
        below
            .iter()
            .chain(&self.hinterlands)
            .chain(reach.map(|[areas, _]| areas))
            .chain(self.users.shown_areas(view))
            .chain(graticule)
            .chain(above)
            .chain(self.users.shown_lines(view))
            .chain(self.plain.shown())
            .chain(reach.map(|[_, lines]| lines))
            .chain(&self.network_layers)
            .chain(self.closure_layers.iter().flatten())
            .chain(self.users.shown_above(view))
    }
}

fn link_of(thing: Option<Thing>) -> Option<LinkId> {
    match thing {
        Some(Thing::Link(id)) => Some(id),
        Some(Thing::Node(_) | Thing::Context { .. }) | None => None,
    }
}

fn joined(network: &Network, outcome: Option<&Outcome>, view: &View) -> Vec<bool> {
    // One that somebody put on the map is seen before a line leads there.
    let is_new = |id: NodeId| network.is_added(id) && !network.is_removed(id);
    let mut is_joined: Vec<bool> = network.node_ids().map(is_new).collect();
    for link in network.links() {
        is_joined[link.from.index()] = false;
        is_joined[link.to.index()] = false;
    }
    for id in network.link_ids() {
        if map::is_drawn(network, outcome, view, id) {
            let link = network.link(id);
            is_joined[link.from.index()] = true;
            is_joined[link.to.index()] = true;
        }
    }
    for node in network.node_ids() {
        if let (true, Some(city)) = (is_joined[node.index()], network.node(node).city) {
            is_joined[city.index()] = true;
        }
    }
    is_joined
}

/// Cities that are also hubs, of the same name or within 15 km; and city states.
fn hubs_of_places(
    network: &Network,
    basemap: &Basemap,
    positions: &[[f64; 2]],
) -> Vec<Option<NodeId>> {
    let hub_of = |place: &Place| {
        network
            .node_ids()
            .zip(positions)
            .filter(|(id, _)| network.node(*id).rank <= 2)
            .find(|(id, at)| {
                let names = &network.node(*id).names;
                let apart = (at[0] - place.at[0]).hypot(at[1] - place.at[1]);
                let is_named_so = !place.names.en.is_empty() && names.en == place.names.en
                    || !place.names.zh.is_empty() && names.zh == place.names.zh;
                match place.kind {
                    PlaceKind::City => apart < 15_000.0 || (is_named_so && apart < 100_000.0),
                    _ => is_named_so && apart < 500_000.0,
                }
            })
            .map(|(id, _)| id)
    };
    let places = basemap.places().iter();
    places
        .map(|place| {
            matches!(place.kind, PlaceKind::City | PlaceKind::Country)
                .then(|| hub_of(place))
                .flatten()
        })
        .collect()
}

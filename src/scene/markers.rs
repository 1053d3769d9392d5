//! Hubs as markers: which are shown at a scale, and how they look.
//!
//! Does not know: names.

use crate::model::ids::NodeId;
use crate::model::look::Styled;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::study::outcome::{Outcome, PathAnswer};

use super::hinterland::Shown;
use super::item::{Marker, MarkerShape, Point, Stroke};
use super::layers::WorldLayers;
use super::look;
use super::overlay::Ground;
use super::projection::Rect;
use super::sheet::{Thing, View};
use super::style;

/// What a hub is to the question asked, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// An origin or destination.
    End,
    /// The path changes mode there, or is to pass it.
    Stop,
    /// The path passes.
    Passed,
    /// None of these.
    Other,
}

/// A hub to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hub {
    /// Which.
    pub node: NodeId,
    /// Where on the page.
    pub at: Point,
    /// Its rank, 1 to 3.
    pub rank: u8,
    /// What it is to the question.
    pub part: Part,
    /// Half the width of its marker.
    pub radius: f32,
}

/// What each hub is to the question asked.
#[must_use]
pub fn parts(network: &Network, outcome: Option<&Outcome>, view: &View) -> Vec<Part> {
    let mut parts = vec![Part::Other; network.nodes().len()];
    let mut raise = |id: NodeId, part: Part| {
        if let Some(old) = parts.get_mut(id.index()) {
            *old = part.min(*old);
        }
    };
    let Some(outcome) = outcome else {
        return parts;
    };
    if let (PathAnswer::Found { best, .. }, true) = (&outcome.path, view.show_path) {
        for passed in best.links() {
            let link = network.link(passed.link);
            raise(link.from, Part::Passed);
            raise(link.to, Part::Passed);
        }
        for transfer in best.transfers() {
            raise(transfer.node, Part::Stop);
        }
        let mut passed: Vec<NodeId> = Vec::new();
        for step in best.links() {
            let link = network.link(step.link);
            passed.extend(network.node(link.from).city);
            passed.extend(network.node(link.to).city);
        }
        for city in passed {
            raise(city, Part::Passed);
        }
    }
    for &id in &outcome.question.stops.via {
        raise(id, Part::Stop);
    }
    for &id in outcome.question.from.iter().chain(&outcome.question.to) {
        raise(id, Part::End);
    }
    parts
}

/// The hubs to be shown within a part of the page, the most important first; one that would lie on
/// a more important one is left out.
#[must_use]
pub fn visible(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    within: Rect,
) -> Vec<Hub> {
    let scale = view.camera.meters_per_unit;
    let parts = parts(network, outcome, view);
    let mut hubs: Vec<Hub> = Vec::new();
    for (id, &world) in network.node_ids().zip(layers.node_positions()) {
        let node = network.node(id);
        let part = parts[id.index()];
        let is_by_scale = style::is_hub_shown(node.rank, scale);
        let is_shown = match part {
            Part::End | Part::Stop => true,
            Part::Passed => is_by_scale || node.rank <= 2,
            Part::Other => {
                let is_selected = view.selected == Some(Thing::Node(id));
                view.show_hubs && (is_by_scale || is_selected) && layers.is_hub_joined(id)
            }
        };
        let at = view.camera.to_page(world);
        if is_shown && within.has(at) {
            let rank = if part <= Part::Stop { 1 } else { node.rank };
            let size = match node.kind {
                NodeKind::Junction | NodeKind::Lock => style::JUNCTION_SIZE,
                NodeKind::Seaport | NodeKind::RiverPort => style::PORT_SIZE,
                _ => 1.0,
            };
            hubs.push(Hub {
                node: id,
                at,
                rank: rank.clamp(1, 3),
                part,
                radius: style::hub_radius(rank, scale) * size * factor(layers, view, id),
            });
        }
    }
    hubs.sort_by_key(|hub| (hub.part, hub.rank, hub.node));
    thinned(network, hubs)
}

/// How much larger a hub is than by itself.
fn factor(layers: &WorldLayers, view: &View, id: NodeId) -> f32 {
    let by = layers.hubs_by_value();
    by.map_or(1.0, |by| by.width(id.index())) * view.looks.part(Styled::Hubs).width()
}

/// Leaves out hubs that would lie on a more important one, and terminals close to their city.
fn thinned(network: &Network, hubs: Vec<Hub>) -> Vec<Hub> {
    let mut kept: Vec<Hub> = Vec::with_capacity(hubs.len());
    for hub in hubs {
        let city = network.node(hub.node).city;
        let is_clear = |other: &Hub| {
            let apart = (hub.at.x - other.at.x).hypot(hub.at.y - other.at.y);
            let is_beside_city = other.rank == 1 && hub.rank > 1 && is_terminal(network, hub.node);
            let is_minor = city == Some(other.node) || is_beside_city;
            let air = if hub.part >= Part::Passed && is_minor {
                style::CITY_AIR
            } else {
                0.5
            };
            apart > hub.radius + other.radius + air
        };
        if hub.part == Part::End || kept.iter().all(is_clear) {
            kept.push(hub);
        }
    }
    kept
}

fn is_terminal(network: &Network, id: NodeId) -> bool {
    matches!(network.node(id).kind, NodeKind::Rail | NodeKind::Road)
}

/// The shape of a kind of hub.
#[must_use]
pub fn shape(kind: NodeKind) -> MarkerShape {
    match kind {
        NodeKind::City | NodeKind::Junction => MarkerShape::Circle,
        NodeKind::Rail | NodeKind::Road | NodeKind::Lock => MarkerShape::Square,
        NodeKind::Seaport | NodeKind::RiverPort => MarkerShape::Anchor,
        NodeKind::Border => MarkerShape::Diamond,
    }
}

/// The marker of a hub. `is_faded`: the hub is not on the path that is brought out.
#[must_use]
pub fn marker(
    hub: &Hub,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    is_faded: bool,
) -> Marker {
    let palette = view.palette();
    let kind = network.node(hub.node).kind;
    let is_open = outcome.is_none_or(|o| o.availability.is_node_open(hub.node));
    let line = match kind {
        NodeKind::Seaport | NodeKind::RiverPort => palette.sea,
        _ => palette.ink,
    };
    let line = if is_faded {
        palette.faded(line, palette.land, style::FADE)
    } else {
        line
    };
    let (fill, line) = match kind {
        _ if !is_open => (palette.rule, palette.muted),
        NodeKind::Seaport | NodeKind::RiverPort | NodeKind::Junction | NodeKind::Lock => {
            (line, palette.hub)
        }
        _ => (palette.hub, line),
    };
    let winner = Shown::of(network, outcome, view).and_then(|shown| shown.hub_color(hub.node));
    let (fill, line) = match winner {
        Some(color) if is_open => (color, palette.hub),
        _ => (fill, line),
    };
    Marker {
        at: hub.at,
        shape: shape(kind),
        radius: hub.radius,
        angle: 0.0,
        fill,
        stroke: Stroke::solid(style::HUB_OUTLINE.min(hub.radius * 0.4), line),
    }
}

/// The markers of hubs, as the look of hubs has them.
pub(super) fn all(ground: &Ground, hubs: &[Hub]) -> Vec<Marker> {
    let (network, outcome, view) = (ground.network, ground.outcome, ground.view);
    let own = hubs.iter().map(|hub| {
        let is_faded = ground.is_faded && hub.part == Part::Other;
        let own = marker(hub, network, outcome, view, is_faded);
        looked(ground, hub, own)
    });
    own.collect()
}

/// The marker of a hub as the look of hubs has it; what is closed or won keeps its color.
fn looked(ground: &Ground, hub: &Hub, marker: Marker) -> Marker {
    let (view, palette) = (ground.view, ground.view.palette());
    let hubs = view.looks.part(Styled::Hubs);
    if hubs.is_own() {
        return marker;
    }
    let by = ground.layers.hubs_by_value();
    let color = by.and_then(|by| by.color(hub.node.index(), palette));
    let color = color.or_else(|| look::chosen(hubs, palette));
    let is_own = ground
        .outcome
        .is_none_or(|o| o.availability.is_node_open(hub.node))
        && Shown::of(ground.network, ground.outcome, view)
            .is_none_or(|shown| shown.hub_color(hub.node).is_none());
    look::hub(hubs, color.filter(|_| is_own), marker)
}

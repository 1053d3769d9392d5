//! The lines of the network: routes in their colors, other lines by mode, the chosen path, the
//! bottleneck, what is selected.
//!
//! The three routes differ in pattern as well as color: the eastern is solid, the middle has a light
//! center line, the western is made of long dashes on a lighter ground. A line that serves several
//! shown routes is striped in their colors.
//! Does not know: the camera, hubs and names.

mod pens;

use std::sync::Arc;

use crate::model::ids::LinkId;
use crate::model::link::{Link, LinkState, Mode};
use crate::model::look::Styled;
use crate::model::network::Network;
use crate::model::scenario::Access;
use crate::study::outcome::{CutPart, Itinerary, Outcome, PathAnswer, Throughput};
use crate::study::ways::options;

use self::pens::{Drawing, Weight, pens};
use super::by_value::ByValue;
use super::detail::Shapes;
use super::item::{HIDDEN, Level, Look, Pen, WorldLayer};
use super::palette::Color;
use super::projection::seam;
use super::sheet::{Thing, View};
use super::style;
use crate::model::projection::Projection;

/// The lines of a network at their levels of detail; shape `i` is link `i`. Behind them those that go beyond an edge of
/// the world are again, at the other edge, in the order of their links.
#[must_use]
pub fn lines(network: &Network, projection: Projection) -> Vec<Level> {
    let (mut shapes, mut again) = (Shapes::lines(), Vec::new());
    for line in network.lines().iter() {
        let mut line = seam::whole(projection, line);
        shapes.push_line(&line);
        let xs = || line.iter().map(|at| at[0]);
        let ends = [
            xs().fold(f64::INFINITY, f64::min),
            xs().fold(f64::NEG_INFINITY, f64::max),
        ];
        if let Some(by) = seam::again(projection, ends) {
            for at in &mut line {
                at[0] += by;
            }
            again.push(line);
        }
    }
    for line in again {
        shapes.push_line(&line);
    }
    shapes.levels(false)
}

/// What a line is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Open to traffic.
    Open,
    /// In operation, but not for this traffic.
    Idle,
    /// Planned.
    Planned,
    /// Being built.
    Building,
    /// Closed: hollow.
    Closed,
    /// Replaced, not there yet in the scenario's year, or taken away: not drawn.
    Superseded,
}

/// The condition of a link, by the outcome where there is one, else by its data.
#[must_use]
pub fn condition(network: &Network, outcome: Option<&Outcome>, id: LinkId) -> Condition {
    let link = network.link(id);
    let by_state = match link.state {
        LinkState::Operating if link.has_no_capacity() => Condition::Idle,
        LinkState::Operating => Condition::Open,
        LinkState::Building => Condition::Building,
        LinkState::Planned => Condition::Planned,
        LinkState::Superseded | LinkState::NotYet | LinkState::Removed => Condition::Superseded,
        LinkState::Closed => Condition::Closed,
    };
    match outcome.map(|o| o.availability.link(id)) {
        Some(Access::Open) => Condition::Open,
        Some(Access::NotOperating(LinkState::NotYet | LinkState::Removed)) => Condition::Superseded,
        Some(Access::NotOperating(_) | Access::NoCapacity) | None => by_state,
        Some(_) => match by_state {
            Condition::Superseded | Condition::Planned | Condition::Building => by_state,
            _ => Condition::Closed,
        },
    }
}

/// Whether a line is drawn at all: its routes are shown and it is not superseded.
#[must_use]
pub fn is_drawn(network: &Network, outcome: Option<&Outcome>, view: &View, id: LinkId) -> bool {
    view.is_link_shown(network, id) && condition(network, outcome, id) != Condition::Superseded
}

/// The links of the outcome's path, where a view shows it.
#[must_use]
pub fn path_links(outcome: Option<&Outcome>, view: &View) -> Vec<LinkId> {
    match outcome.map(|o| &o.path) {
        Some(PathAnswer::Found { best, .. }) if view.show_path => {
            best.links().map(|passed| passed.link).collect()
        }
        _ => Vec::new(),
    }
}

/// The links of the ways that were asked for beside the path, each once, where a view shows it.
#[must_use]
pub fn other_ways_links(outcome: Option<&Outcome>, view: &View, path: &[LinkId]) -> Vec<LinkId> {
    let ways = outcome.and_then(|o| o.ways.as_ref());
    let Some(ways) = ways.filter(|_| view.show_path && !path.is_empty()) else {
        return Vec::new();
    };
    let links = ways.ways.iter().flat_map(Itinerary::links);
    let mut links: Vec<LinkId> = links.map(|passed| passed.link).collect();
    links.sort_unstable();
    links.dedup();
    links.retain(|id| !path.contains(id));
    links
}

/// The links of the way that the pointer is over.
fn hovered_links(outcome: Option<&Outcome>, view: &View) -> Vec<LinkId> {
    let (Some(outcome), Some(place)) = (outcome, view.hovered_way) else {
        return Vec::new();
    };
    let ways = options(outcome);
    let way = ways.get(place).filter(|_| view.show_path);
    way.map_or_else(Vec::new, |way| way.links().map(|of| of.link).collect())
}

/// The parts of the outcome's bottleneck, where a view shows it.
#[must_use]
pub fn bottleneck<'a>(outcome: Option<&'a Outcome>, view: &View) -> &'a [CutPart] {
    match outcome.and_then(|o| o.throughput.as_ref()) {
        Some(Throughput::Limited { bottleneck, .. }) if view.show_bottleneck => bottleneck,
        _ => &[],
    }
}

/// The names of the layers of ways, bottom first; they lie above all other lines, and below ticks of railways.
pub const WAY_LAYERS: [&str; 2] = ["other ways", "path"];

/// The layers of the network for a view, bottom first; the view's camera is not looked at. `by` has the
/// links in colors and widths of their attributes.
#[must_use]
pub fn layers(
    network: &Network,
    lines: &Arc<Vec<Level>>,
    outcome: Option<&Outcome>,
    view: &View,
    by: Option<&ByValue>,
) -> Vec<Arc<WorldLayer>> {
    let palette = view.palette();
    let path = path_links(outcome, view);
    let others = other_ways_links(outcome, view, &path);
    let fade = if path.is_empty() { 0.0 } else { style::FADE };
    let drawn = |id: &LinkId| is_drawn(network, outcome, view, *id);
    let drawing = |id: LinkId, weight: Weight| Drawing {
        view,
        colors: route_colors(network, view, network.link(id)),
        mode: network.link(id).mode,
        condition: condition(network, outcome, id),
        weight,
        by: by.map_or((None, 1.0), |by| {
            (by.color(id.index(), palette), by.width(id.index()))
        }),
    };
    let pens = |id: LinkId, weight: Weight| pens(&drawing(id, weight));
    let mut layers = vec![
        marked(network, lines, outcome, view),
        bottleneck_layer(network, lines, outcome, view),
    ];
    for group in [Group::Transfers, Group::Water, Group::Others, Group::Routes] {
        let mut layer = LayerLooks::new(network, view);
        let own = network
            .link_ids()
            .filter(drawn)
            .filter(|id| !path.contains(id) && others.binary_search(id).is_err());
        for id in own.filter(|&id| group_of(network, view, id) == group) {
            layer.set(id, pens(id, Weight::Faded(fade)));
        }
        let below = match group {
            Group::Transfers => style::TRANSFER_BELOW,
            _ => f64::INFINITY,
        };
        layers.push(layer.finish(group.name(), lines, below));
    }
    let [of_others, of_path] = WAY_LAYERS;
    for (name, links, weight) in [
        (of_others, &others, Weight::Other),
        (of_path, &path, Weight::Chosen),
    ] {
        let mut layer = LayerLooks::new(network, view);
        for &id in links {
            layer.set(id, pens(id, weight));
        }
        layers.push(layer.finish(name, lines, f64::INFINITY));
    }
    let is_by_value = |id: LinkId| by.is_some_and(|by| by.color(id.index(), palette).is_some());
    let mut ticks = LayerLooks::new(network, view);
    for id in network
        .link_ids()
        .filter(drawn)
        .filter(|&id| !is_by_value(id))
    {
        let share = if path.contains(&id) { 0.0 } else { fade };
        if let Some(tick) = pens::ticks(&drawing(id, Weight::Faded(share))) {
            ticks.set(id, vec![tick]);
        }
    }
    layers.push(ticks.finish("railways", lines, style::RAIL_TICKS_BELOW));
    layers.into_iter().flatten().collect()
}

/// Gathers the looks of a layer's links.
struct LayerLooks {
    looks: Vec<Look>,
    look_of: Vec<u16>,
    projection: Projection,
}

impl LayerLooks {
    fn new(network: &Network, view: &View) -> Self {
        Self {
            looks: Vec::new(),
            look_of: vec![HIDDEN; network.links().len()],
            projection: view.camera.projection,
        }
    }

    fn set(&mut self, id: LinkId, pens: Vec<Pen>) {
        let look = Look { fill: None, pens };
        let place = self
            .looks
            .iter()
            .position(|l| *l == look)
            .unwrap_or_else(|| {
                self.looks.push(look);
                self.looks.len() - 1
            });
        self.look_of[id.index()] = u16::try_from(place).unwrap_or(HIDDEN);
    }

    /// Lines that are there again at the other edge of the world look as they do at the one.
    fn look_again(&mut self, lines: &[Level]) {
        let n_links = self.look_of.len();
        let Some(geometry) = lines.first().map(|level| &level.geometry) else {
            return;
        };
        if geometry.n_shapes() > n_links {
            let boxes = geometry.boxes.iter().take(n_links).enumerate();
            let are_again =
                boxes.filter(|(_, of)| seam::again(self.projection, [of[0], of[2]]).is_some());
            let looks: Vec<u16> = are_again.map(|(link, _)| self.look_of[link]).collect();
            self.look_of.extend(looks);
        }
    }

    /// The layer; `None` where nothing is in it.
    fn finish(
        mut self,
        name: &str,
        lines: &Arc<Vec<Level>>,
        below: f64,
    ) -> Option<Arc<WorldLayer>> {
        self.look_again(lines);
        (!self.looks.is_empty()).then(|| {
            Arc::new(WorldLayer {
                name: Arc::from(name),
                levels: lines.clone(),
                looks: self.looks,
                look_of: Arc::new(self.look_of),
                below_meters_per_unit: below,
            })
        })
    }
}

/// An outline around what is selected and what the pointer is over.
fn marked(
    network: &Network,
    lines: &Arc<Vec<Level>>,
    outcome: Option<&Outcome>,
    view: &View,
) -> Option<Arc<WorldLayer>> {
    let accent = view.palette().accent;
    let mut layer = LayerLooks::new(network, view);
    let outline = |color| Pen::grown(style::ROUTE_WEIGHT, color).wider(2.0 * style::SELECTION);
    for id in hovered_links(outcome, view) {
        layer.set(id, vec![outline(accent.with_alpha(0x70))]);
    }
    let things = [
        (view.hovered, accent.with_alpha(0x70)),
        (view.selected, accent),
    ];
    for (thing, color) in things {
        let Some(Thing::Link(id)) = thing else {
            continue;
        };
        if id.index() < network.links().len() {
            layer.set(id, vec![outline(color)]);
        }
    }
    layer.finish("selection", lines, f64::INFINITY)
}

/// A bright casing under the links of the bottleneck.
fn bottleneck_layer(
    network: &Network,
    lines: &Arc<Vec<Level>>,
    outcome: Option<&Outcome>,
    view: &View,
) -> Option<Arc<WorldLayer>> {
    let palette = view.palette();
    let [casing, rim] = style::BOTTLENECK_CASING;
    let width = view.looks.part(Styled::Bottleneck).width();
    let pen = |color, by: f32| Pen::grown(style::ROUTE_WEIGHT, color).wider(2.0 * by * width);
    let mut layer = LayerLooks::new(network, view);
    for part in bottleneck(outcome, view) {
        if let CutPart::Link { link, .. } = part {
            let pens = vec![
                pen(palette.bottleneck, casing + rim),
                pen(palette.bottleneck_casing, casing),
            ];
            layer.set(*link, pens);
        }
    }
    layer.finish("bottleneck", lines, f64::INFINITY)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Transfers,
    Water,
    Others,
    Routes,
}

fn group_of(network: &Network, view: &View, id: LinkId) -> Group {
    let link = network.link(id);
    if !route_colors(network, view, link).is_empty() {
        return Group::Routes;
    }
    match link.mode {
        Mode::Transfer => Group::Transfers,
        Mode::Sea | Mode::Waterway => Group::Water,
        _ => Group::Others,
    }
}

/// The colors of the shown corridor routes that a link serves, in network order.
#[must_use]
pub fn route_colors(network: &Network, view: &View, link: &Link) -> Vec<Color> {
    let shown = link
        .routes
        .iter()
        .filter(|&&id| network.is_corridor_route(id) && view.is_route_shown(id));
    shown
        .map(|&id| view.palette().route_color(network.route(id).key.as_str()))
        .collect()
}

impl Group {
    fn name(self) -> &'static str {
        match self {
            Self::Transfers => "transfers",
            Self::Water => "water lines",
            Self::Others => "other lines",
            Self::Routes => "routes",
        }
    }
}

/// The pens of a sample in a legend: an open or otherwise conditioned line of a mode, in the colors
/// of the routes it serves (none: a line of no corridor route).
#[must_use]
pub fn sample(view: &View, colors: &[Color], mode: Mode, condition: Condition) -> Vec<Pen> {
    let drawing = Drawing {
        view,
        colors: colors.to_vec(),
        mode,
        condition,
        weight: Weight::Faded(0.0),
        by: (None, 1.0),
    };
    let mut pens = pens(&drawing);
    if !colors.is_empty() {
        pens.remove(0); // the casing against the ground
    }
    let has_ticks = view.camera.meters_per_unit < style::RAIL_TICKS_BELOW;
    let is_open = condition == Condition::Open && has_ticks;
    let tick = pens::ticks(&drawing).filter(|_| is_open);
    pens.into_iter().chain(tick).collect()
}

/// The pens of a sample of a line colored by an attribute, or of one that is as wide as an attribute says.
#[must_use]
pub fn sample_by(view: &View, color: Option<Color>, width: f32) -> Vec<Pen> {
    pens(&Drawing {
        view,
        // As heavy as a route, so that its color is seen.
        colors: color.into_iter().collect(),
        mode: Mode::Rail,
        condition: Condition::Open,
        weight: Weight::Faded(0.0),
        by: (color, width),
    })
}

/// The pens of a line of the chosen way, or of another one, as it is drawn.
#[must_use]
pub fn way_sample(
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    id: LinkId,
    is_chosen: bool,
) -> Vec<Pen> {
    pens(&Drawing {
        view,
        colors: route_colors(network, view, network.link(id)),
        mode: network.link(id).mode,
        condition: condition(network, outcome, id),
        weight: if is_chosen {
            Weight::Chosen
        } else {
            Weight::Other
        },
        by: (None, 1.0),
    })
}

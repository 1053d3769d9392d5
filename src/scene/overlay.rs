//! Markers and names on the map.
//!
//! Does not know: the page around the map.

use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::{CutPart, Outcome};

use super::context::dots::{Dot, dots};
use super::hinterland::Shown;
use super::item::{Anchor, Item, Level, Marker, MarkerShape, NotePlace, Point, Stroke, Text};
use super::labels::Board;
use super::layers::WorldLayers;
use super::map::{self, Condition};
use super::markers::{self, Hub, Part};
use super::palette::Color;
use super::projection::{Camera, Rect};
use super::sheet::{Thing, View};
use super::{
    clip, closures, context, cut, flows, names, notes, pointing, stops, style, symbols, text,
};

/// How far beyond the page names are placed too, so that they do not jump when they come into sight.
pub(super) const BEYOND: f32 = 280.0;
/// The items of the map, and where some of them are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// The items, bottom first.
    pub items: Vec<Item>,
    /// Where the numbers of the bottleneck are, each with the part it is of.
    pub numbers: Vec<(Rect, usize)>,
    /// Where the notes are.
    pub notes: Vec<NotePlace>,
}

/// All that the items follow from.
pub(super) struct Ground<'a> {
    pub(super) layers: &'a WorldLayers,
    pub(super) network: &'a Network,
    pub(super) outcome: Option<&'a Outcome>,
    pub(super) view: &'a View,
    /// Whether a path is brought out and all else faded.
    pub(super) is_faded: bool,
    /// Whether tiles lie under the map.
    pub(super) is_over_tiles: bool,
}

/// The items of the map in page units, bottom first. Labels keep out of the rectangles `taken`;
/// on a page (`is_page`) they also make the best of the room at its edges.
#[must_use]
pub fn items(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    taken: &[Rect],
    is_page: bool,
) -> Overlay {
    let ground = Ground {
        layers,
        network,
        outcome,
        view,
        is_faded: !map::path_links(outcome, view).is_empty(),
        is_over_tiles: view.is_over_tiles(),
    };
    let viewport = view.camera.viewport;
    let hubs = markers::visible(layers, network, outcome, view, viewport.grown(BEYOND));
    let bars = bars(&ground);
    let pins = pins(&ground, &hubs, &bars);
    let dots = dots(layers.user_layers(), view, viewport.grown(BEYOND));
    let mut hub_markers = markers::all(&ground, &hubs);
    let mut board = Board::new(viewport.grown(BEYOND), fixed_point(&view.camera));
    for hub in &hubs {
        board.note_symbol(hub.at);
    }
    let note_pins = notes::pins(&ground, &mut board, &hubs, &pins);
    for marker in hub_markers
        .iter()
        .chain(&bars)
        .chain(pins.iter().map(|(_, pin)| pin))
    {
        board.take(reach(marker));
    }
    let limit = viewport.grown(-3.0);
    if view.show_labels || !note_pins.is_empty() {
        note_lines(&ground, &mut board);
        for &rect in taken.iter().filter(|_| is_page) {
            board.take(rect);
        }
    }
    let labels = if view.show_labels {
        let placing = names::Placing {
            limit,
            taken,
            is_page,
        };
        placing.place(&mut board, names::candidates(&ground, &hubs, &dots))
    } else {
        names::PlacedNames::default()
    };
    let cards = notes::cards(&ground, &mut board, note_pins, (limit, taken));
    let is_seen = |marker: &Marker| reach(marker).overlaps(viewport);
    let seen = |markers: Vec<Marker>| -> Vec<Item> {
        let seen = markers.into_iter().filter(is_seen);
        seen.map(Item::Marker).collect()
    };
    hub_markers.reverse();
    let spots: Vec<Marker> = dots.iter().map(|dot| spot(&ground, dot)).collect();
    let hinterland = Shown::of(network, outcome, view);
    let ties = hinterland.map_or_else(Vec::new, |shown| shown.ties());
    let groups = [
        ("flows", flows::bands(&ground)),
        ("closed area", closures::outline(&ground)),
        ("points", seen(spots)),
        ("marked", point_rings(&ground)),
        ("rings", rings(&ground, &hubs)),
        ("ties", ties),
        ("cut", cut::items(&ground, &hubs)),
        ("flow rings", flows::rings(&ground, &hubs)),
        ("closure rings", closures::rings(&ground, &hubs)),
        ("hubs", seen(hub_markers)),
        ("bars", seen(bars)),
        ("labels", labels.items),
        ("stops", stops::items(&ground, &hubs)),
        ("pins", lettered(&ground, pins)),
        ("notes", cards.items),
    ];
    let items = groups
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(name, items)| Item::Group { name, items })
        .collect();
    Overlay {
        items,
        numbers: labels.numbers,
        notes: cards.places,
    }
}

/// The rectangle of the page that a marker takes.
pub(super) fn reach(marker: &Marker) -> Rect {
    let [left, up, right, down] = symbols::reach(marker);
    Rect::new(
        marker.at.x - left,
        marker.at.y - up,
        left + right,
        up + down,
    )
}

/// A point of the page near its origin that moves with the map.
#[expect(clippy::cast_possible_truncation, reason = "less than a thousand")]
fn fixed_point(camera: &Camera) -> Point {
    let middle = camera.viewport.center();
    let turn = |at: f32, world: f64| (f64::from(at) + world).rem_euclid(960.0) as f32;
    Point::new(
        turn(middle.x, -camera.center[0] / camera.meters_per_unit),
        turn(middle.y, camera.center[1] / camera.meters_per_unit),
    )
}

/// Notes the lines that names should not hide.
fn note_lines(ground: &Ground, board: &mut Board) {
    let camera = &ground.view.camera;
    let scale = camera.meters_per_unit;
    let Some(level) = level_at(ground.layers, scale) else {
        return;
    };
    let world = grown_box(camera, BEYOND);
    for id in ground.network.link_ids() {
        let is_seen = level.geometry.touches(id.index(), world);
        if is_seen && map::is_drawn(ground.network, ground.outcome, ground.view, id) {
            let shape = level.geometry.shape(id.index());
            clip::seen_segments(shape, camera, BEYOND, |ends| board.note_segment(ends));
        }
    }
}

/// The network's lines at the level of detail of a scale.
pub(super) fn level_at(layers: &WorldLayers, scale: f64) -> Option<&Level> {
    let mut levels = layers.lines().iter().rev();
    levels.find(|level| level.from_meters_per_unit <= scale)
}

fn grown_box(camera: &Camera, by: f32) -> [f64; 4] {
    let [x, y, right, top] = camera.world_box();
    let more = f64::from(by) * camera.meters_per_unit;
    [x - more, y - more, right + more, top + more]
}

/// The middle of a link's line on the page, and the line's direction there.
pub(super) fn middle_of(ground: &Ground, id: LinkId) -> Option<(Point, f32)> {
    let geometry = &ground.layers.lines().first()?.geometry;
    // Flows that are a moment older may be those of a scenario with more links.
    if id.index() >= geometry.n_shapes() {
        return None;
    }
    let shape = geometry.shape(id.index());
    let length = |pair: &[[f64; 2]]| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
    let half = shape.windows(2).map(length).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    for pair in shape.windows(2) {
        let own = length(pair);
        if passed + own >= half && own > 0.0 {
            let t = (half - passed) / own;
            let step = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let at = [pair[0][0] + step[0] * t, pair[0][1] + step[1] * t];
            let camera = &ground.view.camera;
            let (a, b) = (camera.to_page(pair[0]), camera.to_page(pair[1]));
            return Some((camera.to_page(at), (b.y - a.y).atan2(b.x - a.x)));
        }
        passed += own;
    }
    None
}

/// Bars across the links of the bottleneck and across closed links.
fn bars(ground: &Ground) -> Vec<Marker> {
    let palette = ground.view.palette();
    let mut bars = Vec::new();
    let mut add = |id: LinkId, radius: f32, fill: Color, line: Color| {
        let Some((at, angle)) = middle_of(ground, id) else {
            return;
        };
        bars.push(Marker {
            at,
            shape: MarkerShape::Bar,
            radius,
            angle,
            fill,
            stroke: Stroke::solid(1.2, line),
        });
    };
    for part in map::bottleneck(ground.outcome, ground.view) {
        if let CutPart::Link { link, .. } = part {
            add(*link, 8.0, palette.bottleneck, palette.core);
        }
    }
    let geometry = ground.layers.lines().first().map(|l| &l.geometry);
    for id in ground.network.link_ids() {
        let is_closed = map::condition(ground.network, ground.outcome, id) == Condition::Closed
            && ground.view.is_link_shown(ground.network, id);
        let is_long = geometry
            .and_then(|g| g.boxes.get(id.index()))
            .is_some_and(|b| {
                let size = (b[2] - b[0]).max(b[3] - b[1]);
                size / ground.view.camera.meters_per_unit > 26.0
            });
        if is_closed && is_long {
            add(id, 4.5, palette.panel, palette.muted);
        }
    }
    bars
}

/// Rings around hubs that are part of the bottleneck, selected or under the pointer.
fn rings(ground: &Ground, hubs: &[Hub]) -> Vec<Item> {
    let palette = ground.view.palette();
    let mut rings = Vec::new();
    let mut add = |node, by: f32, width: f32, color: Color| {
        let Some(hub) = hubs.iter().find(|hub| hub.node == node) else {
            return;
        };
        rings.push(Item::Marker(Marker {
            at: hub.at,
            shape: MarkerShape::Circle,
            radius: hub.radius + by,
            angle: 0.0,
            fill: Color::NONE,
            stroke: Stroke::solid(width, color),
        }));
    };
    for part in map::bottleneck(ground.outcome, ground.view) {
        if let CutPart::Hub { node, .. } = part {
            add(*node, 4.0, 5.0, palette.bottleneck);
            add(*node, 4.0, 3.2, palette.bottleneck_casing);
        }
    }
    let marked = [
        (ground.view.hovered, palette.accent.with_alpha(0x80)),
        (ground.view.selected, palette.accent),
    ];
    for (thing, color) in marked {
        if let Some(Thing::Node(node)) = thing {
            add(node, 3.5, 2.4, color);
        }
    }
    rings
}

/// A point of a layer that people added.
fn spot(ground: &Ground, dot: &Dot) -> Marker {
    Marker {
        at: dot.at,
        shape: MarkerShape::Circle,
        radius: dot.radius,
        angle: 0.0,
        fill: dot.color,
        stroke: Stroke::solid(1.0, ground.view.palette().land.with_alpha(dot.color.a)),
    }
}

/// Rings around points of added layers that are selected or under the pointer.
fn point_rings(ground: &Ground) -> Vec<Item> {
    let view = ground.view;
    let users = ground.layers.users().iter();
    let mut rings = Vec::new();
    for layer in users.filter(|layer| view.is_context_shown(layer.index)) {
        let marked = context::marked(view, layer.index);
        let radius = layer.drawn(view).radius + 3.0;
        for (feature, color) in marked {
            let own = layer.points.iter().filter(|spot| spot.feature == feature);
            let ring = own.map(|spot| Marker {
                at: view.camera.to_page(spot.at),
                shape: MarkerShape::Circle,
                radius,
                angle: 0.0,
                fill: Color::NONE,
                stroke: Stroke::solid(2.4, color),
            });
            let seen = ring.filter(|ring| reach(ring).overlaps(view.camera.viewport));
            rings.extend(seen.map(Item::Marker));
        }
    }
    rings
}

/// Pins on origins and destinations. One that would hide a bar of the bottleneck hangs below its hub.
fn pins(ground: &Ground, hubs: &[Hub], bars: &[Marker]) -> Vec<(NodeId, Marker)> {
    let palette = ground.view.palette();
    let is_bottleneck = |bar: &&Marker| bar.fill == palette.bottleneck;
    let hides = |pin: &Marker| {
        let taken = reach(pin);
        let mut marks = bars.iter().filter(is_bottleneck);
        marks.any(|bar| taken.has(bar.at))
    };
    let ends = hubs.iter().filter(|hub| hub.part == Part::End);
    let pin = |hub: &Hub| Marker {
        at: hub.at.moved(0.0, -hub.radius * 0.2),
        shape: MarkerShape::Pin,
        radius: style::PIN_RADIUS,
        angle: 0.0,
        fill: palette.ink,
        stroke: Stroke::solid(1.5, palette.land),
    };
    let turned = |hub: &Hub| {
        let up = pin(hub);
        let down = Marker {
            at: hub.at.moved(0.0, hub.radius * 0.2),
            angle: std::f32::consts::PI,
            ..up
        };
        if hides(&up) && !hides(&down) {
            down
        } else {
            up
        }
    };
    ends.map(|hub| (hub.node, turned(hub))).collect()
}

/// The pins that are seen, with A for origins and B for destinations in them.
fn lettered(ground: &Ground, pins: Vec<(NodeId, Marker)>) -> Vec<Item> {
    let palette = ground.view.palette();
    let from = ground.outcome.map_or(&[][..], |o| &o.question.from);
    let mut items = Vec::new();
    for (node, pin) in pins {
        if !reach(&pin).overlaps(ground.view.camera.viewport) {
            continue;
        }
        let letter = if from.contains(&node) { "A" } else { "B" };
        let size = style::PIN_RADIUS * 1.35;
        let to_head = -1.9 * pin.radius * pin.angle.cos();
        let middle = pin.at.moved(0.0, to_head + size * 0.35);
        items.push(Item::Marker(pin));
        items.push(Item::Text(Text {
            at: middle,
            anchor: Anchor::Middle,
            text: letter.to_owned(),
            size,
            color: palette.land,
            halo: None,
            spacing: 0.0,
            angle: 0.0,
            width: text::bundled().width(letter, size),
        }));
    }
    items
}

/// What lies at a point of the page, within `reach` page units: hubs before links before what people
/// added, the nearest first.
#[must_use]
pub fn thing_at(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    at: Point,
    reach: f32,
) -> Option<Thing> {
    let near = Rect::new(at.x, at.y, 0.0, 0.0).grown(reach + 12.0);
    let hubs = markers::visible(layers, network, outcome, view, near);
    let hub = hubs
        .iter()
        .map(|hub| (hub, (hub.at.x - at.x).hypot(hub.at.y - at.y) - hub.radius))
        .filter(|(_, apart)| *apart <= reach)
        .min_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((hub, _)) = hub {
        return Some(Thing::Node(hub.node));
    }
    link_at(layers, network, outcome, view, at, reach)
        .map(Thing::Link)
        .or_else(|| pointing::feature_at(layers.users(), view, at, reach))
}

/// How much nearer a link counts as it is, page units: the corridor's routes lie on top of the roads
/// and rivers beside them.
fn headstart(network: &Network, id: LinkId) -> f32 {
    let routes = &network.link(id).routes;
    if routes.iter().any(|&route| network.is_corridor_route(route)) {
        5.0
    } else {
        0.0
    }
}

fn link_at(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    at: Point,
    reach: f32,
) -> Option<LinkId> {
    let near = Rect::new(at.x, at.y, 0.0, 0.0).grown(reach + 12.0);
    let scale = view.camera.meters_per_unit;
    let level = level_at(layers, scale)?;
    let spot = view.camera.with_viewport(near);
    let spot = Camera {
        center: view.camera.to_world(at),
        ..spot
    };
    let world = spot.world_box();
    let is_seen = |id: &LinkId| {
        let is_small_transfer =
            network.link(*id).mode == Mode::Transfer && scale >= style::TRANSFER_BELOW;
        !is_small_transfer
            && level.geometry.touches(id.index(), world)
            && map::is_drawn(network, outcome, view, *id)
    };
    network
        .link_ids()
        .filter(is_seen)
        .filter_map(|id| {
            let runs = clip::line_runs(level.geometry.shape(id.index()), &spot, 2.0);
            let apart = runs
                .iter()
                .flat_map(|run| run.points.windows(2))
                .map(|pair| distance(at, pair[0], pair[1]))
                .min_by(f32::total_cmp)?;
            (apart <= reach).then_some((id, apart - headstart(network, id)))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(id, _)| id)
}

/// Distance of a point from a segment.
fn distance(at: Point, from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    let t = if square > 0.0 {
        (((at.x - from.x) * dx + (at.y - from.y) * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (at.x - from.x - t * dx).hypot(at.y - from.y - t * dy)
}

//! The names on the map: which there are, how important each is, and in which languages.
//!
//! Does not know: how names are placed (see [`super::labels`]).

mod looked;
mod railways;

use crate::model::look::{Labels, Styled};
use crate::model::names::Names;
use crate::study::beyond::part_name;
use crate::study::outcome::CutPart;
use crate::words::Lang;

use super::along::{self, Stretch};
use super::basemap::{Place, PlaceKind};
use super::context::dots::Dot;
use super::furniture::teu_a_year;
use super::item::{Item, Marker, MarkerShape, Point, Stroke};
use super::labels::{Board, Candidate, Line, Placed, Placement, texts};
use super::map;
use super::markers::{Hub, Part};
use super::overlay::{BEYOND, Ground, middle_of, reach};
use super::projection::Rect;
use super::sheet::{LabelLang, Thing, View};
use super::{flows, look, style};

/// Cities of rank 1 to 5 are named below these scales, projected meters per page unit.
const CITIES_BELOW: [f64; 5] = [14_000.0, 5_000.0, 2_600.0, 1_300.0, 700.0];
/// Rivers are named where their line is longer than this, page units.
const RIVER_LENGTH: f64 = 180.0;
/// Below this scale names of all hubs may stand off with a line that leads there.
const LEADERS_BELOW: f64 = 420.0;
/// Countries are named above this scale.
const COUNTRIES_ABOVE: f64 = 260.0;

/// A name with its importance.
pub(super) struct Ranked {
    importance: u16,
    candidate: Candidate,
    /// Drawn with the name, and only with it: the dot of a city.
    dot: Option<Marker>,
    /// The part of the bottleneck whose number it is.
    part: Option<usize>,
    /// Where along its line it may stand in one line, and how far off.
    along: Option<(Stretch, Line, f32)>,
}

/// Names that found their place.
#[derive(Default)]
pub(super) struct PlacedNames {
    /// As they are drawn.
    pub(super) items: Vec<Item>,
    /// Numbers of the bottleneck: where each stands, and of which part it is.
    pub(super) numbers: Vec<(Rect, usize)>,
}

/// How names come to the page.
pub(super) struct Placing<'a> {
    /// Names lie within it.
    pub(super) limit: Rect,
    /// Names keep out of these.
    pub(super) taken: &'a [Rect],
    /// Whether names make the best of the room at the edges.
    pub(super) is_page: bool,
}

impl Placing<'_> {
    /// Places names, the most important first, and gives their items.
    pub(super) fn place(&self, board: &mut Board, mut ranked: Vec<Ranked>) -> PlacedNames {
        ranked.sort_by_key(|r| r.importance);
        let mut all = PlacedNames::default();
        let within = self.is_page.then_some(self.limit);
        for named in ranked {
            let Ranked { candidate, dot, .. } = named;
            let own = dot.as_ref().map(reach);
            if own.is_some_and(|rect| !board.is_free(rect)) {
                continue;
            }
            if let Some((stretch, line, off)) = &named.along {
                let is_seen = |square: Rect| {
                    let is_free = !self.taken.iter().any(|rect| rect.overlaps(square));
                    is_free && self.limit.holds(square)
                };
                let colors = [candidate.color, candidate.halo];
                if let Some(placed) = along::place(board, (*stretch, *off), line, colors, is_seen) {
                    let item = placed.is_here.then_some(Item::Text(placed.text));
                    all.items.extend(item);
                    continue;
                }
            }
            if candidate.lines.is_empty() {
                continue;
            }
            let mut candidate = candidate;
            let mut found = board.place(&candidate, within);
            if found.is_none() && named.part.is_some() {
                // The number by itself where there is no room for the name too.
                candidate.lines.truncate(1);
                found = board.place(&candidate, within);
            }
            let Some(mut placed) = found else {
                continue;
            };
            let is_hidden = |placed: &Placed| {
                !self.limit.holds(placed.rect)
                    || self.taken.iter().any(|rect| rect.overlaps(placed.rect))
            };
            let is_here = self.limit.has(candidate.at);
            let is_covered = self.taken.iter().any(|rect| rect.has(candidate.at));
            if named.part.is_some() && is_here && is_hidden(&placed) {
                // The number of the bottleneck is worth a move that other names do not make.
                let mut clear = board.clone();
                self.taken.iter().for_each(|&rect| clear.take(rect));
                if let Some(other) = clear.place(&candidate, Some(self.limit)) {
                    board.take(other.rect);
                    placed = other;
                }
            }
            if let Some(rect) = own {
                board.take(rect);
            }
            // What is under the legend has no name beside it.
            let is_shown = is_here && (!is_covered || named.part.is_some());
            if is_shown && !is_hidden(&placed) {
                all.items.extend(dot.map(Item::Marker));
                all.items.extend(along::leader(&candidate, placed.rect));
                all.items.extend(texts(&candidate, &placed));
                all.numbers
                    .extend(named.part.map(|part| (placed.rect, part)));
            }
        }
        all
    }
}

/// All names that might be shown.
pub(super) fn candidates(ground: &Ground, hubs: &[Hub], dots: &[Dot]) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    let has_name = |hub: &&Hub| {
        let labels = ground.view.looks.part(Styled::Hubs).labels;
        labels != Some(Labels::None) || hub.part == Part::End
    };
    ranked.extend(
        hubs.iter()
            .filter(has_name)
            .map(|hub| hub_name(ground, hub)),
    );
    ranked.extend(bottleneck_numbers(ground, hubs));
    ranked.extend(flow_labels(ground, hubs));
    let named = dots.iter().filter_map(|dot| point_name(ground, dot));
    ranked.extend(named.take(style::CONTEXT_NAMES));
    ranked.extend(looked::names(ground));
    ranked.extend(railways::names(ground));
    let is_nameless = ground.view.looks.part(Styled::Basemap).labels == Some(Labels::None);
    if !ground.view.show_basemap || is_nameless {
        return ranked;
    }
    let near = ground.view.camera.viewport.grown(BEYOND);
    let places = ground.layers.basemap().places().iter().enumerate();
    for (index, place) in places {
        let hub = ground.layers.hub_of_place(index);
        let is_hub = hub.is_some_and(|id| hubs.iter().any(|h| h.node == id));
        let at = ground.view.camera.to_page(place.at);
        if is_hub || !is_place_shown(ground.view, place) {
            continue;
        }
        let along = along_river(ground.view, place);
        let at = along.as_ref().map_or(at, |(stretch, ..)| stretch.at);
        if near.has(at) {
            let name = place_name(ground, place, at);
            ranked.extend(name.map(|name| Ranked { along, ..name }));
        }
    }
    ranked
}

fn hub_name(ground: &Ground, hub: &Hub) -> Ranked {
    let palette = ground.view.palette();
    let is_close = ground.view.camera.meters_per_unit < LEADERS_BELOW;
    let is_back = ground.is_faded && hub.part == Part::Other;
    let color = match hub.rank {
        _ if is_back => palette.faded(palette.muted, palette.land, 0.4),
        3 => palette.small_ink(ground.is_over_tiles),
        _ => palette.ink,
    };
    let labels = ground.view.looks.part(Styled::Labels);
    let color = look::ink(labels, color, palette);
    let size = style::by_rank(style::HUB_LABEL, hub.rank) * labels.width();
    let mut lines = lines(ground.view, &ground.network.node(hub.node).names, size, 0.0);
    lines.extend(looked::hub_value(ground, hub.node, size));
    let importance = match (hub.part, hub.rank) {
        (Part::End, _) => 0,
        (Part::Stop, _) => 20,
        (Part::Passed, rank) => 30 + u16::from(rank),
        (Part::Other, 1) => 40,
        (Part::Other, 2) => 60,
        (Part::Other, _) => 90,
    };
    Ranked {
        importance,
        candidate: Candidate {
            at: hub.at,
            lines,
            placement: match hub.part {
                Part::End => Placement::Widely(style::PIN_RADIUS + 1.0),
                Part::Stop | Part::Passed => Placement::Widely(hub.radius),
                // Where hubs are crowded, names stand off with a line that leads there.
                Part::Other if hub.rank == 1 || is_close => Placement::Widely(hub.radius),
                Part::Other => Placement::Around(hub.radius),
            },
            color,
            halo: palette.land,
        },
        dot: None,
        part: None,
        along: None,
    }
}

/// The lines of a name in the languages of a view.
fn lines(view: &View, names: &Names, size: f32, spacing: f32) -> Vec<Line> {
    let line = |text: &str, size: f32| Line::new(text, size, spacing * size);
    match view.label_lang {
        LabelLang::En => vec![line(names.in_lang(Lang::En), size)],
        LabelLang::Zh => vec![line(names.in_lang(Lang::Zh), size)],
        LabelLang::Both if names.en.is_empty() || names.zh.is_empty() || names.en == names.zh => {
            vec![line(names.in_lang(Lang::En), size)]
        }
        LabelLang::Both => vec![
            line(&names.en, size),
            line(&names.zh, size * style::SECOND_LANGUAGE),
        ],
    }
}

fn is_place_shown(view: &View, place: &Place) -> bool {
    let scale = view.camera.meters_per_unit;
    match place.kind {
        PlaceKind::Country => scale > COUNTRIES_ABOVE && (place.rank <= 4 || scale < 6_000.0),
        PlaceKind::Sea => place.rank <= 3 || scale < 5_000.0,
        PlaceKind::River => scale < 6_500.0 && place.length / scale > RIVER_LENGTH,
        PlaceKind::City => {
            let limit = CITIES_BELOW.get(usize::from(place.rank.max(1)) - 1);
            scale < limit.copied().unwrap_or(350.0)
        }
    }
}

/// Where along its line a river is named, in one line of text.
fn along_river(view: &View, place: &Place) -> Option<(Stretch, Line, f32)> {
    let size = style::RIVER_LABEL;
    let said = lines(view, &place.names, size, style::RIVER_SPACING);
    let said: Vec<&str> = said.iter().map(|line| line.text.as_str()).collect();
    let name = Line::new(&said.join(" "), size, style::RIVER_SPACING * size);
    let is_river = place.kind == PlaceKind::River && !name.text.is_empty();
    let (line, shares) = (&place.line, place.shares);
    let found = is_river.then(|| along::stretch(line, &view.camera, shares, name.width, size));
    found.flatten().map(|stretch| (stretch, name, 0.0))
}

fn place_name(ground: &Ground, place: &Place, at: Point) -> Option<Ranked> {
    let view = ground.view;
    let palette = view.palette();
    let rank = u16::from(place.rank);
    let (importance, size, spacing, color) = match place.kind {
        PlaceKind::Country => (
            50 + rank * 4,
            style::COUNTRY_LABEL,
            style::WIDE_SPACING,
            palette.country_label,
        ),
        PlaceKind::Sea => (
            61 + rank,
            style::SEA_LABEL,
            style::WIDE_SPACING,
            palette.water_label,
        ),
        PlaceKind::River => (
            70 + rank,
            style::RIVER_LABEL,
            style::RIVER_SPACING,
            palette.water_label,
        ),
        PlaceKind::City => {
            let color = if ground.is_over_tiles {
                palette.muted
            } else {
                palette.city_label
            };
            (80 + rank * 4, style::CITY_LABEL, 0.0, color)
        }
    };
    let color = if ground.is_faded {
        palette.faded(color, palette.land, 0.4)
    } else {
        color
    };
    let is_dotted = place.kind == PlaceKind::City;
    let dot = is_dotted.then(|| Marker {
        at,
        shape: MarkerShape::Circle,
        radius: 1.9,
        angle: 0.0,
        fill: palette.land,
        stroke: Stroke::solid(1.0, color),
    });
    let mut lines = lines(view, &place.names, size, spacing);
    if place.kind == PlaceKind::Country {
        for line in &mut lines {
            let capitals = line.text.to_uppercase();
            *line = Line::new(&capitals, line.size, line.spacing);
        }
    }
    let is_nameless = lines.iter().all(|line| line.text.is_empty());
    (!is_nameless || dot.is_some()).then_some(Ranked {
        importance,
        candidate: Candidate {
            at,
            lines,
            placement: if is_dotted {
                Placement::Around(2.0)
            } else if place.kind == PlaceKind::River {
                Placement::Clear
            } else {
                Placement::Over
            },
            color,
            halo: match place.kind {
                PlaceKind::Sea => palette.water,
                _ => palette.land,
            },
        },
        dot,
        part: None,
        along: None,
    })
}

/// The name of a point of a layer that people added.
fn point_name(ground: &Ground, dot: &Dot) -> Option<Ranked> {
    let palette = ground.view.palette();
    let layer = ground.layers.users().get(dot.number)?;
    let label = ground.layers.label(layer.index, dot.feature)?;
    let is_silent = ground.view.looks.added(layer.index).labels == Some(Labels::None);
    if label.names == Names::default() || is_silent {
        return None;
    }
    let mut lines = lines(ground.view, &label.names, style::CITY_LABEL, 0.0);
    lines.extend(looked::feature_value(ground, dot.number, dot.feature));
    Some(Ranked {
        importance: 75 + u16::from(label.rank),
        candidate: Candidate {
            at: dot.at,
            lines,
            placement: Placement::Around(dot.radius),
            color: dot.color.with_alpha(0xFF).mixed(palette.ink, 0.35),
            halo: palette.land,
        },
        dot: None,
        part: None,
        along: None,
    })
}

/// The capacity beside each part of the bottleneck, with its name where the map does not name it.
fn bottleneck_numbers(ground: &Ground, hubs: &[Hub]) -> Vec<Ranked> {
    let palette = ground.view.palette();
    let mut ranked = Vec::new();
    let parts = map::bottleneck(ground.outcome, ground.view).iter();
    for (place, part) in parts.enumerate() {
        let (at, radius, capacity) = match part {
            CutPart::Link { link, capacity, .. } => {
                (middle_of(ground, *link).map(|(at, _)| at), 9.0, capacity)
            }
            CutPart::Hub { node, capacity, .. } => {
                let world = ground.layers.node_positions().get(node.index());
                let at = world.map(|&world| ground.view.camera.to_page(world));
                (at, 11.0, capacity)
            }
        };
        let Some(at) = at else {
            continue;
        };
        let number = teu_a_year(ground.view.lang, capacity.value);
        let is_named = match part {
            CutPart::Link { .. } => false,
            CutPart::Hub { node, .. } => hubs.iter().any(|hub| hub.node == *node),
        };
        let name = part_name(ground.network, part, ground.view.lang);
        let name = (!is_named).then(|| Line::new(&name, style::CUT_LABEL, 0.0));
        ranked.push(Ranked {
            importance: 10,
            candidate: Candidate {
                at,
                lines: std::iter::once(Line::new(&number, 12.0, 0.0))
                    .chain(name)
                    .collect(),
                placement: Placement::Widely(radius),
                color: palette.bottleneck,
                halo: palette.land,
            },
            dot: None,
            part: Some(place),
            along: None,
        });
    }
    ranked
}

/// How full the fullest links and hubs are, beside them.
fn flow_labels(ground: &Ground, hubs: &[Hub]) -> Vec<Ranked> {
    let palette = ground.view.palette();
    let Some(map) = flows::shown(ground.layers, ground.view) else {
        return Vec::new();
    };
    let place = |thing: Thing| match thing {
        Thing::Link(link) => middle_of(ground, link).map(|(at, _)| at),
        Thing::Node(node) => hubs.iter().find(|hub| hub.node == node).map(|hub| hub.at),
        Thing::Context { .. } => None,
    };
    let label = |(thing, said): (Thing, String)| {
        let at = place(thing)?;
        Some(Ranked {
            importance: 15,
            candidate: Candidate {
                at,
                lines: vec![Line::new(&said, 12.0, 0.0)],
                placement: Placement::Widely(14.0),
                color: palette.ink,
                halo: palette.land,
            },
            dot: None,
            part: None,
            along: None,
        })
    };
    map.labels(ground.view.lang).filter_map(label).collect()
}

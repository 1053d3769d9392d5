//! What closures cost, on the map: lines and rings of hubs in the color of the harm that their closure
//! does, and the outline of the area that was drawn.
//!
//! Harm is told in classes, each beginning at about three times the one before (1, 3, 10, 30 ...), so
//! that places which differ much and those which differ little are both told apart; the last class is
//! that of the worst. Lines grow wider with it too. What carries nothing is gray and thin; what cannot be
//! used anyway keeps its own look.
//! Does not know: how harm is found (see `study`).

use std::sync::Arc;

use crate::model::geometry::LonLat;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::Outcome;
use crate::study::resilience::{Place, Single};
use crate::words::format::short;
use crate::words::{Lang, fill, text};

use super::clip::line_runs;
use super::hinterland::Looks;
use super::item::{
    Dash, Item, Level, Look, Marker, MarkerShape, Path, Pen, Point, Stroke, WorldLayer,
};
use super::map;
use super::markers::Hub;
use super::overlay::{BEYOND, Ground};
use super::palette::{Color, Palette};
use super::projection::seam;
use super::sheet::View;
use super::style;

/// How many classes there are.
pub const CLASSES: usize = 5;
/// How heavy the lines of each class are, against routes.
const WEIGHTS: [f32; CLASSES] = [0.8, 0.95, 1.1, 1.3, 1.5];
/// How heavy lines are that carry nothing.
const UNUSED: f32 = 0.4;
/// How far such lines are faded toward the ground, 0 to 1.
const PALE: f32 = 0.62;
/// How far the casing reaches beyond a line, on each side.
const CASING: f32 = 0.7;
/// Width of a hub's ring, and how far it stands off.
const RING: [f32; 2] = [2.8, 3.0];
/// The outline of the area: its casing and itself.
const OUTLINE: [f32; 2] = [4.0, 1.8];
/// The dashes of the outline.
const DASH: Dash = Dash::new(7.0, 4.0);
/// Yuan in a million.
const MILLION: f64 = 1e6;
/// The names of the layers of lines, bottom first.
const LAYERS: [&str; CLASSES] = [
    "closures 1",
    "closures 2",
    "closures 3",
    "closures 4",
    "closures 5",
];

/// Closures ready to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClosureMap {
    /// Links with their classes; none where they carry nothing.
    links: Vec<(LinkId, Option<usize>)>,
    /// Hubs that carry something.
    hubs: Vec<(NodeId, usize)>,
    /// Where all classes but the first begin, yuan a year; empty where nothing does harm.
    breaks: Vec<f64>,
    area: Vec<LonLat>,
}

/// Where classes begin whose last one holds the greatest.
fn breaks(greatest: f64) -> Vec<f64> {
    if !(greatest > 0.0 && greatest.is_finite()) {
        return Vec::new();
    }
    let mut ten = 10f64.powf(greatest.log10().floor());
    let mut is_three = 3.0 * ten <= greatest;
    let mut all = Vec::with_capacity(CLASSES - 1);
    while all.len() < CLASSES - 1 {
        all.push(if is_three { 3.0 * ten } else { ten });
        if !is_three {
            ten /= 10.0;
        }
        is_three = !is_three;
    }
    all.reverse();
    all
}

impl ClosureMap {
    /// Closures of single places, and the corners of a drawn area.
    #[must_use]
    pub fn of(singles: &[Single], area: &[LonLat]) -> Self {
        let greatest = singles.iter().map(|single| single.effect.harm);
        let breaks = breaks(greatest.fold(0.0, f64::max));
        let class = |single: &Single| {
            let is_used = single.teu > 0.0;
            is_used.then(|| class_of(&breaks, single.effect.harm))
        };
        let mut map = Self {
            area: area.to_vec(),
            ..Self::default()
        };
        for single in singles {
            match single.place {
                Place::Link(link) => map.links.push((link, class(single))),
                Place::Hub(node) => map.hubs.extend(class(single).map(|of| (node, of))),
            }
        }
        map.breaks = breaks;
        map
    }

    /// The lines of links, bottom first: those that carry nothing, then class by class.
    #[must_use]
    pub(super) fn layers(
        &self,
        network: &Network,
        lines: &Arc<Vec<Level>>,
        outcome: Option<&Outcome>,
        view: &View,
    ) -> Vec<Arc<WorldLayer>> {
        let palette = view.palette();
        let n_links = network.links().len();
        let mut unused = Looks::new(n_links);
        let mut classes = LAYERS.map(|_| Looks::new(n_links));
        for &(link, class) in &self.links {
            if link.index() >= n_links || !map::is_drawn(network, outcome, view, link) {
                continue;
            }
            let is_at_sea = network.link(link).mode == Mode::Sea && view.show_basemap;
            let ground = if is_at_sea {
                palette.water
            } else {
                palette.land
            };
            match class.map(|class| class.min(CLASSES - 1)) {
                Some(class) => {
                    let pens = pens(palette, class);
                    classes[class].set(link.index(), Look { fill: None, pens });
                }
                None => {
                    let pens = unused_pens(palette, ground);
                    unused.set(link.index(), Look { fill: None, pens });
                }
            }
        }
        let named = LAYERS.into_iter().zip(classes);
        let all = std::iter::once(("closures unused", unused)).chain(named);
        all.filter_map(|(name, looks)| looks.finish(name, Arc::clone(lines)))
            .collect()
    }

    /// Rows of the legend: each class that is drawn, then what carries nothing.
    #[must_use]
    pub fn legend(
        &self,
        network: &Network,
        outcome: Option<&Outcome>,
        view: &View,
    ) -> Vec<(Vec<Pen>, String)> {
        let palette = view.palette();
        let drawn = self.links.iter().filter(|(link, _)| {
            link.index() < network.links().len() && map::is_drawn(network, outcome, view, *link)
        });
        let drawn: Vec<Option<usize>> = drawn.map(|&(_, class)| class).collect();
        let mut rows = Vec::new();
        for class in (0..CLASSES).rev() {
            let is_hub = self.hubs.iter().any(|&(_, of)| of == class);
            if is_hub || drawn.contains(&Some(class)) {
                let words = self.class_in_words(class, view.lang);
                rows.push((pens(palette, class), words));
            }
        }
        if drawn.contains(&None) {
            let words = text(view.lang, "picture.legend.closures-unused");
            rows.push((unused_pens(palette, palette.panel), words.to_owned()));
        }
        rows
    }

    /// Whether a link is drawn by the harm of its closure, or as carrying nothing.
    #[must_use]
    pub fn has(&self, link: LinkId) -> bool {
        self.links.iter().any(|&(of, _)| of == link)
    }

    /// Whether hubs have rings.
    #[must_use]
    pub fn has_rings(&self) -> bool {
        !self.hubs.is_empty()
    }

    /// Whether an area was drawn.
    #[must_use]
    pub fn has_area(&self) -> bool {
        !self.area.is_empty()
    }

    /// `100–300`: million yuan a year.
    fn class_in_words(&self, class: usize, lang: Lang) -> String {
        let begin = |class: usize| self.breaks.get(class).map(|of| short(of / MILLION));
        let own = class.checked_sub(1).and_then(begin);
        match (own, begin(class)) {
            (None, Some(end)) => fill(lang, "picture.legend.closures-below", &[&end]),
            (Some(own), Some(end)) => fill(lang, "picture.legend.closures-class", &[&own, &end]),
            (Some(own), None) => fill(lang, "picture.legend.closures-over", &[&own]),
            (None, None) => text(lang, "picture.legend.closures-none").to_owned(),
        }
    }
}

/// The class of a harm: how many classes begin at it or below.
fn class_of(breaks: &[f64], harm: f64) -> usize {
    breaks.iter().filter(|from| harm >= **from).count()
}

fn class_color(palette: &Palette, class: usize) -> Color {
    palette.harm[class.min(CLASSES - 1)]
}

fn pens(palette: &Palette, class: usize) -> Vec<Pen> {
    let times = style::ROUTE_WEIGHT * WEIGHTS[class.min(CLASSES - 1)];
    vec![
        Pen::grown(times, palette.utilization_casing).wider(2.0 * CASING),
        Pen::grown(times, class_color(palette, class)),
    ]
}

/// A thin gray line whose casing takes the color of the line below away.
fn unused_pens(palette: &Palette, ground: Color) -> Vec<Pen> {
    let gray = palette.faded(palette.muted, ground, PALE);
    vec![
        Pen::grown(style::ROUTE_WEIGHT, ground).wider(style::ROUTE_CASING),
        Pen::grown(style::ROUTE_WEIGHT * UNUSED, gray),
    ]
}

/// Rings around hubs in the color of the harm of their closure.
pub(super) fn rings(ground: &Ground, hubs: &[Hub]) -> Vec<Item> {
    let Some(map) = ground.layers.closures() else {
        return Vec::new();
    };
    let palette = ground.view.palette();
    let mut items = Vec::new();
    for hub in hubs {
        if let Some(&(_, class)) = map.hubs.iter().find(|(node, _)| *node == hub.node) {
            items.extend(ring(palette, class).map(|marker| {
                Item::Marker(Marker {
                    at: hub.at,
                    radius: hub.radius + RING[1],
                    ..marker
                })
            }));
        }
    }
    items
}

/// The ring of a hub of some class at no place yet: its casing, and itself.
#[must_use]
pub fn ring(palette: &Palette, class: usize) -> [Marker; 2] {
    let [width, _] = RING;
    let of = |width: f32, color: Color| Marker {
        at: Point::default(),
        shape: MarkerShape::Circle,
        radius: style::LEGEND * 0.6,
        angle: 0.0,
        fill: Color::NONE,
        stroke: Stroke::solid(width, color),
    };
    [
        of(width + 2.0 * CASING, palette.utilization_casing),
        of(width, class_color(palette, class)),
    ]
}

/// The outline of the drawn area.
pub(super) fn outline(ground: &Ground) -> Vec<Item> {
    let Some(map) = ground.layers.closures().filter(|map| map.has_area()) else {
        return Vec::new();
    };
    let mut corners = map.area.clone();
    corners.extend(map.area.first().copied());
    outline_of(ground.view, &corners)
}

/// A dashed line through corners, on the page.
#[must_use]
pub fn outline_of(view: &View, corners: &[LonLat]) -> Vec<Item> {
    let shape = seam::whole(view.camera.projection, corners);
    let runs = line_runs(&shape, &view.camera, BEYOND);
    let pens = outline_pens(view.palette());
    let mut items = Vec::new();
    for run in &runs {
        items.extend(pens.iter().map(|pen| {
            Item::Path(Path {
                points: run.points.clone(),
                is_closed: false,
                fill: None,
                stroke: Some(pen.at(1.0)),
            })
        }));
    }
    items
}

/// The pens of the outline.
#[must_use]
pub fn outline_pens(palette: &Palette) -> Vec<Pen> {
    let [casing, width] = OUTLINE;
    vec![
        Pen::fixed(casing, palette.land.with_alpha(0xC0)),
        Pen::fixed(width, palette.ink).dashed(DASH),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;
    use crate::study::resilience::Effect;

    fn single(place: Place, teu: f64, harm: f64) -> Single {
        let effect = Effect {
            harm,
            ..Effect::default()
        };
        Single { place, teu, effect }
    }

    #[test]
    fn classes_begin_at_ones_and_threes_and_the_last_holds_the_greatest() {
        for (greatest, expected) in [
            (900.0, [10.0, 30.0, 100.0, 300.0]),
            (300.0, [10.0, 30.0, 100.0, 300.0]),
            (299.0, [3.0, 10.0, 30.0, 100.0]),
            (1.0, [0.03, 0.1, 0.3, 1.0]),
            (4.2e9, [1e8, 3e8, 1e9, 3e9]),
        ] {
            let found = breaks(greatest);
            assert_eq!(found.len(), 4);
            for (a, b) in found.iter().zip(expected) {
                assert!((a - b).abs() <= 1e-9 * b, "{greatest}: {found:?}");
            }
            assert_eq!(class_of(&found, greatest), 4);
        }
        for nothing in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(breaks(nothing).is_empty());
        }
    }

    #[test]
    fn what_carries_nothing_has_no_class_and_harmless_places_the_first() {
        let link = |number| Place::Link(LinkId(number));
        let singles = [
            single(link(0), 10.0, 5e6),
            single(Place::Hub(NodeId(1)), 10.0, 2e6),
            single(link(2), 10.0, 0.0),
            single(link(1), 0.0, 0.0),
            single(Place::Hub(NodeId(0)), 0.0, 0.0),
        ];
        let map = ClosureMap::of(&singles, &[]);
        let expected = [
            (LinkId(0), Some(4)),
            (LinkId(2), Some(0)),
            (LinkId(1), None),
        ];
        assert_eq!(map.links, expected);
        assert_eq!(map.hubs, [(NodeId(1), 3)]);
        let said = [0, 3, 4].map(|class| map.class_in_words(class, Lang::En));
        assert_eq!(said, ["below 0.1", "1–3", "3 and more"]);
        assert!(map.has_rings() && !map.has_area());
        let harmless = ClosureMap::of(&singles[2..], &[]);
        assert_eq!(harmless.class_in_words(0, Lang::En), "no harm");
        assert_eq!(harmless.links[0], (LinkId(2), Some(0)));
    }

    #[test]
    fn more_harm_is_darker_on_paper_and_brighter_on_a_dark_ground() {
        for (theme, sign) in [(Theme::Light, -1.0), (Theme::Dark, 1.0)] {
            let palette = Palette::of(theme);
            let colors = palette.harm.map(Color::luminance);
            for pair in colors.windows(2) {
                let contrast = (pair[0].max(pair[1]) + 0.05) / (pair[0].min(pair[1]) + 0.05);
                assert!(sign * (pair[1] - pair[0]) > 0.0, "{theme:?}: {colors:?}");
                assert!(contrast >= 1.3, "{theme:?}: {contrast}");
            }
            let worst = palette.harm[CLASSES - 1];
            assert!(worst.contrast(palette.land) >= 7.0, "{theme:?}");
        }
    }
}

//! Flows of a year: a band beside each line for each direction, its width by what goes there and its
//! color by how much of the capacity that is; around hubs a ring that fills as they do; labels of the
//! fullest links and hubs; arrows on bands that are long enough.
//!
//! Widths are in proportion to flows, by a scale of round numbers that the legend shows; a band is never
//! thinner than a hairline. A band lies on the side on which one drives, seen in its own direction. More
//! than fits is told by a bright line in the middle as well as by color.
//! Does not know: how flows are found (see `study`).

mod arrows;
mod changes;
mod differences;
mod labels;
mod running;
pub mod scheme;

use std::sync::Arc;

use crate::model::ids::{LinkId, NodeId};
use crate::model::look::Styled;
use crate::study::flows::by_link::LinkFlows;
use crate::study::flows::readings::{Readings, links};
use crate::study::flows::{FlowAnswer, Selected};
use crate::words::{Lang, text};

use self::arrows::{Arrows, Dart};
use self::differences::Differences;
use self::labels::Labels;
use self::scheme::{Breaks, Scheme};
use super::clip::line_runs;
use super::furniture::teu_a_year;
use super::item::{Item, Path, Pen, Point, Stroke};
use super::layers::WorldLayers;
use super::map;
use super::markers::Hub;
use super::overlay::{BEYOND, Ground, level_at};
use super::palette::Palette;
use super::sheet::{Thing, View};

/// On which side of a line, seen in the direction of travel, bands lie: 1 is the right, -1 the left.
const DRIVING_SIDE: f32 = 1.0;
/// Width of the band of the greatest flow of the scale, page units.
const WIDEST: f64 = 14.0;
/// A chosen scale makes no band wider than so many times that.
const WIDER: f64 = 4.0;
/// No band is thinner.
const HAIRLINE: f64 = 0.6;
/// Between the line and its bands.
const GAP: f32 = 1.2;
/// How far the casing of a band reaches beyond it, on each side.
const CASING: f32 = 0.6;
/// Where the classes of utilization but the first begin.
pub const BREAKS: [f64; 4] = [0.5, 0.7, 0.85, 1.0];
/// Radius of the ring around a hub, and its width.
const RING: [f32; 2] = [9.5, 3.0];
/// Corners of a whole ring.
const CORNERS: u16 = 40;
/// A sharp bend of a band reaches no farther out than this many times its offset.
const LONGEST_MITER: f32 = 2.0;

/// What a link carries one way.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    link: LinkId,
    is_forward: bool,
    teu: f64,
    /// How full the link is that way; `None` where it has no capacity.
    full: Option<f64>,
}

/// How full a hub is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ring {
    node: NodeId,
    utilization: f64,
}

/// Flows ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct FlowMap {
    /// The greatest flow last, so that thin bands are laid upon wide ones.
    bands: Vec<Band>,
    rings: Vec<Ring>,
    /// The fullest links and hubs.
    labels: Labels,
    /// The flow of the widest band.
    greatest: f64,
    is_selection: bool,
    /// Against the flows of another scenario.
    changes: Vec<changes::Change>,
    /// Where dashes that run along the bands are, as a share of the way to the next; `None`: there are none.
    moment: Option<f32>,
    /// The breaks of the classes of its bands.
    breaks: Breaks,
    /// What each link carries, of what is shown.
    links: Option<Arc<LinkFlows>>,
}

/// The least of 1, 2, 5, 10, 20, 50 ... that is not less.
fn round_above(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let ten = 10f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * ten);
    let found = steps.into_iter().find(|&step| step >= value);
    found.unwrap_or(10.0 * ten)
}

impl FlowMap {
    /// All flows, or those that were selected; colors and the scale of widths are those of all.
    #[must_use]
    pub fn of(answer: &FlowAnswer, readings: &Readings, selected: Option<&Selected>) -> Self {
        let shown = match selected {
            Some(selected) => links(answer, &selected.arcs),
            None => readings.links.clone(),
        };
        let all = &readings.links;
        let full = |link: LinkId, is_forward: bool| {
            let mut all = all.iter();
            let of = all.find(|of| of.link == link && of.is_forward == is_forward);
            of.and_then(|of| of.utilization)
        };
        let mut bands: Vec<Band> = shown
            .iter()
            .map(|of| Band {
                link: of.link,
                is_forward: of.is_forward,
                teu: of.teu,
                full: full(of.link, of.is_forward),
            })
            .collect();
        bands.sort_by(|a, b| {
            let by_flow = b.teu.total_cmp(&a.teu);
            by_flow.then((a.link, a.is_forward).cmp(&(b.link, b.is_forward)))
        });
        let rings = readings.hubs.iter().filter_map(|of| {
            Some(Ring {
                node: of.node,
                utilization: of.utilization?,
            })
        });
        let rings: Vec<Ring> = rings.filter(|_| selected.is_none()).collect();
        Self {
            labels: Labels::of(
                answer,
                shown
                    .iter()
                    .filter_map(|of| Some((of.link, full(of.link, of.is_forward)?))),
                rings.iter().map(|ring| (ring.node, ring.utilization)),
            ),
            bands,
            rings,
            greatest: round_above(all.iter().map(|of| of.teu).fold(0.0, f64::max)),
            is_selection: selected.is_some(),
            changes: Vec::new(),
            moment: None,
            breaks: Breaks::default(),
            links: LinkFlows::of(answer, all, selected).map(Arc::new),
        }
    }

    /// What each link carries, by which lines may be colored; against another scenario: of the one that is shown.
    #[must_use]
    pub fn links(&self) -> Option<&Arc<LinkFlows>> {
        self.links.as_ref()
    }

    /// A band with an arrow, for the legend; `None` where no band is wide enough for one.
    #[must_use]
    pub fn arrow_sample(&self, view: &View) -> Option<Vec<Item>> {
        let (width, palette, scale) = (3.0, view.palette(), self.scale(view));
        self.bands
            .iter()
            .find(|band| width_of(band.teu, scale) >= arrows::THINNEST)?;
        let ends = [Point::new(-11.0, 0.0), Point::new(11.0, 0.0)];
        let pen = Pen::fixed(width, palette.muted);
        let dart = Dart {
            width,
            offset: 0.0,
            colors: [palette.ink, palette.land],
        };
        Some(vec![
            line(&ends, &pen),
            arrows::sample(Point::default(), dart),
        ])
    }

    /// The flow of the widest band where nothing else is chosen, TEU a year.
    #[must_use]
    pub fn greatest(&self) -> f64 {
        self.greatest
    }

    /// The flow whose band has the width of the widest, TEU a year: the one that was chosen, for maps of other years and
    /// scenarios to have the same; else the greatest of this map and of one beside it. One that is far too small for
    /// what is there gives way, or bands would cover the map.
    fn scale(&self, view: &View) -> f64 {
        let chosen = view.looks.part(Styled::Flows).widest_flow();
        let own = self.greatest.max(view.flow_beside.unwrap_or(0.0));
        chosen.map_or(own, |chosen| chosen.max(self.greatest / WIDER))
    }

    /// Rows of the legend: sample widths, then the classes that are shown.
    #[must_use]
    pub fn legend(&self, view: &View) -> Vec<(Vec<Pen>, String)> {
        let (palette, lang, scale) = (view.palette(), view.lang, self.scale(view));
        if self.bands.is_empty() && !self.is_against() {
            return Vec::new();
        }
        let samples = [1.0, 0.5, 0.1].map(|share| {
            let teu = scale * share;
            let pen = Pen::fixed(width_of(teu, scale), palette.muted);
            (vec![pen], teu_a_year(lang, teu))
        });
        let mut rows: Vec<(Vec<Pen>, String)> = samples.into();
        if self.is_against() {
            let look = view.looks.part(Styled::Flows);
            rows.extend(Differences::of(self, look, palette).legend(lang));
            return rows;
        }
        rows.extend(scheme(self, view).legend(self, lang));
        rows
    }

    /// What the legend says above its samples.
    #[must_use]
    pub fn heading(&self, lang: Lang) -> String {
        let key = if self.is_against() {
            "picture.legend.flows-against"
        } else if self.is_selection {
            "picture.legend.flows-selected"
        } else {
            "picture.legend.flows"
        };
        text(lang, key).to_owned()
    }

    /// The fullest links and hubs with their labels, the fullest first.
    pub(super) fn labels(&self, lang: Lang) -> impl Iterator<Item = (Thing, String)> {
        self.labels.in_words(lang)
    }

    /// Whether rings are shown.
    #[must_use]
    pub fn has_rings(&self) -> bool {
        !self.rings.is_empty()
    }
}

/// Width of a band on a scale, page units.
#[expect(clippy::cast_possible_truncation, reason = "a width on a page")]
fn width_of(teu: f64, scale: f64) -> f32 {
    (WIDEST * teu / scale).max(HAIRLINE) as f32
}

/// The colors of flows under the look of a view.
pub(super) fn scheme<'a>(map: &FlowMap, view: &'a View) -> Scheme<'a> {
    Scheme::of(map, view.looks.part(Styled::Flows), view.palette())
}

/// The shown flows of a view.
pub(super) fn shown<'a>(layers: &'a WorldLayers, view: &View) -> Option<&'a FlowMap> {
    layers.flows().filter(|_| view.show_flows)
}

/// The bands in page units, the widest first.
pub(super) fn bands(ground: &Ground) -> Vec<Item> {
    let (view, network) = (ground.view, ground.network);
    let (Some(map), Some(level)) = (
        shown(ground.layers, view),
        level_at(ground.layers, view.camera.meters_per_unit),
    ) else {
        return Vec::new();
    };
    if map.is_against() {
        return changes::bands(ground, map);
    }
    let palette = view.palette();
    let (scheme, scale) = (scheme(map, view), map.scale(view));
    let moment = map.moment.or(view.flow_moment);
    let mut items = Vec::new();
    let mut arrows = Arrows::default();
    for band in &map.bands {
        if band.link.index() >= network.links().len()
            || !map::is_drawn(network, ground.outcome, view, band.link)
        {
            continue;
        }
        let width = width_of(band.teu, scale);
        let mut pens = scheme.pens(band.full, width);
        let middle = scheme.middle(band.full);
        pens.extend(running::pen(palette, (middle, width), moment));
        let offset = GAP + CASING + width / 2.0;
        let shape = level.geometry.shape(band.link.index());
        let dart = Dart {
            width,
            offset,
            colors: arrows::inks(palette, middle, width),
        };
        arrows.add(
            (band.link.index(), shape),
            band.is_forward,
            &view.camera,
            dart,
        );
        for run in line_runs(shape, &view.camera, BEYOND) {
            let mut points = run.points;
            if !band.is_forward {
                points.reverse();
            }
            let beside = beside(&points, DRIVING_SIDE * offset);
            items.extend(pens.iter().map(|pen| line(&beside, pen)));
        }
    }
    items.extend(arrows.items);
    items
}

fn line(points: &[Point], pen: &Pen) -> Item {
    Item::Path(Path {
        points: points.to_vec(),
        is_closed: false,
        fill: None,
        stroke: Some(pen.at(1.0)),
    })
}

/// A line moved to its right by some page units; bends are mitered, sharp ones cut short.
fn beside(points: &[Point], by: f32) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        let is_far = |last: &Point| (point.x - last.x).hypot(point.y - last.y) > 0.8;
        if kept.last().is_none_or(is_far) {
            kept.push(point);
        }
    }
    let normals: Vec<Point> = kept
        .windows(2)
        .map(|pair| {
            let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
            let length = dx.hypot(dy).max(1e-6);
            // Down the page is positive, so a quarter turn to the right is (-y, x).
            Point::new(-dy / length, dx / length)
        })
        .collect();
    let moved = |(place, point): (usize, &Point)| {
        let after = normals.get(place).or(normals.last())?;
        let before = place.checked_sub(1).and_then(|at| normals.get(at));
        let before = before.unwrap_or(after);
        let sum = Point::new(before.x + after.x, before.y + after.y);
        let square = (sum.x * sum.x + sum.y * sum.y).max(1e-6);
        // Both offset lines meet at 2 n / |n|², where n is the sum of the unit normals.
        let times = (2.0 / square).min(LONGEST_MITER / square.sqrt());
        Some(point.moved(sum.x * times * by, sum.y * times * by))
    };
    kept.iter().enumerate().filter_map(moved).collect()
}

/// Rings around hubs that say how full they are: a pale whole one, and the part that is used.
pub(super) fn rings(ground: &Ground, hubs: &[Hub]) -> Vec<Item> {
    let Some(map) = shown(ground.layers, ground.view) else {
        return Vec::new();
    };
    let palette = ground.view.palette();
    let scheme = scheme(map, ground.view);
    let mut items = Vec::new();
    for hub in hubs {
        if let Some(ring) = map.rings.iter().find(|ring| ring.node == hub.node) {
            items.extend(ring_items(palette, &scheme, hub.at, ring.utilization));
        }
    }
    items
}

/// A ring at a point of the page.
#[must_use]
pub fn ring_items(palette: &Palette, scheme: &Scheme, at: Point, utilization: f64) -> Vec<Item> {
    let [_, width] = RING;
    let color = scheme.color(Some(utilization));
    let whole = arc(at, 1.0);
    let mut items = vec![
        ring_path(
            whole.clone(),
            Stroke::solid(width + 2.0 * CASING, palette.utilization_casing),
        ),
        ring_path(whole, Stroke::solid(width, palette.land)),
        ring_path(arc(at, utilization.min(1.0)), Stroke::solid(width, color)),
    ];
    if scheme::is_over(Some(utilization)) {
        items.push(ring_path(
            arc(at, 1.0),
            Stroke::solid(1.0, palette.bottleneck_casing),
        ));
    }
    items
}

fn ring_path(points: Vec<Point>, stroke: Stroke) -> Item {
    Item::Path(Path {
        points,
        is_closed: false,
        fill: None,
        stroke: Some(stroke),
    })
}

/// A part of a ring from its top, clockwise.
fn arc(at: Point, share: f64) -> Vec<Point> {
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let whole = share.clamp(0.0, 1.0) as f32 * std::f32::consts::TAU;
    let corner = |number: u16| {
        let turn = whole * f32::from(number) / f32::from(CORNERS);
        at.moved(RING[0] * turn.sin(), -RING[0] * turn.cos())
    };
    (0..=CORNERS).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::look::{Look, Looks};
    use crate::model::projection::Projection;
    use crate::scene::look::Looked;
    use crate::scene::projection::{Camera, Rect};

    #[test]
    fn bands_lie_on_the_right_of_their_direction() {
        let east = [Point::new(0.0, 0.0), Point::new(10.0, 0.0)];
        let moved = beside(&east, 2.0);
        assert!(moved.iter().all(|p| (p.y - 2.0).abs() < 1e-4), "{moved:?}");
        let west = [Point::new(10.0, 0.0), Point::new(0.0, 0.0)];
        let moved = beside(&west, 2.0);
        assert!(moved.iter().all(|p| (p.y + 2.0).abs() < 1e-4), "{moved:?}");
    }

    #[test]
    fn a_square_bend_is_mitered_and_a_hairpin_is_cut_short() {
        let bend = [
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(10.0, 10.0),
        ];
        let moved = beside(&bend, 1.0);
        let corner = moved[1];
        assert!((corner.x - 9.0).abs() < 1e-4 && (corner.y - 1.0).abs() < 1e-4);
        let hairpin = [
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(0.0, 0.1),
        ];
        let tip = beside(&hairpin, 1.0)[1];
        assert!(
            (tip.x - 10.0).hypot(tip.y) <= LONGEST_MITER + 1e-3,
            "{tip:?}"
        );
    }

    #[test]
    fn widths_are_in_proportion_to_flows() {
        let map = FlowMap {
            greatest: round_above(1_234_567.0),
            ..FlowMap::default()
        };
        let camera = Camera {
            projection: Projection::Mercator,
            center: [0.0, 0.0],
            meters_per_unit: 1_000.0,
            viewport: Rect::new(0.0, 0.0, 100.0, 100.0),
        };
        let mut view = View::of(camera, Lang::En);
        let is = |view: &View, scale: f64| (map.scale(view) - scale).abs() < 1e-6;
        assert!(is(&view, 2e6));
        let [wide, half] = [2e6, 1e6].map(|teu| width_of(teu, map.scale(&view)));
        assert!((wide - 2.0 * half).abs() < 1e-4);
        // One beside it with more has the same scale, and one with less changes nothing.
        for (beside, scale) in [(5e6, 5e6), (1e6, 2e6)] {
            view.flow_beside = Some(beside);
            assert!(is(&view, scale));
        }
        let mut look = Look::default();
        for (chosen, scale) in [(8e6, 8e6), (1e6, 1e6), (1.0, 2e6 / WIDER)] {
            look.set_widest_flow(Some(chosen));
            let looks = Looks::from([(Styled::Flows, look.clone())]);
            view.looks = Arc::new(Looked::new(looks, Vec::new()));
            assert!(is(&view, scale), "{chosen}");
        }
    }
}

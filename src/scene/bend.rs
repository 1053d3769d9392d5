//! The path as one line that can be taken hold of and bent.
//!
//! Distances are measured on the line as it is drawn at the scale. A bent line moves each of its points
//! by a share of how far the held point was moved: all of it there, none at the ends of the part that is
//! held, smoothly (3t² − 2t³) in between along the line. Linear in the points of the path.
//! Does not know: what a path by way of the new place is.

use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::study::outcome::{Itinerary, Outcome};

use super::item::{Dash, Item, Marker, MarkerShape, Path, Point, Stroke};
use super::layers::WorldLayers;
use super::overlay::level_at;
use super::projection::{Camera, Rect};
use super::sheet::View;
use super::{clip, markers};

/// A bent part has at least so many points on each side of the held one.
const SMOOTH: f64 = 24.0;
/// Half the width of the handle.
const HANDLE: f32 = 5.5;
/// Dashes of the bent line.
const BENT: Dash = Dash::new(7.0, 4.0);

/// A path as one line of projected points, in the direction of travel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathLine {
    points: Vec<[f64; 2]>,
    /// The place among the path's links of the segment that begins at each point but the last.
    link_of: Vec<usize>,
}

/// Where a path's line is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The link, by its place among the path's.
    pub link: usize,
    /// The point of the line, projected.
    pub at: [f64; 2],
    /// The segment that it lies on, by its place.
    segment: usize,
}

impl PathLine {
    /// The line of a way at a scale.
    #[must_use]
    pub fn of(layers: &WorldLayers, network: &Network, way: &Itinerary, scale: f64) -> Self {
        let mut line = Self::default();
        let Some(level) = level_at(layers, scale) else {
            return line;
        };
        for (place, passed) in way.links().enumerate() {
            if passed.link.index() >= network.links().len() {
                continue;
            }
            let shape = level.geometry.shape(passed.link.index());
            let points: Vec<[f64; 2]> = if passed.is_forward {
                shape.to_vec()
            } else {
                shape.iter().rev().copied().collect()
            };
            line.push(place, &points);
        }
        line
    }

    /// Adds the line of a link. A gap to what is there already is bridged, as part of the new link.
    fn push(&mut self, link: usize, points: &[[f64; 2]]) {
        for &point in points {
            if !self.points.is_empty() {
                self.link_of.push(link);
            }
            self.points.push(point);
        }
    }

    /// The point nearest to one of the page, where that is within `reach` page units; of equally near
    /// ones the first on the way.
    #[must_use]
    pub fn held_at(&self, camera: &Camera, at: Point, reach: f32) -> Option<Held> {
        let world = camera.to_world(at);
        let within = f64::from(reach) * camera.meters_per_unit;
        let segments = self.points.windows(2).zip(&self.link_of).enumerate();
        let near = segments.map(|(segment, (pair, &link))| {
            let at = nearest(world, pair[0], pair[1]);
            (apart(world, at), Held { link, at, segment })
        });
        near.filter(|(distance, _)| *distance <= within)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, held)| held)
    }

    /// The part of the line along some links, and where on it a point is held.
    #[must_use]
    pub fn part(&self, held: Held, is_in: impl Fn(usize) -> bool) -> Part {
        let is_own = |segment: &usize| is_in(self.link_of[*segment]);
        let first = (0..=held.segment).rev().take_while(is_own).last();
        let last = (held.segment..self.link_of.len()).take_while(is_own).last();
        let (Some(first), Some(last)) = (first, last) else {
            return Part {
                before: vec![held.at],
                after: vec![held.at],
            };
        };
        let mut before = self.points[first..=held.segment].to_vec();
        before.push(held.at);
        let mut after = vec![held.at];
        after.extend(&self.points[held.segment + 1..=last + 1]);
        Part { before, after }
    }
}

/// The part of a path's line between two stops, held at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// From the stop before to the held point.
    before: Vec<[f64; 2]>,
    /// From there to the stop behind.
    after: Vec<[f64; 2]>,
}

impl Part {
    /// The part bent such that its held point lies elsewhere.
    #[must_use]
    pub fn bent(&self, to: [f64; 2]) -> Vec<[f64; 2]> {
        let held = self.after.first().copied().unwrap_or(to);
        let by = [to[0] - held[0], to[1] - held[1]];
        let mut bent = swung(&self.before, by);
        let back: Vec<[f64; 2]> = self.after.iter().rev().copied().collect();
        let after = swung(&back, by);
        bent.extend(after.into_iter().rev().skip(1));
        bent
    }
}

/// A line whose last point is moved by all of `by`, its first one by nothing.
fn swung(line: &[[f64; 2]], by: [f64; 2]) -> Vec<[f64; 2]> {
    let length: f64 = line.windows(2).map(|pair| apart(pair[0], pair[1])).sum();
    let moved = |at: [f64; 2], passed: f64| {
        let t = if length > 0.0 { passed / length } else { 1.0 };
        let share = t * t * (3.0 - 2.0 * t);
        [at[0] + by[0] * share, at[1] + by[1] * share]
    };
    let mut swung = Vec::new();
    let mut passed = 0.0;
    for pair in line.windows(2) {
        let own = apart(pair[0], pair[1]);
        let n_steps = (own / length.max(f64::MIN_POSITIVE) * SMOOTH)
            .ceil()
            .max(1.0);
        let mut step = 0.0;
        while step < n_steps {
            let t = step / n_steps;
            let at = [
                pair[0][0] + (pair[1][0] - pair[0][0]) * t,
                pair[0][1] + (pair[1][1] - pair[0][1]) * t,
            ];
            swung.push(moved(at, passed + own * t));
            step += 1.0;
        }
        passed += own;
    }
    swung.extend(line.last().map(|&last| [last[0] + by[0], last[1] + by[1]]));
    swung
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

/// The point of a segment that is nearest to another point.
fn nearest(to: [f64; 2], a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let square = dx * dx + dy * dy;
    let t = if square > 0.0 {
        (((to[0] - a[0]) * dx + (to[1] - a[1]) * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    [a[0] + dx * t, a[1] + dy * t]
}

/// The hubs that are drawn within `reach` page units of a point, the nearest first; of equally near ones
/// the more important one.
#[must_use]
pub fn hubs_near(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    at: Point,
    reach: f32,
) -> Vec<NodeId> {
    let near = Rect::new(at.x, at.y, 0.0, 0.0).grown(reach);
    let hubs = markers::visible(layers, network, outcome, view, near);
    let distance = |hub: &markers::Hub| (hub.at.x - at.x).hypot(hub.at.y - at.y);
    let mut hubs: Vec<(f32, NodeId)> = hubs
        .iter()
        .map(|hub| (distance(hub), hub.node))
        .filter(|(distance, _)| *distance <= reach)
        .collect();
    hubs.sort_by(|a, b| a.0.total_cmp(&b.0));
    hubs.into_iter().map(|(_, node)| node).collect()
}

/// The handle by which a path is held, at a projected point.
#[must_use]
pub fn handle(view: &View, at: [f64; 2]) -> Item {
    let palette = view.palette();
    Item::Marker(Marker {
        at: view.camera.to_page(at),
        shape: MarkerShape::Circle,
        radius: HANDLE,
        angle: 0.0,
        fill: palette.hub,
        stroke: Stroke::solid(2.4, palette.accent),
    })
}

/// A bent part of the path with its handle, and a ring around it where that is at a hub.
#[must_use]
pub fn items(view: &View, line: &[[f64; 2]], at: [f64; 2], is_hub: bool) -> Vec<Item> {
    let palette = view.palette();
    let runs = clip::line_runs(line, &view.camera, 4.0);
    // At a hub the path itself is drawn as it would be.
    let opacity = if is_hub { 0x58 } else { 0xff };
    let pens = [
        Stroke::solid(5.0, palette.casing.with_alpha(opacity / 2)),
        Stroke {
            width: 2.6,
            color: palette.accent.with_alpha(opacity),
            dash: Some(BENT),
        },
    ];
    let mut items: Vec<Item> = Vec::new();
    for stroke in pens {
        items.extend(runs.iter().map(|run| {
            Item::Path(Path {
                points: run.points.clone(),
                is_closed: false,
                fill: None,
                stroke: Some(stroke),
            })
        }));
    }
    if is_hub {
        items.push(Item::Marker(Marker {
            at: view.camera.to_page(at),
            shape: MarkerShape::Circle,
            radius: HANDLE + 5.5,
            angle: 0.0,
            fill: palette.accent.with_alpha(0x30),
            stroke: Stroke::solid(2.2, palette.accent),
        }));
    }
    items.push(handle(view, at));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn line() -> PathLine {
        let mut line = PathLine::default();
        line.push(0, &[[0.0, 0.0], [100.0, 0.0]]);
        line.push(1, &[[100.0, 0.0], [100.0, 100.0]]);
        line.push(2, &[[100.0, 100.0], [200.0, 100.0]]);
        line
    }

    fn camera() -> Camera {
        Camera {
            projection: crate::model::projection::Projection::default(),
            center: [100.0, 50.0],
            meters_per_unit: 1.0,
            viewport: Rect::new(0.0, 0.0, 400.0, 300.0),
        }
    }

    #[test]
    fn it_is_held_at_the_nearest_point() {
        let (line, camera) = (line(), camera());
        let held = line.held_at(&camera, camera.to_page([92.0, 50.0]), 10.0);
        let held = held.unwrap();
        assert_eq!(held.link, 1);
        assert!(apart(held.at, [100.0, 50.0]) < 1e-3);
        let far = camera.to_page([50.0, 50.0]);
        assert_eq!(line.held_at(&camera, far, 10.0), None);
    }

    #[test]
    fn what_is_held_follows_and_the_stops_stay() {
        let (line, camera) = (line(), camera());
        let at = camera.to_page([100.0, 50.0]);
        let held = line.held_at(&camera, at, 10.0).unwrap();
        let part = line.part(held, |link| link <= 1);
        let bent = part.bent([160.0, 90.0]);
        assert_eq!(bent.first(), Some(&[0.0, 0.0]));
        assert!(apart(*bent.last().unwrap(), [100.0, 100.0]) < 1e-9);
        assert!(bent.iter().any(|&p| apart(p, [160.0, 90.0]) < 1e-3));
        assert!(bent.len() > 40, "smooth: {}", bent.len());
        let whole = line.part(held, |_| true).bent(held.at);
        assert_eq!(whole.last(), Some(&[200.0, 100.0]), "nothing moved");
    }

    #[test]
    fn a_bent_line_has_a_handle_and_a_ring_at_a_hub() {
        let view = View::of(camera(), Lang::En);
        let line = [[0.0, 0.0], [50.0, 50.0]];
        let free = items(&view, &line, line[1], false);
        assert_eq!(free.len(), 3, "casing, line, handle");
        assert_eq!(free.last(), Some(&handle(&view, line[1])));
        let drawn = items(&view, &line, line[1], true);
        assert_eq!(drawn.len(), 4);
    }
}

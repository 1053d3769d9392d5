//! Which feature of the layers that people add lies at a point: points before lines before areas;
//! among points and lines the nearest, among areas that lie over each other the smallest.
//!
//! What is looked at are shapes whose boxes are near (see `packed`), at the level of detail that is drawn:
//! what is seen is what is found.
//! Does not know: hubs and links (see [`super::overlay::thing_at`]).

use super::context::{Part, UserLayer};
use super::item::{Point, WorldGeometry};
use super::sheet::{Thing, View};

/// What was found, with what it is chosen by: a distance or the size of a box.
type Found = Option<(f64, Thing)>;

/// The feature of a shown layer at a point of the page; points and lines within `reach` page units.
#[must_use]
pub fn feature_at(layers: &[UserLayer], view: &View, at: Point, reach: f32) -> Option<Thing> {
    let scale = view.camera.meters_per_unit;
    let at = view.camera.to_world(at);
    let reach = f64::from(reach) * scale;
    let shown = layers
        .iter()
        .filter(|layer| view.is_context_shown(layer.index));
    let mut shown: Vec<&UserLayer> = shown.collect();
    shown.sort_by_key(|layer| view.looks.height(layer.index));
    let best = |find: &dyn Fn(&UserLayer) -> Found| {
        let found = shown.iter().filter_map(|layer| find(layer));
        // The layer on top, which comes last, wins where two are as near.
        found.rev().min_by(|a, b| a.0.total_cmp(&b.0))
    };
    let point = |layer: &UserLayer| nearest_point(layer, at, reach);
    let line = |layer: &UserLayer| {
        let part = layer.lines.as_ref()?;
        let geometry = &part.level_at(scale)?.geometry;
        nearest_line(layer.index, part, geometry, at, reach)
    };
    let area = |layer: &UserLayer| {
        let part = layer.areas.as_ref()?;
        let geometry = &part.level_at(scale)?.geometry;
        smallest_area(layer.index, part, geometry, at)
    };
    let found = best(&point).or_else(|| best(&line)).or_else(|| best(&area));
    found.map(|(_, thing)| thing)
}

fn nearest_point(layer: &UserLayer, at: [f64; 2], reach: f64) -> Found {
    let near = layer.points.iter().filter_map(|spot| {
        let (dx, dy) = (spot.at[0] - at[0], spot.at[1] - at[1]);
        let is_near = dx.abs() <= reach && dy.abs() <= reach;
        let apart = is_near.then(|| dx.hypot(dy))?;
        (apart <= reach).then_some((apart, spot.feature))
    });
    let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(apart, feature)| {
        let layer = layer.index;
        (apart, Thing::Context { layer, feature })
    })
}

/// The feature of a shape of some level.
fn feature(part: &Part, geometry: &WorldGeometry, shape: usize) -> Option<u32> {
    let source = *geometry.source.get(shape)?;
    part.features.get(source as usize).copied()
}

fn nearest_line(
    layer: usize,
    part: &Part,
    geometry: &WorldGeometry,
    at: [f64; 2],
    reach: f64,
) -> Found {
    let near = [at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach];
    let lines = part.touching(geometry, near);
    let apart = lines.into_iter().filter_map(|shape| {
        let pairs = geometry.shape(shape).windows(2);
        let apart = pairs.map(|pair| distance(at, pair[0], pair[1]));
        Some((apart.min_by(f64::total_cmp)?, shape))
    });
    let (apart, shape) = apart
        .filter(|(apart, _)| *apart <= reach)
        .min_by(|a, b| a.0.total_cmp(&b.0))?;
    let feature = feature(part, geometry, shape)?;
    Some((apart, Thing::Context { layer, feature }))
}

fn smallest_area(layer: usize, part: &Part, geometry: &WorldGeometry, at: [f64; 2]) -> Found {
    let here = [at[0], at[1], at[0], at[1]];
    let outers = part
        .touching(geometry, here)
        .into_iter()
        .filter(|&shape| is_of(geometry, shape, shape) && is_inside(geometry.shape(shape), at));
    let is_in_hole = |outer: usize| {
        let mut holes = (outer + 1..).take_while(|&shape| is_of(geometry, shape, outer));
        holes.any(|hole| geometry.touches(hole, here) && is_inside(geometry.shape(hole), at))
    };
    let size = |shape: usize| {
        let [x, y, right, top] = geometry.boxes[shape];
        (right - x) * (top - y)
    };
    let (size, shape) = outers
        .filter(|&outer| !is_in_hole(outer))
        .map(|shape| (size(shape), shape))
        .min_by(|a, b| a.0.total_cmp(&b.0))?;
    let feature = feature(part, geometry, shape)?;
    Some((size, Thing::Context { layer, feature }))
}

/// Whether a ring is a hole of an outer ring, or that ring itself. Holes follow their outer ring.
fn is_of(geometry: &WorldGeometry, shape: usize, outer: usize) -> bool {
    let of = geometry.outer.get(shape);
    of.is_some_and(|&of| of as usize == outer)
}

/// Whether a point lies in a ring, by the even-odd rule (Shimrat 1962).
fn is_inside(ring: &[[f64; 2]], at: [f64; 2]) -> bool {
    let Some(mut before) = ring.last() else {
        return false;
    };
    let mut is_inside = false;
    for corner in ring {
        let is_crossed = (corner[1] > at[1]) != (before[1] > at[1]);
        let along = (at[1] - corner[1]) / (before[1] - corner[1]);
        if is_crossed && at[0] < corner[0] + (before[0] - corner[0]) * along {
            is_inside = !is_inside;
        }
        before = corner;
    }
    is_inside
}

/// Distance of a point from a segment.
fn distance(at: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let (x, y) = (at[0] - from[0], at[1] - from[1]);
    let square = dx * dx + dy * dy;
    let t = if square > 0.0 {
        ((x * dx + y * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - t * dx).hypot(y - t * dy)
}

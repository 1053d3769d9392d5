//! A file while it is read: what of it is known so far, drawn in plain lines and dots until the whole takes its place.
//!
//! Corners are left out for the scale at which it is looked at, and of many points some are drawn.
//! Does not know: who reads, where the map is shown.

use std::ops::Range;
use std::sync::Arc;

use super::{ContextStyle, LineWeight};
use crate::model::context::ContextLayer;
use crate::model::projection::Projection;
use crate::scene::basemap::gathered;
use crate::scene::detail::thinner;
use crate::scene::item::{
    Item, Level, Marker, MarkerShape, PlacedLayer, Scene, Stroke, WorldLayer, WorldStyle,
};
use crate::scene::packed::{Box4, NOTHING, around, touch};
use crate::scene::palette::Palette;
use crate::scene::projection::Camera;

/// Of a part's points at most so many are drawn.
const DOTS: usize = 500;
/// A part without a scale of its own is for a page that is so many units wide or high.
const PAGE: f64 = 1_200.0;
/// Tolerance against the scale, page units.
const TOLERANCE: f64 = 0.35;

/// Some of a file's lines, rings and points.
#[derive(Clone, Debug)]
pub struct EarlyPart {
    layers: Vec<Arc<WorldLayer>>,
    spots: Vec<[f64; 2]>,
    bounds: Box4,
}

impl EarlyPart {
    /// Projects some shapes and points of a layer for a map as it is looked at; where that shows nothing of them, and
    /// where there is none, for a page on which all of them are seen.
    #[must_use]
    pub fn of(
        layer: &ContextLayer,
        shapes: Range<usize>,
        points: Range<usize>,
        projection: Projection,
        map: Option<&Camera>,
    ) -> Self {
        let mut part = ContextLayer::default();
        for shape in shapes {
            let (Some(&kind), line) = (layer.kinds.get(shape), layer.shapes.line(shape)) else {
                continue;
            };
            // What turns out to be no degrees in the end is not known yet.
            let is_on_earth = line
                .iter()
                .all(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 360.0);
            if is_on_earth {
                part.shapes.push(line);
                part.kinds.push(kind);
                part.features.push(0);
            }
        }
        let points = layer.points.get(points).unwrap_or_default();
        let spots: Vec<[f64; 2]> = points
            .iter()
            .step_by(points.len().div_ceil(DOTS).max(1))
            .filter(|(at, _)| at.lat.abs() <= 90.0 && at.lon.abs() <= 360.0)
            .map(|&(at, _)| projection.project(at))
            .collect();
        let drawn = gathered(&part, projection).map(|gathered| gathered.shapes.level(0.0).geometry);
        let boxes = drawn.iter().flat_map(|geometry| &geometry.boxes).copied();
        let dots = spots.iter().map(|at| [at[0], at[1], at[0], at[1]]);
        let bounds = boxes.chain(dots).fold(NOTHING, |a, b| around(a, &b));
        let own = (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]) / PAGE;
        let scale = match map {
            Some(map) if touch(&bounds, &map.world_box()) => map.meters_per_unit,
            Some(map) => own.min(map.meters_per_unit),
            None => own,
        };
        let tolerance = scale.max(0.0) * TOLERANCE;
        let layers = drawn.iter().filter(|geometry| geometry.n_shapes() > 0);
        let layers = layers.map(|geometry| {
            let level = Level {
                from_meters_per_unit: 0.0,
                geometry: thinner(geometry, tolerance),
            };
            Arc::new(WorldLayer {
                name: Arc::from("early"),
                levels: Arc::new(vec![level]),
                looks: Vec::new(),
                look_of: Arc::default(),
                below_meters_per_unit: f64::INFINITY,
            })
        });
        Self {
            layers: layers.collect(),
            spots,
            bounds,
        }
    }

    /// The box of all of it, projected meters: min x, min y, max x, max y.
    #[must_use]
    pub fn bounds(&self) -> Box4 {
        self.bounds
    }

    /// Draws it on the map of a picture, as a layer would be that is added after `n_added` others.
    pub fn draw_on(&self, picture: &mut Scene, palette: &Palette, n_added: usize) {
        let color = ContextStyle::of_number(n_added).color(palette);
        let weight = LineWeight::default();
        let placed = self.layers.iter().map(|layer| PlacedLayer {
            layer: Arc::clone(layer),
            level: 0,
            styles: vec![WorldStyle {
                fill: None,
                strokes: vec![Stroke::solid(weight.width(), color)],
            }],
        });
        picture.world.extend(placed);
        let camera = picture.camera;
        let seen = camera.viewport.grown(weight.radius());
        let dots = self.spots.iter().map(|&at| camera.to_page(at));
        let dots = dots.filter(|&at| seen.has(at)).map(|at| {
            Item::Marker(Marker {
                at,
                shape: MarkerShape::Circle,
                radius: weight.radius(),
                angle: 0.0,
                fill: color,
                stroke: Stroke::solid(0.6, palette.page),
            })
        });
        picture.overlay.extend(dots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::context::ShapeKind;
    use crate::model::geometry::LonLat;
    use crate::scene::projection::Rect;

    fn layer() -> ContextLayer {
        let mut layer = ContextLayer::default();
        let mut push = |line: &[[f64; 2]], kind| {
            let line: Vec<LonLat> = line.iter().map(|at| LonLat::new(at[0], at[1])).collect();
            layer.shapes.push(&line);
            layer.kinds.push(kind);
            layer.features.push(0);
        };
        push(&[[1.0, 1.0], [1.5, 1.0], [2.0, 1.0]], ShapeKind::Line);
        push(
            &[[3.0, 1.0], [4.0, 1.0], [4.0, 2.0], [3.0, 1.0]],
            ShapeKind::Outer,
        );
        push(&[[1e6, 1e6], [2e6, 2e6]], ShapeKind::Line);
        layer.points = (0..2_000)
            .map(|n| (LonLat::new(f64::from(n) * 1e-3, 0.0), 0))
            .collect();
        layer
    }

    #[test]
    fn a_part_has_what_was_asked_for_and_is_on_earth() {
        let all = EarlyPart::of(&layer(), 0..3, 0..2_000, Projection::Mercator, None);
        assert_eq!((all.layers.len(), all.spots.len()), (2, 500));
        let degree = Projection::Mercator.project(LonLat::new(1.0, 0.0))[0];
        let [west, south, east, _] = all.bounds();
        assert!(west.abs() < 1e-6 && south.abs() < 1e-6 && (east - 4.0 * degree).abs() < 1e-6);
        let map = Camera {
            projection: Projection::Mercator,
            center: [1.5 * degree, degree],
            meters_per_unit: 100.0,
            viewport: Rect::new(0.0, 0.0, 1_000.0, 800.0),
        };
        let lines = EarlyPart::of(&layer(), 0..1, 0..0, Projection::Mercator, Some(&map));
        let geometry = &lines.layers[0].levels[0].geometry;
        assert_eq!(geometry.coords.len(), 2, "what is straight needs no corner");
        let none = EarlyPart::of(&layer(), 2..9, 9_999..10_000, Projection::Mercator, None);
        assert_eq!((none.layers.len(), none.spots.len()), (0, 0));
    }
}

//! The features of a file that is only looked at, gathered into a layer one after the other, and what shows
//! only over all of them: coordinates that are no degrees, which way rings run.
//!
//! Linear in the features; where some cannot be drawn, the layer is made once more without them.
//! Does not know: JSON.

use std::borrow::Cow;
use std::sync::Arc;

use super::feature::{Feature, Kind};
use crate::io::geojson::features::{Draft, Ids, Walk};
use crate::io::geojson::findings::Findings;
use crate::io::geojson::path::Path;
use crate::io::geojson::reach::{self, Reach};
use crate::io::geojson::shapes::{RingFaults, Shape, ring_faults};
use crate::io::lower::context::label;
use crate::io::lower::props::Props;
use crate::model::check::Place;
use crate::model::context::{ContextLayer, ShapeKind};
use crate::model::geometry::LonLat;

/// What is remembered of a feature until all of them are there.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Its number in the file.
    index: u32,
    /// Its number in the layer, if it has a shape.
    feature: Option<u32>,
    n_positions: u32,
    n_fixed: u32,
    faults: RingFaults,
}

/// Features gathered.
pub(super) struct Gathered {
    pub(super) layer: ContextLayer,
    findings: Findings,
    ids: Ids,
    marks: Vec<Mark>,
    /// The reach of features that have positions out of range, by their place in `marks`, ascending.
    odd: Vec<(usize, Reach)>,
}

impl Gathered {
    pub(super) fn new(file: &Arc<str>, stem: &str) -> Self {
        Self {
            layer: ContextLayer {
                name: stem.to_owned(),
                file: Arc::clone(file),
                ..ContextLayer::default()
            },
            findings: Findings::new(file),
            ids: Ids::default(),
            marks: Vec::new(),
            odd: Vec::new(),
        }
    }

    /// Adds a feature that was read without a tree. `None` where it has more positions than can be counted.
    pub(super) fn add(&mut self, feature: &mut Feature, index: usize, path: &Path) -> Option<()> {
        let n_positions = u32::try_from(feature.coordinates.positions.len()).ok()?;
        if let Some(id) = &feature.id {
            let path = path.member("id");
            self.ids.member(id, &path, index, &mut self.findings);
        }
        if let Some(id) = feature.columns.id() {
            let properties = path.member("properties");
            let path = properties.member("id");
            self.ids.property(&id, &path, index, &mut self.findings);
        }
        let number = feature.kind.map(|kind| {
            let label = feature.columns.label(&self.layer.file);
            let number = u32::try_from(self.layer.labels.len()).unwrap_or(u32::MAX);
            self.layer.labels.push(label);
            feature.columns.push(&mut self.layer.properties);
            push_shapes(&mut self.layer, kind, feature, number);
            number
        });
        if number.is_none() {
            self.findings.count("no-geometry", || path.place());
        }
        self.marks.push(Mark {
            index: u32::try_from(index).ok()?,
            feature: number,
            n_positions,
            n_fixed: feature.coordinates.n_fixed,
            faults: feature.faults,
        });
        Some(())
    }

    /// Adds what stands in a list of features, by the tree's rules.
    pub(super) fn add_tree(
        &mut self,
        value: serde_json::Value,
        index: usize,
        path: &Path,
    ) -> Option<()> {
        let mut walk = Walk::after(std::mem::take(&mut self.ids), &mut self.findings);
        walk.feature(value, path, index);
        let (drafts, ids) = walk.into_parts();
        self.ids = ids;
        for draft in drafts {
            self.add_draft(&draft)?;
        }
        Some(())
    }

    fn add_draft(&mut self, draft: &Draft) -> Option<()> {
        let Draft {
            feature,
            shapes,
            reach,
        } = draft;
        let number = (!shapes.is_empty()).then(|| {
            let number = u32::try_from(self.layer.labels.len()).unwrap_or(u32::MAX);
            let mut props = Props::new(&feature.properties, &self.layer.file, &feature.path);
            self.layer.labels.push(label(&mut props));
            self.layer.properties.push(&props.all());
            for shape in shapes {
                push_shape(&mut self.layer, shape, number);
            }
            number
        });
        if !reach.is_in_range() {
            self.odd.push((self.marks.len(), reach.clone()));
        }
        self.marks.push(Mark {
            index: u32::try_from(feature.index).ok()?,
            feature: number,
            n_positions: u32::try_from(reach.n).ok()?,
            n_fixed: u32::try_from(reach.n_fixed).ok()?,
            faults: ring_faults(shapes),
        });
        Some(())
    }

    /// The layer of all features that can be drawn, and the findings about all.
    pub(super) fn finish(mut self, is_projected_by_name: bool) -> (ContextLayer, Findings) {
        // With all positions in range there is nothing to be said of any.
        let is_usable = if self.odd.is_empty() {
            vec![true; self.marks.len()]
        } else {
            let reaches = self.marks.iter().enumerate().map(|(place, mark)| {
                let odd = self.odd.binary_search_by_key(&place, |(place, _)| *place);
                match odd.ok().and_then(|at| self.odd.get(at)) {
                    Some((_, reach)) => Cow::Borrowed(reach),
                    None => Cow::Owned(Reach::in_range(mark.n_positions, mark.n_fixed)),
                }
            });
            reach::usable(reaches, is_projected_by_name, &mut self.findings)
        };
        for (mark, _) in self.marks.iter().zip(&is_usable).filter(|(_, is)| **is) {
            let place = || Place::path(format!("features[{}]", mark.index));
            if mark.faults.is_reversed {
                self.findings.count("ring-direction", place);
            }
            if mark.faults.is_flat {
                self.findings.count("flat-ring", place);
            }
        }
        let lost = self.marks.iter().zip(&is_usable).filter(|(_, is)| !**is);
        let lost: Vec<u32> = lost.filter_map(|(mark, _)| mark.feature).collect();
        let layer = if lost.is_empty() {
            self.layer
        } else {
            self.layer.without(&lost)
        };
        (layer, self.findings)
    }
}

fn push_shapes(layer: &mut ContextLayer, kind: Kind, feature: &Feature, number: u32) {
    let coordinates = &feature.coordinates;
    let mut push = |line: &[LonLat], kind: ShapeKind| {
        layer.shapes.push(line);
        layer.kinds.push(kind);
        layer.features.push(number);
    };
    match kind {
        Kind::Point | Kind::MultiPoint => {
            let points = coordinates.positions.iter().map(|at| (*at, number));
            layer.points.extend(points);
        }
        Kind::LineString | Kind::MultiLineString => {
            for line in 0..coordinates.line_ends.len() {
                push(coordinates.line_at(line), ShapeKind::Line);
            }
        }
        Kind::Polygon | Kind::MultiPolygon => {
            let mut start = 0;
            for &end in &coordinates.polygon_ends {
                for ring in start..end {
                    let is_outer = ring == start;
                    push(coordinates.line_at(ring), ring_kind(is_outer));
                }
                start = end;
            }
        }
    }
}

fn push_shape(layer: &mut ContextLayer, shape: &Shape, number: u32) {
    let mut push = |line: &[LonLat], kind: ShapeKind| {
        layer.shapes.push(line);
        layer.kinds.push(kind);
        layer.features.push(number);
    };
    match shape {
        Shape::Point(at) => layer.points.push((*at, number)),
        Shape::Line(line) => push(line, ShapeKind::Line),
        Shape::Polygon(rings) => {
            for (index, ring) in rings.iter().enumerate() {
                push(ring, ring_kind(index == 0));
            }
        }
    }
}

fn ring_kind(is_outer: bool) -> ShapeKind {
    if is_outer {
        ShapeKind::Outer
    } else {
        ShapeKind::Hole
    }
}

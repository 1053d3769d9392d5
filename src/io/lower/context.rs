//! Files to context layers: drawn and asked about, no part of the network.
//!
//! Does not know: which files are context.

use std::sync::Arc;

use super::props::Props;
use crate::io::raw::{RawFile, RawShape};
use crate::model::context::{ContextLayer, Label, ShapeKind};

/// Which shapes of a file go into the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// All.
    Everything,
    /// Polygons only: the rest is network.
    Polygons,
}

/// The properties that [`label`] looks at.
pub const LABEL: [&str; 13] = [
    "rank", "name_en", "name:en", "name_zh", "name:zh", "name", "Name", "NAME", "title", "class",
    "kind", "type", "class_cn",
];

/// Name, class and rank of a feature.
pub fn label(props: &mut Props) -> Label {
    let rank = props.whole("rank").unwrap_or(5).clamp(1, 9);
    Label {
        names: props.names(),
        class: class(props),
        rank: u8::try_from(rank).unwrap_or(9),
    }
}

/// A context layer of a file, with all properties; `None` where nothing is taken.
#[must_use]
pub fn context_layer(file: &RawFile, take: Take) -> Option<ContextLayer> {
    layer_of(file, take, false)
}

/// A layer of the basemap, without properties: they are not asked for.
#[must_use]
pub fn basemap_layer(file: &RawFile) -> Option<ContextLayer> {
    layer_of(file, Take::Everything, true)
}

fn layer_of(file: &RawFile, take: Take, is_basemap: bool) -> Option<ContextLayer> {
    let mut layer = ContextLayer {
        is_basemap,
        name: file.stem.clone(),
        file: Arc::clone(&file.file),
        ..ContextLayer::default()
    };
    for feature in &file.features {
        let takes =
            |shape: &&RawShape| take == Take::Everything || matches!(shape, RawShape::Polygon(_));
        let shapes: Vec<&RawShape> = feature.shapes.iter().filter(takes).collect();
        if shapes.is_empty() {
            continue;
        }
        let number = u32::try_from(layer.labels.len()).unwrap_or(u32::MAX);
        let mut props = Props::new(&feature.properties, &file.file, &feature.path);
        layer.labels.push(label(&mut props));
        if !is_basemap {
            layer.properties.push(&props.all());
        }
        for shape in shapes {
            add_shape(&mut layer, file, shape, number);
        }
    }
    (!layer.labels.is_empty()).then_some(layer)
}

/// The class of a feature; where Chinese maps class it otherwise (`class_cn`), both, parted by `|`.
fn class(props: &Props) -> String {
    let class = props.text(&["class", "kind", "type"]).unwrap_or_default();
    match props.text(&["class_cn"]) {
        Some(class_cn) => format!("{class}|{class_cn}"),
        None => class,
    }
}

fn add_shape(layer: &mut ContextLayer, file: &RawFile, shape: &RawShape, feature: u32) {
    let mut push = |line: usize, kind: ShapeKind| {
        layer.shapes.push(file.lines.line(line));
        layer.kinds.push(kind);
        layer.features.push(feature);
    };
    match shape {
        RawShape::Point(at) => layer.points.push((*at, feature)),
        RawShape::Line(line) => push(*line, ShapeKind::Line),
        RawShape::Polygon(rings) => {
            for (number, ring) in rings.iter().enumerate() {
                let kind = if number == 0 {
                    ShapeKind::Outer
                } else {
                    ShapeKind::Hole
                };
                push(*ring, kind);
            }
        }
    }
}

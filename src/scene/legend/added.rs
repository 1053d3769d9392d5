//! Rows of layers that people added.
//!
//! Does not know: how layers are drawn.

use super::by_value::rows;
use super::{Row, Sample, shortened};
use crate::scene::context::UserLayer;
use crate::scene::context::drawn::Drawn;
use crate::scene::item::{Marker, MarkerShape, Point, Stroke};
use crate::scene::layers::WorldLayers;
use crate::scene::sheet::View;

/// A row for each shown layer that people added, by its areas, else its lines, else its points; where its
/// features follow an attribute, its name and rows of that.
pub(super) fn added_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    let users = layers.users().iter();
    let shown = users.filter(|layer| view.is_context_shown(layer.index));
    shown
        .flat_map(|layer| layer_rows(layers, layer, view))
        .collect()
}

fn layer_rows(layers: &WorldLayers, layer: &UserLayer, view: &View) -> Vec<Row> {
    let own = layer.drawn(view);
    let by = layers.user_layers().by_value(layer.number);
    let of_values = rows(by, view, false, |color, width| {
        let drawn = Drawn {
            color: color.map_or(own.color, |color| color.with_alpha(own.color.a)),
            width: own.width * width,
            radius: own.radius * width,
        };
        let kind = match color {
            None => Kind::Own,
            Some(color) if color == view.palette().missing => Kind::Missing,
            Some(_) => Kind::Class,
        };
        sample(layer, drawn, kind, view)
    });
    let mut rows = vec![Row {
        sample: if of_values.is_empty() {
            sample(layer, own, Kind::Own, view)
        } else {
            Sample::Line(Vec::new())
        },
        words: shortened(&layer.name),
    }];
    rows.extend(of_values);
    rows
}

/// What a sample stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All features, or a width.
    Own,
    /// A class.
    Class,
    /// Features without a value.
    Missing,
}

fn sample(layer: &UserLayer, drawn: Drawn, kind: Kind, view: &View) -> Sample {
    if layer.areas.is_some() {
        return Sample::Area(if kind == Kind::Class {
            drawn.classed_area()
        } else {
            drawn.area().dashed(kind == Kind::Missing)
        });
    }
    if layer.lines.is_some() {
        return Sample::Line(drawn.line().dashed(kind == Kind::Missing).pens);
    }
    Sample::Symbol(Marker {
        at: Point::default(),
        shape: MarkerShape::Circle,
        radius: drawn.radius.min(8.0),
        angle: 0.0,
        fill: drawn.color,
        stroke: Stroke::solid(1.0, view.palette().land),
    })
}

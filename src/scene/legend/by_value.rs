//! Rows of links and hubs in colors and widths of their attributes.
//!
//! Does not know: how classes are found.

use super::{Row, Sample};
use crate::model::look::Styled;
use crate::scene::by_value::{ByValue, LegendRow};
use crate::scene::item::{Marker, MarkerShape, Point, Stroke};
use crate::scene::layers::WorldLayers;
use crate::scene::look;
use crate::scene::map;
use crate::scene::palette::Color;
use crate::scene::sheet::View;
use crate::scene::style;

/// Rows of an attribute, each with the sample of a color or of a width, or a size, as a factor.
pub(super) fn rows(
    by: Option<&ByValue>,
    view: &View,
    are_sizes: bool,
    sample: impl Fn(Option<Color>, f32) -> Sample,
) -> Vec<Row> {
    let rows = by.map_or_else(Vec::new, |by| {
        by.legend(view.palette(), view.lang, are_sizes)
    });
    let row = |row| match row {
        LegendRow::Head(words) => Row {
            sample: Sample::Line(Vec::new()),
            words,
        },
        LegendRow::Color(color, words) => Row {
            sample: sample(Some(color), 1.0),
            words,
        },
        LegendRow::Width(width, words) => Row {
            sample: sample(None, width),
            words,
        },
    };
    rows.into_iter().map(row).collect()
}

/// Links by their attributes.
pub(super) fn link_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    rows(layers.links_by_value(), view, false, |color, width| {
        Sample::Line(map::sample_by(view, color, width))
    })
}

/// Hubs by their attributes.
pub(super) fn hub_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    if !view.show_hubs {
        return Vec::new();
    }
    let (palette, hubs) = (view.palette(), view.looks.part(Styled::Hubs));
    rows(layers.hubs_by_value(), view, true, |color, width| {
        let marker = Marker {
            at: Point::default(),
            shape: MarkerShape::Circle,
            radius: (5.0 * width * hubs.width()).min(9.0),
            angle: 0.0,
            fill: palette.hub,
            stroke: Stroke::solid(style::HUB_OUTLINE, palette.ink),
        };
        Sample::Symbol(look::hub(hubs, color, marker))
    })
}

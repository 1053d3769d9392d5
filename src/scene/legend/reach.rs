//! Rows of what is within reach of a hub.
//!
//! Does not know: what is limited.

use super::{Row, Sample, shortened};
use crate::scene::item::Pen;
use crate::scene::layers::WorldLayers;
use crate::scene::sheet::View;
use crate::scene::style;

/// What is within reach of a hub: its lines, then each step, the nearest first.
pub(super) fn reach_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    let Some(reach) = layers.reach() else {
        return Vec::new();
    };
    let palette = view.palette();
    let band = Pen::grown(style::ROUTE_WEIGHT, reach.line_color(palette, 0));
    let heading = Row {
        sample: Sample::Line(vec![band.wider(style::REACH_BAND)]),
        words: shortened(&reach.heading(view.lang)),
    };
    let step = |step| Row {
        sample: Sample::Area(reach.sample(palette, step)),
        words: reach.step_in_words(step, view.lang),
    };
    let steps = (0..reach.n_steps()).map(step);
    std::iter::once(heading).chain(steps).collect()
}

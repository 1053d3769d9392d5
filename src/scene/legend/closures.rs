//! Rows of closures.
//!
//! Does not know: what the colors mean beyond their classes.

use super::{Row, Sample};
use crate::model::network::Network;
use crate::scene::closures::{outline_pens, ring};
use crate::scene::item::Item;
use crate::scene::layers::WorldLayers;
use crate::scene::sheet::View;
use crate::study::outcome::Outcome;
use crate::words::text;

/// Closures: how much harm, the ring of hubs, the outline of the area.
pub(super) fn closure_rows(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
) -> Vec<Row> {
    let Some(map) = layers.closures() else {
        return Vec::new();
    };
    let palette = view.palette();
    let row = |(pens, words)| Row {
        sample: Sample::Line(pens),
        words,
    };
    let said = |key: &str| text(view.lang, key).to_owned();
    let legend = map.legend(network, outcome, view);
    let mut rows: Vec<Row> = legend.into_iter().map(row).collect();
    if !rows.is_empty() {
        rows.insert(0, row((Vec::new(), said("picture.legend.closures"))));
    }
    if map.has_rings() {
        let own = ring(palette, 3).map(Item::Marker);
        rows.push(Row {
            sample: Sample::Items(own.to_vec()),
            words: said("picture.legend.closures-hub"),
        });
    }
    if map.has_area() {
        let pens = outline_pens(palette);
        rows.push(row((pens, said("picture.legend.closures-area"))));
    }
    rows
}

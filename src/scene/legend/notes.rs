//! The row of notes in the legend.
//!
//! Does not know: where notes are.

use super::{Row, Sample};
use crate::scene::item::Item;
use crate::scene::layers::WorldLayers;
use crate::scene::notes::sample;
use crate::scene::sheet::View;
use crate::words;

/// A row where notes are drawn.
pub(super) fn note_rows(layers: &WorldLayers, view: &View) -> Option<Row> {
    let mut notes = layers.notes().iter();
    let are_drawn = view.show_notes && notes.any(|note| note.drawn_at().is_some());
    are_drawn.then(|| Row {
        sample: Sample::Items(vec![Item::Marker(sample(view.palette()))]),
        words: words::text(view.lang, "legend.note").to_owned(),
    })
}

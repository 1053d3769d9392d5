//! A legend that would hide much of the window's map: folded to its heading, or whole below it.
//!
//! Does not know: who asks for it to be unfolded.

use super::{PADDING, ROW, Row, Sample, all_rows, drawn, fitted, sized};
use crate::model::network::Network;
use crate::model::page::PagePart;
use crate::scene::item::{Item, Path, Point};
use crate::scene::layers::WorldLayers;
use crate::scene::projection::Rect;
use crate::scene::sheet::View;
use crate::study::outcome::Outcome;
use crate::words;

/// A legend that would hide a greater share of the map, were it not made smaller, has a heading, and may be folded to
/// it.
const MUCH: f32 = 0.25;

/// A legend that may be folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foldable {
    /// What is drawn.
    pub items: Vec<Item>,
    /// The rectangle it takes.
    pub area: Rect,
    /// Its heading, where a click folds or unfolds it, and whether it is folded; `None` where it hides little.
    pub heading: Option<(Rect, bool)>,
}

/// The legend of a window's map in the lower left corner of `room`; `is_folded` says how it stands where it would
/// hide much of the map. `None` where there is no room for it.
#[must_use]
pub fn foldable(
    layers: &WorldLayers,
    of: (&Network, Option<&Outcome>, &View),
    room: Rect,
    taken: &[Rect],
    is_folded: bool,
) -> Option<Foldable> {
    let mut rows = all_rows(layers, of);
    if rows.is_empty() {
        return Some(Foldable::default());
    }
    let view = of.2;
    let fit = fitted(&rows, of, room, false, taken)?;
    let map = view.camera.viewport;
    let (_, _, [width, height]) = sized(&rows, room.h);
    if width * height <= MUCH * map.w * map.h {
        return Some(Foldable {
            items: drawn(rows, view, &fit),
            area: fit.area.grown(3.0),
            heading: None,
        });
    }
    if is_folded {
        rows.clear();
    }
    rows.insert(0, heading(view, is_folded));
    let with_heading = fitted(&rows, of, room, false, taken);
    let has_heading = with_heading.is_some();
    if !has_heading {
        rows.remove(0);
    }
    let fit = with_heading.unwrap_or(fit);
    let (area, by) = (fit.area, fit.factor);
    let width = (fit.column + 2.0 * PADDING) * by;
    let height = if is_folded {
        area.h
    } else {
        (PADDING - 2.0 + ROW) * by
    };
    let click = Rect::new(area.x, area.y, width.min(area.w), height);
    Some(Foldable {
        items: drawn(rows, view, &fit),
        area: area.grown(3.0),
        heading: has_heading.then_some((click, is_folded)),
    })
}

/// The heading: a triangle that points to what can be unfolded, or down to what is.
fn heading(view: &View, is_folded: bool) -> Row {
    let corners = if is_folded {
        [[-3.0, -5.0], [5.0, 0.0], [-3.0, 5.0]]
    } else {
        [[-5.0, -3.0], [5.0, -3.0], [0.0, 5.0]]
    };
    let triangle = Path {
        points: corners.map(|[x, y]| Point::new(x, y)).to_vec(),
        is_closed: true,
        fill: Some(view.palette().ink),
        stroke: None,
    };
    Row {
        sample: Sample::Items(vec![Item::Path(triangle)]),
        words: words::text(view.lang, PagePart::Legend.words_key()).to_owned(),
    }
}

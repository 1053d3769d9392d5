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
/// it; so has one that has no room.
const MUCH: f32 = 0.25;

/// How a legend stands that has a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Whole, below its heading.
    Open,
    /// Its heading alone, as somebody wants it.
    Folded,
    /// Its heading alone, as there is no room for more.
    NoRoom,
}

/// A legend that may be folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foldable {
    /// What is drawn.
    pub items: Vec<Item>,
    /// The rectangle it takes.
    pub area: Rect,
    /// Its heading, where a click folds or unfolds it; `None` where it hides little.
    pub heading: Option<(Rect, Fold)>,
}

/// The legend of a window's map in the lower left corner of `room`; `is_folded` says how it stands where it would
/// hide much of the map. Where the whole has no room it is its heading, folded; `None` where that has none.
#[must_use]
pub fn foldable(
    layers: &WorldLayers,
    of: (&Network, Option<&Outcome>, &View),
    room: Rect,
    taken: &[Rect],
    is_folded: bool,
) -> Option<Foldable> {
    let mut rows = all_rows(layers, of, false);
    if rows.is_empty() {
        return Some(Foldable::default());
    }
    let view = of.2;
    let map = view.camera.viewport;
    let (_, _, [width, height]) = sized(&rows, room.h);
    let is_small = width * height <= MUCH * map.w * map.h;
    if let (true, Some(fit)) = (is_small, fitted(&rows, of, room, false, taken)) {
        return Some(Foldable {
            items: drawn(rows, view, &fit),
            area: fit.area.grown(3.0),
            heading: None,
        });
    }
    rows.insert(0, heading(view, false));
    let fit = fitted(&rows, of, room, false, taken);
    let (fold, fit) = match fit {
        Some(fit) if !is_folded => (Fold::Open, fit),
        fit => {
            rows = vec![heading(view, true)];
            let fold = fit.map_or(Fold::NoRoom, |_| Fold::Folded);
            (fold, fitted(&rows, of, room, false, taken)?)
        }
    };
    let (area, by) = (fit.area, fit.factor);
    let width = (fit.column + 2.0 * PADDING) * by;
    let height = match fold {
        Fold::Open => (PADDING - 2.0 + ROW) * by,
        Fold::Folded | Fold::NoRoom => area.h,
    };
    let click = Rect::new(area.x, area.y, width.min(area.w), height);
    Some(Foldable {
        items: drawn(rows, view, &fit),
        area: area.grown(3.0),
        heading: Some((click, fold)),
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

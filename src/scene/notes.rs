//! Notes on the map: a sheet on a needle where each is, and its text on a card beside it.
//!
//! Cards come after names, in the order of the notes: each takes the place that covers nothing and hides
//! least of the lines, and has a thin line to its pin where it stands off. As names, they do not depend on
//! where the edge of the window is.
//! Does not know: what a note says beyond its text, what a click on it brings about.

use std::f32::consts::{FRAC_PI_2, PI};

use crate::model::ids::NodeId;
use crate::study::notes::{NoteEntry, Target};
use crate::words::Lang;

use super::item::{Anchor, Item, Marker, MarkerShape, NotePlace, Path, Point, Stroke, Text};
use super::labels::Board;
use super::markers::Hub;
use super::overlay::{BEYOND, Ground, reach};
use super::palette::Palette;
use super::projection::Rect;
use super::sheet::{LabelLang, View};
use super::wrap::wrapped;
use super::{style, text};

/// How far a card stands off before a line leads to its pin.
const LED: f32 = 10.0;
/// Radius of a card's corners.
const CORNER: f32 = 3.5;

/// Notes in their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlacedNotes {
    /// Lines, cards and pins, bottom first.
    pub(super) items: Vec<Item>,
    /// Where they are.
    pub(super) places: Vec<NotePlace>,
}

/// The pins of the notes that are to be drawn and may be seen, each with the note's place; they take their
/// places on the board. One on a hub stands on its marker, and hangs below it where the pin of an origin or
/// destination stands there.
#[must_use]
pub(super) fn pins(
    ground: &Ground,
    board: &mut Board,
    hubs: &[Hub],
    ends: &[(NodeId, Marker)],
) -> Vec<(usize, Marker)> {
    let view = ground.view;
    if !view.show_notes {
        return Vec::new();
    }
    let near = view.camera.viewport.grown(BEYOND);
    let notes = ground.layers.notes().iter().enumerate();
    let drawn = notes.filter_map(|(place, note)| Some((place, note, note.drawn_at()?)));
    let pin = |(place, note, at): (usize, &NoteEntry, _)| {
        let mut on_page = view.camera.page_of(at);
        let mut angle = 0.0;
        if let Some(Target::Node(node)) = note.target {
            let of_hub = hubs.iter().find(|hub| hub.node == node);
            let radius = of_hub.map_or(0.0, |hub| hub.radius);
            let of_end = ends.iter().find(|(of, _)| *of == node);
            let hangs = of_end.is_some_and(|(_, pin)| pin.angle.cos() > 0.0);
            angle = if hangs { PI } else { 0.0 };
            on_page = on_page.moved(0.0, if hangs { radius } else { -radius });
        }
        near.has(on_page)
            .then(|| (place, symbol(view, note, on_page, angle)))
    };
    let pins: Vec<(usize, Marker)> = drawn.filter_map(pin).collect();
    for (_, pin) in &pins {
        board.take(reach(pin));
    }
    pins
}

/// The symbol of a note; one that people pinned is on plain paper, one of the study's own on tinted.
fn symbol(view: &View, note: &NoteEntry, at: Point, angle: f32) -> Marker {
    let palette = view.palette();
    let is_chosen = view.chosen_note.as_ref() == Some(&note.id);
    Marker {
        at,
        shape: MarkerShape::Note,
        radius: style::NOTE_RADIUS,
        angle,
        fill: if note.is_pinned() {
            palette.panel
        } else {
            palette.panel.mixed(palette.accent, 0.22)
        },
        stroke: if is_chosen {
            Stroke::solid(1.8, palette.accent)
        } else {
            Stroke::solid(1.2, palette.ink)
        },
    }
}

/// A note's pin for the legend, about a middle at zero.
#[must_use]
pub(super) fn sample(palette: &Palette) -> Marker {
    Marker {
        at: Point::new(0.0, 1.2 * style::NOTE_RADIUS * 0.8),
        shape: MarkerShape::Note,
        radius: style::NOTE_RADIUS * 0.8,
        angle: 0.0,
        fill: palette.panel,
        stroke: Stroke::solid(1.2, palette.ink),
    }
}

/// Pins with their cards, of which no more than [`style::NOTE_CARDS`] are drawn, within a limit and clear of
/// what stands on the map.
#[must_use]
pub(super) fn cards(
    ground: &Ground,
    board: &mut Board,
    pins: Vec<(usize, Marker)>,
    (limit, taken): (Rect, &[Rect]),
) -> PlacedNotes {
    let view = ground.view;
    let palette = view.palette();
    let is_seen = |rect: Rect| limit.holds(rect) && !taken.iter().any(|of| of.overlaps(rect));
    let mut placed = PlacedNotes::default();
    // Leader lines lie below all cards, pins above them.
    let (mut leaders, mut symbols) = (Vec::new(), Vec::new());
    let mut n_cards = 0;
    for (place, pin) in pins {
        let pin_rect = reach(&pin);
        if !pin_rect.overlaps(view.camera.viewport) {
            continue;
        }
        let note = &ground.layers.notes()[place];
        let has_room = n_cards < style::NOTE_CARDS && limit.has(pin.at);
        let lines = has_room.then(|| lines_of(note, view.label_lang));
        let lines = lines.unwrap_or_default();
        let mut card = None;
        if !lines.is_empty() {
            n_cards += 1;
            let size = size_of(&lines);
            let rect = board.place_box((head(&pin), style::NOTE_RADIUS), size, is_seen);
            let is_chosen = view.chosen_note.as_ref() == Some(&note.id);
            leaders.extend(leader(palette, &pin, rect));
            placed.items.push(paper(palette, rect, is_chosen));
            placed.items.extend(written(palette, rect, &lines));
            card = Some(rect);
        }
        symbols.push(Item::Marker(pin));
        placed.places.push(NotePlace {
            place,
            pin: pin_rect,
            card,
        });
    }
    placed.items.splice(0..0, leaders);
    placed.items.extend(symbols);
    placed
}

/// The middle of the sheet of a pin.
fn head(pin: &Marker) -> Point {
    pin.at.moved(0.0, -1.75 * pin.radius * pin.angle.cos())
}

/// Lines of a note with their size and whether they are of the first language.
fn lines_of(note: &NoteEntry, lang: LabelLang) -> Vec<(String, f32, bool)> {
    let [first, second] = style::NOTE_TEXT;
    let both = lang == LabelLang::Both && !note.text.en.is_empty() && !note.text.zh.is_empty();
    let most = style::NOTE_LINES[usize::from(both)];
    let wrap = |lang: Lang, size: f32, is_first: bool| {
        let said = note.text.in_lang(lang);
        let lines = wrapped(said, size, style::NOTE_EMS * first, most).into_iter();
        lines.map(move |line| (line, size, is_first))
    };
    let lang = match lang {
        LabelLang::En | LabelLang::Both => Lang::En,
        LabelLang::Zh => Lang::Zh,
    };
    let mut lines: Vec<_> = wrap(lang, first, true).collect();
    if both {
        lines.extend(wrap(Lang::Zh, second, false));
    }
    lines
}

fn height_of(size: f32) -> f32 {
    size * 1.32
}

fn size_of(lines: &[(String, f32, bool)]) -> (f32, f32) {
    let widths = lines
        .iter()
        .map(|(line, size, _)| text::bundled().width(line, *size));
    let width = widths.fold(0.0, f32::max);
    let height: f32 = lines.iter().map(|(_, size, _)| height_of(*size)).sum();
    let inside = 2.0 * style::NOTE_PADDING;
    (width + inside, height + inside - 2.0)
}

/// A thin line from the pin to the nearest place of a card that stands off.
fn leader(palette: &Palette, pin: &Marker, card: Rect) -> Option<Item> {
    let from = head(pin);
    let to = Point::new(
        from.x.clamp(card.x, card.right()),
        from.y.clamp(card.y, card.bottom()),
    );
    let apart = (to.x - from.x).hypot(to.y - from.y) - pin.radius;
    (apart > LED).then(|| {
        Item::Path(Path {
            points: vec![from, to],
            is_closed: false,
            fill: None,
            stroke: Some(Stroke::solid(1.0, palette.muted)),
        })
    })
}

fn paper(palette: &Palette, card: Rect, is_chosen: bool) -> Item {
    let inner = card.grown(-CORNER);
    let corners = [
        (inner.right(), inner.bottom()),
        (inner.x, inner.bottom()),
        (inner.x, inner.y),
        (inner.right(), inner.y),
    ];
    let mut points = Vec::new();
    for ((x, y), from) in corners
        .into_iter()
        .zip([0.0, FRAC_PI_2, PI, PI + FRAC_PI_2])
    {
        for step in 0..=3_u8 {
            let turn = from + FRAC_PI_2 * f32::from(step) / 3.0;
            points.push(Point::new(x + CORNER * turn.cos(), y + CORNER * turn.sin()));
        }
    }
    let stroke = if is_chosen {
        Stroke::solid(1.6, palette.accent)
    } else {
        Stroke::solid(0.8, palette.rule.mixed(palette.ink, 0.35))
    };
    Item::Path(Path {
        points,
        is_closed: true,
        fill: Some(palette.panel.with_alpha(0xF2)),
        stroke: Some(stroke),
    })
}

fn written(palette: &Palette, card: Rect, lines: &[(String, f32, bool)]) -> Vec<Item> {
    let mut top = card.y + style::NOTE_PADDING - 1.0;
    let mut items = Vec::with_capacity(lines.len());
    for (line, size, is_first) in lines {
        items.push(Item::Text(Text {
            at: Point::new(card.x + style::NOTE_PADDING, top + size * 0.98),
            anchor: Anchor::Start,
            width: text::bundled().width(line, *size),
            text: line.clone(),
            size: *size,
            color: if *is_first {
                palette.ink
            } else {
                palette.muted
            },
            halo: None,
            spacing: 0.0,
            angle: 0.0,
        }));
        top += height_of(*size);
    }
    items
}

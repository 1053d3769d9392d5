//! What stands around the map: title, subtitle, scale bar, north arrow, attribution, frame; and the
//! result of a study in words.
//!
//! Does not know: the map's own items.

mod bar;

use self::bar::{north_arrow, scale_bar};
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::model::page::PagePart;
use crate::study::outcome::{Outcome, PathAnswer, Throughput};
use crate::words::format::number;
use crate::words::{self, Lang};

use super::corners::{Corner, free_places, least_hidden};
use super::inset::{Inset, is_wanted};
use super::item::{Anchor, Item, Path, Point, Stroke, Text};
use super::layers::WorldLayers;
use super::legend::fold::{Fold, Foldable, foldable};
use super::overview::Overview;
use super::palette::Color;
use super::projection::Rect;
use super::sheet::{Furniture, View};
use super::{degrees, legend, markers, style, text};

/// Furniture and the places it takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// The items, bottom first.
    pub items: Vec<Item>,
    /// Rectangles of the page that labels keep out of.
    pub taken: Vec<Rect>,
    /// What has no room.
    pub left_out: Vec<PagePart>,
    /// The heading of a legend that hides much of a window's map, and how that stands.
    pub legend_heading: Option<(Rect, Fold)>,
}

/// Space between the map's edge and what stands on it.
const INSET: f32 = 14.0;
/// Distance from the page's edge to the attribution's base line.
const PRINT_LINE: f32 = 12.0;

/// The part of a page that the map fills.
#[must_use]
pub fn viewport(around: &Furniture, size: Point) -> Rect {
    if !around.is_page {
        return Rect::new(0.0, 0.0, size.x.max(1.0), size.y.max(1.0));
    }
    let margin = style::PAGE_MARGIN;
    let logo = around.logo.as_ref().and_then(|logo| logo.title_size(size));
    let logo = logo.map_or(0.0, |[_, height]| height - 6.0);
    let title = around.title.as_ref().map_or(0.0, |_| style::TITLE * 1.3);
    let subtitle = around
        .subtitle
        .as_ref()
        .map_or(0.0, |_| style::SUBTITLE * 1.55);
    let high = (title + subtitle).max(logo);
    let head = if high > 0.0 { 8.0 } else { 0.0 };
    let top = margin + high + head;
    let print = attribution_lines(around, size.x - 2.0 * margin).len();
    let rows = f32::from(u8::try_from(print.saturating_sub(1)).unwrap_or(u8::MAX));
    let bottom = margin + rows * style::SMALL * 1.4;
    Rect::new(
        margin,
        top,
        (size.x - 2.0 * margin).max(1.0),
        (size.y - top - bottom).max(1.0),
    )
}

/// The furniture of a picture of a size in page units.
#[must_use]
pub fn items(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    around: &Furniture,
    size: Point,
) -> Placed {
    let mut placed = Placed {
        taken: around.covered.clone(),
        ..Placed::default()
    };
    let map = view.camera.viewport;
    if around.is_page {
        placed.items.push(frame(view, map));
        placed.push("title", head(view, around, size), &[]);
    }
    let print = attribution(view, around, size);
    placed.push("attribution", print.0, &print.1);
    let raised = print.1.first().map_or(0.0, |rect| rect.h);
    let inner = map.grown(-INSET);
    let room = Rect::new(inner.x, inner.y, inner.w, inner.h - raised);
    let of = (network, outcome, view);
    // What stands in the corners of a page's map.
    let mut stands = around.covered.clone();
    if around.is_page {
        stands.extend(small_maps(&mut placed, layers, of, around, (room, size)));
    }
    let base = map.bottom() - INSET - raised;
    let mut right = right_of(&stands, map.right() - INSET, base);
    let has_scale = view.camera.true_meters_per_unit() * f64::from(map.w) >= 1.0;
    if around.scale_bar && !has_scale {
        placed.left_out.push(PagePart::ScaleBar);
    } else if around.scale_bar {
        let (bar, rect) = scale_bar(view, right, base);
        if placed.push_within(map, ("scale", PagePart::ScaleBar), bar, rect) {
            stands.push(rect);
            right = rect.x - 16.0;
        }
    }
    if around.north_arrow {
        let (arrow, rect) = north_arrow(view, right, base);
        if placed.push_within(map, ("north", PagePart::NorthArrow), arrow, rect) {
            stands.push(rect);
        }
    }
    if around.legend {
        let legend = match around.folds_legend {
            Some(is_folded) => foldable(layers, of, room, &stands, is_folded),
            None => {
                legend::items(layers, of, room, around.is_page, &stands).map(|(items, area)| {
                    Foldable {
                        items,
                        area,
                        heading: None,
                    }
                })
            }
        };
        match legend {
            Some(legend) => {
                placed.push("legend", legend.items, &[legend.area]);
                placed.legend_heading = legend.heading;
            }
            None => placed.left_out.push(PagePart::Legend),
        }
    }
    if view.show_graticule {
        let hubs = markers::visible(layers, network, outcome, view, map);
        let symbols = hubs.iter().map(|hub| {
            let side = hub.radius * 2.0;
            Rect::new(hub.at.x - hub.radius, hub.at.y - hub.radius, side, side)
        });
        let taken: Vec<Rect> = placed.taken.iter().copied().chain(symbols).collect();
        let (numbers, own) = degrees::items(view, around.is_page, &taken);
        // In the window they slide along the edges: names stay for them.
        let taken: &[Rect] = if around.is_page { &own } else { &[] };
        placed.push("degrees", numbers, taken);
    }
    placed
}

/// Puts the logo, the inset and the small map of the whole on a page; where they stand on its map.
fn small_maps(
    placed: &mut Placed,
    layers: &WorldLayers,
    of: (&Network, Option<&Outcome>, &View),
    around: &Furniture,
    (room, size): (Rect, Point),
) -> Vec<Rect> {
    let mut stands = Vec::new();
    if let Some(logo) = &around.logo {
        match logo.area(size, room) {
            Some(area) => {
                placed.push("logo", vec![logo.item(area)], &[area]);
                stands.extend((!logo.is_in_title()).then_some(area));
            }
            None => placed.left_out.push(PagePart::Logo),
        }
    }
    let view = of.2;
    if let Some((inset, area)) = inset_of(of, room, &stands) {
        placed.push("inset", inset.items(layers, view, area), &[area.grown(2.0)]);
        stands.push(area);
    }
    if around.overview {
        let overview = Overview::of(of.0, view);
        let [w, h] = overview.size();
        let has_room = w < room.w * 0.5 && h < room.h * 0.5;
        // All lines are projected only where it matters what it hides.
        let corners: &[Corner] = if has_room { &Corner::ALL } else { &[] };
        let places = free_places(room, overview.size(), &stands, corners);
        match least_hidden(of.0, of.1, view, places) {
            Some(area) => {
                let items = overview.items(layers, of, area);
                placed.push("overview", items, &[area.grown(2.0)]);
                stands.push(area);
            }
            None => placed.left_out.push(PagePart::Overview),
        }
    }
    stands
}

/// How far to the right there is room at the foot of the map, beside what stands there.
fn right_of(stands: &[Rect], mut right: f32, base: f32) -> f32 {
    let foot = |right: f32| Rect::new(right - 40.0, base - 34.0, 40.0, 36.0);
    for _ in stands {
        match stands.iter().find(|area| area.overlaps(foot(right))) {
            Some(area) => right = area.x - 12.0,
            None => break,
        }
    }
    right
}

/// The inset of a page that has one, and where it stands: in the lower corner where it hides less.
fn inset_of(
    (network, outcome, view): (&Network, Option<&Outcome>, &View),
    room: Rect,
    stands: &[Rect],
) -> Option<(Inset, Rect)> {
    let is_there = view.show_basemap && is_wanted(view.inset, &view.camera);
    let inset = is_there.then(|| Inset::of(view))?;
    let corners = [Corner::LowRight, Corner::LowLeft];
    let mut areas = free_places(room, inset.size(), stands, &corners);
    if areas.is_empty() {
        // A map of China is not to be without it, whatever it hides.
        areas.extend(corners.map(|corner| corner.rect(room, inset.size())));
    }
    let area = least_hidden(network, outcome, view, areas)?;
    Some((inset, area))
}

impl Placed {
    fn push(&mut self, name: &'static str, items: Vec<Item>, taken: &[Rect]) {
        if !items.is_empty() {
            self.items.push(Item::Group { name, items });
            self.taken.extend_from_slice(taken);
        }
    }

    /// Puts a part on the map where its rectangle lies within it, or tells that it is left out; whether it is there.
    fn push_within(
        &mut self,
        map: Rect,
        (name, part): (&'static str, PagePart),
        items: Vec<Item>,
        rect: Rect,
    ) -> bool {
        let is_there = map.holds(rect);
        if is_there {
            self.push(name, items, &[rect]);
        } else {
            self.left_out.push(part);
        }
        is_there
    }
}

/// A text on the page that begins at a point of its base line.
#[must_use]
pub fn line(at: Point, content: &str, size: f32, color: Color) -> Text {
    Text {
        at,
        anchor: Anchor::Start,
        text: content.to_owned(),
        size,
        color,
        halo: None,
        spacing: 0.0,
        angle: 0.0,
        width: text::bundled().width(content, size),
    }
}

fn frame(view: &View, map: Rect) -> Item {
    Item::Path(Path {
        points: corners(map),
        is_closed: true,
        fill: None,
        stroke: Some(Stroke::solid(1.0, view.palette().rule)),
    })
}

/// The corners of a rectangle.
#[must_use]
pub fn corners(of: Rect) -> Vec<Point> {
    vec![
        Point::new(of.x, of.y),
        Point::new(of.right(), of.y),
        Point::new(of.right(), of.bottom()),
        Point::new(of.x, of.bottom()),
    ]
}

/// A rectangle as an item.
#[must_use]
pub fn plain_box(of: Rect, fill: Option<Color>, stroke: Option<Stroke>) -> Item {
    Item::Path(Path {
        points: corners(of),
        is_closed: true,
        fill,
        stroke,
    })
}

fn head(view: &View, around: &Furniture, size: Point) -> Vec<Item> {
    let palette = view.palette();
    let left = view.camera.viewport.x;
    let logo = around.logo.as_ref().and_then(|logo| logo.title_size(size));
    let beside = logo.map_or(0.0, |[width, _]| width + 16.0);
    let room = view.camera.viewport.w - beside;
    let mut base = style::PAGE_MARGIN - 4.0;
    let mut items = Vec::new();
    let lines = [
        (&around.title, style::TITLE, 0.95, palette.ink),
        (&around.subtitle, style::SUBTITLE, 1.45, palette.muted),
    ];
    for (content, size, down, color) in lines {
        let Some(content) = content else {
            continue;
        };
        base += size * down;
        let width = text::bundled().width(content, size);
        let size = size * (room / width.max(1.0)).min(1.0);
        items.push(Item::Text(line(
            Point::new(left, base),
            content,
            size,
            color,
        )));
        base += 4.0;
    }
    items
}

/// The attribution broken into lines no wider than `room`.
fn attribution_lines(around: &Furniture, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let all = around.attribution.iter();
    for notice in all.flat_map(|notice| broken(notice, room)) {
        let joined = lines.last().map(|last| format!("{last} · {notice}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(last)) if text::bundled().width(&joined, style::SMALL) <= room => {
                *last = joined;
            }
            _ => lines.push(notice),
        }
    }
    lines
}

/// A notice that is wider than a room, in parts that are not: between words, or between Chinese characters.
fn broken(notice: &str, room: f32) -> Vec<String> {
    let font = text::bundled();
    let mut parts = Vec::new();
    let mut rest = notice;
    while font.width(rest, style::SMALL) > room {
        let mut width = 0.0;
        let mut ends = rest.char_indices().map(|(at, letter)| {
            width += font.width(letter.encode_utf8(&mut [0; 4]), style::SMALL);
            (at, letter, width <= room)
        });
        let fitting = ends.by_ref().take_while(|(.., fits)| *fits);
        let breaks = |&(_, letter, _): &(usize, char, bool)| letter == ' ' || letter > '\u{2E80}';
        let fitting: Vec<(usize, char, bool)> = fitting.collect();
        let last = fitting.iter().rfind(|end| breaks(end)).or(fitting.last());
        let Some(&(at, letter, _)) = last else {
            break;
        };
        let (part, after) = rest.split_at(at + letter.len_utf8());
        parts.push(part.trim_end().to_owned());
        rest = after.trim_start();
    }
    parts.push(rest.to_owned());
    parts
}

fn attribution(view: &View, around: &Furniture, size: Point) -> (Vec<Item>, Vec<Rect>) {
    let palette = view.palette();
    let map = view.camera.viewport;
    let lines = attribution_lines(around, map.w - if around.is_page { 0.0 } else { 16.0 });
    let ink = if around.is_page {
        palette.muted
    } else {
        palette.small_ink(view.is_over_tiles())
    };
    let height = style::SMALL * 1.4;
    let mut base = if around.is_page {
        size.y - PRINT_LINE
    } else {
        map.bottom() - 6.0
    };
    let (x, anchor) = if around.is_page {
        (map.x, Anchor::Start)
    } else {
        (map.right() - 8.0, Anchor::End)
    };
    let mut items = Vec::new();
    let mut taken: Vec<Rect> = Vec::new();
    for content in lines.iter().rev() {
        let text = Text {
            at: Point::new(x, base),
            anchor,
            halo: (!around.is_page).then_some((palette.land.with_alpha(0xC0), style::HALO)),
            ..line(Point::default(), content, style::SMALL, ink)
        };
        if !around.is_page {
            let top = base - height;
            let old = taken
                .pop()
                .unwrap_or(Rect::new(text.left(), base, 0.0, 6.0));
            let left = old.x.min(text.left());
            taken.push(Rect::new(left, top, map.right() - left, map.bottom() - top));
        }
        items.push(Item::Text(text));
        base -= height;
    }
    items.reverse();
    (items, taken)
}

fn whole(value: f64) -> String {
    number(value, 0)
}

/// TEU a year in words.
#[must_use]
pub fn teu_a_year(lang: Lang, teu: f64) -> String {
    words::fill(lang, "picture.teu-a-year", &[&whole(teu)])
}

/// The result in one line of words, for a subtitle; empty where nothing was asked.
#[must_use]
pub fn result_line(network: &Network, outcome: &Outcome, lang: Lang) -> String {
    let name = |ids: &[NodeId]| {
        ids.iter()
            .map(|&id| network.node(id).names.in_lang(lang).to_owned())
            .reduce(|a, b| words::fill(lang, "picture.list", &[&a, &b]))
            .unwrap_or_default()
    };
    let question = &outcome.question;
    let ends = [&name(&question.from)[..], &name(&question.to)];
    let path = match &outcome.path {
        PathAnswer::NotAsked => return String::new(),
        PathAnswer::None { .. } | PathAnswer::Refused(_) => {
            words::fill(lang, "picture.no-way", &ends)
        }
        PathAnswer::Found { best, .. } => {
            let sums = best.totals;
            let numbers = [sums.km(), sums.hours(), sums.yuan(), sums.co2_kg()].map(whole);
            let [km, hours, yuan, kg] = &numbers;
            words::fill(
                lang,
                "picture.result",
                &[ends[0], ends[1], km, hours, yuan, kg],
            )
        }
    };
    let limit = match &outcome.throughput {
        Some(Throughput::Limited { teu_per_year, .. }) => {
            let number = whole(to_f64(*teu_per_year));
            words::fill(lang, "picture.at-most", &[&number])
        }
        _ => return path,
    };
    format!("{path} · {limit}")
}

#[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

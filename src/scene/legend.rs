//! The legend: the lines and symbols that the picture shows, no more.
//!
//! Does not know: where hubs and names are.

mod added;
mod by_value;
mod closures;
mod fit;
pub mod fold;
mod lines;
mod notes;
mod reach;
mod samples;

use self::added::added_rows;
use self::by_value::{hub_rows, link_rows};
use self::closures::closure_rows;
use self::fit::{FACTORS, shrunk};
use self::lines::line_rows;
use self::notes::note_rows;
use self::reach::reach_rows;
use self::samples::{sample_area, sample_line};
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::study::outcome::Outcome;
use crate::words;

use super::corners::{Corner, free_places, hides_most, least_hidden};
use super::furniture::{corners, line};
use super::hinterland::{Shown, tie_marker};
use super::item::{Item, Look, Marker, MarkerShape, Path, Pen, Point, Stroke};
use super::layers::WorldLayers;
use super::map;
use super::palette::Color;
use super::projection::Rect;
use super::sheet::View;
use super::{cut, flows, markers, plain, style, text};

/// Length of a line's sample.
const SAMPLE: f32 = 34.0;
/// Height of a row.
const ROW: f32 = 19.0;
/// Space inside the box.
const PADDING: f32 = 12.0;
/// Space between columns.
const GUTTER: f32 = 18.0;
/// The most columns: more would hide the map.
const MOST_COLUMNS: usize = 3;
/// The greatest share of the map that the legend hides.
const MOST_OF_MAP: f32 = 0.5;

/// Space beside what covers the map's left edge.
const BESIDE: f32 = 8.0;
/// Letters of a layer's name.
const LONGEST_NAME: usize = 30;

/// What stands before the words of a row.
enum Sample {
    Line(Vec<Pen>),
    Area(Look),
    Symbol(Marker),
    /// Paths around their middle.
    Items(Vec<Item>),
    /// A line on ground of its color.
    Ground(Look, Vec<Pen>),
}

struct Row {
    sample: Sample,
    words: String,
}

/// How rows are laid out: how much smaller, how many a column, how wide that is, and the box around all.
struct Fit {
    factor: f32,
    n_rows: usize,
    column: f32,
    area: Rect,
}

/// The legend with its box, and the rectangle it takes. It stands in the lower left corner of
/// `room`; where `is_free` it may also stand in the corners at the top, if it hides less there or something
/// is in the way (`taken`). It is made smaller where there is not enough room; `None` where there is none even so.
#[must_use]
pub fn items(
    layers: &WorldLayers,
    of: (&Network, Option<&Outcome>, &View),
    room: Rect,
    is_free: bool,
    taken: &[Rect],
) -> Option<(Vec<Item>, Rect)> {
    let rows = all_rows(layers, of, true);
    if rows.is_empty() {
        return Some((Vec::new(), Rect::default()));
    }
    let fit = fitted(&rows, of, room, is_free, taken)?;
    Some((drawn(rows, of.2, &fit), fit.area.grown(3.0)))
}

/// All rows; of a picture only those of lines and hubs that it shows. In the window rows do not come and go while the
/// map is moved.
fn all_rows(
    layers: &WorldLayers,
    of: (&Network, Option<&Outcome>, &View),
    is_picture: bool,
) -> Vec<Row> {
    let (network, outcome, view) = of;
    let mut rows = way_rows(network, outcome, view);
    rows.extend(line_rows(layers, of, is_picture));
    rows.extend(link_rows(layers, view));
    rows.extend(reach_rows(layers, view));
    rows.extend(flow_rows(layers, view));
    rows.extend(closure_rows(layers, network, outcome, view));
    rows.extend(symbol_rows(layers, of, is_picture));
    rows.extend(hub_rows(layers, view));
    rows.extend(hinterland_rows(network, outcome, view));
    rows.extend(added_rows(layers, view));
    rows.extend(plain_rows(layers, view));
    rows.extend(note_rows(layers, view));
    rows
}

/// The largest layout of some rows that has room; `None` where none has.
fn fitted(
    rows: &[Row],
    of: (&Network, Option<&Outcome>, &View),
    room: Rect,
    is_free: bool,
    taken: &[Rect],
) -> Option<Fit> {
    FACTORS.into_iter().find_map(|factor| {
        let (n_rows, column, [width, height]) = sized(rows, room.h / factor);
        let size = [width * factor, height * factor];
        let is_small = size[0] * size[1] <= MOST_OF_MAP * room.w * room.h;
        let area = is_small.then(|| best_corner(of, room, size, is_free, taken))??;
        Some(Fit {
            factor,
            n_rows,
            column,
            area,
        })
    })
}

/// How many rows a column has where there is so much height, how wide that is, and the size of all with their box.
fn sized(rows: &[Row], height: f32) -> (usize, f32, [f32; 2]) {
    let font = text::bundled();
    let widest = rows
        .iter()
        .map(|row| font.width(&row.words, style::LEGEND))
        .fold(0.0, f32::max);
    let column = widest + SAMPLE + 10.0;
    let n_rows = rows_a_column(rows, height);
    let columns = count(rows.len().div_ceil(n_rows));
    let height = count(n_rows) * ROW + 2.0 * PADDING - 4.0;
    let width = columns * (column + GUTTER) - GUTTER + 2.0 * PADDING;
    (n_rows, column, [width, height])
}

fn drawn(rows: Vec<Row>, view: &View, fit: &Fit) -> Vec<Item> {
    let (area, factor) = (fit.area, fit.factor);
    let corner = Point::new(area.x, area.y);
    let whole = Rect::new(area.x, area.y, area.w / factor, area.h / factor);
    let items = laid_out(rows, view, whole, (fit.n_rows, fit.column));
    let items = items.into_iter().map(|item| shrunk(item, corner, factor));
    items.collect()
}

/// The rows in a box, so many a column of a width.
fn laid_out(rows: Vec<Row>, view: &View, area: Rect, (n_rows, column): (usize, f32)) -> Vec<Item> {
    let palette = view.palette();
    let mut items = vec![Item::Path(Path {
        points: corners(area),
        is_closed: true,
        fill: Some(palette.panel),
        stroke: Some(Stroke::solid(1.0, palette.rule)),
    })];
    for (place, row) in rows.into_iter().enumerate() {
        let middle = area.y + PADDING - 2.0 + ROW / 2.0 + count(place % n_rows) * ROW;
        let left = area.x + PADDING + count(place / n_rows) * (column + GUTTER);
        match row.sample {
            Sample::Line(pens) => items.extend(sample_line(&pens, left, middle)),
            Sample::Area(look) => items.push(sample_area(&look, left, middle)),
            Sample::Ground(look, pens) => {
                items.push(sample_area(&look, left, middle));
                items.extend(sample_line(&pens, left, middle));
            }
            Sample::Items(own) => {
                let at = Point::new(left + SAMPLE / 2.0, middle);
                items.extend(own.into_iter().map(|item| moved(item, at)));
            }
            Sample::Symbol(marker) => items.push(Item::Marker(Marker {
                at: Point::new(left + SAMPLE / 2.0, middle),
                ..marker
            })),
        }
        let at = Point::new(left + SAMPLE + 10.0, middle + style::LEGEND * 0.36);
        items.push(Item::Text(line(at, &row.words, style::LEGEND, palette.ink)));
    }
    items
}

/// How many rows stand in a column, such that all columns are as even as they can be, fit, and none
/// ends with the heading of what stands in the next.
fn rows_a_column(rows: &[Row], height: f32) -> usize {
    let fits = |n: &usize| count(rows.len().div_ceil(*n)) * ROW + 2.0 * PADDING - 4.0 <= height;
    let n_columns = (1..=MOST_COLUMNS).find(fits).unwrap_or(MOST_COLUMNS);
    let even = rows.len().div_ceil(n_columns).max(1);
    let is_heading = |row: &Row| matches!(&row.sample, Sample::Line(pens) if pens.is_empty());
    let ends_well = |n: &usize| {
        let mut columns = rows.chunks(*n);
        columns.all(|column| !column.last().is_some_and(is_heading))
    };
    (even..=rows.len()).find(ends_well).unwrap_or(even)
}

/// A number of rows or columns as a float.
fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

/// A path or marker moved.
fn moved(item: Item, by: Point) -> Item {
    match item {
        Item::Path(mut path) => {
            for point in &mut path.points {
                *point = point.moved(by.x, by.y);
            }
            Item::Path(path)
        }
        Item::Marker(marker) => Item::Marker(Marker {
            at: marker.at.moved(by.x, by.y),
            ..marker
        }),
        other => other,
    }
}

/// The box of the legend: in the lower left corner, or where it may stand elsewhere in the corner that hides
/// least, free of what is taken; where it may not, in the lower left, or there beside what covers the left edge.
/// `None` where it does not fit, or would hide most of the lines of a picture.
fn best_corner(
    (network, outcome, view): (&Network, Option<&Outcome>, &View),
    room: Rect,
    size: [f32; 2],
    is_free: bool,
    taken: &[Rect],
) -> Option<Rect> {
    if !is_free {
        let covered = taken.iter().filter(|of| of.x < room.x + room.w / 2.0);
        let left = covered.map(|of| of.right() + BESIDE).fold(room.x, f32::max);
        let beside = Rect::new(left, room.y, room.right() - left, room.h);
        let low_left = |room: Rect| Corner::LowLeft.rect(room, size);
        let is_there = |at: &Rect| {
            let is_clear = !taken.iter().any(|of| of.overlaps(*at));
            is_clear && room.grown(0.01).holds(*at)
        };
        return [room, beside].map(low_left).into_iter().find(is_there);
    }
    let corners = [Corner::LowLeft, Corner::HighLeft, Corner::HighRight];
    let places = free_places(room, size, taken, &corners);
    let place = least_hidden(network, outcome, view, places);
    place.filter(|&area| !hides_most(network, outcome, view, area))
}

/// A row for each gateway or route that wins somewhere, and the mark of a tie.
fn hinterland_rows(network: &Network, outcome: Option<&Outcome>, view: &View) -> Vec<Row> {
    let Some(shown) = Shown::of(network, outcome, view) else {
        return Vec::new();
    };
    let row = |(look, pens, words): (Look, Vec<Pen>, String)| Row {
        sample: Sample::Ground(look, pens),
        words: shortened(&words::fill(view.lang, "picture.legend.wins", &[&words])),
    };
    let mut rows: Vec<Row> = shown.legend().into_iter().map(row).collect();
    if !rows.is_empty() {
        rows.push(Row {
            sample: Sample::Symbol(tie_marker(view.palette())),
            words: words::text(view.lang, "picture.legend.tie").to_owned(),
        });
    }
    rows
}

/// Flows: their widths, how full lines are, and the ring of hubs.
fn flow_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    let Some(map) = flows::shown(layers, view) else {
        return Vec::new();
    };
    let palette = view.palette();
    let row = |(pens, words)| Row {
        sample: Sample::Line(pens),
        words,
    };
    let scheme = flows::scheme(map, view);
    let mut rows: Vec<Row> = map.legend(view).into_iter().map(row).collect();
    if !rows.is_empty() {
        rows.insert(0, row((Vec::new(), map.heading(view.lang))));
    }
    if let Some(arrow) = map.arrow_sample(view) {
        rows.push(Row {
            sample: Sample::Items(arrow),
            words: words::text(view.lang, "picture.legend.flows-arrow").to_owned(),
        });
    }
    if map.has_rings() {
        rows.push(Row {
            sample: Sample::Items(flows::ring_items(palette, &scheme, Point::default(), 0.6)),
            words: words::text(view.lang, "picture.legend.flows-hub").to_owned(),
        });
    }
    rows
}

/// A plain network and the best path on it.
fn plain_rows(layers: &WorldLayers, view: &View) -> Vec<Row> {
    let (plain, palette) = (layers.plain(), view.palette());
    let row = |look: Look, key: &str| Row {
        sample: Sample::Line(look.pens),
        words: words::text(view.lang, key).to_owned(),
    };
    let map = plain.map().filter(|_| plain.is_shown());
    let lines = map.map(|_| row(plain::lines_look(palette), "legend.road-network"));
    let path = plain
        .has_path()
        .then(|| row(plain::path_look(palette), "legend.road-path"));
    lines.into_iter().chain(path).collect()
}

/// A name no longer than a legend has room for.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", start.trim_end())
}

/// A row for the chosen way and one for the others, where they are drawn: by a line of each.
fn way_rows(network: &Network, outcome: Option<&Outcome>, view: &View) -> Vec<Row> {
    let path = map::path_links(outcome, view);
    let others = map::other_ways_links(outcome, view, &path);
    // A line of one route tells more than a striped one.
    let typical = |links: &[LinkId]| {
        let n_colors = |id: &&LinkId| map::route_colors(network, view, network.link(**id)).len();
        let is_drayage = |id: &&LinkId| network.link(**id).mode == Mode::Transfer;
        let plain = links.iter().find(|id| n_colors(id) == 1);
        plain
            .or_else(|| links.iter().min_by_key(|id| (is_drayage(id), n_colors(id))))
            .copied()
    };
    let rows = [
        (&path, true, "picture.legend.chosen"),
        (&others, false, "picture.legend.others"),
    ];
    let rows = rows.into_iter().filter_map(|(links, is_chosen, key)| {
        let pens = map::way_sample(network, outcome, view, typical(links)?, is_chosen);
        Some(Row {
            sample: Sample::Line(pens),
            words: words::text(view.lang, key).to_owned(),
        })
    });
    rows.collect()
}

fn symbol_rows(
    layers: &WorldLayers,
    (network, outcome, view): (&Network, Option<&Outcome>, &View),
    is_picture: bool,
) -> Vec<Row> {
    let palette = view.palette();
    let is_on_map = |id: NodeId| {
        let world = layers.node_positions().get(id.index());
        let at = world.map(|&world| view.camera.to_page(world));
        at.is_some_and(|at| view.camera.viewport.has(at)) && layers.is_hub_joined(id)
    };
    let mut rows = Vec::new();
    let symbol = |shape, fill, stroke: Color, radius| {
        Sample::Symbol(Marker {
            at: Point::default(),
            shape,
            radius,
            angle: 0.0,
            fill,
            stroke: Stroke::solid(style::HUB_OUTLINE, stroke),
        })
    };
    let kinds = [
        (NodeKind::City, "picture.legend.city"),
        (NodeKind::Rail, "picture.legend.terminal"),
        (NodeKind::Seaport, "picture.legend.port"),
        (NodeKind::Border, "picture.legend.border"),
    ];
    for (kind, key) in kinds {
        let shape = markers::shape(kind);
        let scale = view.camera.meters_per_unit;
        let has = network.node_ids().any(|id| {
            let node = network.node(id);
            markers::shape(node.kind) == shape
                && style::is_hub_shown(node.rank, scale)
                && node.kind != NodeKind::Junction
                && node.kind != NodeKind::Lock
                && (!is_picture || is_on_map(id))
        });
        if view.show_hubs && has {
            let (fill, line) = match kind {
                NodeKind::Seaport => (palette.sea, palette.hub),
                _ => (palette.hub, palette.ink),
            };
            let radius = if kind == NodeKind::Seaport { 6.0 } else { 5.0 };
            rows.push(Row {
                sample: symbol(shape, fill, line, radius),
                words: words::text(view.lang, key).to_owned(),
            });
        }
    }
    if !map::bottleneck(outcome, view).is_empty() {
        rows.push(Row {
            sample: symbol(MarkerShape::Bar, palette.bottleneck, palette.core, 7.0),
            words: words::text(view.lang, "picture.legend.bottleneck").to_owned(),
        });
        rows.push(Row {
            sample: Sample::Items(cut::sample(palette)),
            words: words::text(view.lang, "picture.legend.cut").to_owned(),
        });
    }
    rows
}

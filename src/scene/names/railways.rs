//! Names along railways and roads: what stands before the colon in the name of a link, *Yu-Huai railway: Chongqing–Huaihua*.
//!
//! Of links of one line the longest is named first, others only where they stand well apart. Which stretch of a
//! link is named is decided by its line and the scale alone, so that nothing jumps while panning.
//! Time in proportion to the points of the lines that are near the page, at the detail that is drawn.
//! Does not know: how names are placed.

use super::{Ranked, lines};
use crate::model::ids::LinkId;
use crate::model::link::Mode;
use crate::model::look::{Labels, Styled};
use crate::model::names::Names;
use crate::scene::along::{Stretch, stretch};
use crate::scene::item::Point;
use crate::scene::labels::{Candidate, Line, Placement};
use crate::scene::overlay::{BEYOND, Ground, level_at};
use crate::scene::{flows, look, map, style};

/// Lines are named below this scale, projected meters a page unit.
const BELOW: f64 = 1_500.0;
/// Importance: behind hubs, rivers and cities.
const IMPORTANCE: u16 = 96;
/// A link is so much longer than its name, page units.
const LONGER: f64 = 40.0;
/// Names of one line are so far apart, page units.
const APART: f32 = 340.0;
/// Where along a link its name may stand, as shares of its length.
const SHARES: [f32; 13] = [
    0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.46, 0.54, 0.38, 0.62, 0.18, 0.82,
];
/// Space between a line and its name, page units: a cell of the lines that names do not hide.
const SPACE: f32 = 4.5;

/// The names of the lines that are near the page.
pub(super) fn names(ground: &Ground) -> Vec<Ranked> {
    let (view, network) = (ground.view, ground.network);
    let scale = view.camera.meters_per_unit;
    let is_asked = view.looks.part(Styled::Lines).labels;
    let says_own = matches!(
        is_asked,
        Some(Labels::None | Labels::Names | Labels::Values)
    );
    if scale >= BELOW || says_own || flows::shown(ground.layers, view).is_some() {
        return Vec::new();
    }
    let Some(level) = level_at(ground.layers, scale) else {
        return Vec::new();
    };
    let around = view.camera.viewport.grown(BEYOND + APART);
    let near = view.camera.with_viewport(around).world_box();
    let mut links: Vec<(f64, LinkId, Names)> = network
        .link_ids()
        .filter(|&id| level.geometry.touches(id.index(), near))
        .filter(|&id| map::is_drawn(network, ground.outcome, view, id))
        .filter_map(|id| {
            let length = length(level.geometry.shape(id.index())) / scale;
            Some((length, id, line_name(ground, id)?))
        })
        .collect();
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut named: Vec<(Names, Point)> = Vec::new();
    let mut ranked = Vec::new();
    for (length, id, names) in links {
        let line = in_one_line(ground, &names);
        if line.text.is_empty() || length < f64::from(line.width) + LONGER {
            continue;
        }
        let shape = level.geometry.shape(id.index());
        let Some(along) = stretch(shape, &view.camera, &SHARES, line.width, line.size) else {
            continue;
        };
        let is_near = |(other, at): &(Names, Point)| {
            *other == names && (at.x - along.at.x).hypot(at.y - along.at.y) < APART
        };
        if named.iter().any(is_near) {
            continue;
        }
        named.push((names, along.at));
        ranked.extend(candidate(ground, along, line));
    }
    ranked
}

fn candidate(ground: &Ground, along: Stretch, line: Line) -> Option<Ranked> {
    let view = ground.view;
    let near = view.camera.viewport.grown(BEYOND);
    let palette = view.palette();
    let small = palette.small_ink(ground.is_over_tiles);
    let mut color = look::ink(view.looks.part(Styled::Labels), small, palette);
    if ground.is_faded {
        color = palette.faded(color, palette.land, 0.4);
    }
    let width = style::line_width(view.camera.meters_per_unit) * style::ROUTE_WEIGHT;
    near.has(along.at).then(|| Ranked {
        importance: IMPORTANCE,
        candidate: Candidate {
            at: along.at,
            // It stands along its line or nowhere.
            lines: Vec::new(),
            placement: Placement::Clear,
            color,
            halo: palette.land,
        },
        dot: None,
        part: None,
        along: Some((along, line, width / 2.0 + SPACE)),
    })
}

/// A name in the languages of the view, in one line of text.
fn in_one_line(ground: &Ground, names: &Names) -> Line {
    let labels = ground.view.looks.part(Styled::Labels);
    let size = style::RAILWAY_LABEL * labels.width();
    let said = lines(ground.view, names, size, 0.0);
    let said: Vec<&str> = said.iter().map(|line| line.text.as_str()).collect();
    Line::new(&said.join(" "), size, 0.0)
}

/// The name of the line that a link is a part of; `None` for links without one, and where names do not stand
/// along lines.
fn line_name(ground: &Ground, id: LinkId) -> Option<Names> {
    let link = ground.network.link(id);
    if !matches!(link.mode, Mode::Rail | Mode::Road) {
        return None;
    }
    let before = |name: &str| {
        let line = name.split_once([':', '：']).map(|(line, _)| line.trim());
        line.unwrap_or_default().to_owned()
    };
    let (en, zh) = (before(&link.names.en), before(&link.names.zh));
    (!en.is_empty() || !zh.is_empty()).then_some(Names { en, zh })
}

fn length(shape: &[[f64; 2]]) -> f64 {
    let pairs = shape.windows(2);
    pairs
        .map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]))
        .sum()
}

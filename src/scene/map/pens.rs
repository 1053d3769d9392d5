//! The pens of one line: by its routes or mode, by its condition, and by how much it is to be seen.
//!
//! Does not know: layers, the whole network.

use super::Condition;
use crate::model::link::Mode;
use crate::model::look::{Look, Styled};
use crate::scene::item::{Dash, Pen};
use crate::scene::look;
use crate::scene::palette::Color;
use crate::scene::sheet::View;
use crate::scene::style;

/// How much a line is to be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weight {
    /// Faded toward the ground by a share.
    Faded(f32),
    /// On a way that was not chosen: as heavy as a route, but pale.
    Other,
    /// On the chosen path: heavy and cased.
    Chosen,
}

/// All that a line's pens follow from.
pub(super) struct Drawing<'a> {
    pub(super) view: &'a View,
    /// The colors of the routes that it serves.
    pub(super) colors: Vec<Color>,
    pub(super) mode: Mode,
    pub(super) condition: Condition,
    pub(super) weight: Weight,
    /// Its color by an attribute, in the place of all others, and its width as a factor.
    pub(super) by: (Option<Color>, f32),
}

impl Drawing<'_> {
    /// The ground it lies on: water for sea lanes.
    fn ground(&self) -> Color {
        let palette = self.view.palette();
        match self.mode {
            Mode::Sea if self.view.show_basemap => palette.water,
            _ => palette.land,
        }
    }

    /// A color, faded as this line is.
    fn faded(&self, color: Color) -> Color {
        let share = match (self.weight, self.condition) {
            (Weight::Chosen, _) => 0.0,
            (Weight::Other, _) => style::OTHER_WAY_FADE,
            (Weight::Faded(share), Condition::Planned | Condition::Idle) => {
                1.0 - (1.0 - share) * (1.0 - style::PLANNED_FADE)
            }
            (Weight::Faded(share), _) => share,
        };
        self.view.palette().faded(color, self.ground(), share)
    }

    /// The look of what it is a part of.
    fn look(&self) -> &Look {
        self.view.looks.part(match self.weight {
            Weight::Faded(_) => Styled::Lines,
            Weight::Other | Weight::Chosen => Styled::Path,
        })
    }

    /// Its color where it serves no route that has one.
    fn mode_color(&self) -> Color {
        let palette = self.view.palette();
        let lines = self.view.looks.part(Styled::Lines);
        if let Some(color) = look::chosen(lines, palette) {
            return color;
        }
        match self.mode {
            Mode::Sea | Mode::Waterway => palette.sea,
            _ => palette.other,
        }
    }

    fn times(&self) -> f32 {
        let is_heavy =
            !self.colors.is_empty() || matches!(self.weight, Weight::Chosen | Weight::Other);
        match self.mode {
            _ if is_heavy => style::ROUTE_WEIGHT,
            Mode::Sea | Mode::Transfer => style::SEA_WEIGHT,
            Mode::Waterway => style::WATERWAY_WEIGHT,
            _ => style::OTHER_WEIGHT,
        }
    }

    fn mode_dash(&self) -> Option<Dash> {
        match self.mode {
            Mode::Sea => Some(style::SEA),
            Mode::Road => Some(style::ROAD),
            Mode::Air => Some(style::AIR),
            Mode::Transfer => Some(style::TRANSFER),
            Mode::Rail | Mode::Waterway => None,
        }
    }
}

/// The pens of a line as the look of what it is a part of has them.
pub(super) fn pens(drawing: &Drawing) -> Vec<Pen> {
    let pens = own_pens(drawing);
    look::pens(drawing.look(), drawing.by.1, drawing.ground(), pens)
}

/// The ticks across a railway that is there or to come, which lie above its line.
pub(super) fn ticks(drawing: &Drawing) -> Option<Pen> {
    let palette = drawing.view.palette();
    let color = match drawing.colors.as_slice() {
        [] => drawing.mode_color(),
        [color] => *color,
        _ => palette.other,
    };
    let pen = Pen::grown(drawing.times(), drawing.faded(color)).wider(2.0 * style::RAIL_TICK);
    let is_there = !matches!(drawing.condition, Condition::Closed | Condition::Superseded);
    (drawing.mode == Mode::Rail && is_there).then(|| pen.dashed(style::RAIL_TICKS))
}

fn own_pens(drawing: &Drawing) -> Vec<Pen> {
    let palette = drawing.view.palette();
    let times = drawing.times();
    let plain = |color: Color| Pen::grown(times, drawing.faded(color));
    let colors = &drawing.colors;
    let first = colors.first().copied().unwrap_or(drawing.mode_color());
    let first = drawing.by.0.unwrap_or(first);
    let mut pens = Vec::new();
    if drawing.weight == Weight::Chosen {
        pens.push(Pen::grown(times, palette.casing).wider(2.0 * style::PATH_CASING));
    } else if drawing.by.0.is_some_and(|color| color != palette.missing) {
        // Pale classes stand out from the ground too.
        let casing = drawing.faded(palette.faded(palette.muted, palette.land, 0.35));
        pens.push(Pen::grown(times, casing).wider(style::HOLLOW_RIM));
    } else if !colors.is_empty() || drawing.weight == Weight::Other {
        pens.push(Pen::grown(times, palette.land).wider(2.0 * style::ROUTE_CASING));
    }
    match drawing.condition {
        Condition::Planned => pens.push(plain(first).dashed(style::PLANNED)),
        Condition::Building => pens.push(plain(first).dashed(style::BUILDING)),
        Condition::Closed => {
            pens.push(plain(first).wider(style::HOLLOW_RIM));
            pens.push(Pen::grown(times, drawing.ground()).wider(-style::HOLLOW_RIM));
        }
        Condition::Open | Condition::Idle | Condition::Superseded => {
            pens.extend(open_pens(drawing, &plain, first));
        }
    }
    pens
}

/// The pens of a line that is open: patterned by its route, or striped in the colors of several.
fn open_pens(drawing: &Drawing, plain: &dyn Fn(Color) -> Pen, first: Color) -> Vec<Pen> {
    let palette = drawing.view.palette();
    let colors = &drawing.colors;
    if let Some(color) = drawing.by.0 {
        let is_missing = color == palette.missing;
        let dash = is_missing.then_some(style::MISSING);
        return vec![Pen {
            dash,
            ..plain(first)
        }];
    }
    if colors.is_empty() {
        let pen = plain(first);
        return vec![Pen {
            dash: drawing.mode_dash(),
            ..pen
        }];
    }
    if colors.len() > 1 {
        return stripes(colors, plain);
    }
    if first == palette.middle {
        let core = drawing.faded(palette.core);
        let line = plain(first);
        let wide = Pen {
            grown: line.grown * style::MIDDLE_WEIGHT,
            ..line
        };
        return vec![wide, Pen::grown(style::CENTER_WEIGHT, core)];
    }
    if first == palette.western {
        let ground = first.mixed(drawing.ground(), 0.5);
        return vec![plain(ground), plain(first).dashed(style::WESTERN)];
    }
    vec![plain(first)]
}

/// The first color solid, each other one as dashes on it.
fn stripes(colors: &[Color], plain: &dyn Fn(Color) -> Pen) -> Vec<Pen> {
    let gaps = u8::try_from(colors.len() - 1).unwrap_or(1);
    let dash = |number: u8| Dash {
        on: style::STRIPE,
        off: style::STRIPE * f32::from(gaps),
        phase: style::STRIPE * f32::from(number),
    };
    let dashed = |(color, number): (&Color, u8)| plain(*color).dashed(dash(number));
    let others = colors[1..].iter().zip(0..).map(dashed);
    std::iter::once(plain(colors[0])).chain(others).collect()
}

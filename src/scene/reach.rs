//! What is within reach of a hub, in steps of a budget: areas below the network, and a broad band below
//! its lines. The nearer, the stronger: areas are laid over each other, bands are mixed with the land.
//!
//! Does not know: how far one gets (see `study`).

use std::sync::Arc;

use crate::model::geometry::{LonLat, part_of_line};
use crate::model::names::Names;
use crate::model::unit::Unit;
use crate::study::spread::Spread;
use crate::words::format::short;
use crate::words::{Lang, fill};

use super::detail::Shapes;
use super::item::{Level, Look, Pen, WorldLayer};
use super::palette::{Color, Palette};
use super::projection::seam;
use super::style;
use crate::model::projection::Projection;

/// Areas and lines within reach, ready to be shown.
#[derive(Clone, Debug)]
pub struct ReachMap {
    /// What the hub is called.
    from: Names,
    unit: Unit,
    /// The budget of each step, the smallest first.
    budgets: Vec<f64>,
    areas: Part,
    lines: Part,
}

/// Shapes and the look of each: 0 is the widest step.
#[derive(Clone, Debug)]
struct Part {
    levels: Arc<Vec<Level>>,
    look_of: Arc<Vec<u16>>,
}

impl ReachMap {
    /// Projects and simplifies what is within reach.
    #[must_use]
    pub fn of(spread: &Spread, projection: Projection) -> Self {
        let network = &spread.network;
        let mut areas = (Shapes::areas(), Vec::new());
        let mut lines = (Shapes::lines(), Vec::new());
        for (look, step) in (0u16..).zip(spread.steps.iter().rev()) {
            let rings = step.areas.iter().flat_map(|area| {
                let holes: Vec<&[LonLat]> = area.rings().skip(1).collect();
                seam::polygon(projection, &area.outer, &holes)
            });
            for (number, ring) in rings.flat_map(|part| part.into_iter().enumerate()) {
                areas.0.push_ring(&ring, number > 0);
                areas.1.push(look);
            }
            let parts = step.links.iter().flat_map(|of| {
                let line = network.line(of.link);
                of.parts()
                    .map(move |(from, to)| part_of_line(line, from, to))
            });
            for part in parts.filter(|part| part.len() > 1) {
                for part in seam::line(projection, &part) {
                    lines.0.push_line(&part);
                    lines.1.push(look);
                }
            }
        }
        let part = |(shapes, looks): (Shapes, Vec<u16>)| Part {
            levels: Arc::new(shapes.levels(false)),
            look_of: Arc::new(looks),
        };
        Self {
            from: network.node(spread.from).names.clone(),
            unit: spread.unit(),
            budgets: spread.steps.iter().map(|step| step.budget).collect(),
            areas: part(areas),
            lines: part(lines),
        }
    }

    /// Areas, and the bands of lines, in the colors of a palette.
    #[must_use]
    pub fn layers(&self, palette: &Palette) -> [Arc<WorldLayer>; 2] {
        let steps = || (0..self.budgets.len()).rev();
        let area = |step: usize| Look {
            fill: Some(palette.reach.with_alpha(style::REACH_FILL)),
            pens: vec![Pen::fixed(0.8, self.line_color(palette, step))],
        };
        let line = |step: usize| {
            let pen = Pen::grown(style::ROUTE_WEIGHT, self.line_color(palette, step));
            Look {
                fill: None,
                pens: vec![pen.wider(2.0 * style::REACH_BAND)],
            }
        };
        let layer = |name: &str, part: &Part, looks| {
            Arc::new(WorldLayer {
                name: Arc::from(name),
                levels: Arc::clone(&part.levels),
                looks,
                look_of: Arc::clone(&part.look_of),
                below_meters_per_unit: f64::INFINITY,
            })
        };
        [
            layer("reach", &self.areas, steps().map(area).collect()),
            layer("reach lines", &self.lines, steps().map(line).collect()),
        ]
    }

    /// How many steps there are.
    #[must_use]
    pub fn n_steps(&self) -> usize {
        self.budgets.len()
    }

    /// The color of lines within a step, the nearest first.
    #[must_use]
    pub fn line_color(&self, palette: &Palette, step: usize) -> Color {
        palette.faded(palette.reach, palette.land, self.paleness(step))
    }

    /// The look of the area of a step where no nearer one lies: as many fills are laid over each other.
    #[must_use]
    pub fn sample(&self, palette: &Palette, step: usize) -> Look {
        let one = f32::from(style::REACH_FILL) / 255.0;
        let n_fills = u8::try_from(self.budgets.len().saturating_sub(step)).unwrap_or(u8::MAX);
        let covered = 1.0 - (1.0 - one).powi(i32::from(n_fills));
        let fill = palette.land.mixed(palette.reach, covered);
        Look {
            fill: Some(fill),
            pens: vec![Pen::fixed(1.6, self.line_color(palette, step))],
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "there are few steps")]
    fn paleness(&self, step: usize) -> f32 {
        let last = self.budgets.len().saturating_sub(1).max(1);
        style::REACH_PALEST * step as f32 / last as f32
    }

    /// `up to 24 h`.
    #[must_use]
    pub fn step_in_words(&self, step: usize, lang: Lang) -> String {
        let budget = self.budgets.get(step).copied().unwrap_or_default();
        let unit = self.unit.in_lang(lang);
        fill(lang, "picture.legend.within", &[&short(budget), unit])
    }

    /// `Within reach of Chongqing`.
    #[must_use]
    pub fn heading(&self, lang: Lang) -> String {
        let name = self.from.in_lang(lang);
        fill(lang, "picture.legend.reach", &[name])
    }

    /// `Within 48 h of Chongqing`, for a subtitle.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let budget = self.budgets.last().copied().unwrap_or_default();
        let unit = self.unit.in_lang(lang);
        let name = self.from.in_lang(lang);
        fill(lang, "picture.reach", &[&short(budget), unit, name])
    }
}

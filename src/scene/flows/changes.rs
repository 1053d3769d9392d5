//! Flows of two scenarios on one map: beside each line what both carry, and beyond it what the second
//! carries more or less than the first.
//!
//! Widths are by the scale of the greater of both. Does not know: how flows are found; which scenarios.

use std::collections::BTreeMap;

use crate::model::ids::LinkId;
use crate::model::look::Styled;

use super::differences::Differences;
use super::{CASING, DRIVING_SIDE, FlowMap, GAP, beside, line, width_of};
use crate::scene::clip::line_runs;
use crate::scene::item::{Item, Pen};
use crate::scene::map;
use crate::scene::overlay::{BEYOND, Ground, level_at};

/// What a link carries one way in both scenarios.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Change {
    link: LinkId,
    is_forward: bool,
    /// TEU a year of the first and the second.
    teu: [f64; 2],
}

impl Change {
    fn common(&self) -> f64 {
        self.teu[0].min(self.teu[1])
    }

    fn greater(&self) -> f64 {
        self.teu[0].max(self.teu[1])
    }

    fn by(&self) -> f64 {
        self.teu[1] - self.teu[0]
    }
}

impl FlowMap {
    /// The flows of a second scenario against those of a first.
    #[must_use]
    pub fn against(first: &Self, second: &Self) -> Self {
        let mut of: BTreeMap<(LinkId, bool), [f64; 2]> = BTreeMap::new();
        for (place, map) in [first, second].into_iter().enumerate() {
            for band in &map.bands {
                let key = (band.link, band.is_forward);
                of.entry(key).or_default()[place] += band.teu;
            }
        }
        let change = |((link, is_forward), teu)| Change {
            link,
            is_forward,
            teu,
        };
        let mut changes: Vec<Change> = of.into_iter().map(change).collect();
        // Thin ones are laid upon wide ones; of equals the first in network order comes first.
        changes.sort_by(|a, b| b.greater().total_cmp(&a.greater()));
        Self {
            changes,
            greatest: first.greatest.max(second.greatest),
            links: second.links.clone(),
            ..Self::default()
        }
    }

    /// Whether it sets two scenarios against each other.
    #[must_use]
    pub fn is_against(&self) -> bool {
        !self.changes.is_empty()
    }

    /// What is carried more, or less where it is below nothing, TEU a year.
    pub(super) fn changes_by(&self) -> impl Iterator<Item = f64> {
        self.changes.iter().map(Change::by)
    }
}

/// Width of a part of a band on a scale, page units; none of nothing.
fn width_or_none(teu: f64, scale: f64) -> f32 {
    if teu > 0.0 { width_of(teu, scale) } else { 0.0 }
}

/// The bands in page units, the widest first.
pub(super) fn bands(ground: &Ground, flows: &FlowMap) -> Vec<Item> {
    let (view, network) = (ground.view, ground.network);
    let Some(level) = level_at(ground.layers, view.camera.meters_per_unit) else {
        return Vec::new();
    };
    let palette = view.palette();
    let differences = Differences::of(flows, view.looks.part(Styled::Flows), palette);
    let (same, scale) = (differences.common(), flows.scale(view));
    let mut items = Vec::new();
    for change in &flows.changes {
        if change.link.index() >= network.links().len()
            || !map::is_drawn(network, ground.outcome, view, change.link)
        {
            continue;
        }
        let common = width_or_none(change.common(), scale);
        let by = width_or_none(change.by().abs(), scale);
        let color = differences.color(change.by());
        let casing = Pen::fixed(common + by + 2.0 * CASING, palette.utilization_casing);
        let start = GAP + CASING;
        let parts = [
            (start + f32::midpoint(common, by), casing),
            (start + common / 2.0, Pen::fixed(common, same)),
            (start + common + by / 2.0, Pen::fixed(by, color)),
        ];
        let shape = level.geometry.shape(change.link.index());
        for run in line_runs(shape, &view.camera, BEYOND) {
            let mut points = run.points;
            if !change.is_forward {
                points.reverse();
            }
            for (place, (offset, pen)) in parts.iter().enumerate() {
                let is_there = [common + by, common, by][place] > 0.0;
                if is_there {
                    let moved = beside(&points, DRIVING_SIDE * offset);
                    items.push(line(&moved, pen));
                }
            }
        }
    }
    items
}

//! Methods that mix flows by rule: all or nothing, incremental, successive averages.
//!
//! All or nothing puts all demand on the cheapest paths of an empty network. Incremental loading
//! does so in parts, each at the costs that the parts before it made. Successive averages move by
//! 1/2, 1/3, 1/4 … to what would be cheapest at the flows so far, and come to the equilibrium as
//! slowly as that. Sheffi, *Urban transportation networks*, 1985, chapter 5. Trees from all origins
//! in each round.
//!
//! Does not know: paths; how costs depend on flow.

use super::Options;
use super::layout::Layout;
use super::links::Links;
use super::solution::{Round, Status};
use crate::task::{Cancelled, Task};

/// A point with how the search for it ended.
pub(super) struct Found {
    pub(super) point: Vec<f64>,
    pub(super) status: Status,
    pub(super) gap: f64,
    pub(super) history: Vec<Round>,
}

impl Found {
    pub(super) fn new(n_entries: usize) -> Self {
        Found {
            point: vec![0.0; n_entries],
            status: Status::IterationLimit,
            gap: f64::INFINITY,
            history: Vec::new(),
        }
    }

    /// Notes the gap of a round, and tells the task; whether it is enough.
    pub(super) fn note(&mut self, iteration: u32, gap: f64, enough: f64, task: &Task) -> bool {
        self.gap = gap;
        task.report_round(iteration, gap);
        self.history.push(Round { iteration, gap });
        if gap <= enough {
            self.status = Status::Optimal;
        }
        gap <= enough
    }
}

/// Loads the demand in `n_parts` equal parts; one is all or nothing. The gap is that of the sum.
pub(super) fn incremental(
    links: &mut Links,
    n_parts: u32,
    options: &Options,
    found: &mut Found,
    task: &Task,
) -> Result<(), Cancelled> {
    let part = 1.0 / f64::from(n_parts);
    for _ in 0..n_parts {
        links.look_at(&found.point);
        let loaded = links.load(&found.point, task)?;
        for (flow, more) in found.point.iter_mut().zip(&loaded.point) {
            *flow += more * part;
        }
    }
    links.look_at(&found.point);
    let gap = links.load(&found.point, task)?.gap();
    found.note(n_parts, gap, options.gap, task);
    Ok(())
}

/// Successive averages until the gap or the limit.
pub(super) fn successive(
    links: &mut Links,
    options: &Options,
    found: &mut Found,
    task: &Task,
) -> Result<(), Cancelled> {
    links.look_at(&found.point);
    found.point = links.load(&found.point, task)?.point;
    for iteration in 1..=options.max_iterations.max(1) {
        links.look_at(&found.point);
        let loaded = links.load(&found.point, task)?;
        let is_near = found.note(iteration, loaded.gap(), options.gap, task);
        if is_near || iteration == options.max_iterations {
            break;
        }
        let part = 1.0 / (f64::from(iteration) + 1.0);
        for (flow, aim) in found.point.iter_mut().zip(&loaded.point) {
            *flow += (aim - *flow) * part;
        }
    }
    Ok(())
}

/// Runs a method on a layout's links.
pub(super) fn run(
    layout: &Layout,
    method: impl FnOnce(&mut Links, &mut Found) -> Result<(), Cancelled>,
) -> (Links<'_>, Found) {
    let mut links = Links::new(layout);
    let mut found = Found::new(links.len());
    if method(&mut links, &mut found).is_err() {
        found.status = Status::Cancelled { gap: found.gap };
    }
    links.look_at(&found.point);
    (links, found)
}

//! Shadow prices: what one more TEU a year of a capacity is worth, and what one less would cost.
//!
//! Both sides are told, as at a degenerate optimum they differ and a single dual says little.
//!
//! Does not know: how the allocation was found.

use super::Capacity;
use crate::graph::multicommodity::Allocation;
use crate::graph::multicommodity::result::Solution;
use crate::task::{Cancelled, Task};
use crate::throughput::flow_graph::Limits;

/// The change of a capacity that is asked about, TEU a year.
const STEP: f64 = 1.0;
/// A capacity is full where less than this part of it is left, or less than the step.
const NEAR: f64 = 1e-9;

/// What a full capacity is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// What it is of.
    pub limits: Limits,
    /// TEU a year.
    pub capacity: f64,
    /// TEU a year that use it.
    pub used: f64,
    /// What one more TEU a year saves, yuan a year, from 0.
    pub more: f64,
    /// What one TEU a year less costs, yuan a year, at least that; `None` where there is none to lose.
    pub less: Option<f64>,
}

impl Price {
    /// Whether one more or one less makes a difference.
    #[must_use]
    pub fn is_worth_something(&self) -> bool {
        self.more > 0.0 || self.less.is_some_and(|less| less > 0.0)
    }
}

/// Those of all full capacities, the dearest first.
pub(super) fn prices(
    program: &mut Allocation,
    solution: &Solution,
    capacities: &[Capacity],
    task: &Task,
) -> Result<Vec<Price>, Cancelled> {
    let used = |of: &Capacity| -> f64 {
        let arcs = of.arcs.iter();
        arcs.map(|&arc| solution.arc_flow[arc as usize]).sum()
    };
    let full: Vec<(&Capacity, f64)> = capacities
        .iter()
        .map(|of| (of, used(of)))
        .filter(|&(of, used)| of.teu.is_finite() && of.teu - used < STEP.max(NEAR * of.teu))
        .collect();
    let rows: Vec<_> = full.iter().map(|(of, _)| of.row).collect();
    let worths = program.worth(&rows, STEP, task)?;
    let price = |(&(of, used), worth): (&(&Capacity, f64), _)| {
        let worth: crate::graph::multicommodity::worth::Worth = worth;
        Price {
            limits: of.limits,
            capacity: of.teu,
            used,
            more: worth.more,
            less: worth.less,
        }
    };
    let mut prices: Vec<Price> = full.iter().zip(worths).map(price).collect();
    prices.sort_by(|a, b| {
        let less = |of: &Price| of.less.unwrap_or(of.more);
        let by_more = b.more.total_cmp(&a.more);
        by_more
            .then(less(b).total_cmp(&less(a)))
            .then(a.limits.cmp(&b.limits))
    });
    Ok(prices)
}

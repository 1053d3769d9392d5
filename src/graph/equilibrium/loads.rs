//! Flows of arcs with the costs that follow from them, kept up to date change by change.
//!
//! Does not know: paths, demand.

use super::curve::Curve;

/// By place; elastic pairs' arcs too.
#[derive(Clone, Debug, Default)]
pub(super) struct Loads {
    pub(super) flows: Vec<f64>,
    pub(super) costs: Vec<f64>,
    /// Derivatives of the costs.
    pub(super) slopes: Vec<f64>,
}

impl Loads {
    /// The costs of given flows.
    pub(super) fn new(curves: &[Curve], flows: Vec<f64>) -> Loads {
        let mut loads = Loads {
            costs: vec![0.0; flows.len()],
            slopes: vec![0.0; flows.len()],
            flows,
        };
        loads.refresh(curves);
        loads
    }

    /// Computes all costs anew.
    pub(super) fn refresh(&mut self, curves: &[Curve]) {
        for (at, curve) in curves.iter().enumerate() {
            (self.costs[at], self.slopes[at]) = curve.at(self.flows[at]);
        }
    }

    /// Adds to the flow of one arc; its cost then.
    #[inline]
    pub(super) fn add(&mut self, curves: &[Curve], place: u32, more: f64) -> f64 {
        let at = place as usize;
        let flow = self.flows[at] + more;
        self.flows[at] = flow;
        (self.costs[at], self.slopes[at]) = curves[at].at(flow);
        self.costs[at]
    }

    /// What a path costs, time alone.
    #[inline]
    pub(super) fn sum(&self, places: &[u32]) -> f64 {
        places.iter().map(|&place| self.costs[place as usize]).sum()
    }
}

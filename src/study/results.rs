//! What was measured of a scenario, by the keys of links and hubs, to be written beside its network.
//!
//! Does not know: files.

use super::compare::Measured;
use super::outcome::{CutPart, PathAnswer, Throughput};
use crate::model::results::Results;

/// The best path, the bottleneck and the flows that were measured.
#[must_use]
pub fn results(measured: &Measured) -> Results {
    let mut results = Results::default();
    let outcome = &measured.outcome;
    let network = &outcome.network;
    if let PathAnswer::Found { best, .. } = &outcome.path {
        for passed in best.links() {
            let link = network.link(passed.link);
            let of = results.links.entry(link.key.clone()).or_default();
            of.is_on_path = true;
            for end in [link.from, link.to] {
                let key = network.node(end).key.clone();
                results.hubs.entry(key).or_default().is_on_path = true;
            }
        }
    }
    let cut = match &outcome.throughput {
        Some(Throughput::Limited { bottleneck, .. }) => &bottleneck[..],
        _ => &[],
    };
    for part in cut {
        match part {
            CutPart::Link { link, .. } => {
                let key = network.link(*link).key.clone();
                results.links.entry(key).or_default().is_in_cut = true;
            }
            CutPart::Hub { node, .. } => {
                let key = network.node(*node).key.clone();
                results.hubs.entry(key).or_default().is_in_cut = true;
            }
        }
    }
    if let Ok(flows) = &measured.flows {
        let (answer, _) = &**flows;
        let (network, graph) = (&answer.network, &answer.setting.graph);
        results.has_flows = true;
        for load in answer.loads.links(network, graph) {
            let key = network.link(load.link).key.clone();
            results.links.entry(key).or_default().teu = [load.forward, load.backward];
        }
        for load in answer.loads.hubs(network, graph) {
            let key = network.node(load.node).key.clone();
            results.hubs.entry(key).or_default().teu = load.handled;
        }
    }
    results
}

//! What each link carries in both directions together, and how full its fuller direction is: one number for
//! each link, by which lines are colored and widened.
//!
//! A link through which nothing may go has neither number. Where something goes in a direction without a
//! capacity nobody can say how full the link is. The links of another network are known by their keys, so
//! that no link has the number of another one.
//!
//! Does not know: how flows were found; colors, widths.

use std::sync::Arc;

use super::readings::{LinkReading, links};
use super::{FlowAnswer, Limits, Selected, Stopped};
use crate::model::ids::LinkId;
use crate::model::network::Network;

/// The numbers of links.
#[derive(Clone, Debug)]
pub struct LinkFlows {
    /// The network that they are of.
    network: Arc<Network>,
    /// TEU a year in both directions together, and how full the fuller direction is in percent, by link.
    of: Vec<[Option<f64>; 2]>,
    /// Whether the flows are those of some who were chosen.
    is_selection: bool,
}

impl LinkFlows {
    /// Those of all flows, or of some that were selected; how full links are is by all in either case. `None` where
    /// nothing was put on the network.
    #[must_use]
    pub fn of(
        answer: &FlowAnswer,
        all: &[LinkReading],
        selected: Option<&Selected>,
    ) -> Option<Self> {
        if matches!(answer.found.stopped, Stopped::Refused(_)) {
            return None;
        }
        let network = &answer.network;
        let mut of: Vec<[Option<f64>; 2]> = vec![[None; 2]; network.links().len()];
        for limits in &answer.setting.graph.limits {
            if let Limits::Link { link, .. } = *limits {
                of[link.index()][0] = Some(0.0);
            }
        }
        for (id, of) in network.link_ids().zip(&mut of) {
            let link = network.link(id);
            let ways = [Some(&link.forward), link.backward.as_ref()];
            let mut capacities = ways.into_iter().flatten().map(|way| way.capacity.as_ref());
            let has_some = capacities.any(|of| of.is_some_and(|of| of.value > 0.0));
            of[1] = of[0].filter(|_| has_some);
        }
        for reading in all {
            let [_, full] = &mut of[reading.link.index()];
            *full = match (*full, reading.utilization) {
                (Some(known), Some(share)) => Some(known.max(share * 100.0)),
                _ => None,
            };
        }
        let chosen = selected.map(|selected| links(answer, &selected.arcs));
        for reading in chosen.as_deref().unwrap_or(all) {
            let [teu, _] = &mut of[reading.link.index()];
            *teu = Some(teu.unwrap_or(0.0) + reading.teu);
        }
        Some(Self {
            network: Arc::clone(network),
            of,
            is_selection: selected.is_some(),
        })
    }

    /// Whether they are those of some who were chosen.
    #[must_use]
    pub fn is_selection(&self) -> bool {
        self.is_selection
    }

    /// What a link of a network carries in both directions together, TEU a year.
    #[must_use]
    pub fn teu(&self, network: &Network, link: LinkId) -> Option<f64> {
        self.number(network, link, 0)
    }

    /// How full the fuller direction of a link is, percent of its capacity.
    #[must_use]
    pub fn percent(&self, network: &Network, link: LinkId) -> Option<f64> {
        self.number(network, link, 1)
    }

    fn number(&self, network: &Network, link: LinkId, which: usize) -> Option<f64> {
        let own = self.network.links().get(link.index())?;
        let shown = network.links().get(link.index())?;
        self.of[link.index()][which].filter(|_| own.key == shown.key)
    }
}

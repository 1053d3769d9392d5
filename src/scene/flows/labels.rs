//! Labels of the fullest links and hubs: how full they are, and where capacities hold what one more TEU is
//! worth.
//!
//! Does not know: where there is room for them.

use crate::model::ids::{LinkId, NodeId};
use crate::scene::sheet::Thing;
use crate::study::flows::prices::{allocated, price_in_words};
use crate::study::flows::{FlowAnswer, Limits};
use crate::words::format::number;
use crate::words::{Lang, fill};

/// How many of the fullest links and hubs are labeled.
const LABELS: usize = 6;
/// Those that are emptier are not labeled.
const LABELED_FROM: f64 = 0.85;

/// The labels of some flows.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// The fullest links and hubs, and how full they are.
    fullest: Vec<(Thing, f64)>,
    /// What one more TEU of full links and hubs is worth, the dearest first.
    prices: Vec<(Thing, String)>,
}

impl Labels {
    /// Those of some links and hubs, with how full they are.
    pub(super) fn of(
        answer: &FlowAnswer,
        links: impl Iterator<Item = (LinkId, f64)>,
        hubs: impl Iterator<Item = (NodeId, f64)>,
    ) -> Self {
        Self {
            fullest: fullest(links, hubs),
            prices: prices(answer),
        }
    }

    /// What they say, the fullest first.
    pub(super) fn in_words(&self, lang: Lang) -> impl Iterator<Item = (Thing, String)> {
        self.fullest.iter().map(move |&(thing, full)| {
            let full = format!("{} %", number(full * 100.0, 0));
            let mut prices = self.prices.iter();
            let price = prices.find(|(of, _)| *of == thing);
            let price = price.map(|(_, yuan)| fill(lang, "picture.flows.price", &[yuan]));
            let said = price.map_or(full.clone(), |price| format!("{full}, {price}"));
            (thing, said)
        })
    }
}

/// What one more TEU of each place that is full is worth, where it is worth something; of a place that has
/// several the dearest.
fn prices(answer: &FlowAnswer) -> Vec<(Thing, String)> {
    let prices = allocated(answer).map_or(&[][..], |allocated| &allocated.prices);
    let mut all: Vec<(Thing, String)> = Vec::new();
    for price in prices.iter().filter(|price| price.is_worth_something()) {
        let thing = match price.limits {
            Limits::Link { link, .. } => Thing::Link(link),
            Limits::Hub(node, _) | Limits::Customs { node, .. } => Thing::Node(node),
            Limits::Nothing => continue,
        };
        if !all.iter().any(|(of, _)| *of == thing) {
            all.push((thing, price_in_words(price)));
        }
    }
    all
}

/// The fullest places, links by their fuller direction; of equal ones links before hubs, then in network
/// order.
fn fullest(
    links: impl Iterator<Item = (LinkId, f64)>,
    hubs: impl Iterator<Item = (NodeId, f64)>,
) -> Vec<(Thing, f64)> {
    let mut links: Vec<(LinkId, f64)> = links.collect();
    links.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    links.dedup_by_key(|of| of.0);
    let links = links
        .into_iter()
        .map(|(link, full)| (Thing::Link(link), full));
    let hubs = hubs.map(|(node, full)| (Thing::Node(node), full));
    let mut all: Vec<(Thing, f64)> = links
        .chain(hubs)
        .filter(|&(_, full)| full >= LABELED_FROM)
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all.truncate(LABELS);
    all
}

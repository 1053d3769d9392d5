//! What a chain of links carries by itself: as much as its least link, nothing where one is closed.
//!
//! Does not know: other chains and how they share links (see `throughput`).

use super::sentences::link_name;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::model::scenario::{Access, Availability};
use crate::words::format::{list, number};
use crate::words::{Lang, fill, text};

/// The limit of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainLimit {
    /// TEU a year one way; `None` where no link has a capacity.
    pub teu_per_year: Option<f64>,
    /// The closed links, else the links of the least capacity, in the chain's order.
    pub links: Vec<LinkId>,
    /// Why the first of them carries nothing; `None` where the chain is open.
    pub closed: Option<Access>,
}

/// The limit of a chain under an availability, in the direction of its links' data.
#[must_use]
pub fn chain_limit(network: &Network, availability: &Availability, chain: &[LinkId]) -> ChainLimit {
    let closed: Vec<LinkId> = chain
        .iter()
        .copied()
        .filter(|&id| !availability.link(id).is_open())
        .collect();
    if let Some(&first) = closed.first() {
        return ChainLimit {
            teu_per_year: Some(0.0),
            closed: Some(availability.link(first)),
            links: closed,
        };
    }
    let capacity = |id: LinkId| network.link(id).forward.capacity.as_ref().map(|c| c.value);
    let least = chain
        .iter()
        .filter_map(|&id| capacity(id))
        .min_by(f64::total_cmp);
    let links = chain
        .iter()
        .copied()
        .filter(|&id| least.is_some() && capacity(id) == least)
        .collect();
    ChainLimit {
        teu_per_year: least,
        links,
        closed: None,
    }
}

/// The links of a chain by capacity, least first; those without one last. Equal ones keep the
/// chain's order.
#[must_use]
pub fn by_capacity(network: &Network, chain: &[LinkId]) -> Vec<LinkId> {
    let capacity = |id: LinkId| {
        let capacity = network.link(id).forward.capacity.as_ref();
        capacity.map_or(f64::INFINITY, |c| c.value)
    };
    let mut links = chain.to_vec();
    links.sort_by(|&a, &b| capacity(a).total_cmp(&capacity(b)));
    links
}

/// The limit in words: `at most 650,430 TEU a year, by Chuan-Qian railway (R09)`.
#[must_use]
pub fn limit_in_words(
    network: &Network,
    availability: &Availability,
    chain: &[LinkId],
    lang: Lang,
) -> String {
    let limit = chain_limit(network, availability, chain);
    let mut names: Vec<String> = limit
        .links
        .iter()
        .map(|&id| link_name(network, id, lang))
        .collect();
    names.dedup();
    let names = list(lang, &names);
    match (limit.closed, limit.teu_per_year) {
        (Some(access), _) => {
            let why = text(lang, access.words_key());
            fill(lang, "chain.closed", &[&names, why])
        }
        (None, Some(teu)) => fill(lang, "chain.limit", &[&number(teu, 0), &names]),
        (None, None) => text(lang, "chain.unlimited").to_owned(),
    }
}

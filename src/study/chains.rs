//! What a chain of links carries by itself: as much as its least link, nothing where one is closed.
//!
//! Does not know: other chains and how they share links (see `throughput`).

use super::outcome::Question;
use super::sentences::{line_name, link_name};
use crate::model::ids::{LinkId, NodeId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::route::{Chain, Route};
use crate::model::scenario::{Access, Availability};
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
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

/// The chains that a question is about, in the order of their routes: those that lead through one of
/// its origins or destinations, or through the city of one.
#[must_use]
pub fn chains_of<'a>(network: &'a Network, question: &Question) -> Vec<(&'a Route, &'a Chain)> {
    let place = |id: NodeId| network.node(id).city.unwrap_or(id);
    let ends = question.from.iter().chain(&question.to);
    let ends: Vec<NodeId> = ends.map(|&id| place(id)).collect();
    let is_on = |chain: &Chain| {
        let links = chain.links.iter().map(|&id| network.link(id));
        links
            .flat_map(|link| [link.from, link.to])
            .any(|hub| ends.contains(&place(hub)))
    };
    let routes = network.routes().iter();
    let all = routes.flat_map(|route| route.chains.iter().map(move |chain| (route, chain)));
    all.filter(|(_, chain)| is_on(chain)).collect()
}

/// Links of a chain of which each may be the least, because one kind of input is known only as a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Rivals {
    /// The input: TEU a train, share of paths, …
    pub input: Names,
    /// The links in the chain's order, with the lowest and the highest capacity that the range of
    /// this input alone gives, TEU a year.
    pub links: Vec<(LinkId, f64, f64)>,
}

/// For each kind of input of the capacities of a chain that has a range: the links that may be the
/// least while it varies and everything else keeps its value. Only kinds with two such links or more.
#[must_use]
pub fn rivals(network: &Network, chain: &[LinkId]) -> Vec<Rivals> {
    let capacity = |id: LinkId| network.link(id).forward.capacity.as_ref();
    let mut kinds: Vec<&Names> = Vec::new();
    for input in chain
        .iter()
        .filter_map(|&id| capacity(id))
        .flat_map(|c| c.basis.inputs())
    {
        let has_range = input.number.low.is_some() && input.number.high.is_some();
        if has_range && !kinds.contains(&&input.names) {
            kinds.push(&input.names);
        }
    }
    let found = kinds.into_iter().map(|kind| {
        let ranges: Vec<(LinkId, f64, f64)> = chain
            .iter()
            .filter_map(|&id| {
                let (low, high) = varied(capacity(id)?, kind);
                Some((id, low, high))
            })
            .collect();
        let least_high = ranges
            .iter()
            .map(|range| range.2)
            .fold(f64::INFINITY, f64::min);
        let mut links: Vec<(LinkId, f64, f64)> = ranges
            .into_iter()
            .filter(|range| range.1 <= least_high && range.2 > 0.0)
            .collect();
        // The parts of a split line are one line.
        links.dedup_by_key(|range| network.link(range.0).key.whole());
        Rivals {
            input: kind.clone(),
            links,
        }
    });
    found.filter(|rivals| rivals.links.len() > 1).collect()
}

/// Rivals named in a sentence at most.
const MAX_NAMED: usize = 4;

/// The ends of a capacity while one of its factors varies; the capacity itself where it has no such
/// factor.
fn varied(capacity: &Sourced, kind: &Names) -> (f64, f64) {
    let factor = capacity
        .basis
        .inputs()
        .iter()
        .find(|input| input.names == *kind);
    match factor.map(|input| &input.number) {
        Some(factor) if factor.value > 0.0 => {
            let at = |end: Option<f64>| capacity.value * end.unwrap_or(factor.value) / factor.value;
            (at(factor.low), at(factor.high))
        }
        _ => (capacity.value, capacity.value),
    }
}

/// The rivals of a chain in words, a sentence for each kind of input; none of a chain that is closed,
/// which carries nothing whatever the input.
#[must_use]
pub fn rivals_in_words(
    network: &Network,
    availability: &Availability,
    chain: &[LinkId],
    lang: Lang,
) -> Vec<String> {
    if chain_limit(network, availability, chain).closed.is_some() {
        return Vec::new();
    }
    let said = |mut rivals: Rivals| {
        rivals.links.sort_by(|a, b| a.2.total_cmp(&b.2));
        let n_more = rivals.links.len().saturating_sub(MAX_NAMED);
        let mut links: Vec<String> = rivals
            .links
            .iter()
            .take(MAX_NAMED)
            .map(|&(id, low, high)| {
                let name = line_name(network, id, lang);
                let unit = Unit::TeuPerYear.in_lang(lang);
                let (low, high) = (number(low, 0), number(high, 0));
                if low == high {
                    return fill(lang, "chain.rival-fixed", &[&name, &low, unit]);
                }
                fill(lang, "chain.rival", &[&name, &low, &high, unit])
            })
            .collect();
        if n_more > 0 {
            links.push(fill(lang, "chain.more", &[&n_more.to_string()]));
        }
        let input = rivals.input.in_lang(lang);
        fill(lang, "chain.rivals", &[input, &list(lang, &links)])
    };
    rivals(network, chain).into_iter().map(said).collect()
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

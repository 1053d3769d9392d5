//! What an allocation says beside its flows: what full places are worth, and why something is not carried,
//! as numbers with what they rest on and in words.
//!
//! Does not know: how they were found, how they are shown.

use super::{Allocated, FlowAnswer, Limits, Price, Reason, Solved, Why, penalty_of};
use crate::model::edit::NodeNumber;
use crate::model::ids::LinkId;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::study::sentences::{hub_limit_name, line_name, node_name};
use crate::words::format::{list, number};
use crate::words::{Lang, fill};

/// Places of a cut and pairs named in a sentence at most.
const MAX_NAMED: usize = 4;

/// The allocation of an answer; `None` for flows that were found otherwise.
#[must_use]
pub fn allocated(answer: &FlowAnswer) -> Option<&Allocated> {
    match &answer.solved {
        Solved::Allocated(allocated) => Some(allocated),
        Solved::Assigned(_) => None,
    }
}

/// What limits flows, in words: a link with its direction, a hub, the customs on a link.
#[must_use]
pub fn limits_name(network: &Network, limits: Limits, lang: Lang) -> String {
    let way = |link: LinkId, is_forward: bool| {
        let data = network.link(link);
        let [from, to] = if is_forward {
            [data.from, data.to]
        } else {
            [data.to, data.from]
        };
        let [from, to] = [from, to].map(|node| node_name(network, node, lang));
        format!("{}: {from} → {to}", line_name(network, link, lang))
    };
    match limits {
        Limits::Link { link, is_forward } => way(link, is_forward),
        Limits::Hub(node, number) => hub_limit_name(network, node, number, lang),
        Limits::Customs {
            node,
            link,
            is_forward,
        } => {
            let number = NodeNumber::BorderCapacity;
            let hub = hub_limit_name(network, node, number, lang);
            format!("{hub}, {}", way(link, is_forward))
        }
        Limits::Nothing => String::new(),
    }
}

/// One side of a price: what one more TEU a year saves, or one less costs, yuan a TEU; `None` where there
/// is no such side.
#[must_use]
pub fn price_number(answer: &FlowAnswer, price: &Price, is_more: bool) -> Option<Sourced> {
    let value = if is_more { price.more } else { price.less? };
    let factor = Sourced::assumed(answer.question.demand_factor, Unit::One, "");
    let capacity = capacity_of(&answer.network, price.limits).cloned();
    let capacity =
        capacity.unwrap_or_else(|| Sourced::assumed(price.capacity, Unit::TeuPerYear, ""));
    let inputs = vec![
        Input::worded("inspector.capacity", &capacity),
        Input::worded("demand.heading", &answer.demand.total),
        Input::worded("flows.factor", &factor),
        Input::worded("flows.penalty", &penalty_of(answer)),
    ];
    let formula = if is_more {
        "flows.formula.more"
    } else {
        "flows.formula.less"
    };
    let number = Sourced::by_formula(value, Unit::YuanPerTeu, "", inputs);
    Some(number.with_note_in_both(&Names::worded(formula)))
}

/// The capacity that a price is of.
fn capacity_of(network: &Network, limits: Limits) -> Option<&Sourced> {
    match limits {
        Limits::Link { link, is_forward } => {
            let link = network.link(link);
            let way = if is_forward {
                Some(&link.forward)
            } else {
                link.backward.as_ref()
            };
            way.and_then(|way| way.capacity.as_ref())
        }
        Limits::Hub(node, number) => network.node(node).number(number),
        Limits::Customs { node, .. } => network.node(node).number(NodeNumber::BorderCapacity),
        Limits::Nothing => None,
    }
}

/// What one more TEU is worth: one number, or from which to which.
#[must_use]
pub fn price_in_words(price: &Price) -> String {
    let [more, less] = [price.more, price.less.unwrap_or(price.more)].map(|of| number(of, 0));
    if more == less {
        more
    } else {
        format!("{more}–{less}")
    }
}

/// Why something is not carried: a sentence each.
#[must_use]
pub fn unmet_in_words(answer: &FlowAnswer, reason: &Reason, lang: Lang) -> String {
    let network = &answer.network;
    let pair = |&(at, _): &(u32, f64)| {
        let of = answer.loads.commodities[at as usize];
        let [from, to] = [of.from, of.to].map(|node| node_name(network, node, lang));
        format!("{from} → {to}")
    };
    let mut pairs: Vec<String> = Vec::new();
    for name in reason.commodities.iter().map(pair) {
        if !pairs.contains(&name) {
            pairs.push(name);
        }
    }
    let pairs = some(pairs, lang);
    let teu = number(reason.teu, 0);
    match reason.why {
        Why::NoWay => fill(lang, "flows.unmet.no-way", &[&teu, &pairs]),
        Why::TooDear => {
            let penalty = number(penalty_of(answer).value, 0);
            fill(lang, "flows.unmet.too-dear", &[&teu, &pairs, &penalty])
        }
        Why::Full => {
            let cut = reason.cut.iter();
            let cut: Vec<String> = cut.map(|&of| limits_name(network, of, lang)).collect();
            fill(lang, "flows.unmet.full", &[&teu, &pairs, &some(cut, lang)])
        }
    }
}

/// The first of some names, and how many there are beside them.
fn some(mut names: Vec<String>, lang: Lang) -> String {
    let rest = names.len().saturating_sub(MAX_NAMED);
    if rest == 0 {
        return list(lang, &names);
    }
    names.truncate(MAX_NAMED);
    names.push(fill(lang, "flows.and-more", &[&rest.to_string()]));
    list(lang, &names)
}

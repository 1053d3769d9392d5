//! What lies beyond a throughput, in words.
//!
//! Does not know: where they are shown.

use super::{Beyond, CapacityOf, Next, Varied};
use crate::model::edit::NodeNumber;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::CutPart;
use crate::study::sentences::{
    cut_part_in_words, grouped, hub_limit_name, line_name, link_name, node_name,
};
use crate::words::format::{list, number};
use crate::words::{Lang, fill, text};

/// Links named in a sentence at most.
const MAX_NAMED: usize = 3;

/// The name of a part of a bottleneck: `Nan-Fang line (R21)`; of a hub what is limited there.
#[must_use]
pub fn part_name(network: &Network, part: &CutPart, lang: Lang) -> String {
    match part {
        CutPart::Link { link, .. } => line_name(network, *link, lang),
        CutPart::Hub { node, limit, .. } => hub_limit_name(network, *node, *limit, lang),
    }
}

/// The name of what has a capacity.
#[must_use]
pub fn capacity_name(network: &Network, of: &CapacityOf, lang: Lang) -> String {
    match of {
        CapacityOf::Line(key) => {
            let links = network.links_named(key.as_str());
            let first = links.first().map(|&link| link_name(network, link, lang));
            first.unwrap_or_else(|| key.to_string())
        }
        CapacityOf::Hub(key, limit) => match network.node_by_key(key) {
            Some(node) if *limit == NodeNumber::Capacity => {
                node_name(network, node, lang).to_owned()
            }
            Some(node) => hub_limit_name(network, node, *limit, lang),
            None => key.to_string(),
        },
    }
}

/// What limits once the present bottleneck does not.
#[must_use]
pub fn next_sentence(network: &Network, (present, beyond): (u64, &Beyond), lang: Lang) -> String {
    match &beyond.next {
        Next::Limited {
            teu_per_year,
            bottleneck,
        } => {
            let parts: Vec<String> = bottleneck
                .iter()
                .map(|part| cut_part_in_words(network, part, lang))
                .collect();
            let parts = list(lang, &parts);
            if *teu_per_year == present {
                return fill(lang, "beyond.next-same", &[&parts]);
            }
            fill(lang, "beyond.next", &[&grouped(*teu_per_year), &parts])
        }
        Next::Unlimited { links } => {
            let mut names: Vec<String> = links
                .iter()
                .filter(|&&link| network.link(link).mode != Mode::Transfer)
                .map(|&link| link_name(network, link, lang))
                .collect();
            names.dedup();
            names.truncate(MAX_NAMED);
            if names.is_empty() {
                return text(lang, "beyond.next-free").to_owned();
            }
            fill(lang, "beyond.next-none", &[&list(lang, &names)])
        }
    }
}

/// What a curve says: at most what flows now, what more of the capacity gives, and what limits then.
#[must_use]
pub fn curve_sentences(varied: &Varied, lang: Lang) -> Vec<String> {
    let network = &varied.network;
    let name = capacity_name(network, &varied.of, lang);
    let curve = &varied.curve;
    if curve.stretches.is_empty() {
        return vec![fill(lang, "beyond.curve-unlimited", &[&name])];
    }
    let present = varied.present.as_ref().map(|now| now.value);
    let on = present.and_then(|now| curve.stretch_at(now));
    let mut said = Vec::new();
    let is_flat = curve.stretches.len() == 1 && curve.stretches[0].slope == 0;
    if is_flat {
        return vec![fill(lang, "beyond.curve-flat", &[&name])];
    }
    if let (Some(now), Some(on)) = (present, on) {
        let now = number(now, 0);
        let key = match on.slope {
            0 => "beyond.curve-none",
            1 => "beyond.curve-one",
            _ => "beyond.curve-more",
        };
        said.push(fill(lang, key, &[&name, &now, &on.slope.to_string()]));
    }
    match curve.enough() {
        Some(enough) => {
            let parts: Vec<String> = enough
                .bottleneck
                .iter()
                .map(|part| part_name(network, part, lang))
                .collect();
            let from = number(enough.from, 0);
            let most = number(enough.teu_per_year, 0);
            let parts = list(lang, &parts);
            said.push(fill(lang, "beyond.above", &[&from, &parts, &most]));
        }
        None => said.push(text(lang, "beyond.curve-endless").to_owned()),
    }
    said
}

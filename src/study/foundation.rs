//! How well the numbers of a network are founded, for the foot of a page: shares by status, and from how
//! many sources those come that are cited.
//!
//! Counted are the length and all editable numbers of each link, and those of each hub; one pass, O(n log n).
//! Does not know: results; what a page looks like.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::edit::{LinkNumber, NodeNumber};
use crate::model::effect::compact::without_removed;
use crate::model::network::Network;
use crate::model::sourced::{Sourced, Status};
use crate::words::format::number;
use crate::words::{Lang, fill, text};

/// How many numbers there are of each status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foundation {
    /// Cited, derived, assumed, unsourced.
    pub counts: [usize; 4],
    /// Different sources of those that are cited.
    pub n_sources: usize,
}

impl Foundation {
    /// Counts the numbers of a network; of what was taken away none.
    #[must_use]
    pub fn of(network: &Arc<Network>) -> Self {
        let there = without_removed(network);
        let links = there.links().iter().flat_map(|link| {
            let own = LinkNumber::ALL.into_iter();
            own.filter_map(|of| link.number(of)).chain([&link.length])
        });
        let nodes = there.nodes().iter().flat_map(|node| {
            let own = NodeNumber::ALL.into_iter();
            own.filter_map(|of| node.number(of))
        });
        let mut found = Self::default();
        let mut sources = BTreeSet::new();
        for number in links.chain(nodes) {
            found.counts[place(number)] += 1;
            if number.status == Status::Cited {
                sources.extend(number.source.clone());
            }
        }
        found.n_sources = sources.len();
        found
    }

    /// In one sentence; empty where there are no numbers.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let all: usize = self.counts.iter().sum();
        if all == 0 {
            return String::new();
        }
        let [cited, derived, assumed, unsourced] =
            self.counts.map(|count| number(percent(count, all), 0));
        let sources = self.n_sources.to_string();
        let mut said = fill(
            lang,
            "page.founded",
            &[&cited, &sources, &derived, &assumed],
        );
        if self.counts[3] > 0 {
            let more = [said.as_str(), &unsourced, text(lang, "status.unsourced")];
            said = fill(lang, "page.founded-more", &more);
        }
        said
    }
}

fn place(number: &Sourced) -> usize {
    match number.status {
        Status::Cited => 0,
        Status::Derived => 1,
        Status::Assumed => 2,
        Status::Unsourced => 3,
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn percent(count: usize, all: usize) -> f64 {
    count as f64 * 100.0 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_with_their_sources() {
        let found = Foundation {
            counts: [1, 1, 2, 0],
            n_sources: 1,
        };
        let said = found.in_words(Lang::En);
        assert!(said.contains("25 %") && said.contains("50 %"), "{said}");
        assert!(!said.contains("without source"), "{said}");
        assert_eq!(Foundation::default().in_words(Lang::En), "");
        let unsourced = Foundation {
            counts: [0, 0, 0, 3],
            n_sources: 0,
        };
        assert!(
            unsourced
                .in_words(Lang::En)
                .contains("100 % without source")
        );
    }
}

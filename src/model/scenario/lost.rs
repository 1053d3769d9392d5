//! Edits of a scenario whose target is not there: kept, without effect, and named.
//!
//! Does not know: why it is not there; who shows the findings.

use std::sync::Arc;

use super::Scenario;
use crate::model::check::{Issue, Place};
use crate::model::edit::Edit;
use crate::model::edit::parts::DemandPart;
use crate::model::edit::target::Target;
use crate::model::effect::network_under;
use crate::model::effect::year::unknown_in;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::network::Network;

/// What findings name in the place of a file.
const FILE: &str = "scenario";

/// What a reader should know of a scenario: edits that find nothing, and what is not known of its year.
#[must_use]
pub fn findings(network: &Arc<Network>, facts: &Facts, scenario: &Scenario) -> Vec<Issue> {
    let file = Arc::from(FILE);
    let mut issues: Vec<Issue> = lost(network, facts, scenario)
        .into_iter()
        .map(|edit| {
            let of = edit.target().to_string();
            Issue::warning("edit-lost", &file, Place::default(), &[&of])
        })
        .collect();
    if let Some(year) = scenario.year() {
        issues.extend(unknown_in(network, year, scenario));
    }
    issues
}

/// The edits of a scenario that do nothing, as what they name is not there, or a key that they bring is
/// taken; in their order.
#[must_use]
pub fn lost<'a>(network: &Arc<Network>, facts: &Facts, scenario: &'a Scenario) -> Vec<&'a Edit> {
    if scenario.edits().is_empty() {
        return Vec::new();
    }
    let under = network_under(network, scenario);
    let sought = Sought {
        base: network,
        under: &under,
        facts,
    };
    let edits = scenario.edits().iter();
    edits.filter(|edit| !sought.finds(edit)).collect()
}

struct Sought<'a> {
    base: &'a Network,
    under: &'a Network,
    facts: &'a Facts,
}

impl Sought<'_> {
    fn finds(&self, edit: &Edit) -> bool {
        let under = self.under;
        match edit.target() {
            Target::RouteOpen(key) => under.route_by_key(&key).is_some(),
            Target::LinkOpen(key) | Target::LinkNumber(key, _) => self.has_link(&key),
            Target::NodeNumber(key, number) => under.node_by_key(&key).is_some_and(|id| {
                let is_set = matches!(edit, Edit::SetNodeNumber { .. });
                let is_there = under.node(id).number(number).is_some();
                is_there || (is_set && number.is_free())
            }),
            Target::NodeOpen(key) | Target::NodePlace(key) => under.node_by_key(&key).is_some(),
            Target::Project(key) => self.base.project_by_key(&key).is_some(),
            Target::Departures(key) => under.services().iter().any(|of| of.key == key),
            Target::Parameter(key) => self.facts.parameters.number(key.as_str()).is_some(),
            Target::Demand(part) => self.has_demand(&part),
            Target::ModeOpen(_) | Target::Growth | Target::Year => true,
            // These are named by the edit that made them, too: one that did nothing left no trace.
            Target::NodeAdded(key) | Target::LinkSplit(_, key) => {
                self.base.node_by_key(&key).is_none() && self.was_made(&key)
            }
            Target::LinkAdded(key) => {
                self.base.links_named(key.as_str()).is_empty() && self.was_linked(&key)
            }
            Target::NodeRemoved(key) => self.was_removed(&key),
            Target::LinkRemoved(key) => self.was_unlinked(&key),
        }
    }

    fn has_link(&self, key: &Key) -> bool {
        !self.under.links_named(key.as_str()).is_empty()
    }

    /// Whether a hub has its key, or had it until it was taken away.
    fn was_made(&self, key: &Key) -> bool {
        self.under.nodes().iter().any(|node| node.key == *key)
    }

    fn was_linked(&self, key: &Key) -> bool {
        let mut links = self.under.links().iter();
        links.any(|link| link.key.is_or_is_part_of(key.as_str()))
    }

    fn was_removed(&self, key: &Key) -> bool {
        let removed = self.under.removed().iter();
        removed.copied().any(|id| self.under.node(id).key == *key)
    }

    fn was_unlinked(&self, key: &Key) -> bool {
        self.was_linked(key) && !self.has_link(key)
    }

    /// Whether the ends of a demand are hubs, zones or ports, and its class is one of the study.
    fn has_demand(&self, part: &DemandPart) -> bool {
        let is_of = |kind: &str, key: &Key| {
            let mut rows = self.facts.margins.iter();
            rows.any(|row| row.margin == kind && row.key == key.as_str())
        };
        let is_end = |key: &Key| {
            is_of("zone", key) || is_of("port", key) || self.under.node_by_key(key).is_some()
        };
        let has =
            |end: &Option<Key>, is_there: &dyn Fn(&Key) -> bool| end.as_ref().is_none_or(is_there);
        has(&part.from, &is_end)
            && has(&part.to, &is_end)
            && has(&part.class, &|key| is_of("class", key))
    }
}

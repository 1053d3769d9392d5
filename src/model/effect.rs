//! What a scenario makes of the numbers of a network: edited numbers, applied projects.
//!
//! Does not know: what is open under the scenario (see [`super::scenario`]).

use std::sync::Arc;

use super::defaults::Defaults;
use super::edit::{Edit, LinkNumber, NodeNumber};
use super::ids::{Key, LinkId};
use super::link::{Direction, Link};
use super::names::Names;
use super::network::Network;
use super::node::Node;
use super::project::{Project, Setting};
use super::scenario::Scenario;
use super::sourced::{Basis, Input, Sourced, Status};
use super::unit::Unit;
use super::value::Value;
use crate::words::fill;

/// The network as a scenario has it: itself where no number changes. Projects take effect first, in
/// the order of their edits, then edited numbers.
#[must_use]
pub fn network_under(network: &Arc<Network>, scenario: &Scenario) -> Arc<Network> {
    if !scenario.edits().iter().any(Edit::changes_numbers) {
        return Arc::clone(network);
    }
    let mut changed = Changed {
        network,
        links: network.links().to_vec(),
        nodes: network.nodes().to_vec(),
    };
    for edit in scenario.edits() {
        if let Edit::ApplyProject {
            project,
            is_applied: true,
        } = edit
            && let Some(project) = network.project_by_key(project)
        {
            changed.apply(project);
        }
    }
    for edit in scenario.edits() {
        match edit {
            Edit::SetLinkNumber {
                link,
                number,
                value,
            } => changed.set_link(link, *number, *value, &By::Hand),
            Edit::SetNodeNumber {
                node,
                number,
                value,
            } => changed.set_node(node, *number, *value, &By::Hand),
            Edit::SetRouteOpen { .. }
            | Edit::SetLinkOpen { .. }
            | Edit::SetNodeOpen { .. }
            | Edit::ApplyProject { .. }
            | Edit::Restore(_) => {}
        }
    }
    Arc::new(network.with_numbers(changed.nodes, changed.links))
}

/// The network for cargo of other tonnes a TEU: emissions of links and lifts follow, which are by
/// tonne; those that a file gives for a link as such stay.
#[must_use]
pub fn network_for_cargo(network: &Network, tonnes: &Sourced) -> Network {
    let mut defaults = Defaults::clone(network.defaults());
    let old = std::mem::replace(&mut defaults.tonnes_per_teu, tonnes.clone());
    let lift = &mut defaults.lift_kg;
    let formula = format!("{} × {} ÷ {} t/TEU", lift.value, tonnes.value, old.value);
    let inputs = vec![
        Input::worded("card.before", lift),
        Input::worded("input.tonnes", tonnes),
    ];
    let share = tonnes.value / old.value.max(f64::MIN_POSITIVE);
    let ends = (lift.low, lift.high);
    *lift = Sourced::by_formula(lift.value * share, Unit::KgPerTeu, &formula, inputs);
    if let (Some(low), Some(high)) = ends {
        *lift = lift.clone().with_range(low * share, high * share);
    }
    let mut links = network.links().to_vec();
    for link in &mut links {
        let before = network.defaults();
        let was = before.co2(link.mode, &link.length, link.is_electrified);
        let now = defaults.co2(link.mode, &link.length, link.is_electrified);
        each_way(link, |way| {
            if way.co2 == was {
                way.co2 = now.clone();
            }
        });
    }
    let changed = network.with_numbers(network.nodes().to_vec(), links);
    changed.with_defaults(defaults)
}

/// Who changes a number.
enum By<'a> {
    Hand,
    Project(&'a Project),
}

impl By<'_> {
    /// The number that takes the place of another.
    fn number(&self, value: f64, unit: Unit, old: Option<&Sourced>) -> Sourced {
        match self {
            Self::Hand => match old {
                Some(old) => old.edited(value),
                None => Sourced::new(value, unit, Status::Assumed)
                    .with_note_in_both(&Names::worded("note.edited-unlimited")),
            },
            Self::Project(project) => by_project(project, value, unit, old),
        }
    }
}

fn by_project(project: &Project, value: f64, unit: Unit, old: Option<&Sourced>) -> Sourced {
    let mut number = Sourced::new(value, unit, project.status);
    let note = Names::said(|lang| {
        let name = project.names.in_lang(lang);
        let said = fill(lang, "note.project", &[project.key.as_str(), name]);
        match project.note.as_str() {
            "" => said,
            note => fill(lang, "note.project-note", &[&said, note]),
        }
    });
    number = number.with_note_in_both(&note);
    number.source = (!project.source.is_empty()).then(|| Arc::from(project.source.as_str()));
    #[expect(clippy::cast_possible_truncation, reason = "a year; a cast saturates")]
    let year = project.year.as_ref().map(|year| year.value as i32);
    number.year = year;
    if let Some(old) = old {
        number.basis = Basis::Formula([Input::worded("card.before", old)].into());
    }
    number
}

struct Changed<'a> {
    network: &'a Network,
    links: Vec<Link>,
    nodes: Vec<Node>,
}

impl Changed<'_> {
    fn apply(&mut self, project: &Project) {
        for change in &project.changes {
            for id in self.network.links_named(change.subject.as_str()) {
                let link = &mut self.links[id.index()];
                match &change.setting {
                    Setting::State(state) => link.state = *state,
                    Setting::Electrified(is_electrified) => {
                        link.is_electrified = Some(*is_electrified);
                        self.emissions_anew(id.index());
                    }
                    Setting::Number { .. } => {}
                }
            }
            let Setting::Number { property, value } = &change.setting else {
                continue;
            };
            let by = By::Project(project);
            if let Some(number) = LinkNumber::from_word(property) {
                self.set_link(&change.subject, number, *value, &by);
            } else {
                self.set_other(&change.subject, property, *value, &by);
            }
            if let Some(number) = NodeNumber::from_word(property) {
                self.set_node(&change.subject, number, *value, &by);
            }
        }
    }

    fn emissions_anew(&mut self, index: usize) {
        let link = &mut self.links[index];
        let defaults = self.network.defaults();
        let co2 = defaults.co2(link.mode, &link.length, link.is_electrified);
        if let Some(backward) = &mut link.backward {
            backward.co2 = co2.clone();
        }
        link.forward.co2 = co2;
    }

    /// The links of a name with their shares in its length before any change: what grows with
    /// length is shared out among the parts of a split link.
    fn shares(&self, key: &Key) -> Vec<(LinkId, f64)> {
        let ids = self.network.links_named(key.as_str());
        let km = |id: LinkId| self.network.link(id).length.value;
        let all_km: f64 = ids.iter().map(|&id| km(id)).sum();
        let share = |id| if all_km > 0.0 { km(id) / all_km } else { 1.0 };
        ids.into_iter().map(|id| (id, share(id))).collect()
    }

    fn set_link(&mut self, key: &Key, number: LinkNumber, value: f64, by: &By) {
        let defaults = self.network.defaults();
        for (id, share) in self.shares(key) {
            let link = &mut self.links[id.index()];
            match number {
                LinkNumber::Hours => each_way(link, |way| {
                    way.hours = by.number(value * share, Unit::Hours, Some(&way.hours));
                }),
                LinkNumber::Money => each_way(link, |way| {
                    way.money = by.number(value * share, Unit::YuanPerTeu, Some(&way.money));
                }),
                LinkNumber::Capacity => each_way(link, |way| {
                    let old = way.capacity.as_ref();
                    way.capacity = Some(by.number(value, Unit::TeuPerYear, old));
                }),
                LinkNumber::Pairs | LinkNumber::TeuPerTrain | LinkNumber::ContainerShare => {
                    set_trains(link, number, value, by, defaults);
                }
            }
        }
    }

    /// Numbers that a project may change and an edit does not.
    fn set_other(&mut self, key: &Key, property: &str, value: f64, by: &By) {
        for (id, share) in self.shares(key) {
            let link = &mut self.links[id.index()];
            match property {
                "length_km" => {
                    link.length = by.number(value * share, Unit::Km, Some(&link.length));
                }
                "tracks" => link.tracks = Some(by.number(value, Unit::One, link.tracks.as_ref())),
                _ => set_attribute(link, property, value, by),
            }
        }
    }

    fn set_node(&mut self, key: &Key, number: NodeNumber, value: f64, by: &By) {
        let Some(id) = self.network.node_by_key(key) else {
            return;
        };
        let node = &mut self.nodes[id.index()];
        match number {
            NodeNumber::Capacity => {
                let old = node.capacity.as_ref();
                node.capacity = Some(by.number(value, Unit::TeuPerYear, old));
            }
            NodeNumber::TransferHours => {
                node.transfer_hours = by.number(value, Unit::Hours, Some(&node.transfer_hours));
            }
            NodeNumber::TransferMoney => {
                let old = Some(&node.transfer_money);
                node.transfer_money = by.number(value, Unit::YuanPerTeu, old);
            }
            NodeNumber::BorderHours => {
                node.border_hours = by.number(value, Unit::Hours, Some(&node.border_hours));
            }
            NodeNumber::BorderMoney => {
                let old = Some(&node.border_money);
                node.border_money = by.number(value, Unit::YuanPerTeu, old);
            }
            NodeNumber::TransferCo2
            | NodeNumber::TransferCapacity
            | NodeNumber::GaugeHours
            | NodeNumber::GaugeMoney
            | NodeNumber::GaugeCo2
            | NodeNumber::GaugeCapacity
            | NodeNumber::BorderCo2
            | NodeNumber::BorderCapacity => set_change(node, number, value, by),
        }
    }
}

/// Sets a number of changes at a hub. Without a capacity there is no limit; of all else nothing is added.
fn set_change(node: &mut Node, number: NodeNumber, value: f64, by: &By) {
    let unit = number.unit();
    let none = Sourced::new(0.0, unit, Status::Assumed);
    let nothing = (unit != Unit::TeuPerYear).then_some(&none);
    let old = node.changes.of(number).or(nothing);
    let new = by.number(value, unit, old);
    node.changes.set(number, Some(new));
}

fn each_way(link: &mut Link, set: impl Fn(&mut Direction)) {
    set(&mut link.forward);
    if let Some(backward) = &mut link.backward {
        set(backward);
    }
}

/// Sets what a capacity follows from; the capacity follows where it was computed from it.
fn set_trains(link: &mut Link, number: LinkNumber, value: f64, by: &By, defaults: &Defaults) {
    let followed = link.trains.capacity(defaults);
    let slot = match number {
        LinkNumber::Pairs => &mut link.trains.pairs_per_day,
        LinkNumber::TeuPerTrain => &mut link.trains.teu_per_train,
        LinkNumber::ContainerShare => &mut link.trains.container_share,
        LinkNumber::Hours | LinkNumber::Money | LinkNumber::Capacity => return,
    };
    *slot = Some(by.number(value, number.unit(), slot.as_ref()));
    let follows = link.trains.capacity(defaults);
    each_way(link, |way| {
        if way.capacity == followed {
            way.capacity.clone_from(&follows);
        }
    });
}

fn set_attribute(link: &mut Link, property: &str, value: f64, by: &By) {
    let found = link.attributes.iter_mut();
    for attribute in found.filter(|attribute| attribute.name == property) {
        if let Value::Number(old) = &mut attribute.value {
            *old = by.number(value, old.unit, Some(old));
        }
    }
}

//! What a scenario makes of the numbers of a network: edited numbers, applied projects.
//!
//! Does not know: what is open under the scenario (see [`super::scenario`]).

pub mod compact;
pub mod refill;
pub mod shape;
pub mod year;

use std::sync::Arc;

use self::refill::network_with_defaults;
use self::shape::network_in_shape;
use self::year::network_in;
use super::capacity::Terminal;
use super::defaults::Defaults;
use super::edit::{Edit, LinkNumber, NodeNumber};
use super::facts::Facts;
use super::ids::{Key, LinkId};
use super::link::{Direction, Link};
use super::names::Names;
use super::network::Network;
use super::node::Node;
use super::project::{Change, Project, Setting};
use super::scenario::Scenario;
use super::sourced::{Basis, Input, Sourced, Status};
use super::unit::Unit;
use super::value::Value;
use crate::words::fill;

/// The network as a scenario has it: itself where nothing of it changes. Whatever the order of the
/// edits, first comes the year, then projects in the order of their edits, then parameters, then the
/// shape (hubs and links added, moved, split, taken away), then numbers, set and multiplied in the order
/// of their edits.
#[must_use]
pub fn network_under(network: &Arc<Network>, scenario: &Scenario) -> Arc<Network> {
    let edits = scenario.edits();
    if !edits.iter().any(Edit::changes_numbers) {
        return Arc::clone(network);
    }
    let mut now = match scenario.year() {
        Some(year) => network_in(network, year, scenario),
        None => Arc::clone(network),
    };
    let is_project = |edit: &Edit| {
        matches!(
            edit,
            Edit::ApplyProject {
                is_applied: true,
                ..
            }
        )
    };
    if edits.iter().any(is_project) {
        let mut changed = Changed::of(&now);
        for edit in edits {
            if let Edit::ApplyProject {
                project,
                is_applied: true,
            } = edit
                && let Some(project) = network.project_by_key(project)
            {
                changed.apply(project);
            }
        }
        now = changed.finish();
    }
    now = with_parameters(now, edits);
    if edits.iter().any(Edit::changes_shape) {
        now = network_in_shape(&now, edits);
    }
    with_numbers(now, edits)
}

/// What a study knows under a scenario: itself where no parameter is edited.
#[must_use]
pub fn facts_under(facts: &Arc<Facts>, scenario: &Scenario) -> Arc<Facts> {
    let mut changed: Option<Facts> = None;
    for edit in scenario.edits() {
        let Edit::SetParameter { parameter, value } = edit else {
            continue;
        };
        let facts = changed.get_or_insert_with(|| Facts::clone(facts));
        let known = facts
            .parameters
            .rows()
            .iter()
            .find(|row| row.key == *parameter);
        if let Some(row) = known
            && let Value::Number(number) = &row.value
        {
            let mut row = row.clone();
            row.value = Value::Number(number.edited(*value));
            facts.parameters.set(row);
        }
    }
    changed.map_or_else(|| Arc::clone(facts), Arc::new)
}

/// Parameters of defaults: what was filled up from them is filled up anew.
fn with_parameters(network: Arc<Network>, edits: &[Edit]) -> Arc<Network> {
    let mut defaults: Option<Defaults> = None;
    for edit in edits {
        let Edit::SetParameter { parameter, value } = edit else {
            continue;
        };
        let defaults = defaults.get_or_insert_with(|| Defaults::clone(network.defaults()));
        if let Some(number) = defaults.by_key_mut(parameter.as_str()) {
            *number = number.edited(*value);
        }
    }
    match defaults {
        Some(defaults) => Arc::new(network_with_defaults(&network, defaults)),
        None => network,
    }
}

/// Numbers of links, hubs and services, by hand.
fn with_numbers(network: Arc<Network>, edits: &[Edit]) -> Arc<Network> {
    let mut changed = Changed::of(&network);
    let mut services = network.services().to_vec();
    let (mut n_numbers, mut n_services) = (0, 0);
    for edit in edits {
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
            Edit::ScaleLinkNumber {
                link,
                number,
                factor,
            } => changed.scale_link(link, *number, *factor),
            Edit::ScaleNodeNumber {
                node,
                number,
                factor,
            } => changed.scale_node(node, *number, *factor),
            Edit::SetDepartures { service, per_week } => {
                for service in services.iter_mut().filter(|of| of.key == *service) {
                    let departures = &mut service.departures_per_week;
                    *departures = departures.edited(*per_week);
                    n_services += 1;
                }
                continue;
            }
            _ => continue,
        }
        n_numbers += 1;
    }
    let network = if n_numbers > 0 {
        changed.finish()
    } else {
        network
    };
    if n_services == 0 {
        return network;
    }
    Arc::new(Network::clone(&network).with_services(services))
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
    network_with_defaults(network, defaults)
}

/// Who changes a number.
enum By<'a> {
    Hand,
    Project(&'a Project),
    /// The year is before that of a project: what was there before it.
    Before(&'a Project),
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
            Self::Before(project) => before_project(project, value, unit, old),
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
    number.year = project.first_year();
    if let Some(old) = old {
        number.basis = Basis::Formula([Input::worded("card.before", old)].into());
    }
    number
}

/// What a number was before a project, by the project's table.
fn before_project(project: &Project, value: f64, unit: Unit, old: Option<&Sourced>) -> Sourced {
    let status = match &project.before {
        Some(Value::Number(before)) => before.status.combined(Status::Derived),
        _ => Status::Assumed,
    };
    let note = Names::said(|lang| {
        let name = project.names.in_lang(lang);
        fill(lang, "note.before-project", &[project.key.as_str(), name])
    });
    let mut number = Sourced::new(value, unit, status).with_note_in_both(&note);
    number.source = (!project.source.is_empty()).then(|| Arc::from(project.source.as_str()));
    if let Some(old) = old {
        number.basis = Basis::Formula([Input::worded("card.today", old)].into());
    }
    number
}

struct Changed<'a> {
    network: &'a Network,
    links: Vec<Link>,
    nodes: Vec<Node>,
}

impl<'a> Changed<'a> {
    fn of(network: &'a Network) -> Self {
        Self {
            network,
            links: network.links().to_vec(),
            nodes: network.nodes().to_vec(),
        }
    }

    fn finish(self) -> Arc<Network> {
        Arc::new(self.network.with_numbers(self.nodes, self.links))
    }

    fn apply(&mut self, project: &Project) {
        self.make(&project.changes, &By::Project(project));
    }

    fn make(&mut self, changes: &[Change], by: &By) {
        for change in changes {
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
            if let Some(number) = LinkNumber::from_word(property) {
                self.set_link(&change.subject, number, *value, by);
            } else {
                self.set_other(&change.subject, property, *value, by);
            }
            if let Some(number) = NodeNumber::from_word(property) {
                self.set_node(&change.subject, number, *value, by);
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

    /// Multiplies a number of each link of a name, each way by itself.
    fn scale_link(&mut self, key: &Key, number: LinkNumber, factor: f64) {
        let defaults = self.network.defaults();
        for id in self.network.links_named(key.as_str()) {
            let link = &mut self.links[id.index()];
            match number {
                LinkNumber::Hours => each_way(link, |way| way.hours = scaled(&way.hours, factor)),
                LinkNumber::Money => each_way(link, |way| way.money = scaled(&way.money, factor)),
                LinkNumber::Capacity => each_way(link, |way| {
                    way.capacity = way.capacity.as_ref().map(|old| scaled(old, factor));
                }),
                LinkNumber::Pairs | LinkNumber::TeuPerTrain | LinkNumber::ContainerShare => {
                    scale_trains(link, number, factor, defaults);
                }
            }
        }
    }

    fn scale_node(&mut self, key: &Key, number: NodeNumber, factor: f64) {
        let Some(id) = self.network.node_by_key(key) else {
            return;
        };
        if let Some(old) = self.nodes[id.index()].number(number).map(|old| old.value) {
            self.set_node(key, number, old * factor, &By::Hand);
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
            NodeNumber::DwellDays => set_dwell(node, value, by, self.network.defaults()),
        }
    }
}

/// Multiplies what a capacity follows from; a share stays at one at most, and what is not given stays so.
fn scale_trains(link: &mut Link, number: LinkNumber, factor: f64, defaults: &Defaults) {
    let is_share = number == LinkNumber::ContainerShare;
    let assumed = is_share.then_some(&defaults.container_share);
    if let Some(old) = link.number(number).or(assumed).map(|old| old.value) {
        let most = if is_share { 1.0 } else { f64::MAX };
        let value = (old * factor).min(most);
        set_trains(link, number, value, &By::Hand, defaults);
    }
}

fn scaled(old: &Sourced, factor: f64) -> Sourced {
    old.edited(old.value * factor)
}

/// Sets how long boxes stay in a yard; the capacity follows where it was computed from it.
fn set_dwell(node: &mut Node, value: f64, by: &By, defaults: &Defaults) {
    let days = &defaults.days_per_year;
    let follows = |node: &Node| node.terminal.as_ref().map(|of| of.capacity(days));
    let followed = follows(node);
    if let Some(Terminal::Yard { dwell_days, .. }) = &mut node.terminal {
        *dwell_days = by.number(value, dwell_days.unit, Some(dwell_days));
    }
    if node.capacity == followed {
        node.capacity = follows(node);
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

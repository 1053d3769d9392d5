//! Which edits a scenario takes: whether what they name is there, whether a value can be one, and
//! whether they only say what holds in the base.
//!
//! Does not know: what edits bring about.

use super::{FIRST_YEAR, LAST_YEAR, Scenario};
use crate::model::defaults::Defaults;
use crate::model::edit::parts::DemandPart;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, EditError, LinkNumber, NodeNumber};
use crate::model::geometry::LonLat;
use crate::model::growth::Growth;
use crate::model::ids::Key;
use crate::model::link::Link;
use crate::model::network::Network;
use crate::model::sourced::Sourced;

/// Refuses an edit that names nothing, or names something new by a key that is taken.
pub(super) fn check_target(
    scenario: &Scenario,
    network: &Network,
    edit: &Edit,
) -> Result<(), EditError> {
    let known = Known { scenario, network };
    let named = |is_known: bool, key: &Key| {
        let unknown = || EditError::Unknown(key.to_string());
        if is_known { Ok(()) } else { Err(unknown()) }
    };
    let free = |is_taken: bool, key: &Key| {
        let taken = || EditError::KeyTaken(key.clone());
        if is_taken { Err(taken()) } else { Ok(()) }
    };
    match edit {
        Edit::AddHub(hub) => free(known.has_other_hub(&hub.key, edit), &hub.key),
        Edit::SplitLink(split) => {
            named(known.link(&split.link), &split.link)?;
            free(known.has_other_hub(&split.hub, edit), &split.hub)
        }
        Edit::AddLink(link) => {
            named(known.node(&link.from), &link.from)?;
            named(known.node(&link.to), &link.to)?;
            for route in &link.routes {
                named(network.route_by_key(route).is_some(), route)?;
            }
            free(
                !network.links_named(link.key.as_str()).is_empty(),
                &link.key,
            )
        }
        Edit::Restore(_) => Ok(()),
        _ => match edit.target() {
            target if known.target(&target) => Ok(()),
            target => Err(EditError::Unknown(target.to_string())),
        },
    }
}

/// What a network and the edits of a scenario name.
struct Known<'a> {
    scenario: &'a Scenario,
    network: &'a Network,
}

impl Known<'_> {
    fn target(&self, target: &Target) -> bool {
        match target {
            Target::RouteOpen(key) => self.network.route_by_key(key).is_some(),
            Target::LinkOpen(key)
            | Target::LinkNumber(key, _)
            | Target::LinkAdded(key)
            | Target::LinkSplit(key, _)
            | Target::LinkRemoved(key) => self.link(key),
            Target::NodeOpen(key)
            | Target::NodeAdded(key)
            | Target::NodePlace(key)
            | Target::NodeRemoved(key) => self.node(key),
            Target::NodeNumber(key, number) => match self.network.node_by_key(key) {
                Some(id) if *number == NodeNumber::DwellDays => {
                    self.network.node(id).number(*number).is_some()
                }
                Some(_) => true,
                None => *number != NodeNumber::DwellDays && self.node(key),
            },
            Target::Project(key) => self.network.project_by_key(key).is_some(),
            Target::Departures(key) => self.network.services().iter().any(|of| of.key == *key),
            // Whether a study has a parameter, and demand of such ends, is not told by its network.
            Target::Parameter(_)
            | Target::Demand(_)
            | Target::ModeOpen(_)
            | Target::Growth
            | Target::Year => true,
        }
    }

    fn node(&self, key: &Key) -> bool {
        self.network.node_by_key(key).is_some() || self.makes_hub(key, None)
    }

    fn has_other_hub(&self, key: &Key, edit: &Edit) -> bool {
        self.network.node_by_key(key).is_some() || self.makes_hub(key, Some(edit))
    }

    /// Whether an edit makes a hub of that key; not one that another edit takes the place of.
    fn makes_hub(&self, key: &Key, beside: Option<&Edit>) -> bool {
        let replaced = beside.map(Edit::target);
        self.scenario.edits().iter().any(|edit| match edit {
            Edit::AddHub(hub) => hub.key == *key && replaced != Some(edit.target()),
            Edit::SplitLink(split) => split.hub == *key && replaced != Some(edit.target()),
            _ => false,
        })
    }

    fn link(&self, key: &Key) -> bool {
        let made = |edit: &Edit| match edit {
            Edit::AddLink(link) => key.is_or_is_part_of(link.key.as_str()),
            Edit::SplitLink(split) => key.is_or_is_part_of(split.link.as_str()),
            _ => false,
        };
        !self.network.links_named(key.as_str()).is_empty() || self.scenario.edits().iter().any(made)
    }
}

/// No number of a network is greater: a TEU for every person for a century.
const GREATEST: f64 = 1e12;
/// Nothing is multiplied by more.
const GREATEST_FACTOR: f64 = 1e6;
/// The least that something may be which others are divided by: speeds, days in a yard.
const LEAST_DIVISOR: f64 = 1e-3;

/// Refuses a value that there cannot be.
pub(super) fn check_value(edit: &Edit) -> Result<(), EditError> {
    let (value, least, most) = match edit {
        Edit::SetLinkNumber { number, value, .. } if *number == LinkNumber::ContainerShare => {
            (*value, 0.0, 1.0)
        }
        Edit::SetNodeNumber { number, value, .. } if *number == NodeNumber::DwellDays => {
            (*value, LEAST_DIVISOR, GREATEST)
        }
        Edit::SetParameter { parameter, value } => {
            let divides = parameter.as_str().ends_with("_kmh");
            let is_share = parameter.as_str() == "default_container_share";
            let least = if divides { LEAST_DIVISOR } else { 0.0 };
            (*value, least, if is_share { 1.0 } else { GREATEST })
        }
        Edit::SetLinkNumber { value, .. }
        | Edit::SetNodeNumber { value, .. }
        | Edit::SetDepartures {
            per_week: value, ..
        } => (*value, 0.0, GREATEST),
        Edit::SetDemand { part, teu } => {
            check_pair(part)?;
            (*teu, 0.0, GREATEST)
        }
        Edit::ScaleNodeNumber { number, factor, .. } if *number == NodeNumber::DwellDays => {
            (*factor, LEAST_DIVISOR, GREATEST_FACTOR)
        }
        Edit::ScaleLinkNumber { factor, .. }
        | Edit::ScaleNodeNumber { factor, .. }
        | Edit::ScaleDemand { factor, .. } => (*factor, 0.0, GREATEST_FACTOR),
        Edit::SetYear(year) => (
            f64::from(*year),
            f64::from(FIRST_YEAR),
            f64::from(LAST_YEAR),
        ),
        _ => return check_place(edit),
    };
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let of = edit.target().to_string();
    Err(EditError::BadValue {
        of,
        value,
        least,
        most,
    })
}

fn check_pair(part: &DemandPart) -> Result<(), EditError> {
    match (&part.from, &part.to) {
        (Some(from), Some(to)) if from != to => Ok(()),
        _ => Err(EditError::NoPair(part.clone())),
    }
}

fn check_place(edit: &Edit) -> Result<(), EditError> {
    let is_bad = |at: &LonLat| !at.is_geographic();
    let (key, is_bad) = match edit {
        Edit::AddHub(hub) => (&hub.key, is_bad(&hub.at)),
        Edit::MoveHub { node, at } => (node, is_bad(at)),
        Edit::SplitLink(split) => (&split.hub, is_bad(&split.at)),
        Edit::AddLink(link) => (
            &link.key,
            link.from == link.to || link.via.iter().any(is_bad),
        ),
        _ => return Ok(()),
    };
    if is_bad {
        return Err(EditError::BadPlace(key.clone()));
    }
    Ok(())
}

/// Whether an edit only says what holds in the base, where no edit of another thing changes that.
pub(super) fn restores_base(scenario: &Scenario, network: &Network, edit: &Edit) -> bool {
    if let Edit::Restore(_) = edit {
        return true;
    }
    if !(Known { scenario, network }).target(&edit.target()) {
        return false;
    }
    let target = edit.target();
    let is_alone = || !scenario.edits().iter().any(|old| is_broad(old, &target));
    match edit {
        Edit::SetRouteOpen { is_open, .. }
        | Edit::SetNodeOpen { is_open, .. }
        | Edit::SetModeOpen { is_open, .. } => *is_open,
        Edit::SetLinkOpen { link, is_open } => {
            let links = network.links_named(link.as_str());
            let is_as_it_is = |&id| network.link(id).is_open_by_itself() == *is_open;
            !links.is_empty() && links.iter().all(is_as_it_is) && is_alone()
        }
        Edit::ApplyProject { is_applied, .. } => !*is_applied && scenario.year().is_none(),
        Edit::SetGrowth(growth) => *growth == Growth::Base,
        _ => base_value(network, edit).is_some_and(|(old, new)| same(old, new) && is_alone()),
    }
}

/// The value that the base has, and the one that an edit sets.
fn base_value(network: &Network, edit: &Edit) -> Option<(f64, f64)> {
    match edit {
        Edit::SetLinkNumber {
            link,
            number,
            value,
        } => match network.links_named(link.as_str())[..] {
            [only] => {
                let link = network.link(only);
                let old = link.number(*number).filter(|_| is_alike(link, *number))?;
                Some((old.value, *value))
            }
            _ => None,
        },
        Edit::SetNodeNumber {
            node,
            number,
            value,
        } => {
            let id = network.node_by_key(node)?;
            Some((network.node(id).number(*number)?.value, *value))
        }
        Edit::SetDepartures { service, per_week } => {
            let known = network.services().iter().find(|of| of.key == *service)?;
            Some((known.departures_per_week.value, *per_week))
        }
        Edit::SetParameter { parameter, value } => {
            let mut defaults = Defaults::clone(network.defaults());
            let known = defaults.by_key_mut(parameter.as_str())?;
            Some((known.value, *value))
        }
        _ => None,
    }
}

/// Whether a number of a link is the same both ways: an edit sets it both ways.
fn is_alike(link: &Link, number: LinkNumber) -> bool {
    let (there, Some(back)) = (&link.forward, &link.backward) else {
        return true;
    };
    let value = |capacity: &Option<Sourced>| capacity.as_ref().map(|of| of.value.to_bits());
    match number {
        LinkNumber::Hours => same(there.hours.value, back.hours.value),
        LinkNumber::Money => same(there.money.value, back.money.value),
        LinkNumber::Capacity => value(&there.capacity) == value(&back.capacity),
        LinkNumber::Pairs | LinkNumber::TeuPerTrain | LinkNumber::ContainerShare => true,
    }
}

/// Whether an edit may change what another one sets, beside one of the same thing.
fn is_broad(edit: &Edit, target: &Target) -> bool {
    let is_wide = matches!(
        edit,
        Edit::ApplyProject { .. } | Edit::SetYear(_) | Edit::SetParameter { .. }
    );
    let own = edit.target();
    own != *target && (is_wide || edit.changes_shape() || overlaps(&own, target))
}

/// Whether two things have something in common: the same one, or a line and a part of it.
pub(super) fn overlaps(one: &Target, other: &Target) -> bool {
    let shares =
        |a: &Key, b: &Key| a.is_or_is_part_of(b.as_str()) || b.is_or_is_part_of(a.as_str());
    match (one, other) {
        (Target::LinkNumber(a, of), Target::LinkNumber(b, number)) => of == number && shares(a, b),
        (Target::LinkOpen(a), Target::LinkOpen(b)) => shares(a, b),
        (Target::Demand(_), Target::Demand(_)) => true,
        _ => one == other,
    }
}

/// Whether two values are the same to the last digit that people type.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

//! The scenario that was typed: named ones, a year, and what is closed, opened, applied and set on top.
//!
//! Does not know: answers.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::{GrowthArg, ScenarioArgs};
use super::report::Failure;
use super::study::{hub, load};
use crate::io::load::Loaded;
use crate::model::edit::target::DEPARTURES;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::effect::{facts_under, network_under};
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::link::Mode;
use crate::model::network::{Found, Network};
use crate::model::scenario::Scenario;
use crate::model::scenario::lost::findings;
use crate::study::demand::{Growth, Wanted, last_published, wanted_under};

/// A study with the scenario that was typed.
pub struct Opened {
    /// What was loaded; its findings hold those of the scenario.
    pub loaded: Loaded,
    /// The network of the files.
    pub base: Arc<Network>,
    /// The network of the scenario: names are looked up here. Hubs and links of the base have the same
    /// places in it.
    pub network: Arc<Network>,
    /// What is known under the scenario.
    pub facts: Arc<Facts>,
    /// What is known without it.
    pub base_facts: Arc<Facts>,
    /// The scenario.
    pub scenario: Scenario,
}

/// Opens the study that was typed, or the bundled corridor, under the scenario that was typed.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, a key names nothing, or a number cannot be set so.
pub fn open(paths: &[PathBuf], typed: &ScenarioArgs) -> Result<Opened, Failure> {
    open_loaded(load(paths)?, typed)
}

/// A study that was loaded under the scenario that was typed.
///
/// # Errors
/// [`Failure`] when a key names nothing, or a number cannot be set so.
pub fn open_loaded(loaded: Loaded, typed: &ScenarioArgs) -> Result<Opened, Failure> {
    let base = Arc::new(loaded.network.clone());
    let facts = Arc::new(loaded.facts.clone());
    let scenario = scenario(&base, &loaded, typed)?;
    Ok(under(loaded, base, &facts, scenario))
}

/// A loaded study under a scenario.
fn under(mut loaded: Loaded, base: Arc<Network>, facts: &Arc<Facts>, scenario: Scenario) -> Opened {
    loaded.issues.extend(findings(&base, facts, &scenario));
    Opened {
        network: network_under(&base, &scenario),
        facts: facts_under(facts, &scenario),
        base_facts: Arc::clone(facts),
        loaded,
        base,
        scenario,
    }
}

/// Which matrix is wanted: the scenario's year or the last published one, and the growth that was typed
/// or else the scenario's.
#[must_use]
pub fn wanted(facts: &Facts, scenario: &Scenario, growth: Option<GrowthArg>) -> Wanted {
    let last = last_published(facts).map_or(0, |(year, _)| year);
    let otherwise = Wanted {
        year: last,
        growth: Growth::default(),
    };
    let mut wanted = wanted_under(scenario, otherwise);
    if let Some(growth) = growth {
        wanted.growth = growth.growth();
    }
    wanted
}

/// The scenario that takes named ones, sets the year, closes, opens, applies and sets what was typed, in
/// this order. Where no names were typed, it begins with what a study file has open, and its edits.
///
/// # Errors
/// [`Failure`] when a key names no scenario, route, link, hub or project, or a number cannot be set so.
pub fn scenario(
    network: &Arc<Network>,
    loaded: &Loaded,
    typed: &ScenarioArgs,
) -> Result<Scenario, Failure> {
    let start = start(network, loaded, typed)?;
    let mut scenario = start.clone();
    for edit in typed_edits(network, &loaded.facts, &start, typed)? {
        let next = scenario.with(network, edit);
        scenario = next.map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(scenario)
}

/// What is there before anything else that was typed: the named scenarios, or else what is open.
///
/// # Errors
/// [`Failure`] when a key names no scenario, or some cannot hold together.
pub fn start(
    network: &Network,
    loaded: &Loaded,
    typed: &ScenarioArgs,
) -> Result<Scenario, Failure> {
    let start = match &loaded.study {
        Some(study) if typed.scenario.is_empty() => study
            .saved
            .scenario(network)
            .map(|all| Scenario::clone(&all)),
        _ => loaded.book.resolve(network, &named(typed)),
    };
    start.map_err(|error| Failure::new(error.to_string()))
}

/// The keys of the named scenarios that were typed.
#[must_use]
pub fn named(typed: &ScenarioArgs) -> Vec<Key> {
    let keys = typed.scenario.iter();
    keys.map(|key| Key::new(key.trim())).collect()
}

/// What was typed on top of a scenario, as edits: names are looked up in the network that it makes in
/// the year that was typed.
///
/// # Errors
/// [`Failure`] when a key names no route, link, hub or project, or a text sets nothing.
pub fn typed_edits(
    network: &Arc<Network>,
    facts: &Facts,
    start: &Scenario,
    typed: &ScenarioArgs,
) -> Result<Vec<Edit>, Failure> {
    let mut edits = Vec::new();
    let mut scenario = start.clone();
    if let Some(year) = typed.year {
        let next = scenario.with(network, Edit::SetYear(year));
        scenario = next.map_err(|error| Failure::new(error.to_string()))?;
        edits.push(Edit::SetYear(year));
    }
    let under = network_under(network, &scenario);
    let closed = typed.close.iter().map(|key| (key, false));
    for (key, is_open) in closed.chain(typed.open.iter().map(|key| (key, true))) {
        let edit = edit(&under, key.trim(), is_open).ok_or_else(|| {
            Failure::new(format!(
                "no route, link, hub or mode has the key \"{key}\"; `corridor check` lists findings, the README the keys"
            ))
        })?;
        edits.push(edit);
    }
    for key in &typed.apply {
        edits.push(apply(network, key.trim())?);
    }
    for said in &typed.set {
        edits.push(set(&under, facts, said)?);
    }
    Ok(edits)
}

fn apply(network: &Network, text: &str) -> Result<Edit, Failure> {
    let is_meant = |key: &Key| key.as_str().eq_ignore_ascii_case(text);
    let mut projects = network.projects().iter();
    let project = projects.find(|project| is_meant(&project.key));
    let project = project.ok_or_else(|| {
        Failure::new(format!(
            "no project has the key \"{text}\"; `corridor find` finds it by its name"
        ))
    })?;
    Ok(Edit::ApplyProject {
        project: project.key.clone(),
        is_applied: true,
    })
}

/// What `KEY.PROPERTY=VALUE` means, or `PARAMETER=VALUE`.
fn set(network: &Network, facts: &Facts, said: &str) -> Result<Edit, Failure> {
    let nothing = || {
        Failure::new(format!(
            "\"{said}\" sets nothing; write KEY.PROPERTY=VALUE, such as R09.freight_pairs_per_day=30, or PARAMETER=VALUE"
        ))
    };
    let (left, value) = said.split_once('=').ok_or_else(nothing)?;
    let (left, value) = (left.trim(), value.trim());
    let number: f64 = value
        .parse()
        .map_err(|_| Failure::new(format!("\"{said}\": \"{value}\" is no number")))?;
    if facts.parameters.number(left).is_some() {
        return Ok(Edit::SetParameter {
            parameter: Key::new(left),
            value: number,
        });
    }
    let (key, property) = left.rsplit_once('.').ok_or_else(nothing)?;
    let (key, property) = (key.trim(), property.trim());
    if property == DEPARTURES {
        return Ok(Edit::SetDepartures {
            service: Key::new(key),
            per_week: number,
        });
    }
    let no_property = |of: &str, words: Vec<&str>| {
        Failure::new(format!(
            "\"{said}\": {of} has no property \"{property}\"; there are {}",
            words.join(", ")
        ))
    };
    if !network.links_named(key).is_empty() {
        let words = || LinkNumber::ALL.map(LinkNumber::word).to_vec();
        let of = LinkNumber::from_word(property).ok_or_else(|| no_property("a link", words()))?;
        return Ok(Edit::SetLinkNumber {
            link: Key::new(key),
            number: of,
            value: number,
        });
    }
    let words = || NodeNumber::ALL.map(NodeNumber::word).to_vec();
    let node = hub(network, key)
        .map_err(|_| Failure::new(format!("\"{said}\": no link or hub is called \"{key}\"")))?;
    let of = NodeNumber::from_word(property).ok_or_else(|| no_property("a hub", words()))?;
    Ok(Edit::SetNodeNumber {
        node: network.node(node).key.clone(),
        number: of,
        value: number,
    })
}

fn edit(network: &Network, text: &str, is_open: bool) -> Option<Edit> {
    let key = Key::new(text);
    if network.route_by_key(&key).is_some() {
        return Some(Edit::SetRouteOpen {
            route: key,
            is_open,
        });
    }
    if !network.links_named(text).is_empty() {
        return Some(Edit::SetLinkOpen { link: key, is_open });
    }
    match network.find_node(text) {
        Found::One(id) => Some(Edit::SetNodeOpen {
            node: network.node(id).key.clone(),
            is_open,
        }),
        Found::Several(_) | Found::Nothing => {
            Mode::from_word(text).map(|mode| Edit::SetModeOpen { mode, is_open })
        }
    }
}

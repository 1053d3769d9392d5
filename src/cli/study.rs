//! What the subcommands share: loading a study, resolving names, closing and opening.
//!
//! Does not know: answers.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::ScenarioArgs;
use super::report::Failure;
use crate::io::files;
use crate::io::load::{self, LoadError, Loaded, Sources};
use crate::io::plain::PlainSource;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::ids::{Key, NodeId};
use crate::model::network::{Found, Network};
use crate::model::scenario::Scenario;
use crate::task::Task;
use crate::words::Lang;

/// Candidates listed in a message.
const MAX_LISTED: usize = 8;

/// The study that was typed, or the bundled corridor.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, or is a plain network, which has no hubs and routes.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    if let Some(plain) = paths.iter().find(|path| PlainSource::at(path).is_some()) {
        return Err(Failure::new(format!(
            "{} is a plain network, without hubs, modes and routes; check, route, reach, skim and assign read such",
            plain.display()
        )));
    }
    load::load(&Sources::named(paths), &Task::never()).map_err(|error| load_error(&error))
}

/// Whether the files and folders that were typed are there, before a window is opened for them.
///
/// # Errors
/// [`Failure`] when one is not, or a folder holds no GeoJSON file.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), Failure> {
    let mut study = Vec::new();
    let mut all = Vec::new();
    for path in paths {
        match PlainSource::at(path) {
            Some(source) => all.extend(source.files().into_iter().map(PathBuf::from)),
            None => study.push(path.clone()),
        }
    }
    all.extend(load::expand_paths(&study).map_err(|error| load_error(&error))?);
    for path in all {
        files::check(&path).map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    }
    Ok(())
}

/// A load error as a failure.
#[must_use]
pub fn load_error(error: &LoadError) -> Failure {
    Failure::new(error.in_words(Lang::En))
}

/// The hub that a text names.
///
/// # Errors
/// [`Failure`] when it names none or several: the candidates are listed, nothing is guessed.
pub fn hub(network: &Network, text: &str) -> Result<NodeId, Failure> {
    match network.find_node(text) {
        Found::One(id) => Ok(id),
        Found::Several(ids) => Err(Failure::new(format!(
            "\"{text}\" names {} hubs: {}; write the key of one",
            ids.len(),
            listed(network, &ids)
        ))),
        Found::Nothing => {
            let near: Vec<NodeId> = network
                .node_ids()
                .filter(|&id| {
                    let node = network.node(id);
                    node.names.contains(text) || node.key.as_str().contains(&text.to_lowercase())
                })
                .collect();
            let hint = if near.is_empty() {
                "write a hub's key, or its name in English or Chinese".to_owned()
            } else {
                format!("did you mean {}?", listed(network, &near))
            };
            Err(Failure::new(format!("no hub is called \"{text}\"; {hint}")))
        }
    }
}

fn listed(network: &Network, ids: &[NodeId]) -> String {
    let mut names: Vec<String> = ids
        .iter()
        .take(MAX_LISTED)
        .map(|&id| {
            let node = network.node(id);
            format!("{} ({})", node.key, node.names.en)
        })
        .collect();
    if ids.len() > MAX_LISTED {
        names.push(format!("… {} more", ids.len() - MAX_LISTED));
    }
    names.join(", ")
}

/// The hubs of a list parted by commas; a name that holds a comma may stand alone.
///
/// # Errors
/// [`Failure`] as for [`hub`].
pub fn hubs(network: &Network, text: &str) -> Result<Vec<NodeId>, Failure> {
    if let Found::One(id) = network.find_node(text) {
        return Ok(vec![id]);
    }
    let mut found = Vec::new();
    for name in text
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let id = hub(network, name)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    if found.is_empty() {
        return Err(Failure::new("a list of hubs is empty; write at least one"));
    }
    Ok(found)
}

/// The scenario that closes, opens, applies and sets what was typed, in this order.
///
/// # Errors
/// [`Failure`] when a key names no route, link, hub or project, or a number cannot be set so.
pub fn scenario(network: &Arc<Network>, typed: &ScenarioArgs) -> Result<Scenario, Failure> {
    let mut edits = Vec::new();
    let closed = typed.close.iter().map(|key| (key, false));
    for (key, is_open) in closed.chain(typed.open.iter().map(|key| (key, true))) {
        edits.push(edit(network, key.trim(), is_open).ok_or_else(|| {
            Failure::new(format!(
                "no route, link or hub has the key \"{key}\"; `corridor check` lists findings, the README the keys"
            ))
        })?);
    }
    for key in &typed.apply {
        edits.push(apply(network, key.trim())?);
    }
    for said in &typed.set {
        edits.push(set(network, said)?);
    }
    let mut scenario = Scenario::base();
    for edit in edits {
        scenario = scenario
            .with(network, edit)
            .map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(scenario)
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

/// What `KEY.PROPERTY=VALUE` means.
fn set(network: &Network, said: &str) -> Result<Edit, Failure> {
    let parts = said.split_once('=').and_then(|(left, value)| {
        let (key, property) = left.rsplit_once('.')?;
        Some((key.trim(), property.trim(), value.trim()))
    });
    let (key, property, value) = parts.ok_or_else(|| {
        Failure::new(format!(
            "\"{said}\" sets nothing; write KEY.PROPERTY=VALUE, such as R09.freight_pairs_per_day=30"
        ))
    })?;
    let number: f64 = value
        .parse()
        .map_err(|_| Failure::new(format!("\"{said}\": \"{value}\" is no number")))?;
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
        Found::Several(_) | Found::Nothing => None,
    }
}

//! What the subcommands share: loading a study, resolving names, closing and opening.
//!
//! Does not know: answers.

use std::path::PathBuf;
use std::sync::Arc;

use super::report::Failure;
use crate::io::files;
use crate::io::load::{self, LoadError, Loaded, Sources};
use crate::model::edit::Edit;
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
/// [`Failure`] when a file cannot be opened.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    load::load(&Sources::named(paths), &Task::never()).map_err(|error| load_error(&error))
}

/// Whether the files and folders that were typed are there, before a window is opened for them.
///
/// # Errors
/// [`Failure`] when one is not, or a folder holds no GeoJSON file.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), Failure> {
    let paths = load::expand_paths(paths).map_err(|error| load_error(&error))?;
    for path in paths {
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

/// The scenario that closes and opens what was typed, in this order.
///
/// # Errors
/// [`Failure`] when a key names no route, link or hub.
pub fn scenario(
    network: &Arc<Network>,
    close: &[String],
    open: &[String],
) -> Result<Scenario, Failure> {
    let mut scenario = Scenario::base();
    let changes = close
        .iter()
        .map(|key| (key, false))
        .chain(open.iter().map(|key| (key, true)));
    for (key, is_open) in changes {
        let edit = edit(network, key.trim(), is_open).ok_or_else(|| {
            Failure::new(format!(
                "no route, link or hub has the key \"{key}\"; `corridor check` lists findings, the README the keys"
            ))
        })?;
        scenario = scenario
            .with(network, edit)
            .map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(scenario)
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

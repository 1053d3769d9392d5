//! What the subcommands share: loading a study, resolving names.
//!
//! Does not know: answers.

use std::path::PathBuf;

use super::report::Failure;
use crate::io::files;
use crate::io::load::{self, LoadError, Loaded, Sources};
use crate::io::plain::PlainSource;
use crate::model::ids::NodeId;
use crate::model::network::{Found, Network};
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

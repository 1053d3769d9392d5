//! Loads a plain network: one GMNS folder (`node.csv` and `link.csv`) or one TNTP net.
//!
//! Which of them is meant is told by names alone. Files that are no text, or lack what they cannot
//! do without, are errors; bad rows are findings, and the rest is loaded.
//! Does not know: how paths are found; the command line.

pub mod cache;
pub mod findings;
pub mod gmns;
pub mod plausible;
pub mod tntp;
pub mod trips;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, FileError};
use crate::model::check::Issue;
use crate::model::names::Names;
use crate::model::plain::PlainNetwork;
use crate::task::{Cancelled, Task};
use crate::words::{Lang, text};

/// Names of the two tables of a GMNS folder.
const GMNS_TABLES: [&str; 2] = ["node.csv", "link.csv"];
/// Names of the tables that may be there too.
const GMNS_MORE: [&str; 2] = ["config.csv", "geometry.csv"];

/// A file's name and bytes.
type NamedBytes = (Arc<str>, Vec<u8>);

/// Where a plain network is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainSource {
    /// A GMNS folder: the tables of its nodes and its links.
    Gmns {
        /// `node.csv`.
        node: PathBuf,
        /// `link.csv`.
        link: PathBuf,
        /// `config.csv`, where there is one.
        config: Option<PathBuf>,
        /// `geometry.csv`, where there is one.
        geometry: Option<PathBuf>,
    },
    /// A TNTP net.
    Tntp {
        /// `*_net.tntp`.
        net: PathBuf,
        /// `*_node.tntp` of the same name beside it, where there is one.
        node: Option<PathBuf>,
    },
}

/// What was loaded.
#[derive(Clone, Debug)]
pub struct LoadedPlain {
    /// The network.
    pub network: PlainNetwork,
    /// Findings about rows that were left out, or are odd.
    pub issues: Vec<Issue>,
    /// The format, and in which units its numbers were read.
    pub units: Names,
    /// What a number of the files is in units of the network.
    pub scale: FileUnits,
}

/// Units of a file's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileUnits {
    /// Seconds in its unit of time.
    pub seconds: f64,
    /// Meters in its unit of length.
    pub meters: f64,
}

/// Why a plain network could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// A file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is no text, or lacks what it cannot do without.
    #[error("{}", .0.message(Lang::En))]
    Unreadable(Box<Issue>),
    /// The task was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<Issue> for PlainError {
    fn from(issue: Issue) -> Self {
        Self::Unreadable(Box::new(issue))
    }
}

impl PlainError {
    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::File(error) => error.in_words(lang),
            Self::Unreadable(issue) => {
                let said = [issue.location(), issue.message(lang), issue.hint(lang)];
                format!("{}: {} {}", said[0], said[1], said[2])
            }
            Self::Cancelled(_) => text(lang, "file.cancelled").to_owned(),
        }
    }
}

impl PlainSource {
    /// The plain network that a path names: a folder with `node.csv` and `link.csv`, a file that ends
    /// in `.tntp`, a folder with one `*_net.tntp`, or one of the two tables beside the other. `None` is any
    /// other study.
    #[must_use]
    pub fn at(path: &Path) -> Option<Self> {
        if !files::is_dir(path) {
            let is_table = GMNS_TABLES.iter().any(|name| path.ends_with(name));
            if let Some(folder) = path.parent().filter(|_| is_table) {
                // A bare file name lies in the working folder.
                let is_here = folder.as_os_str().is_empty();
                return Self::gmns(if is_here { Path::new(".") } else { folder });
            }
            return has_tntp_ending(path).then(|| Self::tntp(path.to_owned()));
        }
        if let Some(gmns) = Self::gmns(path) {
            return Some(gmns);
        }
        let nets = files::list_ending(path, "_net.tntp").ok()?;
        match <[PathBuf; 1]>::try_from(nets) {
            Ok([net]) => Some(Self::tntp(net)),
            Err(_) => None,
        }
    }

    /// A folder with both tables.
    fn gmns(path: &Path) -> Option<Self> {
        let [node, link] = GMNS_TABLES.map(|name| path.join(name));
        if files::check(&node).is_err() || files::check(&link).is_err() {
            return None;
        }
        let [config, geometry] = GMNS_MORE.map(|name| {
            let more = path.join(name);
            files::check(&more).is_ok().then_some(more)
        });
        Some(Self::Gmns {
            node,
            link,
            config,
            geometry,
        })
    }

    fn tntp(net: PathBuf) -> Self {
        let stem = net.file_name().and_then(|name| name.to_str());
        let beside = stem.and_then(|stem| stem.strip_suffix("_net.tntp"));
        let node = beside.map(|begin| net.with_file_name(format!("{begin}_node.tntp")));
        let node = node.filter(|node| files::check(node).is_ok());
        Self::Tntp { net, node }
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`PlainError`] when a file cannot be opened, is no text or lacks what it cannot do without, or
    /// the task was cancelled.
    pub fn load(&self, task: &Task) -> Result<LoadedPlain, PlainError> {
        let mut loaded = match self {
            Self::Gmns {
                node,
                link,
                config,
                geometry,
            } => {
                let [config, geometry] = [config, geometry].map(|path| named(path.as_deref()));
                let (config, geometry) = (config?, geometry?);
                let (nodes, links) = (files::read(node)?, files::read(link)?);
                let tables = gmns::Tables {
                    node: (&name(node), &nodes),
                    link: (&name(link), &links),
                    config: config.as_ref().map(|(name, bytes)| (name, &bytes[..])),
                    geometry: geometry.as_ref().map(|(name, bytes)| (name, &bytes[..])),
                };
                gmns::read(tables, task)?
            }
            Self::Tntp { net, node } => {
                let bytes = files::read(net)?;
                let nodes = named(node.as_deref())?;
                let nodes = nodes.as_ref().map(|(name, bytes)| (name, &bytes[..]));
                tntp::read_net((&name(net), &bytes), nodes, task)?
            }
        };
        let odd = plausible::odd_lengths(&loaded.network, &name(self.links()));
        loaded.issues.extend(odd);
        Ok(loaded)
    }

    /// The file of the nodes, or what says how many there are.
    #[must_use]
    pub fn nodes(&self) -> &Path {
        match self {
            Self::Gmns { node, .. } => node,
            Self::Tntp { net, .. } => net,
        }
    }

    /// The file of the links.
    #[must_use]
    pub fn links(&self) -> &Path {
        match self {
            Self::Gmns { link, .. } => link,
            Self::Tntp { net, .. } => net,
        }
    }

    /// All its files, as they were named.
    #[must_use]
    pub fn files(&self) -> Vec<&Path> {
        let [first, rest] = match self {
            Self::Gmns {
                node,
                link,
                config,
                geometry,
            } => [
                vec![config.as_ref(), Some(node)],
                vec![geometry.as_ref(), Some(link)],
            ],
            Self::Tntp { net, node } => [vec![Some(net)], vec![node.as_ref()]],
        };
        let files = first.into_iter().chain(rest).flatten();
        files.map(PathBuf::as_path).collect()
    }
}

/// The name and the bytes of a file that may be there.
fn named(path: Option<&Path>) -> Result<Option<NamedBytes>, FileError> {
    path.map(|path| Ok((name(path), files::read(path)?)))
        .transpose()
}

fn has_tntp_ending(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("tntp"))
}

fn name(path: &Path) -> Arc<str> {
    Arc::from(path.display().to_string())
}

//! What goes between the zones of a plain network: the table of trips beside it, or one that is named.
//!
//! Beside `NAME_net.tntp` lies `NAME_trips.tntp`, in a GMNS folder `demand.csv`.
//! Does not know: how trips are put on a network.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::tntp::Between;
use super::{PlainError, PlainSource, gmns, tntp};
use crate::io::files;
use crate::model::check::Issue;
use crate::model::plain::PlainNetwork;
use crate::task::Task;

/// A table of trips.
#[derive(Clone, Debug)]
pub struct LoadedTrips {
    /// What goes from where to where.
    pub trips: Vec<Between>,
    /// Findings about cells that were left out.
    pub issues: Vec<Issue>,
}

/// The table of trips beside a network, where there is one.
#[must_use]
pub fn beside(source: &PlainSource) -> Option<PathBuf> {
    let file = match source {
        PlainSource::Gmns { node, .. } => node.with_file_name("demand.csv"),
        PlainSource::Tntp { net, .. } => {
            let name = net.file_name()?.to_str()?;
            let begin = name.strip_suffix("_net.tntp")?;
            net.with_file_name(format!("{begin}_trips.tntp"))
        }
    };
    files::check(&file).is_ok().then_some(file)
}

/// Reads the table of trips of a network.
///
/// # Errors
/// [`PlainError`] when a file cannot be opened, is no text or lacks what it cannot do without, or the task
/// was cancelled.
pub fn load(
    source: &PlainSource,
    network: &PlainNetwork,
    file: &Path,
    task: &Task,
) -> Result<LoadedTrips, PlainError> {
    let bytes = files::read(file)?;
    let name: Arc<str> = Arc::from(file.display().to_string());
    let (trips, issues) = match source {
        PlainSource::Tntp { .. } => tntp::read_table((&name, &bytes), task)?,
        PlainSource::Gmns { node, .. } => {
            let nodes = files::read(node)?;
            let of_nodes: Arc<str> = Arc::from(node.display().to_string());
            gmns::demand::read(network, (&of_nodes, &nodes), (&name, &bytes), task)?
        }
    };
    Ok(LoadedTrips { trips, issues })
}

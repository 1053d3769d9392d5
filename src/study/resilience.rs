//! What closing links and hubs costs, asked of an allocation; see [`crate::throughput::resilience`].
//!
//! Does not know: threads, files, the screen.

pub mod readings;

use super::flows::{FlowAnswer, Solved};
use super::sentences::{link_name, node_name};
use crate::model::area::{Polygon, meets};
use crate::model::network::Network;
use crate::task::{Cancelled, Task};
pub use crate::throughput::resilience::chance::{Chances, Outage, QUANTILES, Spread};
pub use crate::throughput::resilience::pairs::{Pair, Pairs};
pub use crate::throughput::resilience::{Effect, Place, Resilience, Single};
use crate::words::Lang;

/// How many of the worst pairs are told, and how many are closed at most to find them.
pub const PAIRS: (usize, usize) = (10, 2_000);

/// Closures in an allocation; `None` for flows that were found otherwise, which turn nothing away.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn resilience<'a>(
    answer: &'a FlowAnswer,
    task: &Task,
) -> Result<Option<Resilience<'a>>, Cancelled> {
    let Solved::Allocated(allocated) = &answer.solved else {
        return Ok(None);
    };
    let made = (&**allocated, &answer.loads);
    Resilience::new(&answer.network, &answer.setting, made, task)
}

/// The links and hubs that lie in an area, wholly or in part; links first.
#[must_use]
pub fn places_in(network: &Network, area: &[Polygon]) -> Vec<Place> {
    let links = network
        .link_ids()
        .filter(|&link| meets(area, network.line(link)))
        .map(Place::Link);
    let hubs = network
        .node_ids()
        .filter(|&node| {
            let at = network.node(node).at;
            area.iter().any(|polygon| polygon.has(at))
        })
        .map(Place::Hub);
    links.chain(hubs).collect()
}

/// Every link closed with the same probability, from 0 to 1.
#[must_use]
pub fn each_link(of: &Resilience, probability: f64) -> Vec<Outage> {
    let links = of.places().into_iter();
    let links = links.filter(|place| matches!(place, Place::Link(_)));
    let outage = |place| Outage { place, probability };
    links.map(outage).collect()
}

/// The name of a place.
#[must_use]
pub fn place_name(network: &Network, place: Place, lang: Lang) -> String {
    match place {
        Place::Link(link) => link_name(network, link, lang),
        Place::Hub(node) => node_name(network, node, lang).to_owned(),
    }
}

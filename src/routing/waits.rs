//! Where named services run and are boarded.
//!
//! A service runs between each two of its stops in turn on the shortest way along links of its mode
//! and gauge, whatever is open. It is boarded at its stops alone; both ways it departs as often.
//! Several services that leave by one link are waited for together (see
//! [`combined_wait`](crate::model::service::combined_wait)).
//! Does not know: scenarios; what waiting costs.

use std::collections::BTreeMap;

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::model::ids::LinkId;
use crate::model::link::{Link, LinkState, Mode};
use crate::model::network::Network;
use crate::model::service::Service;
use crate::task::Task;

/// A link in one direction.
pub type Way = (LinkId, bool);

/// Services by ways, by their places among the network's services, in ascending order.
type ByWay = BTreeMap<Way, Vec<usize>>;

/// The named services of a network on its links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Those that are boarded where a way begins, and leave by it.
    leaving: ByWay,
    /// Those that run along a way.
    running: ByWay,
}

impl Waits {
    /// The services of a network.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let mut waits = Self::default();
        let arcs: Vec<(u32, u32)> = network
            .links()
            .iter()
            .flat_map(|link| [(link.from.0, link.to.0), (link.to.0, link.from.0)])
            .collect();
        let graph = Csr::from_arcs(network.nodes().len(), &arcs);
        let mut search = Dijkstra::new(&graph);
        for (place, service) in network.services().iter().enumerate() {
            let weights = weights(network, service);
            for pair in service.stops.windows(2) {
                let [from, to] = [pair[0], pair[1]];
                let sources = [from.0];
                // Never cancelled, so never an error.
                let done = search.run(&graph, &weights, None, &sources, &[to.0], &Task::never());
                if let (Ok(()), Some(path)) = (done, search.path_arcs(to.0)) {
                    waits.add_path(network, &path, place);
                }
            }
        }
        waits
    }

    /// Whether the services of another network run as in this one, as far as lines and gauges tell:
    /// lengths that change alone are passed over, so that an edit moves no service.
    #[must_use]
    pub fn hold_in(before: &Network, after: &Network) -> bool {
        let is_same = |(a, b): (&Link, &Link)| {
            let ends = (a.from, a.to, a.mode) == (b.from, b.to, b.mode);
            ends && a.gauges_mm == b.gauges_mm && is_out_of_use(a.state) == is_out_of_use(b.state)
        };
        let mut both = before.links().iter().zip(after.links());
        before.nodes().len() == after.nodes().len()
            && before.links().len() == after.links().len()
            && both.all(is_same)
    }

    /// A service on its way between two stops, there and back.
    fn add_path(&mut self, network: &Network, path: &[u32], place: usize) {
        let (Some(&first), Some(&last)) = (path.first(), path.last()) else {
            return;
        };
        for &arc in path {
            add(&mut self.running, network, way_of(arc, true), place);
            add(&mut self.running, network, way_of(arc, false), place);
        }
        add(&mut self.leaving, network, way_of(first, true), place);
        add(&mut self.leaving, network, way_of(last, false), place);
    }

    /// The services of a gauge that leave by a way; gauge 0 is for modes without one.
    #[must_use]
    pub fn leaving(&self, network: &Network, way: Way, gauge_mm: u16) -> Vec<usize> {
        of_gauge(&self.leaving, network, way, gauge_mm)
    }

    /// The services of a gauge that run along a way.
    #[must_use]
    pub fn running(&self, network: &Network, way: Way, gauge_mm: u16) -> Vec<usize> {
        of_gauge(&self.running, network, way, gauge_mm)
    }
}

fn of_gauge(by_way: &ByWay, network: &Network, way: Way, gauge_mm: u16) -> Vec<usize> {
    let fits = |place: &usize| {
        let gauge = network.services()[*place].gauge_mm;
        gauge.is_none_or(|gauge| gauge_mm == 0 || gauge == gauge_mm)
    };
    let all = by_way.get(&way).into_iter().flatten().copied();
    all.filter(fits).collect()
}

fn add(by_way: &mut ByWay, network: &Network, (link, is_forward): Way, place: usize) {
    if !is_forward && network.link(link).backward.is_none() {
        return;
    }
    let known = by_way.entry((link, is_forward)).or_default();
    if !known.contains(&place) {
        known.push(place);
    }
}

/// The link that an arc stands for, and the direction in which a service departs on it: along the
/// path at its beginning, against it at its end.
fn way_of(arc: u32, is_along: bool) -> Way {
    (LinkId(arc / 2), arc.is_multiple_of(2) == is_along)
}

/// Whether no service runs on a link of a state: it is replaced, not there yet, or taken away.
fn is_out_of_use(state: LinkState) -> bool {
    matches!(
        state,
        LinkState::Superseded | LinkState::NotYet | LinkState::Removed
    )
}

/// Meters of each arc that a service may run on.
fn weights(network: &Network, service: &Service) -> Vec<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "lengths are not negative; a float cast saturates"
    )]
    let meters = |link: &Link| (link.length.value * 1000.0).round() as u64;
    let weight = |link: &Link| {
        let fits =
            link.mode == service.mode && !is_out_of_use(link.state) && fits_gauge(link, service);
        if fits { meters(link) } else { CLOSED }
    };
    let links = network.links().iter();
    links.flat_map(|link| [weight(link); 2]).collect()
}

fn fits_gauge(link: &Link, service: &Service) -> bool {
    match service.gauge_mm {
        Some(gauge) if link.mode == Mode::Rail && !link.gauges_mm.is_empty() => {
            link.gauges_mm.contains(&gauge)
        }
        _ => true,
    }
}

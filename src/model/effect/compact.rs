//! A network without what edits took away, as a file is to have it.
//!
//! Does not know: why something is gone.

use std::sync::Arc;

use crate::model::geometry::LineSet;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Link, LinkState};
use crate::model::network::Network;

/// The network without what edits took away: hubs and links have other places in it. Chains that lose a
/// link and services that lose a stop are left out.
#[must_use]
pub fn without_removed(network: &Arc<Network>) -> Arc<Network> {
    let is_there = |link: &Link| link.state != LinkState::Removed;
    if network.removed().is_empty() && network.links().iter().all(is_there) {
        return Arc::clone(network);
    }
    let nodes: Vec<NodeId> = network
        .node_ids()
        .filter(|&id| !network.is_removed(id))
        .collect();
    let links: Vec<LinkId> = network
        .link_ids()
        .filter(|&id| is_there(network.link(id)))
        .collect();
    let node = |id: NodeId| nodes.binary_search(&id).ok().map(NodeId::at);
    let place = |id: LinkId| links.binary_search(&id).ok().map(LinkId::at);
    let mut lines = LineSet::new();
    let mut kept = Vec::new();
    for &id in &links {
        let mut link = network.link(id).clone();
        if let (Some(from), Some(to)) = (node(link.from), node(link.to)) {
            (link.from, link.to) = (from, to);
            lines.push(network.line(id));
            kept.push(link);
        }
    }
    let mut routes = network.routes().to_vec();
    for route in &mut routes {
        route.links = route.links.iter().filter_map(|&id| place(id)).collect();
        route.chains.retain_mut(|chain| {
            let whole: Option<Vec<LinkId>> = chain.links.iter().map(|&id| place(id)).collect();
            chain.links = whole.unwrap_or_default();
            !chain.links.is_empty()
        });
    }
    let hubs = nodes.iter().map(|&id| {
        let mut hub = network.node(id).clone();
        hub.city = hub.city.and_then(node);
        hub
    });
    let services = network.services().iter().filter_map(|service| {
        let mut service = service.clone();
        let stops: Option<Vec<NodeId>> = service.stops.iter().map(|&id| node(id)).collect();
        service.stops = stops?;
        Some(service)
    });
    let defaults = Arc::clone(network.defaults());
    let rebuilt = Network::new(hubs.collect(), kept, lines, routes, defaults);
    // Ends and routes were looked up above, and keys were unique before.
    debug_assert!(rebuilt.is_ok(), "{rebuilt:?}");
    rebuilt.map_or_else(
        |_| Arc::clone(network),
        |rebuilt| Arc::new(rebuilt.with_tables(network.projects().to_vec(), services.collect())),
    )
}

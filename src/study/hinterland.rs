//! Hinterlands: which gateways and routes compete where nobody says, what they are called, and how much
//! each wins.
//!
//! Does not know: how ways are found (see [`crate::routing::hinterland`]), how hinterlands are drawn.

use super::outcome::{Hinterland, HinterlandAsked, HubBids, Outcome, Rival, Rivals};
use super::priced::Priced;
use super::sentences::node_name;
use super::ways::{figure_of, of_criterion};
use crate::model::ids::{NodeId, RouteId};
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::sourced::{Input, Sourced};
use crate::words::{Lang, text};

/// The gateways of a network: the sea ports and border crossings, joined by a link, of the country that
/// its corridor routes are in, or where there are none, of that of most hubs; where hubs name no
/// country, all of them. Ports at the end of a corridor route come first, then other ports, then
/// crossings, each in network order.
#[must_use]
pub fn gateways(network: &Network) -> Vec<NodeId> {
    let ends = |on_corridor: bool| -> Vec<NodeId> {
        let links = network.links().iter();
        let is_meant = |routes: &[RouteId]| routes.iter().any(|&id| network.is_corridor_route(id));
        links
            .filter(|link| !on_corridor || is_meant(&link.routes))
            .flat_map(|link| [link.from, link.to])
            .collect()
    };
    let (corridor, all) = (ends(true), ends(false));
    let home = if corridor.is_empty() {
        home(network, &all)
    } else {
        home(network, &corridor)
    };
    // A route ends at a terminal of the port, or of its city.
    let place = |id: NodeId| network.node(id).city.unwrap_or(id);
    let is_reached = |id: NodeId| corridor.iter().any(|&end| place(end) == place(id));
    let order = |id: NodeId| match network.node(id).kind {
        NodeKind::Seaport if is_reached(id) => Some(0),
        NodeKind::Seaport => Some(1),
        NodeKind::Border => Some(2),
        _ => None,
    };
    let is_home = |id: NodeId| home.is_none() || network.node(id).country() == home;
    let there = network.node_ids().filter(|&id| !network.is_removed(id));
    let hubs = there.filter(|&id| is_home(id));
    let mut found: Vec<(i32, NodeId)> = hubs
        .filter(|id| all.contains(id))
        .filter_map(|id| Some((order(id)?, id)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// The country of most of some hubs; of equals the first in the order of their names.
fn home<'a>(network: &'a Network, hubs: &[NodeId]) -> Option<&'a str> {
    let countries = hubs.iter().filter_map(|&id| network.node(id).country());
    let mut countries: Vec<&str> = countries.collect();
    countries.sort_unstable();
    let runs = countries.chunk_by(|a, b| a == b);
    let longest = runs.rev().max_by_key(|run| run.len())?;
    longest.first().copied()
}

/// Each gateway of a network by itself.
#[must_use]
pub fn all_gateways(network: &Network) -> Rivals {
    Rivals::Gateways(gateways(network).into_iter().map(|id| vec![id]).collect())
}

/// The corridor routes of a network.
#[must_use]
pub fn all_routes(network: &Network) -> Rivals {
    let routes = network.route_ids();
    Rivals::Routes(routes.filter(|&id| network.is_corridor_route(id)).collect())
}

/// What a rival is called: its route, its hub, or its hubs.
#[must_use]
pub fn rival_name(network: &Network, rivals: &Rivals, rival: Rival, lang: Lang) -> String {
    let Some(place) = rival else {
        return text(lang, "hinterland.none").to_owned();
    };
    match rivals {
        Rivals::Gateways(gateways) => {
            let hubs = gateways.get(place).map_or(&[][..], Vec::as_slice);
            let names = hubs.iter().map(|&hub| node_name(network, hub, lang));
            names.collect::<Vec<_>>().join(" + ")
        }
        Rivals::Routes(routes) => {
            let route = routes.get(place).map(|&id| network.route(id));
            route.map_or_else(String::new, |of| of.names.in_lang(lang).to_owned())
        }
    }
}

/// The key of a rival: that of its route, or those of its hubs; `none` of ways by none.
#[must_use]
pub fn rival_key(network: &Network, rivals: &Rivals, rival: Rival) -> String {
    let Some(place) = rival else {
        return "none".to_owned();
    };
    match rivals {
        Rivals::Gateways(gateways) => {
            let hubs = gateways.get(place).map_or(&[][..], Vec::as_slice);
            let keys = hubs.iter().map(|&hub| network.node(hub).key.as_str());
            keys.collect::<Vec<_>>().join("+")
        }
        Rivals::Routes(routes) => {
            let route = routes.get(place).map(|&id| network.route(id));
            route.map_or_else(String::new, |of| of.key.as_str().to_owned())
        }
    }
}

/// What a rival wins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Won {
    /// The rival.
    pub rival: Rival,
    /// Hubs.
    pub n_hubs: usize,
    /// Kilometers of links, each link once.
    pub km: f64,
}

/// What each rival wins, in their order, ways by none of them last; those that win nothing are left
/// out.
#[must_use]
pub fn won(network: &Network, asked: &HinterlandAsked, hinterland: &Hinterland) -> Vec<Won> {
    let rivals = (0..asked.rivals.len()).map(Some).chain([None]);
    let of = |rival: Rival| {
        let hubs = hinterland.hubs.iter();
        let is_own = |best: Rival| best == rival;
        let best = hubs.filter_map(|hub| hub.best.as_ref());
        let parts = hinterland.parts.iter().filter(|part| is_own(part.rival));
        let km = |link| network.link(link).length.value;
        Won {
            rival,
            n_hubs: best.filter(|best| is_own(best.rival)).count(),
            km: parts
                .map(|part| (part.to - part.from) * km(part.link))
                .sum(),
        }
    };
    let won = rivals.map(of);
    won.filter(|won| won.n_hubs > 0 || won.km > 0.0).collect()
}

/// What the best way from a hub comes to, with what that was computed from.
#[must_use]
pub fn best_figure(outcome: &Outcome, priced: &Priced, hub: &HubBids) -> Option<Sourced> {
    let figure = of_criterion(outcome.question.criterion);
    let best = hub.best.as_ref()?;
    Some(figure_of(outcome, priced, &best.way, figure))
}

/// What the best way by another rival comes to more.
#[must_use]
pub fn more_than_best(outcome: &Outcome, priced: &Priced, hub: &HubBids) -> Option<Sourced> {
    let figure = of_criterion(outcome.question.criterion);
    let second = hub.second.as_ref()?;
    let (best, second) = (
        best_figure(outcome, priced, hub)?,
        figure_of(outcome, priced, &second.way, figure),
    );
    let value = outcome.question.criterion.number(hub.margin()?);
    let inputs = vec![
        Input::worded("hinterland.second", &second),
        Input::worded("hinterland.winner", &best),
    ];
    Some(Sourced::by_formula(
        value,
        figure.unit(),
        "runner-up − winner",
        inputs,
    ))
}

/// A hub that is named by two gateways, or twice by one.
#[must_use]
pub fn shared_hub(gateways: &[Vec<NodeId>]) -> Option<NodeId> {
    let mut all: Vec<NodeId> = gateways.iter().flatten().copied().collect();
    all.sort_unstable();
    let twice = all.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(twice[0])
}

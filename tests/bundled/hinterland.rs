//! Hinterlands of the bundled corridor against a search of its own from every hub.

use std::sync::Arc;

use corridor::model::ids::NodeId;
use corridor::model::link::{Link, Mode};
use corridor::model::network::Network;
use corridor::model::node::NodeKind;
use corridor::model::scenario::Scenario;
use corridor::study::evaluate::{Base, Under};
use corridor::study::hinterland::{all_gateways, all_routes};
use corridor::study::outcome::{
    Bid, Criterion, Hinterland, HinterlandAsked, ModeSet, Question, Rivals, Step, Weights,
};

use super::*;

/// Whether a way leaves by a hub: boards or leaves a vessel there, or goes on from it abroad.
fn leaves_by(network: &Network, bid: &Bid, hub: NodeId) -> bool {
    let country = |id: NodeId| network.node(id).country();
    match network.node(hub).kind {
        NodeKind::Seaport => bid.way.steps.iter().any(|step| match step {
            Step::Transfer(of) => of.node == hub && [of.from, of.to].contains(&Some(Mode::Sea)),
            Step::Leg(_) => false,
        }),
        _ => {
            let touches = |link: &Link| [link.from, link.to].contains(&hub);
            let crosses = |link: &Link| country(link.from) != country(link.to);
            // A crossing whose railway leaves the country at the next hub counts where it is passed.
            let mut links = network.links().iter();
            let is_last = links.any(|link| touches(link) && crosses(link));
            let mut passed = bid.way.links().map(|passed| network.link(passed.link));
            passed.any(|link| touches(link) && (crosses(link) || !is_last))
        }
    }
}

/// Whether a way goes by what it is said to go by.
fn is_by(network: &Network, rivals: &Rivals, bid: &Bid) -> bool {
    match (rivals, bid.rival) {
        (Rivals::Gateways(all), None) => {
            let mut hubs = all.iter().flatten();
            !hubs.any(|&hub| leaves_by(network, bid, hub))
        }
        (Rivals::Gateways(all), Some(place)) => {
            all[place].iter().any(|&hub| leaves_by(network, bid, hub))
        }
        (Rivals::Routes(all), rival) => {
            let own = rival.map(|place| all[place]);
            let links = bid.way.links().map(|of| &network.link(of.link).routes);
            let links: Vec<_> = links.collect();
            let is_used = own.is_none_or(|own| links.iter().any(|of| of.contains(&own)));
            // Nothing that serves other rivals alone.
            let others = |of: &Vec<_>| {
                let is_other = |id: &_| all.contains(id) && Some(*id) != own;
                !of.is_empty() && of.iter().all(is_other)
            };
            is_used && !links.into_iter().any(others)
        }
    }
}

fn check(under: &Under, question: &Question, found: &Hinterland, column: &[Option<u64>]) {
    let asked = question.hinterland.as_ref().unwrap();
    let (network, criterion) = (under.network(), question.criterion);
    let mut n_seconds = 0;
    for hub in &found.hubs {
        let best = hub.best.as_ref().map(|bid| bid.cost);
        let (least, key) = (column[hub.node.index()], &network.node(hub.node).key);
        match asked.rivals {
            // Every way is by one of them or by none, so that the best is the best of all.
            Rivals::Gateways(_) => assert_eq!(best, least, "{key:?}"),
            // A way along lines of two routes is by neither: it may be better than all of them.
            Rivals::Routes(_) => assert!(best.is_none_or(|best| Some(best) >= least), "{key:?}"),
        }
        for bid in [&hub.best, &hub.second].into_iter().flatten() {
            let ends = (bid.way.from, Some(bid.way.to));
            assert_eq!(ends, (hub.node, asked.to));
            assert_eq!(criterion.cost(question.weights, bid.way.totals), bid.cost);
            assert!(is_by(network, &asked.rivals, bid), "{bid:?}");
        }
        if let (Some(best), Some(second)) = (&hub.best, &hub.second) {
            assert!(best.rival != second.rival && best.cost <= second.cost);
            n_seconds += 1;
        }
    }
    assert!(n_seconds > 60, "{n_seconds}");
    let whole = found.parts.iter().filter(|part| part.from <= 0.0);
    assert!(whole.clone().count() > 100);
    for tie in &found.ties {
        let share = tie.at.share();
        assert!(share > 0.0 && share < 1.0 && tie.rivals[0] != tie.rivals[1]);
    }
}

#[test]
fn the_best_of_all_rivals_is_the_best_way_of_every_hub() {
    let network = Arc::new(study().network);
    let base = Base::new(Arc::clone(&network));
    let to = network.node_by_key(&Key::new("singapore")).unwrap();
    let hubs: Vec<NodeId> = network.node_ids().collect();
    for (criterion, modes) in [
        (Criterion::Time, ModeSet::all()),
        (Criterion::Money, ModeSet::of([Mode::Rail, Mode::Sea])),
        (Criterion::Generalized, ModeSet::all()),
    ] {
        let question = Question {
            criterion,
            modes,
            weights: Weights::new(7.0, 90.0, 1.0),
            ..Question::default()
        };
        let under = Under::of(&base, &Scenario::base(), &question);
        let skim = under.skim(&question, &hubs, &Task::never()).unwrap();
        let cell = |row: usize| skim.cells[row * hubs.len() + to.index()];
        let cost = |sums| criterion.cost(question.weights, sums);
        let column: Vec<Option<u64>> = (0..hubs.len()).map(|row| cell(row).map(cost)).collect();
        for rivals in [all_gateways(&network), all_routes(&network)] {
            let to = Some(to);
            let question = Question {
                hinterland: Some(HinterlandAsked { rivals, to }),
                ..question.clone()
            };
            let found = under.hinterland(&question, &Task::never()).unwrap();
            check(&under, &question, &found.unwrap(), &column);
        }
    }
}

//! What holds in every network: flows are conserved and bounded, cuts are tight, sums add up,
//! closing never helps, more capacity never hurts, and the same input gives the same answer.
//!
//! Small networks are made at random, written as GeoJSON and read as any other file. The random
//! numbers begin the same in every run; PROPTEST_RNG_SEED gives others.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "invariants/beyond.rs"]
mod beyond;
#[path = "invariants/oracle.rs"]
mod oracle;
#[path = "invariants/plans.rs"]
mod plans;
#[path = "invariants/tables.rs"]
mod tables;

use std::sync::Arc;

use corridor::io::geojson::write::{About, to_geojson};
use corridor::io::load::{Loaded, load_bytes};
use corridor::model::edit::target::Target;
use corridor::model::edit::{Edit, LinkNumber};
use corridor::model::effect::network_under;
use corridor::model::ids::{LinkId, NodeId};
use corridor::model::link::{Link, Mode};
use corridor::model::network::Network;
use corridor::model::parameters::Parameters;
use corridor::model::scenario::{Availability, Scenario};
use corridor::model::sourced::Status;
use corridor::study::emissions::{Line, report};
use corridor::study::evaluate::{Base, evaluate};
use corridor::study::outcome::{
    Criterion, CutPart, Itinerary, ModeSet, Outcome, PathAnswer, Question, Step, Sums, Throughput,
    Weights,
};
use corridor::task::Task;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};
use serde_json::{Value as Json, json};

use self::plans::{Plan, plans};

const CRITERIA: [Criterion; 5] = Criterion::ALL;
const ROUTES: [&str; 3] = ["eastern", "middle", "feeder"];
const MODES: [&str; 3] = ["rail", "road", "waterway"];
const GAUGES: [&[u16]; 4] = [&[], &[1435], &[1000], &[1435, 1000]];

fn ends(network: &Network) -> (NodeId, NodeId) {
    (NodeId::at(0), NodeId::at(network.nodes().len() - 1))
}

fn outcome(base: &Base, scenario: &Scenario, criterion: Criterion) -> Outcome {
    let (from, to) = ends(base.network());
    let question = Question {
        from: vec![from],
        to: vec![to],
        modes: ModeSet::all(),
        criterion,
        weights: Weights::new(3.1, 100.0, 1.0),
        ..Question::default()
    };
    evaluate(base, scenario, &question, &Task::never()).unwrap()
}

fn run(base: &Base) -> Outcome {
    outcome(base, &Scenario::base(), Criterion::Time)
}

/// What can flow, endless where nothing limits it.
fn most(outcome: &Outcome) -> u64 {
    match outcome.throughput.as_ref().unwrap() {
        Throughput::Limited { teu_per_year, .. } => *teu_per_year,
        Throughput::Unlimited { .. } => u64::MAX,
        Throughput::Nothing => 0,
    }
}

fn path(outcome: &Outcome) -> Option<&Itinerary> {
    match &outcome.path {
        PathAnswer::Found { best, .. } => Some(best),
        PathAnswer::None { .. } | PathAnswer::Refused(_) | PathAnswer::NotAsked => None,
    }
}

/// What a path costs by a criterion, endless where there is none.
fn cost(outcome: &Outcome, criterion: Criterion) -> u64 {
    let weights = outcome.question.weights;
    path(outcome).map_or(u64::MAX, |path| criterion.cost(weights, path.totals))
}

/// The capacities of a link in whole TEU, each way; nothing the wrong way of a one-way link.
fn capacities(plan: &Plan) -> [u64; 2] {
    let [forward, backward] = plan
        .capacity
        .map_or([u64::MAX; 2], |both| both.map(u64::from));
    [forward, if plan.is_one_way { 0 } else { backward }]
}

/// Every edit that closes one thing of a network.
fn closings(network: &Network) -> Vec<Edit> {
    let links = network.links().iter().map(|link| Edit::SetLinkOpen {
        link: link.key.clone(),
        is_open: false,
    });
    let nodes = network.nodes().iter().map(|node| Edit::SetNodeOpen {
        node: node.key.clone(),
        is_open: false,
    });
    let routes = network.routes().iter().map(|route| Edit::SetRouteOpen {
        route: route.key.clone(),
        is_open: false,
    });
    links.chain(nodes).chain(routes).collect()
}

fn opened(edit: &Edit) -> Edit {
    let is_open = true;
    match edit.target() {
        Target::LinkOpen(link) => Edit::SetLinkOpen { link, is_open },
        Target::NodeOpen(node) => Edit::SetNodeOpen { node, is_open },
        Target::RouteOpen(route) => Edit::SetRouteOpen { route, is_open },
        other => Edit::Restore(other),
    }
}

/// Few cases, the same in every run, and no file left behind.
fn config() -> ProptestConfig {
    let seed = match ProptestConfig::default().rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_260_401),
        given @ RngSeed::Fixed(_) => given,
    };
    ProptestConfig {
        cases: 64,
        rng_seed: seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn flows_are_conserved_and_keep_to_capacities(plans in plans()) {
        let base = plans.base();
        let found = run(&base);
        let Some(Throughput::Limited { teu_per_year, flows, .. }) = &found.throughput else {
            return Ok(());
        };
        let (from, to) = ends(base.network());
        let mut surplus = vec![0_i64; base.network().nodes().len()];
        for flow in flows {
            let [forward, backward] = capacities(&plans.links[flow.link.index()]);
            prop_assert!(flow.forward <= forward && flow.backward <= backward, "{flow:?}");
            prop_assert!(found.availability.link(flow.link).is_open());
            let link = base.network().link(flow.link);
            let net = i64::try_from(flow.forward).unwrap() - i64::try_from(flow.backward).unwrap();
            surplus[link.from.index()] += net;
            surplus[link.to.index()] -= net;
        }
        let value = i64::try_from(*teu_per_year).unwrap();
        for node in base.network().node_ids() {
            let expected = if node == from { value } else if node == to { -value } else { 0 };
            prop_assert_eq!(surplus[node.index()], expected, "{:?}", node);
        }
    }

    #[test]
    fn the_bottleneck_has_the_capacity_of_the_flow(plans in plans()) {
        let base = plans.base();
        let found = run(&base);
        if let Some(Throughput::Limited { teu_per_year, bottleneck, .. }) = &found.throughput {
            let capacities = bottleneck.iter().map(|part| match part {
                CutPart::Link { capacity, .. } | CutPart::Hub { capacity, .. } => capacity.value,
            });
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let value = *teu_per_year as f64;
            prop_assert!((capacities.sum::<f64>() - value).abs() < 1e-9);
            prop_assert!(value > 0.0);
        }
    }

    #[test]
    fn without_its_bottleneck_nothing_flows(plans in plans()) {
        let base = plans.base();
        let found = run(&base);
        if let Some(Throughput::Limited { bottleneck, .. }) = &found.throughput {
            let mut cut = plans.clone();
            for part in bottleneck {
                match part {
                    CutPart::Link { link, is_forward, .. } => {
                        let capacity = cut.links[link.index()].capacity.as_mut().unwrap();
                        capacity[usize::from(!is_forward)] = 0;
                    }
                    CutPart::Hub { .. } => return Ok(()),
                }
            }
            prop_assert_eq!(most(&run(&cut.base())), 0);
        }
    }

    #[test]
    fn more_capacity_is_never_worse(plans in plans(), at in any::<prop::sample::Index>(), more in 1..50_u32) {
        let before = run(&plans.base());
        let mut richer = plans.clone();
        let at = at.index(richer.links.len());
        if let Some(capacity) = &mut richer.links[at].capacity {
            *capacity = capacity.map(|teu| teu + more);
        }
        let after = run(&richer.base());
        prop_assert!(most(&after) >= most(&before));
        prop_assert!(cost(&after, Criterion::Time) <= cost(&before, Criterion::Time));
    }

    #[test]
    fn closing_never_helps(plans in plans(), at in any::<prop::sample::Index>()) {
        let base = plans.base();
        let edit = at.get(&closings(base.network())).clone();
        let closed = Scenario::base().with(base.network(), edit).unwrap();
        for criterion in CRITERIA {
            let before = outcome(&base, &Scenario::base(), criterion);
            let after = outcome(&base, &closed, criterion);
            prop_assert!(cost(&after, criterion) >= cost(&before, criterion));
            prop_assert!(most(&after) <= most(&before));
        }
    }

    /// Closed is a link that is closed itself, one whose routes are all closed, and one that ends at
    /// a closed hub; no other, and neither a path nor a flow uses it.
    #[test]
    fn what_is_closed_is_not_used(plans in plans(), several in prop::collection::vec(any::<prop::sample::Index>(), 1..4)) {
        let base = plans.base();
        let network = base.network();
        let all = closings(network);
        let edits: Vec<&Edit> = several.iter().map(|at| at.get(&all)).collect();
        let closed = edits.iter().try_fold(Scenario::base(), |scenario, &edit| scenario.with(network, edit.clone())).unwrap();
        let is_closed = |id: LinkId| {
            let link = network.link(id);
            let routes: Vec<_> = link.routes.iter().map(|&route| &network.route(route).key).collect();
            let shut = |key| edits.iter().any(|edit| matches!(edit, Edit::SetRouteOpen { route, .. } if route == key));
            let is_shut_itself = edits.iter().any(|edit| match edit {
                Edit::SetLinkOpen { link: key, .. } => *key == link.key,
                Edit::SetNodeOpen { node, .. } => [link.from, link.to].iter().any(|&end| network.node(end).key == *node),
                _ => false,
            });
            is_shut_itself || !routes.is_empty() && routes.into_iter().all(shut)
        };
        let open = Availability::of(network, &Scenario::base());
        let found = outcome(&base, &closed, Criterion::Time);
        for id in network.link_ids() {
            let is_open = open.link(id).is_open() && !is_closed(id);
            prop_assert_eq!(found.availability.link(id).is_open(), is_open, "{:?}", id);
        }
        for passed in path(&found).into_iter().flat_map(Itinerary::links) {
            prop_assert!(!is_closed(passed.link), "{passed:?} by {edits:?}");
        }
        if let Some(Throughput::Limited { flows, .. }) = &found.throughput {
            for flow in flows {
                prop_assert!(!is_closed(flow.link), "{flow:?} by {edits:?}");
            }
        }
    }

    #[test]
    fn opening_what_was_closed_restores_the_base(plans in plans()) {
        let base = plans.base();
        let network = base.network();
        let open = Availability::of(network, &Scenario::base());
        let mut all = Scenario::base();
        for edit in closings(network) {
            all = all.with(network, edit.clone()).unwrap();
            let was_open = match &edit {
                Edit::SetLinkOpen { link, .. } => network.links_named(link.as_str()).iter().all(|&id| open.link(id).is_open()),
                _ => true,
            };
            if was_open {
                let closed = Scenario::base().with(network, edit.clone()).unwrap();
                prop_assert_ne!(&closed, &Scenario::base());
                let again = closed.with(network, opened(&edit)).unwrap();
                prop_assert_eq!(&again, &Scenario::base());
            }
        }
        for edit in all.edits().to_vec() {
            all = all.with(network, opened(&edit)).unwrap();
        }
        prop_assert!(all.edits().is_empty(), "{:?}", all.edits());
        prop_assert_eq!(Availability::of(network, &all), open);
    }

    #[test]
    fn paths_are_whole_and_add_up(plans in plans()) {
        let base = plans.base();
        let network = base.network();
        let (from, to) = ends(network);
        for criterion in CRITERIA {
            let found = outcome(&base, &Scenario::base(), criterion);
            let Some(path) = path(&found) else { continue };
            let sums = path.steps.iter().map(|step| match step {
                Step::Leg(leg) => leg.sums,
                Step::Transfer(transfer) => transfer.sums,
            });
            prop_assert_eq!(sums.sum::<Sums>(), path.totals);
            let mut here = from;
            for passed in path.links() {
                let link: &Link = network.link(passed.link);
                prop_assert!(found.availability.link(passed.link).is_open());
                prop_assert!(passed.is_forward || link.backward.is_some(), "{} is one-way", link.key);
                prop_assert_eq!(here, if passed.is_forward { link.from } else { link.to });
                here = if passed.is_forward { link.to } else { link.from };
            }
            prop_assert_eq!(here, to);
            let meters: f64 = path.links().map(|passed| network.link(passed.link).length.value * 1000.0).sum();
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let total = path.totals.meters as f64;
            prop_assert!((meters - total).abs() < 0.5);
            let emitted = report(network, &Parameters::default(), path);
            prop_assert_eq!(emitted.grams(Line::All), path.totals.grams);
            prop_assert_eq!(emitted.meters(Line::All), path.totals.meters);
            let parts = emitted.grams(Line::Transport) + emitted.grams(Line::Hubs);
            prop_assert_eq!(parts, path.totals.grams);
            for other in CRITERIA {
                prop_assert!(cost(&found, criterion) <= cost(&outcome(&base, &Scenario::base(), other), criterion));
            }
        }
    }

    /// Hubs of these networks can always handle something, so a path and a flow go together.
    #[test]
    fn there_is_a_path_where_something_flows(plans in plans()) {
        let found = run(&plans.base());
        prop_assert_eq!(path(&found).is_some(), most(&found) > 0);
    }

    #[test]
    fn a_path_keeps_to_the_modes_asked_for(plans in plans(), mode in prop::sample::select(vec![Mode::Rail, Mode::Road, Mode::Waterway])) {
        let base = plans.base();
        let (from, to) = ends(base.network());
        let question = Question { from: vec![from], to: vec![to], modes: ModeSet::of([mode]), criterion: Criterion::Time, ..Question::default() };
        let found = evaluate(&base, &Scenario::base(), &question, &Task::never()).unwrap();
        if let Some(path) = path(&found) {
            prop_assert!(path.legs().all(|leg| leg.mode == mode));
            prop_assert!(cost(&found, Criterion::Time) >= cost(&run(&base), Criterion::Time));
        }
        prop_assert!(most(&found) <= most(&run(&base)));
    }

    /// An edited capacity is what limits, says that it was edited, and is forgotten when it is restored.
    #[test]
    fn an_edited_number_counts_until_it_is_restored(plans in plans(), at in any::<prop::sample::Index>(), teu in 1..90_u32) {
        let base = plans.base();
        let network = base.network();
        let link = network.link(LinkId::at(at.index(network.links().len())));
        let edit = Edit::SetLinkNumber { link: link.key.clone(), number: LinkNumber::Capacity, value: f64::from(teu) };
        let edited = Scenario::base().with(network, edit.clone()).unwrap();
        let found = outcome(&base, &edited, Criterion::Time);
        let now = &found.network.link(network.link_by_key(&link.key).unwrap()).forward;
        let capacity = now.capacity.as_ref().unwrap();
        prop_assert!((capacity.value - f64::from(teu)).abs() < 1e-9);
        if !edited.edits().is_empty() {
            prop_assert_eq!(capacity.status, Status::Assumed);
            prop_assert!(capacity.note.as_deref().unwrap().starts_with("edited"));
        }
        if let Some(Throughput::Limited { flows, .. }) = &found.throughput {
            prop_assert!(flows.iter().filter(|flow| found.network.link(flow.link).key == link.key).all(|flow| flow.forward <= u64::from(teu)));
        }
        let restored = edited.with(network, Edit::Restore(edit.target())).unwrap();
        prop_assert_eq!(outcome(&base, &restored, Criterion::Time), outcome(&base, &Scenario::base(), Criterion::Time));
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            let edit = Edit::SetLinkNumber { link: link.key.clone(), number: LinkNumber::Capacity, value: wrong };
            prop_assert!(Scenario::base().with(network, edit).is_err());
        }
    }

    /// Also under a scenario with edited numbers, where it is the same from the second file on.
    #[test]
    fn a_network_is_read_as_it_was_written(plans in plans(), at in any::<prop::sample::Index>(), hours in 0..99_u32) {
        let loaded = plans.load();
        let read = |bytes: &[u8]| load_bytes(&[("written.geojson".to_owned(), bytes.to_vec())]);
        let write = |network: &Network| {
            let (names, examples, credits) = (&loaded.names, &loaded.examples, &loaded.credits);
            to_geojson(network, &About { names, examples, credits })
        };
        let bytes = write(&loaded.network);
        let again = read(&bytes);
        prop_assert_eq!(&again.issues, &loaded.issues);
        prop_assert!(again.network == loaded.network);
        prop_assert_eq!(write(&again.network), bytes);

        let link = at.get(loaded.network.links()).key.clone();
        let edit = Edit::SetLinkNumber { link, number: LinkNumber::Hours, value: f64::from(hours) / 7.0 };
        let scenario = Scenario::base().with(&loaded.network, edit).unwrap();
        let edited = network_under(&Arc::new(loaded.network.clone()), &scenario);
        let bytes = write(&edited);
        let again = read(&bytes).network;
        let ask = |network: Arc<Network>| outcome(&Base::new(network), &Scenario::base(), Criterion::Time);
        prop_assert_eq!(write(&again), bytes);
        prop_assert_eq!(cost(&ask(Arc::new(again)), Criterion::Time), cost(&ask(edited), Criterion::Time));
    }

    #[test]
    fn the_same_input_gives_the_same_answer(plans in plans()) {
        let (first, second) = (plans.base(), plans.base());
        for criterion in CRITERIA {
            let of = |base: &Base| outcome(base, &Scenario::base(), criterion);
            prop_assert_eq!(of(&first), of(&second));
            prop_assert_eq!(of(&first), of(&first));
        }
        let keys = |base: &Base| -> Vec<String> {
            base.network().link_ids().map(|id: LinkId| base.network().link(id).key.to_string()).collect()
        };
        prop_assert_eq!(keys(&first), keys(&second));
    }
}

/// The random networks are neither all connected nor all apart, and both links and hubs limit them.
#[test]
fn random_networks_are_of_every_kind() {
    let mut runner = TestRunner::new(config());
    let mut counts = [0; 5];
    for _ in 0..200 {
        let plans = plans().new_tree(&mut runner).unwrap().current();
        let found = run(&plans.base());
        let kinds = match found.throughput.as_ref().unwrap() {
            Throughput::Nothing => [true, false, false, false, false],
            Throughput::Unlimited { .. } => [false, true, false, false, false],
            Throughput::Limited { bottleneck, .. } => {
                let is_hub = |part: &CutPart| matches!(part, CutPart::Hub { .. });
                let n_hubs = bottleneck.iter().filter(|part| is_hub(part)).count();
                [
                    false,
                    false,
                    true,
                    n_hubs > 0,
                    n_hubs < bottleneck.len() && bottleneck.len() > 1,
                ]
            }
        };
        for (count, is_one) in counts.iter_mut().zip(kinds) {
            *count += usize::from(is_one);
        }
    }
    let least = [10, 10, 60, 10, 10];
    assert!(
        counts
            .iter()
            .zip(least)
            .all(|(count, least)| *count >= least),
        "{counts:?}"
    );
}

//! Random drawing: whatever is drawn, moved and taken away is made without a lost edit, by keys of its own, and
//! undoing all of it leaves the study as it was.

use std::collections::BTreeSet;

use corridor::document::history::History;
use corridor::model::edit::parts::NewLink;
use corridor::model::geometry::{LonLat, length_km};
use corridor::model::ids::{LinkId, NodeId};
use corridor::model::link::LinkState;
use corridor::model::link_type::LinkType;
use corridor::model::names::Names;
use corridor::model::node::NodeKind;
use corridor::model::saved::Saved;
use corridor::model::scenario::away::Away;
use corridor::study::drawn::{Drawn, Stop, Taken, Wish, hub_edit};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

/// Where a gesture is: a hub or link by a number, or a place.
#[derive(Clone, Debug)]
enum Where {
    Hub(usize),
    Link(usize, LonLat),
    Place(LonLat),
}

#[derive(Clone, Debug)]
enum Gesture {
    Line(Where, Vec<LonLat>, Where, usize),
    Hub(Where),
    Move(usize, LonLat),
    Delete(Where),
    Undo,
    Redo,
}

fn config() -> ProptestConfig {
    let seed = match ProptestConfig::default().rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_280_102),
        given @ RngSeed::Fixed(_) => given,
    };
    ProptestConfig {
        cases: 24,
        rng_seed: seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn at() -> impl Strategy<Value = LonLat> {
    (104.0..110.0, 21.5..30.0).prop_map(|(lon, lat)| LonLat::new(lon, lat))
}

/// Numbers are taken from the end too, where what was drawn before is.
fn number() -> impl Strategy<Value = usize> {
    prop_oneof![0..400_usize, (usize::MAX - 5)..usize::MAX]
}

fn place() -> impl Strategy<Value = Where> {
    prop_oneof![
        number().prop_map(Where::Hub),
        (number(), at()).prop_map(|(link, at)| Where::Link(link, at)),
        at().prop_map(Where::Place),
    ]
}

fn gesture() -> impl Strategy<Value = Gesture> {
    let via = proptest::collection::vec(at(), 0..3);
    prop_oneof![
        4 => (place(), via, place(), 0..LinkType::ALL.len())
            .prop_map(|(from, via, to, kind)| Gesture::Line(from, via, to, kind)),
        2 => place().prop_map(Gesture::Hub),
        2 => (number(), at()).prop_map(|(hub, to)| Gesture::Move(hub, to)),
        3 => place().prop_map(Gesture::Delete),
        1 => Just(Gesture::Undo),
        1 => Just(Gesture::Redo),
    ]
}

/// A place in a list: counted from its beginning, or from its end.
fn pick(number: usize, n: usize) -> usize {
    if number > usize::MAX / 2 {
        n - 1 - (usize::MAX - 1 - number).min(n - 1)
    } else {
        number % n
    }
}

fn hub(network: &Network, number: usize) -> NodeId {
    let there: Vec<NodeId> = network
        .node_ids()
        .filter(|&id| !network.is_removed(id))
        .collect();
    there[pick(number, there.len())]
}

fn line(network: &Network, number: usize) -> LinkId {
    let there: Vec<LinkId> = network
        .link_ids()
        .filter(|&id| network.link(id).state != LinkState::Removed)
        .filter(|&id| network.link(id).mode != Mode::Transfer)
        .collect();
    there[pick(number, there.len())]
}

fn stop(network: &Network, place: &Where) -> Stop {
    match place {
        Where::Hub(number) => Stop::Hub(network.node(hub(network, *number)).key.clone()),
        Where::Link(number, at) => {
            let id = line(network, *number);
            Stop::on_link(network, id, *at, 500.0).unwrap()
        }
        Where::Place(at) => Stop::Place(*at),
    }
}

fn make(history: &mut History, base: &Arc<Network>, gesture: &Gesture) {
    let network = network_under(base, history.scenario());
    let working = history.saved().edits.edits().to_vec();
    let mut taken = Taken::of(&network, working.iter());
    let edits = match gesture {
        Gesture::Line(from, via, to, kind) => {
            let drawn = Drawn {
                from: stop(&network, from),
                via: via.clone(),
                to: stop(&network, to),
            };
            let wish = Wish {
                names: drawn.names(&network),
                kind: LinkType::ALL[*kind],
                routes: drawn.likely_routes(&network, &[]),
            };
            let Some(edits) = drawn.edits(&network, &mut taken, &wish) else {
                return;
            };
            // What was shown while it was drawn is what is made.
            let shown = drawn.link(&network, &wish).unwrap();
            let km = length_km(&drawn.line(&network).unwrap());
            assert_eq!(shown.length.value.to_bits(), km.to_bits());
            edits
        }
        Gesture::Hub(place) => {
            let stop = stop(&network, place);
            let names = stop.names(&network);
            let edit = hub_edit(&mut taken, &stop, &names, NodeKind::Junction).1;
            edit.into_iter().collect()
        }
        Gesture::Move(number, at) => {
            let node = network.node(hub(&network, *number)).key.clone();
            vec![Edit::MoveHub { node, at: *at }]
        }
        Gesture::Delete(place) => {
            let away = match place {
                Where::Link(number, _) => {
                    Away::Link(network.link(line(&network, *number)).key.clone())
                }
                Where::Hub(number) => Away::Hub(network.node(hub(&network, *number)).key.clone()),
                Where::Place(_) => return,
            };
            let left = history
                .saved()
                .edits
                .without(&Scenario::base(), base, &away);
            let left = Arc::new(left.unwrap());
            history.change(None, |saved| saved.edits = left);
            return;
        }
        Gesture::Undo => return history.undo(),
        Gesture::Redo => return history.redo(),
    };
    history.commit(edits).unwrap();
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn undoing_all_that_was_drawn_is_the_identity(gestures in proptest::collection::vec(gesture(), 1..14)) {
        let base = network();
        let facts = facts();
        let mut history = History::new(Arc::clone(&base), Saved::default());
        let before = history.saved().clone();
        for gesture in &gestures {
            make(&mut history, &base, gesture);
            let lost = lost(&base, &facts, history.scenario());
            prop_assert!(lost.is_empty(), "{gesture:?}: {lost:?}");
            let now = network_under(&base, history.scenario());
            let keys: BTreeSet<&Key> = now.nodes().iter().map(|node| &node.key).collect();
            prop_assert_eq!(keys.len(), now.nodes().len());
            let keys: BTreeSet<&Key> = now.links().iter().map(|link| &link.key).collect();
            prop_assert_eq!(keys.len(), now.links().len());
        }
        let after = history.saved().clone();
        let n_steps = history.position();
        history.jump(0);
        prop_assert_eq!(history.saved(), &before);
        prop_assert!(Arc::ptr_eq(&network_under(&base, history.scenario()), &base));
        history.jump(n_steps);
        prop_assert_eq!(history.saved(), &after);
    }
}

#[test]
fn huangtong_and_baise_are_joined_by_what_was_shown() {
    let network = network();
    let drawn = Drawn {
        from: Stop::Hub(Key::new("huangtong")),
        via: vec![LonLat::new(106.3, 25.0)],
        to: Stop::Hub(Key::new("baise")),
    };
    let availability = Availability::of(&network, &Scenario::base());
    let twins = drawn.closed_twins(&network, &availability);
    let keys: Vec<&str> = twins
        .iter()
        .map(|&id| network.link(id).key.as_str())
        .collect();
    assert_eq!(keys, ["R18#1"], "it is being built, in parts");
    let wish = Wish {
        names: drawn.names(&network),
        kind: LinkType::SingleTrackElectrified,
        routes: drawn.likely_routes(&network, &twins),
    };
    assert_eq!(wish.names, Names::new("Huangtong–Baise", "黄桶–百色"));
    let mut taken = Taken::of(&network, [].iter());
    let edits = drawn.edits(&network, &mut taken, &wish).unwrap();
    let [Edit::AddLink(made)] = &edits[..] else {
        panic!("{edits:?}");
    };
    assert_eq!(made.key.as_str(), "new-huangtong-baise");
    assert_eq!(made.routes, [Key::new("western")]);
    let again = drawn.edits(&network, &mut taken, &wish).unwrap();
    let key = |edit: &Edit| match edit {
        Edit::AddLink(link) => NewLink::clone(link).key,
        _ => Key::new(""),
    };
    assert_eq!(key(&again[0]).as_str(), "new-huangtong-baise-2");
    let now = under(&edits);
    let (shown, made) = (
        drawn.link(&network, &wish).unwrap(),
        link(&now, "new-huangtong-baise"),
    );
    assert_eq!(
        (&shown.forward, &shown.length),
        (&made.forward, &made.length)
    );
    assert_eq!(made.forward.hours.status, Status::Assumed);
    // No line leads from a hub to itself, or nowhere.
    let none = Drawn {
        to: drawn.from.clone(),
        ..drawn.clone()
    };
    assert_eq!(none.edits(&network, &mut taken, &wish), None);
    // Two ends on one line: it is split twice.
    let n_parts = network.links_named("R18").len();
    let on = |part: usize| {
        let line = network.line(network.links_named("R18")[0]);
        Stop::Link {
            link: Key::new("R18#1"),
            at: line[line.len() * part / 4],
        }
    };
    let bypass = Drawn {
        from: on(1),
        via: vec![LonLat::new(106.8, 25.2)],
        to: on(3),
    };
    let edits = bypass.edits(&network, &mut taken, &wish).unwrap();
    assert_eq!(edits.len(), 3);
    assert_eq!(under(&edits).links_named("R18").len(), n_parts + 2);
    assert!(lost(&network, &facts(), &scenario(&edits)).is_empty());
}

//! Hubs and links added, moved, split and taken away.

use super::*;
use corridor::io::geojson::write::{About, to_geojson};
use corridor::io::load::load_bytes;
use corridor::model::edit::parts::{NewHub, NewLink, Split};
use corridor::model::effect::compact::without_removed;
use corridor::model::geometry::LonLat;
use corridor::model::ids::{LinkId, NodeId};
use corridor::model::link_type::LinkType;
use corridor::model::names::Names;
use corridor::model::node::NodeKind;
use corridor::study::evaluate::{Base, evaluate};
use corridor::study::outcome::{ModeSet, Outcome, PathAnswer, Question};

fn hub(key: &str, lon: f64, lat: f64) -> Edit {
    Edit::AddHub(Box::new(NewHub {
        key: Key::new(key),
        names: Names::new("New yard", "新场站"),
        kind: NodeKind::Rail,
        at: LonLat::new(lon, lat),
    }))
}

fn line(key: &str, from: &str, to: &str) -> Edit {
    Edit::AddLink(Box::new(NewLink {
        key: Key::new(key),
        names: Names::default(),
        kind: LinkType::SingleTrackElectrified,
        from: Key::new(from),
        to: Key::new(to),
        via: Vec::new(),
        routes: vec![Key::new("western")],
    }))
}

fn split(link: &str, hub: &str, at: LonLat) -> Edit {
    Edit::SplitLink(Box::new(Split {
        link: Key::new(link),
        at,
        hub: Key::new(hub),
        names: Names::default(),
    }))
}

fn middle(key: &str) -> LonLat {
    let id = STUDY.network.link_by_key(&Key::new(key)).unwrap();
    let line = STUDY.network.line(id);
    line[line.len() / 2]
}

fn way(edits: &[Edit], from: &str, to: &str) -> Outcome {
    let base = Base::new(network());
    let scenario = scenario(edits);
    let now = network_under(base.network(), &scenario);
    let end = |key: &str| now.node_by_key(&Key::new(key)).unwrap();
    let question = Question {
        from: vec![end(from)],
        to: vec![end(to)],
        modes: ModeSet::of([Mode::Rail]),
        ..Question::default()
    };
    evaluate(&base, &scenario, &question, &Task::never()).unwrap()
}

fn keys(outcome: &Outcome) -> Vec<String> {
    match &outcome.path {
        PathAnswer::Found { best, .. } => {
            let links = best.links();
            links
                .map(|of| outcome.network.link(of.link).key.to_string())
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Hubs and links of the base keep their places.
#[track_caller]
fn keeps_places(now: &Network) {
    for id in STUDY.network.node_ids() {
        assert_eq!(now.node(id).key, STUDY.network.node(id).key);
    }
    for id in STUDY.network.link_ids() {
        let key = &STUDY.network.link(id).key;
        assert!(now.link(id).key.is_or_is_part_of(key.as_str()));
    }
}

/// The missing link drawn by hand, beside the one of the data: as long by the default speed.
#[test]
fn a_drawn_line_is_filled_up_and_carries() {
    let edits = [line("N1", "huangtong", "baise")];
    let now = under(&edits);
    keeps_places(&now);
    let new = link(&now, "N1");
    assert_eq!(now.links().len(), STUDY.network.links().len() + 1);
    assert_eq!((new.mode, new.is_electrified), (Mode::Rail, Some(true)));
    near(new.tracks.clone().unwrap().value, 1.0);
    let capacity = new.forward.capacity.clone().unwrap();
    near(capacity.value, 17.0 * 100.0 * 365.0);
    for number in [
        &new.forward.hours,
        &new.forward.money,
        &capacity,
        &new.length,
    ] {
        assert_eq!(number.status, Status::Assumed);
    }
    let western = now.route_by_key(&Key::new("western")).unwrap();
    assert!(
        now.route(western)
            .links
            .contains(&LinkId::at(now.links().len() - 1))
    );
    let outcome = way(&edits, "bijie-east", "baise");
    assert!(
        keys(&outcome).contains(&"N1".to_owned()),
        "{:?}",
        keys(&outcome)
    );
}

#[test]
fn a_line_to_a_new_hub_leads_there() {
    let edits = [hub("yard", 106.0, 25.5), line("N1", "huangtong", "yard")];
    let outcome = way(&edits, "guiyang-south", "yard");
    assert_eq!(keys(&outcome).last().unwrap(), "N1");
    let now = under(&edits);
    keeps_places(&now);
    assert_eq!(
        now.node(NodeId::at(STUDY.network.nodes().len())).key,
        Key::new("yard")
    );
    // Edits may be about what edits made, and the key is taken now.
    let more = [&edits[..], &[set("N1", LinkNumber::Hours, 3.0)]].concat();
    near(hours(&more, "N1"), 3.0);
    let taken = scenario(&edits).with(&STUDY.network, line("R05", "yard", "baise"));
    assert_eq!(taken, Err(EditError::KeyTaken(Key::new("R05"))));
    // The hub changed anew stays before the line that ends there.
    let again = [&edits[..], &[hub("yard", 106.1, 25.6)]].concat();
    near(node(&under(&again), "yard").at.lon, 106.1);
    assert_eq!(
        keys(&way(&again, "guiyang-south", "yard")).last().unwrap(),
        "N1"
    );
}

#[test]
fn parts_of_a_split_link_share_it_out() {
    let base = network();
    let whole = link(&base, "R05");
    let edits = [split("R05", "halt", middle("R05"))];
    let now = under(&edits);
    keeps_places(&now);
    let parts = ["R05#1", "R05#2"].map(|key| link(&now, key));
    let halt = now.node_by_key(&Key::new("halt")).unwrap();
    assert_eq!((parts[0].from, parts[0].to), (whole.from, halt));
    assert_eq!((parts[1].from, parts[1].to), (halt, whole.to));
    let both = |of: fn(&Link) -> f64| of(parts[0]) + of(parts[1]);
    near(both(|link| link.length.value), whole.length.value);
    near(
        both(|link| link.forward.hours.value),
        whole.forward.hours.value,
    );
    near(
        both(|link| link.forward.money.value),
        whole.forward.money.value,
    );
    near(both(|link| link.forward.co2.value), whole.forward.co2.value);
    for part in parts {
        assert_eq!(part.forward.capacity, whole.forward.capacity);
        assert_eq!(part.trains, whole.trains);
    }
    // An edit of the whole reaches both, and the chain runs on.
    let more = [&edits[..], &[scale("R05", LinkNumber::Hours, 2.0)]].concat();
    near(hours(&more, "R05#2"), parts[1].forward.hours.value * 2.0);
    let before = way(&[], "liuzhou-south", "mahuang");
    let after = way(&edits, "liuzhou-south", "mahuang");
    assert_eq!(keys(&before).len() + 1, keys(&after).len());
    chains_hold(&now);
}

/// Each chain is a way without a gap.
#[track_caller]
fn chains_hold(network: &Network) {
    for chain in network.routes().iter().flat_map(|route| &route.chains) {
        for pair in chain.links.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(|id| network.link(id));
            let meets = [a.from, a.to]
                .iter()
                .any(|end| [b.from, b.to].contains(end));
            assert!(meets, "{} and {} of {}", a.key, b.key, chain.key);
        }
    }
}

#[test]
fn a_moved_hub_takes_the_ends_of_its_links_along() {
    let at = LonLat::new(108.7, 22.0);
    let edit = Edit::MoveHub {
        node: Key::new("mahuang"),
        at,
    };
    let now = under(&[edit]);
    let id = now.node_by_key(&Key::new("mahuang")).unwrap();
    assert_eq!(now.node(id).at, at);
    for link in now.link_ids() {
        let (of, line) = (now.link(link), now.line(link));
        if of.from == id {
            assert_eq!(line[0], at);
        }
        if of.to == id {
            assert_eq!(line[line.len() - 1], at);
        }
        if of.from != id && of.to != id {
            assert_eq!(of, STUDY.network.link(link));
        }
    }
    assert!(link(&now, "R06").length.before().is_some());
}

#[test]
fn what_is_taken_away_is_found_by_nothing() {
    let edits = [
        Edit::RemoveLink {
            link: Key::new("R09"),
        },
        Edit::RemoveHub {
            node: Key::new("litang"),
        },
    ];
    let now = under(&edits);
    assert!(now.links_named("R09").is_empty());
    assert_eq!(now.node_by_key(&Key::new("litang")), None);
    assert!(now.links_named("R04").is_empty(), "it ended there");
    let open = Availability::of(&now, &scenario(&edits));
    let opening = Edit::SetLinkOpen {
        link: Key::new("R09"),
        is_open: true,
    };
    let opened = scenario(&[edits[0].clone(), opening.clone()]);
    assert_eq!(lost(&network(), &facts(), &opened), [&opening]);
    for id in now.link_ids() {
        let gone = ["R04", "R05", "R09"]
            .iter()
            .any(|key| now.link(id).key.is_or_is_part_of(key));
        assert!(!gone || !open.link(id).is_open());
    }
    let outcome = way(&edits, "chongqing-tuanjiecun", "qinzhou-port-east");
    assert!(
        keys(&outcome)
            .iter()
            .all(|key| !key.starts_with("R09") && !key.starts_with("R04"))
    );
    assert!(lost(&network(), &facts(), &scenario(&edits)).is_empty());
    // As a file it is a network without them.
    let written = without_removed(&now);
    assert!(written.nodes().len() < now.nodes().len());
    assert!(
        written
            .links()
            .iter()
            .all(|link| !link.key.is_or_is_part_of("R09"))
    );
    let about = About {
        names: &STUDY.names,
        examples: &[],
        credits: &[],
    };
    let bytes = to_geojson(&written, &about);
    let again = load_bytes(&[("a.geojson".to_owned(), bytes)]).network;
    assert_eq!(again.nodes().len(), written.nodes().len());
    assert_eq!(again.links().len(), written.links().len());
}

#[test]
fn edits_of_the_shape_undone_are_the_base() {
    let edits = [
        hub("yard", 106.0, 25.5),
        line("N1", "huangtong", "yard"),
        split("R05", "halt", middle("R05")),
        Edit::RemoveHub {
            node: Key::new("baise"),
        },
    ];
    let mut scenario = scenario(&edits);
    assert_eq!(scenario.edits(), edits);
    for edit in edits {
        scenario = scenario
            .with(&STUDY.network, Edit::Restore(edit.target()))
            .unwrap();
    }
    assert_eq!(network_under(&network(), &scenario), network());
    // What was added to a hub that is not added any more is kept, and named.
    let alone = Scenario::base();
    let alone = alone
        .keeping(&STUDY.network, line("N1", "huangtong", "yard"))
        .unwrap();
    assert_eq!(lost(&network(), &facts(), &alone).len(), 1);
    assert_eq!(*network_under(&network(), &alone), *network());
}

//! Working edits without a hub or link: what they made is gone as if it never was, the rest is taken away.

use corridor::model::edit::parts::{NewHub, NewLink, Split};
use corridor::model::geometry::LonLat;
use corridor::model::link_type::LinkType;
use corridor::model::names::Names;
use corridor::model::node::NodeKind;
use corridor::model::scenario::away::Away;

use super::*;

fn hub(key: &str) -> Edit {
    Edit::AddHub(Box::new(NewHub {
        key: Key::new(key),
        names: Names::default(),
        kind: NodeKind::Junction,
        at: LonLat::new(106.0, 25.0),
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

fn line(key: &str, from: &str, to: &str) -> Edit {
    Edit::AddLink(Box::new(NewLink {
        key: Key::new(key),
        names: Names::default(),
        kind: LinkType::SingleTrackElectrified,
        from: Key::new(from),
        to: Key::new(to),
        via: Vec::new(),
        routes: Vec::new(),
    }))
}

fn set(link: &str) -> Edit {
    Edit::SetLinkNumber {
        link: Key::new(link),
        number: LinkNumber::Hours,
        value: 3.5,
    }
}

fn without(edits: &[Edit], away: &Away) -> Scenario {
    let (base, all) = (Scenario::base(), scenario(edits));
    all.without(&base, &STUDY.network, away).unwrap()
}

/// A place on a link, a share of its corners from its beginning.
fn place_on(link: &str, part: usize) -> LonLat {
    let network = &STUDY.network;
    let line = network.line(network.links_named(link)[0]);
    line[line.len() * part / 4]
}

#[test]
fn what_edits_made_is_gone_with_all_that_rests_on_it() {
    let edits = [
        hub("new-a"),
        line("new-a-baise", "new-a", "baise"),
        set("new-a-baise"),
        split("new-a-baise", "new-b", LonLat::new(106.3, 24.5)),
        line("new-b-huangtong", "new-b", "huangtong"),
        set("R07"),
    ];
    let left = without(&edits, &Away::Hub(Key::new("new-a")));
    assert_eq!(left.edits(), [set("R07")]);
    let left = without(&edits, &Away::Link(Key::new("new-b-huangtong")));
    assert_eq!(left.edits().len(), 5);
    // A study without its last edit is the base again, not one that takes something away.
    let left = without(&edits[..1], &Away::Hub(Key::new("new-a")));
    assert_eq!(left, Scenario::base());
}

#[test]
fn a_split_line_is_whole_again_and_later_splits_stay() {
    let edits = [
        split("R18#1", "new-a", place_on("R18#1", 2)),
        split("R18#1#1", "new-b", place_on("R18#1", 1)),
        set("R18#1#2"),
        line("new-b-baise", "new-b", "baise"),
    ];
    let left = without(&edits, &Away::Hub(Key::new("new-a")));
    let rest = [
        split("R18#1", "new-b", place_on("R18#1", 1)),
        line("new-b-baise", "new-b", "baise"),
    ];
    assert_eq!(left.edits(), rest);
    assert!(lost(&network(), &facts(), &left).is_empty());
    let now = network_under(&network(), &left);
    assert_eq!(now.links_named("R18#1").len(), 2);
    let left = without(&edits, &Away::Hub(Key::new("new-b")));
    assert_eq!(left.edits(), [edits[0].clone(), edits[2].clone()]);
}

#[test]
fn what_the_study_has_is_taken_away_by_an_edit() {
    let moved = Edit::MoveHub {
        node: Key::new("huangtong"),
        at: LonLat::new(105.9, 26.1),
    };
    let edits = [moved, line("new-line", "huangtong", "baise"), set("R18")];
    let left = without(&edits, &Away::Hub(Key::new("huangtong")));
    let removed = Edit::RemoveHub {
        node: Key::new("huangtong"),
    };
    assert_eq!(left.edits(), [edits[2].clone(), removed]);
    let left = without(&edits, &Away::Link(Key::new("R18")));
    let removed = Edit::RemoveLink {
        link: Key::new("R18"),
    };
    assert_eq!(left.edits()[2], removed);
    let none = Scenario::base().without(
        &Scenario::base(),
        &STUDY.network,
        &Away::Hub(Key::new("nowhere")),
    );
    assert_eq!(none, Err(EditError::Unknown("nowhere".to_owned())));
}

//! Networks with numbers that a scenario changed.

use super::*;
use corridor::model::edit::{Edit, LinkNumber, NodeNumber};

fn edited(loaded: &Loaded, edits: Vec<Edit>) -> (Arc<Network>, Vec<u8>) {
    let network = &loaded.network;
    let scenario = edits.into_iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(network, edit).unwrap()
    });
    under(loaded, &scenario)
}

fn set(link: &str, number: LinkNumber, value: f64) -> Edit {
    let link = Key::new(link);
    Edit::SetLinkNumber {
        link,
        number,
        value,
    }
}

/// A number as a file gives it: what it was computed from is not in the file.
fn given(number: &Sourced) -> Sourced {
    Sourced {
        basis: Basis::Given,
        ..number.clone()
    }
}

#[track_caller]
fn check_edited(again: &Sourced, number: &Sourced) {
    assert_eq!(*again, given(number));
    assert_eq!(again.status, Status::Assumed);
    let note = again.note.as_deref().unwrap();
    assert!(note.starts_with("edited; "), "{note}");
}

#[test]
fn edited_numbers_survive_as_assumed_with_their_notes() {
    let loaded = bundled_study();
    let node_edit = |number, value| Edit::SetNodeNumber {
        node: Key::new("qinzhou-port-east"),
        number,
        value,
    };
    let (network, bytes) = edited(
        &loaded,
        vec![
            set("R03", LinkNumber::Hours, 11.5),
            set("R03", LinkNumber::Money, 777.0),
            set("R03", LinkNumber::Capacity, 123_456.0),
            set("R05", LinkNumber::Pairs, 31.0),
            set("R05", LinkNumber::TeuPerTrain, 88.0),
            set("R05", LinkNumber::ContainerShare, 0.25),
            node_edit(NodeNumber::Capacity, 55_555.0),
            node_edit(NodeNumber::TransferHours, 7.0),
            node_edit(NodeNumber::TransferMoney, 70.0),
            node_edit(NodeNumber::BorderHours, 3.0),
            node_edit(NodeNumber::BorderMoney, 30.0),
            node_edit(NodeNumber::TransferCo2, 2.0),
            node_edit(NodeNumber::TransferCapacity, 44_444.0),
            node_edit(NodeNumber::GaugeHours, 11.0),
            node_edit(NodeNumber::GaugeMoney, 110.0),
            node_edit(NodeNumber::GaugeCo2, 1.5),
            node_edit(NodeNumber::GaugeCapacity, 33_333.0),
            node_edit(NodeNumber::BorderCo2, 0.5),
            node_edit(NodeNumber::BorderCapacity, 22_222.0),
        ],
    );
    let again = read(&bytes).network;
    assert_eq!(read(&bytes).issues, []);
    let (new, old) = (link(&again, "R03"), link(&network, "R03"));
    for (new, old) in [
        (&new.forward.hours, &old.forward.hours),
        (&new.forward.money, &old.forward.money),
    ] {
        check_edited(new, old);
    }
    for number in [LinkNumber::Capacity, LinkNumber::Hours] {
        check_edited(new.number(number).unwrap(), old.number(number).unwrap());
    }
    assert_eq!(new.backward.as_ref(), Some(&new.forward));
    let (new, old) = (link(&again, "R05"), link(&network, "R05"));
    for number in [
        LinkNumber::Pairs,
        LinkNumber::TeuPerTrain,
        LinkNumber::ContainerShare,
    ] {
        check_edited(new.number(number).unwrap(), old.number(number).unwrap());
    }
    let capacity = |link: &Link| link.forward.capacity.as_ref().map(|teu| teu.value);
    assert!(capacity(new).is_some());
    assert_eq!(capacity(new), capacity(old));
    assert!(properties(&bytes, "R05")["capacity_teu"].is_null());
    let (new, old) = (
        node(&again, "qinzhou-port-east"),
        node(&network, "qinzhou-port-east"),
    );
    for number in NodeNumber::ALL {
        match (new.number(number), old.number(number)) {
            (Some(new), Some(old)) => check_edited(new, old),
            both => assert_eq!((both, number.is_free()), ((None, None), false)),
        }
    }
    assert_eq!(to_geojson(&again, &about(&loaded)), bytes);
}

/// All but the edited numbers is as it was, also where drayage that is else made again is edited.
#[test]
fn an_edit_changes_nothing_else() {
    let loaded = bundled_study();
    let drayage = loaded
        .network
        .links()
        .iter()
        .find(|link| link.key.as_str().contains('~'));
    let key = drayage.unwrap().key.to_string();
    let (network, bytes) = edited(&loaded, vec![set(&key, LinkNumber::Hours, 9.0)]);
    let again = read(&bytes).network;
    assert_eq!(properties(&bytes, &key)["hours"], 9);
    for (new, old) in again.links().iter().zip(network.links()) {
        if new.key.as_str() != key {
            assert_eq!(new, old);
        }
    }
    assert_eq!(again.routes(), network.routes());
    assert_eq!(again.nodes(), network.nodes());
}

#[test]
fn numbers_of_projects_survive_with_their_source() {
    let loaded = bundled_study();
    let projects = loaded.network.projects();
    let apply = projects.iter().map(|project| Edit::ApplyProject {
        project: project.key.clone(),
        is_applied: true,
    });
    let (network, bytes) = edited(&loaded, apply.collect());
    let again = read(&bytes).network;
    let by_project = |number: &&Sourced| {
        let note = number.note.as_deref().unwrap_or_default();
        note.starts_with("project ") && number.source.is_some()
    };
    let mut n_changed = 0;
    for (new, old) in again.links().iter().zip(network.links()) {
        assert_eq!((&new.key, new.state), (&old.key, old.state));
        assert_eq!(new.is_electrified, old.is_electrified);
        for number in LinkNumber::ALL {
            let value = |link: &Link| link.number(number).map(|number| number.value);
            assert_eq!(value(new), value(old), "{} {number:?}", new.key);
            if let Some(old) = old.number(number).filter(by_project) {
                assert_eq!(new.number(number), Some(&given(old)));
                n_changed += 1;
            }
        }
    }
    for (new, old) in again.nodes().iter().zip(network.nodes()) {
        for number in NodeNumber::ALL {
            let value = |node: &Node| node.number(number).map(|number| number.value);
            assert_eq!(value(new), value(old), "{} {number:?}", new.key);
        }
    }
    assert!(n_changed > 0, "no project sets a number");
    assert_eq!(to_geojson(&again, &about(&loaded)), bytes);
}

//! Projects and services of the bundled tables: they name what is there, and what is open already
//! is in the network.

use std::sync::Arc;

use corridor::model::edit::Edit;
use corridor::model::effect::network_under;
use corridor::model::link::Link;
use corridor::model::network::Network;
use corridor::model::project::{Certainty, ProjectState};
use corridor::model::scenario::Scenario;
use corridor::model::sourced::Status;

use crate::study;

fn apply(network: &Arc<Network>, project: &corridor::model::project::Project) -> Arc<Network> {
    let edit = Edit::ApplyProject {
        project: project.key.clone(),
        is_applied: true,
    };
    let scenario = Scenario::base().with(network, edit).unwrap();
    network_under(network, &scenario)
}

/// What a project may change, as plain values.
fn values(link: &Link) -> String {
    let capacity = |way: &corridor::model::link::Direction| {
        let value = way.capacity.as_ref().map(|capacity| capacity.value);
        format!("{:?} {:.6} {:.6}", value, way.hours.value, way.co2.value)
    };
    let tracks = link.tracks.as_ref().map(|tracks| tracks.value);
    let backward = link.backward.as_ref().map(capacity);
    format!(
        "{:?} {:?} {tracks:?} {} {backward:?}",
        link.state,
        link.is_electrified,
        capacity(&link.forward)
    )
}

/// A project that is open has its effect in the network: applying it changes nothing.
#[test]
fn open_projects_are_in_the_network() {
    let network = Arc::new(study().network);
    let mut n_open = 0;
    for project in network.projects() {
        if project.state != ProjectState::Open {
            continue;
        }
        assert_eq!(project.certainty, Certainty::Certain, "{}", project.key);
        let changed = apply(&network, project);
        for (before, after) in network.links().iter().zip(changed.links()) {
            assert_eq!(
                values(before),
                values(after),
                "{} on {}",
                project.key,
                before.key
            );
        }
        for (before, after) in network.nodes().iter().zip(changed.nodes()) {
            let capacity =
                |node: &corridor::model::node::Node| node.capacity.as_ref().map(|c| c.value);
            assert_eq!(
                capacity(before),
                capacity(after),
                "{} at {}",
                project.key,
                before.key
            );
        }
        n_open += 1;
    }
    assert!(n_open > 15, "{n_open}");
}

#[test]
fn every_project_says_what_when_and_how_sure() {
    let network = Arc::new(study().network);
    assert_eq!(network.projects().len(), 41);
    let mut n_effective = 0;
    for project in network.projects() {
        let key = &project.key;
        assert!(
            !project.names.en.is_empty() && !project.names.zh.is_empty(),
            "{key}"
        );
        assert!(
            !project.effect.en.is_empty() && !project.effect.zh.is_empty(),
            "{key}"
        );
        assert_ne!(project.status, Status::Unsourced, "{key}");
        assert!(
            !project.source.is_empty() || !project.note.is_empty(),
            "{key}"
        );
        let at = project.at.as_ref().unwrap();
        let is_there =
            network.node_by_key(at).is_some() || !network.links_named(at.as_str()).is_empty();
        assert!(is_there, "{key}: {at}");
        assert!(
            !project.changes.is_empty() || !project.note.is_empty(),
            "{key}: no change and no reason"
        );
        let dated = project.year.is_some() || project.certainty == Certainty::WhatIf;
        assert!(dated, "{key} has no year");
        if project.state != ProjectState::Open && !project.changes.is_empty() {
            let changed = apply(&network, project);
            assert_ne!(*changed, *network, "{key} changes nothing");
            n_effective += 1;
        }
    }
    assert!(n_effective >= 10, "{n_effective}");
}

/// Huangtong–Baise opens, with the number that the table gives it and the project's name behind it.
#[test]
fn a_project_changes_what_it_says() {
    let network = Arc::new(study().network);
    let project = |key: &str| {
        let mut all = network.projects().iter();
        all.find(|project| project.key.as_str() == key).unwrap()
    };
    let opened = apply(&network, project("P11"));
    for id in network.links_named("R18") {
        assert!(!network.link(id).is_open_by_itself());
        assert!(opened.link(id).is_open_by_itself());
    }
    let doubled = apply(&network, project("P06"));
    for id in network.links_named("R11") {
        let link = doubled.link(id);
        let pairs = link.trains.pairs_per_day.as_ref().unwrap();
        assert!(
            pairs.value
                > network
                    .link(id)
                    .trains
                    .pairs_per_day
                    .as_ref()
                    .unwrap()
                    .value
        );
        assert!(pairs.note.as_deref().unwrap().starts_with("project P06"));
        let capacity = link.forward.capacity.as_ref().unwrap();
        assert!((capacity.value - pairs.value * 100.0 * 365.0).abs() < 1e-6);
    }
}

#[test]
fn services_call_at_hubs_and_say_how_often() {
    let network = study().network;
    assert!(network.services().len() > 30);
    for service in network.services() {
        let key = &service.key;
        assert!(
            !service.names.en.is_empty() && !service.names.zh.is_empty(),
            "{key}"
        );
        assert!(service.departures_per_week.value > 0.0, "{key}");
        assert!(service.wait().is_some(), "{key}");
        for number in std::iter::once(&service.departures_per_week).chain(service.hours.as_ref()) {
            assert_ne!(number.status, Status::Unsourced, "{key}");
            let says_why = number.note.is_some() || number.source.is_some();
            assert!(says_why, "{key}");
        }
    }
}

//! What a throughput rests on: every capacity is tried at its low end by an edit, one after the other.

use std::sync::Arc;

use corridor::model::edit::{Edit, LinkNumber, NodeNumber};
use corridor::model::ids::Key;
use corridor::model::link::Mode;
use corridor::model::network::Network;
use corridor::model::scenario::Scenario;
use corridor::model::sourced::{Sourced, Status};
use corridor::study::evaluate::{Base, evaluate};
use corridor::study::outcome::{Criterion, CutPart, ModeSet, Question, Throughput};
use corridor::study::provenance::of_throughput;
use corridor::task::Task;

use super::study;

fn flow(base: &Base, edits: &[Edit]) -> (Throughput, Sourced) {
    let network = base.network();
    let hub = |key: &str| vec![network.node_by_key(&Key::new(key)).unwrap()];
    let question = Question {
        from: hub("chongqing"),
        to: hub("qinzhou-port"),
        modes: ModeSet::of([Mode::Rail]),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let scenario = edits.iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(network, edit.clone()).unwrap()
    });
    let outcome = evaluate(base, &scenario, &question, &Task::never()).unwrap();
    let found = outcome.throughput.unwrap();
    let number = of_throughput(&outcome.network, &found).unwrap();
    (found, number)
}

/// Edits that put one capacity at its low end, with the key of what has it.
fn lowered(network: &Network) -> Vec<(String, Edit)> {
    let mut all: Vec<(String, Edit)> = Vec::new();
    for link in network.links() {
        let low = link.forward.capacity.as_ref().and_then(|c| c.low);
        let key = link.key.whole();
        if let (Some(low), false) = (low, all.iter().any(|(known, _)| known == key)) {
            let edit = Edit::SetLinkNumber {
                link: Key::new(key),
                number: LinkNumber::Capacity,
                value: low,
            };
            all.push((key.to_owned(), edit));
        }
    }
    for node in network.nodes() {
        if let Some(low) = node.capacity.as_ref().and_then(|c| c.low) {
            let edit = Edit::SetNodeNumber {
                node: node.key.clone(),
                number: NodeNumber::Capacity,
                value: low,
            };
            all.push((node.key.to_string(), edit));
        }
    }
    all
}

#[test]
fn a_throughput_lists_every_capacity_that_may_be_its_bottleneck() {
    let loaded = study();
    let base = Base::new(Arc::new(loaded.network));
    let network = base.network();
    let (found, number) = flow(&base, &[]);
    let Throughput::Limited {
        teu_per_year,
        bottleneck,
        sureness,
        ..
    } = &found
    else {
        panic!("{found:?}");
    };
    let key = |part: &CutPart| match part {
        CutPart::Link { link, .. } => network.link(*link).key.whole().to_owned(),
        CutPart::Hub { node, .. } => network.node(*node).key.to_string(),
    };
    let listed: Vec<String> = bottleneck.iter().chain(&sureness.rivals).map(key).collect();
    let mut n_less = 0;
    for (of, edit) in lowered(network) {
        let less = match flow(&base, &[edit]).0 {
            Throughput::Limited {
                teu_per_year: now, ..
            } => now < *teu_per_year,
            Throughput::Unlimited { .. } => false,
            Throughput::Nothing => true,
        };
        assert!(
            !less || listed.contains(&of),
            "{of} is not listed: {listed:?}"
        );
        n_less += usize::from(less);
    }
    assert!(n_less > 1, "{listed:?}");
    let is_weak = |part: &CutPart| part.capacity().status >= Status::Assumed;
    let any_weak = bottleneck.iter().chain(&sureness.rivals).any(is_weak);
    assert_eq!(number.status >= Status::Assumed, any_weak);
    assert!(number.low.unwrap() < number.value);
}

#[test]
fn an_edit_that_lets_more_through_is_an_input_of_what_flows() {
    let loaded = study();
    let base = Base::new(Arc::new(loaded.network));
    let edit = Edit::SetLinkNumber {
        link: Key::new("R07"),
        number: LinkNumber::Pairs,
        value: 30.0,
    };
    let (_, number) = flow(&base, &[edit]);
    let inputs = number.basis.inputs().iter();
    let edited = inputs.filter(|input| input.names.en.contains("(R07)"));
    assert_eq!(edited.count(), 1, "{:?}", number.basis);
    assert_eq!(number.status, Status::Assumed);
    assert!((number.assumed_share() - 1.0).abs() < 1e-12);
}

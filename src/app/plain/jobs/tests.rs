//! The threads' work on a long road: large enough for a hierarchy, narrow enough to make it at once.

use std::path::{Path, PathBuf};

use super::*;
use crate::model::ids::NodeId;
use crate::model::plain::{PlainBuilder, PlainLink};

const NODES: u32 = 20_100;

fn road() -> PlainNetwork {
    let mut builder = PlainBuilder::numbered(NODES as usize, 0, 1);
    let mut street = |tail: u32, head: u32, seconds: f64| {
        for (tail, head) in [(tail, head), (head, tail)] {
            let link = PlainLink {
                tail,
                head,
                seconds: Some(seconds),
                length_m: Some(100.0),
                ..PlainLink::default()
            };
            assert!(builder.add_link("", &link));
        }
    };
    for node in 1..NODES {
        street(node - 1, node, f64::from(10 + node % 5));
        if node % 400 == 0 {
            street(node - 3, node, f64::from(30 + node % 7));
        }
    }
    builder.build()
}

/// A folder of a test's own, of which the last run's files are gone.
fn folder() -> PathBuf {
    let name = format!("roads-{}", std::process::id());
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-cache")
        .join(name)
}

#[test]
fn the_hierarchy_takes_over_and_its_order_is_kept() {
    let network = road();
    let cache = Cache::at(Some(folder()), &network);
    let task = Task::new();
    let made = make(&network, &cache, &task).unwrap().unwrap();
    assert!(!made.was_known() && task.thousandths() == 1000);
    let again = make(&network, &cache, &task).unwrap().unwrap();
    assert!(again.was_known());
    let (wishes, to_find) = channel();
    let (sender, done) = channel();
    let wish = |from, measure| Wish {
        from: NodeId(from),
        to: NodeId(NODES - 1),
        measure,
    };
    // Only the newest of those that wait is answered.
    for (number, from) in [(1, 5), (2, 4), (3, 0)] {
        wishes
            .send(Message::Find(number, wish(from, Measure::Time)))
            .unwrap();
    }
    drop(wishes);
    find(
        &network,
        &to_find,
        &sender,
        &task,
        &egui::Context::default(),
    )
    .unwrap();
    let Ok(Done::Found(3, searched)) = done.recv() else {
        panic!("not the newest");
    };
    assert!(done.try_recv().is_err() && searched.method == Method::Dijkstra);
    let (wishes, to_find) = channel();
    wishes.send(Message::Use(again)).unwrap();
    wishes
        .send(Message::Find(4, wish(0, Measure::Time)))
        .unwrap();
    drop(wishes);
    find(
        &network,
        &to_find,
        &sender,
        &task,
        &egui::Context::default(),
    )
    .unwrap();
    let Ok(Done::Found(4, climbed)) = done.recv() else {
        panic!("no answer");
    };
    assert_eq!(climbed.method, Method::Hierarchy);
    let seconds = |answer: &Answer| answer.path.as_ref().and_then(|path| path.sums.seconds);
    assert!(seconds(&searched).is_some() && seconds(&searched) == seconds(&climbed));
    task.cancel();
    assert_eq!(make(&network, &cache, &task).err(), Some(Cancelled));
}

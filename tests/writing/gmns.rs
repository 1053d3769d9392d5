//! A network written as a GMNS folder is read again as the same plain network.

use std::collections::BTreeSet;
use std::sync::Arc;

use corridor::io::plain::gmns::write::{Folder, folder};
use corridor::io::plain::gmns::{Tables, read};
use corridor::model::geometry::LonLat;
use corridor::model::ids::{Key, LinkId, NodeId};
use corridor::model::network::Network;
use corridor::model::plain::PlainNetwork;
use corridor::model::results::{LinkResult, Results, way};
use corridor::model::scenario::{Availability, Scenario};
use corridor::task::Task;

use crate::{bundled_study, tiny};

fn file<'a>(folder: &'a Folder, name: &str) -> &'a str {
    let mut files = folder.files.iter();
    &files.find(|(own, _)| *own == name).unwrap().1
}

fn read_again(folder: &Folder) -> PlainNetwork {
    let names = ["node.csv", "link.csv", "config.csv"].map(Arc::from);
    let bytes = |at: usize| file(folder, &names[at]).as_bytes();
    let tables = Tables {
        node: (&names[0], bytes(0)),
        link: (&names[1], bytes(1)),
        config: Some((&names[2], bytes(2))),
        geometry: None,
    };
    let loaded = read(tables, &Task::never()).unwrap();
    assert!(loaded.issues.is_empty(), "{:?}", loaded.issues);
    loaded.network
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

/// Every open direction of every link is there, from hub to hub, with its numbers and its line.
#[track_caller]
fn check(network: &Network, is_open: impl Fn(LinkId, bool) -> bool) {
    let folder = folder(network, "a study", &is_open, None);
    let plain = read_again(&folder);
    let all = network.link_ids();
    let all = all.flat_map(|id| [true, false].map(|is_forward| (id, is_forward)));
    let open: Vec<(LinkId, bool)> = all
        .filter(|&(id, is_forward)| {
            way(network.link(id), is_forward).is_some() && is_open(id, is_forward)
        })
        .collect();
    assert_eq!(plain.n_links(), open.len());
    let ends = open.iter().flat_map(|&(id, _)| {
        let link = network.link(id);
        [link.from, link.to]
    });
    let joined: BTreeSet<_> = ends.collect();
    let joined: Vec<_> = joined.into_iter().collect();
    assert_eq!(plain.n_nodes(), joined.len());
    for (at, &node) in joined.iter().enumerate() {
        let node = network.node(node);
        assert_eq!(plain.node_id(NodeId::at(at)), node.key.as_str());
        assert_eq!(plain.node_name(NodeId::at(at)), node.names.en);
        assert_eq!(plain.lon_lat(NodeId::at(at)), Some(node.at));
    }
    for (at, &(id, is_forward)) in open.iter().enumerate() {
        let (link, read) = (network.link(id), plain.link(LinkId::at(at)));
        let way = way(link, is_forward).unwrap();
        let place = |end| joined.binary_search(&end).unwrap();
        let mut ends = [link.from, link.to].map(|end| NodeId::at(place(end)).0);
        let mut line: Vec<LonLat> = network.line(id).to_vec();
        if !is_forward {
            ends.reverse();
            line.reverse();
        }
        assert_eq!([read.tail, read.head], ends, "{}", link.key);
        assert!(near(read.length_m.unwrap(), link.length.value * 1000.0));
        assert!(near(read.seconds.unwrap(), way.hours.value * 3600.0));
        assert!(near(read.toll_fen.unwrap(), way.money.value * 100.0));
        assert_eq!(read.capacity, way.capacity.as_ref().map(|of| of.value));
        let mut drawn = Vec::new();
        assert!(plain.append_line(LinkId::at(at), &mut drawn));
        line.dedup();
        assert_eq!(drawn, line, "{}", link.key);
    }
}

#[test]
fn a_folder_is_read_as_what_was_written() {
    let study = bundled_study();
    let network = &study.network;
    check(network, |_, _| true);
    let available = Availability::of(network, &Scenario::base());
    let is_open = |id: LinkId, is_forward: bool| {
        available.link(id).is_open() && !network.link(id).carries_nothing_this_way(is_forward)
    };
    let left_out = folder(network, "", is_open, None).n_left_out;
    assert!(left_out > 0, "the study has links to come");
    check(network, is_open);
    check(network, |id, is_forward| is_forward || id.0 % 2 == 0);
    check(&tiny().network, |_, _| true);
}

#[test]
fn results_stand_in_columns_of_their_own() {
    let network = tiny().network;
    let link = &network.links()[0];
    let mut results = Results {
        has_flows: true,
        ..Results::default()
    };
    let of = LinkResult {
        teu: [150.0, 25.5],
        is_on_path: true,
        is_in_cut: false,
    };
    results.links.insert(Key::new(link.key.as_str()), of);
    let folder = folder(&network, "", |_, _| true, Some(&results));
    let rows: Vec<&str> = file(&folder, "link.csv").lines().collect();
    assert!(
        rows[0].ends_with(",on_path,bottleneck,volume,voc"),
        "{}",
        rows[0]
    );
    assert!(rows[1].contains(",1,0,150,"), "{}", rows[1]);
    if link.backward.is_some() {
        assert!(
            rows[2].contains(":back,") && rows[2].contains(",1,0,25.5,"),
            "{}",
            rows[2]
        );
    }
    let plain = read_again(&folder);
    let directions = network.links().iter();
    let directions: usize = directions
        .map(|link| 1 + usize::from(link.backward.is_some()))
        .sum();
    assert_eq!(plain.n_links(), directions);
    let uses = file(&folder, "use_definition.csv");
    assert!(uses.lines().count() > 1 && uses.contains("TEU"), "{uses}");
}

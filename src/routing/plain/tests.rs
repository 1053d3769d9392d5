//! Small nets by hand, and random ones against all paths there are.

use super::*;
use crate::model::plain::{PlainBuilder, PlainLink};

/// Tail and head from 1, meters, seconds, fen.
type Row = (u32, u32, Option<f64>, Option<f64>, Option<f64>);

fn network(n_nodes: usize, first_thru_node: usize, rows: &[Row]) -> PlainNetwork {
    let mut builder = PlainBuilder::numbered(n_nodes, first_thru_node - 1, first_thru_node);
    for &(tail, head, length_m, seconds, toll_fen) in rows {
        let link = PlainLink {
            tail: tail - 1,
            head: head - 1,
            length_m,
            seconds,
            toll_fen,
            ..PlainLink::default()
        };
        assert!(builder.add_link("", &link));
    }
    builder.build()
}

fn router(network: &PlainNetwork, measure: Measure) -> PlainRouter<'_> {
    let asked = Asked { n_origins: 1 };
    PlainRouter::new(network, measure, asked, &Task::never()).unwrap()
}

fn by_time(network: &PlainNetwork, from: u32, to: u32) -> Option<PlainPath> {
    let mut router = router(network, Measure::Time);
    let (from, to) = (NodeId(from - 1), NodeId(to - 1));
    router.path(from, to, &Task::never()).unwrap()
}

/// Node numbers of a path, from 1.
fn nodes(path: &PlainPath) -> Vec<u32> {
    path.nodes.iter().map(|node| node.0 + 1).collect()
}

fn timed(tail: u32, head: u32, seconds: f64) -> Row {
    (tail, head, None, Some(seconds), None)
}

#[test]
fn zones_are_never_passed() {
    let rows = [
        timed(1, 2, 1.0),
        timed(2, 3, 1.0),
        timed(1, 4, 9.0),
        timed(4, 3, 9.0),
        timed(3, 1, 1.0),
    ];
    let open = network(4, 1, &rows);
    assert_eq!(nodes(&by_time(&open, 1, 3).unwrap()), [1, 2, 3]);
    let zoned = network(4, 4, &rows);
    let path = by_time(&zoned, 1, 3).unwrap();
    assert_eq!(
        (nodes(&path), path.sums.seconds),
        (vec![1, 4, 3], Some(18.0))
    );
    assert_eq!(
        nodes(&by_time(&zoned, 1, 2).unwrap()),
        [1, 2],
        "zones are reached"
    );
    assert_eq!(by_time(&zoned, 2, 1), None, "but only by way of one");
    assert_eq!(nodes(&by_time(&open, 2, 1).unwrap()), [2, 3, 1]);
    let stay = by_time(&zoned, 1, 1).unwrap();
    assert_eq!(
        (nodes(&stay), stay.sums.seconds, stay.links.len()),
        (vec![1], Some(0.0), 0)
    );
    assert_eq!(
        (
            by_time(&zoned, 9, 1),
            by_time(&zoned, 1, 9),
            by_time(&zoned, 9, 9)
        ),
        (None, None, None)
    );
}

#[test]
fn sums_are_those_of_the_links_and_unknown_stays_unknown() {
    let rows = [
        (1, 2, Some(0.1), Some(0.000_4), Some(1.0)),
        (2, 3, Some(0.2), Some(2.0), Some(0.0)),
        (1, 3, Some(9.0), None, None),
    ];
    let network = network(3, 1, &rows);
    let path = by_time(&network, 1, 3).unwrap();
    assert_eq!(
        (path.sums.meters, path.sums.seconds, path.sums.toll_fen),
        (Some(0.1 + 0.2), Some(2.000_4), Some(1.0))
    );
    let mut by_length = router(&network, Measure::Distance);
    let direct = [(1, 3, Some(0.3), None, Some(2.0))];
    let task = Task::never();
    let path = by_length.path(NodeId(0), NodeId(2), &task).unwrap();
    assert_eq!(path.unwrap().links.len(), 2);
    let direct = self::network(3, 1, &direct);
    let mut router = router(&direct, Measure::Distance);
    let path = router.path(NodeId(0), NodeId(2), &task).unwrap().unwrap();
    assert_eq!((path.sums.seconds, path.sums.toll_fen), (None, Some(2.0)));
    assert_eq!(router.sums(NodeId(0), &[], &task), Ok(vec![]));
    let stopped = Task::new();
    stopped.cancel();
    assert_eq!(router.path(NodeId(0), NodeId(2), &stopped), Err(Cancelled));
}

#[test]
fn huge_numbers_saturate() {
    let rows = [timed(1, 2, 1e300), timed(2, 3, 1e300)];
    let path = by_time(&network(3, 1, &rows), 1, 3).unwrap();
    assert_eq!(path.sums.seconds, Some(2e300));
}

/// A repeatable number below `most` (Knuth's linear congruential generator, upper bits).
fn random(state: &mut u64, most: u32) -> u32 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    u32::try_from((*state >> 33) % u64::from(most)).unwrap()
}

/// The least sum of seconds, by going every way that passes no node twice and no zone.
fn slow(network: &PlainNetwork, at: u32, to: u32, seen: &mut Vec<u32>) -> Option<u32> {
    if at == to {
        return Some(0);
    }
    let is_open = seen.is_empty() || network.may_pass(NodeId(at));
    if !is_open || seen.contains(&at) {
        return None;
    }
    seen.push(at);
    let mut best = None;
    for (link, (&tail, &head)) in network.tails().iter().zip(network.heads()).enumerate() {
        let Some(rest) = (tail == at)
            .then(|| slow(network, head, to, seen))
            .flatten()
        else {
            continue;
        };
        let seconds = network.values(Measure::Time)[link];
        let own = (0..9).find(|&whole| f64::from(whole) >= seconds).unwrap();
        let sum = rest + own;
        best = Some(best.map_or(sum, |best: u32| best.min(sum)));
    }
    seen.pop();
    best
}

#[test]
fn random_nets_agree_with_all_paths() {
    let mut state = 5;
    for round in 0..400 {
        let n_nodes = 2 + random(&mut state, 5);
        let n_links = random(&mut state, 14);
        let rows: Vec<Row> = (0..n_links)
            .map(|_| {
                let mut node = || 1 + random(&mut state, n_nodes);
                let (tail, head) = (node(), node());
                timed(tail, head, f64::from(random(&mut state, 4)))
            })
            .collect();
        let first_thru_node = 1 + random(&mut state, n_nodes) as usize;
        let network = network(n_nodes as usize, first_thru_node, &rows);
        let task = Task::never();
        let by = |method| PlainRouter::by(method, &network, Measure::Time, &task).unwrap();
        let mut routers = [Method::Dijkstra, Method::Hierarchy].map(by);
        let all: Vec<NodeId> = (0..n_nodes).map(NodeId).collect();
        for (&from, router) in all.iter().flat_map(|from| [(from, 0), (from, 1)]) {
            let router = &mut routers[router];
            let sums = router.sums(from, &all, &Task::never()).unwrap();
            for (&to, sums) in all.iter().zip(sums) {
                let path = router.path(from, to, &Task::never()).unwrap();
                assert_eq!(path.as_ref().map(|path| path.sums), sums);
                let best = slow(&network, from.0, to.0, &mut Vec::new());
                let found = path.as_ref().and_then(|path| path.sums.seconds);
                assert_eq!(
                    found,
                    best.map(f64::from),
                    "round {round}: {from:?} to {to:?}"
                );
                let inner = path
                    .iter()
                    .flat_map(|path| path.nodes.iter().skip(1).rev().skip(1));
                assert!(inner.into_iter().all(|&node| network.may_pass(node)));
            }
        }
    }
}

/// A few nodes, of which the first may be zones, with all three numbers of each link.
fn random_network(seed: u32) -> PlainNetwork {
    let mut state = u64::from(seed);
    let n_nodes = 4 + random(&mut state, 6);
    let mut rows = Vec::new();
    for _ in 0..4 + random(&mut state, 20) {
        let (tail, head) = (
            1 + random(&mut state, n_nodes),
            1 + random(&mut state, n_nodes),
        );
        let [meters, seconds, fen] =
            [6, 10, 3].map(|most| Some(f64::from(random(&mut state, most))));
        rows.push((tail, head, meters, seconds, fen));
    }
    let first_thru_node = 1 + random(&mut state, 3) as usize;
    network(n_nodes as usize, first_thru_node, &rows)
}

#[test]
fn tables_are_the_same_by_search_and_by_hierarchy() {
    let task = Task::never();
    for seed in 0..300 {
        let network = random_network(seed);
        let nodes: Vec<NodeId> = (0..network.n_nodes()).map(NodeId::at).collect();
        let measure = [Measure::Time, Measure::Money, Measure::Distance][seed as usize % 3];
        let table = |method| {
            let mut router = PlainRouter::by(method, &network, measure, &task).unwrap();
            router.table(&nodes, &nodes[1..], &task).unwrap()
        };
        let of = |sums: &Option<PlainSums>| {
            sums.and_then(|sums| match measure {
                Measure::Time => sums.seconds,
                Measure::Money => sums.toll_fen,
                Measure::Distance => sums.meters,
            })
        };
        let [one, other] = [Method::Dijkstra, Method::Hierarchy].map(table);
        assert!(one.iter().map(of).eq(other.iter().map(of)), "{seed}");
        let reach = reach::reach(&network, measure, nodes[0], 6.0, &task).unwrap();
        let row = &one[..nodes.len() - 1];
        let near = row
            .iter()
            .filter(|sums| of(sums).is_some_and(|sum| sum <= 6.0));
        assert_eq!(reach.nodes.len(), near.count() + 1, "{seed}");
        for (node, sums) in &reach.nodes {
            let cell = node
                .index()
                .checked_sub(1)
                .map_or(Some(*sums), |at| row[at]);
            assert_eq!(of(&cell), of(&Some(*sums)), "{seed}");
        }
    }
}

#[test]
fn numbers_that_are_not_known_are_not_known_in_tables() {
    let rows = [
        (1, 2, Some(1.0), Some(0.25), None),
        (2, 3, None, Some(0.5), Some(7.0)),
    ];
    let network = network(3, 1, &rows);
    let task = Task::never();
    let mut router = PlainRouter::by(Method::Hierarchy, &network, Measure::Time, &task).unwrap();
    let cells = router
        .table(&[NodeId(0)], &[NodeId(1), NodeId(2), NodeId(0)], &task)
        .unwrap();
    let of = |sums: &Option<PlainSums>| sums.map(|sums| (sums.meters, sums.seconds, sums.toll_fen));
    let sums: Vec<_> = cells.iter().filter_map(of).collect();
    let expected = [
        (Some(1.0), Some(0.25), None),
        (None, Some(0.75), None),
        (Some(0.0), Some(0.0), Some(0.0)),
    ];
    assert_eq!(sums, expected);
}

#[test]
fn orders_that_were_kept_are_used_and_others_passed_over() {
    let task = Task::never();
    let network = random_network(5);
    let prepared = Prepared::new(&network, None, &task).unwrap();
    let mut order = prepared.order();
    assert!(!prepared.was_known());
    assert!(
        Prepared::new(&network, Some(&order), &task)
            .unwrap()
            .was_known()
    );
    let last = order.len() - 1;
    order.swap(last, last - 1);
    assert!(
        !Prepared::new(&network, Some(&order), &task)
            .unwrap()
            .was_known()
    );
    assert!(
        !Prepared::new(&network, Some(&[]), &task)
            .unwrap()
            .was_known()
    );
}

#[test]
fn parts_of_links_are_within_reach() {
    let mut builder = PlainBuilder::written();
    for id in ["a", "b", "c"] {
        assert!(builder.add_node(id, "", None));
    }
    for (id, tail, head, seconds) in [
        ("x", 0, 1, 10.0),
        ("x", 1, 0, 10.0),
        ("y", 0, 2, 3.0),
        ("z", 2, 1, 3.0),
    ] {
        let link = PlainLink {
            tail,
            head,
            seconds: Some(seconds),
            ..PlainLink::default()
        };
        assert!(builder.add_link(id, &link));
    }
    let network = builder.build();
    let reach =
        |budget| reach::reach(&network, Measure::Time, NodeId(0), budget, &Task::never()).unwrap();
    let parts = |budget: f64| -> Vec<(u32, f64, f64)> {
        let links = reach(budget).links;
        links
            .iter()
            .map(|of| (of.link.0, of.from_start, of.from_end))
            .collect()
    };
    assert_eq!(parts(1.5), [(0, 0.15, 0.0), (2, 0.5, 0.0)]);
    assert_eq!(parts(7.0), [(0, 0.7, 0.1), (2, 1.0, 0.0), (3, 1.0, 0.0)]);
    let gap = reach(7.0).links[0].parts().collect::<Vec<_>>();
    assert_eq!(gap, [(0.0, 0.7), (0.9, 1.0)]);
    let nodes: Vec<u32> = reach(7.0).nodes.iter().map(|(node, _)| node.0).collect();
    assert_eq!((nodes, reach(0.0).nodes.len()), (vec![0, 2, 1], 1));
}

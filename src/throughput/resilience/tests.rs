//! Closures against the same closures made by hand, and all pairs and all draws one by one.

use super::chance::Outage;
use super::*;
use crate::graph::volume_delay::VolumeDelay;
use crate::io::load::load_bytes;
use crate::routing::cost::Weights;
use crate::routing::itinerary::Sums;
use crate::throughput::allocate::{Terms, allocate};
use crate::throughput::flow_graph::{FlowGraph, NO_ARC};
use crate::throughput::loads::Commodity;
use crate::throughput::setting::Class;

/// Links between five hubs: the ends, TEU a year that fit each way, yuan a TEU.
const LINKS: [(usize, usize, u64, f64); 6] = [
    (0, 1, 50, 100.0),
    (1, 4, 50, 100.0),
    (0, 2, 30, 150.0),
    (2, 4, 40, 150.0),
    (0, 3, 20, 400.0),
    (3, 4, 20, 100.0),
];

fn network() -> Network {
    let at = [(100, 30), (101, 31), (101, 30), (101, 29), (102, 30)];
    let line = |&(from, to, ..): &(usize, usize, u64, f64)| {
        let [from, to] = [at[from], at[to]].map(|(lon, lat)| format!("[{lon},{lat}]"));
        format!(r#"{{"type":"LineString","coordinates":[{from},{to}]}}"#)
    };
    let lines: Vec<String> = LINKS.iter().map(line).collect();
    let all = lines.join(",");
    let text = format!(r#"{{"type":"GeometryCollection","geometries":[{all}]}}"#);
    load_bytes(&[("a.geojson".to_owned(), text.into_bytes())]).network
}

/// 60 TEU one way and 20 back.
fn setting(network: &Network) -> Setting {
    let mut arcs = Vec::new();
    let (mut capacities, mut limits, mut money) = (Vec::new(), Vec::new(), Vec::new());
    for link in network.link_ids() {
        let data = network.link(link);
        let (_, _, teu, yuan) = LINKS[link.index()];
        for is_forward in [true, false] {
            let [tail, head] = if is_forward {
                [data.from, data.to]
            } else {
                [data.to, data.from]
            };
            arcs.push((tail.0, head.0));
            capacities.push(teu);
            limits.push(Limits::Link { link, is_forward });
            money.push(yuan);
        }
    }
    let (first, last) = (network.link(LinkId(0)).from, network.link(LinkId(1)).to);
    let commodity = |from, to, teu| Commodity {
        from,
        to,
        class: 0,
        teu,
    };
    Setting {
        ends: vec![(first.0, last.0), (last.0, first.0)],
        commodities: vec![commodity(first, last, 60.0), commodity(last, first, 20.0)],
        classes: vec![Class {
            weights: Weights::default(),
            tonnes: 10.0,
        }],
        functions: vec![VolumeDelay::Constant { free: 0.0 }; arcs.len()],
        money: vec![money],
        graph: FlowGraph {
            n_nodes: 5,
            sums: vec![Sums::default(); arcs.len()],
            expanded: vec![NO_ARC; arcs.len()],
            arcs,
            capacities,
            limits,
        },
    }
}

fn objective(setting: &Setting, closed: &[Place]) -> f64 {
    let mut of = setting.clone();
    for (limits, capacity) in setting.graph.limits.iter().zip(&mut of.graph.capacities) {
        if let Limits::Link { link, .. } = *limits
            && closed.contains(&Place::Link(link))
        {
            *capacity = 0;
        }
    }
    let made = allocate(&of, Terms::default(), None, &Task::never()).unwrap();
    made.found.objective
}

/// Does something with the closures of the network.
fn with(look: impl Fn(&Setting, &Resilience)) {
    let network = network();
    assert_eq!((network.nodes().len(), network.links().len()), (5, 6));
    let setting = setting(&network);
    let never = Task::never();
    let made = allocate(&setting, Terms::default(), None, &never).unwrap();
    let of = Resilience::new(&network, &setting, (&made, &made.loads), &never);
    look(&setting, &of.unwrap().unwrap());
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_closure_is_the_allocation_without_the_place() {
    with(|setting, of| {
        let open = objective(setting, &[]);
        let singles = of.singles(&of.places(), &Task::never()).unwrap();
        let links = singles
            .iter()
            .filter(|single| matches!(single.place, Place::Link(_)));
        let spare = links.clone().filter(|single| single.teu <= 0.0);
        assert_eq!(spare.count(), 2, "the third way");
        for single in links {
            let harm = objective(setting, &[single.place]) - open;
            assert!(is_near(single.effect.harm, harm), "{single:?}: {harm}");
        }
        let unused = of.effect(&[Place::Link(LinkId(4))], &Task::never());
        assert_eq!(unused.unwrap(), Effect::default());
        // With the first way closed 30 of 60 fit the second and 20 the third: 10 stay at home.
        let first = singles
            .iter()
            .find(|single| single.place == Place::Link(LinkId(0)));
        let first = first.unwrap();
        assert!(is_near(first.effect.unmet, 10.0) && is_near(first.teu, 70.0));
        let detours = first.effect.harm - 10.0 * Terms::default().penalty;
        assert!(is_near(first.effect.detours, detours));
        assert!(singles.is_sorted_by(|a, b| a.effect.harm >= b.effect.harm));
    });
}

#[test]
fn a_closed_hub_takes_its_links_with_it() {
    with(|setting, of| {
        let open = objective(setting, &[]);
        let hub = Place::Hub(NodeId(1));
        let links = [Place::Link(LinkId(0)), Place::Link(LinkId(1))];
        let effect = of.effect(&[hub], &Task::never()).unwrap();
        assert!(is_near(effect.harm, objective(setting, &links) - open));
    });
}

#[test]
fn no_pair_is_worse_than_those_told() {
    with(|setting, of| {
        let never = Task::never();
        let open = objective(setting, &[]);
        let mut singles = of.singles(&of.places(), &never).unwrap();
        singles.retain(|single| matches!(single.place, Place::Link(_)));
        let mut all = Vec::new();
        for (at, one) in singles.iter().enumerate() {
            for other in &singles[at + 1..] {
                all.push(objective(setting, &[one.place, other.place]) - open);
            }
        }
        all.sort_by(|a, b| b.total_cmp(a));
        for n_worst in [1, 2, 4, 99] {
            let found = of.pairs(&singles, (n_worst, 1_000), &never).unwrap();
            assert!(found.is_proven && found.n_pairs == all.len());
            assert_eq!(found.pairs.len(), n_worst.min(all.len()));
            for (pair, harm) in found.pairs.iter().zip(&all) {
                assert!(is_near(pair.effect.harm, *harm), "{pair:?}: {harm}");
            }
        }
        let short = of.pairs(&singles, (3, 1), &never).unwrap();
        assert!(!short.is_proven && short.n_closed == 1);
        assert!(short.bound >= all[1] * (1.0 - 1e-9));
    });
}

#[test]
fn draws_come_to_what_all_closures_weigh_by_their_probability() {
    with(|setting, of| {
        let never = Task::never();
        let open = objective(setting, &[]);
        let outages: Vec<Outage> = [(0, 0.2), (1, 0.1), (2, 0.3), (4, 0.5)]
            .map(|(link, probability)| Outage {
                place: Place::Link(LinkId(link)),
                probability,
            })
            .to_vec();
        let mut exact = 0.0;
        for set in 0..1_u32 << outages.len() {
            let mut weight = 1.0;
            let mut closed = Vec::new();
            for (at, outage) in outages.iter().enumerate() {
                let is_closed = set >> at & 1 == 1;
                weight *= if is_closed {
                    outage.probability
                } else {
                    1.0 - outage.probability
                };
                closed.extend(is_closed.then_some(outage.place));
            }
            exact += weight * (objective(setting, &closed) - open);
        }
        let drawn = of.draw(&outages, 5_000, 3, &never).unwrap();
        let harm = drawn.harm;
        assert!(harm.error > 0.0 && (harm.mean - exact).abs() < 4.0 * harm.error);
        assert!(harm.quantiles.is_sorted() && harm.quantiles[2] <= harm.most);
        assert!(drawn.n_solved <= 16);
        assert!(drawn.n_harmful > 0 && drawn.n_harmful < 5_000);
        assert_eq!(drawn.parts.len(), 4, "the spare way has its part");
        assert_eq!(drawn, of.draw(&outages, 5_000, 3, &never).unwrap());
        let other = of.draw(&outages, 5_000, 4, &never).unwrap();
        assert_ne!(drawn.sorted_harm, other.sorted_harm);
        let none = of.draw(&[], 10, 1, &never).unwrap();
        assert!(none.n_harmful == 0 && none.harm.most <= 0.0);
    });
}

#[test]
fn a_stopped_task_stops() {
    with(|_, of| {
        let task = Task::new();
        task.cancel();
        assert!(of.singles(&of.places(), &task).is_err());
        assert!(of.draw(&[], 10, 1, &task).is_err());
    });
}

//! Ways against a slow search that looks at every way there is, on ten thousand random networks with
//! modes, gauges, borders and hubs that limit changes: the best, the five best, and all unbeaten ones.

use std::collections::BTreeMap;

use corridor::model::scenario::Availability;
use corridor::routing::expand::{ArcKind, Expansion};
use corridor::routing::waits::Waits;
use corridor::study::evaluate::Under;

use super::*;

/// Networks in each of the tests below, which run side by side.
const N_NETWORKS: u64 = 2_500;
const N_WAYS: usize = 5;

/// Every way between two hubs that comes back to no hub it has left: its links with directions, and
/// what it costs.
struct AllWays<'a> {
    expansion: &'a Expansion,
    is_open: Vec<bool>,
    target: u32,
    been: Vec<bool>,
    links: Vec<(LinkId, bool)>,
    found: Vec<(Vec<(LinkId, bool)>, Sums)>,
}

impl<'a> AllWays<'a> {
    fn of(expansion: &'a Expansion, network: &Network, from: NodeId, to: NodeId) -> Self {
        let availability = Availability::of(network, &Scenario::base());
        let is_open = |kind: &ArcKind| match *kind {
            ArcKind::Move { link, is_forward } => {
                let carries = !network.link(link).carries_nothing_this_way(is_forward);
                carries && availability.link(link).is_open()
            }
            _ => true,
        };
        let mut all = Self {
            expansion,
            is_open: expansion.kinds.iter().map(is_open).collect(),
            target: Expansion::arrived(to),
            been: vec![false; expansion.hubs.len()],
            links: Vec::new(),
            found: Vec::new(),
        };
        all.go_on(Expansion::departing(from), &[], Sums::default());
        all
    }

    /// `left` are the hubs that were left.
    fn go_on(&mut self, node: u32, left: &[u32], sums: Sums) {
        if node == self.target {
            self.found.push((self.links.clone(), sums));
            return;
        }
        self.been[node as usize] = true;
        let hub = self.expansion.hubs[node as usize];
        let out: Vec<(u32, u32)> = self.expansion.graph.out(node).collect();
        for (arc, head) in out {
            let next = self.expansion.hubs[head as usize];
            let is_back = left.contains(&next) || self.been[head as usize];
            if is_back || !self.is_open[arc as usize] {
                continue;
            }
            let kind = self.expansion.kinds[arc as usize];
            if let ArcKind::Move { link, is_forward } = kind {
                self.links.push((link, is_forward));
            }
            let mut behind = left.to_vec();
            if next != hub {
                behind.push(hub);
            }
            let sums = sums + self.expansion.sums[arc as usize];
            self.go_on(head, &behind, sums);
            if matches!(kind, ArcKind::Move { .. }) {
                self.links.pop();
            }
        }
        self.been[node as usize] = false;
    }

    /// What the best ways cost, no two along the same links.
    fn best(&self, cost: impl Fn(Sums) -> u64) -> Vec<u64> {
        let mut by_links: BTreeMap<&[(LinkId, bool)], u64> = BTreeMap::new();
        for (links, sums) in &self.found {
            let least = by_links.entry(links).or_insert(u64::MAX);
            *least = (*least).min(cost(*sums));
        }
        let mut costs: Vec<u64> = by_links.into_values().collect();
        costs.sort_unstable();
        costs.truncate(N_WAYS);
        costs
    }

    /// Seconds, fen and grams of the ways that no other beats, each once.
    fn unbeaten(&self) -> Vec<[u64; 3]> {
        let mut all: Vec<_> = self.found.iter().map(|(_, sums)| three(*sums)).collect();
        all.sort_unstable();
        all.dedup();
        let beats = |a: &[u64; 3], b: &[u64; 3]| a != b && a.iter().zip(b).all(|(a, b)| a <= b);
        let is_unbeaten = |one: &[u64; 3]| !all.iter().any(|other| beats(other, one));
        all.iter().copied().filter(is_unbeaten).collect()
    }
}

fn three(sums: Sums) -> [u64; 3] {
    [sums.seconds, sums.fen, sums.grams]
}

/// Compares random networks of one seed; gives how many had several ways.
fn compare(seed: u64) -> usize {
    let config = ProptestConfig {
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new(config);
    let plans = plans();
    let mut n_several = 0;
    for number in 0..N_NETWORKS {
        let plan = plans.new_tree(&mut runner).unwrap().current();
        let base = plan.base();
        let network = base.network();
        let (from, to) = ends(network);
        let criterion = CRITERIA[usize::try_from(number).unwrap() % CRITERIA.len()];
        let question = Question {
            from: vec![from],
            to: vec![to],
            criterion,
            weights: Weights::new(3.1, 100.0, 1.0),
            n_ways: N_WAYS,
            wants_unbeaten: true,
            ..Question::default()
        };
        let under = Under::of(&base, &Scenario::base(), &question);
        let found = under.route(&question, &Task::never()).unwrap();
        let expansion = Expansion::of(network, &Waits::of(network));
        let all = AllWays::of(&expansion, network, from, to);
        let cost = |sums| criterion.cost(question.weights, sums);
        let expected = all.best(cost);
        assert_eq!(
            path(&found).map(|way| cost(way.totals)),
            expected.first().copied(),
            "{plan:?}"
        );
        let ways = found.ways.iter().flat_map(|of| &of.ways);
        let costs: Vec<u64> = ways.map(|way| cost(way.totals)).collect();
        assert_eq!(costs, expected, "{criterion:?} {plan:?}");
        let front = found.unbeaten.iter().flat_map(|of| &of.ways);
        let mut front: Vec<[u64; 3]> = front.map(|way| three(way.totals)).collect();
        front.sort_unstable();
        let expected = if expected.is_empty() {
            Vec::new()
        } else {
            all.unbeaten()
        };
        assert_eq!(front, expected, "{plan:?}");
        n_several += usize::from(costs.len() > 1);
    }
    n_several
}

#[test]
fn ways_are_those_of_a_slow_search_1() {
    assert!(compare(1) > 500);
}

#[test]
fn ways_are_those_of_a_slow_search_2() {
    assert!(compare(2) > 500);
}

#[test]
fn ways_are_those_of_a_slow_search_3() {
    assert!(compare(3) > 500);
}

#[test]
fn ways_are_those_of_a_slow_search_4() {
    assert!(compare(4) > 500);
}

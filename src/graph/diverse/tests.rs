//! Alternatives against the definition applied to all paths there are.

use super::*;
use crate::graph::csr::Csr;
use crate::graph::dijkstra::CLOSED;
use crate::graph::oracle::Random;
use crate::graph::oracle::paths::{Path, all_paths};

const NEVER: Task = Task::never();

struct Case {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    weights: Vec<u64>,
    ties: Vec<u64>,
    groups: Vec<u32>,
    lengths: Vec<u64>,
    links: Vec<u32>,
    source: u32,
    target: u32,
    count: usize,
    most_shared: u32,
}

fn random_case(random: &mut Random) -> Case {
    let n_nodes = random.between(2, 8);
    let n_arcs = random.between(0, 20);
    let arcs = random.arcs(n_nodes, n_arcs);
    let link = |random: &mut Random| match random.between(0, 4) {
        0 => u32::MAX,
        _ => random.node(n_arcs),
    };
    Case {
        weights: random.values(n_arcs, [0, 1, 1, 2, 3, 5, 8, CLOSED]),
        ties: random.values(n_arcs, [0, 0, 1]),
        groups: (0..n_nodes).map(|_| random.node(n_nodes)).collect(),
        lengths: random.values(n_arcs, [0, 1, 2, 3, 4, 10]),
        links: (0..random.between(0, n_arcs))
            .map(|_| link(random))
            .collect(),
        source: random.node(n_nodes),
        target: random.node(n_nodes),
        count: random.between(0, 5),
        most_shared: u32::try_from(random.between(0, 10)).unwrap() * 100,
        n_nodes,
        arcs,
    }
}

impl Case {
    fn all_paths(&self) -> Vec<Path> {
        let group_of = |node: u32| self.groups[node as usize];
        let Case {
            arcs,
            source,
            target,
            ..
        } = self;
        all_paths(arcs, &self.weights, &self.ties, group_of, *source, *target)
    }

    fn link(&self, arc: u32) -> (bool, u32) {
        match self.links.get(arc as usize) {
            Some(&link) if (link as usize) < self.arcs.len() => (true, link),
            _ => (false, arc),
        }
    }

    fn length(&self, arcs: &[u32]) -> u64 {
        arcs.iter().map(|&arc| self.lengths[arc as usize]).sum()
    }

    fn shared(&self, arcs: &[u32], other: &[u32]) -> u64 {
        let links: Vec<_> = other.iter().map(|&arc| self.link(arc)).collect();
        let on_other = arcs
            .iter()
            .copied()
            .filter(|&arc| links.contains(&self.link(arc)));
        self.length(&on_other.collect::<Vec<u32>>())
    }

    fn is_unlike(&self, arcs: &[u32], chosen: &[Vec<u32>]) -> bool {
        let length = self.length(arcs);
        let mut others = chosen.iter().map(|other| self.shared(arcs, other));
        length > 0 && others.all(|shared| shared * 1000 <= u64::from(self.most_shared) * length)
    }

    /// The definition, word by word.
    fn expected(&self) -> Vec<Vec<u32>> {
        let mut chosen: Vec<Vec<u32>> = vec![];
        for (_, _, _, back) in self.all_paths() {
            let arcs: Vec<u32> = back.into_iter().rev().collect();
            if chosen.len() < self.count && (chosen.is_empty() || self.is_unlike(&arcs, &chosen)) {
                chosen.push(arcs);
            }
        }
        chosen
    }

    fn run(
        &self,
        workspace: &mut Diverse,
        most_paths: usize,
        most_searches: usize,
    ) -> Alternatives {
        let graph = Csr::from_arcs(self.n_nodes, &self.arcs);
        let question = Question {
            graph: &graph,
            reversed: &graph.reversed(),
            weights: &self.weights,
            ties: Some(&self.ties),
            groups: &self.groups,
            source: self.source,
            target: self.target,
        };
        let wanted = Wanted {
            count: self.count,
            most_shared: self.most_shared,
            lengths: &self.lengths,
            links: &self.links,
            most_paths,
            most_searches,
        };
        workspace.run(question, wanted, &NEVER).unwrap()
    }
}

fn arcs_of(found: &Alternatives) -> Vec<Vec<u32>> {
    found
        .paths
        .iter()
        .map(|found| found.path.arcs.clone())
        .collect()
}

#[test]
fn random_alternatives_are_those_of_the_definition() {
    let mut random = Random::new(41);
    let mut workspace = Diverse::new();
    let mut n_further = 0;
    for _ in 0..8_000 {
        let case = random_case(&mut random);
        let found = case.run(&mut workspace, usize::MAX, usize::MAX);
        let expected = case.expected();
        assert_eq!(arcs_of(&found), expected);
        assert!(found.is_complete && found.paths.iter().all(|path| path.is_exact));
        for (at, path) in found.paths.iter().enumerate() {
            let others = expected[..at].iter();
            let shared = others
                .map(|other| case.shared(&path.path.arcs, other))
                .max();
            assert_eq!(path.shared, shared.unwrap_or(0));
            assert_eq!(path.length, case.length(&path.path.arcs));
        }
        n_further += expected.len().saturating_sub(1);
    }
    assert!(n_further > 1_000, "{n_further}");
}

/// Where few paths are looked at in order, the others are still paths, in order, and unlike.
#[test]
fn random_heuristic_alternatives_keep_the_rules() {
    let mut random = Random::new(42);
    let mut workspace = Diverse::new();
    let mut n_heuristic = 0;
    for _ in 0..8_000 {
        let case = random_case(&mut random);
        let (most_paths, most_searches) = (random.between(0, 3), random.between(0, 6));
        let found = case.run(&mut workspace, most_paths, most_searches);
        let (all, expected) = (case.all_paths(), case.expected());
        let n_exact = found.paths.iter().take_while(|path| path.is_exact).count();
        assert!(found.paths.len() <= case.count);
        assert_eq!(arcs_of(&found)[..n_exact], expected[..n_exact]);
        assert!(!found.is_complete || arcs_of(&found) == expected);
        let mut chosen = vec![];
        let mut before = None;
        for (at, path) in found.paths.iter().enumerate() {
            let BestPath { arcs, cost, tie } = &path.path;
            let back = arcs.iter().rev().copied().collect();
            assert!(all.contains(&(*cost, *tie, arcs.len(), back)));
            assert!(at == 0 || case.is_unlike(arcs, &chosen));
            assert_eq!(path.is_exact, at < n_exact);
            assert!(!chosen.contains(arcs));
            assert!(before <= Some((*cost, *tie, arcs.len())));
            before = Some((*cost, *tie, arcs.len()));
            chosen.push(arcs.clone());
        }
        n_heuristic += found.paths.len() - n_exact;
    }
    assert!(n_heuristic > 1_000, "{n_heuristic}");
}

/// Parallel lines with many short ways round: the other line comes only after all of these.
#[test]
fn other_lines_are_found_behind_many_like_paths() {
    let n_steps: u32 = 40;
    let (mut arcs, mut weights) = (vec![], vec![]);
    for (line, extra) in [(0, 0), (1, 500), (2, 900)] {
        for step in 0..n_steps {
            let node = |step: u32| match step {
                0 => 0,
                step if step == n_steps => 1,
                step => 2 + line * n_steps + step,
            };
            for way_round in [0, 1] {
                arcs.push((node(step), node(step + 1)));
                weights.push(100 + extra + way_round);
            }
        }
    }
    let n_arcs = u32::try_from(arcs.len()).unwrap();
    let case = Case {
        n_nodes: 2 + 3 * n_steps as usize,
        ties: vec![0; arcs.len()],
        groups: (0..2 + 3 * n_steps).collect(),
        lengths: vec![1; arcs.len()],
        links: (0..n_arcs).map(|arc| arc / 2).collect(),
        source: 0,
        target: 1,
        count: 4,
        most_shared: 600,
        arcs,
        weights,
    };
    let found = case.run(&mut Diverse::new(), 200, 10_000);
    let costs: Vec<u64> = found.paths.iter().map(|found| found.path.cost).collect();
    assert_eq!(costs, [4_000, 24_000, 40_000]);
    let exact: Vec<bool> = found.paths.iter().map(|found| found.is_exact).collect();
    assert_eq!(exact, [true, false, false]);
    assert!(!found.is_complete && found.paths[1].shared == 0);
}

#[test]
fn odd_questions_are_answered() {
    let mut case = random_case(&mut Random::new(43));
    let mut workspace = Diverse::default();
    (case.source, case.target) = (99, 0);
    assert_eq!(case.run(&mut workspace, 9, 9).paths, []);
    (case.source, case.target) = (0, 99);
    assert_eq!(case.run(&mut workspace, 0, 0).paths, []);
    (case.source, case.target, case.count) = (1, 1, usize::MAX);
    let found = case.run(&mut workspace, usize::MAX, usize::MAX);
    assert_eq!((arcs_of(&found), found.is_complete), (vec![vec![]], true));

    let n_arcs = 2 * MOST;
    case.arcs = vec![(0, 1); n_arcs];
    case.weights = vec![1; n_arcs];
    (case.lengths, case.links) = (vec![1; n_arcs], vec![]);
    (case.source, case.target) = (0, 1);
    case.ties.resize(n_arcs, 0);
    let found = case.run(&mut workspace, usize::MAX, usize::MAX);
    assert_eq!(found.paths.len(), MOST);

    let task = Task::new();
    task.cancel();
    let graph = Csr::from_arcs(2, &case.arcs);
    let question = Question {
        graph: &graph,
        reversed: &graph.reversed(),
        weights: &case.weights,
        ties: None,
        groups: &[],
        source: 0,
        target: 1,
    };
    let wanted = Wanted {
        count: 2,
        most_shared: 500,
        lengths: &[],
        links: &[],
        most_paths: 5,
        most_searches: 5,
    };
    assert_eq!(workspace.run(question, wanted, &task), Err(Cancelled));
}

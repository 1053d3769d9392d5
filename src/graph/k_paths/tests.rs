//! The k best paths against all paths there are.

use super::*;
use crate::graph::oracle::Random;
use crate::graph::oracle::paths::{Path, all_paths};

const NEVER: Task = Task::never();

/// A small random graph with its question.
struct Case {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    weights: Vec<u64>,
    ties: Vec<u64>,
    groups: Vec<u32>,
    source: u32,
    target: u32,
}

impl Case {
    fn expected(&self) -> Vec<Path> {
        let n_nodes = u32::try_from(self.n_nodes).unwrap();
        let group_of = |node: u32| match self.groups.get(node as usize) {
            Some(&group) if group < n_nodes => group,
            _ => n_nodes + node,
        };
        let Case {
            arcs,
            source,
            target,
            ..
        } = self;
        all_paths(arcs, &self.weights, &self.ties, group_of, *source, *target)
    }

    fn ungrouped(&self) -> Case {
        Case {
            arcs: self.arcs.clone(),
            weights: self.weights.clone(),
            ties: self.ties.clone(),
            groups: vec![],
            ..*self
        }
    }

    /// Up to `most` paths, and whether there are no more.
    fn paths(&self, workspace: &mut KPaths, most: usize, n_searches: usize) -> (Vec<Path>, bool) {
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
        let mut paths = workspace.start(question, n_searches, &NEVER).unwrap();
        let mut found = vec![];
        while found.len() < most
            && let Some(path) = paths.next(&NEVER).unwrap()
        {
            let back: Vec<u32> = path.arcs.iter().rev().copied().collect();
            found.push((path.cost, path.tie, path.arcs.len(), back));
        }
        (found, paths.is_complete())
    }
}

/// Hubs of one to three places, with moves inside that are often free, and lines between them, often
/// doubled.
fn expanded(random: &mut Random) -> Case {
    let n_hubs = random.between(2, 5);
    let mut groups = vec![];
    for hub in 0..u32::try_from(n_hubs).unwrap() {
        groups.extend(vec![hub; random.between(1, 3)]);
    }
    let n_nodes = groups.len();
    let (mut arcs, mut weights) = (vec![], vec![]);
    for tail in 0..u32::try_from(n_nodes).unwrap() {
        for head in 0..u32::try_from(n_nodes).unwrap() {
            if tail != head
                && groups[tail as usize] == groups[head as usize]
                && random.between(0, 2) > 0
            {
                arcs.push((tail, head));
                weights.extend(random.values(1, [0, 0, 0, 1, 2, 5]));
            }
        }
    }
    for _ in 0..random.between(3, 14) {
        let (tail, head) = (random.node(n_nodes), random.node(n_nodes));
        let n_parallel = random.between(1, 4) / 3;
        for _ in 0..=n_parallel {
            arcs.extend([(tail, head), (head, tail)]);
            weights.extend(random.values(2, [0, 1, 1, 2, 3, 4, 9, CLOSED]));
        }
    }
    arcs.truncate(26);
    weights.truncate(26);
    let ties = random.values(arcs.len(), [0, 0, 0, 1, 2]);
    let (source, target) = (random.node(n_nodes), random.node(n_nodes));
    Case {
        n_nodes,
        arcs,
        weights,
        ties,
        groups,
        source,
        target,
    }
}

#[test]
fn random_expanded_graphs_give_all_paths_in_order() {
    let mut random = Random::new(31);
    let mut workspace = KPaths::new();
    let (mut n_paths, mut most, mut n_coming_back) = (0, 0, 0);
    for _ in 0..12_000 {
        let case = expanded(&mut random);
        let expected = case.expected();
        let (best, _) = case.ungrouped().paths(&mut workspace, 1, 100);
        n_coming_back += usize::from(best.first() != expected.first());
        n_paths += expected.len();
        most = most.max(expected.len());
        let (found, is_complete) = case.paths(&mut workspace, usize::MAX, usize::MAX);
        assert_eq!(found, expected);
        assert!(is_complete);
    }
    assert!(n_paths > 30_000 && most > 50 && n_coming_back > 100);
}

/// Any arcs, self-loops, groups that hang together or not, or have odd numbers, or none at all.
#[test]
fn random_graphs_give_all_paths_in_order() {
    let mut random = Random::new(32);
    let mut workspace = KPaths::new();
    for round in 0..6_000 {
        let n_nodes = random.between(1, 8);
        let n_arcs = random.between(0, 20);
        let arcs = random.arcs(n_nodes, n_arcs);
        let group = |random: &mut Random| match random.between(0, 9) {
            0 => u32::MAX,
            _ => random.node(n_nodes),
        };
        let n_groups = if round % 3 == 0 {
            0
        } else {
            random.between(0, n_nodes)
        };
        let case = Case {
            n_nodes,
            weights: random.values(arcs.len(), [0, 0, 1, 1, 2, 3, CLOSED, u64::MAX - 2]),
            ties: random.values(arcs.len(), [0, 0, 1, 2]),
            groups: (0..n_groups).map(|_| group(&mut random)).collect(),
            source: random.node(n_nodes),
            target: random.node(n_nodes),
            arcs,
        };
        let (found, is_complete) = case.paths(&mut workspace, usize::MAX, usize::MAX);
        assert_eq!(found, case.expected());
        assert!(is_complete);
    }
}

/// Ties that saturate leave the costs as they are, and every path comes once.
#[test]
fn random_saturated_ties_lose_no_path() {
    let mut random = Random::new(33);
    let mut workspace = KPaths::new();
    for _ in 0..2_000 {
        let mut case = expanded(&mut random);
        case.ties = random.values(
            case.arcs.len(),
            [0, 1, u64::MAX / 2, u64::MAX - 1, u64::MAX],
        );
        let (mut found, is_complete) = case.paths(&mut workspace, usize::MAX, usize::MAX);
        assert!(is_complete && found.is_sorted_by_key(|path| path.0));
        found.sort();
        assert_eq!(found, case.expected());
    }
}

/// With few searches what is given is right, and that more may come is said.
#[test]
fn random_limits_cut_off_the_end() {
    let mut random = Random::new(34);
    let mut workspace = KPaths::new();
    let mut n_cut = 0;
    for _ in 0..3_000 {
        let case = expanded(&mut random);
        let expected = case.expected();
        let n_searches = random.between(0, 12);
        let (found, is_complete) = case.paths(&mut workspace, usize::MAX, n_searches);
        assert!(expected.starts_with(&found));
        assert!(!is_complete || found.len() == expected.len());
        n_cut += usize::from(!is_complete);
    }
    assert!(n_cut > 500, "{n_cut}");
}

/// A grid with hubs of two places, joined along its rows in one place and along its columns in the
/// other; some lines are missing.
fn grid(random: &mut Random, side: usize) -> Case {
    let id = |at: usize| u32::try_from(at).unwrap();
    let n_nodes = side * side * 2;
    let (mut arcs, mut weights) = (vec![], vec![]);
    for hub in 0..side * side {
        let right = (hub % side + 1 < side).then_some((2 * hub, 2 * hub + 2));
        let below = (hub + side < side * side).then_some((2 * hub + 1, 2 * (hub + side) + 1));
        for (a, b) in [right, below].into_iter().flatten() {
            if random.between(0, 6) > 0 {
                arcs.extend([(id(a), id(b)), (id(b), id(a))]);
                weights.extend(random.values(2, [5, 6, 7, 9, 14]));
            }
        }
        arcs.extend([
            (id(2 * hub), id(2 * hub + 1)),
            (id(2 * hub + 1), id(2 * hub)),
        ]);
        weights.extend([0, 3]);
    }
    Case {
        ties: random.values(arcs.len(), [0, 1]),
        groups: (0..id(n_nodes)).map(|node| node / 2).collect(),
        source: 0,
        target: id(n_nodes - 1),
        n_nodes,
        arcs,
        weights,
    }
}

/// Too large to know all paths; whether searches are put off early, late or never changes nothing.
#[test]
fn large_grids_give_the_same_paths_however_patient() {
    let mut random = Random::new(35);
    let mut n_reached = 0;
    for _ in 0..5 {
        let case = grid(&mut random, 14);
        let mut workspace = KPaths::new();
        let (found, _) = case.paths(&mut workspace, 40, usize::MAX);
        for patience in [0, 1, 7, u32::MAX] {
            workspace.patience = patience;
            assert_eq!(case.paths(&mut workspace, 40, usize::MAX).0, found);
        }
        assert!(found.is_sorted() && found.iter().all(|path| is_valid(&case, path)));
        assert!(found.windows(2).all(|pair| pair[0] != pair[1]));
        n_reached += usize::from(found.len() == 40);
    }
    assert!(n_reached >= 3);
}

fn is_valid(case: &Case, path: &Path) -> bool {
    let heads = path.3.iter().rev().map(|&arc| case.arcs[arc as usize].1);
    let nodes: Vec<u32> = [case.source].into_iter().chain(heads).collect();
    let mut runs: Vec<u32> = nodes
        .iter()
        .map(|&node| case.groups[node as usize])
        .collect();
    runs.dedup();
    let n_runs = runs.len();
    runs.sort_unstable();
    runs.dedup();
    let sum = path
        .3
        .iter()
        .map(|&arc| case.weights[arc as usize])
        .sum::<u64>();
    runs.len() == n_runs && nodes.last() == Some(&case.target) && sum == path.0
}

#[test]
fn odd_questions_are_answered() {
    let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (2, 9), (1, 1)]);
    let reversed = graph.reversed();
    let mut workspace = KPaths::default();
    let mut ask = |source: u32, target: u32, weights: &[u64]| {
        let question = Question {
            graph: &graph,
            reversed: &reversed,
            weights,
            ties: None,
            groups: &[7],
            source,
            target,
        };
        let mut paths = workspace.start(question, 100, &NEVER).unwrap();
        let path = paths
            .next(&NEVER)
            .unwrap()
            .map(|path| (path.cost, path.arcs));
        assert_eq!(paths.next(&NEVER), Ok(None));
        assert!(paths.is_complete() && paths.n_searches_left() < 101);
        path
    };
    assert_eq!(ask(0, 2, &[1, 1]), Some((2, vec![0, 1])));
    assert_eq!(ask(0, 0, &[]), Some((0, vec![])));
    assert_eq!(ask(0, 2, &[1]), None);
    assert_eq!(ask(2, 0, &[1, 1]), None);
    assert_eq!(
        [ask(9, 0, &[1]), ask(0, 9, &[1]), ask(9, 9, &[1])],
        [None, None, None]
    );
    assert_eq!(ask(0, 2, &[1, u64::MAX - 1]), None);

    let question = Question {
        graph: &graph,
        reversed: &Csr::from_arcs(5, &[(1, 0); 9]),
        weights: &[1; 9],
        ties: None,
        groups: &[],
        source: 0,
        target: 1,
    };
    let mut paths = workspace.start(question, 100, &NEVER).unwrap();
    assert_eq!(paths.next(&NEVER), Ok(None));
}

#[test]
fn cancelled_work_gives_no_more() {
    let graph = Csr::from_arcs(2, &[(0, 1), (0, 1)]);
    let question = Question {
        graph: &graph,
        reversed: &graph.reversed(),
        weights: &[1, 1],
        ties: None,
        groups: &[],
        source: 0,
        target: 1,
    };
    let task = Task::new();
    let mut workspace = KPaths::new();
    let mut paths = workspace.start(question, 100, &task).unwrap();
    assert!(paths.next(&task).unwrap().is_some());
    task.cancel();
    assert_eq!(paths.next(&task), Err(Cancelled));
    assert!(!paths.is_complete());
    assert_eq!(paths.next(&NEVER), Ok(None));
    assert!(workspace.start(question, 100, &task).is_err());
}

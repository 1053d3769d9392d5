//! The order in which nodes are contracted: nested dissection.
//!
//! Trees and chains are taken off first, over and over, as their middles are known to be good
//! cuts. What is left, the core, is cut by few nodes into two pieces; these nodes are the last of
//! the order, and the pieces are cut in turn. Few nodes are ordered by minimum degree.
//!
//! Sources: George, *Nested dissection of a regular finite element mesh*, 1973; for the cuts see
//! [`cut`](super::cut).
//!
//! Does not know: arcs, weights.

use crate::graph::hierarchy::cut::{Cut, Cutter};
use crate::graph::hierarchy::hops;
use crate::graph::hierarchy::links::{Links, NONE, id};
use crate::graph::hierarchy::small::by_least_degree;
use crate::graph::hierarchy::trees::Trees;
use crate::task::{Cancelled, Task};

/// Pieces of at most so many nodes are ordered by minimum degree.
const SMALL: usize = 24;
/// Nodes looked at between two checkpoints.
const STRIDE: u32 = 1024;

/// All nodes from the first to be contracted to the last.
pub(super) fn order(
    links: Links,
    positions: Option<&[[f64; 2]]>,
    task: &Task,
) -> Result<Vec<u32>, Cancelled> {
    // Shells from the outermost to the core; ids are those of the next outer one.
    let mut shells: Vec<Shell> = Vec::new();
    let mut links = links;
    loop {
        let shell = Shell::of(&links, task)?;
        if shell.core.len() == links.n_nodes() {
            break;
        }
        let inner = shell.inner(&links);
        shells.push(Shell { links, ..shell });
        links = inner;
    }
    let mut names: Vec<u32> = (0..id(links.n_nodes())).collect();
    for shell in shells.iter().rev() {
        for name in &mut names {
            *name = shell.core[*name as usize];
        }
    }
    let positions: Option<Vec<_>> = positions.and_then(|positions| {
        let at = |&name: &u32| positions.get(name as usize).copied();
        names.iter().map(at).collect()
    });
    let mut order = dissect(&links, positions.as_deref(), task)?;
    for shell in shells.iter().rev() {
        for node in &mut order {
            *node = shell.core[*node as usize];
        }
        shell.order_rest(&mut order, task)?;
    }
    order.reverse();
    task.report(1, 1);
    Ok(order)
}

/// A graph with the nodes of it that are neither in trees nor on chains.
struct Shell {
    links: Links,
    core: Vec<u32>,
    /// The ends in `core` of the chains between, once for each direction.
    chains: Vec<(u32, u32)>,
}

impl Shell {
    /// Leaves are taken off until there are none. Then a node is of the core if it has more than
    /// two neighbors, or is the first of a ring without such nodes.
    fn of(links: &Links, task: &Task) -> Result<Shell, Cancelled> {
        let n_nodes = links.n_nodes();
        let all = 0..id(n_nodes);
        let mut degree: Vec<usize> = all.clone().map(|node| links.near(node).len()).collect();
        let mut leaves: Vec<u32> = all
            .clone()
            .filter(|&node| degree[node as usize] < 2)
            .collect();
        let mut is_left: Vec<bool> = degree.iter().map(|&degree| degree >= 2).collect();
        while let Some(leaf) = leaves.pop() {
            for &node in links.near(leaf) {
                degree[node as usize] -= 1;
                if degree[node as usize] < 2 && is_left[node as usize] {
                    is_left[node as usize] = false;
                    leaves.push(node);
                }
            }
        }
        let mut shell = Shell {
            links: Links::from_pairs(0, std::iter::empty()),
            core: Vec::new(),
            chains: Vec::new(),
        };
        let mut is_core: Vec<bool> = is_left
            .iter()
            .zip(degree)
            .map(|(&is_left, degree)| is_left && degree > 2)
            .collect();
        let mut was_passed = vec![false; n_nodes];
        for node in all.clone().filter(|&node| is_core[node as usize]) {
            if node % STRIDE == 0 {
                task.checkpoint()?;
            }
            shell.walk(links, node, (&is_left, &is_core), &mut was_passed);
        }
        for node in all.clone() {
            if is_left[node as usize] && !is_core[node as usize] && !was_passed[node as usize] {
                is_core[node as usize] = true;
                shell.walk(links, node, (&is_left, &is_core), &mut was_passed);
            }
        }
        shell.core = all.filter(|&node| is_core[node as usize]).collect();
        Ok(shell)
    }

    /// Walks along the chains that begin at a node of the core.
    fn walk(
        &mut self,
        links: &Links,
        start: u32,
        (is_left, is_core): (&[bool], &[bool]),
        was_passed: &mut [bool],
    ) {
        for &next in links.near(start) {
            let (mut before, mut node) = (start, next);
            if !is_left[node as usize] {
                continue;
            }
            while !is_core[node as usize] {
                was_passed[node as usize] = true;
                let mut near = links.near(node).iter().copied();
                let next = near.find(|&next| is_left[next as usize] && next != before);
                (before, node) = (node, next.unwrap_or(start));
            }
            self.chains.push((start, node));
        }
    }

    /// The core alone, with a link instead of each chain.
    fn inner(&self, links: &Links) -> Links {
        let mut local = vec![NONE; links.n_nodes()];
        for (place, &node) in (0..).zip(&self.core) {
            local[node as usize] = place;
        }
        let chains = self.chains.iter();
        let pairs = chains.map(|&(one, other)| (local[one as usize], local[other as usize]));
        Links::from_pairs(self.core.len(), pairs)
    }

    /// Adds the nodes that are not of the core to `order`, which goes from the highest down.
    fn order_rest(&self, order: &mut Vec<u32>, task: &Task) -> Result<(), Cancelled> {
        let n_nodes = self.links.n_nodes();
        let mut is_left = vec![true; n_nodes];
        for &node in &self.core {
            is_left[node as usize] = false;
        }
        let mut trees = Trees::new(n_nodes);
        for root in 0..id(n_nodes) {
            if is_left[root as usize] {
                trees.order(&self.links, root, &mut is_left, order, task)?;
            }
        }
        Ok(())
    }
}

/// All nodes from the last to be contracted to the first.
fn dissect(
    links: &Links,
    positions: Option<&[[f64; 2]]>,
    task: &Task,
) -> Result<Vec<u32>, Cancelled> {
    let n_nodes = links.n_nodes();
    let mut order = Vec::with_capacity(n_nodes);
    let mut local = vec![NONE; n_nodes];
    let mut is_open = vec![true; n_nodes];
    let mut cutter = Cutter::default();
    let mut pieces = Vec::new();
    for node in 0..id(n_nodes) {
        if is_open[node as usize] {
            let mut piece = Vec::new();
            links.flood(node, &mut is_open, &mut piece);
            pieces.push(piece);
        }
    }
    while let Some(piece) = pieces.pop() {
        task.checkpoint()?;
        task.report(order.len(), n_nodes);
        if piece.len() <= SMALL
            && let Some(lowest_first) = by_least_degree(links, &piece, &mut local)
        {
            order.extend(lowest_first.iter().rev());
            continue;
        }
        let inside = links.part(&piece, &mut local);
        let axes = match positions {
            Some(positions) => piece.iter().map(|&node| positions[node as usize]).collect(),
            None => hops::axes(&inside),
        };
        let mut cut = Cut::default();
        for line in hops::lines(&axes) {
            cutter.improve(&inside, &line, &mut cut, task)?;
        }
        let mut is_open = vec![true; piece.len()];
        for &node in &cut.nodes {
            is_open[node as usize] = false;
            order.push(piece[node as usize]);
        }
        for node in 0..id(piece.len()) {
            if is_open[node as usize] {
                let mut part = Vec::new();
                inside.flood(node, &mut is_open, &mut part);
                pieces.push(part.iter().map(|&node| piece[node as usize]).collect());
            }
        }
    }
    Ok(order)
}

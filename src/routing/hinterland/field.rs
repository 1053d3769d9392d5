//! What owners cost from each node and arc of the expanded graph: trees from the destination, then from
//! where owners are used.
//!
//! Does not know: what owners are.

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::territories::{Label, Onward, Seed, Territories, territories};
use crate::model::ids::NodeId;
use crate::routing::expand::Expansion;
use crate::task::{Cancelled, Task};

/// What is known of the graph for some owners.
pub(super) struct Field {
    /// What each arc costs them; closed where they may not go.
    costs: Vec<u64>,
    /// What is to be paid from each node to the destination, if there is one.
    left: Option<Dijkstra>,
    /// The arcs on which an owner is used, with the owner.
    uses: Vec<(u32, u32)>,
    /// By arc, where one is used on it: the best owner, and all that is to be paid behind the arc.
    using: Vec<Option<Label>>,
    /// The best owners of each node.
    pub(super) owners: Territories,
}

impl Field {
    /// The best owner behind an arc, for goods that are on it.
    pub(super) fn behind(&self, arc: usize, head: u32) -> Option<Onward> {
        let weight = self.costs.get(arc).copied().filter(|&of| of != CLOSED)?;
        let label = self.using[arc].or_else(|| self.owners.best(head))?;
        Some(Onward { weight, label })
    }

    /// The arcs of the best way by an owner from a node, and where it ends; `None` where the owner is
    /// not known there.
    pub(super) fn arcs(
        &self,
        expansion: &Expansion,
        reversed: &Csr,
        start: u32,
        owner: u32,
    ) -> Option<(Vec<u32>, u32)> {
        let (mut arcs, seed) = self.owners.path(reversed, start, owner)?;
        let Some(left) = &self.left else {
            return Some((arcs, seed));
        };
        let own = |label: &Label| label.owner == owner;
        let cost = self.owners.known(seed).find(own)?.cost;
        let mut out = expansion.graph.out(seed);
        let used = out.find(|&(arc, head)| {
            let rest = left.cost(head);
            let all = rest.map(|rest| rest.saturating_add(self.costs[arc as usize]));
            all == Some(cost) && self.uses.binary_search(&(arc, owner)).is_ok()
        });
        let mut from = seed;
        if let Some((arc, head)) = used {
            arcs.push(arc);
            from = head;
        }
        // The tree grew from the destination, against the direction of travel.
        let mut rest = left.path_arcs(from)?;
        let end = rest.first().map_or(from, |&arc| reversed.tail(arc));
        rest.reverse();
        arcs.extend(rest);
        Some((arcs, end))
    }
}

/// A field under construction.
pub(super) struct Growing<'a> {
    expansion: &'a Expansion,
    costs: Vec<u64>,
    left: Option<Dijkstra>,
    uses: Vec<(u32, u32)>,
    using: Vec<Option<Label>>,
    /// Whether an arc leads on behind a place or arc where an owner is used.
    is_behind: Vec<bool>,
    seeds: Vec<Seed>,
}

impl<'a> Growing<'a> {
    /// A field in which ways end where owners are.
    pub(super) fn free(expansion: &'a Expansion, costs: Vec<u64>) -> Self {
        Self {
            expansion,
            left: None,
            uses: Vec::new(),
            using: vec![None; costs.len()],
            is_behind: vec![false; costs.len()],
            costs,
            seeds: Vec::new(),
        }
    }

    /// A field in which ways go on to a destination.
    pub(super) fn toward(
        to: NodeId,
        expansion: &'a Expansion,
        reversed: &Csr,
        costs: Vec<u64>,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let mut left = Dijkstra::new(reversed);
        left.run(reversed, &costs, None, &[Expansion::arrived(to)], &[], task)?;
        let mut field = Self::free(expansion, costs);
        field.left = Some(left);
        Ok(field)
    }

    fn left(&self, node: u32) -> Option<u64> {
        self.left.as_ref()?.cost(node)
    }

    /// An owner is used by going along an arc.
    pub(super) fn use_arc(&mut self, arc: u32, owner: u32) {
        let place = arc as usize;
        self.is_behind[place] = true;
        let (tail, head) = self.expansion.ends[place];
        let weight = self.costs[place];
        let Some(cost) = self.left(head).filter(|_| weight != CLOSED) else {
            return;
        };
        let label = Label { cost, owner };
        self.uses.push((arc, owner));
        let known = self.using[place].get_or_insert(label);
        *known = label.min(*known);
        let cost = cost.saturating_add(weight);
        let label = Label { cost, owner };
        self.seeds.push(Seed { node: tail, label });
    }

    /// An owner is used by being at a node.
    pub(super) fn use_node(&mut self, node: u32, owner: u32) {
        for (arc, _) in self.expansion.graph.out(node) {
            self.is_behind[arc as usize] = true;
        }
        if let Some(cost) = self.left(node) {
            let label = Label { cost, owner };
            self.seeds.push(Seed { node, label });
        }
    }

    /// The ways of an owner end at a node.
    pub(super) fn end_at(&mut self, node: u32, owner: u32) {
        let label = Label { cost: 0, owner };
        self.seeds.push(Seed { node, label });
    }

    pub(super) fn finish(self, reversed: &Csr, task: &Task) -> Result<Field, Cancelled> {
        let costs = self.costs.iter().zip(&self.is_behind);
        let before: Vec<u64> = costs
            .map(|(&cost, &is_behind)| if is_behind { CLOSED } else { cost })
            .collect();
        let owners = territories(reversed, &before, &self.seeds, task)?;
        let mut uses = self.uses;
        uses.sort_unstable();
        Ok(Field {
            costs: self.costs,
            left: self.left,
            uses,
            using: self.using,
            owners,
        })
    }
}

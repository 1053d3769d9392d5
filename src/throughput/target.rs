//! The cheapest of given measures with which a target can flow between hubs.
//!
//! Measures are either additions to single capacities, or whole projects, each of which is known by
//! the network that it leads to. A project's capacities are states, not additions: of two that change
//! the same capacity the greater counts. What one project makes of a number that another one changes
//! too may come to more or less than that: it is told whether this is so.
//!
//! Does not know: where measures come from, what their cost is in.

use std::collections::BTreeMap;

use super::beyond::CapacityOf;
use super::bottleneck::{Between, Ends};
use super::flow_graph::{FlowGraph, Limits};
use crate::graph::max_flow::UNLIMITED;
use crate::graph::upgrades::{self, Together, Upgrade, cheapest_upgrades};
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::routing::expand::Expansion;
use crate::routing::restrict::ModeSet;
use crate::task::{Cancelled, Task};

/// Whether the cheapest set of measures was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was.
    Cheapest,
    /// The set is the best found; the cheapest may cost up to this less.
    Best(u128),
    /// Not even all measures together reach the target.
    Unreachable,
    /// Numbers are too large for exact sums: costs above about 10¹², or flows above 10¹⁸.
    TooLarge,
}

/// A set of measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Whether it is the cheapest.
    pub status: Status,
    /// Places in the list of measures, ascending; empty where none is needed or no set will do.
    pub measures: Vec<usize>,
    /// What they cost together.
    pub cost: u128,
    /// What can flow with them, TEU a year one way; `None` where no limit can be said.
    pub teu_per_year: Option<u64>,
    /// What can flow with all measures; `None` where no limit can be said.
    pub most: Option<u64>,
}

/// What is open, with its numbers.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The network.
    pub network: &'a Network,
    /// Its expanded graph.
    pub expansion: &'a Expansion,
    /// What is open.
    pub availability: &'a Availability,
}

/// The capacities that a state has, TEU a year, by what they limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacities(BTreeMap<Limits, u64>);

impl Capacities {
    /// Those of a state, by some modes.
    #[must_use]
    pub fn of(state: State, modes: ModeSet) -> Self {
        let State {
            network,
            expansion,
            availability,
        } = state;
        let graph = FlowGraph::of(network, expansion, availability, modes);
        let all = graph.limits.into_iter().zip(graph.capacities);
        Self(all.filter(|(of, _)| *of != Limits::Nothing).collect())
    }

    /// What is raised on the way to other capacities, and to how much; `None` where anything is
    /// lowered, closed or limited for the first time. What is not open has no capacity.
    #[must_use]
    pub fn raised(&self, with: &Self) -> Option<Raised> {
        let mut raised = BTreeMap::new();
        for (&of, &before) in &self.0 {
            let after = with.0.get(&of).copied().unwrap_or(0);
            if after < before {
                return None;
            }
            if after > before {
                raised.insert(of, after);
            }
        }
        for (&of, &after) in with.0.iter().filter(|(of, _)| !self.0.contains_key(of)) {
            match of {
                Limits::Hub(..) if after != UNLIMITED => return None,
                Limits::Link { .. } | Limits::Customs { .. } if after > 0 => {
                    raised.insert(of, after);
                }
                _ => {}
            }
        }
        Some(Raised(raised))
    }
}

/// Capacities that a project raises, and to how much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raised(BTreeMap<Limits, u64>);

impl Raised {
    /// Whether nothing is raised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether several together come to the greatest that one of them has, capacity by capacity.
    #[must_use]
    pub fn is_greatest_of(&self, each: &[Self]) -> bool {
        let mut greatest: BTreeMap<Limits, u64> = BTreeMap::new();
        for (&of, &to) in each.iter().flat_map(|raised| &raised.0) {
            let known = greatest.entry(of).or_insert(to);
            *known = to.max(*known);
        }
        greatest == self.0
    }
}

/// The cheapest of some additions to capacities, each with TEU a year and its cost. What is added to
/// one capacity several times adds up. Those that `carry_nothing` count as 0, whatever the state has:
/// without any capacity they would not be open in it.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn by_additions(
    (state, carry_nothing): (State, &[CapacityOf]),
    ends: &Ends,
    additions: &[(CapacityOf, u64, u64)],
    target: u64,
    task: &Task,
) -> Result<Chosen, Cancelled> {
    let State {
        network,
        expansion,
        availability,
    } = state;
    let mut between = Between::of(network, expansion, availability, ends);
    for of in carry_nothing {
        for arc in of.arcs(network, &between.graph) {
            between.graph.capacities[arc as usize] = 0;
        }
    }
    let upgrade = |(of, by, cost): &(CapacityOf, u64, u64)| Upgrade {
        cost: *cost,
        raises: (of.arcs(network, &between.graph).into_iter())
            .map(|arc| (arc, *by))
            .collect(),
    };
    let upgrades: Vec<Upgrade> = additions.iter().map(upgrade).collect();
    choose(&between, &upgrades, Together::Sum, target, task)
}

/// The cheapest of some projects, each with what it raises and its cost. `all` is the state in which
/// all of them are done, `now` are the capacities without any.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn by_projects(
    (now, all): (&Capacities, State),
    ends: &Ends,
    projects: &[(Raised, u64)],
    target: u64,
    task: &Task,
) -> Result<Chosen, Cancelled> {
    let State {
        network,
        expansion,
        availability,
    } = all;
    let mut between = Between::of(network, expansion, availability, ends);
    let graph = &mut between.graph;
    for (limits, capacity) in graph.limits.iter().zip(&mut graph.capacities) {
        match limits {
            Limits::Nothing => {}
            // A hub that has no such limit now has none with any project either.
            Limits::Hub(..) => *capacity = now.0.get(limits).copied().unwrap_or(UNLIMITED),
            Limits::Link { .. } | Limits::Customs { .. } => {
                *capacity = now.0.get(limits).copied().unwrap_or(0);
            }
        }
    }
    let upgrade = |(raised, cost): &(Raised, u64)| {
        let all = (0..).zip(graph.limits.iter().zip(&graph.capacities));
        let raises = all.filter_map(|(arc, (limits, &before))| {
            let after = *raised.0.get(limits)?;
            Some((arc, after.saturating_sub(before)))
        });
        Upgrade {
            cost: *cost,
            raises: raises.collect(),
        }
    };
    let upgrades: Vec<Upgrade> = projects.iter().map(upgrade).collect();
    choose(&between, &upgrades, Together::Greatest, target, task)
}

fn choose(
    between: &Between,
    upgrades: &[Upgrade],
    together: Together,
    target: u64,
    task: &Task,
) -> Result<Chosen, Cancelled> {
    // More than the target is of no use on any arc.
    let clipped: Vec<Upgrade> = (upgrades.iter())
        .map(|upgrade| Upgrade {
            cost: upgrade.cost,
            raises: (upgrade.raises.iter())
                .map(|&(arc, by)| (arc, by.min(target)))
                .collect(),
        })
        .collect();
    let found = cheapest_upgrades(&between.bare(), &clipped, together, target, task)?;
    let all: Vec<usize> = (0..upgrades.len()).collect();
    Ok(Chosen {
        teu_per_year: flow_with(between, upgrades, together, &found.upgrades, task)?,
        most: flow_with(between, upgrades, together, &all, task)?,
        status: match found.status {
            upgrades::Status::Optimal => Status::Cheapest,
            upgrades::Status::Feasible { gap } => Status::Best(gap),
            upgrades::Status::Unreachable => Status::Unreachable,
            upgrades::Status::TooLarge => Status::TooLarge,
        },
        measures: found.upgrades,
        cost: found.cost,
    })
}

/// What can flow with some of the upgrades.
fn flow_with(
    between: &Between,
    upgrades: &[Upgrade],
    together: Together,
    chosen: &[usize],
    task: &Task,
) -> Result<Option<u64>, Cancelled> {
    let mut raised = vec![0_u64; between.graph.arcs.len()];
    for &(arc, by) in chosen.iter().flat_map(|&at| &upgrades[at].raises) {
        let known = &mut raised[arc as usize];
        *known = match together {
            Together::Sum => known.saturating_add(by),
            Together::Greatest => by.max(*known),
        };
    }
    let both = between.graph.capacities.iter().zip(raised);
    let capacities: Vec<u64> = both
        .map(|(known, more)| known.saturating_add(more))
        .collect();
    Ok(between.solve(&capacities, task)?.value())
}

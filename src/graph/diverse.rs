//! Alternatives: good paths of which none runs mostly along another.
//!
//! **Measure.** What a path shares with one chosen before it is the length of those of its arcs that
//! are also, as links, in the chosen one, as a share of its own length. Lengths are given by arc, and
//! so are numbers of links: several arcs can be the same link, as parallel modes or both ways of it.
//!
//! **Definition.** The first path is the best one. Each further one is the next path, in order of cost,
//! that shares no more than a given part of itself with each path chosen before it: the k shortest
//! paths with limited overlap of Chondrogiannis, Bouros, Gamper, Leser, Blumenthal, *Finding
//! k-shortest paths with limited overlap*, 2020, whose measure is a variant of this. Paths are those of
//! [`k_paths`](crate::graph::k_paths): they visit no node and no group twice.
//!
//! **Method.** Exact: all paths in order, up to a given number of them. As there can be very many
//! before the next one that differs enough, what is missing then comes from a heuristic: of the paths
//! that lead over some node and are shortest before and behind it, the next best that shares little
//! enough, and visits nothing twice, again in order (*single via paths*: Abraham, Delling, Goldberg,
//! Werneck, *Alternative routes in road networks*, 2013). Each alternative says which it comes from.
//!
//! Does not know: what costs, lengths and links are; which alternative a person would prefer.

use crate::graph::k_paths::{BestPath, KPaths, Question};
use crate::task::{Cancelled, Task};

mod sharing;
mod vias;

use sharing::Sharing;
use vias::Vias;

/// The most alternatives that can be asked for.
pub const MOST: usize = sharing::MOST;

/// How alternatives must differ, and how long to look for them.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// How many paths, the best one included; at most [`MOST`].
    pub count: usize,
    /// How many thousandths of its own length a path may share with each one chosen before.
    pub most_shared: u32,
    /// Length by arc, in any unit; an arc without one has length 0.
    pub lengths: &'a [u64],
    /// Number of the link by arc; arcs with the same number are the same link. An arc without a
    /// number, or with one that is not below the number of arcs, is a link of its own.
    pub links: &'a [u32],
    /// How many paths are looked at in order before the heuristic takes over.
    pub most_paths: usize,
    /// How many searches may be made for them; see [`KPaths::start`].
    pub most_searches: usize,
}

/// One of the paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The path.
    pub path: BestPath,
    /// Its length.
    pub length: u64,
    /// The length that it shares with that one of the paths before it with which it shares most.
    pub shared: u64,
    /// Whether no path between it and the one before it, in order of cost, would do. If not, it comes
    /// from the heuristic.
    pub is_exact: bool,
}

/// The paths in order of cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternatives {
    /// The best path first; empty if there is no path.
    pub paths: Vec<Alternative>,
    /// Whether these are all that the definition asks for: they are exact, and either as many as
    /// wanted or there are no more.
    pub is_complete: bool,
}

/// A workspace, to be used again and again: once it has grown only the answers are allocated.
///
/// Beside that of [`KPaths`] it holds some 140 bytes a node and 16 bytes an arc; the paths looked at
/// in order take some 80 bytes for each of their nodes.
#[derive(Clone, Debug, Default)]
pub struct Diverse {
    k_paths: KPaths,
    sharing: Sharing,
    vias: Vias,
}

impl Diverse {
    /// An empty workspace.
    #[must_use]
    pub fn new() -> Self {
        Diverse::default()
    }

    /// Finds alternatives. A path without length is never a further alternative.
    ///
    /// ```
    /// use corridor::graph::csr::Csr;
    /// use corridor::graph::diverse::{Diverse, Wanted};
    /// use corridor::graph::k_paths::Question;
    /// use corridor::task::Task;
    ///
    /// // Two lines to the target; the first one has a short way round in its middle.
    /// let arcs = [(0, 1), (1, 2), (1, 2), (2, 3), (0, 3)];
    /// let lengths = [10, 2, 3, 10, 30];
    /// let graph = Csr::from_arcs(4, &arcs);
    /// let question = Question {
    ///     graph: &graph,
    ///     reversed: &graph.reversed(),
    ///     weights: &lengths,
    ///     ties: None,
    ///     groups: &[],
    ///     source: 0,
    ///     target: 3,
    /// };
    /// let wanted = Wanted {
    ///     count: 2,
    ///     most_shared: 500,
    ///     lengths: &lengths,
    ///     links: &[],
    ///     most_paths: 100,
    ///     most_searches: 1_000,
    /// };
    /// let found = Diverse::new().run(question, wanted, &Task::never())?;
    /// let arcs: Vec<_> = found.paths.iter().map(|found| &found.path.arcs[..]).collect();
    /// assert_eq!(arcs, [&[0, 1, 3][..], &[4]]);
    /// assert!(found.is_complete);
    /// # Ok::<(), corridor::task::Cancelled>(())
    /// ```
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn run(
        &mut self,
        question: Question,
        wanted: Wanted,
        task: &Task,
    ) -> Result<Alternatives, Cancelled> {
        let Diverse {
            k_paths,
            sharing,
            vias,
        } = self;
        sharing.begin(question.graph.n_arcs());
        let count = wanted.count.min(MOST);
        let mut found = Alternatives {
            paths: Vec::with_capacity(count),
            is_complete: true,
        };
        let mut paths = k_paths.start(question, wanted.most_searches, task)?;
        let mut n_examined = 0;
        let mut last = (0, 0, 0);
        while found.paths.len() < count {
            if n_examined == wanted.most_paths {
                found.is_complete = false;
                break;
            }
            n_examined += 1;
            let Some(path) = paths.next(task)? else {
                found.is_complete = paths.is_complete();
                break;
            };
            last = (path.cost, path.tie, n_arcs_of(&path.arcs));
            found.paths.extend(sharing.choose(&wanted, path, true));
        }
        if !found.is_complete && found.paths.len() < count {
            vias.begin(&question, &wanted, last, task)?;
            for number in 0..found.paths.len() {
                vias.leave_out_like(&wanted, sharing, number);
            }
            while found.paths.len() < count
                && let Some(path) = vias.next(&question, task)?
            {
                let is_known = |known: &Alternative| known.path.arcs == path.arcs;
                if !found.paths.iter().any(is_known)
                    && let Some(chosen) = sharing.choose(&wanted, path, false)
                {
                    vias.leave_out_like(&wanted, sharing, found.paths.len());
                    found.paths.push(chosen);
                }
            }
        }
        Ok(found)
    }
}

fn n_arcs_of(arcs: &[u32]) -> u32 {
    u32::try_from(arcs.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;

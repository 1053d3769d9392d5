//! How much of a path lies on links of paths chosen before.
//!
//! Does not know: where paths come from; costs.

use super::{Alternative, Wanted};
use crate::graph::k_paths::BestPath;

/// Chosen paths that are told apart: bits of a mask.
pub(super) const MOST: usize = 64;

/// The links of the paths chosen so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Sharing {
    /// By link: a bit for each chosen path that has it. First the numbered links, then those of arcs
    /// by themselves.
    chosen: Vec<u64>,
    /// Links with a bit.
    touched: Vec<usize>,
    n_chosen: usize,
}

impl Sharing {
    /// Begins with no path chosen.
    pub(super) fn begin(&mut self, n_arcs: usize) {
        for link in self.touched.drain(..) {
            self.chosen[link] = 0;
        }
        self.chosen.resize(2 * n_arcs, 0);
        self.n_chosen = 0;
    }

    /// Chooses a path if it shares little enough with each one chosen before.
    pub(super) fn choose(
        &mut self,
        wanted: &Wanted,
        path: BestPath,
        is_exact: bool,
    ) -> Option<Alternative> {
        let (length, shared) = self.measure(wanted, &path.arcs);
        if self.n_chosen == MOST || self.n_chosen > 0 && is_alike(wanted, length, shared) {
            return None;
        }
        for &arc in &path.arcs {
            let link = self.link(wanted, arc);
            self.chosen[link] |= 1 << self.n_chosen;
            self.touched.push(link);
        }
        self.n_chosen += 1;
        Some(Alternative {
            path,
            length,
            shared,
            is_exact,
        })
    }

    /// Whether a chosen path, by its number, has the link of an arc.
    pub(super) fn has(&self, wanted: &Wanted, number: usize, arc: u32) -> bool {
        self.chosen[self.link(wanted, arc)] >> number & 1 == 1
    }

    /// Length of a path, and of the most that it shares with one chosen path.
    fn measure(&self, wanted: &Wanted, arcs: &[u32]) -> (u64, u64) {
        let (mut length, mut shared) = (0_u64, [0_u64; MOST]);
        for &arc in arcs {
            let of_arc = wanted.lengths.get(arc as usize).copied().unwrap_or(0);
            length = length.saturating_add(of_arc);
            let mut mask = self.chosen[self.link(wanted, arc)];
            while mask > 0 {
                let with = &mut shared[mask.trailing_zeros() as usize];
                *with = with.saturating_add(of_arc);
                mask &= mask - 1;
            }
        }
        (length, shared.into_iter().max().unwrap_or(0))
    }

    fn link(&self, wanted: &Wanted, arc: u32) -> usize {
        let n_arcs = self.chosen.len() / 2;
        match wanted.links.get(arc as usize) {
            Some(&link) if (link as usize) < n_arcs => link as usize,
            _ => n_arcs + arc as usize,
        }
    }
}

/// Whether a path of some length shares too much of it.
pub(super) fn is_alike(wanted: &Wanted, length: u64, shared: u64) -> bool {
    let most = u128::from(wanted.most_shared) * u128::from(length);
    length == 0 || u128::from(shared) * 1000 > most
}

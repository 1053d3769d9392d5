//! The pairs that have several paths, made ready for many passes over them.
//!
//! Arcs that all paths of a pair share are left out: what flows there does not change, and what
//! they cost makes no difference.
//!
//! Does not know: costs.

use super::super::layout::to_u32;
use super::super::paths::Paths;
use super::kernel::Work;

/// One pair with several paths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its paths in [`Active::work`].
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) pair: u32,
}

/// Pairs with several paths, those without the arcs that they share.
#[derive(Default)]
pub(super) struct Active {
    pub(super) entries: Vec<Entry>,
    pub(super) work: Vec<Work>,
    pub(super) arena: Vec<u32>,
}

impl Active {
    /// Takes all pairs with several paths. `marks` by place are at most `stamp`, and stay so.
    pub(super) fn collect(&mut self, paths: &Paths, marks: &mut [u32], stamp: &mut u32) {
        self.entries.clear();
        self.work.clear();
        self.arena.clear();
        for pair in 0..paths.first.len() {
            let n_paths = to_u32(paths.each(pair).take(u32::MAX as usize).count());
            if n_paths < 2 {
                continue;
            }
            count(paths, pair, marks, *stamp);
            *stamp += n_paths;
            let first = to_u32(self.work.len());
            let mut at = paths.first[pair];
            while let Some(path) = paths.list.get(at as usize) {
                let start = to_u32(self.arena.len());
                let own = paths.of(path).iter();
                self.arena
                    .extend(own.filter(|&&place| marks[place as usize] != *stamp));
                self.work.push(Work {
                    start,
                    len: to_u32(self.arena.len()) - start,
                    flow: path.flow,
                    fixed: path.fixed,
                    path: at,
                });
                at = path.next;
            }
            self.entries.push(Entry {
                first,
                end: to_u32(self.work.len()),
                pair: to_u32(pair),
            });
        }
    }
}

/// Marks each arc of a pair's paths with `base` and the number of paths that have it, as long as
/// all before had it too; arcs of all paths get the greatest mark.
fn count(paths: &Paths, pair: usize, marks: &mut [u32], base: u32) {
    for (n_before, path) in (base..).zip(paths.each(pair)) {
        for &place in paths.of(path) {
            let mark = &mut marks[place as usize];
            if n_before == base || *mark == n_before {
                *mark = n_before + 1;
            }
        }
    }
}

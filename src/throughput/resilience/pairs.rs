//! The worst two places closed together, proven without closing all pairs.
//!
//! With one place closed already, closing another costs at most what is lost if everything that would
//! still use it stayed at home: a bound on each pair from either side. Pairs are closed in the order of
//! their bounds until as many as are wanted are at least the next bound; then no pair is worse. A pair whose
//! second place carries nothing once the first is closed has the harm of the first alone.
//!
//! Does not know: names.

use std::collections::BTreeMap;

use super::{Effect, Place, Resilience, Single, along};
use crate::graph::multicommodity::result::Solution;
use crate::task::{Cancelled, Task};

/// Two places closed together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The two, in their order.
    pub places: [Place; 2],
    /// What they bring about together.
    pub effect: Effect,
    /// How much more harm that is than the sum of both by themselves, yuan a year; below 0 where each
    /// spoils what the other would have.
    pub beyond: f64,
}

/// The worst pairs that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    /// The worst that were found, as many as were wanted, the greatest harm first.
    pub pairs: Vec<Pair>,
    /// No pair that is not among them has more harm than this, yuan a year.
    pub bound: f64,
    /// Whether the first of them, as many as were wanted, are therefore the worst of all.
    pub is_proven: bool,
    /// How many were closed.
    pub n_closed: usize,
    /// How many pairs there are.
    pub n_pairs: usize,
}

impl Resilience<'_> {
    /// The `n_worst` worst pairs among some places closed by themselves. At most `n_solves` pairs are
    /// closed.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn pairs(
        &self,
        singles: &[Single],
        (n_worst, n_solves): (usize, usize),
        task: &Task,
    ) -> Result<Pairs, Cancelled> {
        let places_of = self.places_of();
        let mut losses = Vec::with_capacity(singles.len());
        for (at, single) in singles.iter().enumerate() {
            task.report(at, singles.len() + n_solves);
            let solution = self.closed(&[single.place], task)?;
            let solution = solution.as_ref().unwrap_or(&self.open);
            losses.push(self.losses(solution, &places_of));
        }
        let mut open = Vec::new();
        for (at, one) in singles.iter().enumerate() {
            for (then, other) in singles.iter().enumerate().skip(at + 1) {
                let after = |first: usize, second: &Single| {
                    let loss = losses[first].get(&second.place).copied();
                    singles[first].effect.harm + loss.unwrap_or(0.0)
                };
                open.push((after(at, other).min(after(then, one)), at, then));
            }
        }
        let n_pairs = open.len();
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut pairs: Vec<Pair> = Vec::new();
        let (mut n_closed, mut is_proven, mut bound) = (0, true, 0.0);
        for &(most, at, then) in &open {
            let worst = pairs.get(n_worst.saturating_sub(1));
            is_proven = worst.is_some_and(|pair| pair.effect.harm >= most);
            bound = most;
            if is_proven || n_closed >= n_solves {
                break;
            }
            task.report(singles.len() + n_closed, singles.len() + n_solves);
            let mut places = [singles[at].place, singles[then].place];
            places.sort_unstable();
            let effect = self.effect(&places, task)?;
            let alone = singles[at].effect.harm + singles[then].effect.harm;
            let beyond = effect.harm - alone;
            let place = pairs.partition_point(|pair| pair.effect.harm >= effect.harm);
            pairs.insert(
                place,
                Pair {
                    places,
                    effect,
                    beyond,
                },
            );
            n_closed += 1;
        }
        if n_closed == n_pairs {
            is_proven = true;
            bound = pairs.get(n_worst).map_or(0.0, |pair| pair.effect.harm);
        }
        pairs.truncate(n_worst);
        Ok(Pairs {
            pairs,
            bound,
            is_proven,
            n_closed,
            n_pairs,
        })
    }

    /// By place what is lost at most if it is closed too: all that uses it stays at home.
    fn losses(&self, solution: &Solution, places_of: &[Vec<Place>]) -> BTreeMap<Place, f64> {
        let mut losses = BTreeMap::new();
        for path in &solution.paths {
            let saved = self.cost(path.commodity, &path.arcs);
            let loss = path.flow * (self.penalty - saved).max(0.0);
            for place in along(&path.arcs, places_of) {
                *losses.entry(place).or_insert(0.0) += loss;
            }
        }
        losses
    }
}

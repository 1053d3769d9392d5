//! Closures at random (Monte Carlo): every place is closed with its own probability, independently of the
//! others; what that brings about is told as a distribution.
//!
//! Each draw is a whole year in which the drawn places stay closed; a shorter closure counts in proportion
//! when its probability is the share of the year that it takes. The generator is the counter of Steele,
//! Lea and Flood, *Fast splittable pseudorandom number generators*, 2014 (SplitMix64): the same seed gives
//! the same draws on every machine. Draws with the same places closed are solved once.
//!
//! Does not know: where probabilities come from.

use std::collections::BTreeMap;

use super::{Effect, Place, Resilience};
use crate::task::{Cancelled, Task};

/// A place with the probability that it is closed, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outage {
    /// The place.
    pub place: Place,
    /// The probability.
    pub probability: f64,
}

/// What is told of one number over all draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// How far the mean is likely off: the standard deviation of the draws by the root of their number.
    pub error: f64,
    /// The values that half, nine in ten and ninety-nine in a hundred draws do not exceed.
    pub quantiles: [f64; 3],
    /// The greatest.
    pub most: f64,
}

/// The quantiles of a [`Spread`].
pub const QUANTILES: [f64; 3] = [0.5, 0.9, 0.99];

/// Many draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chances {
    /// How many.
    pub n_draws: usize,
    /// How many different sets of closed places were solved.
    pub n_solved: usize,
    /// In how many draws there was any harm.
    pub n_harmful: usize,
    /// Harm, yuan a year.
    pub harm: Spread,
    /// What is not carried any more, TEU a year.
    pub unmet: Spread,
    /// Harm of each draw in ascending order.
    pub sorted_harm: Vec<f64>,
    /// The draw of the greatest harm: what was closed.
    pub worst: Vec<Place>,
    /// By place in how much harm it had a part: the mean of harm over all draws in which it was closed,
    /// by all draws; the most first, places without any left out.
    pub parts: Vec<(Place, f64)>,
}

impl Resilience<'_> {
    /// Draws closures.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn draw(
        &self,
        outages: &[Outage],
        n_draws: usize,
        seed: u64,
        task: &Task,
    ) -> Result<Chances, Cancelled> {
        let mut random = Random(seed);
        let mut known: BTreeMap<Vec<Place>, Effect> = BTreeMap::new();
        let mut draws: Vec<Effect> = Vec::with_capacity(n_draws);
        let mut parts: BTreeMap<Place, f64> = BTreeMap::new();
        let mut worst: (f64, Vec<Place>) = (0.0, Vec::new());
        for at in 0..n_draws {
            task.report(at, n_draws);
            task.checkpoint()?;
            let drawn = outages
                .iter()
                .filter(|outage| random.next() < outage.probability);
            let mut closed: Vec<Place> = drawn.map(|outage| outage.place).collect();
            closed.sort_unstable();
            closed.dedup();
            let effect = match known.get(&closed) {
                Some(effect) => *effect,
                None => {
                    let effect = self.effect(&closed, task)?;
                    known.insert(closed.clone(), effect);
                    effect
                }
            };
            for place in &closed {
                *parts.entry(*place).or_insert(0.0) += effect.harm / count(n_draws);
            }
            if effect.harm > worst.0 {
                worst = (effect.harm, closed);
            }
            draws.push(effect);
        }
        let harm: Vec<f64> = draws.iter().map(|effect| effect.harm).collect();
        let unmet: Vec<f64> = draws.iter().map(|effect| effect.unmet).collect();
        let (harm, sorted_harm) = spread(harm);
        let mut parts: Vec<(Place, f64)> =
            parts.into_iter().filter(|&(_, harm)| harm > 0.0).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(Chances {
            n_draws,
            n_solved: known.len(),
            n_harmful: sorted_harm.iter().filter(|&&harm| harm > 0.0).count(),
            harm,
            unmet: spread(unmet).0,
            sorted_harm,
            worst: worst.1,
            parts,
        })
    }
}

/// What is told of some numbers, and they in ascending order.
fn spread(mut all: Vec<f64>) -> (Spread, Vec<f64>) {
    all.sort_by(f64::total_cmp);
    let Some(&most) = all.last() else {
        return (Spread::default(), all);
    };
    let n = count(all.len());
    let mean = all.iter().sum::<f64>() / n;
    let squares: f64 = all.iter().map(|one| (one - mean) * (one - mean)).sum();
    let error = (squares / (n - 1.0).max(1.0) / n).sqrt();
    let quantiles = QUANTILES.map(|share| all[rank(share, all.len())]);
    let spread = Spread {
        mean,
        error,
        quantiles,
        most,
    };
    (spread, all)
}

/// The place of a quantile among so many in ascending order: the least that so large a share does not
/// exceed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the number of draws"
)]
fn rank(share: f64, n: usize) -> usize {
    let rank = (share * count(n)).ceil() as usize;
    rank.clamp(1, n) - 1
}

/// Draws are far fewer than 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn count(n: usize) -> f64 {
    n as f64
}

/// Steele, Lea and Flood's counter.
struct Random(u64);

impl Random {
    /// From 0 to below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }
}

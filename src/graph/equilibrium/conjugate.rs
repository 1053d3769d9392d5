//! Bi-conjugate Frank–Wolfe.
//!
//! Frank and Wolfe's method moves to the flows that are cheapest at the costs of the point where it
//! is; near the end it zigzags. Here the aim is mixed from that and the last two aims, such that
//! the way is conjugate to the last two ways in the matrix of the costs' derivatives at the point.
//! Mitradjieva and Lindberg, *The stiff is moving: conjugate direction Frank–Wolfe methods with
//! applications to traffic assignment*, 2013. Trees from all origins and a line search in each
//! round; some hundreds of rounds to a gap of 1e-6.
//!
//! Does not know: paths.

use super::Options;
use super::averages::Found;
use super::links::Links;
use crate::task::{Cancelled, Task};

/// Least share of the new aim.
const LEAST: f64 = 1e-2;
/// A step so long that the aims before it say nothing any more.
const WHOLE: f64 = 0.999_9;

/// Aims of the rounds before, last first, with the step taken to the last.
#[derive(Default)]
struct Memory {
    last: Option<Vec<f64>>,
    before: Option<Vec<f64>>,
    step: f64,
}

/// Bi-conjugate Frank–Wolfe until the gap or the limit.
pub(super) fn conjugate(
    links: &mut Links,
    options: &Options,
    found: &mut Found,
    task: &Task,
) -> Result<(), Cancelled> {
    links.look_at(&found.point);
    found.point = links.load(&found.point, task)?.point;
    let mut memory = Memory::default();
    for iteration in 1..=options.max_iterations.max(1) {
        links.look_at(&found.point);
        let loaded = links.load(&found.point, task)?;
        let is_near = found.note(iteration, loaded.gap(), options.gap, task);
        if is_near || iteration == options.max_iterations {
            break;
        }
        let n_all = links.layout.curves.len();
        let aim = memory.aim(loaded.point, &found.point, &links.loads.slopes[..n_all]);
        let way: Vec<f64> = aim
            .iter()
            .zip(&found.point)
            .map(|(aim, at)| aim - at)
            .collect();
        let step = links.step(&found.point, &way);
        for (flow, more) in found.point.iter_mut().zip(&way) {
            *flow += step * more;
        }
        memory.keep(aim, step);
    }
    Ok(())
}

impl Memory {
    fn keep(&mut self, aim: Vec<f64>, step: f64) {
        if step > WHOLE {
            *self = Memory::default();
            return;
        }
        self.before = self.last.replace(aim);
        self.step = step;
    }

    /// The aim mixed from what is cheapest and the aims before.
    fn aim(&self, cheapest: Vec<f64>, at: &[f64], slopes: &[f64]) -> Vec<f64> {
        let Some(last) = &self.last else {
            return cheapest;
        };
        // Sums over places of first * slope * second, each of them a list of differences.
        let (mut last_new, mut last_last) = (0.0, 0.0);
        let (mut both_new, mut both_apart) = (0.0, 0.0);
        for (place, slope) in slopes.iter().enumerate() {
            let new = cheapest[place] - at[place];
            let one = last[place] - at[place];
            last_new += one * slope * new;
            last_last += one * slope * one;
            if let Some(before) = &self.before {
                let both = self.step * last[place] + (1.0 - self.step) * before[place] - at[place];
                both_new += both * slope * new;
                both_apart += both * slope * (before[place] - last[place]);
            }
        }
        let ratio = |part: f64, whole: f64| if whole == 0.0 { 0.0 } else { part / whole };
        let (mu, nu) = if self.before.is_some() {
            let mu = (-ratio(both_new, both_apart)).max(0.0);
            let share = self.step / (1.0 - self.step);
            (mu, (-ratio(last_new, last_last) + mu * share).max(0.0))
        } else {
            (0.0, (-ratio(last_new, last_last)).max(0.0))
        };
        let new = (1.0 / (1.0 + mu + nu)).max(LEAST);
        if !new.is_finite() {
            return cheapest;
        }
        let rest = (1.0 - new) / (mu + nu).max(f64::MIN_POSITIVE);
        let (mu, nu) = (mu * rest, nu * rest);
        let before = self.before.as_ref().unwrap_or(last);
        let parts = cheapest.iter().zip(last).zip(before);
        parts
            .map(|((aim, last), before)| aim * new + last * nu + before * mu)
            .collect()
    }
}

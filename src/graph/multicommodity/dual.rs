//! Dual steps of the master program: after a change of capacities or demands, what has become negative
//! leaves, and no reduced cost gets the wrong sign.
//!
//! The most negative value leaves; Harris 1973 decides which enters (Lemke 1954 for the method). As
//! all demand may stay unmet, something can always enter. A step costs O(size² + entries of all known
//! columns).
//!
//! Does not know: networks, bounds.

use super::master::{Entering, Leaving, Master, NONE};
use super::steps::{PIVOT, Tolerance};
use crate::task::{Cancelled, Task};

impl Master {
    /// Takes steps until no value is negative; false if it gave up.
    pub(super) fn repair(&mut self, slack: Tolerance, task: &Task) -> Result<bool, Cancelled> {
        let limit = 100 + 4 * (self.demand.len() + self.full.len());
        let mut along = vec![0.0; self.capacity.len()];
        for _ in 0..limit {
            task.checkpoint()?;
            let Some(leaving) = self.most_negative(slack) else {
                return Ok(true);
            };
            let leaving = match leaving {
                Leaving::Key(commodity) => match self.slots_of[commodity as usize].first() {
                    Some(&slot) => {
                        self.by_slot.clear();
                        self.swap_key(commodity, slot as usize);
                        Leaving::Slot(slot as usize)
                    }
                    None => return Ok(false),
                },
                _ => leaving,
            };
            self.row_of(leaving, &mut along);
            let Some((entering, reduced)) = self.entering_for(&along, slack) else {
                return Ok(false);
            };
            let off = self.aim(entering);
            let (value, by) = match leaving {
                Leaving::Slot(slot) => (self.value[slot], self.by_slot[slot]),
                Leaving::Key(commodity) => (
                    self.key_value[commodity as usize],
                    self.by_key[commodity as usize],
                ),
                Leaving::Rest(row) => (self.rest[row as usize], self.by_row[row as usize]),
            };
            if off > 1e-7 || by > -PIVOT * 0.1 {
                if self.n_changes == 0 {
                    return Ok(false);
                }
                self.refactor();
                continue;
            }
            self.step(entering, leaving, value / by, reduced);
            if self.n_changes >= 400 {
                self.refactor();
            }
        }
        Ok(false)
    }

    /// Whether no value is negative beyond rounding.
    pub(super) fn is_feasible(&self, slack: Tolerance) -> bool {
        self.most_negative(slack).is_none()
    }

    fn most_negative(&self, slack: Tolerance) -> Option<Leaving> {
        let mut least = -10.0 * slack.flow;
        let mut found = None;
        for (slot, &value) in self.value.iter().enumerate() {
            if value < least {
                (found, least) = (Some(Leaving::Slot(slot)), value);
            }
        }
        for (commodity, &value) in (0..).zip(&self.key_value) {
            if value < least {
                (found, least) = (Some(Leaving::Key(commodity)), value);
            }
        }
        for (row, &value) in (0..).zip(&self.rest) {
            if value < least {
                (found, least) = (Some(Leaving::Rest(row)), value);
            }
        }
        found
    }

    /// What a unit in each row, taken by what enters, takes from what leaves.
    fn row_of(&mut self, leaving: Leaving, along: &mut [f64]) {
        along.fill(0.0);
        let sign = match leaving {
            Leaving::Slot(slot) => {
                self.inverse.for_column(slot, &mut self.row);
                1.0
            }
            Leaving::Rest(row) => {
                self.row_times_inverse(row);
                along[row as usize] = 1.0;
                -1.0
            }
            Leaving::Key(_) => return,
        };
        for (&row, part) in self.full.iter().zip(&self.row) {
            along[row as usize] = sign * part;
        }
    }

    /// What enters where something leaves that takes its part `along` rows, and its reduced cost.
    fn entering_for(&self, along: &[f64], slack: Tolerance) -> Option<(Entering, f64)> {
        let mut candidates: Vec<(Entering, f64, f64)> = Vec::new();
        for (slot, &row) in self.full.iter().enumerate() {
            let by = along[row as usize];
            if by < -PIVOT {
                candidates.push((Entering::Rest(slot), self.rent[row as usize], -by));
            }
        }
        for commodity in 0..self.demand.len() {
            let key = self.key[commodity];
            let of_key = self.columns.rent(key, along);
            let price = self.price(commodity);
            for &column in &self.columns.of[commodity] {
                if self.place[column as usize] != NONE {
                    continue;
                }
                let by = self.columns.rent(column, along) - of_key;
                if by < -PIVOT {
                    let reduced = self.reduced(column, price);
                    candidates.push((Entering::Column(column), reduced, -by));
                }
            }
        }
        let mut longest = f64::INFINITY;
        for &(_, reduced, by) in &candidates {
            longest = longest.min((reduced.max(0.0) + slack.cost) / by);
        }
        let within = candidates
            .into_iter()
            .filter(|&(_, reduced, by)| reduced / by <= longest);
        let best = within.reduce(|best, other| if other.2 > best.2 { other } else { best });
        best.map(|(entering, reduced, _)| (entering, reduced))
    }
}

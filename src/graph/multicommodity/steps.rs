//! Primal steps of the master program: each saves what the entering column is cheaper by.
//!
//! Commodities are looked through in turn, a section at a time; the best column of each is a candidate,
//! and of these the one with the most negative reduced cost enters, until none is left (partial and
//! multiple pricing, Orchard-Hays 1968). Harris 1973 decides which leaves. A step
//! costs O(size² + lengths of the columns that move), size being that of the working basis.
//!
//! Does not know: networks, bounds.

use super::master::{Entering, Leaving, Master, NONE};
use crate::task::{Cancelled, Task};

/// A pivot is at least this; entries of columns are near one.
pub(super) const PIVOT: f64 = 1e-9;
/// Rounding in rows that are full beyond which the working basis is inverted anew.
const OFF: f64 = 1e-8;
/// Changes after which it is so anyway.
const N_CHANGES: usize = 400;
/// Steps without length in a row after which ties are broken by Bland's rule.
const PATIENCE: usize = 400;
/// Steps after which it gives up, so many for each row and commodity.
const N_STEPS: usize = 400;

/// Into how many sections commodities are parted.
const SECTIONS: usize = 2;

/// What counts as nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tolerance {
    /// Of flows.
    pub(super) flow: f64,
    /// Of costs a unit.
    pub(super) cost: f64,
    /// Of costs a unit, as a part of what the commodity costs at the margin.
    pub(super) part: f64,
}

impl Tolerance {
    /// By how much a column may be cheaper than its commodity is at the margin.
    fn of(self, price: f64) -> f64 {
        self.cost.max(self.part.max(1e-12) * price)
    }
}

/// Where looking through the commodities goes on, and what was found in the last section.
#[derive(Clone, Debug, Default)]
pub(super) struct Cursor {
    at: usize,
    candidates: Vec<u32>,
}

impl Master {
    /// Takes steps until none saves anything; false if it gave up.
    pub(super) fn optimize(
        &mut self,
        slack: Tolerance,
        cursor: &mut Cursor,
        task: &Task,
    ) -> Result<bool, Cancelled> {
        let mut n_still = 0;
        let size = self.demand.len() + self.full.len() + 50;
        for _ in 0..N_STEPS * size {
            task.checkpoint()?;
            if self.n_changes >= N_CHANGES {
                self.refactor();
            }
            let is_bland = n_still > PATIENCE;
            let Some((entering, reduced)) = self.entering(slack, cursor, is_bland) else {
                return Ok(true);
            };
            let off = self.aim(entering);
            if off > OFF && self.n_changes > 0 {
                self.refactor();
                continue;
            }
            let Some((leaving, length)) = self.blocking(slack, is_bland) else {
                return Ok(false);
            };
            n_still = if length > slack.flow { 0 } else { n_still + 1 };
            self.step(entering, leaving, length, reduced);
        }
        Ok(false)
    }

    /// What a unit of `column` costs beyond what its commodity costs at the margin, `price`.
    pub(super) fn reduced(&self, column: u32, price: f64) -> f64 {
        self.columns.cost[column as usize] + self.columns.rent(column, &self.rent) - price
    }

    /// What enters, and its reduced cost; the first that there is if `is_bland`.
    fn entering(
        &self,
        slack: Tolerance,
        cursor: &mut Cursor,
        is_bland: bool,
    ) -> Option<(Entering, f64)> {
        let mut best = None;
        let mut least = -slack.cost;
        for (slot, &row) in self.full.iter().enumerate() {
            let rent = self.rent[row as usize];
            if rent < least {
                (best, least) = (Some((Entering::Rest(slot), rent)), rent);
            }
        }
        if is_bland {
            *cursor = Cursor::default();
        }
        // What was good when its section was looked through may be so still.
        cursor.candidates.retain(|&column| {
            let commodity = self.columns.commodity[column as usize] as usize;
            let price = self.price(commodity);
            let reduced = self.reduced(column, price);
            let is_good = self.place[column as usize] == NONE && reduced < -slack.of(price);
            if is_good && reduced < least {
                (best, least) = (Some((Entering::Column(column), reduced)), reduced);
            }
            is_good
        });
        if best.is_some() {
            return best;
        }
        let n_commodities = self.demand.len();
        let section = n_commodities.div_ceil(SECTIONS).max(8);
        for n_seen in 1..=n_commodities {
            let commodity = cursor.at % n_commodities;
            cursor.at = commodity + 1;
            if let Some((column, reduced)) = self.cheapest(commodity, slack) {
                cursor.candidates.push(column);
                if reduced < least {
                    (best, least) = (Some((Entering::Column(column), reduced)), reduced);
                }
            }
            if best.is_some() && (is_bland || n_seen >= section) {
                break;
            }
        }
        best
    }

    /// The column of a commodity with the most negative reduced cost, if there is one.
    fn cheapest(&self, commodity: usize, slack: Tolerance) -> Option<(u32, f64)> {
        let price = self.price(commodity);
        let mut least = -slack.of(price);
        let mut found = None;
        for &column in &self.columns.of[commodity] {
            if self.place[column as usize] == NONE {
                let reduced = self.reduced(column, price);
                if reduced < least {
                    (found, least) = (Some((column, reduced)), reduced);
                }
            }
        }
        found
    }

    /// What stops a step along the direction that was aimed last, and how long it is.
    fn blocking(&self, slack: Tolerance, is_bland: bool) -> Option<(Leaving, f64)> {
        let mut longest = f64::INFINITY;
        self.each_lessened(|_, value, by| longest = longest.min((value + slack.flow) / by));
        let mut found: Option<(Leaving, f64, f64)> = None;
        self.each_lessened(|leaving, value, by| {
            let length = value / by;
            let is_better = match found {
                None => length <= longest,
                Some((_, other, _)) if is_bland => length < other,
                Some((_, _, other)) => length <= longest && by > other,
            };
            if is_better {
                found = Some((leaving, length, by));
            }
        });
        found.map(|(leaving, length, _)| (leaving, length.max(0.0)))
    }

    /// Calls `each` for what becomes less along the direction, with its value and by how much.
    fn each_lessened(&self, mut each: impl FnMut(Leaving, f64, f64)) {
        for (slot, &by) in self.by_slot.iter().enumerate() {
            if by > PIVOT {
                each(Leaving::Slot(slot), self.value[slot], by);
            }
        }
        for &commodity in &self.moved_keys {
            let by = self.by_key[commodity as usize];
            if by > PIVOT {
                each(
                    Leaving::Key(commodity),
                    self.key_value[commodity as usize],
                    by,
                );
            }
        }
        for &row in &self.moved_rows {
            let by = self.by_row[row as usize];
            if by > PIVOT && self.full_slot[row as usize] == NONE {
                each(Leaving::Rest(row), self.rest[row as usize], by);
            }
        }
    }
}

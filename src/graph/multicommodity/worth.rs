//! What one more unit of a capacity is worth, and what one unit less would cost: a range, as at a
//! degenerate optimum the two differ and a single dual says little.
//!
//! Where the basis stays feasible for the whole step, both are its dual, exactly. Else the changed
//! problem is solved from that basis: some dual steps and a pricing.
//!
//! Does not know: rounds, how flows are found.

use super::Allocation;
use super::master::{Entering, NONE};
use super::problem::{Fault, Row};
use crate::task::{Cancelled, Task};

/// As near as numbers allow: differences of costs are asked for.
const EXACT: f64 = 1e-15;

/// What a capacity is worth, by unit of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Which capacity.
    pub row: Row,
    /// What each unit of the step more saves. Not negative.
    pub more: f64,
    /// What each unit of the step less costs; at least `more`. Of a capacity below the step all of it
    /// is taken; `None` if it is zero already.
    pub less: Option<f64>,
}

impl Allocation {
    /// Solves, and finds what these capacities are worth; each is changed by `step`, up and down, with
    /// all else as it is.
    ///
    /// # Errors
    /// [`Cancelled`] if the task was cancelled.
    pub fn worth(&mut self, rows: &[Row], step: f64, task: &Task) -> Result<Vec<Worth>, Cancelled> {
        self.run(EXACT, task)?;
        let base = self.master.objective();
        rows.iter()
            .map(|&row| self.worth_of(row, step, base, task))
            .collect()
    }

    fn worth_of(
        &mut self,
        row: Row,
        step: f64,
        base: f64,
        task: &Task,
    ) -> Result<Worth, Cancelled> {
        let capacity = match row {
            Row::Arc(arc) => self.problem.capacity.get(arc as usize).copied(),
            Row::Bundle(bundle) => self
                .problem
                .bundles
                .get(bundle as usize)
                .map(|b| b.capacity),
        };
        let capacity = capacity.unwrap_or(f64::INFINITY);
        let down = step.min(capacity);
        let (mut more, mut less) = (None, None);
        if capacity.is_infinite() {
            (more, less) = (Some(0.0), Some(0.0));
        } else if let Some(number) = self.row_of(row) {
            let scale = self.row_scale[number];
            let price = self.master.rent[number].max(0.0) / scale;
            (more, less) = self.kept(number, step / scale, down / scale, price);
        }
        let more = match more {
            Some(more) => more,
            None => (base - self.changed(row, capacity + step, task)?) / step,
        };
        let less = match less {
            _ if down <= 0.0 => None,
            Some(less) => Some(less),
            None => Some((self.changed(row, capacity - down, task)? - base) / down),
        };
        let more = more.max(0.0);
        // The cost is convex in a capacity; what contradicts that is rounding.
        let less = less.map(|less| less.max(more));
        Ok(Worth { row, more, less })
    }

    /// The dual for either direction in which the basis stays feasible for the whole step.
    fn kept(
        &mut self,
        number: usize,
        up: f64,
        down: f64,
        price: f64,
    ) -> (Option<f64>, Option<f64>) {
        let master = &mut self.master;
        let slot = master.full_slot[number];
        if slot == NONE {
            let is_enough = master.rest[number] >= down;
            return (Some(0.0), is_enough.then_some(0.0));
        }
        master.aim(Entering::Rest(slot as usize));
        let own = u32::try_from(number).unwrap_or(NONE);
        let stays = |length: f64| {
            let slots = master.value.iter().zip(&master.by_slot);
            let keys = master.key_value.iter().zip(&master.by_key);
            let mut rests = master
                .moved_rows
                .iter()
                .filter(|&&row| row != own && master.full_slot[row as usize] == NONE);
            slots
                .chain(keys)
                .all(|(value, by)| value - length * by >= 0.0)
                && rests.all(|&row| {
                    master.rest[row as usize] - length * master.by_row[row as usize] >= 0.0
                })
        };
        (stays(-up).then_some(price), stays(down).then_some(price))
    }

    /// The least cost with another capacity; this solve stays as it is.
    fn changed(&self, row: Row, capacity: f64, task: &Task) -> Result<f64, Cancelled> {
        let mut other = self.clone();
        let taken: Result<(), Fault> = other.set_capacity(row, capacity);
        if taken.is_ok() {
            other.run(EXACT, task)?;
        }
        Ok(other.master.objective())
    }
}

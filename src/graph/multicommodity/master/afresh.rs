//! Inverse, values and rents of the master program, computed anew from its basis.
//!
//! The inverse takes a factorization and as many solves as there are full rows; values and rents are
//! each refined once.
//!
//! Does not know: steps.

use super::{Master, NONE};
use crate::graph::simplex::factor::Factors;

impl Master {
    /// Inverts the working basis anew, and computes values and rents from it. What depends on other
    /// columns leaves the basis, and a row with it.
    pub(in super::super) fn refactor(&mut self) {
        let mut factors = Factors::default();
        loop {
            let columns: Vec<Vec<(usize, f64)>> = (0..self.slots.len())
                .map(|slot| self.working_column(slot))
                .collect();
            let mut dependent = factors.build(&columns);
            if dependent.is_empty() {
                break;
            }
            // From the last slot on, so that removing one does not rename the others.
            dependent.sort_unstable_by(|a, b| b.cmp(a));
            let mut rows: Vec<usize> = dependent.iter().map(|pair| pair.1).collect();
            rows.sort_unstable_by(|a, b| b.cmp(a));
            for (slot, _) in dependent {
                self.leave_slot(slot);
                self.remove_slot(slot);
            }
            for row in rows {
                self.remove_full(row);
            }
        }
        let size = self.slots.len();
        self.inverse.reset(size);
        for row in 0..size {
            self.room.clear();
            self.room.resize(size, 0.0);
            self.room[row] = 1.0;
            factors.solve(&mut self.room);
            self.inverse.set_of_row(row, &self.room);
        }
        self.n_changes = 0;
        self.set_values();
        self.set_rents();
    }

    /// The column in `slot` less its key, in the rows that are full, by row slot.
    fn working_column(&mut self, slot: usize) -> Vec<(usize, f64)> {
        self.forget_rows();
        let column = self.slots[slot];
        let commodity = self.columns.commodity[column as usize] as usize;
        self.move_rows(column, 1.0);
        self.move_rows(self.key[commodity], -1.0);
        let rows = self.moved_rows.iter();
        let entries = rows.map(|&row| (self.full_slot[row as usize], self.by_row[row as usize]));
        let full = entries.filter(|&(slot, by)| slot != NONE && by != 0.0);
        full.map(|(slot, by)| (slot as usize, by)).collect()
    }

    /// What is left of each row at the present values.
    fn rests(&self) -> Vec<f64> {
        let mut rests = self.capacity.clone();
        let keys = self.key.iter().zip(&self.key_value);
        for (&column, value) in keys.chain(self.slots.iter().zip(&self.value)) {
            for &(row, part) in self.columns.entries(column) {
                rests[row as usize] -= part * value;
            }
        }
        rests
    }

    /// Computes all values from the basis, with one step of refinement.
    pub(in super::super) fn set_values(&mut self) {
        self.value.fill(0.0);
        self.key_value.clone_from(&self.demand);
        for _ in 0..2 {
            let rests = self.rests();
            for slot in 0..self.full.len() {
                let left = rests[self.full[slot] as usize];
                if left != 0.0 {
                    self.inverse.add(slot, left, &mut self.value);
                }
            }
            self.key_value.clone_from(&self.demand);
            for (&column, value) in self.slots.iter().zip(&self.value) {
                self.key_value[self.columns.commodity[column as usize] as usize] -= value;
            }
        }
        self.rest = self.rests();
        for &row in &self.full {
            self.rest[row as usize] = 0.0;
        }
    }

    /// Computes all rents from the basis.
    pub(in super::super) fn set_rents(&mut self) {
        self.rent.fill(0.0);
        let costs = &self.columns.cost;
        for _ in 0..2 {
            let dearer: Vec<f64> = (self.slots.iter())
                .map(|&column| {
                    let key = self.key[self.columns.commodity[column as usize] as usize];
                    let rents =
                        self.columns.rent(column, &self.rent) - self.columns.rent(key, &self.rent);
                    costs[column as usize] - costs[key as usize] + rents
                })
                .collect();
            for slot in 0..self.full.len() {
                let of_row = self.inverse.of_row(slot).iter();
                let sum: f64 = of_row
                    .zip(&dearer)
                    .map(|(part, dearer)| part * dearer)
                    .sum();
                self.rent[self.full[slot] as usize] -= sum;
            }
        }
    }
}

//! Steps of the master program: values move, and the basis changes.
//!
//! Six cases, by what enters and what leaves. The working basis keeps its size, grows by a row and a
//! column where a row fills up, or shrinks where one is full no more. A key that leaves first changes
//! parts with another column of its commodity, if there is one (Dantzig and Van Slyke 1967).
//! O(size²).
//!
//! Does not know: which step is a good one.

use super::{Entering, KEY, Leaving, Master, NONE};

impl Master {
    /// Takes a step along the direction that was aimed last, and changes the basis. `reduced` is what a
    /// unit of the step saves, as a negative number.
    pub(in super::super) fn step(
        &mut self,
        entering: Entering,
        leaving: Leaving,
        length: f64,
        reduced: f64,
    ) {
        self.pivots += 1;
        self.n_changes += 1;
        self.advance(length);
        let leaving = match leaving {
            Leaving::Key(commodity) => match self.slot_for_key(commodity) {
                Some(slot) => {
                    self.swap_key(commodity, slot);
                    Leaving::Slot(slot)
                }
                None => leaving,
            },
            _ => leaving,
        };
        match (entering, leaving) {
            (Entering::Column(column), Leaving::Key(commodity)) => {
                let out = std::mem::replace(&mut self.key[commodity as usize], column);
                self.leave(out);
                self.enter(column, KEY);
                self.key_value[commodity as usize] = length;
            }
            // A rest moves no key that is alone.
            (Entering::Rest(_), Leaving::Key(_)) => {}
            (Entering::Column(column), Leaving::Slot(slot)) => {
                self.inverse.for_column(slot, &mut self.row);
                self.add_rents(-reduced / self.by_slot[slot]);
                self.inverse.replace_column(slot, &self.by_slot);
                self.leave_slot(slot);
                self.take_slot(slot, column, length);
            }
            (Entering::Rest(row_slot), Leaving::Slot(slot)) => {
                self.inverse.for_column(slot, &mut self.row);
                self.add_rents(-reduced / self.by_slot[slot]);
                self.inverse.shrink(slot, row_slot, &mut self.room);
                self.leave_slot(slot);
                self.remove_slot(slot);
                let row = self.remove_full(row_slot);
                self.rest[row as usize] = length;
            }
            (Entering::Column(column), Leaving::Rest(row)) => {
                self.row_times_inverse(row);
                let corner = self.by_row[row as usize];
                self.add_rents(reduced / corner);
                self.rent[row as usize] = -reduced / corner;
                self.inverse.grow(&self.by_slot, &self.row, corner);
                self.fill_up(row, self.full.len());
                self.slots.push(NONE);
                self.value.push(0.0);
                self.take_slot(self.slots.len() - 1, column, length);
            }
            (Entering::Rest(row_slot), Leaving::Rest(row)) => {
                self.row_times_inverse(row);
                let pivot = self.row[row_slot];
                self.add_rents(-reduced / pivot);
                let out = self.full[row_slot];
                self.inverse
                    .replace_row(row_slot, &self.row, &mut self.room);
                self.full_slot[out as usize] = NONE;
                self.rent[out as usize] = 0.0;
                self.rest[out as usize] = length;
                self.rent[row as usize] = reduced / pivot;
                self.fill_up(row, row_slot);
            }
        }
    }

    /// Moves all values along the direction.
    fn advance(&mut self, length: f64) {
        for (value, by) in self.value.iter_mut().zip(&self.by_slot) {
            *value -= length * by;
        }
        for &commodity in &self.moved_keys {
            self.key_value[commodity as usize] -= length * self.by_key[commodity as usize];
        }
        for &row in &self.moved_rows {
            if self.full_slot[row as usize] == NONE {
                self.rest[row as usize] -= length * self.by_row[row as usize];
            }
        }
    }

    fn add_rents(&mut self, factor: f64) {
        for (&row, part) in self.full.iter().zip(&self.row) {
            self.rent[row as usize] += factor * part;
        }
    }

    /// The column that becomes key when the key of `commodity` leaves: the fullest.
    fn slot_for_key(&self, commodity: u32) -> Option<usize> {
        let slots = self.slots_of[commodity as usize].iter();
        let fullest = slots.copied().reduce(|best, other| {
            let is_more = self.value[other as usize] > self.value[best as usize];
            if is_more { other } else { best }
        });
        fullest.map(|slot| slot as usize)
    }

    /// Lets the column in `slot` and the key of its commodity change their parts.
    pub(in super::super) fn swap_key(&mut self, commodity: u32, slot: usize) {
        self.inverse
            .swap_key(slot, &self.slots_of[commodity as usize]);
        let at = commodity as usize;
        std::mem::swap(&mut self.key[at], &mut self.slots[slot]);
        std::mem::swap(&mut self.key_value[at], &mut self.value[slot]);
        if slot < self.by_slot.len() {
            std::mem::swap(&mut self.by_key[at], &mut self.by_slot[slot]);
        }
        self.place[self.key[at] as usize] = KEY;
        self.place[self.slots[slot] as usize] = u32::try_from(slot).unwrap_or(NONE);
    }

    /// Puts what `row` is in the working basis, times the inverse, into [`Master::row`].
    pub(in super::super) fn row_times_inverse(&mut self, row: u32) {
        self.weights.clear();
        for &column in &self.users[row as usize] {
            let part = self.columns.entry(column, row);
            let place = self.place[column as usize];
            if place == KEY {
                let commodity = self.columns.commodity[column as usize];
                let slots = self.slots_of[commodity as usize].iter();
                self.weights
                    .extend(slots.map(|&slot| (slot as usize, -part)));
            } else {
                self.weights.push((place as usize, part));
            }
        }
        self.inverse.times(&self.weights, &mut self.row);
    }

    fn enter(&mut self, column: u32, place: u32) {
        self.place[column as usize] = place;
        for &(row, _) in self.columns.entries(column) {
            self.users[row as usize].push(column);
        }
    }

    fn leave(&mut self, column: u32) {
        self.place[column as usize] = NONE;
        for &(row, _) in self.columns.entries(column) {
            let users = &mut self.users[row as usize];
            if let Some(at) = users.iter().position(|&user| user == column) {
                users.swap_remove(at);
            }
        }
    }

    /// Empties a slot, which stays.
    pub(super) fn leave_slot(&mut self, slot: usize) {
        let column = self.slots[slot];
        self.leave(column);
        let commodity = self.columns.commodity[column as usize] as usize;
        self.slots_of[commodity].retain(|&other| other as usize != slot);
    }

    fn take_slot(&mut self, slot: usize, column: u32, value: f64) {
        let name = u32::try_from(slot).unwrap_or(NONE);
        self.slots[slot] = column;
        self.value[slot] = value;
        self.enter(column, name);
        let commodity = self.columns.commodity[column as usize] as usize;
        self.slots_of[commodity].push(name);
    }

    /// Takes an empty slot away; the last one takes its number.
    pub(super) fn remove_slot(&mut self, slot: usize) {
        self.slots.swap_remove(slot);
        self.value.swap_remove(slot);
        if let Some(&column) = self.slots.get(slot) {
            let name = u32::try_from(slot).unwrap_or(NONE);
            let before = std::mem::replace(&mut self.place[column as usize], name);
            let commodity = self.columns.commodity[column as usize] as usize;
            for of in &mut self.slots_of[commodity] {
                *of = if *of == before { name } else { *of };
            }
        }
    }

    /// The row in this slot is full no more; the last one takes its number.
    pub(super) fn remove_full(&mut self, slot: usize) -> u32 {
        let row = self.full.swap_remove(slot);
        self.full_slot[row as usize] = NONE;
        self.rent[row as usize] = 0.0;
        if let Some(&moved) = self.full.get(slot) {
            self.full_slot[moved as usize] = u32::try_from(slot).unwrap_or(NONE);
        }
        row
    }

    fn fill_up(&mut self, row: u32, slot: usize) {
        if slot < self.full.len() {
            self.full[slot] = row;
        } else {
            self.full.push(row);
        }
        self.full_slot[row as usize] = u32::try_from(slot).unwrap_or(NONE);
        self.rest[row as usize] = 0.0;
    }
}

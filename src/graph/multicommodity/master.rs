//! The master program: how much of each commodity goes along each known path.
//!
//! Least cost such that each commodity's columns add up to its demand, and no row is used beyond its
//! capacity. Generalized upper bounds (Dantzig and Van Slyke, *Generalized upper bounding techniques*,
//! 1967; for paths: Barnhart, Hane, Johnson and Sigismondi 1995): each commodity has a key column, and
//! what is left of the basis, its other columns against the rows that are full, is the working basis.
//! Rows that are not full take no part but in the ratio test, so that all of them are there from the
//! start and cost nearly nothing.
//!
//! Does not know: networks, where columns come from.

use super::columns::Columns;
use super::inverse::Inverse;

mod afresh;
mod change;

/// A column or row slot that is none.
pub(super) const NONE: u32 = u32::MAX;
/// Instead of a slot: the column is the key of its commodity.
pub(super) const KEY: u32 = u32::MAX - 1;
/// What is smaller is noise in a direction whose numbers are near one.
const NOISE: f64 = 1e-12;

/// What enters the basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entering {
    Column(u32),
    /// The rest of the row in this slot, which is full until then.
    Rest(usize),
}

/// What leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The column in this slot.
    Slot(usize),
    /// The key of this commodity.
    Key(u32),
    /// The rest of this row, which is full from then on.
    Rest(u32),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Master {
    pub(super) columns: Columns,
    /// Capacity by row, demand by commodity.
    pub(super) capacity: Vec<f64>,
    pub(super) demand: Vec<f64>,
    /// By column: [`NONE`] out of the basis, [`KEY`], or its slot in the working basis.
    pub(super) place: Vec<u32>,
    pub(super) key: Vec<u32>,
    pub(super) key_value: Vec<f64>,
    /// By slot: column and value.
    pub(super) slots: Vec<u32>,
    pub(super) value: Vec<f64>,
    pub(super) slots_of: Vec<Vec<u32>>,
    /// By row slot: the row that is full; by row: its slot.
    pub(super) full: Vec<u32>,
    pub(super) full_slot: Vec<u32>,
    /// By row: what is left of it, zero where it is full.
    pub(super) rest: Vec<f64>,
    /// By row: what a unit of it is worth, zero where it is not full.
    pub(super) rent: Vec<f64>,
    /// By row: columns in the basis that use it.
    users: Vec<Vec<u32>>,
    pub(super) inverse: Inverse,
    /// The direction under way, as what is taken away in a step of one: by slot, and by commodity from
    /// its key; and by row what more is used of it.
    pub(super) by_slot: Vec<f64>,
    pub(super) by_key: Vec<f64>,
    pub(super) by_row: Vec<f64>,
    pub(super) moved_keys: Vec<u32>,
    pub(super) moved_rows: Vec<u32>,
    is_row_moved: Vec<bool>,
    is_key_moved: Vec<bool>,
    /// A row of the inverse, or one times the inverse.
    pub(super) row: Vec<f64>,
    room: Vec<f64>,
    weights: Vec<(usize, f64)>,
    pub(super) n_changes: usize,
    pub(super) pivots: usize,
}

impl Master {
    /// Begins with all demand unmet.
    pub(super) fn new(columns: Columns, capacity: Vec<f64>, demand: Vec<f64>) -> Self {
        let (n_rows, n_commodities) = (capacity.len(), demand.len());
        let mut master = Master {
            place: vec![NONE; columns.len()],
            key: vec![0; n_commodities],
            slots_of: vec![Vec::new(); n_commodities],
            full_slot: vec![NONE; n_rows],
            users: vec![Vec::new(); n_rows],
            rent: vec![0.0; n_rows],
            by_key: vec![0.0; n_commodities],
            by_row: vec![0.0; n_rows],
            is_row_moved: vec![false; n_rows],
            is_key_moved: vec![false; n_commodities],
            columns,
            capacity,
            demand,
            ..Master::default()
        };
        master.reset();
        master
    }

    /// Leaves all demand unmet; the columns stay.
    pub(super) fn reset(&mut self) {
        self.place.fill(NONE);
        for (commodity, key) in (0..).zip(&mut self.key) {
            *key = commodity;
            self.place[commodity as usize] = KEY;
        }
        self.key_value.clone_from(&self.demand);
        self.slots.clear();
        self.value.clear();
        self.full.clear();
        self.slots_of.iter_mut().for_each(Vec::clear);
        self.users.iter_mut().for_each(Vec::clear);
        self.full_slot.fill(NONE);
        self.rest.clone_from(&self.capacity);
        self.rent.fill(0.0);
        self.inverse.clear();
        self.n_changes = 0;
    }

    /// Adds a column out of the basis and returns its number.
    pub(super) fn add(&mut self, commodity: u32, cost: f64, entries: &[(u32, f64)], arcs: &[u32]) {
        self.columns.add(commodity, cost, entries, arcs);
        self.place.push(NONE);
    }

    /// What a unit of `commodity` costs at the margin.
    pub(super) fn price(&self, commodity: usize) -> f64 {
        let key = self.key[commodity];
        self.columns.cost[key as usize] + self.columns.rent(key, &self.rent)
    }

    fn move_rows(&mut self, column: u32, by: f64) {
        let (by_row, is_moved) = (&mut self.by_row[..], &mut self.is_row_moved[..]);
        for &(row, part) in self.columns.entries(column) {
            let at = row as usize;
            by_row[at] += by * part;
            if !std::mem::replace(&mut is_moved[at], true) {
                self.moved_rows.push(row);
            }
        }
    }

    fn forget_rows(&mut self) {
        for row in self.moved_rows.drain(..) {
            self.by_row[row as usize] = 0.0;
            self.is_row_moved[row as usize] = false;
        }
    }

    fn move_key(&mut self, commodity: u32, by: f64) {
        if !self.is_key_moved[commodity as usize] {
            self.is_key_moved[commodity as usize] = true;
            self.moved_keys.push(commodity);
        }
        self.by_key[commodity as usize] += by;
    }

    /// Computes the direction in which a unit of what enters moves the basis; returns by how much rows
    /// that are full would not stay so, which is rounding.
    pub(super) fn aim(&mut self, entering: Entering) -> f64 {
        self.forget_rows();
        for commodity in self.moved_keys.drain(..) {
            self.by_key[commodity as usize] = 0.0;
            self.is_key_moved[commodity as usize] = false;
        }
        self.by_slot.clear();
        self.by_slot.resize(self.slots.len(), 0.0);
        match entering {
            Entering::Rest(slot) => self.by_slot.copy_from_slice(self.inverse.of_row(slot)),
            Entering::Column(column) => {
                let commodity = self.columns.commodity[column as usize];
                self.move_rows(column, 1.0);
                self.move_rows(self.key[commodity as usize], -1.0);
                for &row in &self.moved_rows {
                    let (slot, by) = (self.full_slot[row as usize], self.by_row[row as usize]);
                    if slot != NONE && by != 0.0 {
                        self.inverse.add(slot as usize, by, &mut self.by_slot);
                    }
                }
                self.move_key(commodity, 1.0);
            }
        }
        for slot in 0..self.slots.len() {
            let by = self.by_slot[slot];
            if by.abs() < NOISE {
                self.by_slot[slot] = 0.0;
                continue;
            }
            let column = self.slots[slot];
            self.move_rows(column, -by);
            self.move_key(self.columns.commodity[column as usize], -by);
        }
        for at in 0..self.moved_keys.len() {
            let commodity = self.moved_keys[at] as usize;
            let mut by = self.by_key[commodity];
            if let Entering::Column(column) = entering
                && self.columns.commodity[column as usize] as usize == commodity
            {
                // The entering column itself was counted less its key.
                by -= 1.0;
            }
            if self.by_key[commodity].abs() < NOISE {
                self.by_key[commodity] = 0.0;
            }
            if by != 0.0 {
                self.move_rows(self.key[commodity], -by);
            }
        }
        self.how_far_off(entering)
    }

    fn how_far_off(&self, entering: Entering) -> f64 {
        let own = match entering {
            Entering::Rest(slot) => self.full[slot],
            Entering::Column(_) => NONE,
        };
        let mut off: f64 = 0.0;
        for &row in &self.moved_rows {
            if self.full_slot[row as usize] != NONE {
                let more = if row == own { 1.0 } else { 0.0 };
                off = off.max((self.by_row[row as usize] + more).abs());
            }
        }
        off
    }

    /// What all of it costs.
    pub(super) fn objective(&self) -> f64 {
        let keys = self.key.iter().zip(&self.key_value);
        let all = keys.chain(self.slots.iter().zip(&self.value));
        all.map(|(&column, value)| self.columns.cost[column as usize] * value)
            .sum()
    }

    /// Forgets columns out of the basis that `drop`.
    pub(super) fn forget(&mut self, drop: impl Fn(u32) -> bool) {
        let n_commodities = self.demand.len();
        let place = &self.place;
        let stays = |column: u32| {
            (column as usize) < n_commodities || place[column as usize] != NONE || !drop(column)
        };
        let numbers = self.columns.retain(stays);
        let renamed = |column: &u32| numbers[*column as usize].unwrap_or(NONE);
        let kept = self
            .place
            .iter()
            .zip(&numbers)
            .filter(|(_, number)| number.is_some());
        self.place = kept.map(|(place, _)| *place).collect();
        for columns in self
            .users
            .iter_mut()
            .chain([&mut self.key, &mut self.slots])
        {
            for column in columns {
                *column = renamed(column);
            }
        }
    }
}

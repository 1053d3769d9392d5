//! The paths that are known, as columns of the master program.
//!
//! Does not know: bases, values, where paths come from.

/// Columns, each a way to move one commodity. The first of each commodity, with its number, leaves
/// demand unmet; it has no entries and no arcs.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) commodity: Vec<u32>,
    /// What a unit costs.
    pub(super) cost: Vec<f64>,
    first_entry: Vec<usize>,
    /// Row and what a unit takes of it, in ascending order of rows.
    entries: Vec<(u32, f64)>,
    first_arc: Vec<usize>,
    arcs: Vec<u32>,
    /// Columns of each commodity, in ascending order.
    pub(super) of: Vec<Vec<u32>>,
}

impl Columns {
    /// The columns that leave the demand of each commodity unmet, at these costs.
    pub(super) fn new(penalties: &[f64]) -> Self {
        let mut columns = Columns {
            first_entry: vec![0],
            first_arc: vec![0],
            of: vec![Vec::new(); penalties.len()],
            ..Columns::default()
        };
        for (commodity, &penalty) in (0..).zip(penalties) {
            columns.add(commodity, penalty, &[], &[]);
        }
        columns
    }

    pub(super) fn len(&self) -> usize {
        self.cost.len()
    }

    pub(super) fn add(&mut self, commodity: u32, cost: f64, entries: &[(u32, f64)], arcs: &[u32]) {
        let column = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.commodity.push(commodity);
        self.cost.push(cost);
        self.entries.extend_from_slice(entries);
        self.first_entry.push(self.entries.len());
        self.arcs.extend_from_slice(arcs);
        self.first_arc.push(self.arcs.len());
        self.of[commodity as usize].push(column);
    }

    pub(super) fn entries(&self, column: u32) -> &[(u32, f64)] {
        let column = column as usize;
        &self.entries[self.first_entry[column]..self.first_entry[column + 1]]
    }

    pub(super) fn arcs(&self, column: u32) -> &[u32] {
        let column = column as usize;
        &self.arcs[self.first_arc[column]..self.first_arc[column + 1]]
    }

    /// What a unit of `column` takes of `row`.
    pub(super) fn entry(&self, column: u32, row: u32) -> f64 {
        let entries = self.entries(column);
        match entries.binary_search_by_key(&row, |entry| entry.0) {
            Ok(at) => entries[at].1,
            Err(_) => 0.0,
        }
    }

    /// What a unit of `column` pays for what it takes.
    pub(super) fn rent(&self, column: u32, rents: &[f64]) -> f64 {
        let entries = self.entries(column).iter();
        entries.map(|&(row, part)| part * rents[row as usize]).sum()
    }

    /// The path of `commodity` along these arcs, if it is there.
    pub(super) fn find(&self, commodity: u32, arcs: &[u32]) -> Option<u32> {
        let of = self.of[commodity as usize].iter().skip(1);
        of.copied().find(|&column| self.arcs(column) == arcs)
    }

    /// Leaves only columns that `keep`; returns the new number of each.
    pub(super) fn retain(&mut self, keep: impl Fn(u32) -> bool) -> Vec<Option<u32>> {
        let old = std::mem::take(self);
        self.first_entry = vec![0];
        self.first_arc = vec![0];
        self.of = vec![Vec::new(); old.of.len()];
        let mut numbers = Vec::with_capacity(old.len());
        for column in (0..u32::MAX).take(old.len()) {
            if !keep(column) {
                numbers.push(None);
                continue;
            }
            numbers.push(u32::try_from(self.len()).ok());
            let at = column as usize;
            let (entries, arcs) = (old.entries(column), old.arcs(column));
            self.add(old.commodity[at], old.cost[at], entries, arcs);
        }
        numbers
    }
}

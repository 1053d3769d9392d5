//! The numbers of a problem, checked, and as the simplex method uses them.
//!
//! Lower bounds are moved to 0. No arc needs to carry more than all supplies and all arcs that can
//! be on a cycle that pays, so that large capacities are lowered to that, and all sums stay small.
//!
//! Does not know: trees.

use super::{Instance, Large, Status, UNLIMITED};

/// Capacity of arcs that take any amount, and of artificial arcs; others have less.
pub(super) const PLENTY: i64 = 1 << 62;

/// A problem, its arcs sorted by tail.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// Tail and head, by place.
    pub(super) ends: Vec<(u32, u32)>,
    /// The arc at each place, and the place of each arc.
    pub(super) arc: Vec<u32>,
    place: Vec<u32>,
    pub(super) lower: Vec<i64>,
    pub(super) upper: Vec<i64>,
    pub(super) cost: Vec<i64>,
    /// By node, as given.
    pub(super) supply: Vec<i64>,
    /// By place: upper less lower bound, or as much of it as can count; [`PLENTY`] if unlimited.
    pub(super) capacity: Vec<i64>,
    /// By node: supply less what lower bounds take away.
    pub(super) surplus: Vec<i64>,
}

impl Bounds {
    pub(super) fn new(instance: &Instance) -> Self {
        let n_arcs = instance.arcs.len().min(u32::MAX as usize);
        let mut arc: Vec<u32> = (0..u32::MAX).take(n_arcs).collect();
        arc.sort_by_key(|&arc| instance.arcs[arc as usize].0);
        let mut place = vec![0; n_arcs];
        for (at, &arc) in (0..).zip(&arc) {
            place[arc as usize] = at;
        }
        let sorted = |values: &[i64]| -> Vec<i64> {
            let value = |&arc: &u32| values.get(arc as usize).copied().unwrap_or(0);
            arc.iter().map(value).collect()
        };
        let mut supply = instance.supply.to_vec();
        supply.resize(instance.n_nodes, 0);
        Bounds {
            ends: arc.iter().map(|&arc| instance.arcs[arc as usize]).collect(),
            place,
            lower: sorted(instance.lower),
            upper: sorted(instance.upper),
            cost: sorted(instance.cost),
            supply,
            capacity: vec![0; n_arcs],
            surplus: vec![0; instance.n_nodes],
            arc,
        }
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.supply.len()
    }

    pub(super) fn place_of(&self, arc: u32) -> Option<usize> {
        self.place.get(arc as usize).map(|&place| place as usize)
    }

    /// Checks all numbers, and computes `capacity` and `surplus`. Returns what a unit on an
    /// artificial arc should cost: more than any path.
    pub(super) fn prepare(&mut self) -> Result<i64, Status> {
        self.check_arcs()?;
        let surplus: i128 = self.supply.iter().map(|&s| i128::from(s)).sum();
        if surplus != 0 {
            return Err(Status::Unbalanced { surplus });
        }
        self.move_lower_bounds()?;
        self.lower_capacities()?;
        self.dear()
    }

    fn check_arcs(&self) -> Result<(), Status> {
        let most = 1 << 31;
        if self.n_nodes() >= most || self.ends.len() >= most {
            return Err(too_large(Large::Counts));
        }
        let n_nodes = self.n_nodes();
        // The least arc of all that are at fault.
        let mut faults = self
            .arc
            .iter()
            .zip(&self.ends)
            .filter(|(_, ends)| (ends.0.max(ends.1)) as usize >= n_nodes);
        if let Some((&arc, _)) = faults.next() {
            let arc = faults.map(|(&arc, _)| arc).fold(arc, u32::min);
            return Err(Status::NoSuchNode { arc });
        }
        let bounds = self.lower.iter().zip(&self.upper);
        let crossed = self.arc.iter().zip(bounds).filter(|(_, (l, u))| l > u);
        match crossed.map(|(&arc, _)| arc).min() {
            Some(arc) => Err(Status::Crossed { arc }),
            None => Ok(()),
        }
    }

    fn move_lower_bounds(&mut self) -> Result<(), Status> {
        self.surplus.copy_from_slice(&self.supply);
        let mut moved: Option<()> = Some(());
        for (&(tail, head), &lower) in self.ends.iter().zip(&self.lower) {
            if lower == 0 || tail == head {
                continue;
            }
            let mut add = |node: u32, amount: Option<i64>| {
                let surplus = &mut self.surplus[node as usize];
                let sum = amount.and_then(|amount| surplus.checked_add(amount));
                *surplus = sum.unwrap_or(0);
                moved = moved.and(sum.map(drop));
            };
            add(tail, lower.checked_neg());
            add(head, Some(lower));
        }
        let total = |sign: i128| -> i128 {
            let signed = self.surplus.iter().map(|&s| sign * i128::from(s));
            signed.filter(|&s| s > 0).sum()
        };
        if moved.is_none() || total(1) >= i128::from(PLENTY / 2) {
            return Err(too_large(Large::Flows));
        }
        Ok(())
    }

    /// A cheapest flow is made of paths from surplus to deficit and of cycles that cost less than
    /// 0; such a cycle has an arc that does, and one with a limit, or there is no cheapest flow.
    fn lower_capacities(&mut self) -> Result<(), Status> {
        let mut pays = 0_i128;
        let mut all = 0_i128;
        let mut pays_without_limit = false;
        for place in 0..self.ends.len() {
            let width = i128::from(self.upper[place]) - i128::from(self.lower[place]);
            let is_unlimited = self.upper[place] == UNLIMITED;
            if !is_unlimited {
                all += width;
            }
            if self.cost[place] < 0 {
                pays += if is_unlimited { 0 } else { width };
                pays_without_limit |= is_unlimited;
            }
        }
        let sent = self.surplus.iter().filter(|s| **s > 0);
        let sent: i128 = sent.map(|&s| i128::from(s)).sum();
        // One more than any arc needs, so that no price rests on such a limit.
        let most = sent + if pays_without_limit { all } else { pays } + 1;
        for place in 0..self.ends.len() {
            let width = i128::from(self.upper[place]) - i128::from(self.lower[place]);
            let narrow = if self.cost[place] < 0 {
                width
            } else {
                width.min(most)
            };
            self.capacity[place] = match i64::try_from(narrow) {
                _ if self.upper[place] == UNLIMITED => PLENTY,
                Ok(narrow) if narrow < PLENTY / 2 => narrow,
                _ => return Err(too_large(Large::Flows)),
            };
        }
        Ok(())
    }

    fn dear(&self) -> Result<i64, Status> {
        let greatest = self.cost.iter().map(|cost| cost.unsigned_abs()).max();
        let n_nodes = self.n_nodes() as u128 + 2;
        let dear = u128::from(greatest.unwrap_or(0)) * n_nodes + 1;
        match i64::try_from(dear) {
            Ok(dear) if dear < i64::MAX / 16 => Ok(dear),
            _ => Err(too_large(Large::Costs)),
        }
    }
}

fn too_large(what: Large) -> Status {
    Status::TooLarge { what }
}

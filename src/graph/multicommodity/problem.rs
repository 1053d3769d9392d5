//! What is to be moved, over which network, and what is wrong with it.
//!
//! Does not know: how it is solved.

/// Goods that share costs and the arcs that they may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What a unit costs, by arc; infinite where the class may not go. Not negative.
    pub cost: Vec<f64>,
    /// How much of a capacity a unit takes, as TEU a tonne; 0 if it takes none.
    pub equivalents: f64,
}

/// An amount that is to go from one node to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commodity {
    /// Where it is.
    pub origin: u32,
    /// Where it is to go.
    pub destination: u32,
    /// The place of its class in [`Problem::classes`].
    pub class: u32,
    /// How much, in the unit of the class.
    pub demand: f64,
    /// What each unit costs that is not moved.
    pub penalty: f64,
}

/// A capacity that several arcs share: of a hub, of a transfer, of a line used both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// Arc, and how much of the capacity each equivalent on it takes; arcs named twice add up.
    pub entries: Vec<(u32, f64)>,
    /// Most that they may take together; may be infinite.
    pub capacity: f64,
}

/// A min-cost multicommodity flow problem.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Number of nodes.
    pub n_nodes: usize,
    /// Tail and head, by arc.
    pub arcs: Vec<(u32, u32)>,
    /// Most equivalents that an arc carries, by arc; may be infinite.
    pub capacity: Vec<f64>,
    /// Classes of goods.
    pub classes: Vec<Class>,
    /// What is to be moved.
    pub commodities: Vec<Commodity>,
    /// Shared capacities.
    pub bundles: Vec<Bundle>,
}

/// A capacity, and so a row of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// That of an arc.
    Arc(u32),
    /// That of a bundle.
    Bundle(u32),
}

/// Why a problem or a change of it was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An arc, commodity or bundle names a node, arc or class that is not there, or a change does.
    NotThere,
    /// There are not as many capacities or costs as arcs.
    Length,
    /// The cost of this arc for this class is negative or not a number.
    Cost {
        /// The class.
        class: u32,
        /// The arc.
        arc: u32,
    },
    /// Demand or penalty of this commodity is negative, infinite or not a number.
    Commodity(u32),
    /// This capacity is negative or not a number.
    Capacity(Row),
    /// The equivalents of this class, or what an arc takes of this bundle, are negative, infinite or
    /// not a number.
    Equivalents(u32),
    /// There are more arcs, commodities or bundles than can be counted in 31 bits.
    TooLarge,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::NotThere => f.write_str(
                "the allocation names a node, arc, class or commodity that is not there; check its numbers",
            ),
            Fault::Length => {
                f.write_str("the allocation needs one capacity and, for each class, one cost for each arc")
            }
            Fault::Cost { class, arc } => write!(
                f,
                "the cost of arc {arc} for class {class} is negative or not a number; costs must be at least 0"
            ),
            Fault::Commodity(commodity) => write!(
                f,
                "demand or penalty of commodity {commodity} is not a finite number of at least 0; correct it"
            ),
            Fault::Capacity(Row::Arc(arc)) => write!(
                f,
                "the capacity of arc {arc} is negative or not a number; it must be at least 0"
            ),
            Fault::Capacity(Row::Bundle(bundle)) => write!(
                f,
                "the shared capacity {bundle} is negative or not a number; it must be at least 0"
            ),
            Fault::Equivalents(which) => write!(
                f,
                "what class or shared capacity {which} takes a unit is not a finite number of at least 0; correct it"
            ),
            Fault::TooLarge => f.write_str("the allocation has too many arcs or commodities; leave some out"),
        }
    }
}

impl std::error::Error for Fault {}

/// Whether a number is finite and not negative.
pub(super) fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

impl Problem {
    /// Looks for the first thing that is wrong.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let is_too_many = |count: usize| count > i32::MAX as usize / 2;
        if is_too_many(
            self.arcs
                .len()
                .max(self.commodities.len())
                .max(self.bundles.len()),
        ) {
            return Err(Fault::TooLarge);
        }
        let is_node = |node: u32| (node as usize) < self.n_nodes;
        let n_arcs = self.arcs.len();
        if !self
            .arcs
            .iter()
            .all(|&(tail, head)| is_node(tail) && is_node(head))
        {
            return Err(Fault::NotThere);
        }
        if self.capacity.len() != n_arcs || self.classes.iter().any(|c| c.cost.len() != n_arcs) {
            return Err(Fault::Length);
        }
        for (arc, &capacity) in (0..).zip(&self.capacity) {
            if capacity.is_nan() || capacity < 0.0 {
                return Err(Fault::Capacity(Row::Arc(arc)));
            }
        }
        for (class, of_class) in (0..).zip(&self.classes) {
            if !is_amount(of_class.equivalents) {
                return Err(Fault::Equivalents(class));
            }
            let mut costs = (0..).zip(&of_class.cost);
            if let Some((arc, _)) = costs.find(|(_, cost)| cost.is_nan() || **cost < 0.0) {
                return Err(Fault::Cost { class, arc });
            }
        }
        for (number, commodity) in (0..).zip(&self.commodities) {
            let is_class = (commodity.class as usize) < self.classes.len();
            if !is_node(commodity.origin) || !is_node(commodity.destination) || !is_class {
                return Err(Fault::NotThere);
            }
            if !is_amount(commodity.demand) || !is_amount(commodity.penalty) {
                return Err(Fault::Commodity(number));
            }
        }
        for (number, bundle) in (0..).zip(&self.bundles) {
            if bundle.capacity.is_nan() || bundle.capacity < 0.0 {
                return Err(Fault::Capacity(Row::Bundle(number)));
            }
            if bundle
                .entries
                .iter()
                .any(|entry| entry.0 as usize >= n_arcs)
            {
                return Err(Fault::NotThere);
            }
            if bundle.entries.iter().any(|entry| !is_amount(entry.1)) {
                return Err(Fault::Equivalents(number));
            }
        }
        Ok(())
    }
}

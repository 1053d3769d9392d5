//! Sums of a matrix over some of its cells, each with where it comes from.
//!
//! Does not know: how the matrix was fitted.

use super::margins::{Heading, Held, Kind};
use super::matrix::{Cell, Demand};
use crate::model::ids::NodeId;
use crate::model::names::Names;
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;

/// Some cells of a matrix: those that have everything that is set here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    /// Of a zone.
    pub zone: Option<usize>,
    /// Of a port.
    pub port: Option<usize>,
    /// In a direction.
    pub heading: Option<Heading>,
    /// Of a class.
    pub class: Option<usize>,
    /// From or to an inland hub.
    pub hub: Option<NodeId>,
}

impl Slice {
    /// The same, of a zone.
    #[must_use]
    pub fn zone(self, zone: usize) -> Self {
        let zone = Some(zone);
        Self { zone, ..self }
    }

    /// The same, of a port.
    #[must_use]
    pub fn port(self, port: usize) -> Self {
        let port = Some(port);
        Self { port, ..self }
    }

    /// The same, in a direction.
    #[must_use]
    pub fn heading(self, heading: Heading) -> Self {
        let heading = Some(heading);
        Self { heading, ..self }
    }

    /// The same, of a class.
    #[must_use]
    pub fn class(self, class: usize) -> Self {
        let class = Some(class);
        Self { class, ..self }
    }

    /// The same, from or to an inland hub.
    #[must_use]
    pub fn hub(self, hub: NodeId) -> Self {
        let hub = Some(hub);
        Self { hub, ..self }
    }

    /// One cell.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        Self {
            zone: Some(cell.zone),
            port: Some(cell.port),
            heading: Some(cell.heading),
            class: Some(cell.class),
            hub: Some(cell.hub()),
        }
    }

    /// Whether a cell is among them.
    #[must_use]
    pub fn has(&self, cell: &Cell) -> bool {
        self.covers(&Self::of(cell))
    }

    /// Whether the cells of another slice are all among them.
    fn covers(&self, other: &Self) -> bool {
        (self.zone.is_none() || self.zone == other.zone)
            && (self.port.is_none() || self.port == other.port)
            && (self.heading.is_none() || self.heading == other.heading)
            && (self.class.is_none() || self.class == other.class)
            && (self.hub.is_none() || self.hub == other.hub)
    }
}

/// What the cells of a slice add up to, with its provenance: what the fit was held to is total × share,
/// and anything else rests on the gravity model too.
#[must_use]
pub fn number_of(demand: &Demand, slice: Slice) -> Sourced {
    let mut number = of_cells(demand, slice);
    number.year = Some(demand.year);
    number
}

/// What a cell holds, with its provenance.
#[must_use]
pub fn cell_number(demand: &Demand, cell: &Cell) -> Sourced {
    number_of(demand, Slice::of(cell))
}

/// The sum of all cells: what they are fitted to is an input of it, and its range is theirs.
fn of_all(demand: &Demand) -> Sourced {
    let total = &demand.total;
    let inputs = vec![Input::worded("demand.total", total)];
    let value = demand.sum(Slice::default());
    let number = Sourced::by_formula(value, Unit::TeuPerYear, "", inputs);
    let number = number.with_note_in_both(&Names::worded("demand.formula.all"));
    Sourced {
        low: total.low,
        high: total.high,
        ..number
    }
}

fn of_cells(demand: &Demand, slice: Slice) -> Sourced {
    if slice == Slice::default() && demand.fit.is_balanced() {
        return of_all(demand);
    }
    let held = |slice: Slice| {
        let shares = demand.held.iter();
        shares
            .filter(|_| demand.fit.is_balanced())
            .find(move |held| held.slice == slice)
    };
    if let Some(held) = held(slice) {
        return of_share(demand, held);
    }
    // A class in both directions is held in each.
    let ways = Heading::ALL.map(|heading| Some((heading, held(slice.heading(heading))?)));
    if let (None, Some(_), [Some(north), Some(south)]) = (slice.heading, slice.class, ways) {
        let term = |(heading, held): (Heading, &Held)| {
            Input::worded(heading.words_key(), &of_share(demand, held))
        };
        let terms = vec![term(north), term(south)];
        return Sourced::sum(demand.sum(slice), Unit::TeuPerYear, terms);
    }
    let beta = demand.beta.value.to_string();
    let formula = Names::filled("demand.formula.part", &[&beta]);
    let mut inputs = vec![Input::worded("demand.total", &demand.total)];
    let covering = demand.held.iter().filter(|held| held.slice.covers(&slice));
    let shifting = demand.held.iter().filter(|held| held.shifts(slice));
    inputs.extend(covering.chain(shifting).map(|held| Input {
        names: names_of(held),
        number: held.share.clone(),
    }));
    inputs.push(Input::worded("demand.beta", &demand.beta));
    let number = Sourced::by_formula(demand.sum(slice), Unit::TeuPerYear, "", inputs);
    let mut number = number.with_note_in_both(&formula);
    // That the split follows the gravity model at all is an assumption.
    number.status = number.status.max(Status::Assumed);
    number
}

/// What the fit was held to: total × share, and × share of its direction.
fn of_share(demand: &Demand, held: &Held) -> Sourced {
    let total = &demand.total;
    let mut inputs = vec![
        Input::worded("demand.total", total),
        Input {
            names: held.names.clone(),
            number: held.share.clone(),
        },
    ];
    let mut formula = format!("{} × {}", total.grouped(), held.share.value);
    let mut range = [
        low(total) * low(&held.share),
        high(total) * high(&held.share),
    ];
    if let Some(within) = &held.within {
        formula = format!("{formula} × {}", within.value);
        inputs.push(Input {
            names: heading_names(demand, held),
            number: within.clone(),
        });
        range = [range[0] * low(within), range[1] * high(within)];
    }
    let number = Sourced::by_formula(total.value * held.part, Unit::TeuPerYear, &formula, inputs);
    number.with_range(range[0], range[1])
}

impl Held {
    /// Whether it moves what some cells hold without counting them: a share of one zone in one
    /// direction leaves the rest of that direction to the other zones, and the rest of the zone to
    /// the other direction.
    fn shifts(&self, slice: Slice) -> bool {
        self.kind == Kind::ZoneHeading && !self.slice.covers(&slice)
    }
}

/// What a share is called: that of a zone in one direction says the direction.
fn names_of(held: &Held) -> Names {
    match (held.kind, held.slice.heading) {
        (Kind::ZoneHeading, Some(heading)) => {
            let way = Names::worded(heading.words_key());
            Names::new(
                &format!("{}, {}", held.names.en, way.en),
                &format!("{}，{}", held.names.zh, way.zh),
            )
        }
        _ => held.names.clone(),
    }
}

fn low(number: &Sourced) -> f64 {
    number.low.unwrap_or(number.value)
}

fn high(number: &Sourced) -> f64 {
    number.high.unwrap_or(number.value)
}

fn heading_names(demand: &Demand, held: &Held) -> Names {
    let of =
        |share: &&Held| share.kind == Kind::Heading && share.slice.heading == held.slice.heading;
    let share = demand.held.iter().find(of);
    share.map(|share| share.names.clone()).unwrap_or_default()
}

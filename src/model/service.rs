//! Named services: timetabled trains, sailings and lorries, boarded at hubs.
//!
//! Does not know: which path uses one.

use super::ids::{Key, NodeId};
use super::link::Mode;
use super::names::Names;
use super::sourced::{Input, Sourced};
use super::unit::Unit;

/// A named service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// How it moves.
    pub mode: Mode,
    /// Track gauge in millimeters, where it is a train and the table says.
    pub gauge_mm: Option<u16>,
    /// Hubs where it is boarded and left, in order; at least two.
    pub stops: Vec<NodeId>,
    /// Departures a week each way.
    pub departures_per_week: Sourced,
    /// Hours from the first stop to the last, where published.
    pub hours: Option<Sourced>,
    /// Where it is published.
    pub source: String,
}

/// Hours of a week.
const HOURS_PER_WEEK: f64 = 168.0;

impl Service {
    /// The mean wait before boarding, hours: half the headway (random arrival at a service of even
    /// headway; Osuna and Newell, *Control strategies for an idealized public transportation
    /// system*, Transportation Science 6, 1972).
    #[must_use]
    pub fn wait(&self) -> Option<Sourced> {
        let departures = &self.departures_per_week;
        let wait = |per_week: f64| HOURS_PER_WEEK / per_week / 2.0;
        if departures.value <= 0.0 {
            return None;
        }
        let formula = Names::filled("formula.wait", &[&departures.value.to_string()]);
        let inputs = vec![Input::worded("service.departures", departures)];
        let hours = Sourced::by_formula(wait(departures.value), Unit::Hours, "", inputs);
        let hours = hours.with_note_in_both(&formula);
        Some(match (departures.low, departures.high) {
            (Some(low), Some(high)) if low > 0.0 => hours.with_range(wait(high), wait(low)),
            _ => hours,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sourced::Status;

    #[test]
    fn two_sailings_a_week_are_waited_for_42_hours() {
        let departures = Sourced::new(2.0, Unit::Named("/week"), Status::Assumed);
        let service = Service {
            key: Key::new("a"),
            names: Names::new("A", "甲"),
            mode: Mode::Sea,
            gauge_mm: None,
            stops: Vec::new(),
            departures_per_week: departures.with_range(1.0, 7.0),
            hours: None,
            source: String::new(),
        };
        let wait = service.wait().unwrap();
        assert!((wait.value - 42.0).abs() < 1e-12);
        assert_eq!((wait.low, wait.high), (Some(12.0), Some(84.0)));
    }
}

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

/// The mean wait for the next departure of any of several services, hours: half the headway of all
/// their departures together (Spiess and Florian, *Optimal strategies: a new assignment model for
/// transit networks*, Transportation Research B 23, 1989). `None` where none departs, and where it
/// would be `cap` or longer: then `cap` counts.
#[must_use]
pub fn combined_wait(services: &[&Service], cap: &Sourced) -> Option<Sourced> {
    let sum = |of: fn(&Sourced) -> f64| -> f64 {
        let each = services
            .iter()
            .map(|service| of(&service.departures_per_week));
        each.sum()
    };
    let per_week = sum(|number| number.value);
    let wait = |per_week: f64| (HOURS_PER_WEEK / per_week / 2.0).min(cap.value);
    if per_week <= 0.0 || wait(per_week) >= cap.value {
        return None;
    }
    let formula = format!("168 h ÷ {per_week} a week ÷ 2");
    let input = |service: &&Service| Input {
        names: service.names.clone(),
        number: service.departures_per_week.clone(),
    };
    let inputs = services.iter().map(input).collect();
    let hours = Sourced::by_formula(wait(per_week), Unit::Hours, &formula, inputs);
    let low = sum(|number| number.low.unwrap_or(number.value));
    let high = sum(|number| number.high.unwrap_or(number.value));
    Some(hours.with_range(wait(high), wait(low)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sourced::Status;

    fn service(per_week: f64) -> Service {
        let departures = Sourced::new(per_week, Unit::Named("/week"), Status::Assumed);
        Service {
            key: Key::new("a"),
            names: Names::new("A", "甲"),
            mode: Mode::Sea,
            gauge_mm: None,
            stops: Vec::new(),
            departures_per_week: departures.with_range(1.0, 7.0),
            hours: None,
            source: String::new(),
        }
    }

    #[test]
    fn two_sailings_a_week_are_waited_for_42_hours() {
        let wait = service(2.0).wait().unwrap();
        assert!((wait.value - 42.0).abs() < 1e-12);
        assert_eq!((wait.low, wait.high), (Some(12.0), Some(84.0)));
    }

    #[test]
    fn services_together_are_waited_for_less_and_never_as_long_as_the_cap() {
        let cap = Sourced::assumed(42.0, Unit::Hours, "cap");
        let (two, five) = (service(2.0), service(5.0));
        let wait = |of: &[&Service]| combined_wait(of, &cap).map(|wait| wait.value);
        assert_eq!(wait(&[&two, &five]), Some(12.0));
        assert_eq!(wait(&[&two]), None);
        assert_eq!(wait(&[&service(0.0)]), None);
        assert_eq!(wait(&[]), None);
        let wait = combined_wait(&[&two, &five], &cap).unwrap();
        assert_eq!((wait.low, wait.high), (Some(6.0), Some(42.0)));
        assert_eq!(wait.basis.inputs().len(), 2);
    }
}

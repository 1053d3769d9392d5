//! Two scenarios side by side: every measure of each, their difference, and the same in plain words.
//!
//! Each side is measured by itself, with the same question and the same method; the same scenario twice
//! differs by exactly nothing. A difference is the second less the first. In percent it is by the first,
//! and there is none where that is nothing.
//!
//! Does not know: threads (a job runs it), files, the screen; how tables are laid out.

mod sentences;
mod table;

use std::sync::Arc;

pub use self::sentences::summary;
pub use self::table::as_text;
use super::demand::{NoDemand, Wanted, demand_under, wanted_under};
use super::evaluate::{Base, Under, evaluate};
use super::flows::readings::{FlowFigure, LinkReading, Quantity, Readings};
use super::flows::{FlowAnswer, FlowQuestion, flows};
use super::outcome::{Outcome, PathAnswer, Question, Throughput};
use super::provenance::{Measure, of_throughput, total};
use super::sentences::link_name;
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;
use crate::task::{Cancelled, Task};

/// What is measured of each side.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The ends of the way and of what can flow, with modes and weights.
    pub question: Question,
    /// How the matrix is put on the network; its year and growth hold where a scenario says nothing.
    pub flows: FlowQuestion,
}

/// One side, measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its name.
    pub names: Names,
    /// The matrix that it wants.
    pub wanted: Wanted,
    /// The best way and what can flow.
    pub outcome: Outcome,
    /// The flows of its year, or why there are none.
    pub flows: Result<Box<(FlowAnswer, Readings)>, NoDemand>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The best way.
    Way,
    /// What can flow.
    Throughput,
    /// What flows in the year.
    Flows,
}

/// One measure of both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its stable key, such as `way.hours` or `flows.rail.teu_km`.
    pub key: String,
    /// What it is about.
    pub group: Group,
    /// Its name.
    pub names: Names,
    /// Its unit.
    pub unit: Unit,
    /// Each side's number; `None` where there is none: no way, no limit, no demand.
    pub sides: [Option<Sourced>; 2],
    /// What each side's number is of, where that may differ: the most used link.
    pub of: [Option<Names>; 2],
}

impl Row {
    /// The second less the first.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        match &self.sides {
            [Some(a), Some(b)] => Some(b.value - a.value),
            _ => None,
        }
    }

    /// The same by the first, percent; nothing of nothing is nothing.
    #[must_use]
    pub fn difference_percent(&self) -> Option<f64> {
        let difference = self.difference()?;
        let first = self.sides[0].as_ref()?.value;
        let is_same = difference.abs() <= 0.0;
        if is_same {
            return Some(0.0);
        }
        (first.abs() > 0.0).then(|| difference / first.abs() * 100.0)
    }

    /// Whether both sides have the same number, or neither has one.
    #[must_use]
    pub fn is_same(&self) -> bool {
        match &self.sides {
            [None, None] => true,
            _ => self.difference().is_some_and(|by| by.abs() <= 0.0),
        }
    }
}

/// Measures a scenario.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn measured(
    base: &Base,
    facts: &Arc<Facts>,
    (names, scenario): (&Names, &Scenario),
    asked: &Asked,
    task: &Task,
) -> Result<Measured, Cancelled> {
    let outcome = evaluate(base, scenario, &asked.question, task)?;
    let facts = facts_under(facts, scenario);
    let wanted = wanted_under(scenario, asked.flows.wanted);
    let under = Under::of(base, scenario, &Question::default());
    let known = (&**under.network(), &*facts);
    let flows = match demand_under(base, known, scenario, wanted, task)? {
        Ok(demand) => {
            let question = FlowQuestion {
                wanted,
                ..asked.flows.clone()
            };
            let answer = flows(&under, &facts, demand, &question, None, task)?;
            let readings = Readings::of(&answer);
            Ok(Box::new((answer, readings)))
        }
        Err(why) => Err(why),
    };
    Ok(Measured {
        names: names.clone(),
        wanted,
        outcome,
        flows,
    })
}

/// All measures of two sides, in a fixed order.
#[must_use]
pub fn compared(a: &Measured, b: &Measured) -> Vec<Row> {
    let sides = [a, b];
    let mut rows: Vec<Row> = Measure::ALL.map(|measure| way(sides, measure)).into();
    rows.push(Row {
        key: "throughput".to_owned(),
        group: Group::Throughput,
        names: Names::worded("measure.throughput"),
        unit: Unit::TeuPerYear,
        sides: sides.map(|side| limit(&side.outcome)),
        of: [None, None],
    });
    rows.extend(of_flows(sides));
    rows
}

/// The keys of all measures that scenarios of a network can have, in their order.
#[must_use]
pub fn keys(network: &Network) -> Vec<String> {
    let mut keys: Vec<String> = Measure::ALL
        .map(|measure| format!("way.{}", word_of_way(measure)))
        .into();
    keys.push("throughput".to_owned());
    keys.extend(Quantity::ALL.map(|of| format!("flows.{}", word(of))));
    keys.push("flows.unmet".to_owned());
    for mode in Mode::ALL {
        keys.extend(OF_MODES.map(|of| format!("flows.{}.{}", mode.word(), word(of))));
    }
    for route in network
        .route_ids()
        .filter(|&id| network.is_corridor_route(id))
    {
        keys.push(format!("flows.{}.teu", network.route(route).key));
    }
    keys.push(format!("flows.other.{}", word(Quantity::Teu)));
    keys.push("flows.most_used".to_owned());
    keys
}

/// What is told of each mode.
const OF_MODES: [Quantity; 3] = [Quantity::TeuKm, Quantity::Yuan, Quantity::Co2];

fn word_of_way(measure: Measure) -> &'static str {
    match measure {
        Measure::Hours => "hours",
        Measure::Km => "km",
        Measure::Money => "yuan",
        Measure::Co2 => "co2_kg",
    }
}

fn way(sides: [&Measured; 2], measure: Measure) -> Row {
    let word = word_of_way(measure);
    let number = |side: &Measured| match &side.outcome.path {
        PathAnswer::Found { best, .. } => Some(total(&side.outcome.network, best, measure)),
        _ => None,
    };
    Row {
        key: format!("way.{word}"),
        group: Group::Way,
        names: Names::worded(measure.words_key()),
        unit: measure.unit(),
        sides: sides.map(number),
        of: [None, None],
    }
}

/// What can flow: nothing is a number, no limit is none.
fn limit(outcome: &Outcome) -> Option<Sourced> {
    match &outcome.throughput {
        Some(Throughput::Nothing) => Some(Sourced::new(0.0, Unit::TeuPerYear, Status::Derived)),
        Some(limited) => of_throughput(&outcome.network, limited),
        None => None,
    }
}

fn of_flows(sides: [&Measured; 2]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |key: String, names: Names, unit: Unit, figure: FlowFigure| {
        rows.push(Row {
            key,
            group: Group::Flows,
            names,
            unit,
            sides: sides.map(|side| figure_of(side, figure, unit)),
            of: [None, None],
        });
    };
    for of in Quantity::ALL {
        let names = Names::worded(of.words_key());
        let key = format!("flows.{}", word(of));
        add(key, names, of.unit(), FlowFigure::Total(of));
    }
    let unmet = Names::worded("flows.unmet");
    add(
        "flows.unmet".to_owned(),
        unmet,
        Unit::TeuPerYear,
        FlowFigure::Unmet,
    );
    let readings = || {
        sides
            .into_iter()
            .filter_map(|side| side.flows.as_ref().ok())
    };
    for mode in Mode::ALL {
        let is_used = |part: &super::flows::ByMode| part.mode == mode;
        if readings().any(|of| of.1.by_mode.iter().any(is_used)) {
            for of in OF_MODES {
                let names = joined(&Names::worded(mode.words_key()), of);
                let key = format!("flows.{}.{}", mode.word(), word(of));
                add(key, names, of.unit(), FlowFigure::Mode(mode, of));
            }
        }
    }
    let network = &sides[0].outcome.network;
    for route in network.route_ids().map(Some).chain([None]) {
        let is_used = |part: &super::flows::ByRoute| part.route == route;
        if readings().any(|of| of.1.by_route.iter().any(is_used)) {
            let (key, names) = match route {
                Some(id) => {
                    let route = network.route(id);
                    (route.key.to_string(), route.names.clone())
                }
                None => ("other".to_owned(), Names::worded("compare.other-routes")),
            };
            let figure = FlowFigure::Route(route, Quantity::Teu);
            add(
                format!("flows.{key}.teu"),
                joined(&names, Quantity::Teu),
                Unit::TeuPerYear,
                figure,
            );
        }
    }
    rows.push(most_used(sides));
    rows
}

fn word(of: Quantity) -> &'static str {
    match of {
        Quantity::Teu => "teu",
        Quantity::TeuKm => "teu_km",
        Quantity::TeuHours => "teu_hours",
        Quantity::Yuan => "yuan",
        Quantity::Co2 => "co2",
    }
}

fn joined(names: &Names, of: Quantity) -> Names {
    let what = Names::worded(of.words_key());
    let said = |lang| {
        let parts = [names.in_lang(lang), what.in_lang(lang)];
        crate::words::fill(lang, "compare.of", &parts)
    };
    Names::said(said)
}

/// A number of a side's flows; what is not there where there are flows is nothing.
fn figure_of(side: &Measured, figure: FlowFigure, unit: Unit) -> Option<Sourced> {
    let (answer, readings) = &**side.flows.as_ref().ok()?;
    let nothing = || Sourced::new(0.0, unit, Status::Derived);
    Some(
        readings
            .number(answer, None, figure)
            .unwrap_or_else(nothing),
    )
}

/// The link that carries the most by its capacity, one way; of equals the first.
fn most_used(sides: [&Measured; 2]) -> Row {
    let found = sides.map(|side| {
        let (answer, readings) = &**side.flows.as_ref().ok()?;
        let used = readings.links.iter().filter(|of| of.utilization.is_some());
        let share = |of: &LinkReading| of.utilization.unwrap_or(0.0);
        let most = used.reduce(|best, of| if share(of) > share(best) { of } else { best })?;
        let figure = FlowFigure::LinkUse(most.link, most.is_forward);
        let number = readings.number(answer, None, figure)?;
        let name = Names::said(|lang| link_name(&answer.network, most.link, lang));
        Some((number, name))
    });
    let [a, b] = found;
    let (a, a_of) = a.unzip();
    let (b, b_of) = b.unzip();
    Row {
        key: "flows.most_used".to_owned(),
        group: Group::Flows,
        names: Names::worded("compare.most-used"),
        unit: Unit::Named("%"),
        sides: [a, b],
        of: [a_of, b_of],
    }
}

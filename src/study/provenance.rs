//! Where results come from: the numbers that a path's totals and a throughput were computed from,
//! and how much of them rests on assumptions.
//!
//! Does not know: how a card shows it.

use super::outcome::{CutPart, Itinerary, Leg, Outcome, Passed, Step, Throughput, Transfer};
use super::sentences::{hub_limit_name, link_name, node_name};
use crate::model::defaults::{Defaults, ModeDefaults};
use crate::model::edit::NodeNumber;
use crate::model::link::{Direction, Mode};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::Node;
use crate::model::service::combined_wait;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::routing::itinerary::Sums;
use crate::words::{Lang, fill, text};

/// What a path counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Hours.
    Hours,
    /// Kilometers.
    Km,
    /// Yuan a TEU.
    Money,
    /// Kilograms CO2 equivalent a TEU.
    Co2,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hours, Self::Km, Self::Money, Self::Co2];

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Hours => Unit::Hours,
            Self::Km => Unit::Km,
            Self::Money => Unit::YuanPerTeu,
            Self::Co2 => Unit::KgPerTeu,
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Hours => "measure.hours",
            Self::Km => "measure.km",
            Self::Money => "measure.money",
            Self::Co2 => "measure.co2",
        }
    }

    /// Its part of a sum.
    #[must_use]
    pub fn of(self, sums: Sums) -> f64 {
        match self {
            Self::Hours => sums.hours(),
            Self::Km => sums.km(),
            Self::Money => sums.yuan(),
            Self::Co2 => sums.co2_kg(),
        }
    }
}

/// The total of a path, with its links and transfers as terms.
#[must_use]
pub fn total(network: &Network, way: &Itinerary, measure: Measure) -> Sourced {
    let mut terms = Vec::new();
    for step in &way.steps {
        match step {
            Step::Leg(leg) => terms.extend(leg_terms(network, leg, measure)),
            Step::Transfer(transfer) => terms.extend(transfer_terms(network, transfer, measure)),
        }
    }
    Sourced::sum(measure.of(way.totals), measure.unit(), terms)
}

/// What a leg comes to, with its links as terms.
#[must_use]
pub fn of_leg(network: &Network, leg: &Leg, measure: Measure) -> Sourced {
    let terms = leg_terms(network, leg, measure);
    Sourced::sum(measure.of(leg.sums), measure.unit(), terms)
}

/// What boarding, alighting or changing comes to, with what is paid for it as terms.
#[must_use]
pub fn of_transfer(network: &Network, transfer: &Transfer, measure: Measure) -> Sourced {
    let terms = transfer_terms(network, transfer, measure);
    Sourced::sum(measure.of(transfer.sums), measure.unit(), terms)
}

fn leg_terms(network: &Network, leg: &Leg, measure: Measure) -> Vec<Input> {
    let term = |passed: &Passed| {
        let link = network.link(passed.link);
        let number = match measure {
            Measure::Km => link.length.clone(),
            Measure::Hours => direction(network, *passed).hours.clone(),
            Measure::Money => direction(network, *passed).money.clone(),
            Measure::Co2 => direction(network, *passed).co2.clone(),
        };
        let name = |lang| link_name(network, passed.link, lang);
        Input {
            names: Names::new(&name(Lang::En), &name(Lang::Zh)),
            number,
        }
    };
    leg.links.iter().map(term).collect()
}

fn direction(network: &Network, passed: Passed) -> &Direction {
    let link = network.link(passed.link);
    match &link.backward {
        Some(backward) if !passed.is_forward => backward,
        _ => &link.forward,
    }
}

/// The terms of a transfer: leaving one mode, changing in the hub, boarding the next. A zero that
/// may not be anything else is left out of a sum of others, and the change where the way did not
/// pass through the handling of the hub.
fn transfer_terms(network: &Network, transfer: &Transfer, measure: Measure) -> Vec<Input> {
    let node = network.node(transfer.node);
    let defaults = network.defaults();
    let mut terms = Vec::new();
    let mut add = |key: &str, mode: Option<Mode>, number: &Sourced| {
        let name = |lang| {
            let mode = mode.map_or("", |mode| text(lang, mode.words_key()));
            fill(lang, key, &[node_name(network, transfer.node, lang), mode])
        };
        let may_be = number.high.unwrap_or(number.value).max(number.value);
        if may_be > 0.0 || measure.of(transfer.sums) == 0.0 {
            terms.push(Input {
                names: Names::new(&name(Lang::En), &name(Lang::Zh)),
                number: number.clone(),
            });
        }
    };
    let mut known = 0.0;
    if let Some(mode) = transfer.to
        && measure == Measure::Hours
    {
        let wait = waiting(network, transfer, mode);
        known += wait.value;
        add("term.wait", Some(mode), &wait);
    }
    if transfer.border != Sums::default()
        && let Some(number) = crossing(node, measure)
    {
        known += number.value;
        add("term.border", None, number);
    }
    if transfer.gauge != Sums::default()
        && let Some(number) = regauging(defaults, node, measure)
    {
        known += number.value;
        add("term.gauge", None, number);
    }
    let sides: [(&str, Option<Mode>, Costs); 2] = [
        ("term.alight", transfer.from, alighting),
        ("term.board", transfer.to, boarding),
    ];
    for (key, mode, costs) in sides {
        let Some(mode) = mode else { continue };
        let number = match measure {
            Measure::Co2 => (mode != Mode::Transfer).then_some(&defaults.lift_kg),
            Measure::Hours | Measure::Money | Measure::Km => costs(defaults.of(mode), measure),
        };
        if let Some(number) = number {
            known += number.value;
            add(key, Some(mode), number);
        }
    }
    if let Some(number) = changing(node, measure)
        && measure.of(transfer.sums) > known + number.value / 2.0
    {
        add("term.change", None, number);
    }
    terms
}

/// One side's cost of a measure.
type Costs = fn(&ModeDefaults, Measure) -> Option<&Sourced>;

fn boarding(costs: &ModeDefaults, measure: Measure) -> Option<&Sourced> {
    match measure {
        Measure::Hours => Some(&costs.board_hours),
        Measure::Money => Some(&costs.board_yuan),
        Measure::Km | Measure::Co2 => None,
    }
}

fn alighting(costs: &ModeDefaults, measure: Measure) -> Option<&Sourced> {
    match measure {
        Measure::Hours => Some(&costs.alight_hours),
        Measure::Money => Some(&costs.alight_yuan),
        Measure::Km | Measure::Co2 => None,
    }
}

fn changing(node: &Node, measure: Measure) -> Option<&Sourced> {
    match measure {
        Measure::Hours => Some(&node.transfer_hours),
        Measure::Money => Some(&node.transfer_money),
        Measure::Co2 => node.changes.of(NodeNumber::TransferCo2),
        Measure::Km => None,
    }
    .filter(|number| number.value > 0.0)
}

/// The mean wait for the next departure: of named services, or assumed for the mode.
fn waiting(network: &Network, transfer: &Transfer, mode: Mode) -> Sourced {
    let defaults = network.defaults();
    let services = transfer.services.iter();
    let named: Vec<_> = services.map(|&at| &network.services()[at]).collect();
    let assumed = &defaults.of(mode).wait_hours;
    combined_wait(&named, assumed).unwrap_or_else(|| assumed.clone())
}

fn crossing(node: &Node, measure: Measure) -> Option<&Sourced> {
    match measure {
        Measure::Hours => Some(&node.border_hours),
        Measure::Money => Some(&node.border_money),
        Measure::Co2 => node.changes.of(NodeNumber::BorderCo2),
        Measure::Km => None,
    }
}

/// What a change of gauge takes beside any change.
fn regauging<'a>(defaults: &'a Defaults, node: &'a Node, measure: Measure) -> Option<&'a Sourced> {
    let number = match measure {
        Measure::Hours => NodeNumber::GaugeHours,
        Measure::Money => NodeNumber::GaugeMoney,
        Measure::Co2 => NodeNumber::GaugeCo2,
        Measure::Km => return None,
    };
    defaults.of_gauge_change(node, number)
}

/// A limited throughput with what it rests on: the parts of its bottleneck first, then what may be the
/// bottleneck as well. `None` where there is no limit.
///
/// Its range is what flows with all capacities at their low and at their high ends. It is derived at
/// best, else as weak as the weakest of what it rests on; how much of it is assumed is told by the size
/// of the parts where the bottleneck is sure, and is all or nothing where other capacities may be it.
#[must_use]
pub fn of_throughput(network: &Network, throughput: &Throughput) -> Option<Sourced> {
    let Throughput::Limited {
        teu_per_year,
        bottleneck,
        sureness,
        ..
    } = throughput
    else {
        return None;
    };
    let parts = bottleneck.iter().chain(&sureness.rivals);
    let terms = parts.map(|part| cut_term(network, part)).collect();
    let value = teu(*teu_per_year);
    let cut = Names::worded("formula.cut");
    let number = if sureness.rivals.is_empty() {
        Sourced::sum(value, Unit::TeuPerYear, terms).with_note_in_both(&cut)
    } else {
        let said = Names::said(|lang| fill(lang, "formula.cut-rivals", &[cut.in_lang(lang)]));
        Sourced::by_formula(value, Unit::TeuPerYear, "", terms).with_note_in_both(&said)
    };
    let ends = sureness.range.map(|(low, high)| (teu(low), teu(high)));
    Some(Sourced {
        low: ends.map(|(low, _)| low),
        high: ends.map(|(_, high)| high),
        ..number
    })
}

#[expect(clippy::cast_precision_loss, reason = "TEU a year stay far below 2^53")]
pub(super) fn teu(whole: u64) -> f64 {
    whole as f64
}

/// A part of a bottleneck as a term.
pub(super) fn cut_term(network: &Network, part: &CutPart) -> Input {
    let name = |lang| match part {
        CutPart::Link { link, .. } => link_name(network, *link, lang),
        CutPart::Hub { node, limit, .. } => hub_limit_name(network, *node, *limit, lang),
    };
    Input {
        names: Names::said(name),
        number: part.capacity().clone(),
    }
}

/// How much of each shown result rests on what is assumed or without source, 0 to 1: the measures
/// of the path and the throughput, as far as there are any.
#[must_use]
pub fn assumed_shares(outcome: &Outcome) -> Vec<(&'static str, f64)> {
    use super::outcome::PathAnswer;
    let network = &outcome.network;
    let mut shares = Vec::new();
    if let PathAnswer::Found { best, .. } = &outcome.path {
        for measure in Measure::ALL {
            let total = total(network, best, measure);
            shares.push((measure.words_key(), total.assumed_share()));
        }
    }
    let throughput = outcome.throughput.as_ref();
    if let Some(number) = throughput.and_then(|found| of_throughput(network, found)) {
        shares.push(("measure.throughput", number.assumed_share()));
    }
    shares
}

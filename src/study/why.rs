//! Why one way is better than another: what each leg, wait, handling and border costs on either,
//! such that the differences add up to that of the totals.
//!
//! All are whole units of the criterion, so the sum is exact. Parts that both ways have are set
//! against each other: legs of a mode between the same hubs, and waits, handling and borders at the
//! same hub.
//! Does not know: which way is chosen; how it is drawn.

use super::outcome::{Criterion, Itinerary, Step, Sums, Weights};
use super::provenance::{Measure, of_leg, of_transfer};
use super::sentences::node_name;
use super::ways::{Figure, of_criterion};
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::words::{Lang, fill, text};

/// A part of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Moving by a mode between two hubs.
    Leg {
        /// The mode.
        mode: Mode,
        /// Where it begins.
        from: NodeId,
        /// Where it ends.
        to: NodeId,
    },
    /// Waiting for a departure at a hub.
    Wait(NodeId),
    /// Handling at a hub.
    Handling(NodeId),
    /// Crossing a border at a hub, on board.
    Border(NodeId),
    /// Changing the gauge at a hub, where that takes something of its own.
    Gauge(NodeId),
}

impl Part {
    /// Whether it is of the same kind: moving by one mode, waiting, handling, crossing borders.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Leg { mode, .. }, Self::Leg { mode: of, .. }) => mode == of,
            (Self::Wait(_), Self::Wait(_))
            | (Self::Handling(_), Self::Handling(_))
            | (Self::Border(_), Self::Border(_))
            | (Self::Gauge(_), Self::Gauge(_)) => true,
            _ => false,
        }
    }

    /// What it is, and where.
    #[must_use]
    pub fn in_words(self, network: &Network, lang: Lang) -> String {
        let name = |node| node_name(network, node, lang);
        match self {
            Self::Leg { mode, from, to } => {
                let mode = text(lang, mode.words_key());
                fill(lang, "why.leg", &[mode, name(from), name(to)])
            }
            Self::Wait(node) => fill(lang, "why.wait", &[name(node)]),
            Self::Handling(node) => fill(lang, "why.handling", &[name(node)]),
            Self::Border(node) => fill(lang, "why.border", &[name(node)]),
            Self::Gauge(node) => fill(lang, "term.gauge", &[name(node)]),
        }
    }
}

/// A part with what it costs on either way, in the whole unit of the criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The part.
    pub part: Part,
    /// On the way that is explained.
    pub this: u64,
    /// On the other one.
    pub other: u64,
}

impl Term {
    /// What it costs more on the way that is explained.
    #[must_use]
    pub fn more(&self) -> i128 {
        i128::from(self.this) - i128::from(self.other)
    }
}

/// The parts of two ways in the order of the first; what only the second has stands behind the last
/// part of its kind. Those that cost nothing on either are left out. What the terms cost more adds up to what the totals do.
#[must_use]
pub fn terms(
    this: &Itinerary,
    other: &Itinerary,
    criterion: Criterion,
    weights: Weights,
) -> Vec<Term> {
    let costs = |way| {
        let parts = parts(way).into_iter();
        parts.map(|(part, sums)| (part, criterion.cost(weights, sums)))
    };
    let mut terms: Vec<Term> = Vec::new();
    for (part, cost) in costs(this) {
        match terms.iter_mut().find(|term| term.part == part) {
            Some(term) => term.this = term.this.saturating_add(cost),
            None => terms.push(Term {
                part,
                this: cost,
                other: 0,
            }),
        }
    }
    let n_this = terms.len();
    // Where each term goes: behind the part of the first way that has its kind and number.
    let mut places: Vec<usize> = (0..n_this).collect();
    let mut passed: Vec<Part> = Vec::new();
    for (part, cost) in costs(other) {
        let number = passed.iter().filter(|of| of.is_like(part)).count();
        passed.push(part);
        if let Some(term) = terms.iter_mut().find(|term| term.part == part) {
            term.other = term.other.saturating_add(cost);
            continue;
        }
        let like = (0..n_this).filter(|&at| terms[at].part.is_like(part));
        let like: Vec<usize> = like.collect();
        let at = like.get(number).or(like.last());
        places.push(at.copied().unwrap_or(n_this));
        terms.push(Term {
            part,
            this: 0,
            other: cost,
        });
    }
    let mut placed: Vec<(usize, Term)> = places.into_iter().zip(terms).collect();
    placed.sort_by_key(|&(place, _)| place);
    let terms = placed.into_iter().map(|(_, term)| term);
    terms
        .filter(|term| term.this > 0 || term.other > 0)
        .collect()
}

/// The parts of a way in order, with their sums.
fn parts(way: &Itinerary) -> Vec<(Part, Sums)> {
    let mut parts = Vec::new();
    for step in &way.steps {
        match step {
            Step::Leg(leg) => {
                let part = Part::Leg {
                    mode: leg.mode,
                    from: leg.from,
                    to: leg.to,
                };
                parts.push((part, leg.sums));
            }
            Step::Transfer(transfer) => {
                let at = transfer.node;
                parts.push((Part::Border(at), transfer.border));
                parts.push((Part::Gauge(at), transfer.gauge));
                parts.push((Part::Handling(at), transfer.handling()));
                parts.push((Part::Wait(at), transfer.wait));
            }
        }
    }
    parts
}

/// A whole number of a criterion in the unit that people use: hours, yuan, kilometers, kilograms.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "for showing only")]
pub fn shown_units(criterion: Criterion, whole: i128) -> f64 {
    let a_unit = criterion.whole(1.0).max(1);
    whole as f64 / a_unit as f64
}

/// What a part costs more on a way than on another, with what it costs on either and what that is
/// computed from.
#[must_use]
pub fn number(
    network: &Network,
    (this, other): (&Itinerary, &Itinerary),
    term: &Term,
    criterion: Criterion,
) -> Sourced {
    let side = |way: &Itinerary, cost: u64| {
        let steps = way.steps.iter().filter(|step| has_part(step, term.part));
        let inputs = steps.flat_map(|step| inputs(network, step, criterion));
        let formula = match term.part {
            Part::Leg { .. } => "what moving costs on this way",
            _ => "this part of what the change at the hub costs",
        };
        let value = shown_units(criterion, i128::from(cost));
        Sourced::by_formula(
            value,
            of_criterion(criterion).unit(),
            formula,
            inputs.collect(),
        )
    };
    let sides = vec![
        Input::worded("ways.chosen", &side(this, term.this)),
        Input::worded("why.other", &side(other, term.other)),
    ];
    let value = shown_units(criterion, term.more());
    let formula = "the chosen way − the other way";
    Sourced::by_formula(value, of_criterion(criterion).unit(), formula, sides)
}

fn has_part(step: &Step, part: Part) -> bool {
    match (step, part) {
        (Step::Leg(leg), Part::Leg { mode, from, to }) => {
            (leg.mode, leg.from, leg.to) == (mode, from, to)
        }
        (
            Step::Transfer(at),
            Part::Wait(node) | Part::Handling(node) | Part::Border(node) | Part::Gauge(node),
        ) => at.node == node,
        _ => false,
    }
}

/// What a step comes to, by all measures that a criterion looks at.
fn inputs(network: &Network, step: &Step, criterion: Criterion) -> Vec<Input> {
    let measures = match of_criterion(criterion) {
        Figure::Of(measure) => vec![measure],
        Figure::Generalized => vec![Measure::Money, Measure::Hours, Measure::Co2],
    };
    let input = |measure: Measure| {
        let number = match step {
            Step::Leg(leg) => of_leg(network, leg, measure),
            Step::Transfer(transfer) => of_transfer(network, transfer, measure),
        };
        Input::worded(measure.words_key(), &number)
    };
    measures.into_iter().map(input).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::outcome::{Leg, Transfer};

    /// Sums that differ with every seed; a third of them nothing.
    fn sums(seed: u64) -> Sums {
        let of =
            |by: u64| (seed.wrapping_mul(by) >> 7) % 90_001 * u64::from(!seed.is_multiple_of(3));
        Sums {
            seconds: of(0x9e37_79b9),
            fen: of(0xbf58_476d),
            meters: of(0x94d0_49bb),
            grams: of(0x85eb_ca6b),
            deviation_seconds: of(0xc2b2_ae35),
        }
    }

    fn way(seed: u64, n_legs: u64) -> Itinerary {
        let mut steps = Vec::new();
        for leg in 0..n_legs {
            let number = |n: u64| NodeId(u32::try_from(n % 5).unwrap());
            let seed = seed * 31 + leg * 7;
            let (wait, border) = (sums(seed + 1), sums(seed + 2));
            let (wait, border) = (
                Sums { meters: 0, ..wait },
                Sums {
                    meters: 0,
                    ..border
                },
            );
            let handling = Sums {
                meters: 0,
                ..sums(seed + 3)
            };
            let gauge = Sums {
                meters: 0,
                ..sums(seed + 5)
            };
            steps.push(Step::Transfer(Transfer {
                node: number(seed),
                from: None,
                to: Some(Mode::Rail),
                sums: wait + border + gauge + handling,
                wait,
                border,
                gauge,
                services: Vec::new(),
            }));
            steps.push(Step::Leg(Leg {
                mode: Mode::ALL[usize::try_from(seed % 6).unwrap()],
                from: number(seed),
                to: number(seed + 1),
                links: Vec::new(),
                routes: Vec::new(),
                sums: sums(seed + 4),
            }));
        }
        let of = |step: &Step| match step {
            Step::Leg(leg) => leg.sums,
            Step::Transfer(transfer) => transfer.sums,
        };
        let totals = steps.iter().map(of).sum();
        Itinerary {
            from: NodeId(0),
            to: NodeId(1),
            steps,
            totals,
        }
    }

    #[test]
    fn terms_add_up_to_the_difference_of_the_totals() {
        let weights = Weights::new(3.1, 77.7, 1.3);
        for seed in 0..200 {
            let (this, other) = (way(seed, seed % 4), way(seed + 1000, seed % 5));
            for criterion in Criterion::ALL {
                let terms = terms(&this, &other, criterion, weights);
                let sum: i128 = terms.iter().map(Term::more).sum();
                let cost = |way: &Itinerary| i128::from(criterion.cost(weights, way.totals));
                assert_eq!(sum, cost(&this) - cost(&other), "{seed} {criterion:?}");
            }
        }
    }

    #[test]
    fn a_way_against_itself_differs_in_nothing() {
        let this = way(7, 3);
        let terms = terms(&this, &this, Criterion::Money, Weights::default());
        assert!(!terms.is_empty());
        assert!(terms.iter().all(|term| term.more() == 0));
    }
}

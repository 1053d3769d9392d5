//! Where the best path ties with each other one.
//!
//! Does not know: how ties are found.

use serde_json::{Value as Json, json};

use crate::study::outcome::{Lever, Outcome, Tie, tie};
use crate::words::format::short;

/// The ties of the best way with each other one, by the place of that, from 2.
fn ties(outcome: &Outcome, lever: Lever) -> Vec<(usize, Tie)> {
    let ways = outcome.ways.as_ref().map_or(&[][..], |ways| &ways.ways);
    let Some((best, others)) = ways.split_first() else {
        return Vec::new();
    };
    let weights = outcome.question.weights;
    let each = others.iter().enumerate();
    each.map(|(place, other)| (place + 2, tie(weights, lever, best, other)))
        .collect()
}

fn unit(lever: Lever) -> &'static str {
    match lever {
        Lever::ValueOfTime => "yuan/(TEU h)",
        Lever::Tariff(_) => "yuan/(TEU km)",
        Lever::Dwell(_) => "h",
    }
}

/// A member a pair: `with` (the other path), and where they tie, or which is always cheaper.
pub fn as_json(outcome: &Outcome, lever: Lever) -> Json {
    let one = |(with, tie): (usize, Tie)| match tie {
        Tie::Always => json!({ "with": with, "ties": "always" }),
        Tie::Never { is_first_cheaper } => json!({
            "with": with,
            "ties": "never",
            "cheaper": if is_first_cheaper { 1 } else { with },
        }),
        Tie::At {
            value,
            numerator,
            denominator,
            is_first_cheaper_above,
        } => json!({
            "with": with,
            "ties": "at",
            "value": value,
            "unit": unit(lever),
            "numerator": numerator,
            "denominator": denominator,
            "cheaper_above": if is_first_cheaper_above { 1 } else { with },
        }),
    };
    ties(outcome, lever).into_iter().map(one).collect()
}

/// A line a pair.
pub fn in_words(outcome: &Outcome, lever: Lever) -> Vec<String> {
    let one = |(with, tie): (usize, Tie)| match tie {
        Tie::Always => format!("1 and {with} tie at any number"),
        Tie::Never { is_first_cheaper } => {
            let cheaper = if is_first_cheaper { 1 } else { with };
            format!("1 and {with} never tie: {cheaper} is cheaper")
        }
        Tie::At {
            value,
            is_first_cheaper_above,
            ..
        } => {
            let above = if is_first_cheaper_above { 1 } else { with };
            let (value, unit) = (short(value), unit(lever));
            format!("1 and {with} tie at {value} {unit}; above it {above} is cheaper")
        }
    };
    ties(outcome, lever).into_iter().map(one).collect()
}

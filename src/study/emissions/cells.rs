//! A report as rows of cells for machines: keys of hubs, words of modes, unrounded numbers.
//!
//! Does not know: how rows are written as a file.

use super::{Amount, Element, Kind, Line, Report};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::sourced::Sourced;

/// The columns, each named once.
pub const HEADS: [&str; 25] = [
    "path",
    "element",
    "kind",
    "mode_from",
    "mode_to",
    "from",
    "to",
    "km",
    "geodesic_km",
    "tonnes_per_teu",
    "tkm",
    "factor",
    "factor_low",
    "factor_high",
    "factor_unit",
    "factor_status",
    "factor_source",
    "gases",
    "boundary",
    "co2_kg",
    "co2_kg_low",
    "co2_kg_high",
    "status",
    "assumed_share",
    "note",
];

/// A row a line: elements in order, then `transport`, `hubs` and `total`. `path` is the number of the
/// way.
#[must_use]
pub fn cells(network: &Network, report: &Report, path: usize) -> Vec<[String; 25]> {
    let row = |line| row(network, report, path, line);
    report.lines().map(row).collect()
}

fn row(network: &Network, report: &Report, path: usize, line: Line) -> [String; 25] {
    let number = |amount| report.number(network, line, amount);
    let value = |of: Option<&Sourced>| of.map_or_else(String::new, |of| of.value.to_string());
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    let (kg, factor) = (number(Amount::Kg), number(Amount::Factor));
    let [kind, mode_from, mode_to, from, to] = told(network, report, line);
    let element = match line {
        Line::Element(place) => report.elements.get(place),
        Line::Transport | Line::Hubs | Line::All => None,
    };
    let scope = element.map(|element| &element.scope);
    let of_factor = |text: fn(&Sourced) -> String| factor.as_ref().map_or_else(String::new, text);
    let of_kg = |text: fn(&Sourced) -> String| kg.as_ref().map_or_else(String::new, text);
    [
        path.to_string(),
        match line {
            Line::Element(place) => (place + 1).to_string(),
            Line::Transport | Line::Hubs | Line::All => String::new(),
        },
        kind,
        mode_from,
        mode_to,
        from,
        to,
        value(number(Amount::Km).as_ref()),
        value(number(Amount::Straight).as_ref()),
        report.tonnes.value.to_string(),
        value(number(Amount::TonneKm).as_ref()),
        value(factor.as_ref()),
        end(factor.as_ref().and_then(|factor| factor.low)),
        end(factor.as_ref().and_then(|factor| factor.high)),
        of_factor(|factor| factor.unit.symbol().to_owned()),
        of_factor(|factor| factor.status.word().to_owned()),
        element.map_or_else(String::new, Element::sources),
        scope.map_or_else(String::new, |scope| scope.gases.word().to_owned()),
        scope.map_or_else(String::new, |scope| scope.boundary.word().to_owned()),
        value(kg.as_ref()),
        end(kg.as_ref().and_then(|kg| kg.low)),
        end(kg.as_ref().and_then(|kg| kg.high)),
        of_kg(|kg| kg.status.word().to_owned()),
        of_kg(|kg| kg.assumed_share().to_string()),
        scope.map_or_else(String::new, |scope| scope.remark.clone()),
    ]
}

/// Kind, modes and hubs of a line.
fn told(network: &Network, report: &Report, line: Line) -> [String; 5] {
    let key = |node| network.node(node).key.as_str().to_owned();
    let word = |mode: Option<Mode>| mode.map_or("", Mode::word).to_owned();
    let bare = |kind: &str| [kind, "", "", "", ""].map(str::to_owned);
    let place = match line {
        Line::Element(place) => place,
        Line::Transport => return bare("transport"),
        Line::Hubs => return bare("hubs"),
        Line::All => return bare("total"),
    };
    match report.elements.get(place).map(|element| element.kind) {
        Some(Kind::Transport { mode, from, to }) => {
            let mode = word(Some(mode));
            let kind = "transport operation".to_owned();
            [kind, mode.clone(), mode, key(from), key(to)]
        }
        Some(Kind::Hub { node, from, to }) => {
            let kind = "hub operation".to_owned();
            [kind, word(from), word(to), key(node), key(node)]
        }
        None => bare(""),
    }
}

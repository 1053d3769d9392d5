//! The emissions of paths, element by element, as text, JSON and CSV.
//!
//! Does not know: how they are computed.

use serde_json::{Map, Value as Json, json};

use super::tables::ways;
use crate::cli::answers::provenance_json;
use crate::io::csv_text::csv_text;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::parameters::Parameters;
use crate::study::emissions::cells::{HEADS, cells};
use crate::study::emissions::sentences::remarks;
use crate::study::emissions::{self, Amount, Kind, Line, Report, report};
use crate::study::outcome::{Itinerary, Outcome};
use crate::words::Lang;

/// A line an element, subtotal and total, and the remarks.
pub fn in_words(network: &Network, parameters: &Parameters, way: &Itinerary) -> Vec<String> {
    let report = report(network, parameters, way);
    let mut lines = emissions::sentences::in_words(network, &report, Lang::En);
    for line in &mut lines {
        line.insert_str(0, "  ");
    }
    lines
}

/// A row an element, subtotal and total of each path.
pub fn csv(network: &Network, parameters: &Parameters, outcome: &Outcome) -> String {
    let numbered = ways(outcome).iter().enumerate();
    let rows = numbered.flat_map(|(place, way)| {
        let report = report(network, parameters, way);
        cells(network, &report, place + 1)
    });
    csv_text(&HEADS, rows)
}

/// Gives each path of an answer the member `emissions`.
pub fn add_json(network: &Network, parameters: &Parameters, outcome: &Outcome, answer: &mut Json) {
    let Some(paths) = answer.get_mut("paths").and_then(Json::as_array_mut) else {
        return;
    };
    for (path, way) in paths.iter_mut().zip(ways(outcome)) {
        let report = report(network, parameters, way);
        if let Json::Object(members) = path {
            members.insert("emissions".to_owned(), report_json(network, &report));
        }
    }
}

fn report_json(network: &Network, report: &Report) -> Json {
    let mut json = Map::new();
    let elements = (0..report.elements.len()).map(|place| element_json(network, report, place));
    json.insert("elements".to_owned(), elements.collect());
    let lines = [
        ("transport", Line::Transport),
        ("hubs", Line::Hubs),
        ("total", Line::All),
    ];
    for (name, line) in lines {
        let mut sums = Map::new();
        sums.insert("grams".to_owned(), json!(report.grams(line)));
        let kg = report.number(network, line, Amount::Kg);
        if let Some(kg) = kg {
            sums.insert("co2_kg".to_owned(), json!(kg.value));
            for (name, end) in [("low", kg.low), ("high", kg.high)] {
                sums.insert(name.to_owned(), json!(end));
            }
            sums.insert("status".to_owned(), json!(kg.status.word()));
            sums.insert("assumed_share".to_owned(), json!(kg.assumed_share()));
        }
        json.insert(name.to_owned(), Json::Object(sums));
    }
    let numbers = [
        ("tonnes_per_teu", Amount::Tonnes),
        ("tkm", Amount::TonneKm),
        ("g_per_tkm", Amount::Factor),
        ("kg_per_t", Amount::PerTonne),
        ("network_km", Amount::Km),
        ("geodesic_km", Amount::Straight),
        ("network_over_geodesic", Amount::Ratio),
    ];
    for (name, amount) in numbers {
        let number = report.number(network, Line::All, amount);
        json.insert(name.to_owned(), json!(number.map(|number| number.value)));
    }
    let remarks = remarks(network, report, Lang::En);
    json.insert("remarks".to_owned(), json!(remarks));
    Json::Object(json)
}

fn element_json(network: &Network, report: &Report, place: usize) -> Json {
    let element = &report.elements[place];
    let key = |node| network.node(node).key.as_str();
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    match element.kind {
        Kind::Transport { mode, from, to } => {
            add("kind", json!("transport"));
            add("mode", json!(mode.word()));
            add("from", json!(key(from)));
            add("to", json!(key(to)));
        }
        Kind::Hub { node, from, to } => {
            add("kind", json!("hub"));
            add("hub", json!(key(node)));
            add("from", json!(from.map(Mode::word)));
            add("to", json!(to.map(Mode::word)));
        }
    }
    let line = Line::Element(place);
    let value = |amount| {
        let number = report.number(network, line, amount);
        json!(number.map(|number| number.value))
    };
    add("grams", json!(element.grams));
    add("co2_kg", json!(element.kg.value));
    add("km", value(Amount::Km));
    add("geodesic_km", value(Amount::Straight));
    add("tkm", value(Amount::TonneKm));
    add("gases", json!(element.scope.gases.word()));
    add("boundary", json!(element.scope.boundary.word()));
    add("remark", json!(element.scope.remark));
    add(
        "factor",
        match &element.factor {
            Some(factor) => {
                let mut given = provenance_json(factor);
                given.insert("value".to_owned(), json!(factor.value));
                given.insert("unit".to_owned(), json!(factor.unit.symbol()));
                Json::Object(given)
            }
            None => Json::Null,
        },
    );
    json.extend(provenance_json(&element.kg));
    Json::Object(json)
}

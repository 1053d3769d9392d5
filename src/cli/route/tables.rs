//! Paths as CSV and GeoJSON.
//!
//! Does not know: how paths are found.

use serde_json::{Value as Json, json};

use crate::io::csv_text::csv_text;
use crate::model::geometry::LonLat;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::{Itinerary, Leg, Outcome, PathAnswer, Step, Sums};

/// The ways of an outcome, best first; none where there is none.
pub fn ways(outcome: &Outcome) -> &[Itinerary] {
    match (&outcome.unbeaten, &outcome.ways, &outcome.path) {
        (Some(all), _, _) | (None, Some(all), _) => &all.ways,
        (None, None, PathAnswer::Found { best, .. }) => std::slice::from_ref(best),
        (None, None, _) => &[],
    }
}

/// The columns of [`csv`].
const HEADS: [&str; 16] = [
    "path",
    "step",
    "kind",
    "from",
    "to",
    "mode_from",
    "mode_to",
    "km",
    "hours",
    "wait_hours",
    "border_hours",
    "gauge_hours",
    "money_cny",
    "co2_kg",
    "deviation_hours",
    "links",
];

/// A line a leg or transfer: the number of the path, the place in it, and what it costs.
pub fn csv(network: &Network, outcome: &Outcome) -> String {
    let numbered = ways(outcome).iter().enumerate();
    let rows = numbered.flat_map(|(number, way)| {
        let steps = way.steps.iter().enumerate();
        steps.map(move |(place, step)| row(network, number + 1, place + 1, step))
    });
    csv_text(&HEADS, rows)
}

fn row(network: &Network, number: usize, place: usize, step: &Step) -> [String; 16] {
    let key = |node| network.node(node).key.as_str().to_owned();
    let word = |mode: Option<Mode>| mode.map_or("", Mode::word).to_owned();
    let nothing = Sums::default();
    let (kind, from, to, modes, sums, parts, links) = match step {
        Step::Leg(leg) => {
            let modes = [Some(leg.mode), Some(leg.mode)];
            let links = links(network, leg);
            (
                "leg",
                leg.from,
                leg.to,
                modes,
                leg.sums,
                [nothing; 3],
                links,
            )
        }
        Step::Transfer(of) => {
            let modes = [of.from, of.to];
            let links = String::new();
            (
                "transfer",
                of.node,
                of.node,
                modes,
                of.sums,
                [of.wait, of.border, of.gauge],
                links,
            )
        }
    };
    let [mode_from, mode_to] = modes.map(word);
    let [wait, border, gauge] = parts.map(|part: Sums| part.hours().to_string());
    [
        number.to_string(),
        place.to_string(),
        kind.to_owned(),
        key(from),
        key(to),
        mode_from,
        mode_to,
        sums.km().to_string(),
        sums.hours().to_string(),
        wait,
        border,
        gauge,
        sums.yuan().to_string(),
        sums.co2_kg().to_string(),
        sums.deviation_hours().to_string(),
        links,
    ]
}

fn links(network: &Network, leg: &Leg) -> String {
    let keys: Vec<&str> = leg
        .links
        .iter()
        .map(|passed| network.link(passed.link).key.as_str())
        .collect();
    keys.join(" ")
}

/// A feature a leg, with its line in the direction of travel.
pub fn geojson(network: &Network, outcome: &Outcome) -> Json {
    let mut features = Vec::new();
    for (number, way) in ways(outcome).iter().enumerate() {
        for leg in way.legs() {
            let mut line: Vec<[f64; 2]> = Vec::new();
            for passed in &leg.links {
                let mut part: Vec<LonLat> = network.line(passed.link).to_vec();
                if !passed.is_forward {
                    part.reverse();
                }
                let places = part.into_iter().map(|at| [at.lon, at.lat]);
                line.extend(places.skip(usize::from(!line.is_empty())));
            }
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "path": number + 1,
                    "mode": leg.mode.word(),
                    "from": network.node(leg.from).key.as_str(),
                    "to": network.node(leg.to).key.as_str(),
                    "km": leg.sums.km(),
                    "hours": leg.sums.hours(),
                    "money_cny": leg.sums.yuan(),
                    "co2_kg": leg.sums.co2_kg(),
                    "links": links(network, leg),
                },
                "geometry": { "type": "LineString", "coordinates": line },
            }));
        }
    }
    json!({ "type": "FeatureCollection", "features": features })
}

//! `corridor reach`: which hubs, which parts of links, and which areas are within a budget.
//!
//! Does not know: how far one gets (see [`crate::study`]).

use serde_json::{Value as Json, json};

use super::answers::paths::sums_json;
use super::args::route::ReachArgs;
use super::report::{Failure, Streams};
use super::route::asked::{Asked, begin};
use super::solve::say_failure;
use super::study::hub;
use crate::io::csv_text::csv_text;
use crate::io::load::bundled_basemap;
use crate::model::area::Polygon;
use crate::model::geometry::{LonLat, part_of_line};
use crate::model::network::Network;
use crate::study::evaluate::Under;
use crate::study::outcome::{Criterion, Reach, ReachedHub};
use crate::study::sentences::{node_name, sums_in_words};
use crate::study::spread::{Spread, spread};
use crate::task::{Cancelled, Task};
use crate::words::Lang;
use crate::words::format::short;

/// Runs the subcommand; true when any other hub is within reach.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or what was typed makes no sense.
pub fn run(args: &ReachArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let failed = |failure: &Failure, streams: &mut Streams| {
        say_failure(args.question.json, "hubs", failure, streams);
    };
    let asked = ask(args).inspect_err(|failure| failed(failure, streams))?;
    let criterion = asked.question.criterion;
    let budget = criterion.whole(args.within);
    let under = Under::of(&asked.base, &asked.scenario, &asked.question);
    let task = Task::never();
    let cancelled = |error: Cancelled| Failure::new(error.to_string());
    if args.geojson {
        let basemap = bundled_basemap(&task).map_err(cancelled)?;
        let found = spread(&under, &asked.question, args.within, &basemap, &task);
        let found = found.map_err(cancelled)?;
        streams.findings(&asked.issues);
        return Ok(found.is_some_and(|found| {
            streams.say_json(&as_geojson(&found));
            found.reach.hubs.len() > 1
        }));
    }
    let reach = under.reach(&asked.question, budget, &task);
    let reach = reach.map_err(cancelled)?;
    let network = under.network();
    if args.question.json {
        streams.say_json(&as_json(network, args, criterion, &reach));
    } else if args.csv {
        streams.say(as_csv(network, &reach).trim_end());
    } else {
        streams.say(&in_words(network, args, &asked, &reach));
    }
    streams.findings(&asked.issues);
    Ok(reach.hubs.len() > 1)
}

fn ask(args: &ReachArgs) -> Result<Asked, Failure> {
    check_budget(args.within)?;
    let mut asked = begin(&args.question, &args.least)?;
    asked.question.from = vec![hub(&asked.network, &args.from)?];
    Ok(asked)
}

/// Whether a budget makes sense.
///
/// # Errors
/// [`Failure`] when it is negative or no number.
pub fn check_budget(within: f64) -> Result<(), Failure> {
    if within >= 0.0 && within.is_finite() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "--within {within}: write a number that is not negative"
    )))
}

/// The unit of a budget.
fn unit(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Time => "h",
        Criterion::Money | Criterion::Generalized => "¥/TEU",
        Criterion::Distance => "km",
        Criterion::Carbon => "kg CO2e/TEU",
    }
}

fn in_words(network: &Network, args: &ReachArgs, asked: &Asked, reach: &Reach) -> String {
    let criterion = asked.question.criterion;
    let from = asked.question.from.first();
    let name = from.map_or("", |&from| node_name(network, from, Lang::En));
    let mut lines = vec![format!(
        "{} hubs within {} {} of {name}, {} links in part or whole",
        reach.hubs.len().saturating_sub(1),
        short(args.within),
        unit(criterion),
        reach.links.len()
    )];
    let others = reach.hubs.iter().filter(|hub| Some(&hub.node) != from);
    for ReachedHub { node, sums } in others {
        let name = node_name(network, *node, Lang::En);
        lines.push(format!("  {name}: {}", sums_in_words(*sums, Lang::En)));
    }
    lines.join("\n")
}

fn as_json(network: &Network, args: &ReachArgs, criterion: Criterion, reach: &Reach) -> Json {
    let hubs: Vec<Json> = reach
        .hubs
        .iter()
        .map(|hub| {
            let node = network.node(hub.node);
            let mut json = serde_json::Map::new();
            json.insert("key".to_owned(), json!(node.key.as_str()));
            json.insert("name_en".to_owned(), json!(node.names.en));
            json.insert("name_zh".to_owned(), json!(node.names.zh));
            json.extend(sums_json(hub.sums));
            Json::Object(json)
        })
        .collect();
    let links: Vec<Json> = reach
        .links
        .iter()
        .map(|of| {
            json!({
                "key": network.link(of.link).key.as_str(),
                "from_start": of.from_start,
                "from_end": of.from_end,
            })
        })
        .collect();
    json!({
        "within": args.within,
        "minimize": criterion.word(),
        "unit": unit(criterion),
        "hubs": hubs,
        "links": links,
    })
}

fn as_csv(network: &Network, reach: &Reach) -> String {
    let heads = [
        "key",
        "name_en",
        "name_zh",
        "km",
        "hours",
        "money_cny",
        "co2_kg",
    ];
    let row = |hub: &ReachedHub| {
        let (node, sums) = (network.node(hub.node), hub.sums);
        [
            node.key.as_str().to_owned(),
            node.names.en.clone(),
            node.names.zh.clone(),
            sums.km().to_string(),
            sums.hours().to_string(),
            sums.yuan().to_string(),
            sums.co2_kg().to_string(),
        ]
    };
    csv_text(&heads, reach.hubs.iter().map(row))
}

/// Areas, the widest first, each with all that is in nearer ones; the reached parts of links as lines;
/// hubs as points.
fn as_geojson(found: &Spread) -> Json {
    let (network, reach) = (&found.network, &found.reach);
    let mut features: Vec<Json> = found
        .steps
        .iter()
        .rev()
        .filter(|step| !step.areas.is_empty())
        .map(|step| {
            let properties = json!({
                "budget": step.budget,
                "unit": unit(found.criterion),
                "minimize": found.criterion.word(),
            });
            let geometry = json!({
                "type": "MultiPolygon",
                "coordinates": step.areas.iter().map(rings).collect::<Vec<_>>(),
            });
            json!({ "type": "Feature", "properties": properties, "geometry": geometry })
        })
        .collect();
    for of in &reach.links {
        for (from, to) in of.parts() {
            let line = part_of_line(network.line(of.link), from, to);
            let coordinates: Vec<[f64; 2]> =
                line.iter().map(|at: &LonLat| [at.lon, at.lat]).collect();
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "link": network.link(of.link).key.as_str(),
                    "mode": network.link(of.link).mode.word(),
                    "from_share": from,
                    "to_share": to,
                },
                "geometry": { "type": "LineString", "coordinates": coordinates },
            }));
        }
    }
    for hub in &reach.hubs {
        let node = network.node(hub.node);
        let mut properties = serde_json::Map::new();
        properties.insert("hub".to_owned(), json!(node.key.as_str()));
        properties.insert("name_en".to_owned(), json!(node.names.en));
        properties.insert("name_zh".to_owned(), json!(node.names.zh));
        properties.extend(sums_json(hub.sums));
        features.push(json!({
            "type": "Feature",
            "properties": properties,
            "geometry": { "type": "Point", "coordinates": [node.at.lon, node.at.lat] },
        }));
    }
    json!({ "type": "FeatureCollection", "features": features })
}

/// The rings of a polygon, each closed.
fn rings(polygon: &Polygon) -> Vec<Vec<[f64; 2]>> {
    let closed = |ring: &[LonLat]| {
        let corners = ring.iter().chain(ring.first());
        corners.map(|at| [at.lon, at.lat]).collect()
    };
    polygon.rings().map(closed).collect()
}

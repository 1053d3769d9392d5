//! Answers on plain networks as text, JSON, CSV and GeoJSON; the README documents them.
//!
//! Does not know: how answers are found.

use serde_json::{Map, Value as Json, json};

use super::pairs::Answer;
use super::{Asking, Timings, word};
use crate::cli::report::{Failure, Streams, issue_json};
use crate::io::pairs::Pair;
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{Measure, PlainNetwork};
use crate::study::plain::{PlainPath, PlainSums};
use crate::words::format::short;

/// Kilometers, hours and yuan of sums.
pub(super) fn amounts(sums: &PlainSums) -> [Option<f64>; 3] {
    [
        sums.meters.map(|meters| meters / 1000.0),
        sums.seconds.map(|seconds| seconds / 3600.0),
        sums.toll_fen.map(|fen| fen / 100.0),
    ]
}

/// A path, or the two nodes between which there is none.
pub type Found<'p> = Result<&'p PlainPath, &'p (NodeId, NodeId)>;

/// Says one path in the form that was asked for.
///
/// # Errors
/// [`Failure`] when GeoJSON is asked for and a node has no position in degrees.
pub fn say_path(
    asking: &Asking,
    stops: &[NodeId],
    path: Found,
    timings: &Timings,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let (args, network) = (asking.args, &asking.loaded.network);
    let reason = path.err().map(|&(from, to)| {
        let [from, to] = [from, to].map(|node| called(network, node));
        format!("no path leads from {from} to {to}")
    });
    if args.question.json {
        streams.say_json(&path_json(asking, stops, path.ok(), reason, timings));
    } else if args.geojson {
        let features: Vec<Json> = match path {
            Ok(path) => vec![feature(network, path)?],
            Err(_) => Vec::new(),
        };
        streams.say_json(&json!({ "type": "FeatureCollection", "features": features }));
    } else if args.csv {
        streams.say(&path_csv(network, path.ok()));
    } else {
        streams.say(&path_text(asking, path.ok(), reason, timings));
    }
    Ok(())
}

fn path_json(
    asking: &Asking,
    stops: &[NodeId],
    path: Option<&PlainPath>,
    reason: Option<String>,
    timings: &Timings,
) -> Json {
    let network = &asking.loaded.network;
    let end = |node: Option<&NodeId>| -> Vec<Json> {
        let node = node.map(|&node| {
            let name = network.node_name(node);
            json!({ "key": network.node_id(node), "name_en": name, "name_zh": name })
        });
        node.into_iter().collect()
    };
    let inner = stops
        .get(1..stops.len().saturating_sub(1))
        .unwrap_or_default();
    let via = inner.iter().flat_map(|node| end(Some(node)));
    let one = |path: &PlainPath| {
        let [km, hours, money] = amounts(&path.sums);
        let ids = path.links.iter().map(|&link| network.link_id(link));
        let nodes = path.nodes.iter().map(|&node| network.node_id(node));
        json!({
            "km": km,
            "hours": hours,
            "money_cny": money,
            "links": ids.collect::<Vec<_>>(),
            "nodes": nodes.collect::<Vec<_>>(),
        })
    };
    let mut answer = Map::new();
    let mut put = |name: &str, value: Json| drop(answer.insert(name.to_owned(), value));
    put("from", json!(end(stops.first())));
    put("to", json!(end(stops.last())));
    put("via", json!(via.collect::<Vec<_>>()));
    put("minimize", json!(word(asking.args.least.minimize)));
    put("units", json!(asking.loaded.units.en));
    put(
        "paths",
        json!(path.map(one).into_iter().collect::<Vec<_>>()),
    );
    if let Some(reason) = reason {
        put("reason", json!(reason));
    }
    put_rest(asking, timings, &mut put);
    Json::Object(answer)
}

/// Findings, and how long it took where that was asked.
fn put_rest(asking: &Asking, timings: &Timings, put: &mut impl FnMut(&str, Json)) {
    let issues = asking.loaded.issues.iter().map(issue_json);
    put("issues", json!(issues.collect::<Vec<_>>()));
    if asking.args.timings {
        put(
            "timings",
            json!({
                "read_ms": asking.read_ms,
                "build_ms": timings.build_ms,
                "query_us_median": median(&timings.query_us),
                "n_queries": timings.query_us.len(),
                "method": timings.method,
                "order": timings.order,
            }),
        );
    }
}

/// The middle of some numbers; `None` where there are none.
fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some(f64::midpoint(sorted[low], sorted[high]))
}

/// A node by its id, with its name where it has one.
pub(super) fn called(network: &PlainNetwork, node: NodeId) -> String {
    let (id, name) = (network.node_id(node), network.node_name(node));
    if name.is_empty() {
        format!("\"{id}\"")
    } else {
        format!("\"{id}\" ({name})")
    }
}

pub(super) fn in_words(sums: &PlainSums) -> String {
    let [km, hours, money] = amounts(sums);
    let parts = [(km, "km"), (hours, "h"), (money, "yuan")];
    let said = parts.map(|(value, unit)| match value {
        Some(value) => format!("{} {unit}", short(value)),
        None => format!("? {unit}"),
    });
    said.join(", ")
}

fn timings_in_words(asking: &Asking, timings: &Timings) -> String {
    let median = median(&timings.query_us).map_or("–".to_owned(), short);
    format!(
        "read in {} ms, made ready in {} ms, {} queries of {median} µs (median), method {}{}",
        short(asking.read_ms),
        short(timings.build_ms),
        timings.query_us.len(),
        timings.method,
        timings
            .order
            .map_or(String::new(), |order| format!(", order {order}")),
    )
}

fn path_text(
    asking: &Asking,
    path: Option<&PlainPath>,
    reason: Option<String>,
    timings: &Timings,
) -> String {
    let network = &asking.loaded.network;
    let mut lines: Vec<String> = reason.into_iter().collect();
    if let Some(path) = path {
        let ends = [path.nodes.first(), path.nodes.last()];
        let ends = ends.map(|node| node.map_or(String::new(), |&node| called(network, node)));
        lines.push(format!(
            "{} → {}: {}",
            ends[0],
            ends[1],
            in_words(&path.sums)
        ));
        let nodes: Vec<_> = path
            .nodes
            .iter()
            .map(|&node| network.node_id(node))
            .collect();
        let links: Vec<_> = path
            .links
            .iter()
            .map(|&link| network.link_id(link))
            .collect();
        lines.push(format!("  nodes: {}", nodes.join(", ")));
        lines.push(format!("  links: {}", links.join(", ")));
    }
    lines.push(format!("  {}", asking.loaded.units.en));
    if asking.args.timings {
        lines.push(format!("  {}", timings_in_words(asking, timings)));
    }
    lines.join("\n")
}

/// What one link comes to.
fn link_sums(network: &PlainNetwork, link: LinkId) -> PlainSums {
    let value = |measure: Measure| {
        let value = network.values(measure)[link.index()];
        (!value.is_nan()).then_some(value)
    };
    PlainSums {
        meters: value(Measure::Distance),
        seconds: value(Measure::Time),
        toll_fen: value(Measure::Money),
    }
}

/// A line a link.
fn path_csv(network: &PlainNetwork, path: Option<&PlainPath>) -> String {
    let mut lines = vec!["link,from,to,km,hours,money_cny".to_owned()];
    for (at, &link) in path.into_iter().flat_map(|path| &path.links).enumerate() {
        let ends = path.map_or(&[][..], |path| &path.nodes[at..at + 2]);
        let mut fields = vec![field(&network.link_id(link))];
        fields.extend(ends.iter().map(|&node| field(&network.node_id(node))));
        fields.extend(amounts(&link_sums(network, link)).map(written));
        lines.push(fields.join(","));
    }
    lines.join("\n")
}

/// The path as the line of its links, or one position twice where it has none.
fn feature(network: &PlainNetwork, path: &PlainPath) -> Result<Json, Failure> {
    let mut line = Vec::new();
    let whole = path
        .links
        .iter()
        .all(|&link| network.append_line(link, &mut line));
    let alone = path.nodes.first().filter(|_| path.links.is_empty());
    let alone = alone.map(|&node| network.lon_lat(node));
    line.extend(alone.flatten());
    if !whole || alone == Some(None) {
        let mut nodes = path.nodes.iter();
        let first = nodes.find(|&&node| network.lon_lat(node).is_none());
        let first = first.map_or("a node".to_owned(), |&node| {
            format!("node {}", called(network, node))
        });
        return Err(Failure::new(format!(
            "{first} has no position in degrees, so that there is no line to print; take --json"
        )));
    }
    if let [only] = line[..] {
        // A line has two positions at least.
        line.push(only);
    }
    let line: Vec<[f64; 2]> = line.iter().map(|at| [at.lon, at.lat]).collect();
    let [km, hours, money] = amounts(&path.sums);
    let links = path.links.iter().map(|&link| network.link_id(link));
    let nodes = path.nodes.iter().map(|&node| network.node_id(node));
    Ok(json!({
        "type": "Feature",
        "properties": {
            "km": km,
            "hours": hours,
            "money_cny": money,
            "links": links.collect::<Vec<_>>(),
            "nodes": nodes.collect::<Vec<_>>(),
        },
        "geometry": { "type": "LineString", "coordinates": line },
    }))
}

/// Says an answer for each pair, in the form that was asked for.
pub fn say_pairs(
    asking: &Asking,
    pairs: &[Pair],
    answers: &[Answer],
    timings: &Timings,
    streams: &mut Streams,
) {
    let args = asking.args;
    if args.question.json {
        let all = pairs
            .iter()
            .zip(answers)
            .map(|(pair, answer)| pair_json(pair, answer));
        let mut said = Map::new();
        let mut put = |name: &str, value: Json| drop(said.insert(name.to_owned(), value));
        put("minimize", json!(word(args.least.minimize)));
        put("units", json!(asking.loaded.units.en));
        put("pairs", Json::Array(all.collect()));
        put_rest(asking, timings, &mut put);
        streams.say_json(&Json::Object(said));
        return;
    }
    let each = pairs.iter().zip(answers);
    let mut lines: Vec<String> = if args.csv {
        let head = "from,to,km,hours,money_cny,none".to_owned();
        std::iter::once(head)
            .chain(each.map(|(pair, answer)| pair_csv(pair, answer)))
            .collect()
    } else {
        each.map(|(pair, answer)| pair_text(pair, answer)).collect()
    };
    if !args.csv {
        lines.push(asking.loaded.units.en.clone());
    }
    if args.timings && !args.csv {
        lines.push(timings_in_words(asking, timings));
    }
    streams.say(&lines.join("\n"));
}

fn pair_json(pair: &Pair, answer: &Answer) -> Json {
    let [km, hours, money] = answer.as_ref().map_or([None; 3], amounts);
    let mut said = json!({
        "from": pair.from,
        "to": pair.to,
        "km": km,
        "hours": hours,
        "money_cny": money,
    });
    if let Err(reason) = answer {
        said["none"] = json!(reason);
    }
    said
}

fn pair_csv(pair: &Pair, answer: &Answer) -> String {
    let [km, hours, money] = answer.as_ref().map_or([None; 3], amounts).map(written);
    let reason = answer
        .as_ref()
        .err()
        .map_or(String::new(), |reason| field(reason));
    [field(&pair.from), field(&pair.to), km, hours, money, reason].join(",")
}

fn pair_text(pair: &Pair, answer: &Answer) -> String {
    let said = match answer {
        Ok(sums) => in_words(sums),
        Err(reason) => format!("none, {reason}"),
    };
    format!("{} → {}: {said}", pair.from, pair.to)
}

/// A number unrounded; empty where it is not known.
pub(super) fn written(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

/// A field as RFC 4180 writes it.
fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 9.0]), Some(3.0));
    }
}

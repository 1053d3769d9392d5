//! `corridor reach` on a plain network: which nodes, and which parts of links, are within a budget.
//!
//! Does not know: how far one gets (see [`crate::study::plain`]).

use serde_json::{Value as Json, json};

use super::answers::{amounts, called, in_words};
use super::{check_known, load, measure, node, refuse_all, word};
use crate::cli::args::route::ReachArgs;
use crate::cli::report::{Failure, Streams, issue_json};
use crate::cli::solve::say_failure;
use crate::io::csv_text::csv_text;
use crate::io::plain::LoadedPlain;
use crate::model::geometry::{LonLat, part_of_line};
use crate::model::ids::NodeId;
use crate::model::plain::{Measure, PlainNetwork};
use crate::study::plain::{PlainReach, PlainSums, reach};
use crate::task::Task;
use crate::words::format::short;

/// Runs the subcommand; true when any other node is within reach.
///
/// # Errors
/// [`Failure`] when a file cannot be read, a name cannot be resolved, a number that is needed is not known,
/// or an option makes no sense here.
pub fn run(args: &ReachArgs, streams: &mut Streams) -> Result<bool, Failure> {
    answer(args, streams)
        .inspect_err(|failure| say_failure(args.question.json, "hubs", failure, streams))
}

fn answer(args: &ReachArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let takes = "--from, --within, --minimize";
    refuse_all(&[], &args.question, &args.least, takes)?;
    let measure = measure(args.least.minimize)?;
    if !(args.within >= 0.0 && args.within.is_finite()) {
        return Err(Failure::new(format!(
            "--within {}: write a number that is not negative",
            args.within
        )));
    }
    let (_, loaded) = load(&args.question.study)?;
    let network = &loaded.network;
    check_known(network, measure)?;
    let from = node(network, &args.from).map_err(Failure::new)?;
    let budget = args.within * in_a_unit(measure);
    let reach = reach(network, measure, from, budget, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    if args.question.json {
        streams.say_json(&as_json(&loaded, args, measure, &reach));
    } else if args.geojson {
        streams.say_json(&as_geojson(network, &reach)?);
    } else if args.csv {
        streams.say(as_csv(network, &reach).trim_end());
    } else {
        streams.say(&as_text(&loaded, args, measure, from, &reach));
    }
    streams.findings_listed(&loaded.issues);
    Ok(reach.nodes.len() > 1)
}

/// Seconds, fen or meters in the unit of a budget.
fn in_a_unit(measure: Measure) -> f64 {
    match measure {
        Measure::Time => 3600.0,
        Measure::Money => 100.0,
        Measure::Distance => 1000.0,
    }
}

/// The unit of a budget.
fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Time => "h",
        Measure::Money => "¥",
        Measure::Distance => "km",
    }
}

fn as_text(
    loaded: &LoadedPlain,
    args: &ReachArgs,
    measure: Measure,
    from: NodeId,
    reach: &PlainReach,
) -> String {
    let network = &loaded.network;
    let mut lines = vec![format!(
        "{} nodes within {} {} of {}, {} links in part or whole",
        reach.nodes.len().saturating_sub(1),
        short(args.within),
        unit(measure),
        called(network, from),
        reach.links.len()
    )];
    let others = reach.nodes.iter().filter(|(node, _)| *node != from);
    let line = |(node, sums): &(NodeId, PlainSums)| {
        format!("  {}: {}", called(network, *node), in_words(sums))
    };
    lines.extend(others.map(line));
    lines.push(format!("  {}", loaded.units.en));
    lines.join("\n")
}

/// Key, name in both languages, and what the path to a node comes to.
fn node_json(network: &PlainNetwork, (node, sums): &(NodeId, PlainSums)) -> Json {
    let name = network.node_name(*node);
    let [km, hours, money] = amounts(sums);
    json!({
        "key": network.node_id(*node),
        "name_en": name,
        "name_zh": name,
        "km": km,
        "hours": hours,
        "money_cny": money,
    })
}

fn as_json(loaded: &LoadedPlain, args: &ReachArgs, measure: Measure, reach: &PlainReach) -> Json {
    let network = &loaded.network;
    let nodes = reach.nodes.iter().map(|node| node_json(network, node));
    let links = reach.links.iter().map(|of| {
        let at = of.link.index();
        let [from, to] = [network.tails(), network.heads()].map(|ends| NodeId(ends[at]));
        json!({
            "key": network.link_id(of.link),
            "from": network.node_id(from),
            "to": network.node_id(to),
            "from_start": of.from_start,
            "from_end": of.from_end,
        })
    });
    json!({
        "within": args.within,
        "minimize": word(args.least.minimize),
        "unit": unit(measure),
        "units": loaded.units.en,
        "hubs": nodes.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "issues": loaded.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}

fn as_csv(network: &PlainNetwork, reach: &PlainReach) -> String {
    let heads = ["key", "name_en", "name_zh", "km", "hours", "money_cny"];
    let row = |(node, sums): &(NodeId, PlainSums)| {
        let name = network.node_name(*node).to_owned();
        let [km, hours, money] = amounts(sums).map(super::answers::written);
        [
            network.node_id(*node).into_owned(),
            name.clone(),
            name,
            km,
            hours,
            money,
        ]
    };
    csv_text(&heads, reach.nodes.iter().map(row))
}

/// The reached parts of links as lines, and nodes as points.
fn as_geojson(network: &PlainNetwork, reach: &PlainReach) -> Result<Json, Failure> {
    let none = |node: NodeId| {
        Failure::new(format!(
            "node {} has no position in degrees, so that there is nothing to print; take --json",
            called(network, node)
        ))
    };
    let mut features = Vec::new();
    let mut line = Vec::new();
    for of in &reach.links {
        line.clear();
        if !network.append_line(of.link, &mut line) {
            let ends = [network.tails(), network.heads()].map(|ends| NodeId(ends[of.link.index()]));
            let missing = ends.into_iter().find(|&end| network.lon_lat(end).is_none());
            return Err(none(missing.unwrap_or(ends[0])));
        }
        for (from, to) in of.parts() {
            let part = part_of_line(&line, from, to);
            let coordinates = part.iter().map(|at: &LonLat| [at.lon, at.lat]);
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "link": network.link_id(of.link),
                    "from_share": from,
                    "to_share": to,
                },
                "geometry": {
                    "type": "LineString",
                    "coordinates": coordinates.collect::<Vec<_>>(),
                },
            }));
        }
    }
    for of in &reach.nodes {
        let at = network.lon_lat(of.0).ok_or_else(|| none(of.0))?;
        features.push(json!({
            "type": "Feature",
            "properties": node_json(network, of),
            "geometry": { "type": "Point", "coordinates": [at.lon, at.lat] },
        }));
    }
    Ok(json!({ "type": "FeatureCollection", "features": features }))
}

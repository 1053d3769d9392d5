//! `corridor skim` on a plain network: what the best path between each two of some nodes comes to.
//!
//! Does not know: how paths are found (see [`crate::study::plain`]).

use std::collections::BTreeSet;
use std::time::Instant;

use serde_json::{Value as Json, json};

use super::answers::{amounts, written};
use super::{check_known, load, measure, ms_since, node, refuse_all, router, word};
use crate::cli::args::route::SkimArgs;
use crate::cli::report::{Failure, Streams, issue_json};
use crate::cli::solve::say_failure;
use crate::io::csv_text::csv_text;
use crate::io::files;
use crate::io::omx::write_omx;
use crate::io::plain::LoadedPlain;
use crate::model::ids::NodeId;
use crate::model::plain::PlainNetwork;
use crate::study::plain::{Asked, PlainSums};
use crate::task::{Cancelled, Task};
use crate::words::Lang;

/// Names of the sums of a cell.
const NAMES: [&str; 3] = ["km", "hours", "money_cny"];

/// Nodes, and what the best path from each to each comes to, row by row.
struct Skim {
    nodes: Vec<NodeId>,
    cells: Vec<Option<PlainSums>>,
}

/// Runs the subcommand; true when any two nodes are joined.
///
/// # Errors
/// [`Failure`] when a file cannot be read or written, or what was typed makes no sense.
pub fn run(args: &SkimArgs, streams: &mut Streams) -> Result<bool, Failure> {
    answer(args, streams)
        .inspect_err(|failure| say_failure(args.question.json, "cells", failure, streams))
}

fn answer(args: &SkimArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let takes = "--hubs, --minimize, --out";
    refuse_all(&[], &args.question, &args.least, takes)?;
    let measure = measure(args.least.minimize)?;
    let began = Instant::now();
    let (_, loaded) = load(&args.question.study)?;
    let read_ms = ms_since(began);
    let network = &loaded.network;
    check_known(network, measure)?;
    let nodes = chosen(args, network)?;
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let (began, task) = (Instant::now(), Task::never());
    let n_origins = nodes.len();
    let made = router(network, measure, Asked { n_origins }, args.no_cache, &task);
    let (mut router, order) = made.map_err(failed)?;
    let build_ms = ms_since(began);
    let began = Instant::now();
    let cells = router.table(&nodes, &nodes, &task).map_err(failed)?;
    let table_ms = ms_since(began);
    let skim = Skim { nodes, cells };
    match &args.out {
        None if args.question.json => streams.say_json(&as_json(&loaded, args, &skim)),
        None => streams.say(as_csv(network, &skim).trim_end()),
        Some(path) => {
            let ending = path.extension().and_then(|ending| ending.to_str());
            let bytes = match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
                "csv" => as_csv(network, &skim).into_bytes(),
                "omx" => as_omx(network, &skim),
                "json" => as_json(&loaded, args, &skim).to_string().into_bytes(),
                _ => {
                    return Err(Failure::new(format!(
                        "{}: the ending says what to write; use .csv, .omx or .json",
                        path.display()
                    )));
                }
            };
            files::write_whole(path, &bytes)
                .map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        }
    }
    if args.timings {
        streams.complain(&format!(
            "timings: read {read_ms:.1} ms, made ready {build_ms:.1} ms, {n_origins} × {n_origins} in {table_ms:.3} ms, method {}{}",
            router.method().word(),
            order.map_or(String::new(), |order| format!(", order {order}"))
        ));
    }
    streams.findings_listed(&loaded.issues);
    let cells = skim.cells.iter().enumerate();
    let mut apart = cells.filter(|(place, _)| place % (n_origins + 1) != 0);
    Ok(apart.any(|(_, cell)| cell.is_some()))
}

/// The nodes that were typed, or all zones.
fn chosen(args: &SkimArgs, network: &PlainNetwork) -> Result<Vec<NodeId>, Failure> {
    let Some(text) = &args.hubs else {
        let zones = network.zones();
        return if zones.is_empty() {
            Err(Failure::new(
                "the network has no zones (zone_id in node.csv); name nodes as --hubs A,B,C",
            ))
        } else {
            Ok(zones)
        };
    };
    let mut seen = BTreeSet::new();
    let mut nodes = Vec::new();
    for text in text.split(',') {
        let node = node(network, text).map_err(Failure::new)?;
        if seen.insert(node) {
            nodes.push(node);
        }
    }
    Ok(nodes)
}

/// Matrices by measure; NaN where nodes are not joined, or the number is not known.
fn as_omx(network: &PlainNetwork, skim: &Skim) -> Vec<u8> {
    let matrices = [0, 1, 2].map(|at: usize| {
        let number = |cell: &Option<PlainSums>| {
            let known = cell.as_ref().and_then(|sums| amounts(sums)[at]);
            known.unwrap_or(f64::NAN)
        };
        skim.cells.iter().map(number).collect::<Vec<f64>>()
    });
    let mut named = NAMES.iter().zip(&matrices);
    let named: [(&str, &[f64]); 3] = std::array::from_fn(|_| {
        named
            .next()
            .map_or(("", &[][..]), |(name, all)| (*name, &all[..]))
    });
    let ids: Vec<_> = skim
        .nodes
        .iter()
        .map(|&node| network.node_id(node))
        .collect();
    let ids: Vec<&str> = ids.iter().map(|id| &**id).collect();
    write_omx(&named, ids.len(), &ids)
}

/// The two nodes of each cell that is a path, with its sums.
fn joined<'s>(
    network: &'s PlainNetwork,
    skim: &'s Skim,
) -> impl Iterator<Item = ([String; 2], [Option<f64>; 3])> + 's {
    let n_nodes = skim.nodes.len().max(1);
    let id = |place: usize| network.node_id(skim.nodes[place]).into_owned();
    let cells = skim.cells.iter().enumerate();
    cells.filter_map(move |(place, cell)| {
        let sums = cell.as_ref()?;
        Some(([id(place / n_nodes), id(place % n_nodes)], amounts(sums)))
    })
}

/// A line for each two nodes that are joined.
fn as_csv(network: &PlainNetwork, skim: &Skim) -> String {
    let heads = ["from", "to", NAMES[0], NAMES[1], NAMES[2]];
    let row =
        |(ends, sums): ([String; 2], [Option<f64>; 3])| ends.into_iter().chain(sums.map(written));
    csv_text(&heads, joined(network, skim).map(row))
}

fn as_json(loaded: &LoadedPlain, args: &SkimArgs, skim: &Skim) -> Json {
    let cells = joined(&loaded.network, skim).map(|([from, to], [km, hours, money])| {
        json!({ "from": from, "to": to, "km": km, "hours": hours, "money_cny": money })
    });
    json!({
        "minimize": word(args.least.minimize),
        "units": loaded.units.en,
        "hubs": skim.nodes.iter().map(|&node| loaded.network.node_id(node)).collect::<Vec<_>>(),
        "cells": cells.collect::<Vec<_>>(),
        "issues": loaded.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}

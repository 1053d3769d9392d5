//! `corridor skim`: what the best way between each two of some hubs comes to, as a table.
//!
//! Does not know: how ways are found (see [`crate::study`]).

use std::path::Path;
use std::time::Instant;

use super::args::route::SkimArgs;
use super::report::{Failure, Streams};
use super::route::asked::{Asked, begin};
use super::study::hubs;
use crate::io::csv_text::csv_text;
use crate::io::files;
use crate::io::omx::write_omx;
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::study::evaluate::Under;
use crate::study::outcome::{Skim, Sums, Weights};
use crate::task::Task;
use crate::words::Lang;

/// Runs the subcommand; true when any two hubs are joined.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or written, or what was typed makes no sense.
pub fn run(args: &SkimArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let began = Instant::now();
    let asked = begin(&args.question, &args.least)?;
    let read = began.elapsed();
    let chosen = chosen(args, &asked)?;
    let under = Under::of(&asked.base, &asked.scenario, &asked.question);
    let skim = under
        .skim(&asked.question, &chosen, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    let solved = began.elapsed().saturating_sub(read);
    let (network, weights) = (under.network(), asked.question.weights);
    match &args.out {
        None => streams.say(as_csv(network, weights, &skim).trim_end()),
        Some(path) => {
            let bytes = bytes(path, network, weights, &skim)?;
            files::write_whole(path, &bytes)
                .map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        }
    }
    if args.timings {
        let n_hubs = chosen.len();
        streams.complain(&format!(
            "timings: read {:.1} ms, {n_hubs} × {n_hubs} in {:.3} ms",
            read.as_secs_f64() * 1e3,
            solved.as_secs_f64() * 1e3
        ));
    }
    streams.findings(&asked.issues);
    let n_hubs = chosen.len();
    let ways = skim.cells.iter().enumerate();
    Ok(ways
        .filter(|(place, _)| place % (n_hubs + 1) != 0)
        .any(|(_, cell)| cell.is_some()))
}

/// The hubs that were typed, or all cities and ports.
fn chosen(args: &SkimArgs, asked: &Asked) -> Result<Vec<NodeId>, Failure> {
    let network = &asked.network;
    match &args.hubs {
        Some(text) => hubs(network, text),
        None => Ok(network
            .node_ids()
            .filter(|&id| !network.is_removed(id))
            .filter(|&id| {
                matches!(
                    network.node(id).kind,
                    NodeKind::City | NodeKind::Seaport | NodeKind::RiverPort
                )
            })
            .collect()),
    }
}

fn bytes(
    path: &Path,
    network: &Network,
    weights: Weights,
    skim: &Skim,
) -> Result<Vec<u8>, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "csv" => Ok(as_csv(network, weights, skim).into_bytes()),
        "omx" => Ok(as_omx(network, weights, skim)),
        _ => Err(Failure::new(format!(
            "{}: the ending says what to write; use .csv or .omx",
            path.display()
        ))),
    }
}

/// Matrices by measure; NaN where hubs are not joined.
fn as_omx(network: &Network, weights: Weights, skim: &Skim) -> Vec<u8> {
    type Of = fn(Sums, Weights) -> f64;
    let measures: [(&str, Of); 6] = [
        ("km", |sums, _| sums.km()),
        ("hours", |sums, _| sums.hours()),
        ("money_cny", |sums, _| sums.yuan()),
        ("co2_kg", |sums, _| sums.co2_kg()),
        ("deviation_hours", |sums, _| sums.deviation_hours()),
        ("generalized_cny", |sums, weights| weights.yuan(sums)),
    ];
    let number = |cell: &Option<Sums>, of: Of| cell.map_or(f64::NAN, |sums| of(sums, weights));
    let matrices = measures.map(|(name, of)| {
        let numbers: Vec<f64> = skim.cells.iter().map(|cell| number(cell, of)).collect();
        (name, numbers)
    });
    let matrices = matrices.each_ref().map(|(name, all)| (*name, &all[..]));
    let hubs = skim.hubs.iter();
    let keys: Vec<&str> = hubs.map(|&hub| network.node(hub).key.as_str()).collect();
    write_omx(&matrices, keys.len(), &keys)
}

/// A line for each two hubs that are joined.
fn as_csv(network: &Network, weights: Weights, skim: &Skim) -> String {
    let heads = [
        "from",
        "to",
        "km",
        "hours",
        "money_cny",
        "co2_kg",
        "deviation_hours",
        "generalized_cny",
    ];
    let n_hubs = skim.hubs.len().max(1);
    let key = |place: usize| {
        let hub = skim.hubs.get(place);
        hub.map_or("", |&hub| network.node(hub).key.as_str())
            .to_owned()
    };
    let cells = skim.cells.iter().enumerate();
    let row = |(place, cell): (usize, &Option<Sums>)| {
        let sums = (*cell)?;
        let numbers = [
            sums.km(),
            sums.hours(),
            sums.yuan(),
            sums.co2_kg(),
            sums.deviation_hours(),
            weights.yuan(sums),
        ];
        let ends = [key(place / n_hubs), key(place % n_hubs)];
        let numbers = numbers.map(|number| number.to_string());
        Some(ends.into_iter().chain(numbers))
    };
    csv_text(&heads, cells.filter_map(row))
}

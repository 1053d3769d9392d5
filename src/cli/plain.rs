//! `corridor route`, `reach`, `skim` and `check` on a plain network: one GMNS folder or one TNTP net.
//!
//! What makes no sense there is refused in one sentence: such a network has no modes, no hubs and no
//! scenario. Does not know: how answers are laid out (see [`answers`]).

pub mod answers;
pub mod check;
pub mod pairs;
pub mod reach;
pub mod skim;

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use serde_json::json;

use super::args::QuestionArgs;
use super::args::route::{BoxArg, LeastArgs, Minimize, RouteArgs};
use super::report::{Failure, Streams};
use crate::io::plain::cache::Cache;
use crate::io::plain::{LoadedPlain, PlainSource};
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Found;
use crate::model::plain::{Measure, PlainNetwork};
use crate::study::plain::{Asked, Method, PlainPath, PlainRouter, Prepared};
use crate::task::{Cancelled, Task};
use crate::words::Lang;

/// Candidates listed in a message.
const MAX_LISTED: usize = 8;

/// Whether what was typed names a plain network.
#[must_use]
pub fn is_plain(study: &[PathBuf]) -> bool {
    study.iter().any(|path| PlainSource::at(path).is_some())
}

/// The word of what is minimized.
#[must_use]
pub fn word(minimize: Minimize) -> String {
    let value = minimize.to_possible_value();
    value.map_or(String::new(), |value| value.get_name().to_owned())
}

/// Runs `corridor route` on a plain network; true when there is a path, or pairs were read.
///
/// # Errors
/// [`Failure`] when a file cannot be read, a name cannot be resolved, a number that is needed is not
/// known, or an option makes no sense here.
pub fn route(args: &RouteArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let member = if args.pairs.is_some() {
        "pairs"
    } else {
        "paths"
    };
    answer(args, streams).inspect_err(|failure| {
        if args.question.json {
            streams.say_json(&json!({ member: [], "reason": failure.message }));
        }
    })
}

/// A network that was read, with what is asked of it.
pub struct Asking<'a> {
    /// What was typed.
    pub args: &'a RouteArgs,
    /// What was read.
    pub loaded: &'a LoadedPlain,
    /// What paths are to be least in.
    pub measure: Measure,
    /// How long reading took, milliseconds.
    pub read_ms: f64,
}

/// How long it took.
pub struct Timings {
    /// Making the network ready, milliseconds.
    pub build_ms: f64,
    /// Each query, microseconds.
    pub query_us: Vec<f64>,
    /// How paths were searched for.
    pub method: &'static str,
    /// Whether the hierarchy's order was made, or taken from the cache; `None` without one.
    pub order: Option<&'static str>,
}

/// Milliseconds since a moment.
fn ms_since(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}

fn answer(args: &RouteArgs, streams: &mut Streams) -> Result<bool, Failure> {
    refuse(args)?;
    let measure = measure(args.least.minimize)?;
    let began = Instant::now();
    let (_, loaded) = load(&args.question.study)?;
    let asking = Asking {
        args,
        loaded: &loaded,
        measure,
        read_ms: ms_since(began),
    };
    check_known(&loaded.network, measure)?;
    let is_found = match &args.pairs {
        Some(file) => pairs::answer(&asking, file, streams)?,
        None => one(&asking, streams)?,
    };
    streams.findings_listed(&loaded.issues);
    Ok(is_found)
}

/// Reads the one plain network that was named.
fn load(study: &[PathBuf]) -> Result<(PlainSource, LoadedPlain), Failure> {
    let source = study
        .iter()
        .find_map(|path: &PathBuf| PlainSource::at(path));
    let source = source.ok_or_else(|| Failure::new("no plain network was named"))?;
    if study.len() > 1 {
        return Err(Failure::new(
            "a plain network (GMNS, TNTP) stands alone; name one folder or file as STUDY",
        ));
    }
    let loaded = source
        .load(&Task::never())
        .map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    Ok((source, loaded))
}

/// A router by the method that is done first; a hierarchy's order comes from the cache where it is kept,
/// and goes there. The method never depends on what is kept, so that answers do not. Second, what was done
/// about the order.
///
/// # Errors
/// [`Cancelled`] when the task was.
fn router<'n>(
    network: &'n PlainNetwork,
    measure: Measure,
    asked: Asked,
    no_cache: bool,
    task: &Task,
) -> Result<(PlainRouter<'n>, Option<&'static str>), Cancelled> {
    let method = Method::of(network, asked, task)?;
    if method == Method::Dijkstra {
        return Ok((PlainRouter::by(method, network, measure, task)?, None));
    }
    let cache = (!no_cache).then(|| Cache::of(network));
    let known = cache.as_ref().and_then(Cache::read);
    let prepared = Prepared::new(network, known.as_deref(), task)?;
    let done = if prepared.was_known() {
        "cached"
    } else if cache.is_some_and(|cache| cache.write(&prepared.order())) {
        "made and kept"
    } else {
        "made"
    };
    let router = PlainRouter::prepared(&prepared, network, measure, task)?;
    Ok((router, Some(done)))
}

/// Refuses what cannot be asked of a plain network.
fn refuse(args: &RouteArgs) -> Result<(), Failure> {
    let typed = [
        ("--avoid", !args.avoid.is_empty()),
        ("--require", !args.require.is_empty()),
        ("--alternatives", args.alternatives > 1),
        ("--overlap", args.overlap.is_some()),
        ("--break-even", args.break_even.is_some()),
        ("--pareto", args.pareto),
        ("--emissions", args.emissions),
    ];
    let takes = "--from, --to, --via, --minimize or --pairs";
    refuse_all(&typed, &args.question, &args.least, takes)
}

/// Refuses options, and what needs modes, hubs or a scenario.
fn refuse_all(
    own: &[(&str, bool)],
    question: &QuestionArgs,
    least: &LeastArgs,
    takes: &str,
) -> Result<(), Failure> {
    let scenario = &question.scenario;
    let typed = [
        ("--modes", !question.modes.is_empty()),
        ("--scenario", !scenario.scenario.is_empty()),
        ("--year", scenario.year.is_some()),
        ("--close", !scenario.close.is_empty()),
        ("--open", !scenario.open.is_empty()),
        ("--apply", !scenario.apply.is_empty()),
        ("--set", !scenario.set.is_empty()),
        ("--cargo", least.cargo.is_some()),
        ("--box", least.box_size == BoxArg::Forty),
        ("--value-of-time", least.value_of_time.is_some()),
        ("--carbon-price", least.carbon_price.is_some()),
        ("--reliability", least.reliability.is_some()),
    ];
    let mut all = typed.iter().chain(own);
    match all.find(|(_, is_typed)| *is_typed) {
        Some((option, _)) => Err(Failure::new(format!(
            "{option} is not for plain networks (GMNS, TNTP), which have no modes, hubs or scenario; take {takes}"
        ))),
        None => Ok(()),
    }
}

fn measure(minimize: Minimize) -> Result<Measure, Failure> {
    match minimize {
        Minimize::Time => Ok(Measure::Time),
        Minimize::Money => Ok(Measure::Money),
        Minimize::Distance => Ok(Measure::Distance),
        Minimize::Carbon | Minimize::Generalized => Err(Failure::new(format!(
            "--minimize {} is not for plain networks (GMNS, TNTP); take time, money or distance",
            word(minimize)
        ))),
    }
}

/// Whether the number that is to be least is known of every link; without it a path could be wrong.
fn check_known(network: &PlainNetwork, measure: Measure) -> Result<(), Failure> {
    let (n_unknown, Some(first)) = network.unknown(measure) else {
        return Ok(());
    };
    let (what, add) = match measure {
        Measure::Time => (
            "time",
            "add free_speed and length, or travel_time in minutes",
        ),
        Measure::Money => ("toll", "add a column toll"),
        Measure::Distance => ("length", "add length in km"),
    };
    Err(Failure::new(format!(
        "the {what} of {n_unknown} of {} links is not known, first of link \"{}\"; {add}, or take another --minimize",
        network.n_links(),
        network.link_id(first),
    )))
}

/// The node that a text names.
///
/// # Errors
/// A sentence when it names none or several: candidates are listed, nothing is guessed.
fn node(network: &PlainNetwork, text: &str) -> Result<NodeId, String> {
    match network.find_node(text) {
        Found::One(node) => Ok(node),
        Found::Nothing if text.trim().is_empty() => Err("no node is given".to_owned()),
        Found::Nothing => Err(format!("no node has the id or name \"{text}\"")),
        Found::Several(nodes) => {
            let mut listed: Vec<String> = nodes
                .iter()
                .take(MAX_LISTED)
                .map(|&node| format!("{} ({})", network.node_id(node), network.node_name(node)))
                .collect();
            if nodes.len() > MAX_LISTED {
                listed.push(format!("… {} more", nodes.len() - MAX_LISTED));
            }
            let (count, listed) = (nodes.len(), listed.join(", "));
            Err(format!(
                "\"{text}\" names {count} nodes: {listed}; write the id of one"
            ))
        }
    }
}

/// One path, by way of other nodes where that was asked.
fn one(asking: &Asking, streams: &mut Streams) -> Result<bool, Failure> {
    let (args, network) = (asking.args, &asking.loaded.network);
    let texts = args.from.iter().chain(&args.via).chain(&args.to);
    let stops = texts.map(|text| node(network, text).map_err(Failure::new));
    let stops: Vec<NodeId> = stops.collect::<Result<_, _>>()?;
    let began = Instant::now();
    let task = Task::never();
    let asked = Asked {
        n_origins: stops.len().saturating_sub(1),
    };
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let made = router(network, asking.measure, asked, args.no_cache, &task);
    let (mut router, order) = made.map_err(failed)?;
    let build_ms = ms_since(began);
    let mut query_us = Vec::new();
    let mut legs = Vec::new();
    for pair in stops.windows(2) {
        let began = Instant::now();
        let leg = router.path(pair[0], pair[1], &task).map_err(failed)?;
        query_us.push(ms_since(began) * 1000.0);
        legs.push(leg.ok_or((pair[0], pair[1])));
    }
    let timings = Timings {
        build_ms,
        query_us,
        method: router.method().word(),
        order,
    };
    let path = legs
        .into_iter()
        .reduce(|path, leg| Ok(chained(path?, leg?)))
        .unwrap_or(Err((NodeId(0), NodeId(0))));
    answers::say_path(asking, &stops, path.as_ref(), &timings, streams)?;
    Ok(path.is_ok())
}

/// Two paths as one; the second begins where the first ends.
fn chained(mut path: PlainPath, next: PlainPath) -> PlainPath {
    let sum = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a + b);
    path.links.extend::<Vec<LinkId>>(next.links);
    path.nodes.extend(next.nodes.into_iter().skip(1));
    path.sums.meters = sum(path.sums.meters, next.sums.meters);
    path.sums.seconds = sum(path.sums.seconds, next.sums.seconds);
    path.sums.toll_fen = sum(path.sums.toll_fen, next.sums.toll_fen);
    path
}

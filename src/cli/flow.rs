//! `corridor flow`: the cheapest or the greatest flow of a DIMACS file.
//!
//! Does not know: how flows are found.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::args::FlowArgs;
use super::clock::Began;
use super::report::{Failure, Streams, issue_json};
use super::rows;
use crate::io::dimacs::{self, LoadedFlow};
use crate::io::files;
use crate::io::plain::PlainError;
use crate::model::flow::{FlowProblem, UNLIMITED, Wanted};
use crate::model::rows::Rows;
use crate::study::plain_flow::{BoundWorth, FlowAnswer, FlowSolver, FlowStatus};
use crate::task::Task;
use crate::words::{Lang, fill};

const LANG: Lang = Lang::En;
/// Nodes or arcs named in a sentence.
const MAX_LISTED: usize = 12;

/// A problem with its answer, and how long both took.
struct Solved {
    loaded: LoadedFlow,
    answer: FlowAnswer,
    worths: Vec<BoundWorth>,
    read_seconds: f64,
    cpu_seconds: f64,
}

/// Runs the command; true when there is a best flow.
///
/// # Errors
/// [`Failure`] when a file cannot be read or written.
pub fn run(args: &FlowArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let solved = answer(args).inspect_err(|failure| {
        if args.json {
            streams.say_json(&json!({ "status": "invalid", "reason": failure.message }));
        }
    })?;
    if args.json {
        streams.say_json(&flow_json(&solved));
    } else {
        streams.say(&flow_text(&solved));
    }
    streams.findings_listed(&solved.loaded.issues);
    Ok(solved.answer.status == FlowStatus::Optimal)
}

fn answer(args: &FlowArgs) -> Result<Solved, Failure> {
    let task = Task::never();
    let began = Began::now();
    let loaded = read(&args.file, &task).map_err(|error| Failure::new(error.in_words(LANG)))?;
    let read_seconds = began.seconds();
    let failed = |error: crate::task::Cancelled| Failure::new(error.to_string());
    let began = Began::now();
    let mut solver = FlowSolver::new(&loaded.problem);
    let answer = solver.solve(&task).map_err(failed)?;
    let cpu_seconds = began.seconds();
    let is_optimal = answer.status == FlowStatus::Optimal;
    let worths = if args.shadow_prices && is_optimal {
        solver.worths(&task).map_err(failed)?
    } else {
        Vec::new()
    };
    let solved = Solved {
        loaded,
        answer,
        worths,
        read_seconds,
        cpu_seconds,
    };
    if let Some(path) = args.flows.as_ref().filter(|_| is_optimal) {
        let sources = || rows::sources_of_files([args.file.as_path()]);
        rows::write(path, &flow_rows(&solved), sources)?;
    }
    Ok(solved)
}

fn read(path: &Path, task: &Task) -> Result<LoadedFlow, PlainError> {
    let bytes = files::read(path)?;
    dimacs::read(&Arc::from(path.display().to_string()), &bytes, task)
}

/// A row an arc; an empty cell for no limit, and for what is not known.
fn flow_rows(solved: &Solved) -> Rows {
    let problem = &solved.loaded.problem;
    let is_cheapest = problem.wanted == Wanted::Cheapest;
    let mut heads = vec!["arc", "from_node_id", "to_node_id"];
    if is_cheapest {
        heads.extend(["lower", "upper", "cost", "flow", "reduced_cost"]);
    } else {
        heads.extend(["upper", "flow", "is_in_cut"]);
    }
    if !solved.worths.is_empty() {
        heads.extend(["saved_by_one_more", "cost_of_one_less"]);
    }
    let answer = &solved.answer;
    let mut is_in_cut = vec![false; problem.arcs.len()];
    for &arc in &answer.cut {
        is_in_cut[arc as usize] = true;
    }
    let row = |arc: usize| {
        let (tail, head) = problem.arcs[arc];
        let upper = match problem.upper[arc] {
            UNLIMITED => String::new(),
            upper => upper.to_string(),
        };
        let flow = answer.flow[arc].to_string();
        let mut row = vec![(arc + 1).to_string(), node(tail), node(head)];
        if is_cheapest {
            row.extend([problem.lower[arc].to_string(), upper]);
            row.extend([problem.cost[arc].to_string(), flow]);
            row.push(answer.reduced_costs[arc].to_string());
        } else {
            row.extend([upper, flow, u8::from(is_in_cut[arc]).to_string()]);
        }
        if let Some(worth) = solved.worths.get(arc) {
            let less = worth.one_less.map(|less| less.to_string());
            row.extend([worth.one_more.to_string(), less.unwrap_or_default()]);
        }
        row
    };
    Rows::of_texts("flows", &heads, (0..problem.arcs.len()).map(row))
}

/// A node's number in the file.
fn node(node: u32) -> String {
    (u64::from(node) + 1).to_string()
}

/// A whole number, as text where JSON readers would round it.
fn exact(number: i128) -> Json {
    i64::try_from(number).map_or_else(|_| json!(number.to_string()), |number| json!(number))
}

/// The word of a status.
fn word(status: &FlowStatus) -> &'static str {
    match status {
        FlowStatus::Optimal => "optimal",
        FlowStatus::Infeasible { .. } => "infeasible",
        FlowStatus::Unbounded { .. } => "unbounded",
        FlowStatus::Unbalanced { .. } => "unbalanced",
        FlowStatus::Crossed { .. } => "crossed_bounds",
        FlowStatus::CostsTooLarge | FlowStatus::FlowsTooLarge => "too_large",
    }
}

fn flow_json(solved: &Solved) -> Json {
    let (problem, answer) = (&solved.loaded.problem, &solved.answer);
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    let is_cheapest = problem.wanted == Wanted::Cheapest;
    add("problem", json!(if is_cheapest { "min" } else { "max" }));
    add("status", json!(word(&answer.status)));
    let objective = answer.objective.map_or(Json::Null, exact);
    if !is_cheapest {
        add("flow", objective.clone());
    }
    add("objective", objective);
    add("nodes", json!(problem.n_nodes));
    add("arcs", json!(problem.arcs.len()));
    add("iterations", json!(answer.n_iterations));
    add("cpu_seconds", json!(solved.cpu_seconds));
    add("read_seconds", json!(solved.read_seconds));
    match &answer.status {
        FlowStatus::Infeasible { short, side } => {
            add("short", exact(*short));
            let side = side.iter().map(|&node| u64::from(node) + 1);
            add("cut", Json::Array(side.map(Json::from).collect()));
        }
        FlowStatus::Unbounded { arcs } => add_arcs(&mut json, "unlimited", problem, arcs),
        FlowStatus::Unbalanced { surplus } => {
            add("surplus", exact(*surplus));
        }
        FlowStatus::Optimal if !is_cheapest => add_arcs(&mut json, "cut", problem, &answer.cut),
        _ => {}
    }
    json.insert("text".to_owned(), json!(sentence(solved)));
    let issues = solved.loaded.issues.iter().map(issue_json).collect();
    json.insert("findings".to_owned(), Json::Array(issues));
    Json::Object(json)
}

/// Arcs by their numbers in the file, with ends and upper bounds.
fn add_arcs(json: &mut Map<String, Json>, name: &str, problem: &FlowProblem, arcs: &[u32]) {
    let one = |&arc: &u32| {
        let (tail, head) = problem.arcs[arc as usize];
        let upper = Some(problem.upper[arc as usize]).filter(|&upper| upper != UNLIMITED);
        json!({
            "arc": u64::from(arc) + 1,
            "from": u64::from(tail) + 1,
            "to": u64::from(head) + 1,
            "upper": upper,
        })
    };
    json.insert(name.to_owned(), Json::Array(arcs.iter().map(one).collect()));
}

/// What came out, in words.
fn sentence(solved: &Solved) -> String {
    let (problem, answer) = (&solved.loaded.problem, &solved.answer);
    let value = answer.objective.unwrap_or(0).to_string();
    let is_cheapest = problem.wanted == Wanted::Cheapest;
    match &answer.status {
        FlowStatus::Optimal if is_cheapest => fill(LANG, "flow.cheapest", &[&value]),
        FlowStatus::Optimal if answer.cut.is_empty() => fill(LANG, "flow.no-way", &[]),
        FlowStatus::Optimal => {
            let cut = listed(&answer.cut);
            fill(LANG, "flow.greatest", &[&value, &cut])
        }
        FlowStatus::Infeasible { short, side } => {
            let (short, side) = (short.to_string(), listed(side));
            fill(LANG, "flow.infeasible", &[&short, &side])
        }
        FlowStatus::Unbounded { arcs } if is_cheapest => {
            fill(LANG, "flow.unbounded", &[&listed(arcs)])
        }
        FlowStatus::Unbounded { arcs } => fill(LANG, "flow.unlimited", &[&listed(arcs)]),
        FlowStatus::Unbalanced { surplus } => {
            let amount = surplus.unsigned_abs().to_string();
            let key = if *surplus > 0 {
                "flow.too-much-supply"
            } else {
                "flow.too-much-demand"
            };
            fill(LANG, key, &[&amount])
        }
        FlowStatus::Crossed { arc } => {
            let at = *arc as usize;
            let (lower, upper) = (problem.lower[at].to_string(), problem.upper[at].to_string());
            fill(
                LANG,
                "flow.crossed",
                &[&(at + 1).to_string(), &lower, &upper],
            )
        }
        FlowStatus::CostsTooLarge => fill(LANG, "flow.costs-too-large", &[]),
        FlowStatus::FlowsTooLarge => fill(LANG, "flow.amounts-too-large", &[]),
    }
}

/// Numbers of arcs or nodes from 1, the first few.
fn listed(places: &[u32]) -> String {
    let mut listed: Vec<String> = places.iter().take(MAX_LISTED).map(|&at| node(at)).collect();
    if places.len() > MAX_LISTED {
        listed.push(format!("… ({})", places.len()));
    }
    listed.join(", ")
}

fn flow_text(solved: &Solved) -> String {
    let problem = &solved.loaded.problem;
    let size = [problem.n_nodes.to_string(), problem.arcs.len().to_string()];
    let work = [
        solved.answer.n_iterations.to_string(),
        format!("{:.3}", solved.cpu_seconds * 1000.0),
    ];
    [
        fill(LANG, "flow.size", &[&size[0], &size[1]]),
        sentence(solved),
        fill(LANG, "flow.work", &[&work[0], &work[1]]),
    ]
    .join("\n")
}

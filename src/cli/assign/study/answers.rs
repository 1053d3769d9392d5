//! An assignment of a study as text and JSON.
//!
//! Does not know: how flows are found.

use serde_json::{Map, Value as Json, json};

use crate::cli::args::assign::AssignArgs;
use crate::cli::assign::{LANG, badge, elastic_line, finite, history_json, sentence, status};
use crate::cli::flows::Solved;
use crate::cli::flows::answers::{add_flows, named, selected_lines, tables};
use crate::cli::report::issue_json;
use crate::study::flows::{FlowAnswer, Solved as FlowsBy};
use crate::words::format::{number, short};
use crate::words::{fill, text};

/// What the method itself says of an assignment.
#[derive(Clone, Copy, Default)]
struct Sums {
    total_time: f64,
    generalized_cost: f64,
    iterations: u32,
}

impl Sums {
    fn of(answer: &FlowAnswer) -> Self {
        match &answer.solved {
            FlowsBy::Assigned(of) => Self {
                total_time: of.total_time,
                generalized_cost: of.generalized_cost,
                iterations: of.iterations,
            },
            FlowsBy::Allocated(_) => Self::default(),
        }
    }
}

/// Everything as JSON.
pub(super) fn as_json(args: &AssignArgs, solved: &Solved) -> Json {
    let answer = &solved.answer;
    let (found, sums) = (&answer.found, Sums::of(answer));
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("method", json!(args.method.how().word()));
    add("status", json!(status(args.method.how(), found.stopped)));
    add("objective", finite(found.objective));
    add("relative_gap", finite(found.gap));
    add("total_travel_time", finite(sums.total_time));
    add("generalized_cost", finite(sums.generalized_cost));
    add("iterations", json!(sums.iterations));
    add("cpu_seconds", json!(solved.cpu_seconds));
    add("elasticity", json!(args.elasticity));
    add("deterred_teu", json!(answer.deterred()));
    add_flows(&mut json, solved);
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("history", history_json(found));
    add("text", json!(sentences(args, solved)));
    add(
        "issues",
        Json::Array(solved.issues.iter().map(issue_json).collect()),
    );
    Json::Object(json)
}

/// What came out, and what is to be known of it.
fn sentences(args: &AssignArgs, solved: &Solved) -> Vec<String> {
    let answer = &solved.answer;
    let (found, loads) = (&answer.found, &answer.loads);
    let year = answer.demand.year.to_string();
    let [wanted, carried] = [loads.wanted(), loads.carried()].map(short);
    let mut lines = vec![fill(LANG, "assign.study", &[&year, &wanted, &carried])];
    lines.extend(elastic_line(args, &short(answer.deterred())));
    lines.push(sentence(args, found));
    let of = Sums::of(answer);
    let sums = [found.objective, of.total_time, of.generalized_cost];
    let [objective, time, cost] = sums.map(|sum| number(sum, 0));
    let units = text(LANG, "assign.teu-hours");
    lines.push(fill(
        LANG,
        "assign.sums",
        &[&objective, &time, &cost, units],
    ));
    let mut unmet: Vec<(usize, f64)> = loads.unmet.iter().copied().enumerate().collect();
    unmet.retain(|&(_, teu)| teu > 0.0);
    if let Some(&(first, _)) = unmet.first() {
        let of = loads.commodities[first];
        let [from, to] = [of.from, of.to].map(|node| named(&answer.network, node));
        let (count, teu) = (unmet.len().to_string(), short(loads.not_carried()));
        lines.push(fill(
            LANG,
            "assign.unreachable",
            &[&count, &from, &to, &teu],
        ));
    }
    lines.extend(selected_lines(&args.of.select, solved));
    lines.push(badge(&answer.faults));
    lines
}

/// The answer as text with its tables.
pub(super) fn as_text(args: &AssignArgs, solved: &Solved) -> String {
    let mut lines = sentences(args, solved);
    lines.extend(tables(&solved.answer));
    let ms = format!("{:.3}", solved.cpu_seconds * 1000.0);
    lines.push(fill(LANG, "assign.work", &[&ms]));
    lines.join("\n")
}

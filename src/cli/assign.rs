//! `corridor assign`: demand put on a study or a plain network whose links get slower with use.
//!
//! Does not know: how flows are found.

pub mod plain;
pub mod study;

use serde_json::{Value as Json, json};

use super::args::assign::{AssignArgs, MethodArg};
use super::plain::is_plain;
use super::report::{Failure, Streams};
use crate::study::flows::{Faults, Found, How, Search, Stopped};
use crate::words::format::number;
use crate::words::{Lang, fill, text};

const LANG: Lang = Lang::En;
/// Rows of a table of places.
pub const MAX_ROWS: usize = 15;

/// Runs the command; true when all that is wanted is carried.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or written, a name cannot be resolved, or an option makes no
/// sense for what was named.
pub fn run(args: &AssignArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let is_elastic = args.elasticity > 0.0 && !args.method.how().takes_elasticity();
    let why = "is for methods that seek a balance: ue, so, msa and bfw";
    let done = refuse(&[("--elasticity", is_elastic)], why).and_then(|()| {
        if is_plain(&args.question.study) {
            plain::run(args, streams)
        } else {
            study::run(args, streams)
        }
    });
    done.inspect_err(|failure| {
        if args.question.json {
            streams.say_json(&json!({ "status": "invalid", "reason": failure.message }));
        }
    })
}

/// What is asked of the search.
fn search(args: &AssignArgs) -> Search {
    Search {
        how: args.method.how(),
        gap: args.gap,
        max_iterations: args.max_iterations,
        theta: args.theta,
        elasticity: args.elasticity,
    }
}

/// Refuses an option that was typed where it makes no sense.
fn refuse(typed: &[(&str, bool)], why: &str) -> Result<(), Failure> {
    match typed.iter().find(|(_, is_typed)| *is_typed) {
        Some((option, _)) => Err(Failure::new(format!("{option} {why}"))),
        None => Ok(()),
    }
}

/// What is to be known of demand that falls as its cost rises; `None` where it does not.
fn elastic_line(args: &AssignArgs, deterred: &str) -> Option<String> {
    let said = [args.elasticity.to_string(), deterred.to_owned()];
    (args.elasticity > 0.0).then(|| fill(LANG, "assign.elastic", &[&said[0], &said[1]]))
}

/// The name of a method.
fn name_of(method: MethodArg) -> &'static str {
    let key = match method {
        MethodArg::Ue => "assign.how.ue",
        MethodArg::So => "assign.how.so",
        MethodArg::Sue => "assign.how.sue",
        MethodArg::Aon => "assign.how.aon",
        MethodArg::Msa => "assign.how.msa",
        MethodArg::Incremental => "assign.how.incremental",
        MethodArg::Bfw => "assign.how.bfw",
    };
    text(LANG, key)
}

/// Whether a method comes to any gap if it goes on.
fn has_gap(how: How) -> bool {
    !matches!(how, How::AllOrNothing | How::Incremental)
}

/// The word of how a search ended.
fn status(how: How, stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Reached => "optimal",
        Stopped::Unreachable => "infeasible",
        Stopped::Limit if has_gap(how) => "iteration_limit",
        Stopped::Limit => "finished",
        Stopped::Cancelled => "cancelled",
        Stopped::Refused(_) => "invalid",
    }
}

/// How far a search came, in a sentence.
fn sentence(args: &AssignArgs, found: &Found) -> String {
    let gap = format!("{:.2e}", found.gap);
    let rounds = found.history.last().map_or(0, |(round, _)| *round);
    let rounds = rounds.to_string();
    let name = name_of(args.method);
    match found.stopped {
        Stopped::Limit if has_gap(args.method.how()) => {
            let asked = format!("{:.0e}", args.gap);
            fill(LANG, "assign.limit", &[name, &gap, &rounds, &asked])
        }
        Stopped::Limit => fill(LANG, "assign.finished", &[name, &gap]),
        _ => fill(LANG, "assign.reached", &[name, &gap, &rounds]),
    }
}

/// A number that may be without end.
#[must_use]
pub fn finite(number: f64) -> Json {
    if number.is_finite() {
        json!(number)
    } else {
        Json::Null
    }
}

fn history_json(found: &Found) -> Json {
    let round = |&(iteration, gap): &(u32, f64)| json!({ "iteration": iteration, "relative_gap": finite(gap) });
    Json::Array(found.history.iter().map(round).collect())
}

/// The self-check as JSON.
#[must_use]
pub fn faults_json(faults: &Faults) -> Json {
    json!({
        "holds": faults.is_none(),
        "broken_paths": faults.broken_paths,
        "unbalanced": faults.unbalanced,
        "wrong_sums": faults.wrong_sums,
    })
}

/// The self-check as a line.
#[must_use]
pub fn badge(faults: &Faults) -> String {
    if faults.is_none() {
        return text(LANG, "assign.holds").to_owned();
    }
    let counts = [faults.broken_paths, faults.unbalanced, faults.wrong_sums];
    let counts = counts.map(|count| count.to_string());
    fill(LANG, "assign.broken", &[&counts[0], &counts[1], &counts[2]])
}

/// What pairs use the places that were typed.
#[must_use]
pub fn selected_line(select: &[String], total: &str, pairs: &[String]) -> String {
    let lists = select.join(" | ");
    if pairs.is_empty() {
        return fill(LANG, "assign.selected-none", &[&lists]);
    }
    fill(LANG, "assign.selected", &[total, &lists, &pairs.join(", ")])
}

/// Percent of capacity, or a dash.
#[must_use]
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| number(share * 100.0, 1))
}

/// How many places a text takes where characters have one width: Chinese ones take two.
fn width(text: &str) -> usize {
    let is_wide =
        |letter: char| matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}');
    text.chars()
        .map(|letter| 1 + usize::from(is_wide(letter)))
        .sum()
}

/// Rows as columns, the first at the left and the rest at the right.
#[must_use]
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let n_columns = rows.first().map_or(0, Vec::len);
    let widest = |at: usize| rows.iter().map(|row| width(&row[at])).max();
    let widths: Vec<usize> = (0..n_columns).filter_map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(at, (cell, &widest))| {
                let space = " ".repeat(widest - width(cell));
                match at {
                    0 => format!("{cell}{space}"),
                    _ => format!("{space}{cell}"),
                }
            })
            .collect();
        format!("  {}", cells.join("  "))
    };
    rows.iter().map(line).collect()
}

/// A row of headings by their keys.
#[must_use]
pub fn heads(keys: &[&'static str]) -> Vec<String> {
    keys.iter().map(|key| text(LANG, key).to_owned()).collect()
}

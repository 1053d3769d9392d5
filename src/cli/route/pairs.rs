//! `corridor route --pairs FILE`: one result a pair, in the order of the file.
//!
//! Does not know: what a file of pairs looks like (see `io/pairs.rs`).

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value as Json, json};

use super::asked::{Asked, ask};
use super::timings;
use crate::cli::answers::paths::sums_json;
use crate::cli::args::route::RouteArgs;
use crate::cli::report::{Failure, Streams};
use crate::cli::solve::say_failure;
use crate::cli::study::hub;
use crate::io::csv_text::csv_text;
use crate::io::files;
use crate::io::pairs::{Pair, read_pairs};
use crate::model::network::Network;
use crate::study::evaluate::Under;
use crate::study::outcome::{PathAnswer, Question, Sums};
use crate::study::sentences::path_sentences;
use crate::task::Task;
use crate::words::Lang;
use crate::words::format::{number, short};

/// What a pair comes to, or why there is no path.
type Answer = Result<Sums, String>;

/// Runs the batch; true when the file could be read, whether or not each pair has a path.
///
/// # Errors
/// [`Failure`] when a file cannot be read or an option makes no sense.
pub fn run(args: &RouteArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let is_json = args.question.json;
    let began = Instant::now();
    let ready = pairs_of(args).and_then(|pairs| Ok((pairs, ask(args)?)));
    let (pairs, asked) =
        ready.inspect_err(|failure| say_failure(is_json, "pairs", failure, streams))?;
    let read = began.elapsed();
    let under = Under::of(&asked.base, &asked.scenario, &asked.question);
    let build = began.elapsed().saturating_sub(read);
    let mut answers = Vec::with_capacity(pairs.len());
    let mut times = Vec::with_capacity(pairs.len());
    for pair in &pairs {
        let started = Instant::now();
        answers.push(answer(&under, &asked, pair)?);
        times.push(started.elapsed());
    }
    let timings = args.timings.then(|| timings(read, build, &times));
    let all: Vec<(&Pair, &Answer)> = pairs.iter().zip(&answers).collect();
    if is_json {
        let pairs: Vec<Json> = all
            .iter()
            .map(|(pair, answer)| as_json(pair, answer))
            .collect();
        let mut said = json!({ "pairs": pairs });
        if let (Some(timings), Json::Object(members)) = (timings, &mut said) {
            members.insert("timings".to_owned(), timings);
        }
        streams.say_json(&said);
    } else if args.csv {
        let heads = ["from", "to", "km", "hours", "money_cny", "co2_kg", "none"];
        streams.say(csv_text(&heads, all.iter().map(as_row)).trim_end());
    } else {
        let lines: Vec<String> = all.iter().map(as_line).collect();
        streams.say(&lines.join("\n"));
        if let Some(timings) = timings {
            streams.say(&format!("timings: {timings}"));
        }
    }
    streams.findings(&asked.issues);
    Ok(true)
}

fn pairs_of(args: &RouteArgs) -> Result<Vec<Pair>, Failure> {
    let path = args.pairs.as_deref().unwrap_or_else(|| "".as_ref());
    let bytes = files::read(path).map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let name: Arc<str> = path.display().to_string().into();
    read_pairs(&name, &bytes).map_err(|issue| {
        let said = [
            issue.location(),
            issue.message(Lang::En),
            issue.hint(Lang::En),
        ];
        Failure::new(said.join(" "))
    })
}

fn answer(under: &Under, asked: &Asked, pair: &Pair) -> Result<Answer, Failure> {
    let network: &Network = under.network();
    let ends = hub(network, &pair.from).and_then(|from| Ok((from, hub(network, &pair.to)?)));
    let (from, to) = match ends {
        Ok(ends) => ends,
        Err(failure) => return Ok(Err(failure.message)),
    };
    let question = Question {
        from: vec![from],
        to: vec![to],
        n_ways: 1,
        ..asked.question.clone()
    };
    let outcome = under
        .route(&question, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    Ok(match &outcome.path {
        PathAnswer::Found { best, .. } => Ok(best.totals),
        _ => Err(path_sentences(network, &outcome, Lang::En).join(" ")),
    })
}

fn as_json(pair: &Pair, answer: &Answer) -> Json {
    let mut json = serde_json::Map::new();
    json.insert("from".to_owned(), json!(pair.from));
    json.insert("to".to_owned(), json!(pair.to));
    match answer {
        Ok(sums) => json.extend(sums_json(*sums)),
        Err(reason) => {
            json.insert("none".to_owned(), json!(reason));
        }
    }
    Json::Object(json)
}

fn as_row((pair, answer): &(&Pair, &Answer)) -> [String; 7] {
    let mut numbers = [const { String::new() }; 4];
    let mut none = String::new();
    match answer {
        Ok(sums) => {
            let all = [sums.km(), sums.hours(), sums.yuan(), sums.co2_kg()];
            numbers = all.map(|value| value.to_string());
        }
        Err(reason) => none.clone_from(reason),
    }
    let [km, hours, money, carbon] = numbers;
    [
        pair.from.clone(),
        pair.to.clone(),
        km,
        hours,
        money,
        carbon,
        none,
    ]
}

fn as_line((pair, answer): &(&Pair, &Answer)) -> String {
    let said = match answer {
        Ok(sums) => format!(
            "{} km, {} h, {} ¥, {} kg CO2e",
            number(sums.km(), 1),
            short(sums.hours()),
            number(sums.yuan(), 0),
            short(sums.co2_kg())
        ),
        Err(reason) => reason.clone(),
    };
    format!("{} → {}: {said}", pair.from, pair.to)
}

//! `corridor check --reality`: the model against what is published.
//!
//! Does not know: how the comparison is computed.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::args::CheckArgs;
use super::report::{Failure, Streams};
use super::study::load_error;
use crate::io::load::{Loaded, Sources, load};
use crate::model::check::Severity;
use crate::model::facts::{Conflict, Facts};
use crate::model::scenario::Scenario;
use crate::model::sourced::Sourced;
use crate::study::evaluate::Base;
use crate::study::reality::{Compared, Reality, Standing, reality};
use crate::task::Task;
use crate::words::format::{number, short};
use crate::words::{Lang, text};

/// Runs the command; true when no file has an error.
///
/// # Errors
/// [`Failure`] when a file cannot be opened.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = load(&Sources::named(&args.files), &Task::never()).map_err(|error| {
        let failure = load_error(&error);
        if args.json {
            let empty = json!({ "series": [], "conflicts": [], "reason": failure.message });
            streams.say_json(&empty);
        }
        failure
    })?;
    let Loaded {
        network,
        facts,
        issues,
        ..
    } = loaded;
    let base = Base::new(Arc::new(network));
    let found = reality(&base, &Scenario::base(), &facts, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    if args.json {
        streams.say_json(&as_json(&found, &facts));
    } else {
        streams.say(&as_text(&found, &facts));
    }
    streams.findings(&issues);
    Ok(!issues.iter().any(|i| i.severity == Severity::Error))
}

fn as_json(found: &Reality, facts: &Facts) -> Json {
    let series: Vec<Json> = found.compared.iter().map(compared_json).collect();
    let conflicts: Vec<Json> = facts.conflicts.iter().map(conflict_json).collect();
    let open: Vec<Json> = found
        .open
        .iter()
        .map(|(names, reason)| json!({ "name": names.en, "name_zh": names.zh, "reason": reason }))
        .collect();
    json!({ "series": series, "conflicts": conflicts, "open": open })
}

fn compared_json(compared: &Compared) -> Json {
    let (model, published) = (&compared.model, &compared.published);
    json!({
        "key": compared.key.as_str(),
        "name": compared.names.en,
        "name_zh": compared.names.zh,
        "year": compared.year,
        "unit": published.unit.symbol(),
        "model": model.value,
        "published": published.value,
        "difference_percent": compared.difference_percent(),
        "source": source(published),
        "status": published.status.word(),
        "model_status": model.status.word(),
        "model_low": model.low,
        "model_high": model.high,
        "formula": model.note.as_deref(),
        "calibrated": compared.standing() == Standing::Held,
        "standing": compared.standing().word(),
        "against": text(Lang::En, compared.against_key()),
        "note": compared.note,
    })
}

/// Where a published figure is from: its source, else its formula or reason.
fn source(number: &Sourced) -> &str {
    let said = number.source.as_deref().or(number.note.as_deref());
    said.unwrap_or_else(|| number.status.word())
}

fn conflict_json(conflict: &Conflict) -> Json {
    let [a, b] = conflict
        .values
        .each_ref()
        .map(|number| json!({ "value": number.value, "source": source(number) }));
    json!({
        "key": conflict.key.as_str(),
        "name": conflict.names.en,
        "name_zh": conflict.names.zh,
        "year": conflict.year,
        "unit": conflict.values[0].unit.symbol(),
        "a": a,
        "b": b,
        "used": conflict.used,
        "reason": conflict.reason,
    })
}

fn as_text(found: &Reality, facts: &Facts) -> String {
    let mut lines = Vec::new();
    for compared in &found.compared {
        let mark = match compared.standing() {
            Standing::Held => "  (held to it by calibration)",
            Standing::Broken => "  (held to it by calibration, which is broken now)",
            Standing::Independent => "",
        };
        lines.push(match compared.year.as_str() {
            "" => compared.names.en.clone(),
            year => format!("{} ({year})", compared.names.en),
        });
        let status = compared.published.status;
        let said = text(Lang::En, compared.against_key());
        lines.push(format!(
            "  model {}, {said} {} ({}): {} %{mark}",
            with_unit(&compared.model, &compared.published),
            with_unit(&compared.published, &compared.published),
            status.word(),
            signed(compared.difference_percent())
        ));
    }
    for (names, reason) in &found.open {
        lines.push(format!("{}: not computed: {reason}", names.en));
    }
    if !facts.conflicts.is_empty() {
        lines.push(String::new());
        lines.push("Sources that disagree".to_owned());
    }
    for conflict in &facts.conflicts {
        let [a, b] = &conflict.values;
        let (unit, of_a, of_b) = (a.unit.symbol(), source(a), source(b));
        lines.push(format!(
            "  {}: {} {unit} ({of_a}) against {} {unit} ({of_b}); used: {}; {}",
            conflict.names.en,
            short(a.value),
            short(b.value),
            conflict.used,
            conflict.reason
        ));
    }
    lines.join("\n")
}

/// A value in the unit of the published figure; shares with three decimals.
fn with_unit(number_of: &Sourced, published: &Sourced) -> String {
    match published.unit.symbol() {
        "" => number(number_of.value, 3),
        unit => format!("{} {unit}", short(number_of.value)),
    }
}

fn signed(percent: f64) -> String {
    // What rounds to zero has no sign.
    let sign = if percent >= 0.05 { "+" } else { "" };
    format!("{sign}{}", number(percent, 1))
}

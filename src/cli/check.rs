//! `corridor check`: reads files and lists findings.
//!
//! Does not know: what findings mean.

use serde_json::{Value as Json, json};

use super::args::CheckArgs;
use super::report::{Failure, Streams, counted, issue_json};
use super::study::load_error;
use crate::io::load::{Loaded, Sources, load};
use crate::model::check::{Issue, Severity};
use crate::task::Task;

/// Runs the command; true when no file has an error.
///
/// # Errors
/// [`Failure`] when a file cannot be opened.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = match load(&Sources::named(&args.files), &Task::never()) {
        Ok(loaded) => loaded,
        Err(error) => {
            let failure = load_error(&error);
            if args.json {
                streams.say_json(&json!({ "files": [], "reason": failure.message }));
            }
            return Err(failure);
        }
    };
    if args.json {
        streams.say_json(&as_json(&loaded));
    } else {
        streams.say(&as_text(&loaded));
    }
    streams.findings_listed(&loaded.issues);
    Ok(!loaded.issues.iter().any(|i| i.severity == Severity::Error))
}

fn issues_of<'a>(loaded: &'a Loaded, file: &'a str) -> impl Iterator<Item = &'a Issue> {
    loaded
        .issues
        .iter()
        .filter(move |issue| &*issue.file == file)
}

fn as_json(loaded: &Loaded) -> Json {
    let files: Vec<Json> = loaded
        .files
        .iter()
        .map(|file| {
            let issues: Vec<Json> = issues_of(loaded, file).map(issue_json).collect();
            json!({ "file": &**file, "issues": issues })
        })
        .collect();
    json!({
        "files": files,
        "hubs": loaded.network.nodes().len(),
        "links": loaded.network.links().len(),
        "routes": loaded.network.routes().len(),
        "context_layers": loaded.context.len(),
    })
}

fn as_text(loaded: &Loaded) -> String {
    let mut lines: Vec<String> = loaded
        .files
        .iter()
        .map(|file| {
            let count = |severity| {
                let issues = issues_of(loaded, file);
                issues.filter(|issue| issue.severity == severity).count()
            };
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            match (errors, warnings) {
                (0, 0) => format!("{file}: ok"),
                _ => format!(
                    "{file}: {} and {}",
                    counted(errors, "error"),
                    counted(warnings, "warning")
                ),
            }
        })
        .collect();
    let network = &loaded.network;
    lines.push(format!(
        "{}, {}, {}, {}",
        counted(network.nodes().len(), "hub"),
        counted(network.links().len(), "link"),
        counted(network.routes().len(), "route"),
        counted(loaded.context.len(), "context layer")
    ));
    lines.join("\n")
}

//! `corridor check` on a plain network: what was read, what is known of it, and findings.
//!
//! Does not know: what findings mean.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::load;
use crate::cli::args::CheckArgs;
use crate::cli::report::{Failure, Streams, issue_json};
use crate::cli::solve::say_failure;
use crate::io::plain::plausible::lonely_nodes;
use crate::io::plain::{LoadedPlain, PlainSource};
use crate::model::check::{Issue, Severity};
use crate::model::ids::NodeId;
use crate::model::plain::{Measure, PlainNetwork};

/// What is known of links, and its word.
const MEASURES: [(Measure, &str); 3] = [
    (Measure::Distance, "length"),
    (Measure::Time, "time"),
    (Measure::Money, "toll"),
];

/// Runs the command; true when no file has an error.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, or lacks what it cannot do without.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let (source, mut loaded) = load(&args.files)
        .inspect_err(|failure| say_failure(args.json, "files", failure, streams))?;
    let nodes: Arc<str> = Arc::from(source.nodes().display().to_string());
    loaded.issues.extend(lonely_nodes(&loaded.network, &nodes));
    if args.json {
        streams.say_json(&as_json(&source, &loaded));
    } else {
        streams.say(&as_text(&source, &loaded));
    }
    streams.findings_listed(&loaded.issues);
    Ok(!loaded.issues.iter().any(|i| i.severity == Severity::Error))
}

fn issues_of<'a>(loaded: &'a LoadedPlain, file: &Path) -> impl Iterator<Item = &'a Issue> {
    let file = file.display().to_string();
    loaded
        .issues
        .iter()
        .filter(move |issue| *issue.file == file)
}

/// How many nodes have a position in degrees.
fn n_placed(network: &PlainNetwork) -> usize {
    let nodes = (0..network.n_nodes()).map(NodeId::at);
    nodes
        .filter(|&node| network.lon_lat(node).is_some())
        .count()
}

fn as_json(source: &PlainSource, loaded: &LoadedPlain) -> Json {
    let network = &loaded.network;
    let files = source.files().into_iter().map(|file| {
        let issues = issues_of(loaded, file).map(issue_json);
        json!({ "file": file.display().to_string(), "issues": issues.collect::<Vec<_>>() })
    });
    let known = |measure| network.n_links() - network.unknown(measure).0;
    json!({
        "files": files.collect::<Vec<_>>(),
        "units": loaded.units.en,
        "nodes": network.n_nodes(),
        "links": network.n_links(),
        "zones": network.zones().len(),
        "nodes_with_position": n_placed(network),
        "links_with_length": known(Measure::Distance),
        "links_with_time": known(Measure::Time),
        "links_with_toll": known(Measure::Money),
    })
}

fn as_text(source: &PlainSource, loaded: &LoadedPlain) -> String {
    let network = &loaded.network;
    let file = |file: &Path| match issues_of(loaded, file).count() {
        0 => format!("{}: ok", file.display()),
        1 => format!("{}: 1 warning", file.display()),
        count => format!("{}: {count} warnings", file.display()),
    };
    let mut lines: Vec<String> = source.files().into_iter().map(file).collect();
    lines.push(format!(
        "{} nodes, {} with a position in degrees; {} directed links; {} zones",
        network.n_nodes(),
        n_placed(network),
        network.n_links(),
        network.zones().len()
    ));
    for (measure, word) in MEASURES {
        lines.push(match network.unknown(measure) {
            (0, _) => format!("{word}: of all links"),
            (count, _) if count == network.n_links() => format!("{word}: of no link"),
            (count, _) => format!("{word}: not of {count} links"),
        });
    }
    lines.push(loaded.units.en.clone());
    lines.join("\n")
}

//! `corridor export` to GeoJSON or to a GMNS folder: the network with the numbers and in the shape of the
//! scenario, and what was found of it where that is asked for.
//!
//! Does not know: the form of the files.

use std::sync::Arc;

use super::args::export::{ExportArgs, NetworkFormat};
use super::compare::measures_asked;
use super::report::{Failure, Streams};
use super::scenario::{Opened, open};
use super::study::hub;
use crate::io::files::folder::write_folder;
use crate::io::files::write_whole;
use crate::io::geojson::write::{About, to_geojson_with};
use crate::io::plain::gmns::write::{FILES, folder};
use crate::model::effect::compact::without_removed;
use crate::model::ids::LinkId;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::results::Results;
use crate::model::scenario::Availability;
use crate::study::compare::{Measured, measured};
use crate::study::demand::reason;
use crate::study::evaluate::Base;
use crate::study::outcome::{CutPart, PathAnswer, Throughput};
use crate::task::Task;
use crate::words::Lang;

/// Writes the network.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a hub is none, or the file or folder cannot be written.
pub fn run(
    args: &ExportArgs,
    format: NetworkFormat,
    streams: &mut Streams,
) -> Result<bool, Failure> {
    if args.picture.reach.is_some() {
        let message = "--reach is for pictures: write --out with the ending .svg, .png or .pdf, or use `corridor reach --geojson`";
        return Err(Failure::new(message));
    }
    let opened = open(&args.study, &args.scenario)?;
    let mut said = Vec::new();
    let results = args.results.then(|| results(args, &opened, &mut said));
    let results = results.transpose()?;
    let written = match format {
        NetworkFormat::Geojson => {
            let loaded = &opened.loaded;
            let about = About {
                names: &loaded.names,
                examples: &loaded.examples,
                credits: &loaded.credits,
            };
            let network = without_removed(&opened.network);
            let bytes = to_geojson_with(&network, &about, results.as_ref());
            write_whole(&args.out, &bytes)
        }
        NetworkFormat::Gmns => gmns(args, &opened, results.as_ref(), &mut said),
    };
    written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    for line in said {
        streams.say(&line);
    }
    streams.findings(&opened.loaded.issues);
    Ok(true)
}

fn gmns(
    args: &ExportArgs,
    opened: &Opened,
    results: Option<&Results>,
    said: &mut Vec<String>,
) -> Result<(), crate::io::files::FileError> {
    let network = &opened.network;
    let available = Availability::of(network, &opened.scenario);
    let is_open = |id: LinkId, is_forward: bool| {
        available.link(id).is_open() && !network.link(id).carries_nothing_this_way(is_forward)
    };
    let name = opened.loaded.names.in_lang(Lang::En);
    let folder = folder(network, name, is_open, results);
    let files: Vec<(&str, &[u8])> = folder
        .files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    if folder.n_left_out > 0 {
        said.push(format!(
            "{} links that are not open are left out; open them with --open, --apply or --year",
            folder.n_left_out
        ));
    }
    if folder.n_hubs_left_out > 0 {
        said.push(format!(
            "{} hubs on no link that is open are left out",
            folder.n_hubs_left_out
        ));
    }
    write_folder(&args.out, &files, &FILES)
}

/// The flows of the year, and the best path and the bottleneck between the ends that were typed, or those
/// that the study suggests.
fn results(args: &ExportArgs, opened: &Opened, said: &mut Vec<String>) -> Result<Results, Failure> {
    let network = &opened.network;
    let ends = [args.from.as_deref(), args.to.as_deref()];
    let find = |name: &str| hub(network, name);
    let asked = measures_asked(&opened.loaded, network, (ends, &[]), find)?;
    let base = Base::new(Arc::clone(&opened.base));
    let facts = Arc::new(opened.loaded.facts.clone());
    let of = (&Names::default(), &opened.scenario);
    let measured = measured(&base, &facts, of, &asked, &Task::never());
    let measured = measured.map_err(|error| Failure::new(error.to_string()))?;
    if let Err(why) = &measured.flows {
        said.push(format!("no flows: {}", reason(why, Lang::En)));
    }
    Ok(found(&measured))
}

/// What was measured, by the keys of links and hubs.
fn found(measured: &Measured) -> Results {
    let mut results = Results::default();
    let outcome = &measured.outcome;
    let network: &Network = &outcome.network;
    if let PathAnswer::Found { best, .. } = &outcome.path {
        for passed in best.links() {
            let link = network.link(passed.link);
            let of = results.links.entry(link.key.clone()).or_default();
            of.is_on_path = true;
            for end in [link.from, link.to] {
                let key = network.node(end).key.clone();
                results.hubs.entry(key).or_default().is_on_path = true;
            }
        }
    }
    let cut = match &outcome.throughput {
        Some(Throughput::Limited { bottleneck, .. }) => &bottleneck[..],
        _ => &[],
    };
    for part in cut {
        match part {
            CutPart::Link { link, .. } => {
                let key = network.link(*link).key.clone();
                results.links.entry(key).or_default().is_in_cut = true;
            }
            CutPart::Hub { node, .. } => {
                let key = network.node(*node).key.clone();
                results.hubs.entry(key).or_default().is_in_cut = true;
            }
        }
    }
    if let Ok(flows) = &measured.flows {
        let (answer, _) = &**flows;
        let (network, graph) = (&answer.network, &answer.setting.graph);
        results.has_flows = true;
        for load in answer.loads.links(network, graph) {
            let key = network.link(load.link).key.clone();
            results.links.entry(key).or_default().teu = [load.forward, load.backward];
        }
        for load in answer.loads.hubs(network, graph) {
            let key = network.node(load.node).key.clone();
            results.hubs.entry(key).or_default().teu = load.handled;
        }
    }
    results
}

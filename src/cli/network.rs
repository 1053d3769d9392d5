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
use crate::io::network_out::NetworkOut;
use crate::model::names::Names;
use crate::model::results::Results;
use crate::study::compare::measured;
use crate::study::demand::reason;
use crate::study::evaluate::Base;
use crate::study::results::results as measured_results;
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
    let opened = open(&args.study, &args.scenario)?;
    let mut said = Vec::new();
    let results = args.results.then(|| results(args, &opened, &mut said));
    let results = results.transpose()?;
    let loaded = &opened.loaded;
    let out = NetworkOut {
        network: &opened.network,
        scenario: &opened.scenario,
        names: &loaded.names,
        examples: &loaded.examples,
        credits: &loaded.credits,
        results: results.as_ref(),
    };
    let written = match format {
        NetworkFormat::Geojson => out.write_geojson(&args.out),
        NetworkFormat::Gmns => out.write_gmns(&args.out).map(|left_out| {
            said.extend(left_out.in_words(Lang::En));
        }),
    };
    written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    for line in said {
        streams.say(&line);
    }
    streams.findings(&loaded.issues);
    Ok(true)
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
    Ok(measured_results(&measured))
}

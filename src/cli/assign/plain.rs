//! `corridor assign` on a plain network: a TNTP net with its trips, or a GMNS folder with demand.csv.
//!
//! Does not know: how flows are found; how files are read; how answers are laid out.

mod answers;

use std::path::{Path, PathBuf};

use self::answers::{as_json, as_text, flow_rows};
use super::{LANG, refuse, search};
use crate::cli::args::assign::AssignArgs;
use crate::cli::clock::Began;
use crate::cli::flows::lists;
use crate::cli::report::{Failure, Streams};
use crate::cli::rows;
use crate::io::plain::tntp::Between;
use crate::io::plain::trips::{self, LoadedTrips};
use crate::io::plain::{LoadedPlain, PlainError, PlainSource};
use crate::model::check::Issue;
use crate::model::ids::LinkId;
use crate::model::plain::{Measure, PlainNetwork};
use crate::study::flows::Trouble;
use crate::study::plain_assign::{
    PlainAsked, PlainFlows, PlainPick, PlainSelected, PlainSetting, PlainTrip,
};
use crate::task::Task;
use crate::words::{fill, text};

/// Factor and exponent of GMNS links, which have none of their own.
const USUAL: (f64, f64) = (0.15, 4.0);

/// What was read and what came out.
struct Solved {
    loaded: LoadedPlain,
    of_trips: LoadedTrips,
    file: PathBuf,
    setting: PlainSetting,
    flows: PlainFlows,
    selected: Option<PlainSelected>,
    is_usual: bool,
    read_seconds: f64,
    cpu_seconds: f64,
}

/// Runs the command; true when all that is wanted is carried.
///
/// # Errors
/// As for [`super::run`].
pub(super) fn run(args: &AssignArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let solved = solve(args)?;
    if let Some(path) = &args.of.flows {
        let files = args.question.study.iter().map(PathBuf::as_path);
        rows::write(path, &flow_rows(&solved), || rows::sources_of_files(files))?;
    }
    if args.question.json {
        streams.say_json(&as_json(args, &solved));
    } else {
        streams.say(&as_text(args, &solved));
    }
    let issues: Vec<Issue> = issues(&solved).cloned().collect();
    streams.findings_listed(&issues);
    Ok(solved.flows.unreachable.is_empty())
}

fn issues(solved: &Solved) -> impl Iterator<Item = &Issue> {
    solved.loaded.issues.iter().chain(&solved.of_trips.issues)
}

fn solve(args: &AssignArgs) -> Result<Solved, Failure> {
    let (question, scenario) = (&args.question, &args.question.scenario);
    let typed = [
        ("--modes", !question.modes.is_empty()),
        ("--scenario", !scenario.scenario.is_empty()),
        ("--year", scenario.year.is_some()),
        ("--close", !scenario.close.is_empty()),
        ("--open", !scenario.open.is_empty()),
        ("--apply", !scenario.apply.is_empty()),
        ("--set", !scenario.set.is_empty()),
        ("--growth", args.of.wanted.growth.is_some()),
    ];
    let why = "is not for plain networks (GMNS, TNTP), which have no modes, scenario or years";
    refuse(&typed, why)?;
    let task = Task::never();
    let began = Began::now();
    let (source, file) = sources(&question.study)?;
    let failed = |error: PlainError| Failure::new(error.in_words(LANG));
    let loaded = source.load(&task).map_err(failed)?;
    let of_trips = trips::load(&source, &loaded.network, &file, &task).map_err(failed)?;
    let read_seconds = began.seconds();
    let is_usual = matches!(source, PlainSource::Gmns { .. });
    let asked = PlainAsked {
        seconds: loaded.scale.seconds,
        meters: loaded.scale.meters,
        toll_weight: args.toll_weight.unwrap_or(0.0),
        length_weight: args.length_weight.unwrap_or(0.0),
        usual: is_usual.then_some(USUAL),
    };
    check_known(&loaded.network, asked)?;
    let trips = trips_of(args, &loaded.network, &of_trips, &file)?;
    let pick = pick(args, &loaded.network)?;
    let began = Began::now();
    let setting = PlainSetting::new(&loaded.network, &trips, asked);
    let flows = setting.solve(search(args), None, &task);
    let cpu_seconds = began.seconds();
    refused(&loaded.network, &flows)?;
    let selected = pick.map(|pick| flows.select(&pick));
    if selected.is_some() && !flows.has_paths() && flows.volumes.iter().any(|&of| of > 0.0) {
        return Err(Failure::new(text(LANG, "assign.no-paths")));
    }
    Ok(Solved {
        loaded,
        of_trips,
        file,
        setting,
        flows,
        selected,
        is_usual,
        read_seconds,
        cpu_seconds,
    })
}

/// The network that was typed, and its trips: named second, or beside it.
fn sources(study: &[PathBuf]) -> Result<(PlainSource, PathBuf), Failure> {
    let source = |path: &PathBuf| {
        PlainSource::at(path).ok_or_else(|| {
            Failure::new(format!(
                "{} is no plain network; name a TNTP net or a GMNS folder first, then its trips",
                path.display()
            ))
        })
    };
    match study {
        [net, trips] => Ok((source(net)?, trips.clone())),
        [net] => {
            let source = source(net)?;
            let trips = trips::beside(&source).ok_or_else(|| {
                let lies = match source {
                    PlainSource::Gmns { .. } => "demand.csv in its folder",
                    PlainSource::Tntp { .. } => "a file *_trips.tntp of its name beside it",
                };
                Failure::new(format!(
                    "{} has no trips: there is not {lies}; name the file behind the network",
                    net.display()
                ))
            })?;
            Ok((source, trips))
        }
        _ => Err(Failure::new(
            "a plain network (GMNS, TNTP) stands alone with its trips; name one network and one table",
        )),
    }
}

/// Whether every number that counts is known of every link; without it flows could be wrong.
fn check_known(network: &PlainNetwork, asked: PlainAsked) -> Result<(), Failure> {
    let counted = [
        (Measure::Time, "time", true),
        (Measure::Money, "toll", asked.toll_weight > 0.0),
        (Measure::Distance, "length", asked.length_weight > 0.0),
    ];
    for (measure, what, _) in counted.iter().filter(|(.., counts)| *counts) {
        if let (n_unknown, Some(first)) = network.unknown(*measure) {
            return Err(Failure::new(format!(
                "the {what} of {n_unknown} of {} links is not known, first of link \"{}\"; add it to the file",
                network.n_links(),
                network.link_id(first),
            )));
        }
    }
    Ok(())
}

/// The trips times the factor that was typed; zones must be nodes of the network.
fn trips_of(
    args: &AssignArgs,
    network: &PlainNetwork,
    of_trips: &LoadedTrips,
    file: &Path,
) -> Result<Vec<PlainTrip>, Failure> {
    if of_trips.trips.is_empty() && !of_trips.issues.is_empty() {
        return Err(Failure::new(format!(
            "no row of {} can be used as trips; name the table of trips behind the network",
            file.display()
        )));
    }
    let all = of_trips.trips.iter();
    let beyond = all.clone().flat_map(|trip| [trip.from, trip.to]);
    if let Some(zone) = beyond
        .max()
        .filter(|zone| zone.index() >= network.n_nodes())
    {
        return Err(Failure::new(format!(
            "{} names zone {}, but the network has {} nodes; take the trips that belong to it",
            file.display(),
            zone.index() + 1,
            network.n_nodes()
        )));
    }
    let trip = |trip: &Between| PlainTrip {
        from: trip.from,
        to: trip.to,
        amount: trip.amount * args.of.wanted.demand_factor,
    };
    let trips: Vec<PlainTrip> = all.map(trip).collect();
    if trips.iter().any(|trip| !trip.amount.is_finite()) {
        let why = "--demand-factor makes demand too large for a number; take a smaller one";
        return Err(Failure::new(why));
    }
    Ok(trips)
}

/// The links that were typed behind `--select`.
fn pick(args: &AssignArgs, network: &PlainNetwork) -> Result<Option<PlainPick>, Failure> {
    let links = |id: &str| -> Result<Vec<LinkId>, Failure> {
        let all = (0..network.n_links()).map(LinkId::at);
        let links: Vec<LinkId> = all.filter(|&link| network.link_id(link) == id).collect();
        if links.is_empty() {
            return Err(Failure::new(format!(
                "--select: no link has the id \"{id}\"; links of TNTP nets are numbered by their rows from 1"
            )));
        }
        Ok(links)
    };
    let group = |list: Vec<&str>| list.into_iter().map(links).collect::<Result<Vec<_>, _>>();
    let groups = lists(&args.of.select)
        .map(group)
        .collect::<Result<Vec<_>, _>>()?;
    Ok((!groups.is_empty()).then_some(PlainPick { groups }))
}

/// A sentence where nothing was assigned.
fn refused(network: &PlainNetwork, flows: &PlainFlows) -> Result<(), Failure> {
    let of = match flows.found.stopped.trouble() {
        None => return Ok(()),
        Some(Trouble::Arc(arc)) => format!("link {}", network.link_id(LinkId(arc))),
        Some(Trouble::Overflow(arc)) => {
            let link = format!("link {}", network.link_id(LinkId(arc)));
            return Err(Failure::new(fill(LANG, "assign.overflow", &[&link])));
        }
        Some(Trouble::Demand(at)) => format!("row {} of the demand", u64::from(at) + 1),
        Some(Trouble::Theta) => "--theta".to_owned(),
        Some(Trouble::Other) => "the network".to_owned(),
    };
    Err(Failure::new(fill(LANG, "assign.refused", &[&of])))
}

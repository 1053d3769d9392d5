//! `corridor assign` on a study: the matrix of a year put on its network.
//!
//! Does not know: how the matrix is made, how flows are found; how answers are laid out.

mod answers;

use std::sync::Arc;

use serde_json::json;

use self::answers::{as_json, as_text, flows_csv};
use super::{LANG, lists, refuse, search};
use crate::cli::args::GrowthArg;
use crate::cli::args::assign::AssignArgs;
use crate::cli::clock::Began;
use crate::cli::report::{Failure, Streams};
use crate::cli::study::{hub, load, scenario};
use crate::io::files;
use crate::model::check::Issue;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::study::demand::{Wanted, demand, last_published, reason};
use crate::study::evaluate::{Base, Under};
use crate::study::flows::{Any, FlowAnswer, FlowQuestion, Method, Pick, Trouble, Use, flows};
use crate::study::outcome::Question;
use crate::task::{Cancelled, Task};
use crate::words::{fill, text};

/// What came out.
struct Solved {
    answer: FlowAnswer,
    issues: Vec<Issue>,
    /// What uses the places that were typed: TEU a year, by commodity, by arc.
    selected: Option<Selected>,
    cpu_seconds: f64,
}

struct Selected {
    teu: f64,
    commodities: Vec<(u32, f64)>,
    arcs: Vec<f64>,
}

/// Runs the command; true when all that is wanted is carried.
///
/// # Errors
/// As for [`super::run`].
pub(super) fn run(args: &AssignArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let typed = [
        ("--toll-weight", args.toll_weight.is_some()),
        ("--length-weight", args.length_weight.is_some()),
    ];
    let why =
        "is for plain networks (GMNS, TNTP); in a study classes of cargo have their own values";
    refuse(&typed, why)?;
    let solved = match solve(args)? {
        Ok(solved) => solved,
        Err(why) => {
            if args.question.json {
                streams.say_json(&json!({ "status": "no_demand", "reason": why }));
            } else {
                streams.complain(&format!("error: {why}"));
            }
            return Ok(false);
        }
    };
    if let Some(path) = &args.flows {
        let written = files::write_whole(path, flows_csv(&solved).as_bytes());
        written.map_err(|error| Failure::new(error.in_words(LANG)))?;
    }
    if args.question.json {
        streams.say_json(&as_json(args, &solved));
    } else {
        streams.say(&as_text(args, &solved));
    }
    streams.findings(&solved.issues);
    Ok(solved.answer.loads.not_carried() <= 0.0)
}

/// The flows, or why there is no demand.
fn solve(args: &AssignArgs) -> Result<Result<Solved, String>, Failure> {
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let task = Task::never();
    let loaded = load(&args.question.study)?;
    let facts = loaded.facts;
    let base = Base::new(Arc::new(loaded.network));
    let scenario = scenario(base.network(), &args.question.scenario)?;
    let under = Under::of(&base, &scenario, &Question::default());
    let uses = uses(args, base.network())?;
    let wanted = Wanted {
        year: args
            .year
            .unwrap_or(last_published(&facts).map_or(0, |(year, _)| year)),
        growth: args.growth.unwrap_or(GrowthArg::Base).growth(),
    };
    let matrix = match demand(&base, &facts, wanted, &task).map_err(failed)? {
        Ok(matrix) => matrix,
        Err(why) => return Ok(Err(reason(&why, LANG))),
    };
    let search = search(args);
    let question = FlowQuestion {
        demand_factor: args.demand_factor,
        modes: args.question.mode_set(),
        method: Method::Assign(search.how),
        gap: search.gap,
        max_iterations: search.max_iterations,
        theta: search.theta,
        ..FlowQuestion::new(wanted)
    };
    let began = Began::now();
    let answer = flows(&under, &facts, matrix, &question, None, &task).map_err(failed)?;
    let cpu_seconds = began.seconds();
    refused(&answer)?;
    if !uses.is_empty() && !answer.loads.has_paths() {
        return Err(Failure::new(text(LANG, "assign.no-paths")));
    }
    let selected = (!uses.is_empty()).then(|| select(&answer, uses));
    Ok(Ok(Solved {
        answer,
        issues: loaded.issues,
        selected,
        cpu_seconds,
    }))
}

/// A sentence where nothing was assigned.
fn refused(answer: &FlowAnswer) -> Result<(), Failure> {
    let setting = &answer.setting;
    let of = match answer.found.stopped.trouble() {
        None => return Ok(()),
        Some(Trouble::Arc(arc)) => match setting.graph.link_of(arc) {
            Some((link, _)) => format!("link {}", answer.network.link(link).key),
            None => "a hub".to_owned(),
        },
        Some(Trouble::Demand(_)) => "the demand".to_owned(),
        Some(Trouble::Theta) => "--theta".to_owned(),
        Some(Trouble::Other) => "the study".to_owned(),
    };
    Err(Failure::new(fill(LANG, "assign.refused", &[&of])))
}

/// The places that were typed behind `--select`, list by list; of a split link any part counts.
fn uses(args: &AssignArgs, network: &Network) -> Result<Vec<Vec<Vec<Use>>>, Failure> {
    let place = |name: &str| -> Result<Vec<Use>, Failure> {
        let links = network.links_named(name);
        if links.is_empty() {
            return Ok(vec![Use::Hub(hub(network, name).map_err(|failure| {
                Failure::new(format!(
                    "--select takes keys of links, and hubs: {}",
                    failure.message
                ))
            })?)]);
        }
        let of = |&link: &LinkId| Use::Link {
            link,
            is_forward: None,
        };
        Ok(links.iter().map(of).collect())
    };
    let list = |names: Vec<&str>| -> Result<Vec<Vec<Use>>, Failure> {
        names.into_iter().map(place).collect()
    };
    let uses: Vec<Vec<Vec<Use>>> = lists(args).map(list).collect::<Result<_, Failure>>()?;
    Ok(uses.into_iter().filter(|list| !list.is_empty()).collect())
}

/// Paths that use all of any list.
fn select(answer: &FlowAnswer, uses: Vec<Vec<Vec<Use>>>) -> Selected {
    let (loads, graph) = (&answer.loads, &answer.setting.graph);
    let mut is_picked = vec![false; loads.paths.len()];
    for list in uses {
        let mut is_in = vec![true; loads.paths.len()];
        for uses in list {
            let pick = Pick {
                uses,
                any: Any::One,
            };
            let mut has = vec![false; loads.paths.len()];
            for path in loads.select(graph, &pick).paths {
                has[path] = true;
            }
            is_in
                .iter_mut()
                .zip(has)
                .for_each(|(is_in, has)| *is_in &= has);
        }
        is_picked
            .iter_mut()
            .zip(is_in)
            .for_each(|(all, is_in)| *all |= is_in);
    }
    let mut selected = Selected {
        teu: 0.0,
        commodities: Vec::new(),
        arcs: vec![0.0; loads.arcs.len()],
    };
    let mut by_commodity = vec![0.0; loads.commodities.len()];
    for (path, _) in loads.paths.iter().zip(is_picked).filter(|(_, is)| *is) {
        selected.teu += path.teu;
        by_commodity[path.commodity as usize] += path.teu;
        for &arc in &path.arcs {
            selected.arcs[arc as usize] += path.teu;
        }
    }
    let used = (0u32..).zip(by_commodity).filter(|&(_, teu)| teu > 0.0);
    selected.commodities = used.collect();
    let by_size = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    selected.commodities.sort_by(by_size);
    selected
}

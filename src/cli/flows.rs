//! A study's demand put on its network, for all subcommands that do so: who wants what, which places were
//! typed, what comes out.
//!
//! Does not know: how the matrix is made, how flows are found; what each subcommand says of them.

pub mod answers;

use std::sync::Arc;

use super::args::QuestionArgs;
use super::args::assign::{FlowArgs, WantedArgs};
use super::clock::Began;
use super::report::{Failure, Streams};
use super::rows::{self, Sources};
use super::scenario::{open, wanted};
use super::study::hub;
use serde_json::json;

use crate::io::load::Loaded;
use crate::model::check::Issue;
use crate::model::facts::Facts;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::study::demand::{demand_under, reason};
use crate::study::evaluate::{Base, Under};
use crate::study::flows::{Any, FlowAnswer, FlowQuestion, Pick, Trouble, Use, flows};
use crate::study::outcome::Question;
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill, text};

const LANG: Lang = Lang::En;

/// What came out.
pub struct Solved {
    /// The flows.
    pub answer: FlowAnswer,
    /// What the study knows beside its network.
    pub facts: Arc<Facts>,
    /// Findings about its files.
    pub issues: Vec<Issue>,
    /// The study, and the scenario that it is under.
    pub loaded: Loaded,
    /// That scenario.
    pub scenario: Scenario,
    /// What uses the places that were typed: TEU a year, by commodity, by arc.
    pub selected: Option<Selected>,
    /// Seconds on the processor.
    pub cpu_seconds: f64,
}

impl Solved {
    /// What a table of it says of its making; what was typed made the scenario.
    #[must_use]
    pub fn sources(&self, asked: &QuestionArgs) -> Sources {
        rows::sources((&self.loaded, &self.scenario), &asked.scenario)
    }
}

/// What uses the places that were typed.
pub struct Selected {
    /// TEU a year.
    pub teu: f64,
    /// By commodity, TEU a year.
    pub commodities: Vec<(u32, f64)>,
    /// By arc, TEU a year.
    pub arcs: Vec<f64>,
}

/// The flows, or why there is no demand. `ask` says how they are found.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, a name cannot be resolved, or a number cannot be used.
pub fn solve(
    asked: &QuestionArgs,
    (of, select): (&WantedArgs, &[String]),
    ask: impl FnOnce(FlowQuestion) -> FlowQuestion,
) -> Result<Result<Solved, String>, Failure> {
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let task = Task::never();
    let opened = open(&asked.study, &asked.scenario)?;
    let (facts, scenario) = (opened.facts, opened.scenario);
    let base = Base::new(opened.base);
    let under = Under::of(&base, &scenario, &Question::default());
    let uses = uses(select, under.network())?;
    let wanted = wanted(&facts, &scenario, of.growth);
    let known = (&**under.network(), &*facts);
    let matrix = demand_under(&base, known, &scenario, wanted, &task);
    let matrix = match matrix.map_err(failed)? {
        Ok(matrix) => matrix,
        Err(why) => return Ok(Err(reason(&why, LANG))),
    };
    let question = ask(FlowQuestion {
        demand_factor: of.demand_factor,
        modes: asked.mode_set(),
        ..FlowQuestion::new(wanted)
    });
    let began = Began::now();
    let answer = flows(&under, &facts, matrix, &question, None, &task).map_err(failed)?;
    let cpu_seconds = began.seconds();
    refused(&answer)?;
    if !uses.is_empty() && !answer.loads.has_paths() {
        return Err(Failure::new(text(LANG, "assign.no-paths")));
    }
    let selected = (!uses.is_empty()).then(|| selected(&answer, uses));
    Ok(Ok(Solved {
        answer,
        facts,
        issues: opened.loaded.issues.clone(),
        loaded: opened.loaded,
        scenario,
        selected,
        cpu_seconds,
    }))
}

/// A sentence where nothing was assigned.
fn refused(answer: &FlowAnswer) -> Result<(), Failure> {
    let name = |arc: u32| match answer.setting.graph.link_of(arc) {
        Some((link, _)) => format!("link {}", answer.network.link(link).key),
        None => "a hub".to_owned(),
    };
    let of = match answer.found.stopped.trouble() {
        None => return Ok(()),
        Some(Trouble::Arc(arc)) => name(arc),
        Some(Trouble::Overflow(arc)) => {
            let said = fill(LANG, "assign.overflow", &[&name(arc)]);
            return Err(Failure::new(said));
        }
        Some(Trouble::Demand(_)) => "the demand".to_owned(),
        Some(Trouble::Theta) => "--theta".to_owned(),
        Some(Trouble::Other) => "the study".to_owned(),
    };
    Err(Failure::new(fill(LANG, "assign.refused", &[&of])))
}

/// The places that were typed behind `--select`, list by list; of a split link any part counts.
fn uses(typed: &[String], network: &Network) -> Result<Vec<Vec<Vec<Use>>>, Failure> {
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
    let uses: Vec<Vec<Vec<Use>>> = lists(typed).map(list).collect::<Result<_, Failure>>()?;
    Ok(uses.into_iter().filter(|list| !list.is_empty()).collect())
}

/// Paths that use all of any list.
fn selected(answer: &FlowAnswer, uses: Vec<Vec<Vec<Use>>>) -> Selected {
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

/// What was typed behind `--select`, list by list.
pub fn lists(select: &[String]) -> impl Iterator<Item = Vec<&str>> {
    select.iter().map(|list| {
        let parts = list.split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    })
}

/// Says that there is no demand.
pub fn say_no_demand(is_json: bool, why: &str, streams: &mut Streams) {
    if is_json {
        streams.say_json(&json!({ "status": "no_demand", "reason": why }));
    } else {
        streams.complain(&format!("error: {why}"));
    }
}

/// Writes the table that was asked for.
///
/// # Errors
/// [`Failure`] when it cannot be written.
pub fn write_flows(of: &FlowArgs, asked: &QuestionArgs, solved: &Solved) -> Result<(), Failure> {
    let Some(path) = &of.flows else { return Ok(()) };
    rows::write(path, &answers::flow_rows(solved), || solved.sources(asked))
}

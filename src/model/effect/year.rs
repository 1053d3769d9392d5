//! What a network was or will be in a year.
//!
//! A project holds in its year and after it, the whole year over, as its table says. Projects that the
//! base has already are taken back in years before: a line that replaced another is not there yet and the
//! former one is in service; a line that is new is not there; what an improved line was before is what
//! the table says (column `former`), and where it says nothing the line stays as it is, with a finding.
//! A line without a project follows its opening year. In a year in which nothing of this differs from
//! the base, the network is the base itself.
//! An edit that applies a project or leaves it goes before its year.
//! Does not know: demand; what named services were in other years, which no table says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{By, Changed};
use crate::model::check::{Issue, Place};
use crate::model::edit::Edit;
use crate::model::ids::{Key, LinkId};
use crate::model::link::{Link, LinkState};
use crate::model::network::Network;
use crate::model::project::{Certainty, Change, Project, ProjectState, Setting};
use crate::model::scenario::Scenario;
use crate::model::value::Value;

/// The property that says when a former state of a line ended.
const CLOSE_YEAR: &str = "close_year";
/// What findings name in the place of a file.
const FILE: &str = "scenario";

/// The network in a year; itself where the year changes nothing.
#[must_use]
pub fn network_in(network: &Arc<Network>, year: i32, scenario: &Scenario) -> Arc<Network> {
    let plan = Plan::of(network, year, scenario);
    if plan.is_empty() {
        return Arc::clone(network);
    }
    let mut changed = Changed::of(network);
    let states = [
        (&plan.not_yet, LinkState::NotYet),
        (&plan.in_service, LinkState::Operating),
    ];
    for (links, state) in states {
        for id in links {
            changed.links[id.index()].state = state;
        }
    }
    for project in &plan.undone {
        changed.make(&project.former, &By::Before(project));
    }
    for project in &plan.applied {
        changed.apply(project);
    }
    changed.finish()
}

/// What is not known of a year: projects of which nothing says what was there before them, and services.
#[must_use]
pub fn unknown_in(network: &Network, year: i32, scenario: &Scenario) -> Vec<Issue> {
    let plan = Plan::of(network, year, scenario);
    if plan.is_empty() {
        return Vec::new();
    }
    let file = Arc::from(FILE);
    let said = year.to_string();
    let warn = |code, args: &[&str]| Issue::warning(code, &file, Place::default(), args);
    let mut issues = Vec::new();
    let projects: Vec<String> = plan
        .undone
        .iter()
        .rev()
        .filter_map(|project| {
            let unknown = plan.unknown(network, project);
            let keys: BTreeSet<&str> = unknown.iter().map(|of| of.subject.as_str()).collect();
            let keys: Vec<&str> = keys.into_iter().collect();
            (!keys.is_empty()).then(|| format!("{} ({})", project.key, keys.join(", ")))
        })
        .collect();
    if !projects.is_empty() {
        issues.push(warn("year-unknown", &[&said, &projects.join(", ")]));
    }
    if !network.services().is_empty() {
        issues.push(warn("year-services", &[&said]));
    }
    issues
}

/// What a year changes.
struct Plan<'a> {
    /// Links that are not there yet.
    not_yet: BTreeSet<LinkId>,
    /// Links that are in service then and not in the base.
    in_service: BTreeSet<LinkId>,
    /// Projects of the base that are not done yet, the latest first.
    undone: Vec<&'a Project>,
    /// Projects that are done by then, the earliest first.
    applied: Vec<&'a Project>,
}

impl<'a> Plan<'a> {
    fn of(network: &'a Network, year: i32, scenario: &Scenario) -> Self {
        let by_edit: BTreeMap<&Key, bool> = scenario
            .edits()
            .iter()
            .filter_map(|edit| match edit {
                Edit::ApplyProject {
                    project,
                    is_applied,
                } => Some((project, *is_applied)),
                _ => None,
            })
            .collect();
        let mut dated: Vec<(i32, &Project)> = network
            .projects()
            .iter()
            .filter(|project| !by_edit.contains_key(&project.key))
            .filter_map(|project| Some((project.first_year()?, project)))
            .collect();
        dated.sort_by_key(|(first, _)| *first);
        let is_in_base = |project: &Project| project.state == ProjectState::Open;
        let done = dated.iter().filter(|(first, _)| *first <= year);
        let applied = done
            .map(|(_, project)| *project)
            .filter(|of| !is_in_base(of) && of.certainty != Certainty::WhatIf);
        let later = dated.iter().rev().filter(|(first, _)| *first > year);
        let undone = later
            .map(|(_, project)| *project)
            .filter(|of| is_in_base(of));
        let mut plan = Self {
            not_yet: BTreeSet::new(),
            in_service: BTreeSet::new(),
            undone: undone.collect(),
            applied: applied.collect(),
        };
        let told = network
            .projects()
            .iter()
            .filter(|of| by_edit.contains_key(&of.key));
        let told: Vec<&Project> = told.collect();
        plan.lines(network, year, &told);
        plan
    }

    /// Which links are there; those that an edit's project changes are left to it.
    fn lines(&mut self, network: &Network, year: i32, told: &[&Project]) {
        for id in network.link_ids() {
            let link = network.link(id);
            if told.iter().any(|project| project.changes_link(link)) {
                continue;
            }
            let opens_later = link.open_year.is_some_and(|opens| opens > year);
            match link.state {
                LinkState::Operating if opens_later && !self.is_only_improved(network, link) => {
                    self.not_yet.insert(id);
                }
                LinkState::Building | LinkState::Planned
                    if link.open_year.is_some_and(|opens| opens <= year) =>
                {
                    self.in_service.insert(id);
                }
                _ => {}
            }
        }
        for id in network.link_ids() {
            let link = network.link(id);
            if is_former_in(link, year) && self.is_not_replaced(network, link) {
                self.in_service.insert(id);
            }
        }
    }

    /// Whether a link that has its present form from a later year on was there before: a project of
    /// that time changes it without opening it, and the data has no former line.
    fn is_only_improved(&self, network: &Network, link: &Link) -> bool {
        let by = || {
            self.undone
                .iter()
                .filter(|project| project.changes_link(link))
        };
        let opens = |project: &&&Project| {
            let mut changes = project.changes.iter();
            changes.any(|of| {
                matches!(of.setting, Setting::State(_))
                    && link.key.is_or_is_part_of(of.subject.as_str())
            })
        };
        let former = format!("{}{FORMER}", link.key.whole());
        let has_former = !network.links_named(&former).is_empty();
        !has_former && by().next().is_some() && !by().any(|project| opens(&project))
    }

    /// Whether nothing stands in the place of a former line.
    fn is_not_replaced(&self, network: &Network, link: &Link) -> bool {
        let Some(now) = link.key.whole().strip_suffix(FORMER) else {
            return true;
        };
        let successors = network.links_named(now);
        successors.iter().all(|id| self.not_yet.contains(id))
    }

    /// Changes of a project of which nothing says what was there before.
    fn unknown(&self, network: &Network, project: &'a Project) -> Vec<&'a Change> {
        let is_known = |change: &&Change| {
            let links = network.links_named(change.subject.as_str());
            let is_gone = !links.is_empty() && links.iter().all(|id| self.not_yet.contains(id));
            is_gone || project.former.iter().any(|of| of.is_of_same(change))
        };
        let changes = project.changes.iter();
        changes.filter(|change| !is_known(change)).collect()
    }

    fn is_empty(&self) -> bool {
        let no_lines = self.not_yet.is_empty() && self.in_service.is_empty();
        let changes_nothing = |project: &&Project| project.changes.is_empty();
        no_lines
            && self.undone.iter().all(changes_nothing)
            && self.applied.iter().all(changes_nothing)
    }
}

/// Behind the key of a link: its former state.
const FORMER: &str = "a";

/// Whether a link is the former state of a line, in service in a year.
fn is_former_in(link: &Link, year: i32) -> bool {
    let closes = link.attributes.iter().find(|of| of.name == CLOSE_YEAR);
    let closes = closes.and_then(|of| match &of.value {
        Value::Number(closes) => Some(closes.value),
        Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
    });
    link.state == LinkState::Superseded
        && link.open_year.is_none_or(|opens| opens <= year)
        && closes.is_some_and(|closes| f64::from(year) < closes)
}

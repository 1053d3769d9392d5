//! A target throughput, and the projects that reach it.
//!
//! Does not know: how they are chosen.

use eframe::egui::{DragValue, Ui};

use super::figure_ui;
use crate::app::action::Action;
use crate::app::beyond::{BeyondFigure, BeyondMade};
use crate::app::panels::number::Look;
use crate::app::state::State;
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::study::find::Subject;
use crate::study::target::{Measure, Reached, target_sentences};
use crate::words::format::number;

/// No target is greater, TEU a year.
const GREATEST: u64 = 1_000_000_000;

/// Shows the field and what was found.
pub fn target_ui(
    ui: &mut Ui,
    state: &State,
    made: &BeyondMade,
    present: u64,
    actions: &mut Vec<Action>,
) {
    let mut target = state.session.target.unwrap_or(present);
    ui.horizontal(|ui| {
        let label = ui.label(state.text("target.value"));
        #[expect(clippy::cast_precision_loss, reason = "how fast a drag is")]
        let speed = (present as f64 / 200.0).max(1.0);
        let field = DragValue::new(&mut target)
            .range(0..=GREATEST)
            .speed(speed)
            .custom_formatter(|value, _| number(value, 0))
            .custom_parser(|typed| typed.replace([',', ' '], "").parse().ok());
        let field = ui.add(field).labelled_by(label.id);
        if field.changed() {
            actions.push(Action::SetTarget(Some(target)));
        }
    });
    let Some(reached) = made
        .reached
        .as_ref()
        .filter(|_| state.session.target.is_some())
    else {
        return;
    };
    for sentence in target_sentences(reached, state.lang()) {
        ui.label(sentence);
    }
    let keys: Vec<&Key> = (reached.measures.iter())
        .filter_map(|measure| match measure {
            Measure::Project(key) => Some(key),
            Measure::Addition(_) => None,
        })
        .collect();
    for key in &keys {
        project_ui(ui, state, reached, key, actions);
    }
    if keys.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        figure_ui(ui, state, (BeyondFigure::Target, Look::BODY), actions);
        figure_ui(ui, state, (BeyondFigure::Cost, Look::BODY), actions);
        let tip = state.text("target.apply.tip");
        let apply = ui.button(state.text("target.apply")).on_hover_text(tip);
        if apply.clicked() {
            let edit = |key: &&Key| Edit::ApplyProject {
                project: (*key).clone(),
                is_applied: true,
            };
            actions.push(Action::Edit(keys.iter().map(edit).collect()));
        }
    });
}

/// A project with its certainty; a click shows it.
fn project_ui(ui: &mut Ui, state: &State, reached: &Reached, key: &Key, actions: &mut Vec<Action>) {
    let projects = reached.network.projects();
    let Some(place) = projects.iter().position(|project| project.key == *key) else {
        return;
    };
    let project = &projects[place];
    ui.horizontal_wrapped(|ui| {
        if ui.link(project.names.in_lang(state.lang())).clicked() {
            actions.push(Action::Go(Subject::Project(place)));
        }
        ui.weak(state.text(project.certainty.words_key()));
    });
}

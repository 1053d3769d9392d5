//! What is asked about the study file: changes that are not saved, what was left behind, a file that another
//! program changed.
//!
//! Nothing else can be done until there is an answer.
//! Does not know: what follows from an answer.

use eframe::egui;

use crate::app::action::Action;
use crate::app::saving::names::name;
use crate::app::saving::{After, Answer, OnDisk, StudyStep};
use crate::app::state::State;
use crate::app::steps::step_in_words;

/// Shows the question that is open, one at a time.
pub fn saving_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    let saving = &state.transient.saving;
    let Some(document) = &state.document else {
        return;
    };
    let name = name(state, document);
    if let Some(after) = &saving.asks {
        let said = match after {
            After::Close => "saving.ask-close",
            After::Open(_) => "saving.ask-open",
            After::Revert => "saving.ask-revert",
        };
        let (save, cancel) = (
            ("saving.save", StudyStep::Answer(Answer::Save)),
            ("saving.cancel", StudyStep::Answer(Answer::Cancel)),
        );
        let discard = StudyStep::Answer(Answer::Discard);
        let said = [state.fill(said, &[&name])];
        if *after == After::Revert {
            let answers = [("saving.revert", discard), cancel];
            question(context, state, "saving.ask", &said, &answers, actions);
        } else {
            let answers = [save, ("saving.discard", discard), cancel];
            question(context, state, "saving.ask", &said, &answers, actions);
        }
    } else if let Some(recovery) = &saving.recovery {
        let steps = recovery.history.position().to_string();
        let mut said = vec![state.fill("recovery.found", &[&name, &steps])];
        if let Some(last) = recovery.history.undoable() {
            let last = step_in_words(document, last, state.lang());
            said.push(state.fill("recovery.last", &[&last]));
        }
        if !recovery.recovered.knows(&document.history.beginning()) {
            said.push(state.text("recovery.other"));
        }
        let answers = [
            ("recovery.take", StudyStep::Recover(true)),
            ("recovery.forget", StudyStep::Recover(false)),
        ];
        question(context, state, "recovery.title", &said, &answers, actions);
    } else if saving.is_other_on_disk {
        let answers = [
            ("on-disk.reload", StudyStep::OnDisk(OnDisk::Reload)),
            ("on-disk.keep", StudyStep::OnDisk(OnDisk::KeepMine)),
            ("on-disk.copy", StudyStep::OnDisk(OnDisk::Copy)),
        ];
        let said = state.fill("on-disk.said", &[&name]);
        question(context, state, "on-disk.title", &[said], &answers, actions);
    }
}

fn question(
    context: &egui::Context,
    state: &State,
    title: &str,
    said: &[String],
    answers: &[(&str, StudyStep)],
    actions: &mut Vec<Action>,
) {
    let modal = egui::Modal::new(egui::Id::unique("saving")).show(context, |ui| {
        ui.set_width(440.0);
        ui.strong(state.text(title));
        ui.add_space(6.0);
        for line in said {
            ui.label(line);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            for (key, step) in answers {
                if ui.button(state.text(key)).clicked() {
                    actions.push(Action::Study(step.clone()));
                }
            }
        });
    });
    let cancel = StudyStep::Answer(Answer::Cancel);
    let has_cancel = answers.iter().any(|(_, step)| *step == cancel);
    if has_cancel && modal.should_close() {
        actions.push(Action::Study(cancel));
    }
}

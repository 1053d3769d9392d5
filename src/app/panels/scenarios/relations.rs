//! What a named scenario builds on and excludes, and its own edits in their order.
//!
//! Does not know: what follows from a change.

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::names_in_words;
use crate::app::action::Action;
use crate::app::panels::menu::edit_in_words;
use crate::app::panels::widgets::heading;
use crate::app::scenarios::relations::Relation;
use crate::app::scenarios::{ScenarioStep, name_of};
use crate::app::state::State;
use crate::model::ids::Key;
use crate::model::scenarios::{Book, Named};

/// Makes a relation of another scenario's key.
type Make = fn(Key, bool) -> Relation;

/// Shows them.
pub fn relations_ui(
    ui: &mut Ui,
    state: &State,
    book: &Book,
    named: &Named,
    actions: &mut Vec<Action>,
) {
    let lists: [(&str, &str, &[Key], Make); 2] = [
        (
            "scenarios.on",
            "scenarios.choose-on",
            &named.builds_on,
            Relation::BuildsOn,
        ),
        (
            "scenarios.excludes",
            "scenarios.choose-excludes",
            &named.excludes,
            Relation::Excludes,
        ),
    ];
    for (words, choose, list, make) in lists {
        let said = match list {
            [] => state.text("scenarios.no-other"),
            list => names_in_words(state, book, list),
        };
        let said = state.fill(words, &[&said]);
        ui.add(egui::Label::new(RichText::new(said).weak()).wrap());
        let fold = egui::CollapsingHeader::new(state.text(choose)).id_salt(words);
        fold.show(ui, |ui| {
            let others = book.scenarios().iter().filter(|of| of.key != named.key);
            for other in others {
                let names = name_of(book, std::slice::from_ref(&other.key));
                let mut is_in = list.contains(&other.key);
                let choice = ui.checkbox(&mut is_in, names.in_lang(state.lang()));
                if choice.changed() {
                    actions.push(relate(named, make(other.key.clone(), is_in)));
                }
            }
        });
    }
    heading(ui, &state.text("scenarios.own-edits"));
    for (place, edit) in named.edits.iter().enumerate() {
        let said = edit_in_words(state, edit);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let chosen = edit_buttons(ui, state, place, &said);
                actions.extend(chosen.map(|relation| relate(named, relation)));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(&said).truncate());
                });
            });
        });
    }
    if named.edits.is_empty() {
        ui.weak(state.text("scenarios.no-edits"));
    }
}

/// What can be done to one of the edits, and which of it was chosen.
fn edit_buttons(ui: &mut Ui, state: &State, place: usize, said: &str) -> Option<Relation> {
    let steps = [
        ("scenarios.remove-edit", "×", Relation::RemoveEdit(place)),
        ("scenarios.edit-down", "↓", Relation::MoveEdit(place, 1)),
        ("scenarios.edit-up", "↑", Relation::MoveEdit(place, -1)),
    ];
    let mut chosen = None;
    for (words, sign, relation) in steps {
        let label = state.fill(words, &[said]);
        let button = ui.small_button(sign).on_hover_text(&label);
        let info = || egui::WidgetInfo::labeled(egui::Role::Button, true, &label);
        button.widget_info(info);
        if button.clicked() {
            chosen = Some(relation);
        }
    }
    chosen
}

fn relate(named: &Named, relation: Relation) -> Action {
    Action::Scenario(ScenarioStep::Relate(named.key.clone(), relation))
}

//! The publication check in the export window: what a map published in China needs, how each point stands, and
//! what may be done about it.
//!
//! Does not know: what a published map needs; how the page is made.

use eframe::egui::{Button, CollapsingHeader, Label, RichText, Role, TextEdit, Ui, WidgetInfo};

use crate::app::action::{Action, Pane};
use crate::app::cartography::CartographyStep;
use crate::app::pages::{PageStep, open_page};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::model::cartography::{InsetChoice, PublicationPoint};
use crate::model::page::PagePart;
use crate::study::publication::{Checked, Standing, is_ready};

/// Shows the check, which may be folded.
pub fn publication_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    let heading = state.text("publication.heading");
    CollapsingHeader::new(heading)
        .default_open(true)
        .show(ui, |ui| {
            number_field(ui, state, actions);
            let points = state.transient.plate.checked.clone();
            for point in &points {
                point_ui(ui, state, point, actions);
            }
            let palette = state.session.view.palette();
            let (key, ink) = if is_ready(&points) {
                ("publication.ready", palette.good)
            } else {
                ("publication.not-ready", palette.warning)
            };
            ui.label(RichText::new(state.text(key)).color(color(ink)));
        });
}

fn say(actions: &mut Vec<Action>, step: CartographyStep) {
    actions.push(Action::Cartography(step));
}

/// The field of the review number; what was typed is kept when the field is left.
fn number_field(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    let document = state.document.as_ref();
    let saved = document.map(|of| of.history.saved().layers.publication.review_number.clone());
    let saved = saved.unwrap_or_default();
    let label = state.text("publication.number-field");
    let now = &mut state.transient.cartography;
    let mut typed = now.number.clone().unwrap_or_else(|| saved.clone());
    let takes_focus = std::mem::take(&mut now.takes_focus);
    ui.horizontal(|ui| {
        let label = ui.label(label);
        let field = TextEdit::singleline(&mut typed)
            .hint_text("GS(2025)1234")
            .desired_width(200.0);
        let response = ui.add(field).labelled_by(label.id);
        if takes_focus {
            response.request_focus();
        }
        if response.changed() {
            now.number = Some(typed.clone());
        }
        if response.lost_focus() {
            now.number = None;
            if typed != saved {
                say(actions, CartographyStep::ReviewNumber(typed));
            }
        }
    });
}

fn point_ui(ui: &mut Ui, state: &mut State, one: &Checked, actions: &mut Vec<Action>) {
    let palette = state.session.view.palette();
    let (key, ink) = match one.standing {
        Standing::Met => ("publication.met", palette.good),
        Standing::Open if one.is_required => ("publication.open", palette.warning),
        Standing::Open => ("publication.open", palette.muted),
        Standing::Ignored => ("publication.ignored", palette.muted),
    };
    let name = state.text(one.point.words_key());
    let standing = state.fill(key, &[&one.reason]);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&name).strong());
        ui.add(Label::new(RichText::new(standing).color(color(ink))).truncate());
    });
    ui.add(Label::new(RichText::new(&one.said).size(SMALL).weak()).wrap());
    match one.standing {
        Standing::Met => {}
        Standing::Open => open_ui(ui, state, one, &name, actions),
        Standing::Ignored => {
            let again = ui.push_id(one.point, |ui| {
                ui.small_button(state.text("publication.take-up"))
            });
            if again.inner.clicked() {
                say(actions, CartographyStep::Ignore(one.point, None));
            }
        }
    }
}

/// What may be done about a point that is open: it is set right, or left aside for a reason.
fn open_ui(ui: &mut Ui, state: &mut State, one: &Checked, name: &str, actions: &mut Vec<Action>) {
    let words = ["fix", "ignore", "reason-hint"];
    let [fix, ignore, hint] = words.map(|word| state.text(&format!("publication.{word}")));
    let about = state.fill("publication.reason", &[name]);
    ui.push_id(one.point, |ui| {
        ui.horizontal(|ui| {
            let button = ui.button(fix).on_hover_text(&one.fix);
            if button.clicked() {
                actions.extend(fix_of(state, one.point));
            }
            let reasons = &mut state.transient.cartography.reasons;
            let reason = reasons.entry(one.point).or_default();
            let field = TextEdit::singleline(reason)
                .hint_text(hint)
                .desired_width(190.0);
            let field = ui.add(field);
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &about));
            let is_said = !reason.trim().is_empty();
            if ui.add_enabled(is_said, Button::new(ignore)).clicked() {
                let reason = std::mem::take(reason).trim().to_owned();
                say(actions, CartographyStep::Ignore(one.point, Some(reason)));
            }
        });
    });
}

/// What sets a point right, or leads to where it is set right.
fn fix_of(state: &State, point: PublicationPoint) -> Option<Action> {
    let action = match point {
        PublicationPoint::Boundary => Action::Cartography(CartographyStep::PickBoundary),
        PublicationPoint::Inset => Action::Cartography(CartographyStep::Inset(InsetChoice::Auto)),
        PublicationPoint::ReviewNumber => Action::Cartography(CartographyStep::TypeNumber),
        // It is open where tiles have none: their menu stands in the list of layers.
        PublicationPoint::Attribution => Action::Show(Pane::Routes, true),
        PublicationPoint::Assumed => {
            let mut page = open_page(state)?.clone();
            page.parts.insert(PagePart::Foundation);
            Action::Pages(PageStep::Change(Box::new(page), None))
        }
        // They have no room on the page, whose fields stand beside this window.
        PublicationPoint::Parts => Action::Show(Pane::Export, false),
    };
    Some(action)
}

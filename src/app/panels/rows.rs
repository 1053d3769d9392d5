//! Rows of two columns: what something is called, wrapped, and its value.
//!
//! Does not know: what the rows are about.

use eframe::egui::{self, Align, Layout, Margin, RichText, Ui, Vec2};

use super::number::{number_link, quoted_tooltip, status_dot};
use crate::app::action::Action;
use crate::app::cards::{Card, Origin, edit_of};
use crate::app::state::State;
use crate::app::theme::BODY;
use crate::model::sourced::Sourced;
use crate::model::value::Quoted;

/// The part of the width that names take.
const NAMES: f32 = 0.46;

/// Rows being written.
pub struct Rows<'a> {
    state: &'a State,
    actions: &'a mut Vec<Action>,
    count: usize,
}

impl<'a> Rows<'a> {
    /// Shows rows, one close upon the other.
    pub fn show(
        ui: &mut Ui,
        state: &'a State,
        actions: &'a mut Vec<Action>,
        rows: impl FnOnce(&mut Ui, &mut Self),
    ) {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut written = Self {
                state,
                actions,
                count: 0,
            };
            rows(ui, &mut written);
        });
    }

    /// The window's state.
    #[must_use]
    pub fn state(&self) -> &'a State {
        self.state
    }

    /// A quiet heading; the rows below begin anew.
    pub fn heading(&mut self, ui: &mut Ui, key: &str) {
        ui.add_space(6.0);
        let said = RichText::new(self.state.text(key)).size(BODY).strong();
        ui.label(said.color(ui.visuals().weak_text_color()));
        self.count = 0;
    }

    /// A row of text; the name is a text of the message files.
    pub fn text(&mut self, ui: &mut Ui, key: &str, said: &str) {
        let name = self.state.text(key);
        self.named_text(ui, &name, said);
    }

    /// A row of text.
    pub fn named_text(&mut self, ui: &mut Ui, name: &str, said: &str) {
        self.row(ui, name, false, |_, ui, _| {
            ui.add(egui::Label::new(said).wrap());
        });
    }

    /// A row with a number, called as its card says.
    pub fn number(&mut self, ui: &mut Ui, number: &Sourced, origin: Origin) {
        let name = origin
            .names(self.state)
            .in_lang(self.state.lang())
            .to_owned();
        self.named_number(ui, &name, number, origin);
    }

    /// A row with a number; edited ones are marked.
    pub fn named_number(&mut self, ui: &mut Ui, name: &str, number: &Sourced, origin: Origin) {
        let card = Card::of(origin);
        let target = card.target();
        let is_edited = target.is_some_and(|target| edit_of(self.state, &target).is_some());
        self.row(ui, name, is_edited, |state, ui, actions| {
            number_link(ui, state, actions, number, || card);
        });
    }

    /// A row with a quoted text and the dot of its provenance.
    pub fn quoted(&mut self, ui: &mut Ui, name: &str, quoted: &Quoted) {
        self.row(ui, name, false, |state, ui, _| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.spacing_mut().interact_size.y = 0.0;
                ui.add(egui::Label::new(&quoted.text).wrap());
                status_dot(ui, state, quoted.status)
                    .on_hover_ui(|ui| quoted_tooltip(ui, state, quoted));
            });
        });
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        name: &str,
        is_edited: bool,
        value: impl FnOnce(&State, &mut Ui, &mut Vec<Action>),
    ) {
        let mut frame = egui::Frame::new().inner_margin(Margin::symmetric(6, 2));
        if self.count.is_multiple_of(2) {
            frame = frame.fill(ui.visuals().faint_bg_color);
        }
        self.count += 1;
        let (state, actions) = (self.state, &mut *self.actions);
        let accent = ui.visuals().hyperlink_color;
        let shown = frame.show(ui, |ui| {
            let width = ui.available_width();
            ui.set_width(width);
            ui.horizontal_top(|ui| {
                let left = (width * NAMES).floor();
                let layout = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(Vec2::new(left, 0.0), layout, |ui| {
                    ui.set_width(left);
                    name_ui(ui, state, name, is_edited);
                });
                ui.vertical(|ui| value(state, ui, actions));
            });
        });
        if is_edited {
            let mut mark = shown.response.rect;
            mark.set_width(3.0);
            ui.painter().rect_filled(mark, 1.0, accent);
        }
    }
}

/// The name of a row; that of an edited number is marked.
fn name_ui(ui: &mut Ui, state: &State, name: &str, is_edited: bool) {
    let said = RichText::new(name);
    if is_edited {
        let said = said.color(ui.visuals().hyperlink_color);
        let label = ui.add(egui::Label::new(said).wrap());
        label.on_hover_text(state.text("card.edited"));
    } else {
        ui.add(egui::Label::new(said).wrap());
    }
}

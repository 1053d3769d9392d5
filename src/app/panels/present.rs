//! What stands beside the map while the panels are gone: the name of what is open, what it is, and its results.
//!
//! Does not know: how the whole screen is had.

use eframe::egui::{self, RichText, Ui};

use super::number::{Look, number_link_as};
use crate::app::action::Action;
use crate::app::cards::{Card, Origin};
use crate::app::scenarios::{book, keys, open_name, place_now, stepped, year_now};
use crate::app::state::State;
use crate::app::theme::{KPI, SMALL};
use crate::study::provenance::Measure;

/// Shows it, in a column beside the map.
pub fn present_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.take_available_width();
    if state.document.is_none() {
        return;
    }
    let scroll = egui::ScrollArea::vertical().auto_shrink(false);
    scroll.show(ui, |ui| {
        ui.add_space(8.0);
        title_ui(ui, state);
        numbers_ui(ui, state, actions);
    });
}

fn title_ui(ui: &mut Ui, state: &State) {
    let lang = state.lang();
    let names = open_name(state);
    // While the other scenario is shown the map says so: nothing here moves but the numbers.
    let title = RichText::new(names.in_lang(lang)).size(KPI).strong();
    ui.add(egui::Label::new(title).wrap());
    let Some(book) = book(state) else {
        return;
    };
    let last = keys(state).last();
    let named = last.and_then(|key| book.get(key.as_str()));
    if let Some(named) = named {
        let about = RichText::new(named.about.in_lang(lang)).size(SMALL + 1.0);
        ui.add(egui::Label::new(about).wrap());
    }
    let place = (place_now(state) + 1).to_string();
    let count = stepped(book).len().to_string();
    let mut said = vec![state.fill("present.place", &[&place, &count])];
    if let Some(year) = year_now(state) {
        said.insert(0, year.to_string());
    }
    let peek = &state.transient.peek;
    if !peek.is_same && peek.is_ready {
        said.push(state.fill("bar.hold", &[peek.names.in_lang(lang)]));
    }
    ui.label(RichText::new(said.join(" · ")).size(SMALL).weak());
}

/// The best way and what can flow, where they are asked for.
fn numbers_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let origins = [
        Origin::Total(Measure::Hours),
        Origin::Total(Measure::Money),
        Origin::Total(Measure::Co2),
        Origin::Throughput,
    ];
    let numbers = origins.map(|origin| origin.number(state).map(|number| (origin, number)));
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    let Some((first, _)) = numbers.first() else {
        return;
    };
    ui.separator();
    let of = first.whose(state);
    ui.add(egui::Label::new(of.in_lang(state.lang())).wrap());
    ui.spacing_mut().item_spacing.y = 0.0;
    for (origin, number) in numbers {
        ui.add_space(5.0);
        let name = origin.names(state);
        let name = RichText::new(name.in_lang(state.lang()));
        ui.label(name.size(SMALL).weak());
        let look = Look {
            size: KPI - 4.0,
            ..Look::BODY
        };
        number_link_as(ui, state, actions, &number, look, || {
            Action::ShowCard(Card::of(origin))
        });
    }
}

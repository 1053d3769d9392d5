//! What is put on the network and how: year, growth, how much more or less, modes, method, crowding.
//!
//! Does not know: what comes of it.

use eframe::egui::{self, RichText, Ui};

use crate::app::action::Action;
use crate::app::demand::wanted_now;
use crate::app::flows::{FlowStep, FlowWish};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::document::study::Document;
use crate::model::link::Mode;
use crate::study::demand::{Growth, last_published, years};
use crate::study::flows::{Curve, How, Method};

/// The gaps that can be asked for.
const GAPS: [f64; 4] = [1e-4, 1e-6, 1e-8, 1e-10];

/// The greatest elasticity that can be asked for.
const ELASTICITY: f64 = 3.0;

/// Shows it.
pub fn choice_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    year_ui(ui, state, document, actions);
    let wish = &state.session.flows.wish;
    let mut now = wish.clone();
    factor_ui(ui, state, &mut now);
    modes_ui(ui, state, &mut now);
    method_ui(ui, state, &mut now);
    elasticity_ui(ui, state, &mut now);
    curves_ui(ui, state, &mut now);
    if now != *wish {
        actions.push(Action::Flows(FlowStep::Set(now)));
    }
}

/// The year, and for later years the growth: the same matrix as the pane of demand shows.
pub fn year_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    let facts = &document.facts;
    let Some(wanted) = wanted_now(state) else {
        return;
    };
    let scenario = document.history.scenario();
    let last = last_published(facts).map_or(0, |(year, _)| year);
    let mut now = wanted;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(state.text("demand.year"));
        let said = |year: i32| {
            if year > last {
                state.fill("demand.later", &[&year.to_string()])
            } else {
                year.to_string()
            }
        };
        let chooser = egui::ComboBox::from_id_salt("flows-year").width(110.0);
        ui.add_enabled_ui(scenario.year().is_none(), |ui| {
            let chosen = chooser.selected_text(said(wanted.year)).show_ui(ui, |ui| {
                for year in years(facts) {
                    ui.selectable_value(&mut now.year, year, said(year));
                }
            });
            let response = chosen.response.labelled_by(label.id);
            response.on_disabled_hover_text(state.text("years.of-scenario"));
        });
        if wanted.year > last {
            ui.add_enabled_ui(scenario.growth().is_none(), |ui| {
                for growth in Growth::ALL {
                    let name = state.text(growth.words_key());
                    ui.selectable_value(&mut now.growth, growth, name);
                }
            });
        }
    });
    if now != wanted {
        actions.push(Action::SetDemand(now));
    }
}

/// How much of that demand.
pub fn factor_ui(ui: &mut Ui, state: &State, now: &mut FlowWish) {
    ui.horizontal(|ui| {
        let label = ui.label(state.text("flows.factor"));
        let mut percent = now.factor * 100.0;
        ui.spacing_mut().slider_width = 130.0;
        let slider = egui::Slider::new(&mut percent, 50.0..=200.0)
            .step_by(1.0)
            .suffix(" %");
        if ui.add(slider).labelled_by(label.id).changed() {
            now.factor = percent / 100.0;
        }
    });
}

/// The modes that may carry it.
pub fn modes_ui(ui: &mut Ui, state: &State, now: &mut FlowWish) {
    ui.horizontal_wrapped(|ui| {
        for mode in Mode::ALL.into_iter().filter(|mode| *mode != Mode::Transfer) {
            let mut is_in = now.modes.has(mode);
            if ui
                .checkbox(&mut is_in, state.text(mode.words_key()))
                .changed()
            {
                now.modes = now.modes.with(mode, is_in);
            }
        }
    });
}

/// The name of a method in the message files; with `.help` what it assumes and when it is of use.
fn method_key(method: Method) -> [&'static str; 2] {
    let how = match method {
        Method::Assign(how) => how,
        Method::Allocate => return ["flows.allocate", "flows.allocate.help"],
    };
    match how {
        How::UserEquilibrium => ["flows.ue", "flows.ue.help"],
        How::SystemOptimum => ["flows.so", "flows.so.help"],
        How::Stochastic => ["flows.sue", "flows.sue.help"],
        How::AllOrNothing => ["flows.aon", "flows.aon.help"],
        How::SuccessiveAverages => ["flows.msa", "flows.msa.help"],
        How::Incremental => ["flows.incremental", "flows.incremental.help"],
        How::FrankWolfe => ["flows.bfw", "flows.bfw.help"],
    }
}

fn method_ui(ui: &mut Ui, state: &State, now: &mut FlowWish) {
    ui.horizontal(|ui| {
        let label = ui.label(state.text("flows.method"));
        let [name, _] = method_key(now.method);
        let chooser = egui::ComboBox::from_id_salt("flows-method").width(180.0);
        let chosen = chooser.selected_text(state.text(name)).show_ui(ui, |ui| {
            for method in Method::ALL {
                let [name, help] = method_key(method);
                ui.selectable_value(&mut now.method, method, state.text(name))
                    .on_hover_text(state.text(help));
            }
        });
        chosen.response.labelled_by(label.id);
    });
    let [_, help] = method_key(now.method);
    let help = RichText::new(state.text(help)).size(SMALL).weak();
    ui.add(egui::Label::new(help).wrap());
    ui.horizontal(|ui| {
        let label = ui.label(state.text("flows.gap"));
        let said = |gap: f64| format!("{gap:.0e}");
        let chooser = egui::ComboBox::from_id_salt("flows-gap").width(80.0);
        let chosen = chooser.selected_text(said(now.gap)).show_ui(ui, |ui| {
            for gap in GAPS {
                let is_chosen = gap.to_bits() == now.gap.to_bits();
                if ui.selectable_label(is_chosen, said(gap)).clicked() {
                    now.gap = gap;
                }
            }
        });
        let tip = state.text("flows.gap.tip");
        chosen.response.labelled_by(label.id).on_hover_text(tip);
    });
}

/// How demand falls as its cost rises, and what is assumed by that.
fn elasticity_ui(ui: &mut Ui, state: &State, now: &mut FlowWish) {
    let is_taken = now.method.takes_elasticity();
    ui.horizontal(|ui| {
        let label = ui.label(state.text("flows.elasticity"));
        ui.spacing_mut().slider_width = 130.0;
        let slider = egui::Slider::new(&mut now.elasticity, 0.0..=ELASTICITY)
            .step_by(0.05)
            .max_decimals(2);
        let slider = ui.add_enabled(is_taken, slider).labelled_by(label.id);
        let slider = slider.on_hover_text(state.text("flows.elasticity.tip"));
        slider.on_disabled_hover_text(state.text("flows.elasticity.none"));
    });
    if is_taken && now.elasticity > 0.0 {
        let said = RichText::new(state.text("flows.elasticity.help"));
        ui.add(egui::Label::new(said.size(SMALL).weak()).wrap());
    }
}

fn curve_key(curve: Curve) -> [&'static str; 2] {
    match curve {
        Curve::Constant => ["flows.constant", "flows.constant.help"],
        Curve::Bpr => ["flows.bpr", "flows.bpr.help"],
        Curve::Conical => ["flows.conical", "flows.conical.help"],
        Curve::Davidson => ["flows.davidson", "flows.davidson.help"],
        Curve::Railway => ["flows.railway", "flows.railway.help"],
    }
}

/// How crowding slows down, by mode.
fn curves_ui(ui: &mut Ui, state: &State, now: &mut FlowWish) {
    ui.label(state.text("flows.curves"))
        .on_hover_text(state.text("flows.curves.tip"));
    let curves = [
        (&mut now.curves.rail, "flows.on-rail"),
        (&mut now.curves.road, "flows.on-road"),
        (&mut now.curves.water, "flows.on-water"),
    ];
    for (curve, key) in curves {
        ui.horizontal(|ui| {
            let label = ui.label(state.text(key));
            let [name, help] = curve_key(*curve);
            let chooser = egui::ComboBox::from_id_salt(key).width(150.0);
            let chosen = chooser.selected_text(state.text(name)).show_ui(ui, |ui| {
                for other in Curve::ALL {
                    let [name, help] = curve_key(other);
                    ui.selectable_value(curve, other, state.text(name))
                        .on_hover_text(state.text(help));
                }
            });
            let response = chosen.response.labelled_by(label.id);
            response.on_hover_text(state.text(help));
        });
    }
}

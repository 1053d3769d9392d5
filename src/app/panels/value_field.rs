//! The field in which a number of a link or hub is edited, by typing or dragging.
//!
//! Does not know: what the edit brings about.

use eframe::egui::{self, Ui};

use crate::app::action::Action;
use crate::app::cards::edit_of;
use crate::app::state::State;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::sourced::Sourced;
use crate::words::format::number as grouped;

/// How a kind of number is edited.
struct Range {
    /// Change by a point of dragging.
    speed: f64,
    most: f64,
    decimals: usize,
}

impl Range {
    fn of(target: &Target) -> Option<Self> {
        let (speed, most, decimals) = match target {
            Target::LinkNumber(_, LinkNumber::Hours)
            | Target::NodeNumber(
                _,
                NodeNumber::TransferHours | NodeNumber::BorderHours | NodeNumber::GaugeHours,
            ) => (0.1, 10_000.0, 2),
            Target::LinkNumber(_, LinkNumber::Money)
            | Target::NodeNumber(
                _,
                NodeNumber::TransferMoney | NodeNumber::BorderMoney | NodeNumber::GaugeMoney,
            ) => (5.0, 1e7, 0),
            Target::NodeNumber(
                _,
                NodeNumber::TransferCo2 | NodeNumber::BorderCo2 | NodeNumber::GaugeCo2,
            ) => (0.1, 1e6, 1),
            Target::LinkNumber(_, LinkNumber::Capacity)
            | Target::NodeNumber(
                _,
                NodeNumber::Capacity
                | NodeNumber::TransferCapacity
                | NodeNumber::BorderCapacity
                | NodeNumber::GaugeCapacity,
            ) => (1_000.0, 1e9, 0),
            Target::LinkNumber(_, LinkNumber::Pairs) => (0.1, 1_000.0, 1),
            Target::LinkNumber(_, LinkNumber::TeuPerTrain) => (0.2, 1_000.0, 1),
            Target::LinkNumber(_, LinkNumber::ContainerShare) => (0.005, 1.0, 3),
            Target::NodeNumber(_, NodeNumber::DwellDays) => (0.05, 1_000.0, 1),
            _ => return None,
        };
        Some(Self {
            speed,
            most,
            decimals,
        })
    }
}

/// Shows the field; a drag is one step of undo.
pub fn value_field(
    ui: &mut Ui,
    state: &State,
    number: &Sourced,
    target: &Target,
    actions: &mut Vec<Action>,
) {
    let Some(range) = Range::of(target) else {
        return;
    };
    let edited = edit_of(state, target);
    let own = edited.filter(|edit| edit.target() == *target);
    let old = own.and_then(value_of).unwrap_or(number.value);
    let has_limit = old.is_finite();
    let mut value = if has_limit { old } else { 0.0 };
    let none = state.text("card.no-limit");
    let decimals = range.decimals;
    ui.horizontal(|ui| {
        let label = ui.label(state.text("card.set"));
        let field = egui::DragValue::new(&mut value)
            .speed(range.speed)
            .range(0.0..=range.most)
            .max_decimals(decimals)
            .update_while_editing(false)
            .custom_formatter(move |value, _| {
                if has_limit {
                    plain(value, decimals)
                } else {
                    none.clone()
                }
            })
            .custom_parser(|typed| typed.replace([',', ' '], "").parse().ok());
        let response = ui.add(field).labelled_by(label.id);
        ui.weak(number.unit.in_lang(state.lang()));
        // A field that was left as it was holds the number only as far as it shows it.
        let is_other = plain(value, decimals) != plain(old, decimals);
        if response.changed() && is_other {
            let gesture = ui.input(|input| input.pointer.press_start_time());
            let edits = edit(target, value).into_iter().collect();
            actions.push(match gesture.filter(|_| response.dragged()) {
                Some(since) => Action::EditIn(edits, since.to_bits()),
                None => Action::Edit(edits),
            });
        }
        if let Some(edited) = edited
            && ui.small_button(state.text("card.reset")).clicked()
        {
            actions.push(Action::Edit(vec![Edit::Restore(edited.target())]));
        }
    });
}

/// A value as it is typed: with at most so many decimals.
fn plain(value: f64, decimals: usize) -> String {
    let said = grouped(value, decimals);
    if decimals == 0 {
        return said;
    }
    said.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn value_of(edit: &Edit) -> Option<f64> {
    match edit {
        Edit::SetLinkNumber { value, .. } | Edit::SetNodeNumber { value, .. } => Some(*value),
        _ => None,
    }
}

fn edit(target: &Target, value: f64) -> Option<Edit> {
    match target {
        Target::LinkNumber(link, number) => Some(Edit::SetLinkNumber {
            link: link.clone(),
            number: *number,
            value,
        }),
        Target::NodeNumber(node, number) => Some(Edit::SetNodeNumber {
            node: node.clone(),
            number: *number,
            value,
        }),
        _ => None,
    }
}

//! Edits of all picked rows, as one step; what was not taken is said once.
//!
//! Does not know: how rows are picked.

use std::collections::BTreeSet;

use super::jobs::TableMade;
use super::table_now;
use crate::app::action::Action;
use crate::app::state::State;
use crate::app::update::{Means, update};
use crate::model::edit::Edit;
use crate::study::table::columns::Field;
use crate::study::table::paste::Refused;
use crate::study::table::set::{Entry, Refusal, number};
use crate::study::table::{Cell, Tab};

/// The picked rows in the order in which they are listed; those that are not listed are left out.
#[must_use]
pub fn picked_rows(state: &State, made: &TableMade) -> Vec<usize> {
    let picked = &state.transient.table.picked;
    let rows = made.rows.iter().copied();
    rows.filter(|row| picked.contains(row)).collect()
}

/// The edits of all picked rows in the column of the cell; each different one once.
fn edit_picked(
    state: &mut State,
    means: &mut Means,
    edit: impl Fn(&TableMade, usize, Field) -> Result<Option<Edit>, Refused>,
) {
    let (Some(made), Some((_, field))) = (table_now(state), state.transient.table.at) else {
        return;
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut refused = Vec::new();
    for row in picked_rows(state, &made) {
        match edit(&made, row, field) {
            Ok(Some(edit)) if seen.insert(edit.target()) => edits.push(edit),
            Ok(_) => {}
            Err(why) => refused.push(why),
        }
    }
    commit(state, means, edits, &refused);
}

/// Makes edits as one step, and says once what was not taken.
pub fn commit(state: &mut State, means: &mut Means, edits: Vec<Edit>, refused: &[Refused]) {
    if !edits.is_empty() {
        update(state, means, Action::Edit(edits));
    }
    let Some(first) = refused.first() else {
        return;
    };
    let lang = state.lang();
    let column = first.column.map(|column| column.name(lang));
    let place = [Some(first.row.clone()), column].into_iter().flatten();
    let place: Vec<String> = place.filter(|part| !part.is_empty()).collect();
    let why = first.why.in_words(lang);
    let said = if place.is_empty() {
        why
    } else {
        state.fill("table.refused.at", &[&place.join(", "), &why])
    };
    let said = match refused.len() {
        1 => state.fill("table.refused", &[&said]),
        count => state.fill("table.refused.more", &[&count.to_string(), &said]),
    };
    state.say(said, true);
}

fn refusal(made: &TableMade, row: usize, field: Field) -> impl FnOnce(Refusal) -> Refused {
    let columns = made.table.columns().iter();
    let column = columns.copied().find(|column| column.field == field);
    let row = made.table.key(row);
    move |why| Refused { row, column, why }
}

/// Takes the number that was asked for.
pub fn take(state: &mut State, means: &mut Means) {
    let said = state.text("table.refused.number");
    let Some(asking) = &mut state.transient.table.asking else {
        return;
    };
    let Some(value) = number(&asking.text) else {
        asking.error = Some(said.replace("{0}", asking.text.trim()));
        asking.takes_focus = true;
        return;
    };
    let is_factor = asking.is_factor;
    state.transient.table.asking = None;
    edit_picked(state, means, |made, row, field| {
        let edit = if is_factor {
            made.table.multiply(row, field, value)
        } else {
            made.table.set(row, field, Entry::Number(value)).map(Some)
        };
        edit.map_err(refusal(made, row, field))
    });
}

/// Opens or closes, applies or leaves the picked rows.
pub fn switch(state: &mut State, means: &mut Means, is_on: bool) {
    let field = match state.session.table.tab {
        Tab::Projects => Field::Applied,
        _ => Field::Open,
    };
    edit_picked(state, means, |made, row, _| {
        if made.table.cell(row, field) == Cell::Switch(is_on) {
            return Ok(None);
        }
        let edit = made.table.set(row, field, Entry::Switch(is_on));
        edit.map(Some).map_err(refusal(made, row, field))
    });
}

/// The picked cells of the column as in the base.
pub fn restore(state: &mut State, means: &mut Means) {
    edit_picked(state, means, |made, row, field| {
        Ok(made.table.restore(row, field))
    });
}

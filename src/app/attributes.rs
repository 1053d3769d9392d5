//! The attribute table: what is listed, picked, typed, copied and pasted.
//!
//! Rows are named by their places in the data (see `study::table`), so that what is picked stays picked
//! whatever is listed. Every change of the study is one step of undo.
//! Does not know: how the table is drawn.

pub mod bulk;
pub mod cards;
pub mod jobs;
pub mod keys;
pub mod look;
pub mod picks;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::bulk::{commit, picked_rows, restore, switch, take};
use self::jobs::TableMade;
use self::look::change_look;
use self::picks::{Pick, move_by, pick, pick_all};
use super::action::{Action, Pane};
use super::jobs::FileDone;
use super::picture::Of;
use super::state::State;
use super::update::{Means, update};
use super::view::show;
use crate::io::rows::{RowsError, RowsFormat, bytes_of};
use crate::scene::sheet::Thing;
use crate::study::table::columns::Field;
use crate::study::table::paste::Frame;
use crate::study::table::set::Entry;
use crate::study::table::{Cell, Tab};

/// A cell that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Editor {
    /// Its row.
    pub row: usize,
    /// Its column.
    pub field: Field,
    /// What is typed.
    pub text: String,
    /// Why that was not taken.
    pub error: Option<String>,
    /// Whether its field is to get the keys.
    pub takes_focus: bool,
}

/// A number that is asked for, for all picked rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Whether cells are multiplied by it instead of set to it.
    pub is_factor: bool,
    /// What is typed.
    pub text: String,
    /// Why that was not taken.
    pub error: Option<String>,
    /// Whether its field is to get the keys.
    pub takes_focus: bool,
}

/// The table as it is now.
#[derive(Default)]
pub struct TableNow {
    /// The newest table, with the rows that are listed.
    pub made: Option<Arc<TableMade>>,
    /// Whether a newer one is being made.
    pub is_updating: bool,
    /// Rows that are picked.
    pub picked: BTreeSet<usize>,
    /// Where a range of rows begins.
    pub anchor: Option<usize>,
    /// The cell that keys are about.
    pub at: Option<(usize, Field)>,
    /// The cell that is edited.
    pub editor: Option<Editor>,
    /// What is asked for the picked rows.
    pub asking: Option<Asking>,
    /// Whether the list is to scroll to that cell.
    pub scrolls: bool,
    /// What was selected on the map when it was last looked.
    pub seen: Option<Thing>,
    /// Whether keys go to the table: what was clicked last lies in it.
    pub has_keys: bool,
}

/// Something about the table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableStep {
    /// Shows a table.
    Tab(Tab),
    /// What any cell must contain.
    Text(String),
    /// What the cells of a column must be.
    Filter(Field, String),
    /// Rows with edits only.
    Edited(bool),
    /// Rows on the path only.
    OnPath(bool),
    /// Rows in the map's view only.
    InView(bool),
    /// All rows again.
    EndFilters,
    /// Sorts by a column; again: the other way round; a third time: as the data has it.
    Sort(Field),
    /// Shows or hides a column.
    ShowColumn(Field, bool),
    /// Picks a row, and makes a cell of it the one that keys are about.
    Pick(usize, Option<Field>, Pick),
    /// Picks all rows that are listed.
    PickAll,
    /// Goes to another cell: so many rows down and columns to the right; with Shift the rows between are
    /// picked.
    Move(i32, i32, bool),
    /// The list has scrolled to the cell.
    Scrolled,
    /// Looks at a row on the map.
    Fly(usize),
    /// Edits the cell.
    Begin,
    /// What was typed there.
    Typed(String),
    /// Takes that; what cannot be taken stays to be corrected.
    Enter,
    /// Takes that where it can be taken, and leaves the cell: people went elsewhere.
    GoOn,
    /// Leaves it as it was.
    Leave,
    /// The field that was to get the keys has got them.
    Focused,
    /// Asks for a number for all picked rows, or does not any more; true: to multiply by.
    Ask(Option<bool>),
    /// What was typed there.
    Answer(String),
    /// Takes that.
    Take,
    /// Opens or closes, applies or leaves all picked rows.
    Switch(bool),
    /// The picked cells of the column as in the base.
    Restore,
    /// Copies the picked rows, or all that are listed.
    Copy,
    /// Pastes a text.
    Paste(String),
    /// Asks where to write the listed rows.
    Save,
    /// Whether CSV files have the provenance of numbers.
    Provenance(bool),
    /// Whether keys go to the table.
    HasKeys(bool),
}

/// Does what a step asks for.
pub fn update_table(state: &mut State, means: &mut Means, step: TableStep) {
    let now = &mut state.transient.table;
    match step {
        TableStep::Tab(tab) => show_tab(state, tab),
        TableStep::Text(_)
        | TableStep::Filter(..)
        | TableStep::Edited(_)
        | TableStep::OnPath(_)
        | TableStep::InView(_)
        | TableStep::EndFilters
        | TableStep::Sort(_)
        | TableStep::ShowColumn(..)
        | TableStep::Provenance(_) => change_look(&mut state.session.table, step),
        TableStep::Pick(row, field, how) => {
            leave_editor(state, means);
            let now = &mut state.transient.table;
            pick(now, row, field, how);
            now.has_keys = true;
            if how == Pick::One {
                select(state, means, row, Action::Select);
            }
        }
        TableStep::PickAll => pick_all(now),
        TableStep::Move(down, right, extends) => {
            let columns = state.session.table.columns(state.session.view.lang);
            if let Some(row) = move_by(now, &columns, (down, right), extends) {
                select(state, means, row, Action::Select);
            }
        }
        TableStep::Fly(row) => select(state, means, row, |thing| {
            thing.map_or(Action::Select(None), Action::FlyTo)
        }),
        TableStep::Scrolled => now.scrolls = false,
        TableStep::Begin => begin(state, means),
        TableStep::Typed(said) => {
            if let Some(editor) = &mut now.editor {
                (editor.text, editor.error) = (said, None);
            }
        }
        TableStep::Enter => enter(state, means),
        TableStep::GoOn => leave_editor(state, means),
        TableStep::Leave => now.editor = None,
        TableStep::Focused => has_focus(now),
        TableStep::Ask(what) => {
            now.asking = what.map(|is_factor| Asking {
                is_factor,
                text: String::new(),
                error: None,
                takes_focus: true,
            });
        }
        TableStep::Answer(said) => {
            if let Some(asking) = &mut now.asking {
                (asking.text, asking.error) = (said, None);
            }
        }
        TableStep::Take => take(state, means),
        TableStep::Switch(is_on) => switch(state, means, is_on),
        TableStep::Restore => restore(state, means),
        TableStep::Copy => copy(state, means),
        TableStep::Paste(said) => paste(state, means, &said),
        TableStep::Save => save(state, means),
        TableStep::HasKeys(has) => {
            if !has {
                leave_editor(state, means);
            }
            state.transient.table.has_keys = has;
        }
    }
}

/// A field is given the keys once: it could not be left otherwise.
fn has_focus(now: &mut TableNow) {
    if let Some(editor) = &mut now.editor {
        editor.takes_focus = false;
    }
    if let Some(asking) = &mut now.asking {
        asking.takes_focus = false;
    }
}

fn show_tab(state: &mut State, tab: Tab) {
    if state.session.table.tab != tab {
        state.session.table.tab = tab;
        forget_picks(&mut state.transient.table);
    }
}

/// Forgets what is picked and edited.
pub fn forget_picks(now: &mut TableNow) {
    now.picked.clear();
    now.anchor = None;
    now.at = None;
    now.editor = None;
    now.asking = None;
}

/// The table that is shown, where it is made.
#[must_use]
pub fn table_now(state: &State) -> Option<Arc<TableMade>> {
    let made = state.transient.table.made.as_ref()?;
    (made.table.tab() == state.session.table.tab).then(|| Arc::clone(made))
}

/// Selects or looks at what a row is on the map.
fn select(
    state: &mut State,
    means: &mut Means,
    row: usize,
    action: impl FnOnce(Option<Thing>) -> Action,
) {
    let Some(made) = table_now(state) else {
        return;
    };
    let thing = made.thing(row);
    if thing.is_none() {
        return;
    }
    update(state, means, action(thing));
    state.transient.table.seen = state.session.view.selected;
}

fn begin(state: &mut State, means: &mut Means) {
    let (Some(made), Some((row, field))) = (table_now(state), state.transient.table.at) else {
        return;
    };
    if made.table.target(row, field).is_none() {
        return;
    }
    // A click on the number has opened its card: what is edited here is not edited there too.
    state.transient.cards.clear();
    state.transient.table.scrolls = true;
    let cell = made.table.cell(row, field);
    if let Cell::Switch(is_on) = cell {
        if let Ok(edit) = made.table.set(row, field, Entry::Switch(!is_on)) {
            update(state, means, Action::Edit(vec![edit]));
        }
        return;
    }
    state.transient.table.editor = Some(Editor {
        row,
        field,
        text: cell.plain(None),
        error: None,
        takes_focus: true,
    });
}

fn enter(state: &mut State, means: &mut Means) {
    let lang = state.lang();
    let Some(made) = table_now(state) else {
        return;
    };
    let now = &mut state.transient.table;
    let Some(editor) = &mut now.editor else {
        return;
    };
    match made.table.typed(editor.row, editor.field, &editor.text) {
        Err(why) => {
            editor.error = Some(why.in_words(lang));
            editor.takes_focus = true;
        }
        Ok(edit) => {
            now.editor = None;
            if let Some(edit) = edit {
                update(state, means, Action::Edit(vec![edit]));
            }
        }
    }
}

/// A click elsewhere takes what was typed; what cannot be taken is told and left.
fn leave_editor(state: &mut State, means: &mut Means) {
    enter(state, means);
    if let Some(editor) = state.transient.table.editor.take()
        && let Some(error) = editor.error
    {
        let said = state.fill("table.refused", &[&error]);
        state.say(said, true);
    }
}

fn copy(state: &mut State, means: &mut Means) {
    let Some(made) = table_now(state) else {
        return;
    };
    let mut rows = picked_rows(state, &made);
    if rows.is_empty() {
        rows.clone_from(&made.rows);
    }
    let columns = state.session.table.columns(state.lang());
    let said = made.table.copied(&rows, &columns, state.lang());
    means.context.copy_text(said);
    let said = state.fill("table.copied", &[&rows.len().to_string()]);
    state.say(said, false);
}

fn paste(state: &mut State, means: &mut Means, said: &str) {
    let Some(made) = table_now(state) else {
        return;
    };
    let columns = state.session.table.columns(state.lang());
    let picked = picked_rows(state, &made);
    let at = state.transient.table.at.and_then(|(row, field)| {
        let first = picked.first().copied().unwrap_or(row);
        let row = made.rows.iter().position(|of| *of == first)?;
        let column = columns.iter().position(|column| column.field == field)?;
        Some((row, column))
    });
    let frame = Frame {
        rows: &made.rows,
        columns: &columns,
        at,
        picked: &picked,
    };
    let pasted = made.table.pasted(said, frame);
    let count = pasted.n_set.to_string();
    let is_whole = pasted.refused.is_empty();
    commit(state, means, pasted.edits, &pasted.refused);
    if is_whole {
        let said = state.fill("table.pasted", &[&count]);
        state.say(said, false);
    }
}

/// What makes a file of the listed rows, with all columns.
///
/// # Errors
/// The key of what is said where the table is not shown, and while its rows are not those of what is wished.
pub fn file_now(
    state: &State,
    format: RowsFormat,
) -> Result<impl FnOnce(&Of) -> Result<Vec<u8>, RowsError> + Send + use<>, &'static str> {
    if !state.shows(Pane::Table) {
        return Err("table.not-open");
    }
    let made = table_now(state).filter(|_| !state.transient.table.is_updating);
    let made = made.ok_or("table.not-ready")?;
    let lang = state.lang();
    let has_provenance = state.session.table.has_provenance || format == RowsFormat::Xlsx;
    Ok(move |of: &Of| {
        let (table, columns) = (&made.table, made.table.columns());
        if format == RowsFormat::Markdown {
            let text = format!("{}\n", table.as_markdown(&made.rows, columns, lang));
            return Ok(text.into_bytes());
        }
        let rows = table.as_rows(&made.rows, columns, lang, has_provenance);
        bytes_of(&rows, &of.sources(), format)
    })
}

/// Asks where the listed rows are written; the path field stands open beside the system's dialog.
fn save(state: &mut State, means: &mut Means) {
    let name = format!("corridor-{}.csv", state.session.table.tab.word());
    show(state, Pane::Export, true);
    state
        .transient
        .path_fields
        .insert(Pane::Export, name.clone());
    let title = state.text("dialog.export");
    let ask = means.picker.save(&title, &name);
    means.dialogs.run(move |_| match ask() {
        Some(path) => FileDone::PickedExport(path),
        None => FileDone::NotPicked,
    });
}

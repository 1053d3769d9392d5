//! Which rows are picked, and the cell that keys are about.
//!
//! Does not know: what picked rows are for.

use super::TableNow;
use crate::study::table::columns::{Column, Field};

/// What a click on a row does to those that are picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// This row alone.
    One,
    /// This row too, or no longer.
    Toggle,
    /// All rows from the last one that was picked alone to this one, as they are listed.
    Range,
}

/// Picks a row.
pub fn pick(now: &mut TableNow, row: usize, field: Option<Field>, how: Pick) {
    let kept = now.at.map(|(_, field)| field);
    now.at = field.or(kept).map(|field| (row, field));
    now.editor = None;
    match (how, now.anchor) {
        (Pick::Toggle, _) => {
            if !now.picked.remove(&row) {
                now.picked.insert(row);
            }
            now.anchor = Some(row);
        }
        (Pick::Range, Some(anchor)) => pick_range(now, anchor, row),
        (Pick::One | Pick::Range, _) => {
            now.picked.clear();
            now.picked.insert(row);
            now.anchor = Some(row);
        }
    }
}

fn pick_range(now: &mut TableNow, anchor: usize, row: usize) {
    let Some(made) = &now.made else {
        return;
    };
    let place = |row: usize| made.rows.iter().position(|of| *of == row);
    now.picked.clear();
    if let (Some(from), Some(to)) = (place(anchor), place(row)) {
        let (from, to) = (from.min(to), from.max(to));
        now.picked.extend(&made.rows[from..=to]);
    } else {
        now.picked.insert(row);
    }
}

/// Picks all rows that are listed.
pub fn pick_all(now: &mut TableNow) {
    if let Some(made) = &now.made {
        now.picked = made.rows.iter().copied().collect();
        now.editor = None;
        let first = made.rows.first().copied();
        let column = made.table.columns().first();
        if let (None, Some(row), Some(column)) = (now.at, first, column) {
            now.at = Some((row, column.field));
        }
    }
}

/// Goes so many rows down and columns to the right, as far as there are any; the row that is then picked
/// alone, where one is.
pub fn move_by(
    now: &mut TableNow,
    columns: &[Column],
    (down, right): (i32, i32),
    extends: bool,
) -> Option<usize> {
    let made = now.made.clone()?;
    let (row, field) = now.at?;
    let place = made.rows.iter().position(|of| *of == row).unwrap_or(0);
    let column = columns.iter().position(|of| of.field == field).unwrap_or(0);
    let row = *made.rows.get(moved(place, down, made.rows.len())?)?;
    let field = columns.get(moved(column, right, columns.len())?)?.field;
    let is_other_row = down != 0;
    if is_other_row {
        let how = if extends { Pick::Range } else { Pick::One };
        pick(now, row, Some(field), how);
    }
    now.at = Some((row, field));
    now.scrolls = true;
    (is_other_row && !extends).then_some(row)
}

/// A place moved by some, within a list; `None` where that is empty.
fn moved(place: usize, by: i32, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let by_whole = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    Some(if by < 0 {
        place.saturating_sub(by_whole)
    } else {
        place.saturating_add(by_whole).min(last)
    })
}

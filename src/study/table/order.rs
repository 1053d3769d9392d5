//! Which rows are listed, and in which order.
//!
//! Sorting keeps the order of the data among equals, puts what is missing last whichever way it goes,
//! numbers by size and texts by their small letters, code point by code point.
//! Does not know: who asks.

use std::cmp::Ordering;

use super::columns::{Column, Field};
use super::filter::Test;
use super::{Cell, Table};
use crate::task::{Cancelled, Task};
use crate::words::Lang;

/// Rows that are looked at before it is asked whether to go on.
const STRETCH: usize = 256;

/// What is to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// What any cell of a row must contain; empty for anything.
    pub text: String,
    /// What the cells of some columns must be.
    pub tests: Vec<(Field, Test)>,
    /// Rows with edits only.
    pub is_edited: bool,
    /// The column that it is sorted by, and whether from the greatest on.
    pub sort: Option<(Field, bool)>,
}

/// The rows of a table that are as wished, in the order that is wished; `among` further limits them.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn listed(
    table: &Table,
    wish: &Wish,
    lang: Lang,
    among: impl Fn(usize) -> bool,
    task: &Task,
) -> Result<Vec<usize>, Cancelled> {
    let said = wish.text.trim().to_lowercase();
    let mut rows = Vec::new();
    for (place, row) in table.rows().into_iter().enumerate() {
        if place.is_multiple_of(STRETCH) {
            task.checkpoint()?;
        }
        let holds = |(field, test): &(Field, Test)| test.holds(&table.cell(row, *field));
        if among(row)
            && (!wish.is_edited || table.is_row_edited(row))
            && wish.tests.iter().all(holds)
            && (said.is_empty() || table.row_has(row, &said))
        {
            rows.push(row);
        }
    }
    if let Some((field, is_down)) = wish.sort {
        task.checkpoint()?;
        sort(table, &mut rows, field, is_down, lang);
    }
    Ok(rows)
}

/// What a cell is sorted by.
enum Rank {
    Number(f64),
    Text(String),
    Missing,
}

fn rank(cell: &Cell, lang: Lang) -> Rank {
    match cell {
        Cell::Missing | Cell::NoLimit => Rank::Missing,
        Cell::Number(number) => Rank::Number(number.value),
        Cell::Switch(is_on) => Rank::Number(f64::from(u8::from(*is_on))),
        _ => Rank::Text(cell.plain(Some(lang)).to_lowercase()),
    }
}

fn sort(table: &Table, rows: &mut Vec<usize>, field: Field, is_down: bool, lang: Lang) {
    let mut ranked: Vec<(Rank, usize)> = rows
        .iter()
        .map(|&row| (rank(&table.cell(row, field), lang), row))
        .collect();
    let turned = |order: Ordering| if is_down { order.reverse() } else { order };
    ranked.sort_by(|(a, _), (b, _)| match (a, b) {
        (Rank::Missing, Rank::Missing) => Ordering::Equal,
        (Rank::Missing, _) => Ordering::Greater,
        (_, Rank::Missing) => Ordering::Less,
        (Rank::Number(a), Rank::Number(b)) => turned(a.total_cmp(b)),
        (Rank::Number(_), Rank::Text(_)) => turned(Ordering::Less),
        (Rank::Text(_), Rank::Number(_)) => turned(Ordering::Greater),
        (Rank::Text(a), Rank::Text(b)) => turned(a.cmp(b)),
    });
    *rows = ranked.into_iter().map(|(_, row)| row).collect();
}

/// Sum and mean of the numbers of a column in some rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sum {
    /// How many numbers there are.
    pub count: usize,
    /// Their sum.
    pub sum: f64,
}

impl Sum {
    /// The mean; `None` of no numbers.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }
}

/// The sum of a column over rows, in their order; `None` where it is no column of numbers of one unit.
#[must_use]
pub fn sum(table: &Table, rows: &[usize], column: &Column) -> Option<Sum> {
    column.unit.filter(|_| column.is_number)?;
    let values = rows.iter().filter_map(|&row| {
        let cell = table.cell(row, column.field);
        cell.sourced().map(|number| number.value)
    });
    let values = values.filter(|value| value.is_finite());
    Some(values.fold(Sum { count: 0, sum: 0.0 }, |all, value| Sum {
        count: all.count + 1,
        sum: all.sum + value,
    }))
}

//! Tables as bytes of a file, by its ending: CSV for programs, an XLSX workbook for spreadsheets, Markdown
//! for reports.
//!
//! The same table is the same bytes in each of them.
//! Does not know: where the file goes; what the cells mean.

pub mod xlsx;
mod zip;

use std::path::Path;

use super::csv_text::csv_text;
use crate::model::rows::{Cell, Look, Rows};
use crate::words::format::number;
use crate::words::{Lang, fill};

/// A kind of file that tables are written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowsFormat {
    /// Cells parted by commas.
    Csv,
    /// A workbook.
    Xlsx,
    /// A table in a text.
    Markdown,
}

impl RowsFormat {
    /// The kind that a file's ending names, in any case.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Why a table is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowsError {
    /// A workbook takes fewer rows, columns or letters in a cell.
    #[error("{what}: {count}, of at most {most}")]
    TooMuch {
        /// The key of what there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much it takes.
        most: usize,
    },
}

impl RowsError {
    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let Self::TooMuch { what, count, most } = self;
        fill(lang, what, &[&number_of(*count), &number_of(*most)])
    }
}

fn number_of(count: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown to people")]
    let count = count as f64;
    number(count, 0)
}

/// A table as the bytes of a file. `sources` says of what it was made; it stands in workbooks only.
///
/// # Errors
/// [`RowsError`] when a workbook does not take so much.
pub fn bytes_of(
    rows: &Rows,
    sources: &[(String, String)],
    format: RowsFormat,
) -> Result<Vec<u8>, RowsError> {
    match format {
        RowsFormat::Csv => Ok(as_csv(rows).into_bytes()),
        RowsFormat::Markdown => Ok(as_markdown(rows).into_bytes()),
        RowsFormat::Xlsx => xlsx::workbook(rows, sources),
    }
}

/// A table as CSV text: words as heads, numbers with all their digits.
#[must_use]
pub fn as_csv(rows: &Rows) -> String {
    let heads: Vec<&str> = rows.heads.iter().map(|head| head.word.as_str()).collect();
    let plain = |row: &Vec<Cell>| row.iter().map(Cell::plain).collect::<Vec<_>>();
    csv_text(&heads, rows.cells.iter().map(plain))
}

/// A table as Markdown, as people read it: numbers at the right, with separated thousands.
#[must_use]
pub fn as_markdown(rows: &Rows) -> String {
    let safe = |text: &str| text.replace('|', "\\|").replace(['\n', '\r'], " ");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let columns = 0..rows.heads.len();
    let holds_number = |column: &usize| {
        let mut cells = rows.cells.iter().filter_map(|row| row.get(*column));
        cells.any(|cell| matches!(cell, Cell::Number(_)))
    };
    let decimals: Vec<usize> = columns
        .clone()
        .map(|column| rows.decimals(column))
        .collect();
    let mut text = line(rows.heads.iter().map(|head| safe(&head.title)).collect());
    let sides = columns.map(|column| if holds_number(&column) { "---:" } else { "---" });
    text.push('|');
    text.push_str(&sides.collect::<Vec<_>>().join("|"));
    text.push_str("|\n");
    for row in &rows.cells {
        let cells = row.iter().zip(rows.heads.iter().zip(&decimals));
        let cells = cells.map(|(cell, (head, &decimals))| match (cell, head.look) {
            (Cell::Number(value), Look::Amount | Look::Degrees) if value.is_finite() => {
                number(*value, decimals)
            }
            _ => safe(&cell.plain()),
        });
        text.push_str(&line(cells.collect()));
    }
    text
}

#[cfg(test)]
mod tests;

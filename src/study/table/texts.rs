//! Rows as texts: what is copied for spreadsheets, Markdown, and cells for CSV.
//!
//! Does not know: where a text goes.

use super::columns::Column;
use super::{Cell, Table};
use crate::model::sourced::Sourced;
use crate::words::Lang;

impl Table {
    /// Rows for other programs to read: columns parted by tabs, heads with units first. Numbers have all
    /// their digits and nothing between them; a cell with a tab, a line end or a quote is quoted.
    #[must_use]
    pub fn copied(&self, rows: &[usize], columns: &[Column], lang: Lang) -> String {
        let heads: Vec<String> = columns
            .iter()
            .map(|column| quoted(&column.head(lang)))
            .collect();
        let mut lines = vec![heads.join("\t")];
        lines.extend(rows.iter().map(|&row| {
            let cells = columns
                .iter()
                .map(|column| quoted(&self.cell(row, column.field).plain(Some(lang))));
            cells.collect::<Vec<_>>().join("\t")
        }));
        lines.push(String::new());
        lines.join("\n")
    }

    /// The heads of a CSV table: the words of the columns, and with provenance behind each column of
    /// numbers its status, range, source and note.
    #[must_use]
    pub fn csv_heads(&self, columns: &[Column], has_provenance: bool) -> Vec<String> {
        let mut heads = Vec::new();
        for column in columns {
            heads.push(column.word.to_owned());
            if has_provenance && column.is_number {
                heads.extend(PROVENANCE.map(|of| format!("{}_{of}", column.word)));
            }
        }
        heads
    }

    /// A row of that table: keys and words instead of names.
    #[must_use]
    pub fn csv_row(&self, row: usize, columns: &[Column], has_provenance: bool) -> Vec<String> {
        let mut cells = Vec::new();
        for column in columns {
            let cell = self.cell(row, column.field);
            cells.push(cell.plain(None));
            if has_provenance && column.is_number {
                cells.extend(cell.sourced().map_or_else(no_provenance, provenance));
            }
        }
        cells
    }

    /// Rows as a Markdown table in a language, as people read them.
    #[must_use]
    pub fn as_markdown(&self, rows: &[usize], columns: &[Column], lang: Lang) -> String {
        let line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = vec![line(
            columns.iter().map(|column| column.head(lang)).collect(),
        )];
        let sides = columns
            .iter()
            .map(|column| if column.is_number { "---:" } else { "---" });
        lines.push(format!("|{}|", sides.collect::<Vec<_>>().join("|")));
        lines.extend(rows.iter().map(|&row| {
            let cells = columns.iter().map(|column| self.cell(row, column.field));
            line(cells.map(|cell| cell.shown(lang)).collect())
        }));
        lines.join("\n")
    }

    /// Rows with their columns one under the other, numbers at the right; Chinese characters are two wide.
    #[must_use]
    pub fn as_text(&self, rows: &[usize], columns: &[Column], lang: Lang) -> String {
        let mut lines: Vec<Vec<String>> =
            vec![columns.iter().map(|column| column.head(lang)).collect()];
        lines.extend(rows.iter().map(|&row| {
            let cells = columns.iter().map(|column| self.cell(row, column.field));
            let shown = cells.map(|cell| match cell {
                Cell::Missing => "–".to_owned(),
                cell => cell.shown(lang),
            });
            shown.collect()
        }));
        let width = |place: usize| {
            let cells = lines.iter().map(|line| wide(&line[place]));
            cells.max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns.len()).map(width).collect();
        let said = lines.iter().map(|line| {
            let cells = line.iter().zip(&widths).zip(columns);
            let padded = cells.map(|((cell, width), column)| {
                let room = " ".repeat(width.saturating_sub(wide(cell)));
                if column.is_number {
                    format!("{room}{cell}")
                } else {
                    format!("{cell}{room}")
                }
            });
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        });
        said.collect::<Vec<_>>().join("\n")
    }
}

/// How wide a text stands in letters of one width: from the Chinese radicals on characters are two wide.
fn wide(said: &str) -> usize {
    said.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum()
}

/// What stands behind a column of numbers.
const PROVENANCE: [&str; 5] = ["status", "low", "high", "source", "note"];

fn no_provenance() -> [String; 5] {
    Default::default()
}

fn provenance(number: &Sourced) -> [String; 5] {
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| format!("{end}"));
    [
        number.status.word().to_owned(),
        end(number.low),
        end(number.high),
        number.source.as_deref().unwrap_or_default().to_owned(),
        number.note.as_deref().unwrap_or_default().to_owned(),
    ]
}

/// A cell as spreadsheets take it from the clipboard.
fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

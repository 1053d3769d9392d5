//! Rows as texts: what is copied for spreadsheets, Markdown, and plain cells for files.
//!
//! Does not know: where a text goes.

use super::columns::Column;
use super::{Cell, Table};
use crate::model::rows::{Cell as PlainCell, Head, Look, Rows};
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::words::{Lang, fill};

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

    /// Rows as a table for other programs: keys and words instead of names, and with provenance behind each
    /// column of numbers its status, range, source and note. The titles of its columns are in a language.
    #[must_use]
    pub fn as_rows(
        &self,
        rows: &[usize],
        columns: &[Column],
        lang: Lang,
        has_provenance: bool,
    ) -> Rows {
        let mut heads = Vec::new();
        for column in columns {
            let title = column.head(lang);
            let has_provenance = has_provenance && column.is_number;
            let of = PROVENANCE.iter().filter(|_| has_provenance);
            let of: Vec<Head> = of
                .map(|(word, key)| Head {
                    word: format!("{}_{word}", column.word),
                    title: fill(lang, key, &[&title]),
                    look: look(column),
                })
                .collect();
            heads.push(Head {
                word: column.word.to_owned(),
                title,
                look: look(column),
            });
            heads.extend(of);
        }
        let cells = rows.iter().map(|&row| {
            let mut cells = Vec::with_capacity(heads.len());
            for column in columns {
                let cell = self.cell(row, column.field);
                cells.push(plain_cell(&cell));
                if has_provenance && column.is_number {
                    cells.extend(provenance(cell.sourced()));
                }
            }
            cells
        });
        Rows {
            name: self.tab.word().to_owned(),
            cells: cells.collect(),
            heads,
        }
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

/// What stands behind a column of numbers: words, and keys of the titles.
const PROVENANCE: [(&str, &str); 5] = [
    ("status", "table.of.status"),
    ("low", "table.of.low"),
    ("high", "table.of.high"),
    ("source", "table.of.source"),
    ("note", "table.of.note"),
];

fn provenance(number: Option<&Sourced>) -> [PlainCell; 5] {
    let Some(number) = number else {
        return [const { PlainCell::Empty }; 5];
    };
    [
        PlainCell::text(number.status.word()),
        PlainCell::number(number.low),
        PlainCell::number(number.high),
        PlainCell::text(number.source.as_deref().unwrap_or_default()),
        PlainCell::text(number.note.as_deref().unwrap_or_default()),
    ]
}

/// A cell with its keys and words.
fn plain_cell(cell: &Cell) -> PlainCell {
    match cell {
        Cell::Number(number) => PlainCell::number(Some(number.value)),
        Cell::Switch(is_on) => PlainCell::Flag(*is_on),
        cell => PlainCell::text(cell.plain(None)),
    }
}

/// How the numbers of a column are shown.
fn look(column: &Column) -> Look {
    match column.unit {
        Some(Unit::Year | Unit::Mm) => Look::Digits,
        Some(Unit::Named("°")) => Look::Degrees,
        _ => Look::Amount,
    }
}

/// A cell as spreadsheets take it from the clipboard.
fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

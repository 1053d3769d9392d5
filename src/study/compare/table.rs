//! A comparison as a text: its table and its summary.
//!
//! Does not know: how measures are found; whether the text is printed or copied.

use super::{Measured, Row, summary};
use crate::words::format::short;
use crate::words::{Lang, text};

/// The table, as Markdown or with its columns one under the other, and the summary.
#[must_use]
pub fn as_text(both: [&Measured; 2], rows: &[Row], lang: Lang, is_markdown: bool) -> String {
    let head = [
        text(lang, "compare.head.measure").to_owned(),
        text(lang, "compare.head.unit").to_owned(),
        both[0].names.in_lang(lang).to_owned(),
        both[1].names.in_lang(lang).to_owned(),
        text(lang, "compare.head.difference").to_owned(),
        text(lang, "compare.head.percent").to_owned(),
    ];
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    let mut table = vec![head];
    table.extend(rows.iter().map(|row| {
        let value = |side: usize| {
            let said = number(row.sides[side].as_ref().map(|number| number.value));
            match &row.of[side] {
                Some(of) => format!("{said} ({})", of.in_lang(lang)),
                None => said,
            }
        };
        [
            row.names.in_lang(lang).to_owned(),
            row.unit.in_lang(lang).to_owned(),
            value(0),
            value(1),
            number(row.difference()),
            number(row.difference_percent()),
        ]
    }));
    let mut lines: Vec<String> = if is_markdown {
        let mut lines: Vec<String> = table.iter().map(markdown).collect();
        lines.insert(1, "|---|---|---:|---:|---:|---:|".to_owned());
        lines
    } else {
        aligned(&table)
    };
    lines.push(String::new());
    lines.extend(summary(both[0], both[1], rows, lang));
    lines.join("\n")
}

fn markdown(row: &[String; 6]) -> String {
    let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

/// Columns one under the other, by number of characters.
fn aligned(table: &[[String; 6]]) -> Vec<String> {
    let width = |column: usize| {
        let cells = table.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    table.iter().map(line).collect()
}

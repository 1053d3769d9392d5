//! Reads two columns of a table: pairs, `from` and `to`, a question a row; or others.
//!
//! Other columns are passed over. Every row gives a pair, so that answers can be set beside the rows;
//! a cell that is missing is an empty text.
//! Does not know: what the texts name.

use std::sync::Arc;

use super::encoding::to_text;
use crate::model::check::{Issue, Place};

/// From where to where, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Where from.
    pub from: String,
    /// Where to.
    pub to: String,
}

/// Reads the pairs of a file in their order.
///
/// # Errors
/// An [`Issue`] when the file is no text, or has no column `from` or `to`, or a row cannot be told.
pub fn read_pairs(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<Pair>, Issue> {
    let rows = read_columns(file, bytes, ["from", "to"])?;
    let pair = |[from, to]: [String; 2]| Pair { from, to };
    Ok(rows.into_iter().map(pair).collect())
}

/// Reads two columns of a table by their heads.
///
/// # Errors
/// An [`Issue`] when the file is no text, or lacks one of them, or a row cannot be told.
pub fn read_columns(
    file: &Arc<str>,
    bytes: &[u8],
    wanted: [&str; 2],
) -> Result<Vec<[String; 2]>, Issue> {
    let text = to_text(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| {
        let place = heads
            .iter()
            .position(|head| head.eq_ignore_ascii_case(name));
        let all = wanted.join(", ");
        let missing = || Issue::error("missing-column", file, Place::at(1, 1), &[name, &all]);
        place.ok_or_else(missing)
    };
    let columns = [column(wanted[0])?, column(wanted[1])?];
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            let place = Place::at(usize::try_from(line).unwrap_or(usize::MAX), 1);
            Issue::error("bad-row", file, place, &[&error.to_string()])
        })?;
        rows.push(columns.map(|column| record.get(column).unwrap_or_default().to_owned()));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_pair() {
        let file = Arc::from("pairs.csv");
        let text = "\u{feff}note,To,from\r\n,2, 1 \r\nx,\"a, b\",\r\ny\r\n";
        let pairs = read_pairs(&file, text.as_bytes()).unwrap();
        let plain: Vec<_> = pairs
            .iter()
            .map(|p| (p.from.as_str(), p.to.as_str()))
            .collect();
        assert_eq!(plain, [("1", "2"), ("", "a, b"), ("", "")]);
        let error = read_pairs(&file, b"from;to\n1;2\n").unwrap_err();
        assert_eq!(
            (error.code, error.args[0].as_str()),
            ("missing-column", "from")
        );
    }
}

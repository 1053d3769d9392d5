//! Reads a table of upgrades: the columns `link`, `adds_teu` and `cost`, an upgrade a row.
//!
//! Other columns are passed over.
//! Does not know: what the keys name.

use std::sync::Arc;

use super::encoding::to_text;
use super::tables::rows::parse;
use crate::model::check::{Issue, Place};

/// The columns that are needed.
const COLUMNS: &str = "link, adds_teu, cost";

/// An upgrade, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct UpgradeRow {
    /// The key of the link or hub.
    pub subject: String,
    /// TEU a year that it adds, each way; not negative.
    pub adds_teu: f64,
    /// What it costs, in any unit; not negative.
    pub cost: f64,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Reads the upgrades of a file in their order.
///
/// # Errors
/// An [`Issue`] when the file is no text, lacks a column, or a row cannot be told or has no numbers
/// where they are needed.
pub fn read_upgrades(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<UpgradeRow>, Issue> {
    let text = to_text(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| {
        let mut all = heads.iter();
        let place = all.position(|head| head.eq_ignore_ascii_case(name));
        let missing = || Issue::error("missing-column", file, Place::at(1, 1), &[name, COLUMNS]);
        place.ok_or_else(missing)
    };
    let (link, adds, cost) = (column("link")?, column("adds_teu")?, column("cost")?);
    let mut upgrades = Vec::new();
    for record in reader.records() {
        let bad =
            |line: usize, what: &str| Issue::error("bad-row", file, Place::at(line, 1), &[what]);
        let line_of = |position: Option<&csv::Position>| {
            let line = position.map_or(1, csv::Position::line);
            usize::try_from(line).unwrap_or(usize::MAX)
        };
        let record = record.map_err(|error| bad(line_of(error.position()), &error.to_string()))?;
        let line = line_of(record.position());
        let cell = |column| record.get(column).unwrap_or_default();
        let number = |column, name: &str| {
            let number = parse(cell(column)).filter(|&number| number >= 0.0);
            number.ok_or_else(|| {
                let what = format!("{name} is \"{}\", not a number from 0 on", cell(column));
                bad(line, &what)
            })
        };
        upgrades.push(UpgradeRow {
            subject: cell(link).to_owned(),
            adds_teu: number(adds, "adds_teu")?,
            cost: number(cost, "cost")?,
            line,
        });
    }
    Ok(upgrades)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_an_upgrade() {
        let file = Arc::from("upgrades.csv");
        let text = "note,Link,cost,adds_teu\nx,R05, 1.5 ,\"100,000\"\n,R06,0,0\n";
        let read = read_upgrades(&file, text.as_bytes()).unwrap();
        let first = &read[0];
        assert_eq!(
            (first.subject.as_str(), first.line, read.len()),
            ("R05", 2, 2)
        );
        assert!((first.adds_teu - 100_000.0).abs() < 1e-9 && (first.cost - 1.5).abs() < 1e-9);
        for (text, code) in [
            ("link,cost\na,1\n", "missing-column"),
            ("link,adds_teu,cost\na,1,-2\n", "bad-row"),
            ("link,adds_teu,cost\na,much,2\n", "bad-row"),
            ("link,adds_teu,cost\na,1\n", "bad-row"),
        ] {
            assert_eq!(
                read_upgrades(&file, text.as_bytes()).unwrap_err().code,
                code
            );
        }
    }
}

//! Published series from CSV: columns series_id, series_en, series_zh, year, period, value, unit,
//! status, scope_note, source; others are passed over.
//!
//! Does not know: charts.

use std::sync::Arc;

use serde::Deserialize;

use crate::model::check::{Issue, Place};
use crate::model::names::Names;
use crate::model::series::{Observation, Series};
use crate::model::sourced::{Sourced, Status, Unit};

#[derive(Deserialize)]
struct Row {
    series_id: String,
    #[serde(default)]
    series_en: String,
    #[serde(default)]
    series_zh: String,
    year: i32,
    #[serde(default)]
    period: String,
    value: f64,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    scope_note: String,
    #[serde(default)]
    source: String,
}

/// Reads the series of a table, in the order of their first row; a row that cannot be read gives a
/// warning with its line, and the rest is read.
#[must_use]
pub fn read_series(file: &Arc<str>, bytes: &[u8]) -> (Vec<Series>, Vec<Issue>) {
    let mut series: Vec<Series> = Vec::new();
    let mut issues = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    for row in reader.deserialize::<Row>() {
        match row {
            Ok(row) => add_row(&mut series, row),
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                let place = Place::at(line, 1);
                let message = error.to_string();
                issues.push(Issue::warning("bad-row", file, place, &[&message]));
            }
        }
    }
    for series in &mut series {
        series
            .observations
            .sort_by_key(|observation| observation.year);
    }
    (series, issues)
}

fn add_row(series: &mut Vec<Series>, row: Row) {
    let unit = match row.unit.as_str() {
        "TEU" | "TEU/yr" => Unit::Teu,
        "trains" => Unit::Trains,
        "TEU/train" => Unit::TeuPerTrain,
        _ => Unit::One,
    };
    let status = Status::from_word(&row.status).unwrap_or(Status::Unsourced);
    let mut value = Sourced::new(row.value, unit, status);
    value.year = Some(row.year);
    value.source = (!row.source.is_empty()).then(|| Arc::from(row.source));
    value.note = (!row.scope_note.is_empty()).then(|| Arc::from(row.scope_note));
    let observation = Observation {
        year: row.year,
        period: row.period,
        value,
    };
    match series.iter_mut().find(|known| known.id == row.series_id) {
        Some(known) => known.observations.push(observation),
        None => series.push(Series {
            id: row.series_id,
            names: Names::new(&row.series_en, &row.series_zh),
            observations: vec![observation],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_group_into_series_and_a_bad_row_is_named() {
        let text = "series_id,series_en,series_zh,year,period,value,unit,status,scope_note,source\n\
                    A,Trains,班列,2018,year,10,TEU,CITED,,Xinhua\n\
                    A,Trains,班列,2017,year,x,TEU,CITED,,Xinhua\n\
                    A,Trains,班列,2016,year,5,TEU,DERIVED,half,\n";
        let (series, issues) = read_series(&Arc::from("v.csv"), text.as_bytes());
        assert_eq!(series.len(), 1);
        let years: Vec<_> = series[0].observations.iter().map(|o| o.year).collect();
        assert_eq!(years, [2016, 2018]);
        assert_eq!(
            series[0].observations[1].value.source.as_deref(),
            Some("Xinhua")
        );
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].place.line, Some(3));
    }
}

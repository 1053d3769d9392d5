//! `config.csv`: one row that says in which units a folder's numbers are.
//!
//! A unit that is not known leaves its numbers out: nothing is guessed. Tolls count when they are in
//! yuan; there is no table of exchange rates.
//! Does not know: which numbers there are.

use super::Named;
use super::rows::Rows;
use crate::io::plain::PlainError;
use crate::io::plain::findings::Findings;
use crate::model::check::Issue;
use crate::model::names::Names;
use crate::task::Task;
use crate::words::{fill, text};

/// Spellings of units of length, kilometers in each, and how it is said.
const LENGTHS: [(&[&str], f64, &str); 4] = [
    (
        &["km", "kilometer", "kilometers", "kilometre", "kilometres"],
        1.0,
        "km",
    ),
    (&["mi", "mile", "miles"], 1.609_344, "mi"),
    (&["m", "meter", "meters", "metre", "metres"], 0.001, "m"),
    (&["ft", "foot", "feet"], 0.000_304_8, "ft"),
];
/// The same of units of speed, kilometers an hour in each.
const SPEEDS: [(&[&str], f64, &str); 4] = [
    (
        &["km/h", "kmh", "kph", "kmph", "kilometers per hour"],
        1.0,
        "km/h",
    ),
    (&["mph", "mi/h", "miles per hour"], 1.609_344, "mi/h"),
    (&["m/s", "mps", "meters per second"], 3.6, "m/s"),
    (&["ft/s", "fps", "feet per second"], 1.097_28, "ft/s"),
];
/// Spellings of the yuan.
const YUAN: [&str; 6] = ["cny", "rmb", "yuan", "renminbi", "元", "人民币"];
/// Systems whose positions are degrees, within a meter or two of WGS 84: by what their names end with.
const DEGREES: [&str; 5] = ["4326", "crs84", "wgs84", "4269", "4490"];

/// In which units the numbers are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Config {
    /// Kilometers in a unit of `length`, and its name; `None` is not known.
    length: Option<(f64, &'static str)>,
    /// Kilometers an hour in a unit of `free_speed`, and its name; `None` is not known.
    speed: Option<(f64, &'static str)>,
    /// Whether `toll` is in yuan.
    pub(super) is_in_yuan: bool,
    /// Whether positions are degrees.
    pub(super) is_in_degrees: bool,
}

impl Config {
    /// What a table says; kilometers, kilometers an hour, yuan and degrees where it does not.
    pub(super) fn read(
        table: Option<Named>,
        task: &Task,
    ) -> Result<(Self, Vec<Issue>), PlainError> {
        let mut config = Self {
            length: Some((1.0, "km")),
            speed: Some((1.0, "km/h")),
            is_in_yuan: true,
            is_in_degrees: true,
        };
        let Some(table) = table else {
            return Ok((config, Vec::new()));
        };
        let mut rows = Rows::new(table, &[])?;
        let mut findings = Findings::new(table.0);
        if !rows.next(&mut findings, task)? {
            return Ok((config, findings.finish()));
        }
        let said = |name: &str| rows.text(rows.column(&[name])).to_lowercase();
        let mut told = Vec::new();
        for (column, units, unit) in [
            ("long_length", &LENGTHS, &mut config.length),
            ("speed", &SPEEDS, &mut config.speed),
        ] {
            let text = said(column);
            if !text.is_empty() {
                let known = units.iter().find(|(words, ..)| words.contains(&&*text));
                *unit = known.map(|&(_, factor, name)| (factor, name));
                if unit.is_none() {
                    let all: Vec<&str> = units.iter().map(|(_, _, name)| *name).collect();
                    told.push((
                        "plain-unknown-unit",
                        vec![column.to_owned(), text, all.join(", ")],
                    ));
                }
            }
        }
        let currency = said("currency");
        config.is_in_yuan = currency.is_empty() || YUAN.contains(&&*currency);
        if !config.is_in_yuan {
            told.push(("plain-currency", vec![currency.to_uppercase()]));
        }
        let crs = said("crs").replace([' ', '_'], "");
        config.is_in_degrees = crs.is_empty() || DEGREES.iter().any(|end| crs.ends_with(end));
        if !config.is_in_degrees {
            told.push(("plain-projected", vec![said("crs").to_uppercase()]));
        }
        for (code, args) in told {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            findings.warn(code, rows.line, &args);
        }
        Ok((config, findings.finish()))
    }

    /// A length in kilometers.
    pub(super) fn km(&self, length: Option<f64>) -> Option<f64> {
        length.zip(self.length).map(|(length, (km, _))| length * km)
    }

    /// Meters in a unit of length; where it is not known no length is either.
    pub(super) fn meters(&self) -> f64 {
        self.length.map_or(1_000.0, |(km, _)| km * 1_000.0)
    }

    /// A speed in kilometers an hour.
    pub(super) fn km_an_hour(&self, speed: Option<f64>) -> Option<f64> {
        speed.zip(self.speed).map(|(speed, (km, _))| speed * km)
    }

    /// The units in words.
    pub(super) fn in_words(&self) -> Names {
        Names::said(|lang| {
            let unknown = text(lang, "units.unknown");
            let name = |unit: Option<(f64, &'static str)>| unit.map_or(unknown, |(_, name)| name);
            let toll = if self.is_in_yuan {
                "units.toll"
            } else {
                "units.no-toll"
            };
            let said = [name(self.length), name(self.speed), text(lang, toll)];
            fill(lang, "units.gmns", &said)
        })
    }
}

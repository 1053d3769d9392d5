//! The tables of a study: CSV files known by their names, each with its own columns (see
//! `maps/README.md`). Columns that are not known are passed over.
//!
//! Does not know: charts; what a model makes of a table.

pub mod facts;
pub mod plans;
pub mod rows;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rows::{Table, read_table};

use super::encoding::to_text;
use crate::model::check::{Issue, Place};
use crate::model::defaults::Defaults;
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::model::parameters::Parameters;

/// The tables that a study may have, by the names of their files without `.csv`.
pub const NAMES: [&str; 9] = [
    "parameters",
    "volumes",
    "figures",
    "conflicts",
    "projects",
    "services",
    "notes",
    "demand",
    "checks",
];

/// The columns without which a table says nothing, by the place of its name above.
const NEEDED: [&[&str]; NAMES.len()] = [
    &["key", "value"],
    &["series_id", "year", "value"],
    &["at", "value"],
    &["conflict", "value_a", "value_b"],
    &["project", "state", "certainty"],
    &["service", "mode", "stops", "departures_per_week"],
    &["item", "shown"],
    &["margin", "key", "year_from", "year_to", "value"],
    &["check", "kind"],
];

/// The tables of a study as they were read.
#[derive(Default)]
pub struct Tables {
    /// For each name the tables of that name, in the order in which they were read.
    read: [Vec<Table>; NAMES.len()],
}

impl Tables {
    /// Reads a table; false where its name is none of those known. One that is no text, or lacks a
    /// column that it needs, gives an error and is left out.
    pub fn add(
        &mut self,
        file: &Arc<str>,
        name: &str,
        bytes: &[u8],
        issues: &mut Vec<Issue>,
    ) -> bool {
        let Some(place) = NAMES.iter().position(|known| *known == name) else {
            return false;
        };
        let table = to_text(file, bytes).and_then(|text| {
            let (table, columns) = read_table(file, text.as_bytes(), issues);
            let is_missing = |needed: &&&str| !columns.iter().any(|column| column == **needed);
            match NEEDED[place].iter().find(is_missing) {
                Some(missing) => {
                    let known = NEEDED[place].join(", ");
                    let at = Place::at(1, 1);
                    Err(Issue::error("missing-column", file, at, &[missing, &known]))
                }
                None => Ok(table),
            }
        });
        match table {
            Ok(table) => self.read[place].push(table),
            Err(issue) => issues.push(issue),
        }
        true
    }

    fn of(&self, name: &str) -> &[Table] {
        let place = NAMES.iter().position(|known| *known == name);
        place.map_or(&[], |place| &self.read[place])
    }

    /// Parameters over those that are there already.
    pub fn parameters(&self, parameters: &mut Parameters, issues: &mut Vec<Issue>) {
        for table in self.of("parameters") {
            facts::parameters(table, parameters, issues);
        }
    }

    /// All that needs no network.
    #[must_use]
    pub fn facts(&self, parameters: Parameters, issues: &mut Vec<Issue>) -> Facts {
        let mut all = Facts {
            parameters,
            ..Facts::default()
        };
        for table in self.of("volumes") {
            all.series.extend(facts::series(table, issues));
        }
        for table in self.of("figures") {
            all.figures.extend(facts::figures(table, issues));
        }
        for table in self.of("notes") {
            all.notes.extend(facts::notes(table, issues));
        }
        for table in self.of("conflicts") {
            all.conflicts.extend(facts::conflicts(table, issues));
        }
        for table in self.of("demand") {
            all.margins.extend(facts::margins(table, issues));
        }
        for table in self.of("checks") {
            let checks = facts::checks(table, &all.series, &all.parameters, issues);
            all.checks.extend(checks);
        }
        all
    }

    /// The network with its projects and services.
    #[must_use]
    pub fn complete(&self, network: Network, issues: &mut Vec<Issue>) -> Network {
        let mut projects = Vec::new();
        for table in self.of("projects") {
            projects.extend(plans::projects(table, &network, issues));
        }
        let mut services = Vec::new();
        for table in self.of("services") {
            services.extend(plans::services(table, &network, issues));
        }
        network.with_tables(projects, services)
    }
}

/// The defaults of a table of parameters; a finding for each that it lacks.
#[must_use]
pub fn defaults(parameters: &Parameters, issues: &mut Vec<Issue>) -> Arc<Defaults> {
    let (defaults, missing) = Defaults::from_parameters(parameters);
    let file = Arc::from("parameters.csv");
    for key in missing {
        let place = Place::default();
        issues.push(Issue::error("missing-default", &file, place, &[&key]));
    }
    Arc::new(defaults)
}

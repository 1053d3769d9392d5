//! Tables of answers as files: CSV, XLSX or Markdown by the file's ending.
//!
//! Does not know: what the tables are of.

use std::path::Path;

use super::args::ScenarioArgs;
use super::report::Failure;
use super::verify::made_of;
use crate::document::fingerprint::said;
use crate::export::made::Made;
use crate::io::files::write_whole;
use crate::io::load::Loaded;
use crate::io::rows::{RowsFormat, bytes_of};
use crate::model::names::Names;
use crate::model::rows::Rows;
use crate::model::scenario::Scenario;
use crate::words::Lang;

/// Of what a table was made: names and values, as the second sheet of a workbook lists them.
pub type Sources = Vec<(String, String)>;

/// The kind of table that a file's ending names.
///
/// # Errors
/// [`Failure`] when it names none.
pub fn format(path: &Path) -> Result<RowsFormat, Failure> {
    RowsFormat::of(path).ok_or_else(|| {
        Failure::new(format!(
            "{}: a table is written as .csv, .xlsx or .md; give the file one of these endings",
            path.display()
        ))
    })
}

/// Writes a table; an ending that names no kind means CSV. `sources` say of what it was made.
///
/// # Errors
/// [`Failure`] when a workbook does not take so much, or the file cannot be written.
pub fn write(path: &Path, rows: &Rows, sources: impl FnOnce() -> Sources) -> Result<(), Failure> {
    let format = RowsFormat::of(path).unwrap_or(RowsFormat::Csv);
    // Only workbooks say them, and finding them out takes as long as reading the study.
    let sources = match format {
        RowsFormat::Xlsx => sources(),
        RowsFormat::Csv | RowsFormat::Markdown => Vec::new(),
    };
    let bytes = bytes_of(rows, &sources, format);
    let bytes = bytes.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    write_whole(path, &bytes).map_err(|error| Failure::new(error.in_words(Lang::En)))
}

/// A study and the scenario that what was typed makes of it.
#[must_use]
pub fn sources(of: (&Loaded, &Scenario), typed: &ScenarioArgs) -> Sources {
    listed(&of.0.names, &made_of(of, typed))
}

/// A study whose rows are of several scenarios, and what else is to be said of them.
#[must_use]
pub fn sources_of_study(
    loaded: &Loaded,
    more: impl IntoIterator<Item = (&'static str, String)>,
) -> Sources {
    let mut said = said(&loaded.data, &loaded.saved(), &Scenario::default());
    said.retain(|(name, _)| !["scenario", "year"].contains(name));
    let pairs = said.into_iter().chain(more);
    let made = pairs.fold(Made::here(), |made, (name, value)| made.with(name, &value));
    listed(&loaded.names, &made)
}

/// Files that are no study.
#[must_use]
pub fn sources_of_files<'a>(files: impl IntoIterator<Item = &'a Path>) -> Sources {
    let program = ("program".to_owned(), Made::here().program());
    let files = files.into_iter();
    let files = files.map(|path| ("file".to_owned(), path.display().to_string()));
    [program].into_iter().chain(files).collect()
}

fn listed(names: &Names, made: &Made) -> Sources {
    let mut all = vec![
        ("program".to_owned(), made.program()),
        ("title".to_owned(), names.in_both()),
    ];
    let pairs = made.pairs().filter(|(name, _)| *name != "version");
    all.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    all
}

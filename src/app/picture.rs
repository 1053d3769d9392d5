//! The window's page as a file, with what it was made of.
//!
//! Does not know: what the page shows (see `files`).

use std::path::Path;
use std::sync::Arc;

use super::jobs::{Failed, FileDone};
use super::plate::{Picture, plate};
use super::state::State;
use crate::document::fingerprint::said;
use crate::document::study::Document;
use crate::export::ExportError;
use crate::export::ground::said::left_out;
use crate::export::ground::{grounded, pixels_per_unit};
use crate::export::made::Made;
use crate::export::picture::{Format, Writing, bytes_of};
use crate::io::files::write_whole;
use crate::io::study_file::data::DataFile;
use crate::model::ids::Key;
use crate::model::look::lines_follow_flows;
use crate::model::saved::Saved;
use crate::model::scenario::Scenario;
use crate::study::publication::tally::LeftOut;
use crate::task::Task;
use crate::words::Lang;

/// What a picture is of: enough to tell its study and scenario from others, on another thread.
pub struct Of {
    data: Arc<Vec<DataFile>>,
    saved: Saved,
    scenario: Arc<Scenario>,
}

impl Of {
    /// The study that is open, as it is now.
    #[must_use]
    pub fn document(document: &Document) -> Self {
        Self {
            data: Arc::clone(&document.data),
            saved: document.history.saved().clone(),
            scenario: Arc::clone(document.history.scenario()),
        }
    }

    /// What a table says of it.
    #[must_use]
    pub fn sources(&self) -> Vec<(String, String)> {
        let made = self.made();
        let said = [
            ("program".to_owned(), made.program()),
            ("title".to_owned(), self.saved.names.in_both()),
        ];
        let pairs = made.pairs().filter(|(name, _)| *name != "version");
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        said.into_iter().chain(pairs).collect()
    }

    /// What a picture says of it as it is.
    fn made(&self) -> Made {
        self.made_under(&self.scenario, None, None)
    }

    /// What a picture says of it under another scenario: a named one, or what is open, in a year.
    #[must_use]
    pub fn made_under(&self, scenario: &Scenario, named: Option<&Key>, year: Option<i32>) -> Made {
        let mut pairs = said(&self.data, &self.saved, scenario);
        let named = named.map(Key::to_string).unwrap_or_default();
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        pairs.extend([("asked-scenario", named), ("asked-year", year)]);
        let pairs = pairs.iter();
        pairs.fold(Made::here(), |made, (name, value)| made.with(name, value))
    }

    /// What the study saves beside its data.
    #[must_use]
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// The scenario that is open, with the edits on top of it.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }
}

/// How what a picture of the window shows stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All of it is found.
    Found,
    /// The result, or the flows, of what is open now are being found.
    Sought,
    /// Finding its flows was stopped.
    Stopped,
}

/// How what the picture shows stands that would be exported now.
#[must_use]
pub fn standing(state: &State) -> Standing {
    let has_flows = state.session.view.show_flows
        || plate(state).is_some_and(|plate| lines_follow_flows(&plate.layers.looks));
    let flows = &state.transient.flows;
    if state.transient.is_updating || has_flows && flows.running_since.is_some() {
        Standing::Sought
    } else if has_flows && flows.is_stopped {
        Standing::Stopped
    } else {
        Standing::Found
    }
}

/// Writes a picture; what it leaves out is told with its end. Nothing is written of what was cancelled.
#[must_use]
pub fn export(picture: &Picture, of: &Of, (path, lang): (&Path, Lang), task: &Task) -> FileDone {
    let Some(format) = Format::of(path) else {
        return FileDone::Failed(Failed::Ending(path.to_owned()));
    };
    let dpi = picture.plate.on.dpi();
    let writing = Writing {
        made: picture.made(of.made()),
        dpi,
        is_sheet: dpi.is_some(),
    };
    let drawn = || -> Result<(Vec<u8>, LeftOut), ExportError> {
        let scene = grounded(&picture.scene, pixels_per_unit(format, dpi), task)?;
        let bytes = bytes_of(&scene, format, &writing, task)?;
        task.checkpoint()?;
        Ok((bytes, left_out(&scene)))
    };
    let written = drawn().map_err(Failed::Picture);
    let written = written.and_then(|(bytes, left_out)| {
        write_whole(path, &bytes).map_err(Failed::Write)?;
        Ok(left_out)
    });
    match written {
        Ok(left_out) => FileDone::Exported(path.to_owned(), left_out.in_words(lang)),
        Err(failed) => FileDone::Failed(failed),
    }
}

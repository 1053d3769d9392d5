//! Writing the network from the window: as GeoJSON or as a folder of GMNS tables, with what was found of it where
//! that is wanted, as the command line does.
//!
//! Does not know: the form of the files.

use std::path::PathBuf;

use super::flows::flow_question;
use super::jobs::{Failed, FileDone};
use super::state::State;
use super::versus::question_of;
use crate::document::study::Document;
use crate::io::files::FileError;
use crate::io::network_out::NetworkOut;
use crate::model::effect::network_under;
use crate::model::names::Names;
use crate::study::compare::{Asked, measured};
use crate::study::demand::reason;
use crate::study::evaluate::Base;
use crate::study::results::results;
use crate::task::Task;
use crate::words::Lang;

/// How a network is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkChoice {
    /// Whether as a folder of tables; otherwise as GeoJSON.
    pub is_gmns: bool,
    /// Whether with flows of the year, best path and bottleneck.
    pub has_results: bool,
}

/// What is written, ready to leave the window's thread.
pub struct NetworkJob {
    document: Document,
    found: Option<(Base, Asked)>,
    is_gmns: bool,
    lang: Lang,
}

impl NetworkJob {
    /// What the window writes now; `None` where no study is open.
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let document = state.document.clone()?;
        let choice = state.transient.network_out;
        let asked = choice.has_results.then(|| {
            let flows = flow_question(state)?;
            let question = question_of(state);
            Some((state.base.clone()?, Asked { question, flows }))
        });
        Some(Self {
            document,
            found: asked.flatten(),
            is_gmns: choice.is_gmns,
            lang: state.lang(),
        })
    }

    /// Finds what is wanted, and writes the file or folder.
    #[must_use]
    pub fn write(&self, path: PathBuf, task: &Task) -> FileDone {
        let document = &self.document;
        let scenario = document.history.scenario();
        let mut said = Vec::new();
        let found = match &self.found {
            None => None,
            Some((base, asked)) => {
                let of = (&Names::default(), &**scenario);
                let Ok(measured) = measured(base, &document.facts, of, asked, task) else {
                    return FileDone::NotPicked;
                };
                if let Err(why) = &measured.flows {
                    said.push(reason(why, self.lang));
                }
                Some(results(&measured))
            }
        };
        // Nothing is written of what was stopped meanwhile.
        if task.checkpoint().is_err() {
            return FileDone::NotPicked;
        }
        let network = network_under(&document.network, scenario);
        let out = NetworkOut {
            network: &network,
            scenario,
            names: document.names(),
            examples: &document.examples,
            credits: &document.credits,
            results: found.as_ref(),
        };
        let written: Result<(), FileError> = if self.is_gmns {
            let written = out.write_gmns(&path);
            written.map(|left_out| said.extend(left_out.in_words(self.lang)))
        } else {
            out.write_geojson(&path)
        };
        match written {
            Ok(()) => FileDone::ExportedNetwork(path, said),
            Err(error) => FileDone::Failed(Failed::Write(error)),
        }
    }
}

//! A network as files: the numbers and the shape that a scenario gives it, and what was found of it.
//!
//! Does not know: the form of the files; what was asked.

use std::path::Path;
use std::sync::Arc;

use crate::io::files::folder::write_folder;
use crate::io::files::{FileError, write_whole};
use crate::io::geojson::write::{About, to_geojson_with};
use crate::io::load::Example;
use crate::io::plain::gmns::write::{FILES, folder};
use crate::model::effect::compact::without_removed;
use crate::model::ids::LinkId;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::results::Results;
use crate::model::scenario::{Availability, Scenario};
use crate::words::{Lang, fill};

/// What is written.
#[derive(Clone, Copy)]
pub struct NetworkOut<'a> {
    /// The network that the scenario makes.
    pub network: &'a Arc<Network>,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The study's name.
    pub names: &'a Names,
    /// The questions that it suggests.
    pub examples: &'a [Example],
    /// The notices that it asks for.
    pub credits: &'a [Names],
    /// What was found of its links and hubs.
    pub results: Option<&'a Results>,
}

/// What a folder of tables has no place for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Links that are not open.
    pub n_links: usize,
    /// Hubs on no link that is.
    pub n_hubs: usize,
}

impl LeftOut {
    /// What was left out and why, a line each.
    #[must_use]
    pub fn in_words(self, lang: Lang) -> Vec<String> {
        let all = [
            ("network.links-left-out", self.n_links),
            ("network.hubs-left-out", self.n_hubs),
        ];
        let some = all.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(key, count)| fill(lang, key, &[&count.to_string()]))
            .collect()
    }
}

impl NetworkOut<'_> {
    /// Writes one GeoJSON file with all provenance, which is read as the same network.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_geojson(&self, path: &Path) -> Result<(), FileError> {
        let about = About {
            names: self.names,
            examples: self.examples,
            credits: self.credits,
        };
        let network = without_removed(self.network);
        write_whole(path, &to_geojson_with(&network, &about, self.results))
    }

    /// Writes a folder of tables of the General Modeling Network Specification, and says what is not in it.
    ///
    /// # Errors
    /// When the folder cannot be written, or holds anything else.
    pub fn write_gmns(&self, dir: &Path) -> Result<LeftOut, FileError> {
        let network = self.network;
        let available = Availability::of(network, self.scenario);
        let is_open = |id: LinkId, is_forward: bool| {
            available.link(id).is_open() && !network.link(id).carries_nothing_this_way(is_forward)
        };
        let name = self.names.in_lang(Lang::En);
        let made = folder(network, name, is_open, self.results);
        let files: Vec<(&str, &[u8])> = made
            .files
            .iter()
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        write_folder(dir, &files, &FILES)?;
        Ok(LeftOut {
            n_links: made.n_left_out,
            n_hubs: made.n_hubs_left_out,
        })
    }
}

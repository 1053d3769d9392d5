//! Loads a study: the bundled corridor, or files and folders.
//!
//! Does not know: windows and command lines; who shows the findings.

mod reader;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use self::reader::Reader;
use super::files::{self, FileError};
use super::geojson::stream::early::Early;
use super::raw::RawFile;
use super::scenarios::reading::BookRead;
use super::stamp::Stamp;
use super::study_file::data::{Data, DataChoice, DataFile, Origin};
use super::study_file::kept::Kept;
use super::study_file::parse::{Parsed, parse};
use super::study_file::{self, StudyFileError, Why, is_study_file};
use super::tables::{self, Tables};
use super::{bundled, geojson, scenarios};
use crate::model::check::{Issue, Place};
use crate::model::context::{BasemapCredits, ContextLayer};
use crate::model::defaults::Defaults;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::parameters::Parameters;
use crate::model::saved::Saved;
use crate::model::scenarios::Book;
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill, text};

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The network.
    pub network: Network,
    /// What the study's tables say.
    pub facts: Facts,
    /// Layers that are only looked at.
    pub context: Vec<ContextLayer>,
    /// Findings: of reading first, then of building the network.
    pub issues: Vec<Issue>,
    /// The files that were read, as they were named.
    pub files: Vec<Arc<str>>,
    /// The study's name: the `corridor` member's, else the files' stems.
    pub names: Names,
    /// Questions that the study suggests.
    pub examples: Vec<Example>,
    /// The named scenarios.
    pub book: Book,
    /// What of them was not understood; a study file among what was loaded has its own.
    pub kept: Kept,
    /// The credits that a picture of it owes, beside the basemap's.
    pub credits: Vec<Names>,
    /// Its source files.
    pub data: Vec<DataFile>,
    /// The study file among what was loaded.
    pub study: Option<StudyRead>,
    /// Whether it owes the credits of the bundled corridor's lines and hubs.
    pub owes_credits: bool,
}

impl Loaded {
    /// What is saved beside the data: what its study file says, or else its name and named scenarios.
    #[must_use]
    pub fn saved(&self) -> Saved {
        match &self.study {
            Some(study) => study.saved.clone(),
            None => Saved {
                names: Arc::new(self.names.clone()),
                book: Arc::new(self.book.clone()),
                ..Saved::default()
            },
        }
    }
}

/// A study file that was read.
#[derive(Clone, Debug)]
pub struct StudyRead {
    /// Its path.
    pub path: PathBuf,
    /// What it saves beside its data.
    pub saved: Saved,
    /// What of it was not understood.
    pub kept: Kept,
    /// How it holds its data.
    pub choice: DataChoice,
    /// Its version, where that is newer than the one that is written.
    pub newer: Option<u64>,
    /// How its file was when it was read.
    pub stamp: Stamp,
}

/// A question that a study's `corridor` member suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Origin.
    pub from: Key,
    /// Destination.
    pub to: Key,
    /// Modes; empty is any.
    pub modes: Vec<Mode>,
}

/// Keys of the credits of the bundled corridor's lines and hubs.
const CORRIDOR_CREDITS: &[&str] = &["credit.osm", "credit.searoute"];

/// The credits of the bundled basemap.
pub const BASEMAP_CREDITS: BasemapCredits = BasemapCredits {
    all: &["credit.natural-earth", "credit.geonames", "credit.borders"],
    borders: "credit.borders",
};

/// Why a study could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A folder holds no GeoJSON file.
    #[error("{0} holds no GeoJSON file")]
    NothingIn(PathBuf),
    /// The task was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// A study file is none.
    #[error(transparent)]
    Study(#[from] StudyFileError),
}

/// Where a study comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Whether the bundled corridor is part of it.
    pub bundled: bool,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Files of boundaries.
    pub boundaries: Vec<PathBuf>,
}

impl Sources {
    /// What a command line names: files and folders, or without any the bundled corridor.
    #[must_use]
    pub fn named(paths: &[PathBuf]) -> Self {
        Self {
            bundled: paths.is_empty(),
            paths: paths.to_vec(),
            boundaries: Vec::new(),
        }
    }

    /// The same with a file of boundaries; one that is there already is read once.
    #[must_use]
    pub fn with_boundary(&self, path: &Path) -> Self {
        let mut sources = self.clone();
        if !sources.boundaries.iter().any(|known| known == path) {
            sources.boundaries.push(path.to_owned());
        }
        sources
    }

    /// The same with more files and folders; one that is there already is read once.
    #[must_use]
    pub fn with(&self, more: &[PathBuf]) -> Self {
        let mut sources = self.clone();
        for path in more {
            if !sources.paths.contains(path) {
                sources.paths.push(path.clone());
            }
        }
        sources
    }
}

/// Loads a study. A file that cannot be read as GeoJSON gives findings, and the rest is loaded.
///
/// # Errors
/// [`LoadError`] when a file cannot be opened, a study file is none, or the task was cancelled.
pub fn load(sources: &Sources, task: &Task) -> Result<Loaded, LoadError> {
    load_shown(sources, None, task)
}

/// The same, where somebody is told what is read of large files before all is.
///
/// # Errors
/// As [`load`].
pub fn load_shown(
    sources: &Sources,
    early: Option<&Early>,
    task: &Task,
) -> Result<Loaded, LoadError> {
    let mut reader = Reader::telling(early.cloned());
    let (studies, others): (Vec<&PathBuf>, Vec<&PathBuf>) = sources
        .paths
        .iter()
        .partition(|path| is_study_file(path) && !files::is_dir(path));
    let study = match studies[..] {
        [] => None,
        [path] => Some(read_study(path)?),
        [_, second, ..] => {
            return Err(LoadError::Study(StudyFileError {
                file: Arc::from(second.display().to_string()),
                place: Place::default(),
                why: Why::Second,
            }));
        }
    };
    let data = study.as_ref().map(|(parsed, _)| &parsed.data);
    let is_bundled = sources.bundled || data.is_some_and(|data| data.is_bundled);
    if is_bundled {
        for file in bundled::folder("corridor") {
            let of = (Arc::clone(&file.file), Origin::Bundled);
            reader.read(of, &file.stem, &Arc::new(file.bytes), task)?;
            task.checkpoint()?;
        }
    }
    for (name, bytes) in data.into_iter().flat_map(|data| &data.inside) {
        let of = (Arc::clone(name), Origin::Inside);
        reader.read(of, &stem(Path::new(&**name)), bytes, task)?;
        task.checkpoint()?;
    }
    let mut paths = Vec::new();
    if let (Some(data), [study]) = (data, &studies[..]) {
        let folder = study.parent().unwrap_or(Path::new(""));
        paths.extend(data.files.iter().map(|path| folder.join(path)));
    }
    paths.extend(others.into_iter().cloned());
    for path in expand_paths(&paths)? {
        let bytes = Arc::new(files::read(&path)?);
        task.checkpoint()?;
        let name = Arc::from(path.display().to_string());
        let stem = stem(&path);
        reader.read((name, Origin::Path(path)), &stem, &bytes, task)?;
        task.checkpoint()?;
    }
    let folder = match studies[..] {
        [study] => study.parent(),
        _ => None,
    };
    read_boundaries(&mut reader, data, folder, &sources.boundaries, task)?;
    let owes_credits = is_bundled || data.is_some_and(|data| data.owes_credits);
    let mut loaded = reader.finish();
    if owes_credits {
        let own = CORRIDOR_CREDITS.iter().map(|key| Names::worded(key));
        let given = std::mem::take(&mut loaded.credits);
        loaded.credits = own.collect();
        add_credits(&mut loaded.credits, given);
    }
    loaded.owes_credits = owes_credits;
    if let (Some((parsed, stamp)), [path]) = (study, &studies[..]) {
        take_study(&mut loaded, &parsed, path, stamp);
    }
    Ok(loaded)
}

/// Reads the files of boundaries: inside a study file, beside it, and others.
fn read_boundaries(
    reader: &mut Reader,
    data: Option<&Data>,
    folder: Option<&Path>,
    others: &[PathBuf],
    task: &Task,
) -> Result<(), LoadError> {
    for (name, bytes) in data.into_iter().flat_map(|data| &data.boundaries) {
        let of = (Arc::clone(name), Origin::Inside);
        reader.read_boundary(of, Arc::clone(bytes));
        task.checkpoint()?;
    }
    let folder = folder.unwrap_or(Path::new(""));
    let beside = data.into_iter().flat_map(|data| &data.boundary_files);
    let beside = beside.map(|path| folder.join(path));
    for path in beside.chain(others.iter().cloned()) {
        let bytes = Arc::new(files::read(&path)?);
        let name = Arc::from(path.display().to_string());
        reader.read_boundary((name, Origin::Path(path)), bytes);
        task.checkpoint()?;
    }
    Ok(())
}

fn read_study(path: &Path) -> Result<(Parsed, Stamp), LoadError> {
    let name = Arc::from(path.display().to_string());
    let (bytes, stamp) = files::read_stamped(path)?;
    Ok((parse(&name, &bytes)?, stamp))
}

fn take_study(loaded: &mut Loaded, parsed: &Parsed, path: &Path, stamp: Stamp) {
    let of_data = std::mem::take(&mut loaded.kept);
    let of_data = BookRead {
        book: std::mem::take(&mut loaded.book),
        kept: of_data.scenarios,
        odd: of_data.odd_scenarios,
    };
    let (mut saved, kept) =
        study_file::read::saved(parsed, &loaded.network, of_data, &mut loaded.issues);
    if *saved.names == Names::default() {
        saved.names = Arc::new(loaded.names.clone());
    }
    loaded.names = Names::clone(&saved.names);
    loaded.book = Book::clone(&saved.book);
    loaded.files.insert(0, Arc::clone(&parsed.file));
    loaded.study = Some(StudyRead {
        path: path.to_owned(),
        saved,
        kept,
        choice: parsed.data.choice(),
        newer: parsed.newer,
        stamp,
    });
}

impl LoadError {
    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::File(error) => error.in_words(lang),
            Self::NothingIn(path) => fill(lang, "file.nothing-in", &[&path.display().to_string()]),
            Self::Cancelled(_) => text(lang, "file.cancelled").to_owned(),
            Self::Study(error) => error.in_words(lang),
        }
    }
}

/// The bundled basemap: land, lakes, coast, borders, provinces, rivers, cities.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn bundled_basemap(task: &Task) -> Result<Vec<ContextLayer>, Cancelled> {
    use super::lower::context::basemap_layer;
    let mut layers = Vec::new();
    for file in bundled::folder("basemap") {
        let read = geojson::read(&file.file, &file.stem, &file.bytes);
        layers.extend(read.raw.and_then(|raw| basemap_layer(&raw)));
        task.checkpoint()?;
    }
    Ok(layers)
}

/// The parameters of the bundled table: what the program assumes where a study does not say.
#[must_use]
pub fn bundled_parameters() -> Parameters {
    let mut tables = Tables::default();
    if let Some(file) = bundled::file("corridor/parameters.csv") {
        // A test holds that the bundled table has no findings.
        tables.add(&file.file, &file.stem, &file.bytes, &mut Vec::new());
    }
    let mut parameters = Parameters::default();
    tables.parameters(&mut parameters, &mut Vec::new());
    parameters
}

/// What the program assumes where a study does not say.
#[must_use]
pub fn bundled_defaults() -> Arc<Defaults> {
    tables::defaults(&bundled_parameters(), &mut Vec::new())
}

/// The files that paths name: a folder stands for the GeoJSON files and tables in it.
///
/// # Errors
/// [`LoadError`] when a folder cannot be listed or holds no such file.
pub fn expand_paths(paths: &[PathBuf]) -> Result<Vec<PathBuf>, LoadError> {
    let mut expanded = Vec::new();
    for path in paths {
        if files::is_dir(path) {
            let inside = files::list_study(path, &tables::NAMES)?;
            if inside
                .iter()
                .all(|file| is_table(file) || is_scenarios(file))
            {
                return Err(LoadError::NothingIn(path.clone()));
            }
            expanded.extend(inside);
        } else {
            expanded.push(path.clone());
        }
    }
    Ok(expanded)
}

/// A study from bytes that were dropped or pasted, each with its name.
#[must_use]
pub fn load_bytes(named: &[(String, Vec<u8>)]) -> Loaded {
    let mut reader = Reader::default();
    for (name, bytes) in named {
        let of = (Arc::from(name.as_str()), Origin::Inside);
        let bytes = Arc::new(bytes.clone());
        let read = reader.read(of, &stem(Path::new(name)), &bytes, &Task::never());
        debug_assert!(read.is_ok(), "nobody can cancel this");
    }
    reader.finish()
}

pub(super) fn is_table(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// Whether a file holds named scenarios, by its name.
#[must_use]
pub fn is_scenarios(path: &Path) -> bool {
    let ending = path.extension();
    let is_json = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    is_json && path.file_stem().is_some_and(|stem| stem == scenarios::STEM)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The credits that the `corridor` members ask for.
pub(super) fn credits(files: &[RawFile]) -> Vec<Names> {
    let mut credits = Vec::new();
    for file in files {
        let given = file.members.get("corridor").and_then(|c| c.get("credits"));
        let given = given.and_then(Json::as_array).into_iter().flatten();
        let text = |credit: &Json, name: &str| {
            let said = credit.get(name).and_then(Json::as_str);
            said.unwrap_or_default().to_owned()
        };
        let names = given.map(|credit| Names {
            en: text(credit, "name_en"),
            zh: text(credit, "name_zh"),
        });
        let said = names.filter(|names| *names != Names::default());
        add_credits(&mut credits, said.collect());
    }
    credits
}

/// Adds credits that are not there yet.
fn add_credits(credits: &mut Vec<Names>, more: Vec<Names>) {
    for credit in more {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
}

pub(super) fn examples(files: &[RawFile]) -> Vec<Example> {
    let listed = files.iter().filter_map(|file| {
        let corridor = file.members.get("corridor")?;
        corridor.get("examples").and_then(Json::as_array)
    });
    let read = |example: &Json| {
        let key = |name: &str| example.get(name).and_then(Json::as_str).map(Key::new);
        let modes = example.get("modes").and_then(Json::as_array);
        let words = modes.into_iter().flatten().filter_map(Json::as_str);
        Some(Example {
            from: key("from")?,
            to: key("to")?,
            modes: words.filter_map(Mode::from_word).collect(),
        })
    };
    listed.flatten().filter_map(read).collect()
}

pub(super) fn study_names(files: &[RawFile]) -> Names {
    let given = files.iter().find_map(|file| {
        let corridor = file.members.get("corridor")?;
        let text = |name: &str| corridor.get(name).and_then(Json::as_str).unwrap_or("");
        let names = Names::new(text("name_en"), text("name_zh"));
        (names != Names::default()).then_some(names)
    });
    given.unwrap_or_else(|| {
        let stems: Vec<&str> = files.iter().map(|file| file.stem.as_str()).collect();
        Names::new(&stems.join(", "), "")
    })
}

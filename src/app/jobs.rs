//! Work that leaves the window's thread: file work here and in `queue`, study runs in `study`.
//!
//! Does not know: what results are for.

pub mod queue;
pub mod study;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use eframe::egui;

use super::paint::Triangles;
use super::plain::PlainOpen;
use super::recovery::{Recovery, find_recovery};
use super::saving::After;
use crate::document::study::Document;
use crate::export::ExportError;
use crate::export::film::FilmError;
use crate::io::files::{FileError, write_whole};
use crate::io::geojson::stream::early::Early;
use crate::io::load::{LoadError, Sources, bundled_basemap, load_shown};
use crate::io::lock::Lock;
use crate::io::plain::{PlainError, PlainSource};
use crate::io::rows::RowsError;
use crate::io::stamp::Stamp;
use crate::io::study_file::data::DataChoice;
use crate::io::user::Folders;
use crate::model::context::ContextLayer;
use crate::model::geometry::GeoBox;
use crate::model::names::Names;
use crate::model::picture::Picture;
use crate::scene::layers::WorldLayers;
use crate::scene::plain::{PlainLayers, PlainMap};
use crate::scene::sheet::View;
use crate::study::evaluate::Base;
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill};

/// A study ready to be shown: everything slow is done.
pub struct Opened {
    /// The study.
    pub document: Document,
    /// Its network made ready for runs.
    pub base: Base,
    /// The plain network among the files.
    pub plain: Option<PlainOpen>,
    /// The map's geometry.
    pub layers: WorldLayers,
    /// Triangles of its areas.
    pub triangles: Triangles,
    /// What was left behind of it.
    pub recovery: Option<Recovery>,
    /// Whether it is what was open, with files added: what was done there goes on.
    pub adds: bool,
    /// A box around the context layers that are added.
    pub added: Option<GeoBox>,
    /// The mark of what was open when it was asked for.
    pub mark: Option<u64>,
}

/// What is to be opened, and with what.
pub struct Opening {
    /// Files and folders.
    pub sources: Sources,
    /// The view that its map is made for.
    pub view: View,
    /// Where journals lie.
    pub folders: Folders,
    /// The lock of the study that is open, which holds on where that is opened again.
    pub lock: Option<Arc<Lock>>,
    /// Whether what was left behind is looked for: not where the same is opened again.
    pub recovers: bool,
    /// Whether files are added to what is open, so that what was done there goes on.
    pub adds: bool,
    /// What the files are called that are open already, where some are added.
    pub known: Vec<Arc<str>>,
    /// The mark of what is open when that is asked for; `None` where nothing is.
    pub mark: Option<u64>,
    /// Who is told what is read of large files before all is.
    pub early: Option<Early>,
}

/// Why a piece of file work failed.
pub enum Failed {
    /// A study could not be loaded.
    Load(LoadError),
    /// A plain network could not be loaded.
    Plain(PlainError),
    /// A workbook does not take so much.
    Table(RowsError),
    /// A scenario or picture cannot be made.
    Scenario(String),
    /// An animation could not be made.
    Film(FilmError),
    /// A picture could not be made.
    Picture(ExportError),
    /// A file could not be written.
    Write(FileError),
    /// The file has an ending that nothing is written for.
    Ending(PathBuf),
    /// Another program has the study file open: what its lock says.
    Locked(PathBuf, String),
    /// The system gave no thread.
    Thread(std::io::Error),
}

impl Failed {
    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Load(error) => error.in_words(lang),
            Self::Plain(error) => error.in_words(lang),
            Self::Picture(error) => error.in_words(lang),
            Self::Table(error) => error.in_words(lang),
            Self::Scenario(said) => said.clone(),
            Self::Film(error) => error.in_words(lang),
            Self::Write(error) => error.in_words(lang),
            Self::Locked(path, holder) => {
                fill(lang, "saving.taken", &[&path.display().to_string(), holder])
            }
            Self::Ending(path) => fill(lang, "export.endings", &[&path.display().to_string()]),
            Self::Thread(error) => fill(lang, "export.failed", &[&error.to_string()]),
        }
    }
}

/// A study file that was written.
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// How it is now.
    pub stamp: Stamp,
    /// The mark of the state that it holds.
    pub mark: u64,
    /// How it holds the data.
    pub choice: DataChoice,
    /// What keeps others from writing it.
    pub lock: Option<Arc<Lock>>,
    /// Whether it is only a copy.
    pub is_copy: bool,
    /// What waited for it.
    pub after: Option<After>,
}

/// The end of a piece of file work.
pub enum FileDone {
    /// A study was loaded.
    Opened(Box<Opened>),
    /// The picture or table was written, and what there is to say of it.
    Exported(PathBuf, Vec<String>),
    /// The network was written, and what there is to say of it.
    ExportedNetwork(PathBuf, Vec<String>),
    /// A picture for the clipboard was drawn: its size, its colors, the key of what is said then.
    Drawn([usize; 2], Vec<u8>, &'static str),
    /// Files were chosen.
    Picked {
        /// The files.
        paths: Vec<PathBuf>,
        /// To the open study, or as a new one.
        add: bool,
    },
    /// A place for the picture or network was chosen.
    PickedExport(PathBuf),
    /// A file of boundaries was chosen.
    PickedBoundary(PathBuf),
    /// A logo was read.
    Logo(Box<Picture>),
    /// A place for the study file, or a copy of it, was chosen.
    PickedStudy {
        /// The file.
        path: PathBuf,
        /// Whether only a copy goes there.
        is_copy: bool,
    },
    /// The study file was written.
    Saved(Box<Written>),
    /// Whether another program changed the study file.
    OtherOnDisk(bool),
    /// How the study file is now.
    Stamped(Stamp),
    /// The system's dialog was closed, or there is none: the path field is the way.
    NotPicked,
    /// It failed.
    Failed(Failed),
}

/// Runs file work, each piece on a thread of its own, where only the newest counts. What must not be lost when another
/// piece begins runs in a [`queue::FileQueue`].
pub struct FileJobs {
    sender: Sender<(u64, FileDone)>,
    results: Receiver<(u64, FileDone)>,
    context: egui::Context,
    newest: u64,
    is_busy: bool,
    task: Task,
}

impl FileJobs {
    /// A runner that wakes the window when a piece is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        let (sender, results) = channel();
        Self {
            sender,
            results,
            context,
            newest: 0,
            is_busy: false,
            task: Task::new(),
        }
    }

    /// The number of the newest piece of work.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.newest
    }

    /// How much of it is done as it told last, in thousandths.
    #[must_use]
    pub fn thousandths(&self) -> u32 {
        self.task.thousandths()
    }

    /// Whether a piece of work has not ended.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Runs a piece of work; an older one is cancelled and its end forgotten.
    pub fn run(&mut self, work: impl FnOnce(&Task) -> FileDone + Send + 'static) {
        self.task.cancel();
        self.task = Task::new();
        self.newest += 1;
        self.is_busy = true;
        let (number, task) = (self.newest, self.task.clone());
        let (sender, context) = (self.sender.clone(), self.context.clone());
        let spawned = Builder::new().name("files".to_owned()).spawn(move || {
            let done = work(&task);
            // A window that is gone needs no result.
            drop(sender.send((number, done)));
            context.request_repaint();
        });
        if let Err(error) = spawned {
            let failed = FileDone::Failed(Failed::Thread(error));
            drop(self.sender.send((number, failed)));
        }
    }

    /// Cancels what runs.
    pub fn cancel(&mut self) {
        self.task.cancel();
        self.newest += 1;
        self.is_busy = false;
    }

    /// The end of the newest piece of work, once.
    pub fn poll(&mut self) -> Option<FileDone> {
        let ended = self.results.try_iter().filter(|(n, _)| *n == self.newest);
        let (_, done) = ended.last()?;
        self.is_busy = false;
        Some(done)
    }
}

/// Loads a study with the basemap and builds its map.
#[must_use]
pub fn open(opening: Opening, task: &Task) -> FileDone {
    match try_open(opening, task) {
        Ok(opened) => FileDone::Opened(Box::new(opened)),
        Err(failed) => FileDone::Failed(failed),
    }
}

/// Loads a study with the basemap and builds its map.
///
/// # Errors
/// [`Failed`] when a file cannot be opened or the task was cancelled.
pub fn try_open(opening: Opening, task: &Task) -> Result<Opened, Failed> {
    let (sources, view) = (opening.sources, &opening.view);
    let (study, roads) = parted(&sources);
    let early = opening.early.as_ref();
    let mut loaded = load_shown(&study, early, task).map_err(Failed::Load)?;
    let mut plain = None;
    if let Some((name, source)) = roads {
        let read = source.load(task).map_err(Failed::Plain)?;
        let files = source.files().into_iter();
        loaded
            .files
            .extend(files.map(|file| Arc::from(file.display().to_string())));
        loaded.issues.extend(read.issues);
        let network = Arc::new(read.network);
        let is_alone = !study.bundled && study.paths.is_empty();
        if is_alone {
            loaded.names = Names::new(&name, "");
        }
        plain = Some(PlainOpen::new(network, name, read.units, is_alone));
    }
    let cancelled = |cancelled: Cancelled| Failed::Load(cancelled.into());
    let basemap = bundled_basemap(task).map_err(cancelled)?;
    let mut document = Document::new(loaded, sources, basemap);
    if let Some(home) = &mut document.home {
        home.lock(opening.lock.as_ref());
    }
    task.checkpoint().map_err(cancelled)?;
    let base = Base::new(Arc::clone(&document.network));
    let projection = if opening.adds {
        view.camera.projection
    } else {
        document.history.saved().layers.projection
    };
    let mut layers = WorldLayers::in_projection(projection);
    if let Some(plain) = &plain {
        let map = PlainMap::build(&plain.network, projection);
        *layers.plain_mut() = PlainLayers::of(Arc::new(map));
    }
    layers.update(&document.network, &document.context, None, view);
    let triangles = Triangles::prepared(layers.shown(view));
    let context = document.context.iter().filter(|_| opening.adds);
    let added = context.filter(|layer| !layer.is_basemap && !opening.known.contains(&layer.file));
    let added = added.filter_map(ContextLayer::extent).reduce(GeoBox::union);
    let recovery = opening
        .recovers
        .then(|| find_recovery(&document, &opening.folders))
        .flatten();
    Ok(Opened {
        document,
        base,
        plain,
        layers,
        triangles,
        recovery,
        adds: opening.adds,
        added,
        mark: opening.mark,
    })
}

/// The files of a study, and the plain network among them with its name: of several the last, which takes
/// the place of the others.
fn parted(sources: &Sources) -> (Sources, Option<(String, PlainSource)>) {
    let mut study = sources.clone();
    let mut roads = None;
    study.paths.retain(|path| {
        let source = PlainSource::at(path);
        let is_study = source.is_none();
        if let Some(source) = source {
            let name = path.file_name().unwrap_or(path.as_os_str());
            roads = Some((name.to_string_lossy().into_owned(), source));
        }
        is_study
    });
    (study, roads)
}

/// Writes a table.
#[must_use]
pub fn export_table(bytes: Result<Vec<u8>, RowsError>, path: &Path) -> FileDone {
    let written = bytes
        .map_err(Failed::Table)
        .and_then(|bytes| write_whole(path, &bytes).map_err(Failed::Write));
    match written {
        Ok(()) => FileDone::Exported(path.to_owned(), Vec::new()),
        Err(failed) => FileDone::Failed(failed),
    }
}

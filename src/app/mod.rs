//! The window.
//!
//! A frame has two halves. `ui` draws from the state and collects actions; `logic`, before the next
//! drawing, takes the actions in order and the results of jobs. Nothing else changes the state.
//! Does not know: the command line.

pub mod action;
pub mod atlas;
pub mod attributes;
pub mod autosave;
pub mod beyond;
pub mod boxes;
pub mod camera;
pub mod canvas;
pub mod cards;
pub mod cartography;
pub mod clipboard;
pub mod commands;
pub mod compare;
pub mod demand;
pub mod dialogs;
pub mod draw;
pub mod early;
pub mod escape;
pub mod files;
pub mod flows;
pub mod following;
pub mod go;
pub mod gpu;
pub mod hinterland;
pub mod jobs;
pub mod keys;
pub mod layout;
pub mod logo;
pub mod looks;
pub mod network_out;
pub mod newest;
pub mod notes;
pub mod pages;
pub mod paint;
pub mod panels;
pub mod peek;
pub mod picture;
pub mod plain;
pub mod plate;
pub mod present;
pub mod projecting;
pub mod props;
pub mod question;
pub mod reach;
pub mod recovery;
pub mod resilience;
pub mod restrict;
pub mod saving;
pub mod scenarios;
pub mod shown;
pub mod state;
pub mod steps;
pub mod theme;
pub mod tiles;
pub mod tools;
pub mod update;
pub mod versus;
pub mod via;
pub mod view;
pub mod views;
pub mod ways;
pub mod weights;
pub mod years;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use action::Action;
use atlas::AtlasJobs;
use attributes::jobs::TableJobs;
use autosave::Autosave;
use beyond::BeyondJobs;
use canvas::Canvas;
use compare::CompareJobs;
use demand::DemandJobs;
use dialogs::{FilePicker, SystemPicker};
use files::finish_files;
use flows::FlowJobs;
use gpu::Gpu;
use jobs::queue::FileQueue;
use jobs::study::StudyJobs;
use jobs::{FileJobs, Opening};
use peek::PeekJobs;
use plain::jobs::PlainJobs;
use projecting::ProjectionJobs;
use reach::ReachJobs;
use resilience::runner::ClosureJobs;
use state::State;
use tiles::{TileJobs, TileStep};
use update::{Means, ask, update};
use versus::VersusJobs;

use crate::io::load::Sources;
use crate::io::recent;
use crate::io::user::Folders;
use crate::scene::palette::Theme;

/// Opens the window with a study: files and folders, or without any the bundled corridor.
///
/// # Errors
/// [`eframe::Error`] when the system has no display or no way to draw on it.
pub fn run(study: &[PathBuf]) -> eframe::Result {
    let sources = Sources::named(study);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Corridor")
            .with_app_id("corridor")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0])
            .with_drag_and_drop(true),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Corridor",
        options,
        Box::new(move |creation| {
            let folders = Folders::of_user();
            let picker = Arc::new(SystemPicker);
            let mut app = App::with_folders(&creation.egui_ctx, sources, picker, folders)?;
            let card = creation.wgpu_render_state.as_ref();
            if let Some(card) = card.filter(|card| gpu::is_card(card)) {
                gpu::device::install(card);
                app.draw_by_card(&creation.egui_ctx);
            }
            Ok(Box::new(app))
        }),
    )
}

/// Has memory that a frame is done with kept for the next one. The allocator of Linux (glibc) else gives it back to the
/// system after each frame and takes it again page by page, which costs more than all else in a frame, until it has
/// seen so large a block come and go. The block itself is never touched.
fn keep_memory() {
    const BLOCK: usize = 24 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BLOCK)));
}

/// The window's program.
pub struct App {
    state: State,
    canvas: Canvas,
    study: StudyJobs,
    compare: CompareJobs,
    demand: DemandJobs,
    table: TableJobs,
    atlas: AtlasJobs,
    flows: FlowJobs,
    beyond: BeyondJobs,
    reach: ReachJobs,
    closures: ClosureJobs,
    plain: PlainJobs,
    versus: VersusJobs,
    peek: PeekJobs,
    projections: ProjectionJobs,
    tiles: TileJobs,
    files: FileJobs,
    /// The system's dialogs, beside other file work.
    dialogs: FileJobs,
    queue: FileQueue,
    /// Looks at the file on the disk, beside other file work.
    checks: FileJobs,
    /// Writes the study file, beside other file work.
    saves: FileJobs,
    picker: Arc<dyn FilePicker>,
    autosave: Autosave,
    folders: Folders,
    actions: Vec<Action>,
    theme: Option<Theme>,
}

impl App {
    /// A window that begins to load a study, and keeps nothing in the user's folders.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(
        context: &egui::Context,
        sources: Sources,
        picker: Arc<dyn FilePicker>,
    ) -> std::io::Result<Self> {
        Self::with_folders(context, sources, picker, Folders::default())
    }

    /// A window that begins to load a study; journals and recent files are kept in the folders given.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn with_folders(
        context: &egui::Context,
        sources: Sources,
        picker: Arc<dyn FilePicker>,
        folders: Folders,
    ) -> std::io::Result<Self> {
        keep_memory();
        theme::install_fonts(context);
        theme::install_styles(context);
        let mut state = State::new();
        state.transient.file_work.opening = Some(state.text("map.loading"));
        let waker = context.clone();
        let mut files = FileJobs::new(context.clone());
        if let Some(config) = &folders.config {
            state.transient.saving.recent = recent::read(config);
        }
        let mut canvas = Canvas::default();
        let opening = Opening {
            early: Some(canvas.early.begin(context, &state.session.view, None)),
            sources,
            view: state.session.view.clone(),
            folders: folders.clone(),
            lock: None,
            recovers: true,
            adds: false,
            known: Vec::new(),
            mark: None,
        };
        files.run(move |task| jobs::open(opening, task));
        canvas.early.is_of(&files);
        Ok(Self {
            state,
            canvas,
            study: StudyJobs::start(move || waker.request_repaint())?,
            compare: CompareJobs::new(context.clone()),
            demand: DemandJobs::new(context.clone()),
            table: TableJobs::new(context.clone()),
            atlas: AtlasJobs::new(context.clone()),
            flows: FlowJobs::new(context.clone()),
            beyond: BeyondJobs::new(context.clone()),
            reach: ReachJobs::new(context.clone()),
            closures: ClosureJobs::new(context),
            plain: PlainJobs::new(context.clone()),
            versus: VersusJobs::new(context.clone()),
            peek: PeekJobs::new(context.clone()),
            projections: ProjectionJobs::new(context.clone()),
            tiles: TileJobs::new(context.clone()),
            files,
            dialogs: FileJobs::new(context.clone()),
            queue: FileQueue::new(context.clone()),
            checks: FileJobs::new(context.clone()),
            saves: FileJobs::new(context.clone()),
            picker,
            autosave: Autosave::new(folders.state.clone()),
            folders,
            actions: Vec::new(),
            theme: None,
        })
    }

    /// Leaves the map's lines and areas to the graphics card, which [`gpu::device::install`] made ready.
    pub fn draw_by_card(&mut self, context: &egui::Context) {
        self.canvas.brushes.gpu = Some(Gpu::new(context.clone()));
    }

    /// The state, to look at.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The map's canvas, to look at.
    #[must_use]
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// Has files drawn while they are read each time that so many bytes more of them are.
    pub fn draw_early_each(&mut self, bytes: usize) {
        self.canvas.early.each = bytes;
    }

    /// Has an action done in the next frame, as a menu would.
    pub fn do_next(&mut self, action: Action) {
        self.actions.push(action);
    }

    fn take_results(&mut self, context: &egui::Context) {
        let mut means = Means {
            study: &mut self.study,
            files: &mut self.files,
            dialogs: &mut self.dialogs,
            queue: &mut self.queue,
            saves: &mut self.saves,
            picker: &self.picker,
            context,
            triangles: &mut self.canvas.brushes.triangles,
            early: &mut self.canvas.early,
            autosave: &mut self.autosave,
            folders: &self.folders,
        };
        // Actions name things of the study that was open when they were collected, so they go before
        // another study takes its place.
        for action in std::mem::take(&mut self.actions) {
            update(&mut self.state, &mut means, action);
        }
        files::take_ends(&mut self.state, &mut means);
        means.early.keep_up(means.files, &mut self.state);
        if let Some(done) = means.saves.poll() {
            self.state.transient.file_work.saving = None;
            finish_files(&mut self.state, &mut means, done);
            saving::write_waiting(&mut self.state, &mut means);
        }
        if let Some((outcome, is_newest)) = means.study.poll() {
            ways::take_answer(&mut self.state, outcome);
            self.state.transient.is_updating = !is_newest;
        }
        if self.state.document.is_some()
            && self.state.transient.outcome.is_none()
            && !means.study.is_busy()
        {
            ask(&mut self.state, &mut means);
        }
        draw::added::select_made(&mut self.state);
        saving::keep_up(&mut self.state, &mut means, &mut self.checks);
        ways::keep_up(&mut self.state, &mut means);
        hinterland::keep_up(&mut self.state, &mut means);
        self.compare.keep_up(&mut self.state);
        self.demand.keep_up(&mut self.state);
        self.table.keep_up(&mut self.state);
        self.atlas.keep_up(&mut self.state);
        tools::picked::keep_up(&mut self.state);
        self.flows.keep_up(&mut self.state);
        self.beyond.keep_up(&mut self.state);
        self.reach.keep_up(&mut self.state);
        self.closures.keep_up(&mut self.state);
        self.plain.keep_up(&mut self.state);
        self.versus.keep_up(&mut self.state);
        self.peek.keep_up(&mut self.state);
        self.tiles.keep_up(&mut self.state, &self.picker);
        let textures = &mut self.canvas.brushes.tiles;
        tiles::drop_removed(&self.state, textures);
        textures.tell(&mut self.state.transient.tiles);
        let triangles = &mut self.canvas.brushes.triangles;
        self.projections.keep_up(&mut self.state, triangles);
    }

    fn dropped_files(&mut self, context: &egui::Context) {
        let dropped: Vec<PathBuf> = context.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        let (tiles, dropped) = tiles::parted(dropped);
        let add = tiles.into_iter().map(TileStep::Add);
        self.actions.extend(add.map(Action::Tiles));
        if !dropped.is_empty() {
            let adds = context.input(|input| input.modifiers.shift);
            self.actions.push(if adds {
                Action::AddFiles(dropped)
            } else {
                Action::OpenFiles(dropped)
            });
        }
    }
}

impl eframe::App for App {
    fn on_exit(&mut self) {
        self.autosave.end();
    }

    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.peek.show_own(&mut self.state, &mut self.actions);
        self.dropped_files(context);
        attributes::keys::pressed(context, &self.state, &mut self.actions);
        let has_map_focus = self.canvas.has_focus;
        keys::pressed(context, &self.state, has_map_focus, &mut self.actions);
        years::keep_up(context, &mut self.state, &mut self.actions);
        self.take_results(context);
        camera::keep_flying(context, &mut self.state);
        tools::trail::keep_up(context, &mut self.state);
        let theme = self.state.session.view.drawn_theme();
        if self.theme != Some(theme) {
            theme::set_theme(context, theme);
            self.theme = Some(theme);
        }
        self.peek.show_other(&mut self.state);
        self.state.forget_missing();
        notes::keep_up(&mut self.state);
        if let Some(document) = &self.state.document {
            let outcome = self.state.transient.outcome.as_ref();
            let network = outcome.map_or(&document.network, |outcome| &outcome.network);
            let view = &self.state.session.view;
            let layers = &mut self.state.layers;
            let is_rebuilt = layers.update(network, &document.context, outcome, view);
            self.peek.keep_map(&mut self.state, is_rebuilt);
        }
        plate::kept::keep_up(&mut self.state);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        layout::window_ui(ui, &mut self.canvas, &mut self.state, &mut self.actions);
        if self.canvas.brushes.is_outgrown(ui.ctx()) {
            ui.ctx().request_discard("the picture of the letters grew");
        }
        if !self.actions.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}

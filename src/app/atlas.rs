//! Exporting an atlas or an animation of the open study: what is chosen, and the run that writes the files.
//!
//! The run has a copy of all that it needs, on a thread of its own, so that the window goes on; it can be
//! stopped, and leaves whole files only.
//! Does not know: how the choices are shown; how a page is drawn.

pub mod pages;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use eframe::egui;

use self::pages::{Page, Study, write};
use super::action::Pane;
use super::camera::home_box_of;
use super::newest::Newest;
use super::picture::Of;
use super::plate::{asked, window_place};
use super::state::State;
use crate::export::atlas::{Values, combinations, paths};
use crate::export::film::{Film, RUNNING, Reel};
use crate::export::ground::LastGround;
use crate::export::picture::Format;
use crate::export::plate::Place;
use crate::model::ids::Key;
use crate::model::page::Layout;
use crate::model::scenario::{FIRST_YEAR, LAST_YEAR};
use crate::scene::sheet::LabelLang;
use crate::study::publication::tally::Tally;
use crate::task::Task;
use crate::words::{Lang, fill};

/// Pictures that one run may make.
const MOST: usize = 2_000;
/// How long a scenario and year of an animation is shown.
const SECONDS: f64 = 1.0;
/// The word for the map with all routes, in names of files.
const WHOLE: &str = "whole";

/// What pictures there are to be, and how they look.
#[derive(Clone, Debug, PartialEq)]
pub struct AtlasChoice {
    /// Named scenarios; none of them is what is open, with its edits.
    pub scenarios: BTreeSet<Key>,
    /// Years as they are typed; none is the year of the scenario.
    pub years: String,
    /// Routes, each alone on its pictures.
    pub routes: BTreeSet<Key>,
    /// Whether there is a picture of all routes too; there is where no route is chosen.
    pub has_whole: bool,
    /// English, Chinese, both; none is that of the window.
    pub langs: [bool; 3],
    /// What they are laid out on.
    pub sheet: AtlasSheet,
    /// Whether pages of all routes show what the window shows of the earth, and not all of the corridor.
    pub is_as_seen: bool,
    /// Whether the flows of the year are shown.
    pub has_flows: bool,
    /// The files, with placeholders.
    pub pattern: String,
}

impl Default for AtlasChoice {
    fn default() -> Self {
        Self {
            scenarios: BTreeSet::new(),
            years: String::new(),
            routes: BTreeSet::new(),
            has_whole: true,
            langs: [true, false, false],
            sheet: AtlasSheet::default(),
            is_as_seen: false,
            has_flows: false,
            pattern: "atlas/{scenario}-{year}-{route}-{lang}.pdf".to_owned(),
        }
    }
}

/// What pictures of an atlas are laid out on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AtlasSheet {
    /// The page that a single export has.
    #[default]
    Picture,
    /// A known sheet.
    Known(Layout),
    /// A page of the study.
    Page(Key),
}

/// Languages in the order of the choice, each with its word.
pub const LANGS: [(LabelLang, &str); 3] = [
    (LabelLang::En, "en"),
    (LabelLang::Zh, "zh"),
    (LabelLang::Both, "both"),
];

/// The atlas as it is now.
#[derive(Default)]
pub struct AtlasNow {
    /// What is chosen.
    pub choice: AtlasChoice,
    /// How many pictures are written and how many there are to be, while a run is under way.
    pub progress: Option<(usize, usize)>,
    /// How the last run ended, in words, and whether it failed.
    pub said: Option<(String, bool)>,
    /// A run that is to begin.
    begins: bool,
    /// Whether the run is to stop.
    stops: bool,
}

/// Something about the atlas.
#[derive(Clone, Debug, PartialEq)]
pub enum AtlasStep {
    /// Chooses what there is to be.
    Choose(Box<AtlasChoice>),
    /// Writes the pictures.
    Start,
    /// Stops writing them.
    Stop,
}

/// Does what a step asks for.
pub fn update_atlas(state: &mut State, step: AtlasStep) {
    let now = &mut state.transient.atlas;
    match step {
        AtlasStep::Choose(choice) => now.choice = *choice,
        AtlasStep::Start => now.begins = now.progress.is_none(),
        AtlasStep::Stop => now.stops = true,
    }
}

/// What is written: a file each, or an animation.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A file each.
    Files(Format),
    /// An animation.
    Film(Film, Reel),
}

/// What there is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// How it is written.
    pub kind: Kind,
    /// The pictures in their order.
    pub pages: Vec<Page>,
}

impl Plan {
    /// How many pictures are drawn.
    #[must_use]
    pub fn n_files(&self) -> usize {
        match &self.kind {
            Kind::Files(_) => self.pages.len(),
            Kind::Film(film, _) => film.n_frames(),
        }
    }
}

/// The pictures of a choice.
///
/// # Errors
/// What is wrong with it, in the window's language.
pub fn plan(state: &State) -> Result<Plan, String> {
    let choice = &state.transient.atlas.choice;
    let lang = state.lang();
    let years = years(&choice.years, lang)?;
    let scenarios = or_none(choice.scenarios.iter().cloned());
    let mut routes: Vec<Option<Key>> = choice.routes.iter().cloned().map(Some).collect();
    if choice.has_whole || routes.is_empty() {
        routes.insert(0, None);
    }
    let langs = LANGS.iter().zip(choice.langs);
    let mut langs: Vec<(LabelLang, &str)> = langs
        .filter_map(|(of, is_chosen)| is_chosen.then_some(*of))
        .collect();
    if langs.is_empty() {
        langs.push(match lang {
            Lang::En => LANGS[0],
            Lang::Zh => LANGS[1],
        });
    }
    let pattern = choice.pattern.trim();
    let is_film = Reel::is_meant(pattern);
    if is_film && (routes.len() > 1 || langs.len() > 1) {
        return Err(fill(lang, "atlas.one-map", &[]));
    }
    let counts = [scenarios.len(), years.len(), routes.len(), langs.len()];
    let n_pages: usize = counts.iter().product();
    if n_pages > MOST {
        let said = [n_pages, MOST].map(|count| count.to_string());
        return Err(fill(lang, "atlas.too-many", &[&said[0], &said[1]]));
    }
    let all = combinations(counts);
    let mut pages: Vec<Page> = all
        .iter()
        .map(|&[scenario, year, route, lang]| Page {
            path: PathBuf::from(pattern),
            scenario: scenarios[scenario].clone(),
            year: years[year],
            route: routes[route].clone(),
            names: langs[lang].0,
        })
        .collect();
    if is_film {
        let n_pictures = if choice.has_flows { RUNNING } else { 1 };
        let reel = Reel::of(pattern).map_err(|error| error.in_words(lang))?;
        let film = Film::new(n_pages, n_pictures, SECONDS, &reel);
        let film = film.map_err(|error| error.in_words(lang))?;
        return Ok(Plan {
            kind: Kind::Film(film, reel),
            pages,
        });
    }
    let values: Vec<Values> = all
        .iter()
        .zip(&pages)
        .map(|(at, page)| {
            let key = |key: &Option<Key>, otherwise: &str| match key {
                Some(key) => key.to_string(),
                None => otherwise.to_owned(),
            };
            [
                key(&page.scenario, "open"),
                page.year
                    .map_or_else(|| "data".to_owned(), |year| year.to_string()),
                key(&page.route, WHOLE),
                langs[at[3]].1.to_owned(),
            ]
        })
        .collect();
    let (format, paths) = paths(pattern, &values).map_err(|error| error.in_words(lang))?;
    for (page, path) in pages.iter_mut().zip(paths) {
        page.path = path;
    }
    Ok(Plan {
        kind: Kind::Files(format),
        pages,
    })
}

fn or_none<T>(all: impl Iterator<Item = T>) -> Vec<Option<T>> {
    let mut all: Vec<Option<T>> = all.map(Some).collect();
    if all.is_empty() {
        all.push(None);
    }
    all
}

/// Years as they are typed: 2024, 2028 or 2020..2030.
fn years(typed: &str, lang: Lang) -> Result<Vec<Option<i32>>, String> {
    let mut years = BTreeSet::new();
    let parts = typed.split([',', '，', ' ', '、']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        let year = |text: &str| text.trim().parse::<i32>().ok();
        let ends = match part.split_once("..") {
            Some((first, last)) => year(first).zip(year(last)),
            None => year(part).map(|year| (year, year)),
        };
        let known = FIRST_YEAR..=LAST_YEAR;
        let is_known = |ends: &(i32, i32)| {
            ends.0 <= ends.1 && known.contains(&ends.0) && known.contains(&ends.1)
        };
        let Some((first, last)) = ends.filter(is_known) else {
            let bounds = [FIRST_YEAR, LAST_YEAR].map(|year| year.to_string());
            return Err(fill(
                lang,
                "atlas.bad-years",
                &[part, &bounds[0], &bounds[1]],
            ));
        };
        years.extend(first..=last);
    }
    Ok(or_none(years.into_iter()))
}

/// Writes atlases, one at a time.
pub struct AtlasJobs {
    runs: Newest<Result<Tally, String>>,
    n_done: Arc<AtomicUsize>,
    n_all: usize,
    /// Whether an animation is written: of that nothing is there before its end.
    is_film: bool,
}

impl AtlasJobs {
    /// A runner that wakes the window.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Newest::new("atlas", context),
            n_done: Arc::default(),
            n_all: 0,
            is_film: false,
        }
    }

    /// Begins, stops and ends runs.
    pub fn keep_up(&mut self, state: &mut State) {
        if std::mem::take(&mut state.transient.atlas.stops) && self.runs.is_running() {
            self.runs.forget();
            let n_done = self.n_done.load(Ordering::Relaxed).to_string();
            let said = if self.is_film {
                state.text("atlas.stopped-film")
            } else {
                state.fill("atlas.stopped", &[&n_done])
            };
            state.transient.atlas.said = Some((said, false));
        }
        if let Some(ended) = self.runs.poll() {
            let said = match ended {
                Ok(tally) => {
                    let mut said = state.fill("atlas.written", &[&self.n_all.to_string()]);
                    for left_out in tally.in_words(state.lang()) {
                        said = format!("{said} {left_out}");
                    }
                    (said, false)
                }
                Err(said) => (said, true),
            };
            // Where the window is closed, it is told at the edge.
            if !state.shows(Pane::Atlas) {
                state.say(said.0.clone(), said.1);
            }
            state.transient.atlas.said = Some(said);
        }
        if std::mem::take(&mut state.transient.atlas.begins) {
            self.begin(state);
        }
        let n_done = self.n_done.load(Ordering::Relaxed);
        let progress = self.runs.is_running().then_some((n_done, self.n_all));
        state.transient.atlas.progress = progress;
    }

    fn begin(&mut self, state: &mut State) {
        let plan = match plan(state) {
            Ok(plan) => plan,
            Err(said) => {
                state.transient.atlas.said = Some((said, true));
                return;
            }
        };
        let (Some(document), Some(base)) = (&state.document, &state.base) else {
            return;
        };
        let choice = &state.transient.atlas.choice;
        let study = Study {
            of: Of::document(document),
            base: base.clone(),
            facts: Arc::clone(&document.facts),
            context: Arc::clone(&document.context),
            credits: document.credits.clone(),
            tiles: state.transient.tiles.access(),
            ground: LastGround::default(),
            whole: home_box_of(state),
            question: asked(state),
            place: if choice.is_as_seen {
                window_place(state)
            } else {
                Place::Own
            },
            layers: state.layers.clone(),
            sheet: choice.sheet.clone(),
            has_flows: choice.has_flows,
        };
        let lang = state.lang();
        state.transient.atlas.said = None;
        self.n_all = plan.n_files();
        self.is_film = matches!(plan.kind, Kind::Film(..));
        self.n_done = Arc::default();
        let (n_done, context) = (Arc::clone(&self.n_done), self.runs.context().clone());
        self.runs.start(Task::new(), move |task| {
            let told = || {
                n_done.fetch_add(1, Ordering::Relaxed);
                context.request_repaint();
            };
            write(&study, &plan, task, told)
                .map(|ended| ended.map_err(|failed| failed.in_words(lang)))
        });
    }
}

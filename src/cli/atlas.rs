//! `corridor atlas`: a picture of every combination of scenarios, years, routes and languages.
//!
//! Each is the picture that `corridor export` makes of the same words, byte by byte. All names are known and
//! all scenarios made before the first is written; each file is replaced as a whole, so that a run that is
//! stopped leaves whole pictures only, and `--resume` makes the others.
//! Does not know: how a picture is made (see `render`).

use std::collections::BTreeSet;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};

use super::args::atlas::{AtlasArgs, Years};
use super::args::export::PictureArgs;
use super::args::{LangArg, ScenarioArgs};
use super::cartography::TypedBorders;
use super::render::{Asked, basemap, needed_flows, picture_bytes};
use super::report::{Failure, Streams, counted};
use super::scenario::{Opened, open_loaded, scenario};
use super::study::load;
use super::tiles::access;
use super::verify::made;
use crate::export::atlas::{Values, combinations, paths};
use crate::export::made::Made;
use crate::export::picture::Format;
use crate::io::files;
use crate::io::load::Loaded;
use crate::model::check::Issue;
use crate::model::context::ContextLayer;
use crate::model::ids::Key;
use crate::model::scenario::lost::findings;
use crate::model::tiles::TileAccess;
use crate::scene::flows::FlowMap;
use crate::study::publication::tally::{LeftOut, Tally};
use crate::words::Lang;

/// The word for every route, one after the other.
const ALL: &str = "all";
/// The word for the map with all routes.
const WHOLE: &str = "whole";

/// A picture to be made.
struct Page {
    path: PathBuf,
    /// Its scenario, by its place.
    under: usize,
    picture: PictureArgs,
    lang: LangArg,
}

/// All that is to be made.
struct Atlas<'a> {
    loaded: &'a Loaded,
    basemap: Vec<ContextLayer>,
    format: Format,
    scenarios: Vec<ScenarioArgs>,
    pages: Vec<Page>,
    resumes: bool,
    /// Who opens tiles.
    tiles: TileAccess,
    /// Whose borders the pictures show.
    borders: TypedBorders,
    /// What is odd in the scenarios.
    issues: Vec<Issue>,
    /// Studies under their scenarios, while somebody draws them.
    opened: Mutex<Vec<Weak<Opened>>>,
}

/// What a thread drew last: the next picture is mostly of the same study under the same scenario.
struct Held {
    under: usize,
    opened: Arc<Opened>,
    flows: Option<Arc<FlowMap>>,
    made: Made,
}

/// What became of a picture.
enum Done {
    /// It was written, with what it leaves out.
    Written(LeftOut),
    Kept,
}

/// Runs the command; true when every picture is there.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a key names nothing, the pattern names no pictures or two by one
/// name, or a file cannot be written.
pub fn run(args: &AtlasArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = load(&args.under.study)?;
    let atlas = plan(args, &loaded)?;
    if args.dry_run {
        for page in &atlas.pages {
            streams.say(&page.path.display().to_string());
        }
        return Ok(true);
    }
    for page in &atlas.pages {
        if let Some(folder) = page.path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
            files::create_dir(folder).map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        }
    }
    let machine = std::thread::available_parallelism().map_or(1, usize::from);
    let n_threads = args.jobs.map_or(machine, usize::from);
    let done = make(&atlas, n_threads, streams)?;
    let mut tally = Tally::default();
    let mut n_written = 0;
    for done in &done {
        if let Done::Written(left_out) = done {
            tally.add(left_out);
            n_written += 1;
        }
    }
    let n_kept = done.len() - n_written;
    streams.say(&match n_kept {
        0 => format!("{} written", counted(n_written, "picture")),
        _ => format!(
            "{} written, {n_kept} kept that still match",
            counted(n_written, "picture")
        ),
    });
    let issues = [&loaded.issues[..], &atlas.issues].concat();
    let issues = atlas.borders.with_issues(&issues);
    streams.findings_and(tally.in_words(Lang::En), &issues);
    Ok(true)
}

/// All pictures with their names; nothing is written yet.
fn plan<'a>(args: &AtlasArgs, loaded: &'a Loaded) -> Result<Atlas<'a>, Failure> {
    let routes = routes(args, loaded)?;
    let (scenarios, issues) = scenarios(
        loaded,
        &args.under.scenario,
        &args.under.scenarios,
        &args.under.years,
    )?;
    let n_typed = args.under.scenarios.len().max(1);
    let n_years = scenarios.len() / n_typed;
    let counts = [n_typed, n_years, routes.len(), args.lang.len()];
    let mut all = combinations(counts);
    let mut seen = BTreeSet::new();
    // What was asked for twice is made once.
    all.retain(|&[scenario, year, route, lang]| {
        let of = &scenarios[scenario * n_years + year];
        let lang = word(args.lang[lang]);
        seen.insert((&of.scenario, of.year, &routes[route], lang))
    });
    let values: Vec<Values> = all
        .iter()
        .map(|&[scenario, year, route, lang]| {
            let of = &scenarios[scenario * n_years + year];
            [
                if of.scenario.is_empty() {
                    "base".to_owned()
                } else {
                    of.scenario.join("+")
                },
                of.year
                    .map_or_else(|| "data".to_owned(), |year| year.to_string()),
                routes[route].clone().unwrap_or_else(|| WHOLE.to_owned()),
                word(args.lang[lang]).to_owned(),
            ]
        })
        .collect();
    let (format, paths) =
        paths(&args.out, &values).map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let pages = all.iter().zip(paths);
    let pages = pages.map(|(&[scenario, year, route, lang], path)| Page {
        path,
        under: scenario * n_years + year,
        picture: PictureArgs {
            route: routes[route].clone(),
            ..args.picture.clone()
        },
        lang: args.lang[lang],
    });
    Ok(Atlas {
        loaded,
        basemap: basemap()?,
        format,
        opened: Mutex::new(scenarios.iter().map(|_| Weak::new()).collect()),
        scenarios,
        issues,
        pages: pages.collect(),
        resumes: args.resume,
        tiles: access(&args.picture.cartography.tiles),
        borders: TypedBorders::of(&args.picture.cartography)?,
    })
}

/// What was typed of each scenario and year, the years changing first; all of them can be made. What is odd in them is
/// told once.
///
/// # Errors
/// [`Failure`] when a key names nothing, or a year is none that a scenario can be in.
pub fn scenarios(
    loaded: &Loaded,
    all: &ScenarioArgs,
    typed: &[String],
    years: &[Years],
) -> Result<(Vec<ScenarioArgs>, Vec<Issue>), Failure> {
    let network = Arc::new(loaded.network.clone());
    let years = years.iter().flat_map(|years| years.first..=years.last);
    let years: Vec<Option<i32>> = some(years);
    let (mut scenarios, mut issues) = (Vec::new(), Vec::new());
    for typed in some(typed.iter()) {
        for year in &years {
            let mut of = all.clone();
            if let Some(typed) = typed {
                of.scenario = typed.split('+').map(|key| key.trim().to_owned()).collect();
            }
            of.year = year.or(of.year);
            let made = scenario(&network, loaded, &of)?;
            for issue in findings(&network, &loaded.facts, &made) {
                if !issues.contains(&issue) {
                    issues.push(issue);
                }
            }
            scenarios.push(of);
        }
    }
    Ok((scenarios, issues))
}

/// What was typed, each as something; or nothing once, where nothing was.
fn some<T>(typed: impl Iterator<Item = T>) -> Vec<Option<T>> {
    let mut all: Vec<Option<T>> = typed.map(Some).collect();
    if all.is_empty() {
        all.push(None);
    }
    all
}

/// The keys of routes; `None` is the map with all of them.
fn routes(args: &AtlasArgs, loaded: &Loaded) -> Result<Vec<Option<String>>, Failure> {
    if args.routes.is_empty() {
        return Ok(vec![args.picture.route.clone()]);
    }
    let keys: Vec<&str> = loaded
        .network
        .routes()
        .iter()
        .map(|route| route.key.as_str())
        .collect();
    let mut found = Vec::new();
    for typed in &args.routes {
        match typed.trim() {
            ALL => found.extend(keys.iter().map(|key| Some((*key).to_owned()))),
            WHOLE => found.push(None),
            key if loaded.network.route_by_key(&Key::new(key)).is_some() => {
                found.push(Some(key.to_owned()));
            }
            key => {
                return Err(Failure::new(format!(
                    "--routes {key}: no route has that key; write all, whole, or some of {}",
                    keys.join(", ")
                )));
            }
        }
    }
    Ok(found)
}

fn word(lang: LangArg) -> &'static str {
    match lang {
        LangArg::En => "en",
        LangArg::Zh => "zh",
        LangArg::Both => "both",
    }
}

/// Makes all pictures, each thread one after the other; the first failure ends all of them.
fn make(atlas: &Atlas, n_threads: usize, streams: &mut Streams) -> Result<Vec<Done>, Failure> {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, receive) = mpsc::channel();
    let shows = stderr().is_terminal();
    let mut all = Vec::new();
    std::thread::scope(|scope| {
        for _ in 0..n_threads.min(atlas.pages.len()) {
            let (send, next, is_over) = (send.clone(), &next, &is_over);
            scope.spawn(move || {
                let mut held = None;
                let pages = || atlas.pages.get(next.fetch_add(1, Ordering::Relaxed));
                let mut sent = std::iter::from_fn(pages)
                    .map(|page| send.send((page, atlas.page(page, &mut held))).is_ok());
                // Nobody hears any more, or another picture could not be made.
                sent.any(|is_heard| !is_heard || is_over.load(Ordering::Relaxed));
            });
        }
        drop(send);
        for (page, done) in receive {
            let done = done.inspect_err(|_| is_over.store(true, Ordering::Relaxed))?;
            all.push(done);
            if shows {
                let name = page.path.display();
                streams.complain(&format!("{} of {}: {name}", all.len(), atlas.pages.len()));
            }
        }
        Ok(all)
    })
}

impl Atlas<'_> {
    /// Makes a picture, or keeps the one that is there.
    fn page(&self, page: &Page, held: &mut Option<Held>) -> Result<Done, Failure> {
        let named = |failure: Failure| {
            Failure::new(format!("{}: {}", page.path.display(), failure.message))
        };
        let mut last = match held.take().filter(|held| held.under == page.under) {
            Some(last) => last,
            None => {
                let opened = self.open(page.under).map_err(named)?;
                Held {
                    under: page.under,
                    made: made(&opened, &self.scenarios[page.under]),
                    opened,
                    flows: None,
                }
            }
        };
        let opened = Arc::clone(&last.opened);
        let mut asked = Asked {
            picture: &page.picture,
            borders: &self.borders,
            lang: Some(page.lang),
            scenario: &self.scenarios[page.under],
            flows: None,
            of: Some(last.made.clone()),
            tiles: self.tiles.clone(),
            ground: Arc::default(),
        };
        let ready = self
            .resumes
            .then(|| asked.ready(&opened, &self.basemap).map_err(named));
        let is_there = match ready.transpose()?.zip(made_then(&page.path)) {
            Some((ready, then)) => {
                let made = asked.made_over_tiles(&opened, &ready.plate, &then);
                made.map_err(named)? == then
            }
            None => false,
        };
        if !is_there && last.flows.is_none() {
            last.flows = needed_flows(&page.picture, &opened, asked.scenario).map_err(named)?;
        }
        asked.flows.clone_from(&last.flows);
        *held = Some(last);
        if is_there {
            return Ok(Done::Kept);
        }
        let made = picture_bytes(&asked, &opened, &self.basemap, self.format);
        let (bytes, left_out) = made.map_err(named)?;
        // What a run that was stopped has left of this picture goes with it.
        files::remove_leftovers(&page.path);
        let written = files::write_whole(&page.path, &bytes);
        written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        Ok(Done::Written(left_out))
    }

    /// The study under a scenario; another thread's where one has it.
    fn open(&self, under: usize) -> Result<Arc<Opened>, Failure> {
        let mut all = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = all[under].upgrade() {
            return Ok(opened);
        }
        let opened = Arc::new(open_loaded(self.loaded.clone(), &self.scenarios[under])?);
        all[under] = Arc::downgrade(&opened);
        Ok(opened)
    }
}

/// What a file says of its making, where it is a picture that says so.
fn made_then(path: &Path) -> Option<Made> {
    let bytes = files::read(path).ok()?;
    Made::read(&bytes)
}

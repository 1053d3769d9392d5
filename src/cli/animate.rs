//! `corridor animate`: years or scenarios that follow each other, as one GIF or as a file a frame.
//!
//! Each frame is the picture that `corridor export` makes of the same words; with flows, dashes run along the
//! bands, and where they are follows from the number of the frame. Frames, and what they are of, are made by
//! threads, as many at once as there are, and written in their order, so that the same words give the same bytes.
//! Does not know: how a picture is made (see `render`).

use std::collections::BTreeMap;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;

use super::args::ScenarioArgs;
use super::args::animate::AnimateArgs;
use super::atlas::scenarios;
use super::cartography::TypedBorders;
use super::render::{Asked, basemap, needed_flows, picture, picture_bytes};
use super::report::{Failure, Streams, counted};
use super::scenario::{Opened, open_loaded};
use super::study::load;
use super::tiles::access;
use super::verify::made;
use crate::export::ExportError;
use crate::export::film::{Film, FilmError, RUNNING, Reel};
use crate::export::gif::{Pixels, pixels};
use crate::export::ground::LastGround;
use crate::export::ground::said::left_out;
use crate::export::made::Made;
use crate::export::picture::{Format, with_tiles};
use crate::io::files::together::Together;
use crate::io::files::{FileError, write_whole};
use crate::io::load::Loaded;
use crate::model::context::ContextLayer;
use crate::model::tiles::TileAccess;
use crate::scene::flows::FlowMap;
use crate::study::publication::tally::{LeftOut, Tally};
use crate::task::Task;
use crate::words::Lang;

/// Page units in an inch.
const UNITS_AN_INCH: f32 = 96.0;

/// A scenario and year that is shown.
struct Step {
    opened: Opened,
    typed: ScenarioArgs,
    flows: Option<Arc<FlowMap>>,
    made: Made,
}

/// A frame of a GIF.
struct Frame {
    pixels: Pixels,
    /// What it says of its making.
    made: Made,
    /// What it leaves out.
    left_out: LeftOut,
}

/// The animation that was asked for.
struct Filming<'a> {
    args: &'a AnimateArgs,
    loaded: &'a Loaded,
    basemap: Vec<ContextLayer>,
    scenarios: Vec<ScenarioArgs>,
    film: Film,
    n_threads: usize,
    /// Who opens tiles.
    tiles: TileAccess,
    /// Whose borders the frames show.
    borders: TypedBorders,
    /// The tiles under the frames.
    ground: Arc<LastGround>,
}

fn no_film(error: &FilmError) -> Failure {
    Failure::new(error.in_words(Lang::En))
}

fn failed(error: &FileError) -> Failure {
    Failure::new(error.in_words(Lang::En))
}

/// Runs the command; true when the animation was written.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a key names nothing, there are too many frames, or a file cannot
/// be written.
pub fn run(args: &AnimateArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let reel = Reel::of(&args.out).map_err(|error| no_film(&error))?;
    let loaded = load(&args.under.study)?;
    let machine = std::thread::available_parallelism().map_or(1, usize::from);
    // What is more and less has no dashes that run.
    let runs = args.picture.flows && args.picture.versus.is_none();
    let usual = if runs { RUNNING } else { 1 };
    let (scenarios, odd) = scenarios(
        &loaded,
        &args.under.scenario,
        &args.under.scenarios,
        &args.under.years,
    )?;
    let n_pictures = args.pictures.unwrap_or(usual);
    let film = Film::new(scenarios.len(), n_pictures, args.seconds, &reel);
    let film = film.map_err(|error| no_film(&error))?;
    let mut warnings = Vec::new();
    if film.n_pictures < n_pictures {
        warnings.push(format!(
            "{} of {n_pictures} pictures a step, as a GIF has no more in {} s; write more --seconds",
            film.n_pictures, args.seconds
        ));
    }
    let filming = Filming {
        scenarios,
        basemap: basemap()?,
        film,
        n_threads: args.jobs.map_or(machine, usize::from),
        tiles: access(&args.picture.cartography.tiles),
        borders: TypedBorders::of(&args.picture.cartography)?,
        ground: Arc::default(),
        args,
        loaded: &loaded,
    };
    let mut tally = Tally::default();
    match reel {
        Reel::Frames(format, names) => {
            filming.write_frames((format, &names), &mut tally, streams)?;
        }
        Reel::Gif(out) => {
            let bytes = filming.gif(&mut tally, streams)?;
            write_whole(&out, &bytes).map_err(|error| failed(&error))?;
        }
    }
    let frames = counted(film.n_frames(), "frame");
    streams.say(&format!("{frames} in {}", args.out));
    warnings.extend(tally.in_words(Lang::En));
    let issues = [&loaded.issues[..], &odd].concat();
    streams.findings_and(warnings, &filming.borders.with_issues(&issues));
    Ok(true)
}

impl Filming<'_> {
    fn step(&self, at: usize) -> Result<Step, Failure> {
        let typed = self.scenarios[at].clone();
        let opened = open_loaded(self.loaded.clone(), &typed)?;
        Ok(Step {
            flows: needed_flows(&self.args.picture, &opened, &typed)?,
            made: made(&opened, &typed),
            opened,
            typed,
        })
    }

    /// What a frame is asked to be, by its place among those of its step.
    fn asked<'s>(&'s self, step: &'s Step, place: u16) -> Asked<'s> {
        let flows = step.flows.as_ref();
        let flows = flows.map(|flows| match self.film.moment(place) {
            Some(moment) => Arc::new(flows.at_moment(moment)),
            None => Arc::clone(flows),
        });
        Asked {
            picture: &self.args.picture,
            borders: &self.borders,
            lang: self.args.lang,
            scenario: &step.typed,
            flows,
            of: Some(step.made.clone()),
            tiles: self.tiles.clone(),
            ground: Arc::clone(&self.ground),
        }
    }

    /// Something of every frame, handed on in their order: as many at once as there are threads, of one step or of
    /// several.
    fn each<T: Send>(
        &self,
        draw: impl Fn(&Asked, &Opened) -> Result<T, Failure> + Sync,
        mut take: impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let of_step = |at: usize| (0..self.film.n_pictures).map(move |place| (at, place));
        let frames: Vec<(usize, u16)> = (0..self.scenarios.len()).flat_map(of_step).collect();
        let mut held: BTreeMap<usize, Step> = BTreeMap::new();
        for some in frames.chunks(self.n_threads.max(1)) {
            let mut steps: Vec<usize> = some.iter().map(|(at, _)| *at).collect();
            steps.dedup();
            held.retain(|at, _| steps.contains(at));
            steps.retain(|at| !held.contains_key(at));
            let made = side_by_side(&steps, |&at| self.step(at))?;
            held.extend(steps.into_iter().zip(made));
            let drawn = side_by_side(some, |(at, place)| {
                let step = &held[at];
                draw(&self.asked(step, *place), &step.opened)
            })?;
            drawn.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// Writes a file a frame; all of them appear together.
    fn write_frames(
        &self,
        (format, names): (Format, &[String; 2]),
        tally: &mut Tally,
        streams: &mut Streams,
    ) -> Result<(), Failure> {
        let mut together = Together::default();
        let mut number = 0;
        self.each(
            |asked, opened| picture_bytes(asked, opened, &self.basemap, format),
            |(bytes, left_out)| {
                tally.add(&left_out);
                number += 1;
                let added = together.add(&self.film.name(names, number), &bytes);
                self.tell(number, streams);
                added.map_err(|error| failed(&error))
            },
        )?;
        together.finish().map_err(|error| failed(&error))
    }

    fn gif(&self, tally: &mut Tally, streams: &mut Streams) -> Result<Vec<u8>, Failure> {
        let mut n_done = 0;
        self.film.gif(
            self.loaded.names.in_lang(Lang::En),
            |error| no_film(&error),
            |at| {
                let step = self.step(at)?;
                let frame = self.frame(&self.asked(&step, 0), &step.opened)?;
                Ok(frame.pixels)
            },
            |add| {
                self.each(
                    |asked, opened| self.frame(asked, opened),
                    |frame| {
                        n_done += 1;
                        self.tell(n_done, streams);
                        tally.add(&frame.left_out);
                        add(&frame.pixels, frame.made)
                    },
                )
            },
        )
    }

    fn frame(&self, asked: &Asked, opened: &Opened) -> Result<Frame, Failure> {
        let drawn = picture(asked, opened, &self.basemap)?;
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let dpi = asked.picture.dpi.map_or(UNITS_AN_INCH, |dpi| dpi as f32);
        let failed = |error: ExportError| Failure::new(error.in_words(Lang::En));
        let per_unit = dpi / UNITS_AN_INCH;
        let (per_unit_of_tiles, task) = (f64::from(per_unit), Task::never());
        let scene = self.ground.grounded(&drawn.scene, per_unit_of_tiles, &task);
        let scene = scene.map_err(failed)?;
        Ok(Frame {
            made: with_tiles(asked.made(opened, &drawn.plate), &scene).map_err(failed)?,
            pixels: pixels(&scene, per_unit).map_err(failed)?,
            left_out: left_out(&scene),
        })
    }

    fn tell(&self, n_done: usize, streams: &mut Streams) {
        if stderr().is_terminal() {
            let all = self.film.n_frames();
            streams.complain(&format!("{n_done} of {all} frames"));
        }
    }
}

/// What a function makes of some things, each on a thread of its own, in their order.
fn side_by_side<I: Sync, T: Send>(
    some: &[I],
    make: impl Fn(&I) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    let make = &make;
    std::thread::scope(|scope| {
        let threads: Vec<_> = some
            .iter()
            .map(|one| scope.spawn(move || make(one)))
            .collect();
        let ended = threads.into_iter().map(|thread| {
            let failed = || Failure::new("a frame could not be drawn");
            thread.join().unwrap_or_else(|_| Err(failed()))
        });
        // All of them have ended before the first failure is told.
        let ended: Vec<Result<T, Failure>> = ended.collect();
        ended.into_iter().collect()
    })
}

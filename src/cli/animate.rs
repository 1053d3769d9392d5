//! `corridor animate`: years or scenarios that follow each other, as one GIF or as a file a frame.
//!
//! Each frame is the picture that `corridor export` makes of the same words; with flows, dashes run along the
//! bands, and where they are follows from the number of the frame. Frames are drawn by threads and written in
//! their order, so that the same words give the same bytes.
//! Does not know: how a picture is made (see `render`).

use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::ScenarioArgs;
use super::args::animate::AnimateArgs;
use super::atlas::scenarios;
use super::render::{Asked, basemap, flow_map, picture, picture_bytes};
use super::report::{Failure, Streams};
use super::scenario::{Opened, open_loaded};
use super::study::load;
use super::verify::made;
use crate::export::gif::{Animation, Pixels, pixels};
use crate::export::made::Made;
use crate::export::picture::Format;
use crate::io::files;
use crate::io::load::Loaded;
use crate::model::context::ContextLayer;
use crate::scene::flows::FlowMap;
use crate::words::{Lang, fill};

/// Frames that an animation may have.
const MOST_FRAMES: usize = 2_000;
/// Pixels of all frames of a GIF together.
const MOST_PIXELS: f64 = 4e9;
/// Pictures of a scenario and year in which dashes run.
const RUNNING: u16 = 8;
/// Pictures whose colors the palette is of.
const SAMPLES: usize = 5;
/// Page units in an inch.
const UNITS_AN_INCH: f32 = 96.0;

/// A scenario and year that is shown.
struct Step {
    opened: Opened,
    typed: ScenarioArgs,
    flows: Option<Arc<FlowMap>>,
    made: Made,
}

/// The animation that was asked for.
struct Film<'a> {
    args: &'a AnimateArgs,
    loaded: &'a Loaded,
    basemap: Vec<ContextLayer>,
    scenarios: Vec<ScenarioArgs>,
    n_pictures: u16,
    n_threads: usize,
}

/// Runs the command; true when the animation was written.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a key names nothing, there are too many frames, or a file cannot
/// be written.
pub fn run(args: &AnimateArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let out = Path::new(&args.out);
    let is_gif = out
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("gif"));
    let frames = (!is_gif).then(|| frames(&args.out)).transpose()?;
    let loaded = load(&args.under.study)?;
    let machine = std::thread::available_parallelism().map_or(1, usize::from);
    let usual = if args.picture.flows { RUNNING } else { 1 };
    let film = Film {
        scenarios: scenarios(
            &loaded,
            &args.under.scenario,
            &args.under.scenarios,
            &args.under.years,
        )?,
        basemap: basemap()?,
        n_pictures: args.pictures.unwrap_or(usual),
        n_threads: args.jobs.map_or(machine, usize::from),
        args,
        loaded: &loaded,
    };
    let n_frames = film.scenarios.len() * usize::from(film.n_pictures);
    if n_frames > MOST_FRAMES {
        return Err(Failure::new(format!(
            "{n_frames} frames are more than {MOST_FRAMES}; choose fewer years, scenarios or --pictures"
        )));
    }
    match frames {
        Some((format, names)) => film.write_frames(format, &names, streams)?,
        None => film.write_gif(out, streams)?,
    }
    streams.say(&format!("{n_frames} frames in {}", args.out));
    streams.findings(&loaded.issues);
    Ok(true)
}

/// The format and the parts of the name of frames, before and behind their number.
fn frames(out: &str) -> Result<(Format, [String; 2]), Failure> {
    let format = Format::of(Path::new(out));
    let parts = out.split_once("{n}");
    let is_else = parts.is_some_and(|(a, b)| a.contains('{') || b.contains('{'));
    match (format, parts) {
        (Some(format), Some((before, behind))) if !is_else => {
            Ok((format, [before.to_owned(), behind.to_owned()]))
        }
        _ => Err(Failure::new(fill(Lang::En, "animate.ending", &[out]))),
    }
}

impl Film<'_> {
    fn step(&self, at: usize) -> Result<Step, Failure> {
        let typed = self.scenarios[at].clone();
        let opened = open_loaded(self.loaded.clone(), &typed)?;
        let flows = self.args.picture.flows.then(|| flow_map(&opened));
        Ok(Step {
            flows: flows.transpose()?,
            made: made(&opened, &typed),
            opened,
            typed,
        })
    }

    /// What a frame is asked to be, by its place among those of its step.
    fn asked<'s>(&'s self, step: &'s Step, place: u16) -> Asked<'s> {
        let moment = f32::from(place) / f32::from(self.n_pictures);
        let runs = self.n_pictures > 1;
        let flows = step.flows.as_ref();
        let flows = flows.map(|flows| {
            if runs {
                Arc::new(flows.at_moment(moment))
            } else {
                Arc::clone(flows)
            }
        });
        Asked {
            picture: &self.args.picture,
            lang: self.args.lang,
            scenario: &step.typed,
            flows,
            of: Some(step.made.clone()),
        }
    }

    /// Something of every frame of a step, drawn by threads, in their order.
    fn of_step<T: Send>(
        &self,
        step: &Step,
        draw: impl Fn(&Asked) -> Result<T, Failure> + Sync,
    ) -> Result<Vec<T>, Failure> {
        let places: Vec<u16> = (0..self.n_pictures).collect();
        let mut all = Vec::with_capacity(places.len());
        for some in places.chunks(self.n_threads.max(1)) {
            let draw = &draw;
            let drawn: Vec<Result<T, Failure>> = std::thread::scope(|scope| {
                let threads: Vec<_> = some
                    .iter()
                    .map(|&place| scope.spawn(move || draw(&self.asked(step, place))))
                    .collect();
                let ended = threads.into_iter().map(|thread| {
                    let failed = || Failure::new("a frame could not be drawn");
                    thread.join().unwrap_or_else(|_| Err(failed()))
                });
                ended.collect()
            });
            for one in drawn {
                all.push(one?);
            }
        }
        Ok(all)
    }

    fn write_frames(
        &self,
        format: Format,
        [before, behind]: &[String; 2],
        streams: &mut Streams,
    ) -> Result<(), Failure> {
        let failed = |error: files::FileError| Failure::new(error.in_words(Lang::En));
        let n_frames = self.scenarios.len() * usize::from(self.n_pictures);
        let digits = n_frames.to_string().len();
        let name = |number: usize| PathBuf::from(format!("{before}{number:0digits$}{behind}"));
        if let Some(folder) = name(1).parent().filter(|dir| !dir.as_os_str().is_empty()) {
            files::create_dir(folder).map_err(failed)?;
        }
        let mut number = 0;
        for at in 0..self.scenarios.len() {
            let step = self.step(at)?;
            let drawn = self.of_step(&step, |asked| {
                picture_bytes(asked, &step.opened, &self.basemap, format)
            })?;
            for bytes in drawn {
                number += 1;
                files::write_whole(&name(number), &bytes).map_err(failed)?;
            }
            self.tell(number, streams);
        }
        Ok(())
    }

    fn write_gif(&self, out: &Path, streams: &mut Streams) -> Result<(), Failure> {
        let packed = |error: crate::export::ExportError| Failure::new(error.in_words(Lang::En));
        let n_steps = self.scenarios.len();
        let n_samples = SAMPLES.min(n_steps);
        let mut samples = Vec::with_capacity(n_samples);
        for sample in 0..n_samples {
            // The first, the last, and some between them.
            let at = sample * (n_steps - 1) / (n_samples - 1).max(1);
            let step = self.step(at)?;
            samples.push(self.pixels(&self.asked(&step, 0), &step.opened)?);
        }
        let n_frames = n_steps * usize::from(self.n_pictures);
        #[expect(clippy::cast_precision_loss, reason = "compared with a bound")]
        let n_pixels = samples.first().map_or(0.0, Pixels::count) * n_frames as f64;
        if n_pixels > MOST_PIXELS {
            return Err(Failure::new(
                "the frames have more than 4 billion pixels together; choose a smaller --width and --height, or fewer of them",
            ));
        }
        let mut animation = Animation::begin(&samples).map_err(packed)?;
        drop(samples);
        let mut asked_last = None;
        for at in 0..n_steps {
            let step = self.step(at)?;
            let drawn = self.of_step(&step, |asked| self.pixels(asked, &step.opened))?;
            for (place, pixels) in drawn.iter().enumerate() {
                animation
                    .add(pixels, self.hundredths(place))
                    .map_err(packed)?;
            }
            self.tell((at + 1) * usize::from(self.n_pictures), streams);
            asked_last = Some(self.asked(&step, 0).made(&step.opened));
        }
        let made = asked_last.unwrap_or_default();
        let title = self.loaded.names.in_lang(Lang::En);
        let bytes = animation.finish(title, &made).map_err(packed)?;
        files::write_whole(out, &bytes).map_err(|error| Failure::new(error.in_words(Lang::En)))
    }

    fn pixels(&self, asked: &Asked, opened: &Opened) -> Result<Pixels, Failure> {
        let scene = picture(asked, opened, &self.basemap)?.scene;
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let dpi = asked.picture.dpi.map_or(UNITS_AN_INCH, |dpi| dpi as f32);
        let drawn = pixels(&scene, dpi / UNITS_AN_INCH);
        drawn.map_err(|error| Failure::new(error.in_words(Lang::En)))
    }

    /// How long a picture of a step is shown: all of them together as long as was asked for.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "at most 60,000"
    )]
    fn hundredths(&self, place: usize) -> u16 {
        let share = |place: usize| {
            let share = place as f64 / f64::from(self.n_pictures);
            (self.args.seconds * 100.0 * share).round()
        };
        (share(place + 1) - share(place)).max(2.0) as u16
    }

    fn tell(&self, n_done: usize, streams: &mut Streams) {
        if stderr().is_terminal() {
            let all = self.scenarios.len() * usize::from(self.n_pictures);
            streams.complain(&format!("{n_done} of {all} frames"));
        }
    }
}

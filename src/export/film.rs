//! Pictures that follow each other, as one GIF or as a file a frame: how many there are, how long each is shown, what
//! they are called.
//!
//! Each step is a scenario and year; with several pictures a step, dashes run along its flows from one to the next.
//! The same pictures give the same bytes.
//! Does not know: how a picture is made; files, threads.

use std::path::{Path, PathBuf};

use super::ExportError;
use super::gif::{Animation, Pixels};
use super::made::Made;
use super::picture::Format;
use crate::words::{Lang, fill, text};

/// Pictures of a step in which dashes run.
pub const RUNNING: u16 = 8;
/// Frames that an animation may have.
pub const MOST_FRAMES: usize = 2_000;
/// Hundredths of a second that a picture of a GIF is shown at least: many viewers show a shorter one far longer.
const SHORTEST: u16 = 2;
/// Pixels of all frames of a GIF together.
const MOST_PIXELS: f64 = 4e9;
/// Pictures whose colors the palette is of.
const SAMPLES: usize = 5;
/// What stands for the number of a frame in its name.
const NUMBER: &str = "{n}";

/// Pictures that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Film {
    /// Scenarios and years.
    pub n_steps: usize,
    /// Pictures of each, at least one.
    pub n_pictures: u16,
    /// How long each step is shown.
    pub seconds: f64,
}

/// What becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reel {
    /// One GIF.
    Gif(PathBuf),
    /// A file a frame: the format, and the name before and behind the number.
    Frames(Format, [String; 2]),
}

/// Why there is no film.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// The name is that of no GIF, and has no number of a frame.
    #[error("{0} names no animation")]
    Name(String),
    /// The name of a GIF has a brace, and nothing is filled in into it.
    #[error("{0} is one GIF and has a brace")]
    Braces(String),
    /// There are too many frames.
    #[error("{0} frames are too many")]
    TooMany(usize),
    /// All frames together have too many pixels.
    #[error("the frames are too large")]
    TooLarge,
    /// A picture could not be made.
    #[error(transparent)]
    Picture(#[from] ExportError),
}

impl FilmError {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Name(out) => fill(lang, "animate.ending", &[out]),
            Self::Braces(out) => fill(lang, "animate.braces", &[out]),
            Self::TooMany(count) => {
                let counts = [*count, MOST_FRAMES].map(|count| count.to_string());
                fill(lang, "animate.too-many", &[&counts[0], &counts[1]])
            }
            Self::TooLarge => text(lang, "animate.too-large").to_owned(),
            Self::Picture(error) => error.in_words(lang),
        }
    }
}

impl Reel {
    /// What a name asks for: an ending of a GIF, or `{n}` and an ending of a picture.
    ///
    /// # Errors
    /// [`FilmError::Name`] where it is neither, [`FilmError::Braces`] where something is to be filled in into the name
    /// of a GIF.
    pub fn of(out: &str) -> Result<Self, FilmError> {
        if is_gif(out) {
            return if out.contains('{') {
                Err(FilmError::Braces(out.to_owned()))
            } else {
                Ok(Self::Gif(PathBuf::from(out)))
            };
        }
        let parts = out.split_once(NUMBER);
        let is_else = parts.is_some_and(|(a, b)| a.contains('{') || b.contains('{'));
        match (Format::of(Path::new(out)), parts) {
            (Some(format), Some((before, behind))) if !is_else => {
                Ok(Self::Frames(format, [before.to_owned(), behind.to_owned()]))
            }
            _ => Err(FilmError::Name(out.to_owned())),
        }
    }

    /// Whether a name asks for a film and not for pictures by themselves.
    #[must_use]
    pub fn is_meant(out: &str) -> bool {
        is_gif(out) || out.contains(NUMBER)
    }
}

fn is_gif(out: &str) -> bool {
    let ending = Path::new(out).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("gif"))
}

/// How many pictures of a GIF can be shown in a time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates"
)]
fn most_pictures(seconds: f64) -> u16 {
    (seconds * 100.0).round() as u16 / SHORTEST
}

impl Film {
    /// A film of so many steps, whose pictures are as many as there are to be. On a GIF a step has no more of them
    /// than can be shown in its time, so that it lasts as long as was asked, and not longer.
    ///
    /// # Errors
    /// [`FilmError::TooMany`] where there would be more frames than a film may have.
    pub fn new(
        n_steps: usize,
        n_pictures: u16,
        seconds: f64,
        reel: &Reel,
    ) -> Result<Self, FilmError> {
        let n_most = match reel {
            Reel::Gif(_) => most_pictures(seconds),
            Reel::Frames(..) => u16::MAX,
        };
        let film = Self {
            n_steps,
            n_pictures: n_pictures.min(n_most).max(1),
            seconds,
        };
        if film.n_frames() > MOST_FRAMES {
            return Err(FilmError::TooMany(film.n_frames()));
        }
        Ok(film)
    }

    /// All frames.
    #[must_use]
    pub fn n_frames(&self) -> usize {
        self.n_steps * usize::from(self.n_pictures)
    }

    /// Where dashes are on a picture of a step, as a share of the way to the next dash; `None`: there are none.
    #[must_use]
    pub fn moment(&self, place: u16) -> Option<f32> {
        (self.n_pictures > 1).then(|| f32::from(place) / f32::from(self.n_pictures))
    }

    /// The file of a frame, counted from one, with as many digits as the last one has.
    #[must_use]
    pub fn name(&self, [before, behind]: &[String; 2], number: usize) -> PathBuf {
        let digits = self.n_frames().to_string().len();
        PathBuf::from(format!("{before}{number:0digits$}{behind}"))
    }

    /// How long a picture of a step is shown: all of them together as long as the step.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 60,000"
    )]
    fn hundredths(&self, place: u16) -> u16 {
        let share = |place: u16| {
            let share = f64::from(place) / f64::from(self.n_pictures);
            (self.seconds * 100.0 * share).round()
        };
        (share(place + 1) - share(place)).max(f64::from(SHORTEST)) as u16
    }

    /// The steps whose first pictures the palette is of: the first, the last, and some between them.
    fn samples(&self) -> impl Iterator<Item = usize> {
        let n_samples = SAMPLES.min(self.n_steps);
        let last = self.n_steps.saturating_sub(1);
        (0..n_samples).map(move |sample| sample * last / (n_samples - 1).max(1))
    }

    /// The bytes of a GIF. `first` draws the first picture of a step; `all` draws all pictures of all steps and hands
    /// on each in its turn, with what it says of its making, of which that of the last one stays; `fail` makes an
    /// error of theirs when the frames are too large or cannot be packed.
    ///
    /// # Errors
    /// What the closures say.
    pub fn gif<E>(
        &self,
        title: &str,
        fail: impl Fn(FilmError) -> E,
        first: impl Fn(usize) -> Result<Pixels, E>,
        all: impl FnOnce(&mut dyn FnMut(&Pixels, Made) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<Vec<u8>, E> {
        let samples: Vec<Pixels> = self.samples().map(first).collect::<Result<_, E>>()?;
        #[expect(clippy::cast_precision_loss, reason = "compared with a bound")]
        let n_pixels = samples.first().map_or(0.0, Pixels::count) * self.n_frames() as f64;
        if n_pixels > MOST_PIXELS {
            return Err(fail(FilmError::TooLarge));
        }
        let packed = |error: ExportError| fail(error.into());
        let mut animation = Animation::begin(&samples).map_err(packed)?;
        drop(samples);
        let mut last = Made::default();
        let mut places = (0..self.n_pictures).cycle();
        all(&mut |pixels, made| {
            let shown = self.hundredths(places.next().unwrap_or_default());
            last = made;
            animation.add(pixels, shown).map_err(packed)
        })?;
        animation.finish(title, &last).map_err(packed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_meant() {
        assert_eq!(
            Reel::of("a/b.GIF").unwrap(),
            Reel::Gif(PathBuf::from("a/b.GIF"))
        );
        let Reel::Frames(format, names) = Reel::of("film/a-{n}.png").unwrap() else {
            panic!("frames");
        };
        assert_eq!(format, Format::Png);
        let film = Film::new(3, 8, 1.0, &Reel::of("{n}.png").unwrap()).unwrap();
        assert_eq!(film.name(&names, 7), PathBuf::from("film/a-07.png"));
        for odd in [
            "a.png",
            "{n}.doc",
            "{n}-{lang}.png",
            "{n}.gif",
            "{year}.gif",
        ] {
            assert!(Reel::of(odd).is_err(), "{odd}");
        }
        assert!(Reel::is_meant("{n}.png") && !Reel::is_meant("{lang}.png"));
    }

    #[test]
    fn pictures_of_a_step_are_shown_as_long_as_it() {
        let gif = Reel::of("a.gif").unwrap();
        for (n, seconds, n_shown) in [
            (1, 1.0, 1),
            (3, 1.0, 3),
            (8, 1.0, 8),
            (7, 2.5, 7),
            (8, 0.16, 8),
            (8, 0.06, 3),
            (100, 0.07, 3),
            (8, 0.02, 1),
            (100, 600.0, 100),
        ] {
            let film = Film::new(4, n, seconds, &gif).unwrap();
            assert_eq!(film.n_pictures, n_shown, "{n} in {seconds}");
            let shown: Vec<u16> = (0..n_shown).map(|place| film.hundredths(place)).collect();
            assert!(shown.iter().all(|of| *of >= SHORTEST), "{shown:?}");
            let all = f64::from(shown.into_iter().map(u32::from).sum::<u32>());
            assert!((all - seconds * 100.0).abs() < 0.5, "{n} in {seconds}");
            assert_eq!(film.moment(0).is_some(), n_shown > 1);
        }
        // Files have no time of their own.
        let frames = Reel::of("{n}.png").unwrap();
        assert_eq!(Film::new(4, 8, 0.02, &frames).unwrap().n_pictures, 8);
        let film = Film::new(3, 1, 1.0, &gif).unwrap();
        assert_eq!(film.samples().last(), Some(2));
        assert!(matches!(
            Film::new(1_000, 8, 1.0, &gif),
            Err(FilmError::TooMany(8_000))
        ));
    }
}

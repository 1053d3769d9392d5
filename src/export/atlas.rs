//! The names of the pictures of an atlas: a pattern such as `maps/{scenario}-{year}-{route}-{lang}.pdf`, filled
//! with what each picture is of.
//!
//! Nothing is written for a pattern that gives two pictures one name: names are compared without regard to
//! case, as some systems do. What a name cannot hold, in a key that is filled in, becomes a hyphen.
//! Does not know: files, how pictures are made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::picture::Format;
use crate::words::{Lang, fill};

/// What may stand in braces, in the order in which pictures are counted: the last changes first.
pub const PLACES: [&str; 4] = ["scenario", "year", "route", "lang"];

/// What a picture is of, a text for each of [`PLACES`].
pub type Values = [String; 4];

/// Why a pattern names no pictures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Something stands in braces that is not known.
    #[error("{{{0}}} is not known")]
    Unknown(String),
    /// A brace is not closed.
    #[error("a brace is not closed")]
    Open,
    /// The ending is that of no picture.
    #[error("{0} has no ending of a picture")]
    Ending(String),
    /// Two pictures would have one name; what they differ in, and is not in the pattern.
    #[error("two pictures are called {0}")]
    Twice(String, Vec<&'static str>),
    /// Two pictures would have one name, as names of files do not tell apart what is filled in for the first and for
    /// the second.
    #[error("two pictures are called {0}, as {1} and {2} are the same there")]
    Alike(String, String, String),
}

impl PatternError {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let known: Vec<String> = PLACES.iter().map(|place| format!("{{{place}}}")).collect();
        match self {
            Self::Unknown(said) => fill(lang, "atlas.unknown", &[said, &known.join(", ")]),
            Self::Open => fill(lang, "atlas.open-brace", &[&known.join(", ")]),
            Self::Ending(name) => fill(lang, "atlas.ending", &[name]),
            Self::Twice(name, places) => {
                let places: Vec<String> =
                    places.iter().map(|place| format!("{{{place}}}")).collect();
                fill(lang, "atlas.twice", &[name, &places.join(", ")])
            }
            Self::Alike(name, first, second) => fill(lang, "atlas.alike", &[name, first, second]),
        }
    }
}

/// A part of a pattern.
enum Part<'a> {
    Text(&'a str),
    Place(usize),
}

fn parts(pattern: &str) -> Result<Vec<Part<'_>>, PatternError> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, behind) = after.split_once('}').ok_or(PatternError::Open)?;
        let place = PLACES.iter().position(|place| *place == word.trim());
        let place = place.ok_or_else(|| PatternError::Unknown(word.to_owned()))?;
        parts.extend([Part::Text(before), Part::Place(place)]);
        rest = behind;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

/// The paths of pictures, in their order, and the format of all of them.
///
/// # Errors
/// [`PatternError`] when the pattern holds something else in braces, has another ending, or gives two pictures
/// one name.
pub fn paths(pattern: &str, pictures: &[Values]) -> Result<(Format, Vec<PathBuf>), PatternError> {
    let parts = parts(pattern)?;
    let format = Format::of(Path::new(pattern));
    let format = format.ok_or_else(|| PatternError::Ending(pattern.to_owned()))?;
    let mut seen: BTreeMap<String, &Values> = BTreeMap::new();
    let mut paths = Vec::with_capacity(pictures.len());
    for values in pictures {
        let mut name = String::new();
        for part in &parts {
            match part {
                Part::Text(text) => name.push_str(text),
                Part::Place(place) => name.push_str(&safe(&values[*place])),
            }
        }
        if let Some(other) = seen.insert(name.to_lowercase(), values) {
            return Err(twice(name, &parts, [other, values]));
        }
        paths.push(PathBuf::from(name));
    }
    Ok((format, paths))
}

/// Why two pictures would have one name.
fn twice(name: String, parts: &[Part], [first, second]: [&Values; 2]) -> PatternError {
    let is_held = |at: usize| {
        parts
            .iter()
            .any(|part| matches!(part, Part::Place(place) if *place == at))
    };
    let differ = (0..PLACES.len()).filter(|&at| first[at] != second[at]);
    let (held, missing): (Vec<usize>, Vec<usize>) = differ.partition(|&at| is_held(at));
    match (&missing[..], &held[..]) {
        ([], &[at, ..]) => PatternError::Alike(name, first[at].clone(), second[at].clone()),
        _ => PatternError::Twice(name, missing.into_iter().map(|at| PLACES[at]).collect()),
    }
}

/// A value as a part of a file's name.
fn safe(value: &str) -> String {
    let letter = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        letter if letter.is_control() => '-',
        letter => letter,
    };
    value.chars().map(letter).collect()
}

/// Every combination of values, the last of [`PLACES`] changing first, by their places in the lists.
#[must_use]
pub fn combinations(counts: [usize; 4]) -> Vec<[usize; 4]> {
    let mut all = Vec::with_capacity(counts.iter().product());
    for scenario in 0..counts[0] {
        for year in 0..counts[1] {
            for route in 0..counts[2] {
                all.extend((0..counts[3]).map(|lang| [scenario, year, route, lang]));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: [&str; 4]) -> Values {
        all.map(str::to_owned)
    }

    #[test]
    fn names_are_filled_in() {
        let pictures = [
            values(["base", "2024", "eastern", "en"]),
            values(["a/b", "2024", "eastern", "zh"]),
        ];
        let (format, names) = paths("d/{scenario}-{year}-{ lang }.pdf", &pictures).unwrap();
        assert_eq!(format, Format::Pdf);
        let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
        assert_eq!(names, ["d/base-2024-en.pdf", "d/a-b-2024-zh.pdf"]);
    }

    #[test]
    fn patterns_that_name_no_pictures_are_refused() {
        let pictures = [
            values(["base", "2024", "eastern", "en"]),
            values(["BASE", "2028", "eastern", "en"]),
        ];
        let refused = |pattern: &str| paths(pattern, &pictures).unwrap_err();
        assert_eq!(
            refused("{scenario}.svg"),
            PatternError::Twice("BASE.svg".to_owned(), vec!["year"])
        );
        let alike = ["a/b", "a-b"].map(|key| values([key, "2024", "eastern", "en"]));
        let [first, second] = ["a/b", "a-b"].map(str::to_owned);
        assert_eq!(
            paths("{scenario}.svg", &alike).unwrap_err(),
            PatternError::Alike("a-b.svg".to_owned(), first, second)
        );
        assert_eq!(
            refused("{month}.svg"),
            PatternError::Unknown("month".to_owned())
        );
        assert_eq!(refused("{year.svg"), PatternError::Open);
        assert!(matches!(refused("{year}.doc"), PatternError::Ending(_)));
        assert!(paths("{year}.png", &pictures).is_ok());
    }

    #[test]
    fn the_last_changes_first() {
        let all = combinations([2, 1, 1, 2]);
        assert_eq!(
            all,
            [[0, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [1, 0, 0, 1]]
        );
        assert!(combinations([2, 0, 1, 1]).is_empty());
    }
}

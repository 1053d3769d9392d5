//! What pictures leave out: parts of a page that have no room, tiles of which nothing can be drawn; of one picture,
//! and of many together.
//!
//! Does not know: pictures.

use std::collections::{BTreeMap, BTreeSet};

use super::left_out;
use crate::model::page::PagePart;
use crate::words::format::joined;
use crate::words::{Lang, fill, text};

/// So many characters without a shape are named.
const LETTERS: usize = 12;

/// What a picture leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Parts that have no room.
    pub parts: Vec<PagePart>,
    /// What people call tiles that are shown and of which nothing can be drawn.
    pub tiles: Vec<String>,
    /// Characters that the font has no shape for: boxes stand for them.
    pub letters: BTreeSet<char>,
}

impl LeftOut {
    /// In words, a sentence for each kind; empty where nothing is left out.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> Vec<String> {
        let parts = left_out(&self.parts, lang);
        let tiles = tiles(&self.tiles, lang);
        let letters = letters(&self.letters, lang);
        parts.into_iter().chain(tiles).chain(letters).collect()
    }
}

/// Which characters have no shape; `None` where all have one.
fn letters(of: &BTreeSet<char>, lang: Lang) -> Option<String> {
    if of.is_empty() {
        return None;
    }
    let mut named: Vec<String> = of.iter().take(LETTERS).map(char::to_string).collect();
    if of.len() > LETTERS {
        named.push("…".to_owned());
    }
    Some(fill(lang, "picture.letters", &[&named.join(" ")]))
}

/// What is left out of tiles of these names, and what to do; `None` where there is none.
#[must_use]
pub fn tiles(names: &[String], lang: Lang) -> Option<String> {
    let names = names.iter().cloned();
    let names = names.reduce(|a, b| fill(lang, "picture.list", &[&a, &b]))?;
    Some(fill(lang, "tiles.left-out", &[&names]))
}

/// What of many pictures is left out: of each part and of tiles of each name, on how many of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    n_pictures: usize,
    parts: BTreeMap<PagePart, usize>,
    tiles: BTreeMap<String, usize>,
    letters: BTreeSet<char>,
}

impl Tally {
    /// Counts a picture with what it leaves out.
    pub fn add(&mut self, left_out: &LeftOut) {
        self.n_pictures += 1;
        for part in &left_out.parts {
            *self.parts.entry(*part).or_default() += 1;
        }
        self.letters.extend(&left_out.letters);
        for name in &left_out.tiles {
            *self.tiles.entry(name.clone()).or_default() += 1;
        }
    }

    /// What is left out, each once, with how many pictures that was; a sentence for each kind, empty where nothing is.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> Vec<String> {
        let parts = self.parts_in_words(lang);
        let tiles = self.tiles_in_words(lang);
        let letters = letters(&self.letters, lang);
        parts.into_iter().chain(tiles).chain(letters).collect()
    }

    fn parts_in_words(&self, lang: Lang) -> Option<String> {
        if self.parts.is_empty() {
            return None;
        }
        if self.n_pictures == 1 {
            let parts: Vec<PagePart> = self.parts.keys().copied().collect();
            return left_out(&parts, lang);
        }
        let all = self.n_pictures.to_string();
        let said = self.parts.iter().map(|(part, count)| {
            let name = text(lang, part.words_key());
            fill(
                lang,
                "publication.parts.on",
                &[name, &count.to_string(), &all],
            )
        });
        let said: Vec<String> = said.collect();
        let said = joined(lang, "list.semicolon", &said);
        Some(fill(lang, "publication.parts.on-pictures", &[&said]))
    }

    /// The words of one picture; tiles that some pictures have are named with how many do not.
    fn tiles_in_words(&self, lang: Lang) -> Option<String> {
        let all = self.n_pictures.to_string();
        let names = self.tiles.iter().map(|(name, &count)| {
            if count == self.n_pictures {
                return name.clone();
            }
            fill(lang, "tiles.left-out.on", &[name, &count.to_string(), &all])
        });
        tiles(&names.collect::<Vec<String>>(), lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(of: &[PagePart]) -> LeftOut {
        LeftOut {
            parts: of.to_vec(),
            ..LeftOut::default()
        }
    }

    fn tiles(of: &[&str]) -> LeftOut {
        LeftOut {
            tiles: of.iter().map(|&name| name.to_owned()).collect(),
            ..LeftOut::default()
        }
    }

    #[test]
    fn of_many_pictures_each_part_is_told_once() {
        let mut tally = Tally::default();
        tally.add(&LeftOut::default());
        assert!(tally.in_words(Lang::En).is_empty());
        tally.add(&parts(&[PagePart::Overview, PagePart::Legend]));
        tally.add(&parts(&[PagePart::Legend]));
        assert_eq!(
            tally.in_words(Lang::En),
            [
                "Legend left out on 2 of 3 pictures; Overview map left out on 1 of 3 pictures: the page is too small"
            ]
        );
        let mut one = Tally::default();
        one.add(&parts(&[PagePart::Legend]));
        let alone = left_out(&[PagePart::Legend], Lang::Zh).unwrap();
        assert_eq!(one.in_words(Lang::Zh), [alone]);
    }

    #[test]
    fn tiles_are_told_by_the_words_of_one_picture() {
        let both = tiles(&["a.mbtiles", "sea"]);
        let said = both.in_words(Lang::En);
        assert_eq!(
            said,
            [
                "Tiles a.mbtiles, sea left out: they have nothing that can be drawn here; choose another scale or place."
            ]
        );
        let mut tally = Tally::default();
        tally.add(&both);
        assert_eq!(tally.in_words(Lang::En), said);
        tally.add(&both);
        assert_eq!(tally.in_words(Lang::En), said, "on all of them");
        tally.add(&tiles(&["sea"]));
        assert_eq!(
            tally.in_words(Lang::En),
            [
                "Tiles a.mbtiles (2 of 3 pictures), sea left out: they have nothing that can be drawn here; choose another scale or place."
            ]
        );
        assert!(tally.in_words(Lang::Zh)[0].contains("a.mbtiles（3幅图中的2幅）"));
        tally.add(&parts(&[PagePart::Legend]));
        assert_eq!(tally.in_words(Lang::En).len(), 2);
    }
}

//! What a published map in China needs, held against a page: boundaries of a file that was approved, the inset
//! of the South China Sea where the extent calls for it, a map review number, the notices of the data, and how
//! much rests on assumptions.
//!
//! After the rules on the content of public maps (公开地图内容表示规范, Ministry of Natural Resources 2023) and
//! the regulation on maps (地图管理条例, State Council 2015). The check tells what is open; it approves nothing.
//! Does not know: pages, files, who answers.

pub mod tally;

use super::foundation::Foundation;
use crate::model::cartography::{Borders, PublicationPoint, bare_review_number};
use crate::model::page::PagePart;
use crate::model::saved::Layers;
use crate::model::tiles::TileLayer;
use crate::words::{Lang, fill, text};

/// The name by which a picture's metadata says the hash of a file of boundaries.
pub const BOUNDARY_HASH: &str = "boundary-hash";

/// What is known of a page that is to be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<'a> {
    /// What the study says of its map.
    pub layers: &'a Layers,
    /// Whether the file of boundaries that was chosen is there.
    pub has_boundary: bool,
    /// Whether the map's extent calls for the inset.
    pub calls_for_inset: bool,
    /// Whether the page has it.
    pub has_inset: bool,
    /// The notices that its data asks for.
    pub owed: &'a [String],
    /// What stands at the foot of the page.
    pub foot: &'a [String],
    /// What is asked to stand around the map and has no room there.
    pub left_out: &'a [PagePart],
    /// How well the numbers are founded.
    pub foundation: &'a Foundation,
}

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it must be.
    Met,
    /// Something is to be done.
    Open,
    /// Left aside for a reason.
    Ignored,
}

/// A point of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub point: PublicationPoint,
    /// How it stands.
    pub standing: Standing,
    /// Whether a map may not be published while it is open.
    pub is_required: bool,
    /// What was found, in words.
    pub said: String,
    /// What to do, in words; empty where nothing is.
    pub fix: String,
    /// Why it is left aside; empty where it is not.
    pub reason: String,
}

/// Whether everything required is met or left aside for a reason.
#[must_use]
pub fn is_ready(checked: &[Checked]) -> bool {
    let is_open = |one: &Checked| one.is_required && one.standing == Standing::Open;
    !checked.iter().any(is_open)
}

impl Standing {
    /// Its word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open => "open",
            Self::Ignored => "ignored",
        }
    }
}

/// Checks a page, point by point in their order.
#[must_use]
pub fn check(page: &Page, lang: Lang) -> Vec<Checked> {
    let points = PublicationPoint::ALL.into_iter();
    points
        .map(|point| {
            let (is_met, said, fix) = look(page, point, lang);
            let ignored = &page.layers.publication.ignored;
            let reason = ignored.get(&point).cloned().unwrap_or_default();
            let standing = match (is_met, reason.trim().is_empty()) {
                (true, _) => Standing::Met,
                (false, true) => Standing::Open,
                (false, false) => Standing::Ignored,
            };
            Checked {
                point,
                standing,
                is_required: !matches!(point, PublicationPoint::Assumed | PublicationPoint::Parts),
                said,
                fix: if is_met {
                    String::new()
                } else {
                    text(lang, fix).to_owned()
                },
                reason: if is_met { String::new() } else { reason },
            }
        })
        .collect()
}

/// Whether a point is met, what was found, and the key of what to do.
fn look(page: &Page, point: PublicationPoint, lang: Lang) -> (bool, String, &'static str) {
    let worded = |key: &str| text(lang, key).to_owned();
    match point {
        PublicationPoint::Boundary => boundary(page, lang),
        PublicationPoint::Inset => {
            let fix = "publication.inset.fix";
            match (page.calls_for_inset, page.has_inset) {
                (_, true) => (true, worded("publication.inset.there"), fix),
                (false, false) => (true, worded("publication.inset.not-needed"), fix),
                (true, false) => (false, worded("publication.inset.missing"), fix),
            }
        }
        PublicationPoint::ReviewNumber => {
            let number = bare_review_number(&page.layers.publication.review_number);
            let said = match number.as_str() {
                "" => worded("publication.review-number.missing"),
                number => fill(lang, "picture.review-number", &[number]),
            };
            let is_there = page.foot.iter().any(|line| line.contains(&number));
            let is_met = !number.is_empty() && is_there;
            (is_met, said, "publication.review-number.fix")
        }
        PublicationPoint::Attribution => {
            let there = page.owed.iter().filter(|notice| page.foot.contains(notice));
            let [there, owed] = [there.count(), page.owed.len()];
            let silent = unattributed(&page.layers.tiles);
            if let Some(name) = silent.first() {
                let said = fill(lang, "publication.attribution.tiles", &[name]);
                return (false, said, "publication.attribution.tiles-fix");
            }
            let counts = [there, owed].map(|count| count.to_string());
            let said = fill(
                lang,
                "publication.attribution.said",
                &[&counts[0], &counts[1]],
            );
            (there == owed, said, "publication.attribution.fix")
        }
        PublicationPoint::Assumed => {
            let fix = "publication.assumed.fix";
            match page.foundation.in_words(lang) {
                said if said.is_empty() => (true, worded("publication.assumed.none"), fix),
                said => (page.foot.contains(&said), said, fix),
            }
        }
        PublicationPoint::Parts => {
            let said = left_out(page.left_out, lang);
            let said = said.unwrap_or_else(|| worded("publication.parts.all"));
            (page.left_out.is_empty(), said, "publication.parts.fix")
        }
    }
}

/// What of a page has no room, in words; `None` where all has.
#[must_use]
pub fn left_out(parts: &[PagePart], lang: Lang) -> Option<String> {
    let names = parts
        .iter()
        .map(|part| text(lang, part.words_key()).to_owned());
    let names = names.reduce(|a, b| fill(lang, "picture.list", &[&a, &b]))?;
    Some(fill(lang, "publication.parts.left-out", &[&names]))
}

fn boundary(page: &Page, lang: Lang) -> (bool, String, &'static str) {
    let fix = "publication.boundary.fix";
    match &page.layers.borders {
        Borders::File(file) if page.has_boundary => {
            let short = short_hash(&file.hash);
            let said = fill(lang, "publication.boundary.file", &[&file.name, short]);
            (true, said, fix)
        }
        Borders::File(file) => {
            let said = fill(lang, "publication.boundary.gone", &[&file.name]);
            (false, said, fix)
        }
        Borders::ByLanguage | Borders::International | Borders::China => (
            false,
            text(lang, "publication.boundary.built-in").to_owned(),
            fix,
        ),
    }
}

/// The notices that the tiles under a map ask for.
#[must_use]
pub fn tile_credits(tiles: &[TileLayer]) -> Vec<String> {
    let mut credits: Vec<String> = Vec::new();
    for layer in tiles.iter().filter(|layer| layer.is_shown) {
        if !layer.attribution.is_empty() && !credits.contains(&layer.attribution) {
            credits.push(layer.attribution.clone());
        }
    }
    credits
}

/// The names of tiles that are shown and do not say whose they are.
fn unattributed(tiles: &[TileLayer]) -> Vec<&str> {
    let tiles = tiles.iter().filter(|layer| layer.is_shown);
    let silent = tiles.filter(|layer| layer.attribution.trim().is_empty());
    silent.map(TileLayer::name).collect()
}

/// As much of a hash as people compare.
#[must_use]
pub fn short_hash(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}

/// What a page says of its publication: its review number, and the file that its boundaries are of.
#[must_use]
pub fn notices(layers: &Layers, has_boundary: bool, lang: Lang) -> Vec<String> {
    let number = bare_review_number(&layers.publication.review_number);
    let number = (!number.is_empty()).then(|| fill(lang, "picture.review-number", &[&number]));
    let file = layers.borders.file().filter(|_| has_boundary);
    let file = file.map(|file| {
        fill(
            lang,
            "picture.boundary-file",
            &[&file.name, short_hash(&file.hash)],
        )
    });
    number.into_iter().chain(file).collect()
}

/// What a picture's metadata says of its publication: names and values, empty where there is nothing to say.
#[must_use]
pub fn metadata(layers: &Layers) -> Vec<(String, String)> {
    let style = layers.style.map_or("", |style| style.word());
    let file = layers.borders.file();
    let borders = match file {
        Some(file) => file.name.clone(),
        None => layers.borders.word().unwrap_or_default().to_owned(),
    };
    let hash = file.map_or_else(String::new, |file| file.hash.clone());
    let mut said = vec![
        ("style".to_owned(), style.to_owned()),
        ("borders".to_owned(), borders),
        (BOUNDARY_HASH.to_owned(), hash),
        (
            "review-number".to_owned(),
            bare_review_number(&layers.publication.review_number),
        ),
    ];
    let ignored = layers.publication.ignored.iter();
    said.extend(ignored.map(|(point, why)| (format!("ignored-{}", point.word()), why.clone())));
    said
}

#[cfg(test)]
mod tests {
    use super::Standing::{Ignored, Met, Open};
    use super::*;
    use crate::model::cartography::BoundaryFile;
    use std::sync::Arc;

    #[test]
    fn what_is_open_becomes_met_or_is_left_aside() {
        let foundation = Foundation {
            counts: [1, 0, 1, 0],
            n_sources: 1,
        };
        let mut layers = Layers::default();
        let owed = ["Made by hand".to_owned(), "Drawn by others".to_owned()];
        let standings = |layers: &Layers, has_inset: bool| {
            let mut foot = owed.to_vec();
            foot.extend(notices(layers, true, Lang::En));
            let page = Page {
                layers,
                has_boundary: true,
                calls_for_inset: true,
                has_inset,
                owed: &owed,
                foot: &foot,
                left_out: &[],
                foundation: &foundation,
            };
            let checked = check(&page, Lang::En);
            let standings: Vec<Standing> = checked.iter().map(|one| one.standing).collect();
            (standings, is_ready(&checked))
        };
        assert_eq!(
            standings(&layers, false),
            (vec![Open, Open, Open, Met, Open, Met], false)
        );
        layers.publication.review_number = "审图号：GS(2025)1234号".to_owned();
        let ignored = &mut layers.publication.ignored;
        ignored.insert(PublicationPoint::Boundary, "a draft".to_owned());
        // A reason of spaces is none.
        ignored.insert(PublicationPoint::Inset, "  ".to_owned());
        assert_eq!(
            standings(&layers, false),
            (vec![Ignored, Open, Met, Met, Open, Met], false)
        );
        layers.borders = Borders::File(Arc::new(BoundaryFile {
            name: "b.geojson".to_owned(),
            hash: "0123456789".to_owned(),
        }));
        let (met, is_ready) = standings(&layers, true);
        assert_eq!(met, [Met, Met, Met, Met, Open, Met]);
        assert!(is_ready, "what rests on assumptions is told, and no bar");
        let said = notices(&layers, true, Lang::Zh).join(" ");
        assert!(
            said.contains("审图号：GS(2025)1234号") && said.contains("01234567"),
            "{said}"
        );
        assert!(metadata(&layers).contains(&("ignored-boundary".to_owned(), "a draft".to_owned())));
    }

    #[test]
    fn what_does_not_stand_on_the_page_is_open() {
        let foundation = Foundation {
            counts: [1, 0, 1, 0],
            n_sources: 1,
        };
        let mut layers = Layers::default();
        "GS(2025)1234".clone_into(&mut layers.publication.review_number);
        let owed = ["Made by hand".to_owned(), "Drawn by others".to_owned()];
        let of = |foot: &[String]| {
            let page = Page {
                layers: &layers,
                has_boundary: true,
                calls_for_inset: false,
                has_inset: false,
                owed: &owed,
                foot,
                left_out: &[],
                foundation: &foundation,
            };
            let checked = check(&page, Lang::En);
            let standings = [2, 3, 4].map(|place: usize| checked[place].standing);
            (standings, checked[3].said.clone())
        };
        let (standings, said) = of(&owed[..1]);
        assert_eq!(standings, [Open, Open, Open]);
        assert!(said.starts_with("1 of 2"), "{said}");
        let mut foot = owed.to_vec();
        foot.extend(notices(&layers, false, Lang::En));
        foot.push(foundation.in_words(Lang::En));
        assert_eq!(of(&foot).0, [Met, Met, Met]);
        let said = left_out(&[PagePart::Overview, PagePart::Legend], Lang::En);
        assert_eq!(
            said.as_deref(),
            Some("Overview map, Legend left out: the page is too small")
        );
        assert_eq!(left_out(&[], Lang::Zh), None);
    }
}

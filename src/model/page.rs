//! Pages laid out for paper and slides: the sheet, what of the earth its map shows and at which scale, what
//! stands around it. They do not follow the window.
//!
//! Does not know: how a page is drawn; what a page unit is.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::geometry::{GeoBox, LonLat};
use super::ids::Key;
use super::names::Names;
use super::saved::MapNames;

/// How long a side of a sheet may be, millimeters.
pub const SIDE_MM: RangeInclusive<f64> = 50.0..=2000.0;
/// Pixels an inch that a picture of a page may have.
pub const DPI: RangeInclusive<u32> = 36..=600;
/// Which scales a page may have: one to so many.
pub const SCALES: RangeInclusive<f64> = 5_000.0..=200_000_000.0;

/// How high a logo may be, millimeters.
pub const LOGO_MM: RangeInclusive<f64> = 4.0..=60.0;
/// The height of one where nothing is said.
pub const USUAL_LOGO_MM: f64 = 12.0;

/// A sheet that is known by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// ISO 216 A4, upright.
    A4Portrait,
    /// ISO 216 A4, lying.
    A4Landscape,
    /// ISO 216 A3, upright.
    A3Portrait,
    /// ISO 216 A3, lying.
    A3Landscape,
    /// A slide of 16 by 9.
    Screen16x9,
}

/// A sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sheet {
    /// A known one.
    Known(Layout),
    /// Width and height, millimeters, each within [`SIDE_MM`].
    Custom([f64; 2]),
}

/// What of the earth a page shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PagePlace {
    /// The whole corridor, as large as it fits.
    Whole,
    /// A box of degrees, as large as it fits.
    Extent(GeoBox),
    /// A place in the middle, at a true scale of one to so many there.
    At {
        /// The place.
        center: LonLat,
        /// The denominator of the scale, within [`SCALES`].
        scale: f64,
    },
}

/// What stands around the map of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PagePart {
    /// The title.
    Title,
    /// What is shown, in a line below.
    Subtitle,
    /// The legend of what is drawn.
    Legend,
    /// The scale bar.
    ScaleBar,
    /// The north arrow.
    NorthArrow,
    /// The scale as a number, and the projection.
    Scale,
    /// How well the numbers are founded, and from how many sources.
    Foundation,
    /// A small map of the whole, with a frame around what the map shows. A page has none by itself.
    Overview,
    /// The logo. Not chosen among the others: a page's [`PageLogo`] says whether it has one.
    Logo,
}

/// Where a logo stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogoPlace {
    /// At the right of the title.
    Title,
    /// In the upper left corner of the map.
    HighLeft,
    /// In the upper right corner of the map.
    HighRight,
    /// In the lower left corner of the map.
    LowLeft,
    /// In the lower right corner of the map.
    LowRight,
}

/// How the study's logo stands on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageLogo {
    /// Where.
    pub place: LogoPlace,
    /// Its height, millimeters, within [`LOGO_MM`].
    pub height_mm: f64,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its stable key.
    pub key: Key,
    /// Its name, in lists and on a command line.
    pub names: Names,
    /// Its sheet.
    pub sheet: Sheet,
    /// Pixels an inch where it becomes pixels, within [`DPI`].
    pub dpi: u32,
    /// What its map shows.
    pub place: PagePlace,
    /// The named view whose layers it shows; `None`: those of the study.
    pub view: Option<Key>,
    /// The language of names on its map; `None`: that of the view or the study.
    pub map_names: Option<MapNames>,
    /// What stands around its map.
    pub parts: BTreeSet<PagePart>,
    /// Its title where it is not the study's name.
    pub title: Names,
    /// Its subtitle where it is not what is shown.
    pub subtitle: Names,
    /// A date as it is to be printed; empty: none.
    pub date: String,
    /// How the study's logo stands on it; `None`: not at all.
    pub logo: Option<PageLogo>,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::A4Portrait,
        Self::A4Landscape,
        Self::A3Portrait,
        Self::A3Landscape,
        Self::Screen16x9,
    ];

    /// The word for it on a command line and in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A4Portrait => "a4-portrait",
            Self::A4Landscape => "a4-landscape",
            Self::A3Portrait => "a3-portrait",
            Self::A3Landscape => "a3-landscape",
            Self::Screen16x9 => "screen-16x9",
        }
    }

    /// The sheet that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::A4Portrait => "page.a4-portrait",
            Self::A4Landscape => "page.a4-landscape",
            Self::A3Portrait => "page.a3-portrait",
            Self::A3Landscape => "page.a3-landscape",
            Self::Screen16x9 => "page.screen-16x9",
        }
    }

    /// Pixels an inch where nothing is said: paper is printed at 300, a slide has 1920 by 1080 pixels.
    #[must_use]
    pub fn usual_dpi(self) -> u32 {
        match self {
            Self::A4Portrait | Self::A4Landscape | Self::A3Portrait | Self::A3Landscape => 300,
            Self::Screen16x9 => 144,
        }
    }

    /// Width and height, millimeters; of a slide those of 1280 by 720 units of 1/96 inch.
    #[must_use]
    pub fn size_mm(self) -> [f64; 2] {
        match self {
            Self::A4Portrait => [210.0, 297.0],
            Self::A4Landscape => [297.0, 210.0],
            Self::A3Portrait => [297.0, 420.0],
            Self::A3Landscape => [420.0, 297.0],
            Self::Screen16x9 => [1280.0 / 96.0 * 25.4, 190.5],
        }
    }
}

impl Sheet {
    /// Width and height, millimeters.
    #[must_use]
    pub fn size_mm(self) -> [f64; 2] {
        match self {
            Self::Known(layout) => layout.size_mm(),
            Self::Custom(size) => size,
        }
    }

    /// The same sheet turned from upright to lying or back; a slide stays as it is.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Known(Layout::A4Portrait) => Self::Known(Layout::A4Landscape),
            Self::Known(Layout::A4Landscape) => Self::Known(Layout::A4Portrait),
            Self::Known(Layout::A3Portrait) => Self::Known(Layout::A3Landscape),
            Self::Known(Layout::A3Landscape) => Self::Known(Layout::A3Portrait),
            Self::Known(Layout::Screen16x9) => self,
            Self::Custom([width, height]) => Self::Custom([height, width]),
        }
    }
}

impl LogoPlace {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Title,
        Self::HighLeft,
        Self::HighRight,
        Self::LowLeft,
        Self::LowRight,
    ];

    /// Its word in files and on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::HighLeft => "upper-left",
            Self::HighRight => "upper-right",
            Self::LowLeft => "lower-left",
            Self::LowRight => "lower-right",
        }
    }

    /// The place that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Title => "page.logo.title",
            Self::HighLeft => "page.logo.upper-left",
            Self::HighRight => "page.logo.upper-right",
            Self::LowLeft => "page.logo.lower-left",
            Self::LowRight => "page.logo.lower-right",
        }
    }
}

impl PageLogo {
    /// A logo of the usual height.
    #[must_use]
    pub fn at(place: LogoPlace) -> Self {
        Self {
            place,
            height_mm: USUAL_LOGO_MM,
        }
    }
}

impl PagePart {
    /// All that are chosen for a page.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Subtitle,
        Self::Legend,
        Self::ScaleBar,
        Self::NorthArrow,
        Self::Scale,
        Self::Foundation,
        Self::Overview,
    ];

    /// Whether a page has it where nothing is said.
    #[must_use]
    pub fn is_usual(self) -> bool {
        !matches!(self, Self::Overview | Self::Logo)
    }

    /// Those that a page has where nothing is said.
    pub fn usual() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|part| part.is_usual())
    }

    /// Its word in files and on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Legend => "legend",
            Self::ScaleBar => "scale-bar",
            Self::NorthArrow => "north-arrow",
            Self::Scale => "scale",
            Self::Foundation => "foundation",
            Self::Overview => "overview",
            Self::Logo => "logo",
        }
    }

    /// The part that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Title => "page.title",
            Self::Subtitle => "page.subtitle",
            Self::Legend => "page.legend",
            Self::ScaleBar => "page.scale-bar",
            Self::NorthArrow => "page.north-arrow",
            Self::Scale => "page.scale-note",
            Self::Foundation => "page.foundation",
            Self::Overview => "page.overview",
            Self::Logo => "page.logo",
        }
    }
}

impl Page {
    /// A page of a known sheet that shows the whole corridor with all that there can be around.
    #[must_use]
    pub fn new(key: Key, names: Names, layout: Layout) -> Self {
        Self {
            key,
            names,
            sheet: Sheet::Known(layout),
            dpi: layout.usual_dpi(),
            place: PagePlace::Whole,
            view: None,
            map_names: None,
            parts: PagePart::usual().collect(),
            title: Names::default(),
            subtitle: Names::default(),
            date: String::new(),
            logo: None,
        }
    }

    /// Whether it has a part.
    #[must_use]
    pub fn has(&self, part: PagePart) -> bool {
        self.parts.contains(&part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_sheets_and_parts() {
        for layout in Layout::ALL {
            assert_eq!(Layout::from_word(layout.word()), Some(layout));
        }
        for part in PagePart::ALL {
            assert_eq!(PagePart::from_word(part.word()), Some(part));
        }
        for place in LogoPlace::ALL {
            assert_eq!(LogoPlace::from_word(place.word()), Some(place));
        }
    }

    #[test]
    fn sheets_turn_and_turn_back() {
        let sheets = Layout::ALL.map(Sheet::Known);
        for sheet in sheets.into_iter().chain([Sheet::Custom([100.0, 250.0])]) {
            assert_eq!(sheet.turned().turned(), sheet);
        }
        let turned = Sheet::Known(Layout::A3Portrait).turned();
        let [width, height] = turned.size_mm();
        assert!((width - 420.0).abs() < 1e-9 && (height - 297.0).abs() < 1e-9);
    }
}

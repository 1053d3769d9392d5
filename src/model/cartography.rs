//! How a map is drawn and published: its style, whose view of borders it shows, the inset of the South China
//! Sea, its review number, and what of a publication check is left aside for a reason.
//!
//! Does not know: colors, geometry, what a page looks like.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A style of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapStyle {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
    /// White paper and quiet grays: what is told apart stays so on a printer without colors.
    Print,
    /// Names and lines in strong contrast to their ground.
    HighContrast,
}

/// A file of boundaries that takes the place of the built-in ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundaryFile {
    /// Its name, without its folder.
    pub name: String,
    /// The hash of its bytes.
    pub hash: String,
}

/// Whose view of borders a map shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Borders {
    /// The view that readers of the map's language expect: the Chinese one in Chinese.
    #[default]
    ByLanguage,
    /// The international view of the built-in data.
    International,
    /// The Chinese view of the built-in data.
    China,
    /// Those of a file.
    File(Arc<BoundaryFile>),
}

/// Whether a page has an inset of the South China Sea.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InsetChoice {
    /// Where the extent calls for it.
    #[default]
    Auto,
    /// On every page.
    Always,
    /// On none.
    Never,
}

/// A point of the publication check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicationPoint {
    /// Boundaries of a file that was approved.
    Boundary,
    /// The inset of the South China Sea, where the extent calls for it.
    Inset,
    /// The map review number.
    ReviewNumber,
    /// The notices that the data asks for.
    Attribution,
    /// How much rests on assumptions.
    Assumed,
    /// What is asked to stand around the map and has room there.
    Parts,
}

/// What is said of a map's publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// The map review number as it was typed; empty where there is none.
    pub review_number: String,
    /// Points of the check that are left aside, each with the reason.
    pub ignored: BTreeMap<PublicationPoint, String>,
}

impl MapStyle {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Print, Self::HighContrast];

    /// Its word in files and on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
            Self::HighContrast => "high-contrast",
        }
    }

    /// The style that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Light => "style.light",
            Self::Dark => "style.dark",
            Self::Print => "style.print",
            Self::HighContrast => "style.high-contrast",
        }
    }
}

impl Borders {
    /// The word of a built-in view in files and on a command line; `None` for what follows the language, and
    /// for a file.
    #[must_use]
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Self::International => Some("international"),
            Self::China => Some("china"),
            Self::ByLanguage | Self::File(_) => None,
        }
    }

    /// The built-in view that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::International, Self::China]
            .into_iter()
            .find(|view| view.word() == Some(word))
    }

    /// The file whose boundaries are shown.
    #[must_use]
    pub fn file(&self) -> Option<&BoundaryFile> {
        match self {
            Self::File(file) => Some(file),
            Self::ByLanguage | Self::International | Self::China => None,
        }
    }
}

impl InsetChoice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// Its word in files and on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The choice that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Auto => "inset.auto",
            Self::Always => "inset.always",
            Self::Never => "inset.never",
        }
    }
}

impl PublicationPoint {
    /// All of them, in the order of a check.
    pub const ALL: [Self; 6] = [
        Self::Boundary,
        Self::Inset,
        Self::ReviewNumber,
        Self::Attribution,
        Self::Assumed,
        Self::Parts,
    ];

    /// Its word in files and on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::Inset => "inset",
            Self::ReviewNumber => "review-number",
            Self::Attribution => "attribution",
            Self::Assumed => "assumed",
            Self::Parts => "parts",
        }
    }

    /// The point that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|point| point.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Boundary => "publication.boundary",
            Self::Inset => "publication.inset",
            Self::ReviewNumber => "publication.review-number",
            Self::Attribution => "publication.attribution",
            Self::Assumed => "publication.assumed",
            Self::Parts => "publication.parts",
        }
    }
}

/// A map review number without what pages write around it: `审图号：GS(2025)1234号` is `GS(2025)1234`. Line
/// breaks become spaces, brackets of full width those of the number's usual form.
#[must_use]
pub fn bare_review_number(typed: &str) -> String {
    let typed: String = typed
        .chars()
        .map(|letter| match letter {
            '（' => '(',
            '）' => ')',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    let mut bare = typed.trim();
    if let Some(rest) = bare.strip_prefix("审图号") {
        bare = rest.trim_start_matches(['：', ':', ' ']);
    }
    bare.strip_suffix('号').unwrap_or(bare).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_has_them() {
        for style in MapStyle::ALL {
            assert_eq!(MapStyle::from_word(style.word()), Some(style));
        }
        for choice in InsetChoice::ALL {
            assert_eq!(InsetChoice::from_word(choice.word()), Some(choice));
        }
        for point in PublicationPoint::ALL {
            assert_eq!(PublicationPoint::from_word(point.word()), Some(point));
        }
        assert_eq!(Borders::from_word("china"), Some(Borders::China));
        assert_eq!(Borders::from_word("borders.geojson"), None);
    }

    #[test]
    fn a_review_number_is_bare() {
        for typed in [
            "GS(2025)1234",
            " 审图号：GS（2025）1234号\n",
            "审图号: GS(2025)1234号",
            "GS(2025)1234号",
        ] {
            assert_eq!(bare_review_number(typed), "GS(2025)1234", "{typed}");
        }
        assert_eq!(bare_review_number(" \n"), "");
    }
}

//! Units of numbers.
//!
//! Does not know: conversions; numbers are kept in the unit in which they are given.

mod spoken;

use std::sync::{Mutex, PoisonError};

use crate::words::{Lang, text};

/// A word for a unit is not longer than this, bytes.
const MAX_WORD: usize = 48;
/// Tables may bring this many units of their own.
const MAX_NAMED: usize = 1000;

/// The units that tables have brought so far. They stay for the life of the program, so that a unit
/// is as small as a number; hence the limits above.
static NAMED: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

fn named(word: &str) -> Option<&'static str> {
    let mut known = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.iter().copied().find(|named| *named == word) {
        return Some(found);
    }
    if word.len() > MAX_WORD || known.len() >= MAX_NAMED {
        return None;
    }
    let kept: &'static str = Box::leak(word.to_owned().into_boxed_str());
    known.push(kept);
    Some(kept)
}

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Kilometers.
    Km,
    /// Hours.
    Hours,
    /// Yuan (CNY) a TEU.
    YuanPerTeu,
    /// Kilograms of CO2 equivalent a TEU.
    KgPerTeu,
    /// TEU a year, one way.
    TeuPerYear,
    /// TEU in a period that the series names.
    Teu,
    /// Trains in a period that the series names.
    Trains,
    /// TEU a train.
    TeuPerTrain,
    /// Train pairs a day.
    PairsPerDay,
    /// Million tonnes a year, one way.
    MtPerYear,
    /// Tonnes.
    Tonnes,
    /// Kilometers an hour.
    Kmh,
    /// Millimeters (gauge).
    Mm,
    /// A calendar year.
    Year,
    /// A count or a share, without unit.
    One,
    /// Another unit that tables use, by its symbol.
    Named(&'static str),
}

impl Unit {
    /// The unit's symbol as files and the command line write it; empty for [`Unit::One`].
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Km => "km",
            Self::Hours => "h",
            Self::YuanPerTeu => "¥/TEU",
            Self::KgPerTeu => "kg CO2e/TEU",
            Self::TeuPerYear => "TEU/a",
            Self::Teu => "TEU",
            Self::Trains => "trains",
            Self::TeuPerTrain => "TEU/train",
            Self::PairsPerDay => "pairs/d",
            Self::MtPerYear => "Mt/a",
            Self::Tonnes => "t",
            Self::Kmh => "km/h",
            Self::Mm => "mm",
            Self::Year | Self::One => "",
            Self::Named(symbol) => symbol,
        }
    }

    /// The unit as people read it after a number; its symbol where nobody has words for it.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> &'static str {
        let symbol = self.symbol();
        let known = spoken::KEYS.iter().find(|(of, _)| *of == symbol);
        known.map_or(symbol, |(_, key)| text(lang, key))
    }

    /// The unit that a table's word means; one that the program does not compute with is kept by its
    /// word. `None` where that is too long, or there are too many.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim();
        let known = match word {
            "" | "share" | "ratio" | "x" | "text" => Self::One,
            "km" => Self::Km,
            "h" => Self::Hours,
            "yuan/TEU" => Self::YuanPerTeu,
            "TEU/yr" | "TEU/a" => Self::TeuPerYear,
            "TEU" => Self::Teu,
            "trains" => Self::Trains,
            "TEU/train" => Self::TeuPerTrain,
            "pairs/day" | "train pairs/day" | "freight pairs/day" => Self::PairsPerDay,
            "Mt/yr" | "Mt/a" | "Mt/yr one way" => Self::MtPerYear,
            "t" | "t gross" => Self::Tonnes,
            "km/h" => Self::Kmh,
            "mm" => Self::Mm,
            "year" => Self::Year,
            _ => Self::Named(named(word)?),
        };
        Some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_a_table_keeps_its_word() {
        assert_eq!(Unit::from_word(" TEU/yr "), Some(Unit::TeuPerYear));
        let lanes = Unit::from_word("lanes");
        assert_eq!(lanes.map(Unit::symbol), Some("lanes"));
        assert_eq!(lanes, Unit::from_word("lanes"));
        assert_eq!(Unit::from_word(&"long ".repeat(20)), None);
    }

    #[test]
    fn a_unit_is_read_in_both_languages_and_a_foreign_one_as_it_is() {
        assert_eq!(Unit::TeuPerYear.in_lang(Lang::En), "TEU/a");
        assert_eq!(Unit::TeuPerYear.in_lang(Lang::Zh), "标箱/年");
        let fathoms = Unit::from_word("fathoms").unwrap();
        assert_eq!(fathoms.in_lang(Lang::Zh), "fathoms");
        assert_eq!(Unit::One.in_lang(Lang::Zh), "");
    }
}

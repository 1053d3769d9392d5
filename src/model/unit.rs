//! Units of numbers.
//!
//! Does not know: conversions; numbers are kept in the unit in which they are given.

/// Units of tables beside those that the program computes with, as the tables write them.
const NAMED: &[&str] = &["%", "Mt"];

/// The unit of a [`Sourced`] number.
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
    /// The unit's symbol as shown after a number, the same in both languages; empty for [`Unit::One`].
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

    /// The unit that a table's word means; `None` for words that the data dictionary does not list.
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
            "pairs/day" | "train pairs/day" => Self::PairsPerDay,
            "Mt/yr" | "Mt/a" => Self::MtPerYear,
            "t" => Self::Tonnes,
            "km/h" => Self::Kmh,
            "mm" => Self::Mm,
            "year" => Self::Year,
            _ => Self::Named(NAMED.iter().copied().find(|named| *named == word)?),
        };
        Some(known)
    }
}

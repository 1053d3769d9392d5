//! A number with its provenance.
//!
//! Does not know: how a number was read or is shown.

use std::sync::Arc;

/// How well a number is founded, best first, so that the weaker of two is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A named source prints it.
    Cited,
    /// Computed from other numbers by a stated formula.
    Derived,
    /// A planner's value or a program default; never to be quoted as a fact.
    Assumed,
    /// Came in a file that does not say where it is from.
    Unsourced,
}

impl Status {
    /// The word that files and JSON use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cited => "cited",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
            Self::Unsourced => "unsourced",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Cited => "status.cited",
            Self::Derived => "status.derived",
            Self::Assumed => "status.assumed",
            Self::Unsourced => "status.unsourced",
        }
    }

    /// The status a file's word means, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Cited, Self::Derived, Self::Assumed, Self::Unsourced]
            .into_iter()
            .find(|status| status.word().eq_ignore_ascii_case(word.trim()))
    }

    /// What a result that rests on both may claim: derived at best, else the weaker one.
    #[must_use]
    pub fn combined(self, other: Self) -> Self {
        self.max(other).max(Self::Derived)
    }
}

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
        }
    }
}

/// A number, its unit and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced {
    /// The number, in `unit`.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// How well it is founded.
    pub status: Status,
    /// The year it speaks of, where known.
    pub year: Option<i32>,
    /// Lower end of its range, in `unit`.
    pub low: Option<f64>,
    /// Upper end of its range, in `unit`.
    pub high: Option<f64>,
    /// Where it is printed.
    pub source: Option<Arc<str>>,
    /// The formula of a derived number, the reason for an assumed one.
    pub note: Option<Arc<str>>,
}

impl Sourced {
    /// A bare number of a status, without range, source or note.
    #[must_use]
    pub fn new(value: f64, unit: Unit, status: Status) -> Self {
        Self {
            value,
            unit,
            status,
            year: None,
            low: None,
            high: None,
            source: None,
            note: None,
        }
    }

    /// An assumed number with its reason.
    #[must_use]
    pub fn assumed(value: f64, unit: Unit, reason: &str) -> Self {
        Self::new(value, unit, Status::Assumed).with_note(reason)
    }

    /// The same number with a note (formula or reason).
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = Some(Arc::from(note));
        self
    }

    /// The same number with a range, in its unit.
    #[must_use]
    pub fn with_range(mut self, low: f64, high: f64) -> Self {
        self.low = Some(low);
        self.high = Some(high);
        self
    }

    /// A number computed from this one and `others`: derived at best, else the weakest of them.
    #[must_use]
    pub fn derive(&self, value: f64, unit: Unit, others: &[&Self], formula: &str) -> Self {
        let status = others
            .iter()
            .fold(self.status, |status, other| status.combined(other.status))
            .combined(Status::Derived);
        Self::new(value, unit, status).with_note(formula)
    }

    /// This number scaled by a share of the whole (a part of a split link): range and source stay.
    #[must_use]
    pub fn share(&self, share: f64) -> Self {
        Self {
            value: self.value * share,
            low: self.low.map(|low| low * share),
            high: self.high.map(|high| high * share),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_as_weak_as_its_weakest_input() {
        let cited = Sourced::new(27.0, Unit::PairsPerDay, Status::Cited);
        let assumed = Sourced::new(66.0, Unit::TeuPerTrain, Status::Assumed);
        let both = cited.derive(1.0, Unit::TeuPerYear, &[&assumed], "a × b");
        assert_eq!(both.status, Status::Assumed);
        let alone = cited.derive(1.0, Unit::TeuPerYear, &[], "a × 365");
        assert_eq!(alone.status, Status::Derived);
    }

    #[test]
    fn words_of_status_read_back() {
        for status in [
            Status::Cited,
            Status::Derived,
            Status::Assumed,
            Status::Unsourced,
        ] {
            assert_eq!(Status::from_word(status.word()), Some(status));
        }
        assert_eq!(Status::from_word(" CITED "), Some(Status::Cited));
        assert_eq!(Status::from_word("sure"), None);
    }
}

//! A number with its provenance: where it comes from, and the numbers it was computed from.
//!
//! Does not know: how a number was read or is shown.

use std::sync::Arc;

use super::names::Names;
use super::note::Note;
use super::unit::Unit;
use crate::words::{fill, text};

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

/// A number that another one was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What it is called where it is used.
    pub names: Names,
    /// The number.
    pub number: Sourced,
}

impl Input {
    /// An input whose name is a text of the message files.
    #[must_use]
    pub fn worded(key: &str, number: &Sourced) -> Self {
        Self {
            names: Names::worded(key),
            number: number.clone(),
        }
    }
}

/// What a number was computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Basis {
    /// It was not computed: a file gives it.
    #[default]
    Given,
    /// The sum of these.
    Sum(Arc<[Input]>),
    /// A formula over these; the note says which.
    Formula(Arc<[Input]>),
}

impl Basis {
    /// The inputs; none for a number that a file gives.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        match self {
            Self::Given => &[],
            Self::Sum(inputs) | Self::Formula(inputs) => inputs,
        }
    }
}

/// A term of a sum matters for the status of the sum when it is at least this share of it.
const MATTERS: f64 = 0.01;

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
    pub note: Option<Note>,
    /// What it was computed from.
    pub basis: Basis,
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
            basis: Basis::Given,
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
        self.note = Some(Note::from(note));
        self
    }

    /// The same number with a note in both languages.
    #[must_use]
    pub fn with_note_in_both(mut self, note: &Names) -> Self {
        self.note = Some(Note::in_both(note));
        self
    }

    /// The same number with a range, in its unit.
    #[must_use]
    pub fn with_range(mut self, low: f64, high: f64) -> Self {
        self.low = Some(low);
        self.high = Some(high);
        self
    }

    /// A number computed by a formula from others: derived at best, else as weak as the weakest.
    #[must_use]
    pub fn by_formula(value: f64, unit: Unit, formula: &str, inputs: Vec<Input>) -> Self {
        let statuses = inputs.iter().map(|input| input.number.status);
        let status = statuses.fold(Status::Derived, Status::combined);
        let mut number = Self::new(value, unit, status).with_note(formula);
        number.basis = Basis::Formula(inputs.into());
        number
    }

    /// The sum of others in one unit. Its status is derived at best, else that of the weakest term
    /// that matters: one that is, or by its range may be, at least a hundredth of the sum. The range
    /// is the sum of the ranges, where any term has one.
    #[must_use]
    pub fn sum(value: f64, unit: Unit, terms: Vec<Input>) -> Self {
        let matters = |term: &&Input| {
            let ends = [term.number.low, Some(term.number.value), term.number.high];
            let sizes = ends.into_iter().flatten().map(f64::abs);
            sizes.fold(0.0, f64::max) >= MATTERS * value.abs()
        };
        let statuses = terms.iter().filter(matters).map(|term| term.number.status);
        let status = statuses.fold(Status::Derived, Status::combined);
        let mut number = Self::new(value, unit, status);
        let has_range = |term: &Input| term.number.low.is_some() || term.number.high.is_some();
        if terms.iter().any(has_range) {
            let low = |term: &Input| term.number.low.unwrap_or(term.number.value);
            let high = |term: &Input| term.number.high.unwrap_or(term.number.value);
            number.low = Some(terms.iter().map(low).sum());
            number.high = Some(terms.iter().map(high).sum());
        }
        number.basis = Basis::Sum(terms.into());
        number
    }

    /// How much of the number rests on what is assumed or without source, 0 to 1: of a sum, the
    /// terms' parts by their size; of anything else all or nothing, by its status.
    #[must_use]
    pub fn assumed_share(&self) -> f64 {
        match &self.basis {
            Basis::Sum(terms) if !terms.is_empty() => {
                let size = |term: &Input| term.number.value.abs();
                let whole: f64 = terms.iter().map(size).sum();
                let assumed = |term: &Input| size(term) * term.number.assumed_share();
                if whole > 0.0 {
                    terms.iter().map(assumed).sum::<f64>() / whole
                } else {
                    0.0
                }
            }
            Basis::Sum(_) | Basis::Given | Basis::Formula(_) => match self.status {
                Status::Cited | Status::Derived => 0.0,
                Status::Assumed | Status::Unsourced => 1.0,
            },
        }
    }

    /// Its value as formulas write it: whole, with separated thousands.
    #[must_use]
    pub fn grouped(&self) -> String {
        crate::words::format::number(self.value, 0)
    }

    /// Whether its note is the formula by which it was computed; that of a number which took the
    /// place of another is a reason.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        !matches!(self.basis, Basis::Given) && self.before().is_none()
    }

    /// The source that prints it, or from which it was derived.
    #[must_use]
    pub fn printed_in(&self) -> Option<&str> {
        let source = self.source.as_deref();
        source.filter(|_| self.status != Status::Assumed)
    }

    /// The source to read beside an assumed number, which it does not print.
    #[must_use]
    pub fn see_also(&self) -> Option<&str> {
        let source = self.source.as_deref();
        source.filter(|_| self.status == Status::Assumed)
    }

    /// The low end of its range; its value where it has none.
    #[must_use]
    pub fn lower(&self) -> f64 {
        self.low.map_or(self.value, |low| low.min(self.value))
    }

    /// The high end of its range; its value where it has none.
    #[must_use]
    pub fn upper(&self) -> f64 {
        self.high.map_or(self.value, |high| high.max(self.value))
    }

    /// The number whose place it took by an edit or a project; `None` where it took none.
    #[must_use]
    pub fn before(&self) -> Option<&Self> {
        match self.basis.inputs() {
            [only] if only.names == Names::worded("card.before") => Some(&only.number),
            _ => None,
        }
    }

    /// The same number after an edit by hand: assumed, and its old value in the note.
    #[must_use]
    pub fn edited(&self, value: f64) -> Self {
        let was = crate::words::format::short(self.value);
        let note = Names::said(|lang| {
            let status = text(lang, self.status.words_key());
            fill(
                lang,
                "note.edited",
                &[&was, self.unit.in_lang(lang), status],
            )
        });
        let mut number = Self::new(value, self.unit, Status::Assumed).with_note_in_both(&note);
        number.basis = Basis::Formula([Input::worded("card.before", self)].into());
        number
    }

    /// This number scaled by a share of the whole (a part of a split link): range and source stay.
    /// A cited number was printed of the whole, so that of a part is derived.
    #[must_use]
    pub fn share(&self, share: f64) -> Self {
        let mut part = Self {
            value: self.value * share,
            low: self.low.map(|low| low * share),
            high: self.high.map(|high| high * share),
            ..self.clone()
        };
        if self.status == Status::Cited && share < 1.0 {
            let whole = crate::words::format::short(self.value);
            let symbol = self.unit.symbol();
            let old = self.note.as_deref().unwrap_or_default();
            let joint = if old.is_empty() { "" } else { "; " };
            part.status = Status::Derived;
            let said = format!("{whole} {symbol} of the whole, by drawn length{joint}{old}");
            part.note = Some(Note::from(said));
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(value: f64, status: Status) -> Input {
        Input {
            names: Names::new("x", "x"),
            number: Sourced::new(value, Unit::Hours, status),
        }
    }

    #[test]
    fn a_result_is_as_weak_as_its_weakest_input() {
        let both = vec![input(27.0, Status::Cited), input(66.0, Status::Assumed)];
        let weak = Sourced::by_formula(1.0, Unit::TeuPerYear, "a × b", both);
        assert_eq!(weak.status, Status::Assumed);
        let alone = vec![input(27.0, Status::Cited)];
        let strong = Sourced::by_formula(1.0, Unit::TeuPerYear, "a × 365", alone);
        assert_eq!(strong.status, Status::Derived);
    }

    #[test]
    fn a_sum_is_as_weak_as_the_weakest_term_that_matters() {
        let small = vec![input(100.0, Status::Cited), input(0.5, Status::Assumed)];
        let sum = Sourced::sum(100.5, Unit::Hours, small);
        assert_eq!(sum.status, Status::Derived);
        assert!((sum.assumed_share() - 0.5 / 100.5).abs() < 1e-12);
        let large = vec![input(75.0, Status::Cited), input(25.0, Status::Assumed)];
        let sum = Sourced::sum(100.0, Unit::Hours, large);
        assert_eq!(sum.status, Status::Assumed);
        assert!((sum.assumed_share() - 0.25).abs() < 1e-12);
    }

    #[test]
    fn an_assumed_zero_keeps_its_status_where_it_may_matter() {
        let mut ranged = input(0.0, Status::Assumed);
        ranged.number.high = Some(2.0);
        let sum = Sourced::sum(
            100.0,
            Unit::Hours,
            vec![input(100.0, Status::Cited), ranged],
        );
        assert_eq!(sum.status, Status::Assumed);
        let nothing = Sourced::sum(0.0, Unit::Hours, vec![input(0.0, Status::Assumed)]);
        assert_eq!(nothing.status, Status::Assumed);
        let small = vec![input(100.0, Status::Cited), input(0.0, Status::Assumed)];
        let sum = Sourced::sum(100.0, Unit::Hours, small);
        assert_eq!(sum.status, Status::Derived);
    }

    #[test]
    fn an_edited_number_is_assumed_and_remembers_what_it_was() {
        let cited = Sourced::new(27.0, Unit::PairsPerDay, Status::Cited);
        let edited = cited.edited(28.0);
        assert_eq!((edited.value, edited.status), (28.0, Status::Assumed));
        assert!(
            edited
                .note
                .as_deref()
                .is_some_and(|note| note.starts_with("edited"))
        );
        assert_eq!(edited.basis.inputs()[0].number, cited);
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

    #[test]
    fn a_part_of_a_cited_number_is_derived() {
        let whole = Sourced::new(138.0, Unit::Km, Status::Cited);
        let part = whole.share(0.25);
        assert_eq!((part.value, part.status), (34.5, Status::Derived));
        assert_eq!(
            part.note.as_deref(),
            Some("138 km of the whole, by drawn length")
        );
        assert_eq!(whole.share(1.0), whole);
        let assumed = Sourced::assumed(10.0, Unit::Km, "planner's value").share(0.5);
        assert_eq!(assumed.status, Status::Assumed);
        assert_eq!(assumed.note.as_deref(), Some("planner's value"));
    }
}

//! Capacities that follow from what a line or terminal is: train paths, yard, trains handled, berths.
//!
//! Does not know: which links and hubs give their capacity themselves.

use super::defaults::Defaults;
use super::names::Names;
use super::sourced::{Input, Sourced};
use super::unit::Unit;
use crate::words::format::short;
use crate::words::{Lang, fill, text};

/// What the capacity of a railway follows from, as far as a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trains {
    /// Freight paths, pairs of trains a day.
    pub pairs_per_day: Option<Sourced>,
    /// Containers of a train, TEU.
    pub teu_per_train: Option<Sourced>,
    /// Share of the freight paths open to container trains, 0 to 1.
    pub container_share: Option<Sourced>,
}

/// A factor of a product: the key of its name, the number, and how the formula writes it.
struct Factor<'a> {
    key: &'static str,
    number: &'a Sourced,
    /// How the formula writes it: a key of the message files, and what it is filled with.
    said: (&'static str, String),
    /// Whether the product is divided by it.
    is_divisor: bool,
}

impl<'a> Factor<'a> {
    fn new(key: &'static str, number: &'a Sourced, said: &'static str) -> Self {
        Self {
            key,
            number,
            said: (said, number.value.to_string()),
            is_divisor: false,
        }
    }

    fn days(days: &'a Sourced) -> Self {
        Self::new("input.days", days, "formula.days")
    }

    /// What the factor contributes at its value, at the end that makes the product least, and at
    /// the end that makes it greatest.
    fn ends(&self) -> [f64; 3] {
        let number = self.number;
        let low = number.low.unwrap_or(number.value);
        let high = number.high.unwrap_or(number.value);
        if self.is_divisor {
            [1.0 / number.value, 1.0 / high, 1.0 / low]
        } else {
            [number.value, low, high]
        }
    }
}

/// TEU a year as the product of factors, with range and inputs.
fn teu_per_year(factors: &[Factor], remark: Option<&str>) -> Sourced {
    let mut product = [1.0; 3];
    for factor in factors {
        for (product, end) in product.iter_mut().zip(factor.ends()) {
            *product *= end;
        }
    }
    let formula = Names::said(|lang| written(factors, remark, lang));
    let input = |factor: &Factor| Input::worded(factor.key, factor.number);
    let inputs: Vec<Input> = factors.iter().map(input).collect();
    let has_range = |factor: &Factor| factor.number.low.is_some() || factor.number.high.is_some();
    let [value, low, high] = product;
    let capacity = Sourced::by_formula(value, Unit::TeuPerYear, "", inputs);
    let capacity = capacity.with_note_in_both(&formula);
    if factors.iter().any(has_range) {
        capacity.with_range(low, high)
    } else {
        capacity
    }
}

/// The product as it is written: `27 pairs/d × 66 TEU/train × 365 d`.
fn written(factors: &[Factor], remark: Option<&str>, lang: Lang) -> String {
    let mut formula = String::new();
    for (place, factor) in factors.iter().enumerate() {
        let sign = match (place, factor.is_divisor) {
            (0, _) => "",
            (_, true) => " ÷ ",
            (_, false) => " × ",
        };
        let (key, value) = &factor.said;
        formula.push_str(sign);
        formula.push_str(&fill(lang, key, &[value]));
    }
    if let Some(remark) = remark {
        if lang == Lang::En {
            formula.push(' ');
        }
        formula.push_str(text(lang, remark));
    }
    formula
}

/// The key of the name of the input *TEU a train*.
pub const TEU_PER_TRAIN: &str = "input.teu-per-train";

impl Trains {
    /// The greatest container traffic of a railway, TEU a year each way: train pairs a day × TEU a
    /// train × share of the paths open to container trains × days. Where no share is given, that of
    /// the defaults is assumed. With a share of 1 it is a ceiling: every freight path a container
    /// train.
    #[must_use]
    pub fn capacity(&self, defaults: &Defaults) -> Option<Sourced> {
        let pairs = self.pairs_per_day.as_ref()?;
        let teu = self.teu_per_train.as_ref()?;
        let share = self.container_share.as_ref();
        let share = share.unwrap_or(&defaults.container_share);
        let factors = [
            Factor::new("input.pairs", pairs, "formula.pairs"),
            Factor::new(TEU_PER_TRAIN, teu, "formula.teu-per-train"),
            Factor::new("input.share", share, "formula.share"),
            Factor::days(&defaults.days_per_year),
        ];
        let remark = (share.value >= 1.0).then_some("formula.ceiling");
        Some(teu_per_year(&factors, remark))
    }
}

/// What the capacity of a terminal follows from.
#[derive(Clone, Debug, PartialEq)]
pub enum Terminal {
    /// Yard formula: TEU in the stack × days ÷ days that a box stays.
    Yard {
        /// TEU that fit in the yard.
        stack_teu: Sourced,
        /// Days that a box stays.
        dwell_days: Sourced,
    },
    /// Trains handled a day, arriving and leaving together, × TEU a train × days.
    Trains {
        /// Trains a day.
        per_day: Sourced,
        /// Containers of a train, TEU.
        teu_per_train: Sourced,
    },
    /// Berth formula: berths × TEU that a berth handles a year (JTS 165-2013, Design code of
    /// general layout for sea ports; the parameters `port capacity` give the latter).
    Berths {
        /// Berths.
        berths: Sourced,
        /// TEU a berth and year.
        berth_teu: Sourced,
    },
}

impl Terminal {
    /// TEU a year.
    #[must_use]
    pub fn capacity(&self, days: &Sourced) -> Sourced {
        match self {
            Self::Yard {
                stack_teu,
                dwell_days,
            } => {
                let mut dwell = Factor::new("input.dwell", dwell_days, "formula.days");
                dwell.is_divisor = true;
                let stack = Factor::new("input.stack", stack_teu, "formula.teu");
                teu_per_year(&[stack, Factor::days(days), dwell], None)
            }
            Self::Trains {
                per_day,
                teu_per_train,
            } => {
                let trains = Factor::new("input.trains", per_day, "formula.trains");
                let teu = Factor::new(TEU_PER_TRAIN, teu_per_train, "formula.teu-per-train");
                teu_per_year(&[trains, teu, Factor::days(days)], None)
            }
            Self::Berths { berths, berth_teu } => {
                let n_berths = Factor::new("input.berths", berths, "formula.berths");
                let mut each = Factor::new("input.berth-teu", berth_teu, "formula.berth-teu");
                each.said.1 = short(berth_teu.value);
                teu_per_year(&[n_berths, each], None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::Parameters;
    use crate::model::sourced::Status;

    fn number(value: f64, status: Status) -> Sourced {
        Sourced::new(value, Unit::One, status)
    }

    fn defaults() -> Defaults {
        let (mut defaults, _) = Defaults::from_parameters(&Parameters::default());
        defaults.days_per_year = number(365.0, Status::Derived);
        defaults
    }

    #[test]
    fn paths_times_teu_times_share_times_days() {
        let trains = Trains {
            pairs_per_day: Some(number(27.0, Status::Cited)),
            teu_per_train: Some(number(66.0, Status::Derived).with_range(60.0, 71.0)),
            container_share: Some(number(0.5, Status::Assumed).with_range(0.25, 1.0)),
        };
        let defaults = defaults();
        let capacity = trains.capacity(&defaults).unwrap();
        assert!((capacity.value - 325_215.0).abs() < 1e-6);
        assert_eq!(capacity.low, Some(27.0 * 60.0 * 0.25 * 365.0));
        assert_eq!(capacity.high, Some(27.0 * 71.0 * 365.0));
        assert_eq!(capacity.status, Status::Assumed);
        assert_eq!(
            capacity.note.as_deref(),
            Some("27 pairs/d × 66 TEU/train × 0.5 of paths × 365 d")
        );
        assert_eq!(capacity.basis.inputs().len(), 4);
        assert_eq!(Trains::default().capacity(&defaults), None);
        let note = capacity.note.as_ref().unwrap();
        assert_eq!(
            note.in_lang(Lang::Zh),
            "27对/日 × 66标箱/列 × 0.5（运行线比例） × 365天"
        );
    }

    #[test]
    fn without_a_share_every_path_is_assumed_to_be_open() {
        let trains = Trains {
            pairs_per_day: Some(number(27.0, Status::Cited)),
            teu_per_train: Some(number(66.0, Status::Cited)),
            container_share: None,
        };
        let capacity = trains.capacity(&defaults()).unwrap();
        assert!((capacity.value - 650_430.0).abs() < 1e-6);
        assert_eq!(capacity.status, Status::Assumed);
        let note = capacity.note.as_deref().unwrap();
        assert!(note.contains("1 of paths"), "{note}");
        assert!(note.ends_with("(ceiling: every freight path a container train)"));
    }

    #[test]
    fn a_yard_turns_over_as_often_as_boxes_leave() {
        let yard = Terminal::Yard {
            stack_teu: number(20_000.0, Status::Cited),
            dwell_days: number(7.0, Status::Assumed).with_range(5.0, 10.0),
        };
        let capacity = yard.capacity(&number(365.0, Status::Cited));
        assert!((capacity.value - 20_000.0 * 365.0 / 7.0).abs() < 1e-6);
        assert_eq!(capacity.low, Some(20_000.0 * 365.0 / 10.0));
        assert_eq!(capacity.high, Some(20_000.0 * 365.0 / 5.0));
    }
}

//! What the program assumes where a file does not say: per mode, each with its reason and range.
//!
//! Sources are the parameter table bundled as `maps/parameters.csv`; `maps/README.md` repeats the
//! values for people, and a test holds the two together.
//! Does not know: which links use a default.

use super::link::Mode;
use super::sourced::{Sourced, Status, Unit};

/// Net cargo of a loaded TEU in tonnes: 11.8 (light) to 27.5 (bulk in boxes), derived from train reports.
pub const TONNES_PER_TEU: f64 = 20.0;

/// Train days a year in the capacity formula.
pub const DAYS_PER_YEAR: f64 = 365.0;

/// Handling emissions of one lift, kg CO2e a TEU: 0.5 kg a tonne × 20 t (assumed, 6 to 20).
pub const LIFT_CO2_KG: f64 = 10.0;

/// What a mode costs where a link does not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeDefaults {
    /// Commercial speed, km/h.
    pub kmh: f64,
    /// Money, yuan a TEU and kilometer.
    pub yuan_per_teu_km: f64,
    /// Emissions, grams CO2e a tonne-kilometer.
    pub grams_per_tkm: f64,
    /// Waiting and handling before the first move, hours a boarding.
    pub board_hours: f64,
    /// Fixed money of a boarding, yuan a TEU.
    pub board_yuan: f64,
    /// Handling after the last move, hours.
    pub alight_hours: f64,
    /// Fixed money of alighting, yuan a TEU.
    pub alight_yuan: f64,
}

impl ModeDefaults {
    /// The defaults of a mode.
    #[must_use]
    pub fn of(mode: Mode) -> Self {
        match mode {
            // 30.2 km/h = 1,450 km in 48 h, Chongqing to Qinzhou; tariff 500 + 2.025 yuan/km a 20 ft
            // box; a day in the origin yard; 6.11 g/tkm electric traction.
            Mode::Rail => Self::row([1450.0 / 48.0, 2.025, 6.11, 24.0, 500.0, 0.0, 0.0]),
            // 0.49 yuan/tkm × 15.3 t; 1,150 km in 20 h; Euro VI truck.
            Mode::Road => Self::row([57.5, 7.5, 75.0, 2.0, 0.0, 2.0, 0.0]),
            // 0.06 yuan/tkm × 20 t; terminal dwell 48 h; handling 20 yuan/t.
            Mode::Waterway => Self::row([10.0, 1.2, 30.0, 48.0, 400.0, 0.0, 400.0]),
            // 2,630 km in 144 h; 0.04 yuan/tkm × 20 t; liner wait 42 h (half of a 2-a-week headway)
            // and 24 h rail to ship; half of 900 yuan port handling at each end.
            Mode::Sea => Self::row([2630.0 / 144.0, 0.8, 13.0, 66.0, 450.0, 24.0, 450.0]),
            // 2.0 yuan/tkm × 20 t; freighter fleet average.
            Mode::Air => Self::row([700.0, 40.0, 789.0, 12.0, 0.0, 6.0, 0.0]),
            // Drayage at road cost and city speed.
            Mode::Transfer => Self::row([30.0, 7.5, 75.0, 0.0, 0.0, 0.0, 0.0]),
        }
    }

    fn row(v: [f64; 7]) -> Self {
        Self {
            kmh: v[0],
            yuan_per_teu_km: v[1],
            grams_per_tkm: v[2],
            board_hours: v[3],
            board_yuan: v[4],
            alight_hours: v[5],
            alight_yuan: v[6],
        }
    }
}

/// Running time over a length at the mode's commercial speed, hours, assumed.
#[must_use]
pub fn hours(mode: Mode, length: &Sourced) -> Sourced {
    let kmh = ModeDefaults::of(mode).kmh;
    let formula = format!("{} km ÷ {kmh:.4} km/h", length.value);
    default_number(length.value / kmh, Unit::Hours, &formula)
}

/// Distance money over a length, yuan a TEU, assumed.
#[must_use]
pub fn money(mode: Mode, length: &Sourced) -> Sourced {
    let rate = ModeDefaults::of(mode).yuan_per_teu_km;
    let formula = format!("{} km × {rate} ¥/(TEU·km)", length.value);
    default_number(length.value * rate, Unit::YuanPerTeu, &formula)
}

/// Emissions over a length, kg CO2e a TEU, assumed. Diesel rail 30 g/tkm where a line is known not
/// to be electrified.
#[must_use]
pub fn co2(mode: Mode, length: &Sourced, is_electrified: Option<bool>) -> Sourced {
    let grams = match (mode, is_electrified) {
        (Mode::Rail, Some(false)) => 30.0,
        _ => ModeDefaults::of(mode).grams_per_tkm,
    };
    let formula = format!(
        "{} km × {grams} g/(t·km) × {TONNES_PER_TEU} t/TEU",
        length.value
    );
    default_number(
        length.value * grams * TONNES_PER_TEU / 1000.0,
        Unit::KgPerTeu,
        &formula,
    )
}

fn default_number(value: f64, unit: Unit, formula: &str) -> Sourced {
    Sourced::new(value, unit, Status::Assumed).with_note(formula)
}

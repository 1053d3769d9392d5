//! What is assumed per mode where a file does not say, each with its reason, range and source: the
//! group `default` of the table of parameters.
//!
//! Does not know: which links use a default.

use super::edit::NodeNumber;
use super::geometry::LonLat;
use super::link::Mode;
use super::names::Names;
use super::node::Node;
use super::parameters::Parameters;
use super::sourced::{Input, Sourced, Status};
use super::unit::Unit;

/// What a mode costs where a link does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct ModeDefaults {
    /// Commercial speed, km/h.
    pub kmh: Sourced,
    /// Money, yuan a TEU and kilometer.
    pub yuan_per_teu_km: Sourced,
    /// Emissions, grams CO2e a tonne-kilometer.
    pub grams_per_tkm: Sourced,
    /// Waiting and handling before the first move, hours a boarding.
    pub board_hours: Sourced,
    /// Wait for the next departure where no named service calls, and the longest where one does:
    /// goods for a rarer service are booked for its day. Half the headway assumed, hours.
    pub wait_hours: Sourced,
    /// Fixed money of a boarding, yuan a TEU.
    pub board_yuan: Sourced,
    /// Handling after the last move, hours.
    pub alight_hours: Sourced,
    /// Fixed money of alighting, yuan a TEU.
    pub alight_yuan: Sourced,
    /// Standard deviation of running and handling time as a share of it.
    pub time_cv: Sourced,
}

/// The defaults of all modes.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    modes: [ModeDefaults; 6],
    /// Emissions of a railway known not to be electrified, grams CO2e a tonne-kilometer.
    pub diesel_grams_per_tkm: Sourced,
    /// Net cargo of a loaded TEU, tonnes.
    pub tonnes_per_teu: Sourced,
    /// Handling emissions of one lift, kg CO2e a TEU.
    pub lift_kg: Sourced,
    /// Time that a change of gauge takes beside leaving and boarding, hours.
    pub gauge_hours: Sourced,
    /// Money of a change of gauge beside leaving and boarding, yuan a TEU.
    pub gauge_yuan: Sourced,
    /// Emissions of a change of gauge beside the lifts, kg CO2e a TEU.
    pub gauge_kg: Sourced,
    /// Freight paths of a new railway of one track, pairs of trains a day.
    pub single_track_pairs: Sourced,
    /// Freight paths of a new railway of two tracks, pairs of trains a day.
    pub double_track_pairs: Sourced,
    /// Containers of a train on a new railway, TEU.
    pub teu_per_train: Sourced,
    /// Train days a year in the capacity formulas.
    pub days_per_year: Sourced,
    /// Share of the freight paths open to container trains, where a file gives train paths without it.
    pub container_share: Sourced,
    /// Length of the way between a terminal and its city over the straight distance.
    pub access_detour: Sourced,
    /// The farthest that a lorry goes off the lines of the network, kilometers as the crow flies.
    pub access_km: Sourced,
}

impl Defaults {
    /// The defaults that a table of parameters holds, and the keys of those that it lacks: these are
    /// taken as zero, speeds as 1 km/h, shares as 1.
    #[must_use]
    pub fn from_parameters(parameters: &Parameters) -> (Self, Vec<String>) {
        let mut reader = Reader {
            parameters,
            missing: Vec::new(),
        };
        let defaults = Self {
            modes: Mode::ALL.map(|mode| reader.mode(mode)),
            diesel_grams_per_tkm: reader.number("default_diesel_g_per_tkm", Unit::Named(TKM)),
            tonnes_per_teu: reader.number("default_t_per_teu", Unit::Named("t/TEU")),
            lift_kg: reader.number("default_lift_kg_per_teu", Unit::KgPerTeu),
            gauge_hours: reader.number("default_gauge_hours", Unit::Hours),
            gauge_yuan: reader.number("default_gauge_cny", Unit::YuanPerTeu),
            gauge_kg: reader.number("default_gauge_kg_per_teu", Unit::KgPerTeu),
            single_track_pairs: reader.number("default_single_track_pairs", Unit::PairsPerDay),
            double_track_pairs: reader.number("default_double_track_pairs", Unit::PairsPerDay),
            teu_per_train: reader.number("default_teu_per_train", Unit::TeuPerTrain),
            days_per_year: reader.number("default_days_per_year", Unit::Named("d/yr")),
            container_share: reader.share("default_container_share"),
            access_detour: reader.number("default_access_detour", Unit::One),
            access_km: reader.number("default_access_km", Unit::Km),
        };
        (defaults, reader.missing)
    }

    /// The default of a key of the table of parameters, to be changed; `None` where the key is that of
    /// none.
    pub fn by_key_mut(&mut self, key: &str) -> Option<&mut Sourced> {
        let general = match key {
            "default_diesel_g_per_tkm" => &mut self.diesel_grams_per_tkm,
            "default_t_per_teu" => &mut self.tonnes_per_teu,
            "default_lift_kg_per_teu" => &mut self.lift_kg,
            "default_gauge_hours" => &mut self.gauge_hours,
            "default_gauge_cny" => &mut self.gauge_yuan,
            "default_gauge_kg_per_teu" => &mut self.gauge_kg,
            "default_single_track_pairs" => &mut self.single_track_pairs,
            "default_double_track_pairs" => &mut self.double_track_pairs,
            "default_teu_per_train" => &mut self.teu_per_train,
            "default_days_per_year" => &mut self.days_per_year,
            "default_container_share" => &mut self.container_share,
            "default_access_detour" => &mut self.access_detour,
            "default_access_km" => &mut self.access_km,
            _ => return self.of_mode_by_key(key),
        };
        Some(general)
    }

    fn of_mode_by_key(&mut self, key: &str) -> Option<&mut Sourced> {
        let (mode, name) = key.strip_prefix("default_")?.split_once('_')?;
        let mode = Mode::ALL.into_iter().find(|of| of.word() == mode)?;
        let of = self.of_mut(mode);
        let number = match name {
            "kmh" => &mut of.kmh,
            "cny_per_teu_km" => &mut of.yuan_per_teu_km,
            "g_per_tkm" => &mut of.grams_per_tkm,
            "board_hours" => &mut of.board_hours,
            "wait_hours" => &mut of.wait_hours,
            "board_cny" => &mut of.board_yuan,
            "alight_hours" => &mut of.alight_hours,
            "alight_cny" => &mut of.alight_yuan,
            "time_cv" => &mut of.time_cv,
            _ => return None,
        };
        Some(number)
    }

    /// The length of drayage drawn straight between a terminal and its city.
    #[must_use]
    pub fn access_length(&self, from: LonLat, to: LonLat) -> Sourced {
        let detour = self.access_detour.value;
        let km = from.geodesic_meters_to(to) / 1000.0 * detour;
        let reason = Names::filled("note.straight", &[&detour.to_string()]);
        Sourced::new(km, Unit::Km, Status::Assumed).with_note_in_both(&reason)
    }

    /// The defaults of a mode.
    #[must_use]
    pub fn of(&self, mode: Mode) -> &ModeDefaults {
        &self.modes[mode as usize]
    }

    /// The defaults of a mode, to be changed.
    pub fn of_mut(&mut self, mode: Mode) -> &mut ModeDefaults {
        &mut self.modes[mode as usize]
    }

    /// What a change of gauge takes at a hub beside leaving and boarding: one of its numbers, or what is
    /// assumed where its file does not say; `None` for any other number, and where nothing limits it.
    #[must_use]
    pub fn of_gauge_change<'a>(
        &'a self,
        node: &'a Node,
        number: NodeNumber,
    ) -> Option<&'a Sourced> {
        let assumed = match number {
            NodeNumber::GaugeHours => Some(&self.gauge_hours),
            NodeNumber::GaugeMoney => Some(&self.gauge_yuan),
            NodeNumber::GaugeCo2 => Some(&self.gauge_kg),
            _ => None,
        };
        node.changes.of(number).or(assumed)
    }

    /// Running time over a length at the mode's commercial speed, hours.
    #[must_use]
    pub fn hours(&self, mode: Mode, length: &Sourced) -> Sourced {
        let speed = &self.of(mode).kmh;
        let formula = format!("{} km ÷ {:.4} km/h", length.value, speed.value);
        let inputs = vec![
            Input::worded("inspector.length", length),
            Input::worded("input.speed", speed),
        ];
        let hours = Sourced::by_formula(length.value / speed.value, Unit::Hours, &formula, inputs);
        // The slower, the longer.
        let ends = (speed.high, speed.low);
        ranged(hours, length.value, ends, |km, kmh| km / kmh)
    }

    /// Distance money over a length, yuan a TEU.
    #[must_use]
    pub fn money(&self, mode: Mode, length: &Sourced) -> Sourced {
        let rate = &self.of(mode).yuan_per_teu_km;
        let formula = format!("{} km × {} ¥/(TEU·km)", length.value, rate.value);
        let inputs = vec![
            Input::worded("inspector.length", length),
            Input::worded("input.tariff", rate),
        ];
        let yuan = length.value * rate.value;
        let money = Sourced::by_formula(yuan, Unit::YuanPerTeu, &formula, inputs);
        let ends = (rate.low, rate.high);
        ranged(money, length.value, ends, |km, rate| km * rate)
    }

    /// Emissions over a length, kg CO2e a TEU; those of diesel where a railway is known not to be
    /// electrified.
    #[must_use]
    pub fn co2(&self, mode: Mode, length: &Sourced, is_electrified: Option<bool>) -> Sourced {
        let grams = match (mode, is_electrified) {
            (Mode::Rail, Some(false)) => &self.diesel_grams_per_tkm,
            _ => &self.of(mode).grams_per_tkm,
        };
        let tonnes = &self.tonnes_per_teu;
        let formula = format!(
            "{} km × {} g/(t·km) × {} t/TEU",
            length.value, grams.value, tonnes.value
        );
        let inputs = vec![
            Input::worded("inspector.length", length),
            Input::worded("input.emission", grams),
            Input::worded("input.tonnes", tonnes),
        ];
        let kg = |km: f64, grams: f64| km * grams * tonnes.value / 1000.0;
        let value = kg(length.value, grams.value);
        let co2 = Sourced::by_formula(value, Unit::KgPerTeu, &formula, inputs);
        ranged(co2, length.value, (grams.low, grams.high), kg)
    }
}

/// The unit of emission factors.
const TKM: &str = "g/(t·km)";

/// A result with the range that the range of its factor gives. That the default holds here is itself
/// an assumption, whatever the factor is founded on.
fn ranged(
    mut result: Sourced,
    km: f64,
    (low, high): (Option<f64>, Option<f64>),
    formula: impl Fn(f64, f64) -> f64,
) -> Sourced {
    result.status = result.status.max(Status::Assumed);
    match (low, high) {
        (Some(low), Some(high)) => result.with_range(formula(km, low), formula(km, high)),
        _ => result,
    }
}

struct Reader<'a> {
    parameters: &'a Parameters,
    missing: Vec<String>,
}

impl Reader<'_> {
    fn number(&mut self, key: &str, unit: Unit) -> Sourced {
        if let Some(number) = self.parameters.number(key) {
            let mut number = number.clone();
            number.unit = unit;
            return number;
        }
        self.missing.push(key.to_owned());
        Sourced::new(0.0, unit, Status::Assumed)
    }

    fn share(&mut self, key: &str) -> Sourced {
        let mut share = self.number(key, Unit::One);
        if self.parameters.number(key).is_none() {
            share.value = 1.0;
        }
        // That it holds here is an assumption.
        share.status = share.status.max(Status::Assumed);
        share
    }

    fn mode(&mut self, mode: Mode) -> ModeDefaults {
        let mut row = |name: &str, unit: Unit| {
            let key = format!("default_{}_{name}", mode.word());
            self.number(&key, unit)
        };
        let mut kmh = row("kmh", Unit::Kmh);
        kmh.value = if kmh.value > 0.0 { kmh.value } else { 1.0 };
        ModeDefaults {
            kmh,
            yuan_per_teu_km: row("cny_per_teu_km", Unit::Named("¥/(TEU·km)")),
            grams_per_tkm: row("g_per_tkm", Unit::Named(TKM)),
            board_hours: row("board_hours", Unit::Hours),
            wait_hours: row("wait_hours", Unit::Hours),
            board_yuan: row("board_cny", Unit::YuanPerTeu),
            alight_hours: row("alight_hours", Unit::Hours),
            alight_yuan: row("alight_cny", Unit::YuanPerTeu),
            time_cv: row("time_cv", Unit::One),
        }
    }
}

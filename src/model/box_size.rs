//! Sizes of containers, and a network whose railways charge by one of them.
//!
//! A box of 40 feet counts as two TEU. Money, emissions and capacities stay by TEU whatever the size;
//! what differs a TEU is the railway's tariff, which is less than double for a box of 40 feet. No other
//! tariff by size is known to this model.
//! Does not know: which size is asked for.

use super::defaults::Defaults;
use super::effect::refill::network_with_defaults;
use super::link::Mode;
use super::network::Network;
use super::sourced::{Input, Sourced};
use super::unit::Unit;

/// A size of container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BoxSize {
    /// 20 feet: a TEU.
    #[default]
    Twenty,
    /// 40 feet: two TEU.
    Forty,
}

impl BoxSize {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Twenty, Self::Forty];

    /// Length, feet.
    #[must_use]
    pub fn feet(self) -> u8 {
        match self {
            Self::Twenty => 20,
            Self::Forty => 40,
        }
    }

    /// TEU of a box.
    #[must_use]
    pub fn teu(self) -> f64 {
        match self {
            Self::Twenty => 1.0,
            Self::Forty => 2.0,
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Twenty => "box.20",
            Self::Forty => "box.40",
        }
    }
}

/// What railways charge.
#[derive(Clone, Debug, PartialEq)]
pub struct RailTariff {
    /// Fixed money of a boarding, yuan a TEU.
    pub fixed: Sourced,
    /// Money by distance, yuan a TEU and kilometer.
    pub per_km: Sourced,
}

/// The network with another tariff of railways: the money of each railway link that follows from the
/// default, and what boarding a train costs. What a file gives for a link, and what an edit set, stays.
#[must_use]
pub fn network_for_tariff(network: &Network, tariff: &RailTariff) -> Network {
    let before = network.defaults();
    let mut defaults = Defaults::clone(before);
    let rail = defaults.of_mut(Mode::Rail);
    rail.board_yuan = tariff.fixed.clone();
    rail.yuan_per_teu_km = tariff.per_km.clone();
    network_with_defaults(network, defaults)
}

/// A number a box from the same a TEU.
#[must_use]
pub fn per_box(number: &Sourced, name: &'static str, size: BoxSize, unit: Unit) -> Sourced {
    let times = size.teu();
    let formula = format!("{times} TEU × {}", rounded(number.value));
    let inputs = vec![Input::worded(name, number)];
    let mut per_box = Sourced::by_formula(number.value * times, unit, &formula, inputs);
    if let (Some(low), Some(high)) = (number.low, number.high) {
        per_box = per_box.with_range(low * times, high * times);
    }
    per_box
}

/// A number in a formula, to three decimals.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sourced::Status;

    #[test]
    fn a_box_is_so_many_teu() {
        let money =
            Sourced::new(1234.5, Unit::YuanPerTeu, Status::Cited).with_range(1000.0, 2000.0);
        let unit = Unit::Named("yuan/FEU");
        let doubled = per_box(&money, "measure.money", BoxSize::Forty, unit);
        assert!((doubled.value - 2469.0).abs() < 1e-9);
        assert_eq!((doubled.low, doubled.high), (Some(2000.0), Some(4000.0)));
        assert_eq!(doubled.unit, unit);
        let same = per_box(&money, "measure.money", BoxSize::Twenty, Unit::YuanPerTeu);
        assert!((same.value - money.value).abs() < 1e-9);
    }
}

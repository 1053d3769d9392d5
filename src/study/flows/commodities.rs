//! The matrix of demand as commodities, and its classes of cargo with what counts how much for each.
//!
//! Does not know: how flows are found.

use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::study::boxes::{BoxSize, priced_in_boxes};
use crate::study::demand::Demand;
use crate::study::outcome::{Question, Weights};
use crate::throughput::loads::Commodity;
use crate::throughput::setting::Class;

/// What a matrix wants, times a factor: its cells by origin, destination and class, each once, in that
/// order; cells of nothing are left out.
#[must_use]
pub fn commodities(demand: &Demand, factor: f64) -> Vec<Commodity> {
    let mut all: Vec<Commodity> = demand
        .cells
        .iter()
        .map(|cell| Commodity {
            from: cell.origin,
            to: cell.destination,
            class: u32::try_from(cell.class).unwrap_or(u32::MAX),
            teu: cell.teu * factor,
        })
        .filter(|of| of.teu > 0.0)
        .collect();
    all.sort_by_key(|of| (of.from, of.to, of.class));
    all.dedup_by(|next, first| {
        let is_same = (next.from, next.to, next.class) == (first.from, first.to, first.class);
        if is_same {
            first.teu += next.teu;
        }
        is_same
    });
    all
}

/// What counts how much, where it is not what the study says of each class; and the size of boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prices {
    /// Value of time of every class, yuan a TEU and hour.
    pub value_of_time: Option<f64>,
    /// Carbon price, yuan a tonne CO2 equivalent.
    pub carbon_price: Option<f64>,
    /// Value of an hour of standard deviation, times the value of time.
    pub reliability: Option<f64>,
    /// The size of boxes that everything goes in. What railways charge for it is a number of the network,
    /// see [`Under::of`](crate::study::evaluate::Under::of) and [`boxed`].
    pub box_size: BoxSize,
}

/// A question that asks for the network as it charges by boxes of a size.
#[must_use]
pub fn boxed(facts: &Facts, box_size: BoxSize) -> Question {
    let priced = priced_in_boxes(facts, None, box_size);
    Question {
        rail_tariff: priced.ok().and_then(|priced| priced.rail_tariff),
        ..Question::default()
    }
}

/// The classes of a matrix, in its order. A class that the study knows no value of counts as cargo in
/// general; `prices` take the place of what the study says.
#[must_use]
pub fn classes(network: &Network, facts: &Facts, demand: &Demand, prices: Prices) -> Vec<Class> {
    let general = network.defaults().tonnes_per_teu.value;
    let class = |key: &str| {
        let of = |cargo| priced_in_boxes(facts, cargo, prices.box_size);
        let Ok(mut priced) = of(Some(key)).or_else(|_| of(None)) else {
            return Class {
                weights: Weights::default(),
                tonnes: general,
            };
        };
        let set = [
            (&mut priced.value_of_time, prices.value_of_time),
            (&mut priced.carbon_price, prices.carbon_price),
            (&mut priced.reliability, prices.reliability),
        ];
        for (number, value) in set {
            number.value = value.unwrap_or(number.value);
        }
        Class {
            weights: priced.weights(),
            tonnes: priced.tonnes_per_teu.map_or(general, |of| of.value),
        }
    };
    demand.classes.iter().map(|part| class(&part.key)).collect()
}

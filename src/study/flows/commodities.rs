//! The matrix of demand as commodities, and its classes of cargo with what counts how much for each.
//!
//! Does not know: how flows are found.

use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::study::demand::Demand;
use crate::study::outcome::Weights;
use crate::study::priced::priced;
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

/// The classes of a matrix, in its order. A class that the study knows no value of counts as cargo in
/// general; `weights` take the place of what the study says.
#[must_use]
pub fn classes(
    network: &Network,
    facts: &Facts,
    demand: &Demand,
    weights: Option<Weights>,
) -> Vec<Class> {
    let general = network.defaults().tonnes_per_teu.value;
    let class = |key: &str| {
        let priced = priced(facts, Some(key)).or_else(|_| priced(facts, None));
        let Ok(priced) = priced else {
            let weights = weights.unwrap_or_default();
            return Class {
                weights,
                tonnes: general,
            };
        };
        Class {
            weights: weights.unwrap_or_else(|| priced.weights()),
            tonnes: priced.tonnes_per_teu.map_or(general, |of| of.value),
        }
    };
    demand.classes.iter().map(|part| class(&part.key)).collect()
}

//! What paths come to by box, beside the sums by TEU.
//!
//! Does not know: how paths are found.

use serde_json::{Value as Json, json};

use super::asked::Asked;
use crate::study::boxes::BoxSize;
use crate::study::outcome::Itinerary;
use crate::words::format::{number, short};

/// The box that was asked for: feet, TEU and tonnes of cargo; `null` tonnes where the study does not say.
pub fn as_json(asked: &Asked) -> Json {
    let size = asked.question.box_size;
    json!({
        "feet": size.feet(),
        "teu": size.teu(),
        "cargo_t": asked.tonnes_of_box.as_ref().map(|tonnes| tonnes.value),
    })
}

/// A line about boxes of 40 feet; none for 20 feet, where a box is a TEU.
pub fn in_words(asked: &Asked) -> Option<String> {
    let tariff = asked.question.rail_tariff.as_ref()?;
    let teu = asked.question.box_size.teu();
    let cargo = asked.tonnes_of_box.as_ref();
    let cargo = cargo.map_or_else(String::new, |tonnes| {
        format!(" with {} t of cargo", short(tonnes.value))
    });
    Some(format!(
        "in 40 ft boxes, each {teu} TEU{cargo}; rail {} ¥ + {:.3} ¥/km a box; all sums a TEU",
        number(tariff.fixed.value * teu, 0),
        tariff.per_km.value * teu
    ))
}

/// What a box of 40 feet comes to on a way; none for 20 feet.
pub fn of_way(asked: &Asked, way: &Itinerary) -> Option<String> {
    let size = asked.question.box_size;
    (size == BoxSize::Forty).then(|| {
        let teu = size.teu();
        format!(
            "  a 40 ft box: {} ¥ · {} kg CO2e · {} ¥ generalized",
            number(way.totals.yuan() * teu, 0),
            number(way.totals.co2_kg() * teu, 0),
            number(asked.question.weights.yuan(way.totals) * teu, 0)
        )
    })
}

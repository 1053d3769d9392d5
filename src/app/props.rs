//! What properties of the data dictionary are called in both languages.
//!
//! Does not know: which feature has which.

use crate::model::names::Names;
use crate::words::{Lang, text};

/// Properties that files give beyond what the model computes with, and the keys of their names.
const NAMES: [(&str, &str); 22] = [
    ("berths", "input.berths"),
    ("berth_teu", "input.berth-teu"),
    ("capacity_mt", "prop.capacity-mt"),
    ("close_year", "prop.close-year"),
    ("co2_kg", "inspector.co2"),
    ("country", "prop.country"),
    ("design_kmh", "prop.design-kmh"),
    ("drawn", "prop.drawn"),
    ("electrified", "inspector.electrified"),
    ("gauge_mm", "inspector.gauge"),
    ("gross_train_t", "prop.gross-train-t"),
    ("lanes", "prop.lanes"),
    ("locode", "prop.locode"),
    ("name_long_en", "prop.name-long-en"),
    ("name_long_zh", "prop.name-long-zh"),
    ("note_en", "prop.note"),
    ("note_zh", "prop.note"),
    ("open_year", "inspector.open-year"),
    ("opens", "prop.opens"),
    ("position", "prop.position"),
    ("province", "prop.province"),
    ("ref", "prop.ref"),
];

/// What a property is called; its own name where the dictionary does not list it.
#[must_use]
pub fn property_names(property: &str) -> Names {
    let known = NAMES.iter().find(|(name, _)| *name == property);
    known.map_or_else(
        || Names::new(property, property),
        |(_, key)| Names::worded(key),
    )
}

/// What a word in a property means; the word itself where the dictionary does not list it.
#[must_use]
pub fn property_word<'a>(lang: Lang, property: &str, word: &'a str) -> &'a str {
    match (property, word) {
        ("drawn", "traced") => text(lang, "prop.drawn.traced"),
        ("drawn", "mixed") => text(lang, "prop.drawn.mixed"),
        ("drawn", "approx") => text(lang, "prop.drawn.approx"),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_has_names_and_others_keep_theirs() {
        assert_eq!(property_names("design_kmh").en, "Design speed");
        assert_eq!(property_names("colour").zh, "colour");
        assert_eq!(property_word(Lang::En, "opens", "traced"), "traced");
    }
}

//! On parameters small enough to check by hand.

use super::*;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::parameters::Parameter;
use crate::model::sourced::Status;
use crate::model::value::Value;

fn facts(rows: &[(&str, f64)]) -> Facts {
    let mut facts = Facts::default();
    for &(key, value) in rows {
        facts.parameters.set(Parameter {
            group: "test".to_owned(),
            key: Key::new(key),
            names: Names::default(),
            value: Value::Number(Sourced::new(value, Unit::One, Status::Cited)),
        });
    }
    facts
}

const ALL: [(&str, f64); 5] = [
    ("rail_base1_40", 680.0),
    ("rail_base2_40", 2.754),
    ("t_per_feu_most", 26.0),
    ("default_t_per_teu", 20.0),
    ("vot_capital", 4.0),
];

#[track_caller]
fn check_near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} {b}");
}

#[test]
fn a_box_of_40_feet_pays_its_tariff_and_holds_its_payload() {
    let facts = facts(&ALL);
    assert_eq!(has_forty(&facts), Ok(()));
    let priced = priced_in_boxes(&facts, None, BoxSize::Forty).unwrap();
    let tariff = priced.rail_tariff.as_ref().unwrap();
    check_near(tariff.fixed.value, 340.0);
    check_near(tariff.per_km.value, 1.377);
    assert_eq!(tariff.fixed.status, Status::Derived, "half of a cited one");
    assert_eq!(tariff.fixed.basis.inputs().len(), 1);
    // Two TEU of it would be 40 t: a box holds 26.
    let tonnes = tonnes_of_box(&facts, &priced).unwrap();
    check_near(tonnes.value, 26.0);
    check_near(priced.tonnes_per_teu.unwrap().value, 13.0);
    check_near(priced.value_of_time.value, 4.0 * 13.0 / 20.0);
}

#[test]
fn light_goods_fill_it_and_20_feet_are_as_by_teu() {
    let mut rows = ALL;
    rows[3].1 = 10.0;
    let facts = facts(&rows);
    let forty = priced_in_boxes(&facts, None, BoxSize::Forty).unwrap();
    check_near(tonnes_of_box(&facts, &forty).unwrap().value, 20.0);
    assert_eq!(forty.tonnes_per_teu, None, "as without boxes");
    check_near(forty.value_of_time.value, 4.0);
    let twenty = priced_in_boxes(&facts, None, BoxSize::Twenty).unwrap();
    assert_eq!(twenty, priced(&facts, None).unwrap());
    check_near(tonnes_of_box(&facts, &twenty).unwrap().value, 10.0);
}

#[test]
fn a_study_without_the_tariff_says_what_is_missing() {
    let facts = facts(&ALL[1..]);
    assert_eq!(has_forty(&facts), Err(vec!["rail_base1_40"]));
    let priced = priced_in_boxes(&facts, None, BoxSize::Forty).unwrap();
    assert_eq!(priced.box_size, BoxSize::Twenty);
    assert_eq!(priced.rail_tariff, None);
}

//! Random networks in a narrow space, so that lines pass hubs, meet, and come near the ends of
//! others; odd numbers and texts beside them.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const KINDS: [&str; 6] = ["city", "rail", "port", "river_port", "junction", "lock"];
const MODES: [&str; 6] = ["rail", "road", "waterway", "sea", "air", "transfer"];
const STATUSES: [&str; 4] = ["cited", "derived", "assumed", "unsourced"];

/// A place on a grid of some 300 m, with digits that decimals hold badly.
fn place() -> impl Strategy<Value = [f64; 2]> {
    (0..12_u8, 0..12_u8, 0.0..1e-4).prop_map(|(x, y, more)| {
        let at = |step: u8| f64::from(step) * 0.003 + more;
        [106.0 + at(x), 29.0 + at(y)]
    })
}

fn provenance() -> impl Strategy<Value = Json> {
    let year = prop::option::of(1990..2040);
    let low = prop::option::of(0.0..1e6);
    (0..4_usize, year, low, "\\PC{0,12}").prop_map(|(status, year, low, note)| {
        json!({ "status": STATUSES[status], "year": year, "low": low, "note": note, "source": note })
    })
}

prop_compose! {
    fn any_hub()(
        number in 0..9_u8,
        at in place(),
        kind in prop::sample::select(&KINDS),
        city in prop::option::weighted(0.3, 0..9_u8),
        (name, said) in ("\\PC{0,6}", "\\PC{0,8}"),
        (capacity, entry) in (prop::option::of(0.0..1e7), provenance()),
    ) -> Json {
        let properties = json!({
            "kind": kind, "city": city, "name": name, "said": said, "capacity_teu": capacity,
            "transfer_hours": capacity.map(f64::sqrt),
            "provenance": { "capacity_teu": entry, "position": entry, "said": entry },
        });
        hub(&number.to_string(), at, properties)
    }
}

prop_compose! {
    fn any_line()(
        number in 0..20_u8,
        positions in prop::collection::vec(place(), 2..5),
        mode in prop::sample::select(&MODES),
        (is_one_way, is_electrified) in (any::<bool>(), prop::option::of(any::<bool>())),
        (hours, backward) in (prop::option::of(0.0..99.0), prop::option::of(0.0..99.0)),
        (length, pairs, tracks) in (prop::option::of(0.0..999.0), prop::option::of(0..90), 0..3),
        routes in prop::sample::subsequence(vec!["feeder", "eastern", "access"], 0..=3),
        entry in provenance(),
    ) -> Json {
        let properties = json!({
            "mode": mode, "oneway": is_one_way, "electrified": is_electrified, "hours_forward": hours,
            "hours_backward": backward, "length_km": length, "freight_pairs_per_day": pairs,
            "teu_per_train": 50, "tracks": tracks, "routes": routes,
            "provenance": { "hours_forward": entry, "tracks": entry, "gauge_mm": entry, "length_km": entry },
        });
        line(&format!("L{number}"), &positions, properties)
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        rng_seed: RngSeed::Fixed(20_260_402),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_was_read_comes_back(
        hubs in prop::collection::vec(any_hub(), 0..7),
        lines in prop::collection::vec(any_line(), 1..7),
    ) {
        let features: Vec<Json> = hubs.into_iter().chain(lines).collect();
        check_round(&study(&features));
    }
}

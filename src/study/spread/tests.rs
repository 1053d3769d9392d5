//! Areas of the bundled corridor, and of one road that can be checked by hand.

use std::sync::Arc;

use super::{N_STEPS, Spread, in_units, places, spread};
use crate::io::load::{Sources, bundled_basemap, load};
use crate::model::area::{Polygon, twice_area};
use crate::model::geometry::LonLat;
use crate::model::ids::Key;
use crate::model::link::Mode;
use crate::model::node::NodeKind;
use crate::model::scenario::Scenario;
use crate::study::evaluate::{Base, Under};
use crate::study::outcome::{Criterion, ModeSet, Question};
use crate::task::Task;

/// What is within so many units from Chongqing, by some modes, with or without the basemap.
fn from_chongqing(criterion: Criterion, within: f64, modes: ModeSet, has_land: bool) -> Spread {
    let task = Task::never();
    let loaded = load(&Sources::named(&[]), &task).unwrap();
    let context = bundled_basemap(&task).unwrap();
    let context = if has_land { &context[..] } else { &[] };
    let network = Arc::new(loaded.network);
    let from = network.node_by_key(&Key::new("chongqing")).unwrap();
    let question = Question {
        from: vec![from],
        modes,
        criterion,
        ..Question::default()
    };
    let under = Under::of(&Base::new(network), &Scenario::base(), &question);
    spread(&under, &question, within, context, &task)
        .unwrap()
        .unwrap()
}

fn has(areas: &[Polygon], at: LonLat) -> bool {
    areas.iter().any(|area| area.has(at))
}

/// Positions around Chongqing and the corridor.
fn lattice() -> impl Iterator<Item = LonLat> {
    let lons = (0..40).map(|step| 96.03 + 0.61 * f64::from(step));
    lons.flat_map(|lon| (0..40).map(move |step| LonLat::new(lon, 14.02 + 0.57 * f64::from(step))))
}

fn size(areas: &[Polygon]) -> f64 {
    let rings = areas.iter().flat_map(Polygon::rings);
    rings.map(twice_area).sum::<f64>() / 2.0
}

#[test]
fn steps_grow_and_each_holds_the_one_before() {
    for criterion in Criterion::ALL {
        let within = match criterion {
            Criterion::Time => 60.0,
            Criterion::Distance => 900.0,
            Criterion::Money | Criterion::Generalized => 5_000.0,
            Criterion::Carbon => 600.0,
        };
        let found = from_chongqing(criterion, within, ModeSet::all(), true);
        assert_eq!(found.steps.len(), usize::from(N_STEPS));
        assert!((found.steps[3].budget - within).abs() < 1e-9);
        assert!(size(&found.steps[3].areas) > 1.0, "{criterion:?}");
        for pair in found.steps.windows(2) {
            assert!(pair[0].budget < pair[1].budget);
            assert!(size(&pair[0].areas) <= size(&pair[1].areas));
            for at in lattice().filter(|&at| has(&pair[0].areas, at)) {
                assert!(has(&pair[1].areas, at), "{criterion:?} {at:?}");
            }
            for link in &pair[0].links {
                let mut wider = pair[1].links.iter();
                let wider = wider.find(|of| of.link == link.link).unwrap();
                assert!(wider.from_start >= link.from_start && wider.from_end >= link.from_end);
            }
        }
    }
}

#[test]
fn an_area_holds_the_hubs_that_leave_something_to_drive_with() {
    let found = from_chongqing(Criterion::Time, 72.0, ModeSet::all(), false);
    let areas = &found.steps[3].areas;
    let mut n_held = 0;
    for hub in &found.reach.hubs {
        let node = found.network.node(hub.node);
        // Four hours go into loading and unloading; the circle must be wider than a cell.
        let is_place = !matches!(node.kind, NodeKind::Lock | NodeKind::Junction);
        if is_place && hub.sums.hours() < 66.0 {
            assert!(has(areas, node.at), "{}", node.key);
            n_held += 1;
        }
    }
    assert!(n_held > 20, "{n_held}");
    let origin = found.network.node(found.from).at;
    let all_around = [(1.2, 0.0), (-1.2, 0.0), (0.0, 1.2), (0.0, -1.2)];
    for (lon, lat) in all_around {
        let near = LonLat::new(origin.lon + lon, origin.lat + lat);
        assert!(has(areas, near), "150 km are more than a degree");
    }
}

#[test]
fn an_area_ends_at_the_coast() {
    let found = from_chongqing(Criterion::Time, 96.0, ModeSet::all(), true);
    let areas = &found.steps[3].areas;
    assert!(has(areas, LonLat::new(108.6, 22.1)), "inland of Qinzhou");
    assert!(
        !has(areas, LonLat::new(108.6, 21.2)),
        "at sea before Qinzhou"
    );
    let uncut = from_chongqing(Criterion::Time, 96.0, ModeSet::all(), false);
    assert!(has(&uncut.steps[3].areas, LonLat::new(108.6, 21.2)));
}

#[test]
fn without_trains_and_roads_a_lorry_alone_goes_as_far_as_it_may() {
    let none = ModeSet::of([Mode::Air]);
    let within = 10.0;
    let found = from_chongqing(Criterion::Time, within, none, false);
    let lorry_km = |hours: f64| ((hours - 4.0) * 57.5 / 1.3).min(150.0);
    for step in &found.steps {
        let km = lorry_km(step.budget).max(0.0);
        let origin = found.network.node(found.from).at;
        for (share, is_in) in [(0.93, true), (1.07, false)] {
            let at = LonLat::new(origin.lon, origin.lat + km * share / 111.195);
            assert_eq!(has(&step.areas, at), is_in && km > 0.0, "{km} km");
        }
    }
    assert!(found.steps[0].areas.is_empty(), "2.5 h do not load it");
}

#[test]
fn nothing_is_within_nothing_but_the_origin() {
    let found = from_chongqing(Criterion::Money, 0.0, ModeSet::all(), true);
    assert_eq!(found.reach.hubs.len(), 1);
    assert!(found.steps.iter().all(|step| step.links.is_empty()));
    assert!(found.reach.farthest > 0);
    assert!((in_units(Criterion::Money, 12_345) - 123.45).abs() < 1e-9);
}

#[test]
fn the_same_question_gives_the_same_areas() {
    let find = || from_chongqing(Criterion::Carbon, 700.0, ModeSet::all(), true).steps;
    assert!(find() == find());
}

#[test]
fn places_lie_at_even_distances() {
    let line = [LonLat::new(0.0, 0.0), LonLat::new(0.0, 3.0)];
    let found = places(&line, 2.0 / 3.0, 4.0);
    let lats = found.iter().map(|(_, at)| at.lat);
    let expected = [0.0, 0.5, 1.0, 1.5, 2.0];
    assert_eq!(found.len(), expected.len());
    assert!(lats.zip(expected).all(|(a, b)| (a - b).abs() < 1e-6));
    assert!((found[2].0 - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(places(&line[..1], 1.0, 3.0).len(), 1);
    assert!(places(&[], 1.0, 3.0).is_empty());
}

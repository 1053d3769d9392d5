//! Published journeys from Chongqing: in the published order, and on the way as long as published.
//! Where the program differs by more than a fifth, `maps/README.md` says why.

use std::sync::Arc;

use corridor::model::link::Mode;
use corridor::model::network::{Found, Network};
use corridor::model::scenario::Scenario;
use corridor::study::evaluate::{Base, Under, evaluate};
use corridor::study::outcome::{Criterion, Itinerary, ModeSet, PathAnswer, Question};
use corridor::task::Task;

use crate::{readme, study};

fn way(base: &Base, to: &str, modes: &[Mode]) -> Itinerary {
    let network: &Network = base.network();
    let hub = |name: &str| match network.find_node(name) {
        Found::One(id) => id,
        other => panic!("{name}: {other:?}"),
    };
    let question = Question {
        from: vec![hub("chongqing")],
        to: vec![hub(to)],
        modes: ModeSet::of(modes.iter().copied()),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let outcome = evaluate(base, &Scenario::base(), &question, &Task::never()).unwrap();
    match outcome.path {
        PathAnswer::Found { best, .. } => best,
        other => panic!("{to}: {other:?}"),
    }
}

/// Hours under way by a mode, without boarding, waiting and borders.
fn haul(way: &Itinerary, mode: Mode) -> f64 {
    let legs = way.legs().filter(|leg| leg.mode == mode);
    legs.map(|leg| leg.sums.hours()).sum()
}

/// Within a fifth of what is published, or explained under this heading of the readme.
#[track_caller]
fn check(name: &str, hours: f64, published: f64, explained: bool) {
    let is_near = (hours - published).abs() <= 0.2 * published;
    assert_eq!(
        is_near, !explained,
        "{name}: {hours} h, published {published} h"
    );
    if explained {
        let said = format!("- {name}: ");
        assert!(readme().contains(&said), "{name} is not explained");
    }
}

#[test]
fn published_journeys_come_out() {
    let base = Base::new(Arc::new(study().network));
    let rail_sea = way(&base, "singapore", &[Mode::Rail, Mode::Sea]);
    let river_sea = way(&base, "singapore", &[Mode::Waterway, Mode::Sea]);
    check(
        "Chongqing–gulf by rail",
        haul(&rail_sea, Mode::Rail),
        48.0,
        false,
    );
    check(
        "gulf–Singapore by sea",
        haul(&rail_sea, Mode::Sea),
        144.0,
        false,
    );
    check(
        "Chongqing–Shanghai by river",
        haul(&river_sea, Mode::Waterway),
        336.0,
        false,
    );
    let saved = (river_sea.totals.hours() - rail_sea.totals.hours()) / 24.0;
    assert!(saved > 0.0);
    // 20 days are published.
    assert!(
        (16.0..=24.0).contains(&saved),
        "{saved} days saved against the river"
    );

    let hanoi = [Mode::Rail, Mode::Road].map(|mode| way(&base, "hanoi-yen-vien", &[mode]));
    let vientiane = [("vientiane-south", Mode::Rail), ("vientiane", Mode::Road)]
        .map(|(to, mode)| way(&base, to, &[mode]));
    // 48 h by lorry against 4 to 5 days by train.
    assert!(hanoi[1].totals.hours() < hanoi[0].totals.hours());
    check(
        "Chongqing–Hanoi by road",
        haul(&hanoi[1], Mode::Road),
        48.0,
        true,
    );
    check(
        "Chongqing–Hanoi by rail",
        haul(&hanoi[0], Mode::Rail),
        108.0,
        true,
    );
    check(
        "Chongqing–Vientiane by road",
        haul(&vientiane[1], Mode::Road),
        96.0,
        false,
    );
    check(
        "Chongqing–Vientiane by rail",
        haul(&vientiane[0], Mode::Rail),
        120.0,
        true,
    );
    // Published: 4 days by lorry, 5 by train. The readme says why the order is the other one here.
    assert!(vientiane[0].totals.hours() < vientiane[1].totals.hours());
}

/// Nobody waits less for a train by riding another one first: by rail the times of trees, which may come
/// back to a hub, are those of the best paths, which may not. By all modes a lorry may go on to a hub
/// with more trains, which then pass where it came by, so that a tree may be faster, never slower.
#[test]
fn trees_are_as_fast_as_paths() {
    let base = Base::new(Arc::new(study().network));
    let network = Arc::clone(base.network());
    let all: Vec<_> = network.node_ids().collect();
    for (modes, is_same) in [(vec![Mode::Rail], true), (Mode::ALL.to_vec(), false)] {
        let mut question = Question {
            modes: ModeSet::of(modes),
            criterion: Criterion::Time,
            ..Question::default()
        };
        let under = Under::of(&base, &Scenario::base(), &question);
        let skim = under.skim(&question, &all, &Task::never()).unwrap();
        let mut n_joined = 0;
        for &from in all.iter().step_by(17) {
            for &to in &all {
                let cell = skim.cells[from.index() * all.len() + to.index()];
                (question.from, question.to) = (vec![from], vec![to]);
                let outcome = under.route(&question, &Task::never()).unwrap();
                if from != to
                    && let PathAnswer::Found { best, .. } = &outcome.path
                {
                    let key = |id| &network.node(id).key;
                    let (tree, path) = (cell.unwrap().seconds, best.totals.seconds);
                    let is_right = tree == path || (!is_same && tree < path);
                    assert!(is_right, "{} {}: {tree} {path}", key(from), key(to));
                    n_joined += 1;
                }
            }
        }
        assert!(n_joined > 100, "{n_joined}");
    }
}

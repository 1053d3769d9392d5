//! What the bundled corridor carries of what is wanted: flows conserved, sums from paths, the same on
//! every run, a warm start as good as a cold one.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::sync::{Arc, LazyLock};

use corridor::io::load::{Loaded, Sources, load};
use corridor::model::edit::Edit;
use corridor::model::facts::Facts;
use corridor::model::ids::Key;
use corridor::model::link::Mode;
use corridor::model::scenario::Scenario;
use corridor::study::demand::{Demand, Growth, Wanted, demand};
use corridor::study::evaluate::{Base, Under};
use corridor::study::flows::{
    Any, FlowAnswer, FlowQuestion, How, Measures, Method, PathLoad, Pick, Solved, Stopped, Use,
    flows,
};
use corridor::study::outcome::{ModeSet, Question};
use corridor::task::Task;

struct Study {
    base: Base,
    facts: Facts,
    demand: Demand,
}

const WANTED: Wanted = Wanted {
    year: 2025,
    growth: Growth::Base,
};

static CORRIDOR: LazyLock<Study> = LazyLock::new(|| {
    let Loaded { network, facts, .. } = load(&Sources::named(&[]), &Task::never()).unwrap();
    let base = Base::new(Arc::new(network));
    let demand = demand(&base, &facts, WANTED, &Task::never())
        .unwrap()
        .unwrap();
    Study {
        base,
        facts,
        demand,
    }
});

fn by_rail() -> FlowQuestion {
    FlowQuestion {
        modes: ModeSet::of([Mode::Rail]),
        ..FlowQuestion::new(WANTED)
    }
}

fn answer(question: &FlowQuestion, scenario: &Scenario, start: Option<&FlowAnswer>) -> FlowAnswer {
    let study = &*CORRIDOR;
    let under = Under::of(&study.base, scenario, &Question::default());
    let demand = study.demand.clone();
    flows(
        &under,
        &study.facts,
        demand,
        question,
        start,
        &Task::never(),
    )
    .unwrap()
}

#[test]
fn an_equilibrium_is_reached_and_holds_together() {
    for how in [How::UserEquilibrium, How::SystemOptimum] {
        let question = FlowQuestion {
            method: Method::Assign(how),
            ..by_rail()
        };
        let found = answer(&question, &Scenario::base(), None);
        assert_eq!(found.found.stopped, Stopped::Reached, "{how:?}");
        assert!(found.found.gap <= question.gap);
        assert!(found.faults.is_none(), "{:?}", found.faults);
        let loads = &found.loads;
        assert!((loads.carried() - CORRIDOR.demand.total.value).abs() < 1.0);
        assert!(loads.not_carried() <= 0.0);
    }
}

#[test]
fn methods_without_paths_hold_together_too() {
    let equilibrium = answer(&by_rail(), &Scenario::base(), None);
    let best = equilibrium.found.objective;
    for how in [
        How::FrankWolfe,
        How::SuccessiveAverages,
        How::Incremental,
        How::AllOrNothing,
    ] {
        let question = FlowQuestion {
            method: Method::Assign(how),
            gap: 1e-4,
            ..by_rail()
        };
        let found = answer(&question, &Scenario::base(), None);
        assert!(found.faults.is_none(), "{how:?} {:?}", found.faults);
        let objective = found.found.objective;
        assert!(
            objective >= best * (1.0 - 1e-6),
            "{how:?}: {objective} below {best}"
        );
    }
}

#[test]
fn nobody_finds_a_cheaper_path() {
    let found = answer(&by_rail(), &Scenario::base(), None);
    let setting = &found.setting;
    let cost = |class: usize, arcs: &[u32]| -> f64 {
        let value_of_time = setting.classes[class].value_of_time();
        let arc = |&arc: &u32| {
            found.hours[arc as usize] + setting.money[class][arc as usize] / value_of_time
        };
        arcs.iter().map(arc).sum()
    };
    let loads = &found.loads;
    for (one, other) in loads.paths.iter().zip(&loads.paths[1..]) {
        if one.commodity != other.commodity || other.teu < 1.0 {
            continue;
        }
        let class = loads.commodities[one.commodity as usize].class as usize;
        let (a, b) = (cost(class, &one.arcs), cost(class, &other.arcs));
        assert!((a - b).abs() < 1e-3 * a, "{a} h and {b} h");
    }
}

#[test]
fn sums_by_mode_and_route_add_up_and_a_selected_link_carries_its_users() {
    let found = answer(&by_rail(), &Scenario::base(), None);
    let (gauge, loads) = (found.gauge(), &found.loads);
    let total = gauge.total(loads);
    let by_route: f64 = gauge
        .by_route(loads)
        .iter()
        .map(|of| of.measures.teu_km)
        .sum();
    let by_mode: f64 = gauge
        .by_mode(loads)
        .iter()
        .map(|of| of.measures.teu_km)
        .sum();
    assert!((by_route - total.teu_km).abs() < 1e-6 * total.teu_km);
    assert!((by_mode - total.teu_km).abs() < 1e-6 * total.teu_km);
    let yuan: f64 = gauge
        .by_route(loads)
        .iter()
        .map(|of| of.measures.yuan)
        .sum();
    assert!((yuan - total.yuan).abs() < 1e-6 * total.yuan, "{yuan}");
    let classes = gauge.by_class(loads);
    assert_eq!(classes.len(), found.demand.classes.len());
    for of in &classes {
        let wanted: f64 = (found.demand.cells.iter())
            .filter(|cell| cell.class == of.class)
            .map(|cell| cell.teu)
            .sum();
        assert!((of.teu - wanted).abs() < 1e-6 * wanted);
    }
    let sums = |of: fn(&Measures) -> f64| {
        let parts = classes.iter().map(|part| of(&part.measures));
        (parts.sum::<f64>(), of(&total))
    };
    for (parts, whole) in [
        sums(|of| of.yuan),
        sums(|of| of.teu_hours),
        sums(|of| of.co2_t),
    ] {
        assert!((parts - whole).abs() < 1e-9 * whole);
    }
    let links = loads.links(&found.network, &found.setting.graph);
    let fullest = links
        .iter()
        .max_by(|a, b| a.forward.total_cmp(&b.forward))
        .unwrap();
    let pick = Pick {
        uses: vec![Use::Link {
            link: fullest.link,
            is_forward: Some(true),
        }],
        any: Any::All,
    };
    let selected = loads.select(&found.setting.graph, &pick);
    assert!((selected.teu - fullest.forward).abs() < 1e-6 * fullest.forward);
    let users: f64 = selected.commodities.iter().map(|&(_, teu)| teu).sum();
    assert!((users - selected.teu).abs() < 1e-6 * users);
}

#[test]
fn an_edit_is_followed_from_the_answer_before() {
    let before = answer(&by_rail(), &Scenario::base(), None);
    let edit = Edit::SetRouteOpen {
        route: Key::new("eastern"),
        is_open: false,
    };
    let scenario = Scenario::base()
        .with(CORRIDOR.base.network(), edit)
        .unwrap();
    let cold = answer(&by_rail(), &scenario, None);
    let warm = answer(&by_rail(), &scenario, Some(&before));
    // Huaihua has no other railway: what is wanted from there is not carried, and said.
    for found in [&cold, &warm] {
        assert_eq!(found.found.stopped, Stopped::Unreachable);
        assert!(found.loads.not_carried() > 1_000.0);
        assert!(found.faults.is_none(), "{:?}", found.faults);
    }
    let (a, b) = (cold.found.objective, warm.found.objective);
    assert!((a - b).abs() < 1e-6 * a, "{a} and {b}");
}

#[test]
fn the_same_question_has_the_same_answer_to_the_last_bit() {
    let one = answer(&by_rail(), &Scenario::base(), None);
    let two = answer(&by_rail(), &Scenario::base(), None);
    assert_eq!(one.loads, two.loads);
}

/// By rail with half as much again: the places that are full hold, and what they are worth is what is saved
/// by one more TEU.
#[test]
fn an_allocation_keeps_to_capacities_and_prices_them() {
    let question = FlowQuestion {
        method: Method::Allocate,
        demand_factor: 1.5,
        ..by_rail()
    };
    let found = answer(&question, &Scenario::base(), None);
    assert!(found.faults.is_none(), "{:?}", found.faults);
    let Solved::Allocated(made) = &found.solved else {
        panic!("an allocation was asked for");
    };
    assert!(found.found.gap <= 1e-6, "{}", found.found.gap);
    assert!(!made.prices.is_empty(), "something is full");
    let graph = &found.setting.graph;
    for price in &made.prices {
        let arcs = graph.limits.iter().zip(&found.loads.arcs);
        let used: f64 = arcs
            .filter(|(limits, _)| **limits == price.limits)
            .map(|(_, teu)| teu)
            .sum();
        assert!(used <= price.capacity * (1.0 + 1e-6), "{price:?}: {used}");
        assert!(
            price
                .less
                .is_none_or(|less| less >= price.more && price.more >= 0.0)
        );
    }
    let told: f64 = made.unmet.iter().map(|reason| reason.teu).sum();
    assert!((told - found.loads.not_carried()).abs() <= 1.0);
    let again = answer(&question, &Scenario::base(), Some(&found));
    let objectives = [found.found.objective, again.found.objective];
    assert!((objectives[0] - objectives[1]).abs() <= 1e-6 * objectives[0]);
}

#[test]
fn elastic_demand_is_what_its_cost_says() {
    let elasticity = 0.8;
    let full = answer(&by_rail(), &Scenario::base(), None);
    let question = FlowQuestion {
        elasticity,
        gap: 1e-9,
        ..by_rail()
    };
    let found = answer(&question, &Scenario::base(), None);
    assert_eq!(found.found.stopped, Stopped::Reached);
    assert!(found.faults.is_none(), "{:?}", found.faults);
    let (loads, setting) = (&found.loads, &found.setting);
    let (wanted, deterred) = (setting.commodities.iter(), found.deterred());
    let wanted: f64 = wanted.map(|of| of.teu).sum();
    assert!(deterred > 0.0);
    assert!((loads.carried() + deterred - wanted).abs() < 1e-6 * wanted);
    // By the paths that are used: their cost at the flows, and the least cost when nothing flows.
    let free = setting.free_hours();
    let cost = |hours: &[f64], path: &PathLoad| -> f64 {
        let class = loads.commodities[path.commodity as usize].class as usize;
        let vot = setting.classes[class].value_of_time();
        let arcs = path.arcs.iter().map(|&arc| arc as usize);
        arcs.map(|arc| hours[arc] + setting.money[class][arc] / vot)
            .sum()
    };
    let mut n_told = 0;
    for path in &loads.paths {
        let at = path.commodity as usize;
        let free_paths = full.loads.paths.iter();
        let least = free_paths
            .filter(|of| of.commodity == path.commodity)
            .map(|of| cost(&free, of))
            .fold(cost(&free, path), f64::min);
        let share = loads.commodities[at].teu / setting.commodities[at].teu;
        // A cheaper path than those that are used may be free of crowding, so that less would go.
        let most = (cost(&found.hours, path) / least).powf(-elasticity);
        assert!(share <= most * (1.0 + 1e-4), "{share} and {most}");
        n_told += usize::from((share - most).abs() < 1e-4 * most);
    }
    assert!(n_told * 10 >= loads.paths.len() * 9, "{n_told}");
    // A warm start, from demand that did not fall, ends at the same.
    let warm = answer(&question, &Scenario::base(), Some(&full));
    let apart = warm.deterred() - deterred;
    assert!(apart.abs() < 1e-4 * deterred, "{apart}");
}

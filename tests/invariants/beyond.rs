//! What lies beyond a throughput, against solving again: every capacity of a curve, the room that may
//! be taken, the bottleneck that is next, and additions that reach a target.

use corridor::model::edit::NodeNumber;
use corridor::model::ids::Key;
use corridor::study::beyond::{CapacityOf, Next, beyond, vary};
use corridor::study::evaluate::Under;
use corridor::study::target::{Addition, Ended, Measure, reach_by_additions};

use super::*;

/// Capacities that are tried.
const TRIED: [f64; 9] = [0.0, 1.0, 2.0, 5.0, 11.0, 24.0, 47.0, 90.0, 400.0];

fn question(base: &Base) -> Question {
    let (from, to) = ends(base.network());
    Question {
        from: vec![from],
        to: vec![to],
        modes: ModeSet::all(),
        ..Question::default()
    }
}

/// What flows with some capacities set, endless where nothing limits it.
fn with(base: &Base, set: &[(CapacityOf, f64)]) -> u64 {
    let scenario = set.iter().fold(Scenario::base(), |scenario, (of, value)| {
        scenario.with(base.network(), of.edit(*value)).unwrap()
    });
    most(&outcome(base, &scenario, Criterion::Time))
}

/// A few capacities of a network.
fn all(network: &Network) -> Vec<CapacityOf> {
    let links = network.links().iter();
    let links = links.map(|link| CapacityOf::Line(Key::new(link.key.whole())));
    let limits = [
        NodeNumber::Capacity,
        NodeNumber::TransferCapacity,
        NodeNumber::GaugeCapacity,
        NodeNumber::BorderCapacity,
    ];
    let hubs = network.nodes().iter();
    let hubs = hubs.flat_map(|hub| limits.map(|limit| CapacityOf::Hub(hub.key.clone(), limit)));
    links.chain(hubs).collect()
}

/// A small amount as a float.
fn float(teu: u64) -> f64 {
    f64::from(u32::try_from(teu).unwrap())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_curve_is_what_setting_the_capacity_gives(plans in plans(), at in any::<prop::sample::Index>()) {
        let base = plans.base();
        let of = at.get(&all(base.network())).clone();
        let asked = question(&base);
        let varied = vary(&base, &Scenario::base(), &asked, &of, &Task::never()).unwrap();
        for capacity in TRIED {
            let slow = with(&base, &[(of.clone(), capacity)]);
            let fast = varied.curve.at(capacity);
            match fast {
                Some(teu) => prop_assert!((teu - float(slow)).abs() < 1e-6, "{of:?} {capacity}: {teu} {slow}"),
                None => prop_assert_eq!(slow, u64::MAX, "{:?} {}", of, capacity),
            }
        }
        let slopes: Vec<u64> = varied.curve.stretches.iter().map(|on| on.slope).collect();
        prop_assert!(slopes.windows(2).all(|pair| pair[0] > pair[1]), "{slopes:?}");
    }

    #[test]
    fn room_can_be_taken_and_no_more(plans in plans()) {
        let base = plans.base();
        let under = Under::of(&base, &Scenario::base(), &question(&base));
        let value = most(&run(&base));
        let Some(found) = beyond(&under, &question(&base), &Task::never()).unwrap() else {
            prop_assert!(value == 0 || value == u64::MAX);
            return Ok(());
        };
        for room in &found.rooms {
            let capacity = room.part.capacity().value;
            prop_assert!(room.left <= room.spare, "{room:?}");
            prop_assert!((float(room.left + room.carried) - capacity).abs() < 1e-9);
            // Of a link the other way is set too, and of a hub with several limits more than one.
            let CutPart::Link { link, is_forward, .. } = room.part else { continue };
            let plan = &plans.links[link.index()];
            let mut less = plans.clone();
            let rest = u32::try_from(capacities(plan)[usize::from(!is_forward)] - room.spare).unwrap();
            less.links[link.index()].capacity.as_mut().unwrap()[usize::from(!is_forward)] = rest;
            prop_assert_eq!(most(&run(&less.base())), value);
            if rest > 0 {
                less.links[link.index()].capacity.as_mut().unwrap()[usize::from(!is_forward)] = rest - 1;
                prop_assert_eq!(most(&run(&less.base())), value - 1);
            }
        }
    }

    #[test]
    fn the_next_bottleneck_is_that_without_the_present_one(plans in plans()) {
        let base = plans.base();
        let now = run(&base);
        let under = Under::of(&base, &Scenario::base(), &question(&base));
        let (Some(Throughput::Limited { bottleneck, .. }), Some(found)) =
            (&now.throughput, beyond(&under, &question(&base), &Task::never()).unwrap())
        else {
            return Ok(());
        };
        let lifted: Vec<(CapacityOf, f64)> = bottleneck.iter()
            .map(|part| (CapacityOf::part(base.network(), part), 1e9))
            .collect();
        let without = with(&base, &lifted);
        match &found.next {
            Next::Limited { teu_per_year, bottleneck: next } => {
                prop_assert_eq!(*teu_per_year, without);
                prop_assert!(*teu_per_year >= most(&now));
                let sum: f64 = next.iter().map(|part| part.capacity().value).sum();
                prop_assert!((sum - float(*teu_per_year)).abs() < 1e-9);
            }
            Next::Unlimited { .. } => prop_assert!(without >= 1_000_000_000, "{without}"),
        }
    }

    #[test]
    fn additions_that_reach_a_target_are_the_cheapest(
        plans in plans(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), 1..30_u32, 0..9_u32), 1..5),
        more in 1..25_u64,
    ) {
        let mut plans = plans;
        // Both ways alike, so that an addition is an edit.
        for link in &mut plans.links {
            if let Some(capacity) = &mut link.capacity {
                capacity[1] = capacity[0];
            }
        }
        let base = plans.base();
        let now = most(&run(&base));
        if now == u64::MAX {
            return Ok(());
        }
        let network = base.network();
        let additions: Vec<Addition> = picks.iter().map(|(at, adds, cost)| Addition {
            of: CapacityOf::Line(at.get(network.links()).key.clone()),
            adds_teu: f64::from(*adds),
            cost: f64::from(*cost) / 4.0,
        }).collect();
        let target = now + more;
        let flow = |set: u32| {
            let mut set_to: Vec<(CapacityOf, f64)> = Vec::new();
            for (_, one) in additions.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1) {
                let Some(present) = one.of.present(network) else { continue };
                match set_to.iter_mut().find(|(of, _)| *of == one.of) {
                    Some((_, value)) => *value += one.adds_teu,
                    None => set_to.push((one.of.clone(), present.value + one.adds_teu)),
                }
            }
            with(&base, &set_to)
        };
        let cost = |set: u32| -> f64 {
            let all = additions.iter().enumerate();
            all.filter(|(at, _)| set >> at & 1 == 1).map(|(_, one)| one.cost).sum()
        };
        let sets = 0..1_u32 << additions.len();
        let least = sets.filter(|set| flow(*set) >= target).map(cost).min_by(f64::total_cmp);
        let asked = (&additions[..], target);
        let found = reach_by_additions(&base, &Scenario::base(), &question(&base), asked, &Task::never());
        let found = found.unwrap();
        match least {
            None => prop_assert_eq!(found.ended, Ended::Unreachable(flow((1 << additions.len()) - 1))),
            Some(least) => {
                prop_assert_eq!(&found.ended, &Ended::Cheapest);
                let set = found.measures.iter().fold(0, |set, one| match one {
                    Measure::Addition(at) => set | 1 << at,
                    Measure::Project(_) => set,
                });
                prop_assert!((cost(set) - least).abs() < 1e-9, "{} {least}", cost(set));
                prop_assert_eq!(found.teu_per_year, Some(flow(set)));
                prop_assert!(flow(set) >= target);
            }
        }
    }
}

//! Projects that reach a target: fewer do not, and an applied scenario carries what was said.

use std::sync::Arc;

use corridor::model::edit::Edit;
use corridor::model::ids::Key;
use corridor::model::link::Mode;
use corridor::model::scenario::Scenario;
use corridor::study::beyond::{CapacityOf, Next, beyond, vary};
use corridor::study::evaluate::{Base, Under, evaluate};
use corridor::study::outcome::{ModeSet, Question, Throughput};
use corridor::study::target::{Ended, Measure, Weighed, reach_by_projects};
use corridor::task::Task;

use super::study;

fn asked(base: &Base) -> Question {
    let network = base.network();
    let hub = |key: &str| network.node_by_key(&Key::new(key)).unwrap();
    Question {
        from: vec![hub("guiyang"), hub("kunming")],
        to: vec![hub("liuzhou"), hub("nanning")],
        modes: ModeSet::of([Mode::Rail]),
        ..Question::default()
    }
}

fn flow(base: &Base, projects: &[&Key]) -> u64 {
    let scenario = projects.iter().fold(Scenario::base(), |scenario, key| {
        let edit = Edit::ApplyProject {
            project: (*key).clone(),
            is_applied: true,
        };
        scenario.with(base.network(), edit).unwrap()
    });
    let outcome = evaluate(base, &scenario, &asked(base), &Task::never()).unwrap();
    match outcome.throughput.unwrap() {
        Throughput::Limited { teu_per_year, .. } => teu_per_year,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_fewest_projects_reach_a_target() {
    let base = Base::new(Arc::new(study().network));
    let never = Task::never();
    let now = flow(&base, &[]);
    let changing = base.network().projects().iter();
    let changing: Vec<&Key> = changing
        .filter(|project| !project.changes.is_empty())
        .map(|project| &project.key)
        .collect();
    let most = flow(&base, &changing);
    assert!(most > now, "{most} {now}");
    let mut n_several = 0;
    for share in [1, 2, 3, 4] {
        let target = now + (most - now) * share / 4;
        let found = reach_by_projects(&base, &Scenario::base(), &asked(&base), target, &never);
        let found = found.unwrap();
        assert_eq!(
            (&found.ended, found.weighed),
            (&Ended::Cheapest, Weighed::Number)
        );
        assert_eq!(found.cost, None, "the bundled projects have no costs");
        let set: Vec<&Key> = (found.measures.iter())
            .map(|measure| match measure {
                Measure::Project(key) => key,
                Measure::Addition(_) => panic!("{measure:?}"),
            })
            .collect();
        assert_eq!(found.teu_per_year, Some(flow(&base, &set)));
        assert!(flow(&base, &set) >= target);
        // All smaller sets of up to two.
        let singles = changing.iter().map(|&key| vec![key]);
        let pairs = changing.iter().flat_map(|&a| {
            let after = changing.iter().filter(move |&&b| a < b);
            after.map(move |&b| vec![a, b])
        });
        let smaller = singles
            .chain(pairs)
            .filter(|smaller| smaller.len() < set.len());
        for smaller in smaller {
            assert!(flow(&base, &smaller) < target, "{smaller:?}");
        }
        n_several += u32::from(set.len() > 1);
    }
    assert!(n_several > 0, "one project alone never does");
    let beyond = reach_by_projects(&base, &Scenario::base(), &asked(&base), most + 1, &never);
    assert_eq!(beyond.unwrap().ended, Ended::Unreachable(most));
}

#[test]
fn the_next_bottleneck_is_where_the_curve_ends() {
    let base = Base::new(Arc::new(study().network));
    let question = Question {
        from: vec![base.network().node_by_key(&Key::new("chongqing")).unwrap()],
        to: vec![
            base.network()
                .node_by_key(&Key::new("qinzhou-port"))
                .unwrap(),
        ],
        ..asked(&base)
    };
    let never = Task::never();
    let outcome = evaluate(&base, &Scenario::base(), &question, &never).unwrap();
    let Some(Throughput::Limited { bottleneck, .. }) = outcome.throughput else {
        panic!("{:?}", outcome.throughput);
    };
    let [only] = &bottleneck[..] else {
        panic!("{bottleneck:?}");
    };
    let of = CapacityOf::part(base.network(), only);
    let varied = vary(&base, &Scenario::base(), &question, &of, &never).unwrap();
    let enough = varied.curve.enough().unwrap();
    let under = Under::of(&base, &Scenario::base(), &question);
    let Some(next) = beyond(&under, &question, &never).unwrap() else {
        panic!("nothing beyond");
    };
    match next.next {
        Next::Limited {
            teu_per_year,
            bottleneck,
        } => {
            let most = f64::from(u32::try_from(teu_per_year).unwrap());
            assert!((enough.teu_per_year - most).abs() < 1e-6);
            assert_eq!(enough.bottleneck.len(), bottleneck.len());
        }
        Next::Unlimited { links } => panic!("{links:?}"),
    }
    assert!(
        next.rooms
            .iter()
            .any(|room| room.is_next && room.carried > 0)
    );
}

//! Allocation on the bundled corridor from nothing and after an edit, and all closures one by one.
//!
//! `cargo bench --bench allocate` prints medians of runs on one thread; no time is asserted.

use std::sync::Arc;
use std::time::Instant;

use corridor::io::load::{Sources, load};
use corridor::model::edit::{Edit, NodeNumber};
use corridor::model::ids::Key;
use corridor::model::link::Mode;
use corridor::model::scenario::Scenario;
use corridor::study::demand::{Growth, Wanted, demand};
use corridor::study::evaluate::{Base, Under};
use corridor::study::flows::prices::allocated;
use corridor::study::flows::{FlowQuestion, Method, flows};
use corridor::study::outcome::{ModeSet, Question};
use corridor::study::resilience::{PAIRS, Place, resilience};
use corridor::task::Task;

/// Runs of which the median is printed.
const RUNS: usize = 7;

fn main() {
    let task = Task::never();
    let Ok(loaded) = load(&Sources::named(&[]), &task) else {
        return println!("left out: the bundled corridor cannot be read");
    };
    let base = Base::new(Arc::new(loaded.network));
    let wanted = Wanted {
        year: 2025,
        growth: Growth::Base,
    };
    let Ok(Ok(matrix)) = demand(&base, &loaded.facts, wanted, &task) else {
        return println!("left out: it has no demand");
    };
    let edit = Edit::SetNodeNumber {
        node: Key::new("qinzhou-port-east"),
        number: NodeNumber::Capacity,
        value: 800_000.0,
    };
    let Ok(edited) = Scenario::base().with(base.network(), edit) else {
        return println!("left out: it has no port of Qinzhou");
    };
    println!("{:<34} {:>10} {:>8} {:>8}", "what", "ms", "rounds", "steps");
    for (modes, name) in [
        (ModeSet::of([Mode::Rail]), "rail"),
        (ModeSet::all(), "all modes"),
    ] {
        let question = FlowQuestion {
            method: Method::Allocate,
            gap: 1e-9,
            demand_factor: 3.0,
            modes,
            ..FlowQuestion::new(wanted)
        };
        let mut before = None;
        for (what, scenario, is_warm) in [
            ("cold", &Scenario::base(), false),
            ("edited, warm", &edited, true),
        ] {
            let start = before.as_ref().filter(|_| is_warm);
            let under = Under::of(&base, scenario, &Question::default());
            let (ms, answer) = median(|| {
                let matrix = matrix.clone();
                flows(&under, &loaded.facts, matrix, &question, start, &task)
            });
            let Ok(answer) = answer else { return };
            let effort = allocated(&answer).map_or((0, 0), |made| made.effort);
            let what = format!("{name}: {what}, with prices");
            println!("{what:<34} {ms:>10.2} {:>8} {:>8}", effort.0, effort.1);
            before = Some(answer);
        }
        let Some(answer) = before else { return };
        let Ok(Some(of)) = resilience(&answer, &task) else {
            return;
        };
        let places = of.places();
        let (ms, singles) = median(|| of.singles(&places, &task));
        let Ok(singles) = singles else { return };
        let n_used = singles.iter().filter(|single| single.teu > 0.0).count();
        println!(
            "{:<34} {ms:>10.2}",
            format!("{name}: all closures, {n_used} in use")
        );
        let links = singles.iter().copied();
        let links: Vec<_> = links
            .filter(|single| matches!(single.place, Place::Link(_)))
            .collect();
        let (ms, pairs) = median(|| of.pairs(&links, PAIRS, &task));
        let Ok(pairs) = pairs else { return };
        let said = format!("{name}: worst pairs, {} closed", pairs.n_closed);
        println!("{said:<34} {ms:>10.2}");
    }
}

/// The median time of some runs in milliseconds, and what the last gave.
fn median<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut times = Vec::with_capacity(RUNS);
    loop {
        let began = Instant::now();
        let made = run();
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        if times.len() == RUNS {
            times.sort_by(f64::total_cmp);
            return (times[RUNS / 2], made);
        }
    }
}

//! Equilibrium assignment to several gaps, from nothing and after an edit, from files as the program reads them.
//!
//! `cargo bench --bench assign` prints medians of runs on one thread; no time is asserted. The nets
//! are those below `CORRIDOR_SHARED`; without it a lattice that is made here, and the bundled corridor, remain.
//! To compare with AequilibraE run `benchmarks/peers/assign_aequilibrae.py` in turn with this.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use corridor::io::load::{Sources, load};
use corridor::io::plain::{PlainSource, trips};
use corridor::model::edit::{Edit, LinkNumber};
use corridor::model::ids::{Key, LinkId, NodeId};
use corridor::model::link::Mode;
use corridor::model::plain::{PlainBuilder, PlainLink};
use corridor::model::scenario::Scenario;
use corridor::study::demand::{Growth, Wanted, demand};
use corridor::study::evaluate::{Base, Under};
use corridor::study::flows::{FlowAnswer, FlowQuestion, How, Search, Solved, THETA, flows};
use corridor::study::outcome::{ModeSet, Question};
use corridor::study::plain_assign::{PlainAsked, PlainFlows, PlainSetting, PlainTrip};
use corridor::task::Task;

/// Runs of which the median is printed.
const RUNS: usize = 5;

fn main() {
    println!(
        "{:<12} {:<28} {:>10} {:>7} {:>10}",
        "net", "what", "ms", "rounds", "gap"
    );
    for name in ["SiouxFalls", "Anaheim", "Barcelona"] {
        match shared(name) {
            Some(setting) => measure(name, setting),
            None => println!("{name:<12} left out: CORRIDOR_SHARED names no folder with it"),
        }
    }
    measure("lattice", lattice(28, 500));
    bundled();
}

/// A net of the folder that `CORRIDOR_SHARED` names, with its trips.
fn shared(name: &str) -> Option<PlainSetting> {
    let shared = std::env::var_os("CORRIDOR_SHARED").map(PathBuf::from)?;
    let source = PlainSource::at(&shared.join("benchmarks/tntp").join(name))?;
    let task = Task::never();
    let loaded = source.load(&task).ok()?;
    let file = trips::beside(&source)?;
    let table = trips::load(&source, &loaded.network, &file, &task).ok()?;
    let trip = |trip: &corridor::io::plain::tntp::Between| PlainTrip {
        from: trip.from,
        to: trip.to,
        amount: trip.amount,
    };
    let table: Vec<PlainTrip> = table.trips.iter().map(trip).collect();
    let asked = PlainAsked {
        seconds: loaded.scale.seconds,
        meters: loaded.scale.meters,
        toll_weight: 0.0,
        length_weight: 0.0,
        usual: None,
    };
    Some(PlainSetting::new(&loaded.network, &table, asked))
}

fn measure(name: &str, mut setting: PlainSetting) {
    let ue = How::UserEquilibrium;
    for gap in [1e-4, 1e-6, 1e-10] {
        time(name, &format!("ue to {gap:e}"), &setting, (ue, gap), None);
    }
    time(name, "bfw to 1e-4", &setting, (How::FrankWolfe, 1e-4), None);
    let base = time(name, "ue to 1e-8", &setting, (ue, 1e-8), None);
    // The link where most time is spent: an edit of one that nobody uses would change nothing.
    let spent = base.volumes.iter().zip(&base.times).map(|(a, b)| a * b);
    let busiest = spent.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    setting.scale_capacity(LinkId::at(busiest.map_or(0, |(at, _)| at)), 0.8);
    time(
        name,
        "after an edit to 1e-4",
        &setting,
        (ue, 1e-4),
        Some(&base),
    );
}

fn time(
    name: &str,
    what: &str,
    setting: &PlainSetting,
    (how, gap): (How, f64),
    start: Option<&PlainFlows>,
) -> PlainFlows {
    let search = Search {
        how,
        gap,
        max_iterations: 1_000,
        theta: THETA,
        elasticity: 0.0,
    };
    let (ms, flows) = median(|| setting.solve(search, start, &Task::never()));
    println!(
        "{name:<12} {what:<28} {ms:>10.2} {:>7} {:>10.1e}",
        flows.iterations, flows.found.gap
    );
    flows
}

/// The run in the middle: milliseconds and what it gave.
fn median<T>(run: impl Fn() -> T) -> (f64, T) {
    let timed = || {
        let begun = Instant::now();
        let answer = run();
        (begun.elapsed().as_secs_f64() * 1e3, answer)
    };
    let mut runs: Vec<(f64, T)> = (0..RUNS).map(|_| timed()).collect();
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    runs.swap_remove(RUNS / 2)
}

/// The bundled corridor's demand by rail: from nothing, and with half a capacity from nothing and from
/// the flows before. Closing something would change the graph, so that nothing could be begun from.
fn bundled() {
    let task = Task::never();
    let Ok(loaded) = load(&Sources::named(&[]), &task) else {
        return println!("corridor     left out: it cannot be read");
    };
    let base = Base::new(Arc::new(loaded.network));
    let wanted = Wanted {
        year: 2025,
        growth: Growth::Base,
    };
    let Ok(Ok(matrix)) = demand(&base, &loaded.facts, wanted, &task) else {
        return println!("corridor     left out: it has no demand");
    };
    let question = FlowQuestion {
        modes: ModeSet::of([Mode::Rail]),
        ..FlowQuestion::new(wanted)
    };
    let edit = Edit::SetLinkNumber {
        link: Key::new("R09"),
        number: LinkNumber::Capacity,
        value: 325_000.0,
    };
    let Ok(edited) = Scenario::base().with(base.network(), edit) else {
        return println!("corridor     left out: it has no line R09");
    };
    let mut before = None;
    for (what, scenario, is_warm) in [
        ("edited, ue to 1e-6, cold", &edited, false),
        ("ue to 1e-6, cold", &Scenario::base(), false),
        ("edited, ue to 1e-6, warm", &edited, true),
    ] {
        let start = before.as_ref().filter(|_| is_warm);
        let under = Under::of(&base, scenario, &Question::default());
        let (ms, answer) = median(|| {
            let matrix = matrix.clone();
            flows(&under, &loaded.facts, matrix, &question, start, &task)
        });
        let Ok(answer) = answer else { return };
        let (warm, gap) = (iterations(&answer), answer.found.gap);
        println!(
            "{:<12} {what:<28} {ms:>10.2} {:>7} {gap:>10.1e}",
            "corridor", warm
        );
        before = Some(answer);
    }
}

/// Rounds of an assignment.
fn iterations(answer: &FlowAnswer) -> u32 {
    match &answer.solved {
        Solved::Assigned(of) => of.iterations,
        Solved::Allocated(_) => 0,
    }
}

/// `side` by `side` nodes joined with their neighbors both ways, and demand between some of them.
fn lattice(side: u32, n_pairs: usize) -> PlainSetting {
    let mut state = 1_u64;
    let mut random = |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % below
    };
    let n_nodes = (side * side) as usize;
    let mut builder = PlainBuilder::numbered(n_nodes, n_nodes, 1);
    for node in 0..side * side {
        let right = (node % side + 1 < side).then_some(node + 1);
        let below = (node / side + 1 < side).then_some(node + side);
        for other in [right, below].into_iter().flatten() {
            for (tail, head) in [(node, other), (other, node)] {
                let link = PlainLink {
                    tail,
                    head,
                    seconds: Some(60.0 * f64::from(1 + random(9))),
                    capacity: Some(f64::from(50 + random(200))),
                    b: Some(0.15),
                    power: Some(4.0),
                    ..PlainLink::default()
                };
                builder.add_link("", &link);
            }
        }
    }
    let mut trip = || PlainTrip {
        from: NodeId(random(side * side)),
        to: NodeId(random(side * side)),
        amount: f64::from(1 + random(30)),
    };
    let table: Vec<PlainTrip> = (0..n_pairs).map(|_| trip()).collect();
    let asked = PlainAsked {
        seconds: 60.0,
        meters: 1_000.0,
        toll_weight: 0.0,
        length_weight: 0.0,
        usual: None,
    };
    PlainSetting::new(&builder.build(), &table, asked)
}

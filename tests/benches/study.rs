//! How long a switch takes on the bundled corridor: medians of alternating runs, one thread.
//!
//! `cargo bench --bench study` prints milliseconds; nothing is asserted.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]

use std::sync::Arc;
use std::time::Instant;

use corridor::io::load::{Sources, bundled_basemap, load};
use corridor::model::edit::{Edit, LinkNumber};
use corridor::model::ids::{Key, NodeId};
use corridor::model::link::Mode;
use corridor::model::network::{Found, Network};
use corridor::model::projection::Projection;
use corridor::model::scenario::Scenario;
use corridor::scene::item::Point;
use corridor::scene::layers::WorldLayers;
use corridor::scene::projection::{Camera, Rect};
use corridor::scene::sheet::{Furniture, View, scene};
use corridor::study::demand::{Growth, Wanted, demand};
use corridor::study::evaluate::{Base, Under, evaluate};
use corridor::study::find::find;
use corridor::study::hinterland::{all_gateways, all_routes};
use corridor::study::outcome::{Criterion, HinterlandAsked, ModeSet, Question, Weights};
use corridor::study::reality::reality;
use corridor::task::Task;
use corridor::words::Lang;

const RUNS: usize = 21;

fn median_ms(mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn hub(network: &Network, name: &str) -> NodeId {
    match network.find_node(name) {
        Found::One(id) => id,
        other => panic!("{name}: {other:?}"),
    }
}

/// Who wins on the way to Singapore: all gateways, and the three routes.
fn hinterlands(base: &Base, open: &Scenario, task: &Task) {
    let network = base.network();
    let to = network.node_by_key(&Key::new("singapore"));
    for (name, rivals) in [
        ("gateways", all_gateways(network)),
        ("routes  ", all_routes(network)),
    ] {
        let question = Question {
            hinterland: Some(HinterlandAsked { rivals, to }),
            ..Question::default()
        };
        let under = Under::of(base, open, &question);
        let ms = median_ms(|| drop(under.hinterland(&question, task).unwrap()));
        println!("who wins, {name}   {ms:8.3} ms");
    }
}

/// Ways of the bundled corridor without throughput: one, five, five with little in common, all unbeaten.
fn ways(base: &Base, open: &Scenario, network: &Network, task: &Task) {
    for (from, to) in [("Chongqing", "Qinzhou Port"), ("Chongqing", "Singapore")] {
        let one = Question {
            from: vec![hub(network, from)],
            to: vec![hub(network, to)],
            criterion: Criterion::Generalized,
            weights: Weights::new(3.1, 100.0, 1.0),
            ..Question::default()
        };
        let five = Question {
            n_ways: 5,
            ..one.clone()
        };
        let diverse = Question {
            most_overlap_percent: Some(60),
            ..five.clone()
        };
        let unbeaten = Question {
            wants_unbeaten: true,
            ..five.clone()
        };
        let asked = [
            ("one way", one),
            ("five ways", five),
            ("five, overlap 60 %", diverse),
            ("five and unbeaten", unbeaten),
        ];
        for (name, question) in asked {
            let ms = median_ms(|| {
                let under = Under::of(base, open, &question);
                drop(under.route(&question, task).unwrap());
            });
            println!("{to:<14} {name:<20} {ms:8.3} ms");
        }
    }
}

fn main() {
    let task = Task::never();
    let load_corridor = || load(&Sources::named(&[]), &task).unwrap();
    println!(
        "load corridor        {:8.3} ms",
        median_ms(|| drop(load_corridor()))
    );
    println!(
        "load basemap         {:8.3} ms",
        median_ms(|| drop(bundled_basemap(&task).unwrap()))
    );
    let loaded = load_corridor();
    let (network, facts) = (Arc::new(loaded.network), loaded.facts);
    println!(
        "expand network       {:8.3} ms",
        median_ms(|| drop(Base::new(Arc::clone(&network))))
    );
    let base = Base::new(Arc::clone(&network));
    let mut question = Question {
        from: vec![hub(&network, "Chongqing")],
        to: vec![hub(&network, "Qinzhou Port")],
        modes: ModeSet::of([Mode::Rail]),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let open = Scenario::base();
    let close = Edit::SetRouteOpen {
        route: Key::new("middle"),
        is_open: false,
    };
    let closed = open.with(&network, close).unwrap();
    for (name, scenario) in [("base", &open), ("middle closed", &closed)] {
        let ms = median_ms(|| drop(evaluate(&base, scenario, &question, &task).unwrap()));
        println!("run, {name:<15} {ms:8.3} ms");
    }
    let edit = Edit::SetLinkNumber {
        link: Key::new("R07"),
        number: LinkNumber::Pairs,
        value: 19.0,
    };
    let edited = open.with(&network, edit).unwrap();
    let ms = median_ms(|| drop(evaluate(&base, &edited, &question, &task).unwrap()));
    println!("run, number edited   {ms:8.3} ms");
    let wanted = Wanted {
        year: 2025,
        growth: Growth::Base,
    };
    let ms = median_ms(|| drop(demand(&base, &facts, wanted, &task).unwrap().unwrap()));
    println!("demand of a year     {ms:8.3} ms");
    let ms = median_ms(|| drop(reality(&base, &open, &facts, &task).unwrap()));
    println!("against publications {ms:8.3} ms");
    let ms = median_ms(|| drop(find(&network, &facts, "铁路", 12)));
    println!("find a name          {ms:8.3} ms");
    question.modes = ModeSet::all();
    let ms = median_ms(|| drop(evaluate(&base, &open, &question, &task).unwrap()));
    println!("run, all modes       {ms:8.3} ms");

    ways(&base, &open, &network, &task);
    hinterlands(&base, &open, &task);

    let context = Arc::new(bundled_basemap(&task).unwrap());
    let outcome = Arc::new(evaluate(&base, &open, &question, &task).unwrap());
    let size = Point::new(960.0, 740.0);
    let viewport = Rect::new(0.0, 0.0, size.x, size.y);
    let shown = network.home_box().unwrap();
    let camera = Camera::fit(Projection::Mercator, shown, viewport, 48.0);
    let view = View::of(camera, Lang::En);
    let build = || {
        let mut layers = WorldLayers::new();
        layers.update(&network, &context, Some(&outcome), &view);
        layers
    };
    println!(
        "build map geometry   {:8.3} ms",
        median_ms(|| drop(build()))
    );
    let layers = build();
    let around = Furniture::for_window(&[]);
    let describe = || scene(&layers, &network, Some(&outcome), &view, &around, size);
    let ms = median_ms(|| drop(describe()));
    println!("describe a picture   {ms:8.3} ms");
}

//! Pictures as text: a tiny corridor is drawn and compared with the SVG in `tests/golden`.
//!
//! `BLESS=1 cargo test --test pictures` writes the goldens anew; read the difference before you
//! commit it.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails its test, and says where"
)]

#[path = "pictures/context.rs"]
mod context;

use std::sync::Arc;

use corridor::export::png::png;
use corridor::export::svg::svg;
use corridor::io::load::bundled_defaults;
use corridor::model::capacity::Trains;
use corridor::model::context::{ContextLayer, Label, ShapeKind};
use corridor::model::edit::Edit;
use corridor::model::geometry::{LineSet, LonLat};
use corridor::model::ids::{Key, LinkId, NodeId, RouteId};
use corridor::model::link::{Direction, Link, LinkState, Mode};
use corridor::model::names::Names;
use corridor::model::network::Network;
use corridor::model::node::{Node, NodeKind};
use corridor::model::route::Route;
use corridor::model::scenario::{Availability, Scenario};
use corridor::model::sourced::{Sourced, Status};
use corridor::model::unit::Unit;
use corridor::scene::furniture::result_line;
use corridor::scene::item::{Item, Point, Scene};
use corridor::scene::layers::WorldLayers;
use corridor::scene::overlay::thing_at;
use corridor::scene::palette::Theme;
use corridor::scene::projection::Camera;
use corridor::scene::sheet::{Furniture, LabelLang, Thing, View, scene};
use corridor::study::outcome::{
    Criterion, CutPart, Itinerary, Leg, ModeSet, Outcome, Passed, PathAnswer, Question, Step, Sums,
    Sureness, Throughput, Transfer,
};
use corridor::words::Lang;

const SIZE: Point = Point::new(760.0, 620.0);

fn number(value: f64, unit: Unit) -> Sourced {
    Sourced::new(value, unit, Status::Assumed)
}

fn node(key: &str, names: [&str; 2], kind: NodeKind, at: [f64; 2], rank: u8) -> Node {
    Node {
        key: Key::new(key),
        names: Names::new(names[0], names[1]),
        kind,
        at: LonLat::new(at[0], at[1]),
        rank,
        city: None,
        transfer_hours: number(0.0, Unit::Hours),
        transfer_money: number(0.0, Unit::YuanPerTeu),
        border_hours: number(0.0, Unit::Hours),
        border_money: number(0.0, Unit::YuanPerTeu),
        terminal: None,
        capacity: None,
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

fn link(key: &str, mode: Mode, ends: [u32; 2], routes: &[u32], state: LinkState) -> Link {
    let way = Direction {
        hours: number(10.0, Unit::Hours),
        money: number(1000.0, Unit::YuanPerTeu),
        co2: number(50.0, Unit::KgPerTeu),
        capacity: None,
    };
    Link {
        key: Key::new(key),
        names: Names::new(key, key),
        mode,
        from: NodeId(ends[0]),
        to: NodeId(ends[1]),
        routes: routes.iter().map(|&id| RouteId(id)).collect(),
        state,
        open_year: None,
        gauges_mm: Vec::new(),
        tracks: None,
        is_electrified: None,
        trains: Trains::default(),
        length: number(400.0, Unit::Km),
        forward: way.clone(),
        backward: Some(way),
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

/// Six hubs, the three routes with a shared end, a planned line and a sea lane.
fn network() -> Arc<Network> {
    use LinkState::{Building, Operating, Planned};
    let nodes = vec![
        node(
            "north",
            ["North City", "北城"],
            NodeKind::City,
            [106.5, 29.5],
            1,
        ),
        node(
            "east",
            ["East Town", "东镇"],
            NodeKind::City,
            [110.0, 27.5],
            1,
        ),
        node(
            "mid",
            ["Mid Yard", "中站"],
            NodeKind::Rail,
            [106.7, 26.6],
            2,
        ),
        node(
            "west",
            ["West Pass", "西口岸"],
            NodeKind::Border,
            [104.0, 25.5],
            2,
        ),
        node(
            "south",
            ["South & Junction", "南枢纽"],
            NodeKind::Rail,
            [108.4, 23.0],
            1,
        ),
        node(
            "port",
            ["Sea Port", "海港"],
            NodeKind::Seaport,
            [108.6, 21.5],
            1,
        ),
    ];
    let links = vec![
        link("E1", Mode::Rail, [0, 1], &[0], Operating),
        link("E2", Mode::Rail, [1, 4], &[0], Operating),
        link("M1", Mode::Rail, [0, 2], &[1], Operating),
        link("M2", Mode::Rail, [2, 4], &[1], Operating),
        link("W1", Mode::Rail, [0, 3], &[2], Operating),
        link("W2", Mode::Rail, [3, 4], &[2], Building),
        link("S", Mode::Rail, [4, 5], &[0, 1, 2], Operating),
        link("P", Mode::Road, [2, 3], &[], Planned),
        link("L", Mode::Sea, [5, 1], &[], Operating),
    ];
    let mut lines = LineSet::new();
    for link in &links {
        let (a, b) = (nodes[link.from.index()].at, nodes[link.to.index()].at);
        let middle = LonLat::new(
            f64::midpoint(a.lon, b.lon) + 0.2,
            f64::midpoint(a.lat, b.lat) + 0.1,
        );
        lines.push(&[a, middle, b]);
    }
    let routes = routes(&links);
    Arc::new(Network::new(nodes, links, lines, routes, bundled_defaults()).unwrap())
}

fn routes(links: &[Link]) -> Vec<Route> {
    let names = [
        ("eastern", "Eastern route", "东线"),
        ("middle", "Middle route", "中线"),
        ("western", "Western route", "西线"),
    ];
    (0..)
        .zip(names)
        .map(|(id, (key, en, zh))| Route {
            key: Key::new(key),
            names: Names::new(en, zh),
            chains: Vec::new(),
            links: (0..links.len())
                .map(LinkId::at)
                .filter(|l| links[l.index()].routes.contains(&RouteId(id)))
                .collect(),
        })
        .collect()
}

fn ring(corners: &[[f64; 2]]) -> Vec<LonLat> {
    corners.iter().map(|c| LonLat::new(c[0], c[1])).collect()
}

/// Land with a lake in it, a border that is drawn for one reader only, a country's name.
fn ground() -> Arc<Vec<ContextLayer>> {
    let layer = |name: &str, line: &[[f64; 2]], kind: ShapeKind, class: &str| {
        let mut layer = ContextLayer {
            is_basemap: true,
            name: name.to_owned(),
            kinds: vec![kind],
            features: vec![0],
            labels: vec![Label {
                names: Names::new("Somewhere", "某国"),
                class: class.to_owned(),
                rank: 1,
            }],
            ..ContextLayer::default()
        };
        layer.shapes.push(&ring(line));
        layer
    };
    let land = [[95.0, 22.0], [118.0, 22.0], [118.0, 40.0], [95.0, 40.0]];
    let lake = [[108.0, 28.0], [108.5, 28.0], [108.5, 28.4]];
    let border = [[103.0, 22.0], [103.0, 33.0]];
    let mut names = layer("country_labels", &[], ShapeKind::Line, "country");
    names.points = vec![(LonLat::new(109.5, 25.2), 0)];
    Arc::new(vec![
        layer("land", &land, ShapeKind::Outer, ""),
        layer("lakes", &lake, ShapeKind::Outer, ""),
        layer(
            "borders",
            &border,
            ShapeKind::Line,
            "International boundary|Unrecognized",
        ),
        names,
    ])
}

fn outcome(network: &Network, scenario: &Scenario) -> Arc<Outcome> {
    let sums = Sums {
        seconds: 72_000,
        fen: 250_050,
        meters: 1_200_000,
        grams: 90_000,
        deviation_seconds: 7_200,
    };
    let passed = [2, 3, 6].map(|id| Passed {
        link: LinkId(id),
        is_forward: true,
    });
    let leg = Leg {
        mode: Mode::Rail,
        from: NodeId(0),
        to: NodeId(5),
        links: passed.to_vec(),
        routes: vec![RouteId(1)],
        sums,
    };
    let change = |node, from, to| {
        Step::Transfer(Transfer {
            node: NodeId(node),
            from,
            to,
            sums: Sums::default(),
            wait: Sums::default(),
            border: Sums::default(),
            services: Vec::new(),
        })
    };
    Arc::new(Outcome {
        question: Question {
            from: vec![NodeId(0)],
            to: vec![NodeId(5)],
            modes: ModeSet::all(),
            criterion: Criterion::Time,
            ..Question::default()
        },
        network: Arc::new(network.clone()),
        availability: Availability::of(network, scenario),
        path: PathAnswer::Found {
            best: Itinerary {
                from: NodeId(0),
                to: NodeId(5),
                steps: vec![
                    change(0, None, Some(Mode::Rail)),
                    Step::Leg(leg),
                    change(5, Some(Mode::Rail), None),
                ],
                totals: sums,
            },
            detour: None,
        },
        ways: None,
        unbeaten: None,
        throughput: Some(Throughput::Limited {
            teu_per_year: 480_000,
            bottleneck: vec![CutPart::Link {
                link: LinkId(6),
                is_forward: true,
                capacity: number(480_000.0, Unit::TeuPerYear),
            }],
            is_unique: true,
            flows: Vec::new(),
            sureness: Sureness::default(),
        }),
    })
}

/// A picture of the tiny corridor; `None` is without any question asked.
fn picture(theme: Theme, lang: Lang, scenario: Option<&Scenario>) -> Scene {
    let network = network();
    let outcome = scenario.map(|scenario| outcome(&network, scenario));
    let subtitle = outcome
        .as_ref()
        .map_or_else(String::new, |o| result_line(&network, o, lang));
    let around = Furniture::for_page("Tiny corridor", &subtitle, &["Made by hand".to_owned()]);
    let view = View {
        theme,
        label_lang: LabelLang::Both,
        ..view(&network, &around, lang)
    };
    let mut layers = WorldLayers::new();
    layers.update(&network, &ground(), outcome.as_ref(), &view);
    scene(&layers, &network, outcome.as_deref(), &view, &around, SIZE)
}

fn view(network: &Network, around: &Furniture, lang: Lang) -> View {
    let shown = network.home_box().unwrap();
    View::of(Camera::fit(shown, around.viewport(SIZE), 60.0), lang)
}

#[track_caller]
fn check_golden(name: &str, scene: &Scene) {
    let path = format!("{}/tests/golden/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    let drawn = svg(scene);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &drawn).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let line = drawn
        .lines()
        .zip(golden.lines())
        .position(|(a, b)| a != b)
        .unwrap_or_else(|| drawn.lines().count().min(golden.lines().count()));
    assert!(
        drawn == golden,
        "{name}.svg differs from line {} on; if that is meant, run\n  \
         BLESS=1 cargo test --test pictures\nand read the difference:\n\
         is:  {}\nwas: {}",
        line + 1,
        drawn.lines().nth(line).unwrap_or_default(),
        golden.lines().nth(line).unwrap_or_default(),
    );
}

#[test]
fn the_network_alone() {
    check_golden("network", &picture(Theme::Light, Lang::En, None));
}

#[test]
fn a_path_and_a_bottleneck() {
    let scene = picture(Theme::Dark, Lang::Zh, Some(&Scenario::base()));
    check_golden("path", &scene);
}

#[test]
fn a_closed_route() {
    let edit = Edit::SetRouteOpen {
        route: Key::new("western"),
        is_open: false,
    };
    let scenario = Scenario::base().with(&network(), edit).unwrap();
    let scene = picture(Theme::Light, Lang::En, Some(&scenario));
    check_golden("closed", &scene);
}

#[test]
fn the_same_scene_gives_the_same_text() {
    let draw = || svg(&picture(Theme::Light, Lang::Zh, Some(&Scenario::base())));
    assert_eq!(draw(), draw());
}

fn count(items: &[Item], kinds: &mut [usize; 4]) {
    for item in items {
        match item {
            Item::Path(_) => kinds[0] += 1,
            Item::Marker(_) => kinds[1] += 1,
            Item::Text(_) => kinds[2] += 1,
            Item::Group { items, .. } => {
                kinds[3] += 1;
                count(items, kinds);
            }
        }
    }
}

#[test]
fn every_kind_of_item_is_written() {
    let scene = picture(Theme::Light, Lang::En, Some(&Scenario::base()));
    let mut kinds = [0; 4];
    count(&scene.overlay, &mut kinds);
    count(&scene.furniture, &mut kinds);
    assert!(kinds.iter().all(|&n| n > 0), "{kinds:?}");
    let text = svg(&scene);
    assert_eq!(text.matches("<text ").count(), kinds[2]);
    let groups = kinds[3] + scene.world.len();
    assert!(text.matches("<g ").count() <= groups + 2);
    assert!(text.contains("South &amp; Junction"));
    assert!(text.contains("480,000 TEU/a"));
    for name in ["land", "routes", "path", "bottleneck"] {
        assert!(text.contains(&format!("-{name}\"")), "{name}");
    }
}

#[test]
fn borders_follow_the_reader() {
    let english = svg(&picture(Theme::Light, Lang::En, None));
    let chinese = svg(&picture(Theme::Light, Lang::Zh, None));
    assert!(english.contains("-borders\""));
    assert!(!chinese.contains("-borders\""));
}

#[test]
fn hidden_routes_are_not_drawn_and_take_their_hubs_along() {
    let network = network();
    let around = Furniture::default();
    let mut view = view(&network, &around, Lang::En);
    view.shown_routes = vec![true, true, false];
    let mut layers = WorldLayers::new();
    layers.update(&network, &ground(), None, &view);
    let without = svg(&scene(&layers, &network, None, &view, &around, SIZE));
    assert!(without.contains("East Town"));
    assert!(
        without.contains("West Pass"),
        "the planned road still ends there"
    );
    assert!(!without.contains("#6b4bb8"), "no violet");
}

#[test]
fn layers_are_kept_while_only_the_camera_moves() {
    let (network, context) = (network(), ground());
    let around = Furniture::default();
    let mut view = view(&network, &around, Lang::En);
    let mut layers = WorldLayers::new();
    assert!(layers.update(&network, &context, None, &view));
    view.camera = view
        .camera
        .panned(30.0, 12.0)
        .zoomed_about(Point::new(9.0, 9.0), 2.0);
    assert!(!layers.update(&network, &context, None, &view));
    view.theme = Theme::Dark;
    assert!(layers.update(&network, &context, None, &view));
}

#[test]
fn what_is_pointed_at_is_found() {
    let (network, context) = (network(), ground());
    let view = view(&network, &Furniture::default(), Lang::En);
    let mut layers = WorldLayers::new();
    layers.update(&network, &context, None, &view);
    let find = |at: LonLat| {
        let at = view.camera.page_of(at).moved(2.0, 1.0);
        thing_at(&layers, &network, None, &view, at, 6.0)
    };
    assert_eq!(find(network.nodes()[2].at), Some(Thing::Node(NodeId(2))));
    assert_eq!(
        find(network.line(LinkId(0))[1]),
        Some(Thing::Link(LinkId(0)))
    );
    assert_eq!(find(LonLat::new(102.0, 20.5)), None);
}

#[test]
fn a_png_has_the_size_asked_for_and_shows_something() {
    let scene = picture(Theme::Light, Lang::Zh, Some(&Scenario::base()));
    let bytes = png(&scene, 1.5).unwrap();
    assert_eq!(&bytes[1..4], b"PNG");
    let side =
        |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    assert_eq!((side(16), side(20)), (1140, 930));
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    let has = |r: u8, g: u8, b: u8| {
        let mut pixels = pixels.pixels().iter();
        pixels.any(|p| p.red() == r && p.green() == g && p.blue() == b && p.alpha() == 255)
    };
    assert!(has(0xF6, 0xF3, 0xEC), "land");
    assert!(has(0xDC, 0xE8, 0xEF), "water");
    assert!(has(0xC9, 0x6A, 0x00), "the middle route");
    assert!(has(0x1F, 0x29, 0x33), "ink of letters and pins");
}

#[test]
fn impossible_sizes_are_refused() {
    let scene = picture(Theme::Light, Lang::En, None);
    assert!(png(&scene, 0.0).is_err());
    assert!(png(&scene, 1e6).is_err());
    assert!(png(&scene, f32::NAN).is_err());
}

#[test]
fn every_character_of_texts_and_names_is_in_the_font() {
    let font = corridor::scene::text::bundled();
    let study = corridor::io::load::load(
        &corridor::io::load::Sources::named(&[]),
        &corridor::task::Task::never(),
    )
    .unwrap();
    let nodes = study.network.nodes().iter().map(|node| &node.names);
    let links = study.network.links().iter().map(|link| &link.names);
    let mut texts: Vec<&str> = nodes
        .chain(links)
        .flat_map(|names| [names.en.as_str(), names.zh.as_str()])
        .collect();
    texts.extend([corridor::words::EN, corridor::words::ZH]);
    let mut missing: Vec<char> = texts
        .iter()
        .flat_map(|text| text.chars())
        .filter(|&c| !c.is_control() && !font.has_glyph(c))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:?}");
}

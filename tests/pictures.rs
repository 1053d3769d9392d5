//! Pictures as text: a tiny corridor is drawn and compared with the SVG in `tests/golden`.
//!
//! `BLESS=1 cargo test --test pictures` writes the goldens anew; read the difference before you
//! commit it.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails its test, and says where"
)]

#[path = "pictures/closures.rs"]
mod closures;
#[path = "pictures/context.rs"]
mod context;
#[path = "pictures/flows.rs"]
mod flows;
#[path = "pictures/images.rs"]
mod images;
#[path = "pictures/looks.rs"]
mod looks;
#[path = "pictures/notes.rs"]
mod notes;
#[path = "pictures/paper.rs"]
mod paper;
#[path = "pictures/parts.rs"]
mod parts;
#[path = "pictures/reach.rs"]
mod reach;
#[path = "pictures/styles.rs"]
mod styles;
#[path = "pictures/sheets.rs"]
mod sheets;
#[path = "pictures/study.rs"]
mod study;
mod tile_server;
#[path = "pictures/tiles.rs"]
mod tiles;

use std::sync::Arc;

use corridor::export::png::png;
use corridor::export::svg::svg;
use corridor::io::load::bundled_defaults;
use corridor::model::capacity::Trains;
use corridor::model::cartography::InsetChoice;
use corridor::model::context::{ContextLayer, Label, ShapeKind};
use corridor::model::edit::{Edit, NodeNumber};
use corridor::model::geometry::{LineSet, LonLat};
use corridor::model::ids::{Key, LinkId, NodeId, RouteId};
use corridor::model::link::{Direction, Link, LinkState, Mode};
use corridor::model::names::Names;
use corridor::model::network::Network;
use corridor::model::node::{Node, NodeKind};
use corridor::model::projection::Projection;
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
use corridor::study::evaluate::{Base, Under};
use corridor::study::hinterland::all_routes;
use corridor::study::outcome::{
    Criterion, CutPart, HinterlandAsked, Itinerary, Leg, ModeSet, Outcome, Passed, PathAnswer,
    Question, Rivals, Step, Sums, Sureness, Throughput, Transfer,
};
use corridor::task::Task;
use corridor::words::Lang;

use self::study::{ground, network, outcome};

const SIZE: Point = Point::new(760.0, 620.0);

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
    let camera = Camera::fit(Projection::Mercator, shown, around.viewport(SIZE), 60.0);
    View {
        // It has pictures of its own.
        inset: InsetChoice::Never,
        ..View::of(camera, lang)
    }
}

#[track_caller]
fn check_golden(name: &str, scene: &Scene) {
    let path = format!("{}/tests/golden/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    let drawn = svg(scene);
    if let Some(folder) = std::env::var_os("LOOK") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(path, png(scene, 1.0).unwrap()).unwrap();
    }
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

/// Three lines and a hub as the bottleneck: the lines are cut by one line, the hub by a ring.
#[test]
fn a_cut_line() {
    let network = network();
    let mut outcome = outcome(&network, &Scenario::base()).as_ref().clone();
    let capacity = |teu: f64| study::number(teu, Unit::TeuPerYear);
    let link = |id, teu| CutPart::Link {
        link: LinkId(id),
        is_forward: true,
        capacity: capacity(teu),
    };
    let hub = CutPart::Hub {
        node: NodeId(5),
        limit: NodeNumber::Capacity,
        capacity: capacity(90_000.0),
    };
    outcome.throughput = Some(Throughput::Limited {
        teu_per_year: 480_000,
        // Not in geographic order.
        bottleneck: vec![
            link(2, 150_000.0),
            link(0, 120_000.0),
            link(4, 120_000.0),
            hub,
        ],
        is_unique: true,
        flows: Vec::new(),
        sureness: Sureness::default(),
    });
    let outcome = Arc::new(outcome);
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    for (name, theme, lang) in [
        ("cut", Theme::Light, Lang::En),
        ("cut_dark", Theme::Dark, Lang::Zh),
    ] {
        let view = View {
            theme,
            show_path: false,
            ..view(&network, &around, lang)
        };
        let mut layers = WorldLayers::new();
        layers.update(&network, &ground(), Some(&outcome), &view);
        let drawn = |view: &View| scene(&layers, &network, Some(&outcome), view, &around, SIZE);
        check_golden(name, &drawn(&view));
        let text = svg(&drawn(&view));
        assert!(text.contains("id=\"cut\""), "{name}");
        assert!(text.contains(">M1</text>"), "a line of the cut is named");
        let without = View {
            show_bottleneck: false,
            ..view
        };
        assert!(!svg(&drawn(&without)).contains("id=\"cut\""), "{name}");
    }
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

/// The answer of a run about who wins on the way to the port, with the path and bottleneck made by
/// hand.
fn with_hinterlands(rivals: Rivals) -> Arc<Outcome> {
    let (network, scenario) = (network(), Scenario::base());
    let to = network.node_by_key(&Key::new("port"));
    let mut outcome = outcome(&network, &scenario).as_ref().clone();
    outcome.question.hinterland = Some(HinterlandAsked { rivals, to });
    let base = Base::new(Arc::clone(&network));
    let under = Under::of(&base, &scenario, &outcome.question);
    let found = under.hinterland(&outcome.question, &Task::never());
    outcome.hinterland = found.unwrap().map(Arc::new);
    Arc::new(outcome)
}

#[test]
fn who_wins_where() {
    let network = network();
    let hubs = ["east", "mid"].map(|key| network.node_by_key(&Key::new(key)).unwrap());
    let gateways = Rivals::Gateways(hubs.map(|hub| vec![hub]).to_vec());
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    for (name, rivals, theme, lang) in [
        ("hinterland", all_routes(&network), Theme::Light, Lang::En),
        ("gateways", gateways, Theme::Dark, Lang::Zh),
    ] {
        let outcome = with_hinterlands(rivals);
        let view = View {
            theme,
            show_hinterland: true,
            show_path: false,
            ..view(&network, &around, lang)
        };
        let mut layers = WorldLayers::new();
        layers.update(&network, &ground(), Some(&outcome), &view);
        let drawn = |view: &View| scene(&layers, &network, Some(&outcome), view, &around, SIZE);
        check_golden(name, &drawn(&view));
        let ids = svg(&drawn(&view));
        for part in ["hinterland-areas", "hinterland"] {
            assert!(ids.contains(part), "{name} has {part}");
        }
    }
}

#[test]
fn the_same_scene_gives_the_same_text() {
    let draw = || svg(&picture(Theme::Light, Lang::Zh, Some(&Scenario::base())));
    assert_eq!(draw(), draw());
}

fn count(items: &[Item], kinds: &mut [usize; 5]) {
    for item in items {
        match item {
            Item::Path(_) => kinds[0] += 1,
            Item::Marker(_) => kinds[1] += 1,
            Item::Text(_) => kinds[2] += 1,
            Item::Image(_) => kinds[4] += 1,
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
    let mut kinds = [0; 5];
    count(&scene.overlay, &mut kinds);
    count(&scene.furniture, &mut kinds);
    // Pictures have tests of their own.
    assert!(kinds[..4].iter().all(|&n| n > 0), "{kinds:?}");
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
    let study =
        corridor::io::load::load(&corridor::io::load::Sources::named(&[]), &Task::never()).unwrap();
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

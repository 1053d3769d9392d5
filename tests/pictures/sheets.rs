//! Sheets of samples: every kind of hub, every mode in every state, routes alone and together, names of everything
//! in each language, names of a crowded place.

use super::study::{link, node, ring, routes};
use super::*;

/// Every kind of hub: the next of each, so that a new one cannot be left out.
fn kinds() -> impl Iterator<Item = NodeKind> {
    let next = |kind: &NodeKind| match kind {
        NodeKind::City => Some(NodeKind::Rail),
        NodeKind::Rail => Some(NodeKind::Seaport),
        NodeKind::Seaport => Some(NodeKind::RiverPort),
        NodeKind::RiverPort => Some(NodeKind::Border),
        NodeKind::Border => Some(NodeKind::Road),
        NodeKind::Road => Some(NodeKind::Lock),
        NodeKind::Lock => Some(NodeKind::Junction),
        NodeKind::Junction => None,
    };
    std::iter::successors(Some(NodeKind::City), next)
}

/// Every state that a link may have.
fn states() -> impl Iterator<Item = LinkState> {
    let next = |state: &LinkState| match state {
        LinkState::Operating => Some(LinkState::Building),
        LinkState::Building => Some(LinkState::Planned),
        LinkState::Planned => Some(LinkState::Superseded),
        LinkState::Superseded => Some(LinkState::Closed),
        LinkState::Closed => Some(LinkState::NotYet),
        LinkState::NotYet => Some(LinkState::Removed),
        LinkState::Removed => None,
    };
    std::iter::successors(Some(LinkState::Operating), next)
}

/// A place in rows and columns, about 13 km apart.
fn place(column: usize, row: usize) -> [f64; 2] {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    [106.0 + 0.12 * count(column), 30.0 - 0.12 * count(row)]
}

/// Links with a bend, each between two of the hubs.
fn network_of(nodes: Vec<Node>, links: Vec<Link>) -> Arc<Network> {
    let mut lines = LineSet::new();
    for link in &links {
        let (a, b) = (nodes[link.from.index()].at, nodes[link.to.index()].at);
        let middle = LonLat::new(
            f64::midpoint(a.lon, b.lon),
            f64::midpoint(a.lat, b.lat) + 0.03,
        );
        lines.push(&[a, middle, b]);
    }
    let routes = routes(&links);
    Arc::new(Network::new(nodes, links, lines, routes, bundled_defaults()).unwrap())
}

fn drawn(
    network: &Arc<Network>,
    scenario: &Scenario,
    ground: &Arc<Vec<ContextLayer>>,
    change: impl Fn(&mut View),
) -> Scene {
    let around = Furniture::for_page("Samples", "", &["Made by hand".to_owned()]);
    let shown = network.home_box().unwrap();
    let camera = Camera::fit(Projection::Mercator, shown, around.viewport(SIZE), 60.0);
    let mut view = View {
        inset: InsetChoice::Never,
        ..View::of(camera, Lang::En)
    };
    change(&mut view);
    let outcome = Outcome {
        path: PathAnswer::NotAsked,
        throughput: None,
        question: Question::default(),
        network: Arc::clone(network),
        availability: Availability::of(network, scenario),
        ..(*outcome(&study::network(), &Scenario::base())).clone()
    };
    let outcome = Arc::new(outcome);
    let mut layers = WorldLayers::new();
    layers.update(network, ground, Some(&outcome), &view);
    scene(&layers, network, Some(&outcome), &view, &around, SIZE)
}

/// One row a kind, one column a rank; the last column is closed.
fn hubs() -> Arc<Network> {
    let mut nodes = Vec::new();
    let mut links = Vec::new();
    for (row, kind) in kinds().enumerate() {
        for column in 0..4_u8 {
            let rank = if column == 3 { 1 } else { column + 1 };
            let key = format!("{row}-{column}");
            let names = [key.as_str(), ""];
            nodes.push(node(&key, names, kind, place(column.into(), row), rank));
            if column > 0 {
                let last = u32::try_from(nodes.len()).unwrap() - 1;
                let ends = [last - 1, last];
                links.push(link(&key, Mode::Rail, ends, &[], LinkState::Operating));
            }
        }
    }
    network_of(nodes, links)
}

#[test]
fn every_kind_of_hub() {
    let network = hubs();
    let closed = network.node_ids().filter(|id| id.index() % 4 == 3);
    let scenario = closed.fold(Scenario::base(), |scenario, id| {
        let node = network.node(id).key.clone();
        let close = Edit::SetNodeOpen {
            node,
            is_open: false,
        };
        scenario.with(&network, close).unwrap()
    });
    let drawn = drawn(&network, &scenario, &Arc::default(), |_| ());
    check_golden("sheet_hubs", &drawn);
}

/// One row a mode, one column a state.
#[test]
fn every_mode_in_every_state() {
    let mut nodes = Vec::new();
    let mut links = Vec::new();
    for (row, mode) in Mode::ALL.into_iter().enumerate() {
        for (column, state) in states().enumerate() {
            let first = u32::try_from(nodes.len()).unwrap();
            for end in [2 * column, 2 * column + 1] {
                let key = format!("{row}-{end}");
                let at = place(end, row);
                nodes.push(node(&key, ["", ""], NodeKind::Junction, at, 3));
            }
            let key = format!("{} {}", mode.word(), state.word());
            links.push(link(&key, mode, [first, first + 1], &[], state));
        }
    }
    let network = network_of(nodes, links);
    check_golden(
        "sheet_modes",
        &drawn(&network, &Scenario::base(), &Arc::default(), |_| ()),
    );
}

/// Close by, railways have ticks across and roads have not.
#[test]
fn railways_close_by() {
    let nodes = (0..6).map(|at| {
        let key = format!("{at}");
        node(&key, ["", ""], NodeKind::Junction, place(at % 2, at / 2), 3)
    });
    let links = vec![
        link("route", Mode::Rail, [0, 1], &[0], LinkState::Operating),
        link("rail", Mode::Rail, [2, 3], &[], LinkState::Operating),
        link("planned", Mode::Rail, [0, 3], &[1], LinkState::Planned),
        link("road", Mode::Road, [4, 5], &[], LinkState::Operating),
    ];
    let network = network_of(nodes.collect(), links);
    let drawn = drawn(&network, &Scenario::base(), &Arc::default(), |_| ());
    assert!(svg(&drawn).contains("-railways\""));
    check_golden("sheet_railways", &drawn);
}

/// Each route alone, each two, all three; one row a state. In the last row what is open is closed by hand.
#[test]
fn routes_alone_and_together() {
    let sets: [&[u32]; 7] = [&[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]];
    let rows = [
        LinkState::Operating,
        LinkState::Building,
        LinkState::Planned,
        LinkState::Operating,
    ];
    let mut nodes = Vec::new();
    let mut links = Vec::new();
    for (row, state) in rows.into_iter().enumerate() {
        for (column, set) in sets.into_iter().enumerate() {
            let first = u32::try_from(nodes.len()).unwrap();
            for end in [2 * column, 2 * column + 1] {
                let key = format!("{row}-{end}");
                let at = place(end, row);
                nodes.push(node(&key, ["", ""], NodeKind::Junction, at, 3));
            }
            let key = format!("{row}-{column}");
            links.push(link(&key, Mode::Rail, [first, first + 1], set, state));
        }
    }
    let network = network_of(nodes, links);
    let closed = network.link_ids().filter(|id| id.index() >= 3 * sets.len());
    let scenario = closed.fold(Scenario::base(), |scenario, id| {
        let link = network.link(id).key.clone();
        let close = Edit::SetLinkOpen {
            link,
            is_open: false,
        };
        scenario.with(&network, close).unwrap()
    });
    let drawn = drawn(&network, &scenario, &Arc::default(), |_| ());
    check_golden("sheet_routes", &drawn);
}

/// A layer with names.
fn named(name: &str, names: [&str; 2], class: &str, rank: u8) -> ContextLayer {
    ContextLayer {
        is_basemap: true,
        name: name.to_owned(),
        labels: vec![Label {
            names: Names::new(names[0], names[1]),
            class: class.to_owned(),
            rank,
        }],
        ..ContextLayer::default()
    }
}

/// Land with a country, a sea, a city and a winding river.
fn places() -> Arc<Vec<ContextLayer>> {
    let mut land = named("land", ["", ""], "", 1);
    land.kinds = vec![ShapeKind::Outer];
    land.features = vec![0];
    let corners = [[104.0, 29.1], [108.0, 29.1], [108.0, 32.0], [104.0, 32.0]];
    land.shapes.push(&ring(&corners));
    let mut country = named("country_labels", ["Somewhere", "某国"], "country", 1);
    country.points = vec![(LonLat::new(106.9, 29.75), 0)];
    let mut sea = named("sea_labels", ["Calm Bay", "静湾"], "bay", 1);
    sea.points = vec![(LonLat::new(106.35, 28.93), 0)];
    let mut city = named("cities", ["Old Town", "古城"], "city", 1);
    city.points = vec![(LonLat::new(106.2, 29.4), 0)];
    let mut river = named("rivers", ["Long River", "长河"], "river", 1);
    river.kinds = vec![ShapeKind::Line];
    river.features = vec![0];
    let bends = (0..60).map(|step| {
        let x = f64::from(step) * 0.03;
        LonLat::new(105.6 + x, 29.2 + 0.05 * (x * 3.0).sin())
    });
    river.shapes.push(&bends.collect::<Vec<_>>());
    Arc::new(vec![land, river, country, sea, city])
}

/// Two cities and as many ports as make a crowd.
fn crowded() -> Arc<Network> {
    let mut nodes = vec![
        node(
            "a",
            ["North City", "北城"],
            NodeKind::City,
            [106.0, 29.9],
            1,
        ),
        node(
            "b",
            ["South City", "南城"],
            NodeKind::City,
            [107.0, 29.0],
            2,
        ),
    ];
    let mut links = vec![link("ab", Mode::Rail, [0, 1], &[0], LinkState::Operating)];
    for port in 0..7_u32 {
        let (column, row) = (f64::from(port % 3), f64::from(port / 3));
        let at = [106.6 + 0.03 * column, 29.5 - 0.03 * row];
        let key = format!("p{port}");
        let names = [format!("Port Number {port}"), format!("第{port}港")];
        let names = [names[0].as_str(), names[1].as_str()];
        nodes.push(node(&key, names, NodeKind::Seaport, at, 1));
        links.push(link(
            &key,
            Mode::Sea,
            [1, port + 2],
            &[],
            LinkState::Operating,
        ));
    }
    network_of(nodes, links)
}

#[test]
fn names_in_each_language_with_rivers_along_their_line_and_leaders_where_it_is_crowded() {
    for (name, label_lang) in [
        ("sheet_names_en", LabelLang::En),
        ("sheet_names_zh", LabelLang::Zh),
        ("sheet_names_both", LabelLang::Both),
    ] {
        let network = crowded();
        let scene = drawn(&network, &Scenario::base(), &places(), |view| {
            view.label_lang = label_lang;
        });
        check_golden(name, &scene);
        let text = svg(&scene);
        let said: &[&str] = match label_lang {
            LabelLang::En => &["SOMEWHERE", "Calm Bay", "Old Town", "Port Number 6"],
            LabelLang::Zh => &["某国", "静湾", "古城", "第6港"],
            LabelLang::Both => &[
                "SOMEWHERE",
                "某国",
                "Calm Bay",
                "静湾",
                "Port Number 6",
                "第6港",
            ],
        };
        for said in said {
            assert!(text.contains(said), "{name}: {said}");
        }
        assert!(
            text.contains("rotate("),
            "{name}: the river's name is turned"
        );
    }
}

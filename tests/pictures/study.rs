//! A small study made by hand: hubs, links, routes, a basemap, an outcome.

use corridor::model::changes::Changes;

use super::*;

pub fn number(value: f64, unit: Unit) -> Sourced {
    Sourced::new(value, unit, Status::Assumed)
}

pub fn node(key: &str, names: [&str; 2], kind: NodeKind, at: [f64; 2], rank: u8) -> Node {
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
        changes: Changes::default(),
        terminal: None,
        capacity: None,
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

pub fn link(key: &str, mode: Mode, ends: [u32; 2], routes: &[u32], state: LinkState) -> Link {
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
pub fn network() -> Arc<Network> {
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

pub fn routes(links: &[Link]) -> Vec<Route> {
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

pub fn ring(corners: &[[f64; 2]]) -> Vec<LonLat> {
    corners.iter().map(|c| LonLat::new(c[0], c[1])).collect()
}

/// Land with a lake in it, a border that is drawn for one reader only, a country's name.
pub fn ground() -> Arc<Vec<ContextLayer>> {
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

pub fn outcome(network: &Network, scenario: &Scenario) -> Arc<Outcome> {
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
            gauge: Sums::default(),
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
        hinterland: None,
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

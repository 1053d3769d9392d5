//! Flows: bands both ways with arrows, rings of hubs, labels of the fullest, the legend.

use corridor::graph::furness::Fit;
use corridor::model::facts::Facts;
use corridor::model::parameters::Parameter;
use corridor::model::value::Value;
use corridor::scene::flows::FlowMap;
use corridor::study::demand::{Cell, Demand, Edited, Growth, Heading, Part, Wanted};
use corridor::study::flows::commodities::Prices;
use corridor::study::flows::readings::Readings;
use corridor::study::flows::{FlowAnswer, FlowQuestion, Pick, Use, flows};

use super::study::number;
use super::*;

/// The tiny corridor with capacities of lines (both ways) and of two hubs.
fn with_capacities() -> Arc<Network> {
    let plain = network();
    let teu = |teu: f64| Some(number(teu, Unit::TeuPerYear));
    let (mut nodes, mut links) = (plain.nodes().to_vec(), plain.links().to_vec());
    let capacities = [
        ("E1", 220e3),
        ("E2", 250e3),
        ("M1", 300e3),
        ("M2", 200e3),
        ("S", 420e3),
    ];
    for (key, capacity) in capacities {
        let link = links.iter_mut().find(|link| link.key.as_str() == key);
        let link = link.unwrap();
        link.forward.capacity = teu(capacity);
        if let Some(back) = &mut link.backward {
            back.capacity = teu(capacity);
        }
    }
    for (key, capacity) in [("north", 900e3), ("port", 600e3)] {
        let node = nodes.iter_mut().find(|node| node.key.as_str() == key);
        node.unwrap().capacity = teu(capacity);
    }
    let mut lines = LineSet::new();
    for link in plain.link_ids() {
        lines.push(plain.line(link));
    }
    let routes = study::routes(&links);
    Arc::new(Network::new(nodes, links, lines, routes, bundled_defaults()).unwrap())
}

/// What goes between two inland cities and the port.
fn demand(network: &Network) -> Demand {
    let id = |key: &str| network.node_by_key(&Key::new(key)).unwrap();
    let port = id("port");
    let cell = |hub: &str, heading: Heading, teu: f64| {
        let (origin, destination) = match heading {
            Heading::North => (port, id(hub)),
            Heading::South => (id(hub), port),
        };
        Cell {
            origin,
            destination,
            zone: 0,
            port: 0,
            heading,
            class: 0,
            teu,
        }
    };
    let cells = vec![
        cell("north", Heading::South, 330e3),
        cell("east", Heading::South, 120e3),
        cell("north", Heading::North, 190e3),
        cell("east", Heading::North, 40e3),
    ];
    let part = |key: &str, hubs: Vec<NodeId>| Part {
        key: key.to_owned(),
        names: Names::new(key, key),
        hubs,
    };
    Demand {
        year: 2030,
        base_year: 2030,
        total: number(680e3, Unit::TeuPerYear),
        zones: vec![part("inland", vec![id("north"), id("east")])],
        ports: vec![part("port", vec![port])],
        classes: vec![part("goods", Vec::new())],
        cells,
        held: Vec::new(),
        fit: Fit::Balanced {
            iterations: 1,
            error: 0.0,
        },
        missed: None,
        beta: number(0.0, Unit::One),
        missing: Vec::new(),
        unreached: Vec::new(),
        unknown: Vec::new(),
        edited: Edited::default(),
    }
}

fn answer(network: &Arc<Network>) -> FlowAnswer {
    let wanted = Wanted {
        year: 2030,
        growth: Growth::Base,
    };
    let question = FlowQuestion {
        modes: ModeSet::of([Mode::Rail]),
        prices: Prices {
            value_of_time: Some(10.0),
            ..Prices::default()
        },
        gap: 1e-10,
        ..FlowQuestion::new(wanted)
    };
    let base = Base::new(Arc::clone(network));
    let under = Under::of(&base, &Scenario::base(), &Question::default());
    let (mut facts, task) = (Facts::default(), Task::never());
    facts.parameters.set(Parameter {
        group: "delay".to_owned(),
        key: Key::new("delay_rail_share"),
        names: Names::default(),
        value: Value::Number(number(0.3, Unit::One)),
    });
    flows(&under, &facts, demand(network), &question, None, &task).unwrap()
}

fn drawn(network: &Arc<Network>, map: FlowMap, theme: Theme, lang: Lang) -> Scene {
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    let view = View {
        theme,
        show_flows: true,
        ..view(network, &around, lang)
    };
    let mut layers = WorldLayers::new();
    layers.update(network, &ground(), None, &view);
    layers.set_flows(Some(Arc::new(map)));
    scene(&layers, network, None, &view, &around, SIZE)
}

/// How often a path that is filled and closed is in the group of flows.
fn arrows(text: &str) -> usize {
    let group = text.split("id=\"flows\"").nth(1).unwrap();
    let group = group.split("</g>").next().unwrap();
    group.matches("Z\"").count()
}

#[test]
fn flows_each_way() {
    let network = with_capacities();
    let answer = answer(&network);
    assert!(answer.faults.is_none());
    let readings = Readings::of(&answer);
    let map = FlowMap::of(&answer, &readings, None);
    let scene = drawn(&network, map.clone(), Theme::Light, Lang::En);
    check_golden("flows", &scene);
    let text = svg(&scene);
    for said in ["Direction of the flow", "over capacity", "Hub: ring"] {
        assert!(text.contains(said), "{said}");
    }
    let both = drawn(&network, map, Theme::Dark, Lang::Zh);
    assert_eq!(
        arrows(&text),
        arrows(&svg(&both)),
        "the same in both themes"
    );
    assert!(arrows(&text) >= 8, "{}", arrows(&text));
    // Of those who go by the east alone, lines of the west carry none.
    let east = network.link_ids().next().unwrap();
    let pick = Pick {
        uses: vec![Use::Link {
            link: east,
            is_forward: Some(true),
        }],
        ..Pick::default()
    };
    let (loads, graph) = (&answer.loads, &answer.setting.graph);
    let selected = loads.select(graph, &pick);
    let map = FlowMap::of(&answer, &readings, Some(&selected));
    let some = svg(&drawn(&network, map, Theme::Light, Lang::En));
    assert!(arrows(&some) > 0 && arrows(&some) < arrows(&text));
}

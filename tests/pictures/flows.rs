//! Flows: bands both ways with arrows, rings of hubs, labels of the fullest, the legend.

use corridor::graph::furness::Fit;
use corridor::model::facts::Facts;
use corridor::model::look::{
    Colored, FLOW_CHANGE, LINK_FLOW, LINK_UTILIZATION, Look, Looks, Ramp, Split, Styled, Widened,
};
use corridor::model::parameters::Parameter;
use corridor::model::saved::Layers;
use corridor::model::value::Value;
use corridor::scene::flows::FlowMap;
use corridor::scene::shown::show;
use corridor::study::demand::{Cell, Demand, Edited, Growth, Heading, Part, Wanted};
use corridor::study::flows::commodities::Prices;
use corridor::study::flows::readings::Readings;
use corridor::study::flows::{FlowAnswer, FlowQuestion, Pick, Use, flows};

use super::study::number;
use super::*;

/// The tiny corridor with capacities of lines (both ways) and of two hubs.
fn with_capacities() -> Arc<Network> {
    with_capacity_of_east(220e3)
}

/// The same with another capacity of the first link of the east.
fn with_capacity_of_east(first: f64) -> Arc<Network> {
    let plain = network();
    let teu = |teu: f64| Some(number(teu, Unit::TeuPerYear));
    let (mut nodes, mut links) = (plain.nodes().to_vec(), plain.links().to_vec());
    let capacities = [
        ("E1", first),
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
    let looks = Layers::default();
    looked(network, (Some(map), true), &looks, (theme, lang))
}

/// A picture under some looks, with flows that are known and perhaps shown.
fn looked(
    network: &Arc<Network>,
    (map, is_shown): (Option<FlowMap>, bool),
    looks: &Layers,
    (theme, lang): (Theme, Lang),
) -> Scene {
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    let mut view = View {
        theme,
        ..view(network, &around, lang)
    };
    if *looks != Layers::default() {
        show(&mut view, looks, network, &ground());
    }
    (view.theme, view.show_flows) = (theme, is_shown);
    let mut layers = WorldLayers::new();
    layers.update(network, &ground(), None, &view);
    // As in the window flows come when the map is there already.
    layers.set_flows(map.map(Arc::new));
    layers.update(network, &ground(), None, &view);
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

fn colored(by: &str, split: Split, ramp: Ramp) -> Colored {
    let by = by.to_owned();
    Colored { by, split, ramp }
}

fn with(part: Styled, look: Look) -> Layers {
    Layers {
        looks: Looks::from([(part, look)]),
        ..Layers::default()
    }
}

#[test]
fn lines_in_colors_and_widths_of_what_they_carry() {
    let network = with_capacities();
    let answer = answer(&network);
    let readings = Readings::of(&answer);
    let map = FlowMap::of(&answer, &readings, None);
    let links = Arc::clone(map.links().unwrap());
    let mut n_unsaid = 0;
    for id in network.link_ids() {
        let own = || readings.links.iter().filter(|of| of.link == id);
        let sum: f64 = own().map(|of| of.teu).sum();
        let Some(carried) = links.teu(&network, id) else {
            // Nothing may go there: only railways that are open were asked for.
            assert!(sum <= 0.0);
            assert_eq!(links.percent(&network, id), None);
            n_unsaid += 1;
            continue;
        };
        assert!((carried - sum).abs() < 1e-9, "{carried} {sum}");
        let full = own().filter_map(|of| of.utilization).fold(0.0, f64::max);
        match links.percent(&network, id) {
            Some(percent) => assert!((percent - 100.0 * full).abs() < 1e-9),
            None => {
                n_unsaid += 1;
                assert!(network.link(id).forward.capacity.is_none());
            }
        }
    }
    assert!(n_unsaid > 0, "some have no capacity");
    let widened = Some(Widened {
        by: LINK_FLOW.to_owned(),
        between: None,
        widths: [60, 300],
    });
    let look = Look {
        colored: Some(colored(
            LINK_UTILIZATION,
            Split::At(vec![25.0, 50.0, 100.0]),
            Ramp::Heat,
        )),
        widened,
        ..Look::default()
    };
    let looks = with(Styled::Lines, look);
    let light = (Theme::Light, Lang::En);
    let scene = looked(&network, (Some(map.clone()), false), &looks, light);
    check_golden("lines_by_flow", &scene);
    let text = svg(&scene);
    for said in [
        "Utilization, fuller way (%), by color:",
        "Flow, both ways (TEU/a), by width:",
        "100 and more",
        "no value given",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("id=\"flows\""), "bands are not shown");
    // Without flows nothing is said of any line.
    let none = svg(&looked(&network, (None, false), &looks, light));
    assert!(none.contains("no flows found") && !none.contains("by width:"));
    // Of those who go by the east the map says that it is they.
    let pick = Pick {
        uses: vec![Use::Link {
            link: network.link_ids().next().unwrap(),
            is_forward: Some(true),
        }],
        ..Pick::default()
    };
    let selected = answer.loads.select(&answer.setting.graph, &pick);
    let map = FlowMap::of(&answer, &readings, Some(&selected));
    let some = svg(&looked(&network, (Some(map), false), &looks, light));
    assert!(some.contains("Flow of the chosen, both ways (TEU/a), by width:"));
    // Another network's links have the numbers of those with their keys only.
    let other = network_with_a_link_less(&network);
    let last = other.link_ids().last().unwrap();
    assert_ne!(other.link(last).key, network.link(last).key);
    assert_eq!(links.teu(&other, last), None);
}

/// The same network without its first link.
fn network_with_a_link_less(network: &Network) -> Network {
    let links = network.links()[1..].to_vec();
    let mut lines = LineSet::new();
    for link in network.link_ids().skip(1) {
        lines.push(network.line(link));
    }
    let routes = study::routes(&links);
    Network::new(
        network.nodes().to_vec(),
        links,
        lines,
        routes,
        bundled_defaults(),
    )
    .unwrap()
}

#[test]
fn more_and_less_in_classes() {
    let networks = [60e3, 600e3].map(with_capacity_of_east);
    let maps = networks.each_ref().map(|network| {
        let answer = answer(network);
        FlowMap::of(&answer, &Readings::of(&answer), None)
    });
    let against = FlowMap::against(&maps[0], &maps[1]);
    let look = Look {
        differences: Some(colored(FLOW_CHANGE, Split::Equal(5), Ramp::BlueRed)),
        ..Look::default()
    };
    let looks = with(Styled::Flows, look.clone());
    let network = &networks[1];
    let shown = || (Some(against.clone()), true);
    let scene = looked(network, shown(), &looks, (Theme::Light, Lang::En));
    check_golden("flows_against_classes", &scene);
    let text = svg(&scene);
    let breaks = against.breaks_of_changes(&Split::Equal(5));
    assert_eq!(breaks.len(), 4);
    for said in [" TEU/a and more", " TEU/a and less", "carried in both"] {
        assert!(text.contains(said), "{said}");
    }
    let zh = svg(&looked(network, shown(), &looks, (Theme::Dark, Lang::Zh)));
    assert!(zh.contains("标箱/年及以上") && zh.contains("标箱/年及以下"));
    // Without steps there are its ends.
    let smooth = Look {
        differences: Some(colored(FLOW_CHANGE, Split::Smooth, Ramp::TealBrown)),
        ..look
    };
    let smooth = with(Styled::Flows, smooth);
    let smooth = svg(&looked(network, shown(), &smooth, (Theme::Light, Lang::En)));
    assert!(smooth.contains("more, up to ") && !smooth.contains("and less"));
}

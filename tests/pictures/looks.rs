//! Looks that a study gives its layers: by hand and by attributes, in the picture and in its legend.

use std::collections::BTreeMap;

use corridor::model::edit::LinkNumber;
use corridor::model::effect::network_under;
use corridor::model::look::{Colored, Labels, Look, Looks, Paint, Ramp, Split, Styled, Widened};
use corridor::model::saved::{ContextLook, Layers};
use corridor::scene::palette::{Color, Palette};
use corridor::scene::ramp::colors;
use corridor::scene::shown::show;

use super::context::with_added;
use super::*;

/// The tiny corridor with capacities on some of its lines.
fn with_capacities() -> Arc<Network> {
    let capacities = [
        ("E1", 90e3),
        ("E2", 150e3),
        ("M1", 300e3),
        ("M2", 420e3),
        ("S", 800e3),
    ];
    let edits = capacities.map(|(link, value)| Edit::SetLinkNumber {
        link: Key::new(link),
        number: LinkNumber::Capacity,
        value,
    });
    let network = network();
    let scenario = edits.into_iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(&network, edit).unwrap()
    });
    network_under(&network, &scenario)
}

/// A picture of the network and the added layer "zones" under some looks.
fn looked(network: &Arc<Network>, layers: &Layers, lang: Lang) -> Scene {
    let context = with_added("zones");
    let around = Furniture::for_page("Tiny corridor", "", &["Made by hand".to_owned()]);
    let mut view = view(network, &around, lang);
    if layers.looks.is_empty() {
        // What was added lies around the network.
        view.camera = view.camera.zoomed_about(Point::new(380.0, 310.0), 0.5);
    }
    show(&mut view, layers, network, &context);
    let mut world = WorldLayers::new();
    world.update(network, &context, None, &view);
    scene(&world, network, None, &view, &around, SIZE)
}

fn with(part: Styled, look: Look) -> Layers {
    Layers {
        looks: Looks::from([(part, look)]),
        ..Layers::default()
    }
}

fn zones(look: Look) -> Layers {
    let look = ContextLook {
        look,
        ..ContextLook::default()
    };
    Layers {
        context: BTreeMap::from([("zones.geojson".to_owned(), look)]),
        ..Layers::default()
    }
}

fn by(by: &str, split: Split) -> Colored {
    Colored {
        by: by.to_owned(),
        split,
        ramp: Ramp::Sea,
    }
}

#[test]
fn lines_by_capacity() {
    let look = Look {
        colored: Some(by("capacity_teu", Split::At(vec![100_000.0, 400_000.0]))),
        widened: Some(Widened {
            by: "capacity_teu".to_owned(),
            between: Some([0.0, 800_000.0]),
            widths: [50, 250],
        }),
        labels: Some(Labels::Values),
        ..Look::default()
    };
    let scene = looked(
        &with_capacities(),
        &with(Styled::Lines, look.clone()),
        Lang::En,
    );
    check_golden("looks", &scene);
    let drawn = svg(&scene);
    let palette = Palette::of(Theme::Light);
    for color in colors(palette, Ramp::Sea, 3) {
        assert!(drawn.contains(&color.css()), "{}", color.css());
    }
    assert!(
        drawn.contains(&palette.missing.css()),
        "lines without a capacity"
    );
    for said in [
        "Capacity (TEU/a), by color:",
        "400,000 and more",
        "100,000 to below 400,000",
        "below 100,000",
        "no value given",
        "Capacity (TEU/a), by width:",
        "90,000 TEU/a",
    ] {
        assert!(drawn.contains(said), "{said}");
    }
    assert!(
        !drawn.contains(&palette.eastern.css()),
        "classes take the place of routes"
    );
    let zh = svg(&looked(
        &with_capacities(),
        &with(Styled::Lines, look),
        Lang::Zh,
    ));
    assert!(zh.contains("未给出数值") && zh.contains("100,000以下"));
}

#[test]
fn the_three_routes_keep_their_colors() {
    let look = Look {
        color: Some(Paint::Rgb([1, 2, 3])),
        ..Look::default()
    };
    let palette = Palette::of(Theme::Light);
    let drawn = svg(&looked(&network(), &with(Styled::Lines, look), Lang::En));
    let own = Color::of([1, 2, 3]).css();
    assert!(drawn.contains(&own), "the sea lane");
    for color in [palette.eastern, palette.middle, palette.western] {
        assert!(drawn.contains(&color.css()));
    }
}

#[test]
fn a_basemap_fades_to_land_and_hubs_to_nothing() {
    let faint = |part| {
        let look = Look {
            opacity: 0,
            ..Look::default()
        };
        looked(&network(), &with(part, look), Lang::En)
    };
    let palette = Palette::of(Theme::Light);
    assert_eq!(faint(Styled::Basemap).background, palette.land);
    let hubs = |scene: &Scene| {
        let groups = scene.overlay.iter().filter_map(|item| match item {
            Item::Group {
                name: "hubs",
                items,
            } => Some(items.clone()),
            _ => None,
        });
        groups.flatten().collect::<Vec<Item>>()
    };
    let unseen = hubs(&faint(Styled::Hubs));
    assert!(!unseen.is_empty());
    for item in unseen {
        let Item::Marker(marker) = item else {
            panic!("{item:?}");
        };
        assert_eq!((marker.fill.a, marker.stroke.color.a), (0, 0));
    }
    let nameless = Look {
        labels: Some(Labels::None),
        ..Look::default()
    };
    let drawn = svg(&looked(&network(), &with(Styled::Hubs, nameless), Lang::En));
    assert!(!drawn.contains("North City"));
}

#[test]
fn features_by_kind_and_with_names() {
    let look = Look {
        colored: Some(by("name", Split::Kinds)),
        labels: Some(Labels::Names),
        opacity: 50,
        ..Look::default()
    };
    let scene = looked(&network(), &zones(look), Lang::En);
    let drawn = svg(&scene);
    let palette = Palette::of(Theme::Light);
    let area = scene
        .world
        .iter()
        .find(|placed| &*placed.layer.name == "zones");
    let fills: Vec<_> = area
        .unwrap()
        .styles
        .iter()
        .filter_map(|style| style.fill)
        .collect();
    assert!(fills.len() >= 4);
    let classed = palette.territories.map(Color::css);
    let is_classed = |fill: &&Color| classed.contains(&fill.css());
    assert!(fills.iter().filter(is_classed).count() >= 4);
    assert!(fills.iter().all(|fill| fill.a < 0x80), "half as opaque");
    for said in [
        "name, by color:",
        "Square",
        "Small",
        "Line",
        "Spot",
        "no value given",
    ] {
        assert!(drawn.contains(said), "{said}");
    }
    let labels = scene.overlay.iter().filter_map(|item| match item {
        Item::Group {
            name: "labels",
            items,
        } => Some(items),
        _ => None,
    });
    let is_named = |item: &&Item| match item {
        Item::Text(text) => ["Square", "Small", "Line"].contains(&text.text.as_str()),
        _ => false,
    };
    assert!(labels.flatten().any(|item| is_named(&item)), "on the map");
}

#[test]
fn an_added_layer_may_lie_above_the_network() {
    let names = |layers: &Layers| -> Vec<String> {
        let scene = looked(&network(), layers, Lang::En);
        let placed = scene.world.iter();
        placed.map(|placed| placed.layer.name.to_string()).collect()
    };
    let below = names(&Layers::default());
    let place = |names: &[String], name: &str| names.iter().position(|of| of == name).unwrap();
    assert!(place(&below, "zones") < place(&below, "routes"));
    let mut layers = zones(Look::default());
    for look in layers.context.values_mut() {
        look.is_above = true;
    }
    let above = names(&layers);
    assert!(place(&above, "zones") > place(&above, "routes"));
    assert_eq!(above.len(), below.len());
}

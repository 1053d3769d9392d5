//! What closures cost, on the page and in the legend.

use corridor::scene::closures::ClosureMap;
use corridor::study::resilience::{Effect, Place, Single};

use super::*;

/// Harm of the links and of two hubs, million yuan a year, made by hand; one link carries nothing.
fn closures(area: &[LonLat]) -> Arc<ClosureMap> {
    let links = [900.0, 850.0, 120.0, 95.0, 31.0, 0.0, 2_400.0, 0.0, 4.0];
    let of = |place, millions: f64| Single {
        place,
        teu: if millions > 0.0 { 1_000.0 } else { 0.0 },
        effect: Effect {
            harm: millions * 1e6,
            ..Effect::default()
        },
    };
    let links = links.into_iter().enumerate();
    let mut singles: Vec<Single> = links
        .filter(|(link, _)| *link != 5)
        .map(|(link, millions)| of(Place::Link(LinkId::at(link)), millions))
        .collect();
    for (hub, millions) in [(1, 900.0), (2, 125.0), (4, 3_100.0)] {
        singles.push(of(Place::Hub(NodeId(hub)), millions));
    }
    Arc::new(ClosureMap::of(&singles, area))
}

/// An area around the middle of the western route, clockwise and not convex.
fn area() -> Vec<LonLat> {
    let corners = [
        [103.2, 24.6],
        [103.2, 26.9],
        [106.0, 27.4],
        [104.6, 26.0],
        [106.2, 24.9],
    ];
    corners.map(|[lon, lat]| LonLat::new(lon, lat)).to_vec()
}

fn with_closures(theme: Theme, lang: Lang, area: &[LonLat]) -> Scene {
    let network = network();
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    let view = View {
        theme,
        ..view(&network, &around, lang)
    };
    let mut layers = WorldLayers::new();
    layers.set_closures(Some(closures(area)));
    layers.update(&network, &ground(), None, &view);
    scene(&layers, &network, None, &view, &around, SIZE)
}

#[test]
fn harm_of_closures_and_an_area() {
    check_golden("closures", &with_closures(Theme::Light, Lang::En, &area()));
}

#[test]
fn they_are_told_in_both_languages_and_gone_when_they_are_taken_away() {
    let english = svg(&with_closures(Theme::Light, Lang::En, &[]));
    for said in ["Harm of a closure", "3,000 and more", "Hub: ring"] {
        assert!(english.contains(said), "{said}");
    }
    assert!(!english.contains("Area closed together"));
    let chinese = svg(&with_closures(Theme::Dark, Lang::Zh, &area()));
    assert!(chinese.contains("关闭的损失") && chinese.contains("同时关闭的区域"));
    let (network, ground) = (network(), ground());
    let around = Furniture::default();
    let mut view = view(&network, &around, Lang::En);
    let mut layers = WorldLayers::new();
    layers.update(&network, &ground, None, &view);
    let drawn = |layers: &WorldLayers, view: &View| {
        svg(&scene(layers, &network, None, view, &around, SIZE))
    };
    let before = drawn(&layers, &view);
    layers.set_closures(Some(closures(&[])));
    assert!(layers.update(&network, &ground, None, &view));
    assert!(
        !layers.update(&network, &ground, None, &view),
        "nothing new"
    );
    let with = drawn(&layers, &view);
    assert!(with.contains("-closures-4\"") && with.contains("-closures-unused\""));
    // Of a route that is not shown nothing is drawn; its links are the only ones of the third class.
    view.shown_routes = vec![true, false, true];
    assert!(layers.update(&network, &ground, None, &view));
    assert_ne!(drawn(&layers, &view), with);
    view.shown_routes.clear();
    assert!(layers.update(&network, &ground, None, &view));
    assert_eq!(drawn(&layers, &view), with);
    layers.set_closures(None);
    assert_eq!(drawn(&layers, &view), before);
}

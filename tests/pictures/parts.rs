//! What stands around a page's map: logo, overview, degrees; the legend where there is little room. And names along
//! railways.

use corridor::export::image;
use corridor::model::cartography::MapStyle;
use corridor::model::page::{LogoPlace, PageLogo, PagePart};
use corridor::scene::item::Text;
use corridor::scene::logo::Logo;
use corridor::scene::projection::Rect;

use super::*;

const SIGN: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\">\
    <rect width=\"60\" height=\"20\" rx=\"4\" fill=\"#1d5fd1\"/></svg>";

/// Four thousand times as wide as high.
const SIGN_OF_A_LINE: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4000\" height=\"1\">\
    <rect width=\"4000\" height=\"1\" fill=\"#1d5fd1\"/></svg>";

fn page() -> Furniture {
    Furniture::for_page(
        "Tiny corridor",
        "In every part",
        &["Made by hand".to_owned()],
    )
}

fn logo(place: LogoPlace) -> Logo {
    let picture = Arc::new(image::logo(SIGN).unwrap());
    Logo::new(&picture, PageLogo::at(place))
}

fn drawn(around: &Furniture, size: Point, change: impl Fn(&mut View)) -> Scene {
    let network = network();
    let outcome = outcome(&network, &Scenario::base());
    drawn_of(&network, Some(&outcome), around, (size, &change))
}

fn drawn_of(
    network: &Arc<Network>,
    outcome: Option<&Arc<Outcome>>,
    around: &Furniture,
    (size, change): (Point, &dyn Fn(&mut View)),
) -> Scene {
    let shown = network.home_box().unwrap();
    let camera = Camera::fit(Projection::Albers, shown, around.viewport(size), 60.0);
    let mut view = View {
        inset: InsetChoice::Never,
        ..View::of(camera, Lang::En)
    };
    change(&mut view);
    let mut layers = WorldLayers::in_projection(view.camera.projection);
    layers.update(network, &ground(), outcome, &view);
    let outcome = outcome.map(|outcome| &**outcome);
    scene(&layers, network, outcome, &view, around, size)
}

/// The things of a group of the furniture.
fn group<'a>(scene: &'a Scene, wanted: &str) -> &'a [Item] {
    let found = scene.furniture.iter().find_map(|item| match item {
        Item::Group { name, items } if *name == wanted => Some(items.as_slice()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The rectangle around paths, texts and pictures.
fn around(items: &[Item]) -> Rect {
    let mut sides = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    let mut left: Vec<&Item> = items.iter().collect();
    let mut take = |x: f32, y: f32| {
        sides = [
            sides[0].min(x),
            sides[1].min(y),
            sides[2].max(x),
            sides[3].max(y),
        ];
    };
    while let Some(item) = left.pop() {
        match item {
            Item::Group { items, .. } => left.extend(items),
            Item::Path(path) => path.points.iter().for_each(|at| take(at.x, at.y)),
            Item::Image(image) => {
                take(image.area.x, image.area.y);
                take(image.area.right(), image.area.bottom());
            }
            Item::Text(text) => {
                take(text.left(), text.at.y - text.size * 0.8);
                take(text.left() + text.width, text.at.y);
            }
            Item::Marker(_) => {}
        }
    }
    assert!(sides[0] <= sides[2], "nothing has a place: {items:?}");
    Rect::new(sides[0], sides[1], sides[2] - sides[0], sides[3] - sides[1])
}

#[test]
fn a_page_with_logo_overview_and_degrees() {
    let around = Furniture {
        overview: true,
        logo: Some(logo(LogoPlace::Title)),
        ..page()
    };
    let scene = drawn(&around, SIZE, |view| {
        view.show_graticule = true;
        view.style = Some(MapStyle::Print);
    });
    assert!(scene.left_out.is_empty());
    check_golden("page_parts", &scene);
}

/// A page of a port: lines of some minutes, told in degrees and minutes at all four edges.
#[test]
fn a_page_of_a_port_has_degrees_and_minutes() {
    for lang in [Lang::En, Lang::Zh] {
        let near = |view: &mut View| {
            view.lang = lang;
            view.show_graticule = true;
            view.style = Some(MapStyle::Print);
            view.camera.center = view.camera.projection.project(LonLat::new(108.55, 21.7));
            view.camera.meters_per_unit = 110.0;
        };
        let scene = drawn(&page(), SIZE, near);
        let items = group(&scene, "degrees");
        let said: Vec<&str> = texts_of(items).map(|text| text.text.as_str()).collect();
        let numbers = match lang {
            Lang::En => ["21°40′N", "21°45′N", "108°30′E", "108°35′E"],
            Lang::Zh => ["北纬21°40′", "北纬21°45′", "东经108°30′", "东经108°35′"],
        };
        for number in numbers {
            let count = said.iter().filter(|said| **said == number).count();
            assert!((1..=2).contains(&count), "{number} {said:?}");
        }
        let places: Vec<Rect> = items
            .iter()
            .map(|item| around(std::slice::from_ref(item)))
            .collect();
        for (number, place) in places.iter().enumerate() {
            assert!(places[..number].iter().all(|other| !other.overlaps(*place)));
        }
        if lang == Lang::En {
            check_golden("port", &scene);
        }
    }
}

#[test]
fn what_stands_in_the_corners_is_clear_of_each_other() {
    for place in LogoPlace::ALL {
        let furniture = Furniture {
            overview: true,
            logo: Some(logo(place)),
            ..page()
        };
        let size = Point::new(1100.0, 800.0);
        let scene = drawn(&furniture, size, |view| {
            view.inset = InsetChoice::Always;
            view.show_graticule = true;
        });
        assert!(scene.left_out.is_empty(), "{place:?}");
        let names = ["logo", "overview", "inset", "scale", "legend", "title"];
        let areas = names.map(|name| {
            let items = group(&scene, name);
            assert!(!items.is_empty(), "{place:?}: no {name}");
            around(items)
        });
        let paper = Rect::new(0.0, 0.0, size.x, size.y);
        for (number, area) in areas.iter().enumerate() {
            assert!(paper.holds(*area), "{place:?} {} {area:?}", names[number]);
            for (other, before) in areas[..number].iter().enumerate() {
                let said = format!("{place:?} {} {}", names[number], names[other]);
                assert!(!area.overlaps(*before), "{said}");
            }
        }
        let degrees = group(&scene, "degrees");
        assert!(!degrees.is_empty(), "{place:?}: no degrees");
        for item in degrees {
            let own = around(std::slice::from_ref(item));
            let is_clear = areas.iter().all(|area| !area.overlaps(own));
            assert!(is_clear, "{place:?} {own:?}");
        }
    }
}

/// A legend never runs off its page: it is made smaller, and left out where it would hide the map, which is told.
#[test]
fn a_legend_fits_or_is_left_out() {
    let mut seen = [0; 3];
    for width in [190.0, 260.0, 340.0, 430.0, 560.0, 800.0] {
        for height in [190.0, 240.0, 300.0, 380.0, 480.0, 700.0] {
            let scene = drawn(&page(), Point::new(width, height), |_| ());
            let legend = group(&scene, "legend");
            if legend.is_empty() {
                assert!(
                    scene.left_out.contains(&PagePart::Legend),
                    "{width} {height}"
                );
                seen[2] += 1;
                continue;
            }
            let own = around(legend);
            let map = scene.viewport();
            assert!(map.grown(-13.9).holds(own), "{width} {height} {own:?}");
            assert!(own.w * own.h <= 0.5 * map.w * map.h);
            let scale = group(&scene, "scale");
            assert!(scale.is_empty() || !own.overlaps(around(scale)));
            let smallest = texts_of(legend).map(|text| text.size).fold(99.0, f32::min);
            assert!(smallest >= 8.3, "{smallest}");
            seen[usize::from(smallest < 11.9)] += 1;
        }
    }
    assert!(
        seen.iter().all(|&n| n > 2),
        "whole, smaller, left out: {seen:?}"
    );
}

fn texts_of(items: &[Item]) -> impl Iterator<Item = &Text> {
    items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        _ => None,
    })
}

/// What has no room on the map is not there and is told, so much of it as there is.
#[test]
fn a_scale_bar_and_an_arrow_are_within_the_map_or_left_out() {
    let mut seen = [0; 2];
    for width in [60.0, 120.0, 189.0, 240.0, 600.0] {
        for height in [100.0, 189.0, 400.0] {
            let scene = drawn(&page(), Point::new(width, height), |_| ());
            let parts = [
                ("scale", PagePart::ScaleBar),
                ("north", PagePart::NorthArrow),
                ("legend", PagePart::Legend),
            ];
            for (name, part) in parts {
                let items = group(&scene, name);
                let is_told = scene.left_out.contains(&part);
                assert_eq!(items.is_empty(), is_told, "{name} {width} {height}");
                seen[usize::from(is_told)] += 1;
                if !is_told {
                    let (map, own) = (scene.viewport(), around(items));
                    assert!(map.holds(own), "{name} {width} {height} {own:?}");
                }
            }
        }
    }
    assert!(seen.iter().all(|&n| n > 5), "there, left out: {seen:?}");
}

#[test]
fn a_logo_with_no_room_is_told() {
    let thin = SIGN_OF_A_LINE;
    for (sign, place, size, is_told) in [
        (SIGN, LogoPlace::HighLeft, Point::new(189.0, 189.0), false),
        (SIGN, LogoPlace::HighLeft, Point::new(80.0, 90.0), true),
        (thin, LogoPlace::HighLeft, Point::new(800.0, 600.0), true),
        (thin, LogoPlace::Title, Point::new(800.0, 600.0), true),
    ] {
        let picture = Arc::new(image::logo(sign).unwrap());
        let furniture = Furniture {
            logo: Some(Logo::new(&picture, PageLogo::at(place))),
            ..page()
        };
        let scene = drawn(&furniture, size, |_| ());
        let items = group(&scene, "logo");
        let told = scene.left_out.contains(&PagePart::Logo);
        assert_eq!(
            (told, items.is_empty()),
            (is_told, is_told),
            "{place:?} {size:?}"
        );
        if !is_told {
            assert!(scene.viewport().holds(around(items)));
        }
    }
}

#[test]
fn a_map_too_small_for_an_overview_says_so() {
    let furniture = Furniture {
        overview: true,
        legend: false,
        ..page()
    };
    let scene = drawn(&furniture, Point::new(210.0, 190.0), |_| ());
    assert!(scene.left_out.contains(&PagePart::Overview));
}

/// The tiny network with names of lines.
fn named() -> Arc<Network> {
    let tiny = network();
    let mut links = tiny.links().to_vec();
    for link in &mut links {
        let key = link.key.as_str();
        link.names = match key {
            "E1" | "E2" => Names::new(
                &format!("Yu-Gui railway: {key}"),
                &format!("渝贵铁路：{key}"),
            ),
            "L" => Names::new("Sea lane: a–b", "航线：a–b"),
            _ => continue,
        };
    }
    Arc::new(tiny.with_numbers(tiny.nodes().to_vec(), links))
}

/// Looks at the line from north to east.
fn near(view: &mut View, factor: f64) {
    view.camera.meters_per_unit *= factor;
    view.camera.center = view.camera.projection.project(LonLat::new(108.4, 28.5));
}

fn labels(scene: &Scene) -> Vec<Text> {
    let found = scene.overlay.iter().find_map(|item| match item {
        Item::Group { name, items } if *name == "labels" => Some(items.as_slice()),
        _ => None,
    });
    texts_of(found.unwrap_or_default()).cloned().collect()
}

#[test]
fn railways_are_named_along_their_lines() {
    let network = named();
    let at = |lang: LabelLang, factor: f64| {
        let change = |view: &mut View| {
            view.label_lang = lang;
            near(view, factor);
        };
        labels(&drawn_of(&network, None, &page(), (SIZE, &change)))
    };
    let has = |labels: &[Text], said: &str| labels.iter().any(|text| text.text == said);
    let english = at(LabelLang::En, 0.4);
    assert!(has(&english, "Yu-Gui railway"), "{english:?}");
    assert!(!has(&english, "Sea lane"), "a sea has its own name");
    let turned = english
        .iter()
        .find(|text| text.text == "Yu-Gui railway")
        .unwrap();
    assert!(turned.angle.abs() > 0.1 && turned.halo.is_some());
    assert!(has(&at(LabelLang::Zh, 0.4), "渝贵铁路"));
    assert!(has(&at(LabelLang::Both, 0.4), "Yu-Gui railway 渝贵铁路"));
    assert!(
        !has(&at(LabelLang::En, 1.5), "Yu-Gui railway"),
        "not from afar"
    );
}

#[test]
fn names_along_railways_stay_while_the_map_is_moved() {
    let network = named();
    let window = Furniture::for_window(&[]);
    let at = |steps: f64| -> Vec<(String, [f32; 2])> {
        let change = |view: &mut View| {
            near(view, 0.4);
            // Whole page units, as a hand moves it.
            view.camera.center[0] += steps * view.camera.meters_per_unit;
        };
        let scene = drawn_of(&network, None, &window, (SIZE, &change));
        let camera = scene.camera;
        let fixed = camera.page_of(LonLat::new(106.5, 29.5));
        let railways = labels(&scene).into_iter();
        let railways = railways.filter(|text| text.text.contains("railway"));
        railways
            .map(|text| (text.text, [text.at.x - fixed.x, text.at.y - fixed.y]))
            .collect()
    };
    let before = at(0.0);
    assert!(!before.is_empty());
    for steps in [1.0, 7.0, 20.0] {
        let after = at(steps);
        assert!(!after.is_empty(), "{steps}");
        for (name, place) in after {
            let is_same = |(other, old): &(String, [f32; 2])| {
                *other == name && (old[0] - place[0]).hypot(old[1] - place[1]) < 0.1
            };
            assert!(before.iter().any(is_same), "{name} {place:?} {before:?}");
        }
    }
}

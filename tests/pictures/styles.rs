//! Styles of the map, views of borders, a file of boundaries, the inset of the South China Sea, and the map
//! review number.

use corridor::io::boundary::read;
use corridor::model::cartography::{Borders, BoundaryFile, MapStyle};
use corridor::model::page::{Layout, Sheet};
use corridor::model::saved::Layers;
use corridor::scene::inset::is_called_for;
use corridor::scene::page::size_of;
use corridor::scene::palette::Palette;
use corridor::scene::projection::Rect;
use corridor::study::publication::notices;

use super::*;

fn drawn(style: MapStyle, lang: Lang, change: impl Fn(&mut View)) -> Scene {
    let network = network();
    let outcome = outcome(&network, &Scenario::base());
    let around = Furniture::for_page("Tiny corridor", "", &["Made by hand".to_owned()]);
    let mut view = View {
        style: Some(style),
        ..view(&network, &around, lang)
    };
    change(&mut view);
    let mut layers = WorldLayers::new();
    layers.update(&network, &with_boundary(), Some(&outcome), &view);
    scene(&layers, &network, Some(&outcome), &view, &around, SIZE)
}

/// The ground with a file of boundaries.
fn with_boundary() -> Arc<Vec<ContextLayer>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/boundary.geojson");
    let read = read(&Arc::from(path), &std::fs::read(path).unwrap());
    assert!(read.issues.is_empty(), "{:?}", read.issues);
    let ground = ground();
    Arc::new(ground.iter().cloned().chain(read.layer).collect())
}

fn file() -> Borders {
    Borders::File(Arc::new(BoundaryFile {
        name: "boundary.geojson".to_owned(),
        hash: "0f".repeat(16),
    }))
}

#[test]
fn styles_of_their_own() {
    for (name, style) in [
        ("style_print", MapStyle::Print),
        ("style_high_contrast", MapStyle::HighContrast),
    ] {
        check_golden(name, &drawn(style, Lang::En, |_| ()));
    }
    // A style that was chosen holds whatever the window has.
    let chosen = drawn(MapStyle::Dark, Lang::En, |_| ());
    assert_eq!(chosen.page, Palette::of(Theme::Dark).page);
    let same = drawn(MapStyle::Dark, Lang::En, |view| view.theme = Theme::Dark);
    assert_eq!(svg(&chosen), svg(&same));
}

/// The border of the ground is not recognized in the Chinese view, in either language.
#[test]
fn a_view_of_borders_holds_in_every_language() {
    for lang in [Lang::En, Lang::Zh] {
        let with = |borders: Borders| {
            svg(&drawn(MapStyle::Light, lang, |view| {
                view.borders = borders.clone();
            }))
        };
        assert!(with(Borders::International).contains("-borders\""));
        assert!(!with(Borders::China).contains("-borders\""));
        let of_file = with(file());
        assert!(of_file.contains("-boundary\"") && !of_file.contains("-borders\""));
    }
    let scene = drawn(MapStyle::Light, Lang::En, |view| view.borders = file());
    check_golden("boundary_file", &scene);
}

fn page(layout: Layout, choice: InsetChoice, lang: Lang) -> (Scene, Camera) {
    let network = network();
    let mut saved = Layers {
        borders: file(),
        ..Layers::default()
    };
    "审图号：GS(2025)1234号".clone_into(&mut saved.publication.review_number);
    let foot = notices(&saved, true, lang);
    let around = Furniture::for_page("Tiny corridor", "", &foot);
    let size = size_of(Sheet::Known(layout));
    let shown = network.home_box().unwrap();
    let fitted = Camera::fit(Projection::Albers, shown, around.viewport(size), 60.0);
    let middle = fitted.viewport.center();
    let mut view = View::of(fitted.zoomed_about(middle, 0.25), lang);
    view.borders = file();
    view.inset = choice;
    view.show_graticule = true;
    let mut layers = WorldLayers::in_projection(Projection::Albers);
    layers.update(&network, &with_boundary(), None, &view);
    let drawn = scene(&layers, &network, None, &view, &around, size);
    (drawn, view.camera)
}

fn group<'a>(scene: &'a Scene, wanted: &str) -> Option<&'a Vec<Item>> {
    scene.furniture.iter().find_map(|item| match item {
        Item::Group { name, items } if *name == wanted => Some(items),
        _ => None,
    })
}

/// The box around items, but for the widths of their lines.
fn around(items: &[Item]) -> Rect {
    let mut sides = [
        f32::INFINITY,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NEG_INFINITY,
    ];
    let mut take = |at: Point| {
        sides = [
            sides[0].min(at.x),
            sides[1].min(at.y),
            sides[2].max(at.x),
            sides[3].max(at.y),
        ];
    };
    for item in items {
        match item {
            Item::Path(path) => path.points.iter().copied().for_each(&mut take),
            Item::Text(text) => {
                take(Point::new(text.left(), text.at.y - text.size * 0.8));
                take(Point::new(text.left() + text.width, text.at.y));
            }
            Item::Marker(marker) => take(marker.at),
            Item::Image(image) => {
                take(Point::new(image.area.x, image.area.y));
                take(Point::new(image.area.right(), image.area.bottom()));
            }
            Item::Group { .. } => {}
        }
    }
    Rect::new(sides[0], sides[1], sides[2] - sides[0], sides[3] - sides[1])
}

#[test]
fn an_inset_with_its_own_frame_and_scale() {
    let (drawn, camera) = page(Layout::A4Portrait, InsetChoice::Auto, Lang::Zh);
    assert!(is_called_for(&camera));
    check_golden("inset", &drawn);
    let text = svg(&drawn);
    for said in [
        "南海诸岛",
        "1:",
        "审图号：GS(2025)1234号",
        "boundary.geojson",
    ] {
        assert!(text.contains(said), "{said}");
    }
    let (without, _) = page(Layout::A4Portrait, InsetChoice::Never, Lang::Zh);
    assert!(group(&without, "inset").is_none());
}

#[test]
fn an_inset_stands_on_nothing_else() {
    for layout in Layout::ALL {
        for lang in [Lang::En, Lang::Zh] {
            let (drawn, _) = page(layout, InsetChoice::Always, lang);
            let inset = around(group(&drawn, "inset").unwrap());
            assert!(drawn.viewport().grown(0.5).holds(inset), "{layout:?}");
            for other in ["legend", "scale", "north", "title", "attribution"] {
                if let Some(items) = group(&drawn, other) {
                    let other_box = around(items);
                    assert!(!inset.overlaps(other_box), "{layout:?} {lang:?} {other}");
                }
            }
            let names = drawn.overlay.iter().filter_map(|item| match item {
                Item::Group {
                    name: "labels",
                    items,
                } => Some(items),
                _ => None,
            });
            for name in names.flatten() {
                let own = around(std::slice::from_ref(name));
                assert!(!inset.grown(-1.0).overlaps(own), "{layout:?} {name:?}");
            }
        }
    }
}

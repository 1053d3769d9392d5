use super::*;
use crate::scene::palette::Theme;

fn texts(scene: &Scene) -> Vec<&Text> {
    let texts = scene.furniture.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn marks_are_round_and_few() {
    assert_eq!(steps([0.0, 9_400.0], 6.0, false), [0.0, 2e3, 4e3, 6e3, 8e3]);
    assert_eq!(steps([2017.2, 2020.8], 8.0, true), [2018.0, 2019.0, 2020.0]);
    assert_eq!(short_mark(2_000.0), "2,000");
    assert_eq!(short_mark(0.5), "0.5");
}

#[test]
fn all_of_it_stays_on_the_page() {
    let bars = vec![[2019.0, 4_000.0], [2020.0, 9_000.0], [2021.0, 12_345.0]];
    let chart = Chart {
        title: "Trains".to_owned(),
        subtitle: "A note that takes more than a line. ".repeat(8),
        x: Axis {
            are_years: true,
            ..Axis::default()
        },
        y: Axis {
            name: "TEU".to_owned(),
            ..Axis::default()
        },
        marks: vec![
            Mark {
                shape: Shape::Bars(bars, 0.6),
                ink: Ink::Main,
                name: "Published".to_owned(),
            },
            Mark {
                shape: Shape::Line(vec![[2021.0, 12_345.0], [2030.0, 30_000.0]], true),
                ink: Ink::Beside(1),
                name: "Growth".to_owned(),
            },
            Mark {
                shape: Shape::Upright(2025.0),
                ink: Ink::Mark,
                name: String::new(),
            },
        ],
        foot: "Somebody".to_owned(),
    };
    let scene = chart.scene(Palette::of(Theme::Light)).unwrap();
    let said: Vec<&str> = texts(&scene)
        .iter()
        .map(|text| text.text.as_str())
        .collect();
    for words in [
        "Trains",
        "Published",
        "Growth",
        "2020",
        "30,000",
        "Somebody",
        "TEU",
    ] {
        assert!(said.contains(&words), "{words}: {said:?}");
    }
    for text in texts(&scene) {
        let is_in = text.left() >= 0.0 && text.left() + text.width <= SIZE.x;
        assert!(is_in && (0.0..SIZE.y).contains(&text.at.y), "{text:?}");
    }
    for item in &scene.furniture {
        if let Item::Path(path) = item {
            let is_in =
                |at: &Point| (0.0..=SIZE.x).contains(&at.x) && (0.0..=SIZE.y).contains(&at.y);
            assert!(path.points.iter().all(is_in), "{path:?}");
        }
    }
    assert!(Chart::default().scene(Palette::of(Theme::Light)).is_none());
}

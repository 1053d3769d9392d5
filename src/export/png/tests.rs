use std::sync::Arc;

use super::*;
use crate::model::projection::Projection;
use crate::scene::detail::Shapes;
use crate::scene::item::{Dash, Level, Pen, Point, Stroke, WorldLayer, WorldStyle};
use crate::scene::palette::Palette;
use crate::scene::palette::Theme;
use crate::scene::projection::{Camera, Rect};
use crate::scene::raster::Under;

/// A layer of wavy lines all over the map, in two looks.
fn waves(strokes: [Vec<Stroke>; 2]) -> PlacedLayer {
    let mut shapes = Shapes::lines();
    let mut look_of = Vec::new();
    for number in 0..14_u16 {
        let (turn, down) = (f64::from(number) * 0.37, f64::from(number / 2) * 36.0);
        let at = |step: i32| {
            let along = f64::from(step) * 1.3 - 20.0;
            let up = (f64::from(step) * 0.07 + turn).sin() * 30.0 * f64::from(number % 3);
            [along, up + down - 260.0 + along * turn.cos() * 0.3]
        };
        shapes.push_line(&(0..300).map(at).collect::<Vec<_>>());
        look_of.push(number % 2);
    }
    let level: Level = shapes.level(0.0);
    let styles = strokes.map(|strokes| WorldStyle {
        fill: None,
        strokes,
    });
    PlacedLayer {
        layer: Arc::new(WorldLayer {
            name: Arc::from("waves"),
            levels: Arc::new(vec![level]),
            looks: Vec::new(),
            look_of: Arc::new(look_of),
            below_meters_per_unit: f64::INFINITY,
        }),
        level: 0,
        styles: styles.to_vec(),
    }
}

/// A page with a margin around the map, whose edge lies within pixels.
fn page(world: Vec<PlacedLayer>) -> Scene {
    let palette = Palette::of(Theme::Light);
    Scene {
        size: Point::new(360.0, 300.0),
        page: palette.page,
        camera: Camera {
            projection: Projection::Mercator,
            center: [150.0, -120.0],
            meters_per_unit: 1.0,
            viewport: Rect::new(20.3, 15.7, 310.45, 260.2),
        },
        background: palette.water,
        title: String::new(),
        description: String::new(),
        world,
        under: Under::default(),
        overlay: Vec::new(),
        furniture: Vec::new(),
        numbers: Vec::new(),
        notes: Vec::new(),
        left_out: Vec::new(),
        legend_heading: None,
    }
}

/// Both ways of drawing lines, as colors of pixels.
fn both(scene: &Scene, pixels_per_unit: f32) -> [Vec<u8>; 2] {
    let direct = drawn_by(scene, pixels_per_unit, lines::is_solid).unwrap();
    let by_text = drawn_by(scene, pixels_per_unit, |_| false).unwrap();
    [colors(&direct), colors(&by_text)]
}

#[test]
fn lines_drawn_by_themselves_look_like_those_of_the_svg() {
    let palette = Palette::of(Theme::Light);
    let (ink, red) = (palette.ink, palette.bad);
    for (widths, alpha) in [
        ([0.3, 0.8], 255),
        ([1.0, 2.0], 255),
        ([4.0, 1.5], 255),
        ([6.0, 3.0], 0x60),
    ] {
        let [wide, narrow] = widths;
        let cased = vec![
            Stroke::solid(wide + 2.0, palette.page),
            Stroke::solid(wide, ink.with_alpha(alpha)),
        ];
        let plain = vec![Stroke::solid(narrow, red.with_alpha(alpha))];
        let below = waves([vec![Stroke::solid(9.0, palette.land)], Vec::new()]);
        let above = waves([
            Vec::new(),
            vec![Stroke {
                dash: Some(Dash::new(4.0, 3.0)),
                ..Stroke::solid(1.0, palette.accent)
            }],
        ]);
        let scene = page(vec![below, waves([cased, plain]), above]);
        for scale in [1.0, 3.125] {
            let [direct, by_text] = both(&scene, scale);
            let differences: Vec<u8> = direct
                .iter()
                .zip(&by_text)
                .map(|(a, b)| a.abs_diff(*b))
                .collect();
            let sum: u32 = differences.iter().copied().map(u32::from).sum();
            #[expect(clippy::cast_precision_loss, reason = "some millions")]
            let mean = f64::from(sum) / differences.len() as f64;
            let n_far = differences.iter().filter(|&&apart| apart > 40).count();
            assert!(mean < 1.2, "{widths:?} {alpha} {scale}: {mean}");
            assert!(
                n_far * 200 < differences.len(),
                "{widths:?} {alpha} {scale}: {n_far} of {}",
                differences.len()
            );
        }
    }
}

#[test]
fn only_very_many_solid_lines_are_drawn_by_themselves() {
    let ink = Palette::of(Theme::Light).ink;
    let few = waves([vec![Stroke::solid(1.0, ink)], Vec::new()]);
    assert!(!lines::is_theirs(&few) && lines::is_solid(&few));
    let dashed = Stroke {
        dash: Some(Dash::new(1.0, 1.0)),
        ..Stroke::solid(1.0, ink)
    };
    assert!(!lines::is_solid(&waves([vec![dashed], Vec::new()])));
    let mut shapes = Shapes::lines();
    let long: Vec<[f64; 2]> = (0..200_000).map(|x| [f64::from(x), 0.0]).collect();
    shapes.push_line(&long);
    let many = PlacedLayer {
        layer: Arc::new(WorldLayer {
            levels: Arc::new(vec![shapes.level(0.0)]),
            looks: vec![Pen::fixed(1.0, ink)]
                .into_iter()
                .map(|pen| crate::scene::item::Look {
                    fill: None,
                    pens: vec![pen],
                })
                .collect(),
            ..(*few.layer).clone()
        }),
        ..few
    };
    assert!(lines::is_theirs(&many));
}

#[test]
fn the_page_around_the_map_is_as_if_the_map_were_cut() {
    let palette = Palette::of(Theme::Light);
    let scene = page(vec![waves([
        vec![Stroke::solid(5.0, palette.ink)],
        Vec::new(),
    ])]);
    let pixmap = drawn_by(&scene, 2.0, |_| false).unwrap();
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(&super::super::svg::svg(&scene), &options).unwrap();
    let mut cut = Pixmap::new(pixmap.width(), pixmap.height()).unwrap();
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut cut.as_mut());
    let apart = pixmap.data().iter().zip(cut.data());
    let most = apart.map(|(a, b)| a.abs_diff(*b)).max();
    assert!(most <= Some(3), "{most:?}");
}

//! Lines and areas drawn by a graphics card look as they do when egui paints them.
//!
//! Where the system has neither a card nor a program in its place these tests say so on standard error and leave the
//! pictures out; how corners are laid out is tested beside the code.

use std::future::Future as _;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, Waker};

use corridor::app::App;
use corridor::app::action::Action;
use corridor::app::gpu::{Gpu, device};
use corridor::app::paint::{self, Brushes};
use corridor::io::load::Sources;
use corridor::model::geometry::LonLat;
use corridor::model::projection::Projection;
use corridor::scene::detail::Shapes;
use corridor::scene::item::{Dash, Look, Pen, PlacedLayer, Point, Scene, WorldLayer, WorldStyle};
use corridor::scene::palette::{Palette, Theme};
use corridor::scene::projection::{Camera, Rect};
use corridor::scene::raster::Under;
use eframe::egui::Vec2;
use eframe::egui_wgpu::{RenderState, RendererOptions};
use eframe::wgpu;
use egui_kittest::Harness;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};

use super::{Picked, Window, tiny, wait};

/// A card, or a program in its place; `None` where the system has none.
pub fn card_here() -> Option<RenderState> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    let found = pin!(instance.enumerate_adapters(wgpu::Backends::all()));
    let mut context = TaskContext::from_waker(Waker::noop());
    match found.poll(&mut context) {
        Poll::Ready(found) if !found.is_empty() => {
            let state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
            device::install(&state);
            Some(state)
        }
        _ => {
            eprintln!("no graphics card and no program in its place: pictures are not compared");
            None
        }
    }
}

/// A picture, and how wide its rows are.
pub struct Picture {
    /// Red, green, blue and alpha, row by row.
    pub pixels: Vec<[u8; 4]>,
    /// Pixels in a row.
    pub width: usize,
}

pub fn picture<State>(harness: &mut Harness<State>) -> Picture {
    let image = harness.render().unwrap();
    Picture {
        width: image.width() as usize,
        pixels: image.pixels().map(|pixel| pixel.0).collect(),
    }
}

/// How many of a thousand pixels differ by more than the least that is seen, and by how much the two differ at
/// most, of 255.
fn difference(one: &Picture, other: &Picture) -> (f64, u8) {
    assert_eq!(one.width, other.width);
    assert_eq!(one.pixels.len(), other.pixels.len());
    let apart = |(a, b): (&[u8; 4], &[u8; 4])| {
        let parts = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b));
        parts.max().unwrap_or(0)
    };
    let all: Vec<u8> = one.pixels.iter().zip(&other.pixels).map(apart).collect();
    let n = all.iter().filter(|&&by| by > 12).count();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
    let share = n as f64 * 1000.0 / all.len() as f64;
    (share, all.into_iter().max().unwrap_or(0))
}

/// A layer of these shapes with one look, or two by turns.
fn layer(shapes: Shapes, looks: Vec<Look>) -> PlacedLayer {
    let level = shapes.level(0.0);
    let n = level.geometry.n_shapes();
    let styles = looks.iter().map(|look| WorldStyle {
        fill: look.fill,
        strokes: look.pens.iter().map(|pen| pen.at(2.0)).collect(),
    });
    let styles = styles.collect();
    let by_turns = (0..n).map(|shape| u16::from(!shape.is_multiple_of(2)));
    let look_of = if looks.len() > 1 {
        by_turns.collect()
    } else {
        Vec::new()
    };
    PlacedLayer {
        layer: Arc::new(WorldLayer {
            name: Arc::from("shapes"),
            levels: Arc::new(vec![level]),
            looks,
            look_of: Arc::new(look_of),
            below_meters_per_unit: f64::INFINITY,
        }),
        level: 0,
        styles,
    }
}

fn camera() -> Camera {
    Camera {
        projection: Projection::default(),
        center: [48_000.0, 27_000.0],
        meters_per_unit: 160.0,
        viewport: Rect::new(10.0, 20.0, 620.0, 400.0),
    }
}

/// Lines that wind, turn sharply and come back; dashed, pale, thin and thick ones; areas with holes.
fn shapes() -> Scene {
    let palette = Palette::of(Theme::Light);
    let mut winding = Shapes::lines();
    let mut sharp = Shapes::lines();
    let mut areas = Shapes::areas();
    for row in 0..6 {
        let y = 4_000.0 + f64::from(row) * 9_000.0;
        let wave = |i: i32| {
            let x = f64::from(i) * 310.0 - 3_000.0;
            [x, y + (x / 2_500.0).sin() * 2_400.0]
        };
        winding.push_line(&(0..400).map(wave).collect::<Vec<_>>());
        let tooth = |i: i32| {
            let x = f64::from(i / 2) * 5_000.0 + f64::from(i % 2) * 1_200.0;
            [x, y + f64::from(i % 2) * 6_500.0]
        };
        sharp.push_line(&(0..30).map(tooth).collect::<Vec<_>>());
        let x = f64::from(row) * 15_000.0;
        let square = |by: f64| {
            [
                [x + by, by],
                [x + 12_000.0 - by, by],
                [x + 9_000.0, 52_000.0 - by],
            ]
        };
        areas.push_ring(&square(0.0), false);
        areas.push_ring(&square(2_500.0), true);
    }
    let pens = |pens: Vec<Pen>| Look { fill: None, pens };
    let world = vec![
        layer(
            areas,
            vec![Look {
                fill: Some(palette.eastern.with_alpha(0x60)),
                pens: vec![Pen::fixed(0.5, palette.ink)],
            }],
        ),
        layer(
            winding,
            vec![
                pens(vec![
                    Pen::fixed(7.0, palette.land),
                    Pen::fixed(3.5, palette.middle),
                ]),
                pens(vec![
                    Pen::fixed(5.0, palette.western.with_alpha(0x80)).dashed(Dash::new(11.0, 6.0)),
                    Pen::fixed(1.2, palette.ink),
                ]),
            ],
        ),
        layer(
            sharp,
            vec![
                pens(vec![Pen::fixed(4.0, palette.accent)]),
                pens(vec![Pen::fixed(0.7, palette.ink).dashed(Dash {
                    phase: 3.0,
                    ..Dash::new(7.0, 4.0)
                })]),
            ],
        ),
    ];
    Scene {
        size: Point::new(640.0, 440.0),
        page: palette.page,
        camera: camera(),
        background: palette.water,
        title: String::new(),
        description: String::new(),
        world,
        under: Under::default(),
        overlay: Vec::new(),
        furniture: Vec::new(),
        left_out: Vec::new(),
        legend_heading: None,
        numbers: Vec::new(),
        notes: Vec::new(),
    }
}

#[test]
fn shapes_look_the_same_by_card_and_by_painter() {
    for scale in [1.0, 1.5] {
        let pictures = [false, true].map(|by_card| {
            let state = card_here()?;
            let mut brushes = Brushes::default();
            let mut harness = Harness::builder()
                .with_size(Vec2::new(640.0, 440.0))
                .with_pixels_per_point(scale)
                .renderer(WgpuTestRenderer::from_render_state(state))
                .build_ui(move |ui| {
                    if by_card && brushes.gpu.is_none() {
                        brushes.gpu = Some(Gpu::new(ui.ctx().clone()));
                    }
                    let origin = ui.max_rect().min;
                    paint::paint(ui.painter(), origin, &shapes(), &mut brushes);
                });
            harness.run();
            Some(picture(&mut harness))
        });
        let [Some(painted), Some(drawn)] = pictures else {
            return;
        };
        let colors: std::collections::HashSet<_> = painted.pixels.iter().collect();
        assert!(colors.len() > 50, "something is there");
        let (share, most) = difference(&painted, &drawn);
        // Where corners are cut off egui's triangles overlap a little otherwise.
        assert!(share < 2.0, "{share} of a thousand, by {most} at most");
    }
}

/// The window with a study, its map by card or by painter.
pub fn window_by(state: RenderState, by_card: bool, sources: Sources) -> Window {
    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_max_steps(400)
        .renderer(WgpuTestRenderer::from_render_state(state))
        .build_eframe(move |creation| {
            let context = &creation.egui_ctx;
            let mut app = App::new(context, sources, Arc::new(Picked::default())).unwrap();
            if by_card {
                app.draw_by_card(context);
            }
            app
        });
    wait(&mut window, |app| app.state().transient.outcome.is_some());
    window
}

#[test]
fn the_map_looks_the_same_by_card_and_by_painter() {
    let views = [
        ("whole", None),
        ("Beibu Gulf", Some((LonLat::new(108.6, 21.8), 220.0))),
        ("a port", Some((LonLat::new(108.58, 21.73), 12.0))),
        ("the world", Some((LonLat::new(100.0, 30.0), 40_000.0))),
    ];
    let pictures = [false, true].map(|by_card| {
        let mut window = window_by(card_here()?, by_card, Sources::named(&[tiny()]));
        window.state_mut().do_next(Action::OpenBundled);
        wait(&mut window, |app| {
            let document = app.state().document.as_ref();
            document.is_some_and(|document| document.network.links().len() > 100)
                && app.state().transient.outcome.is_some()
        });
        Some(views.map(|(_, view)| {
            if let Some((at, scale)) = view {
                let camera = window.state().state().session.view.camera;
                let camera = Camera {
                    center: camera.projection.project(at),
                    meters_per_unit: scale,
                    ..camera
                };
                window.state_mut().do_next(Action::SetCamera(camera));
            }
            window.run_steps(6);
            picture(&mut window)
        }))
    });
    let [Some(painted), Some(drawn)] = pictures else {
        return;
    };
    for ((name, _), (painted, drawn)) in views.iter().zip(painted.iter().zip(&drawn)) {
        let (share, most) = difference(painted, drawn);
        assert!(
            share < 1.0,
            "{name}: {share} of a thousand, by {most} at most"
        );
    }
}

//! The map in the window and the exported picture of the same view are one picture.
//!
//! They are drawn by two programs, egui's and resvg's, from one description; edges of letters and lines are softened
//! otherwise, so small blocks of pixels are compared by their mean. Where the system can draw no window without a
//! display these tests say so on standard error and leave the pictures out.

use corridor::app::action::Action;
use corridor::app::canvas::around_map;
use corridor::export::png::pixels;
use corridor::io::load::Sources;
use corridor::model::geometry::LonLat;
use corridor::scene::projection::Camera;
use corridor::scene::sheet::{LabelLang, View, scene};
use eframe::egui::Rect;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use super::flows::open;
use super::gpu::{Picture, card_here, picture, window_by};
use super::{Window, tiny, wait};

/// Pixels across a block.
const BLOCK: usize = 6;

/// What a view of the window's map would be as a file.
fn exported(window: &Window, view: &View) -> Picture {
    let state = window.state().state();
    let document = state.document.as_ref().unwrap();
    let around = around_map(state);
    let network = state.numbers().unwrap_or(&document.network);
    let outcome = state.transient.outcome.as_deref();
    let size = state.session.map_size;
    let drawn = scene(&state.layers, network, outcome, view, &around, size);
    let ([width, _], rgb) = pixels(&drawn, 1.0).unwrap();
    let pixels = rgb.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]);
    Picture {
        width,
        pixels: pixels.collect(),
    }
}

/// A rectangle of the screen in whole pixels: left, top, right, bottom.
fn corners(of: Rect) -> [usize; 4] {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places of pixels"
    )]
    [of.min.x, of.min.y, of.max.x, of.max.y].map(|side| side.max(0.0) as usize)
}

/// The part of the window that is its map, and the parts of it that buttons cover.
fn shown(window: &mut Window) -> (Picture, Vec<[usize; 4]>) {
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let buttons = window.get_all_by_role(Role::Button);
    let buttons = buttons.filter(|node| node.accesskit_node().bounding_box().is_some());
    let over = buttons.map(|node| node.rect());
    let over = over.filter(|rect| map.contains_rect(*rect));
    let own = |rect: Rect| corners(rect.expand(10.0).translate(-map.min.to_vec2()));
    let covered = over.map(own).collect();
    let whole = picture(window);
    let [left, top, right, bottom] = corners(map);
    let rows = whole.pixels.chunks_exact(whole.width);
    let rows = rows.skip(top).take(bottom - top);
    let map = Picture {
        width: right - left,
        pixels: rows.flat_map(|row| row[left..right].to_vec()).collect(),
    };
    (map, covered)
}

/// The means of all whole blocks, row by row: red, green, blue, each of 255.
fn blocks(of: &Picture, covered: &[[usize; 4]]) -> Vec<[f64; 3]> {
    let (across, down) = (of.width / BLOCK, of.pixels.len() / of.width / BLOCK);
    let mean = |at: usize| {
        let (x, y) = (at % across * BLOCK, at / across * BLOCK);
        let is_covered =
            |of: &[usize; 4]| x < of[2] && x + BLOCK > of[0] && y < of[3] && y + BLOCK > of[1];
        if covered.iter().any(is_covered) {
            return [0.0; 3];
        }
        let within = (y..y + BLOCK).flat_map(|y| (x..x + BLOCK).map(move |x| y * of.width + x));
        let mut sums = [0.0; 3];
        for place in within {
            for (sum, part) in sums.iter_mut().zip(of.pixels[place]) {
                *sum += f64::from(part);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "36")]
        sums.map(|sum| sum / (BLOCK * BLOCK) as f64)
    };
    (0..across * down).map(mean).collect()
}

/// How many of a thousand blocks differ by more than 20 of 255, and by how much they differ at most.
fn apart(one: &[[f64; 3]], other: &[[f64; 3]]) -> (f64, f64) {
    assert_eq!(one.len(), other.len());
    let by = |(a, b): (&[f64; 3], &[f64; 3])| {
        let parts = a.iter().zip(b).map(|(a, b)| (a - b).abs());
        parts.fold(0.0, f64::max)
    };
    let all: Vec<f64> = one.iter().zip(other).map(by).collect();
    let n = all.iter().filter(|&&by| by > 20.0).count();
    #[expect(clippy::cast_precision_loss, reason = "blocks of a window")]
    let share = n as f64 * 1000.0 / all.len() as f64;
    (share, all.into_iter().fold(0.0, f64::max))
}

/// More is different than the edges of lines and letters.
fn is_another(apart: (f64, f64)) -> bool {
    apart.0 > 1.0 || apart.1 > 32.0
}

/// The window with the bundled corridor.
fn bundled() -> Option<Window> {
    let mut window = window_by(card_here()?, false, Sources::named(&[tiny()]));
    window.state_mut().do_next(Action::OpenBundled);
    wait(&mut window, |app| {
        let document = app.state().document.as_ref();
        document.is_some_and(|document| document.network.links().len() > 100)
            && app.state().transient.outcome.is_some()
    });
    Some(window)
}

/// Writes a picture to be looked at.
fn write(of: &Picture, name: &str, what: &str) -> String {
    let path = format!("{}/alike-{name}-{what}.png", env!("CARGO_TARGET_TMPDIR"));
    let [width, height] = [of.width, of.pixels.len() / of.width].map(|n| u32::try_from(n).unwrap());
    let file = std::fs::File::create(&path).unwrap();
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&of.pixels.concat()).unwrap();
    path
}

/// What the window shows against files of what it shows, and of what it does not.
#[track_caller]
fn check(window: &mut Window, name: &str) {
    window.run_steps(6);
    let (shown, covered) = shown(window);
    let view = window.state().state().session.view.clone();
    let against = |view: &View| {
        let file = exported(window, view);
        apart(&blocks(&shown, &covered), &blocks(&file, &covered))
    };
    let same = against(&view);
    if is_another(same) {
        let file = exported(window, &view);
        let at = [("window", &shown), ("file", &file)].map(|(what, of)| write(of, name, what));
        panic!("{name}: {same:?}, see {at:?}");
    }
    let center = view.camera.center;
    let beside = Camera {
        center: [center[0] + 1.5 * view.camera.meters_per_unit, center[1]],
        ..view.camera
    };
    let moved = against(&View {
        camera: beside,
        ..view
    });
    assert!(is_another(moved), "{name}, moved: {moved:?}");
}

#[test]
fn the_window_and_the_file_show_the_same() {
    let Some(mut window) = bundled() else {
        return;
    };
    check(&mut window, "whole");
    let view = window.state().state().session.view.clone();
    let (shown, covered) = shown(&mut window);
    let bare = View {
        show_labels: false,
        ..view
    };
    let bare = exported(&window, &bare);
    let bare = apart(&blocks(&shown, &covered), &blocks(&bare, &covered));
    assert!(is_another(bare), "without names: {bare:?}");
    window
        .state_mut()
        .do_next(Action::SetLabelLang(LabelLang::Both));
    for (name, at, scale) in [
        ("Beibu Gulf", LonLat::new(108.6, 21.8), 220.0),
        ("Chongqing", LonLat::new(106.5, 29.6), 90.0),
        ("a port", LonLat::new(108.58, 21.73), 12.0),
    ] {
        let camera = window.state().state().session.view.camera;
        window.state_mut().do_next(Action::SetCamera(Camera {
            center: camera.projection.project(at),
            meters_per_unit: scale,
            ..camera
        }));
        check(&mut window, name);
    }
}

#[test]
fn so_do_they_in_the_dark_with_flows() {
    let Some(mut window) = bundled() else {
        return;
    };
    window.state_mut().do_next(Action::ToggleTheme);
    window
        .state_mut()
        .do_next(Action::SetLabelLang(LabelLang::Zh));
    open(&mut window);
    assert!(window.state().state().layers.flows().is_some());
    check(&mut window, "flows");
}

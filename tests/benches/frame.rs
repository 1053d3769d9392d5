//! What a frame of the window takes on its thread: the whole program in a window of 1280 by 800 points, with no
//! display and no renderer, from what is known to triangles.
//!
//! `cargo bench --bench frame` prints medians of some hundred frames, milliseconds of the thread's own work: idle,
//! while the map is dragged, while the wheel turns, while colors change; first the bundled corridor, then over raster
//! tiles of a file that is made for it, then with a GeoJSON file of many lines as a context layer, where
//! `CORRIDOR_GEOJSON` names one. `short` takes fewer frames, `only panning light` at the end those whose name has one of
//! these words. Each sum is parted into what is done before drawing (`logic`), panels and widgets, the scene's
//! description, its painting, and triangles; `card` has lines and areas drawn by a graphics card, whose share is not in
//! these times; `device` tells too what the thread takes to hand a frame over to it, on a system that has one or a
//! program in its place. Nothing is asserted.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]

#[path = "support/squares.rs"]
mod squares;

use std::cell::Cell;
use std::fs::remove_file;
use std::path::PathBuf;
use std::process::id;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, thread};

use corridor::app::App;
use corridor::app::action::Action;
use corridor::app::dialogs::{Ask, FilePicker};
use corridor::app::gpu::{Gpu, device};
use corridor::app::paint::{self, Brushes};
use corridor::app::theme;
use corridor::app::tiles::{TileStep, tiles};
use corridor::io::load::Sources;
use corridor::model::ids::RouteId;
use corridor::scene::context::ContextStyle;
use corridor::scene::item::Point;
use corridor::scene::sheet::{Furniture, scene};
use eframe::App as _;
use eframe::egui::epaint::{ClippedPrimitive, Primitive};
use eframe::egui::{
    self, Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect,
    TexturesDelta, TouchPhase, Vec2, ViewportId, pos2, vec2,
};
use eframe::egui_wgpu::{RenderState, RendererOptions, ScreenDescriptor};
use eframe::wgpu;
use egui_kittest::wgpu::{create_render_state, default_wgpu_setup};

/// Nobody is asked for files.
struct Nobody;

impl FilePicker for Nobody {
    fn open(&self, _title: &str) -> Ask<Vec<PathBuf>> {
        Box::new(|| None)
    }

    fn save(&self, _title: &str, _name: &str) -> Ask<PathBuf> {
        Box::new(|| None)
    }

    fn save_study(&self, _title: &str, _name: &str) -> Ask<PathBuf> {
        Box::new(|| None)
    }
}

/// The parts of a frame, milliseconds, and how many triangles it comes to.
#[derive(Clone, Copy, Default)]
struct Times {
    logic: f64,
    ui: f64,
    described: f64,
    painted: f64,
    tessellated: f64,
    handed: f64,
    triangles: usize,
}

/// A graphics card that is given each frame, but not told to draw it.
struct Card {
    state: RenderState,
    picture: wgpu::TextureView,
}

impl Card {
    fn open() -> Self {
        let state = create_render_state(default_wgpu_setup(), RendererOptions::default());
        device::install(&state);
        let texture = state.device.create_texture(&wgpu::TextureDescriptor {
            label: None,
            size: wgpu::Extent3d {
                width: 1280,
                height: 800,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: state.target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
            view_formats: &[],
        });
        let picture = texture.create_view(&wgpu::TextureViewDescriptor::default());
        Self { state, picture }
    }

    /// What handing a frame over takes, milliseconds.
    fn take(&self, primitives: &[ClippedPrimitive], mut textures: TexturesDelta) -> f64 {
        let RenderState { device, queue, .. } = &self.state;
        let mut renderer = self.state.renderer.write();
        let began = worked();
        let mut set: Vec<_> = textures.set.drain().collect();
        set.sort_by_key(|(id, _)| *id);
        for (id, images) in set {
            for image in images {
                renderer.update_texture(device, queue, id, &image);
            }
        }
        let screen = ScreenDescriptor {
            size_in_pixels: [1280, 800],
            pixels_per_point: 1.0,
        };
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        renderer.update_buffers(device, queue, &mut encoder, primitives, &screen);
        let attachment = wgpu::RenderPassColorAttachment {
            view: &self.picture,
            resolve_target: None,
            ops: wgpu::Operations::default(),
            depth_slice: None,
        };
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            color_attachments: &[Some(attachment)],
            ..wgpu::RenderPassDescriptor::default()
        });
        let mut pass = pass.forget_lifetime();
        renderer.render(&mut pass, primitives, &screen);
        drop(pass);
        drop(encoder.finish());
        let handed = worked() - began;
        // What was written goes over, but nothing is drawn.
        queue.submit([]);
        device
            .poll(wgpu::PollType::Wait {
                submission_index: None,
                timeout: None,
            })
            .unwrap();
        handed
    }
}

struct Window {
    context: Context,
    beside: Context,
    frame: eframe::Frame,
    app: App,
    brushes: Brushes,
    card: Option<Card>,
    time: f64,
}

fn since(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

/// How long this thread has worked, milliseconds: what other threads and programs take of the machine meanwhile is
/// not in it. Where the system does not tell, the time that went by.
fn worked() -> f64 {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::ThreadCPUTime);
        #[expect(clippy::cast_precision_loss, reason = "some days at most")]
        let worked = time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6;
        worked
    }
    #[cfg(not(unix))]
    {
        static BEGAN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        since(*BEGAN.get_or_init(Instant::now))
    }
}

impl Window {
    fn open(by_card: bool) -> Self {
        let context = Context::default();
        let app = App::new(&context, Sources::named(&[]), Arc::new(Nobody)).unwrap();
        let beside = Context::default();
        theme::install_fonts(&beside);
        let mut window = Self {
            context: context.clone(),
            beside,
            frame: eframe::Frame::_new_kittest(),
            app,
            brushes: Brushes::default(),
            card: has("device").then(Card::open),
            time: 0.0,
        };
        if by_card {
            window.app.draw_by_card(&context);
            window.brushes.gpu = Some(Gpu::new(window.beside.clone()));
        }
        window.wait(|app| app.state().transient.outcome.is_some());
        window
    }

    fn wait(&mut self, holds: impl Fn(&App) -> bool) {
        let mut n_still = 0;
        while n_still < 30 {
            self.step(Vec::new());
            let transient = &self.app.state().transient;
            let is_still = holds(&self.app) && !transient.is_updating && transient.flight.is_none();
            n_still = if is_still { n_still + 1 } else { 0 };
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// One frame. The map is described and painted a second time, apart, to know what that takes.
    fn step(&mut self, events: Vec<Event>) -> Times {
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(1.0);
        let mut times = Times::default();
        let (app, frame) = (&mut self.app, &mut self.frame);
        let whole = worked();
        let output = self.context.run_ui(input, |ui| {
            let began = worked();
            app.logic(ui, frame);
            times.logic += worked() - began;
            app.ui(ui, frame);
        });
        times.ui = worked() - whole;
        let began = worked();
        let primitives = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        times.tessellated = worked() - began;
        times.triangles = primitives
            .iter()
            .map(|clipped| match &clipped.primitive {
                Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                Primitive::Callback(_) => 0,
            })
            .sum();
        if let Some(card) = &self.card {
            times.handed = card.take(&primitives, output.textures_delta);
        }
        times
    }

    /// What describing and painting the map takes by itself, milliseconds.
    fn map(&mut self) -> [f64; 2] {
        let state = self.app.state();
        let (Some(document), view) = (&state.document, &state.session.view) else {
            return [0.0; 2];
        };
        let outcome = state.transient.outcome.as_deref();
        let network = outcome.map_or(&document.network, |outcome| &outcome.network);
        let around = Furniture {
            legend: state.shows_legend(),
            ..Furniture::for_window(&[])
        };
        let size = state.session.map_size;
        let began = worked();
        let picture = scene(&state.layers, network, outcome, view, &around, size);
        let described = worked() - began;
        let place = Rect::from_min_size(pos2(236.0, 70.0), vec2(size.x, size.y));
        let mut painted = 0.0;
        // In a context of its own: what is added here is of no frame of the window.
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            ..RawInput::default()
        };
        let brushes = &mut self.brushes;
        let _ = self.beside.run_ui(input, |ui| {
            let began = worked();
            paint::paint(&ui.painter_at(place), place.min, &picture, brushes);
            painted = worked() - began;
        });
        [described, painted]
    }

    fn map_middle(&self) -> Pos2 {
        let Point { x, y } = self.app.state().session.map_size;
        pos2(236.0 + x / 2.0, 70.0 + y / 2.0)
    }
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// Prints what frames came to.
fn tell(what: &str, all: &[Times]) {
    let of = |part: fn(&Times) -> f64| median(all.iter().map(part).collect());
    let n_triangles = all[all.len() / 2].triangles;
    println!(
        "{what:<22} {:6.2} ms = logic {:5.2}, panels {:5.2}, described {:5.2}, painted {:5.2}, \
         tessellated {:5.2}   {n_triangles} triangles, handed over {:5.2}",
        of(|t| t.ui + t.tessellated),
        of(|t| t.logic),
        of(|t| t.ui - t.logic - t.described - t.painted),
        of(|t| t.described),
        of(|t| t.painted),
        of(|t| t.tessellated),
        of(|t| t.handed),
    );
}

/// Frames of a kind; each is given its number and brings its events.
fn frames(
    window: &mut Window,
    what: &str,
    n: usize,
    mut events: impl FnMut(&mut Window, usize) -> Vec<Event>,
) {
    if !is_asked_for(what) {
        return;
    }
    let mut all = Vec::new();
    for number in 0..n {
        let events = events(window, number);
        let mut times = window.step(events);
        if number.is_multiple_of(8) {
            let [described, painted] = window.map();
            (times.described, times.painted) = (described, painted);
        } else if let Some(last) = all.last() {
            let last: &Times = last;
            (times.described, times.painted) = (last.described, last.painted);
        }
        all.push(times);
    }
    tell(what, &all);
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

fn wheel(by: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, by),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// Frames in which nothing but the camera changes.
const MOVES: [&str; 3] = ["idle", "panning", "zooming"];

/// Measures frames while nothing but the camera changes.
fn moving(window: &mut Window, n: usize) {
    let middle = window.map_middle();
    frames(window, MOVES[0], n, |_, _| Vec::new());
    window.step(vec![Event::PointerMoved(middle)]);
    window.step(vec![button(middle, true)]);
    // There and back, twice.
    let quarter = n / 4;
    let mut at = middle;
    frames(window, MOVES[1], n, |_, number| {
        let there = (number / quarter).is_multiple_of(2);
        at += if there {
            vec2(3.0, 2.0)
        } else {
            vec2(-3.0, -2.0)
        };
        vec![Event::PointerMoved(at)]
    });
    window.step(vec![button(at, false)]);
    window.step(vec![Event::PointerMoved(middle)]);
    frames(window, MOVES[2], n, |_, number| {
        let closer = (number / quarter).is_multiple_of(2);
        vec![wheel(if closer { 14.0 } else { -14.0 })]
    });
    window.wait(|_| true);
}

/// All that is measured of what is open.
fn measure(window: &mut Window, n: usize, context: Option<usize>) {
    moving(window, n);
    frames(window, "a route off and on", n / 2, |window, number| {
        let is_shown = !number.is_multiple_of(2);
        window
            .app
            .do_next(Action::ShowRoute(RouteId::at(0), is_shown));
        Vec::new()
    });
    frames(window, "light and dark", n / 2, |window, _| {
        window.app.do_next(Action::ToggleTheme);
        Vec::new()
    });
    let Some(layer) = context else {
        return;
    };
    frames(window, "color of the layer", n / 2, |window, number| {
        let style = ContextStyle::of_number(number);
        window.app.do_next(Action::SetContextStyle(layer, style));
        Vec::new()
    });
}

/// Whether frames of a kind are measured: all are, unless `only` is followed by words of some.
fn is_asked_for(what: &str) -> bool {
    let mut words = env::args()
        .skip_while(|arg| arg != "only")
        .skip(1)
        .peekable();
    words.peek().is_none() || words.any(|word| what.contains(&word))
}

fn has(word: &str) -> bool {
    env::args().any(|arg| arg == word)
}

/// The same over raster tiles, where any of it is asked for.
fn over_tiles(window: &mut Window, n: usize) {
    if !MOVES.into_iter().any(is_asked_for) {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("frame-{}.mbtiles", id()));
    let n_tiles = squares::write(&path);
    let add = TileStep::Add(path.display().to_string());
    window.app.do_next(Action::Tiles(add));
    window.wait(|app| tiles(app.state()).len() == 1 && app.canvas().brushes.tiles.n_there() > 0);
    let n_there = window.app.canvas().brushes.tiles.n_there();
    println!("over tiles, {n_there} of {n_tiles} on the screen or near");
    moving(window, n);
    window.app.do_next(Action::Tiles(TileStep::Remove(0)));
    window.wait(|app| tiles(app.state()).is_empty());
    remove_file(&path).unwrap();
}

fn main() {
    let n = if has("short") { 80 } else { 400 };
    let mut window = Window::open(has("card"));
    println!("the bundled corridor");
    measure(&mut window, n, None);
    over_tiles(&mut window, n);
    let Some(path) = env::var_os("CORRIDOR_GEOJSON").map(PathBuf::from) else {
        eprintln!("CORRIDOR_GEOJSON names no file of many lines: no context layer is measured");
        return;
    };
    let layer = window.app.state().document.as_ref().unwrap().context.len();
    window.app.do_next(Action::AddFiles(vec![path]));
    let began = Instant::now();
    let (first, n_parts) = (Cell::new(None), Cell::new(0));
    window.wait(|app| {
        let state = app.state();
        // It is asked after a frame has drawn them.
        let n_drawn = app.canvas().early.n_parts();
        n_parts.set(n_parts.get().max(n_drawn));
        if n_drawn > 0 && first.get().is_none() {
            first.set(Some(since(began)));
        }
        state.transient.file_work.is_none()
            && state.document.as_ref().unwrap().context.len() > layer
    });
    let whole = since(began);
    let first = first.get().unwrap_or(whole);
    println!(
        "first features drawn after {first:.0} ms, in {} parts; all after {whole:.0} ms",
        n_parts.get()
    );
    let at = window.app.state().layers.users()[0].lines.as_ref().unwrap();
    let coords = &at.levels[0].geometry.coords;
    let center = coords[coords.len() / 2];
    let n_positions = coords.len();
    for (scale, n) in [(1_600.0, n / 4), (200.0, n / 2)] {
        println!("with {n_positions} positions more, at {scale} m a point");
        let mut camera = window.app.state().session.view.camera;
        (camera.center, camera.meters_per_unit) = (center, scale);
        window.app.do_next(Action::SetCamera(camera));
        window.wait(|_| true);
        measure(&mut window, n, Some(layer));
    }
}

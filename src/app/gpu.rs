//! World layers drawn by the graphics card: what of them is laid out and handed over, and what a frame draws.
//!
//! Each level of detail is laid out once ([`crate::scene::tiles`]). Large ones are thinned for each doubling of the
//! scale too, on threads of their own; until such a one is ready the nearest that is takes its place. A frame costs
//! the tiles in view, whatever is in them.
//! Panning, zooming and other colors hand nothing over. The order of what is drawn is that of the painter.
//! Does not know: the painter, what layers show.

mod detail;
pub mod device;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Weak};
use std::thread;

use eframe::egui::{self, Pos2};
use eframe::egui_wgpu::RenderState;
use eframe::wgpu;

use self::detail::{Detail, Key, LARGE, key, thinned, worth_from};
use self::device::{Draw, Run, Store, What};
use super::paint::Area;
use super::theme::color;
use crate::scene::item::{HIDDEN, Level, PlacedLayer, Stroke, WorldGeometry};
use crate::scene::palette::Color;
use crate::scene::projection::Camera;
use crate::scene::tiles::{Piece, Tile, Tiles, ranges};

/// Areas are drawn by the card at this scale and coarser ones, projected meters per point: theirs are not in tiles,
/// so that at finer ones `f32` would be seen.
const AREAS_FROM: f64 = 30.0;
/// Areas of more corners are left to the painter.
const MOST_OF_AREAS: usize = 4_000_000;
/// A pattern shorter than this is a solid line, points.
const SHORTEST: f32 = 0.5;

/// What is kept of a layer's large levels at most; those for scales farthest from the one looked at go first.
const MOST_KEPT: usize = 4;

/// Whether what draws the window is a card, and no program in its place: that would draw no faster than the painter, and
/// Mesa's (22.3) keeps memory for each segment that it has drawn.
#[must_use]
pub fn is_card(state: &RenderState) -> bool {
    state.adapter.get_info().device_type != wgpu::DeviceType::Cpu
}

/// Where the map is, and how it is looked at.
pub struct Page {
    /// The upper left corner of its page on the screen.
    pub origin: Pos2,
    /// From where.
    pub camera: Camera,
}

#[expect(clippy::cast_possible_truncation, reason = "points of a window")]
fn narrow(points: f64) -> f32 {
    points as f32
}

impl Page {
    /// Projected meters to the screen.
    fn at(&self, world: [f64; 2]) -> [f32; 2] {
        let camera = &self.camera;
        let middle = camera.viewport.center();
        let right = (world[0] - camera.center[0]) / camera.meters_per_unit;
        let up = (world[1] - camera.center[1]) / camera.meters_per_unit;
        [
            narrow(f64::from(self.origin.x) + f64::from(middle.x) + right),
            narrow(f64::from(self.origin.y) + f64::from(middle.y) - up),
        ]
    }

    fn scale(&self) -> f32 {
        narrow(1.0 / self.camera.meters_per_unit)
    }

    /// What is seen with some points around it, projected meters.
    fn world_box(&self, more: f32) -> [f64; 4] {
        let more = f64::from(more) * self.camera.meters_per_unit;
        let [x, y, right, top] = self.camera.world_box();
        [x - more, y - more, right + more, top + more]
    }
}

/// Lines of a level, laid out.
struct Laid {
    tiles: Vec<Tile>,
    /// Their shapes as the finest level numbers them.
    pieces: Vec<Piece>,
    /// Its segments where all have the first look.
    whole: Arc<Parted>,
    store: Arc<Store>,
}

impl Laid {
    fn at(geometry: &WorldGeometry, octave: Option<i32>) -> Self {
        match octave {
            Some(octave) => Self::of(&thinned(geometry, octave)),
            None => Self::of(geometry),
        }
    }

    fn of(geometry: &WorldGeometry) -> Self {
        let mut made = Tiles::of(geometry);
        for piece in &mut made.pieces {
            let source = geometry.source.get(piece.shape as usize);
            piece.shape = source.copied().unwrap_or(piece.shape);
        }
        let whole = made.tiles.iter().map(|tile| {
            let all = ranges(&made.pieces[tile.pieces.clone()], |_| true);
            all.into_iter().map(|range| (0, range)).collect()
        });
        Self {
            whole: Arc::new(whole.collect()),
            tiles: made.tiles,
            pieces: made.pieces,
            store: Store::new(made.slabs),
        }
    }
}

enum Lines {
    Ready(Arc<Laid>),
    Making(Receiver<Laid>),
}

/// What is kept for as long as layers have it.
struct Kept<T, W> {
    of: Weak<W>,
    what: T,
}

/// Areas of a level.
struct Areas {
    store: Arc<Store>,
    origin: [f64; 2],
    /// The numbers of corners of each area's triangles.
    spans: Vec<Range<u32>>,
}

/// The segments of each tile by look.
type Parted = Vec<Vec<(u16, Range<u32>)>>;

/// What is known of layers that the card draws.
pub struct Gpu {
    context: egui::Context,
    lines: HashMap<Detail, Kept<Lines, Vec<Level>>>,
    worth_from: HashMap<Key, Kept<Option<f64>, Vec<Level>>>,
    areas: HashMap<Key, Kept<Arc<Areas>, Vec<Level>>>,
    parted: HashMap<(Detail, usize), Kept<Arc<Parted>, Vec<u16>>>,
}

impl Gpu {
    /// Nothing is laid out yet. `context` is woken when something is.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            context,
            lines: HashMap::new(),
            worth_from: HashMap::new(),
            areas: HashMap::new(),
            parted: HashMap::new(),
        }
    }

    /// Gives a run as a shape; `None` where it draws nothing.
    #[must_use]
    pub fn shape(&self, run: Run, place: egui::Rect) -> Option<egui::Shape> {
        (!run.is_empty()).then(|| run.shape(place, self.context.clone()))
    }

    /// Draws the areas of a layer; false where the painter must.
    pub fn areas(
        &mut self,
        run: &mut Run,
        page: &Page,
        layer: &PlacedLayer,
        areas: &[Area],
    ) -> bool {
        let Some(geometry) = layer.geometry() else {
            return true;
        };
        let is_fine = page.camera.meters_per_unit < AREAS_FROM;
        if is_fine || geometry.coords.len() > MOST_OF_AREAS {
            return false;
        }
        let made = self.areas_of(layer, areas);
        let world_box = page.camera.world_box();
        let mut parts: Vec<(Color, Range<u32>)> = Vec::new();
        for (area, span) in areas.iter().zip(&made.spans) {
            let look = layer.look_of(area.outer);
            let fill = look.and_then(|look| layer.styles[look].fill);
            let (Some(fill), true) = (fill, geometry.touches(area.outer, world_box)) else {
                continue;
            };
            match parts.last_mut() {
                Some((of, last)) if *of == fill && last.end == span.start => last.end = span.end,
                _ => parts.push((fill, span.clone())),
            }
        }
        if parts.is_empty() {
            return true;
        }
        let place = run.place(page.at(made.origin), page.scale());
        for (fill, corners) in parts {
            let look = run.look(mixed(fill), 0.0, [0.0; 3]);
            run.extend(std::iter::once(Draw {
                store: Arc::clone(&made.store),
                what: What::Triangles { corners },
                place,
                look,
            }));
        }
        true
    }

    fn areas_of(&mut self, layer: &PlacedLayer, areas: &[Area]) -> Arc<Areas> {
        let levels = &layer.layer.levels;
        let key = key(levels, layer.level);
        if let Some(kept) = self.areas.get(&key) {
            return Arc::clone(&kept.what);
        }
        self.areas.retain(|_, kept| kept.of.strong_count() > 0);
        let made = Arc::new(laid_areas(areas));
        let kept = Kept {
            of: Arc::downgrade(levels),
            what: Arc::clone(&made),
        };
        self.areas.insert(key, kept);
        made
    }

    /// Draws the lines of a layer.
    pub fn lines(&mut self, run: &mut Run, page: &Page, layer: &PlacedLayer) {
        let strokes = layer.styles.iter().flat_map(|style| &style.strokes);
        let Some(widest) = strokes.map(|stroke| stroke.width).reduce(f32::max) else {
            return;
        };
        let Some((detail, laid)) = self.laid(layer, page.camera.meters_per_unit) else {
            return;
        };
        let seen = page.world_box(widest + 2.0);
        let is_seen = |tile: &Tile| {
            let b = tile.bounds;
            b[0] <= seen[2] && b[2] >= seen[0] && b[1] <= seen[3] && b[3] >= seen[1]
        };
        let numbered = laid.tiles.iter().enumerate();
        let tiles: Vec<(usize, u32)> = numbered
            .filter(|(_, tile)| is_seen(tile))
            .map(|(number, tile)| (number, run.place(page.at(tile.origin), page.scale())))
            .collect();
        if tiles.is_empty() {
            return;
        }
        let parted = self.parted(layer, detail, &laid);
        for pass in 0..layer.n_passes() {
            for (number, style) in (0_u16..).zip(&layer.styles) {
                let Some(stroke) = style.strokes.get(pass) else {
                    continue;
                };
                let of_look = |&(tile, place): &(usize, u32)| {
                    let own = parted[tile].iter().filter(|(of, _)| *of == number);
                    own.map(move |(_, segments)| (tile, place, segments))
                };
                let mut all = tiles.iter().flat_map(of_look).peekable();
                if all.peek().is_none() {
                    continue;
                }
                let look = look_block(run, stroke);
                run.extend(all.map(|(tile, place, segments)| Draw {
                    store: Arc::clone(&laid.store),
                    what: What::Segments {
                        part: laid.tiles[tile].slab,
                        segments: segments.clone(),
                    },
                    place,
                    look,
                }));
            }
        }
    }

    /// From which tolerance on it is worth to thin a level; `None` where it is small.
    fn worth_from(&mut self, levels: &Arc<Vec<Level>>, number: usize) -> Option<f64> {
        let key = key(levels, number);
        if !self.worth_from.contains_key(&key) {
            self.worth_from.retain(|_, kept| kept.of.strong_count() > 0);
        }
        let kept = self.worth_from.entry(key).or_insert_with(|| Kept {
            of: Arc::downgrade(levels),
            what: levels.get(number).and_then(worth_from),
        });
        kept.what
    }

    /// What is wanted of a layer at a scale, laid out, or while that is being made the nearest of what is.
    fn laid(&mut self, layer: &PlacedLayer, scale: f64) -> Option<(Detail, Arc<Laid>)> {
        let levels = &layer.layer.levels;
        let worth_from = self.worth_from(levels, layer.level);
        let wanted = Detail::at(key(levels, layer.level), scale, worth_from);
        if !self.lines.contains_key(&wanted) {
            self.make_room(wanted);
            let what = self.begun(levels, wanted)?;
            let of = Arc::downgrade(levels);
            self.lines.insert(wanted, Kept { of, what });
        }
        if let Some(laid) = self.ready(wanted) {
            return Some((wanted, laid));
        }
        let others = self.of_same(wanted);
        others
            .into_iter()
            .find_map(|other| Some((other, self.ready(other)?)))
    }

    /// What is kept of the same layer, the nearest first.
    fn of_same(&self, wanted: Detail) -> Vec<Detail> {
        let own = |of: &&Detail| of.level.0 == wanted.level.0 && **of != wanted;
        let mut own: Vec<Detail> = self.lines.keys().filter(own).copied().collect();
        own.sort_by_key(|of| (of.apart(wanted), of.level.1, of.octave));
        own
    }

    /// Forgets what no layer has any more, and of the same layer what is for the farthest scales.
    fn make_room(&mut self, wanted: Detail) {
        self.lines.retain(|_, kept| kept.of.strong_count() > 0);
        let thinned = self.of_same(wanted).into_iter();
        let thinned = thinned.filter(|of| of.octave.is_some());
        for far in thinned.skip(MOST_KEPT - 1) {
            self.lines.remove(&far);
        }
    }

    /// Begins to lay a level out; a small one is ready at once.
    fn begun(&self, levels: &Arc<Vec<Level>>, wanted: Detail) -> Option<Lines> {
        let (number, octave) = (wanted.level.1, wanted.octave);
        let geometry = &levels.get(number)?.geometry;
        let at_once = || Lines::Ready(Arc::new(Laid::at(geometry, octave)));
        if geometry.coords.len() < LARGE {
            return Some(at_once());
        }
        let (sender, receiver) = channel();
        let (levels, context) = (Arc::clone(levels), self.context.clone());
        let make = move || {
            let level = levels.get(number);
            let laid = level.map(|level| Laid::at(&level.geometry, octave));
            // Nobody waits where the window is gone.
            let _ = laid.map(|laid| sender.send(laid));
            context.request_repaint();
        };
        let thread = thread::Builder::new().name("lines".to_owned()).spawn(make);
        Some(match thread {
            Ok(_) => Lines::Making(receiver),
            Err(_) => at_once(),
        })
    }

    fn ready(&mut self, of: Detail) -> Option<Arc<Laid>> {
        let lines = &mut self.lines.get_mut(&of)?.what;
        if let Lines::Making(receiver) = lines {
            let laid = receiver.try_recv().ok()?;
            *lines = Lines::Ready(Arc::new(laid));
        }
        match lines {
            Lines::Ready(laid) => Some(Arc::clone(laid)),
            Lines::Making(_) => None,
        }
    }

    /// The segments of each tile by look, the looks as numbers.
    fn parted(&mut self, layer: &PlacedLayer, detail: Detail, laid: &Laid) -> Arc<Parted> {
        let looks = &layer.layer.look_of;
        if looks.is_empty() {
            return Arc::clone(&laid.whole);
        }
        let key = (detail, Arc::as_ptr(looks) as usize);
        if let Some(kept) = self.parted.get(&key) {
            return Arc::clone(&kept.what);
        }
        self.parted.retain(|_, kept| kept.of.strong_count() > 0);
        let look_of = |source: u32| looks.get(source as usize).copied().unwrap_or(0);
        let made = laid.tiles.iter().map(|tile| {
            let pieces = &laid.pieces[tile.pieces.clone()];
            let mut present: Vec<u16> = pieces.iter().map(|p| look_of(p.shape)).collect();
            present.retain(|&look| look != HIDDEN);
            present.sort_unstable();
            present.dedup();
            let of_look = |look: u16| {
                let own = ranges(pieces, |shape| look_of(shape) == look);
                own.into_iter().map(move |range| (look, range))
            };
            present.into_iter().flat_map(of_look).collect()
        });
        let made: Arc<Parted> = Arc::new(made.collect());
        let kept = Kept {
            of: Arc::downgrade(looks),
            what: Arc::clone(&made),
        };
        self.parted.insert(key, kept);
        made
    }
}

/// A color as the card mixes it.
fn mixed(of: Color) -> [f32; 4] {
    color(of).to_array().map(|part| f32::from(part) / 255.0)
}

fn look_block(run: &mut Run, stroke: &Stroke) -> u32 {
    let dashes = stroke
        .dash
        .map(|dash| [dash.on, dash.on + dash.off, dash.phase]);
    let dashes = dashes.filter(|[_, period, _]| *period >= SHORTEST);
    run.look(
        mixed(stroke.color),
        stroke.width,
        dashes.unwrap_or_default(),
    )
}

/// Areas as bytes, told from the middle of all.
fn laid_areas(areas: &[Area]) -> Areas {
    let mut around = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for point in areas.iter().flat_map(|area| &area.points) {
        for axis in 0..2 {
            around[0][axis] = around[0][axis].min(point[axis]);
            around[1][axis] = around[1][axis].max(point[axis]);
        }
    }
    let origin = [0, 1].map(|axis| f64::midpoint(around[0][axis], around[1][axis]));
    let (mut points, mut corners, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    let (mut n_points, mut n_corners) = (0_u32, 0_u32);
    for area in areas {
        for point in &area.points {
            for axis in 0..2 {
                let from_origin = narrow(point[axis] - origin[axis]);
                points.extend_from_slice(&from_origin.to_le_bytes());
            }
        }
        for corner in &area.corners {
            corners.extend_from_slice(&(n_points + corner).to_le_bytes());
        }
        let first = n_corners;
        n_points += u32::try_from(area.points.len()).unwrap_or(u32::MAX);
        n_corners += u32::try_from(area.corners.len()).unwrap_or(u32::MAX);
        spans.push(first..n_corners);
    }
    Areas {
        store: Store::new(vec![points, corners]),
        origin,
        spans,
    }
}

//! Paints a scene with egui. It walks the items and decides nothing: what is drawn, where and how
//! stands in the scene.
//!
//! Where there is a graphics card world layers are left to it, those that follow each other in one go; without one
//! they are painted here, and look the same.
//! Does not know: what the picture shows.

mod batch;
mod fill;
mod image;
mod lines;
pub mod tiles;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Weak};

use eframe::egui::epaint::{Mesh, PathShape, PathStroke, TextShape, Vertex, WHITE_UV};
use eframe::egui::{self, Color32, FontFamily, FontId, Painter, Pos2, Shape};

use self::batch::{Batch, Letters};
use self::fill::filled;
use self::image::Textures;
use self::tiles::TileTextures;
use super::gpu::device::Run;
use super::gpu::{Gpu, Page};
use super::theme::{color, sheer};
use crate::scene::clip;
use crate::scene::item::{
    Image, Item, Level, Marker, Path, PlacedLayer, Point, Scene, Stroke, Text, WorldGeometry,
    WorldLayer,
};
use crate::scene::projection::Rect;
use crate::scene::symbols;

/// What is kept between frames.
#[derive(Default)]
pub struct Brushes {
    /// Triangles of the map's areas.
    pub triangles: Triangles,
    /// What the graphics card draws; `None` where there is none.
    pub gpu: Option<Gpu>,
    /// Raster tiles under maps.
    pub tiles: TileTextures,
    /// Textures of pictures.
    textures: RefCell<Textures>,
    /// Letters and symbols.
    batch: RefCell<Batch>,
}

impl Brushes {
    /// Whether letters that were painted in this frame have to be painted again, as others came after them.
    #[must_use]
    pub fn is_outgrown(&self, context: &egui::Context) -> bool {
        self.batch.borrow().is_outgrown(context)
    }
}

/// Triangles of areas, kept between frames.
#[derive(Default)]
pub struct Triangles {
    known: HashMap<(usize, usize), Kept>,
}

struct Kept {
    /// Keeps the address in the key from being used again, though not what was there.
    levels: Weak<Vec<Level>>,
    shapes: Vec<Area>,
}

/// The triangles of one outer ring with its holes, in projected meters.
pub struct Area {
    /// Its outer ring, by the number of its shape.
    pub outer: usize,
    /// Its corners.
    pub points: Vec<[f64; 2]>,
    /// Three corners a triangle.
    pub corners: Vec<u32>,
}

/// Paints a scene whose page begins at `origin` on the screen.
pub fn paint(painter: &Painter, origin: Pos2, scene: &Scene, brushes: &mut Brushes) {
    let (textures, batch) = (&brushes.textures, &brushes.batch);
    batch.borrow_mut().begin(painter.ctx());
    let walk = Walk {
        painter: painter.clone(),
        origin,
        scene,
        textures,
        batch,
    };
    let viewport = walk.rect(scene.viewport());
    let map = Walk {
        painter: painter.with_clip_rect(viewport.intersect(painter.clip_rect())),
        origin,
        scene,
        textures,
        batch,
    };
    map.painter
        .rect_filled(viewport, 0.0, color(scene.background));
    let (below, above) = scene.world_parts();
    map.layers(below, brushes.gpu.as_mut(), &mut brushes.triangles);
    brushes.tiles.paint(&map.painter, origin, scene);
    let pictures: Vec<Item> = scene.under.items().collect();
    map.all(&pictures);
    map.layers(above, brushes.gpu.as_mut(), &mut brushes.triangles);
    map.all(&scene.overlay);
    walk.all(&scene.furniture);
}

struct Walk<'a> {
    painter: Painter,
    origin: Pos2,
    scene: &'a Scene,
    textures: &'a RefCell<Textures>,
    batch: &'a RefCell<Batch>,
}

impl Walk<'_> {
    fn at(&self, point: Point) -> Pos2 {
        self.origin + egui::vec2(point.x, point.y)
    }

    fn rect(&self, rect: Rect) -> egui::Rect {
        let min = self.at(Point::new(rect.x, rect.y));
        egui::Rect::from_min_size(min, egui::vec2(rect.w, rect.h))
    }

    fn layers(&self, layers: &[PlacedLayer], gpu: Option<&mut Gpu>, triangles: &mut Triangles) {
        match gpu {
            Some(gpu) => self.by_card(layers, gpu, triangles),
            None => {
                for layer in layers {
                    self.layer(layer, triangles);
                }
            }
        }
    }

    /// Has world layers drawn by the card; areas that it cannot draw are painted in between.
    fn by_card(&self, layers: &[PlacedLayer], gpu: &mut Gpu, triangles: &mut Triangles) {
        let page = Page {
            origin: self.origin,
            camera: self.scene.camera,
        };
        let place = self.rect(self.scene.viewport());
        let mut run = Run::default();
        for layer in layers {
            let Some(geometry) = layer.geometry() else {
                continue;
            };
            let has_fill = layer.styles.iter().any(|style| style.fill.is_some());
            if geometry.is_closed && has_fill {
                let areas = triangles.of(layer, geometry);
                if !gpu.areas(&mut run, &page, layer, areas) {
                    let below = gpu.shape(std::mem::take(&mut run), place);
                    self.painter.extend(below);
                    self.fills(layer, geometry, triangles);
                }
            }
            gpu.lines(&mut run, &page, layer);
        }
        self.painter.extend(gpu.shape(run, place));
    }

    fn layer(&self, layer: &PlacedLayer, triangles: &mut Triangles) {
        let Some(geometry) = layer.geometry() else {
            return;
        };
        let seen = clip::seen_shapes(layer, self.scene.camera.world_box());
        if geometry.is_closed && layer.styles.iter().any(|style| style.fill.is_some()) {
            self.fills(layer, geometry, triangles);
        }
        for pass in 0..layer.n_passes() {
            for look in 0..layer.styles.len() {
                let Some(stroke) = layer.styles[look].strokes.get(pass) else {
                    continue;
                };
                for &(shape, _) in seen.iter().filter(|(_, of)| *of == look) {
                    self.world_line(geometry, shape, stroke);
                }
            }
        }
    }

    fn world_line(&self, geometry: &WorldGeometry, shape: usize, stroke: &Stroke) {
        let points = geometry.shape(shape);
        let closed: Vec<[f64; 2]>;
        let line = if geometry.is_closed {
            closed = points.iter().chain(points.first()).copied().collect();
            &closed
        } else {
            points
        };
        for run in clip::line_runs(line, &self.scene.camera, stroke.width + 2.0) {
            let screen: Vec<Pos2> = run.points.iter().map(|&p| self.at(p)).collect();
            self.painter.extend(self.line(screen, stroke, run.start));
        }
    }

    fn line(&self, points: Vec<Pos2>, stroke: &Stroke, start: f64) -> Vec<Shape> {
        let line = egui::Stroke::new(stroke.width, color(stroke.color));
        let Some(dash) = stroke.dash else {
            let mut shapes = Vec::new();
            if stroke.width > THICK {
                shapes.extend(lines::round_ends(&points, line));
            }
            shapes.push(Shape::line(points, line));
            return shapes;
        };
        let soft = self.softness(stroke.width).min(dash.on - 0.01).max(0.0);
        let period = f64::from(dash.on + dash.off);
        let begins = start + f64::from(dash.phase - soft / 2.0);
        #[expect(clippy::cast_possible_truncation, reason = "less than a period")]
        let into = begins.rem_euclid(period) as f32;
        lines::dashes(&points, [dash.on - soft, dash.off + soft], into, line)
    }

    /// By how much a dash of a line this wide comes out longer than it is: egui's soft ends lie beyond it. It has
    /// none where lines are thinner than a pixel.
    fn softness(&self, width: f32) -> f32 {
        let pixel = 1.0 / self.painter.ctx().pixels_per_point();
        if width <= 0.9 * pixel { 0.0 } else { pixel }
    }

    fn fills(&self, layer: &PlacedLayer, geometry: &WorldGeometry, triangles: &mut Triangles) {
        let camera = &self.scene.camera;
        let world_box = camera.world_box();
        let mut mesh = Mesh::default();
        for area in triangles.of(layer, geometry) {
            let look = layer.look_of(area.outer);
            let fill = look.and_then(|look| layer.styles[look].fill);
            let (Some(fill), true) = (fill, geometry.touches(area.outer, world_box)) else {
                continue;
            };
            self.fill(&mut mesh, area, color(fill));
        }
        if !mesh.indices.is_empty() {
            self.painter.add(Shape::mesh(mesh));
        }
    }

    /// Adds the triangles of an area that may be seen.
    fn fill(&self, mesh: &mut Mesh, area: &Area, color: Color32) {
        let camera = &self.scene.camera;
        let seen = camera.world_box();
        let is_whole = area.points.iter().all(|at| is_within(*at, seen));
        let base = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        let vertex = |world: [f64; 2]| Vertex {
            pos: self.at(camera.to_page(world)),
            uv: WHITE_UV,
            color,
        };
        if is_whole {
            mesh.vertices
                .extend(area.points.iter().map(|&at| vertex(at)));
            mesh.indices.extend(area.corners.iter().map(|c| base + c));
            return;
        }
        let mut place_of: Vec<Option<u32>> = vec![None; area.points.len()];
        for corners in area.corners.chunks_exact(3) {
            let points = [0, 1, 2].map(|n| area.points[corners[n] as usize]);
            if !may_touch(points, seen) {
                continue;
            }
            for (&corner, at) in corners.iter().zip(points) {
                let place = place_of[corner as usize].get_or_insert_with(|| {
                    mesh.vertices.push(vertex(at));
                    u32::try_from(mesh.vertices.len() - 1).unwrap_or(u32::MAX)
                });
                mesh.indices.push(*place);
            }
        }
    }

    /// Paints items, whatever they are.
    fn all(&self, items: &[Item]) {
        self.items(items);
        self.flush();
    }

    /// What is painted next lies above all letters and symbols so far.
    fn flush(&self) {
        self.batch.borrow_mut().flush(&self.painter);
    }

    fn items(&self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => {
                    self.flush();
                    self.painter.extend(self.path(path, self.origin));
                }
                Item::Marker(marker) => self.marker(marker),
                Item::Text(text) => self.text(text),
                Item::Image(image) => {
                    self.flush();
                    self.image(image);
                }
                Item::Group { items, .. } => self.items(items),
            }
        }
    }

    fn image(&self, image: &Image) {
        let mut textures = self.textures.borrow_mut();
        let ctx = self.painter.ctx();
        // A page in the place of the map is a layer with a scale of its own.
        let placed = ctx.layer_transform_to_global(self.painter.layer_id());
        let scale = placed.map_or(1.0, |placed| placed.scaling);
        let Some(texture) = textures.of(ctx, image, scale * ctx.pixels_per_point()) else {
            return;
        };
        let whole = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
        let ink = sheer(image.opacity);
        self.painter
            .image(texture.id(), self.rect(image.area), whole, ink);
    }

    fn marker(&self, marker: &Marker) {
        let drawn = |at: Point, origin: Pos2| -> Vec<Shape> {
            let paths = symbols::paths(&Marker { at, ..*marker });
            let shapes = paths.iter().flat_map(|path| self.path(path, origin));
            shapes.collect()
        };
        let at_origin = || drawn(Point::default(), Pos2::ZERO);
        let at = self.at(marker.at);
        let is_added = self.batch.borrow_mut().symbol(marker, at, at_origin);
        if !is_added {
            self.flush();
            self.painter.extend(drawn(marker.at, self.origin));
        }
    }

    /// A path of a page that begins at `origin`.
    fn path(&self, path: &Path, origin: Pos2) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let points = path.points.iter();
        let points: Vec<Pos2> = points.map(|p| origin + egui::vec2(p.x, p.y)).collect();
        if let Some(fill) = path.fill {
            shapes.push(filled(&points, color(fill)));
        }
        let Some(stroke) = &path.stroke else {
            return shapes;
        };
        if path.is_closed && stroke.dash.is_none() {
            let line = PathStroke::new(stroke.width, color(stroke.color));
            shapes.push(PathShape::closed_line(points, line).into());
        } else if path.is_closed {
            let closed = points.iter().chain(points.first()).copied().collect();
            shapes.extend(self.line(closed, stroke, 0.0));
        } else {
            shapes.extend(self.line(points, stroke, 0.0));
        }
        shapes
    }

    /// A halo is the text drawn around itself: egui has no outlined text.
    fn text(&self, text: &Text) {
        let font = FontId::new(text.size, FontFamily::Proportional);
        let mut format = egui::TextFormat::simple(font, Color32::PLACEHOLDER);
        format.extra_letter_spacing = text.spacing;
        let job = egui::text::LayoutJob::single_section(text.text.clone(), format);
        let galley = &self.painter.layout_job(job);
        let base = galley.rows.first().map_or(text.size, |row| {
            row.glyphs.first().map_or(text.size, |glyph| glyph.pos.y)
        });
        // A text is turned about its position.
        let (middle, angle) = (self.at(text.at), text.angle);
        let corner = egui::vec2(text.left() - text.at.x, -base);
        let corner = middle + egui::emath::Rot2::from_angle(angle) * corner;
        let halo = text.halo.into_iter().flat_map(|(halo, width)| {
            let moved = HALO_STEPS.map(|(dx, dy)| egui::vec2(dx, dy) * width);
            moved.into_iter().map(move |moved| (moved, color(halo)))
        });
        let copies = halo.chain([(egui::Vec2::ZERO, color(text.color))]);
        let letters = Letters {
            galley,
            corner,
            angle,
        };
        let is_added = self.batch.borrow_mut().letters(&letters, copies.clone());
        if is_added {
            return;
        }
        self.flush();
        for (moved, ink) in copies {
            let shape = TextShape::new(corner + moved, Arc::clone(galley), ink);
            let shape = shape.with_override_text_color(ink).with_angle(angle);
            self.painter.add(shape);
        }
    }
}

fn is_within(at: [f64; 2], within: [f64; 4]) -> bool {
    at[0] >= within[0] && at[0] <= within[2] && at[1] >= within[1] && at[1] <= within[3]
}

/// Whether a triangle may touch a box: it does not lie beyond one of its sides.
fn may_touch(points: [[f64; 2]; 3], seen: [f64; 4]) -> bool {
    [0, 1].into_iter().all(|axis| {
        points.iter().any(|at| at[axis] <= seen[axis + 2])
            && points.iter().any(|at| at[axis] >= seen[axis])
    })
}

/// Lines wider than this show what ends they have.
const THICK: f32 = 2.0;

/// Where the copies of a haloed text lie, in widths of the halo.
const HALO_STEPS: [(f32, f32); 8] = [
    (1.0, 0.0),
    (0.7, 0.7),
    (0.0, 1.0),
    (-0.7, 0.7),
    (-1.0, 0.0),
    (-0.7, -0.7),
    (0.0, -1.0),
    (0.7, -0.7),
];

impl Triangles {
    fn of(&mut self, layer: &PlacedLayer, geometry: &WorldGeometry) -> &[Area] {
        self.keep(&layer.layer.levels, layer.level, geometry)
    }

    /// Triangles of all areas of some layers at all levels, so that the first frame need not wait.
    #[must_use]
    pub fn prepared<'a>(layers: impl Iterator<Item = &'a Arc<WorldLayer>>) -> Self {
        let mut triangles = Self::default();
        for layer in layers {
            for (number, level) in layer.levels.iter().enumerate() {
                if level.geometry.is_closed {
                    triangles.keep(&layer.levels, number, &level.geometry);
                }
            }
        }
        triangles
    }

    fn keep(
        &mut self,
        levels: &Arc<Vec<Level>>,
        number: usize,
        geometry: &WorldGeometry,
    ) -> &[Area] {
        let key = (Arc::as_ptr(levels) as usize, number);
        if !self.known.contains_key(&key) {
            // Of layers that nobody else holds any more, such as an older reach, nothing is kept.
            self.known.retain(|_, kept| kept.levels.strong_count() > 0);
        }
        let kept = self.known.entry(key).or_insert_with(|| Kept {
            levels: Arc::downgrade(levels),
            shapes: areas(geometry),
        });
        &kept.shapes
    }
}

fn areas(geometry: &WorldGeometry) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut rings: Vec<Vec<usize>> = Vec::new();
    let mut place_of: HashMap<u32, usize> = HashMap::new();
    for shape in 0..geometry.n_shapes() {
        let outer = geometry.outer.get(shape).copied().unwrap_or_default();
        let place = *place_of.entry(outer).or_insert_with(|| {
            rings.push(Vec::new());
            rings.len() - 1
        });
        rings[place].push(shape);
    }
    let mut earcut = earcut::Earcut::new();
    for ring_set in rings {
        let mut points: Vec<[f64; 2]> = Vec::new();
        let mut holes: Vec<u32> = Vec::new();
        for &ring in &ring_set {
            if !points.is_empty() {
                holes.push(u32::try_from(points.len()).unwrap_or(u32::MAX));
            }
            points.extend_from_slice(geometry.shape(ring));
        }
        let mut corners: Vec<u32> = Vec::new();
        earcut.earcut(points.iter().copied(), &holes, &mut corners);
        areas.push(Area {
            outer: ring_set[0],
            points,
            corners,
        });
    }
    areas
}

//! Raster tiles on the screen: read and decoded by threads of their own, kept as textures while they are seen or were
//! a short while ago, and painted as meshes.
//!
//! While a tile is on its way, or where there is none, the part of the nearest coarser one that is there takes its
//! place. What is wanted is told anew with each frame, the coarse ones first and then those near the middle, so that
//! nothing is read that nobody sees any more. Panning computes nothing but where the corners of meshes go.
//! Does not know: where tiles come from; which are shown (see [`crate::scene::raster`]).

mod readers;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::epaint::{Mesh, Vertex};
use eframe::egui::{self, Color32, Painter, Pos2, Shape, TextureHandle, TextureOptions, pos2};

use self::readers::{Came, Readers, Wanted};
use crate::app::theme::sheer;
use crate::app::tiles::TilesNow;
use crate::export::ground::opacity;
use crate::model::projection::Projection;
use crate::model::tiles::{Datum, TileError, TileFault, TileId, TileLayer};
use crate::scene::item::{Point, Scene};
use crate::scene::projection::Rect;
use crate::scene::raster::{
    Grain, MOST as MOST_TILES, TILE, Under, WorldMesh, part_of, range, world_mesh,
};

/// What textures take at most, bytes; those that are seen are kept all the same.
const MOST: usize = 192 << 20;
/// How many meshes are kept.
const MOST_MESHES: usize = 4_000;
/// So many textures are handed over in a frame at most.
const HANDED: usize = 12;
/// How many zooms coarser the tile is that is asked for first.
const COARSER: u8 = 3;

/// A tile of a source.
type Key = (u32, TileId);

enum Tile {
    /// It is there; in which frame it was last seen.
    There(TextureHandle, u64),
    /// There is no such tile, or it is broken.
    Missing,
}

impl Tile {
    fn bytes(&self) -> usize {
        match self {
            Self::There(texture, _) => {
                let [width, height] = texture.size();
                4 * width * height
            }
            Self::Missing => 0,
        }
    }
}

/// Textures of tiles, and who reads them.
#[derive(Default)]
pub struct TileTextures {
    /// Locations, by the number of their source.
    sources: Vec<Arc<str>>,
    /// Sources that are used no more.
    dropped: HashSet<u32>,
    tiles: HashMap<Key, Tile>,
    meshes: HashMap<(Projection, Datum, TileId), Arc<WorldMesh>>,
    readers: Option<Readers>,
    faults: BTreeMap<String, TileError>,
    /// Locations of layers that a picture of the frame shows, and whether one shows a tile of it, or may yet.
    seen: BTreeMap<String, bool>,
    /// Pixels of a side of the tiles of a source, told by the first that came.
    sides: HashMap<u32, u32>,
    /// Whether a tile in whose place another is painted, or none, may still come.
    is_waiting: bool,
    frame: u64,
    wanted: Vec<Wanted>,
    asked: HashSet<Key>,
    bytes: usize,
    n_asked: u64,
}

impl TileTextures {
    /// Tells what is wrong, and tries again what people asked for again.
    pub fn tell(&mut self, now: &mut TilesNow) {
        if self.n_asked != now.n_asked {
            self.n_asked = now.n_asked;
            let again: Vec<String> = self.faults.keys().cloned().collect();
            for location in again {
                self.forget(&location);
            }
        }
        if now.faults != self.faults {
            now.faults = self.faults.clone();
        }
        let nothing = self.seen.iter().filter(|(_, has_any)| !**has_any);
        let empty: BTreeSet<String> = nothing.map(|(location, _)| location.clone()).collect();
        if now.empty != empty {
            now.empty = empty;
        }
    }

    /// How many tiles are ready to be painted.
    #[must_use]
    pub fn n_there(&self) -> usize {
        let there = self.tiles.values();
        there.filter(|tile| matches!(tile, Tile::There(..))).count()
    }

    /// Whether a tile is ready to be painted.
    #[must_use]
    pub fn is_there(&self, location: &str, id: TileId) -> bool {
        let mut there = self.tiles.iter();
        there.any(|((source, at), tile)| {
            let is_it = *at == id && &*self.sources[*source as usize] == location;
            is_it && matches!(tile, Tile::There(..))
        })
    }

    /// Drops all of layers that are used no more.
    pub fn keep(&mut self, is_used: impl Fn(&str) -> bool) {
        for (source, location) in (0..).zip(&self.sources) {
            if is_used(location) || !self.dropped.insert(source) {
                continue;
            }
            self.faults.remove(&**location);
            self.sides.remove(&source);
            let bytes = &mut self.bytes;
            self.tiles.retain(|key, tile| {
                if key.0 == source {
                    *bytes = bytes.saturating_sub(tile.bytes());
                }
                key.0 != source
            });
        }
    }

    fn forget(&mut self, location: &str) {
        self.faults.remove(location);
        if let Some(source) = self.sources.iter().position(|of| &**of == location) {
            let source = u32::try_from(source).unwrap_or(u32::MAX);
            let is_kept =
                |key: &Key, tile: &Tile| key.0 != source || matches!(tile, Tile::There(..));
            self.tiles.retain(|key, tile| is_kept(key, tile));
        }
    }

    fn source(&mut self, location: &str) -> u32 {
        let source = self.place_of(location);
        self.dropped.remove(&source);
        source
    }

    fn place_of(&mut self, location: &str) -> u32 {
        let known = self.sources.iter().position(|of| &**of == location);
        let place = known.unwrap_or_else(|| {
            self.sources.push(Arc::from(location));
            self.sources.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Paints the tiles of a scene whose page begins at `origin`.
    pub fn paint(&mut self, painter: &Painter, origin: Pos2, scene: &Scene) {
        let under = &scene.under;
        if under.layers.is_empty() && self.readers.is_none() {
            return;
        }
        let context = painter.ctx();
        self.begin(context);
        let mut shapes = Vec::new();
        for placed in &under.layers {
            // A picture that was made for paper is painted as one.
            if placed.image.is_none() {
                self.layer(context, origin, scene, &placed.layer, &mut shapes);
            }
        }
        painter.extend(shapes);
        self.order(context, under);
    }

    /// Takes what came; forgets what was wanted in the frame before.
    fn begin(&mut self, context: &egui::Context) {
        let frame = context.cumulative_frame_nr();
        if frame == self.frame {
            return;
        }
        self.frame = frame;
        self.wanted.clear();
        self.asked.clear();
        self.seen.clear();
        let Some(readers) = &self.readers else {
            return;
        };
        let mut came: Vec<Came> = Vec::new();
        while came.len() < HANDED
            && let Some(one) = readers.poll()
        {
            came.push(one);
        }
        if came.len() == HANDED {
            context.request_repaint();
        }
        for one in came {
            self.take(context, one);
        }
        self.drop_old();
    }

    fn take(&mut self, context: &egui::Context, came: Came) {
        let key = came.key;
        if self.dropped.contains(&key.0) {
            return;
        }
        let tile = match came.tile {
            Ok(Some(image)) => {
                self.bytes += 4 * image.pixels.len();
                let side = u32::try_from(image.width()).unwrap_or(TILE);
                self.sides.entry(key.0).or_insert(side);
                let name = format!("tile {}/{}/{}", key.1.z, key.1.x, key.1.y);
                let texture = context.load_texture(name, image, TextureOptions::LINEAR);
                Tile::There(texture, self.frame)
            }
            Ok(None) => Tile::Missing,
            Err(error) => {
                self.fail(error);
                Tile::Missing
            }
        };
        self.tiles.insert(key, tile);
    }

    /// Of a source the first fault is told; one of the whole source goes before one of a tile.
    fn fail(&mut self, error: TileError) {
        let known = self.faults.get(&error.location);
        if known.is_none_or(|known| is_of_tile(known) && !is_of_tile(&error)) {
            self.faults.insert(error.location.clone(), error);
        }
    }

    /// Drops textures longest unseen while all take too much.
    fn drop_old(&mut self) {
        if self.bytes <= MOST {
            return;
        }
        let used = |(key, tile): (&Key, &Tile)| match tile {
            Tile::There(_, used) => Some((*used, *key)),
            Tile::Missing => None,
        };
        let mut by_use: Vec<(u64, Key)> = self.tiles.iter().filter_map(used).collect();
        by_use.sort_unstable();
        for (used, key) in by_use {
            if self.bytes <= MOST / 4 * 3 || used + 1 >= self.frame {
                return;
            }
            if let Some(tile) = self.tiles.remove(&key) {
                self.bytes = self.bytes.saturating_sub(tile.bytes());
            }
        }
    }

    fn layer(
        &mut self,
        context: &egui::Context,
        origin: Pos2,
        scene: &Scene,
        layer: &TileLayer,
        shapes: &mut Vec<Shape>,
    ) {
        let camera = &scene.camera;
        let source = self.source(&layer.location);
        let grain = Grain {
            per_unit: f64::from(context.pixels_per_point()),
            side: self.sides.get(&source).copied().unwrap_or(TILE),
        };
        let Some(range) = range(camera, layer, grain, MOST_TILES) else {
            return;
        };
        self.is_waiting = false;
        let map = scene.viewport();
        let middle = map.center();
        let ink = sheer(opacity(layer.opacity));
        let mut meshes: Vec<(egui::TextureId, Mesh)> = Vec::new();
        for id in range.tiles() {
            let mesh = self.mesh(camera.projection, layer.datum, id).on(camera);
            let around = mesh.around();
            if !around.overlaps(map) {
                continue;
            }
            let found = self.found((source, id), layer, away(around, middle));
            let Some((texture, levels)) = found else {
                continue;
            };
            let part = part_of(id, levels);
            let at = meshes.iter().position(|(of, _)| *of == texture);
            let at = at.unwrap_or_else(|| {
                meshes.push((texture, Mesh::with_texture(texture)));
                meshes.len() - 1
            });
            let into = &mut meshes[at].1;
            let first = u32::try_from(into.vertices.len()).unwrap_or(u32::MAX);
            let row = usize::from(mesh.side) + 1;
            for (number, point) in mesh.points.iter().enumerate() {
                let inside = [number % row, number / row].map(|at| share(at, mesh.side));
                let [x, y, side] = part;
                into.vertices.push(Vertex {
                    pos: origin + egui::vec2(point.x, point.y),
                    uv: pos2(x + side * inside[0], y + side * inside[1]),
                    color: ink,
                });
            }
            for [a, b, c, d] in mesh.quads(camera) {
                let corners = [a, b, c, a, c, d].map(|corner| first + corner);
                into.indices.extend(corners);
            }
        }
        let has_any =
            !meshes.is_empty() || self.is_waiting || self.faults.contains_key(&layer.location);
        *self.seen.entry(layer.location.clone()).or_default() |= has_any;
        if ink != Color32::TRANSPARENT {
            shapes.extend(meshes.into_iter().map(|(_, mesh)| Shape::mesh(mesh)));
        }
    }

    fn mesh(&mut self, projection: Projection, datum: Datum, id: TileId) -> Arc<WorldMesh> {
        if self.meshes.len() > MOST_MESHES {
            self.meshes.clear();
        }
        let made = || Arc::new(world_mesh(projection, datum, id));
        let key = (projection, datum, id);
        Arc::clone(self.meshes.entry(key).or_insert_with(made))
    }

    /// The texture of a tile, or of the nearest ancestor that is there and how many zooms that is away. What is not
    /// there and may be is wanted.
    fn found(
        &mut self,
        (source, id): Key,
        layer: &TileLayer,
        away: f32,
    ) -> Option<(egui::TextureId, u8)> {
        let frame = self.frame;
        let mut at = id;
        let mut has_asked = false;
        loop {
            match self.tiles.get_mut(&(source, at)) {
                Some(Tile::There(texture, used)) => {
                    *used = frame;
                    return Some((texture.id(), id.z - at.z));
                }
                Some(Tile::Missing) => {}
                None => {
                    self.is_waiting = true;
                    let is_coarse = id.z - at.z == COARSER || at.z == layer.zooms[0];
                    if !has_asked || is_coarse {
                        self.want((source, at), is_coarse, away);
                        has_asked = true;
                    }
                }
            }
            at = at.parent().filter(|parent| parent.z >= layer.zooms[0])?;
        }
    }

    fn want(&mut self, key: Key, is_coarse: bool, away: f32) {
        let location = &self.sources[key.0 as usize];
        let fault = self.faults.get(&**location);
        if fault.is_none_or(is_of_tile) && self.asked.insert(key) {
            self.wanted.push(Wanted {
                key,
                location: Arc::clone(location),
                is_fine: !is_coarse,
                away,
            });
        }
    }

    /// Tells the readers what is wanted.
    fn order(&mut self, context: &egui::Context, under: &Under) {
        if self.wanted.is_empty() && self.readers.is_none() {
            return;
        }
        let readers = self.readers.get_or_insert_with(|| Readers::start(context));
        readers.order(&self.wanted, &under.access);
    }
}

/// Whether a fault says nothing of other tiles of its source.
fn is_of_tile(error: &TileError) -> bool {
    matches!(error.why, TileFault::Picture(..))
}

#[expect(clippy::cast_precision_loss, reason = "at most 32")]
fn share(at: usize, side: u16) -> f32 {
    at as f32 / f32::from(side)
}

/// How far a box is from a point, more or less.
fn away(of: Rect, from: Point) -> f32 {
    let middle = of.center();
    (middle.x - from.x).abs().max((middle.y - from.y).abs())
}

//! Tiles put together to one field of pixels, from which colors are taken; and tiles decoded.
//!
//! Does not know: paper.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use image_webp::WebPDecoder;

use super::fetch;
use crate::export::ExportError;
use crate::export::image::{Pixels, decoded};
use crate::model::picture::{Picture, PictureKind};
use crate::model::tiles::used::Used;
use crate::model::tiles::{TileError, TileFault, TileId, TileKind, TileLayer, TileReader, kind_of};
use crate::scene::projection::Camera;
use crate::scene::raster::{Range, TILE, part_of, seen};
use crate::task::Task;

/// How many decoded tiles are held.
const HELD: usize = 256;
/// The most pixels of a field; a block that needs more takes coarser tiles.
const MOST_PIXELS: u64 = 64 * 256 * 256;
/// So many of the coarsest tiles are looked at to know how large tiles are.
const LOOKS: usize = 16;
/// So many tiles are asked for together where they are drawn small.
const TOGETHER: usize = 128;
/// Pixels of a side of a tile in a field of the coarsest ones, where they are more than that.
const SMALL: u32 = 32;
/// Sides of tiles that are taken as they are, pixels.
const SIDES: [u32; 2] = [16, 1024];

/// Decodes a tile: a PNG, JPEG or WebP.
///
/// # Errors
/// What is wrong with it, in English.
pub fn tile_pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let pixels = match bytes {
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => webp(bytes)?,
        _ => {
            let kind = PictureKind::of(bytes).filter(|kind| *kind != PictureKind::Svg);
            let kind = kind.ok_or("it is neither PNG, JPEG nor WebP")?;
            let picture = Picture {
                bytes: bytes.into(),
                kind,
                size: [1.0, 1.0],
            };
            decoded(&picture, 1).map_err(|error| error.to_string())?
        }
    };
    let [width, height] = pixels.size;
    if width != height || !(SIDES[0]..=SIDES[1]).contains(&width) {
        return Err(format!(
            "it is {width} × {height} pixels, no square of 16 to 1,024"
        ));
    }
    Ok(pixels)
}

fn webp(bytes: &[u8]) -> Result<Pixels, String> {
    let said = |error: image_webp::DecodingError| error.to_string();
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(said)?;
    let (width, height) = decoder.dimensions();
    let most = SIDES[1];
    if width > most || height > most {
        return Err(format!("it is {width} × {height} pixels"));
    }
    let length = decoder.output_buffer_size().ok_or("it has no size")?;
    let mut read = vec![0; length];
    decoder.read_image(&mut read).map_err(said)?;
    let rgba = if decoder.has_alpha() {
        read
    } else {
        let (pixels, _) = read.as_chunks::<3>();
        pixels
            .iter()
            .flat_map(|[r, g, b]| [*r, *g, *b, 255])
            .collect()
    };
    Ok(Pixels {
        size: [width, height],
        rgba,
    })
}

/// A box of shares: the least and the greatest.
pub type Around = [[f64; 2]; 2];

/// A tile that was read.
struct Read {
    /// `None` where there is no such tile.
    pixels: Option<Arc<Pixels>>,
    /// The hash of its bytes, where that is to be known.
    hash: Option<u128>,
}

/// Tiles as they are read and decoded; those used last are held.
pub struct Tiles<'a> {
    reader: &'a dyn TileReader,
    location: &'a str,
    least: u8,
    task: &'a Task,
    /// Pixels of a side of a tile.
    side: u32,
    clock: u64,
    held: BTreeMap<TileId, (u64, Option<Arc<Pixels>>)>,
    /// All that were read, where there is no hash of all of them.
    used: Option<Used>,
}

impl<'a> Tiles<'a> {
    /// Tiles of a layer.
    pub fn new(reader: &'a dyn TileReader, layer: &'a TileLayer, task: &'a Task) -> Self {
        // Of those in one file there is a hash of all.
        let kind = kind_of(&layer.location);
        let is_one_by_one = matches!(kind, Some(TileKind::Folder | TileKind::Web));
        Self {
            reader,
            location: &layer.location,
            least: layer.zooms[0],
            task,
            side: TILE,
            clock: 0,
            held: BTreeMap::new(),
            used: is_one_by_one.then(Used::default),
        }
    }

    /// All that were read, where there is no hash of all of them.
    #[must_use]
    pub fn used(&self) -> Option<&Used> {
        self.used.as_ref()
    }

    /// How large the tiles below a map are, told by the first of the coarsest ones that is there and whole; the usual
    /// size where none of those that are looked at is.
    ///
    /// # Errors
    /// [`ExportError`] when the work is cancelled.
    pub fn side_below(&mut self, camera: &Camera, layer: &TileLayer) -> Result<u32, ExportError> {
        let [min, max] = seen(camera, layer.datum);
        let zooms = layer.zooms[0]..=layer.zooms[1];
        let ranges = zooms.filter_map(|z| Range::of(z, min, max));
        for id in ranges.flat_map(|range| range.tiles()).take(LOOKS) {
            self.task.checkpoint()?;
            match self.reader.tile(id) {
                Ok(None) => {}
                Ok(Some(bytes)) => {
                    if let Ok(pixels) = tile_pixels(&bytes) {
                        self.side = pixels.size[0];
                        break;
                    }
                }
                // What is wrong is told where a tile is needed for itself.
                Err(_) => break,
            }
        }
        Ok(self.side)
    }

    fn read(&self, id: TileId) -> Result<Read, TileError> {
        let Some(bytes) = self.reader.tile(id)? else {
            return Ok(Read {
                pixels: None,
                hash: None,
            });
        };
        let pixels = tile_pixels(&bytes);
        let pixels = pixels.map_err(|said| TileFault::Picture(id, said).of(self.location))?;
        let is_hashed = self.used.is_some();
        Ok(Read {
            pixels: Some(Arc::new(pixels)),
            hash: is_hashed.then(|| self.reader.hash(&bytes)),
        })
    }

    fn hold(&mut self, id: TileId, read: Read) {
        if let Some(used) = &mut self.used {
            used.take(id, read.hash);
        }
        if self.held.len() >= HELD {
            let mut by_use: Vec<(u64, TileId)> = self
                .held
                .iter()
                .map(|(id, (used, _))| (*used, *id))
                .collect();
            by_use.sort_unstable();
            for (_, id) in &by_use[..HELD / 4] {
                self.held.remove(id);
            }
        }
        self.clock += 1;
        self.held.insert(id, (self.clock, read.pixels));
    }

    fn get(&mut self, id: TileId) -> Result<Option<Arc<Pixels>>, ExportError> {
        self.clock += 1;
        if let Some((used, tile)) = self.held.get_mut(&id) {
            *used = self.clock;
            return Ok(tile.clone());
        }
        self.task.checkpoint()?;
        let read = self.read(id)?;
        let pixels = read.pixels.clone();
        self.hold(id, read);
        Ok(pixels)
    }

    /// Reads tiles and, where they are missing, those in whose place they lie, several at once, so that they are held
    /// when they are wanted one by one. Nothing where only one at once may be asked for.
    fn fetch(&mut self, of: impl Iterator<Item = TileId>) -> Result<(), ExportError> {
        let at_once = self.reader.at_once();
        if at_once < 2 {
            return Ok(());
        }
        let mut wanted: BTreeSet<TileId> = of.collect();
        while !wanted.is_empty() {
            let missing = |id: &&TileId| matches!(self.held.get(id), Some((_, None)));
            let mut coarser: Vec<TileId> = wanted.iter().filter(missing).copied().collect();
            let new = wanted.iter().filter(|id| !self.held.contains_key(id));
            let new: Vec<TileId> = new.copied().collect();
            let came = fetch::all(&new, at_once, self.task, |id| self.read(id))?;
            for (id, read) in new.into_iter().zip(came) {
                if read.pixels.is_none() {
                    coarser.push(id);
                }
                self.hold(id, read);
            }
            let parents = coarser.into_iter().filter_map(TileId::parent);
            wanted = parents.filter(|parent| parent.z >= self.least).collect();
        }
        Ok(())
    }

    /// Asks for the tiles of a range that lie around boxes, several at once where that may be.
    ///
    /// # Errors
    /// [`ExportError`] when one of them cannot be read, or the work is cancelled.
    pub fn fetch_around(&mut self, all: &Range, around: &[Around]) -> Result<(), ExportError> {
        let needed = around.iter().filter_map(|&around| self.needed(all, around));
        let needed: BTreeSet<TileId> = needed
            .filter(|(_, is_small)| !is_small)
            .flat_map(|(range, _)| range.tiles())
            .collect();
        self.fetch(needed.into_iter())
    }

    /// The tiles that lie around a box, coarser ones where they are many; whether they are many although there are
    /// none coarser. `None` where there are none.
    fn needed(&self, all: &Range, [min, max]: Around) -> Option<(Range, bool)> {
        let side = u64::from(self.side.max(1));
        let most = MOST_PIXELS / (side * side);
        let mut z = all.z;
        loop {
            // One pixel more on each side: colors are taken from four of them.
            let pixel = 1.0 / f64::from(self.side) / f64::from(1_u32 << z);
            let [from, to] = [min.map(|at| at - pixel), max.map(|at| at + pixel)];
            let range = Range::of(z, from, to)?;
            if range.count() <= most.max(4) {
                return Some((range, false));
            }
            match z.checked_sub(1).filter(|&z| z >= self.least) {
                Some(coarser) => z = coarser,
                None => return Some((range, true)),
            }
        }
    }

    /// A tile or the nearest of its ancestors that there is, and how many zooms that is away.
    fn found(&mut self, id: TileId) -> Result<Option<(Arc<Pixels>, u8)>, ExportError> {
        let mut at = id;
        loop {
            if let Some(tile) = self.get(at)? {
                return Ok(Some((tile, id.z - at.z)));
            }
            match at.parent().filter(|parent| parent.z >= self.least) {
                Some(parent) => at = parent,
                None => return Ok(None),
            }
        }
    }
}

/// Tiles side by side.
pub struct Mosaic {
    range: Range,
    /// Pixels of a side of a tile.
    side: u32,
    /// Pixels in a row.
    width: usize,
    /// Colors multiplied by opacity.
    pixels: Vec<[u8; 4]>,
    height: usize,
}

impl Mosaic {
    /// The tiles of a range that lie around a box of shares, coarser ones where they are many; `None` where there is
    /// none.
    ///
    /// # Errors
    /// [`ExportError`] when one of them cannot be read, or the work is cancelled.
    pub fn of(tiles: &mut Tiles, all: &Range, around: Around) -> Result<Option<Self>, ExportError> {
        let range = match tiles.needed(all, around) {
            None => return Ok(None),
            Some((range, true)) => return Self::small(tiles, all, range),
            Some((range, false)) => range,
        };
        let mut found = Vec::new();
        for id in range.tiles() {
            found.extend(tiles.found(id)?.map(|of| (id, of)));
        }
        let Some(side) = found.iter().map(|(_, (tile, _))| tile.size[0]).max() else {
            return Ok(None);
        };
        let mut mosaic = Self::empty(range, side);
        for (id, (tile, levels)) in &found {
            mosaic.put(*id, tile, *levels);
        }
        Ok(Some(mosaic))
    }

    fn empty(range: Range, side: u32) -> Self {
        let length = |ends: [u32; 2]| (ends[1] - ends[0] + 1) as usize * side as usize;
        let (width, height) = (length(range.x), length(range.y));
        Self {
            range,
            side,
            width,
            height,
            pixels: vec![[0; 4]; width * height],
        }
    }

    /// Of tiles that are many although there are none coarser: each at few pixels, one after the other. Those beyond
    /// the map are left out.
    fn small(tiles: &mut Tiles, all: &Range, own: Range) -> Result<Option<Self>, ExportError> {
        let coarser = all.z.saturating_sub(own.z);
        let ends = |all: [u32; 2], own: [u32; 2]| {
            let first = (all[0] >> coarser).saturating_sub(1).max(own[0]);
            let last = ((all[1] >> coarser) + 1).min(own[1]);
            (first <= last).then_some([first, last])
        };
        let (Some(x), Some(y)) = (ends(all.x, own.x), ends(all.y, own.y)) else {
            return Ok(None);
        };
        let mut mosaic = Self::empty(Range { z: own.z, x, y }, SMALL);
        let mut is_empty = true;
        let ids: Vec<TileId> = mosaic.range.tiles().collect();
        for some in ids.chunks(TOGETHER) {
            tiles.fetch(some.iter().copied())?;
            for &id in some {
                if let Some((tile, levels)) = tiles.found(id)? {
                    mosaic.put(id, &tile, levels);
                    is_empty = false;
                }
            }
        }
        Ok((!is_empty).then_some(mosaic))
    }

    fn put(&mut self, id: TileId, tile: &Pixels, levels: u8) {
        let side = self.side as usize;
        let [left, top] =
            [id.x - self.range.x[0], id.y - self.range.y[0]].map(|at| at as usize * side);
        let own = tile.size[0] as usize;
        let (colors, _) = tile.rgba.as_chunks::<4>();
        let [x, y, part] = part_of(id, levels);
        for row in 0..side {
            let to = (top + row) * self.width + left;
            let line = &mut self.pixels[to..to + side];
            if own == side && levels == 0 {
                let from = &colors[row * side..(row + 1) * side];
                for (pixel, color) in line.iter_mut().zip(from) {
                    *pixel = multiplied(*color);
                }
                continue;
            }
            for (column, pixel) in line.iter_mut().enumerate() {
                let place = |at: usize, from: f32| {
                    (from + part * (as_f32(at) + 0.5) / as_f32(side)) * as_f32(own) - 0.5
                };
                let color = |x: usize, y: usize| multiplied(colors[y * own + x]);
                *pixel = mixed([own, own], place(column, x), place(row, y), color);
            }
        }
    }

    /// The color at shares of the square: red, green, blue, opacity.
    #[must_use]
    pub fn color(&self, share: [f64; 2]) -> [u8; 4] {
        if share.iter().any(|at| !(0.0..1.0).contains(at)) {
            return [0; 4];
        }
        let pixels = f64::from(1_u32 << self.range.z) * f64::from(self.side);
        let place = |axis: usize, first: u32| {
            #[expect(clippy::cast_possible_truncation, reason = "some thousands of pixels")]
            let place =
                (share[axis] * pixels - f64::from(first) * f64::from(self.side) - 0.5) as f32;
            place
        };
        let (x, y) = (place(0, self.range.x[0]), place(1, self.range.y[0]));
        let color = |x: usize, y: usize| self.pixels[y * self.width + x];
        let [r, g, b, a] = mixed([self.width, self.height], x, y, color);
        if a == 255 || a == 0 {
            return [r, g, b, a];
        }
        let plain = |part: u8| {
            let share = (u32::from(part) * 255 + u32::from(a) / 2) / u32::from(a);
            u8::try_from(share).unwrap_or(u8::MAX)
        };
        [plain(r), plain(g), plain(b), a]
    }
}

/// A color multiplied by its opacity.
fn multiplied([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    if a == 255 {
        return [r, g, b, a];
    }
    let by = |part: u8| {
        let share = (u32::from(part) * u32::from(a) + 127) / 255;
        u8::try_from(share).unwrap_or(u8::MAX)
    };
    [by(r), by(g), by(b), a]
}

/// The four pixels around a place mixed by how near they are; beyond the edge the last ones go on.
fn mixed(
    [width, height]: [usize; 2],
    x: f32,
    y: f32,
    color: impl Fn(usize, usize) -> [u8; 4],
) -> [u8; 4] {
    let ends = |at: f32, length: usize| {
        let at = at.clamp(0.0, as_f32(length - 1));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the field"
        )]
        let first = at as usize;
        (first, (first + 1).min(length - 1), at - as_f32(first))
    };
    let (left, right, along) = ends(x, width);
    let (top, bottom, down) = ends(y, height);
    let [a, b, c, d] = [(left, top), (right, top), (left, bottom), (right, bottom)]
        .map(|(x, y)| color(x, y).map(f32::from));
    [0, 1, 2, 3].map(|part| {
        let above = a[part] + along * (b[part] - a[part]);
        let below = c[part] + along * (d[part] - c[part]);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 255"
        )]
        let mixed = (above + down * (below - above) + 0.5) as u8;
        mixed
    })
}

#[expect(clippy::cast_precision_loss, reason = "some thousands of pixels")]
fn as_f32(count: usize) -> f32 {
    count as f32
}

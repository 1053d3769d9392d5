//! Tiles put together to one field of pixels, from which colors are taken; and tiles decoded.
//!
//! Does not know: paper.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use image_webp::WebPDecoder;

use crate::export::image::{Pixels, decoded};
use crate::model::picture::{Picture, PictureKind};
use crate::model::tiles::{TileError, TileFault, TileId, TileReader};
use crate::scene::raster::{Range, part_of};

/// How many decoded tiles are held.
const HELD: usize = 256;
/// The most tiles of a field; a block that needs more takes coarser ones.
const MOST: u64 = 64;
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

/// Tiles as they are read and decoded; those used last are held.
pub struct Tiles<'a> {
    reader: &'a dyn TileReader,
    location: &'a str,
    least: u8,
    clock: u64,
    held: BTreeMap<TileId, (u64, Option<Arc<Pixels>>)>,
}

impl<'a> Tiles<'a> {
    /// Tiles of a reader, of no zoom less than some.
    pub fn new(reader: &'a dyn TileReader, location: &'a str, least: u8) -> Self {
        Self {
            reader,
            location,
            least,
            clock: 0,
            held: BTreeMap::new(),
        }
    }

    fn get(&mut self, id: TileId) -> Result<Option<Arc<Pixels>>, TileError> {
        self.clock += 1;
        if let Some((used, tile)) = self.held.get_mut(&id) {
            *used = self.clock;
            return Ok(tile.clone());
        }
        let bytes = self.reader.tile(id)?;
        let tile = bytes.map(|bytes| tile_pixels(&bytes)).transpose();
        let tile = tile.map_err(|said| TileFault::Picture(id, said).of(self.location))?;
        let tile = tile.map(Arc::new);
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
        self.held.insert(id, (self.clock, tile.clone()));
        Ok(tile)
    }

    /// A tile or the nearest of its ancestors that there is, and how many zooms that is away.
    fn found(&mut self, id: TileId) -> Result<Option<(Arc<Pixels>, u8)>, TileError> {
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
    /// [`TileError`] when one of them cannot be read.
    pub fn of(
        tiles: &mut Tiles,
        all: &Range,
        [min, max]: [[f64; 2]; 2],
    ) -> Result<Option<Self>, TileError> {
        let mut z = all.z;
        let range = loop {
            // One pixel more on each side: colors are taken from four of them.
            let pixel = 1.0 / 256.0 / f64::from(1_u32 << z);
            let [from, to] = [min.map(|at| at - pixel), max.map(|at| at + pixel)];
            let Some(range) = Range::of(z, from, to) else {
                return Ok(None);
            };
            if range.count() <= MOST {
                break range;
            }
            match z.checked_sub(1).filter(|&z| z >= tiles.least) {
                Some(coarser) => z = coarser,
                None => return Self::small(tiles, all, range),
            }
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
    fn small(tiles: &mut Tiles, all: &Range, own: Range) -> Result<Option<Self>, TileError> {
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
        for id in mosaic.range.tiles() {
            if let Some((tile, levels)) = tiles.found(id)? {
                mosaic.put(id, &tile, levels);
                is_empty = false;
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

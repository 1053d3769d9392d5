//! Raster tiles under a map of paper: all of a layer that is seen as one picture, at the pixels of the paper.
//!
//! Each pixel of the paper is led back through projection and datum to the square of web Mercator, exactly at the
//! corners of small cells and between them in proportion, and takes its color from the four pixels of tiles around
//! it. What a zoom lacks is taken from coarser ones. Work is done block by block, so that a few tiles are held at a
//! time; those of some blocks are asked for together where a server is waited for, and in whatever order they come the
//! picture is the same. Time in proportion to the pixels of the paper.
//! Does not know: where tiles come from, files.

pub mod fetch;
pub mod mosaic;
pub mod said;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use png::{BitDepth, ColorType, Compression, Encoder};

use self::mosaic::{Around, Mosaic, Tiles};
use self::said::drawn as said_of_drawn;
use super::ExportError;
use super::image::{LONGEST, MOST_PIXELS};
use super::picture::Format;
use crate::model::picture::{Picture, PictureKind};
use crate::model::tiles::{TileLayer, TileReader};
use crate::scene::item::{Image, Scene};
use crate::scene::projection::{Camera, Rect};
use crate::scene::raster::{DrawnTiles, Grain, PlacedTiles, Under, range, share_at, world_at};
use crate::task::Task;

/// Side of a block, pixels.
const BLOCK: usize = 256;
/// Side of a cell, pixels; a divisor of [`BLOCK`].
const CELL: usize = 32;
/// Corners of cells in a row of a block.
const CORNERS: usize = BLOCK / CELL + 1;
/// Page units in an inch.
const UNITS_AN_INCH: f64 = 96.0;
/// Pixels an inch where a picture of lines is on no sheet.
const USUAL_DPI: u32 = 192;
/// The tiles of so many blocks are asked for together.
const TOGETHER: usize = 16;
/// The most tiles that a map of paper takes of a layer before it takes coarser ones. A few are held at a time, and each
/// is decoded once or twice, so that it bounds time: some milliseconds each. As many as the largest picture needs.
const MOST_TILES: u64 = 20_000;
/// The most pixels an inch that a drawing or a page has of tiles.
const MOST_DPI: u32 = 300;

/// Pixels for each page unit that tiles have in a picture of a format: of a PNG its own, else enough for print.
#[must_use]
pub fn pixels_per_unit(format: Format, dpi: Option<u32>) -> f64 {
    let dpi = match format {
        Format::Png => return dpi.map_or(1.0, f64::from_dpi),
        Format::Svg | Format::Pdf => dpi.unwrap_or(USUAL_DPI).min(MOST_DPI),
    };
    f64::from_dpi(dpi)
}

/// Pixels an inch as pixels for each page unit.
trait FromDpi {
    fn from_dpi(dpi: u32) -> Self;
}

impl FromDpi for f64 {
    fn from_dpi(dpi: u32) -> Self {
        Self::from(dpi) / UNITS_AN_INCH
    }
}

/// A scene with the pictures of its tiles, at so many pixels for each page unit; itself where it has none to make.
/// Layers of which nothing is there are left out, and told in [`Under::left_out`].
///
/// # Errors
/// [`ExportError`] when tiles cannot be had or are broken, or the work is cancelled.
pub fn grounded<'s>(
    scene: &'s Scene,
    pixels_per_unit: f64,
    task: &Task,
) -> Result<Cow<'s, Scene>, ExportError> {
    let mut layers = scene.under.layers.iter();
    if layers.all(|placed| placed.image.is_some()) {
        return Ok(Cow::Borrowed(scene));
    }
    let under = drawn_under(&scene.under, &scene.camera, pixels_per_unit, task)?;
    Ok(Cow::Owned(Scene {
        under,
        ..scene.clone()
    }))
}

fn drawn_under(
    under: &Under,
    camera: &Camera,
    per_unit: f64,
    task: &Task,
) -> Result<Under, ExportError> {
    let per_unit = within(camera, per_unit);
    let mut drawn = under.clone();
    for placed in &mut drawn.layers {
        if placed.image.is_none() {
            let reader = under.access.reader(&placed.layer.location)?;
            if let Some((image, drawn)) = image(camera, &placed.layer, (&*reader, per_unit), task)?
            {
                (placed.image, placed.drawn) = (Some(image), drawn);
            }
        }
    }
    let is_empty = |placed: &&PlacedTiles| placed.image.is_none();
    let empty = drawn.layers.iter().filter(is_empty);
    let empty = empty.map(|placed| placed.layer.name().to_owned());
    drawn.left_out.extend(empty);
    drawn.layers.retain(|placed| placed.image.is_some());
    Ok(drawn)
}

/// The ground that was made last: the pictures of a film have the same below each of them.
#[derive(Debug, Default)]
pub struct LastGround(Mutex<Option<(MadeOf, Under)>>);

/// What a ground was made of: camera, pixels for each page unit, layers.
type MadeOf = (Camera, f64, Under);

impl LastGround {
    /// The same as [`grounded`]; nothing is made anew below a map of the same place and layers. While one is made
    /// others wait for it.
    ///
    /// # Errors
    /// [`ExportError`] when tiles cannot be had or are broken, or the work is cancelled.
    pub fn grounded<'s>(
        &self,
        scene: &'s Scene,
        per_unit: f64,
        task: &Task,
    ) -> Result<Cow<'s, Scene>, ExportError> {
        if scene.under.layers.is_empty() {
            return Ok(Cow::Borrowed(scene));
        }
        // What is in there is whole at every moment.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = (scene.camera, per_unit, scene.under.clone());
        let known = last.as_ref().filter(|(made, _)| *made == of);
        let under = match known {
            Some((_, under)) => under.clone(),
            None => drawn_under(&scene.under, &scene.camera, per_unit, task)?,
        };
        *last = Some((of, under.clone()));
        Ok(Cow::Owned(Scene {
            under,
            ..scene.clone()
        }))
    }
}

/// Pixels for each page unit of a ground: those that are asked for, or fewer where the map would have more than a
/// picture that is read back may have. The same in every format.
fn within(camera: &Camera, per_unit: f64) -> f64 {
    let [width, height] =
        [camera.viewport.w, camera.viewport.h].map(|side| f64::from(side.max(1.0)));
    // Pixels that are begun on both sides are within too.
    let longest = (f64::from(LONGEST) - 2.0) / width.max(height);
    #[expect(clippy::cast_precision_loss, reason = "some millions")]
    let area = 0.998 * MOST_PIXELS as f64;
    per_unit.min(longest).min((area / (width * height)).sqrt())
}

/// A layer of tiles as one picture, with what it was made of where that is to be said; `None` where it has no tile
/// there.
fn image(
    camera: &Camera,
    layer: &TileLayer,
    (reader, per_unit): (&dyn TileReader, f64),
    task: &Task,
) -> Result<Option<(Image, Option<DrawnTiles>)>, ExportError> {
    let mut tiles = Tiles::new(reader, layer, task);
    let side = tiles.side_below(camera, layer)?;
    let grain = Grain { per_unit, side };
    let Some(range) = range(camera, layer, grain, MOST_TILES) else {
        return Ok(None);
    };
    let sheet = Sheet::of(camera, per_unit)?;
    let mut drawn = Drawn::new(sheet.size);
    let rows = (0..sheet.size[1]).step_by(BLOCK);
    let blocks = rows.flat_map(|top| {
        (0..sheet.size[0])
            .step_by(BLOCK)
            .map(move |left| [left, top])
    });
    let blocks: Vec<[usize; 2]> = blocks.collect();
    for some in blocks.chunks(TOGETHER) {
        let lattices = some
            .iter()
            .map(|&at| Lattice::of(camera, layer, &sheet, at));
        let lattices: Vec<Lattice> = lattices.collect();
        let around: Vec<Around> = lattices.iter().filter_map(Lattice::around).collect();
        tiles.fetch_around(&range, &around)?;
        for lattice in &lattices {
            task.checkpoint()?;
            let Some(around) = lattice.around() else {
                continue;
            };
            if let Some(mosaic) = Mosaic::of(&mut tiles, &range, around)? {
                drawn.block(lattice, &mosaic, lattice.from);
            }
        }
    }
    if drawn.is_empty {
        return Ok(None);
    }
    let image = Image {
        picture: Arc::new(drawn.packed()?),
        area: sheet.area,
        opacity: opacity(layer.opacity),
    };
    let used = tiles.used();
    Ok(Some((image, used.map(|used| said_of_drawn(reader, used)))))
}

/// Percent as a share of 255.
#[must_use]
pub fn opacity(percent: u8) -> u8 {
    let share = u32::from(percent.min(100)) * 255 / 100;
    u8::try_from(share).unwrap_or(u8::MAX)
}

/// The pixels that a map takes on paper: whole ones of the paper.
struct Sheet {
    /// Pixels for each page unit.
    per_unit: f64,
    /// The first pixel.
    from: [f64; 2],
    /// How many.
    size: [usize; 2],
    /// Where they are on the page.
    area: Rect,
}

impl Sheet {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "limited to the longest side"
    )]
    fn of(camera: &Camera, per_unit: f64) -> Result<Self, ExportError> {
        let map = camera.viewport;
        let ends = |at: f32, length: f32| {
            let from = (f64::from(at) * per_unit).floor();
            let to = (f64::from(at + length) * per_unit).ceil();
            (from, to - from)
        };
        let ((x, width), (y, height)) = (ends(map.x, map.w), ends(map.y, map.h));
        let is_possible = |side: f64| (1.0..=f64::from(LONGEST)).contains(&side);
        if !is_possible(width) || !is_possible(height) {
            let [width, height] = [width, height].map(|side| side as f32);
            return Err(ExportError::Size { width, height });
        }
        let units = |pixels: f64| (pixels / per_unit) as f32;
        Ok(Self {
            per_unit,
            from: [x, y],
            size: [width as usize, height as usize],
            area: Rect::new(units(x), units(y), units(width), units(height)),
        })
    }

    /// The place on the plane of a point in pixels.
    fn world(&self, camera: &Camera, pixel: [f64; 2]) -> [f64; 2] {
        let middle = camera.viewport.center();
        let [x, y] = [0, 1].map(|axis| (self.from[axis] + pixel[axis]) / self.per_unit);
        [
            camera.center[0] + (x - f64::from(middle.x)) * camera.meters_per_unit,
            camera.center[1] - (y - f64::from(middle.y)) * camera.meters_per_unit,
        ]
    }
}

/// The shares of the square at the corners of the cells of a block.
struct Lattice<'a> {
    camera: &'a Camera,
    layer: &'a TileLayer,
    sheet: &'a Sheet,
    from: [usize; 2],
    /// `None` where the plane has no map.
    corners: Vec<Option<[f64; 2]>>,
}

impl<'a> Lattice<'a> {
    fn of(camera: &'a Camera, layer: &'a TileLayer, sheet: &'a Sheet, from: [usize; 2]) -> Self {
        let mut lattice = Self {
            camera,
            layer,
            sheet,
            from,
            corners: Vec::with_capacity(CORNERS * CORNERS),
        };
        for row in 0..CORNERS {
            for column in 0..CORNERS {
                let at = [column * CELL, row * CELL].map(as_f64);
                lattice.corners.push(lattice.exact(at));
            }
        }
        lattice
    }

    /// The shares at a point of the block, in pixels.
    fn exact(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        let pixel = [0, 1].map(|axis| as_f64(self.from[axis]) + at[axis]);
        let world = self.sheet.world(self.camera, pixel);
        let (projection, datum) = (self.camera.projection, self.layer.datum);
        let share = share_at(projection, datum, world);
        if projection.is_cylindrical() {
            return Some(share);
        }
        // Beside the fan of a cone the way back does not lead to where it began.
        let back = world_at(projection, datum, share);
        let off = (back[0] - world[0]).hypot(back[1] - world[1]);
        (off < 2.0 * self.camera.meters_per_unit / self.sheet.per_unit).then_some(share)
    }

    /// The box around the shares; `None` where nothing of the square is there.
    fn around(&self) -> Option<Around> {
        let mut around = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
        for corner in self.corners.iter().flatten() {
            for axis in 0..2 {
                around[0][axis] = around[0][axis].min(corner[axis]);
                around[1][axis] = around[1][axis].max(corner[axis]);
            }
        }
        let is_there = (0..2).all(|axis| around[0][axis] < 1.0 && around[1][axis] > 0.0);
        is_there.then_some(around)
    }

    /// The cell of a column and row: a function from places in it, in shares of its sides, to shares of the
    /// square; `None` where its corners are torn apart.
    fn cell(&self, column: usize, row: usize) -> Option<[[f64; 2]; 4]> {
        let first = row * CORNERS + column;
        let [a, b] = [self.corners[first]?, self.corners[first + 1]?];
        let [c, d] = [
            self.corners[first + CORNERS]?,
            self.corners[first + CORNERS + 1]?,
        ];
        let is_whole = [b, c, d].iter().all(|other| (other[0] - a[0]).abs() < 0.2);
        is_whole.then_some([a, b, c, d])
    }
}

impl Lattice<'_> {
    /// The shares at a place in a cell, in pixels.
    fn share(
        &self,
        cell: Option<[[f64; 2]; 4]>,
        [column, row]: [usize; 2],
        inside: [f64; 2],
    ) -> Option<[f64; 2]> {
        if let Some(corners) = cell {
            return Some(between(corners, inside.map(|at| at / as_f64(CELL))));
        }
        let first = [column, row].map(|at| as_f64(at * CELL));
        self.exact([first[0] + inside[0], first[1] + inside[1]])
    }
}

/// Between the corners of a cell, in proportion.
fn between([a, b, c, d]: [[f64; 2]; 4], [along, down]: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|axis| {
        let above = a[axis] + along * (b[axis] - a[axis]);
        let below = c[axis] + along * (d[axis] - c[axis]);
        above + down * (below - above)
    })
}

/// A picture in the making.
struct Drawn {
    size: [usize; 2],
    /// Red, green, blue and opacity of each pixel.
    rgba: Vec<u8>,
    is_empty: bool,
}

impl Drawn {
    fn new(size: [usize; 2]) -> Self {
        Self {
            size,
            rgba: vec![0; 4 * size[0] * size[1]],
            is_empty: true,
        }
    }

    fn block(&mut self, lattice: &Lattice, mosaic: &Mosaic, [left, top]: [usize; 2]) {
        let cells = BLOCK / CELL;
        for at in 0..cells * cells {
            let (column, row) = (at % cells, at / cells);
            let (x, y) = (left + column * CELL, top + row * CELL);
            if x >= self.size[0] || y >= self.size[1] {
                continue;
            }
            let cell = lattice.cell(column, row);
            let width = CELL.min(self.size[0] - x);
            for down in 0..CELL.min(self.size[1] - y) {
                let from = 4 * ((y + down) * self.size[0] + x);
                let (line, _) = self.rgba[from..from + 4 * width].as_chunks_mut::<4>();
                for (along, pixel) in line.iter_mut().enumerate() {
                    // The middle of the pixel.
                    let inside = [along, down].map(|at| as_f64(at) + 0.5);
                    let share = lattice.share(cell, [column, row], inside);
                    *pixel = share.map_or([0; 4], |share| mosaic.color(share));
                    self.is_empty &= pixel[3] == 0;
                }
            }
        }
    }

    /// As a PNG, without opacities where all is opaque.
    fn packed(self) -> Result<Picture, ExportError> {
        let failed = |error: png::EncodingError| ExportError::Packing(error.to_string());
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let [width, height] = self.size.map(side);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Fast);
        let (pixels, _) = self.rgba.as_chunks::<4>();
        let is_opaque = pixels.iter().all(|pixel| pixel[3] == 255);
        let plain: Vec<u8>;
        let data = if is_opaque {
            encoder.set_color(ColorType::Rgb);
            plain = pixels
                .iter()
                .flat_map(|[r, g, b, _]| [*r, *g, *b])
                .collect();
            &plain
        } else {
            encoder.set_color(ColorType::Rgba);
            &self.rgba
        };
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(data).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(Picture {
            bytes: bytes.into(),
            kind: PictureKind::Png,
            size: [width, height].map(f64::from),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousands of pixels")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;

//! Which raster tiles a map shows, and where each lies on the page, in any projection.
//!
//! The square of web Mercator is measured in shares, [0, 0] its north-west corner and [1, 1] the south-east one. A
//! tile in the datum of the map in Mercator is a rectangle; anywhere else it is a mesh of small quadrangles, whose
//! corners are exact. The zoom is the one whose pixels are nearest to those of the page in the middle of the map: of
//! tiles of 512 pixels it is one less than of tiles of 256.
//! Screen and paper ask the same functions.
//! Does not know: what tiles look like, where they come from.

use std::f64::consts::PI;

use super::item::{Image, Item, Point};
use super::projection::{Camera, Rect};
use crate::model::geometry::LonLat;
use crate::model::projection::{Projection, RADIUS};
use crate::model::tiles::{Datum, MAX_ZOOM, TileAccess, TileId, TileLayer};

/// Pixels of a side of a tile, as long as none was seen.
pub const TILE: u32 = 256;
/// The most tiles that a screen shows at once; where it would need more it shows coarser ones. A layer whose coarsest
/// ones are more than that is drawn nowhere: see [`is_drawn`].
pub const MOST: u64 = 600;
/// Half the circumference of the sphere of web maps, meters.
const HALF: f64 = RADIUS * PI;
/// Where the view is looked at to find out which tiles it shows: so many places along each side.
const LOOKS: u16 = 24;

/// A layer of tiles as a scene shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedTiles {
    /// The layer.
    pub layer: TileLayer,
    /// All of it that is seen as one picture; `None` on a screen, which shows tiles as they come.
    pub image: Option<Image>,
    /// What that picture was made of, where there is no hash of all tiles of the layer.
    pub drawn: Option<DrawnTiles>,
}

/// Tiles that a picture was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnTiles {
    /// Which, as runs; see [`crate::model::tiles::used`].
    pub runs: String,
    /// The hash of their numbers and bytes.
    pub hash: String,
}

impl PlacedTiles {
    /// The picture as an item.
    #[must_use]
    pub fn item(&self) -> Option<Item> {
        self.image.clone().map(Item::Image)
    }
}

/// Layers of tiles that lie under the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Under {
    /// The layers, bottom first.
    pub layers: Vec<PlacedTiles>,
    /// How many of the scene's world layers lie below them.
    pub n_below: usize,
    /// Who opens them.
    pub access: TileAccess,
    /// What people call layers that are shown and of which nothing can be drawn here.
    pub left_out: Vec<String>,
}

impl Under {
    /// The pictures that there are, bottom first.
    pub fn items(&self) -> impl Iterator<Item = Item> + use<'_> {
        self.layers.iter().filter_map(PlacedTiles::item)
    }
}

/// A position in shares of the square.
#[must_use]
pub fn share_of(datum: Datum, at: LonLat) -> [f64; 2] {
    let at = datum.tiled(at);
    let sin = at.lat.to_radians().sin().clamp(-0.999_999, 0.999_999);
    [at.lon / 360.0 + 0.5, 0.5 - sin.atanh() / (2.0 * PI)]
}

/// The position of WGS 84 at shares of the square.
#[must_use]
pub fn position_of(datum: Datum, share: [f64; 2]) -> LonLat {
    let lat = ((0.5 - share[1]) * 2.0 * PI).tanh().asin().to_degrees();
    datum.plain(LonLat::new((share[0] - 0.5) * 360.0, lat))
}

/// Whether tiles lie on the plane as they are.
fn is_same_plane(projection: Projection, datum: Datum) -> bool {
    projection == Projection::Mercator && datum == Datum::Wgs84
}

/// A point of the plane in shares of the square.
#[must_use]
pub fn share_at(projection: Projection, datum: Datum, world: [f64; 2]) -> [f64; 2] {
    if is_same_plane(projection, datum) {
        return [0.5 + world[0] / (2.0 * HALF), 0.5 - world[1] / (2.0 * HALF)];
    }
    share_of(datum, projection.unproject(world))
}

/// Shares of the square on the plane.
#[must_use]
pub fn world_at(projection: Projection, datum: Datum, share: [f64; 2]) -> [f64; 2] {
    if is_same_plane(projection, datum) {
        return [(share[0] - 0.5) * 2.0 * HALF, (0.5 - share[1]) * 2.0 * HALF];
    }
    projection.project(position_of(datum, share))
}

/// How fine pixels are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grain {
    /// Pixels of the page for each of its units.
    pub per_unit: f64,
    /// Pixels of a side of a tile; [`TILE`] as long as none was seen.
    pub side: u32,
}

/// The zoom whose pixels are nearest to those of the page, and the one that is shown of those that there are.
#[must_use]
pub fn zoom(camera: &Camera, zooms: [u8; 2], grain: Grain) -> u8 {
    let lat = camera.projection.unproject(camera.center).lat;
    let pixel = camera.true_meters_per_unit() / grain.per_unit.max(1e-3);
    let around = 2.0 * HALF * lat.to_radians().cos().max(0.01);
    let wanted = (around / (f64::from(grain.side.max(1)) * pixel))
        .log2()
        .round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 30"
    )]
    let wanted = wanted.clamp(0.0, 30.0) as u8;
    wanted.clamp(zooms[0], zooms[1].max(zooms[0]))
}

/// Columns and rows of a zoom, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The zoom.
    pub z: u8,
    /// The first and the last column.
    pub x: [u32; 2],
    /// The first and the last row.
    pub y: [u32; 2],
}

impl Range {
    /// The tiles of a zoom that a box of shares touches; `None` where it lies outside.
    #[must_use]
    pub fn of(z: u8, min: [f64; 2], max: [f64; 2]) -> Option<Self> {
        let side = f64::from(1_u32 << z.min(MAX_ZOOM));
        let ends = |axis: usize| {
            let [from, to] = [min[axis], max[axis]].map(|share| (share * side).floor());
            (to >= 0.0 && from < side && from <= to).then(|| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "limited to the numbers of tiles"
                )]
                [from, to].map(|tile| tile.clamp(0.0, side - 1.0) as u32)
            })
        };
        Some(Self {
            z,
            x: ends(0)?,
            y: ends(1)?,
        })
    }

    /// How many tiles they are.
    #[must_use]
    pub fn count(&self) -> u64 {
        let length = |ends: [u32; 2]| u64::from(ends[1] - ends[0]) + 1;
        length(self.x) * length(self.y)
    }

    /// The tiles, row by row.
    pub fn tiles(&self) -> impl Iterator<Item = TileId> + use<> {
        let Self { z, x, y } = *self;
        (y[0]..=y[1]).flat_map(move |y| (x[0]..=x[1]).map(move |x| TileId { z, x, y }))
    }
}

/// The least and the greatest shares that a map shows.
#[must_use]
pub fn seen(camera: &Camera, datum: Datum) -> [[f64; 2]; 2] {
    let [min_x, min_y, max_x, max_y] = camera.world_box();
    let steps = if is_same_plane(camera.projection, datum) {
        1
    } else {
        LOOKS
    };
    let mut around = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for row in 0..=steps {
        for column in 0..=steps {
            let [along, up] = [column, row].map(|step| f64::from(step) / f64::from(steps));
            let world = [
                min_x + along * (max_x - min_x),
                min_y + up * (max_y - min_y),
            ];
            let share = share_at(camera.projection, datum, world);
            for axis in 0..2 {
                around[0][axis] = around[0][axis].min(share[axis]);
                around[1][axis] = around[1][axis].max(share[axis]);
            }
        }
    }
    if steps > 1 {
        // Between the places that were looked at a bent side may reach a little farther.
        let [min, max] = around;
        let more = [0, 1].map(|axis| (max[axis] - min[axis]) / 50.0);
        around = [
            [min[0] - more[0], min[1] - more[1]],
            [max[0] + more[0], max[1] + more[1]],
        ];
    }
    around
}

/// Whether a map can show a layer: it is not all beside the square, and the coarsest tiles that there are of it are at
/// most [`MOST`]. Screen and paper of one scale answer alike, whatever their pixels.
#[must_use]
pub fn is_drawn(camera: &Camera, layer: &TileLayer) -> bool {
    let [min, max] = seen(camera, layer.datum);
    let coarsest = Range::of(layer.zooms[0], min, max);
    coarsest.is_some_and(|range| range.count() <= MOST)
}

/// The tiles of a layer that a map shows, at most so many: coarser ones where they would be more. `None` where it has
/// none there, or where its coarsest ones are more than that.
#[must_use]
pub fn range(camera: &Camera, layer: &TileLayer, grain: Grain, most: u64) -> Option<Range> {
    let [min, max] = seen(camera, layer.datum);
    let mut z = zoom(camera, layer.zooms, grain);
    loop {
        let range = Range::of(z, min, max)?;
        if range.count() <= most {
            return Some(range);
        }
        z = z.checked_sub(1).filter(|&z| z >= layer.zooms[0])?;
    }
}

/// Where a tile lies on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// How many quadrangles there are along each side.
    pub side: u16,
    /// Their corners, row by row from the north-west; `side + 1` in a row.
    pub points: Vec<Point>,
}

impl Mesh {
    /// Its quadrangles, each with its corners clockwise from the north-west.
    /// Those that the cut of the projection tears apart are left out.
    pub fn quads(&self, camera: &Camera) -> impl Iterator<Item = [u32; 4]> + use<'_> {
        let row = u32::from(self.side) + 1;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "page units need no more than f32"
        )]
        let torn = (HALF / camera.meters_per_unit) as f32;
        let side = u32::from(self.side);
        (0..side * side).filter_map(move |at| {
            let first = at / side * row + at % side;
            let quad = [first, first + 1, first + row + 1, first + row];
            let corners = quad.map(|corner| self.points[corner as usize]);
            let is_whole = corners.iter().all(|corner| {
                (corner.x - corners[0].x).abs() < torn && (corner.y - corners[0].y).abs() < torn
            });
            is_whole.then_some(quad)
        })
    }

    /// The box around it.
    #[must_use]
    pub fn around(&self) -> Rect {
        let mut min = Point::new(f32::INFINITY, f32::INFINITY);
        let mut max = Point::new(f32::NEG_INFINITY, f32::NEG_INFINITY);
        for point in &self.points {
            min = Point::new(min.x.min(point.x), min.y.min(point.y));
            max = Point::new(max.x.max(point.x), max.y.max(point.y));
        }
        Rect::new(min.x, min.y, max.x - min.x, max.y - min.y)
    }
}

/// Where a tile lies on the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldMesh {
    side: u16,
    points: Vec<[f64; 2]>,
}

impl WorldMesh {
    /// Where it lies on the page.
    #[must_use]
    pub fn on(&self, camera: &Camera) -> Mesh {
        let points = self.points.iter().map(|&at| camera.to_page(at));
        Mesh {
            side: self.side,
            points: points.collect(),
        }
    }
}

/// Where a tile lies on the plane; it stays there while the camera moves.
#[must_use]
pub fn world_mesh(projection: Projection, datum: Datum, id: TileId) -> WorldMesh {
    let side: u16 = match id.z {
        _ if is_same_plane(projection, datum) => 1,
        0..=3 => 32,
        4 => 16,
        _ => 8,
    };
    let scale = f64::from(1_u32 << id.z.min(MAX_ZOOM));
    let mut points = Vec::with_capacity(usize::from(side + 1).pow(2));
    for row in 0..=side {
        for column in 0..=side {
            let [along, down] = [column, row].map(|step| f64::from(step) / f64::from(side));
            let share = [
                (f64::from(id.x) + along) / scale,
                (f64::from(id.y) + down) / scale,
            ];
            points.push(world_at(projection, datum, share));
        }
    }
    WorldMesh { side, points }
}

/// What part of an ancestor a tile is: the left upper corner and the side, in shares of the ancestor.
#[must_use]
pub fn part_of(id: TileId, levels: u8) -> [f32; 3] {
    let side = 1_u32 << levels.min(MAX_ZOOM);
    #[expect(
        clippy::cast_precision_loss,
        reason = "halves, as often as there are zooms"
    )]
    let share = |at: u32| at as f32 / side as f32;
    [share(id.x % side), share(id.y % side), share(1)]
}

#[cfg(test)]
mod tests;

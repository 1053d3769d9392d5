//! Lines laid out for a graphics card: corners as bytes, in tiles of what lies together.
//!
//! A card adds up in `f32`, which is exact to some meters only over the world, so corners are told from the origin
//! of their tile; whoever draws places origins in `f64`. Each segment is drawn from four corners in a row: its own
//! and those before and behind it, which its joins need. Long lines are cut into pieces, pieces are put in the order
//! in which a Hilbert curve passes them and gathered to tiles, tiles to slabs, which are handed over one by one.
//! O(n log n) for the order.
//! Does not know: who draws them, cameras, looks.

use std::ops::Range;

use super::item::WorldGeometry;
use super::packed::Packed;

/// Bytes of a corner: x, y from the origin of its tile and the length of its line up to it, meters, each as `f32`
/// with the least byte first. A length below zero says that no segment begins or ends there.
pub const STRIDE: usize = 12;
/// The length that says that a line ends there.
const NO_CORNER: f32 = -1.0;
/// The length of a corner that is there for the joins of its neighbor only.
const BESIDE: f32 = -2.0;
/// Corners of a piece.
const PIECE: usize = 256;
/// Corners of a tile.
const TILE: usize = 2048;
/// Corners of a slab.
const SLAB: usize = 1 << 18;

/// A part of one line in its slab. Segment `i` is drawn from corners `i` to `i + 3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The shape it is of, in the geometry.
    pub shape: u32,
    /// Its segments, within the slab.
    pub segments: Range<u32>,
}

/// Pieces that lie together.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What its corners are told from, projected meters.
    pub origin: [f64; 2],
    /// The box around it: left, bottom, right, top.
    pub bounds: [f64; 4],
    /// Its slab.
    pub slab: usize,
    /// Its pieces, by their places among all.
    pub pieces: Range<usize>,
}

/// Lines of one geometry; those of areas are closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The corners, [`STRIDE`] bytes each.
    pub slabs: Vec<Vec<u8>>,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// The pieces of all tiles.
    pub pieces: Vec<Piece>,
}

/// A part of a line before it has its place: corners `first` to `last`, both drawn.
struct Part {
    shape: usize,
    first: usize,
    last: usize,
    /// Length of the line before it, meters.
    along: f64,
}

/// The corners of a shape as they are drawn: those of areas come back to the first.
struct Line<'a> {
    points: &'a [[f64; 2]],
    n: usize,
}

impl<'a> Line<'a> {
    fn of(geometry: &'a WorldGeometry, shape: usize) -> Self {
        let points = geometry.shape(shape);
        let n = points.len() + usize::from(geometry.is_closed && !points.is_empty());
        Self { points, n }
    }

    fn at(&self, corner: usize) -> [f64; 2] {
        self.points[corner % self.points.len()]
    }

    /// The box around some of its corners, and the length from the first of them to the last.
    fn measured(&self, first: usize, last: usize) -> ([f64; 4], f64) {
        let [x, y] = self.at(first);
        let mut around = [x, y, x, y];
        let mut own = 0.0;
        for corner in first + 1..=last {
            let at = self.at(corner);
            for axis in 0..2 {
                around[axis] = around[axis].min(at[axis]);
                around[axis + 2] = around[axis + 2].max(at[axis]);
            }
            own += length(self.at(corner - 1), at);
        }
        (around, own)
    }
}

fn length(from: [f64; 2], to: [f64; 2]) -> f64 {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    (dx * dx + dy * dy).sqrt()
}

#[expect(clippy::cast_possible_truncation, reason = "meters within a tile")]
fn narrow(meters: f64) -> f32 {
    meters as f32
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Tiles {
    /// Lays the lines of a geometry out.
    #[must_use]
    pub fn of(geometry: &WorldGeometry) -> Self {
        let mut parts = Vec::new();
        let mut boxes = Vec::new();
        for shape in 0..geometry.n_shapes() {
            let line = Line::of(geometry, shape);
            let mut along = 0.0;
            let mut first = 0;
            while first + 1 < line.n {
                let last = (first + PIECE).min(line.n - 1);
                let (around, own) = line.measured(first, last);
                parts.push(Part {
                    shape,
                    first,
                    last,
                    along,
                });
                boxes.push(around);
                along += own;
                first = last;
            }
        }
        let mut tiles = Self::default();
        let packed = Packed::new(&boxes);
        let mut together: Vec<usize> = Vec::new();
        let mut n_corners = 0;
        for &name in packed.order() {
            let name = name as usize;
            together.push(name);
            n_corners += parts[name].last - parts[name].first + 1;
            if n_corners >= TILE {
                tiles.push(geometry, &parts, &boxes, &together);
                together.clear();
                n_corners = 0;
            }
        }
        if !together.is_empty() {
            tiles.push(geometry, &parts, &boxes, &together);
        }
        tiles
    }

    /// Appends a tile.
    fn push(
        &mut self,
        geometry: &WorldGeometry,
        parts: &[Part],
        boxes: &[[f64; 4]],
        together: &[usize],
    ) {
        let is_full = |slab: &Vec<u8>| slab.len() / STRIDE >= SLAB;
        if self.slabs.last().is_none_or(is_full) {
            self.slabs.push(Vec::new());
        }
        let slab = self.slabs.len() - 1;
        let bytes = &mut self.slabs[slab];
        let mut bounds = boxes[together[0]];
        for &name in together {
            let own = boxes[name];
            for axis in 0..2 {
                bounds[axis] = bounds[axis].min(own[axis]);
                bounds[axis + 2] = bounds[axis + 2].max(own[axis + 2]);
            }
        }
        let origin = [
            f64::midpoint(bounds[0], bounds[2]),
            f64::midpoint(bounds[1], bounds[3]),
        ];
        let begins = self.pieces.len();
        for &name in together {
            let part = &parts[name];
            let line = Line::of(geometry, part.shape);
            let mut put = |at: [f64; 2], along: f32| {
                let [x, y] = [narrow(at[0] - origin[0]), narrow(at[1] - origin[1])];
                for number in [x, y, along] {
                    bytes.extend_from_slice(&number.to_le_bytes());
                }
            };
            // A ring is drawn as a line that ends where it began, without a join.
            match part.first.checked_sub(1) {
                Some(before) => put(line.at(before), BESIDE),
                None => put(line.at(part.first), NO_CORNER),
            }
            let mut along = part.along;
            for corner in part.first..=part.last {
                if corner > part.first {
                    along += length(line.at(corner - 1), line.at(corner));
                }
                put(line.at(corner), narrow(along));
            }
            if part.last + 1 < line.n {
                put(line.at(part.last + 1), BESIDE);
            } else {
                put(line.at(part.last), NO_CORNER);
            }
            let n_segments = part.last - part.first;
            let end = bytes.len() / STRIDE - 3;
            self.pieces.push(Piece {
                shape: index(part.shape),
                segments: index(end - n_segments)..index(end),
            });
        }
        self.tiles.push(Tile {
            origin,
            bounds,
            slab,
            pieces: begins..self.pieces.len(),
        });
    }

    /// How many corners there are.
    #[must_use]
    pub fn n_corners(&self) -> usize {
        self.slabs.iter().map(|slab| slab.len() / STRIDE).sum()
    }
}

/// The segments of a tile, or of those of its pieces that are asked for: as few ranges as can be. What lies between
/// two pieces draws nothing.
#[must_use]
pub fn ranges(pieces: &[Piece], is_in: impl Fn(u32) -> bool) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    let mut is_open = false;
    for piece in pieces {
        if !is_in(piece.shape) {
            is_open = false;
            continue;
        }
        match ranges.last_mut() {
            Some(last) if is_open => last.end = piece.segments.end,
            _ => ranges.push(piece.segments.clone()),
        }
        is_open = true;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::detail::Shapes;

    /// The corner of a slab: where in the world, and the length.
    fn corner(tiles: &Tiles, tile: &Tile, place: u32) -> ([f64; 2], f32) {
        let bytes = &tiles.slabs[tile.slab][place as usize * STRIDE..][..STRIDE];
        let number = |n: usize| f32::from_le_bytes(bytes[n * 4..n * 4 + 4].try_into().unwrap());
        let at = [0, 1].map(|axis| tile.origin[axis] + f64::from(number(axis)));
        (at, number(2))
    }

    fn near(a: [f64; 2], b: [f64; 2]) -> bool {
        length(a, b) < 0.1
    }

    #[test]
    fn each_segment_is_drawn_once_and_nothing_else_is() {
        let wave = |line: u32, i: u32| {
            let x = f64::from(i) * 70.0 + f64::from(line) * 9_000.0;
            [x, (x / 5_000.0).sin() * 4_000.0 + f64::from(line) * 300.0]
        };
        let mut shapes = Shapes::lines();
        for line in 0..60 {
            let points: Vec<[f64; 2]> = (0..=line * 13).map(|i| wave(line, i)).collect();
            shapes.push_line(&points);
        }
        let geometry = shapes.level(0.0).geometry;
        let tiles = Tiles::of(&geometry);
        assert!(tiles.tiles.len() > 5, "{}", tiles.tiles.len());
        let mut drawn = vec![0; geometry.n_shapes()];
        for tile in &tiles.tiles {
            let pieces = &tiles.pieces[tile.pieces.clone()];
            // All in one go: what lies between pieces must draw nothing.
            let whole = ranges(pieces, |_| true);
            assert_eq!(whole.len(), 1);
            let is_drawn = |segment: &u32| {
                corner(&tiles, tile, segment + 1).1 >= 0.0
                    && corner(&tiles, tile, segment + 2).1 >= 0.0
            };
            let n_drawn = whole[0].clone().filter(is_drawn).count();
            let wanted: usize = pieces.iter().map(|piece| piece.segments.len()).sum();
            assert_eq!(n_drawn, wanted);
            for piece in pieces {
                drawn[piece.shape as usize] += piece.segments.len();
            }
        }
        for (shape, n) in drawn.iter().enumerate() {
            assert_eq!(*n, geometry.shape(shape).len() - 1, "{shape}");
        }
    }

    #[test]
    fn corners_know_their_neighbors_and_how_far_along_they_are() {
        let points: Vec<[f64; 2]> = (0..600).map(|i| [1e7 + f64::from(i) * 3.0, 5.0]).collect();
        let mut shapes = Shapes::lines();
        shapes.push_line(&points);
        let tiles = Tiles::of(&shapes.level(0.0).geometry);
        let tile = &tiles.tiles[0];
        let mut seen = 0;
        for piece in &tiles.pieces {
            for segment in piece.segments.clone() {
                let [before, from, to, behind] =
                    [0, 1, 2, 3].map(|n| corner(&tiles, tile, segment + n));
                let place = ((from.0[0] - 1e7) / 3.0).round();
                assert!((f64::from(from.1) - place * 3.0).abs() < 0.01);
                assert!(near(to.0, [from.0[0] + 3.0, 5.0]) && to.1 > from.1);
                let is_first = place < 0.5;
                assert_eq!(before.1.to_bits() == NO_CORNER.to_bits(), is_first);
                assert!(is_first || near(before.0, [from.0[0] - 3.0, 5.0]));
                let is_last = place > 597.5;
                assert_eq!(behind.1.to_bits() == NO_CORNER.to_bits(), is_last);
                assert!(is_last || near(behind.0, [to.0[0] + 3.0, 5.0]));
                seen += 1;
            }
        }
        assert_eq!(seen, 599);
    }

    #[test]
    fn rings_come_back_and_shapes_are_drawn_by_themselves() {
        let mut shapes = Shapes::areas();
        for x in [0.0, 50.0, 100.0] {
            shapes.push_ring(&[[x, 0.0], [x + 9.0, 0.0], [x + 9.0, 9.0]], false);
        }
        let tiles = Tiles::of(&shapes.level(0.0).geometry);
        let n: usize = tiles.pieces.iter().map(|piece| piece.segments.len()).sum();
        assert_eq!(n, 9);
        assert_eq!(tiles.n_corners(), 3 * (4 + 2));
        let apart = ranges(&tiles.pieces, |shape| shape != tiles.pieces[1].shape);
        assert_eq!(apart.len(), 2);
        assert!(ranges(&tiles.pieces, |_| false).is_empty());
        assert_eq!(Tiles::of(&WorldGeometry::default()), Tiles::default());
    }
}

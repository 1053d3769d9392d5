//! The ground around points of the network's lines: which point is nearest, as far as a limit, on land.
//!
//! Voronoi cells (Voronoi 1908) of points spread along the lines that lie on land, each cut out of a
//! circle by the middle lines to its neighbors, the nearest first, until no other can be near enough;
//! then cut to the land (Sutherland and Hodgman 1974). They depend on where lines are alone, so that
//! only colors change with an answer. O(points · points nearby) time.
//!
//! Does not know: who wins at a point, colors.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ids::LinkId;
use crate::model::link::Mode;
use crate::model::network::Network;

use super::detail::Shapes;
use super::item::{Level, WorldGeometry};
use super::projection::seam;
use crate::model::projection::Projection;

/// Points of lines are this far apart at most, meters on the ground.
const STEP: f64 = 24_000.0;
/// Of points nearer to each other than this the first is kept, meters on the ground.
const APART: f64 = 12_000.0;
/// How far from a point its cell reaches, meters on the ground.
const FAR: f64 = 110_000.0;
/// Corners of the circle.
const N_CORNERS: u32 = 20;
/// The neighbor beyond a side of the circle.
const NOBODY: u32 = u32::MAX;

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    /// The line's link.
    pub link: LinkId,
    /// The share of the line that lies before it, 0 to 1.
    pub share: f64,
    /// Where, projected meters.
    at: [f64; 2],
    /// How far its cell reaches, projected meters.
    far: f64,
}

/// The cells of the points of a network's lines.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// The points.
    pub sites: Vec<Site>,
    /// Areas, and the point that each belongs to.
    pub areas: Arc<Vec<Level>>,
    /// See [`Self::areas`].
    pub area_sites: Vec<u32>,
    /// Lines between two cells, and the two points.
    pub borders: Arc<Vec<Level>>,
    /// See [`Self::borders`].
    pub border_sites: Vec<[u32; 2]>,
    /// How far these two points are from each other, projected meters.
    pub border_lengths: Vec<u32>,
}

/// A corner of a cell, and the neighbor beyond the side that begins there.
type Corner = ([f64; 2], u32);

impl Cells {
    /// The cells of a network, cut to the land where that is known.
    #[must_use]
    pub fn build(network: &Network, land: Option<&WorldGeometry>, projection: Projection) -> Self {
        let sites = sites(network, projection);
        let grid = Grid::of(&sites);
        let (mut areas, mut borders) = (Shapes::areas(), Shapes::lines());
        let (mut area_sites, mut border_sites) = (Vec::new(), Vec::new());
        let mut border_lengths = Vec::new();
        for (own, site) in (0..).zip(&sites) {
            let corners = cell(own, site, &sites, &grid);
            let points: Vec<[f64; 2]> = corners.iter().map(|corner| corner.0).collect();
            let pieces = land.map_or_else(|| vec![points.clone()], |land| on_land(&points, land));
            for piece in pieces.iter().filter(|piece| piece.len() > 2) {
                areas.push_ring(piece, false);
                area_sites.push(own);
            }
            let is_dry = pieces.iter().any(|piece| piece.len() > 2);
            for (place, &(from, other)) in corners.iter().enumerate() {
                if other != NOBODY && own < other && is_dry {
                    let to = points[(place + 1) % points.len()];
                    borders.push_line(&[from, to]);
                    border_sites.push([own, other]);
                    border_lengths.push(meters(distance(site.at, sites[other as usize].at)));
                }
            }
        }
        Self {
            sites,
            areas: Arc::new(areas.levels(false)),
            area_sites,
            borders: Arc::new(borders.levels(false)),
            border_sites,
            border_lengths,
        }
    }
}

/// Points along all lines on land, none too near to one before it.
fn sites(network: &Network, projection: Projection) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    let mut taken: BTreeMap<[i64; 2], Vec<[f64; 2]>> = BTreeMap::new();
    for link in network.link_ids() {
        if !matches!(
            network.link(link).mode,
            Mode::Rail | Mode::Road | Mode::Waterway
        ) {
            continue;
        }
        let line = seam::whole(projection, network.line(link));
        let narrow = |at| narrow(projection, at);
        let length = |pair: &[[f64; 2]]| distance(pair[0], pair[1]) * narrow(pair[0]);
        let whole: f64 = line.windows(2).map(length).sum();
        let mut passed = 0.0;
        for pair in line.windows(2) {
            let own = length(pair);
            let narrow = narrow(pair[0]);
            let steps = (own / STEP).ceil().max(1.0);
            let mut step = 0.0;
            while step < steps {
                // In the middle of a piece, so that ends, where lines meet, belong to none of them.
                let t = (step + 0.5) / steps;
                let at = [0, 1].map(|axis| pair[0][axis] + (pair[1][axis] - pair[0][axis]) * t);
                let share = if whole > 0.0 {
                    (passed + own * t) / whole
                } else {
                    0.5
                };
                if is_free(&mut taken, at, APART / narrow) {
                    let far = FAR / narrow;
                    sites.push(Site {
                        link,
                        share,
                        at,
                        far,
                    });
                }
                step += 1.0;
            }
            passed += own;
        }
    }
    sites
}

/// Takes a place if none nearby is taken.
fn is_free(taken: &mut BTreeMap<[i64; 2], Vec<[f64; 2]>>, at: [f64; 2], apart: f64) -> bool {
    // Buckets as wide as the greatest distance asked for, which is that of the far north.
    let bucket = bucket_of(at, APART * 5.0);
    let near = around(bucket).any(|other| {
        let there = taken.get(&other).map_or(&[][..], Vec::as_slice);
        there.iter().any(|&known| distance(known, at) < apart)
    });
    if !near {
        taken.entry(bucket).or_default().push(at);
    }
    !near
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundred kilometers"
)]
fn meters(length: f64) -> u32 {
    length.round() as u32
}

/// How much shorter a projected meter is on the ground there.
fn narrow(projection: Projection, at: [f64; 2]) -> f64 {
    (1.0 / projection.scale_at(projection.unproject(at))).max(0.2)
}

#[expect(clippy::cast_possible_truncation, reason = "some thousands at most")]
fn bucket_of(at: [f64; 2], width: f64) -> [i64; 2] {
    at.map(|of| (of / width).floor() as i64)
}

fn around([x, y]: [i64; 2]) -> impl Iterator<Item = [i64; 2]> {
    (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| [x + dx, y + dy]))
}

/// Points by square, each as wide as two cells reach.
struct Grid {
    width: f64,
    buckets: BTreeMap<[i64; 2], Vec<u32>>,
}

impl Grid {
    fn of(sites: &[Site]) -> Self {
        let width = 2.0 * sites.iter().map(|site| site.far).fold(FAR, f64::max);
        let mut buckets: BTreeMap<[i64; 2], Vec<u32>> = BTreeMap::new();
        for (place, site) in (0..).zip(sites) {
            let bucket = bucket_of(site.at, width);
            buckets.entry(bucket).or_default().push(place);
        }
        Self { width, buckets }
    }

    /// All points within twice the reach of a cell, the nearest first.
    fn near(&self, own: u32, site: &Site, sites: &[Site]) -> Vec<(f64, u32)> {
        let buckets = around(bucket_of(site.at, self.width));
        let all = buckets.flat_map(|of| self.buckets.get(&of).into_iter().flatten());
        let others = all.filter(|&&other| other != own);
        let mut near: Vec<(f64, u32)> = others
            .map(|&other| (distance(site.at, sites[other as usize].at), other))
            .filter(|(far, _)| *far < 2.0 * site.far)
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near
    }
}

/// The cell of a point, counterclockwise.
fn cell(own: u32, site: &Site, sites: &[Site], grid: &Grid) -> Vec<Corner> {
    let angle = |corner: u32| f64::from(corner) / f64::from(N_CORNERS) * std::f64::consts::TAU;
    let corner = |number: u32| {
        let (sin, cos) = angle(number).sin_cos();
        let at = [site.at[0] + site.far * cos, site.at[1] + site.far * sin];
        (at, NOBODY)
    };
    let mut corners: Vec<Corner> = (0..N_CORNERS).map(corner).collect();
    for (far, other) in grid.near(own, site, sites) {
        let reach = corners.iter().map(|of| distance(of.0, site.at));
        // The middle line lies half as far away as the neighbor.
        if far > 2.0 * reach.fold(0.0, f64::max) {
            break;
        }
        corners = nearer(&corners, site.at, sites[other as usize].at, other);
    }
    corners
}

/// The part of a convex cell that is nearer to one point than to another.
fn nearer(corners: &[Corner], to: [f64; 2], than: [f64; 2], other: u32) -> Vec<Corner> {
    let across = [than[0] - to[0], than[1] - to[1]];
    let middle = [0, 1].map(|axis| f64::midpoint(to[axis], than[axis]));
    let beyond = |at: [f64; 2]| (at[0] - middle[0]) * across[0] + (at[1] - middle[1]) * across[1];
    let mut kept = Vec::with_capacity(corners.len() + 1);
    for (place, &(from, neighbor)) in corners.iter().enumerate() {
        let (end, _) = corners[(place + 1) % corners.len()];
        let (a, b) = (beyond(from), beyond(end));
        let cut = || [0, 1].map(|axis| from[axis] + (end[axis] - from[axis]) * (a / (a - b)));
        if a <= 0.0 {
            kept.push((from, neighbor));
            if b > 0.0 {
                kept.push((cut(), other));
            }
        } else if b <= 0.0 {
            kept.push((cut(), neighbor));
        }
    }
    kept
}

/// The parts of a convex cell that lie on land.
fn on_land(cell: &[[f64; 2]], land: &WorldGeometry) -> Vec<Vec<[f64; 2]>> {
    let bounds = bounds(cell);
    let mut pieces = Vec::new();
    for shape in (0..land.n_shapes()).filter(|&shape| land.touches(shape, bounds)) {
        // Holes are lakes inside; they are drawn above, or are small.
        let is_outer = land.outer.get(shape).is_none_or(|&of| of as usize == shape);
        let ring = land.shape(shape);
        if !is_outer || ring.len() < 3 {
            continue;
        }
        if crosses(ring, bounds) {
            pieces.push(cut_to(ring, cell));
        } else if is_inside(ring, cell[0]) {
            return vec![cell.to_vec()];
        }
    }
    pieces
}

fn bounds(points: &[[f64; 2]]) -> [f64; 4] {
    let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    points.iter().fold(start, |[x, y, right, top], at| {
        [x.min(at[0]), y.min(at[1]), right.max(at[0]), top.max(at[1])]
    })
}

/// Whether a side of a ring may run through a box.
fn crosses(ring: &[[f64; 2]], [x, y, right, top]: [f64; 4]) -> bool {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    ends.into_iter().any(|(a, b)| {
        a[0].min(b[0]) <= right
            && a[0].max(b[0]) >= x
            && a[1].min(b[1]) <= top
            && a[1].max(b[1]) >= y
    })
}

/// Whether a point lies in a ring, by the sides that a line to the right of it meets.
fn is_inside(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let meets = ends.filter(|(a, b)| {
        let is_level = (a[1] > y) != (b[1] > y);
        is_level && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    });
    meets.count() % 2 == 1
}

/// A ring cut to a convex cell whose corners run counterclockwise.
fn cut_to(ring: &[[f64; 2]], cell: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut points = ring.to_vec();
    for (from, to) in cell.iter().zip(cell.iter().cycle().skip(1)) {
        let side = |at: [f64; 2]| {
            (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0])
        };
        let mut kept = Vec::with_capacity(points.len());
        for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
            let (one, other) = (side(*a), side(*b));
            if one >= 0.0 {
                kept.push(*a);
            }
            if (one >= 0.0) != (other >= 0.0) {
                let t = one / (one - other);
                kept.push([0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * t));
            }
        }
        points = kept;
        if points.is_empty() {
            break;
        }
    }
    points
}

#[cfg(test)]
mod tests;

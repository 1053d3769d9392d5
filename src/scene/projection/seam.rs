//! Lines and rings from degrees to the plane: cut where the projection is cut open, and bent where straight
//! would not be straight.
//!
//! A line of GeoJSON is straight in degrees (RFC 7946, 3.1.1); on a plane where parallels are bent long pieces
//! get points between. A step of more than half the globe crosses the antimeridian: that is what writers of
//! such lines mean. Rings are cut along the seam by the method of Sutherland and Hodgman 1974.
//! Time in proportion to the points.
//! Does not know: what the shapes are.

use crate::model::geometry::LonLat;
use crate::model::projection::Projection;

/// Longest piece that is drawn straight where parallels are bent, degrees; off by less than a thousandth of
/// its length.
const LONGEST: f64 = 1.0;
/// Both sides of the seam are told apart by this, degrees: a tenth of a millimeter.
const HAIR: f64 = 1e-9;

/// A line on the plane, in as many parts as the seam cuts it; a part has two points or more.
#[must_use]
pub fn line(kind: Projection, points: &[LonLat]) -> Vec<Vec<[f64; 2]>> {
    if !crosses(kind, points) {
        let part = straight(kind, points.iter().map(|at| [at.lon, at.lat]));
        return if part.len() > 1 {
            vec![part]
        } else {
            Vec::new()
        };
    }
    let unrolled = unrolled(kind, points);
    let mut parts: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    let mut before: Option<[f64; 2]> = None;
    for at in unrolled {
        if let Some(from) = before
            && let Some(edge) = edge_between(from[0], at[0])
        {
            let lat = from[1] + (edge - from[0]) / (at[0] - from[0]) * (at[1] - from[1]);
            let side = HAIR.copysign(at[0] - from[0]);
            parts
                .last_mut()
                .into_iter()
                .for_each(|part| part.push([edge - side, lat]));
            parts.push(vec![[edge + side, lat]]);
        }
        parts.last_mut().into_iter().for_each(|part| part.push(at));
        before = Some(at);
    }
    parts.retain(|part| part.len() > 1);
    parts.iter().map(|part| rolled(kind, part)).collect()
}

/// A line on the plane that stays one: where it passes the seam it goes on beyond the edge of the world, on the side
/// where it begins; [`again`] has it at the other edge too.
#[must_use]
pub fn whole(kind: Projection, points: &[LonLat]) -> Vec<[f64; 2]> {
    if !crosses(kind, points) {
        return straight(kind, points.iter().map(|at| [at.lon, at.lat]));
    }
    let unrolled = unrolled(kind, points);
    let first = points.first().map_or(0.0, |at| at.lon);
    let turns = unrolled.first().map_or(0.0, |at| at[0] - first);
    let lons = unrolled.iter().map(|at| [at[0] - turns, at[1]]);
    straight(kind, lons)
}

/// How far a line that goes beyond an edge of the world, from the least to the greatest x, is to be moved to be seen at
/// the other edge; `None` where it stays within.
#[must_use]
pub fn again(kind: Projection, [least, most]: [f64; 2]) -> Option<f64> {
    let edge = kind.project(LonLat::new(180.0, 0.0))[0];
    let is_beyond = |by: f64| by > edge + 1.0;
    match (kind.is_cylindrical(), is_beyond(most), is_beyond(-least)) {
        (true, true, _) => Some(-2.0 * edge),
        (true, false, true) => Some(2.0 * edge),
        _ => None,
    }
}

/// A ring on the plane, in as many parts as the seam cuts it; the first point of a part is not repeated at its
/// end, and a part has three points or more.
#[must_use]
pub fn ring(kind: Projection, points: &[LonLat]) -> Vec<Vec<[f64; 2]>> {
    let points = match points {
        [first, .., last] if first == last => &points[..points.len() - 1],
        _ => points,
    };
    let closed = || points.iter().chain(points.first());
    let around: Vec<LonLat> = closed().copied().collect();
    let mut parts = if crosses(kind, &around) {
        let unrolled = unrolled(kind, points);
        let east = cut(&unrolled, 0.0, 1.0);
        let sides = [
            cut(&unrolled, 0.0, -1.0),
            cut(&east, 360.0, -1.0),
            cut(&east, 360.0, 1.0),
        ];
        let kept = sides.into_iter().filter(|side| side.len() > 2);
        kept.map(|mut side| {
            side.extend(side.first().copied());
            rolled(kind, &side)
        })
        .collect()
    } else {
        vec![straight(kind, around.iter().map(|at| [at.lon, at.lat]))]
    };
    for part in &mut parts {
        part.pop();
    }
    parts.retain(|part| part.len() > 2);
    parts
}

/// A polygon on the plane, in as many parts as the seam cuts it: of each its outer ring, then the holes that lie in
/// it.
#[must_use]
pub fn polygon(kind: Projection, outer: &[LonLat], holes: &[&[LonLat]]) -> Vec<Vec<Vec<[f64; 2]>>> {
    let mut parts: Vec<Vec<Vec<[f64; 2]>>> =
        ring(kind, outer).into_iter().map(|of| vec![of]).collect();
    for hole in holes.iter().flat_map(|hole| ring(kind, hole)) {
        // A hole may touch its ring: the part that has most of its corners is the one it lies in.
        let inside =
            |part: &Vec<Vec<[f64; 2]>>| hole.iter().filter(|&&at| has(&part[0], at)).count();
        let counts: Vec<usize> = parts.iter().map(inside).collect();
        let most = counts.iter().max().copied().unwrap_or_default();
        let place = counts.iter().position(|&count| count == most);
        if let Some(part) = place.and_then(|place| parts.get_mut(place)) {
            part.push(hole);
        }
    }
    parts
}

/// Whether a point of the plane lies in a ring, by how often a ray from it meets the ring (Shimrat 1962).
fn has(ring: &[[f64; 2]], at: [f64; 2]) -> bool {
    let mut is_in = false;
    let mut before = ring.last();
    for to in ring {
        if let Some(from) = before
            && (from[1] > at[1]) != (to[1] > at[1])
        {
            let share = (at[1] - from[1]) / (to[1] - from[1]);
            is_in ^= at[0] < from[0] + share * (to[0] - from[0]);
        }
        before = Some(to);
    }
    is_in
}

/// Degrees east of the seam, 0 to 360.
fn east_of_seam(kind: Projection, lon: f64) -> f64 {
    (lon - kind.seam()).rem_euclid(360.0)
}

/// Whether a line passes the seam.
#[must_use]
pub fn crosses(kind: Projection, points: &[LonLat]) -> bool {
    let is_far = |pair: &[LonLat]| {
        (east_of_seam(kind, pair[1].lon) - east_of_seam(kind, pair[0].lon)).abs() > 180.0
    };
    points.windows(2).any(is_far)
}

/// Degrees east of the seam, going on over it without jumps.
fn unrolled(kind: Projection, points: &[LonLat]) -> Vec<[f64; 2]> {
    let mut lon = points.first().map_or(0.0, |at| east_of_seam(kind, at.lon));
    let next = points.iter().map(|at| {
        let step = east_of_seam(kind, at.lon) - lon;
        lon += (step + 180.0).rem_euclid(360.0) - 180.0;
        [lon, at.lat]
    });
    next.collect()
}

/// The place of the seam between two longitudes that go on without jumps.
fn edge_between(from: f64, to: f64) -> Option<f64> {
    let (low, high) = (from.min(to), from.max(to));
    let edge = (high / 360.0).floor() * 360.0;
    (low < edge && edge < high).then_some(edge)
}

/// Back to degrees, and onto the plane; all of it lies on one side of the seam.
fn rolled(kind: Projection, part: &[[f64; 2]]) -> Vec<[f64; 2]> {
    // The point farthest inside tells the side; the others may lie on its edges.
    let inside = |at: &[f64; 2]| (at[0].rem_euclid(360.0) - 180.0).abs();
    let most = part.iter().min_by(|a, b| inside(a).total_cmp(&inside(b)));
    let lap = most.map_or(0.0, |at| (at[0] / 360.0).floor() * 360.0);
    let lons = part.iter().map(|at| {
        let east = (at[0] - lap).clamp(HAIR, 360.0 - HAIR) + kind.seam();
        let lon = if kind.seam() > 0.0 {
            east - 360.0
        } else {
            east
        };
        [lon, at[1]]
    });
    straight(kind, lons)
}

/// Onto the plane, with points between where a piece would not be straight.
fn straight(kind: Projection, points: impl Iterator<Item = [f64; 2]>) -> Vec<[f64; 2]> {
    let mut part = Vec::with_capacity(points.size_hint().0);
    let mut before: Option<[f64; 2]> = None;
    for to in points {
        if let (Some(from), false) = (before, kind.is_cylindrical()) {
            let long = (to[0] - from[0]).abs().max((to[1] - from[1]).abs());
            let n_pieces = (long / LONGEST).ceil().min(360.0);
            let mut piece = 1.0;
            while piece < n_pieces {
                let share = piece / n_pieces;
                let [lon, lat] = [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis]));
                part.push(kind.project(LonLat::new(lon, lat)));
                piece += 1.0;
            }
        }
        part.push(kind.project(LonLat::new(to[0], to[1])));
        before = Some(to);
    }
    part
}

/// The part of a ring on one side of a meridian: east of it where `sign` is 1, west where it is −1.
fn cut(ring: &[[f64; 2]], edge: f64, sign: f64) -> Vec<[f64; 2]> {
    let is_in = |at: [f64; 2]| (at[0] - edge) * sign >= 0.0;
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let mut before = ring.last().copied();
    for &at in ring {
        if let Some(from) = before
            && is_in(from) != is_in(at)
        {
            let share = (edge - from[0]) / (at[0] - from[0]);
            kept.push([edge, from[1] + share * (at[1] - from[1])]);
        }
        if is_in(at) {
            kept.push(at);
        }
        before = Some(at);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(points: &[(f64, f64)]) -> Vec<LonLat> {
        points
            .iter()
            .map(|&(lon, lat)| LonLat::new(lon, lat))
            .collect()
    }

    fn twice_area(ring: &[[f64; 2]]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let cross = ring
            .iter()
            .zip(next)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1]);
        cross.sum()
    }

    #[test]
    fn a_line_over_the_antimeridian_has_two_parts() {
        let over = places(&[(170.0, 10.0), (-170.0, 20.0), (-160.0, 20.0)]);
        for kind in [Projection::Mercator, Projection::PlateCarree] {
            let parts = line(kind, &over);
            assert_eq!(parts.len(), 2, "{parts:?}");
            let ends = [parts[0][1], parts[1][0]].map(|at| kind.unproject(at));
            assert!((ends[0].lon - 180.0).abs() < 1e-6 && (ends[0].lat - 15.0).abs() < 1e-6);
            assert!((ends[1].lon + 180.0).abs() < 1e-6 && (ends[1].lat - 15.0).abs() < 1e-6);
        }
        // It is nowhere near the seam of the conics.
        assert_eq!(line(Projection::Albers, &over).len(), 1);
        let america = places(&[(-70.0, 10.0), (-80.0, 20.0)]);
        assert_eq!(line(Projection::Albers, &america).len(), 2);
        assert_eq!(line(Projection::Mercator, &america).len(), 1);
        assert_eq!(line(Projection::Mercator, &america[..1]).len(), 0);
    }

    #[test]
    fn a_whole_line_does_not_go_back_around_the_world() {
        let over = places(&[(170.0, 10.0), (-170.0, 20.0), (-160.0, 20.0)]);
        for kind in [Projection::Mercator, Projection::PlateCarree] {
            let line = whole(kind, &over);
            let degree = kind.project(LonLat::new(1.0, 0.0))[0];
            let lons: Vec<f64> = line.iter().map(|at| (at[0] / degree).round()).collect();
            assert_eq!(lons, [170.0, 190.0, 200.0]);
            let by = again(kind, [line[0][0], line[2][0]]).unwrap() / degree;
            assert!((by + 360.0).abs() < 1e-6, "{by}");
            assert_eq!(again(kind, [170.0 * degree, 180.0 * degree]), None);
        }
    }

    #[test]
    fn holes_stay_in_their_part() {
        let outer = places(&[
            (150.0, -20.0),
            (-150.0, -20.0),
            (-150.0, 20.0),
            (150.0, 20.0),
            (150.0, -20.0),
        ]);
        let square = |west: f64, east: f64| {
            places(&[
                (west, -5.0),
                (west, 5.0),
                (east, 5.0),
                (east, -5.0),
                (west, -5.0),
            ])
        };
        let holes = [
            square(155.0, 160.0),
            square(-160.0, -155.0),
            square(175.0, -175.0),
        ];
        let holes: Vec<&[LonLat]> = holes.iter().map(Vec::as_slice).collect();
        for kind in [Projection::Mercator, Projection::PlateCarree] {
            let parts = polygon(kind, &outer, &holes);
            assert_eq!(parts.len(), 2, "{kind:?}");
            for part in &parts {
                // Its own hole, and its part of the one that the seam cuts.
                assert_eq!(part.len(), 3, "{kind:?}");
                let side = part[0].iter().map(|at| at[0].signum()).sum::<f64>();
                for at in part.iter().flatten() {
                    assert!(at[0] * side > 0.0, "{at:?}");
                }
                let whole = twice_area(&part[0]).abs();
                let open: f64 = part[1..].iter().map(|of| twice_area(of).abs()).sum();
                assert!(open > 0.0 && open < whole / 4.0);
            }
        }
        // Far from the seam a polygon is one part with all its holes.
        let parts = polygon(Projection::Albers, &outer, &holes);
        assert_eq!((parts.len(), parts[0].len()), (1, 4));
        // A ring of one point is none, and holes without a ring are none.
        assert!(polygon(Projection::Mercator, &outer[..1], &holes).is_empty());
    }

    #[test]
    fn what_does_not_cross_is_projected_as_it_is() {
        let points = places(&[(108.6, 21.7), (106.5, 29.5), (104.1, 30.6)]);
        let parts = line(Projection::Mercator, &points);
        let wanted: Vec<[f64; 2]> = points
            .iter()
            .map(|&at| Projection::Mercator.project(at))
            .collect();
        assert_eq!(parts, [wanted]);
    }

    #[test]
    fn a_long_piece_is_bent_along_its_parallel() {
        let points = places(&[(80.0, 30.0), (130.0, 30.0)]);
        let [part] = &line(Projection::Albers, &points)[..] else {
            panic!("one part");
        };
        for at in part {
            let back = Projection::Albers.unproject(*at);
            assert!((back.lat - 30.0).abs() < 1e-9, "{back:?}");
        }
        assert!(part.len() > 50);
    }

    #[test]
    fn a_ring_over_the_seam_keeps_its_area_in_two_parts() {
        let island = places(&[
            (175.0, 0.0),
            (-175.0, 0.0),
            (-175.0, 10.0),
            (175.0, 10.0),
            (175.0, 0.0),
        ]);
        let parts = ring(Projection::PlateCarree, &island);
        assert_eq!(parts.len(), 2, "{parts:?}");
        let degree = 6_378_137.0_f64.to_radians();
        let area: f64 = parts.iter().map(|part| twice_area(part) / 2.0).sum();
        let wanted = 100.0 * degree * degree;
        assert!((area / wanted - 1.0).abs() < 1e-6, "{area}, not {wanted}");
        // The same ring from a point on the other side.
        let mut turned = island[1..].to_vec();
        turned.push(turned[0]);
        assert_eq!(ring(Projection::PlateCarree, &turned).len(), 2);
        // In Albers, equal areas stay equal.
        let moved: Vec<LonLat> = island
            .iter()
            .map(|at| LonLat::new(at.lon + 105.0 - 360.0, at.lat))
            .collect();
        let part_of = |points: &[LonLat]| {
            let parts = ring(Projection::Albers, points);
            (
                parts.len(),
                parts.iter().map(|part| twice_area(part) / 2.0).sum::<f64>(),
            )
        };
        let (n_parts, over_seam) = part_of(&moved);
        let inland: Vec<LonLat> = island
            .iter()
            .map(|at| LonLat::new(if at.lon > 0.0 { 100.0 } else { 110.0 }, at.lat))
            .collect();
        let (one, in_one) = part_of(&inland);
        assert_eq!((n_parts, one), (2, 1));
        assert!(
            (over_seam / in_one - 1.0).abs() < 1e-4,
            "{over_seam}, not {in_one}"
        );
    }
}

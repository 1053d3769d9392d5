//! Places on the ellipsoid and lines between them: WGS 84 throughout, longitude first.
//!
//! Coordinates of many lines lie in one flat array with offsets: no box per line or vertex.
//! Does not know: projections (see `scene`) and what a line stands for.

/// A position in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Longitude, degrees east, −180 to 180.
    pub lon: f64,
    /// Latitude, degrees north, −90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// A position from longitude and latitude in degrees.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// Whether the numbers can be degrees: finite, |lon| ≤ 180 and |lat| ≤ 90.
    #[must_use]
    pub fn is_geographic(self) -> bool {
        self.lon.abs() <= 180.0 && self.lat.abs() <= 90.0
    }

    /// Distance in meters along the sphere of mean radius 6,371,008.8 m (IUGG), by the haversine
    /// formula (Sinnott 1984): within 0.6 % of the geodesic. For tolerances and searching.
    #[must_use]
    pub fn meters_to(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        2.0 * 6_371_008.8 * h.sqrt().min(1.0).asin()
    }

    /// Length in meters of the geodesic on the WGS 84 ellipsoid (Karney 2013, by the crate `geo`).
    #[must_use]
    pub fn geodesic_meters_to(self, other: Self) -> f64 {
        use geo::{Distance, Geodesic};
        Geodesic.distance(
            geo::Point::new(self.lon, self.lat),
            geo::Point::new(other.lon, other.lat),
        )
    }
}

/// Area in square kilometers within a ring of geodesics on the WGS 84 ellipsoid (Karney 2013, by the crate
/// `geo`), the smaller side of it; the first position need not be repeated at the end. What a ring that crosses
/// itself goes round the other way counts against the rest. 0 of fewer than three positions.
#[must_use]
pub fn area_km2(ring: &[LonLat]) -> f64 {
    use geo::{Coord, GeodesicArea, LineString, Polygon};
    if ring.len() < 3 {
        return 0.0;
    }
    let corners = ring.iter().map(|at| Coord {
        x: at.lon,
        y: at.lat,
    });
    let polygon = Polygon::new(LineString::new(corners.collect()), Vec::new());
    polygon.geodesic_area_signed().abs() / 1e6
}

/// The geodesics between positions, one behind the other, with positions between them no farther apart than so
/// many kilometers.
#[must_use]
pub fn geodesics(corners: &[LonLat], most_km: f64) -> Vec<LonLat> {
    use geo::{Geodesic, InterpolatePoint, Point};
    let mut line: Vec<LonLat> = corners.iter().copied().take(1).collect();
    for pair in corners.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let n_parts = (from.geodesic_meters_to(to) / 1000.0 / most_km)
            .ceil()
            .clamp(1.0, 400.0);
        let mut part = 1.0;
        while part < n_parts {
            let [a, b] = [from, to].map(|at| Point::new(at.lon, at.lat));
            let at = Geodesic.point_at_ratio_between(a, b, part / n_parts);
            line.push(LonLat::new(at.x(), at.y()));
            part += 1.0;
        }
        line.push(to);
    }
    line
}

/// Geodesic length of a line in kilometers.
#[must_use]
pub fn length_km(line: &[LonLat]) -> f64 {
    line.windows(2)
        .map(|pair| pair[0].geodesic_meters_to(pair[1]))
        .sum::<f64>()
        / 1000.0
}

/// An upright box in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBox {
    /// South-west corner.
    pub min: LonLat,
    /// North-east corner.
    pub max: LonLat,
}

impl GeoBox {
    /// The smallest box around some positions; `None` without any.
    #[must_use]
    pub fn around(positions: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        positions.into_iter().fold(None, |found, at| {
            Some(found.map_or(Self { min: at, max: at }, |b: Self| Self {
                min: LonLat::new(b.min.lon.min(at.lon), b.min.lat.min(at.lat)),
                max: LonLat::new(b.max.lon.max(at.lon), b.max.lat.max(at.lat)),
            }))
        })
    }

    /// The box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: LonLat::new(
                self.min.lon.min(other.min.lon),
                self.min.lat.min(other.min.lat),
            ),
            max: LonLat::new(
                self.max.lon.max(other.max.lon),
                self.max.lat.max(other.max.lat),
            ),
        }
    }
}

/// Many lines (or rings) in one flat array.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSet {
    coords: Vec<LonLat>,
    /// End of each line in `coords`; line `i` begins where line `i - 1` ends.
    ends: Vec<usize>,
}

impl LineSet {
    /// No lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a line and says its index.
    pub fn push(&mut self, line: &[LonLat]) -> usize {
        self.coords.extend_from_slice(line);
        self.ends.push(self.coords.len());
        self.ends.len() - 1
    }

    /// Number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of positions in all lines.
    #[must_use]
    pub fn n_positions(&self) -> usize {
        self.coords.len()
    }

    /// The positions of line `index`; empty beyond the last line.
    #[must_use]
    pub fn line(&self, index: usize) -> &[LonLat] {
        let Some(&end) = self.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.coords[start..end]
    }

    /// All lines in order.
    pub fn iter(&self) -> impl Iterator<Item = &[LonLat]> {
        (0..self.len()).map(|index| self.line(index))
    }

    /// All positions in order.
    #[must_use]
    pub fn positions(&self) -> &[LonLat] {
        &self.coords
    }
}

/// The place of a line that is nearest to a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnLine {
    /// The piece of the line, from its corner of that index to the next.
    pub segment: usize,
    /// The place.
    pub at: LonLat,
    /// How far it is from the position, meters.
    pub meters: f64,
}

/// The place of a line that is nearest to a position, measured on the plane of degrees with longitudes
/// narrowed by its latitude; the first of equals. `None` of a line without a piece.
#[must_use]
pub fn nearest_on_line(line: &[LonLat], to: LonLat) -> Option<OnLine> {
    let narrow = to.lat.to_radians().cos();
    let mut best: Option<OnLine> = None;
    for (segment, pair) in line.windows(2).enumerate() {
        let way = (
            (pair[1].lon - pair[0].lon) * narrow,
            pair[1].lat - pair[0].lat,
        );
        let off = ((to.lon - pair[0].lon) * narrow, to.lat - pair[0].lat);
        let long = way.0 * way.0 + way.1 * way.1;
        let share = if long > 0.0 {
            ((off.0 * way.0 + off.1 * way.1) / long).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let at = LonLat {
            lon: pair[0].lon + (pair[1].lon - pair[0].lon) * share,
            lat: pair[0].lat + (pair[1].lat - pair[0].lat) * share,
        };
        let meters = at.meters_to(to);
        if best.is_none_or(|best| meters < best.meters) {
            best = Some(OnLine {
                segment,
                at,
                meters,
            });
        }
    }
    best
}

/// The part of a line between two shares of its length, 0 to 1, measured on the plane of degrees with
/// longitudes narrowed by the latitude: enough for drawing.
#[must_use]
pub fn part_of_line(line: &[LonLat], from: f64, to: f64) -> Vec<LonLat> {
    let length = |pair: &[LonLat]| {
        let narrow = f64::midpoint(pair[0].lat, pair[1].lat).to_radians().cos();
        ((pair[1].lon - pair[0].lon) * narrow).hypot(pair[1].lat - pair[0].lat)
    };
    let total: f64 = line.windows(2).map(length).sum();
    let (start, end) = (from.clamp(0.0, 1.0) * total, to.clamp(0.0, 1.0) * total);
    let mut part = Vec::new();
    let mut passed = 0.0;
    for pair in line.windows(2) {
        let own = length(pair);
        let at = |way: f64| {
            let share = if own > 0.0 {
                ((way - passed) / own).clamp(0.0, 1.0)
            } else {
                0.0
            };
            LonLat {
                lon: pair[0].lon + (pair[1].lon - pair[0].lon) * share,
                lat: pair[0].lat + (pair[1].lat - pair[0].lat) * share,
            }
        };
        if passed + own >= start && passed <= end {
            if part.is_empty() {
                part.push(at(start));
            }
            let last = at(end);
            if part.last() != Some(&last) {
                part.push(last);
            }
        }
        passed += own;
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lie_one_behind_the_other() {
        let mut set = LineSet::new();
        let a = [LonLat::new(0.0, 0.0), LonLat::new(1.0, 0.0)];
        let b = [LonLat::new(2.0, 0.0); 3];
        assert_eq!(set.push(&a), 0);
        assert_eq!(set.push(&b), 1);
        assert_eq!(set.line(0), a);
        assert_eq!(set.line(1), b);
        assert!(set.line(2).is_empty());
        assert_eq!(set.n_positions(), 5);
    }

    /// One degree of the equator is 111.319 km on the WGS 84 ellipsoid (a = 6,378,137 m), and a
    /// quarter of the meridian is 10,001.966 km (Karney 2013, table of the geodesic test set).
    #[test]
    fn lengths_are_geodesic() {
        let equator = length_km(&[LonLat::new(0.0, 0.0), LonLat::new(1.0, 0.0)]);
        assert!((equator - 111.319_490_8).abs() < 1e-4, "{equator}");
        let meridian = length_km(&[LonLat::new(0.0, 0.0), LonLat::new(0.0, 90.0)]);
        assert!((meridian - 10_001.965_729).abs() < 1e-3, "{meridian}");
    }

    /// A quarter of the northern half of the ellipsoid, whose whole is 510,065,621.724 km² (Karney 2013).
    #[test]
    fn areas_are_those_of_the_ellipsoid() {
        let at = LonLat::new;
        let octant = [at(0.0, 0.0), at(90.0, 0.0), at(0.0, 90.0)];
        let eighth = 510_065_621.724 / 8.0;
        assert!((area_km2(&octant) - eighth).abs() < 1.0);
        let back: Vec<LonLat> = octant.iter().rev().copied().collect();
        assert!((area_km2(&back) - eighth).abs() < 1.0);
        let across = [
            at(179.5, -0.5),
            at(-179.5, -0.5),
            at(-179.5, 0.5),
            at(179.5, 0.5),
        ];
        assert!(
            (area_km2(&across) - 12_308.8).abs() < 1.0,
            "{}",
            area_km2(&across)
        );
        assert!(area_km2(&octant[..2]).abs() < 1e-9);
    }

    #[test]
    fn geodesics_have_positions_between() {
        let ends = [LonLat::new(106.5, 29.5), LonLat::new(-122.0, 37.0)];
        let line = geodesics(&ends, 100.0);
        assert!((line.len() > 100) && line[0] == ends[0] && line[line.len() - 1] == ends[1]);
        assert!((length_km(&line) - length_km(&ends)).abs() < 1e-6);
        assert_eq!(geodesics(&[], 100.0), []);
        assert_eq!(geodesics(&ends[..1], 100.0), ends[..1]);
    }

    #[test]
    fn sphere_is_near_the_ellipsoid() {
        let (a, b) = (LonLat::new(106.376, 29.642), LonLat::new(108.64, 21.69));
        let ratio = a.meters_to(b) / a.geodesic_meters_to(b);
        assert!((ratio - 1.0).abs() < 0.006, "{ratio}");
    }

    #[test]
    fn a_part_of_a_line_has_its_share() {
        let at = |lon: f64, lat: f64| LonLat { lon, lat };
        let line = [at(0.0, 0.0), at(0.0, 1.0), at(0.0, 3.0)];
        let half = part_of_line(&line, 0.25, 0.75);
        assert_eq!(half, [at(0.0, 0.75), at(0.0, 1.0), at(0.0, 2.25)]);
        assert_eq!(part_of_line(&line, 0.0, 1.0), line);
        assert_eq!(part_of_line(&[], 0.0, 1.0), []);
    }
}

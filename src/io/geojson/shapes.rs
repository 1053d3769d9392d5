//! One geometry, checked position by position.
//!
//! Does not know: features, and whether the numbers can be degrees (see `reach`).

use serde_json::{Map, Value};

use super::findings::{Findings, cut, excerpt};
use super::members;
use super::path::Path;
use super::reach::Reach;
use crate::model::geometry::LonLat;

/// The seven kinds of geometry.
const KINDS: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

/// A hair beyond the antimeridian or a pole, in degrees (10 cm), is no fault: many files have it.
const ROUNDING: f64 = 1e-6;

/// Whether a `type` is that of a geometry.
pub(super) fn is_kind(name: &str) -> bool {
    KINDS.contains(&name)
}

/// A shape with its own positions; rings are closed, the outer one first.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    Point(LonLat),
    Line(Vec<LonLat>),
    Polygon(Vec<Vec<LonLat>>),
}

/// What a feature's geometry amounts to.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) shapes: Vec<Shape>,
    pub(super) reach: Reach,
    /// Whether something was left out, with a finding.
    pub(super) is_partial: bool,
}

/// Reads a geometry with all that it holds.
pub(super) fn read(value: &Value, path: &Path, findings: &mut Findings) -> Content {
    let mut reader = Reader {
        findings,
        found: Content::default(),
    };
    if reader.geometry(value, path).is_none() {
        reader.found.is_partial = true;
    }
    reader.found
}

struct Reader<'f> {
    findings: &'f mut Findings,
    found: Content,
}

/// `None` leaves the geometry out; the reason has been told.
type Kept<T> = Option<T>;

impl Reader<'_> {
    fn geometry(&mut self, value: &Value, path: &Path) -> Kept<()> {
        let Value::Object(geometry) = value else {
            return self.refuse("unknown-geometry", path, &[&excerpt(value)]);
        };
        members::check(geometry, members::GEOMETRY, path, self.findings);
        match geometry.get("type") {
            Some(Value::String(kind)) if kind == "GeometryCollection" => {
                self.collection(geometry, path)
            }
            Some(Value::String(kind)) if is_kind(kind) => {
                let before = self.found.reach.clone();
                let kept = self.coordinates(kind, geometry, path);
                if kept.is_none() {
                    self.found.reach = before;
                }
                kept
            }
            Some(other) => self.refuse("unknown-geometry", path, &[&excerpt(other)]),
            None => self.refuse("unknown-geometry", path, &[&excerpt(value)]),
        }
    }

    fn collection(&mut self, geometry: &Map<String, Value>, path: &Path) -> Kept<()> {
        let parts = path.member("geometries");
        let Some(Value::Array(items)) = geometry.get("geometries") else {
            return self.refuse(
                "no-coordinates",
                path,
                &["GeometryCollection", "geometries"],
            );
        };
        for (index, item) in items.iter().enumerate() {
            if self.geometry(item, &parts.index(index)).is_none() {
                self.found.is_partial = true;
            }
        }
        Some(())
    }

    fn coordinates(&mut self, kind: &str, geometry: &Map<String, Value>, path: &Path) -> Kept<()> {
        let Some(value @ Value::Array(items)) = geometry.get("coordinates") else {
            return self.refuse("no-coordinates", path, &[kind, "coordinates"]);
        };
        if items.is_empty() {
            return Some(());
        }
        let path = &path.member("coordinates");
        let shapes = match kind {
            "Point" => vec![Shape::Point(self.position(value, path)?)],
            "MultiPoint" => self
                .positions(value, path)?
                .into_iter()
                .map(Shape::Point)
                .collect(),
            "LineString" => Vec::from_iter(self.line(value, path)?),
            "Polygon" => Vec::from_iter(self.polygon(value, path)?),
            "MultiLineString" => self.several(items, path, Self::line)?,
            _ => self.several(items, path, Self::polygon)?,
        };
        self.found.shapes.extend(shapes);
        Some(())
    }

    fn several(
        &mut self,
        items: &[Value],
        path: &Path,
        read: fn(&mut Self, &Value, &Path) -> Kept<Option<Shape>>,
    ) -> Kept<Vec<Shape>> {
        let mut shapes = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            shapes.extend(read(self, item, &path.index(index))?);
        }
        Some(shapes)
    }

    /// A line; nothing (but a finding) if it is too short.
    fn line(&mut self, value: &Value, path: &Path) -> Kept<Option<Shape>> {
        let line = self.positions(value, path)?;
        if line.len() >= 2 {
            return Some(Some(Shape::Line(line)));
        }
        self.leave_out("short-line", path, line.len());
        Some(None)
    }

    /// A polygon; nothing (but a finding) if its outer ring is too short.
    fn polygon(&mut self, value: &Value, path: &Path) -> Kept<Option<Shape>> {
        let mut rings = Vec::new();
        for (index, item) in self.array(value, path)?.iter().enumerate() {
            match self.ring(item, &path.index(index))? {
                Some(ring) => rings.push(ring),
                None if index == 0 => return Some(None),
                None => {}
            }
        }
        Some((!rings.is_empty()).then_some(Shape::Polygon(rings)))
    }

    /// A ring, closed if it was not; nothing (but a finding) if it is too short.
    fn ring(&mut self, value: &Value, path: &Path) -> Kept<Option<Vec<LonLat>>> {
        let mut ring = self.positions(value, path)?;
        let is_closed = ring.first() == ring.last();
        if ring.len() < if is_closed { 4 } else { 3 } {
            self.leave_out("short-ring", path, ring.len());
            return Some(None);
        }
        if !is_closed {
            self.findings.warn("open-ring", path, &[]);
            ring.extend(ring.first().copied());
        }
        Some(Some(ring))
    }

    fn positions(&mut self, value: &Value, path: &Path) -> Kept<Vec<LonLat>> {
        let items = self.array(value, path)?;
        let mut positions = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            positions.push(self.position(item, &path.index(index))?);
        }
        Some(positions)
    }

    fn position(&mut self, value: &Value, path: &Path) -> Kept<LonLat> {
        let Some(at) = lon_lat(value) else {
            return self.refuse("bad-position", path, &[&excerpt(value)]);
        };
        self.found.reach.add(at, path);
        Some(at)
    }

    fn array<'v>(&mut self, value: &'v Value, path: &Path) -> Kept<&'v [Value]> {
        match value {
            Value::Array(items) => Some(items),
            other => self.refuse("bad-position", path, &[&excerpt(other)]),
        }
    }

    fn refuse<T>(&mut self, code: &'static str, path: &Path, args: &[&str]) -> Kept<T> {
        let args: Vec<String> = args.iter().map(|arg| cut(arg)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        self.findings.warn(code, path, &args);
        None
    }

    fn leave_out(&mut self, code: &'static str, path: &Path, n_positions: usize) {
        self.findings.warn(code, path, &[&n_positions.to_string()]);
        self.found.is_partial = true;
    }
}

/// The first two numbers; what follows them (altitude) is dropped.
fn lon_lat(value: &Value) -> Option<LonLat> {
    match value.as_array()?.as_slice() {
        [lon, lat, ..] => Some(within_degrees(lon.as_f64()?, lat.as_f64()?)),
        _ => None,
    }
}

/// A position as a file has it, without what is beyond the limits by a rounding error only.
pub(super) fn within_degrees(lon: f64, lat: f64) -> LonLat {
    LonLat::new(within(lon, 180.0), within(lat, 90.0))
}

/// The number itself; the limit where it is beyond that by a rounding error only.
fn within(number: f64, limit: f64) -> f64 {
    let beyond = number.abs() - limit;
    if beyond > 0.0 && beyond <= ROUNDING {
        limit.copysign(number)
    } else {
        number
    }
}

/// What is odd about a polygon's rings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RingFaults {
    /// A ring runs the wrong way: outer ones go against the clock, holes with it.
    pub(super) is_reversed: bool,
    /// A ring encloses nothing on balance.
    pub(super) is_flat: bool,
}

/// The faults of all rings of some shapes.
pub(super) fn ring_faults(shapes: &[Shape]) -> RingFaults {
    let mut faults = RingFaults::default();
    for shape in shapes {
        let rings = match shape {
            Shape::Polygon(rings) => rings.as_slice(),
            Shape::Point(_) | Shape::Line(_) => &[],
        };
        for (index, ring) in rings.iter().enumerate() {
            faults.add(ring, index == 0);
        }
    }
    faults
}

impl RingFaults {
    /// Adds those of one ring.
    pub(super) fn add(&mut self, ring: &[LonLat], is_outer: bool) {
        match is_against_clock(ring) {
            Some(against) => self.is_reversed |= against != is_outer,
            None => self.is_flat = true,
        }
    }
}

/// The way a closed ring runs by the sign of its area in the plane; `None` where positive and
/// negative parts cancel out.
fn is_against_clock(ring: &[LonLat]) -> Option<bool> {
    let origin = *ring.first()?;
    let (mut signed, mut absolute) = (0.0_f64, 0.0_f64);
    for pair in ring.windows(2) {
        let [(x1, y1), (x2, y2)] =
            [pair[0], pair[1]].map(|at| (at.lon - origin.lon, at.lat - origin.lat));
        let part = x1 * y2 - x2 * y1;
        signed += part;
        absolute += part.abs();
    }
    (signed.abs() > absolute * 1e-12).then_some(signed > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(geometry: &Value, n_shapes: usize, codes: &[(&str, &str)]) {
        let mut findings = Findings::new(&"a.geojson".into());
        let root = Path::ROOT;
        let shapes = read(geometry, &root.member("geometry"), &mut findings);
        assert_eq!(shapes.shapes.len(), n_shapes);
        let issues = findings.finish();
        let found: Vec<(&str, String)> = issues
            .iter()
            .map(|issue| (issue.code, issue.place.path.clone().unwrap_or_default()))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(c, p)| (*c, p.as_str())).collect();
        assert_eq!(found, codes);
    }

    #[test]
    fn every_kind_is_read() {
        let ring = json!([[0, 0], [1, 0], [1, 1], [0, 0]]);
        check(&json!({"type": "Point", "coordinates": [1, 2, 3]}), 1, &[]);
        check(
            &json!({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}),
            2,
            &[],
        );
        check(
            &json!({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
            1,
            &[],
        );
        check(
            &json!({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[1, 2], [3, 4]]]}),
            2,
            &[],
        );
        check(
            &json!({"type": "Polygon", "coordinates": [ring, ring]}),
            1,
            &[],
        );
        check(
            &json!({"type": "MultiPolygon", "coordinates": [[ring], [ring]]}),
            2,
            &[],
        );
        check(
            &json!({"type": "GeometryCollection", "geometries": [
                {"type": "Point", "coordinates": [1, 2]},
                {"type": "GeometryCollection", "geometries": [
                    {"type": "Point", "coordinates": [1, 2]}]}]}),
            2,
            &[],
        );
    }

    #[test]
    fn empty_geometries_are_no_fault_here() {
        for kind in KINDS {
            check(
                &json!({"type": kind, "coordinates": [], "geometries": []}),
                0,
                &[],
            );
        }
    }

    #[test]
    fn bad_positions_leave_their_geometry_out() {
        let line = |coordinates: Value| json!({"type": "LineString", "coordinates": coordinates});
        for bad in [
            json!(["1", 2]),
            json!([1]),
            json!([]),
            json!([null, 2]),
            json!(1),
            json!(null),
        ] {
            check(
                &line(json!([[1, 2], bad])),
                0,
                &[("bad-position", "geometry.coordinates[1]")],
            );
        }
        check(
            &json!({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], 5]}),
            0,
            &[("bad-position", "geometry.coordinates[1]")],
        );
        check(
            &json!({"type": "GeometryCollection", "geometries": [
                line(json!([[1, 2], [3, "4"]])), line(json!([[1, 2], [3, 4]]))]}),
            1,
            &[("bad-position", "geometry.geometries[0].coordinates[1]")],
        );
    }

    #[test]
    fn unknown_and_incomplete_geometries_are_named() {
        let here = "geometry";
        check(&json!("Point"), 0, &[("unknown-geometry", here)]);
        check(
            &json!({"type": "Circle", "coordinates": [1, 2]}),
            0,
            &[("unknown-geometry", here)],
        );
        check(&json!({"type": "Point"}), 0, &[("no-coordinates", here)]);
        check(
            &json!({"type": "GeometryCollection", "geometries": null}),
            0,
            &[("no-coordinates", here)],
        );
    }

    #[test]
    fn short_parts_are_left_out_alone() {
        check(
            &json!({"type": "MultiLineString", "coordinates": [[[1, 2]], [[1, 2], [3, 4]], []]}),
            1,
            &[
                ("short-line", "geometry.coordinates[0]"),
                ("short-line", "geometry.coordinates[2]"),
            ],
        );
        check(
            &json!({"type": "Polygon", "coordinates": [
                [[0, 0], [1, 0], [1, 1], [0, 0]], [[0, 0], [1, 0], [0, 0]]]}),
            1,
            &[("short-ring", "geometry.coordinates[1]")],
        );
    }

    #[test]
    fn rounding_at_the_limits_is_taken_back() {
        let at = |lon: f64, lat: f64| lon_lat(&json!([lon, lat]));
        assert_eq!(
            at(-180.000_000_000_000_03, 90.000_000_5),
            Some(LonLat::new(-180.0, 90.0))
        );
        assert_eq!(at(180.1, -91.0), Some(LonLat::new(180.1, -91.0)));
    }

    #[test]
    fn open_rings_are_closed() {
        let open = json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]});
        check(&open, 1, &[("open-ring", "geometry.coordinates[0]")]);
        let shapes = read(&open, &Path::ROOT, &mut Findings::new(&"a".into()));
        assert!(matches!(&shapes.shapes[..], [Shape::Polygon(rings)] if rings[0].len() == 4));
    }

    #[test]
    fn rings_run_by_the_right_hand_rule() {
        let ring = |numbers: &[(f64, f64)]| -> Vec<LonLat> {
            numbers.iter().map(|&(x, y)| LonLat::new(x, y)).collect()
        };
        let against = ring(&[(0., 0.), (1., 0.), (1., 1.), (0., 0.)]);
        let with: Vec<LonLat> = against.iter().rev().copied().collect();
        let crossed = ring(&[(0., 0.), (2., 0.), (0., 2.), (2., 2.), (0., 0.)]);
        let faults = |rings: &[&Vec<LonLat>]| {
            let rings = rings.iter().map(|&ring| ring.clone()).collect();
            let faults = ring_faults(&[Shape::Polygon(rings)]);
            (faults.is_reversed, faults.is_flat)
        };
        assert_eq!(faults(&[&against, &with]), (false, false));
        assert_eq!(faults(&[&with]), (true, false));
        assert_eq!(faults(&[&against, &against]), (true, false));
        assert_eq!(faults(&[&crossed]), (false, true));
    }
}

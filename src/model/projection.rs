//! Map projections: from degrees to meters on a plane and back.
//!
//! Formulas of J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395, 1987: spherical
//! Mercator as web maps have it (EPSG 3857); Albers equal-area conic (pages 98 to 103) and Lambert conformal
//! conic (pages 104 to 110) on the ellipsoid of WGS 84 with the standard parallels 25° and 47° N and the middle
//! meridian 105° E that maps of China use; plate carrée (page 91). One call takes some tens of nanoseconds.
//! Does not know: pages, cameras, lines .

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
use std::sync::LazyLock;

use super::geometry::LonLat;

/// Equatorial radius of WGS 84 and of the sphere of web maps, meters.
pub const RADIUS: f64 = 6_378_137.0;
/// Square of the eccentricity of WGS 84 (NIMA TR8350.2).
const E2_WGS84: f64 = 0.006_694_379_990_141_317;
/// Farthest latitude of Mercator, degrees: the square of web maps ends there.
pub const MAX_MERCATOR: f64 = 85.05;
/// Southernmost latitude of the conic projections, degrees: they grow without limit toward the far pole.
const MIN_CONIC: f64 = -60.0;
/// Middle meridian of the conic projections, degrees.
const MIDDLE: f64 = 105.0;
/// Standard parallels of the conic projections, degrees.
const PARALLELS: [f64; 2] = [25.0, 47.0];
/// Steps after which an inverse has converged to the last bit or two.
const MAX_STEPS: usize = 12;

/// A map projection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Projection {
    /// Mercator, as web maps have it.
    #[default]
    Mercator,
    /// Albers equal-area conic.
    Albers,
    /// Lambert conformal conic.
    Lambert,
    /// Plate carrée: degrees as they are.
    PlateCarree,
}

impl Projection {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Mercator,
        Self::Albers,
        Self::Lambert,
        Self::PlateCarree,
    ];

    /// Its word in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mercator => "mercator",
            Self::Albers => "albers",
            Self::Lambert => "lambert",
            Self::PlateCarree => "plate-carree",
        }
    }

    /// The projection that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Mercator => "projection.mercator",
            Self::Albers => "projection.albers",
            Self::Lambert => "projection.lambert",
            Self::PlateCarree => "projection.plate-carree",
        }
    }

    /// The meridian along which it is cut open, degrees.
    #[must_use]
    pub fn seam(self) -> f64 {
        match self {
            Self::Mercator | Self::PlateCarree => 180.0,
            Self::Albers | Self::Lambert => MIDDLE - 180.0,
        }
    }

    /// Whether meridians and parallels are straight lines along the axes, so that a box stays a box.
    #[must_use]
    pub fn is_cylindrical(self) -> bool {
        matches!(self, Self::Mercator | Self::PlateCarree)
    }

    /// Projects a position to x (east) and y (north), meters; what lies beyond its limits goes to them.
    #[must_use]
    pub fn project(self, at: LonLat) -> [f64; 2] {
        match self {
            Self::Mercator => {
                let lat = at.lat.clamp(-MAX_MERCATOR, MAX_MERCATOR).to_radians();
                [RADIUS * at.lon.to_radians(), RADIUS * lat.sin().atanh()]
            }
            Self::PlateCarree => [RADIUS * at.lon.to_radians(), RADIUS * at.lat.to_radians()],
            Self::Albers => ALBERS.project(at),
            Self::Lambert => LAMBERT.project(at),
        }
    }

    /// The position of a projected point. Where a point is none of the map, a position near it.
    #[must_use]
    pub fn unproject(self, at: [f64; 2]) -> LonLat {
        match self {
            Self::Mercator => {
                let lat = (at[1] / RADIUS).tanh().asin();
                LonLat::new((at[0] / RADIUS).to_degrees(), lat.to_degrees())
            }
            Self::PlateCarree => LonLat::new(
                (at[0] / RADIUS).to_degrees(),
                (at[1] / RADIUS).to_degrees().clamp(-90.0, 90.0),
            ),
            Self::Albers => ALBERS.unproject(at),
            Self::Lambert => LAMBERT.unproject(at),
        }
    }

    /// How many projected meters a true meter from west to east is at a place.
    #[must_use]
    pub fn scale_at(self, at: LonLat) -> f64 {
        match self {
            Self::Mercator | Self::PlateCarree => 1.0 / at.lat.to_radians().cos().max(1e-9),
            Self::Albers => ALBERS.scale_at(at),
            Self::Lambert => LAMBERT.scale_at(at),
        }
    }
}

static ALBERS: LazyLock<Conic> =
    LazyLock::new(|| Conic::new(Kind::Albers, (RADIUS, E2_WGS84), PARALLELS, (0.0, MIDDLE)));
static LAMBERT: LazyLock<Conic> =
    LazyLock::new(|| Conic::new(Kind::Lambert, (RADIUS, E2_WGS84), PARALLELS, (0.0, MIDDLE)));

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Albers,
    Lambert,
}

/// A conic projection with two standard parallels on an ellipsoid; angles in radians, lengths in meters.
struct Conic {
    kind: Kind,
    a: f64,
    e: f64,
    middle: f64,
    /// Cone constant.
    n: f64,
    /// `C` of Albers, `F` of Lambert.
    constant: f64,
    /// Radius of the parallel through the origin.
    rho0: f64,
}

impl Conic {
    /// Of an ellipsoid (equatorial radius, square of the eccentricity), standard parallels and the
    /// latitude and longitude of the origin, degrees.
    fn new(kind: Kind, (a, e2): (f64, f64), parallels: [f64; 2], (lat, lon): (f64, f64)) -> Self {
        let mut conic = Self {
            kind,
            a,
            e: e2.sqrt(),
            middle: lon.to_radians(),
            n: 0.0,
            constant: 0.0,
            rho0: 0.0,
        };
        let [first, second] = parallels.map(f64::to_radians);
        let (m1, m2) = (conic.m(first), conic.m(second));
        match kind {
            Kind::Albers => {
                let (q1, q2) = (conic.q(first), conic.q(second));
                conic.n = (m1 * m1 - m2 * m2) / (q2 - q1);
                conic.constant = m1 * m1 + conic.n * q1;
            }
            Kind::Lambert => {
                let (t1, t2) = (conic.t(first), conic.t(second));
                conic.n = (m1.ln() - m2.ln()) / (t1.ln() - t2.ln());
                conic.constant = m1 / (conic.n * t1.powf(conic.n));
            }
        }
        conic.rho0 = conic.rho(lat.to_radians());
        conic
    }

    /// Radius of a parallel against the equatorial one (Snyder 14-15).
    fn m(&self, lat: f64) -> f64 {
        let es = self.e * lat.sin();
        lat.cos() / (1.0 - es * es).sqrt()
    }

    /// Snyder 3-12.
    fn q(&self, lat: f64) -> f64 {
        let (sin, es) = (lat.sin(), self.e * lat.sin());
        let rest = ((1.0 - es) / (1.0 + es)).ln() / (2.0 * self.e);
        (1.0 - self.e * self.e) * (sin / (1.0 - es * es) - rest)
    }

    /// Snyder 15-9.
    fn t(&self, lat: f64) -> f64 {
        let es = self.e * lat.sin();
        (FRAC_PI_4 - lat / 2.0).tan() / ((1.0 - es) / (1.0 + es)).powf(self.e / 2.0)
    }

    /// Radius of a parallel on the plane.
    fn rho(&self, lat: f64) -> f64 {
        match self.kind {
            Kind::Albers => {
                self.a * (self.constant - self.n * self.q(lat)).max(0.0).sqrt() / self.n
            }
            Kind::Lambert => self.a * self.constant * self.t(lat).max(0.0).powf(self.n),
        }
    }

    fn project(&self, at: LonLat) -> [f64; 2] {
        let rho = self.rho(at.lat.clamp(MIN_CONIC, 90.0).to_radians());
        let theta = self.n * wrapped(at.lon.to_radians() - self.middle);
        [rho * theta.sin(), self.rho0 - rho * theta.cos()]
    }

    fn unproject(&self, [x, y]: [f64; 2]) -> LonLat {
        let down = self.rho0 - y;
        let (rho, theta) = (x.hypot(down), x.atan2(down));
        let lat = match self.kind {
            Kind::Albers => {
                let ratio = rho * self.n / self.a;
                self.lat_of_q((self.constant - ratio * ratio) / self.n)
            }
            Kind::Lambert => {
                let t = (rho / (self.a * self.constant)).powf(1.0 / self.n);
                self.lat_of_t(t)
            }
        };
        // Beside the fan there is no map; the nearest side of the seam is.
        let turn = (theta / self.n).clamp(-PI, PI);
        let lon = wrapped(turn + self.middle).to_degrees();
        LonLat::new(lon, lat.to_degrees().clamp(MIN_CONIC, 90.0))
    }

    /// The latitude of a `q`, by Newton's method (Snyder 3-16).
    fn lat_of_q(&self, q: f64) -> f64 {
        let most = self.q(FRAC_PI_2);
        if q.abs() >= most {
            return FRAC_PI_2.copysign(q);
        }
        let mut lat = (q / 2.0).clamp(-1.0, 1.0).asin();
        for _ in 0..MAX_STEPS {
            let es = self.e * lat.sin();
            let flat = 1.0 - es * es;
            let by = flat * flat / (2.0 * lat.cos().max(1e-12)) * (q - self.q(lat))
                / (1.0 - self.e * self.e);
            lat = (lat + by).clamp(-FRAC_PI_2, FRAC_PI_2);
            if by.abs() < 1e-15 {
                break;
            }
        }
        lat
    }

    /// The latitude of a `t`, by the fixed point of Snyder 7-9.
    fn lat_of_t(&self, t: f64) -> f64 {
        let mut lat = FRAC_PI_2 - 2.0 * t.atan();
        for _ in 0..MAX_STEPS {
            let es = self.e * lat.sin();
            let next = FRAC_PI_2 - 2.0 * (t * ((1.0 - es) / (1.0 + es)).powf(self.e / 2.0)).atan();
            let is_there = (next - lat).abs() < 1e-15;
            lat = next;
            if is_there {
                break;
            }
        }
        lat
    }

    /// Snyder 14-16 and 15-10.
    fn scale_at(&self, at: LonLat) -> f64 {
        let lat = at.lat.clamp(MIN_CONIC, 90.0).to_radians();
        self.rho(lat) * self.n / (self.a * self.m(lat).max(1e-9))
    }
}

/// An angle between −π and π, radians.
fn wrapped(angle: f64) -> f64 {
    if angle.abs() <= PI {
        return angle;
    }
    (angle + PI).rem_euclid(2.0 * PI) - PI
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clarke 1866, as in Snyder's numerical examples.
    const CLARKE: (f64, f64) = (6_378_206.4, 0.006_768_66);

    fn near(is: [f64; 2], wanted: [f64; 2], by: f64) {
        for axis in 0..2 {
            assert!(
                (is[axis] - wanted[axis]).abs() < by,
                "{is:?}, not {wanted:?}"
            );
        }
    }

    #[test]
    fn conics_give_the_numbers_of_the_manual() {
        let at = LonLat::new(-75.0, 35.0);
        let albers = Conic::new(Kind::Albers, CLARKE, [29.5, 45.5], (23.0, -96.0));
        near(albers.project(at), [1_885_472.7, 1_535_925.0], 0.06);
        let lambert = Conic::new(Kind::Lambert, CLARKE, [33.0, 45.0], (23.0, -96.0));
        near(lambert.project(at), [1_894_410.9, 1_564_649.5], 0.06);
        for conic in [&albers, &lambert] {
            let back = conic.unproject(conic.project(at));
            near([back.lon, back.lat], [at.lon, at.lat], 1e-12);
        }
        let [x, y] = Projection::Mercator.project(LonLat::new(-100.333_333_333, 24.381_786_944));
        near([x, y], [-11_169_055.58, 2_800_000.0], 0.01);
    }

    #[test]
    fn there_and_back_is_where_one_was() {
        for kind in Projection::ALL {
            for lon in (-17..=18).map(|step| f64::from(step) * 10.0 - 0.5) {
                for lat in (-5..=8).map(|step| f64::from(step) * 10.0 + 0.25) {
                    let at = LonLat::new(lon, lat);
                    let back = kind.unproject(kind.project(at));
                    near([back.lon, back.lat], [lon, lat], 1e-9);
                }
            }
        }
    }

    #[test]
    fn albers_keeps_areas_and_lambert_shapes() {
        let step = 1e-4_f64;
        for (lon, lat) in [(80.0, 20.0), (105.0, 35.0), (125.0, 50.0), (108.6, 21.7)] {
            let moved = |kind: Projection| {
                let at = |dx: f64, dy: f64| kind.project(LonLat::new(lon + dx, lat + dy));
                let [here, east, north] = [at(0.0, 0.0), at(step, 0.0), at(0.0, step)];
                [
                    [east[0] - here[0], east[1] - here[1]],
                    [north[0] - here[0], north[1] - here[1]],
                ]
            };
            // True lengths of the two steps on the ellipsoid: radii of curvature of WGS 84.
            let sin = lat.to_radians().sin();
            let flat = 1.0 - E2_WGS84 * sin * sin;
            let along = RADIUS / flat.sqrt() * lat.to_radians().cos() * step.to_radians();
            let up = RADIUS * (1.0 - E2_WGS84) / flat.powf(1.5) * step.to_radians();
            let [e, n] = moved(Projection::Albers);
            let area = (e[0] * n[1] - e[1] * n[0]) / (along * up);
            assert!((area - 1.0).abs() < 1e-5, "{area} at {lon} {lat}");
            let [e, n] = moved(Projection::Lambert);
            let (k, h) = (e[0].hypot(e[1]) / along, n[0].hypot(n[1]) / up);
            assert!((k / h - 1.0).abs() < 1e-5, "{k} and {h} at {lon} {lat}");
            assert!((e[0] * n[0] + e[1] * n[1]).abs() < 1e-4 * along * up);
            let said = Projection::Lambert.scale_at(LonLat::new(lon, lat));
            assert!((said / k - 1.0).abs() < 1e-5, "{said}, not {k}");
        }
        for lat in PARALLELS {
            for kind in [Projection::Albers, Projection::Lambert] {
                let scale = kind.scale_at(LonLat::new(105.0, lat));
                assert!((scale - 1.0).abs() < 1e-12, "{scale}");
            }
        }
    }

    #[test]
    fn what_is_no_place_of_the_map_is_a_number_all_the_same() {
        for kind in Projection::ALL {
            for at in [(0.0, 90.0), (0.0, -90.0), (-75.0, 10.0), (285.0, 10.0)] {
                let [x, y] = kind.project(LonLat::new(at.0, at.1));
                assert!(x.is_finite() && y.is_finite(), "{kind:?} {at:?}");
            }
            let far = kind.unproject([9e7, 9e7]);
            assert!(
                far.lon.abs() <= 1e3 && far.lat.abs() <= 90.0,
                "{kind:?} {far:?}"
            );
            assert_eq!(Projection::from_word(kind.word()), Some(kind));
        }
    }
}

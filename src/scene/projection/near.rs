//! Mercator for millions of positions that are mostly near the ones before.
//!
//! Does not know: lines.

use crate::model::geometry::LonLat;
use crate::model::projection::{MAX_MERCATOR, RADIUS};

/// Projects millions of positions that are mostly near the ones before: within a tenth of a micrometer of Mercator.
///
/// Around a latitude that was projected in full, the series of atanh(sin φ) to the fourth power; its next
/// term is below (Δφ / cos φ)⁵ / 5 of the radius.
#[derive(Clone, Debug)]
pub struct NearBy {
    /// A latitude, radians, and how far from it the series is good.
    lat: f64,
    reach: f64,
    /// The factors of the series.
    series: [f64; 5],
}

impl Default for NearBy {
    fn default() -> Self {
        Self {
            lat: 0.0,
            reach: -1.0,
            series: [0.0; 5],
        }
    }
}

impl NearBy {
    /// The farthest that the series goes, against the cosine of the latitude.
    const REACH: f64 = 2e-3;

    /// Projects a position in Mercator.
    #[must_use]
    pub fn project(&mut self, at: LonLat) -> [f64; 2] {
        let lat = at.lat.clamp(-MAX_MERCATOR, MAX_MERCATOR).to_radians();
        if (lat - self.lat).abs() > self.reach {
            self.move_to(lat);
        }
        let way = lat - self.lat;
        let [y, first, second, third, fourth] = self.series;
        let y = y + way * (first + way * (second + way * (third + way * fourth)));
        [RADIUS * at.lon.to_radians(), y]
    }

    fn move_to(&mut self, lat: f64) {
        let (sin, cos) = lat.sin_cos();
        let (sec, tan) = (1.0 / cos, sin / cos);
        let square = sec * sec;
        self.lat = lat;
        self.reach = Self::REACH * cos;
        self.series = [
            RADIUS * sin.atanh(),
            RADIUS * sec,
            RADIUS * sec * tan / 2.0,
            RADIUS * sec * (2.0 * square - 1.0) / 6.0,
            RADIUS * sec * tan * (6.0 * square - 1.0) / 24.0,
        ];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::projection::Projection;

    #[test]
    fn positions_near_each_other_are_projected_as_alone() {
        let mut near = NearBy::default();
        for start in [-89.0, -60.0, -0.03, 0.0, 43.0, 84.9] {
            for step in 0..3000 {
                let at = LonLat::new(7.0, start + f64::from(step * step % 997) * 1e-3);
                let ([x, y], [near_x, near_y]) =
                    (Projection::Mercator.project(at), near.project(at));
                assert!(
                    (y - near_y).abs() < 1e-7 && (x - near_x).abs() < 1e-12,
                    "{at:?}"
                );
            }
        }
    }
}

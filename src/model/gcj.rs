//! GCJ-02, the datum of public maps of the mainland of China: positions moved by some hundred meters, by an amount that
//! varies from place to place.
//!
//! The shift is not published by those who made it (GB 20263-2006 only asks for it); its form, a plane with waves
//! put into degrees on the ellipsoid of Krasovsky 1940, has been known since 2010 and is described, among others, in
//! Wikipedia's *Restrictions on geographic data in China*; pairs of positions measured by others are held by a test.
//! There is a shift on the mainland with Hainan, Hong Kong and Macao only: a coarse outline, within some
//! kilometers of the land border, tells where.
//! Back goes by iteration: each step takes off what is left, which is a thousandth of what it was; three reach a
//! millimeter. Constant time.
//! Does not know: tiles, files.

use std::f64::consts::PI;

use super::geometry::LonLat;

/// Equatorial radius of the ellipsoid of Krasovsky 1940, meters.
const A: f64 = 6_378_245.0;
/// Square of its eccentricity.
const E2: f64 = 0.006_693_421_622_965_943;
/// Steps of the way back.
const STEPS: usize = 6;

/// Where there is a shift: an outline in degrees, drawn for this purpose, some kilometers off at most where roads
/// and railways cross the land border.
const OUTLINE: [[f64; 2]; 80] = [
    [108.05, 21.50],
    [107.40, 21.60],
    [106.72, 21.97],
    [106.65, 22.35],
    [106.75, 22.78],
    [105.90, 22.93],
    [105.32, 23.37],
    [104.80, 23.12],
    [104.72, 22.83],
    [103.95, 22.50],
    [103.65, 22.78],
    [103.50, 22.60],
    [103.00, 22.45],
    [102.47, 22.77],
    [102.14, 22.40],
    [101.75, 22.48],
    [101.56, 22.25],
    [101.80, 21.20],
    [101.68, 21.18],
    [101.15, 21.55],
    [101.15, 21.77],
    [100.20, 21.45],
    [99.95, 22.05],
    [99.20, 22.15],
    [99.55, 22.95],
    [98.90, 23.20],
    [98.70, 23.95],
    [97.55, 23.93],
    [97.75, 24.85],
    [98.15, 25.60],
    [98.70, 26.00],
    [98.70, 27.50],
    [97.35, 28.25],
    [95.00, 29.10],
    [92.00, 27.80],
    [88.80, 27.90],
    [86.00, 28.00],
    [81.30, 30.20],
    [79.00, 32.00],
    [78.50, 34.50],
    [76.00, 36.00],
    [74.60, 37.20],
    [73.60, 39.40],
    [75.00, 40.50],
    [80.20, 42.10],
    [80.40, 45.00],
    [82.50, 45.30],
    [83.00, 47.20],
    [85.60, 48.20],
    [87.80, 49.10],
    [91.00, 46.60],
    [91.00, 45.20],
    [95.50, 44.20],
    [96.40, 42.70],
    [101.80, 42.50],
    [105.00, 41.60],
    [109.50, 42.50],
    [111.90, 43.70],
    [116.00, 46.30],
    [119.80, 46.70],
    [115.80, 47.70],
    [116.70, 49.80],
    [120.00, 52.60],
    [121.50, 53.30],
    [125.00, 53.10],
    [127.50, 50.00],
    [131.00, 47.70],
    [134.80, 48.40],
    [133.20, 45.00],
    [131.20, 42.90],
    [130.60, 42.40],
    [128.00, 42.00],
    [126.00, 41.00],
    [124.30, 39.90],
    [124.00, 37.00],
    [124.00, 30.00],
    [120.00, 24.60],
    [114.50, 21.00],
    [111.00, 17.80],
    [108.20, 18.30],
];

/// Whether positions are moved there.
#[must_use]
pub fn is_moved(at: LonLat) -> bool {
    let mut is_inside = false;
    let mut before = OUTLINE[OUTLINE.len() - 1];
    for corner in OUTLINE {
        let passes = (corner[1] > at.lat) != (before[1] > at.lat);
        if passes {
            let share = (at.lat - before[1]) / (corner[1] - before[1]);
            is_inside ^= at.lon < before[0] + share * (corner[0] - before[0]);
        }
        before = corner;
    }
    is_inside
}

/// Where GCJ-02 has a position of WGS 84.
#[must_use]
pub fn to_gcj(at: LonLat) -> LonLat {
    if is_moved(at) { moved(at) } else { at }
}

/// The position of WGS 84 that GCJ-02 has there.
#[must_use]
pub fn from_gcj(at: LonLat) -> LonLat {
    if !is_moved(at) {
        return at;
    }
    let mut found = at;
    for _ in 0..STEPS {
        let there = moved(found);
        found = LonLat::new(
            found.lon + at.lon - there.lon,
            found.lat + at.lat - there.lat,
        );
    }
    found
}

/// A position moved, wherever it is.
fn moved(at: LonLat) -> LonLat {
    let (x, y) = (at.lon - 105.0, at.lat - 35.0);
    let wave = |size: f64, share: f64| size * (share * PI).sin();
    let short = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let root = x.abs().sqrt();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + 2.0 / 3.0
            * (short
                + wave(20.0, y)
                + wave(40.0, y / 3.0)
                + wave(160.0, y / 12.0)
                + wave(320.0, y / 30.0));
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + 2.0 / 3.0
            * (short
                + wave(20.0, x)
                + wave(40.0, x / 3.0)
                + wave(150.0, x / 12.0)
                + wave(300.0, x / 30.0));
    let lat = at.lat.to_radians();
    let rest = 1.0 - E2 * lat.sin().powi(2);
    let meridian = A * (1.0 - E2) / rest.powf(1.5);
    let parallel = A / rest.sqrt() * lat.cos();
    LonLat::new(
        at.lon + (east / parallel).to_degrees(),
        at.lat + (north / meridian).to_degrees(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Meters between two positions that are near each other.
    fn apart(a: LonLat, b: LonLat) -> f64 {
        let north = (a.lat - b.lat).to_radians() * A;
        let east = (a.lon - b.lon).to_radians() * A * a.lat.to_radians().cos();
        north.hypot(east)
    }

    #[test]
    fn known_pairs_agree() {
        // WGS 84 and GCJ-02 as several programs give them: Shanghai, Shenzhen, Beijing.
        let pairs = [
            (
                [121.527_210_6, 31.177_427_6],
                [121.531_541_859_215, 31.175_303_983_646],
            ),
            (
                [113.912_316, 22.543_847],
                [113.917_176_480_836, 22.540_796_131_695],
            ),
            (
                [116.377_817, 39.911_954],
                [116.384_047_224_557, 39.913_345_455_361],
            ),
        ];
        for (wgs, gcj) in pairs {
            let [wgs, gcj] = [wgs, gcj].map(|[lon, lat]| LonLat::new(lon, lat));
            assert!(apart(to_gcj(wgs), gcj) < 0.1, "{:?} {gcj:?}", to_gcj(wgs));
            assert!(
                apart(from_gcj(gcj), wgs) < 0.1,
                "{:?} {wgs:?}",
                from_gcj(gcj)
            );
        }
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        let mut n_moved = 0;
        for step in 0..4_000_u32 {
            let lon = 72.0 + f64::from(step % 80) * 0.83;
            let lat = 17.0 + f64::from(step / 80) * 0.76;
            let at = LonLat::new(lon, lat);
            let there = to_gcj(at);
            // Along the outline the one side is moved and the other is not.
            if is_moved(at) != is_moved(there) {
                continue;
            }
            assert!(apart(from_gcj(there), at) < 0.01, "{at:?}");
            if is_moved(at) {
                n_moved += 1;
                let by = apart(there, at);
                assert!((20.0..1_500.0).contains(&by), "{at:?} {by}");
            }
        }
        assert!(n_moved > 500, "{n_moved}");
    }

    #[test]
    fn only_there_positions_are_moved() {
        // Chongqing, Qinzhou, Pingxiang, Hekou, Mohan, Ruili, Urumqi, Haikou, Hong Kong.
        for [lon, lat] in [
            [106.55, 29.56],
            [108.62, 21.95],
            [106.75, 22.10],
            [103.96, 22.53],
            [101.69, 21.22],
            [97.85, 24.02],
            [87.6, 43.8],
            [110.3, 20.0],
            [114.17, 22.3],
        ] {
            assert!(is_moved(LonLat::new(lon, lat)), "{lon} {lat}");
        }
        // Hanoi, Dong Dang, Lao Cai, Vientiane, Singapore, Taipei, Ulaanbaatar, Seoul, Almaty.
        for [lon, lat] in [
            [105.85, 21.03],
            [106.70, 21.94],
            [103.97, 22.48],
            [102.6, 17.97],
            [103.8, 1.3],
            [121.55, 25.05],
            [106.9, 47.9],
            [127.0, 37.5],
            [76.9, 43.2],
        ] {
            let at = LonLat::new(lon, lat);
            assert!(!is_moved(at), "{lon} {lat}");
            assert_eq!((to_gcj(at), from_gcj(at)), (at, at));
        }
    }
}

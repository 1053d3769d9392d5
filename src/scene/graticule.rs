//! Meridians and parallels: every ten degrees, and every five and every one from where there is room for them; from
//! there on every 30, 20, 10, 5, 2 and 1 minutes, as sheets of topographic maps have them.
//!
//! They are straight in degrees and bent where the projection bends them. Those of whole degrees are made once a
//! projection and style, a few thousand points. Finer ones would be millions over the world: they are made for what
//! is seen and some steps around it, and stay the same while the map is moved within that.
//! Does not know: what lies on the map.

use std::sync::{Arc, Mutex, PoisonError};

use super::detail::Shapes;
use super::item::{Level, Look, Pen, WorldLayer};
use super::palette::{Color, Palette};
use super::projection::{Camera, seam};
use super::style;
use crate::model::geometry::LonLat;
use crate::model::projection::Projection;

/// What its layers are called.
pub const NAME: &str = "graticule";
/// Greatest latitude that they reach, degrees.
pub const TOP: i32 = 80;
/// Minutes of a degree.
const DEGREE: i32 = 60;
/// Steps of whole degrees, each with the projected meters a page unit below which it is drawn.
const WHOLE: [(i32, f64); 3] = [(10, f64::INFINITY), (5, 9_000.0), (1, 1_500.0)];
/// Steps in minutes, each with the projected meters a page unit below which it is drawn alone: lines are 75 page units
/// apart at least where the projection has the equator's scale.
const FINE: [(i32, f64); 6] = [
    (30, 740.0),
    (20, 490.0),
    (10, 245.0),
    (5, 122.0),
    (2, 49.0),
    (1, 24.0),
];
/// Where the view is looked at to find out which fine lines it shows: so many places along each side.
const LOOKS: u8 = 8;
/// Fine lines are made for what is seen, rounded up to so many steps.
const ROUND: i32 = 8;
/// The most fine lines in a direction: there are none where the view, by its projection, shows more.
const MOST: i32 = 600;

/// The finest step that is drawn at a scale, minutes.
#[must_use]
pub fn step_at(meters_per_unit: f64) -> i32 {
    let drawn = FINE.iter().rfind(|(_, below)| meters_per_unit < *below);
    let whole = || {
        let drawn = WHOLE.iter().rfind(|(_, below)| meters_per_unit < *below);
        drawn.map_or(WHOLE[0].0, |(step, _)| *step) * DEGREE
    };
    drawn.map_or_else(whole, |(step, _)| *step)
}

fn layer(levels: Vec<Level>, color: Color, below: f64) -> Arc<WorldLayer> {
    Arc::new(WorldLayer {
        name: Arc::from(NAME),
        levels: Arc::new(levels),
        looks: vec![Look {
            fill: None,
            pens: vec![Pen::fixed(style::GRATICULE_WIDTH, color)],
        }],
        look_of: Arc::default(),
        below_meters_per_unit: below,
    })
}

fn color(palette: &Palette) -> Color {
    palette.sheer(palette.coast, 0xB0)
}

/// A world layer for each step of whole degrees, without the lines of coarser ones.
#[must_use]
pub fn layers(projection: Projection, palette: &Palette) -> Vec<Arc<WorldLayer>> {
    let of_step = |(place, &(step, below)): (usize, &(i32, f64))| {
        let is_coarser = |degrees: i32| WHOLE[..place].iter().any(|(step, _)| degrees % step == 0);
        let lines = lines(projection, step, is_coarser);
        layer(lines.levels(false), color(palette), below)
    };
    WHOLE.iter().enumerate().map(of_step).collect()
}

fn lines(projection: Projection, step: i32, is_coarser: impl Fn(i32) -> bool) -> Shapes {
    let mut shapes = Shapes::lines();
    let mut push = |points: &[LonLat]| {
        for part in seam::line(projection, points) {
            shapes.push_line(&part);
        }
    };
    let own = |from: i32, to: i32| {
        let all = (from..=to).filter(move |degrees| degrees % step == 0);
        all.filter(|&degrees| !is_coarser(degrees))
    };
    for lon in own(-180, 179) {
        let at = |lat: i32| LonLat::new(f64::from(lon), f64::from(lat));
        push(&[at(-TOP), at(0), at(TOP)]);
    }
    for lat in own(-TOP, TOP) {
        // Pieces of less than half the globe, so that none is taken for a short way over the antimeridian.
        let points = (-2..=2).map(|part| LonLat::new(f64::from(part * 90), f64::from(lat)));
        push(&points.collect::<Vec<_>>());
    }
    shapes
}

/// Where fine lines are made: step in minutes, and the first and the last line in steps, by longitude and latitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    step: i32,
    lon: [i32; 2],
    lat: [i32; 2],
}

impl Region {
    /// What a camera shows, and a little more; `None` where whole degrees are fine enough, or nothing of the earth is
    /// seen, or too much.
    fn of(camera: &Camera) -> Option<Self> {
        let scale = camera.meters_per_unit;
        let (step, _) = FINE.iter().rfind(|(_, below)| scale < *below)?;
        let middle = camera.projection.unproject(camera.center).lon;
        let [min_x, min_y, max_x, max_y] = camera.world_box();
        let mut seen = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
        for row in 0..=LOOKS {
            for column in 0..=LOOKS {
                let [along, up] = [column, row].map(|at| f64::from(at) / f64::from(LOOKS));
                let world = [
                    min_x + along * (max_x - min_x),
                    min_y + up * (max_y - min_y),
                ];
                let at = camera.projection.unproject(world);
                // Over the antimeridian degrees go on.
                let lon = middle + (at.lon - middle + 540.0).rem_euclid(360.0) - 180.0;
                for (ends, at) in seen.iter_mut().zip([lon, at.lat]) {
                    *ends = [ends[0].min(at), ends[1].max(at)];
                }
            }
        }
        let steps = |[from, to]: [f64; 2]| {
            // Between the places that were looked at a bent side reaches a little farther.
            let more = (to - from) / 50.0;
            let round = f64::from(ROUND * step) / f64::from(DEGREE);
            let [from, to] = [
                ((from - more) / round).floor(),
                ((to + more) / round).ceil(),
            ];
            #[expect(
                clippy::cast_possible_truncation,
                reason = "limited to twice the globe in the finest step"
            )]
            let whole = |at: f64| at.clamp(-6_000.0, 6_000.0) as i32 * ROUND;
            [from, to].map(whole)
        };
        let top = TOP * DEGREE / step;
        let [lon, lat] = seen.map(steps);
        let lat = lat.map(|at| at.clamp(-top, top));
        let is_some = lon[1] > lon[0] && lat[1] > lat[0];
        let is_little = lon[1] - lon[0] <= MOST && lat[1] - lat[0] <= MOST;
        (is_some && is_little).then_some(Self {
            step: *step,
            lon,
            lat,
        })
    }

    /// The degrees at a number of half steps.
    fn degrees(&self, halves: i32) -> f64 {
        f64::from(halves) * f64::from(self.step) / f64::from(2 * DEGREE)
    }

    fn lines(&self, projection: Projection) -> Shapes {
        let mut shapes = Shapes::lines();
        let mut push = |points: Vec<LonLat>| {
            for part in seam::line(projection, &points) {
                shapes.push_line(&part);
            }
        };
        // A point each half step: what is straight between them is right to a small part of a page unit.
        let halves = |[from, to]: [i32; 2]| 2 * from..=2 * to;
        let wrapped = |lon: f64| (lon + 540.0).rem_euclid(360.0) - 180.0;
        let at = |lon: i32, lat: i32| LonLat::new(wrapped(self.degrees(lon)), self.degrees(lat));
        for lon in self.lon[0]..=self.lon[1] {
            push(halves(self.lat).map(|lat| at(2 * lon, lat)).collect());
        }
        for lat in self.lat[0]..=self.lat[1] {
            push(halves(self.lon).map(|lon| at(lon, 2 * lat)).collect());
        }
        shapes
    }
}

/// What fine lines depend on.
type Key = (Projection, Color, Region);
/// Fine lines with what they depend on.
type Made = (Key, Arc<WorldLayer>);

/// The fine lines that were made last.
#[derive(Clone, Debug, Default)]
pub struct Fine(Arc<Mutex<Option<Made>>>);

impl Fine {
    /// All lines of what a camera shows, where they are finer than whole degrees: in the place of those of
    /// [`layers`]. The same as long as the camera stays near.
    #[must_use]
    pub fn layer(&self, camera: &Camera, palette: &Palette) -> Option<Arc<WorldLayer>> {
        let key = (camera.projection, color(palette), Region::of(camera)?);
        // What is in there is whole at every moment.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, made)) = &*last
            && *of == key
        {
            return Some(Arc::clone(made));
        }
        let lines = key.2.lines(camera.projection);
        let made = layer(vec![lines.level(0.0)], key.1, f64::INFINITY);
        *last = Some((key, Arc::clone(&made)));
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;
    use crate::scene::projection::Rect;

    #[test]
    fn each_line_is_drawn_once() {
        for projection in Projection::ALL {
            let layers = layers(projection, Palette::of(Theme::Light));
            let counts: Vec<usize> = layers
                .iter()
                .map(|layer| layer.levels[0].geometry.n_shapes())
                .collect();
            // 36 meridians and 17 parallels; a seam may cut parallels in two.
            assert!((53..=70).contains(&counts[0]), "{projection:?} {counts:?}");
            assert!((52..=68).contains(&counts[1]), "{projection:?} {counts:?}");
            let has_bad = layers.iter().any(|layer| {
                let coords = layer.levels[0].geometry.coords.iter();
                coords.flatten().any(|at| !at.is_finite())
            });
            assert!(!has_bad, "{projection:?}");
        }
    }

    fn camera(projection: Projection, (lon, lat): (f64, f64), meters_per_unit: f64) -> Camera {
        Camera {
            projection,
            center: projection.project(LonLat::new(lon, lat)),
            meters_per_unit,
            viewport: Rect::new(30.0, 60.0, 900.0, 700.0),
        }
    }

    #[test]
    fn steps_are_finer_the_nearer_one_looks() {
        let all = [
            20_000.0, 8_000.0, 1_000.0, 700.0, 400.0, 200.0, 100.0, 40.0, 20.0, 1.0,
        ];
        let steps = all.map(step_at);
        assert_eq!(steps, [600, 300, 60, 30, 20, 10, 5, 2, 1, 1]);
        for scale in all {
            // Lines are apart enough for their numbers, and some are seen.
            let apart = f64::from(step_at(scale)) * 1_852.0 / scale;
            assert!(apart > 55.0, "{scale} {apart}");
        }
    }

    #[test]
    fn fine_lines_are_made_for_what_is_seen() {
        for projection in Projection::ALL {
            for scale in [700.0, 400.0, 200.0, 100.0, 40.0, 10.0, 1.0] {
                let camera = camera(projection, (108.6, 21.7), scale);
                let made = Fine::default().layer(&camera, Palette::of(Theme::Light));
                let geometry = &made.unwrap().levels[0].geometry;
                assert!(
                    geometry.n_shapes() < 120,
                    "{projection:?} {scale} {}",
                    geometry.n_shapes()
                );
                assert!(geometry.coords.len() < 12_000, "{}", geometry.coords.len());
                // Each line that is asked for at a place of the view is there, to less than half a page unit.
                let step = f64::from(step_at(scale)) / 60.0;
                let round = |degrees: f64| (degrees / step).round() * step;
                let there = camera.projection.unproject(camera.center);
                let crossing = projection.project(LonLat::new(round(there.lon), round(there.lat)));
                let near = geometry
                    .coords
                    .iter()
                    .any(|at| (at[0] - crossing[0]).hypot(at[1] - crossing[1]) < scale / 2.0);
                assert!(near, "{projection:?} {scale}");
            }
            let whole = camera(projection, (108.6, 21.7), 800.0);
            assert!(
                Fine::default()
                    .layer(&whole, Palette::of(Theme::Light))
                    .is_none()
            );
        }
    }

    #[test]
    fn they_stay_while_the_map_is_moved_a_little_and_follow_it() {
        let fine = Fine::default();
        let palette = Palette::of(Theme::Light);
        let at = |lon: f64| fine.layer(&camera(Projection::Albers, (lon, 21.7), 200.0), palette);
        let first = at(108.6).unwrap();
        assert!(Arc::ptr_eq(&first, &at(108.61).unwrap()));
        let other = at(112.6).unwrap();
        assert!(!Arc::ptr_eq(&first, &other));
        // What was seen before leaves no trace.
        let again = at(108.6).unwrap();
        assert_eq!(
            again.levels[0].geometry.coords,
            first.levels[0].geometry.coords
        );
        let dark = fine.layer(
            &camera(Projection::Albers, (108.6, 21.7), 200.0),
            Palette::of(Theme::Dark),
        );
        assert_ne!(dark.unwrap().looks, first.looks);
    }

    #[test]
    fn poles_and_the_antimeridian_are_no_trouble() {
        let places = [
            (180.0, 10.0),
            (-179.9, -20.0),
            (0.0, 79.0),
            (0.0, 85.0),
            (30.0, -84.9),
        ];
        for projection in Projection::ALL {
            for (at, scale) in places
                .iter()
                .flat_map(|&at| [700.0, 100.0, 5.0].map(|scale| (at, scale)))
            {
                let camera = camera(projection, at, scale);
                let made = Fine::default().layer(&camera, Palette::of(Theme::Light));
                let Some(made) = made else {
                    continue;
                };
                let geometry = &made.levels[0].geometry;
                assert!(geometry.n_shapes() <= 2 * 2 * 601, "{projection:?} {at:?}");
                assert!(geometry.coords.iter().flatten().all(|at| at.is_finite()));
            }
        }
    }
}

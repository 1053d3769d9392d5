//! From degrees to the page: projections and the camera.
//!
//! A page unit is a CSS pixel: 1/96 inch or 0.264583 mm, on a screen at 100 % a point of the window.
//! Does not know: what lies on the map.

pub mod near;
pub mod seam;

use crate::model::geometry::{GeoBox, LonLat};
use crate::model::projection::{Projection, RADIUS};

use super::item::Point;

/// Length of a page unit, meters.
pub const METERS_A_PAGE_UNIT: f64 = 0.0254 / 96.0;
/// Finest scale, projected meters per page unit (about 1:4,000).
pub const MIN_METERS_PER_UNIT: f64 = 1.0;
/// Coarsest scale, projected meters per page unit: the world on 500 page units.
pub const MAX_METERS_PER_UNIT: f64 = 80_000.0;

/// A rectangle on the page, in page units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left side.
    pub x: f32,
    /// Top side.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// A rectangle from its top left corner and size.
    #[must_use]
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// Right side.
    #[must_use]
    pub fn right(self) -> f32 {
        self.x + self.w
    }

    /// Bottom side.
    #[must_use]
    pub fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// Its middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Larger by a margin on every side, in page units; negative is smaller.
    #[must_use]
    pub fn grown(self, by: f32) -> Self {
        Self::new(
            self.x - by,
            self.y - by,
            self.w + 2.0 * by,
            self.h + 2.0 * by,
        )
    }

    /// The place of it that is nearest to a point.
    #[must_use]
    pub fn nearest(self, at: Point) -> Point {
        let (right, bottom) = (self.right().max(self.x), self.bottom().max(self.y));
        Point::new(at.x.clamp(self.x, right), at.y.clamp(self.y, bottom))
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn has(self, at: Point) -> bool {
        at.x >= self.x && at.x <= self.right() && at.y >= self.y && at.y <= self.bottom()
    }

    /// Whether another one lies in it entirely.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        other.x >= self.x
            && other.right() <= self.right()
            && other.y >= self.y
            && other.bottom() <= self.bottom()
    }

    /// Whether the two have some area in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// Where the map is looked at from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The projection of the map.
    pub projection: Projection,
    /// What lies in the middle of the viewport, projected meters.
    pub center: [f64; 2],
    /// Scale: projected meters per page unit.
    pub meters_per_unit: f64,
    /// The part of the page that the map fills.
    pub viewport: Rect,
}

impl Camera {
    /// The camera that shows a box whole and as large as possible, with `padding` page units of
    /// space on every side.
    #[must_use]
    pub fn fit(projection: Projection, shown: GeoBox, viewport: Rect, padding: f32) -> Self {
        let shown = bounds(projection, shown);
        Self::fit_world(projection, shown, viewport, padding)
    }

    /// The same for projected meters: the least and the greatest x and y.
    #[must_use]
    pub fn fit_world(
        projection: Projection,
        [min, max]: [[f64; 2]; 2],
        viewport: Rect,
        padding: f32,
    ) -> Self {
        let room = |length: f32| f64::from((length - 2.0 * padding).max(1.0));
        let scale =
            ((max[0] - min[0]) / room(viewport.w)).max((max[1] - min[1]) / room(viewport.h));
        Self {
            projection,
            center: [f64::midpoint(min[0], max[0]), f64::midpoint(min[1], max[1])],
            meters_per_unit: limited(scale),
            viewport,
        }
    }

    /// Projected meters to the page.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "page units need no more than f32"
    )]
    pub fn to_page(&self, world: [f64; 2]) -> Point {
        let middle = self.viewport.center();
        Point::new(
            middle.x + ((world[0] - self.center[0]) / self.meters_per_unit) as f32,
            middle.y - ((world[1] - self.center[1]) / self.meters_per_unit) as f32,
        )
    }

    /// A position to the page.
    #[must_use]
    pub fn page_of(&self, at: LonLat) -> Point {
        self.to_page(self.projection.project(at))
    }

    /// The page to projected meters.
    #[must_use]
    pub fn to_world(&self, page: Point) -> [f64; 2] {
        let middle = self.viewport.center();
        [
            self.center[0] + f64::from(page.x - middle.x) * self.meters_per_unit,
            self.center[1] - f64::from(page.y - middle.y) * self.meters_per_unit,
        ]
    }

    /// The position under a point of the page.
    #[must_use]
    pub fn position_at(&self, page: Point) -> LonLat {
        self.projection.unproject(self.to_world(page))
    }

    /// Closer by `factor` (above 1 is closer), while what lies under `about` stays there.
    #[must_use]
    pub fn zoomed_about(&self, about: Point, factor: f64) -> Self {
        let factor = if factor.is_finite() && factor > 0.0 {
            factor
        } else {
            1.0
        };
        let scale = limited(self.meters_per_unit / factor);
        let held = self.to_world(about);
        let middle = self.viewport.center();
        Self {
            center: [
                held[0] - f64::from(about.x - middle.x) * scale,
                held[1] + f64::from(about.y - middle.y) * scale,
            ],
            meters_per_unit: scale,
            ..*self
        }
    }

    /// With the map moved by some page units to the right and down.
    #[must_use]
    pub fn panned(&self, dx: f32, dy: f32) -> Self {
        let world = RADIUS * std::f64::consts::PI;
        let x = self.center[0] - f64::from(dx) * self.meters_per_unit;
        let y = self.center[1] + f64::from(dy) * self.meters_per_unit;
        Self {
            center: [x.clamp(-world, world), y.clamp(-world, world)],
            ..*self
        }
    }

    /// Looking at the same place in another part of the page.
    #[must_use]
    pub fn with_viewport(&self, viewport: Rect) -> Self {
        Self { viewport, ..*self }
    }

    /// The true scale at the center: 3,000,000 is 1:3,000,000, with page units of 0.264583 mm.
    #[must_use]
    pub fn scale_denominator(&self) -> f64 {
        self.true_meters_per_unit() / METERS_A_PAGE_UNIT
    }

    /// True meters on the ground per page unit from west to east at the center.
    #[must_use]
    pub fn true_meters_per_unit(&self) -> f64 {
        self.meters_per_unit
            / self
                .projection
                .scale_at(self.projection.unproject(self.center))
    }

    /// How far north is turned clockwise from up at the center, radians: 0 where meridians are parallel.
    #[must_use]
    pub fn north(&self) -> f64 {
        const STEP: f64 = 0.01;
        let here = self.projection.unproject(self.center);
        let [south, north] = [-STEP, STEP].map(|step| {
            let lat = (here.lat + step).clamp(-89.0, 89.0);
            self.projection.project(LonLat::new(here.lon, lat))
        });
        (north[0] - south[0]).atan2(north[1] - south[1])
    }

    /// The same place at the same true scale in another projection; itself in its own.
    #[must_use]
    pub fn in_projection(&self, projection: Projection) -> Self {
        if projection == self.projection {
            return *self;
        }
        let here = self.projection.unproject(self.center);
        let scale = self.true_meters_per_unit() * projection.scale_at(here);
        Self {
            projection,
            center: projection.project(here),
            meters_per_unit: limited(scale),
            ..*self
        }
    }

    /// What is visible, in projected meters: min x, min y, max x, max y.
    #[must_use]
    pub fn world_box(&self) -> [f64; 4] {
        let half_w = f64::from(self.viewport.w) / 2.0 * self.meters_per_unit;
        let half_h = f64::from(self.viewport.h) / 2.0 * self.meters_per_unit;
        let [x, y] = self.center;
        [x - half_w, y - half_h, x + half_w, y + half_h]
    }
}

/// The least box around a box of degrees on the plane, its lower left and upper right corners: where
/// parallels are bent, as far as points along its sides tell.
#[must_use]
pub fn bounds(projection: Projection, shown: GeoBox) -> [[f64; 2]; 2] {
    const STEPS: u8 = 16;
    let mut around = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let lon = shown.min.lon + share * (shown.max.lon - shown.min.lon);
        let lat = shown.min.lat + share * (shown.max.lat - shown.min.lat);
        let sides = [
            LonLat::new(lon, shown.min.lat),
            LonLat::new(lon, shown.max.lat),
            LonLat::new(shown.min.lon, lat),
            LonLat::new(shown.max.lon, lat),
        ];
        for at in sides.map(|at| projection.project(at)) {
            for axis in 0..2 {
                around[0][axis] = around[0][axis].min(at[axis]);
                around[1][axis] = around[1][axis].max(at[axis]);
            }
        }
    }
    around
}

fn limited(scale: f64) -> f64 {
    if scale.is_finite() {
        scale.clamp(MIN_METERS_PER_UNIT, MAX_METERS_PER_UNIT)
    } else {
        MAX_METERS_PER_UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        let shown = GeoBox {
            min: LonLat::new(104.0, 21.0),
            max: LonLat::new(110.0, 31.0),
        };
        Camera::fit(
            Projection::Mercator,
            shown,
            Rect::new(10.0, 20.0, 800.0, 600.0),
            30.0,
        )
    }

    #[track_caller]
    fn check_near(a: Point, b: Point) {
        assert!(
            (a.x - b.x).abs() < 0.01 && (a.y - b.y).abs() < 0.01,
            "{a:?} {b:?}"
        );
    }

    #[test]
    fn another_projection_shows_the_same_place_as_large() {
        let camera = camera();
        let here = camera.projection.unproject(camera.center);
        for projection in Projection::ALL {
            let other = camera.in_projection(projection);
            let there = projection.unproject(other.center);
            assert!((there.lon - here.lon).abs() < 1e-9 && (there.lat - here.lat).abs() < 1e-9);
            let ratio = other.true_meters_per_unit() / camera.true_meters_per_unit();
            assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
        }
        assert!(camera.north().abs() < 1e-9);
        let albers = camera.in_projection(Projection::Albers);
        // East of 105° E meridians lean to the left as they go up; the center is at 107°.
        assert!(
            albers.north() < -0.01 && albers.north() > -0.03,
            "{}",
            albers.north()
        );
    }

    #[test]
    fn page_and_world_agree() {
        let camera = camera();
        let at = Point::new(123.0, 456.0);
        check_near(camera.to_page(camera.to_world(at)), at);
    }

    #[test]
    fn fit_shows_the_box() {
        let camera = camera();
        let inner = camera.viewport.grown(-29.9);
        let west_south = camera.page_of(LonLat::new(104.0, 21.0));
        let east_north = camera.page_of(LonLat::new(110.0, 31.0));
        assert!(inner.has(west_south) && inner.has(east_north));
        assert!(
            (west_south.y - east_north.y - 540.0).abs() < 0.1,
            "height fills"
        );
    }

    #[test]
    fn zooming_holds_the_place_and_ends_somewhere() {
        let camera = camera();
        let about = Point::new(77.0, 333.0);
        let held = camera.to_world(about);
        let zoomed = camera.zoomed_about(about, 3.7);
        check_near(zoomed.to_page(held), about);
        let far = camera.zoomed_about(about, 1e-9);
        assert!((far.meters_per_unit - MAX_METERS_PER_UNIT).abs() < 1e-9);
        let near = camera.zoomed_about(about, 1e12);
        assert!((near.meters_per_unit - MIN_METERS_PER_UNIT).abs() < 1e-9);
        assert_eq!(
            camera.zoomed_about(about, f64::NAN),
            camera.zoomed_about(about, 1.0)
        );
    }

    #[test]
    fn panning_moves_by_page_units() {
        let camera = camera();
        let world = camera.to_world(Point::new(200.0, 200.0));
        check_near(
            camera.panned(15.0, -7.0).to_page(world),
            Point::new(215.0, 193.0),
        );
    }

    #[test]
    fn scale_is_true_at_the_center() {
        let mut camera = camera();
        camera.center = [0.0, 0.0];
        camera.meters_per_unit = 793.75;
        assert!((camera.scale_denominator() - 3_000_000.0).abs() < 1.0);
    }
}

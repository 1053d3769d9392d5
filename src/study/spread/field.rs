//! The areas around some places that a lorry reaches: on a grid in degrees, how far inside of the
//! nearest circle each point lies, and the outline of where that is above zero.
//!
//! The field is a cone around each place, so that crossings between grid points are nearly exact: a
//! hundredth of a cell where circles do not meet. Distances are those of the sphere by the latitude in
//! the middle, within a thousandth for the hundred-odd kilometers meant here. Circles smaller than a
//! cell, which is a fortieth of the largest or more, may be lost. O(places × cells of a circle).
//!
//! Does not know: what budgets are in.

use super::contour::Field;
use crate::model::area::{Polygon, common, has, land_in, twice_area};
use crate::model::context::ContextLayer;
use crate::model::geometry::{GeoBox, LonLat};
use crate::routing::reach::Lorry;
use crate::task::{Cancelled, Task};

/// Kilometers of a degree of latitude on the sphere of mean radius.
const KM_A_DEGREE: f64 = 111.195;
/// Cells across the radius of the largest circle.
const CELLS: f64 = 40.0;
/// Points of a grid at most, or somewhat more.
const MOST_POINTS: f64 = 250_000.0;
/// The grid ends here, degrees north and south.
const MOST_LATITUDE: f64 = 85.0;
/// A place belongs to a piece of land whose coast is this near, kilometers: coasts are drawn coarsely.
const ASHORE_KM: f64 = 15.0;
/// Places between two checkpoints.
const STRIDE: usize = 64;

/// A place where a lorry sets out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    /// Where.
    pub at: LonLat,
    /// What is left of the whole budget to drive with.
    pub left: u64,
}

impl Source {
    /// How far a lorry gets while so much of the budget is to be left over, kilometers.
    fn radius(&self, lorry: Lorry, over: u64) -> f64 {
        match self.left.checked_sub(over) {
            None => 0.0,
            Some(_) if lorry.per_km <= 0.0 => lorry.most_km,
            Some(left) => (super::to_f64(left) / lorry.per_km).min(lorry.most_km),
        }
    }
}

/// A circle on the ground.
#[derive(Clone, Copy, Debug)]
struct Circle {
    at: LonLat,
    km: f64,
}

/// The areas for some parts of the budget that are to be left over, one list for each.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn areas(
    sources: &[Source],
    lorry: Lorry,
    overs: &[u64],
    context: &[ContextLayer],
    task: &Task,
) -> Result<Vec<Vec<Polygon>>, Cancelled> {
    let circles_for = |over: u64| -> Vec<Circle> {
        let circles = sources.iter().map(|source| Circle {
            at: source.at,
            km: source.radius(lorry, over),
        });
        circles.filter(|circle| circle.km > 0.0).collect()
    };
    let least = overs.iter().copied().min().unwrap_or(0);
    let Some(grid) = Grid::around(&circles_for(least)) else {
        return Ok(vec![Vec::new(); overs.len()]);
    };
    let land = land_in(context, grid.extent());
    let mut all = Vec::with_capacity(overs.len());
    for &over in overs {
        let circles = circles_for(over);
        let field = grid.field(&circles, task)?;
        task.checkpoint()?;
        let rings = field.rings().into_iter();
        let rings = rings.map(|ring| ring.into_iter().map(|at| grid.position(at)).collect());
        let mut areas = polygons(rings.collect());
        if !land.is_empty() {
            areas = common(&areas, &land);
            areas.retain(|area| is_set_out_from(area, &circles));
        }
        all.push(areas);
    }
    Ok(all)
}

/// Rings as polygons: each hole belongs to the smallest outer ring around it.
fn polygons(rings: Vec<Vec<LonLat>>) -> Vec<Polygon> {
    let (outers, holes): (Vec<_>, Vec<_>) =
        rings.into_iter().partition(|ring| twice_area(ring) > 0.0);
    let mut polygons: Vec<Polygon> = outers
        .into_iter()
        .map(|outer| Polygon {
            outer,
            holes: Vec::new(),
        })
        .collect();
    for hole in holes {
        let around = polygons
            .iter_mut()
            .filter(|polygon| has(&polygon.outer, hole[0]));
        let own = around.min_by(|a, b| twice_area(&a.outer).total_cmp(&twice_area(&b.outer)));
        if let Some(own) = own {
            own.holes.push(hole);
        }
    }
    polygons
}

/// Whether a lorry sets out in an area, and not across water.
fn is_set_out_from(area: &Polygon, circles: &[Circle]) -> bool {
    let is_ashore = |circle: &Circle| {
        let mut coast = area.outer.iter();
        coast.any(|at| kilometers(*at, circle.at) <= ASHORE_KM.min(circle.km))
    };
    circles.iter().any(|circle| area.has(circle.at)) || circles.iter().any(is_ashore)
}

/// The distance of two places that are not far from each other.
fn kilometers(a: LonLat, b: LonLat) -> f64 {
    let narrow = f64::midpoint(a.lat, b.lat).to_radians().cos();
    ((a.lon - b.lon) * narrow).hypot(a.lat - b.lat) * KM_A_DEGREE
}

/// A grid in degrees.
#[derive(Clone, Copy, Debug)]
struct Grid {
    first: LonLat,
    /// Degrees from column to column and from row to row.
    step: [f64; 2],
    n_columns: usize,
    n_rows: usize,
    cell_km: f64,
}

impl Grid {
    /// A grid around circles, with some space; `None` without any.
    fn around(circles: &[Circle]) -> Option<Self> {
        let positions = circles.iter().map(|circle| circle.at);
        let within = GeoBox::around(positions)?;
        let largest = circles.iter().map(|circle| circle.km).fold(0.0, f64::max);
        let degrees = largest / KM_A_DEGREE;
        let south = (within.min.lat - degrees).max(-MOST_LATITUDE);
        let north = (within.max.lat + degrees).min(MOST_LATITUDE);
        // Where a degree of longitude is narrowest it takes most of them to go round a circle.
        let polar = south.abs().max(north.abs()).to_radians().cos();
        let narrow = f64::midpoint(south, north).to_radians().cos();
        let west = within.min.lon - degrees / polar;
        let east = within.max.lon + degrees / polar;
        let size = (east - west) * narrow * (north - south) * KM_A_DEGREE * KM_A_DEGREE;
        let cell_km = (largest / CELLS).max((size / MOST_POINTS).sqrt());
        let lat = cell_km / KM_A_DEGREE;
        let lon = lat / narrow;
        let first = LonLat::new(
            (west - 2.0 * lon).max(-180.0),
            (south - 2.0 * lat).max(-90.0),
        );
        Some(Self {
            first,
            step: [lon, lat],
            n_columns: count(((east + 2.0 * lon).min(180.0) - first.lon) / lon),
            n_rows: count(((north + 2.0 * lat).min(90.0) - first.lat) / lat),
            cell_km,
        })
    }

    fn position(&self, [column, row]: [f64; 2]) -> LonLat {
        LonLat::new(
            self.first.lon + column * self.step[0],
            self.first.lat + row * self.step[1],
        )
    }

    fn extent(&self) -> GeoBox {
        let end = [self.n_columns, self.n_rows].map(to_f64);
        GeoBox {
            min: self.first,
            max: self.position(end),
        }
    }

    /// How far inside of a circle each point lies, kilometers; below zero outside.
    #[expect(clippy::cast_possible_truncation, reason = "a field is coarse")]
    fn field(&self, circles: &[Circle], task: &Task) -> Result<Field, Cancelled> {
        let outside = (-2.0 * self.cell_km) as f32;
        let mut field = Field {
            n_columns: self.n_columns,
            values: vec![outside; self.n_columns * self.n_rows],
        };
        for (number, circle) in circles.iter().enumerate() {
            if number % STRIDE == 0 {
                task.checkpoint()?;
            }
            self.stamp(circle, &mut field.values);
        }
        // The edge of the grid is outside, whatever is cut off there.
        for (place, value) in field.values.iter_mut().enumerate() {
            let (column, row) = (place % self.n_columns, place / self.n_columns);
            let is_edge =
                column == 0 || row == 0 || column + 1 == self.n_columns || row + 1 == self.n_rows;
            if is_edge {
                *value = value.min(outside);
            }
        }
        Ok(field)
    }

    /// Raises the points in and just around a circle, row by row as wide as it is there.
    #[expect(clippy::cast_possible_truncation, reason = "a field is coarse")]
    fn stamp(&self, circle: &Circle, values: &mut [f32]) {
        let reach_km = circle.km + 2.0 * self.cell_km;
        let [lon, lat] = self.step;
        let rows = |at: f64| count((at - self.first.lat) / lat);
        let south = rows(circle.at.lat - reach_km / KM_A_DEGREE) - 1;
        let north = rows(circle.at.lat + reach_km / KM_A_DEGREE).min(self.n_rows);
        for row in south..north {
            let at = self.first.lat + to_f64(row) * lat;
            let up = (at - circle.at.lat) * KM_A_DEGREE;
            let narrow = f64::midpoint(at, circle.at.lat).to_radians().cos();
            let km_a_column = (lon * narrow * KM_A_DEGREE).max(1e-6);
            let middle = (circle.at.lon - self.first.lon) / lon;
            let half = (reach_km * reach_km - up * up).max(0.0).sqrt() / km_a_column;
            let west = count(middle - half) - 1;
            let east = count(middle + half).min(self.n_columns);
            let first = row * self.n_columns;
            let Some(own) = values.get_mut(first + west..first + east.max(west)) else {
                continue;
            };
            let (km, up) = (circle.km as f32, (up * up) as f32);
            let mut right = ((to_f64(west) - middle) * km_a_column) as f32;
            for value in own {
                *value = value.max(km - (right * right + up).sqrt());
                right += km_a_column as f32;
            }
        }
    }
}

/// One more than a number of steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and few"
)]
fn count(steps: f64) -> usize {
    steps.clamp(0.0, 1e6) as usize + 1
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a grid has few columns and rows"
)]
fn to_f64(count: usize) -> f64 {
    count as f64
}

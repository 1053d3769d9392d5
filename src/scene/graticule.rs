//! Meridians and parallels: every ten degrees, and every five and every one from where there is room for them.
//!
//! They are straight in degrees and bent where the projection bends them. A few thousand points; made once a
//! projection and style.
//! Does not know: what lies on the map.

use std::sync::Arc;

use super::detail::Shapes;
use super::item::{Look, Pen, WorldLayer};
use super::palette::Palette;
use super::projection::seam;
use super::style;
use crate::model::geometry::LonLat;
use crate::model::projection::Projection;

/// Greatest latitude that they reach, degrees.
pub const TOP: i32 = 80;
/// Steps in degrees, each with the projected meters a page unit below which it is drawn.
const STEPS: [(i32, f64); 3] = [(10, f64::INFINITY), (5, 9_000.0), (1, 1_500.0)];

/// The finest step that is drawn at a scale, degrees.
#[must_use]
pub fn step_at(meters_per_unit: f64) -> i32 {
    let drawn = STEPS.iter().rfind(|(_, below)| meters_per_unit < *below);
    drawn.map_or(STEPS[0].0, |(step, _)| *step)
}

/// A world layer for each step, without the lines of coarser ones.
#[must_use]
pub fn layers(projection: Projection, palette: &Palette) -> Vec<Arc<WorldLayer>> {
    let pen = Pen::fixed(style::GRATICULE_WIDTH, palette.sheer(palette.coast, 0xB0));
    let layer = |(place, &(step, below)): (usize, &(i32, f64))| {
        let is_coarser = |degrees: i32| STEPS[..place].iter().any(|(step, _)| degrees % step == 0);
        Arc::new(WorldLayer {
            name: Arc::from("graticule"),
            levels: Arc::new(lines(projection, step, is_coarser).levels(false)),
            looks: vec![Look {
                fill: None,
                pens: vec![pen],
            }],
            look_of: Arc::default(),
            below_meters_per_unit: below,
        })
    };
    STEPS.iter().enumerate().map(layer).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;

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
}

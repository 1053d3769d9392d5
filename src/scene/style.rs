//! Widths, sizes, dashes and opacities of map and page: the numbers behind the look.
//!
//! All in page units unless said otherwise.
//! Does not know: colors (see [`super::palette`]) and what is drawn.

use super::item::Dash;
use super::projection::METERS_A_PAGE_UNIT;

/// Scale at which a line has its base width.
const BASE_DENOMINATOR: f64 = 3_000_000.0;
/// Latitude at which that scale is meant, degrees: the middle of the corridor. A fixed one, so that
/// widths do not change while panning.
const BASE_LATITUDE: f64 = 26.0;
/// Line width at the base scale.
const BASE_WIDTH: f32 = 2.5;
/// Thinnest and thickest value; routes are heavier by [`ROUTE_WEIGHT`], so that no line exceeds 6.
const WIDTHS: [f32; 2] = [1.5, 3.75];

/// Corridor routes against other lines.
pub const ROUTE_WEIGHT: f32 = 1.6;
/// Cross-border, feeder and road lines against the scale's line width.
pub const OTHER_WEIGHT: f32 = 0.62;
/// Sea lanes against the scale's line width.
pub const SEA_WEIGHT: f32 = 0.42;
/// Waterways against the scale's line width.
pub const WATERWAY_WEIGHT: f32 = 0.72;
/// The middle route against the other routes: its center is light.
pub const MIDDLE_WEIGHT: f32 = 1.12;
/// Light center line of the middle route against the scale's line width.
pub const CENTER_WEIGHT: f32 = 0.3;
/// Casing of the chosen path, on each side.
pub const PATH_CASING: f32 = 2.0;
/// Casing of every corridor route against the ground, on each side.
pub const ROUTE_CASING: f32 = 1.1;
/// Outline of a closed line, on each side of its light core.
pub const HOLLOW_RIM: f32 = 0.8;
/// Casing of a bottleneck, on each side, and its rim.
pub const BOTTLENECK_CASING: [f32; 2] = [3.2, 0.9];
/// Band of a line within reach, on each side.
pub const REACH_BAND: f32 = 2.6;
/// Opacity of one step of an area within reach, of 255.
pub const REACH_FILL: u8 = 0x26;
/// How far the lines of the widest step are faded toward the ground, 0 to 1.
pub const REACH_PALEST: f32 = 0.5;
/// Outline of a selected line, on each side.
pub const SELECTION: f32 = 2.4;

/// Lines in the color of who wins there, against routes: the path's casing is seen beside them.
pub const HINTERLAND_WEIGHT: f32 = 0.8;
/// Opacity of the ground that somebody wins, 0 to 255.
pub const HINTERLAND_FILL: u8 = 0x3A;
/// Lines between two winners on the ground: their light casing, and themselves.
pub const HINTERLAND_BORDER: [f32; 2] = [3.0, 1.0];
/// The second eight of more than eight winners, and all after them: their lines.
pub const SECOND_TERRITORY: Dash = Dash::new(9.0, 3.0);
/// See [`SECOND_TERRITORY`].
pub const THIRD_TERRITORY: Dash = Dash::new(4.0, 2.5);
/// Half the width of the marker where two tie.
pub const TIE_RADIUS: f32 = 3.4;

/// A line that is planned.
pub const PLANNED: Dash = Dash::new(6.0, 4.0);
/// How far a planned line is faded toward the ground, 0 to 1.
pub const PLANNED_FADE: f32 = 0.4;
/// A line that is being built.
pub const BUILDING: Dash = Dash::new(10.0, 3.0);
/// The western route: long dashes, as a second cue beside its color.
pub const WESTERN: Dash = Dash::new(16.0, 3.0);
/// Sea lanes.
pub const SEA: Dash = Dash::new(7.0, 3.5);
/// Road.
pub const ROAD: Dash = Dash::new(3.0, 2.0);
/// Air.
pub const AIR: Dash = Dash::new(2.0, 5.0);
/// Drayage.
pub const TRANSFER: Dash = Dash::new(1.5, 2.0);
/// Length of one color where routes share a line.
pub const STRIPE: f32 = 13.0;
/// Everything beside the chosen path is faded toward the ground by this share.
pub const FADE: f32 = 0.65;
/// The ways that were not chosen are faded less.
pub const OTHER_WAY_FADE: f32 = 0.35;

/// Drayage is drawn below this scale, projected meters per page unit.
pub const TRANSFER_BELOW: f64 = 420.0;
/// Railways have ticks across below this scale: what is no road is seen where both are near.
pub const RAIL_TICKS_BELOW: f64 = 160.0;
/// These ticks along the line.
pub const RAIL_TICKS: Dash = Dash {
    on: 1.2,
    off: 12.8,
    phase: 7.0,
};
/// How far they reach beyond the line, on each side.
pub const RAIL_TICK: f32 = 3.0;
/// Borders of provinces are drawn below this scale.
pub const PROVINCES_BELOW: f64 = 3_400.0;
/// Rivers are drawn below this scale.
pub const RIVERS_BELOW: f64 = 12_000.0;

/// Hubs of rank 1, 2, 3 and beyond are drawn below these scales, projected meters per page unit.
pub const HUBS_BELOW: [f64; 3] = [9_000.0, 2_300.0, 420.0];
/// Half the width of a hub's marker by rank, at the base scale.
pub const HUB_RADIUS: [f32; 3] = [5.0, 3.9, 2.8];
/// Ports against other hubs: the anchor needs room.
pub const PORT_SIZE: f32 = 1.25;
/// Junctions and locks against other hubs.
pub const JUNCTION_SIZE: f32 = 0.72;
/// Terminals closer to their city than this are not drawn.
pub const CITY_AIR: f32 = 18.0;
/// Outline of a hub.
pub const HUB_OUTLINE: f32 = 1.5;
/// Half the width of an origin's or destination's pin.
pub const PIN_RADIUS: f32 = 8.5;
/// Size of a hub's label by rank.
pub const HUB_LABEL: [f32; 3] = [13.0, 11.5, 10.5];
/// Size of the second language under a label, against the first.
pub const SECOND_LANGUAGE: f32 = 0.88;
/// How far a halo reaches beyond the letters.
pub const HALO: f32 = 1.5;
/// Size of the names of countries, seas, rivers and other cities.
pub const COUNTRY_LABEL: f32 = 13.0;
/// Size of the names of seas.
pub const SEA_LABEL: f32 = 12.0;
/// Size of the names of rivers.
pub const RIVER_LABEL: f32 = 10.5;
/// Size of the names of railways and roads.
pub const RAILWAY_LABEL: f32 = 9.5;
/// Size of the names of cities that are no hubs.
pub const CITY_LABEL: f32 = 10.0;
/// Extra space between the letters of seas and countries, against their size.
pub const WIDE_SPACING: f32 = 0.16;
/// Extra space between the letters of rivers, against their size.
pub const RIVER_SPACING: f32 = 0.08;

/// Width of the lines of added layers: thin, medium, thick.
pub const CONTEXT_WIDTHS: [f32; 3] = [0.8, 1.6, 3.0];
/// Half the width of the points of added layers: thin, medium, thick.
pub const CONTEXT_RADII: [f32; 3] = [2.2, 3.0, 4.2];
/// Opacity of the areas of added layers, of 255.
pub const CONTEXT_FILL: u8 = 0x2C;
/// Opacity of areas whose color says something, 0 to 1.
pub const CONTEXT_CLASS_FILL: f32 = 0.72;
/// Lines of things without a value among things colored by one.
pub const MISSING: Dash = Dash::new(3.0, 3.0);
/// Outline of a selected feature of an added layer, on each side.
pub const CONTEXT_SELECTION: f32 = 1.8;
/// Points of added layers that are named on one picture.
pub const CONTEXT_NAMES: usize = 400;

/// How far the cut line reaches beyond the links that it crosses.
pub const CUT_REACH: f32 = 32.0;
/// Its width across a link, and between links.
pub const CUT_WIDTHS: [f32; 2] = [2.4, 1.3];
/// Its dashes, across a link and between links.
pub const CUT_DASHES: [Dash; 2] = [Dash::new(6.0, 3.0), Dash::new(4.0, 4.0)];
/// How far the ground beside it is kept free, on each side.
pub const CUT_CASING: f32 = 1.4;
/// Links of the cut farther apart than this are crossed one by one.
pub const CUT_APART: f32 = 320.0;
/// Size of the names of its links.
pub const CUT_LABEL: f32 = 10.5;

/// Half the width of a note's sheet on its needle.
pub const NOTE_RADIUS: f32 = 7.0;
/// Size of a note's text, and of its second language.
pub const NOTE_TEXT: [f32; 2] = [11.5, 10.5];
/// Widest line of a note, in letters of its size.
pub const NOTE_EMS: f32 = 22.0;
/// Most lines of a note in one language, and of each where it is shown in both.
pub const NOTE_LINES: [usize; 2] = [6, 4];
/// Notes whose text is drawn on one picture; those beyond have their pins.
pub const NOTE_CARDS: usize = 40;
/// Space inside a note's paper.
pub const NOTE_PADDING: f32 = 6.0;

/// Width of the lines of a plain network, and their opacity, of 255.
pub const ROADS_WIDTH: f32 = 0.8;
/// Opacity of the lines of a plain network, of 255.
pub const ROADS_ALPHA: u8 = 0x78;
/// Width of the best path on a plain network.
pub const ROAD_PATH_WIDTH: f32 = 3.4;

/// Width of lines that lead to names.
pub const LEADER_WIDTH: f32 = 0.7;
/// Width of meridians and parallels.
pub const GRATICULE_WIDTH: f32 = 0.6;

/// Page: margin around the map, size of title and subtitle, of the legend and of small print.
pub const PAGE_MARGIN: f32 = 28.0;
/// Size of the page's title.
pub const TITLE: f32 = 24.0;
/// Size of the page's subtitle.
pub const SUBTITLE: f32 = 13.0;
/// Size of the legend's text.
pub const LEGEND: f32 = 12.0;
/// Size of the degrees at the edges of a map.
pub const DEGREES: f32 = 9.0;
/// Size of the small print.
pub const SMALL: f32 = 10.0;

/// Steps of a factor two from the base scale, positive is closer.
fn zoom_steps(meters_per_unit: f64) -> f64 {
    let true_meters = meters_per_unit * BASE_LATITUDE.to_radians().cos();
    let denominator = (true_meters / METERS_A_PAGE_UNIT).max(1.0);
    (BASE_DENOMINATOR / denominator).log2()
}

/// The scale's line width: 2.5 at 1:3,000,000, by √2 more a zoom step, 1.5 to 3.75.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
pub fn line_width(meters_per_unit: f64) -> f32 {
    let steps = zoom_steps(meters_per_unit) as f32;
    (BASE_WIDTH * std::f32::consts::SQRT_2.powf(steps)).clamp(WIDTHS[0], WIDTHS[1])
}

/// Half the width of a hub's marker at a scale, by rank (1 to 3 and beyond).
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
pub fn hub_radius(rank: u8, meters_per_unit: f64) -> f32 {
    let steps = zoom_steps(meters_per_unit) as f32;
    by_rank(HUB_RADIUS, rank) * 1.13_f32.powf(steps).clamp(0.72, 1.5)
}

/// Whether hubs of a rank are drawn at a scale.
#[must_use]
pub fn is_hub_shown(rank: u8, meters_per_unit: f64) -> bool {
    meters_per_unit < by_rank(HUBS_BELOW, rank)
}

/// The value of a rank: 1, 2, then 3 and beyond.
#[must_use]
pub fn by_rank<T: Copy>(values: [T; 3], rank: u8) -> T {
    values[usize::from(rank.clamp(1, 3)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_grow_by_root_two_a_step() {
        let at = |denominator: f64| {
            line_width(denominator * METERS_A_PAGE_UNIT / BASE_LATITUDE.to_radians().cos())
        };
        assert!((at(3e6) - 2.5).abs() < 1e-4);
        assert!((at(1.5e6) - 2.5 * std::f32::consts::SQRT_2).abs() < 1e-3);
        assert!((at(1e9) - 1.5).abs() < 1e-6);
        assert!((at(1e3) - 3.75).abs() < 1e-6);
    }
}

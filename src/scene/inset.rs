//! The inset of the South China Sea on a page: the basemap with the borders of the map's own view, in a frame
//! with its name and scale.
//!
//! A page calls for it where its map shows a good part of China over eight degrees and more from south to
//! north, but not the islands of the South China Sea. Its scale is a round number, true in its middle. Areas
//! are filled by their outer rings: the region has no lake in an island that could be seen.
//! Does not know: the network; which corner is free.

use super::clip;
use super::furniture::{line, plain_box};
use super::item::{Anchor, HIDDEN, Item, Path, Point, Stroke, Text, WorldLayer};
use super::layers::WorldLayers;
use super::projection::{Camera, METERS_A_PAGE_UNIT, Rect, bounds};
use super::sheet::{LabelLang, View};
use super::{style, text};
use crate::model::cartography::InsetChoice;
use crate::model::geometry::{GeoBox, LonLat};
use crate::words::format::number;
use crate::words::{Lang, fill, text as worded};

/// What it shows.
const SHOWN: GeoBox = GeoBox {
    min: LonLat {
        lon: 106.0,
        lat: 2.5,
    },
    max: LonLat {
        lon: 123.0,
        lat: 24.0,
    },
};
/// The islands: a map that shows this needs no inset.
const ISLANDS: GeoBox = GeoBox {
    min: LonLat {
        lon: 109.0,
        lat: 4.0,
    },
    max: LonLat {
        lon: 118.0,
        lat: 21.0,
    },
};
/// The heart of China: a map of which a fifth and more lies here is one of China.
const HEART: GeoBox = GeoBox {
    min: LonLat {
        lon: 97.0,
        lat: 21.0,
    },
    max: LonLat {
        lon: 122.0,
        lat: 42.0,
    },
};
/// Degrees from south to north from which on a map is more than one of a province.
const LEAST_SPAN: f64 = 8.0;
/// Points that tell what a map shows, along each side.
const STEPS: u8 = 20;
/// Height against the map's; least and greatest, page units.
const HEIGHT: (f32, f32, f32) = (0.3, 110.0, 300.0);
/// Greatest width against the map's.
const WIDTH: f32 = 0.3;
/// Detail is that of a scale so much larger: small islands are what it is for.
const FINER: f64 = 10.0;
/// Round scales: these times a power of ten.
const ROUND: [f64; 10] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// An inset that is to be put into a corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inset {
    camera: Camera,
    denominator: f64,
    /// Height of the words below its map.
    words: f32,
}

/// Whether a map calls for the inset.
#[must_use]
pub fn is_called_for(camera: &Camera) -> bool {
    let view = camera.viewport;
    let share = |step: u8| f32::from(step) / f32::from(STEPS);
    let mut n_in = 0_u32;
    let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
    for (row, column) in (0..=STEPS).flat_map(|row| (0..=STEPS).map(move |column| (row, column))) {
        let at = Point::new(
            view.x + view.w * share(column),
            view.y + view.h * share(row),
        );
        let at = camera.position_at(at);
        if !at.is_geographic() {
            continue;
        }
        south = south.min(at.lat);
        north = north.max(at.lat);
        n_in += u32::from(has(HEART, at));
    }
    let n_all = (u32::from(STEPS) + 1).pow(2);
    north - south >= LEAST_SPAN && n_in * 5 >= n_all && !shows(camera, ISLANDS)
}

/// Whether a page with a map has the inset, by what was chosen for it.
#[must_use]
pub fn is_wanted(choice: InsetChoice, camera: &Camera) -> bool {
    match choice {
        InsetChoice::Auto => is_called_for(camera),
        InsetChoice::Always => true,
        InsetChoice::Never => false,
    }
}

fn has(of: GeoBox, at: LonLat) -> bool {
    (of.min.lon..=of.max.lon).contains(&at.lon) && (of.min.lat..=of.max.lat).contains(&at.lat)
}

/// Whether a box lies within a map, by its corners.
fn shows(camera: &Camera, of: GeoBox) -> bool {
    let (min, max) = (of.min, of.max);
    let corners = [
        min,
        LonLat::new(max.lon, min.lat),
        max,
        LonLat::new(min.lon, max.lat),
    ];
    let mut pages = corners.into_iter().map(|at| camera.page_of(at));
    pages.all(|at| camera.viewport.has(at))
}

/// The smallest round number that is not less.
fn round_up(denominator: f64) -> f64 {
    let power = 10_f64.powf(denominator.max(1.0).log10().floor());
    let rounded = ROUND.iter().map(|factor| factor * power);
    let mut fits = rounded.filter(|scale| *scale >= denominator);
    fits.next().unwrap_or(10.0 * power)
}

impl Inset {
    /// The inset of a map with a view.
    #[must_use]
    pub fn of(view: &View) -> Self {
        let map = view.camera.viewport;
        let projection = view.camera.projection;
        let [min, max] = bounds(projection, SHOWN);
        let [width, height] = [max[0] - min[0], max[1] - min[1]];
        let (share, least, most) = HEIGHT;
        let room_h = f64::from((map.h * share).clamp(least, most));
        let room_w = f64::from(map.w * WIDTH);
        let center = [f64::midpoint(min[0], max[0]), f64::midpoint(min[1], max[1])];
        let true_scale = projection.scale_at(projection.unproject(center));
        let needed = (height / room_h).max(width / room_w);
        let denominator = round_up(needed / true_scale / METERS_A_PAGE_UNIT);
        let meters_per_unit = denominator * METERS_A_PAGE_UNIT * true_scale;
        #[expect(clippy::cast_possible_truncation, reason = "lengths on the page")]
        let [w, h] = [width, height].map(|side| (side / meters_per_unit) as f32);
        let n_lines = if view.label_lang == LabelLang::Both {
            3.0
        } else {
            2.0
        };
        Self {
            camera: Camera {
                projection,
                center,
                meters_per_unit,
                viewport: Rect::new(0.0, 0.0, w, h),
            },
            denominator,
            words: n_lines * style::SMALL * 1.25 + 5.0,
        }
    }

    /// Width and height with its words.
    #[must_use]
    pub fn size(&self) -> [f32; 2] {
        let map = self.camera.viewport;
        [map.w, map.h + self.words]
    }

    /// Its items in a rectangle of its size.
    #[must_use]
    pub fn items(&self, layers: &WorldLayers, view: &View, area: Rect) -> Vec<Item> {
        let palette = view.palette();
        let map = Rect::new(area.x, area.y, area.w, area.h - self.words);
        let camera = self.camera.with_viewport(map);
        let mut items = vec![plain_box(area, Some(palette.panel), None)];
        items.push(plain_box(map, Some(palette.water), None));
        for layer in layers.ground() {
            add_layer(&mut items, layer, &camera);
        }
        let frame = Stroke::solid(1.0, palette.muted);
        items.push(plain_box(map, None, Some(Stroke::solid(0.6, palette.rule))));
        items.push(plain_box(area, None, Some(frame)));
        let mut base = map.bottom() + style::SMALL * 1.15;
        for said in self.said(view) {
            let words = Text {
                at: Point::new(area.x + area.w / 2.0, base),
                anchor: Anchor::Middle,
                ..fitted(&said, area.w - 8.0, view)
            };
            items.push(Item::Text(words));
            base += style::SMALL * 1.25;
        }
        items
    }

    fn said(&self, view: &View) -> Vec<String> {
        let name = |lang: Lang| worded(lang, "picture.inset").to_owned();
        let mut said = match view.label_lang {
            LabelLang::En => vec![name(Lang::En)],
            LabelLang::Zh => vec![name(Lang::Zh)],
            LabelLang::Both => vec![name(Lang::En), name(Lang::Zh)],
        };
        let scale = number(self.denominator, 0);
        said.push(fill(view.lang, "picture.inset.scale", &[&scale]));
        said
    }
}

/// A text no wider than some page units.
fn fitted(said: &str, room: f32, view: &View) -> Text {
    let width = text::bundled().width(said, style::SMALL);
    let size = style::SMALL * (room / width.max(1.0)).min(1.0);
    line(Point::default(), said, size, view.palette().ink)
}

/// Adds what a layer of the basemap shows within the viewport of a camera.
pub fn add_layer(items: &mut Vec<Item>, layer: &WorldLayer, camera: &Camera) {
    let scale = camera.meters_per_unit;
    // Provinces and rivers would be but noise at this size.
    if layer.below_meters_per_unit.is_finite() {
        return;
    }
    let Some(level) = layer.levels.get(layer.level_at(scale / FINER)) else {
        return;
    };
    let geometry = &level.geometry;
    let window = camera.world_box();
    for shape in (0..geometry.n_shapes()).filter(|&shape| geometry.touches(shape, window)) {
        let source = geometry.source.get(shape).copied().unwrap_or_default() as usize;
        let look = layer.look_of.get(source).copied().unwrap_or(0);
        let Some(look) = layer
            .looks
            .get(usize::from(look))
            .filter(|_| look != HIDDEN)
        else {
            continue;
        };
        if geometry.is_closed {
            let is_hole = geometry
                .outer
                .get(shape)
                .is_some_and(|&of| of as usize != shape);
            let points = clip::ring(geometry.shape(shape), camera, 0.0);
            if !is_hole && look.fill.is_some() && points.len() > 2 {
                items.push(Item::Path(Path {
                    points,
                    is_closed: true,
                    fill: look.fill,
                    stroke: None,
                }));
            }
            continue;
        }
        for run in clip::line_runs(geometry.shape(shape), camera, 0.0) {
            let pens = look.pens.iter().map(|pen| Stroke {
                width: pen.at(style::line_width(scale)).width * 0.8,
                ..pen.at(style::line_width(scale))
            });
            items.extend(pens.map(|stroke| {
                Item::Path(Path {
                    points: run.points.clone(),
                    is_closed: false,
                    fill: None,
                    stroke: Some(stroke),
                })
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::projection::Projection;

    fn camera(west: f64, south: f64, east: f64, north: f64) -> Camera {
        let shown = GeoBox {
            min: LonLat::new(west, south),
            max: LonLat::new(east, north),
        };
        let page = Rect::new(30.0, 60.0, 700.0, 900.0);
        Camera::fit(Projection::Mercator, shown, page, 0.0)
    }

    #[test]
    fn maps_of_china_without_the_islands_call_for_it() {
        assert!(
            is_called_for(&camera(98.0, 20.0, 112.0, 36.0)),
            "the corridor in China"
        );
        assert!(
            is_called_for(&camera(97.0, 19.0, 122.0, 42.0)),
            "most of China"
        );
        let with_islands = camera(85.0, 0.0, 128.0, 45.0);
        assert!(!is_called_for(&with_islands), "the islands are on it");
        assert!(!is_called_for(&camera(107.5, 21.0, 109.5, 22.5)), "a bay");
        assert!(
            !is_called_for(&camera(-10.0, 35.0, 30.0, 60.0)),
            "elsewhere"
        );
        assert!(is_wanted(
            InsetChoice::Always,
            &camera(107.5, 21.0, 109.5, 22.5)
        ));
        assert!(!is_wanted(
            InsetChoice::Never,
            &camera(98.0, 20.0, 112.0, 36.0)
        ));
    }

    #[test]
    fn its_scale_is_round_and_true() {
        for projection in Projection::ALL {
            let camera = camera(98.0, 20.0, 112.0, 36.0).in_projection(projection);
            let view = View::of(camera, Lang::En);
            let inset = Inset::of(&view);
            let scale = inset.camera.scale_denominator();
            assert!((scale / inset.denominator - 1.0).abs() < 1e-9, "{scale}");
            let [w, h] = inset.size();
            assert!(w <= 700.0 * WIDTH && h < 900.0 * 0.4, "{w} {h}");
            assert!(shows(&inset.camera, ISLANDS), "{projection:?}");
        }
        assert!((round_up(1_010_000.0) - 1_200_000.0).abs() < 1e-6);
        assert!((round_up(9e6) - 1e7).abs() < 1e-6);
    }
}

//! A small map of the whole in a corner of a page, with a frame around what the page's map shows.
//!
//! It has the projection of the map, and shows at least the whole network and twice what the map shows.
//! Does not know: names and markers; which corner is free.

use super::clip;
use super::furniture::plain_box;
use super::inset::add_layer;
use super::item::{Item, Path, Stroke};
use super::layers::WorldLayers;
use super::map;
use super::overlay::level_at;
use super::projection::{Camera, Rect, bounds};
use super::sheet::View;
use crate::model::ids::LinkId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::Outcome;

/// Its longer side against the shorter one of the map; least and greatest, page units.
const SIDE: (f32, f32, f32) = (0.27, 84.0, 190.0);
/// It shows at least so many times what the map shows.
const MORE: f64 = 2.0;
/// Width against height, least and greatest.
const SHAPE: (f64, f64) = (0.7, 1.6);
/// The frame is never smaller than this.
const LEAST: f32 = 6.0;

/// A small map that is to be put into a corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overview {
    camera: Camera,
}

impl Overview {
    /// The small map of a page's map.
    #[must_use]
    pub fn of(network: &Network, view: &View) -> Self {
        let projection = view.camera.projection;
        let [x, y, right, top] = view.camera.world_box();
        let (mut min, mut max) = ([x, y], [right, top]);
        if let Some(whole) = network.home_box() {
            let [low, high] = bounds(projection, whole);
            for axis in [0, 1] {
                min[axis] = min[axis].min(low[axis]);
                max[axis] = max[axis].max(high[axis]);
            }
        }
        let center = [0, 1].map(|axis| f64::midpoint(min[axis], max[axis]));
        let seen = [right - x, top - y];
        let mut sides = [0, 1].map(|axis| (max[axis] - min[axis]).max(MORE * seen[axis]));
        let (narrow, wide) = SHAPE;
        sides[0] = sides[0].max(narrow * sides[1]);
        sides[1] = sides[1].max(sides[0] / wide);
        let map = view.camera.viewport;
        let (share, least, most) = SIDE;
        let longer = f64::from((map.w.min(map.h) * share).clamp(least, most));
        let meters_per_unit = sides[0].max(sides[1]) / longer;
        #[expect(clippy::cast_possible_truncation, reason = "lengths on the page")]
        let [w, h] = sides.map(|side| (side / meters_per_unit) as f32);
        Self {
            camera: Camera {
                projection,
                center,
                meters_per_unit,
                viewport: Rect::new(0.0, 0.0, w, h),
            },
        }
    }

    /// Width and height.
    #[must_use]
    pub fn size(&self) -> [f32; 2] {
        [self.camera.viewport.w, self.camera.viewport.h]
    }

    /// Its items in a rectangle of its size.
    #[must_use]
    pub fn items(
        &self,
        layers: &WorldLayers,
        (network, outcome, view): (&Network, Option<&Outcome>, &View),
        area: Rect,
    ) -> Vec<Item> {
        let palette = view.palette();
        let camera = self.camera.with_viewport(area);
        let ground = if view.show_basemap {
            palette.water
        } else {
            palette.land
        };
        let mut items = vec![plain_box(area, Some(ground), None)];
        if view.show_basemap {
            for layer in layers.ground() {
                add_layer(&mut items, layer, &camera);
            }
        }
        add_lines(&mut items, layers, (network, outcome, view), &camera);
        let frame = frame(&view.camera, &camera);
        let tint = palette.accent.with_alpha(0x22);
        items.push(plain_box(
            frame,
            Some(tint),
            Some(Stroke::solid(1.4, palette.accent)),
        ));
        items.push(plain_box(
            area,
            None,
            Some(Stroke::solid(1.0, palette.muted)),
        ));
        items
    }
}

/// What a camera shows, on the page of another one of the same projection.
fn frame(shown: &Camera, on: &Camera) -> Rect {
    let [x, y, right, top] = shown.world_box();
    let (a, b) = (on.to_page([x, top]), on.to_page([right, y]));
    let (w, h) = ((b.x - a.x).max(LEAST), (b.y - a.y).max(LEAST));
    let middle = [f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y)];
    Rect::new(middle[0] - w / 2.0, middle[1] - h / 2.0, w, h)
}

/// Adds the network's lines on land, thin, in the colors of their routes.
fn add_lines(
    items: &mut Vec<Item>,
    layers: &WorldLayers,
    (network, outcome, view): (&Network, Option<&Outcome>, &View),
    camera: &Camera,
) {
    let Some(level) = level_at(layers, camera.meters_per_unit) else {
        return;
    };
    let geometry = &level.geometry;
    let window = camera.world_box();
    let palette = view.palette();
    let links = network.link_ids();
    let links = links.filter(|id| geometry.touches(id.index(), window));
    let is_drawn = |id: &LinkId| {
        let is_on_land = !matches!(network.link(*id).mode, Mode::Sea | Mode::Air);
        is_on_land && map::is_drawn(network, outcome, view, *id)
    };
    for id in links.filter(is_drawn) {
        let of_route = map::route_colors(network, view, network.link(id));
        let (width, color) = match of_route.first() {
            Some(&color) => (1.2, color),
            None => (0.5, palette.rule),
        };
        for run in clip::line_runs(geometry.shape(id.index()), camera, 0.0) {
            items.push(Item::Path(Path {
                points: run.points,
                is_closed: false,
                fill: None,
                stroke: Some(Stroke::solid(width, color)),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::defaults::Defaults;
    use crate::model::geometry::{GeoBox, LonLat};
    use crate::model::parameters::Parameters;
    use crate::model::projection::Projection;
    use crate::words::Lang;

    #[test]
    fn it_shows_more_than_the_map_and_its_frame_is_seen() {
        let (defaults, _) = Defaults::from_parameters(&Parameters::default());
        let network = Network::empty(Arc::new(defaults));
        for projection in Projection::ALL {
            for (west, south, east, north) in [
                (98.0, 18.0, 112.0, 36.0),
                (107.5, 21.0, 109.5, 22.5),
                (108.60, 21.70, 108.62, 21.71),
            ] {
                let shown = GeoBox {
                    min: LonLat::new(west, south),
                    max: LonLat::new(east, north),
                };
                let page = Rect::new(28.0, 80.0, 700.0, 900.0);
                let camera = Camera::fit(projection, shown, page, 0.0);
                let view = View::of(camera, Lang::En);
                let small = Overview::of(&network, &view);
                let [w, h] = small.size();
                assert!(w <= 190.0 && h <= 190.0 && w.max(h) > 180.0, "{w} {h}");
                assert!((0.69..=1.61).contains(&(w / h)), "{w} {h}");
                let area = Rect::new(10.0, 10.0, w, h);
                let frame = frame(&camera, &small.camera.with_viewport(area));
                assert!(area.holds(frame) && frame.w >= LEAST && frame.h >= LEAST);
                assert!(frame.w * frame.h <= 0.26 * w * h, "{frame:?}");
            }
        }
    }
}

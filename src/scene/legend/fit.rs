//! A legend that is made smaller, all of it in proportion.
//!
//! Does not know: what stands in it.

use crate::scene::item::{Dash, Image, Item, Marker, Path, Point, Stroke, Text};
use crate::scene::projection::Rect;

/// How much smaller it is made where there is not enough room, in turn.
pub const FACTORS: [f32; 4] = [1.0, 0.9, 0.8, 0.7];

/// An item made smaller about a point.
#[must_use]
pub fn shrunk(item: Item, about: Point, by: f32) -> Item {
    let at = |p: Point| {
        Point::new(
            about.x + (p.x - about.x) * by,
            about.y + (p.y - about.y) * by,
        )
    };
    match item {
        Item::Path(path) => Item::Path(Path {
            points: path.points.into_iter().map(at).collect(),
            stroke: path.stroke.map(|stroke| thinner(stroke, by)),
            ..path
        }),
        Item::Marker(marker) => Item::Marker(Marker {
            at: at(marker.at),
            radius: marker.radius * by,
            stroke: thinner(marker.stroke, by),
            ..marker
        }),
        Item::Text(text) => Item::Text(Text {
            at: at(text.at),
            size: text.size * by,
            halo: text.halo.map(|(color, reach)| (color, reach * by)),
            spacing: text.spacing * by,
            width: text.width * by,
            ..text
        }),
        Item::Image(image) => {
            let corner = at(Point::new(image.area.x, image.area.y));
            let (w, h) = (image.area.w * by, image.area.h * by);
            Item::Image(Image {
                area: Rect::new(corner.x, corner.y, w, h),
                ..image
            })
        }
        Item::Group { name, items } => Item::Group {
            name,
            items: items
                .into_iter()
                .map(|item| shrunk(item, about, by))
                .collect(),
        },
    }
}

fn thinner(stroke: Stroke, by: f32) -> Stroke {
    Stroke {
        width: stroke.width * by,
        dash: stroke.dash.map(|dash| Dash {
            on: dash.on * by,
            off: dash.off * by,
            phase: dash.phase * by,
        }),
        ..stroke
    }
}

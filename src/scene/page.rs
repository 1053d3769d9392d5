//! Sheets that a picture is laid out on, and the map at a scale that was typed.
//!
//! Sizes are in millimeters; a page unit is 1/96 inch, so that texts have on paper the size that they have
//! on a screen at 100 %: the smallest are 7.5 points. The scale holds in the middle of the map.
//! Does not know: what is drawn; how many pixels an inch a picture has.

use crate::model::page::Sheet;
use crate::words::format::number;
use crate::words::{Lang, fill, text};

use super::item::Point;
use super::projection::{Camera, METERS_A_PAGE_UNIT};

/// Millimeters in an inch, and page units.
const MM: f64 = 25.4;
const UNITS: f64 = 96.0;

/// Width and height of a sheet, page units.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "some thousands")]
pub fn size_of(sheet: Sheet) -> Point {
    let [width, height] = sheet.size_mm().map(|side| (side / MM * UNITS) as f32);
    Point::new(width, height)
}

/// The camera at a true scale of 1 to `denominator` in the middle of its map; `None` where no map can be
/// shown at that scale.
#[must_use]
pub fn at_scale(camera: &Camera, denominator: f64) -> Option<Camera> {
    let factor = denominator * METERS_A_PAGE_UNIT / camera.true_meters_per_unit();
    let middle = camera.viewport.center();
    let scaled = camera.zoomed_about(middle, 1.0 / factor);
    let is_reached = (scaled.scale_denominator() / denominator - 1.0).abs() < 1e-6;
    is_reached.then_some(scaled)
}

/// The scale of a map and its projection in words, to four digits; `None` where its middle is so far from what the
/// projection is for that nothing there has a scale.
#[must_use]
pub fn scale_note(camera: &Camera, lang: Lang) -> Option<String> {
    let denominator = camera.scale_denominator();
    if denominator < 1.0 || !denominator.is_finite() {
        return None;
    }
    let step = 10_f64.powf((denominator.max(1.0).log10().floor() - 3.0).max(0.0));
    let rounded = number((denominator / step).round() * step, 0);
    let projection = text(lang, camera.projection.words_key());
    Some(fill(lang, "page.scale", &[&rounded, projection]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geometry::{GeoBox, LonLat};
    use crate::model::page::Layout;
    use crate::model::projection::Projection;
    use crate::scene::projection::Rect;

    #[test]
    fn a_typed_scale_is_true_in_the_middle() {
        let shown = GeoBox {
            min: LonLat::new(104.0, 21.0),
            max: LonLat::new(110.0, 31.0),
        };
        for projection in Projection::ALL {
            let map = Rect::new(20.0, 60.0, 700.0, 900.0);
            let camera = Camera::fit(projection, shown, map, 0.0);
            let scaled = at_scale(&camera, 3e6).map(|camera| camera.scale_denominator());
            assert!(scaled.is_some_and(|scale| (scale - 3e6).abs() < 1.0));
            assert_eq!(at_scale(&camera, 1.0), None, "too close");
            assert_eq!(at_scale(&camera, 1e12), None, "too far");
        }
    }

    #[test]
    fn sheets_have_their_sizes() {
        let size = size_of(Sheet::Known(Layout::A4Portrait));
        assert!((size.x - 793.7).abs() < 0.01 && (size.y - 1122.52).abs() < 0.01);
        let slide = size_of(Sheet::Known(Layout::Screen16x9));
        assert_eq!(slide, Point::new(1280.0, 720.0));
    }
}

//! Sheets that a picture is laid out on, and the map at a scale that was typed.
//!
//! Sizes are in millimeters; a page unit is 1/96 inch, so that texts have on paper the size that they have
//! on a screen at 100 %: the smallest are 7.5 points. The scale holds in the middle of the map.
//! Does not know: what is drawn; how many pixels an inch a picture has.

use crate::words::format::number;
use crate::words::{Lang, fill, text};

use super::item::Point;
use super::projection::{Camera, METERS_A_PAGE_UNIT};

/// Millimeters in an inch, and page units.
const MM: f32 = 25.4;
const UNITS: f32 = 96.0;

/// A sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// ISO 216 A4, upright.
    A4Portrait,
    /// ISO 216 A4, lying.
    A4Landscape,
    /// ISO 216 A3, upright.
    A3Portrait,
    /// ISO 216 A3, lying.
    A3Landscape,
    /// A slide of 16 by 9: 1280 by 720 page units.
    Screen16x9,
}

impl Layout {
    /// All sheets.
    pub const ALL: [Self; 5] = [
        Self::A4Portrait,
        Self::A4Landscape,
        Self::A3Portrait,
        Self::A3Landscape,
        Self::Screen16x9,
    ];

    /// The word for it on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A4Portrait => "a4-portrait",
            Self::A4Landscape => "a4-landscape",
            Self::A3Portrait => "a3-portrait",
            Self::A3Landscape => "a3-landscape",
            Self::Screen16x9 => "screen-16x9",
        }
    }

    /// The sheet that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.word() == word)
    }

    /// Width and height, page units.
    #[must_use]
    pub fn size(self) -> Point {
        let mm = |width: f32, height: f32| Point::new(width / MM * UNITS, height / MM * UNITS);
        match self {
            Self::A4Portrait => mm(210.0, 297.0),
            Self::A4Landscape => mm(297.0, 210.0),
            Self::A3Portrait => mm(297.0, 420.0),
            Self::A3Landscape => mm(420.0, 297.0),
            Self::Screen16x9 => Point::new(1280.0, 720.0),
        }
    }

    /// Pixels an inch where nothing is said: paper is printed at 300, a slide has 1920 by 1080 pixels.
    #[must_use]
    pub fn usual_dpi(self) -> u32 {
        match self {
            Self::A4Portrait | Self::A4Landscape | Self::A3Portrait | Self::A3Landscape => 300,
            Self::Screen16x9 => 144,
        }
    }
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

/// The scale of a map and its projection in words, to four digits.
#[must_use]
pub fn scale_note(camera: &Camera, lang: Lang) -> String {
    let denominator = camera.scale_denominator();
    let step = 10_f64.powf((denominator.max(1.0).log10().floor() - 3.0).max(0.0));
    let rounded = number((denominator / step).round() * step, 0);
    let projection = text(lang, camera.projection.words_key());
    fill(lang, "page.scale", &[&rounded, projection])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geometry::{GeoBox, LonLat};
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
    fn sheets_have_their_words_and_sizes() {
        for layout in Layout::ALL {
            assert_eq!(Layout::from_word(layout.word()), Some(layout));
        }
        let size = Layout::A4Portrait.size();
        assert!((size.x - 793.7).abs() < 0.01 && (size.y - 1122.52).abs() < 0.01);
    }
}

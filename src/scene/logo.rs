//! The logo of a page: at the right of its title, or in a corner of its map.
//!
//! Does not know: what the logo shows.

use std::sync::Arc;

use super::corners::Corner;
use super::item::{Image, Item, Point};
use super::projection::Rect;
use super::style;
use crate::model::page::{LogoPlace, PageLogo};
use crate::model::picture::Picture;

/// The greatest share of a page's width or its map's height that it takes.
const MOST: f32 = 0.35;
/// Page units in a millimeter.
const UNITS_A_MM: f64 = 96.0 / 25.4;

/// A logo that a page is to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// The picture.
    pub picture: Arc<Picture>,
    /// Where.
    pub place: LogoPlace,
    /// Its height, page units.
    pub height: f32,
}

impl Logo {
    /// A picture as a page has it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "some hundred page units")]
    pub fn new(picture: &Arc<Picture>, on: PageLogo) -> Self {
        Self {
            picture: Arc::clone(picture),
            place: on.place,
            height: (on.height_mm * UNITS_A_MM) as f32,
        }
    }

    /// Whether it stands beside the title.
    #[must_use]
    pub fn is_in_title(&self) -> bool {
        self.place == LogoPlace::Title
    }

    /// Width and height on a page of a size, page units: less than asked where it would take too much of it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a ratio of sides")]
    pub fn size(&self, page: Point) -> [f32; 2] {
        let [width, height] = self.picture.size;
        let ratio = (width / height) as f32;
        let most = (page.x * MOST / ratio).min(page.y * MOST);
        let height = self.height.min(most).max(1.0);
        [height * ratio, height]
    }

    /// Where it stands; `room` is what of the map it may take.
    #[must_use]
    pub fn area(&self, page: Point, room: Rect) -> Rect {
        let size = self.size(page);
        match self.place {
            LogoPlace::Title => {
                let right = page.x - style::PAGE_MARGIN;
                Rect::new(right - size[0], style::PAGE_MARGIN - 6.0, size[0], size[1])
            }
            LogoPlace::HighLeft => Corner::HighLeft.rect(room, size),
            LogoPlace::HighRight => Corner::HighRight.rect(room, size),
            LogoPlace::LowLeft => Corner::LowLeft.rect(room, size),
            LogoPlace::LowRight => Corner::LowRight.rect(room, size),
        }
    }

    /// It as an item.
    #[must_use]
    pub fn item(&self, area: Rect) -> Item {
        Item::Image(Image {
            picture: Arc::clone(&self.picture),
            area,
            opacity: 255,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::PictureKind;

    fn logo(size: [f64; 2], place: LogoPlace) -> Logo {
        let picture = Picture {
            bytes: [].into(),
            kind: PictureKind::Png,
            size,
        };
        Logo::new(&Arc::new(picture), PageLogo::at(place))
    }

    #[test]
    fn it_keeps_its_shape_and_never_takes_the_page() {
        let page = Point::new(800.0, 600.0);
        let room = Rect::new(40.0, 80.0, 700.0, 480.0);
        for place in LogoPlace::ALL {
            let [width, height] = logo([300.0, 100.0], place).size(page);
            assert!((height - 45.35).abs() < 0.1 && (width - 3.0 * height).abs() < 0.1);
            let [width, height] = logo([4000.0, 100.0], place).size(page);
            assert!((width - 280.0).abs() < 0.1 && (height - 7.0).abs() < 0.1);
            let area = logo([300.0, 100.0], place).area(page, room);
            let paper = Rect::new(0.0, 0.0, page.x, page.y);
            assert!(paper.grown(-20.0).holds(area), "{place:?} {area:?}");
        }
    }
}

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

/// The greatest share that it takes of the page's width and height, in a corner of the room on the map.
const MOST: f32 = 0.35;
/// A logo with a shorter side is not seen, page units.
const LEAST: f32 = 1.0;
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

    /// Width and height beside the title of a page of a size, page units: less than asked where it would take too
    /// much of it; `None` where it stands in a corner, or is too thin to be seen.
    #[must_use]
    pub fn title_size(&self, page: Point) -> Option<[f32; 2]> {
        self.size(page).filter(|_| self.is_in_title())
    }

    /// Its size within a page or room of a size; `None` where it is too thin to be seen.
    #[expect(clippy::cast_possible_truncation, reason = "less than a page")]
    fn size(&self, within: Point) -> Option<[f32; 2]> {
        let [width, height] = self.picture.size;
        let ratio = width / height;
        let [most_wide, most_high] = [within.x, within.y].map(|side| f64::from(side * MOST));
        let height = f64::from(self.height).min(most_high).min(most_wide / ratio);
        let size = [height * ratio, height].map(|side| side as f32);
        size.iter().all(|side| *side >= LEAST).then_some(size)
    }

    /// Where it stands; `room` is what of the map it may take. `None` where it is too thin to be seen there.
    #[must_use]
    pub fn area(&self, page: Point, room: Rect) -> Option<Rect> {
        let within = if self.is_in_title() {
            page
        } else {
            Point::new(room.w, room.h)
        };
        let size = self.size(within)?;
        Some(match self.place {
            LogoPlace::Title => {
                let right = page.x - style::PAGE_MARGIN;
                Rect::new(right - size[0], style::PAGE_MARGIN - 6.0, size[0], size[1])
            }
            LogoPlace::HighLeft => Corner::HighLeft.rect(room, size),
            LogoPlace::HighRight => Corner::HighRight.rect(room, size),
            LogoPlace::LowLeft => Corner::LowLeft.rect(room, size),
            LogoPlace::LowRight => Corner::LowRight.rect(room, size),
        })
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
            let [width, height] = logo([300.0, 100.0], place).size(page).unwrap();
            assert!((height - 45.35).abs() < 0.1 && (width - 3.0 * height).abs() < 0.1);
            let [width, height] = logo([4000.0, 100.0], place).size(page).unwrap();
            assert!((width - 280.0).abs() < 0.1 && (height - 7.0).abs() < 0.1);
            let area = logo([300.0, 100.0], place).area(page, room).unwrap();
            let paper = Rect::new(0.0, 0.0, page.x, page.y);
            assert!(paper.grown(-20.0).holds(area), "{place:?} {area:?}");
        }
    }

    #[test]
    fn in_a_corner_it_is_within_the_room_or_not_there() {
        let page = Point::new(800.0, 600.0);
        for size in [[1.0, 1.0], [300.0, 100.0], [100.0, 300.0], [4000.0, 1.0]] {
            for [w, h] in [[700.0, 400.0], [90.0, 20.0], [40.0, 300.0], [2.0, 2.0]] {
                let room = Rect::new(40.0, 80.0, w, h);
                for place in LogoPlace::ALL.into_iter().skip(1) {
                    let area = logo(size, place).area(page, room);
                    assert!(area.is_none_or(|area| room.holds(area)), "{area:?}");
                    let is_seen = size[0] < 1000.0 && w > 2.0;
                    assert_eq!(area.is_some(), is_seen, "{size:?} {room:?}");
                }
            }
        }
        // A line of pixels is not seen beside the title, and does not run off the page.
        assert_eq!(logo([4000.0, 1.0], LogoPlace::Title).title_size(page), None);
        let odd = logo([1e300, 1e-300], LogoPlace::Title);
        assert_eq!(odd.area(page, Rect::default()), None);
    }
}

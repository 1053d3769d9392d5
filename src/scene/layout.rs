//! A page of a study: its texts, what stands around its map, and the camera that its place asks for.
//!
//! What stands at the foot changes the map's height, that the scale, and that what the foot says: a page is
//! laid out a few times over.
//! Does not know: layers; who asked for the page.

use super::furniture::viewport;
use super::item::Point;
use super::page::{at_scale, scale_note};
use super::projection::{Camera, Rect};
use super::sheet::Furniture;
use crate::model::geometry::GeoBox;
use crate::model::page::{Page, PagePart, PagePlace};
use crate::model::projection::Projection;
use crate::words::Lang;

/// Space around the map's content, page units.
pub const PADDING: f32 = 56.0;
/// How often a page is laid out.
const ROUNDS: usize = 3;

/// What a page says where it has no words of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The study's name.
    pub title: String,
    /// What is shown.
    pub subtitle: String,
    /// How well the numbers are founded; empty where there are none.
    pub foundation: String,
    /// What is said of its publication, such as a review number, always printed.
    pub notices: Vec<String>,
    /// Notices that layers and data ask for, always printed.
    pub credits: Vec<String>,
}

/// Furniture and camera that agree: the furniture of a camera, and the camera of the furniture's viewport.
///
/// # Errors
/// What the camera's closure says.
pub fn try_settled<E>(
    size: Point,
    furniture: impl Fn(Option<&Camera>) -> Furniture,
    camera: impl Fn(Rect) -> Result<Camera, E>,
) -> Result<(Furniture, Camera), E> {
    let mut around = furniture(None);
    let mut at = camera(viewport(&around, size))?;
    for _ in 0..ROUNDS {
        around = furniture(Some(&at));
        at = camera(viewport(&around, size))?;
    }
    Ok((around, at))
}

/// What stands around the map of a page, without its logo. `camera` is that of its map, whose scale is told at the
/// foot.
#[must_use]
pub fn furniture(page: &Page, lang: Lang, said: &Said, camera: Option<&Camera>) -> Furniture {
    let own = |part: PagePart, own: &str, else_said: &str| {
        let text = if own.is_empty() { else_said } else { own };
        (page.has(part) && !text.is_empty()).then(|| text.to_owned())
    };
    let scale = camera.filter(|_| page.has(PagePart::Scale));
    let foundation = page.has(PagePart::Foundation);
    let foot = [
        (!page.date.is_empty()).then(|| page.date.clone()),
        scale.and_then(|camera| scale_note(camera, lang)),
    ];
    let foundation = (foundation && !said.foundation.is_empty()).then(|| said.foundation.clone());
    Furniture {
        covered: Vec::new(),
        is_page: true,
        title: own(PagePart::Title, page.title.in_lang(lang), &said.title),
        subtitle: own(
            PagePart::Subtitle,
            page.subtitle.in_lang(lang),
            &said.subtitle,
        ),
        legend: page.has(PagePart::Legend),
        folds_legend: None,
        scale_bar: page.has(PagePart::ScaleBar),
        north_arrow: page.has(PagePart::NorthArrow),
        overview: page.has(PagePart::Overview),
        logo: None,
        attribution: foot
            .into_iter()
            .flatten()
            .chain(said.notices.iter().cloned())
            .chain(foundation)
            .chain(said.credits.iter().cloned())
            .collect(),
    }
}

/// The camera that shows a place of a page in its viewport. `whole` is the box of the whole corridor.
#[must_use]
pub fn camera(place: PagePlace, projection: Projection, whole: GeoBox, viewport: Rect) -> Camera {
    match place {
        PagePlace::Whole => Camera::fit(projection, whole, viewport, PADDING),
        PagePlace::Extent(extent) => Camera::fit(projection, extent, viewport, 0.0),
        PagePlace::At { center, scale } => {
            let camera = Camera {
                center: projection.project(center),
                ..Camera::fit(projection, whole, viewport, PADDING)
            };
            at_scale(&camera, scale).unwrap_or(camera)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geometry::LonLat;
    use crate::model::ids::Key;
    use crate::model::names::Names;
    use crate::model::page::{Layout, Sheet};
    use crate::scene::page::size_of;

    fn page() -> Page {
        Page::new(
            Key::new("p"),
            Names::new("Page", "页面"),
            Layout::A3Landscape,
        )
    }

    fn out(page: &Page) -> (Furniture, Camera) {
        let said = Said {
            title: "Study".to_owned(),
            subtitle: "Result".to_owned(),
            foundation: "Half of it is assumed".to_owned(),
            notices: Vec::new(),
            credits: vec!["Made with care".to_owned()],
        };
        let whole = GeoBox {
            min: LonLat::new(104.0, 21.0),
            max: LonLat::new(110.0, 31.0),
        };
        let settled = try_settled(
            size_of(page.sheet),
            |at| furniture(page, Lang::En, &said, at),
            |map| Ok::<_, ()>(camera(page.place, Projection::Albers, whole, map)),
        );
        settled.unwrap()
    }

    #[test]
    fn a_place_is_in_the_middle_at_its_scale() {
        let center = LonLat::new(108.6, 21.7);
        let mut page = page();
        page.place = PagePlace::At {
            center,
            scale: 750_000.0,
        };
        let (around, camera) = out(&page);
        assert!((camera.scale_denominator() - 750_000.0).abs() < 1.0);
        let shown = camera.position_at(camera.viewport.center());
        assert!((shown.lon - center.lon).abs() < 1e-6 && (shown.lat - center.lat).abs() < 1e-6);
        assert!(around.attribution[0].contains("750,000"), "{around:?}");
    }

    #[test]
    fn an_extent_is_seen_whole() {
        let mut page = page();
        page.sheet = Sheet::Custom([120.0, 400.0]);
        page.place = PagePlace::Extent(GeoBox {
            min: LonLat::new(107.0, 21.0),
            max: LonLat::new(110.0, 23.0),
        });
        let (_, camera) = out(&page);
        for corner in [LonLat::new(107.0, 21.0), LonLat::new(110.0, 23.0)] {
            let at = camera.page_of(corner);
            let seen = camera.viewport.grown(0.5);
            let is_seen =
                (seen.x..=seen.right()).contains(&at.x) && (seen.y..=seen.bottom()).contains(&at.y);
            assert!(is_seen, "{corner:?}");
        }
    }

    #[test]
    fn parts_are_left_out_and_words_replaced_but_credits_stay() {
        let mut page = page();
        let (around, _) = out(&page);
        assert_eq!(around.title.as_deref(), Some("Study"));
        assert_eq!(around.attribution.len(), 3);
        page.parts.clear();
        page.date = "March 2026".to_owned();
        let (around, _) = out(&page);
        assert_eq!((around.title, around.subtitle), (None, None));
        assert!(!around.legend && !around.scale_bar && !around.north_arrow);
        assert_eq!(around.attribution, ["March 2026", "Made with care"]);
        page.parts.insert(PagePart::Title);
        page.title = Names::new("My title", "");
        assert_eq!(out(&page).0.title.as_deref(), Some("My title"));
    }
}

//! The page of an exported picture: its size, what stands at its foot, and where the map is looked at from.
//!
//! Does not know: what is drawn on the map.

use std::sync::Arc;

use super::args::export::{LayoutArg, PictureArgs};
use super::report::Failure;
use super::scenario::Opened;
use crate::model::geometry::GeoBox;
use crate::model::network::Network;
use crate::model::page::{Layout, LogoPlace, Page as OwnPage, PageLogo, Sheet};
use crate::model::picture::Picture;
use crate::model::projection::Projection;
use crate::model::saved::NamedView;
use crate::scene::item::Point;
use crate::scene::layout::{PADDING, Said, camera as place_camera, furniture, try_settled};
use crate::scene::logo::Logo;
use crate::scene::page::{at_scale, scale_note, size_of};
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::Furniture;
use crate::study::foundation::Foundation;
use crate::words::Lang;

/// A page to be laid out.
pub struct Page<'a> {
    args: &'a PictureArgs,
    /// The page of the study that was typed.
    own: Option<&'a OwnPage>,
    lang: Lang,
    said: Said,
}

/// The page of the study that was typed, by its key or name; `None` where none was.
///
/// # Errors
/// [`Failure`] where the study has no such page.
pub fn own_page<'a>(
    args: &PictureArgs,
    opened: &'a Opened,
) -> Result<Option<&'a OwnPage>, Failure> {
    let Some(LayoutArg::Named(asked)) = &args.layout else {
        return Ok(None);
    };
    let study = opened.loaded.study.as_ref();
    let pages = study.map_or(&[][..], |study| study.saved.pages.as_slice());
    let is_it = |page: &&OwnPage| {
        let names = [page.key.as_str(), &page.names.en, &page.names.zh];
        names.contains(&asked.as_str())
    };
    if let Some(page) = pages.iter().find(is_it) {
        return Ok(Some(page));
    }
    let known = Layout::ALL.map(Layout::word).into_iter();
    let known: Vec<&str> = known
        .chain(pages.iter().map(|page| page.key.as_str()))
        .collect();
    Err(Failure::new(format!(
        "--layout {asked}: there is no such sheet and no such page in the study; choose one of {}",
        known.join(", ")
    )))
}

/// The sheet that was typed, as such or with a page.
#[must_use]
pub fn sheet(args: &PictureArgs, own: Option<&OwnPage>) -> Option<Sheet> {
    match &args.layout {
        None => None,
        Some(LayoutArg::Known(layout)) => Some(Sheet::Known(*layout)),
        Some(LayoutArg::Named(_)) => own.map(|page| page.sheet),
    }
}

/// Pixels an inch on a sheet; `None` where there is none.
#[must_use]
pub fn dpi(args: &PictureArgs, own: Option<&OwnPage>) -> Option<u32> {
    let usual = match &args.layout {
        None => return None,
        Some(LayoutArg::Known(layout)) => Some(layout.usual_dpi()),
        Some(LayoutArg::Named(_)) => own.map(|page| page.dpi),
    };
    args.dpi.or(usual)
}

impl<'a> Page<'a> {
    /// The page that was asked for, with its texts: title and subtitle, what is said of its publication, and
    /// the notices that its data asks for.
    #[must_use]
    pub fn new(
        args: &'a PictureArgs,
        own: Option<&'a OwnPage>,
        lang: Lang,
        [title, subtitle]: [String; 2],
        [notices, credits]: [Vec<String>; 2],
        (network, logo): (&Arc<Network>, Option<Arc<Picture>>),
    ) -> Self {
        let founded = args.layout.as_ref();
        let founded = founded.map(|_| Foundation::of(network).in_words(lang));
        let said = Said {
            title,
            subtitle,
            foundation: founded.unwrap_or_default(),
            notices,
            credits,
            logo,
        };
        Self {
            args,
            own,
            lang,
            said,
        }
    }

    /// Its size, page units.
    #[must_use]
    pub fn size(&self) -> Point {
        #[expect(clippy::cast_precision_loss, reason = "at most 16,000")]
        let typed = Point::new(self.args.width as f32, self.args.height as f32);
        sheet(self.args, self.own).map_or(typed, size_of)
    }

    /// What stands around the map, and the camera: of what was typed, or else of a named view or page, or else
    /// one that shows a box.
    ///
    /// # Errors
    /// [`Failure`] when no map can be shown at the scale that was typed.
    pub fn laid_out(
        &self,
        projection: Projection,
        shown: GeoBox,
        named: Option<&NamedView>,
    ) -> Result<(Furniture, Camera), Failure> {
        let args = self.args;
        let is_typed = args.extent.is_some() || args.scale.is_some() || args.route.is_some();
        let place = self.own.filter(|_| !is_typed && named.is_none());
        try_settled(
            self.size(),
            |camera| self.furniture(camera),
            |viewport| match place {
                Some(page) => Ok(place_camera(page.place, projection, shown, viewport)),
                None => self.camera(projection, shown, named, viewport),
            },
        )
    }

    fn furniture(&self, camera: Option<&Camera>) -> Furniture {
        let mut around = match self.own {
            Some(page) => furniture(page, self.lang, &self.said, camera),
            None => self.usual_furniture(camera),
        };
        around.overview |= self.args.overview;
        if let Some(picture) = self.said.logo.as_ref().filter(|_| self.args.logo.is_some()) {
            let own = self.own.and_then(|page| page.logo);
            let own = own.unwrap_or(PageLogo::at(LogoPlace::Title));
            let place = self.args.logo_at.unwrap_or(own.place);
            around.logo = Some(Logo::new(picture, PageLogo { place, ..own }));
        }
        around
    }

    /// What stands around a map without a page of the study.
    fn usual_furniture(&self, camera: Option<&Camera>) -> Furniture {
        let scale = camera.filter(|_| self.args.layout.is_some());
        let scale = scale.map(|camera| scale_note(camera, self.lang));
        let said = &self.said;
        let founded = Some(&said.foundation).filter(|said| !said.is_empty());
        let foot: Vec<String> = scale
            .iter()
            .chain(&said.notices)
            .chain(founded)
            .chain(&said.credits)
            .cloned()
            .collect();
        Furniture::for_page(&said.title, &said.subtitle, &foot)
    }

    fn camera(
        &self,
        projection: Projection,
        shown: GeoBox,
        named: Option<&NamedView>,
        viewport: Rect,
    ) -> Result<Camera, Failure> {
        let is_exact = self.args.extent.is_some();
        let padding = if is_exact { 0.0 } else { PADDING };
        let mut camera = Camera::fit(projection, shown, viewport, padding);
        if let (Some(named), false) = (named, is_exact) {
            camera.center = projection.project(named.center);
            camera.meters_per_unit = named.meters_per_point;
        }
        let Some(scale) = self.args.scale else {
            return Ok(camera);
        };
        at_scale(&camera, scale).ok_or_else(|| {
            Failure::new(format!(
                "--scale 1:{scale}: no map can be shown at that scale; choose one between 1:5,000 and 1:200,000,000"
            ))
        })
    }
}

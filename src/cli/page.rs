//! The page of an exported picture: its size, what stands at its foot, and where the map is looked at from.
//!
//! Does not know: what is drawn on the map.

use std::sync::Arc;

use super::args::export::PictureArgs;
use super::report::Failure;
use crate::model::geometry::GeoBox;
use crate::model::network::Network;
use crate::model::page::Sheet;
use crate::model::projection::Projection;
use crate::model::saved::NamedView;
use crate::scene::item::Point;
use crate::scene::layout::{PADDING, settled};
use crate::scene::page::{at_scale, scale_note, size_of};
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::Furniture;
use crate::study::foundation::Foundation;
use crate::words::Lang;

/// A page to be laid out.
pub struct Page<'a> {
    args: &'a PictureArgs,
    lang: Lang,
    /// Title and subtitle.
    head: [&'a str; 2],
    /// Notices at its foot; on a sheet how well its numbers are founded comes before those of the data.
    foot: Vec<String>,
}

impl<'a> Page<'a> {
    /// The page that was asked for, with its texts: title and subtitle, what is said of its publication, and
    /// the notices that its data asks for.
    #[must_use]
    pub fn new(
        args: &'a PictureArgs,
        lang: Lang,
        head: [&'a str; 2],
        [said, credits]: [Vec<String>; 2],
        network: &Arc<Network>,
    ) -> Self {
        let founded = args.layout.map(|_| Foundation::of(network).in_words(lang));
        let founded = founded.into_iter().filter(|said| !said.is_empty());
        Self {
            args,
            lang,
            head,
            foot: said.into_iter().chain(founded).chain(credits).collect(),
        }
    }

    /// Its size, page units.
    #[must_use]
    pub fn size(&self) -> Point {
        #[expect(clippy::cast_precision_loss, reason = "at most 16,000")]
        let typed = Point::new(self.args.width as f32, self.args.height as f32);
        self.args
            .layout
            .map_or(typed, |layout| size_of(Sheet::Known(layout)))
    }

    /// What stands around the map, and the camera: of what was typed, or else of a named view, or else
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
        let [title, subtitle] = self.head;
        let is_sheet = self.args.layout.is_some();
        let furniture = |camera: Option<&Camera>| {
            let scale = camera.filter(|_| is_sheet);
            let scale = scale.map(|camera| scale_note(camera, self.lang));
            let foot: Vec<String> = scale.into_iter().chain(self.foot.clone()).collect();
            Furniture::for_page(title, subtitle, &foot)
        };
        settled(self.size(), furniture, |viewport| {
            self.camera(projection, shown, named, viewport)
        })
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

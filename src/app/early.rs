//! Large files drawn while they are read: what is there so far, until the whole takes its place or nothing comes of it.
//!
//! What is added to an open study is drawn on its map, which goes there once where it shows nothing of what was read
//! first, unless somebody has moved it meanwhile. What is opened in its place, or as the first, has a page of its own
//! for that time, as wide as what is there.
//! Does not know: how files are read.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui;

use super::camera::{camera_ahead, camera_in, fly};
use super::jobs::FileJobs;
use super::paint::{self, Brushes};
use super::state::State;
use crate::io::geojson::stream::early::{EACH, Early, Told};
use crate::model::projection::Projection;
use crate::scene::context::early::EarlyPart;
use crate::scene::item::{Point, Scene};
use crate::scene::packed::{Box4, NOTHING, around, touch};
use crate::scene::projection::{Camera, Rect};
use crate::scene::raster::Under;
use crate::scene::sheet::View;

/// Space around what is drawn on a page of its own, points.
const MARGIN: f32 = 24.0;
/// The finest scale of such a page, projected meters per point.
const FINEST: f64 = 1.0;

/// A part of a file, or that nothing of it is to be drawn any more.
type Heard = (Arc<str>, Option<EarlyPart>);

/// What is drawn of files that are read.
pub struct EarlyMap {
    /// It is drawn each time that so many bytes more are read.
    pub each: usize,
    parts: Vec<(Arc<str>, EarlyPart)>,
    heard: Option<Receiver<Heard>>,
    /// The file work that reads.
    of: u64,
    projection: Projection,
    /// Whether it is opened in the place of what is open.
    is_alone: bool,
    /// What the map was looked at by when it was asked for.
    before: Option<Camera>,
    /// Where the map went to show what was read first.
    gone: Option<Camera>,
    /// Whether anything was read.
    has_begun: bool,
}

impl Default for EarlyMap {
    fn default() -> Self {
        Self {
            each: EACH,
            parts: Vec::new(),
            heard: None,
            of: 0,
            projection: Projection::Mercator,
            is_alone: true,
            before: None,
            gone: None,
            has_begun: false,
        }
    }
}

/// Whether two cameras show the same, whatever the size of their maps.
fn is_same(a: &Camera, b: &Camera) -> bool {
    let of = |camera: &Camera| {
        let [x, y] = camera.center;
        let numbers = [x, y, camera.meters_per_unit].map(f64::to_bits);
        (camera.projection, numbers)
    };
    of(a) == of(b)
}

impl EarlyMap {
    /// Makes ready for files that are to be read, in the projection of a view. `added_to` are the files of the open
    /// study that others are added to, which are not drawn again; `None` where they take its place.
    pub fn begin(
        &mut self,
        context: &egui::Context,
        view: &View,
        added_to: Option<Vec<Arc<str>>>,
    ) -> Early {
        self.forget();
        let (sender, heard) = channel();
        self.heard = Some(heard);
        self.projection = view.camera.projection;
        self.is_alone = added_to.is_none();
        let projection = self.projection;
        let map = added_to.is_some().then_some(view.camera);
        (self.before, self.gone, self.has_begun) = (map, None, false);
        let known = added_to.unwrap_or_default();
        let context = context.clone();
        Early::new(self.each, move |told| {
            let heard = match told {
                Told::More {
                    layer,
                    shapes,
                    points,
                } => {
                    if known.contains(&layer.file) {
                        return;
                    }
                    let part = EarlyPart::of(layer, shapes, points, projection, map.as_ref());
                    (Arc::clone(&layer.file), Some(part))
                }
                Told::Forget(file) => (Arc::clone(file), None),
            };
            // A window that is gone draws nothing.
            drop(sender.send(heard));
            context.request_repaint();
        })
    }

    /// Says that the file work that was begun last reads them.
    pub fn is_of(&mut self, files: &FileJobs) {
        self.of = files.number();
    }

    /// Takes what was read since the last frame; forgets all where nothing is read any more.
    pub fn keep_up(&mut self, files: &FileJobs, state: &mut State) {
        let Some(heard) = &self.heard else {
            return;
        };
        if !files.is_busy() || files.number() != self.of {
            self.forget();
            return;
        }
        for (file, part) in heard.try_iter() {
            match part {
                Some(part) => self.parts.push((file, part)),
                None => self.parts.retain(|(of, _)| *of != file),
            }
        }
        if !self.parts.is_empty() && !self.has_begun {
            self.has_begun = true;
            self.go(state);
        }
    }

    /// Has the map go to what was read first, where it shows nothing of it and nobody has moved it.
    fn go(&mut self, state: &mut State) {
        let camera = state.session.view.camera;
        let bounds = self.bounds();
        let is_seen = touch(&bounds, &camera.world_box());
        if is_seen || bounds[0] > bounds[2] || self.is_alone || self.is_moved(state) {
            return;
        }
        let to = camera_in(bounds, camera);
        self.gone = Some(to);
        fly(state, to);
    }

    /// Whether somebody has moved the map since the file was asked for.
    fn is_moved(&self, state: &State) -> bool {
        let now = camera_ahead(state);
        let before = self.gone.as_ref().or(self.before.as_ref());
        before.is_some_and(|before| !is_same(before, &now))
    }

    /// What the map is to show when what was added is there: what it went to, or what somebody moved it to; `None`
    /// where it stayed.
    #[must_use]
    pub fn kept(&self, state: &State) -> Option<Camera> {
        let now = camera_ahead(state);
        (self.gone.is_some() || self.is_moved(state)).then_some(now)
    }

    /// A box around all that is drawn.
    fn bounds(&self) -> Box4 {
        let bounds = self.parts.iter().map(|(_, part)| part.bounds());
        bounds.fold(NOTHING, |a, b| around(a, &b))
    }

    fn forget(&mut self) {
        self.parts.clear();
        self.heard = None;
    }

    /// How many parts are drawn.
    #[must_use]
    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    /// Whether what is drawn has a page of its own.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.is_alone && !self.parts.is_empty()
    }

    /// Draws it on the map of the open study.
    pub fn add_to(&self, picture: &mut Scene, state: &State) {
        if self.is_alone || picture.camera.projection != self.projection {
            return;
        }
        let palette = state.session.view.palette();
        let n_added = state.layers.users().len();
        for (_, part) in &self.parts {
            part.draw_on(picture, palette, n_added);
        }
    }

    /// Shows it on a page of its own.
    pub fn show(&self, ui: &egui::Ui, state: &State, rect: egui::Rect, brushes: &mut Brushes) {
        let bounds = self.bounds();
        if !self.has_page() || bounds[0] > bounds[2] {
            return;
        }
        let palette = state.session.view.palette();
        let viewport = Rect::new(0.0, 0.0, rect.width(), rect.height());
        let [west, south, east, north] = bounds;
        let whole = [[west, south], [east, north]];
        let mut camera = Camera::fit_world(self.projection, whole, viewport, MARGIN);
        camera.meters_per_unit = camera.meters_per_unit.max(FINEST);
        let mut picture = Scene {
            size: Point::new(viewport.w, viewport.h),
            page: palette.page,
            camera,
            background: palette.land,
            title: String::new(),
            description: String::new(),
            world: Vec::new(),
            under: Under::default(),
            overlay: Vec::new(),
            furniture: Vec::new(),
            numbers: Vec::new(),
            notes: Vec::new(),
            left_out: Vec::new(),
            legend_heading: None,
        };
        for (_, part) in &self.parts {
            part.draw_on(&mut picture, palette, 0);
        }
        paint::paint(&ui.painter_at(rect), rect.min, &picture, brushes);
    }
}

//! Large files drawn while they are read: what is there so far, until the whole takes its place or nothing comes of it.
//!
//! What is added to an open study is drawn on its map. What is opened in its place, or as the first, has a page of its
//! own for that time, as wide as what is there.
//! Does not know: how files are read.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui;

use super::jobs::FileJobs;
use super::paint::{self, Brushes};
use super::state::State;
use crate::io::geojson::stream::early::{EACH, Early, Told};
use crate::model::projection::Projection;
use crate::scene::context::early::{EarlyPart, NOWHERE, around};
use crate::scene::item::{Point, Scene};
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
        }
    }
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
        let scale = added_to.is_some().then_some(view.camera.meters_per_unit);
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
                    let part = EarlyPart::of(layer, shapes, points, projection, scale);
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
    pub fn keep_up(&mut self, files: &FileJobs) {
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
        let bounds = self.parts.iter().map(|(_, part)| part.bounds());
        let bounds = bounds.fold(NOWHERE, around);
        if !self.has_page() || bounds[0] > bounds[2] {
            return;
        }
        let palette = state.session.view.palette();
        let viewport = Rect::new(0.0, 0.0, rect.width(), rect.height());
        let room = |side: f32| f64::from((side - 2.0 * MARGIN).max(1.0));
        let scale = ((bounds[2] - bounds[0]) / room(viewport.w))
            .max((bounds[3] - bounds[1]) / room(viewport.h));
        let mut picture = Scene {
            size: Point::new(viewport.w, viewport.h),
            page: palette.page,
            camera: Camera {
                projection: self.projection,
                center: [
                    f64::midpoint(bounds[0], bounds[2]),
                    f64::midpoint(bounds[1], bounds[3]),
                ],
                meters_per_unit: scale.max(FINEST),
                viewport,
            },
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
        };
        for (_, part) in &self.parts {
            part.draw_on(&mut picture, palette, 0);
        }
        paint::paint(&ui.painter_at(rect), rect.min, &picture, brushes);
    }
}

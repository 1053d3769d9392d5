//! The projection of the map: a map in another one is made on another thread, and takes the place of the old
//! one with a camera that shows the same place as large.
//!
//! Does not know: formulas.

use std::sync::Arc;

use eframe::egui;

use super::camera::camera_ahead;
use super::following::{Following, Taken, Wish};
use super::newest::Newest;
use super::paint::Triangles;
use super::plain::show_ends;
use super::state::State;
use crate::model::context::ContextLayer;
use crate::model::network::Network;
use crate::model::plain::PlainNetwork;
use crate::model::projection::Projection;
use crate::scene::layers::WorldLayers;
use crate::scene::plain::{PlainLayers, PlainMap};
use crate::scene::sheet::View;
use crate::task::Task;

/// Chooses the projection of the map, as a step.
pub fn set_projection(state: &mut State, projection: Projection) {
    if let Some(document) = &mut state.document {
        document.history.change(None, |saved| {
            Arc::make_mut(&mut saved.layers).projection = projection;
        });
    }
}

/// What a map is made of.
#[derive(Clone)]
struct Asked {
    projection: Projection,
    network: Arc<Network>,
    context: Arc<Vec<ContextLayer>>,
    plain: Option<Arc<PlainNetwork>>,
    view: View,
}

impl Asked {
    /// The map that the study wants and the window has not.
    fn of(state: &State) -> Option<Self> {
        let document = state.document.as_ref()?;
        let projection = document.history.saved().layers.projection;
        (projection != state.layers.projection()).then(|| Self {
            projection,
            network: Arc::clone(&document.network),
            context: Arc::clone(&document.context),
            plain: state.plain.as_ref().map(|plain| Arc::clone(&plain.network)),
            view: state.session.view.clone(),
        })
    }

    fn make(&self) -> Made {
        let mut layers = WorldLayers::in_projection(self.projection);
        if let Some(network) = &self.plain {
            let map = PlainMap::build(network, self.projection);
            *layers.plain_mut() = PlainLayers::of(Arc::new(map));
        }
        layers.update(&self.network, &self.context, None, &self.view);
        let triangles = Triangles::prepared(layers.shown(&self.view));
        Made { layers, triangles }
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        let is_same_plain = match (&self.plain, &other.plain) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        Arc::ptr_eq(&self.network, &other.network)
            && Arc::ptr_eq(&self.context, &other.context)
            && is_same_plain
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other) && self.projection == other.projection
    }
}

/// A map.
struct Made {
    layers: WorldLayers,
    triangles: Triangles,
}

/// Makes maps.
pub struct ProjectionJobs {
    runs: Following<Asked, Made>,
}

impl ProjectionJobs {
    /// A runner that wakes the window when a map is made.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("projection", context)),
        }
    }

    /// Takes the map that was made, and asks for the one that is wanted.
    pub fn keep_up(&mut self, state: &mut State, triangles: &mut Triangles) {
        let Some(needed) = Asked::of(state) else {
            self.runs.forget();
            return;
        };
        if let Taken::Found(made) = self.runs.take(&needed)
            && made.layers.projection() == needed.projection
        {
            *triangles = made.triangles;
            show(state, made.layers);
            return;
        }
        self.runs
            .follow(needed, |asked: Asked, _: &Task| Some(asked.make()));
    }
}

/// Puts a map in the place of the one that is shown.
pub fn show(state: &mut State, layers: WorldLayers) {
    let projection = layers.projection();
    let old = std::mem::replace(&mut state.layers, layers);
    state.layers.set_flows(old.shared_flows().cloned());
    state.layers.set_notes(Arc::clone(old.notes()));
    state.layers.set_closures(old.shared_closures().cloned());
    state.transient.other_map = None;
    // A flight cannot go on over another plane: it is at its end.
    let camera = camera_ahead(state);
    state.transient.flight = None;
    state.session.view.camera = camera.in_projection(projection);
    show_ends(state);
}

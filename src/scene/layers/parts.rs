//! The basemap's layers in two parts: those below tiles and what people add, and those above; and meridians and
//! parallels as fine as a view has them.
//!
//! Does not know: what tiles show.

use std::slice;
use std::sync::Arc;

use super::WorldLayers;
use crate::scene::item::WorldLayer;
use crate::scene::sheet::View;

impl WorldLayers {
    /// The basemap's layers of a view: land and lakes, where tiles do not take their place, and the others.
    #[must_use]
    pub fn ground_parts(&self, view: &View) -> [&[Arc<WorldLayer>]; 2] {
        if !view.show_basemap {
            return [&[], &[]];
        }
        let n_below = self.basemap.n_below().min(self.ground.len());
        let (below, above) = self.ground.split_at(n_below);
        let below = if view.has_tiled_ground() { &[] } else { below };
        [below, above]
    }

    /// The layers that a view shows, bottom first, with meridians and parallels of what it shows where those of whole
    /// degrees are too far apart.
    #[must_use]
    pub fn shown_near(&self, view: &View) -> Vec<Arc<WorldLayer>> {
        let own = !self.graticule.is_empty();
        let fine = own.then(|| self.fine.layer(&view.camera, view.palette()));
        let fine = fine.flatten();
        let graticule = fine.as_ref().map_or(&*self.graticule, slice::from_ref);
        self.shown_with(view, graticule).cloned().collect()
    }
}

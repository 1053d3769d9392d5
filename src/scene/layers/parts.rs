//! The basemap's layers in two parts: those below tiles and what people add, and those above.
//!
//! Does not know: what tiles show.

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
}

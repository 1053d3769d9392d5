//! Links and hubs in colors and widths of their attributes, and the flows that links follow.
//!
//! Does not know: how attributes are drawn.

use std::sync::Arc;

use super::WorldLayers;
use crate::model::look::{Look, Styled};
use crate::model::network::Network;
use crate::scene::by_value::ByValue;
use crate::scene::look::Looked;
use crate::study::attributes::Of;
use crate::study::flows::by_link::LinkFlows;

impl WorldLayers {
    /// Links by their attributes, where they are drawn so.
    #[must_use]
    pub fn links_by_value(&self) -> Option<&ByValue> {
        self.links_by_value.get().map(AsRef::as_ref)
    }

    /// Hubs by their attributes, where they are drawn so.
    #[must_use]
    pub fn hubs_by_value(&self) -> Option<&ByValue> {
        self.hubs_by_value.get().map(AsRef::as_ref)
    }

    /// What links carry, as far as flows are known.
    #[must_use]
    pub fn link_flows(&self) -> Option<&Arc<LinkFlows>> {
        self.flows.as_ref()?.links()
    }

    /// The flows that a look of lines follows.
    fn followed(&self, lines: &Look) -> Option<&Arc<LinkFlows>> {
        self.link_flows().filter(|_| lines.follows_flows())
    }

    /// Whether lines are drawn by other flows than those that are shown now.
    pub(super) fn has_other_flows(&self, looks: &Looked) -> bool {
        let flows = self.followed(looks.part(Styled::Lines));
        self.links_by_value.is_of_others(flows)
    }

    /// Brings links and hubs by their attributes up to date.
    pub(super) fn update_by_value(&mut self, network: &Arc<Network>, looks: &Looked) {
        let (lines, hubs) = (looks.part(Styled::Lines), looks.part(Styled::Hubs));
        let flows = self.followed(lines).cloned();
        self.links_by_value
            .update(network, lines, flows.as_ref(), Of::Links);
        self.hubs_by_value
            .update(network, hubs, None, |network, _| Of::Hubs(network));
    }
}

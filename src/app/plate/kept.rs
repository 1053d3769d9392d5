//! What the panels beside a picture say of it, kept until something changes that the picture is made of.
//!
//! Does not know: how it is shown.

use super::{checked, left_out, subtitle};
use crate::app::action::Pane;
use crate::app::pages::open_page;
use crate::app::state::State;
use crate::app::versus::VersusChoice;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::page::PagePart;
use crate::model::projection::Projection;
use crate::scene::closures::ClosureMap;
use crate::scene::flows::FlowMap;
use crate::scene::item::{Item, WorldLayer};
use crate::scene::palette::Theme;
use crate::scene::reach::ReachMap;
use crate::scene::same::Same;
use crate::scene::sheet::View;
use crate::study::notes::NoteEntry;
use crate::study::outcome::{Outcome, Question};
use crate::study::publication::Checked;

/// What a picture is made of: while it is the same, so is the picture.
#[derive(Clone, PartialEq)]
pub struct Of {
    /// The page that is open, by its key. What it asks for is part of the study, like all that is saved.
    page: Option<Key>,
    revision: u64,
    view: View,
    question: Question,
    projection: Projection,
    versus: VersusChoice,
    network: Same<Network>,
    outcome: Option<Same<Outcome>>,
    flows: Option<Same<FlowMap>>,
    flow_changes: Option<Same<FlowMap>>,
    closures: Option<Same<ClosureMap>>,
    reach: Option<Same<ReachMap>>,
    notes: Same<Vec<NoteEntry>>,
    plain: Vec<Same<WorldLayer>>,
    pins: Vec<Item>,
}

impl Of {
    /// What the picture of the window is made of now; `None` where no study is open.
    #[must_use]
    pub fn now(state: &State) -> Option<Self> {
        let document = state.document.as_ref()?;
        let (layers, session, now) = (&state.layers, &state.session, &state.transient);
        Some(Self {
            page: open_page(state).map(|page| page.key.clone()),
            revision: document.history.revision(),
            // Pictures show neither the window's theme nor what is pointed at.
            view: View {
                theme: Theme::Light,
                hovered: None,
                hovered_way: None,
                chosen_note: None,
                ..session.view.clone()
            },
            question: session.question.clone(),
            projection: layers.projection(),
            versus: session.versus.clone(),
            network: Same::of(&document.network),
            outcome: now.outcome.as_ref().map(Same::of),
            flows: layers.shared_flows().map(Same::of),
            flow_changes: now.flow_changes.as_ref().map(Same::of),
            closures: layers.shared_closures().map(Same::of),
            reach: layers.shared_reach().map(Same::of),
            notes: Same::of(layers.notes()),
            plain: layers.plain().shown().map(Same::of).collect(),
            pins: layers.plain().pins(&session.view),
        })
    }
}

/// What is said of the window's picture now.
#[derive(Default)]
pub struct PlateNow {
    /// What stands below its title, where its page is open.
    pub subtitle: String,
    /// What a published map needs, held against it, where that is asked for.
    pub checked: Vec<Checked>,
    /// How often it was looked at: once for each change.
    pub n_looks: u64,
    of: Option<(Of, Vec<PagePart>, [bool; 2])>,
}

/// Looks at the picture where something shows what is said of it, and something changed.
pub fn keep_up(state: &mut State) {
    let wanted = [open_page(state).is_some(), state.shows(Pane::Export)];
    let of = Of::now(state).filter(|_| wanted.contains(&true));
    let Some(of) = of else {
        state.transient.plate.of = None;
        return;
    };
    let of = Some((of, left_out(state).to_vec(), wanted));
    if state.transient.plate.of == of {
        return;
    }
    let [page, export] = wanted;
    let subtitle = if page { subtitle(state) } else { String::new() };
    let checked = if export { checked(state) } else { Vec::new() };
    state.transient.plate = PlateNow {
        subtitle,
        checked,
        n_looks: state.transient.plate.n_looks + 1,
        of,
    };
}

//! The picture that the window would export: the page that is open in the place of the map, or else one with the
//! routes, result, language and extent of the window.
//!
//! Where the window shows no more than the study saves, it is the picture that a command makes of the same words.
//! Does not know: how pictures are laid out and drawn (see `export::plate`).

pub mod kept;

use std::sync::Arc;

use super::camera::home_box_of;
use super::flows::FlowWish;
use super::pages::{layers_in, open_page};
use super::state::State;
use super::versus::{names_of, other_side, scenario_of};
use crate::document::fingerprint::print_of;
use crate::export::made::Made;
use crate::export::plate::found::{Against, Found};
use crate::export::plate::{Ground, Laid, On, Place, Plate, SIZE};
use crate::io::load::BASEMAP_CREDITS;
use crate::model::effect::facts_under;
use crate::model::look::lines_follow_flows;
use crate::model::page::PagePart;
use crate::model::projection::Projection;
use crate::scene::item::Scene;
use crate::scene::reach::ReachMap;
use crate::study::outcome::Question;
use crate::study::publication::Checked;

/// A picture with what it says of its making.
pub struct Picture {
    /// The picture.
    pub scene: Scene,
    /// What it was asked to be.
    pub plate: Plate,
    /// What of it only the window shows; empty: nothing.
    pub only_here: String,
}

impl Picture {
    /// What it says of its making, beside what it says of study and scenario.
    #[must_use]
    pub fn made(&self, of: Made) -> Made {
        self.plate.made(of, &self.only_here, print_of)
    }
}

/// What is asked in the window; `None` where nothing is.
#[must_use]
pub fn asked(state: &State) -> Option<Question> {
    let question = &state.session.question;
    let ends = [&question.from, &question.to];
    let is_asked = ends.iter().any(|ends| !ends.is_empty());
    let is_asked = is_asked || question.hinterland.is_some() && state.session.view.show_hinterland;
    is_asked.then(|| question.clone())
}

/// What the window's map shows of the earth; what its page says where no map was seen yet.
#[must_use]
pub fn window_place(state: &State) -> Place {
    let camera = &state.session.view.camera;
    let map = camera.viewport;
    if map.w <= 1.0 {
        return Place::Own;
    }
    let middle = camera.position_at(map.center());
    Place::At(middle, camera.meters_per_unit, Some([map.w, map.h]))
}

/// What the flows of the window's map are set against; `None` where they stand for themselves.
fn against(state: &State) -> Option<Against> {
    state.transient.flow_changes.as_ref()?;
    let side = other_side(state);
    let scenario = scenario_of(state, side).ok()?;
    Some(Against {
        names: names_of(state, side),
        scenario,
    })
}

/// What is within reach, in the projection of a picture.
fn reach_in(state: &State, projection: Projection) -> Option<Arc<ReachMap>> {
    let shown = state.layers.shared_reach()?;
    if projection == state.layers.projection() {
        return Some(Arc::clone(shown));
    }
    let made = state.transient.reach.as_ref()?;
    Some(Arc::new(ReachMap::of(&made.spread, projection)))
}

/// What the picture is to be.
#[must_use]
pub fn plate(state: &State) -> Option<Plate> {
    let saved = state.document.as_ref()?.history.saved();
    let view = &state.session.view;
    let page = open_page(state);
    let on = page.map_or(On::Units(SIZE), |page| {
        On::Page(Box::new(page.clone()), page.dpi)
    });
    let of = Plate::of(saved, on, (state.lang(), view.label_lang));
    let has_view = page.is_some_and(|page| page.view.is_some());
    Some(Plate {
        place: page.map_or_else(|| window_place(state), |_| Place::Own),
        projection: if has_view {
            of.projection
        } else {
            state.layers.projection()
        },
        question: asked(state),
        has_flows: view.show_flows && state.layers.flows().is_some(),
        against: against(state),
        ..of
    })
}

/// What the window shows in a picture beyond what its study saves, in a word for each.
fn only_here(state: &State, plate: &Plate) -> String {
    let session = &state.session;
    let has_flows = session.view.show_flows || lines_follow_flows(&plate.layers.looks);
    let has_own_flows = has_flows
        && (session.flows.wish != FlowWish::default()
            || !session.flows.pick.uses.is_empty()
            || session.demand.is_some());
    let all = [
        ("reach", state.layers.reach().is_some()),
        ("closures", state.layers.closures().is_some()),
        ("hinterland", session.view.show_hinterland),
        ("selected", session.view.selected.is_some()),
        ("flows", has_own_flows),
    ];
    let all = all.into_iter().filter(|(_, is_shown)| *is_shown);
    all.map(|(word, _)| word).collect::<Vec<_>>().join(" ")
}

/// What is looked at of a picture, and what stands around it, over the window's study.
fn with_ground<T>(state: &State, make: impl FnOnce(&Plate, &Ground, &Found) -> T) -> Option<T> {
    let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
    let history = &document.history;
    let plate = plate(state)?;
    let ground = Ground {
        base,
        facts: &document.facts,
        saved: history.saved(),
        scenario: history.scenario(),
        network: state.numbers()?,
        context: &document.context,
        credits: BASEMAP_CREDITS,
        own_credits: &document.credits,
        whole: home_box_of(state),
        tiles: state.transient.tiles.access(),
    };
    let is_base = ground.scenario.edits().is_empty();
    let outcome = state.transient.outcome.as_ref();
    let layers = &state.layers;
    let changes = state.transient.flow_changes.as_ref();
    let found = Found {
        facts: facts_under(&document.facts, history.scenario()),
        outcome: outcome
            .filter(|_| !is_base || plate.question.is_some())
            .cloned(),
        flows: changes.or(layers.shared_flows()).cloned(),
        reach: reach_in(state, plate.projection),
        closures: layers.shared_closures().cloned(),
    };
    Some(make(&plate, &ground, &found))
}

/// The picture laid out, with what the window shows beyond the study.
fn laid(state: &State, plate: &Plate, ground: &Ground, found: &Found) -> Option<Laid> {
    let mut laid = plate.laid_out(ground, found).ok()?;
    laid.view.show_hinterland = state.session.view.show_hinterland;
    laid.view.selected = state.session.view.selected;
    Some(laid)
}

/// The picture as it would be exported now.
#[must_use]
pub fn picture_now(state: &State) -> Option<Picture> {
    let drawn = with_ground(state, |plate, ground, found| {
        let laid = laid(state, plate, ground, found)?;
        let layers = layers_in(state, plate.projection);
        Some(Picture {
            scene: plate.drawn(ground, found, &laid, layers),
            plate: plate.clone(),
            only_here: only_here(state, plate),
        })
    });
    drawn.flatten()
}

/// The scene of that picture.
#[must_use]
pub fn page(state: &State) -> Option<Scene> {
    picture_now(state).map(|picture| picture.scene)
}

/// What that picture says below its title where its page has no words of its own.
#[must_use]
pub fn subtitle(state: &State) -> String {
    let said = with_ground(state, Plate::subtitle);
    said.unwrap_or_default()
}

/// What a published map needs, held against that picture.
#[must_use]
pub fn checked(state: &State) -> Vec<Checked> {
    let checked = with_ground(state, |plate, ground, found| {
        let laid = laid(state, plate, ground, found)?;
        Some(plate.checked(&laid, left_out(state)))
    });
    checked.flatten().unwrap_or_default()
}

/// What of the picture has no room: without a page only a picture that is drawn tells it.
fn left_out(state: &State) -> &[PagePart] {
    if open_page(state).is_some() {
        &state.transient.page_left_out.parts
    } else {
        &[]
    }
}

//! Tools of the map that change nothing of the study: measuring, coordinates, what is picked by a rectangle or
//! lasso, and the way back through views.
//!
//! Does not know: pointers (see `canvas`).

pub mod measure;
pub mod picked;
pub mod trail;

use self::measure::{MeasureNow, MeasureStep, update_measure};
use self::picked::{Picked, fit_picked, forget_picked, pick};
use self::trail::{Trail, go_along};
use super::camera::{camera_at, fly};
use super::draw::forget_drawing;
use super::state::State;
use crate::model::geometry::LonLat;
use crate::model::position::{decimal, sexagesimal};
use crate::scene::item::Point;

/// How positions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// Decimal degrees.
    #[default]
    Decimal,
    /// Degrees, minutes, seconds.
    Sexagesimal,
}

impl Notation {
    /// A position.
    #[must_use]
    pub fn written(self, at: LonLat) -> String {
        match self {
            Self::Decimal => decimal(at),
            Self::Sexagesimal => sexagesimal(at),
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Decimal => Self::Sexagesimal,
            Self::Sexagesimal => Self::Decimal,
        }
    }
}

/// One step of these tools.
#[derive(Clone, Debug, PartialEq)]
pub enum ToolStep {
    /// Something about measuring.
    Measure(MeasureStep),
    /// Writes positions in the other notation.
    SwitchNotation,
    /// Looks at a place, and marks it.
    GoTo(LonLat),
    /// Picks the hubs and links inside a ring on the page.
    Pick(Vec<Point>),
    /// Picks nothing.
    PickNone,
    /// Looks at what is picked and selected.
    FitPicked,
    /// The view before this one.
    Back,
    /// The view after this one.
    Ahead,
    /// Takes measurements, then what is picked and the mark away.
    Clear,
}

/// These tools as they are now.
#[derive(Default)]
pub struct ToolsNow {
    /// Measurements.
    pub measure: MeasureNow,
    /// The place that was gone to.
    pub mark: Option<LonLat>,
    /// What is picked.
    pub picked: Picked,
    /// The views that were looked at.
    pub trail: Trail,
}

impl ToolsNow {
    /// Whether something is on the map that [`ToolStep::Clear`] takes away.
    #[must_use]
    pub fn is_on_map(&self) -> bool {
        !self.measure.done.is_empty() || self.mark.is_some() || !self.picked.is_empty()
    }
}

/// Lays down whatever tool has the map, before another one is taken up; what was measured stays.
pub fn lay_down_tools(state: &mut State) {
    forget_drawing(state);
    state.transient.tools.measure.lay_down();
    state.transient.closures.drawing = None;
    state.session.view.hovered = None;
    state.session.view.hovered_way = None;
}

/// Does a step.
pub fn update_tools(state: &mut State, step: ToolStep) {
    match step {
        ToolStep::Measure(step) => update_measure(state, step),
        ToolStep::SwitchNotation => state.session.notation = state.session.notation.other(),
        ToolStep::GoTo(at) => {
            state.transient.tools.mark = Some(at);
            fly(state, camera_at(at, state.session.view.camera));
        }
        ToolStep::Pick(ring) => pick(state, &ring),
        ToolStep::PickNone => forget_picked(state),
        ToolStep::FitPicked => fit_picked(state),
        ToolStep::Back => go_along(state, true),
        ToolStep::Ahead => go_along(state, false),
        ToolStep::Clear => clear(state),
    }
}

fn clear(state: &mut State) {
    let now = &mut state.transient.tools;
    if now.measure.done.is_empty() {
        now.mark = None;
        forget_picked(state);
    } else {
        now.measure.done.clear();
    }
}

/// Forgets all of it, as another study is shown.
pub fn forget_tools(state: &mut State) {
    state.transient.tools = ToolsNow::default();
}

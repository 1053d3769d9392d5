//! What Escape does: the innermost thing that is going on ends.
//!
//! Does not know: keys.

use super::action::{Action, Place};
use super::draw::DrawStep;
use super::looks::LookStep;
use super::notes::NoteStep;
use super::pages::{PageStep, open_page};
use super::resilience::ClosureStep;
use super::state::State;
use super::tools::ToolStep;
use super::tools::measure::MeasureStep;
use super::via::ViaStep;

/// Escape gives a dragged path or note back, leaves a note that is written and an area that is being drawn,
/// closes the cards of numbers, leaves what is drawn or measured and its tool, leaves the whole screen and a page, closes the
/// look of a layer and the newest window, takes measurements away, then what is picked and marked, then clears the selection.
#[must_use]
pub fn escape(state: &State) -> Action {
    if state.transient.via_drag.is_some() {
        return Action::Via(ViaStep::Cancel);
    }
    if state.transient.notes.drag.is_some() {
        return Action::Notes(NoteStep::Cancel);
    }
    if state.transient.notes.form.is_some() {
        return Action::Notes(NoteStep::Leave);
    }
    if state.transient.closures.drawing.is_some() {
        return Action::Closures(ClosureStep::Leave);
    }
    if !state.transient.cards.is_empty() {
        return Action::CloseCard;
    }
    if state.transient.draw.is_on() {
        return Action::Draw(DrawStep::Leave);
    }
    if state.transient.tools.measure.is_on {
        return Action::Tool(ToolStep::Measure(MeasureStep::Leave));
    }
    if state.session.presenting.is_some() {
        return Action::Present(false);
    }
    if open_page(state).is_some() {
        return Action::Pages(PageStep::Show(false));
    }
    if state.transient.looks.open.is_some() {
        return Action::Look(LookStep::Close);
    }
    let newest = state.session.panes.iter().rev();
    let shown = newest.copied().find(|pane| pane.place() != Place::Beside);
    match shown {
        Some(pane) => Action::Show(pane, false),
        None if state.transient.tools.is_on_map() => Action::Tool(ToolStep::Clear),
        None => Action::Select(None),
    }
}

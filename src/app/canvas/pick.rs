//! Hubs and links picked by a rectangle (a drag with Shift) or a lasso (with Shift and Alt).
//!
//! Does not know: what is inside (see [`crate::app::tools`]).

use eframe::egui::{self, CursorIcon, PointerButton, Pos2};

use crate::app::action::Action;
use crate::app::state::State;
use crate::app::tools::ToolStep;
use crate::scene::item::{Item, Point};
use crate::scene::picked::outline;

/// A corner of a lasso lies so far from the last one, points.
const STEP: f32 = 3.0;

/// A rectangle or lasso on its way.
#[derive(Default)]
pub struct PickTool {
    /// Its corners on the page; of a rectangle where the drag began and where the pointer is.
    corners: Vec<Point>,
    is_lasso: bool,
}

impl PickTool {
    /// Follows the pointer: says whether a drag is about it.
    pub fn follow(
        &mut self,
        response: &egui::Response,
        origin: Pos2,
        actions: &mut Vec<Action>,
    ) -> bool {
        let (press, modifiers, latest) = response.ctx.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.press_origin(),
                input.modifiers,
                pointer.latest_pos(),
            )
        });
        let at = |pos: Pos2| {
            let pos = response.rect.clamp(pos);
            Point::new(pos.x - origin.x, pos.y - origin.y)
        };
        if response.drag_started_by(PointerButton::Primary) && modifiers.shift {
            self.corners = press.map(at).into_iter().collect();
            self.is_lasso = modifiers.alt;
        }
        if self.corners.is_empty() {
            return false;
        }
        if let Some(to) = latest.map(at) {
            let is_far = |last: &Point| (last.x - to.x).hypot(last.y - to.y) >= STEP;
            if !self.is_lasso {
                self.corners.truncate(1);
                self.corners.push(to);
            } else if self.corners.last().is_some_and(is_far) {
                self.corners.push(to);
            }
        }
        if response.dragged_by(PointerButton::Primary) {
            response.ctx.set_cursor_icon(CursorIcon::Crosshair);
        } else {
            actions.push(Action::Tool(ToolStep::Pick(self.ring())));
            self.corners.clear();
        }
        true
    }

    fn ring(&self) -> Vec<Point> {
        match self.corners[..] {
            [from, to] if !self.is_lasso => {
                vec![from, Point::new(to.x, from.y), to, Point::new(from.x, to.y)]
            }
            _ => self.corners.clone(),
        }
    }

    /// The outline so far.
    pub fn items(&self, state: &State) -> Vec<Item> {
        let ring = self.ring();
        if ring.len() < 2 {
            return Vec::new();
        }
        outline(&state.session.view, &ring)
    }
}

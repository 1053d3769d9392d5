//! An area drawn on the map, corner by corner or as a rectangle.
//!
//! Each click adds a corner; a double click or Enter closes the area, Backspace takes the last corner
//! away, Escape leaves the area as it was (see [`crate::app::commands`]). A drag with Shift draws a
//! rectangle; any other drag moves the map.
//! Does not know: what the area is for.

use eframe::egui::{self, CursorIcon, Key, Modifiers, PointerButton};

use crate::app::action::Action;
use crate::app::resilience::ClosureStep;
use crate::app::state::State;
use crate::model::geometry::LonLat;
use crate::scene::closures::outline_of;
use crate::scene::item::{Item, Marker, MarkerShape, Point, Stroke};

/// Radius of a corner, points.
const CORNER: f32 = 3.5;
/// An area has at least so many corners.
const LEAST: usize = 3;

/// A rectangle on its way.
#[derive(Default)]
pub struct AreaTool {
    /// The corner where the drag began, on the page.
    from: Option<Point>,
}

impl AreaTool {
    /// Follows the pointer and keys while an area is drawn: says whether a drag is about it.
    pub fn follow(
        &mut self,
        response: &egui::Response,
        origin: egui::Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) -> bool {
        let Some(corners) = &state.transient.closures.drawing else {
            self.from = None;
            return false;
        };
        response.ctx.set_cursor_icon(CursorIcon::Crosshair);
        let at = |pos: egui::Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
        let camera = &state.session.view.camera;
        let mut ask = |step| actions.push(Action::Closures(step));
        let (press, has_shift) = response
            .ctx
            .input(|input| (input.pointer.press_origin(), input.modifiers.shift));
        if response.drag_started_by(PointerButton::Primary) && has_shift {
            self.from = press.map(at);
        }
        if let Some(from) = self.from {
            if response.dragged_by(PointerButton::Primary) {
                return true;
            }
            self.from = None;
            if let Some(to) = pointer(response).map(at) {
                let ring = rectangle(from, to).map(|corner| camera.position_at(corner));
                ask(ClosureStep::Area(ring.to_vec()));
            }
            return true;
        }
        let pressed = |key| {
            let is_typing = response.ctx.text_edit_focused();
            !is_typing
                && response
                    .ctx
                    .input_mut(|input| input.consume_key(Modifiers::NONE, key))
        };
        let is_area = corners.len() >= LEAST;
        if (response.double_clicked() || pressed(Key::Enter)) && is_area {
            ask(ClosureStep::Area(corners.clone()));
        } else if pressed(Key::Backspace) && !corners.is_empty() {
            ask(ClosureStep::Draw(corners[..corners.len() - 1].to_vec()));
        } else if response.clicked()
            && !response.double_clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            let mut corners = corners.clone();
            corners.push(camera.position_at(at(pos)));
            ask(ClosureStep::Draw(corners));
        }
        false
    }

    /// What is drawn so far, up to the pointer.
    pub fn items(&self, response: &egui::Response, origin: egui::Pos2, state: &State) -> Vec<Item> {
        let Some(corners) = &state.transient.closures.drawing else {
            return Vec::new();
        };
        let view = &state.session.view;
        let at = |pos: egui::Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
        let to = pointer(response).map(at);
        if let (Some(from), Some(to)) = (self.from, to) {
            let mut ring: Vec<LonLat> = rectangle(from, to)
                .map(|corner| view.camera.position_at(corner))
                .to_vec();
            ring.extend(ring.first().copied());
            return outline_of(view, &ring);
        }
        let mut line = corners.clone();
        line.extend(to.map(|to| view.camera.position_at(to)));
        let mut items = outline_of(view, &line);
        let palette = view.palette();
        items.extend(corners.iter().map(|&corner| {
            Item::Marker(Marker {
                at: view.camera.page_of(corner),
                shape: MarkerShape::Circle,
                radius: CORNER,
                angle: 0.0,
                fill: palette.page,
                stroke: Stroke::solid(1.6, palette.ink),
            })
        }));
        items
    }
}

/// Where the pointer is on the map.
fn pointer(response: &egui::Response) -> Option<egui::Pos2> {
    let pos = response.ctx.pointer_latest_pos();
    pos.filter(|pos| response.rect.contains(*pos))
}

/// The corners of a rectangle, one after the other.
fn rectangle(from: Point, to: Point) -> [Point; 4] {
    [from, Point::new(to.x, from.y), to, Point::new(from.x, to.y)]
}

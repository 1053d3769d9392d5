//! Lines and areas measured on the map.
//!
//! Clicks are corners and snap to hubs nearby, with Alt to nothing. A click on the first corner makes an area; a
//! double click or Enter ends the line, Backspace takes the last corner back, Escape leaves (see
//! [`crate::app::commands`]). A click on a number copies it. A drag moves the map.
//! Does not know: how lengths and areas are found (see [`crate::app::tools`]).

use eframe::egui::{
    self, Align2, CursorIcon, FontId, Key, Modifiers, Pos2, Rect, Role, Sense, Stroke, StrokeKind,
    WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::draw::menu::SNAP;
use crate::app::state::State;
use crate::app::theme::color;
use crate::app::tools::ToolStep;
use crate::app::tools::measure::{LEAST, MeasureStep, Measured, area_in_words, length_in_words};
use crate::model::geometry::{LonLat, area_km2, geodesics, length_km};
use crate::model::link::Mode;
use crate::scene::bend::hubs_near;
use crate::scene::drawn;
use crate::scene::item::{Item, Point};

/// A click so near to a corner is one on it, points.
const SAME: f32 = 9.0;
/// Geodesics are drawn in pieces of so many kilometers.
const PIECE_KM: f64 = 80.0;
/// A piece has its own number where it is so long, points.
const ROOM: f32 = 74.0;
/// Size of letters of numbers, points.
const SIZE: f32 = 12.0;

/// Where the pointer would measure to.
#[derive(Default)]
pub struct MeasureTool {
    /// The position, snapped.
    to: Option<LonLat>,
    /// The name of the hub that it snaps to.
    hub: Option<String>,
    /// Whether a click there closes the line.
    closes: bool,
}

impl MeasureTool {
    /// Follows pointer and keys while the tool is taken up.
    pub fn follow(
        &mut self,
        response: &egui::Response,
        origin: Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) {
        *self = Self::default();
        let camera = &state.session.view.camera;
        let pos = response.ctx.pointer_latest_pos();
        let at = pos.filter(|_| response.contains_pointer());
        let at = at.map(|pos| Point::new(pos.x - origin.x, pos.y - origin.y));
        let is_free = response.ctx.input(|input| input.modifiers.alt);
        let line = &state.transient.tools.measure.line;
        let is_near = |corner: LonLat, at: Point| {
            let corner = camera.page_of(corner);
            (corner.x - at.x).hypot(corner.y - at.y) <= SAME
        };
        if let Some(at) = at {
            response.ctx.set_cursor_icon(CursorIcon::Crosshair);
            let hub = hub_at(state, at).filter(|_| !is_free);
            self.to = Some(
                hub.as_ref()
                    .map_or_else(|| camera.position_at(at), |of| of.0),
            );
            self.hub = hub.map(|of| of.1);
            let first = line.first().filter(|_| line.len() >= LEAST);
            if let Some(&first) = first.filter(|&&first| is_near(first, at)) {
                (self.to, self.closes) = (Some(first), true);
            }
        }
        let mut ask = |step| actions.push(Action::Tool(ToolStep::Measure(step)));
        let pressed = |key| {
            let context = &response.ctx;
            let is_ours = !context.text_edit_focused() && !egui::Popup::is_any_open(context);
            is_ours && context.input_mut(|input| input.consume_key(Modifiers::NONE, key))
        };
        if !line.is_empty() && pressed(Key::Backspace) {
            ask(MeasureStep::Back);
        } else if !line.is_empty() && pressed(Key::Enter) {
            ask(MeasureStep::End);
        } else if let (true, Some(to), Some(at)) = (response.clicked(), self.to, at) {
            let is_again = line.last().is_some_and(|&last| is_near(last, at));
            if self.closes {
                ask(MeasureStep::Close);
            } else if response.double_clicked() && is_again {
                ask(MeasureStep::End);
            } else {
                ask(MeasureStep::Corner(to));
            }
        }
    }

    /// What was measured, and what is being measured up to the pointer.
    pub fn items(&self, state: &State) -> Vec<Item> {
        let (now, view) = (&state.transient.tools.measure, &state.session.view);
        let mut items = Vec::new();
        let mut add = |outline: &[LonLat], corners: &[LonLat]| {
            let shape = geodesics(outline, PIECE_KM);
            items.extend(drawn::ghost(view, &shape, Mode::Rail));
            items.extend(corners.iter().map(|&at| drawn::corner(view, at)));
        };
        for done in &now.done {
            add(&done.outline(), &done.corners);
        }
        if now.is_on && !now.line.is_empty() {
            let mut outline = now.line.clone();
            outline.extend(self.to);
            add(&outline, &now.line);
        }
        if now.is_on
            && let Some(at) = self.to.filter(|_| self.hub.is_some() || self.closes)
        {
            items.push(drawn::ring(view, at));
        }
        items
    }

    /// What is said at the pointer: what it snaps to, how long the line is, what can be done.
    pub fn tooltip(&self, response: &egui::Response, state: &State) {
        let now = &state.transient.tools.measure;
        let Some(to) = self.to.filter(|_| now.is_on) else {
            return;
        };
        let tooltip = egui::Tooltip::always_open(
            response.ctx.clone(),
            response.layer_id,
            response.id.with("measure"),
            egui::PopupAnchor::Pointer,
        );
        tooltip.gap(18.0).show(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            if let Some(hub) = &self.hub {
                ui.label(state.fill("draw.at", &[hub]));
            }
            if let Some(&last) = now.line.last() {
                let mut line = now.line.clone();
                line.push(to);
                ui.strong(length_in_words(length_km(&line)));
                if self.closes {
                    ui.strong(area_in_words(area_km2(&now.line)));
                } else if now.line.len() > 1 {
                    let piece = length_in_words(length_km(&[last, to]));
                    ui.label(state.fill("measure.piece", &[&piece]));
                }
            }
            ui.weak(state.text(match now.line.len() {
                0 => "measure.how",
                1..LEAST => "measure.how-on",
                _ if self.closes => "measure.how-close",
                _ => "measure.how-area",
            }));
        });
    }
}

/// The hub nearby, and its name.
fn hub_at(state: &State, at: Point) -> Option<(LonLat, String)> {
    let (network, view) = (state.numbers()?, &state.session.view);
    let outcome = state.transient.outcome.as_deref();
    let near = hubs_near(&state.layers, network, outcome, view, at, SNAP);
    let hub = *near.first()?;
    Some((network.node(hub).at, state.node_name(hub)))
}

/// The numbers of what was measured, on the map.
pub fn numbers_ui(ui: &egui::Ui, state: &State, map: Rect, actions: &mut Vec<Action>) {
    let now = &state.transient.tools.measure;
    for (place, done) in now.done.iter().enumerate() {
        for (part, (at, said)) in numbers(state, done).into_iter().enumerate() {
            let at = map.min + vec2(at.x, at.y);
            if map.contains(at) {
                number_ui(ui, state, (at, &said), (map, (place, part)), actions);
            }
        }
    }
}

/// Where the numbers of a measurement are on the page, and what they say: all of it first.
fn numbers(state: &State, done: &Measured) -> Vec<(Point, String)> {
    let camera = &state.session.view.camera;
    let outline = done.outline();
    let on_page: Vec<Point> = outline.iter().map(|&at| camera.page_of(at)).collect();
    let Some(&last) = on_page.last() else {
        return Vec::new();
    };
    let at = if done.is_area {
        middle(&on_page[..done.corners.len()])
    } else {
        last.moved(0.0, -18.0)
    };
    let mut numbers = vec![(at, done.in_words())];
    if outline.len() < 3 {
        return numbers;
    }
    for (pair, on_page) in outline.windows(2).zip(on_page.windows(2)) {
        let (a, b) = (on_page[0], on_page[1]);
        if (b.x - a.x).hypot(b.y - a.y) > ROOM {
            numbers.push((middle(on_page), length_in_words(length_km(pair))));
        }
    }
    numbers
}

#[expect(clippy::cast_precision_loss, reason = "there are few corners")]
fn middle(of: &[Point]) -> Point {
    let count = of.len().max(1) as f32;
    let sum = of
        .iter()
        .fold(Point::default(), |sum, at| sum.moved(at.x, at.y));
    Point::new(sum.x / count, sum.y / count)
}

fn number_ui(
    ui: &egui::Ui,
    state: &State,
    (at, said): (Pos2, &str),
    (map, id): (Rect, (usize, usize)),
    actions: &mut Vec<Action>,
) {
    let palette = state.session.view.palette();
    let painter = ui.painter_at(map);
    let font = FontId::proportional(SIZE);
    let text = painter.layout_no_wrap(said.to_owned(), font, color(palette.ink));
    let inner = Align2::CENTER_CENTER.anchor_size(at, text.size());
    let place = inner.expand2(vec2(6.0, 3.0));
    let response = ui.interact(place, ui.scope_id().with(("measured", id)), Sense::click());
    let label = state.fill("measure.copy", &[said]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let line = if response.hovered() {
        palette.accent
    } else {
        palette.rule
    };
    painter.rect(
        place,
        4.0,
        color(palette.panel),
        Stroke::new(1.0, color(line)),
        StrokeKind::Inside,
    );
    painter.galley(inner.min, text, color(palette.ink));
    if response.clicked() {
        actions.push(Action::Copy(said.to_owned()));
    }
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text(label);
}

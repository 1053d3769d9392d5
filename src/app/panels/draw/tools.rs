//! The tools of the map as buttons at its corner.
//!
//! Does not know: what a tool does.

use std::f32::consts::FRAC_PI_2;

use eframe::egui::{
    self, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2,
    WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::commands::COMMANDS;
use crate::app::draw::{DrawStep, Tool};
use crate::app::state::State;
use crate::app::tools::ToolStep;
use crate::app::tools::measure::MeasureStep;
use crate::scene::projection as scene;

/// Size of a button, points.
const SIZE: f32 = 28.0;

/// Space between the map's corner and the buttons.
const AWAY: f32 = 10.0;
/// Space around the buttons, their frame included, and between them.
const AROUND: f32 = 3.0;
/// See [`AROUND`].
const BETWEEN: f32 = 2.0;

/// Whether there is a map to be drawn on.
fn is_there(state: &State) -> bool {
    let document = state.document.as_ref();
    document.is_some_and(|document| !document.network.nodes().is_empty())
}

/// What of the map the tools cover, in points from its corner.
#[must_use]
pub fn tools_area(state: &State) -> Option<scene::Rect> {
    let n_buttons = Tool::ALL.iter().map(|_| 1.0).sum::<f32>() + 1.0;
    let length = n_buttons * (SIZE + BETWEEN) - BETWEEN + 2.0 * AROUND;
    let area = scene::Rect::new(AWAY, AWAY, SIZE + 2.0 * AROUND, length);
    is_there(state).then_some(area)
}

/// Shows the tools at the left of the map.
pub fn tools_ui(context: &egui::Context, state: &State, map: Rect, actions: &mut Vec<Action>) {
    if !is_there(state) {
        return;
    }
    egui::Area::new(egui::Id::unique("tools"))
        .fixed_pos(map.left_top() + vec2(AWAY, AWAY))
        .order(egui::Order::Middle)
        .show(context, |ui| {
            let frame = egui::Frame::new()
                .fill(ui.visuals().panel_fill)
                .stroke(ui.visuals().widgets.noninteractive.bg_stroke)
                .corner_radius(6)
                .inner_margin(AROUND - 1.0);
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(BETWEEN, BETWEEN);
                for tool in Tool::ALL {
                    let is_up = state.transient.draw.tool == Some(tool);
                    let paint = |ui: &Ui, center, ink| draw(ui, center, tool, ink);
                    if button(ui, state, tool.words_key(), is_up, paint).clicked() {
                        let take = (!is_up).then_some(tool);
                        actions.push(Action::Draw(DrawStep::Take(take)));
                    }
                }
                let is_up = state.transient.tools.measure.is_on;
                if button(ui, state, "command.measure", is_up, ruler).clicked() {
                    let step = MeasureStep::Take(!is_up);
                    actions.push(Action::Tool(ToolStep::Measure(step)));
                }
            });
        });
}

fn button(
    ui: &mut Ui,
    state: &State,
    words: &str,
    is_up: bool,
    paint: impl FnOnce(&Ui, Pos2, Color32),
) -> Response {
    let name = state.text(words);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIZE), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_up, &name));
    let visuals = ui.visuals();
    let ink = if is_up {
        visuals.selection.stroke.color
    } else {
        visuals.text_color()
    };
    let ground = match (is_up, response.hovered() || response.has_focus()) {
        (true, _) => visuals.selection.bg_fill,
        (false, true) => visuals.widgets.hovered.bg_fill,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter()
        .rect_filled(rect, CornerRadius::same(4), ground);
    paint(ui, rect.center(), ink);
    let key = COMMANDS.iter().find(|of| of.words == words);
    let key = key.and_then(|of| of.key);
    let key = key.map(|key| ui.ctx().format_shortcut(&key));
    let tip = state.text(&format!("{words}.tip"));
    response.on_hover_ui(|ui| {
        ui.strong(format!("{name} ({})", key.unwrap_or_default()));
        ui.label(tip);
    })
}

/// A ruler across.
fn ruler(ui: &Ui, center: Pos2, ink: Color32) {
    let line = Stroke::new(1.6, ink);
    let along = Vec2::angled(-FRAC_PI_2 / 2.0);
    let across = along.rot90();
    let at = |x: f32, y: f32| center + along * x + across * y;
    let corners = vec![
        at(-11.0, -3.8),
        at(11.0, -3.8),
        at(11.0, 3.8),
        at(-11.0, 3.8),
    ];
    ui.painter().add(Shape::closed_line(corners, line));
    for (x, length) in [(-5.5, 2.6), (0.0, 3.8), (5.5, 2.6)] {
        let mark = [at(x, -3.8), at(x, -3.8 + length)];
        ui.painter().line_segment(mark, Stroke::new(1.3, ink));
    }
}

/// A line between two hubs; a hub with a plus; a hub with arrows.
fn draw(ui: &Ui, center: Pos2, tool: Tool, ink: Color32) {
    let painter = ui.painter();
    let line = Stroke::new(1.6, ink);
    let at = |x: f32, y: f32| center + vec2(x, y);
    match tool {
        Tool::Link => {
            painter.circle_stroke(at(-6.5, 5.0), 3.0, line);
            painter.circle_stroke(at(6.5, -5.0), 3.0, line);
            painter.line_segment([at(-4.2, 3.2), at(4.2, -3.2)], line);
        }
        Tool::Hub => {
            painter.circle_stroke(at(-2.0, 2.0), 5.5, line);
            painter.line_segment([at(6.5, -9.5), at(6.5, -3.5)], line);
            painter.line_segment([at(3.5, -6.5), at(9.5, -6.5)], line);
        }
        Tool::Move => {
            painter.circle_stroke(center, 3.0, line);
            for turn in 0_u8..4 {
                let angle = f32::from(turn) * FRAC_PI_2;
                let along = Vec2::angled(angle);
                let across = along.rot90();
                let tip = center + along * 10.0;
                let corners = vec![
                    tip,
                    center + along * 6.2 + across * 3.2,
                    center + along * 6.2 - across * 3.2,
                ];
                painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
            }
        }
    }
}

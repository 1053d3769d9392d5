//! The layers that people added: shown or hidden, in which color and with how wide lines.
//!
//! Does not know: how layers are drawn.

use eframe::egui::{
    self, CornerRadius, Popup, PopupCloseBehavior, Response, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo,
};

use super::look::COLORS;
use super::widgets::{Icon, icon_switch, look_button};
use crate::app::action::Action;
use crate::app::looks::{Layer, LookStep};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::context::ContextLayer;
use crate::scene::context::{ContextStyle, LineWeight, UserLayer};
use crate::scene::palette::Color;
use crate::words::format::number;

/// Side of a button that shows a color, points.
const SWATCH: f32 = 22.0;

/// Shows a row for each layer that people added.
pub fn context_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    ui.add_space(2.0);
    for user in state.layers.users() {
        if let Some(layer) = document.context.get(user.index) {
            ui.push_id(user.index, |ui| {
                ui.horizontal(|ui| row(ui, state, user, layer, actions));
            });
        }
    }
}

fn row(
    ui: &mut Ui,
    state: &State,
    user: &UserLayer,
    layer: &ContextLayer,
    actions: &mut Vec<Action>,
) {
    let view = &state.session.view;
    let is_shown = view.is_context_shown(user.index);
    let shown = state.fill("context.shown", &[&layer.name]);
    let tip = state.text("context.shown.tip");
    if icon_switch(ui, Icon::Eye, is_shown, &shown, &tip).clicked() {
        actions.push(Action::ShowContext(user.index, !is_shown));
    }
    let style = user.style(view);
    let name = state.fill("context.style", &[&layer.name]);
    let opaque = user.drawn(view).color.with_alpha(0xFF);
    let button = color_swatch(ui, opaque, false, &name);
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| style_menu(ui, state, user.index, style, actions));
    button.on_hover_text(state.text("context.style.tip"));
    let adjust = state.fill("look.adjust", &[&layer.name]);
    if look_button(ui, &adjust, &state.text("look.adjust.tip")).clicked() {
        actions.push(Action::Look(LookStep::Open(Layer::Added(user.index))));
    }
    let name = if is_shown {
        egui::RichText::new(&layer.name)
    } else {
        egui::RichText::new(&layer.name).weak()
    };
    let count = number(f64::from(count(layer)), 0);
    let tip = format!("{}\n{}", layer.file, state.fill("context.tip", &[&count]));
    let label = egui::Label::new(name).truncate().sense(Sense::click());
    let response = ui.add(label).on_hover_text(tip);
    if response.clicked() {
        actions.extend(layer.extent().map(Action::LookAt));
    }
    response.context_menu(|ui| {
        if ui.button(state.text("context.zoom")).clicked() {
            actions.extend(layer.extent().map(Action::LookAt));
            ui.close();
        }
    });
}

fn count(layer: &ContextLayer) -> u32 {
    u32::try_from(layer.labels.len()).unwrap_or(u32::MAX)
}

/// The choice of color and line width.
fn style_menu(
    ui: &mut Ui,
    state: &State,
    layer: usize,
    style: ContextStyle,
    actions: &mut Vec<Action>,
) {
    ui.weak(state.text("context.color"));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (number, key) in COLORS.into_iter().enumerate() {
            let of = ContextStyle {
                color: number,
                ..style
            };
            let is_chosen = style.color % COLORS.len() == number;
            let name = state.text(key);
            let color = of.color(state.session.view.palette());
            let button = color_swatch(ui, color, is_chosen, &name);
            if button.on_hover_text(name).clicked() {
                actions.push(Action::SetContextStyle(layer, of));
            }
        }
    });
    ui.add_space(4.0);
    ui.weak(state.text("context.weight"));
    ui.horizontal(|ui| {
        for weight in LineWeight::ALL {
            let name = state.text(match weight {
                LineWeight::Thin => "weight.thin",
                LineWeight::Medium => "weight.medium",
                LineWeight::Thick => "weight.thick",
            });
            if ui.selectable_label(style.weight == weight, name).clicked() {
                let of = ContextStyle { weight, ..style };
                actions.push(Action::SetContextStyle(layer, of));
            }
        }
    });
}

/// A button that shows a color, with a name for those who cannot see it.
pub fn color_swatch(ui: &mut Ui, of: Color, is_chosen: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SWATCH), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name));
    let visuals = ui.visuals();
    let round = CornerRadius::same(4);
    if response.hovered() || response.has_focus() {
        let hovered = visuals.widgets.hovered.bg_fill;
        ui.painter().rect_filled(rect, round, hovered);
    }
    if is_chosen {
        let ring = Stroke::new(1.5, visuals.text_color());
        let inner = rect.shrink(1.0);
        ui.painter()
            .rect_stroke(inner, round, ring, egui::StrokeKind::Inside);
    }
    let fill = color(of);
    ui.painter()
        .rect_filled(rect.shrink(4.5), CornerRadius::same(3), fill);
    response
}

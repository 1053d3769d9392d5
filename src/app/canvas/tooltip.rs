//! What is said of the thing on the map that the pointer is over.
//!
//! Does not know: how it was found.

use eframe::egui;

use super::drag::can_grab;
use crate::app::state::State;
use crate::model::network::Network;
use crate::scene::basemap::borders::{class_in, is_chinese};
use crate::scene::item::Point;
use crate::scene::sheet::Thing;
use crate::study::outcome::Outcome;
use crate::study::sentences::{link_name, route_names};
use crate::words::format::{number, short};
use crate::words::text;

/// What is said of the thing that the pointer is over.
pub fn thing_tooltip(
    response: &egui::Response,
    state: &State,
    thing: Thing,
    at: impl Fn(egui::Pos2) -> Point,
) {
    let Some(network) = state.numbers() else {
        return;
    };
    let of = Of {
        network,
        outcome: state.transient.outcome.as_deref(),
    };
    let tooltip = egui::Tooltip::always_open(
        response.ctx.clone(),
        response.layer_id,
        response.id.with("thing"),
        egui::PopupAnchor::Pointer,
    );
    let can_drag = response
        .hover_pos()
        .is_some_and(|pos| can_grab(state, at(pos)));
    if can_drag {
        response.ctx.set_cursor_icon(egui::CursorIcon::Grab);
    }
    let how = match thing {
        Thing::Link(_) => "drag.how",
        _ => "drag.how-stop",
    };
    tooltip.gap(14.0).show(|ui| {
        tooltip_ui(ui, state, &of, thing);
        if can_drag {
            ui.weak(state.text(how));
        }
    });
}

/// Whose numbers are told.
pub struct Of<'a> {
    /// The network that has the thing.
    pub network: &'a Network,
    /// The result over it.
    pub outcome: Option<&'a Outcome>,
}

/// A thing of the map: its name, what it is, its numbers.
pub fn tooltip_ui(ui: &mut egui::Ui, state: &State, of: &Of, thing: Thing) {
    let network = of.network;
    let lang = state.lang();
    // A tooltip that opens where the last one was small would keep that width and break words.
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    match thing {
        Thing::Node(id) => {
            let node = network.node(id);
            ui.strong(node.names.in_lang(lang));
            let other = node.names.in_lang(lang.other());
            if other != node.names.in_lang(lang) {
                ui.label(other);
            }
            ui.weak(text(lang, node.kind.words_key()));
            if let Some(capacity) = &node.capacity {
                ui.weak(format!(
                    "{} {}",
                    number(capacity.value, 0),
                    capacity.unit.in_lang(lang)
                ));
            }
        }
        Thing::Link(id) => {
            let link = network.link(id);
            ui.strong(link_name(network, id, lang));
            let routes = route_names(network, &link.routes, lang);
            ui.weak(format!("{} · {routes}", text(lang, link.mode.words_key())));
            let capacity = match &link.forward.capacity {
                Some(c) => format!("{} {}", number(c.value, 0), c.unit.in_lang(lang)),
                None => state.text("inspector.no-capacity"),
            };
            ui.weak(format!(
                "{} {} · {} {} · {capacity}",
                number(link.length.value, 0),
                link.length.unit.in_lang(lang),
                short(link.forward.hours.value),
                link.forward.hours.unit.in_lang(lang)
            ));
            if let Some(outcome) = of.outcome {
                let access = outcome.availability.link(id);
                if !access.is_open() {
                    ui.colored_label(ui.visuals().warn_fg_color, text(lang, access.words_key()));
                }
            }
        }
        Thing::Context { layer, feature } => {
            ui.strong(state.feature_name(layer, feature));
            let Some((layer, label)) = state.feature(layer, feature) else {
                return;
            };
            let is_chinese = is_chinese(&state.session.view.borders, lang);
            let class = class_in(&label.class, is_chinese);
            if !class.is_empty() {
                ui.label(class);
            }
            ui.weak(&layer.name);
        }
    }
}

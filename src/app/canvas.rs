//! The map in the window: paints the scene, turns gestures into actions.
//!
//! Does not know: how a scene is described or an action done.

mod area;
mod drag;
mod swipe;

use std::sync::Arc;

use eframe::egui::{self, PointerButton, Role, Sense, WidgetInfo};

use super::action::{Action, End};
use super::cards::{Card, cut_origin};
use super::files::window_credits;
use super::flows::users;
use super::paint::{self, Triangles};
use super::panels::number::tooltip;
use super::panels::plain::menu_ui;
use super::plain::PlainAction;
use super::resilience::what_if;
use super::restrict::entries;
use super::state::{State, is_in};
use super::ways::way_on;
use crate::model::edit::Edit;
use crate::model::geometry::LonLat;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::scene::basemap::class_in;
use crate::scene::furniture::teu_a_year;
use crate::scene::item::Point;
use crate::scene::overlay::thing_at;
use crate::scene::projection::Camera;
use crate::scene::sheet::{Furniture, Thing, scene};
use crate::study::outcome::{CutPart, Outcome, Throughput};
use crate::study::sentences::{link_name, route_names};
use crate::study::ways::chosen_place;
use crate::words::format::{number, short};
use crate::words::text;
use area::AreaTool;
use drag::{Drag, can_grab};

/// How near the pointer must be to a thing, points: hit areas of 20 and more across.
const REACH: f32 = 10.0;
/// Scroll points that double the scale.
const SCROLL_A_DOUBLING: f32 = 200.0;

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct Canvas {
    /// Triangles of the map's areas.
    pub triangles: Triangles,
    /// What was right-clicked, and the network it is in.
    menu: Option<(Arc<Network>, Thing)>,
    /// Where it was right-clicked.
    menu_at: Option<LonLat>,
    /// What is being dragged.
    drag: Drag,
    /// The area that is being drawn.
    area: AreaTool,
}

impl Canvas {
    /// Shows the map in what is left of `ui`.
    pub fn show(&mut self, ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
        let rect = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(rect, Sense::click_and_drag());
        let label = state.text("map.label");
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
        let size = Point::new(rect.width(), rect.height());
        let Some(document) = &state.document else {
            let palette = state.session.view.palette();
            ui.painter()
                .rect_filled(rect, 0.0, super::theme::color(palette.water));
            if state.session.map_size != size {
                actions.push(Action::Resize(size));
            }
            let said = if state.transient.file_work.is_some() {
                "map.loading"
            } else {
                "map.nothing"
            };
            ui.put(rect, egui::Label::new(state.text(said)));
            return;
        };
        let around = Furniture {
            legend: state.session.show_legend,
            ..Furniture::for_window(&window_credits(state))
        };
        let mut view = state.session.view.clone();
        if state.session.map_size != size {
            actions.push(Action::Resize(size));
            view.camera = view.camera.with_viewport(around.viewport(size));
        }
        let outcome = state.transient.outcome.as_deref();
        let network = state.numbers().unwrap_or(&document.network);
        let mut picture = scene(&state.layers, network, outcome, &view, &around, size);
        let is_drawing = state.transient.closures.drawing.is_some();
        let is_held = if is_drawing {
            self.area.follow(&response, rect.min, state, actions)
        } else {
            self.drag.follow(&response, rect.min, state, actions)
        };
        let items = if is_drawing {
            self.area.items(&response, rect.min, state)
        } else {
            self.drag.items(&response, rect.min, state)
        };
        picture.overlay.extend(items);
        paint::paint(
            &ui.painter_at(rect),
            rect.min,
            &picture,
            &mut self.triangles,
        );
        let page = swipe::Page {
            rect,
            view: &view,
            around: &around,
        };
        let handle = swipe::swipe_ui(ui, state, &page, &mut self.triangles, actions);
        gestures(&response, rect.min, view.camera, is_held, actions);
        self.drag.tooltip(&response, state);
        if is_drawing {
            return;
        }
        let covered = handle.unwrap_or(rect.min.x);
        self.point(&response, (rect.min, covered), state, outcome, actions);
        if let Some(Throughput::Limited { bottleneck, .. }) =
            outcome.and_then(|outcome| outcome.throughput.as_ref())
        {
            for &(at, place) in &picture.numbers {
                let at = egui::Rect::from_min_size(
                    rect.min + egui::vec2(at.x, at.y),
                    egui::vec2(at.w, at.h),
                );
                if let Some(part) = bottleneck.get(place).filter(|_| at.center().x > covered) {
                    cut_number(ui, state, at, (place, part), actions);
                }
            }
        }
    }

    /// Hover, click and right-click on things; what is left of `covered` shows another scenario.
    fn point(
        &mut self,
        response: &egui::Response,
        (origin, covered): (egui::Pos2, f32),
        state: &State,
        outcome: Option<&Outcome>,
        actions: &mut Vec<Action>,
    ) {
        let Some(document) = &state.document else {
            return;
        };
        let view = &state.session.view;
        let network = state.numbers().unwrap_or(&document.network);
        let at = |pos: egui::Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
        let thing = |pos: egui::Pos2| {
            let is_own = pos.x >= covered;
            let found = || thing_at(&state.layers, network, outcome, view, at(pos), REACH);
            is_own.then(found).flatten()
        };
        let hovered = response.hover_pos().and_then(thing);
        let pointer = response
            .hover_pos()
            .map(|pos| view.camera.position_at(at(pos)));
        let is_still = hovered == view.hovered && pointer == state.transient.pointer;
        if !is_still && !response.dragged() {
            actions.push(Action::Hover(hovered, pointer));
        }
        if response.double_clicked() {
            if let Some(pos) = response.interact_pointer_pos() {
                let closer = view.camera.zoomed_about(at(pos), 2.0);
                actions.push(Action::SetCamera(closer));
            }
        } else if response.clicked() {
            let clicked = response.interact_pointer_pos().and_then(thing);
            actions.push(Action::Select(clicked));
            if let (Some(pos), true) = (response.interact_pointer_pos(), is_for_roads(state)) {
                let at = view.camera.position_at(at(pos));
                actions.push(Action::Plain(PlainAction::Pick(at)));
            }
        }
        if response.secondary_clicked() {
            let clicked = response.interact_pointer_pos().and_then(thing);
            self.menu = clicked.map(|thing| (Arc::clone(&document.network), thing));
            let pos = response.interact_pointer_pos();
            self.menu_at = pos.map(|pos| view.camera.position_at(at(pos)));
        }
        let is_of_study = |of: &&(Arc<Network>, Thing)| Arc::ptr_eq(&of.0, &document.network);
        let menu = self.menu.as_ref().filter(is_of_study);
        let menu = menu.map(|(_, thing)| *thing);
        let menu = menu.filter(|&thing| is_in(network, thing));
        response.context_menu(|ui| {
            menu_ui(ui, state, self.menu_at, actions);
            thing_menu(ui, state, menu, actions);
        });
        if let (Some(thing), false) = (
            hovered,
            response.dragged() || response.context_menu_opened(),
        ) {
            thing_tooltip(response, state, thing, at);
        }
    }
}

/// What is said of the thing that the pointer is over.
fn thing_tooltip(
    response: &egui::Response,
    state: &State,
    thing: Thing,
    at: impl Fn(egui::Pos2) -> Point,
) {
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
        tooltip_ui(ui, state, thing);
        if can_drag {
            ui.weak(state.text(how));
        }
    });
}

/// Whether clicks on the map are for a plain network: nothing else is open.
fn is_for_roads(state: &State) -> bool {
    state.plain.as_ref().is_some_and(|plain| plain.is_alone)
}

/// A number of the bottleneck on the map: a click opens its card.
fn cut_number(
    ui: &egui::Ui,
    state: &State,
    at: egui::Rect,
    (place, part): (usize, &CutPart),
    actions: &mut Vec<Action>,
) {
    let Some(network) = state.numbers() else {
        return;
    };
    let (CutPart::Link { capacity, .. } | CutPart::Hub { capacity, .. }) = part;
    let response = ui.interact(at, ui.scope_id().with(("cut", place)), Sense::click());
    let status = state.text(capacity.status.words_key());
    let label = format!("{}, {status}", teu_a_year(state.lang(), capacity.value));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &label));
    if response.clicked() {
        actions.push(Action::ShowCard(Card::of(cut_origin(network, part))));
    }
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_ui(|ui| tooltip(ui, state, capacity));
}

fn gestures(
    response: &egui::Response,
    origin: egui::Pos2,
    camera: Camera,
    is_held: bool,
    actions: &mut Vec<Action>,
) {
    let pans = response.dragged_by(PointerButton::Primary) && !is_held;
    if pans || response.dragged_by(PointerButton::Middle) {
        let by = response.drag_delta();
        if by != egui::Vec2::ZERO {
            actions.push(Action::SetCamera(camera.panned(by.x, by.y)));
        }
    }
    let Some(pos) = response.hover_pos() else {
        return;
    };
    let (scroll, pinch) = response
        .ctx
        .input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    let factor = f64::from((scroll / SCROLL_A_DOUBLING).exp2() * pinch);
    if (factor - 1.0).abs() > 1e-4 {
        let about = Point::new(pos.x - origin.x, pos.y - origin.y);
        actions.push(Action::SetCamera(camera.zoomed_about(about, factor)));
    }
}

/// The menu of a right click.
fn thing_menu(ui: &mut egui::Ui, state: &State, thing: Option<Thing>, actions: &mut Vec<Action>) {
    let mut entry = |ui: &mut egui::Ui, key: &str, action: Action| {
        if ui.button(state.text(key)).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    match thing {
        Some(Thing::Node(node)) => {
            ui.strong(state.node_name(node));
            entry(ui, "menu.from-here", Action::SetEnd(End::From, node));
            entry(ui, "menu.to-here", Action::SetEnd(End::To, node));
            entry(ui, "menu.add-origin", Action::AddEnd(End::From, node));
            entry(ui, "menu.add-destination", Action::AddEnd(End::To, node));
            ui.separator();
            for (key, action) in entries(state, Thing::Node(node)) {
                entry(ui, key, action);
            }
            entry(ui, "menu.reach", Action::ReachFrom(node));
            if let Some(action) = what_if(Thing::Node(node)) {
                entry(ui, "menu.what-if", action);
            }
            for (key, action) in users(state, Thing::Node(node)) {
                entry(ui, key, action);
            }
            ui.separator();
            if let Some((key, edit)) = node_edit(state, node) {
                entry(ui, key, Action::Edit(vec![edit]));
            }
            entry(ui, "menu.zoom-here", Action::FlyTo(Thing::Node(node)));
        }
        Some(Thing::Link(link)) => {
            if let Some(network) = state.numbers() {
                ui.strong(link_name(network, link, state.lang()));
            }
            for (key, action) in entries(state, Thing::Link(link)) {
                entry(ui, key, action);
            }
            if let Some((key, edit)) = link_edit(state, link) {
                entry(ui, key, Action::Edit(vec![edit]));
            }
            if let Some(action) = what_if(Thing::Link(link)) {
                entry(ui, "menu.what-if", action);
            }
            let chosen = state.transient.outcome.as_deref().and_then(chosen_place);
            let way = way_on(state, Thing::Link(link)).filter(|&way| Some(way) != chosen);
            if let Some(way) = way {
                entry(ui, "menu.choose-way", Action::ChooseWay(way));
            }
            for (key, action) in users(state, Thing::Link(link)) {
                entry(ui, key, action);
            }
            entry(ui, "menu.zoom-here", Action::FlyTo(Thing::Link(link)));
        }
        Some(thing @ Thing::Context { layer, feature }) => {
            ui.strong(state.feature_name(layer, feature));
            entry(ui, "menu.zoom-here", Action::FlyTo(thing));
        }
        None => {
            entry(ui, "command.home", Action::Home);
            entry(ui, "command.zoom-in", Action::Zoom(1.5));
            entry(ui, "command.zoom-out", Action::Zoom(1.0 / 1.5));
        }
    }
}

/// The text and edit that open a closed hub or close an open one.
#[must_use]
pub fn node_edit(state: &State, node: NodeId) -> Option<(&'static str, Edit)> {
    let outcome = state.transient.outcome.as_ref()?;
    let is_open = outcome.availability.is_node_open(node);
    let key = if is_open {
        "menu.close-hub"
    } else {
        "menu.open-hub"
    };
    let edit = Edit::SetNodeOpen {
        node: outcome.network.node(node).key.clone(),
        is_open: !is_open,
    };
    Some((key, edit))
}

/// The text and edit that open a closed link or close an open one: the whole of a split link.
#[must_use]
pub fn link_edit(state: &State, link: LinkId) -> Option<(&'static str, Edit)> {
    let outcome = state.transient.outcome.as_ref()?;
    let is_open = outcome.availability.link(link).is_open();
    let key = if is_open {
        "menu.close-link"
    } else {
        "menu.open-link"
    };
    let whole = outcome.network.link(link).key.whole();
    let edit = Edit::SetLinkOpen {
        link: crate::model::ids::Key::new(whole),
        is_open: !is_open,
    };
    Some((key, edit))
}

fn tooltip_ui(ui: &mut egui::Ui, state: &State, thing: Thing) {
    let Some(network) = state.numbers() else {
        return;
    };
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
            if let Some(outcome) = &state.transient.outcome {
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
            let class = class_in(&label.class, lang);
            if !class.is_empty() {
                ui.label(class);
            }
            ui.weak(&layer.name);
        }
    }
}

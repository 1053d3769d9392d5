//! The map in the window: paints the scene, turns gestures into actions.
//!
//! Does not know: how a scene is described or an action done.

mod area;
pub mod beside;
mod drag;
mod draw;
mod legend;
mod measure;
pub mod menu;
mod notes;
pub mod overview;
pub mod page;
mod pick;
mod running;
mod swipe;
mod tooltip;

use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{self, EventFilter, PointerButton, Role, Sense, WidgetInfo, pos2};

use super::action::Action;
use super::cards::{Card, cut_origin};
use super::draw::added::same_in;
use super::early::EarlyMap;
use super::files::window_credits;
use super::notes::anchor_on;
use super::paint::{self, Brushes};
use super::panels::draw::tools::tools_area;
use super::panels::number::tooltip;
use super::panels::plain::menu_ui;
use super::plain::PlainAction;
use super::state::{State, is_in};
use super::tools::ToolStep;
use crate::model::geometry::LonLat;
use crate::model::network::Network;
use crate::scene::furniture::teu_a_year;
use crate::scene::item::{Item, Point};
use crate::scene::overlay::thing_at;
use crate::scene::picked;
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Furniture, Thing, View, scene};
use crate::study::outcome::{CutPart, Outcome, Throughput};
use area::AreaTool;
use drag::Drag;
use draw::DrawTool;
use measure::MeasureTool;
use menu::thing_menu;
use overview::Overview;
use page::PagePreview;
use pick::PickTool;
use tooltip::thing_tooltip;

/// How near the pointer must be to a thing, points: hit areas of 20 and more across.
const REACH: f32 = 10.0;
/// Scroll points that double the scale.
const SCROLL_A_DOUBLING: f32 = 200.0;

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct Canvas {
    /// What the map is painted with.
    pub brushes: Brushes,
    /// The page in the place of the map.
    pub page: PagePreview,
    /// What was right-clicked, in which study, and the network that was shown then.
    menu: Option<([Arc<Network>; 2], Thing)>,
    /// Where it was right-clicked.
    menu_at: Option<LonLat>,
    /// What is being dragged.
    drag: Drag,
    /// The area that is being drawn.
    area: AreaTool,
    /// What is drawn of the network.
    draw: DrawTool,
    /// What is measured.
    measure: MeasureTool,
    /// What is picked.
    pick: PickTool,
    /// The small map of the whole.
    pub overview: Overview,
    /// What is drawn of files while they are read.
    pub early: EarlyMap,
    /// Whether the map has the focus, and with it the arrow keys.
    pub has_focus: bool,
}

/// Where the window's own map is seen.
struct Seen {
    /// Its upper left corner.
    origin: egui::Pos2,
    /// What is left of here shows another scenario.
    covered: f32,
    /// Whether the pointer is in the map of another scenario beside it.
    is_elsewhere: bool,
}

impl Canvas {
    /// Follows the pointer with what has the map: whether a drag is about that, and what it draws.
    fn follow(
        &mut self,
        response: &egui::Response,
        origin: egui::Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) -> (bool, Vec<Item>) {
        if state.transient.draw.has_map() {
            let is_held = self.draw.follow(response, origin, state, actions);
            return (is_held, self.draw.items(state));
        }
        if state.transient.closures.drawing.is_some() {
            let is_held = self.area.follow(response, origin, state, actions);
            return (is_held, self.area.items(response, origin, state));
        }
        if state.transient.tools.measure.is_on {
            self.measure.follow(response, origin, state, actions);
            return (false, Vec::new());
        }
        if self.pick.follow(response, origin, actions) {
            return (true, self.pick.items(state));
        }
        let is_held = self.drag.follow(response, origin, state, actions);
        (is_held, self.drag.items(response, origin, state))
    }

    /// Shows the map in what is left of `ui`.
    pub fn show(&mut self, ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
        // On whole pixels, as files have it.
        let whole = ui
            .available_rect_before_wrap()
            .round_to_pixels(ui.pixels_per_point());
        let rect = beside::own_side(state, whole);
        let response = ui.allocate_rect(rect, Sense::click_and_drag());
        let label = state.text("map.label");
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
        self.has_focus = keeps_arrows(&response);
        let size = Point::new(rect.width(), rect.height());
        let document = state.document.as_ref();
        let Some(document) = document.filter(|_| !self.early.has_page()) else {
            nothing_ui(ui, state, rect, actions);
            self.early.show(ui, state, rect, &mut self.brushes);
            return;
        };
        let around = around_map(state);
        let mut view = state.session.view.clone();
        view.flow_moment = running::moment(ui, state);
        view.flow_beside = beside::greatest_flow(state);
        if state.session.map_size != size {
            actions.push(Action::Resize(size));
            view.camera = view.camera.with_viewport(around.viewport(size));
        }
        let outcome = state.transient.outcome.as_deref();
        let network = state.numbers().unwrap_or(&document.network);
        let own = swipe::own_side(state, &around, size);
        let mut picture = scene(&state.layers, network, outcome, &view, &own, size);
        let is_measuring = state.transient.tools.measure.is_on;
        let has_tool = state.transient.draw.has_map();
        let has_map = is_measuring || has_tool || state.transient.closures.drawing.is_some();
        let (is_held, items) = self.follow(&response, rect.min, state, actions);
        picture.overlay.extend(marked(state, network, &view));
        picture.overlay.extend(self.measure.items(state));
        picture.overlay.extend(items);
        picture.overlay.extend(notes::drag_items(state));
        self.early.add_to(&mut picture, state);
        paint::paint(&ui.painter_at(rect), rect.min, &picture, &mut self.brushes);
        let page = swipe::Page {
            rect,
            view: &view,
            around: &around,
        };
        let handle = swipe::swipe_ui(ui, state, &page, &mut self.brushes, actions);
        let is_elsewhere = beside::beside_ui(ui, state, &page, whole, &mut self.brushes, actions);
        gestures(&response, rect.min, view.camera, is_held, actions);
        self.drag.tooltip(&response, state);
        if has_tool {
            self.draw.tooltip(&response, state);
        } else {
            self.measure.tooltip(&response, state);
        }
        measure::numbers_ui(ui, state, rect, actions);
        let covered = handle.unwrap_or(rect.min.x);
        let seen = egui::Rect::from_min_max(pos2(covered, rect.min.y), rect.max);
        legend::heading_ui(
            ui,
            state,
            (rect.min, seen, "own"),
            picture.legend_heading,
            actions,
        );
        if state.session.show_overview {
            let kept = (&mut self.overview, &mut self.brushes);
            overview::overview_ui(ui, state, rect, kept, actions);
        }
        if has_map {
            if !is_elsewhere {
                tell_position(&response, rect.min, state, actions);
            }
            return;
        }
        let seen = Seen {
            origin: rect.min,
            covered,
            is_elsewhere,
        };
        self.point(&response, &seen, state, outcome, actions);
        notes::notes_ui(ui, state, &picture.notes, (rect, covered), actions);
        cut_numbers_ui(ui, state, &picture.numbers, (rect.min, covered), actions);
    }

    /// Hover, click and right-click on things.
    fn point(
        &mut self,
        response: &egui::Response,
        seen: &Seen,
        state: &State,
        outcome: Option<&Outcome>,
        actions: &mut Vec<Action>,
    ) {
        let Some(document) = &state.document else {
            return;
        };
        let view = &state.session.view;
        let network = state.numbers().unwrap_or(&document.network);
        let at = |pos: egui::Pos2| Point::new(pos.x - seen.origin.x, pos.y - seen.origin.y);
        let thing = |pos: egui::Pos2| {
            let is_own = pos.x >= seen.covered;
            let found = || thing_at(&state.layers, network, outcome, view, at(pos), REACH);
            is_own.then(found).flatten()
        };
        let hovered = response.hover_pos().and_then(thing);
        let pointer = response
            .hover_pos()
            .map(|pos| view.camera.position_at(at(pos)));
        let is_still = hovered == view.hovered && pointer == state.transient.pointer;
        if !is_still && !response.dragged() && !seen.is_elsewhere {
            actions.push(Action::Hover(hovered, pointer));
        }
        if response.double_clicked() {
            if let Some(pos) = response.interact_pointer_pos() {
                let closer = view.camera.zoomed_about(at(pos), 2.0);
                actions.push(Action::SetCamera(closer));
            }
        } else if response.clicked() {
            let clicked = response.interact_pointer_pos().and_then(thing);
            if !state.transient.tools.picked.is_empty() {
                actions.push(Action::Tool(ToolStep::PickNone));
            }
            actions.push(Action::Select(clicked));
            if let (Some(pos), true) = (response.interact_pointer_pos(), is_for_roads(state)) {
                let at = view.camera.position_at(at(pos));
                actions.push(Action::Plain(PlainAction::Pick(at)));
            }
        }
        if response.secondary_clicked() {
            let clicked = response.interact_pointer_pos().and_then(thing);
            let networks = || [&document.network, network].map(Arc::clone);
            self.menu = clicked.map(|thing| (networks(), thing));
            let pos = response.interact_pointer_pos();
            self.menu_at = pos.map(|pos| view.camera.position_at(at(pos)));
        }
        // While a menu is open another result may come to be shown.
        let menu = self.menu.as_ref().and_then(|([study, shown], thing)| {
            let is_of_study = Arc::ptr_eq(study, &document.network);
            let same = || same_in(shown, network, *thing);
            is_of_study.then(same).flatten()
        });
        let menu = menu.filter(|&thing| is_in(network, thing));
        response.context_menu(|ui| {
            menu::within_window(ui, |ui| {
                menu_ui(ui, state, self.menu_at, actions);
                thing_menu(ui, state, menu, actions);
                let anchor = anchor_on(state, menu, self.menu_at);
                notes::pin_entry(ui, state, anchor, actions);
                draw::menu_ui(ui, state, (menu, self.menu_at), actions);
                menu::place_entry(ui, state, self.menu_at, actions);
            });
        });
        if let (Some(thing), false) = (
            hovered,
            response.dragged() || response.context_menu_opened(),
        ) {
            thing_tooltip(response, state, thing, at);
        }
    }
}

/// Whether the map has the focus: arrows move it then, and not the focus.
fn keeps_arrows(response: &egui::Response) -> bool {
    let has_focus = response.has_focus();
    if has_focus {
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        let context = &response.ctx;
        context.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    has_focus
}

/// Says where the pointer is while a tool has the map, which points at nothing.
fn tell_position(
    response: &egui::Response,
    origin: egui::Pos2,
    state: &State,
    actions: &mut Vec<Action>,
) {
    let camera = state.session.view.camera;
    let here = response
        .hover_pos()
        .map(|pos| camera.position_at(Point::new(pos.x - origin.x, pos.y - origin.y)));
    if here != state.transient.pointer {
        actions.push(Action::Hover(None, here));
    }
}

/// What is picked and marked, above the map.
fn marked(state: &State, network: &Network, view: &View) -> Vec<Item> {
    let tools = &state.transient.tools;
    let (hubs, links) = tools.picked.places(state);
    let mut items = picked::items(&state.layers, network, view, &hubs, &links);
    items.extend(tools.mark.map(|at| picked::mark(view, at)));
    items
}

/// What stands where the map will be.
fn nothing_ui(ui: &mut egui::Ui, state: &State, rect: egui::Rect, actions: &mut Vec<Action>) {
    let palette = state.session.view.palette();
    ui.painter()
        .rect_filled(rect, 0.0, super::theme::color(palette.water));
    let size = Point::new(rect.width(), rect.height());
    if state.session.map_size != size {
        actions.push(Action::Resize(size));
    }
    let said = if state.transient.file_work.opening.is_some() {
        "map.loading"
    } else {
        "map.nothing"
    };
    ui.put(rect, egui::Label::new(state.text(said)));
}

/// Whether clicks on the map are for a plain network: nothing else is open.
fn is_for_roads(state: &State) -> bool {
    state.plain.as_ref().is_some_and(|plain| plain.is_alone)
}

/// What stands around the window's map.
#[must_use]
pub fn around_map(state: &State) -> Furniture {
    Furniture {
        legend: state.shows_legend(),
        folds_legend: Some(state.session.folds_legend),
        covered: tools_area(state).into_iter().collect(),
        ..Furniture::for_window(&window_credits(state))
    }
}

/// The numbers of the bottleneck that are drawn on the map, right of what shows another scenario.
fn cut_numbers_ui(
    ui: &mut egui::Ui,
    state: &State,
    numbers: &[(Rect, usize)],
    (origin, covered): (egui::Pos2, f32),
    actions: &mut Vec<Action>,
) {
    let outcome = state.transient.outcome.as_deref();
    let Some(Throughput::Limited { bottleneck, .. }) =
        outcome.and_then(|outcome| outcome.throughput.as_ref())
    else {
        return;
    };
    for &(at, place) in numbers {
        let corner = origin + egui::vec2(at.x, at.y);
        let at = egui::Rect::from_min_size(corner, egui::vec2(at.w, at.h));
        if let Some(part) = bottleneck.get(place).filter(|_| at.center().x > covered) {
            cut_number(ui, state, at, (place, part), actions);
        }
    }
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

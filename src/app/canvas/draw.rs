//! Links and hubs drawn on the map.
//!
//! A click begins a line, at a hub, on a link or anywhere; further clicks are its corners, and one at a hub or
//! link, a double click or Enter ends it. Backspace takes the last corner back, Escape leaves (see
//! [`crate::app::commands`]). The pointer snaps to hubs and links nearby, with Alt to nothing. With the tool
//! that moves hubs a drag that begins at a hub moves it. Any other drag moves the map.
//! Does not know: what becomes of what is drawn (see [`crate::app::draw`]).

use eframe::egui::{self, CursorIcon, Key as Pressed, Modifiers, PointerButton};

use crate::app::action::Action;
use crate::app::draw::menu::{SNAP, menu_entries, stop_name, stop_on};
use crate::app::draw::{DrawStep, Form, Tool, draft};
use crate::app::state::State;
use crate::model::geometry::LonLat;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::scene::drawn;
use crate::scene::item::{Item, Point};
use crate::scene::overlay::thing_at;
use crate::scene::sheet::Thing;
use crate::study::drawn::Stop;
use crate::words::format::{number, short};

/// A second click is a double one within so many points of the first.
const SAME: f32 = 8.0;

/// What the pointer would draw at.
#[derive(Default)]
pub struct DrawTool {
    stop: Option<Stop>,
    /// Where it is on the page.
    pointer: Option<Point>,
    /// The hub whose drag is under way.
    held: Option<Key>,
}

impl DrawTool {
    /// Follows pointer and keys while a tool is taken up: says whether a drag is about it.
    pub fn follow(
        &mut self,
        response: &egui::Response,
        origin: egui::Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) -> bool {
        let draw = &state.transient.draw;
        let is_waiting = draw.form.is_some() || draw.asks.is_some();
        let Some(tool) = draw.tool.filter(|_| !is_waiting) else {
            *self = Self::default();
            return false;
        };
        let at = |pos: egui::Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
        let pos = response.ctx.pointer_latest_pos();
        let is_over = response.contains_pointer() || response.dragged();
        self.pointer = pos.filter(|_| is_over).map(at);
        let is_free = response.ctx.input(|input| input.modifiers.alt);
        self.stop = self.pointer.and_then(|at| stop_at(state, at, is_free));
        if is_over {
            response.ctx.set_cursor_icon(match tool {
                Tool::Link | Tool::Hub => CursorIcon::Crosshair,
                Tool::Move if self.held.is_some() => CursorIcon::Grabbing,
                Tool::Move => CursorIcon::Move,
            });
        }
        match tool {
            Tool::Link => self.line(response, state, actions),
            Tool::Hub => {
                if let Some(stop) = self.stop.clone().filter(|_| response.clicked()) {
                    actions.push(Action::Draw(DrawStep::Stop(stop)));
                }
            }
            Tool::Move => return self.moving(response, origin, state, actions),
        }
        false
    }

    fn line(&self, response: &egui::Response, state: &State, actions: &mut Vec<Action>) {
        let mut ask = |step| actions.push(Action::Draw(step));
        let line = state.transient.draw.line.as_ref();
        let pressed = |key| {
            let context = &response.ctx;
            let is_free = !context.text_edit_focused() && !egui::Popup::is_any_open(context);
            is_free && context.input_mut(|input| input.consume_key(Modifiers::NONE, key))
        };
        if line.is_some() && pressed(Pressed::Backspace) {
            ask(DrawStep::Back);
            return;
        }
        if line.is_some() && pressed(Pressed::Enter) {
            ask(DrawStep::Finish);
            return;
        }
        let Some(stop) = self.stop.clone().filter(|_| response.clicked()) else {
            return;
        };
        let last = line.and_then(|line| line.via.last());
        let on_page = |at: LonLat| state.session.view.camera.page_of(at);
        let is_again = self.pointer.zip(last).is_some_and(|(pointer, &last)| {
            let last = on_page(last);
            (last.x - pointer.x).hypot(last.y - pointer.y) <= SAME
        });
        match (line, stop) {
            (Some(_), _) if response.double_clicked() && is_again => ask(DrawStep::Finish),
            (Some(_), Stop::Place(at)) => ask(DrawStep::Corner(at)),
            (_, stop) => ask(DrawStep::Stop(stop)),
        }
    }

    /// The hub that is dragged: says whether there is one.
    fn moving(
        &mut self,
        response: &egui::Response,
        origin: egui::Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) -> bool {
        let press = response.ctx.input(|input| input.pointer.press_origin());
        if response.drag_started_by(PointerButton::Primary)
            && let Some(press) = press
        {
            let at = Point::new(press.x - origin.x, press.y - origin.y);
            if let Some(Stop::Hub(key)) = stop_at(state, at, false) {
                actions.push(Action::Draw(DrawStep::Grab(key.clone())));
                self.held = Some(key);
                return true;
            }
        }
        if self.held.is_none() {
            return false;
        }
        if response.dragged_by(PointerButton::Primary) {
            return true;
        }
        self.held = None;
        let is_over = self.pointer.filter(|_| response.contains_pointer());
        // Escape may have given it back.
        if state.transient.draw.held.is_some() {
            actions.push(Action::Draw(match is_over {
                Some(at) => DrawStep::Drop(state.session.view.camera.position_at(at)),
                None => DrawStep::Leave,
            }));
        }
        true
    }

    /// What is drawn so far, up to the pointer.
    pub fn items(&self, state: &State) -> Vec<Item> {
        let (Some(network), draw) = (state.numbers(), &state.transient.draw) else {
            return Vec::new();
        };
        let view = &state.session.view;
        let mut items = Vec::new();
        if let Some((line, wish)) = draft(draw, self.stop.as_ref()) {
            if let Some(shape) = line.line(network) {
                items.extend(drawn::ghost(view, &shape, wish.kind.mode()));
            }
            items.extend(line.via.iter().map(|&at| drawn::corner(view, at)));
            items.extend(line.from.at(network).map(|at| drawn::hub(view, at)));
            let is_done = draw.form.is_some();
            let end = line.to.at(network).filter(|_| is_done);
            items.extend(end.map(|at| drawn::hub(view, at)));
        }
        if let Some(Form::Hub { stop, .. }) = &draw.form {
            items.extend(stop.at(network).map(|at| drawn::hub(view, at)));
        }
        if let (Some(key), Some(at)) = (&draw.held, self.pointer)
            && let Some(hub) = network.node_by_key(key)
        {
            let to = view.camera.position_at(at);
            items.extend(drawn::moved(view, network, hub, to));
            return items;
        }
        if let Some(stop) = self.snapped(draw.tool) {
            items.extend(stop.at(network).map(|at| drawn::ring(view, at)));
        }
        items
    }

    /// What the pointer snaps to.
    fn snapped(&self, tool: Option<Tool>) -> Option<&Stop> {
        let stop = self.stop.as_ref()?;
        let is_snapped = match (tool, stop) {
            (_, Stop::Hub(_)) => true,
            (Some(Tool::Move), _) | (_, Stop::Place(_)) => false,
            (_, Stop::Link { .. }) => true,
        };
        is_snapped.then_some(stop)
    }

    /// What is said at the pointer: what it snaps to, and what the line comes to so far.
    pub fn tooltip(&self, response: &egui::Response, state: &State) {
        let draw = &state.transient.draw;
        let (Some(tool), Some(network), Some(stop)) = (draw.tool, state.numbers(), &self.stop)
        else {
            return;
        };
        if draw.form.is_some() || draw.asks.is_some() {
            return;
        }
        let tooltip = egui::Tooltip::always_open(
            response.ctx.clone(),
            response.layer_id,
            response.id.with("draw"),
            egui::PopupAnchor::Pointer,
        );
        tooltip.gap(18.0).show(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            let is_named = self.snapped(Some(tool)).is_some() && draw.held.is_none();
            if let Some(name) = stop_name(state, network, stop).filter(|_| is_named) {
                let key = match (stop, tool) {
                    (Stop::Link { .. }, _) => "draw.splits",
                    (_, Tool::Hub) => "draw.is-hub",
                    _ => "draw.at",
                };
                ui.strong(state.fill(key, &[&name]));
            }
            if let Some(said) = self.sums(state, network) {
                ui.label(said);
            }
            ui.weak(state.text(how(state, tool)));
        });
    }

    /// `262 km · 5.2 h · 98 ¥/TEU · 800,000 TEU/a`: what the line comes to with the last type.
    fn sums(&self, state: &State, network: &Network) -> Option<String> {
        let (line, wish) = draft(&state.transient.draw, self.stop.as_ref())?;
        let link = line.link(network, &wish)?;
        let lang = state.lang();
        let way = &link.forward;
        let mut said: Vec<String> = vec![format!(
            "{} {}",
            number(link.length.value, usize::from(link.length.value < 100.0)),
            link.length.unit.in_lang(lang)
        )];
        for sum in [&way.hours, &way.money] {
            said.push(format!("{} {}", short(sum.value), sum.unit.in_lang(lang)));
        }
        said.push(match &way.capacity {
            Some(capacity) => format!(
                "{} {}",
                number(capacity.value, 0),
                capacity.unit.in_lang(lang)
            ),
            None => state.text("inspector.no-capacity"),
        });
        Some(said.join(" · "))
    }
}

/// The key of what can be done next.
fn how(state: &State, tool: Tool) -> &'static str {
    let draw = &state.transient.draw;
    match tool {
        Tool::Link if draw.line.is_some() => "draw.how-on",
        Tool::Link => "draw.how-link",
        Tool::Hub => "draw.how-hub",
        Tool::Move if draw.held.is_some() => "drag.escape",
        Tool::Move => "draw.how-move",
    }
}

/// What a point of the page is as a stop: the hub or link nearby, else the place.
fn stop_at(state: &State, at: Point, is_free: bool) -> Option<Stop> {
    let (network, view) = (state.numbers()?, &state.session.view);
    let place = view.camera.position_at(at);
    let outcome = state.transient.outcome.as_deref();
    let thing = thing_at(&state.layers, network, outcome, view, at, SNAP);
    let snapped = match thing.filter(|_| !is_free) {
        Some(Thing::Node(id)) => Some(Stop::Hub(network.nodes().get(id.index())?.key.clone())),
        Some(Thing::Link(id)) => stop_on(state, network, id, place),
        Some(Thing::Context { .. }) | None => None,
    };
    Some(snapped.unwrap_or(Stop::Place(place)))
}

/// The entries of the map's menu about drawing.
pub fn menu_ui(
    ui: &mut egui::Ui,
    state: &State,
    (thing, at): (Option<Thing>, Option<LonLat>),
    actions: &mut Vec<Action>,
) {
    let entries = menu_entries(state, thing, at);
    if entries.is_empty() {
        return;
    }
    ui.separator();
    for (key, steps) in entries {
        if ui.button(state.text(key)).clicked() {
            actions.extend(steps);
            ui.close();
        }
    }
}

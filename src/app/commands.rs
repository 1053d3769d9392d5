//! Every command with its text, key and action in one table: menus, keys and the help window read it.
//!
//! Does not know: where a command is shown.

pub mod asked;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use self::asked::{
    COPY_CHART, COPY_PICTURE, go_along, measure, run_dashes, show_page, step_scenario, take,
    toggle, toggle_both,
};
use super::action::{Action, MapLayer, Pane};
use super::clipboard::{copy_chart, copy_map};
use super::draw::{DrawStep, Tool, away};
use super::escape::escape;
use super::notes::{NoteStep, anchor_now};
use super::panels::chart_copy::copy_shown;
use super::peek::BothMaps;
use super::saving::{StudyStep, study_action};
use super::state::State;
use super::tools::ToolStep;
use super::views::ViewStep;
use super::years::move_year;
use crate::model::ids::RouteId;
use crate::scene::sheet::LabelLang;
use crate::words::Lang;

/// A menu of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files.
    File,
    /// Undo and ends.
    Edit,
    /// Scenarios and years.
    Scenario,
    /// What the map shows.
    View,
    /// Panels beside, below and above the map.
    Panes,
    /// Help.
    Help,
    /// Keys only.
    None,
}

/// A command.
pub struct Command {
    /// Key of its text; `KEY.tip` is that of its tooltip.
    pub words: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// Its key.
    pub key: Option<KeyboardShortcut>,
    /// What it does now; `None` where it cannot be done.
    pub action: fn(&State) -> Option<Action>,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

macro_rules! command {
    ($words:literal, $menu:ident, $key:expr, $action:expr) => {
        Command {
            words: $words,
            menu: Menu::$menu,
            key: $key,
            action: $action,
        }
    };
}

/// A command that shows a pane or hides it.
macro_rules! pane {
    ($words:literal, $menu:ident, $key:expr, $pane:ident) => {
        command!($words, $menu, $key, |state| toggle(state, Pane::$pane))
    };
}

/// All commands in the order of their menus.
pub const COMMANDS: &[Command] = &[
    command!("command.open", File, Some(key(CTRL, Key::O)), |_| Some(
        Action::PickFiles { add: false }
    )),
    command!(
        "command.add",
        File,
        Some(key(CTRL_SHIFT, Key::O)),
        |state| {
            state
                .document
                .as_ref()
                .map(|_| Action::PickFiles { add: true })
        }
    ),
    command!("command.bundled", File, None, |_| Some(Action::OpenBundled)),
    command!("command.save", File, Some(key(CTRL, Key::S)), |state| {
        study_action(state, StudyStep::Save)
    }),
    command!(
        "command.save-as",
        File,
        Some(key(CTRL_SHIFT, Key::S)),
        |state| study_action(state, StudyStep::Pick { is_copy: false })
    ),
    command!("command.save-copy", File, None, |state| {
        study_action(state, StudyStep::Pick { is_copy: true })
    }),
    command!("command.revert", File, None, |state| {
        study_action(state, StudyStep::Revert)
    }),
    command!("command.export", File, Some(key(CTRL, Key::E)), |state| {
        state.document.as_ref().map(|_| Action::PickExport)
    }),
    command!("command.page", File, Some(key(CTRL, Key::P)), show_page),
    pane!("command.atlas", File, Some(key(CTRL_SHIFT, Key::E)), Atlas),
    command!("command.quit", File, Some(key(CTRL, Key::Q)), |_| Some(
        Action::Quit
    )),
    command!("command.undo", Edit, Some(key(CTRL, Key::Z)), |state| {
        state
            .document
            .as_ref()?
            .history
            .undoable()
            .map(|_| Action::Undo)
    }),
    command!(
        "command.redo",
        Edit,
        Some(key(CTRL_SHIFT, Key::Z)),
        |state| {
            state
                .document
                .as_ref()?
                .history
                .redoable()
                .map(|_| Action::Redo)
        }
    ),
    command!("command.history", Edit, None, |state| {
        state.document.as_ref()?;
        toggle(state, Pane::History)
    }),
    command!("command.swap", Edit, Some(key(CTRL, Key::R)), |state| {
        let question = &state.session.question;
        let is_empty = question.from.is_empty() && question.to.is_empty();
        (!is_empty).then_some(Action::SwapEnds)
    }),
    command!("command.clear", Edit, None, |state| {
        let question = &state.session.question;
        let is_empty = question.from.is_empty() && question.to.is_empty();
        (!is_empty).then_some(Action::ClearEnds)
    }),
    command!("command.pin-note", Edit, Some(key(CTRL, Key::N)), |state| {
        let anchor = anchor_now(state)?;
        Some(Action::Notes(NoteStep::New(anchor)))
    }),
    command!(
        "command.draw-link",
        Edit,
        Some(key(Modifiers::NONE, Key::D)),
        |state| take(state, Tool::Link)
    ),
    command!(
        "command.add-hub",
        Edit,
        Some(key(Modifiers::NONE, Key::A)),
        |state| take(state, Tool::Hub)
    ),
    command!(
        "command.move-hub",
        Edit,
        Some(key(Modifiers::NONE, Key::G)),
        |state| take(state, Tool::Move)
    ),
    command!(
        "command.measure",
        Edit,
        Some(key(Modifiers::NONE, Key::L)),
        measure
    ),
    command!(
        "command.delete",
        Edit,
        Some(key(Modifiers::NONE, Key::Delete)),
        |state| {
            let thing = state.session.view.selected?;
            away(state, thing).map(|away| Action::Draw(DrawStep::Delete(away)))
        }
    ),
    command!("copy.map", Edit, Some(key(CTRL_SHIFT, Key::C)), copy_map),
    command!("copy.chart", Edit, COPY_CHART, copy_chart),
    command!("copy.picture", Edit, COPY_PICTURE, copy_shown),
    command!("command.search", Edit, Some(key(CTRL, Key::K)), |state| {
        Some(Action::Show(Pane::Search, !state.shows(Pane::Search)))
    }),
    pane!(
        "command.scenarios",
        Scenario,
        Some(key(Modifiers::NONE, Key::S)),
        Scenarios
    ),
    pane!(
        "command.compare",
        Scenario,
        Some(key(Modifiers::NONE, Key::V)),
        Compare
    ),
    command!(
        "command.next-scenario",
        Scenario,
        Some(key(Modifiers::NONE, Key::PageDown)),
        |state| step_scenario(state, 1)
    ),
    command!(
        "command.previous-scenario",
        Scenario,
        Some(key(Modifiers::NONE, Key::PageUp)),
        |state| step_scenario(state, -1)
    ),
    command!(
        "command.next-year",
        Scenario,
        Some(key(Modifiers::NONE, Key::CloseBracket)),
        |state| move_year(state, 1)
    ),
    command!(
        "command.previous-year",
        Scenario,
        Some(key(Modifiers::NONE, Key::OpenBracket)),
        |state| move_year(state, -1)
    ),
    command!(
        "command.play",
        Scenario,
        Some(key(Modifiers::NONE, Key::Y)),
        |state| {
            let is_there = state.document.is_some();
            is_there.then(|| Action::Play(state.transient.play.is_none()))
        }
    ),
    command!(
        "command.swipe",
        Scenario,
        Some(key(Modifiers::NONE, Key::W)),
        |state| {
            let is_there = state.document.is_some();
            is_there.then(|| toggle_both(state, BothMaps::SWIPED))
        }
    ),
    command!(
        "command.beside",
        Scenario,
        Some(key(Modifiers::SHIFT, Key::W)),
        |state| {
            let is_there = state.document.is_some();
            is_there.then(|| toggle_both(state, BothMaps::Beside))
        }
    ),
    command!(
        "command.present",
        Scenario,
        Some(key(Modifiers::NONE, Key::F5)),
        |state| Some(Action::Present(state.session.presenting.is_none()))
    ),
    command!(
        "command.home",
        View,
        Some(key(Modifiers::NONE, Key::Home)),
        |_| Some(Action::Home)
    ),
    command!(
        "command.fit-path",
        View,
        Some(key(Modifiers::NONE, Key::P)),
        |state| { state.transient.outcome.as_ref().map(|_| Action::FitPath) }
    ),
    command!(
        "command.fit-picked",
        View,
        Some(key(Modifiers::NONE, Key::Z)),
        |state| {
            let is_there =
                state.session.view.selected.is_some() || !state.transient.tools.picked.is_empty();
            is_there.then_some(Action::Tool(ToolStep::FitPicked))
        }
    ),
    command!(
        "command.view-back",
        View,
        Some(key(Modifiers::ALT, Key::ArrowLeft)),
        |state| go_along(state, true)
    ),
    command!(
        "command.view-ahead",
        View,
        Some(key(Modifiers::ALT, Key::ArrowRight)),
        |state| go_along(state, false)
    ),
    command!(
        "command.zoom-in",
        View,
        Some(key(Modifiers::NONE, Key::Plus)),
        |_| Some(Action::Zoom(1.5))
    ),
    command!(
        "command.zoom-out",
        View,
        Some(key(Modifiers::NONE, Key::Minus)),
        |_| { Some(Action::Zoom(1.0 / 1.5)) }
    ),
    pane!("command.routes", Panes, Some(key(CTRL, Key::Num1)), Routes),
    pane!(
        "command.results",
        Panes,
        Some(key(CTRL, Key::Num2)),
        Results
    ),
    pane!(
        "command.volumes",
        Panes,
        Some(key(CTRL, Key::Num3)),
        Volumes
    ),
    pane!(
        "command.findings",
        Panes,
        Some(key(CTRL, Key::Num4)),
        Findings
    ),
    pane!(
        "command.projects",
        Panes,
        Some(key(CTRL, Key::Num5)),
        Projects
    ),
    pane!(
        "command.reality",
        Panes,
        Some(key(CTRL, Key::Num6)),
        Reality
    ),
    pane!("command.demand", Panes, Some(key(CTRL, Key::Num7)), Demand),
    pane!(
        "command.table",
        Panes,
        Some(key(Modifiers::NONE, Key::T)),
        Table
    ),
    pane!(
        "command.unbeaten",
        Panes,
        Some(key(CTRL, Key::Num8)),
        Unbeaten
    ),
    pane!("command.why", Panes, Some(key(CTRL, Key::Num9)), Why),
    pane!("command.reach", Panes, Some(key(CTRL, Key::Num0)), Reach),
    pane!(
        "command.hinterland",
        Panes,
        Some(key(Modifiers::NONE, Key::H)),
        Hinterland
    ),
    pane!(
        "command.flows",
        Panes,
        Some(key(Modifiers::NONE, Key::F)),
        Flows
    ),
    pane!(
        "command.closures",
        Panes,
        Some(key(Modifiers::NONE, Key::C)),
        Closures
    ),
    pane!(
        "command.emissions",
        Panes,
        Some(key(CTRL, Key::M)),
        Emissions
    ),
    pane!(
        "command.notes",
        Panes,
        Some(key(Modifiers::NONE, Key::M)),
        Notes
    ),
    command!(
        "command.keep-view",
        View,
        Some(key(CTRL, Key::D)),
        |state| {
            let is_there = state.document.is_some();
            is_there.then_some(Action::Views(ViewStep::Keep))
        }
    ),
    pane!("command.views", View, None, Views),
    command!("command.running", View, None, run_dashes),
    command!(
        "command.labels",
        View,
        Some(key(Modifiers::NONE, Key::N)),
        |state| {
            Some(Action::ShowLayer(
                MapLayer::Labels,
                !state.session.view.show_labels,
            ))
        }
    ),
    command!(
        "command.both-names",
        View,
        Some(key(Modifiers::NONE, Key::B)),
        |state| {
            Some(Action::SetLabelLang(
                match (state.session.view.label_lang, state.lang()) {
                    (LabelLang::Both, Lang::En) => LabelLang::En,
                    (LabelLang::Both, Lang::Zh) => LabelLang::Zh,
                    _ => LabelLang::Both,
                },
            ))
        }
    ),
    command!("command.theme", View, Some(key(CTRL, Key::T)), |_| Some(
        Action::ToggleTheme
    )),
    command!("command.language", View, Some(key(CTRL, Key::L)), |state| {
        Some(Action::SetLang(state.lang().other()))
    }),
    pane!(
        "command.keys",
        Help,
        Some(key(Modifiers::NONE, Key::F1)),
        Keys
    ),
    pane!("command.about", Help, None, About),
    command!(
        "command.pan-left",
        None,
        Some(key(Modifiers::NONE, Key::ArrowLeft)),
        |_| { Some(Action::Pan(STEP, 0.0)) }
    ),
    command!(
        "command.pan-right",
        None,
        Some(key(Modifiers::NONE, Key::ArrowRight)),
        |_| { Some(Action::Pan(-STEP, 0.0)) }
    ),
    command!(
        "command.pan-up",
        None,
        Some(key(Modifiers::NONE, Key::ArrowUp)),
        |_| { Some(Action::Pan(0.0, STEP)) }
    ),
    command!(
        "command.pan-down",
        None,
        Some(key(Modifiers::NONE, Key::ArrowDown)),
        |_| { Some(Action::Pan(0.0, -STEP)) }
    ),
    command!(
        "command.escape",
        None,
        Some(key(Modifiers::NONE, Key::Escape)),
        |state| Some(escape(state))
    ),
];

/// Points that an arrow key moves the map.
const STEP: f32 = 60.0;

/// The action of 1, 2, 3 alone (show or hide a route), with Shift (open or close), with Alt (solo).
#[must_use]
pub fn route_key(state: &State, number: usize, modifiers: Modifiers) -> Option<Action> {
    let network = &state.document.as_ref()?.network;
    let route = network.route_ids().nth(number)?;
    if !network.is_corridor_route(route) {
        return None;
    }
    Some(route_action(state, route, modifiers))
}

/// What a click with modifiers on a route's eye, or its key, means.
#[must_use]
pub fn route_action(state: &State, route: RouteId, modifiers: Modifiers) -> Action {
    if modifiers.alt {
        Action::SoloRoute(route)
    } else if modifiers.shift {
        Action::ToggleRouteOpen(route)
    } else {
        Action::ShowRoute(route, !state.session.view.is_route_shown(route))
    }
}

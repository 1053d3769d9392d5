//! Takes every action in order; nothing else changes the state.
//!
//! Does not know: widgets.

use std::sync::Arc;

use eframe::egui;

use super::action::Action;
use super::atlas::update_atlas;
use super::attributes::update_table;
use super::autosave::Autosave;
use super::camera::update_camera;
use super::cards::Card;
use super::cartography::update_cartography;
use super::clipboard::update_clipboard;
use super::dialogs::FilePicker;
use super::draw::update_draw;
use super::early::EarlyMap;
use super::files::update_files;
use super::flows::update_flows;
use super::go::go;
use super::hinterland::HinterlandChoice;
use super::jobs::FileJobs;
use super::jobs::queue::FileQueue;
use super::jobs::study::StudyJobs;
use super::looks::update_looks;
use super::notes::update_notes;
use super::pages::update_pages;
use super::paint::Triangles;
use super::peek::BothMaps;
use super::plain::update_plain;
use super::present::present;
use super::projecting::set_projection;
use super::question::update_question;
use super::reach::update_reach;
use super::resilience::update_closures;
use super::saving::{jump, update_study};
use super::scenarios::update_scenarios;
use super::state::State;
use super::tiles::update_tiles;
use super::tools::update_tools;
use super::via::update_via;
use super::view::update_view;
use super::views::update_views;
use super::ways::{complete_question, update_ways};
use super::years;
use crate::document::history::History;
use crate::io::user::Folders;
use crate::model::edit::Edit;
use crate::model::ids::RouteId;
use crate::scene::projection::Camera;
use crate::study::outcome::{Avoid, Question, Stops};

/// What an action may use beside the state.
pub struct Means<'a> {
    /// Study runs.
    pub study: &'a mut StudyJobs,
    /// Opening files.
    pub files: &'a mut FileJobs,
    /// The system's dialogs.
    pub dialogs: &'a mut FileJobs,
    /// Writing and drawing for others, and small readings.
    pub queue: &'a mut FileQueue,
    /// Writing the study file.
    pub saves: &'a mut FileJobs,
    /// The system's file dialogs.
    pub picker: &'a Arc<dyn FilePicker>,
    /// The window.
    pub context: &'a egui::Context,
    /// Triangles of the map's areas.
    pub triangles: &'a mut Triangles,
    /// What is drawn of files while they are read.
    pub early: &'a mut EarlyMap,
    /// The journal of the open study.
    pub autosave: &'a mut Autosave,
    /// The user's folders.
    pub folders: &'a Folders,
}

/// Does what an action asks for.
#[expect(clippy::too_many_lines, reason = "a table of who does what")]
pub fn update(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Edit(edits) => edit(state, means, edits, None),
        Action::EditIn(edits, gesture) => edit(state, means, edits, Some(gesture)),
        Action::ShowCard(_) | Action::ShowInput(_) | Action::BackCard | Action::CloseCard => {
            act_on_cards(state, action);
        }
        Action::Undo => jump(state, means, History::undo),
        Action::Redo => jump(state, means, History::redo),
        Action::SetProjection(projection) => set_projection(state, projection),
        Action::Cartography(step) => update_cartography(state, means, step),
        Action::Tiles(step) => update_tiles(state, step),
        Action::Look(step) => update_looks(state, step),
        Action::Views(step) => update_views(state, step),
        Action::Pages(step) => update_pages(state, means, step),
        Action::Study(step) => update_study(state, means, step),
        Action::Scenario(_)
        | Action::Play(_)
        | Action::SetVersus(_)
        | Action::Peek(_)
        | Action::ShowBoth(_)
        | Action::Present(_) => act_on_scenarios(state, means, action),
        Action::ToggleRouteOpen(route) => toggle_route(state, means, route),
        Action::ShowRoute(..)
        | Action::SoloRoute(_)
        | Action::Select(_)
        | Action::Hover(..)
        | Action::ShowLayer(..)
        | Action::ShowContext(..)
        | Action::SetContextStyle(..)
        | Action::SetLang(_)
        | Action::SetLabelLang(_)
        | Action::ToggleTheme
        | Action::RunDashes(_)
        | Action::FoldLegend(_)
        | Action::Show(..) => update_view(state, &action),
        Action::Go(subject) => go(state, subject),
        Action::UnfoldProject(project) => state.session.project = project,
        Action::SetHinterland(choice) => set_hinterland(state, means, choice),
        Action::SetTarget(target) => state.session.target = target,
        Action::Flows(step) => update_flows(state, step),
        Action::Table(step) => update_table(state, means, step),
        Action::Atlas(step) => update_atlas(state, step),
        Action::Closures(step) => update_closures(state, step),
        Action::Notes(step) => update_notes(state, step),
        Action::Draw(step) => update_draw(state, means, step),
        Action::Tool(step) => update_tools(state, step),
        Action::SetDemand(wanted) => state.session.demand = Some(wanted),
        Action::SetEnd(..)
        | Action::AddEnd(..)
        | Action::RemoveEnd(..)
        | Action::SetVia(..)
        | Action::SetAvoided(..)
        | Action::Restrict(..)
        | Action::SwapEnds
        | Action::ClearEnds
        | Action::SetMode(..)
        | Action::SetCriterion(_) => update_question(state, means, &action),
        Action::Via(step) => update_via(state, means, step),
        Action::SetCargo(_)
        | Action::SetBox(_)
        | Action::SetWeight(..)
        | Action::ResetWeights
        | Action::ChooseWay(_)
        | Action::HoverWay(..)
        | Action::CompareWith(_)
        | Action::SetAxes(_) => update_ways(state, means, action),
        Action::ReachFrom(_) | Action::SetReach(_) => update_reach(state, &action),
        Action::SetCamera(_)
        | Action::LookAt(_)
        | Action::FlyTo(_)
        | Action::Home
        | Action::FitPath
        | Action::Resize(_)
        | Action::Zoom(_)
        | Action::Pan(..) => update_camera(state, &action),
        Action::OpenBundled
        | Action::OpenFiles(_)
        | Action::AddFiles(_)
        | Action::PickFiles { .. }
        | Action::PickExport
        | Action::ChooseNetwork(_)
        | Action::Export(_)
        | Action::CancelOpening
        | Action::CancelWriting => update_files(state, means, action),
        Action::Plain(action) => update_plain(state, &action),
        Action::CopyOf(step) => update_clipboard(state, means, step),
        Action::Copy(_) | Action::Dismiss(_) | Action::Quit => act_on_window(state, means, action),
    }
}

fn act_on_scenarios(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Scenario(step) => update_scenarios(state, means, step),
        Action::Play(on) => {
            let now = means.context.input(|input| input.time);
            if let Some(Action::EditIn(edits, gesture)) = years::play(state, on, now) {
                edit(state, means, edits, Some(gesture));
            }
        }
        Action::SetVersus(choice) => state.session.versus = choice,
        Action::Peek(is_held) => state.transient.peek.is_held = is_held,
        Action::ShowBoth(how) => show_both(state, how),
        Action::Present(on) => present(state, means.context, on),
        _ => {}
    }
}

fn act_on_window(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Copy(text) => means.context.copy_text(text),
        Action::Dismiss(number) => dismiss(state, number),
        Action::Quit => quit(means.context),
        _ => {}
    }
}

fn set_hinterland(state: &mut State, means: &mut Means, choice: HinterlandChoice) {
    state.session.hinterland = choice;
    ask(state, means);
}

fn quit(context: &egui::Context) {
    context.send_viewport_cmd(egui::ViewportCommand::Close);
}

/// Shows both maps in a way; a map of half the width shows as much ground as before.
fn show_both(state: &mut State, how: Option<BothMaps>) {
    let before = state.session.both_maps == Some(BothMaps::Beside);
    let after = how == Some(BothMaps::Beside);
    let factor = match (before, after) {
        (false, true) => std::f64::consts::SQRT_2,
        (true, false) => std::f64::consts::FRAC_1_SQRT_2,
        _ => 1.0,
    };
    if before != after {
        let camera = state.session.view.camera;
        state.transient.returning = Some(Camera {
            meters_per_unit: camera.meters_per_unit * factor,
            ..camera
        });
    }
    state.session.both_maps = how;
}

fn dismiss(state: &mut State, number: usize) {
    if number < state.transient.toasts.len() {
        state.transient.toasts.remove(number);
    }
}

/// Asks for a run of the study as it is now.
pub fn ask(state: &mut State, means: &mut Means) {
    complete_question(state);
    let (Some(document), Some(base)) = (&state.document, &state.base) else {
        return;
    };
    let scenario = Arc::clone(document.history.scenario());
    let question = state.session.question.clone();
    means.study.request(base.clone(), scenario, question);
    state.transient.is_updating = true;
}

fn act_on_cards(state: &mut State, action: Action) {
    match action {
        Action::ShowCard(card) => state.transient.cards = vec![card],
        Action::ShowInput(card) => show_input(state, card),
        Action::BackCard => drop(state.transient.cards.pop()),
        Action::CloseCard => state.transient.cards.clear(),
        _ => {}
    }
}

/// Opens a card above the others; one that lies below is gone back to.
fn show_input(state: &mut State, card: Card) {
    let cards = &mut state.transient.cards;
    match cards.iter().position(|open| *open == card) {
        Some(place) => cards.truncate(place + 1),
        None => cards.push(card),
    }
}

fn edit(state: &mut State, means: &mut Means, edits: Vec<Edit>, gesture: Option<u64>) {
    let Some(document) = &mut state.document else {
        return;
    };
    match document.history.commit_in(edits, gesture) {
        Ok(()) => ask(state, means),
        Err(error) => state.say(error.to_string(), true),
    }
}

fn toggle_route(state: &mut State, means: &mut Means, route: RouteId) {
    let Some(document) = &state.document else {
        return;
    };
    let Some(data) = document.network.routes().get(route.index()) else {
        return;
    };
    let route = data.key.clone();
    let is_closed = document.history.scenario().edits().iter().any(
        |edit| matches!(edit, Edit::SetRouteOpen { route: of, is_open: false } if *of == route),
    );
    let edits = vec![Edit::SetRouteOpen {
        route,
        is_open: is_closed,
    }];
    edit(state, means, edits, None);
}

/// Forgets all that a question names of a study: ends, stops, what is avoided.
pub fn forget_places(question: &mut Question) {
    question.from.clear();
    question.to.clear();
    question.stops = Stops::default();
    question.avoid = Avoid::default();
}

/// Puts something at the end of a list, once, or takes it out.
pub fn set<T: PartialEq>(list: &mut Vec<T>, of: T, is_in: bool) {
    list.retain(|known| *known != of);
    if is_in {
        list.push(of);
    }
}

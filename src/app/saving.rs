//! The study file of the open study: saving, recovery, what is asked before something would be lost.
//!
//! Does not know: how files are written, widgets.

pub mod names;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use self::names::{journal_of, read_only_in_words, title, with_ending};
use super::action::{Action, Pane};
use super::files::start_open;
use super::jobs::{Failed, FileDone, FileJobs, Written};
use super::recovery::{Recovery, recover};
use super::shown::show_layers;
use super::state::State;
use super::update::{Means, ask};
use super::view::show;
use crate::document::history::History;
use crate::document::home::Home;
use crate::io::files::read_stamped;
use crate::io::load::Sources;
use crate::io::lock::Lock;
use crate::io::recent;
use crate::io::stamp::Stamp;
use crate::io::study_file::data::DataChoice;

/// Something about the study file or the history.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyStep {
    /// Writes the study to its file, or asks for one.
    Save,
    /// Asks where to save the study; a copy leaves it where it is.
    Pick {
        /// Only a copy.
        is_copy: bool,
    },
    /// Saves the study at a path, where it lives from then on.
    SaveTo(PathBuf),
    /// Writes a copy of the study to a path.
    CopyTo(PathBuf),
    /// How the file holds the data.
    SetData(DataChoice),
    /// Opens the file as it is on the disk.
    Revert,
    /// Goes to where so many steps hold.
    Jump(usize),
    /// What to do with changes that are not saved.
    Answer(Answer),
    /// Takes what a journal tells, or forgets it.
    Recover(bool),
    /// What to do when another program changed the file.
    OnDisk(OnDisk),
}

/// What to do with changes that are not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Save them, then go on.
    Save,
    /// Go on without them.
    Discard,
    /// Do not go on.
    Cancel,
}

/// What to do when another program changed the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// Open what is there now.
    Reload,
    /// Keep what is open; the next saving replaces the file.
    KeepMine,
    /// Write a copy elsewhere.
    Copy,
}

/// What waits for an answer about changes that are not saved.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// Closing the window.
    Close,
    /// Opening another study.
    Open(Sources),
    /// Opening the file again as it is on the disk.
    Revert,
}

/// What the window knows of saving.
#[derive(Default)]
pub struct Saving {
    /// How the file is to hold the data.
    pub data: DataChoice,
    /// What waits for an answer.
    pub asks: Option<After>,
    /// What is done once the study is saved.
    pub after: Option<After>,
    /// What is written once the saving that is under way has ended.
    pub waiting: Option<(PathBuf, Aim)>,
    /// Whether the window may close.
    pub may_close: bool,
    /// Whether it is told that another program changed the file.
    pub is_other_on_disk: bool,
    /// What was left behind of the open study.
    pub recovery: Option<Recovery>,
    /// Study files that were open, the newest first.
    pub recent: Vec<PathBuf>,
    /// What the window is called.
    pub title: String,
    /// Whether the window had the focus in the frame before.
    pub had_focus: bool,
}

impl Saving {
    /// Whether something is asked that is to be answered before anything else is done.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asks.is_some() || self.recovery.is_some() || self.is_other_on_disk
    }
}

/// Does what a step asks for.
pub fn update_study(state: &mut State, means: &mut Means, step: StudyStep) {
    match step {
        StudyStep::Save => save(state, means),
        StudyStep::Pick { is_copy } => pick(state, means, is_copy),
        StudyStep::SaveTo(path) => write(state, means, &with_ending(&path), Aim::Home),
        StudyStep::CopyTo(path) => write(state, means, &with_ending(&path), Aim::Copy),
        StudyStep::SetData(choice) => state.transient.saving.data = choice,
        StudyStep::Revert if is_changed(state) => {
            state.transient.saving.asks = Some(After::Revert);
        }
        StudyStep::Revert => revert(state, means),
        StudyStep::Jump(position) => jump(state, means, |history| history.jump(position)),
        StudyStep::Answer(answer) => take_answer(state, means, answer),
        StudyStep::Recover(takes) => recover(state, means, takes),
        StudyStep::OnDisk(choice) => on_disk(state, means, choice),
    }
}

/// Goes through the history, and shows what holds there.
pub fn jump(state: &mut State, means: &mut Means, go: impl FnOnce(&mut History)) {
    let Some(document) = &mut state.document else {
        return;
    };
    go(&mut document.history);
    show_layers(state);
    ask(state, means);
}

/// Whether something would be lost.
#[must_use]
pub fn is_changed(state: &State) -> bool {
    let document = state.document.as_ref();
    document.is_some_and(|document| document.history.is_changed())
}

/// What a file is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The study lives there from then on.
    Home,
    /// The study stays where it is.
    Copy,
}

fn save(state: &mut State, means: &mut Means) {
    let Some(document) = &state.document else {
        return;
    };
    match &document.home {
        Some(Home {
            read_only: Some(why),
            ..
        }) => {
            let said = read_only_in_words(state, why);
            state.say(said, true);
            pick(state, means, true);
        }
        Some(home) => {
            let path = home.path.clone();
            state.transient.saving.data = home.choice;
            write(state, means, &path, Aim::Home);
        }
        None => pick(state, means, false),
    }
}

fn pick(state: &mut State, means: &mut Means, is_copy: bool) {
    if state.document.is_none() {
        return;
    }
    let (pane, title, name) = if is_copy {
        (Pane::SaveCopy, "dialog.save-copy", names::copy_path(state))
    } else {
        (Pane::Save, "dialog.save", names::path(state))
    };
    show(state, pane, true);
    let picker = Arc::clone(means.picker);
    let title = state.text(title);
    let name = Path::new(&name).file_name().unwrap_or_default();
    let asked = picker.save_study(&title, &name.to_string_lossy());
    means.dialogs.run(move |_| match asked() {
        Some(path) => FileDone::PickedStudy { path, is_copy },
        None => FileDone::NotPicked,
    });
}

fn write(state: &mut State, means: &mut Means, path: &Path, aim: Aim) {
    let Some(document) = &state.document else {
        return;
    };
    if let Some(why) = document.refusal(path) {
        let said = read_only_in_words(state, why);
        state.say(said, true);
        return;
    }
    if means.saves.is_busy() {
        // One after the other: else the older one could be there last.
        state.transient.saving.waiting = Some((path.to_owned(), aim));
        return;
    }
    let choice = state.transient.saving.data;
    let copy = document.copy(choice);
    let mark = document.history.mark();
    let home = document.home.clone();
    let after = state.transient.saving.after.take();
    means.autosave.written(copy.saved.clone());
    let to = path.to_owned();
    means.saves.run(move |_| {
        let is_home = home.as_ref().is_some_and(|home| home.is_at(&to));
        if is_home && home.as_ref().is_some_and(Home::is_changed_on_disk) {
            return FileDone::OtherOnDisk(true);
        }
        let held = home.filter(|_| is_home).and_then(|home| home.lock);
        let lock = match held {
            Some(lock) => Some(lock),
            None => match Lock::take(&to) {
                Ok(lock) => lock.map(Arc::new),
                Err(holder) => return FileDone::Failed(Failed::Locked(to, holder)),
            },
        };
        match copy.write(&to) {
            Ok(stamp) => FileDone::Saved(Box::new(Written {
                path: to,
                stamp,
                mark,
                choice,
                lock,
                is_copy: aim == Aim::Copy && !is_home,
                after,
            })),
            Err(error) => FileDone::Failed(Failed::Write(error)),
        }
    });
    let said = state.fill("file.writing", &[&path.display().to_string()]);
    state.transient.file_work.saving = Some(said);
}

/// Writes what waited for the saving before it.
pub fn write_waiting(state: &mut State, means: &mut Means) {
    if let Some((path, aim)) = state.transient.saving.waiting.take() {
        write(state, means, &path, aim);
    }
}

/// The study was written.
pub fn finish_saving(state: &mut State, means: &mut Means, done: Written) {
    let path = done.path.clone();
    let said = state.fill("file.written", &[&path.display().to_string()]);
    state.say(said, false);
    show(state, Pane::Save, false);
    show(state, Pane::SaveCopy, false);
    if done.is_copy {
        return;
    }
    let Some(document) = &mut state.document else {
        return;
    };
    let is_new = document.home.as_ref().is_none_or(|home| home.path != path);
    let kept = document.kept();
    document.history.set_written(done.mark);
    document.home = Some(Home {
        path: path.clone(),
        stamp: done.stamp,
        kept,
        choice: done.choice,
        read_only: None,
        lock: done.lock,
    });
    document.sources = Sources::named(std::slice::from_ref(&path));
    if is_new {
        let of = journal_of(document);
        means.autosave.restart(of, &mut document.history);
    }
    remember(state, means, &path);
    if state.plain.is_some() {
        let said = state.text("saving.without-roads");
        state.say(said, false);
    }
    if let Some(after) = done.after {
        go_on(state, means, after);
    }
}

fn remember(state: &mut State, means: &Means, path: &Path) {
    let Some(config) = &means.folders.config else {
        return;
    };
    // A list of a few paths; that it is not kept is no reason to disturb people.
    if let Ok(list) = recent::add(config, path) {
        state.transient.saving.recent = list;
    }
}

fn revert(state: &mut State, means: &mut Means) {
    let Some(document) = &state.document else {
        return;
    };
    let sources = document.sources.clone();
    start_open(state, means, sources);
}

/// Opens another study, or asks first where something would be lost.
pub fn open_or_ask(state: &mut State, means: &mut Means, sources: Sources) {
    if is_changed(state) {
        state.transient.saving.asks = Some(After::Open(sources));
    } else {
        start_open(state, means, sources);
    }
}

fn take_answer(state: &mut State, means: &mut Means, answer: Answer) {
    let Some(after) = state.transient.saving.asks.take() else {
        return;
    };
    match answer {
        Answer::Cancel => {}
        Answer::Discard => go_on(state, means, after),
        Answer::Save => {
            state.transient.saving.after = Some(after);
            save(state, means);
        }
    }
}

fn go_on(state: &mut State, means: &mut Means, after: After) {
    match after {
        After::Close => {
            state.transient.saving.may_close = true;
            let close = egui::ViewportCommand::Close;
            means.context.send_viewport_cmd(close);
        }
        After::Open(sources) => start_open(state, means, sources),
        After::Revert => revert(state, means),
    }
}

fn on_disk(state: &mut State, means: &mut Means, choice: OnDisk) {
    state.transient.saving.is_other_on_disk = false;
    match choice {
        OnDisk::Reload => revert(state, means),
        OnDisk::Copy => pick(state, means, true),
        OnDisk::KeepMine => {
            let Some(document) = &mut state.document else {
                return;
            };
            document.history.set_unwritten();
            let Some(home) = &document.home else {
                return;
            };
            let path = home.path.clone();
            let said = state.fill("file.opening", &[&path.display().to_string()]);
            means.queue.run(said, move |_| match read_stamped(&path) {
                Ok((_, stamp)) => FileDone::Stamped(stamp),
                // Gone or not to be read: what is there is nothing that would be replaced unseen.
                Err(_) => FileDone::NotPicked,
            });
        }
    }
}

/// The file as it is now is known, and may be replaced.
pub fn take_stamp(state: &mut State, stamp: Stamp) {
    let home = state.document.as_mut().and_then(|d| d.home.as_mut());
    if let Some(home) = home {
        home.stamp = stamp;
    }
}

/// Another program changed the file: nothing is lost without being asked.
pub fn tell_other(state: &mut State, is_other: bool) {
    state.transient.saving.is_other_on_disk |= is_other;
}

/// A study was opened: its journal begins, its place is remembered.
pub fn begin_study(state: &mut State, means: &mut Means, recovery: Option<Recovery>) {
    let saving = &mut state.transient.saving;
    saving.asks = None;
    saving.after = None;
    saving.is_other_on_disk = false;
    saving.recovery = recovery;
    let Some(document) = &mut state.document else {
        return;
    };
    means
        .autosave
        .restart(journal_of(document), &mut document.history);
    let Some(home) = &document.home else {
        saving.data = DataChoice::default();
        return;
    };
    saving.data = home.choice;
    let (path, why) = (home.path.clone(), home.read_only.clone());
    if let Some(why) = why {
        let said = read_only_in_words(state, &why);
        state.say(said, true);
    }
    remember(state, means, &path);
}

/// Once a frame: writes down what happened, names the window, asks before it closes, and looks whether
/// another program changed the file when the window has the focus again.
pub fn keep_up(state: &mut State, means: &mut Means, checks: &mut FileJobs) {
    if let Some(document) = &mut state.document {
        means.autosave.add(document.history.take_records());
    }
    let title = title(state);
    if state.transient.saving.title != title {
        state.transient.saving.title.clone_from(&title);
        let named = egui::ViewportCommand::Title(title);
        means.context.send_viewport_cmd(named);
    }
    let (closes, focus) = means
        .context
        .input(|input| (input.viewport().close_requested(), input.viewport().focused));
    if closes && is_changed(state) && !state.transient.saving.may_close {
        let stay = egui::ViewportCommand::CancelClose;
        means.context.send_viewport_cmd(stay);
        state.transient.saving.asks = Some(After::Close);
    }
    let has_focus = focus.unwrap_or(true);
    let comes_back = has_focus && !state.transient.saving.had_focus;
    state.transient.saving.had_focus = has_focus;
    let home = state.document.as_ref().and_then(|d| d.home.clone());
    if let (true, Some(home)) = (comes_back, home) {
        checks.run(move |_| FileDone::OtherOnDisk(home.is_changed_on_disk()));
    }
    if let Some(FileDone::OtherOnDisk(is_other)) = checks.poll()
        && state.transient.file_work.is_none()
    {
        tell_other(state, is_other);
    }
}

/// Picked a file for the study.
pub fn picked(state: &mut State, means: &mut Means, path: PathBuf, is_copy: bool) {
    let step = if is_copy {
        StudyStep::CopyTo(path)
    } else {
        StudyStep::SaveTo(path)
    };
    update_study(state, means, step);
    show(state, Pane::Save, false);
    show(state, Pane::SaveCopy, false);
}

/// What a command does about the study file.
#[must_use]
pub fn study_action(state: &State, step: StudyStep) -> Option<Action> {
    let document = state.document.as_ref()?;
    let is_plain = state.plain.as_ref().is_some_and(|plain| plain.is_alone);
    let can = match &step {
        StudyStep::Revert => document.home.is_some(),
        _ => !is_plain,
    };
    can.then_some(Action::Study(step))
}

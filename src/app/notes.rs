//! Notes in the window: pinned, written, moved, shown and taken away, each as one step of undo; which of them
//! the pane lists.
//!
//! Does not know: how notes are drawn, or looked at in the pane.

use std::sync::Arc;

use super::action::Pane;
use super::camera::{camera_around, camera_at, fly};
use super::shown::show_layers;
use super::state::State;
use super::view::show;
use crate::model::facts::Facts;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::saved::{Anchor, Layers, MapPart, PinnedNote, Saved};
use crate::scene::sheet::Thing;
use crate::study::find::Subject;
use crate::study::notes::{NoteEntry, NoteId, Target, entries};
use crate::words::Lang;

/// Something about notes that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteStep {
    /// Opens the window in which a note on something is written.
    New(Anchor),
    /// Opens the window in which a pinned note is changed.
    Edit(Key),
    /// Leaves that window, and what was typed.
    Leave,
    /// Keeps what was typed.
    Write,
    /// A pinned note is dragged.
    Drag(NoteDrag),
    /// It is let go, and stays there.
    Drop,
    /// It is let go, and is where it was.
    Cancel,
    /// Takes a pinned note away.
    Remove(Key),
    /// Shows notes on the map, or not.
    Show(Vec<NoteId>, bool),
    /// Opens a note to be read: one of the study's own in the reading window, a pinned one in the list.
    Open(NoteId),
    /// Flies to what a note is on.
    Go(NoteId),
}

/// Which notes are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NoteKind {
    /// All.
    #[default]
    All,
    /// Those that people pinned.
    Pinned,
    /// Those of a category of the study's table.
    Of(String),
}

/// What is looked for in the list, and what is chosen in it.
#[derive(Debug, Default)]
pub struct NoteChoice {
    /// What notes must say, or what they are on.
    pub text: String,
    /// Which are listed.
    pub kind: NoteKind,
}

/// A pinned note while it is dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteDrag {
    /// Its key.
    pub key: Key,
    /// Where the pointer is.
    pub at: LonLat,
    /// The hub that it would be on, by its key.
    pub hub: Option<Key>,
}

/// A note while it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteForm {
    /// Its key; `None` for a new one.
    pub key: Option<Key>,
    /// What it is on.
    pub on: Anchor,
    /// What it says.
    pub text: Names,
    /// Whether the map is to show it.
    pub is_shown: bool,
    /// Whether its first field is to get the keys.
    pub takes_focus: bool,
}

/// Notes as they are now.
#[derive(Default)]
pub struct NotesNow {
    /// All notes.
    pub entries: Arc<Vec<NoteEntry>>,
    /// The places of those that are listed.
    pub listed: Vec<usize>,
    /// The note that is being written.
    pub form: Option<NoteForm>,
    /// The note that is being dragged.
    pub drag: Option<NoteDrag>,
    /// Whether the list is to scroll to the chosen note.
    pub scrolls: bool,
    made_of: Option<MadeOf>,
    listed_of: Option<(Arc<Vec<NoteEntry>>, String, NoteKind)>,
}

/// What the entries follow from.
struct MadeOf {
    network: Arc<Network>,
    facts: Arc<Facts>,
    notes: Arc<Vec<PinnedNote>>,
    layers: Arc<Layers>,
}

impl MadeOf {
    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.network, &other.network)
            && Arc::ptr_eq(&self.facts, &other.facts)
            && Arc::ptr_eq(&self.notes, &other.notes)
            // Other layers have other colors far more often than other notes.
            && (Arc::ptr_eq(&self.layers, &other.layers)
                || self.layers.shown_notes == other.layers.shown_notes)
    }
}

/// Brings notes up to date with what is saved and the network that is shown.
pub fn keep_up(state: &mut State) {
    let (Some(document), Some(network)) = (&state.document, state.numbers()) else {
        return;
    };
    let saved = document.history.saved();
    let made_of = MadeOf {
        network: Arc::clone(network),
        facts: Arc::clone(&document.facts),
        notes: Arc::clone(&saved.notes),
        layers: Arc::clone(&saved.layers),
    };
    let is_made = |of: &MadeOf| of.is_same(&made_of);
    if !state.transient.notes.made_of.as_ref().is_some_and(is_made) {
        let made = Arc::new(entries(network, &document.facts, saved));
        state.layers.set_notes(Arc::clone(&made));
        state.transient.notes.entries = made;
        state.transient.notes.made_of = Some(made_of);
    }
    list(state);
}

/// Looks through the notes where what is looked for has changed.
fn list(state: &mut State) {
    let NoteChoice { text, kind } = &state.session.notes;
    let now = &mut state.transient.notes;
    let is_listed = now.listed_of.as_ref().is_some_and(|(of, said, what)| {
        Arc::ptr_eq(of, &now.entries) && said == text && what == kind
    });
    if is_listed {
        return;
    }
    let is_of_kind = |note: &NoteEntry| match kind {
        NoteKind::All => true,
        NoteKind::Pinned => note.is_pinned(),
        NoteKind::Of(category) => !note.is_pinned() && note.category == *category,
    };
    let all = now.entries.iter().enumerate();
    let found = all.filter(|(_, note)| is_of_kind(note) && note.has_words(text));
    now.listed = found.map(|(place, _)| place).collect();
    now.listed_of = Some((Arc::clone(&now.entries), text.clone(), kind.clone()));
}

/// Does what was asked for.
pub fn update_notes(state: &mut State, step: NoteStep) {
    match step {
        NoteStep::New(on) => {
            open_form(state, None, on, Names::default(), true);
        }
        NoteStep::Edit(key) => {
            if let Some(note) = pinned(state, &key).cloned() {
                open_form(state, Some(key), note.on, note.text, note.is_shown);
            }
        }
        NoteStep::Leave => state.transient.notes.form = None,
        NoteStep::Write => write(state),
        NoteStep::Drag(drag) => state.transient.notes.drag = Some(drag),
        NoteStep::Cancel => state.transient.notes.drag = None,
        NoteStep::Drop => {
            if let Some(drag) = state.transient.notes.drag.take() {
                let on = dropped(state, &drag);
                change(state, |saved| {
                    change_pinned(saved, &drag.key, |note| note.on = on);
                });
            }
        }
        NoteStep::Remove(key) => {
            change(state, |saved| {
                Arc::make_mut(&mut saved.notes).retain(|note| note.key != key);
            });
        }
        NoteStep::Show(notes, on) => show_notes(state, &notes, on),
        NoteStep::Open(note) => open(state, note),
        NoteStep::Go(note) => go_to(state, &note),
    }
}

/// A pinned note by its key.
#[must_use]
pub fn pinned<'a>(state: &'a State, key: &Key) -> Option<&'a PinnedNote> {
    let saved = state.document.as_ref()?.history.saved();
    saved.notes.iter().find(|note| note.key == *key)
}

/// An entry by its note.
#[must_use]
pub fn entry<'a>(state: &'a State, id: &NoteId) -> Option<&'a NoteEntry> {
    let mut entries = state.transient.notes.entries.iter();
    entries.find(|note| note.id == *id)
}

/// What a note on a thing of the map would be on; a feature of an added layer is a place.
#[must_use]
pub fn anchor_on(state: &State, thing: Option<Thing>, at: Option<LonLat>) -> Option<Anchor> {
    let network = state.numbers()?;
    match thing {
        Some(Thing::Node(node)) => Some(Anchor::Hub(network.node(node).key.clone())),
        Some(Thing::Link(link)) => {
            let whole = network.link(link).key.whole();
            Some(Anchor::Link(Key::new(whole)))
        }
        Some(Thing::Context { .. }) | None => at.map(|at| Anchor::At(on_earth(at))),
    }
}

/// The same place with a longitude of the globe, where the map was moved once around it.
fn on_earth(at: LonLat) -> LonLat {
    if at.is_geographic() {
        return at;
    }
    LonLat::new(
        (at.lon + 180.0).rem_euclid(360.0) - 180.0,
        at.lat.clamp(-90.0, 90.0),
    )
}

/// What a note would be on that is asked for by a key: what is selected, else where the pointer is, else the
/// middle of the map.
#[must_use]
pub fn anchor_now(state: &State) -> Option<Anchor> {
    if state.session.presenting.is_some() {
        return None;
    }
    let view = &state.session.view;
    let middle = view.camera.position_at(view.camera.viewport.center());
    let at = state.transient.pointer.unwrap_or(middle);
    anchor_on(state, view.selected, Some(at))
}

fn open_form(state: &mut State, key: Option<Key>, on: Anchor, text: Names, is_shown: bool) {
    if state.document.is_some() {
        state.transient.notes.form = Some(NoteForm {
            key,
            on,
            text,
            is_shown,
            takes_focus: true,
        });
    }
}

/// Makes a change of what is saved as one step, and shows what follows.
fn change(state: &mut State, make: impl FnOnce(&mut Saved)) {
    if let Some(document) = &mut state.document {
        document.history.change(None, make);
        show_layers(state);
    }
}

fn change_pinned(saved: &mut Saved, key: &Key, make: impl FnOnce(&mut PinnedNote)) {
    let mut notes = Arc::make_mut(&mut saved.notes).iter_mut();
    if let Some(note) = notes.find(|note| note.key == *key) {
        make(note);
    }
}

/// Whether a note says something.
#[must_use]
pub fn says_something(text: &Names) -> bool {
    !text.en.trim().is_empty() || !text.zh.trim().is_empty()
}

fn write(state: &mut State) {
    let form = state.transient.notes.form.take();
    let Some(form) = form.filter(|form| says_something(&form.text)) else {
        return;
    };
    let text = Names::new(form.text.en.trim(), form.text.zh.trim());
    let mut chosen = None;
    change(state, |saved| {
        let key = form.key.clone().unwrap_or_else(|| new_key(&saved.notes));
        let note = PinnedNote {
            key: key.clone(),
            text,
            on: form.on,
            is_shown: form.is_shown,
        };
        if form.is_shown {
            // Who pins a note expects to see it.
            let is_hidden = !saved.layers.shown.contains(&MapPart::Notes);
            if is_hidden {
                let layers = Arc::make_mut(&mut saved.layers);
                layers.shown.insert(MapPart::Notes);
            }
        }
        let notes = Arc::make_mut(&mut saved.notes);
        match notes.iter_mut().find(|of| of.key == key) {
            Some(of) => *of = note,
            None => notes.push(note),
        }
        chosen = Some(NoteId::Pinned(key));
    });
    state.session.view.chosen_note = chosen;
    state.transient.notes.scrolls = true;
}

/// `note-1`, or with the number after the highest that there is.
fn new_key(notes: &[PinnedNote]) -> Key {
    let number = |note: &PinnedNote| {
        let number = note.key.as_str().strip_prefix("note-")?;
        number.parse::<u32>().ok()
    };
    let highest = notes.iter().filter_map(number).max().unwrap_or(0);
    let mut next = u64::from(highest) + 1;
    let is_taken = |key: &Key| notes.iter().any(|note| note.key == *key);
    loop {
        let key = Key::new(&format!("note-{next}"));
        if !is_taken(&key) {
            return key;
        }
        next += 1;
    }
}

fn dropped(state: &State, drag: &NoteDrag) -> Anchor {
    let is_there = |hub: &&Key| {
        let network = state.numbers();
        network.is_some_and(|network| network.node_by_key(hub).is_some())
    };
    match drag.hub.as_ref().filter(is_there) {
        Some(hub) => Anchor::Hub(hub.clone()),
        None => Anchor::At(on_earth(drag.at)),
    }
}

fn show_notes(state: &mut State, notes: &[NoteId], on: bool) {
    change(state, |saved| {
        let (mut own, mut of_study) = (Vec::new(), Vec::new());
        for note in notes {
            match note {
                NoteId::Pinned(key) => own.push(key),
                NoteId::Bundled(key) => of_study.push(key),
            }
        }
        own.sort();
        let is_meant = |key: &Key| own.binary_search(&key).is_ok();
        let is_other = |note: &PinnedNote| is_meant(&note.key) && note.is_shown != on;
        if saved.notes.iter().any(is_other) {
            let pinned = Arc::make_mut(&mut saved.notes).iter_mut();
            pinned
                .filter(|note| is_meant(&note.key))
                .for_each(|note| note.is_shown = on);
        }
        let mut layers = Layers::clone(&saved.layers);
        for key in of_study {
            if on {
                layers.shown_notes.insert(key.clone());
            } else {
                layers.shown_notes.remove(key);
            }
        }
        if on {
            layers.shown.insert(MapPart::Notes);
        }
        if layers != *saved.layers {
            saved.layers = Arc::new(layers);
        }
    });
}

fn open(state: &mut State, id: NoteId) {
    let place = entry(state, &id).map(|note| note.place);
    match &id {
        NoteId::Bundled(_) => {
            state.session.reading = place.map(Subject::Note);
            show(state, Pane::Reading, place.is_some());
        }
        NoteId::Pinned(_) => {
            let is_listed = |place: &usize| {
                let note = state.transient.notes.entries.get(*place);
                note.is_some_and(|note| note.id == id)
            };
            if !state.transient.notes.listed.iter().any(is_listed) {
                state.session.notes = NoteChoice::default();
            }
            state.transient.notes.scrolls = true;
            show(state, Pane::Notes, true);
        }
    }
    state.session.view.chosen_note = Some(id);
}

/// Flies to what a note is on; hubs and single links are selected.
fn go_to(state: &mut State, id: &NoteId) {
    // The entries may be those of another scenario that was shown.
    keep_up(state);
    let Some(note) = entry(state, id).cloned() else {
        return;
    };
    state.session.view.chosen_note = Some(id.clone());
    let links = match &note.target {
        Some(Target::Node(node)) => {
            state.session.view.selected = Some(Thing::Node(*node));
            Vec::new()
        }
        Some(Target::Links(links)) => {
            state.session.view.selected = links.first().copied().map(Thing::Link);
            links.clone()
        }
        Some(Target::Route(route)) => {
            let network = state.numbers();
            network.map_or_else(Vec::new, |network| network.route(*route).links.clone())
        }
        _ => Vec::new(),
    };
    let camera = state.session.view.camera;
    let lines = state.numbers().map(|network| {
        let lines = links.iter().flat_map(|&link| network.line(link));
        GeoBox::around(lines.copied())
    });
    if let Some(around) = lines.flatten() {
        fly(state, camera_around(around, camera));
    } else if let Some(at) = note.at {
        fly(state, camera_at(at, camera));
    }
}

/// Another study is open.
pub fn forget(state: &mut State) {
    state.session.notes = NoteChoice::default();
    state.session.view.chosen_note = None;
    state.transient.notes = NotesNow::default();
    state.layers.set_notes(Arc::default());
}

/// The texts of a note in the order of the window's language, with the key of what each field is called.
#[must_use]
pub fn fields(lang: Lang) -> [(Lang, &'static str); 2] {
    match lang {
        Lang::En => [(Lang::En, "notes.text-en"), (Lang::Zh, "notes.text-zh-too")],
        Lang::Zh => [(Lang::Zh, "notes.text-zh"), (Lang::En, "notes.text-en-too")],
    }
}

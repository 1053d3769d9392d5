//! Named scenarios in the window: which of them are open, what was changed since, and all that is done to
//! the list of them.
//!
//! The edits of those that are open lie below the working ones; opening others leaves the working ones out, as
//! one step of undo. All that is done to the list is a step too.
//! Does not know: how the list is shown.

pub mod relations;

use std::sync::Arc;

use self::relations::{Relation, relate};
use super::demand::first_wanted;
use super::state::State;
use super::update::{Means, ask};
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, EditError};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::scenarios::{BASE, Book, BookError, Named};
use crate::words::{Lang, fill, text};

/// Something about named scenarios that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum ScenarioStep {
    /// Opens scenarios together; none is the base.
    Open(Vec<Key>),
    /// Opens the next one of their order, or with a negative number one before; the base is the first.
    Go(i32),
    /// Adds what is open now under a name.
    SaveNew(String),
    /// Gives a scenario the edits that are open now.
    Update(Key),
    /// Adds a copy of a scenario.
    Duplicate(Key),
    /// Names a scenario in the window's language.
    Rename(Key, String),
    /// Describes a scenario in the window's language.
    Describe(Key, String),
    /// Moves a scenario by so many places.
    Move(Key, i32),
    /// Changes what a scenario builds on or excludes, or its own edits.
    Relate(Key, Relation),
    /// Takes a scenario away.
    Remove(Key),
    /// Which scenario is read about; none is the base.
    Read(Option<Key>),
}

/// What is read about and typed of scenarios.
#[derive(Debug, Default)]
pub struct OpenScenarios {
    /// The scenario that is read about; none is the base.
    pub read: Option<Key>,
    /// What is being typed in the pane.
    pub typed: Typed,
}

/// Texts that are being typed: a name for what is new, and name and description of what is read about.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The name of what is to be saved.
    pub new: String,
    /// The key, name and description of the scenario that is read about, as they are being typed.
    pub read: Option<(Key, String, String)>,
}

/// The keys of those that are open together; none is the base.
#[must_use]
pub fn keys(state: &State) -> &[Key] {
    let document = state.document.as_ref();
    document.map_or(&[], |document| &document.history.saved().open)
}

/// The list of named scenarios.
#[must_use]
pub fn book(state: &State) -> Option<&Book> {
    let document = state.document.as_ref()?;
    Some(&document.history.saved().book)
}

/// The working scenario.
#[must_use]
pub fn working(state: &State) -> Option<&Arc<Scenario>> {
    state.document.as_ref().map(|of| of.history.scenario())
}

/// Whether something was edited since the scenarios were opened.
#[must_use]
pub fn is_changed(state: &State) -> bool {
    let document = state.document.as_ref();
    document.is_some_and(|document| !document.history.saved().edits.edits().is_empty())
}

/// The name of scenarios together; that of the base where there are none.
#[must_use]
pub fn name_of(book: &Book, keys: &[Key]) -> Names {
    if keys.is_empty() {
        return Names::worded("scenario.base");
    }
    let one = |key: &Key, lang: Lang| match book.get(key.as_str()) {
        _ if key.as_str() == BASE => text(lang, "scenario.base").to_owned(),
        Some(named) if named.names != Names::default() => named.names.in_lang(lang).to_owned(),
        _ => key.to_string(),
    };
    Names::said(|lang| {
        let names: Vec<String> = keys.iter().map(|key| one(key, lang)).collect();
        names.join(" + ")
    })
}

/// The name of what is open, and whether it was changed since.
#[must_use]
pub fn open_name(state: &State) -> Names {
    let Some(book) = book(state) else {
        return Names::default();
    };
    let names = name_of(book, keys(state));
    if is_changed(state) {
        Names::said(|lang| fill(lang, "scenarios.changed", &[names.in_lang(lang)]))
    } else {
        names
    }
}

/// Another study is open.
pub fn forget(state: &mut State) {
    state.session.scenarios = OpenScenarios::default();
    state.transient.play = None;
}

/// The year that the data describes; `None` where the study does not say.
#[must_use]
pub fn base_year(state: &State) -> Option<i32> {
    let wanted = first_wanted(&state.document.as_ref()?.facts);
    (wanted.year > 0).then_some(wanted.year)
}

/// The year of the working scenario; `None` where it is not known.
#[must_use]
pub fn year_now(state: &State) -> Option<i32> {
    let year = working(state).and_then(|now| now.year());
    year.or_else(|| base_year(state))
}

/// The edit that sets a year; the year of the base is no edit.
#[must_use]
pub fn year_edit(state: &State, year: i32) -> Edit {
    if base_year(state) == Some(year) {
        Edit::Restore(Target::Year)
    } else {
        Edit::SetYear(year)
    }
}

/// Does what was asked for.
pub fn update_scenarios(state: &mut State, means: &mut Means, step: ScenarioStep) {
    let done = match step {
        ScenarioStep::Open(keys) => open(state, means, keys),
        ScenarioStep::Go(by) => go(state, means, by),
        ScenarioStep::SaveNew(name) => save_new(state, &name),
        ScenarioStep::Read(key) => {
            state.session.scenarios.typed.read = None;
            state.session.scenarios.read = key;
            Ok(())
        }
        ScenarioStep::Update(key) => update_named(state, &key),
        ScenarioStep::Duplicate(key) => duplicate(state, &key),
        ScenarioStep::Rename(key, name) => name_in(state, &key, &name, |named| &mut named.names),
        ScenarioStep::Describe(key, said) => name_in(state, &key, &said, |named| &mut named.about),
        ScenarioStep::Move(key, by) => shift(state, &key, by),
        ScenarioStep::Relate(key, relation) => {
            let done = relate(state, &key, &relation);
            ask(state, means);
            done
        }
        ScenarioStep::Remove(key) => remove(state, &key),
    };
    if let Err(error) = done {
        let said = error_in_words(state, &error);
        state.say(said, true);
    }
}

/// Why something could not be done, in the window's language.
#[must_use]
pub fn error_in_words(state: &State, error: &BookError) -> String {
    let name = |key: &Key| match book(state) {
        Some(book) => {
            let names = name_of(book, std::slice::from_ref(key));
            names.in_lang(state.lang()).to_owned()
        }
        None => key.to_string(),
    };
    match error {
        BookError::Unknown(key) => state.fill("scenarios.unknown", &[key.as_str()]),
        BookError::Circle(keys) => {
            let keys: Vec<String> = keys.iter().map(name).collect();
            state.fill("scenarios.circle", &[&keys.join(" > ")])
        }
        BookError::Excluded(one, other) => {
            state.fill("scenarios.excluded", &[&name(one), &name(other)])
        }
        BookError::Edit(key, error) => {
            state.fill("scenarios.edit-error", &[&name(key), &edit_error(error)])
        }
        BookError::Taken(key) => state.fill("scenarios.taken", &[key.as_str()]),
    }
}

fn edit_error(error: &EditError) -> String {
    error.to_string()
}

fn unknown() -> BookError {
    BookError::Unknown(Key::new(BASE))
}

fn open(state: &mut State, means: &mut Means, keys: Vec<Key>) -> Result<(), BookError> {
    let keys: Vec<Key> = keys.into_iter().filter(|of| of.as_str() != BASE).collect();
    let Some(document) = &mut state.document else {
        return Ok(());
    };
    let book = &document.history.saved().book;
    book.resolve(&document.network, &keys)?;
    let scenarios = &mut state.session.scenarios;
    scenarios.read = keys.last().cloned();
    scenarios.typed.read = None;
    document.history.change(None, |saved| {
        saved.open = Arc::new(keys);
        saved.edits = Arc::default();
    });
    state.transient.play = None;
    ask(state, means);
    Ok(())
}

/// The scenarios in the order in which they are stepped through: the base, then each by itself.
#[must_use]
pub fn stepped(book: &Book) -> Vec<Option<Key>> {
    let named = book.scenarios().iter().map(|named| Some(named.key.clone()));
    std::iter::once(None).chain(named).collect()
}

/// Where in that order the window is: at the last of those that are open together.
#[must_use]
pub fn place_now(state: &State) -> usize {
    let Some(book) = book(state) else {
        return 0;
    };
    let last = keys(state).last();
    let places = stepped(book);
    let here = places.iter().position(|of| of.as_ref() == last);
    here.unwrap_or(0)
}

fn go(state: &mut State, means: &mut Means, by: i32) -> Result<(), BookError> {
    let Some(book) = book(state) else {
        return Ok(());
    };
    let places = stepped(book);
    let step = usize::try_from(by.unsigned_abs()).unwrap_or(0);
    let here = place_now(state);
    let there = if by < 0 {
        here.saturating_sub(step)
    } else {
        (here + step).min(places.len() - 1)
    };
    let is_here = there == here && !is_changed(state);
    let to = places.into_iter().nth(there).flatten();
    if is_here {
        return Ok(());
    }
    open(state, means, to.into_iter().collect())
}

/// A scenario of that key, name and description that is the same as `now`: on top of others as far as
/// that is possible, else by itself. Says whether it is on top of them.
fn on_top(network: &Network, book: &Book, mut named: Named, now: &Scenario) -> (Named, bool) {
    let below = book.resolve(network, &named.builds_on).unwrap_or_default();
    let is_own = |edit: &&Edit| !below.edits().contains(edit);
    named.edits = now.edits().iter().filter(is_own).cloned().collect();
    let mut tried = book.clone();
    tried.set(named.clone());
    let found = tried.resolve(network, std::slice::from_ref(&named.key));
    let is_same = found.is_ok_and(|found| found == *now);
    if !is_same {
        named.builds_on.clear();
        named.edits = now.edits().to_vec();
    }
    (named, is_same)
}

fn save_new(state: &mut State, name: &str) -> Result<(), BookError> {
    let name = name.trim();
    let lang = state.lang();
    let keys = keys(state).to_vec();
    let document = state.document.as_mut().ok_or_else(unknown)?;
    let now = Arc::clone(document.history.scenario());
    let book = Arc::clone(&document.history.saved().book);
    let key = free_key(&book, name);
    let mut named = Named::new(key.clone(), named_in(lang, name));
    named.builds_on = keys;
    let (named, _) = on_top(&document.network, &book, named, &now);
    let mut book = Book::clone(&book);
    book.add(named)?;
    take_as(state, book, key);
    let said = state.fill("scenarios.saved", &[name]);
    state.say(said, false);
    Ok(())
}

fn named_in(lang: Lang, name: &str) -> Names {
    match lang {
        Lang::En => Names::new(name, ""),
        Lang::Zh => Names::new("", name),
    }
}

/// A key for a name that no scenario has.
fn free_key(book: &Book, name: &str) -> Key {
    Key::of_name(name, "scenario", |key| {
        key != BASE && book.get(key).is_none()
    })
}

/// From now on what is open is a scenario of a changed list, without edits on top: one step.
fn take_as(state: &mut State, book: Book, key: Key) {
    let scenarios = &mut state.session.scenarios;
    scenarios.typed = Typed::default();
    scenarios.read = Some(key.clone());
    if let Some(document) = &mut state.document {
        document.history.change(None, |saved| {
            saved.book = Arc::new(book);
            saved.open = Arc::new(vec![key]);
            saved.edits = Arc::default();
        });
    }
}

/// Changes the list, as one step.
fn change_book(
    state: &mut State,
    make: impl FnOnce(&mut Book) -> Result<(), BookError>,
) -> Result<(), BookError> {
    let document = state.document.as_mut().ok_or_else(unknown)?;
    let mut book = Book::clone(&document.history.saved().book);
    make(&mut book)?;
    document
        .history
        .change(None, |saved| saved.book = Arc::new(book));
    Ok(())
}

fn update_named(state: &mut State, key: &Key) -> Result<(), BookError> {
    let document = state.document.as_mut().ok_or_else(unknown)?;
    let now = Arc::clone(document.history.scenario());
    let mut book = Book::clone(&document.history.saved().book);
    let found = book.get(key.as_str()).cloned();
    let named = found.ok_or_else(|| BookError::Unknown(key.clone()))?;
    let had_below = !named.builds_on.is_empty();
    let (named, is_on_top) = on_top(&document.network, &book, named, &now);
    let names = named.names.clone();
    book.set(named);
    take_as(state, book, key.clone());
    let name = names.in_lang(state.lang()).to_owned();
    let words = if had_below && !is_on_top {
        "scenarios.updated-alone"
    } else {
        "scenarios.updated"
    };
    let said = state.fill(words, &[&name]);
    state.say(said, false);
    Ok(())
}

fn duplicate(state: &mut State, key: &Key) -> Result<(), BookError> {
    let book = book(state).ok_or_else(unknown)?;
    let found = book.get(key.as_str());
    let named = found.ok_or_else(|| BookError::Unknown(key.clone()))?;
    let names = Names::said(|lang| {
        let name = named.names.in_lang(lang);
        fill(lang, "scenarios.copy", &[name])
    });
    let copy = free_key(book, key.as_str());
    change_book(state, |book| book.duplicate(key, copy.clone(), names))?;
    state.session.scenarios.read = Some(copy);
    state.session.scenarios.typed.read = None;
    Ok(())
}

fn name_in(
    state: &mut State,
    key: &Key,
    said: &str,
    part: fn(&mut Named) -> &mut Names,
) -> Result<(), BookError> {
    let lang = state.lang();
    change_book(state, |book| {
        let found = book.get(key.as_str()).cloned();
        let mut named = found.ok_or_else(|| BookError::Unknown(key.clone()))?;
        part(&mut named).set(lang, said);
        book.set(named);
        Ok(())
    })
}

fn shift(state: &mut State, key: &Key, by: i32) -> Result<(), BookError> {
    let mut all = book(state).ok_or_else(unknown)?.scenarios().iter();
    let place = all.position(|of| of.key == *key);
    let place = place.ok_or_else(|| BookError::Unknown(key.clone()))?;
    let step = usize::try_from(by.unsigned_abs()).unwrap_or(0);
    let to = if by < 0 {
        place.saturating_sub(step)
    } else {
        place + step
    };
    change_book(state, |book| book.move_to(key, to))
}

fn remove(state: &mut State, key: &Key) -> Result<(), BookError> {
    let document = state.document.as_mut().ok_or_else(unknown)?;
    let mut book = Book::clone(&document.history.saved().book);
    let removed = book.remove(key)?;
    let now = Arc::clone(document.history.scenario());
    let network = Arc::clone(&document.network);
    document.history.change(None, |saved| {
        saved.book = Arc::new(book);
        // What others built on it is theirs no more, but what is open stays what it is.
        let is_same = saved
            .scenario(&network)
            .is_ok_and(|scenario| *scenario == *now);
        if !is_same {
            saved.open = Arc::default();
            saved.edits = now;
        }
    });
    let scenarios = &mut state.session.scenarios;
    if scenarios.read.as_ref() == Some(key) {
        scenarios.read = None;
    }
    scenarios.typed.read = None;
    let name = removed.names.in_lang(state.lang()).to_owned();
    let said = state.fill("scenarios.removed", &[&name]);
    state.say(said, false);
    Ok(())
}

/// Why a scenario cannot be opened beside those that are open; `None` where it can.
#[must_use]
pub fn obstacle(state: &State, key: &Key) -> Option<String> {
    let book = book(state)?;
    let mut keys = keys(state).to_vec();
    keys.retain(|of| of != key);
    keys.push(key.clone());
    let error = book.ordered(&keys).err()?;
    Some(error_in_words(state, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_names_and_are_free() {
        let mut book = Book::default();
        let name = "Second track, 2030!";
        let key = free_key(&book, name);
        book.add(Named::new(key, Names::new(name, ""))).unwrap();
        assert_eq!(free_key(&book, name).as_str(), "second-track-2030-2");
        assert_eq!(free_key(&book, "Base").as_str(), "base-2");
    }
}

//! What a step changed, as small as it can be told: before and after of what is different.
//!
//! A list is compared from front to back in one pass: where it differs, up to a few items ahead are
//! looked at for where it goes on. The script that comes of it always leads from one list to the other; it is
//! the shortest for one item added, replaced, moved or taken away. Time in proportion to the length.
//! Does not know: history, files, words.

use std::sync::Arc;

use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::page::Page;
use crate::model::picture::Picture;
use crate::model::saved::{Layers, NamedView, PinnedNote, Saved};
use crate::model::scenarios::{Book, Named};

/// How far is looked ahead in a list.
const AHEAD: usize = 8;

/// A run of a list that stays, then items that go and items that come in their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<T> {
    /// How many items stay.
    pub keep: usize,
    /// Items that were there.
    pub out: Vec<T>,
    /// Items that are there now.
    pub into: Vec<T>,
}

/// How a list changed, from its front to its back; what is behind the last piece stays.
pub type Script<T> = Vec<Piece<T>>;

/// Something that changed, before and after.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The study's name.
    Names(Arc<Names>, Arc<Names>),
    /// The working edits.
    Edits(Script<Edit>),
    /// Scenarios that came, went or moved.
    Scenarios(Script<Named>),
    /// A scenario that has the same key and place: itself without its edits, where that changed, and
    /// its edits.
    Scenario {
        /// Its key.
        key: Key,
        /// All but its edits.
        head: Option<Box<(Named, Named)>>,
        /// Its edits.
        edits: Script<Edit>,
    },
    /// The open scenarios.
    Open(Arc<Vec<Key>>, Arc<Vec<Key>>),
    /// What of the map is shown.
    Layers(Arc<Layers>, Arc<Layers>),
    /// Named views.
    Views(Script<NamedView>),
    /// Notes.
    Notes(Script<PinnedNote>),
    /// Pages.
    Pages(Script<Page>),
    /// The logo.
    Logo(Option<Arc<Picture>>, Option<Arc<Picture>>),
}

/// Which way a change is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From before to after.
    Forth,
    /// From after to before.
    Back,
}

/// How one list becomes another.
#[must_use]
pub fn script<T: Clone + PartialEq>(old: &[T], new: &[T]) -> Script<T> {
    let mut pieces: Script<T> = Vec::new();
    let (mut i, mut j, mut keep) = (0, 0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j, keep) = (i + 1, j + 1, keep + 1);
            continue;
        }
        let (n_out, n_in) = apart(&old[i..], &new[j..]);
        let (out, into) = (old[i..i + n_out].to_vec(), new[j..j + n_in].to_vec());
        match pieces.last_mut() {
            Some(last) if keep == 0 => {
                last.out.extend(out);
                last.into.extend(into);
            }
            _ => pieces.push(Piece { keep, out, into }),
        }
        (i, j, keep) = (i + n_out, j + n_in, 0);
    }
    pieces
}

/// How many items go and come before two lists, which differ at once, agree again.
fn apart<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    for ahead in 1..=AHEAD {
        if new.first().is_some_and(|new| old.get(ahead) == Some(new)) {
            return (ahead, 0);
        }
        if old.first().is_some_and(|old| new.get(ahead) == Some(old)) {
            return (0, ahead);
        }
    }
    (old.len().min(1), new.len().min(1))
}

/// Makes a list what a script says; one that does not fit is followed as far as it does. Costs what is
/// behind the first piece.
pub fn follow<T: Clone>(list: &mut Vec<T>, script: &[Piece<T>], way: Way) {
    walk(script, way, |at, n_out, into| {
        let from = at.min(list.len());
        let to = (at + n_out).min(list.len());
        drop(list.splice(from..to, into.iter().cloned()));
    });
}

/// Tells of each piece where it begins in the list that is made so far, how many items go there, and what
/// comes.
fn walk<T>(script: &[Piece<T>], way: Way, mut at_piece: impl FnMut(usize, usize, &[T])) {
    let mut at = 0;
    for piece in script {
        let (out, into) = match way {
            Way::Forth => (&piece.out, &piece.into),
            Way::Back => (&piece.into, &piece.out),
        };
        at += piece.keep;
        at_piece(at, out.len(), into);
        at += into.len();
    }
}

/// What is different between two states.
#[must_use]
pub fn changes(old: &Saved, new: &Saved) -> Vec<Change> {
    let mut found = Vec::new();
    if old.names != new.names {
        found.push(Change::Names(
            Arc::clone(&old.names),
            Arc::clone(&new.names),
        ));
    }
    if !Arc::ptr_eq(&old.edits, &new.edits) {
        let edits = script(old.edits.edits(), new.edits.edits());
        found.extend((!edits.is_empty()).then_some(Change::Edits(edits)));
    }
    if !Arc::ptr_eq(&old.book, &new.book) {
        scenarios(old.book.scenarios(), new.book.scenarios(), &mut found);
    }
    if old.open != new.open {
        found.push(Change::Open(Arc::clone(&old.open), Arc::clone(&new.open)));
    }
    if old.layers != new.layers {
        let layers = (Arc::clone(&old.layers), Arc::clone(&new.layers));
        found.push(Change::Layers(layers.0, layers.1));
    }
    let views = script(&old.views, &new.views);
    found.extend((!views.is_empty()).then_some(Change::Views(views)));
    let notes = script(&old.notes, &new.notes);
    found.extend((!notes.is_empty()).then_some(Change::Notes(notes)));
    let pages = script(&old.pages, &new.pages);
    found.extend((!pages.is_empty()).then_some(Change::Pages(pages)));
    let is_same = old.logo.as_ref().map(Arc::as_ptr) == new.logo.as_ref().map(Arc::as_ptr);
    if !is_same && old.logo != new.logo {
        found.push(Change::Logo(old.logo.clone(), new.logo.clone()));
    }
    found
}

fn scenarios(old: &[Named], new: &[Named], found: &mut Vec<Change>) {
    let same_keys = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.key == b.key);
    if !same_keys {
        found.push(Change::Scenarios(script(old, new)));
        return;
    }
    for (old, new) in old.iter().zip(new).filter(|(old, new)| old != new) {
        let (before, after) = (without_edits(old), without_edits(new));
        found.push(Change::Scenario {
            key: old.key.clone(),
            head: (before != after).then(|| Box::new((before, after))),
            edits: script(&old.edits, &new.edits),
        });
    }
}

fn without_edits(named: &Named) -> Named {
    Named {
        key: named.key.clone(),
        names: named.names.clone(),
        about: named.about.clone(),
        builds_on: named.builds_on.clone(),
        excludes: named.excludes.clone(),
        edits: Vec::new(),
    }
}

/// A state after changes, made one way or the other.
#[must_use]
pub fn applied(state: &Saved, changes: &[Change], way: Way) -> Saved {
    let mut next = state.clone();
    apply(&mut next, changes, way);
    next
}

/// Makes changes, one way or the other.
pub fn apply(state: &mut Saved, changes: &[Change], way: Way) {
    match way {
        Way::Forth => changes.iter().for_each(|of| change_one(state, of, way)),
        Way::Back => changes
            .iter()
            .rev()
            .for_each(|of| change_one(state, of, way)),
    }
}

fn change_one(state: &mut Saved, change: &Change, way: Way) {
    match change {
        Change::Names(before, after) => state.names = Arc::clone(end(before, after, way)),
        Change::Open(before, after) => state.open = Arc::clone(end(before, after, way)),
        Change::Layers(before, after) => state.layers = Arc::clone(end(before, after, way)),
        Change::Edits(script) => {
            let edits = Arc::make_mut(&mut state.edits);
            walk(script, way, |at, n, into| edits.replace_run(at, n, into));
        }
        Change::Views(script) => follow(Arc::make_mut(&mut state.views), script, way),
        Change::Notes(script) => follow(Arc::make_mut(&mut state.notes), script, way),
        Change::Pages(script) => follow(Arc::make_mut(&mut state.pages), script, way),
        Change::Logo(before, after) => state.logo.clone_from(end(before, after, way)),
        Change::Scenarios(script) => {
            let mut list = state.book.scenarios().to_vec();
            follow(&mut list, script, way);
            let mut book = Book::default();
            for named in list {
                book.set(named);
            }
            state.book = Arc::new(book);
        }
        Change::Scenario { key, head, edits } => {
            let book = Arc::make_mut(&mut state.book);
            let Some(old) = book.get(key.as_str()) else {
                return;
            };
            let mut list = old.edits.clone();
            follow(&mut list, edits, way);
            let mut named = match head {
                Some(head) => end(&head.0, &head.1, way).clone(),
                None => without_edits(old),
            };
            named.edits = list;
            book.set(named);
        }
    }
}

fn end<'a, T>(before: &'a T, after: &'a T, way: Way) -> &'a T {
    match way {
        Way::Forth => after,
        Way::Back => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_leads_both_ways_and_is_short() {
        let cases: [(&[u8], &[u8], usize); 7] = [
            (&[], &[1], 1),
            (&[1, 2, 3], &[1, 2, 3], 0),
            (&[1, 2, 3, 4], &[1, 3, 4, 2], 2),
            (&[1, 2, 3], &[1, 9, 3], 1),
            (&[1, 2, 3], &[], 1),
            (&[1, 2], &[0, 1, 2, 3], 2),
            (&[1, 2, 3, 4, 5], &[5, 4, 3, 2, 1], 3),
        ];
        for (old, new, most) in cases {
            let script = script(old, new);
            assert!(script.len() <= most, "{script:?}");
            leads(old, new, &script);
        }
    }

    fn leads(old: &[u8], new: &[u8], script: &[Piece<u8>]) {
        let mut list = old.to_vec();
        follow(&mut list, script, Way::Forth);
        assert_eq!(list, new);
        follow(&mut list, script, Way::Back);
        assert_eq!(list, old);
    }

    #[test]
    fn all_pairs_of_short_lists_are_led_both_ways() {
        let lists: Vec<Vec<u8>> = (0..81_u8)
            .map(|n| vec![n % 3, n / 3 % 3, n / 9 % 3, n / 27])
            .chain([vec![], vec![1], vec![2, 0]])
            .collect();
        for old in &lists {
            for new in &lists {
                let script = script(old, new);
                leads(old, new, &script);
            }
        }
    }
}

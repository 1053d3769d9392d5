//! What a named scenario builds on, what it excludes, and the order of its own edits.
//!
//! Does not know: how it is shown.

use super::{change_book, keys};
use crate::app::state::State;
use crate::model::ids::Key;
use crate::model::scenarios::{Book, BookError, Named};

/// What is changed about a named scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// It builds on another, or no longer.
    BuildsOn(Key, bool),
    /// It excludes another, or no longer.
    Excludes(Key, bool),
    /// One of its edits moves by so many places: of two that change the same, the later one holds.
    MoveEdit(usize, i32),
    /// One of its edits is taken away.
    RemoveEdit(usize),
}

/// Changes it, as one step. What is open stays possible.
///
/// # Errors
/// [`BookError`] when scenarios would build on each other in a circle, or those that are open or build on
/// this one would exclude each other.
pub fn relate(state: &mut State, key: &Key, relation: &Relation) -> Result<(), BookError> {
    let open = keys(state).to_vec();
    change_book(state, |book| {
        let found = book.get(key.as_str()).cloned();
        let mut named = found.ok_or_else(|| BookError::Unknown(key.clone()))?;
        apply(&mut named, relation);
        book.set(named);
        is_possible(book, &open)
    })
}

fn apply(named: &mut Named, relation: &Relation) {
    let put = |list: &mut Vec<Key>, of: &Key, is_in: bool| {
        list.retain(|known| known != of);
        if is_in {
            list.push(of.clone());
        }
    };
    match relation {
        Relation::BuildsOn(other, is_in) => put(&mut named.builds_on, other, *is_in),
        Relation::Excludes(other, is_in) => put(&mut named.excludes, other, *is_in),
        Relation::MoveEdit(place, by) => {
            let to = place.saturating_add_signed(if *by < 0 { -1 } else { 1 });
            if *place < named.edits.len() && to < named.edits.len() {
                named.edits.swap(*place, to);
            }
        }
        Relation::RemoveEdit(place) => {
            if *place < named.edits.len() {
                named.edits.remove(*place);
            }
        }
    }
}

/// Whether each scenario can be open, and those that are open together.
fn is_possible(book: &Book, open: &[Key]) -> Result<(), BookError> {
    for named in book.scenarios() {
        book.ordered(std::slice::from_ref(&named.key))?;
    }
    book.ordered(open).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edit::Edit;
    use crate::model::names::Names;

    fn book() -> Book {
        let mut book = Book::default();
        for key in ["a", "b", "c"] {
            let mut named = Named::new(Key::new(key), Names::new(key, ""));
            named.edits = vec![Edit::SetYear(2030), Edit::SetYear(2031)];
            book.add(named).unwrap();
        }
        book
    }

    fn changed(book: &Book, key: &str, relation: &Relation) -> Book {
        let mut book = book.clone();
        let mut named = book.get(key).unwrap().clone();
        apply(&mut named, relation);
        book.set(named);
        book
    }

    #[test]
    fn circles_and_what_excludes_itself_are_refused() {
        let on = |of: &str| Relation::BuildsOn(Key::new(of), true);
        let book = changed(&book(), "b", &on("a"));
        assert!(is_possible(&book, &[]).is_ok());
        let circle = changed(&book, "a", &on("b"));
        assert!(matches!(
            is_possible(&circle, &[]),
            Err(BookError::Circle(_))
        ));
        let without = Relation::Excludes(Key::new("a"), true);
        let apart = changed(&book, "b", &without);
        assert!(matches!(
            is_possible(&apart, &[]),
            Err(BookError::Excluded(..))
        ));
        let apart = changed(&book, "c", &without);
        assert!(is_possible(&apart, &[]).is_ok());
        let both = [Key::new("c"), Key::new("a")];
        assert!(matches!(
            is_possible(&apart, &both),
            Err(BookError::Excluded(..))
        ));
    }

    #[test]
    fn edits_move_and_go() {
        let years = |book: &Book| {
            let edits = &book.get("a").unwrap().edits;
            let year = |edit: &Edit| match edit {
                Edit::SetYear(year) => *year,
                _ => 0,
            };
            edits.iter().map(year).collect::<Vec<_>>()
        };
        let book = changed(&book(), "a", &Relation::MoveEdit(1, -1));
        assert_eq!(years(&book), [2031, 2030]);
        let same = changed(&book, "a", &Relation::MoveEdit(0, -1));
        assert_eq!(years(&same), [2031, 2030]);
        let one = changed(&book, "a", &Relation::RemoveEdit(0));
        assert_eq!(years(&one), [2030]);
        assert_eq!(years(&changed(&one, "a", &Relation::RemoveEdit(7))), [2030]);
    }
}

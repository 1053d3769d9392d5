//! Named scenarios of a study: each a list of edits, on top of those of others.
//!
//! A name stands for the edits of what it builds on, and then its own. Several names together are one
//! scenario: each with what it builds on before it, depth first, in the order in which they are named,
//! everything once. Of one thing the last edit wins, as in any scenario.
//! Does not know: files (see `io::scenarios`).

use super::edit::{Edit, EditError};
use super::ids::Key;
use super::names::Names;
use super::network::Network;
use super::scenario::Scenario;

/// The key of the scenario without edits, which every study has.
pub const BASE: &str = "base";

/// A named scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// What it is, and what it rests on.
    pub about: Names,
    /// Scenarios whose edits come before its own.
    pub builds_on: Vec<Key>,
    /// Scenarios that it cannot be combined with.
    pub excludes: Vec<Key>,
    /// Its own edits.
    pub edits: Vec<Edit>,
}

/// The named scenarios of a study, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    scenarios: Vec<Named>,
}

/// Why names are no scenario, or a book cannot be changed so.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BookError {
    /// No scenario has that key.
    #[error("no scenario has the key \"{0}\"; `corridor scenarios` lists those of the study")]
    Unknown(Key),
    /// A scenario builds on itself.
    #[error("the scenarios {} build on each other in a circle; take one out of `builds_on`", listed(.0))]
    Circle(Vec<Key>),
    /// Two that exclude each other.
    #[error("the scenarios \"{0}\" and \"{1}\" exclude each other; leave one out")]
    Excluded(Key, Key),
    /// An edit has a value that there cannot be.
    #[error("scenario \"{0}\": {1}")]
    Edit(Key, EditError),
    /// A key that is in use.
    #[error("a scenario with the key \"{0}\" is there already; choose another key")]
    Taken(Key),
}

fn listed(keys: &[Key]) -> String {
    let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
    keys.join(" > ")
}

impl Named {
    /// A scenario without edits.
    #[must_use]
    pub fn new(key: Key, names: Names) -> Self {
        Self {
            key,
            names,
            about: Names::default(),
            builds_on: Vec::new(),
            excludes: Vec::new(),
            edits: Vec::new(),
        }
    }
}

impl Book {
    /// The scenarios, in their order; the base is not among them.
    #[must_use]
    pub fn scenarios(&self) -> &[Named] {
        &self.scenarios
    }

    /// The scenario of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Named> {
        self.scenarios.iter().find(|of| of.key.as_str() == key)
    }

    /// Adds a scenario behind the others.
    ///
    /// # Errors
    /// [`BookError::Taken`] when its key is that of another one, or of the base.
    pub fn add(&mut self, named: Named) -> Result<(), BookError> {
        if named.key.as_str() == BASE || self.get(named.key.as_str()).is_some() {
            return Err(BookError::Taken(named.key));
        }
        self.scenarios.push(named);
        Ok(())
    }

    /// Puts a scenario in the place of that of the same key, or behind the others.
    pub fn set(&mut self, named: Named) {
        match self.scenarios.iter_mut().find(|of| of.key == named.key) {
            Some(known) => *known = named,
            None => self.scenarios.push(named),
        }
    }

    /// Adds a copy of a scenario under another key, right behind it.
    ///
    /// # Errors
    /// [`BookError`] when there is none, or the new key is in use.
    pub fn duplicate(&mut self, key: &Key, copy: Key, names: Names) -> Result<(), BookError> {
        let place = self.place(key)?;
        if copy.as_str() == BASE || self.get(copy.as_str()).is_some() {
            return Err(BookError::Taken(copy));
        }
        let mut new = self.scenarios[place].clone();
        new.key = copy;
        new.names = names;
        self.scenarios.insert(place + 1, new);
        Ok(())
    }

    /// Takes a scenario away, and its key out of the lists of others.
    ///
    /// # Errors
    /// [`BookError::Unknown`] when there is none.
    pub fn remove(&mut self, key: &Key) -> Result<Named, BookError> {
        let place = self.place(key)?;
        for other in &mut self.scenarios {
            other.builds_on.retain(|of| of != key);
            other.excludes.retain(|of| of != key);
        }
        Ok(self.scenarios.remove(place))
    }

    /// Moves a scenario to a place among the others; one beyond the last is the last.
    ///
    /// # Errors
    /// [`BookError::Unknown`] when there is none.
    pub fn move_to(&mut self, key: &Key, place: usize) -> Result<(), BookError> {
        let named = self.scenarios.remove(self.place(key)?);
        let place = place.min(self.scenarios.len());
        self.scenarios.insert(place, named);
        Ok(())
    }

    fn place(&self, key: &Key) -> Result<usize, BookError> {
        let place = self.scenarios.iter().position(|of| of.key == *key);
        place.ok_or_else(|| BookError::Unknown(key.clone()))
    }

    /// The scenarios that some names stand for: each with what it builds on before it, depth first,
    /// everything once. The base is none of them.
    ///
    /// # Errors
    /// [`BookError`] when a name is unknown, some build on each other, or two exclude each other.
    pub fn ordered(&self, keys: &[Key]) -> Result<Vec<&Named>, BookError> {
        let mut order = Order {
            book: self,
            found: Vec::new(),
            way: Vec::new(),
        };
        for key in keys {
            order.visit(key)?;
        }
        for (place, one) in order.found.iter().enumerate() {
            for other in &order.found[place + 1..] {
                if one.excludes.contains(&other.key) || other.excludes.contains(&one.key) {
                    return Err(BookError::Excluded(one.key.clone(), other.key.clone()));
                }
            }
        }
        Ok(order.found)
    }

    /// The edits that some names stand for, as one scenario. An edit whose target the network does not
    /// have is kept.
    ///
    /// # Errors
    /// [`BookError`] as for [`Book::ordered`], or when an edit has a value that there cannot be.
    pub fn resolve(&self, network: &Network, keys: &[Key]) -> Result<Scenario, BookError> {
        let mut scenario = Scenario::base();
        for named in self.ordered(keys)? {
            for edit in &named.edits {
                let next = scenario.keeping(network, edit.clone());
                scenario = next.map_err(|error| BookError::Edit(named.key.clone(), error))?;
            }
        }
        Ok(scenario)
    }
}

/// A walk over what scenarios build on.
struct Order<'a> {
    book: &'a Book,
    found: Vec<&'a Named>,
    /// From the name that was asked for to where the walk is.
    way: Vec<Key>,
}

impl Order<'_> {
    fn visit(&mut self, key: &Key) -> Result<(), BookError> {
        if key.as_str() == BASE || self.found.iter().any(|of| of.key == *key) {
            return Ok(());
        }
        let named = self.book.get(key.as_str());
        let named = named.ok_or_else(|| BookError::Unknown(key.clone()))?;
        if let Some(place) = self.way.iter().position(|of| of == key) {
            let mut circle = self.way.split_off(place);
            circle.push(key.clone());
            return Err(BookError::Circle(circle));
        }
        self.way.push(key.clone());
        for below in &named.builds_on {
            self.visit(below)?;
        }
        self.way.pop();
        self.found.push(named);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: &str, builds_on: &[&str]) -> Named {
        let mut named = Named::new(Key::new(key), Names::new(key, ""));
        named.builds_on = builds_on.iter().map(|key| Key::new(key)).collect();
        named
    }

    fn keys(keys: &[&str]) -> Vec<Key> {
        keys.iter().map(|key| Key::new(key)).collect()
    }

    fn book() -> Book {
        let mut book = Book::default();
        for (key, on) in [
            ("a", &["b", "c"][..]),
            ("b", &["d"]),
            ("c", &["d"]),
            ("d", &[]),
            ("x", &["y"]),
            ("y", &["x"]),
        ] {
            book.add(named(key, on)).unwrap();
        }
        book
    }

    #[test]
    fn what_a_scenario_builds_on_comes_before_it_once() {
        let book = book();
        let order = |asked: &[&str]| -> Vec<String> {
            let found = book.ordered(&keys(asked)).unwrap();
            found.iter().map(|of| of.key.to_string()).collect()
        };
        assert_eq!(order(&["a"]), ["d", "b", "c", "a"]);
        assert_eq!(order(&["c", "base", "a", "c"]), ["d", "c", "b", "a"]);
        assert!(order(&[]).is_empty());
    }

    #[test]
    fn circles_unknown_and_excluded_names_are_told() {
        let mut book = book();
        let circle = keys(&["x", "y", "x"]);
        assert_eq!(book.ordered(&keys(&["x"])), Err(BookError::Circle(circle)));
        let none = Key::new("none");
        assert_eq!(
            book.ordered(&keys(&["none"])),
            Err(BookError::Unknown(none))
        );
        let mut apart = named("e", &[]);
        apart.excludes = keys(&["d"]);
        book.add(apart).unwrap();
        let both = BookError::Excluded(Key::new("e"), Key::new("d"));
        assert_eq!(book.ordered(&keys(&["e", "a"])), Err(both));
    }

    #[test]
    fn a_book_is_kept_in_order() {
        let mut book = book();
        let taken = book.add(named("base", &[]));
        assert_eq!(taken, Err(BookError::Taken(Key::new("base"))));
        let (a, copy) = (Key::new("a"), Key::new("a2"));
        book.duplicate(&a, copy.clone(), Names::new("A", ""))
            .unwrap();
        assert_eq!(book.scenarios()[1].key, copy);
        assert_eq!(book.scenarios()[1].builds_on, keys(&["b", "c"]));
        book.move_to(&copy, 99).unwrap();
        assert_eq!(book.scenarios().last().unwrap().key, copy);
        book.remove(&Key::new("b")).unwrap();
        assert_eq!(book.get("a").unwrap().builds_on, keys(&["c"]));
    }
}

//! Dense numbers for what a network holds, and the stable text keys that files use.
//!
//! Inside one network a node, link or route is a small number; between files, scenarios and
//! sessions it is a [`Key`].
//! Does not know: what the numbered things are.

use std::fmt;
use std::sync::Arc;

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index into the network's arrays.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at an index. Networks hold fewer than `u32::MAX` things, which the loader checks.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}

dense_id!(
    /// A node of one network.
    NodeId
);
dense_id!(
    /// A link of one network.
    LinkId
);
dense_id!(
    /// A named route or group of one network.
    RouteId
);

/// The stable text id of a hub, link, route or chain.
///
/// Parts of a split link are `R04#1`, `R04#2`; `R04` names them all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// A key from text, kept as it is.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// A key that is free, made of the letters and digits of a name: `Second track, 2030!` gives
    /// `second-track-2030`, or `second-track-2030-2` where that is not free. A name without any gives what
    /// stands `instead`.
    #[must_use]
    pub fn of_name(name: &str, instead: &str, is_free: impl Fn(&str) -> bool) -> Self {
        let lower = name.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let plain = if words.is_empty() {
            instead.to_owned()
        } else {
            words.join("-")
        };
        let mut key = plain.clone();
        let mut number = 2_u32;
        while !is_free(&key) {
            key = format!("{plain}-{number}");
            number += 1;
        }
        Self::new(&key)
    }

    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the whole that a part belongs to (`R04` of `R04#2` and of `R04#2#1`); the whole
    /// text of any other key.
    #[must_use]
    pub fn whole(&self) -> &str {
        let is_part =
            |tail: &str| !tail.is_empty() && tail.bytes().all(|b| b == b'#' || b.is_ascii_digit());
        match self.0.split_once('#') {
            Some((whole, tail)) if is_part(tail) => whole,
            _ => &self.0,
        }
    }

    /// The key of a part: `R04` and 2 give `R04#2`; a part split again counts on as `R04#2#1`.
    #[must_use]
    pub fn part(&self, number: usize) -> Self {
        Self(Arc::from(format!("{}#{number}", self.0)))
    }

    /// Whether this key is `name`, or a part, at any depth, of the link called `name`.
    #[must_use]
    pub fn is_or_is_part_of(&self, name: &str) -> bool {
        self.as_str() == name
            || self.as_str().strip_prefix(name).is_some_and(|rest| {
                rest.starts_with('#') && rest.bytes().all(|b| b == b'#' || b.is_ascii_digit())
            })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_names_and_are_free() {
        let key = |name, taken: &[&str]| {
            let key = Key::of_name(name, "hub", |key| !taken.contains(&key));
            key.as_str().to_owned()
        };
        assert_eq!(key("Second track, 2030!", &[]), "second-track-2030");
        assert_eq!(key("双线", &["hub"]), "hub-2");
        assert_eq!(key("A", &["a", "a-2"]), "a-3");
    }

    #[test]
    fn parts_know_their_whole() {
        assert_eq!(Key::new("R04").part(2), Key::new("R04#2"));
        assert_eq!(Key::new("R04#2#1").whole(), "R04");
        assert_eq!(Key::new("A#b").whole(), "A#b", "only a number makes a part");
        assert!(Key::new("R04#2").is_or_is_part_of("R04"));
        assert!(Key::new("R04#2#1").is_or_is_part_of("R04"));
        assert!(Key::new("R04").is_or_is_part_of("R04"));
        assert!(!Key::new("R041").is_or_is_part_of("R04"));
    }
}

//! A place inside a JSON document, written out only when there is something to say about it.
//!
//! Does not know: what lies there.

use crate::model::check::Place;

/// The longest text of a path, in characters; the middle of a longer one is left out.
const LONGEST: usize = 64;

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Index(usize),
}

/// A way from the document's root to a value; borrows the part it shares with its parent.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

impl<'p> Path<'p> {
    pub(super) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    pub(super) fn member(&'p self, name: &'p str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// `features[12].geometry`, `$` for the root; bounded in length.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        if text.chars().count() <= LONGEST {
            return text;
        }
        let chars: Vec<char> = text.chars().collect();
        let (head, tail) = (LONGEST / 3, LONGEST - LONGEST / 3 - 1);
        let mut short: String = chars[..head].iter().collect();
        short.push('…');
        short.extend(&chars[chars.len() - tail..]);
        short
    }

    pub(super) fn place(&self) -> Place {
        Place::path(self.text())
    }

    fn write(&self, text: &mut String) {
        let is_first = self
            .parent
            .is_none_or(|parent| matches!(parent.step, Step::Root));
        match (self.parent, self.step) {
            (Some(_), Step::Member(_)) if is_first => {}
            (Some(parent), _) => parent.write(text),
            (None, _) => {}
        }
        match self.step {
            Step::Root => text.push('$'),
            Step::Member(name) => {
                if !is_first {
                    text.push('.');
                }
                text.extend(name.chars().map(|c| if c.is_control() { ' ' } else { c }));
            }
            Step::Index(index) => {
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_written_in_code() {
        let root = Path::ROOT;
        assert_eq!(root.text(), "$");
        assert_eq!(root.index(3).text(), "$[3]");
        let features = root.member("features");
        let feature = features.index(12);
        let geometry = feature.member("geometry");
        let coordinates = geometry.member("coordinates");
        assert_eq!(
            coordinates.index(3).text(),
            "features[12].geometry.coordinates[3]"
        );
    }

    #[test]
    fn long_paths_lose_their_middle() {
        let root = Path::ROOT;
        let long = "线".repeat(300);
        let member = root.member(&long);
        let text = member.index(7).text();
        assert_eq!(text.chars().count(), LONGEST);
        assert!(text.ends_with("线[7]"), "{text}");
    }
}

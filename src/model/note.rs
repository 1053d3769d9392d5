//! What is said of a number: a formula, a reason, a remark; in English, and in Chinese where the
//! program itself says it.
//!
//! Does not know: what is said.

use std::ops::Deref;
use std::sync::Arc;

use super::names::Names;
use crate::words::Lang;

/// A note. Read as plain text it is its English wording, or the only one there is; that is what files
/// keep, and by which notes are compared.
#[derive(Clone, Debug)]
pub struct Note {
    text: Arc<str>,
    zh: Option<Arc<str>>,
}

impl Note {
    /// A note in both languages.
    #[must_use]
    pub fn in_both(names: &Names) -> Self {
        let zh = (!names.zh.is_empty() && names.zh != names.en).then(|| Arc::from(&*names.zh));
        Self {
            text: Arc::from(names.in_lang(Lang::En)),
            zh,
        }
    }

    /// The note in a language, or in the only one there is.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match (lang, &self.zh) {
            (Lang::Zh, Some(zh)) => zh,
            _ => &self.text,
        }
    }
}

impl PartialEq for Note {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Deref for Note {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<Arc<str>> for Note {
    fn from(text: Arc<str>) -> Self {
        Self { text, zh: None }
    }
}

impl From<&str> for Note {
    fn from(text: &str) -> Self {
        Self::from(Arc::from(text))
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self::from(Arc::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_in_the_language_asked_for_or_the_one_there_is() {
        let both = Note::in_both(&Names::new("the least", "最小"));
        assert_eq!(both.in_lang(Lang::Zh), "最小");
        assert_eq!(&*both, "the least");
        let one = Note::from("as the file says");
        assert_eq!(one.in_lang(Lang::Zh), "as the file says");
    }
}

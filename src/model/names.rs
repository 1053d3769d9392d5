//! A name in English and Chinese.
//!
//! Does not know: which language is shown where; callers say.

use crate::words::{Lang, fill, text};

/// A name in the two languages. Either may be empty; [`Names::in_lang`] then falls back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// English name, or empty.
    pub en: String,
    /// Chinese name, or empty.
    pub zh: String,
}

impl Names {
    /// Both names.
    #[must_use]
    pub fn new(en: &str, zh: &str) -> Self {
        Self {
            en: en.to_owned(),
            zh: zh.to_owned(),
        }
    }

    /// Both texts of a key of the message files.
    #[must_use]
    pub fn worded(key: &str) -> Self {
        Self::new(text(Lang::En, key), text(Lang::Zh, key))
    }

    /// Both texts of a key of the message files, with the same filled in.
    #[must_use]
    pub fn filled(key: &str, args: &[&str]) -> Self {
        Self::said(|lang| fill(lang, key, args))
    }

    /// What a function says in each language.
    #[must_use]
    pub fn said(say: impl Fn(Lang) -> String) -> Self {
        Self {
            en: say(Lang::En),
            zh: say(Lang::Zh),
        }
    }

    /// The name in a language, or the other one where it is missing.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::Zh => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Calls it something in a language.
    pub fn set(&mut self, lang: Lang, name: &str) {
        let of = match lang {
            Lang::En => &mut self.en,
            Lang::Zh => &mut self.zh,
        };
        name.clone_into(of);
    }

    /// Both names, English first; one where they are the same or one is missing.
    #[must_use]
    pub fn in_both(&self) -> String {
        let (en, zh) = (self.in_lang(Lang::En), self.in_lang(Lang::Zh));
        if en == zh {
            en.to_owned()
        } else {
            format!("{en} {zh}")
        }
    }

    /// Whether either name equals `text`, without regard to case.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.lowercase().any(|name| name == text)
    }

    /// Whether either name begins with `text`, without regard to case.
    #[must_use]
    pub fn begins_with(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.lowercase().any(|name| name.starts_with(&text))
    }

    /// Whether either name contains `text`, without regard to case.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.lowercase().any(|name| name.contains(&text))
    }

    fn lowercase(&self) -> impl Iterator<Item = String> {
        [&self.en, &self.zh]
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(|name| name.to_lowercase())
    }
}

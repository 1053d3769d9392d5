//! A text to be found: how it fits the names and keys of things.
//!
//! Does not know: which things there are.

use super::Score;
use super::sound::Sound;
use crate::model::names::Names;

/// A text to be found, without regard to case and to how dashes and quotes are written.
pub struct Typed {
    text: String,
    words: Vec<String>,
    /// The same as it is spoken, where it can be.
    sound: Option<Sound>,
}

impl Typed {
    /// A text as it was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let text = folded(typed.trim());
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let sound = Sound::new(typed);
        Self { text, words, sound }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How it fits a key and a name; `None` where it does not.
    #[must_use]
    pub fn score(&self, key: &str, names: &Names) -> Option<Score> {
        let said = [key, &names.en, &names.zh].map(folded);
        let text = self.text.as_str();
        if said.iter().any(|name| name == text) {
            Some(Score::Exact)
        } else if said.iter().any(|name| name.starts_with(text)) {
            Some(Score::Beginning)
        } else if said.iter().any(|name| name.contains(text)) {
            Some(Score::Part)
        } else {
            let occurs = |word: &String| said.iter().any(|name| name.contains(word.as_str()));
            let has_all = self.words.len() > 1 && self.words.iter().all(occurs);
            let spoken = self.sound.as_ref();
            let spoken = spoken.and_then(|sound| sound.score(&names.zh));
            has_all
                .then_some(Score::Words)
                .into_iter()
                .chain(spoken)
                .min()
        }
    }
}

/// A text in small letters, every dash as a hyphen, without quotes and title marks.
fn folded(text: &str) -> String {
    let fold = |letter: char| match letter {
        '–' | '—' | '‐' | '‑' | '−' | '－' => Some('-'),
        '（' => Some('('),
        '）' => Some(')'),
        '"' | '\'' | '“' | '”' | '‘' | '’' | '《' | '》' | '「' | '」' => None,
        other => Some(other),
    };
    text.chars()
        .filter_map(fold)
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> Option<Score> {
        let names = Names::new("Huangtong–Baise railway", "黄桶至百色铁路");
        Typed::new(text).score("P11", &names)
    }

    #[test]
    fn a_name_a_key_and_parts_of_them_fit() {
        assert_eq!(score("p11"), Some(Score::Exact));
        assert_eq!(score(" huangtong-baise RAILWAY "), Some(Score::Exact));
        assert_eq!(score("黄桶至百色铁路"), Some(Score::Exact));
        assert_eq!(score("Huang"), Some(Score::Beginning));
        assert_eq!(score("百色"), Some(Score::Part));
        assert_eq!(score("baise huangtong"), Some(Score::Words));
        assert_eq!(score("baise kunming"), None);
        assert_eq!(score("huáng tǒng"), Some(Score::Sound));
    }

    #[test]
    fn quotes_and_title_marks_do_not_matter() {
        let names = Names::new("\"13+N\" programme", "《西部陆海新通道总体规划》");
        let of = |text: &str| Typed::new(text).score("x", &names);
        assert_eq!(of("13+n programme"), Some(Score::Exact));
        assert_eq!(of("西部陆海新通道总体规划"), Some(Score::Exact));
    }
}

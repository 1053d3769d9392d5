//! Every text that people read, in English and simplified Chinese, by key.
//!
//! The two message files hold one `key = text` a line; `{0}`, `{1}` … stand for what is filled in.
//! A test finds keys that one file lacks, that no code uses, or that code uses and no file has.
//! Does not know: where a text is shown.

pub mod format;

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }
}

/// The English message file.
pub const EN: &str = include_str!("en.txt");
/// The Chinese message file.
pub const ZH: &str = include_str!("zh.txt");

static TEXTS: LazyLock<[HashMap<&str, &str>; 2]> = LazyLock::new(|| [parse(EN), parse(ZH)]);

/// The entries of a message file: lines `key = text`; blank lines and lines that begin with `#` are passed over.
pub fn entries(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, text)| (key.trim(), text.trim()))
}

fn parse(file: &'static str) -> HashMap<&'static str, &'static str> {
    entries(file).collect()
}

/// The text of a key; the key itself where no file has it (a test prevents that).
#[must_use]
pub fn text(lang: Lang, key: &str) -> &str {
    let texts = match lang {
        Lang::En => &TEXTS[0],
        Lang::Zh => &TEXTS[1],
    };
    texts.get(key).copied().unwrap_or(key)
}

/// The text of a key with `{0}`, `{1}` … filled in.
#[must_use]
pub fn fill(lang: Lang, key: &str, args: &[&str]) -> String {
    let template = text(lang, key);
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let arg = after
            .split_once('}')
            .and_then(|(number, tail)| Some((args.get(number.parse::<usize>().ok()?)?, tail)));
        match arg {
            Some((arg, tail)) => {
                filled.push_str(arg);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_have_the_same_keys_once() {
        let keys = |file| {
            let mut keys: Vec<&str> = entries(file).map(|(key, _)| key).collect();
            keys.sort_unstable();
            keys
        };
        let (en, zh) = (keys(EN), keys(ZH));
        assert_eq!(en, zh, "the message files differ in their keys");
        assert!(en.windows(2).all(|pair| pair[0] != pair[1]), "a key twice");
    }

    #[test]
    fn both_texts_take_the_same_arguments() {
        for (key, en) in entries(EN) {
            let zh = text(Lang::Zh, key);
            for number in 0..8 {
                let slot = format!("{{{number}}}");
                assert_eq!(en.contains(&slot), zh.contains(&slot), "{key} {slot}");
            }
        }
    }

    #[test]
    fn filling_leaves_other_braces_alone() {
        assert_eq!(
            fill(Lang::En, "no.such {1} {x} {0}", &["a"]),
            "no.such {1} {x} a"
        );
    }
}

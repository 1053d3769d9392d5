//! The keys of texts: what the program uses the message files have, and the other way round.
//!
//! Every text in the source that has the form of a key (`path.found`) is one, but for file names. Findings are named by their code alone, which stands for `issue.CODE` and
//! `issue.CODE.hint`.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use source::{Kind, Token};

fn keys_of(file: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/words")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let entries = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let keys = entries.map(|line| line.split_once('=').unwrap().0.trim().to_owned());
    let keys: Vec<String> = keys.collect();
    let unique: BTreeSet<String> = keys.iter().cloned().collect();
    assert_eq!(keys.len(), unique.len(), "{file} has a key twice");
    unique
}

/// Whether a text is a key: words of small letters, digits and hyphens, parted by dots.
fn is_key(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let (first, rest) = text.split_once('.').unwrap_or((text, ""));
    !first.bytes().any(|b| b.is_ascii_digit()) && is_word(first) && rest.split('.').all(is_word)
}

/// Texts of the form of a key that are something else: file names, and places in a file.
fn is_no_key(text: &str) -> bool {
    const ENDINGS: [&str; 8] = ["geojson", "json", "csv", "txt", "svg", "png", "md", "wgsl"];
    let ending = text.rsplit('.').next().unwrap_or(text);
    ENDINGS.contains(&ending) && !text.starts_with("issue.") || text == "corridor.routes"
}

/// Functions that take the code of a finding first, by name: those with a parameter
/// `code: &'static str`.
fn takers_of_codes(files: &[(String, Vec<Token>)]) -> BTreeSet<String> {
    const PARAMETER: [&str; 6] = ["code", ":", "&", "'", "static", "str"];
    let mut takers = BTreeSet::new();
    for (_, tokens) in files {
        let mut name = "";
        for (at, token) in tokens.iter().enumerate() {
            if token.is("fn") {
                name = tokens.get(at + 1).map_or("", |t| t.text.as_str());
            }
            let is_parameter = tokens.len() >= at + PARAMETER.len()
                && PARAMETER
                    .iter()
                    .zip(&tokens[at..])
                    .all(|(part, t)| t.is(part));
            let is_first = at > 1
                && (tokens[at - 1].is("(") || tokens[at - 1].is(",") && tokens[at - 2].is("self"));
            if is_parameter && is_first && !name.is_empty() {
                takers.insert(name.to_owned());
            }
        }
    }
    takers
}

/// The codes that a file gives to such functions, or binds with `let code = …;` or `let codes = …;`.
fn codes(tokens: &[Token], takers: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut is_binding = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map(|i| &tokens[i]);
        if token.is("let") {
            is_binding = tokens
                .get(at + 1)
                .is_some_and(|t| t.is("code") || t.is("codes"));
        } else if token.is(";") {
            is_binding = false;
        }
        let is_first_argument = before(1).is_some_and(|t| t.is("("))
            && before(2).is_some_and(|t| t.kind == Kind::Name && takers.contains(&t.text));
        let is_attribute = before(3).is_some_and(|t| t.is("["));
        let is_code = is_binding || is_first_argument && !is_attribute;
        if token.kind == Kind::Text && is_code {
            found.insert(token.text.clone());
        }
    }
    found
}

/// Whether a key has the form of a text with one word to be filled in. Findings are not looked
/// up so: each has its code in the source.
fn is_form_of(text: &str, key: &str) -> bool {
    let Some((begin, rest)) = text.split_once('{').filter(|(begin, _)| *begin != "issue.") else {
        return false;
    };
    let end = rest.split_once('}').map_or(rest, |(_, end)| end);
    let is_form = begin.contains('.') && is_key(&format!("{begin}x{end}"));
    let word = key
        .strip_prefix(begin)
        .and_then(|tail| tail.strip_suffix(end));
    is_form && word.is_some_and(|word| !word.is_empty() && !word.contains('.'))
}

struct Used {
    /// Key, and the first place that needs it.
    needed: BTreeMap<String, String>,
    /// Every text of the source; `command.{name}.tip` stands for every key of that form, and
    /// `{key}.tip` for every needed key with that end.
    texts: BTreeSet<String>,
}

impl Used {
    fn uses(&self, key: &str) -> bool {
        let code = key.strip_prefix("issue.");
        let code = code.map(|code| code.trim_end_matches(".hint"));
        let is_longer = |text: &String| {
            let end = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let begin = end.and_then(|(_, end)| key.strip_suffix(end));
            begin.is_some_and(|begin| begin != key && self.needed.contains_key(begin))
        };
        let mut texts = self.texts.iter();
        self.needed.contains_key(key)
            || code.is_some_and(|code| self.texts.contains(code))
            || texts.any(|text| is_form_of(text, key) || is_longer(text))
    }
}

fn used_by(files: &[(String, Vec<Token>)]) -> Used {
    let takers = takers_of_codes(files);
    let (mut needed, mut texts) = (BTreeMap::new(), BTreeSet::new());
    for (path, tokens) in files {
        for token in tokens.iter().filter(|token| token.kind == Kind::Text) {
            texts.insert(token.text.clone());
            if is_key(&token.text) && !is_no_key(&token.text) {
                needed
                    .entry(token.text.clone())
                    .or_insert_with(|| format!("{path}:{}", token.line));
            }
        }
        for code in codes(tokens, &takers) {
            for key in [format!("issue.{code}"), format!("issue.{code}.hint")] {
                needed.entry(key).or_insert_with(|| path.clone());
            }
        }
    }
    Used { needed, texts }
}

/// What is wrong: keys that the program needs and the file lacks, and keys that nothing needs.
fn faults(files: &[(String, Vec<Token>)], kept: &BTreeSet<String>) -> Vec<String> {
    let used = used_by(files);
    let missing = used.needed.iter().filter(|(key, _)| !kept.contains(*key));
    let missing = missing.map(|(key, place)| format!("{place} needs {key}"));
    let unused = kept
        .iter()
        .filter(|key| !used.uses(key))
        .map(|key| format!("{key} is not used"));
    missing.chain(unused).collect()
}

fn program() -> Vec<(String, Vec<Token>)> {
    source::files()
        .into_iter()
        .filter(|file| !file.is_test)
        .map(|file| (file.path, source::code(&file.text)))
        .collect()
}

#[test]
fn every_text_is_there_and_used() {
    let files = program();
    for name in ["en.txt", "zh.txt"] {
        let faults = faults(&files, &keys_of(name));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn keys_have_their_form() {
    for name in ["en.txt", "zh.txt"] {
        for key in keys_of(name) {
            assert!(key.contains('.') && is_key(&key), "{name}: {key}");
        }
    }
}

#[test]
fn missing_and_unused_keys_are_found() {
    let source = r#"
        fn warn(&self, code: &'static str, place: Place) {}
        fn new(severity: Severity, code: &'static str) {}
        fn go() {
            text(lang, "path.found"); // "path.comment"
            log("path.gone"); log(&format!("word.{name}.tip"));
            log(&format!("{key}.long")); read("a.geojson");
            self.warn("short-line", here); #[warn("unused")]
            let code = if odd { "open-ring" } else { "flat-ring" };
        }
        #[cfg(test)] mod tests { const K: &str = "path.test"; }
    "#;
    let files = vec![("x.rs".to_owned(), source::code(source))];
    let kept = [
        "path.found",
        "path.left",
        "path.found.long",
        "path.left.long",
        "word.a.tip",
        "word.a",
        "issue.short-line",
        "issue.short-line.hint",
        "issue.open-ring",
        "issue.open-ring.hint",
    ];
    let kept = kept.map(str::to_owned).into_iter().collect();
    let expected = [
        "x.rs needs issue.flat-ring",
        "x.rs needs issue.flat-ring.hint",
        "x.rs:6 needs path.gone",
        "path.left is not used",
        "path.left.long is not used",
        "word.a is not used",
    ];
    assert_eq!(faults(&files, &kept), expected);
}

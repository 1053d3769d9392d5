//! The program's own source as tokens, for the tests that hold rules over it.
//!
//! Comments are left out, texts keep what stands between their quotes, and what is compiled for
//! tests alone can be told from the program.

use std::fs;
use std::path::{Path, PathBuf};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or keyword; `r#` is taken off.
    Name,
    /// A text in quotes of any kind, without them.
    Text,
    /// A number or a character in quotes.
    Number,
    /// `::`, a lifetime, or one character of punctuation.
    Mark,
}

/// A token with its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Name | Kind::Mark) && self.text == text
    }
}

/// A file of the program.
pub struct File {
    /// Its path below `src`, with `/`.
    pub path: String,
    pub text: String,
    /// Whether it is compiled for tests alone.
    pub is_test: bool,
}

/// The tokens of a source text without what is compiled for tests alone.
pub fn code(text: &str) -> Vec<Token> {
    split_tests(&tokens(text)).0
}

/// Every file of the program in order of path.
pub fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.sort();
    let mut files: Vec<File> = paths
        .iter()
        .map(|path| File {
            path: path
                .strip_prefix(&src)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/"),
            text: fs::read_to_string(path).unwrap(),
            is_test: false,
        })
        .collect();
    assert!(files.len() > 40, "the source was not found");
    let test_modules: Vec<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        let stem = file.path.trim_end_matches(".rs").trim_end_matches("/mod");
        file.is_test = test_modules
            .iter()
            .any(|module| stem == module || stem.starts_with(&format!("{module}/")));
    }
    files
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The modules that a file declares for tests alone, as paths below `src` without ending.
fn test_modules(file: &File) -> Vec<String> {
    let stem = file.path.trim_end_matches(".rs");
    let folder = stem.strip_suffix("/mod").unwrap_or(stem);
    split_tests(&tokens(&file.text))
        .1
        .iter()
        .map(|name| format!("{folder}/{name}"))
        .collect()
}

/// Tokens outside of items marked `#[cfg(test)]`, and the names of the modules so marked.
/// `#[cfg(not(test))]` and `#[cfg(any(test, …))]` are part of the program.
fn split_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let is_marked =
            tokens.len() >= at + MARK.len() && MARK.iter().zip(&tokens[at..]).all(|(m, t)| t.is(m));
        if !is_marked {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let end = item_end(tokens, at + MARK.len());
        let item = &tokens[at..end];
        if let Some(place) = item.iter().position(|t| t.is("mod")) {
            modules.extend(item.get(place + 1).map(|name| name.text.clone()));
        }
        at = end;
    }
    (kept, modules)
}

/// The end of the item that begins at a token: behind its `;` or its outermost braces.
fn item_end(tokens: &[Token], begin: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(begin) {
        if token.kind != Kind::Mark {
            continue;
        }
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" if depth == 0 => return at,
            ")" | "]" => depth -= 1,
            "}" => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The tokens of a source text.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let (kind, length, text) = lexeme(rest, first);
        if let Some(kind) = kind {
            let text = text.to_owned();
            tokens.push(Token { kind, text, line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// What stands at the beginning of a text: its kind (none: space or comment), length and text.
fn lexeme(rest: &str, first: char) -> (Option<Kind>, usize, &str) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let run = |from: usize| {
        rest[from..]
            .find(|c| !is_word(c))
            .unwrap_or(rest.len() - from)
            + from
    };
    if rest.starts_with("//") {
        (None, rest.find('\n').unwrap_or(rest.len()), "")
    } else if rest.starts_with("/*") {
        (None, comment_end(rest), "")
    } else if let Some((open, close)) = quotes(rest) {
        let end = text_end(rest, open, &close);
        (
            Some(Kind::Text),
            end,
            &rest[open..end.saturating_sub(close.len()).max(open)],
        )
    } else if rest.starts_with("r#") && rest[2..].starts_with(is_word) {
        (Some(Kind::Name), run(2), &rest[2..run(2)])
    } else if first == '\'' || rest.starts_with("b'") {
        quote(rest, first.len_utf8())
    } else if first.is_ascii_digit() {
        let mut end = run(0);
        if rest[end..].starts_with('.') && rest[end + 1..].starts_with(|c: char| c.is_ascii_digit())
        {
            end = run(end + 1);
        }
        (Some(Kind::Number), end, &rest[..end])
    } else if is_word(first) {
        (Some(Kind::Name), run(0), &rest[..run(0)])
    } else if first.is_whitespace() {
        (None, first.len_utf8(), "")
    } else {
        let length = if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        (Some(Kind::Mark), length, &rest[..length])
    }
}

fn comment_end(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of a text's opening and its closing quotes, where one begins here.
fn quotes(rest: &str) -> Option<(usize, String)> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        rest.strip_prefix(prefix)
            .is_some_and(|tail| tail.starts_with('"') || prefix.ends_with('r') && is_raw(tail))
    })?;
    let open = rest.find('"')? + 1;
    let hashes = if prefix.ends_with('r') {
        "#".repeat(open - 1 - prefix.len())
    } else {
        String::new()
    };
    Some((open, format!("\"{hashes}")))
}

fn is_raw(tail: &str) -> bool {
    tail.starts_with('#') && tail.trim_start_matches('#').starts_with('"')
}

fn text_end(rest: &str, open: usize, close: &str) -> usize {
    let is_raw = rest[..open].contains('r');
    let mut at = open;
    while at < rest.len() {
        if !is_raw && rest[at..].starts_with('\\') {
            at += 1;
        } else if rest[at..].starts_with(close) {
            return at + close.len();
        }
        at += rest[at..].chars().next().map_or(1, char::len_utf8);
    }
    rest.len()
}

/// A character in quotes, or a lifetime.
fn quote(rest: &str, prefix: usize) -> (Option<Kind>, usize, &str) {
    let open = rest.find('\'').unwrap_or(0) + 1;
    let mut inside = rest[open..].chars();
    let first = inside.next().unwrap_or(' ');
    if first == '\\' {
        let skip = open + 1 + inside.next().map_or(0, char::len_utf8);
        let end = rest[skip..]
            .find('\'')
            .map_or(rest.len(), |at| skip + at + 1);
        (Some(Kind::Number), end, &rest[..end])
    } else if inside.next() == Some('\'') {
        let end = open + first.len_utf8() + 1;
        (Some(Kind::Number), end, &rest[..end])
    } else {
        (Some(Kind::Mark), prefix, &rest[..prefix])
    }
}

//! The names in a source text, with groups taken apart and ways up the tree followed.

use crate::source::{Kind, Token};

/// Words behind which `::` begins a path and does not go on with one.
const KEYWORDS: [&str; 14] = [
    "use", "return", "in", "as", "else", "dyn", "impl", "for", "match", "if", "while", "mut",
    "break", "where",
];

/// A name as the source has it: its segments, and whether a `use` brings it in.
pub struct Named {
    pub segments: Vec<String>,
    pub is_use: bool,
    pub line: usize,
    module: Vec<String>,
}

/// All names of a file with groups taken apart; `module` is the file's own place.
pub fn names(tokens: &[Token], module: &[String]) -> Vec<Named> {
    let (mut found, mut at) = (Vec::new(), 0);
    let (mut is_use, mut depth) = (false, 0_usize);
    let mut inside: Vec<(String, usize)> = Vec::new();
    while at < tokens.len() {
        let token = &tokens[at];
        let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text.as_str());
        let after = |ahead: usize| tokens.get(at + ahead).map_or("", |t| t.text.as_str());
        match token.text.as_str() {
            _ if token.kind == Kind::Text => {}
            "use" => is_use = after(1) != "<",
            ";" => is_use = false,
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inside.retain(|(_, opened)| *opened < depth + 1);
            }
            "mod" if after(2) == "{" => inside.push((after(1).to_owned(), depth + 1)),
            _ => {}
        }
        let is_path_before = at > 1
            && (tokens[at - 2].is(">")
                || tokens[at - 2].kind == Kind::Name && !KEYWORDS.contains(&before(2)));
        let is_later_part = before(1) == "." || before(1) == "::" && is_path_before;
        let is_visibility =
            ["(", "in"].contains(&before(1)) && (before(2) == "pub" || before(3) == "pub");
        let is_start = token.kind == Kind::Name && !KEYWORDS.contains(&token.text.as_str());
        if !is_start || is_later_part || is_visibility {
            at += 1;
            continue;
        }
        let mut paths = Vec::new();
        at = path(tokens, at, &[], &mut paths);
        let module: Vec<String> = module
            .iter()
            .chain(inside.iter().map(|(name, _)| name))
            .cloned()
            .collect();
        found.extend(paths.into_iter().map(|segments| Named {
            segments,
            is_use,
            line: token.line,
            module: module.clone(),
        }));
    }
    found
}

/// Reads one path that begins at a name, and the groups in it; gives the place behind it.
fn path(tokens: &[Token], begin: usize, prefix: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut segments = [prefix, &[tokens[begin].text.clone()]].concat();
    let mut at = begin + 1;
    while tokens.get(at).is_some_and(|t| t.is("::")) {
        match tokens.get(at + 1) {
            Some(next) if next.kind == Kind::Name || next.is("*") => {
                segments.push(next.text.clone());
                at += 2;
            }
            Some(next) if next.is("{") => {
                at += 2;
                while tokens.get(at).is_some_and(|t| !t.is("}")) {
                    if tokens[at].kind == Kind::Name
                        && !tokens[at - 1].is("as")
                        && !tokens[at].is("as")
                    {
                        at = path(tokens, at, &segments, paths);
                        continue;
                    }
                    if tokens[at].is("*") {
                        paths.push([segments.as_slice(), &["*".to_owned()]].concat());
                    }
                    at += 1;
                }
                return at + 1;
            }
            _ => break,
        }
    }
    paths.push(segments);
    at
}

/// The path of a name from the root of the crate; `None` for what is not ours.
pub fn resolved(named: &Named) -> Option<Vec<String>> {
    let mut segments = named.segments.iter().map(String::as_str).peekable();
    let mut path: Vec<&str> = named.module.iter().map(String::as_str).collect();
    match segments.next()? {
        "crate" => path.clear(),
        "corridor" if named.is_use || named.segments.len() > 1 => path.clear(),
        "super" => drop(path.pop()),
        "self" if named.segments.len() > 1 => {}
        _ => return None,
    }
    while segments.next_if_eq(&"super").is_some() {
        path.pop();
    }
    path.extend(segments.filter(|segment| *segment != "self"));
    Some(path.into_iter().map(str::to_owned).collect())
}

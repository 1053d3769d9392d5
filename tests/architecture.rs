//! The layer rule of `src/ARCHITECTURE.md`, held over the tokens of every source file.
//!
//! A new edge is a change of the design: it is made in [`MAY_USE`], and the paper says why.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod source;
#[path = "source/names.rs"]
mod names;
#[path = "source/paper.rs"]
mod paper;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use names::{names, resolved};
use source::{Kind, Token};

/// What a layer may name besides itself. `main` is `src/main.rs`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("task", &[]),
    ("words", &[]),
    ("model", &["words"]),
    ("graph", &["task"]),
    ("routing", &["model", "graph", "task"]),
    ("throughput", &["model", "graph", "routing", "task"]),
    ("demand", &["model", "graph", "routing", "task"]),
    (
        "study",
        &["model", "routing", "throughput", "demand", "task", "words"],
    ),
    ("io", &["model", "task", "words"]),
    ("document", &["model", "io", "task"]),
    ("scene", &["model", "study", "words"]),
    ("export", &["model", "study", "scene", "task", "words"]),
    ("app", FRONT),
    ("cli", FRONT),
    ("main", &["app", "cli"]),
];

const FRONT: &[&str] = &[
    "model", "io", "study", "document", "scene", "export", "task", "words",
];

/// Where names from outside may stand, by the beginning of the path; every dependency has a home.
const HOMES: &[(&str, &[&str])] = &[
    ("egui", &["app/"]),
    ("eframe", &["app/"]),
    ("jiff", &["app/"]),
    ("egui_extras", &["app/"]),
    ("egui_plot", &["app/"]),
    ("egui_system_font_provider", &["app/"]),
    ("rfd", &["app/"]),
    ("geojson", &["io/"]),
    ("csv", &["io/"]),
    ("flate2", &["io/", "export/"]),
    ("rstar", &["io/"]),
    ("siphasher", &["io/"]),
    ("resvg", &["export/"]),
    ("usvg", &["export/"]),
    ("tiny_skia", &["export/"]),
    ("png", &["export/"]),
    ("image_webp", &["export/"]),
    ("rusqlite", &["io/tiles/"]),
    ("ureq", &["io/tiles/"]),
    ("zune_jpeg", &["export/"]),
    ("base64", &["export/", "io/"]),
    ("gif", &["export/"]),
    ("pdf_writer", &["export/"]),
    ("subsetter", &["export/"]),
    ("ttf_parser", &["scene/"]),
    ("earcut", &["scene/", "app/"]),
    ("geo", &["model/", "scene/"]),
    ("pinyin", &["study/"]),
    ("clap", &["cli/", "main.rs"]),
    ("serde", &["io/", "document/", "cli/"]),
    ("serde_json", &["io/", "document/", "cli/", "main.rs"]),
    ("thiserror", &[""]),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn layer_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.trim_end_matches(".rs")
}

/// Everything in a file that the rule forbids, each with its line.
fn offenses(path: &str, source: &str) -> Vec<String> {
    let tokens = source::code(source);
    let layer = layer_of(path);
    let module: Vec<String> = match path.trim_end_matches(".rs") {
        "main" | "lib" => Vec::new(),
        stem => stem
            .trim_end_matches("/mod")
            .split('/')
            .map(str::to_owned)
            .collect(),
    };
    let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("{path}: no such layer")];
    };
    let mut found = forbidden_tokens(path, &tokens);
    for named in names(&tokens, &module) {
        let said = named.segments.join("::");
        let mut complain = |why: &str| found.push(format!("{path}:{}: {said} {why}", named.line));
        if let Some(ours) = resolved(&named) {
            match ours.first().map_or("", String::as_str) {
                "" | "*" => complain("names the whole crate"),
                other if other == layer || may_use.contains(&other) => {}
                other => complain(&format!("names {other}, which {layer} may not")),
            }
            continue;
        }
        let (first, second) = (named.segments[0].as_str(), named.segments.get(1));
        if !named.is_use && second.is_none() {
            continue;
        }
        let home = HOMES.iter().find(|(name, _)| *name == first);
        if home.is_some_and(|(_, homes)| !homes.iter().any(|home| path.starts_with(home))) {
            complain("is not at home here");
        }
        let is_file_system = first == "std"
            && second.is_none_or(|second| ["fs", "*", "self"].contains(&second.as_str()));
        if is_file_system && path != "io/files.rs" && !path.starts_with("io/files/") {
            complain("reaches the file system");
        }
    }
    found
}

/// What is forbidden whatever it is a part of: clocks, raw colors, ways to name a module in secret.
fn forbidden_tokens(path: &str, tokens: &[Token]) -> Vec<String> {
    let layer = layer_of(path);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let follows = |marks: &[&str]| {
            let ahead = tokens[at..].iter().skip(1);
            tokens.len() > at + marks.len() && marks.iter().zip(ahead).all(|(mark, t)| t.is(mark))
        };
        let ahead = |count: usize| tokens.get(at + count);
        let is_raw_color = match token.text.as_str() {
            text if token.kind == Kind::Text => has_hex_color(text),
            "Color" => {
                follows(&["{", "r", ":"]) && ahead(4).is_some_and(|t| t.kind == Kind::Number)
                    || follows(&["::"]) && ahead(2).is_some_and(|t| makes_color(&t.text))
            }
            "Color32" | "Rgba" | "Hsva" if follows(&["::"]) => {
                let is_literal = ahead(4).is_some_and(|t| t.kind == Kind::Number);
                let is_color = ahead(2).is_some_and(|t| makes_color(&t.text));
                is_color && (is_literal || path != "app/theme.rs")
            }
            _ => false,
        };
        let why = match token.text.as_str() {
            _ if is_raw_color && !path.starts_with("scene/palette") => "a raw color",
            _ if token.kind != Kind::Name => continue,
            "Instant" | "SystemTime" if !["app", "cli", "task"].contains(&layer) => "reads a clock",
            "pub" if layer != "study" && is_reexport(&tokens[at..]) => "re-exports",
            "extern" if follows(&["crate"]) => "renames a crate",
            "macro_export" => "puts a macro at the root",
            "path" if follows(&["="]) && at > 1 && tokens[at - 1].is("[") => "moves a module",
            "include" if follows(&["!"]) && path != "io/bundled.rs" => "includes source",
            _ => continue,
        };
        found.push(format!("{path}:{}: {} {why}", token.line, token.text));
    }
    found
}

fn makes_color(name: &str) -> bool {
    let is_constant = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let begins = ["from_", "rgb", "hex", "gray", "new"]
        .iter()
        .any(|b| name.starts_with(b));
    begins || is_constant && !["NONE", "TRANSPARENT", "PLACEHOLDER"].contains(&name)
}

/// Whether a text holds a color such as `#1d5fd1`.
fn has_hex_color(text: &str) -> bool {
    text.split('#').skip(1).any(|tail| {
        let end = tail
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(tail.len());
        [3, 6, 8].contains(&end) && tail[..end].chars().all(|c| c.is_ascii_hexdigit())
    })
}

fn is_reexport(tokens: &[Token]) -> bool {
    let behind = if tokens.get(1).is_some_and(|t| t.is("(")) {
        tokens.iter().position(|t| t.is(")")).map_or(0, |at| at + 1)
    } else {
        1
    };
    tokens.get(behind).is_some_and(|t| t.is("use"))
}

#[test]
fn every_layer_names_only_what_it_may() {
    let mut found = Vec::new();
    for file in source::files()
        .iter()
        .filter(|file| file.path != "lib.rs" && !file.is_test)
    {
        found.extend(offenses(&file.path, &file.text));
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Modules only, so that the tree is the whole of the public face.
#[test]
fn the_library_root_holds_modules_and_nothing_else() {
    let lib = read("src/lib.rs");
    assert!(lib.contains("#![forbid(unsafe_code)]"));
    let gui = "#[cfg(feature = \"gui\")]";
    for line in lib.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let module = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'));
        let is_module = module.is_some_and(|name| MAY_USE.iter().any(|(layer, _)| *layer == name));
        assert!(
            is_module || line.starts_with("#![") || line == gui,
            "{line}"
        );
    }
}

#[test]
fn files_are_short_and_say_what_they_do_not_know() {
    let mut found = Vec::new();
    for file in source::files() {
        let n_lines = file.text.lines().count();
        if n_lines >= 500 {
            found.push(format!("{}: {n_lines} lines", file.path));
        }
        if ["lib.rs", "main.rs"].contains(&file.path.as_str()) || file.is_test {
            continue;
        }
        let about: Vec<&str> = file
            .text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .collect();
        let about = about.join("\n");
        let last = about
            .split_once("Does not know: ")
            .map_or("", |(_, last)| last.trim());
        if !last.ends_with(['.', '`']) || last.contains("\n\n") {
            found.push(format!(
                "{}: its //! does not end with \"Does not know: …\"",
                file.path
            ));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_dependency_has_a_home_and_a_use() {
    let cargo = read("Cargo.toml");
    let dependencies = cargo.split("\n[dependencies]\n").nth(1).unwrap();
    let dependencies = dependencies
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_")));
    let files = source::files();
    let tokens: Vec<Token> = files
        .iter()
        .flat_map(|file| source::code(&file.text))
        .collect();
    for name in dependencies {
        assert!(
            HOMES.iter().any(|(home, _)| *home == name),
            "{name} has no home in HOMES"
        );
        assert!(
            tokens.iter().any(|token| token.is(&name)),
            "{name} is not used"
        );
    }
}

/// The paper lists every file but those for tests alone, and holds the table of this test.
#[test]
fn the_paper_tells_the_tree_as_it_is() {
    let text = read("src/ARCHITECTURE.md");
    let told = paper::tree(&text);
    let n_told = told.len();
    let listed: BTreeSet<String> = told.into_iter().collect();
    assert_eq!(listed.len(), n_told, "a file is listed twice");
    let files = source::files().into_iter().filter(|file| !file.is_test);
    let there: BTreeSet<String> = files.map(|file| file.path).collect();
    let differ: Vec<&String> = listed.symmetric_difference(&there).collect();
    assert!(
        differ.is_empty(),
        "listed or there, but not both: {differ:?}"
    );
    let table = MAY_USE
        .iter()
        .map(|&(layer, may_use)| (layer, may_use.to_vec()));
    assert_eq!(paper::layers(&text), table.collect::<Vec<_>>());
}

#[test]
fn the_list_of_tests_is_whole() {
    let list = read("tests/README.md");
    let mut n_tests = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.strip_suffix(".rs").is_some() {
            assert!(
                list.contains(&format!("| `{name}` |")),
                "tests/README.md lacks {name}"
            );
            n_tests += 1;
        }
    }
    assert_eq!(list.matches(".rs` |").count(), n_tests);
}

/// File, source and what must be said of it, one case a line; `~` stands for a new line.
const CASES: &str = include_str!("data/architecture.txt");

#[test]
fn ways_round_the_rule_are_seen_and_harmless_text_is_not() {
    for case in CASES.lines().filter(|case| !case.is_empty()) {
        let mut parts = case.split(" | ");
        let (path, source) = (parts.next().unwrap(), parts.next().unwrap_or(""));
        let found = offenses(path, &source.replace('~', "\n"));
        let expected: Vec<&str> = parts.collect();
        let pairs = found.iter().zip(&expected);
        let is_right = found.len() == expected.len() && pairs.clone().all(|(f, e)| f.contains(e));
        assert!(is_right, "{case}\nfound {found:#?}");
    }
}

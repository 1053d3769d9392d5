//! What tells a study and a scenario from others: a hash of each part, so that a picture can be asked later
//! whether its study is still the one that it was drawn from, and which part of it is not.
//!
//! Data is told by its files in the order of reading, by their names, wherever they lie, and by what a study
//! file would hold of them, so that a study and its study file have the same data; what is saved beside it by
//! its text in a study file, named scenarios, pages and a logo too; a scenario by its edits.
//! Does not know: pictures.

use std::sync::Arc;

use super::journal::fingerprint;
use crate::io::scenarios::edits::edit_to_json;
use crate::io::stamp::hash;
use crate::io::study_file::data::{DataFile, has_scenarios};
use crate::io::study_file::digest::digest;
use crate::model::ids::Key;
use crate::model::saved::Saved;
use crate::model::scenario::Scenario;

/// The parts of a study, each with its hash, in a fixed order.
pub type Prints = [(&'static str, String); 8];

/// The parts of a study: its data, name, scenarios and edits, what is shown, named views, notes, pages, its logo. A
/// picture has a logo of its own, which is not that of its study.
#[must_use]
pub fn prints(data: &[DataFile], saved: &Saved) -> Prints {
    let only = |keep: fn(&mut Saved, &Saved)| {
        let mut part = Saved::default();
        keep(&mut part, saved);
        fingerprint(&part)
    };
    [
        ("data", data_print(data)),
        (
            "name",
            only(|part, all| part.names = Arc::clone(&all.names)),
        ),
        (
            "scenarios",
            only(|part, all| {
                part.book = Arc::clone(&all.book);
                part.open = Arc::clone(&all.open);
                part.edits = Arc::clone(&all.edits);
            }),
        ),
        (
            "layers",
            only(|part, all| part.layers = Arc::clone(&all.layers)),
        ),
        (
            "views",
            only(|part, all| part.views = Arc::clone(&all.views)),
        ),
        (
            "notes",
            only(|part, all| part.notes = Arc::clone(&all.notes)),
        ),
        (
            "pages",
            only(|part, all| part.pages = Arc::clone(&all.pages)),
        ),
        (
            "study-logo",
            only(|part, all| part.logo.clone_from(&all.logo)),
        ),
    ]
}

/// One hash of all parts.
#[must_use]
pub fn whole(prints: &Prints) -> String {
    let parts: Vec<String> = prints
        .iter()
        .map(|(name, print)| format!("{name} {print}\n"))
        .collect();
    hex(parts.concat().as_bytes())
}

/// What a picture says of its study and scenario: names and values, empty where there is nothing to say.
#[must_use]
pub fn said(data: &[DataFile], saved: &Saved, scenario: &Scenario) -> Vec<(&'static str, String)> {
    let prints = prints(data, saved);
    let open: Vec<&str> = saved.open.iter().map(Key::as_str).collect();
    let year = scenario.year().map(|year| year.to_string());
    let mut said = vec![("study", whole(&prints))];
    said.extend(prints);
    said.extend([
        ("scenario", scenario_print(scenario)),
        ("open", open.join(", ")),
        ("year", year.unwrap_or_default()),
    ]);
    said
}

/// The hash of a scenario's edits.
#[must_use]
pub fn scenario_print(scenario: &Scenario) -> String {
    let edits = scenario.edits().iter();
    let lines: Vec<String> = edits
        .map(|edit| format!("{}\n", edit_to_json(None, edit)))
        .collect();
    hex(lines.concat().as_bytes())
}

/// The hash of a text.
#[must_use]
pub fn print_of(text: &str) -> String {
    hex(text.as_bytes())
}

fn data_print(data: &[DataFile]) -> String {
    let files = data.iter().filter(|file| !has_scenarios(file));
    let files = files.map(|file| {
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        format!("{name} {:032x}\n", digest(file))
    });
    let files: Vec<String> = files.collect();
    hex(files.concat().as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    format!("{:032x}", hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::study_file::data::Origin;
    use crate::model::names::Names;
    use crate::model::page::{Layout, Page};
    use crate::model::picture::{Picture, PictureKind};

    fn file(name: &str, bytes: &[u8]) -> DataFile {
        DataFile {
            name: Arc::from(name),
            origin: Origin::Inside,
            bytes: Arc::new(bytes.to_vec()),
            is_boundary: false,
        }
    }

    #[test]
    fn each_part_tells_its_own_changes() {
        let saved = Saved::default();
        let before = prints(&[file("a/links.geojson", b"{}")], &saved);
        let elsewhere = prints(&[file("/b/links.geojson", b"{}")], &saved);
        assert_eq!(before, elsewhere, "where a file lies is no matter");
        let packed = [
            file("links.geojson", b"\xEF\xBB\xBF{ }"),
            file("scenarios.json", br#"{"scenarios": []}"#),
        ];
        assert_eq!(before, prints(&packed, &saved), "what a study file holds");
        let renamed = Saved {
            names: Arc::new(Names::new("A", "甲")),
            ..saved
        };
        let after = prints(&[file("a/links.geojson", b"{\"a\": 1}")], &renamed);
        assert_eq!(changed(&before, &after), ["data", "name"]);
        assert_ne!(whole(&before), whole(&after));
    }

    fn changed(before: &Prints, after: &Prints) -> Vec<&'static str> {
        let pairs = before.iter().zip(after);
        let changed = pairs.filter(|(before, after)| before != after);
        changed.map(|(before, _)| before.0).collect()
    }

    #[test]
    fn pages_and_the_logo_are_parts() {
        let empty = Saved::default();
        let page = Page::new(Key::new("a"), Names::new("A", "甲"), Layout::A4Portrait);
        let with_page = Saved {
            pages: Arc::new(vec![page.clone()]),
            ..empty.clone()
        };
        let titled = Page {
            title: Names::new("", "标题"),
            ..page
        };
        let with_title = Saved {
            pages: Arc::new(vec![titled]),
            ..empty.clone()
        };
        let logo = Picture {
            bytes: Arc::from(&b"a"[..]),
            kind: PictureKind::Png,
            size: [1.0, 1.0],
        };
        let with_logo = Saved {
            logo: Some(Arc::new(logo)),
            ..empty.clone()
        };
        let all = [&empty, &with_page, &with_title, &with_logo].map(|saved| prints(&[], saved));
        assert_eq!(changed(&all[0], &all[1]), ["pages"]);
        assert_eq!(changed(&all[1], &all[2]), ["pages"], "in Chinese alone");
        assert_eq!(changed(&all[0], &all[3]), ["study-logo"]);
    }
}

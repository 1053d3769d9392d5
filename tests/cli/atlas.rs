//! `corridor atlas`: a picture of every combination, each the one that `corridor export` makes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{corridor, corridor_in, folder};

const SMALL: [&str; 4] = ["--width", "900", "--height", "700"];

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn pictures_are_those_of_single_exports_and_are_kept_while_they_match() {
    let folder = folder("atlas");
    let atlas = |more: &[&str]| {
        let typed = [
            &["atlas", "--routes", "eastern,whole", "--years", "2025,2030"][..],
            &["--lang", "en,zh", "--out", "maps/{year}-{route}-{lang}.svg"],
            &SMALL,
            more,
        ];
        let run = corridor_in(&folder, &typed.concat());
        run.is_fine_in_other_years();
        run.text().to_owned()
    };
    let listed = atlas(&["--dry-run"]);
    assert_eq!(listed.lines().count(), 8);
    assert_eq!(listed.lines().next(), Some("maps/2025-eastern-en.svg"));
    assert!(!folder.join("maps").exists(), "nothing is written");
    assert!(atlas(&["--jobs", "2"]).contains("8 pictures written"));
    let maps = folder.join("maps");
    let there = names(&maps);
    let mut told: Vec<&str> = listed.lines().map(|name| &name["maps/".len()..]).collect();
    told.sort_unstable();
    assert_eq!(there, told);

    for (name, more) in [
        ("2030-eastern-zh.svg", &["--route", "eastern"][..]),
        ("2030-whole-zh.svg", &[]),
    ] {
        let single = [
            "export", "--year", "2030", "--lang", "zh", "--out", "one.svg",
        ];
        let run = corridor_in(&folder, &[&single[..], &SMALL, more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let one = fs::read(folder.join("one.svg")).unwrap();
        assert!(one == fs::read(maps.join(name)).unwrap(), "{name}");
    }

    // One is gone, one was cut, one is of something else.
    fs::remove_file(maps.join(&there[0])).unwrap();
    let bytes = fs::read(maps.join(&there[1])).unwrap();
    fs::write(maps.join(&there[1]), &bytes[..200]).unwrap();
    fs::copy(maps.join(&there[3]), maps.join(&there[2])).unwrap();
    fs::write(maps.join(format!(".{}.1-1.tmp", there[0])), "left").unwrap();
    assert!(atlas(&["--resume"]).contains("3 pictures written, 5 kept"));
    assert_eq!(names(&maps), there);
    assert!(bytes == fs::read(maps.join(&there[1])).unwrap());
    assert!(atlas(&["--resume"]).contains("0 pictures written, 8 kept"));
}

#[test]
fn what_has_no_room_is_told_once_for_all_pictures() {
    let folder = folder("atlas-small");
    let told = "warning: Legend left out on 2 of 2 pictures";
    let tiny = ["--years", "2025,2026", "--width", "200", "--height", "200"];
    for typed in [
        &["atlas", "--out", "{year}.svg"][..],
        &["animate", "--out", "{n}.png"],
        &["animate", "--out", "a.gif"],
    ] {
        let run = corridor_in(&folder, &[typed, &tiny].concat());
        // The second warning is of a year that is not that of the data.
        assert_eq!((run.code, run.err.lines().count()), (0, 2), "{}", run.err);
        assert!(run.err.starts_with(told), "{typed:?}: {}", run.err);
    }
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    let folder = folder("atlas-wrong");
    let refused = |typed: &[&str], said: &str| {
        let run = corridor_in(&folder, &[&["atlas"], typed].concat());
        assert_eq!(run.code, 2, "{typed:?}");
        assert!(run.err.contains(said), "{typed:?}: {}", run.err);
        assert_eq!(names(&folder).len(), 0);
    };
    refused(&["--lang", "en,zh", "--out", "a.svg"], "must hold {lang}");
    refused(&["--out", "{month}.svg"], "{month} is not known");
    refused(&["--out", "{lang}.doc"], "must end in");
    refused(
        &["--routes", "northern", "--out", "{route}.svg"],
        "--routes northern",
    );
    let none = ["--scenarios", "base,none-such", "--out", "{scenario}.svg"];
    refused(&none, "none-such");
}

/// What is asked for twice is made once.
#[test]
fn a_picture_is_made_once() {
    let typed = ["atlas", "--dry-run", "--out", "{year}-{route}-{lang}.svg"];
    let listed = |more: &[&str]| {
        let run = corridor(&[&typed[..], more].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{more:?}");
        run.text().to_owned()
    };
    let all = listed(&["--routes", "all"]);
    assert_eq!(listed(&["--routes", "all,eastern,eastern"]), all);
    assert_eq!(listed(&["--routes", "all", "--lang", "en,en"]), all);
    let years = ["--years", "2024..2026,2025"];
    assert_eq!(listed(&years).lines().count(), 3);
}

#[test]
fn scenarios_have_their_names() {
    let run = corridor(&[
        "atlas",
        "--dry-run",
        "--scenarios",
        "base",
        "--routes",
        "all",
        "--years",
        "2024..2026",
        "--out",
        "{scenario}/{year}/{route}.pdf",
    ]);
    run.is_fine_in_other_years();
    let names: Vec<&str> = run.text().lines().collect();
    assert_eq!(names[0], "base/2024/eastern.pdf");
    assert!(
        names.len() >= 9 && names.len().is_multiple_of(3),
        "{names:?}"
    );
}

#[test]
fn a_run_that_is_killed_leaves_whole_pictures_and_goes_on() {
    let folder = folder("atlas-killed");
    let typed = [
        &["atlas", "--years", "2020..2025", "--jobs", "2"][..],
        &["--out", "maps/{year}.png"],
        &SMALL,
    ]
    .concat();
    let mut run = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .args(&typed)
        .current_dir(&folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let maps = folder.join("maps");
    let there = || {
        let names = if maps.exists() {
            names(&maps)
        } else {
            Vec::new()
        };
        names
            .into_iter()
            .filter(|name| !name.starts_with('.'))
            .count()
    };
    while there() == 0 && run.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    // Where it was faster than this, nothing is left to kill.
    let _ = run.kill();
    run.wait().unwrap();
    let n_whole = there();
    assert!(n_whole >= 1);
    let again = corridor_in(&folder, &[&typed[..], &["--resume"]].concat());
    again.is_fine_in_other_years();
    let said = match 6 - n_whole {
        0 => "0 pictures written, 6 kept".to_owned(),
        1 => "1 picture written, 5 kept".to_owned(),
        missing => format!("{missing} pictures written, {n_whole} kept"),
    };
    assert!(again.text().contains(&said), "{} {said}", again.text());
    assert_eq!(names(&maps).len(), 6, "nothing is left beside them");
}

//! `corridor animate`: frames that are single exports, and a GIF that is the same every time.

use std::fs;

use gif::DecodeOptions;

use crate::{corridor, corridor_in, folder};

const SMALL: [&str; 4] = ["--width", "900", "--height", "700"];

#[test]
fn frames_are_single_exports() {
    let folder = folder("animate-frames");
    let typed = [
        "animate",
        "--years",
        "2024..2026",
        "--out",
        "f/frame-{n}.png",
    ];
    let run = corridor_in(&folder, &[&typed[..], &SMALL].concat());
    run.is_fine_in_other_years();
    assert!(run.text().contains("3 frames"), "{}", run.text());
    let single = ["export", "--year", "2025", "--out", "one.png"];
    assert_eq!(
        corridor_in(&folder, &[&single[..], &SMALL].concat()).code,
        0
    );
    let frame = fs::read(folder.join("f/frame-2.png")).unwrap();
    assert!(frame == fs::read(folder.join("one.png")).unwrap());
}

#[test]
fn a_gif_moves_and_is_the_same_every_time() {
    let folder = folder("animate-gif");
    let write = |out: &str, jobs: &str| {
        let typed = [
            "animate",
            "--years",
            "2020,2025",
            "--with-flows",
            "--pictures",
            "3",
        ];
        let more = ["--seconds", "0.5", "--jobs", jobs, "--out", out];
        let run = corridor_in(&folder, &[&typed[..], &more, &SMALL].concat());
        run.is_fine_in_other_years();
        fs::read(folder.join(out)).unwrap()
    };
    let gif = write("a.gif", "1");
    assert!(gif == write("b.gif", "3"), "two runs differ");
    let mut decoder = DecodeOptions::new().read_info(&gif[..]).unwrap();
    assert_eq!((decoder.width(), decoder.height()), (900, 700));
    let (mut hundredths, mut moved) = (Vec::new(), 0);
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        hundredths.push(frame.delay);
        moved += usize::from(frame.width > 1);
    }
    assert_eq!(hundredths, [17, 16, 17, 17, 16, 17]);
    assert_eq!(moved, 6, "dashes run in every frame");
    let verify = corridor_in(&folder, &["verify", "a.gif"]);
    assert_eq!(verify.code, 0, "{}{}", verify.text(), verify.err);
}

/// What is more and less has no dashes: a picture a step, and each is the single export.
#[test]
fn differences_of_flows_are_a_picture_a_step() {
    let folder = folder("animate-versus");
    let flows = ["--with-flows", "--versus", "2025"];
    let typed = ["animate", "--years", "2024,2030", "--out", "f{n}.svg"];
    let run = corridor_in(&folder, &[&typed[..], &flows, &SMALL].concat());
    run.is_fine_in_other_years();
    assert!(run.text().contains("2 frames"), "{}", run.text());
    let single = ["export", "--year", "2030", "--out", "one.svg"];
    let run = corridor_in(&folder, &[&single[..], &flows, &SMALL].concat());
    assert_eq!(run.code, 0);
    let one = fs::read(folder.join("one.svg")).unwrap();
    assert!(one == fs::read(folder.join("f2.svg")).unwrap());
}

/// Threads draw frames of several steps at once, and the bytes are the same.
#[test]
fn steps_of_one_picture_are_the_same_by_any_number_of_threads() {
    let folder = folder("animate-threads");
    let write = |out: &str, jobs: &str| {
        let typed = ["animate", "--years", "2021..2025", "--pictures", "1"];
        let more = ["--with-flows", "--jobs", jobs, "--out", out];
        let run = corridor_in(&folder, &[&typed[..], &more, &SMALL].concat());
        run.is_fine_in_other_years();
    };
    write("a.gif", "1");
    write("b.gif", "3");
    let [a, b] = ["a.gif", "b.gif"].map(|name| fs::read(folder.join(name)).unwrap());
    assert!(a == b, "two runs differ");
}

#[test]
fn a_step_of_a_gif_is_not_longer_than_asked() {
    let folder = folder("animate-short");
    let typed = ["animate", "--years", "2020,2025", "--pictures", "8"];
    let more = ["--seconds", "0.06", "--out", "a.gif"];
    let run = corridor_in(&folder, &[&typed[..], &more, &SMALL].concat());
    assert_eq!(run.code, 0);
    assert!(
        run.err.starts_with("warning: 3 of 8 pictures a step"),
        "{}",
        run.err
    );
    let gif = fs::read(folder.join("a.gif")).unwrap();
    let mut decoder = DecodeOptions::new().read_info(&gif[..]).unwrap();
    let mut hundredths = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        hundredths.push(frame.delay);
    }
    assert_eq!(hundredths, [2; 6]);
}

#[test]
fn names_and_bounds_are_told() {
    let refused = |typed: &[&str], said: &str| {
        let run = corridor(&[&["animate"], typed].concat());
        assert_eq!(run.code, 2, "{typed:?}");
        assert!(run.err.contains(said), "{typed:?}: {}", run.err);
    };
    refused(&["--out", "a.png"], "{n} for the number");
    refused(&["--out", "{n}-{lang}.png"], "{n} for the number");
    refused(&["--out", "{year}.gif"], "leave the braces out");
    let many = [
        "--years",
        "2017..2035",
        "--pictures",
        "100",
        "--scenarios",
        "base,pinglu-canal",
        "--seconds",
        "2",
    ];
    refused(&[&many[..], &["--out", "a.gif"]].concat(), "3800 frames");
    refused(&["--years", "1900", "--out", "a.gif"], "1900");
}

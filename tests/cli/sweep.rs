//! `corridor sweep`: the same table on any number of threads, in parts, and after it was killed.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{corridor, corridor_in, folder};

const VARY: [&str; 4] = [
    "--vary",
    "capacity:R09=300000..600000:2",
    "--vary",
    "year=2025|2030",
];

#[test]
fn a_row_for_each_combination_with_the_measures_of_compare() {
    let folder = folder("sweep");
    let run = corridor_in(
        &folder,
        &[&["sweep", "--out", "all.csv"], &VARY[..]].concat(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.text().contains("4 rows"), "{}", run.text());
    let table = fs::read_to_string(folder.join("all.csv")).unwrap();
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0][..3], ["point", "capacity:R09", "year"]);
    assert_eq!(lines[1][..3], ["0", "300000", "2025"]);
    assert_eq!(lines[4][..3], ["3", "600000", "2030"]);
    let column = |name: &str| lines[0].iter().position(|head| *head == name).unwrap();
    let number = |line: usize, name: &str| -> f64 { lines[line][column(name)].parse().unwrap() };
    assert!(
        number(2, "flows.teu") > number(1, "flows.teu"),
        "demand grows"
    );
    assert!(number(1, "throughput") <= number(3, "throughput"));
    let shared = corridor(&["compare", "base", "2025", "--json"]).json();
    let measures = shared["measures"].as_array().unwrap();
    let keys = measures.iter().map(|row| row["measure"].as_str().unwrap());
    assert!(
        keys.clone().all(|key| lines[0].contains(&key)),
        "{:?}",
        lines[0]
    );
    assert!(!folder.join("all.csv.part").exists());

    // In parts, each by itself: together the same rows.
    let mut rows = Vec::new();
    for part in ["1/3", "2/3", "3/3"] {
        let args = [
            "sweep",
            "--out",
            "part.csv",
            "--threads",
            "1",
            "--shard",
            part,
        ];
        let run = corridor_in(&folder, &[&args, &VARY[..]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let part = fs::read_to_string(folder.join("part.csv")).unwrap();
        rows.extend(part.lines().skip(1).map(str::to_owned));
    }
    rows.sort();
    let whole: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows, whole);
}

#[test]
fn a_sweep_that_was_killed_goes_on() {
    let folder = folder("sweep-killed");
    let args = [
        "sweep",
        "--out",
        "k.csv",
        "--vary",
        "demand=0.5..2:12",
        "--modes",
        "rail",
    ];
    let whole = [&args[..2], &["w.csv"], &args[3..]].concat();
    assert_eq!(corridor_in(&folder, &whole).code, 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .args(args)
        .args(["--threads", "1"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let part = folder.join("k.csv.part");
    let began = Instant::now();
    let n_lines = || fs::read_to_string(&part).map_or(0, |text| text.lines().count());
    while n_lines() < 4 && began.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(n_lines() >= 4 && !folder.join("k.csv").exists());
    // As if the last line had been cut.
    let mut text = fs::read_to_string(&part).unwrap();
    text.truncate(text.trim_end().len() - 1);
    fs::write(&part, text).unwrap();
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.text().contains(" 0 of them"), "{}", run.text());
    let [gone_on, whole] = ["k.csv", "w.csv"].map(|name| fs::read(folder.join(name)).unwrap());
    assert_eq!(gone_on, whole);
}

#[test]
fn what_cannot_be_swept_is_said() {
    let folder = folder("sweep-wrong");
    fs::write(folder.join("o.csv.part"), "of something else\n").unwrap();
    for (args, said) in [
        (&["--vary", "R09"][..], "varies nothing"),
        (&["--vary", "nowhere.capacity_teu=1..2:2"], "nowhere"),
        (&["--vary", "year=2025", "--shard", "3/2"], "1/4"),
    ] {
        let run = corridor_in(&folder, &[&["sweep", "--out", "x.csv"], args].concat());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
        assert!(!folder.join("x.csv").exists());
    }
    let run = corridor_in(&folder, &["sweep", "--out", "o.csv", "--vary", "year=2025"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("another sweep"), "{}", run.err);
}

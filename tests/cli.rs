//! The real binary on the command line, each run in a folder of its own and without a display:
//! answers, exit codes, words and limits.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "cli/allocate.rs"]
mod allocate;
#[path = "cli/animate.rs"]
mod animate;
#[path = "cli/assign.rs"]
mod assign;
#[path = "cli/atlas.rs"]
mod atlas;
#[path = "cli/beyond.rs"]
mod beyond;
#[path = "cli/boxes.rs"]
mod boxes;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/demand.rs"]
mod demand;
#[path = "cli/emissions.rs"]
mod emissions;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/failures.rs"]
mod failures;
#[path = "cli/reach.rs"]
mod reach;
#[path = "cli/reality.rs"]
mod reality;
#[path = "cli/find.rs"]
mod find;
#[path = "cli/flow.rs"]
mod flow;
#[path = "cli/hinterland.rs"]
mod hinterland;
#[path = "cli/networks.rs"]
mod networks;
#[path = "cli/looks.rs"]
mod looks;
#[path = "cli/notes.rs"]
mod notes;
#[path = "cli/packed.rs"]
mod packed;
#[path = "cli/cartography.rs"]
mod cartography;
#[path = "cli/parts.rs"]
mod parts;
#[path = "cli/paper.rs"]
mod paper;
#[path = "cli/plain.rs"]
mod plain;
#[path = "cli/plain_more.rs"]
mod plain_more;
#[path = "cli/route.rs"]
mod route;
#[path = "cli/scenarios.rs"]
mod scenarios;
#[path = "cli/sweep.rs"]
mod sweep;
#[path = "cli/table.rs"]
mod table;
mod tile_server;
#[path = "cli/tiles.rs"]
mod tiles;
#[path = "cli/transfers.rs"]
mod transfers;
#[path = "cli/ways.rs"]
mod ways;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

/// What a run gave.
struct Run {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Run {
    #[track_caller]
    fn json(&self) -> Json {
        serde_json::from_slice(&self.out).unwrap()
    }

    /// It ended well, and said no more than what is not known of other years than that of the data.
    #[track_caller]
    fn is_fine_in_other_years(&self) {
        assert_eq!(self.code, 0, "{}", self.err);
        let mut lines = self.err.lines();
        assert!(
            lines.all(|line| line.starts_with("warning: scenario: 20")),
            "{}",
            self.err
        );
    }

    #[track_caller]
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

/// A folder of a test's own, emptied.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corridor-cli")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the binary in a folder; what it may keep goes into one below.
#[track_caller]
fn corridor_in(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .args(args)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    let run = Run {
        code: output.status.code().expect("ended by a signal"),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    };
    check_standard_error(args, &run);
    run
}

/// Runs the binary where no file is read or written.
#[track_caller]
fn corridor(args: &[&str]) -> Run {
    corridor_in(Path::new(env!("CARGO_TARGET_TMPDIR")), args)
}

/// At most three lines of at most 300 characters, errors before warnings, an error with code 1 or
/// 2 unless the answer says why, and never a panic.
#[track_caller]
fn check_standard_error(args: &[&str], run: &Run) {
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines.len() <= 3, "{args:?}: {lines:#?}");
    for line in &lines {
        assert!(line.chars().count() <= 300, "{args:?}: {line}");
        let is_error = line.starts_with("error: ");
        assert!(
            is_error || line.starts_with("warning: ") || line.starts_with("timings: "),
            "{args:?}: {line}"
        );
    }
    assert!(
        lines.is_sorted_by_key(|line| line.starts_with("warning: ")),
        "{args:?}: {lines:#?}"
    );
    assert!(!run.err.contains("panicked"), "{args:?}: {}", run.err);
    assert!((0..=2).contains(&run.code), "{args:?}: {}", run.code);
    let has_error = run.err.starts_with("error: ");
    assert!(
        !has_error || run.code > 0,
        "{args:?}: an error, and code 0: {}",
        run.err
    );
    assert!(
        run.code < 2 || lines.len() == 1 && has_error,
        "{args:?}: {lines:#?}"
    );
}

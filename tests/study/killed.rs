//! A program that is killed while it saves leaves the old file or the new one, whole.
//!
//! The test starts itself again as the program that saves, and kills it: the system's SIGKILL, which cannot be
//! caught.

use std::env;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::*;
use corridor::model::names::Names;

/// Says to the program started that it is the one that saves: where, and from which number on.
const SAVER: &str = "CORRIDOR_TEST_SAVER";
/// How many savings there are to be.
const N_SAVES: u32 = 1_000;
/// When it is given up on a slow disk.
const LONGEST: Duration = Duration::from_mins(1);

/// The state of a number; some are longer than others.
fn state(document: &mut Document, number: u32) {
    let year = 2017 + i32::try_from(number % 19).unwrap();
    document.history.change(Some(1), |saved| {
        saved.names = Arc::new(Names::new(
            &number.to_string(),
            &"长".repeat(number as usize % 400),
        ));
        saved.edits = Arc::default();
    });
    document
        .history
        .commit_in(vec![Edit::SetYear(year)], Some(2))
        .unwrap();
}

/// Saves one state after the other until it is killed.
fn save_forever(path: &Path, first: u32) {
    let mut document = tiny();
    for number in first.. {
        state(&mut document, number);
        document.copy(DataChoice::Inside).write(path).unwrap();
    }
}

fn start(path: &Path, first: u32) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "killed::a_save_that_is_killed_leaves_a_whole_file",
        ])
        .env(SAVER, format!("{first} {}", path.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The number of the file that is there, which must be whole.
fn number(path: &Path) -> u32 {
    let bytes = fs::read(path).unwrap();
    let number: u32 = opened(path).names.en.parse().unwrap();
    let mut document = tiny();
    state(&mut document, number);
    let expected = document.copy(DataChoice::Inside).bytes(path);
    assert!(
        bytes == expected,
        "the file of number {number} is not whole"
    );
    number
}

#[test]
fn a_save_that_is_killed_leaves_a_whole_file() {
    if let Ok(said) = env::var(SAVER) {
        let (first, path) = said.split_once(' ').unwrap();
        save_forever(Path::new(path), first.parse().unwrap());
    }
    let folder = folder("killed");
    let path = folder.join("a.corridor.json");
    let mut document = tiny();
    state(&mut document, 0);
    document.copy(DataChoice::Inside).write(&path).unwrap();
    let (mut last, mut n_killed, mut random) = (0, 0, 12_345_u64);
    let began = Instant::now();
    while last < N_SAVES && began.elapsed() < LONGEST {
        let mut child = start(&path, last + 1);
        let started = Instant::now();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        // It begins to save once it has loaded; from then on it is killed at any moment.
        while fs::metadata(&path).unwrap().modified().unwrap() == before
            && started.elapsed() < Duration::from_secs(10)
        {
            sleep(Duration::from_micros(200));
        }
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        sleep(Duration::from_micros((random >> 33) % 120_000));
        child.kill().unwrap();
        child.wait().unwrap();
        n_killed += 1;
        let there = number(&path);
        assert!(there >= last, "{there} is older than {last}");
        last = there;
    }
    eprintln!("killed {n_killed} times during {last} savings");
    assert!(n_killed > 5 && last > 20, "{n_killed} {last}");
    // What was left beside it is cleared away by who has the lock.
    drop(Lock::take(&path).unwrap());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    fs::remove_dir_all(folder).unwrap();
}

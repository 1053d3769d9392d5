//! Journals: what they tell is the history as it was, however they end.

use super::random::{config, state};
use super::*;
use corridor::document::history::Record;
use corridor::document::journal::{Recovered, first_line, line, written_line};
use corridor::io::journals::{begin, left_behind};
use proptest::collection::vec;
use proptest::prelude::*;

fn same(history: &History, again: &History) -> bool {
    history.saved() == again.saved()
        && history.position() == again.position()
        && history.steps().eq(again.steps())
        && history.scenario() == again.scenario()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_journal_gives_the_same_state_and_history(
        base in state(),
        moves in vec((state(), 0..5_u64), 1..10),
        cut in 0.0..1.0_f64,
    ) {
        let network = tiny().network;
        let mut history = History::new(Arc::clone(&network), base.clone());
        let mut journal = first_line("x", &base);
        let first = journal.len();
        for (state, what) in moves {
            match what {
                0 => history.undo(),
                1 => history.jump(history.n_steps() / 2),
                2 => history.redo(),
                gesture => {
                    let gesture = (gesture == 3).then_some(3);
                    history.change(gesture, |saved| *saved = state);
                }
            }
            let records = history.take_records();
            journal.extend(records.iter().map(line));
            journal.push_str(&written_line(history.saved()));
        }
        let read = |bytes: &[u8]| Recovered::read(bytes, &network);
        let recovered = read(journal.as_bytes()).unwrap();
        prop_assert_eq!(recovered.length, journal.len());
        prop_assert!(recovered.knows(history.saved()) && recovered.knows(&base));
        let again = recovered.history(Arc::clone(&network), history.saved());
        prop_assert!(same(&history, &again));
        prop_assert!(!again.is_changed());
        // A journal that ends anywhere tells what happened until then.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a text")]
        let at = first + (cut * (journal.len() - first) as f64) as usize;
        let part = read(&journal.as_bytes()[..at]).unwrap();
        prop_assert!(part.length <= at);
        prop_assert!(read(&journal.as_bytes()[..first / 2]).is_none());
        let whole = read(&journal.as_bytes()[..part.length]).unwrap();
        prop_assert_eq!(whole.steps, part.steps);
        prop_assert_eq!(whole.position, part.position);
    }
}

#[test]
fn a_journal_moved_to_another_name_tells_the_same() {
    let mut document = tiny();
    let base = document.history.saved().clone();
    for year in 2026..2030 {
        document.history.commit(vec![Edit::SetYear(year)]).unwrap();
    }
    document.history.undo();
    let mut journal = first_line("other", &base);
    journal.extend(document.history.all_records().iter().map(line));
    let recovered = Recovered::read(journal.as_bytes(), &document.network).unwrap();
    let again = recovered.history(Arc::clone(&document.network), &base);
    assert!(same(&document.history, &again));
    assert!(again.is_changed() && again.redoable().is_some());
}

#[test]
fn only_what_a_program_left_behind_is_found() {
    let state = folder("journals");
    let mut journal = begin(&state, "a").unwrap();
    journal.add(b"first\n").unwrap();
    assert!(left_behind(&state, "a").is_empty(), "it is being written");
    let mut second = begin(&state, "a").unwrap();
    assert_ne!(second.path(), journal.path(), "two programs, two journals");
    second.add(b"second\n").unwrap();
    drop(journal);
    let found = left_behind(&state, "a");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, b"first\n");
    assert!(left_behind(&state, "b").is_empty());
    drop(found);
    second.remove().unwrap();
    for (journal, _) in left_behind(&state, "a") {
        journal.remove().unwrap();
    }
    assert!(left_behind(&state, "a").is_empty());
    fs::remove_dir_all(state).unwrap();
}

#[test]
fn a_drag_is_one_line() {
    let mut document = tiny();
    for year in 2026..2030 {
        let edits = vec![Edit::SetYear(year)];
        document.history.commit_in(edits, Some(1)).unwrap();
    }
    let records = document.history.take_records();
    assert!(matches!(records[..], [Record::Step { after: 0, .. }]));
}

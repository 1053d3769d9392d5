use super::*;
use crate::model::facts::Shown;
use crate::study::tests::network;
use std::sync::Arc;

fn pinned(key: &str, en: &str, on: Anchor, is_shown: bool) -> PinnedNote {
    PinnedNote {
        key: Key::new(key),
        text: Names::new(en, ""),
        on,
        is_shown,
    }
}

fn bundled(key: &str, places: &[&str]) -> Note {
    Note {
        key: Key::new(key),
        category: "plan and policy".to_owned(),
        names: Names::new("One document", "一单制"),
        also: Names::default(),
        value: None,
        date: String::new(),
        statement: "One bill for rail and sea.".to_owned(),
        status: Status::Cited,
        source: "A paper".to_owned(),
        places: places.iter().map(|key| Key::new(key)).collect(),
        shown: Shown::Map,
        why: String::new(),
    }
}

fn study() -> (Facts, Saved) {
    let notes = vec![
        pinned("n1", "Ask the yard", Anchor::Hub(Key::new("yard")), true),
        pinned("n2", "Gone", Anchor::Link(Key::new("nowhere")), true),
        pinned("n3", "Here", Anchor::At(LonLat::new(105.5, -1.25)), false),
        pinned("n4", "Slow", Anchor::Link(Key::new("E1")), true),
    ];
    let saved = Saved {
        notes: Arc::new(notes),
        ..Saved::default()
    };
    let facts = Facts {
        notes: vec![
            bundled("I1", &["no-such", "middle", "port"]),
            bundled("I2", &[]),
            bundled("I3", &["no-such"]),
        ],
        ..Facts::default()
    };
    (facts, saved)
}

#[test]
fn pinned_notes_come_first_and_those_of_the_table_that_name_places_follow() {
    let network = network();
    let (facts, mut saved) = study();
    let all = entries(&network, &facts, &saved);
    let keys: Vec<&NoteId> = all.iter().map(|note| &note.id).collect();
    let id = |key| NoteId::Bundled(Key::new(key));
    let own = |key| NoteId::Pinned(Key::new(key));
    let expected = [
        own("n1"),
        own("n2"),
        own("n3"),
        own("n4"),
        id("I1"),
        id("I3"),
    ];
    assert_eq!(keys, expected.iter().collect::<Vec<_>>());
    assert_eq!(all[0].on.en, "yard");
    assert_eq!(all[0].drawn_at(), Some(LonLat::new(106.0, 29.0)));
    assert_eq!(all[2].on.en, "the place 105.500°E 1.250°S");
    assert_eq!(all[2].drawn_at(), None, "it is not to be shown");
    let middle = all[3].at.unwrap();
    assert!((middle.lon - 106.5).abs() < 0.01 && (middle.lat - 28.5).abs() < 0.01);
    assert_eq!(all[4].on.en, "middle", "the first place that is there");
    assert!(!all[4].is_shown);
    let layers = Arc::make_mut(&mut saved.layers);
    layers.shown_notes.insert(Key::new("I1"));
    assert!(entries(&network, &facts, &saved)[4].drawn_at().is_some());
}

#[test]
fn what_is_not_in_the_network_is_kept_and_not_drawn() {
    let network = network();
    let (facts, saved) = study();
    let all = entries(&network, &facts, &saved);
    for place in [1, 5] {
        assert_eq!(all[place].target, None);
        assert_eq!(all[place].drawn_at(), None);
    }
    assert_eq!(all[1].on.en, "nowhere", "its key says what it was on");
}

#[test]
fn a_text_is_looked_for_in_all_that_is_said_of_a_note() {
    let network = network();
    let (facts, saved) = study();
    let all = entries(&network, &facts, &saved);
    let with = |text: &str| -> Vec<usize> {
        let has = |(_, note): &(usize, &NoteEntry)| note.has_words(text);
        all.iter().enumerate().filter(has).map(|(i, _)| i).collect()
    };
    assert_eq!(with("").len(), 6);
    assert_eq!(with("YARD"), [0]);
    assert_eq!(with("一单"), [4, 5]);
    assert_eq!(with("sea paper port"), [4]);
    assert_eq!(with("规划"), [4, 5], "by category");
    let found = find_pinned(&network, &saved.notes, "yard");
    let hit = PinnedHit {
        place: 0,
        score: Score::Part,
    };
    assert_eq!(found, [hit]);
    assert_eq!(
        find_pinned(&network, &saved.notes, "here")[0].score,
        Score::Exact
    );
    assert_eq!(find_pinned(&network, &saved.notes, " "), []);
}

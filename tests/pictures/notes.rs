//! Notes on the page: pins, texts beside them, the row of the legend.

use corridor::model::facts::Facts;
use corridor::model::saved::{Anchor, PinnedNote, Saved};
use corridor::scene::projection::Rect;
use corridor::study::notes::{NoteEntry, NoteId, entries};

use super::*;

fn note(key: &str, text: [&str; 2], on: Anchor, is_shown: bool) -> PinnedNote {
    PinnedNote {
        key: Key::new(key),
        text: Names::new(text[0], text[1]),
        on,
        is_shown,
    }
}

const LONG: &str = "The terminal handles one train at a time. Its second track is to be ready in spring, when trains of fifty wagons may wait beside each other and the yard need not be cleared for each of them; until then all of them wait on the main line, which has its own price.";

fn notes() -> Arc<Vec<NoteEntry>> {
    let hub = |key: &str| Anchor::Hub(Key::new(key));
    let notes = vec![
        note(
            "n1",
            ["One document for rail and sea", "铁路与海运“一单制”"],
            hub("mid"),
            true,
        ),
        note(
            "n2",
            [LONG, "该站一次只能处理一列车。"],
            Anchor::Link(Key::new("W1")),
            true,
        ),
        note("n3", ["Not to be seen", ""], hub("port"), false),
        note("n4", ["Gone", ""], hub("nowhere"), true),
        note(
            "n5",
            ["", "只有中文"],
            Anchor::At(LonLat::new(108.5, 25.0)),
            true,
        ),
    ];
    let saved = Saved {
        notes: Arc::new(notes),
        ..Saved::default()
    };
    Arc::new(entries(&network(), &Facts::default(), &saved))
}

fn drawn(theme: Theme, label_lang: LabelLang, change: impl Fn(&mut View)) -> Scene {
    let network = network();
    let around = Furniture::for_page("Tiny corridor", "", &[]);
    let mut view = View {
        theme,
        label_lang,
        chosen_note: Some(NoteId::Pinned(Key::new("n1"))),
        ..view(&network, &around, Lang::En)
    };
    change(&mut view);
    let mut layers = WorldLayers::new();
    layers.set_notes(notes());
    layers.update(&network, &ground(), None, &view);
    scene(&layers, &network, None, &view, &around, SIZE)
}

#[test]
fn notes_on_a_hub_a_link_and_a_place() {
    let light = drawn(Theme::Light, LabelLang::Both, |_| {});
    check_golden("notes", &light);
    check_golden("notes_dark", &drawn(Theme::Dark, LabelLang::En, |_| {}));
    let places: Vec<usize> = light.notes.iter().map(|of| of.place).collect();
    assert_eq!(places, [0, 1, 4], "what is not shown or gone is not drawn");
    let text = svg(&light);
    assert!(text.contains("id=\"notes\"") && text.contains(">Note</text>"));
    assert!(text.contains("…</text>"), "a long one is cut");
    assert!(!text.contains("Not to be seen") && !text.contains(">Gone<"));
}

#[test]
fn cards_cover_no_name_and_no_other_card() {
    for label_lang in [LabelLang::En, LabelLang::Zh, LabelLang::Both] {
        let scene = drawn(Theme::Light, label_lang, |_| {});
        let cards: Vec<Rect> = scene.notes.iter().filter_map(|of| of.card).collect();
        assert_eq!(cards.len(), 3);
        for (place, card) in cards.iter().enumerate() {
            assert!(scene.viewport().holds(*card), "{card:?}");
            let mut others = cards[..place].iter();
            assert!(!others.any(|other| other.overlaps(*card)), "{label_lang:?}");
        }
        let of_labels = scene.overlay.iter().find_map(|item| match item {
            Item::Group {
                name: "labels",
                items,
            } => Some(items),
            _ => None,
        });
        for item in of_labels.unwrap() {
            let Item::Text(text) = item else {
                continue;
            };
            let size = text.size;
            let rect = Rect::new(text.left(), text.at.y - 0.7 * size, text.width, 0.7 * size);
            let covered = cards.iter().any(|card| card.overlaps(rect));
            assert!(!covered, "{} is covered ({label_lang:?})", text.text);
        }
    }
}

#[test]
fn the_layer_is_switched_and_nothing_else_moves() {
    let with = drawn(Theme::Light, LabelLang::En, |_| {});
    let without = drawn(Theme::Light, LabelLang::En, |view| view.show_notes = false);
    assert!(without.notes.is_empty() && !svg(&without).contains("id=\"notes\""));
    assert_eq!(with.world.len(), without.world.len());
    let names_off = drawn(Theme::Light, LabelLang::En, |view| view.show_labels = false);
    assert_eq!(names_off.notes.len(), 3, "notes are no names");
}

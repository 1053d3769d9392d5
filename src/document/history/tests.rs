use super::*;
use crate::io::load::load_bytes;
use crate::model::edit::LinkNumber;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::scenarios::Named;

fn network() -> Arc<Network> {
    let text = r#"{"type":"LineString","coordinates":[[106,29],[107,28]]}"#;
    Arc::new(load_bytes(&[("a.geojson".to_owned(), text.as_bytes().to_vec())]).network)
}

fn history(network: &Arc<Network>) -> History {
    History::new(Arc::clone(network), Saved::default())
}

fn close(network: &Network) -> Edit {
    Edit::SetLinkOpen {
        link: network.links()[0].key.clone(),
        is_open: false,
    }
}

#[test]
fn undo_after_an_edit_is_where_it_began() {
    let network = network();
    let mut history = history(&network);
    let base = Arc::clone(history.scenario());
    history.commit(vec![close(&network)]).unwrap();
    let edited = Arc::clone(history.scenario());
    assert_ne!(base, edited);
    history.undo();
    assert_eq!(*history.scenario(), base);
    history.redo();
    assert_eq!(*history.scenario(), edited);
    assert_eq!(history.revision(), 3);
}

#[test]
fn a_refused_edit_leaves_everything_as_it_was() {
    let network = network();
    let mut history = history(&network);
    let wrong = Edit::SetRouteOpen {
        route: Key::new("nowhere"),
        is_open: false,
    };
    assert!(history.commit(vec![close(&network), wrong]).is_err());
    assert!(history.undoable().is_none());
    assert_eq!(history.scenario().edits(), []);
    assert!(!history.is_changed());
}

fn hours(network: &Network, value: f64) -> Vec<Edit> {
    vec![Edit::SetLinkNumber {
        link: network.links()[0].key.clone(),
        number: LinkNumber::Hours,
        value,
    }]
}

#[test]
fn a_drag_is_one_step() {
    let network = network();
    let mut history = history(&network);
    let closed = vec![close(&network)];
    history.commit(closed).unwrap();
    let before = Arc::clone(history.scenario());
    for value in [11.0, 12.0, 13.0] {
        let edits = hours(&network, value);
        history.commit_in(edits, Some(7)).unwrap();
    }
    let after = Arc::clone(history.scenario());
    assert_eq!(after.edits().last(), hours(&network, 13.0).first());
    history.undo();
    assert_eq!(*history.scenario(), before, "where the drag began");
    history.redo();
    assert_eq!(*history.scenario(), after);
    let edits = hours(&network, 14.0);
    history.commit_in(edits, Some(8)).unwrap();
    history.undo();
    assert_eq!(*history.scenario(), after, "another drag is another step");
}

#[test]
fn a_drag_back_to_where_it_began_is_no_step() {
    let network = network();
    let mut history = history(&network);
    let base = network.links()[0].forward.hours.value;
    for value in [base + 1.0, base] {
        let edits = hours(&network, value);
        history.commit_in(edits, Some(7)).unwrap();
    }
    assert_eq!(history.scenario().edits(), []);
    assert!(history.undoable().is_none());
}

#[test]
fn any_step_can_be_gone_to_and_what_was_undone_is_kept() {
    let network = network();
    let mut history = history(&network);
    for value in [11.0, 12.0, 13.0] {
        history.commit(hours(&network, value)).unwrap();
    }
    let named = |names: &str| Arc::new(Names::new(names, ""));
    history.change(None, |saved| saved.names = named("A"));
    let last = history.saved().clone();
    let mark = history.mark();
    history.set_written(mark);
    history.jump(1);
    assert_eq!(history.scenario().edits(), hours(&network, 11.0));
    assert!(history.is_changed() && history.saved().names.en.is_empty());
    history.jump(99);
    assert_eq!((history.saved(), history.is_changed()), (&last, false));
    history.jump(2);
    history.change(None, |saved| saved.names = named("B"));
    assert_eq!((history.n_steps(), history.position()), (3, 3));
    assert!(history.redoable().is_none() && history.is_changed());
}

#[test]
fn open_scenarios_lie_below_the_edits() {
    let network = network();
    let mut named = Named::new(Key::new("x"), Names::default());
    named.edits = vec![close(&network)];
    let mut saved = Saved::default();
    Arc::make_mut(&mut saved.book).set(named);
    let mut history = History::new(Arc::clone(&network), saved);
    let open = Arc::new(vec![Key::new("x")]);
    history.change(None, |saved| saved.open = open);
    assert_eq!(history.scenario().edits(), [close(&network)]);
    history.commit(hours(&network, 11.0)).unwrap();
    assert_eq!(history.scenario().edits().len(), 2);
    assert_eq!(history.saved().edits.edits(), hours(&network, 11.0));
    let nowhere = Arc::new(vec![Key::new("y")]);
    history.change(None, |saved| saved.open = nowhere);
    assert!(history.error().is_some());
    history.jump(0);
    assert!(history.scenario().edits().is_empty() && history.error().is_none());
}

#[test]
fn a_drag_is_one_record() {
    let network = network();
    let mut history = history(&network);
    for value in [11.0, 12.0, 13.0] {
        history.commit_in(hours(&network, value), Some(7)).unwrap();
    }
    let records = history.take_records();
    assert!(matches!(records[..], [Record::Step { after: 0, .. }]));
    history.undo();
    history.redo();
    assert_eq!(history.take_records(), [Record::Position(1)]);
}

//! The attribute table: rows picked and shown on the map, sorted, filtered, edited, copied and pasted.

use corridor::app::attributes::bulk::picked_rows;
use corridor::app::attributes::{TableStep, file_now, table_now};
use corridor::io::rows::RowsFormat;
use corridor::model::edit::{Edit, LinkNumber};
use corridor::scene::sheet::Thing;
use corridor::study::table::Tab;
use corridor::study::table::columns::Field;

use super::cards::label_of;
use super::*;

fn open(window: &mut Window) {
    window.key_press(Key::T);
    made(window);
}

/// Waits until the rows are those that are wished.
fn made(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let state = app.state();
        table_now(state).is_some() && !state.transient.table.is_updating
    });
    window.run_steps(2);
}

fn keys(window: &Window) -> Vec<String> {
    let made = table_now(window.state().state()).unwrap();
    let rows = made.rows.iter();
    rows.map(|&row| made.table.key(row)).collect()
}

fn step(window: &mut Window, step: TableStep) {
    window.state_mut().do_next(Action::Table(step));
    made(window);
}

fn type_into(window: &mut Window, label: &str, said: &str) {
    window.get_by_role_and_label(Role::TextInput, label).focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(said);
    window.run_steps(2);
}

fn edits(window: &Window) -> Vec<Edit> {
    let document = window.state().state().document.as_ref().unwrap();
    document.history.scenario().edits().to_vec()
}

fn row_of(window: &Window, key: &str) -> usize {
    let made = table_now(window.state().state()).unwrap();
    let mut rows = made.rows.iter().copied();
    rows.find(|&row| made.table.key(row) == key).unwrap()
}

const CAPACITY: Field = Field::There(LinkNumber::Capacity);

#[test]
fn heads_sort_and_fields_filter() {
    let mut window = corridor();
    open(&mut window);
    let all = keys(&window);
    assert!(all.len() > 100);
    window
        .get_by_role_and_label(Role::Button, "Sort by Length (km)")
        .click();
    made(&mut window);
    let sorted = keys(&window);
    assert_ne!(sorted, all);
    for _ in 0..2 {
        window
            .get_by_role_and_label(Role::Button, "Sort by Length (km)")
            .click();
        made(&mut window);
    }
    assert_eq!(keys(&window), all, "a third time is as it was");
    type_into(&mut window, "Filter Length (km)", "> 300");
    made(&mut window);
    let long = keys(&window);
    assert!(long.len() < all.len() && !long.is_empty());
    let said = format!("{} of {} rows", long.len(), all.len());
    assert!(window.query_by_label(&said).is_some());
    window.get_by_label("All rows").click();
    made(&mut window);
    assert_eq!(keys(&window), all);
}

#[test]
fn the_table_and_the_map_select_the_same() {
    let mut window = corridor();
    open(&mut window);
    let key = keys(&window)[1].clone();
    window.get_by_role_and_label(Role::Label, &key).click();
    made(&mut window);
    let state = window.state().state();
    let row = row_of(&window, &key);
    let link = corridor::model::ids::LinkId::at(row);
    assert_eq!(state.session.view.selected, Some(Thing::Link(link)));
    // What is selected on the map comes into view and is picked.
    let hub = node(&window, "qinzhou-port-east");
    window
        .state_mut()
        .do_next(Action::Select(Some(Thing::Node(hub))));
    made(&mut window);
    let state = window.state().state();
    assert_eq!(state.session.table.tab, Tab::Hubs);
    assert!(state.transient.table.picked.contains(&hub.index()));
    window.run_steps(30);
    let mut labels = window.get_all_by_role(Role::Label);
    let is_it = |node: egui_kittest::Node| node.value().as_deref() == Some("qinzhou-port-east");
    assert!(labels.any(is_it), "scrolled to");
}

#[test]
fn a_cell_is_edited_in_place_as_one_step() {
    let mut window = corridor();
    open(&mut window);
    let row = row_of(&window, "R07");
    let pick = corridor::app::attributes::picks::Pick::One;
    step(&mut window, TableStep::Pick(row, Some(CAPACITY), pick));
    window.key_press(Key::F2);
    window.run_steps(4);
    let label = "New value: Capacity (TEU/a)";
    // The old value is picked, and so is replaced.
    type_into(&mut window, label, "-5");
    window.key_press(Key::Enter);
    window.run_steps(3);
    let editor = window.state().state().transient.table.editor.clone();
    assert!(
        editor
            .unwrap()
            .error
            .unwrap()
            .contains("cannot be its value")
    );
    assert!(edits(&window).is_empty());
    window.key_press(Key::Escape);
    window.run_steps(3);
    let now = &window.state().state().transient.table;
    assert!(now.editor.is_none());
    assert!(window.state().state().shows(Pane::Table), "the pane stays");
    window.key_press(Key::F2);
    window.run_steps(4);
    type_into(&mut window, label, "640000");
    window.key_press(Key::Enter);
    made(&mut window);
    assert!(matches!(&edits(&window)[..],
        [Edit::SetLinkNumber { number: LinkNumber::Capacity, value, .. }] if value.to_bits() == 640_000f64.to_bits()));
    let made = table_now(window.state().state()).unwrap();
    assert!(made.table.is_edited(row, CAPACITY));
    let links = window.get_all_by_role(Role::Link);
    let labels: Vec<String> = links.map(|node| label_of(&node)).collect();
    assert!(
        labels.iter().any(|of| of == "640,000, assumed"),
        "{labels:?}"
    );
}

#[test]
fn several_rows_are_multiplied_in_one_step_with_a_name() {
    let mut window = corridor();
    open(&mut window);
    step(
        &mut window,
        TableStep::Filter(Field::Mode, "= rail".to_owned()),
    );
    step(&mut window, TableStep::Filter(CAPACITY, "> 0".to_owned()));
    let row = row_of(&window, &keys(&window)[0]);
    let pick = corridor::app::attributes::picks::Pick::One;
    step(&mut window, TableStep::Pick(row, Some(CAPACITY), pick));
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(3);
    window.get_by_label("Multiply by...").click();
    window.run_steps(3);
    type_into(&mut window, "Factor", "1.25");
    window.get_by_label("Take").click();
    made(&mut window);
    let state = window.state().state();
    let document = state.document.as_ref().unwrap();
    assert_eq!(document.history.n_steps(), 1);
    let n_edits = edits(&window).len();
    assert!(n_edits > 5);
    let step = document.history.undoable().unwrap();
    let said = corridor::app::steps::step_in_words(document, step, Lang::En);
    assert_eq!(said, format!("Capacity of {n_edits} links × 1.25"));
    window.get_by_label("Back to the base").click();
    made(&mut window);
    assert!(edits(&window).is_empty());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    made(&mut window);
    assert_eq!(edits(&window).len(), n_edits);
}

#[test]
fn what_is_copied_is_pasted_without_a_change_and_what_is_other_in_one_step() {
    let mut window = corridor();
    open(&mut window);
    let row = row_of(&window, "R07");
    let pick = corridor::app::attributes::picks::Pick::One;
    step(&mut window, TableStep::Pick(row, Some(CAPACITY), pick));
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.event(Event::Copy);
    let copied = (0..4).find_map(|_| {
        window.step();
        let mut commands = window.output().platform_output.commands.iter();
        commands.find_map(|of| match of {
            eframe::egui::OutputCommand::CopyText(said) => Some(said.clone()),
            _ => None,
        })
    });
    let copied = copied.unwrap();
    assert_eq!(copied.lines().count(), keys(&window).len() + 1);
    window.event(Event::Paste(copied));
    made(&mut window);
    assert!(edits(&window).is_empty());
    let said = "key\tCapacity (TEU/a)\tLength (km)\nR07\t700000\t1\nR08\tmany\t\n";
    window.event(Event::Paste(said.to_owned()));
    made(&mut window);
    assert_eq!(edits(&window).len(), 1);
    let toast = window
        .state()
        .state()
        .transient
        .toasts
        .last()
        .cloned()
        .unwrap();
    assert!(
        toast
            .text
            .starts_with("Cells not taken: 2. The first: R07, Length:"),
        "{}",
        toast.text
    );
}

#[test]
fn rows_on_the_path_are_listed_alone_and_demand_has_its_matrix() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    open(&mut window);
    step(&mut window, TableStep::OnPath(true));
    let on_path = keys(&window);
    assert!(!on_path.is_empty() && on_path.len() < 40, "{on_path:?}");
    window.get_by_label("Demand").click();
    wait(&mut window, |app| {
        table_now(app.state()).is_some_and(|made| made.n_all > 50)
    });
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    made(&mut window);
    assert!(window.query_by_label("按货类排序").is_some());
    window.key_press(Key::T);
    wait(&mut window, |app| !app.state().shows(Pane::Table));
    let state = window.state().state();
    let made = state.transient.table.made.as_ref().unwrap();
    assert!(picked_rows(state, made).is_empty());
}

/// A grid of hubs with ten thousand links, each with numbers of its own.
fn grid() -> PathBuf {
    const ACROSS: usize = 100;
    let key = |x: usize, y: usize| format!("n{x}-{y}");
    let at = |x: usize, y: usize| {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let (x, y) = (x as f64, y as f64);
        format!("[{:.3}, {:.3}]", 104.0 + x * 0.05, 22.0 + y * 0.1)
    };
    let mut features = Vec::new();
    let link = |n: usize, a: (usize, usize), b: (usize, usize)| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"L{n}","mode":"road","from":"{}","to":"{}","hours":{}}},"geometry":{{"type":"LineString","coordinates":[{}, {}]}}}}"#,
            key(a.0, a.1),
            key(b.0, b.1),
            1 + n % 97,
            at(a.0, a.1),
            at(b.0, b.1)
        )
    };
    let mut n = 0;
    for y in 0..51 {
        for x in 0..ACROSS {
            features.push(format!(
                r#"{{"type":"Feature","properties":{{"id":"{}","kind":"junction"}},"geometry":{{"type":"Point","coordinates":{}}}}}"#,
                key(x, y), at(x, y)
            ));
            let beside = [(x + 1, y), (x, y + 1)];
            for to in beside.into_iter().filter(|to| to.0 < ACROSS && to.1 < 51) {
                features.push(link(n, (x, y), to));
                n += 1;
            }
        }
    }
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",\n")
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("table-grid.geojson");
    std::fs::write(&path, text).unwrap();
    path
}

/// Only what is seen is drawn; the time of a frame is told, as it depends on the machine.
#[test]
fn ten_thousand_links_cost_what_is_seen_of_them() {
    let n_labels = |window: &Window| window.get_all_by_role(Role::Label).count();
    let mut small = corridor();
    open(&mut small);
    let few = n_labels(&small);
    let mut window = window(Sources::named(&[grid()]), Arc::new(Picked::default()));
    open(&mut window);
    assert!(keys(&window).len() > 9_900);
    assert!(
        n_labels(&window) < few + 400,
        "{} labels",
        n_labels(&window)
    );
    told("the bundled links", &mut small);
    told("10,000 links", &mut window);
    step(&mut window, TableStep::PickAll);
    told("10,000 links, all picked", &mut window);
}

fn told(what: &str, window: &mut Window) {
    let mut times: Vec<f64> = (0..41)
        .map(|_| {
            let began = Instant::now();
            window.step();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    eprintln!("a frame over {what}: {:.1} ms", times[20]);
}

#[test]
fn the_table_is_written_only_as_it_is_shown() {
    let mut window = corridor();
    open(&mut window);
    assert!(file_now(window.state().state(), RowsFormat::Csv).is_ok());
    window.key_press(Key::T);
    window.run_steps(3);
    let said = file_now(window.state().state(), RowsFormat::Csv).err();
    assert_eq!(said, Some("table.not-open"));
}

#[test]
fn delete_in_the_table_takes_no_link_away() {
    let mut window = corridor();
    open(&mut window);
    let key = keys(&window)[1].clone();
    window.get_by_role_and_label(Role::Label, &key).click();
    made(&mut window);
    assert!(window.state().state().session.view.selected.is_some());
    window.key_press(Key::Delete);
    made(&mut window);
    assert!(window.state().state().transient.draw.asks.is_none());
    assert_eq!(edits(&window), []);
}

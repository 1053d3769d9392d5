//! A plain network in the window: opened alone or beside a study, asked by clicks, fields and menus.

use std::fs;

use corridor::app::plain::{PlainOpen, Stage};
use corridor::model::geometry::LonLat;
use corridor::model::plain::Measure;
use eframe::egui::Pos2;

use super::*;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn plain(window: &Window) -> &PlainOpen {
    window.state().state().plain.as_ref().unwrap()
}

/// A file or folder that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(window: &mut Window, path: PathBuf) {
    window
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(path)));
}

/// The small GMNS folder alone, with its findings put away.
fn gmns() -> Window {
    let mut window = window(Sources::named(&[data("gmns")]), Arc::new(Picked::default()));
    assert!(
        window.state().state().shows(Pane::Findings),
        "rows were left out"
    );
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Findings));
    window
}

/// Ids of both ends.
fn ends(window: &Window) -> [Option<String>; 2] {
    let plain = plain(window);
    plain
        .ends
        .map(|end| Some(plain.network.node_id(end?).into_owned()))
}

/// Ids of the links of the path, once it is there.
fn path(window: &mut Window) -> Vec<String> {
    wait(window, |app| {
        let plain = app.state().plain.as_ref().unwrap();
        !plain.is_updating && plain.answer.is_some()
    });
    let plain = plain(window);
    let path = plain.answer.as_ref().unwrap().path.as_ref();
    let links = path.iter().flat_map(|path| &path.links);
    links
        .map(|&link| plain.network.link_id(link).into_owned())
        .collect()
}

fn on_screen(window: &Window, lon: f64, lat: f64) -> Pos2 {
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let camera = window.state().state().session.view.camera;
    let page = camera.page_of(LonLat::new(lon, lat));
    pos2(map.min.x + page.x, map.min.y + page.y)
}

fn click_at(window: &mut Window, lon: f64, lat: f64) {
    let at = on_screen(window, lon, lat);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    // Longer than a double click takes.
    window.run_steps(30);
}

#[test]
fn two_clicks_find_a_path_with_its_figures() {
    let mut window = gmns();
    assert!(window.query_by_label("Road network").is_some());
    assert!(window.query_by_label("5 nodes, 7 directed links").is_some());
    assert!(
        window
            .query_by_label_contains("no modes, throughput")
            .is_some()
    );
    assert!(plain(&window).is_alone && plain(&window).measure == Measure::Time);
    click_at(&mut window, 106.5, 29.5);
    assert_eq!(ends(&window), [Some("10".to_owned()), None]);
    click_at(&mut window, 106.519_9, 29.500_1);
    assert_eq!(ends(&window)[1].as_deref(), Some("30"), "the nearest node");
    assert_eq!(path(&mut window), ["a", "b"]);
    assert!(
        window
            .query_by_label("West Gate (10) → Harbor, east (30)")
            .is_some()
    );
    for number in [
        "0.05 h, without source",
        "3 km, without source",
        "0 ¥, without source",
    ] {
        assert!(
            window.query_by_role_and_label(Role::Link, number).is_some(),
            "{number}"
        );
    }
    window
        .get_by_role_and_label(Role::Button, "Distance")
        .click();
    wait(&mut window, |app| {
        app.state().plain.as_ref().unwrap().measure == Measure::Distance
    });
    assert_eq!(path(&mut window), ["c", "d"]);
    window
        .get_by_role_and_label(Role::Link, "2 km, without source")
        .click();
    wait(&mut window, |app| !app.state().transient.cards.is_empty());
    window.run_steps(2);
    assert!(
        window
            .query_by_label_contains("Sum of 2 links, as gmns has them")
            .is_some()
    );
    assert!(
        window.query_by_label_contains("link c").is_some(),
        "the card lists its terms"
    );
    window.key_press(Key::Escape);
    wait(&mut window, |app| app.state().transient.cards.is_empty());
    window.get_by_role_and_label(Role::Button, "Swap").click();
    wait(&mut window, |app| {
        app.state().plain.as_ref().unwrap().ends[0].is_some_and(|end| end.0 == 2)
    });
    assert_eq!(path(&mut window), ["d", "c"]);
    click_at(&mut window, 106.6, 29.6);
    assert_eq!(
        ends(&window),
        [Some("50".to_owned()), None],
        "a third click begins anew"
    );
    click_at(&mut window, 106.5, 29.5);
    assert_eq!(path(&mut window), Vec::<String>::new());
    assert!(
        window
            .query_by_label("No path leads from Island (50) to West Gate (10).")
            .is_some()
    );
    assert_eq!(plain(&window).stage, Stage::NotWorth);
}

#[test]
fn fields_take_ids_and_names_and_say_what_is_not_there() {
    let mut window = gmns();
    let enter = |window: &mut Window, label: &str, text: &str| {
        window.get_by_role_and_label(Role::TextInput, label).focus();
        window.step();
        window
            .get_by_role_and_label(Role::TextInput, label)
            .type_text(text);
        window.step();
        window.key_press(Key::Enter);
        window.run_steps(3);
    };
    enter(&mut window, "From", "north");
    let said = plain(&window).refused.clone().unwrap();
    assert!(
        said.contains("2 nodes: North Bridge (20), North Yard (40)"),
        "{said}"
    );
    assert!(window.query_by_label(&said).is_some());
    enter(&mut window, "From", " bridge");
    assert_eq!(ends(&window)[0].as_deref(), Some("20"), "north bridge");
    assert_eq!(plain(&window).refused, None);
    enter(&mut window, "To", "nowhere");
    assert!(
        window
            .query_by_label_contains("No node has the id or name")
            .is_some()
    );
    window.get_by_role_and_label(Role::Button, "Clear").click();
    window.run_steps(3);
    enter(&mut window, "To", "x");
    assert_eq!(ends(&window), [None, None]);
    let clear = |window: &mut Window| {
        for _ in 0..10 {
            window.key_press(Key::Backspace);
            window.step();
        }
    };
    window.get_by_role_and_label(Role::TextInput, "To").focus();
    window.step();
    clear(&mut window);
    enter(&mut window, "To", "30");
    assert_eq!(ends(&window)[1].as_deref(), Some("30"));
    window.get_by_role_and_label(Role::Button, "Clear").click();
    wait(&mut window, |app| {
        app.state().plain.as_ref().unwrap().ends == [None; 2]
    });
}

#[test]
fn beside_a_study_the_menu_asks_and_clicks_stay_the_studys() {
    let mut window = window(
        Sources::named(&[tiny(), data("gmns")]),
        Arc::new(Picked::default()),
    );
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Findings));
    assert!(!plain(&window).is_alone);
    assert!(window.query_by_label("From where to where?").is_some());
    let document = window.state().state().document.as_ref().unwrap();
    assert_eq!(document.network.nodes().len(), 6);
    assert!(document.files.iter().any(|file| file.ends_with("link.csv")));
    window.get_by_role_and_label(Role::Canvas, "Map").hover();
    window.step();
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, -4.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(30);
    let here = on_screen(&window, 106.5, 29.5);
    super::click_at(&mut window, here, PointerButton::Primary);
    window.run_steps(30);
    assert_eq!(ends(&window), [None, None]);
    for (lon, entry) in [
        (106.5, "From here (road network)"),
        (106.52, "To here (road network)"),
    ] {
        let here = on_screen(&window, lon, 29.5);
        super::click_at(&mut window, here, PointerButton::Secondary);
        window.get_by_label(entry).click();
        window.run_steps(3);
    }
    assert_eq!(path(&mut window), ["a", "b"]);
    assert!(window.state().state().layers.plain().has_path());
    window
        .get_by_role_and_label(Role::CheckBox, "On the map")
        .click();
    wait(&mut window, |app| !app.state().layers.plain().is_shown());
    let alpha = node(&window, "a");
    let here = place_of(&window, alpha);
    super::click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("From here").click();
    wait(&mut window, move |app| {
        app.state().session.question.from == [alpha]
    });
    window.get_by_role_and_label(Role::Button, "Close").click();
    wait(&mut window, |app| app.state().plain.is_none());
    let state = window.state().state();
    assert_eq!(state.document.as_ref().unwrap().sources.paths, [tiny()]);
    assert!(state.layers.plain().map().is_none());
}

#[test]
fn another_study_takes_its_place_and_a_bad_folder_is_told() {
    let picked = Arc::new(Picked::default());
    let mut window = window(
        Sources::named(&[data("ring_net.tntp")]),
        Arc::clone(&picked) as Arc<dyn FilePicker>,
    );
    assert!(
        window
            .query_by_label_contains("no positions in degrees")
            .is_some()
    );
    assert!(plain(&window).knows(Measure::Money));
    let bad = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corridor-app-plain");
    fs::create_dir_all(&bad).unwrap();
    fs::write(bad.join("node.csv"), "id\n").unwrap();
    fs::write(bad.join("link.csv"), "from_node_id,to_node_id\n").unwrap();
    drop_file(&mut window, bad);
    wait(&mut window, |app| !app.state().transient.toasts.is_empty());
    let told = &window.state().state().transient.toasts[0];
    assert!(
        told.is_error && told.text.contains("node_id"),
        "{}",
        told.text
    );
    assert!(
        window.state().state().plain.is_some(),
        "what was open stays"
    );
    drop_file(&mut window, tiny());
    wait(&mut window, |app| app.state().plain.is_none());
    assert!(window.query_by_label("Road network").is_none());
}

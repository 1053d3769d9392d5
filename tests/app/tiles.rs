//! Raster tiles in the window: added, shown, changed, taken away, undone; those of the network only when asked for.

use std::process::Command;

use corridor::app::atlas::{AtlasChoice, AtlasStep};
use corridor::app::pages::PageStep;
use corridor::app::tiles::TileStep;
use corridor::model::page::Layout;
use corridor::model::projection::Projection;
use corridor::model::tiles::{Datum, TileFault, TileLayer};
use corridor::scene::raster::{Grain, MOST, TILE, range, share_at};

use super::*;

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody asks".to_owned())
    }
}

fn squares() -> PathBuf {
    tiny().with_file_name("tiles.mbtiles")
}

fn open_tiny() -> Window {
    window(Sources::named(&[tiny()]), Arc::new(Picked::default()))
}

fn layers(app: &App) -> &[TileLayer] {
    &app.state().session.view.tiles
}

fn n_there(app: &App) -> usize {
    app.canvas().brushes.tiles.n_there()
}

fn act(window: &mut Window, step: TileStep) {
    window.state_mut().do_next(Action::Tiles(step));
}

fn with_tiles() -> Window {
    let mut window = open_tiny();
    act(&mut window, TileStep::Add(squares().display().to_string()));
    wait(&mut window, |app| layers(app).len() == 1);
    window
}

#[test]
fn dropped_tiles_are_shown_and_attributed() {
    let mut window = open_tiny();
    let file = Arc::new(Dropped(squares()));
    window.input_mut().dropped_files.push(file);
    wait(&mut window, |app| layers(app).len() == 1);
    wait(&mut window, |app| n_there(app) > 0);
    assert!(window.state().state().transient.tiles.faults.is_empty());
    assert!(window.query_by_label("tiles.mbtiles shown").is_some());
    let credits = corridor::app::files::window_credits(window.state().state());
    assert!(credits.contains(&"© Squares".to_owned()), "{credits:?}");
    // They come in every projection.
    for projection in Projection::ALL {
        window
            .state_mut()
            .do_next(Action::SetProjection(projection));
        wait(&mut window, move |app| {
            app.state().layers.projection() == projection
        });
        window.run_steps(3);
        // The tile below the middle of the map.
        wait(&mut window, |app| {
            let view = &app.state().session.view;
            let layer = &view.tiles[0];
            let grain = Grain {
                per_unit: 1.0,
                side: TILE,
            };
            let range = range(&view.camera, layer, grain, MOST).unwrap();
            let share = share_at(projection, layer.datum, view.camera.center);
            let mut tiles = range.tiles();
            let middle = tiles.find(|id| {
                let side = f64::from(1_u32 << id.z);
                let [x, y] = share.map(|at| (at * side).floor());
                f64::from(id.x) >= x && f64::from(id.y) >= y
            });
            let textures = &app.canvas().brushes.tiles;
            middle.is_some_and(|id| textures.is_there(&layer.location, id))
        });
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    let saved = |window: &Window| {
        let state = window.state().state();
        state
            .document
            .as_ref()
            .unwrap()
            .history
            .saved()
            .layers
            .clone()
    };
    assert_eq!(saved(&window).tiles.len(), 1);
}

#[test]
fn a_layer_is_changed_and_undone() {
    let mut window = with_tiles();
    window.get_by_label("tiles.mbtiles shown").click_accesskit();
    wait(&mut window, |app| !layers(app)[0].is_shown);
    window.get_by_label("tiles.mbtiles shown").click_accesskit();
    wait(&mut window, |app| layers(app)[0].is_shown);
    window
        .get_by_label("Adjust tiles.mbtiles")
        .click_accesskit();
    window.run_steps(3);
    window.get_by_label("GCJ-02").click_accesskit();
    wait(&mut window, |app| layers(app)[0].datum == Datum::Gcj02);
    window
        .get_by_label("In the place of land and water")
        .click_accesskit();
    wait(&mut window, |app| !layers(app)[0].is_ground);
    act(&mut window, TileStep::Opacity(0, 35, None));
    act(
        &mut window,
        TileStep::Attribution(0, " Somebody ".to_owned()),
    );
    wait(&mut window, |app| {
        layers(app)[0].opacity == 35 && layers(app)[0].attribution == "Somebody"
    });
    window.get_by_label("Take away").click_accesskit();
    wait(&mut window, |app| layers(app).is_empty());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, |app| {
        layers(app).len() == 1 && layers(app)[0].opacity == 35
    });
    for _ in 0..6 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_steps(2);
    }
    wait(&mut window, |app| layers(app)[0].datum == Datum::Wgs84);
}

#[test]
fn what_is_no_file_of_tiles_is_told() {
    let mut window = open_tiny();
    act(&mut window, TileStep::Add("/no/such.pmtiles".to_owned()));
    wait(&mut window, |app| {
        let toasts = &app.state().transient.toasts;
        toasts
            .iter()
            .any(|toast| toast.text.contains("/no/such.pmtiles"))
    });
    assert!(layers(window.state()).is_empty());
}

#[test]
fn tiles_are_chosen_by_path_too() {
    let mut window = open_tiny();
    act(&mut window, TileStep::Pick);
    wait(&mut window, |app| app.state().shows(Pane::Tiles));
    let label = "File (.mbtiles, .pmtiles) or template with {z}, {x} and {y}";
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    window.step();
    let path = squares().display().to_string();
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(&path);
    window.run_steps(2);
    window.get_by_label("Add tiles").click();
    wait(&mut window, |app| layers(app).len() == 1);
    window.run_steps(2);
    assert!(!window.state().state().shows(Pane::Tiles));
}

#[test]
fn tiles_of_a_study_are_not_fetched_by_themselves() {
    let folder = saving::folder("tiles-asked");
    let address = "https://tiles.invalid/{z}/{x}/{y}.png";
    let tiny = tiny().display().to_string();
    let ran = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .current_dir(&folder)
        .args([
            "export",
            &tiny,
            "--out",
            "a.corridor.json",
            "--tiles",
            address,
        ])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let study = folder.join("a.corridor.json");
    let mut window = window(Sources::named(&[study]), Arc::new(Picked::default()));
    wait(&mut window, |app| layers(app).len() == 1);
    window.run_steps(10);
    assert!(window.query_by_label("Fetch from tiles.invalid").is_some());
    let state = window.state().state();
    assert!(state.transient.tiles.is_waiting(&layers(window.state())[0]));
    // It was refused before the network was asked.
    let error = state.session.view.tile_access.reader(address);
    let error = error.map(|_| ()).unwrap_err();
    assert_eq!(error.why, TileFault::NotAsked);
    let faults = state.transient.tiles.faults.values();
    assert!(
        faults
            .map(|error| &error.why)
            .all(|why| *why == TileFault::NotAsked)
    );
    assert_eq!(n_there(window.state()), 0);
}

#[test]
fn all_tiles_that_are_dropped_together_are_added() {
    let mut window = open_tiny();
    let folder = saving::folder("tiles-together");
    for name in ["a.mbtiles", "b.mbtiles", "c.mbtiles"] {
        let path = folder.join(name);
        std::fs::copy(squares(), &path).unwrap();
        window
            .input_mut()
            .dropped_files
            .push(Arc::new(Dropped(path)));
    }
    wait(&mut window, |app| layers(app).len() == 3);
    let names: Vec<&str> = layers(window.state()).iter().map(TileLayer::name).collect();
    assert_eq!(names, ["a.mbtiles", "b.mbtiles", "c.mbtiles"]);
}

#[test]
fn a_broken_tile_is_told_and_the_others_are_shown() {
    let folder = saving::folder("tiles-broken");
    let path = folder.join("broken.mbtiles");
    std::fs::copy(squares(), &path).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    // The coarsest one is asked for first.
    connection
        .execute(
            "UPDATE tiles SET tile_data = X'00' WHERE zoom_level = 0",
            [],
        )
        .unwrap();
    drop(connection);
    let mut window = open_tiny();
    act(&mut window, TileStep::Add(path.display().to_string()));
    wait(&mut window, |app| n_there(app) > 0);
    wait(&mut window, |app| {
        !app.state().transient.tiles.faults.is_empty()
    });
    let faults = &window.state().state().transient.tiles.faults;
    let why = faults.values().next().map(|error| &error.why);
    assert!(matches!(why, Some(TileFault::Picture(..))), "{why:?}");
}

#[test]
fn textures_of_a_layer_that_was_removed_are_dropped() {
    let mut window = with_tiles();
    wait(&mut window, |app| n_there(app) > 0);
    act(&mut window, TileStep::Remove(0));
    wait(&mut window, |app| n_there(app) == 0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, |app| {
        layers(app).len() == 1 && n_there(app) > 0
    });
}

#[test]
fn land_stays_where_tiles_cannot_be_drawn_and_it_is_said() {
    let mut window = with_tiles();
    wait(&mut window, |app| {
        app.state().session.view.has_tiled_ground()
    });
    let fine = saving::folder("tiles-fine");
    for zoom in ["17/9", "18/9"] {
        std::fs::create_dir_all(fine.join(zoom)).unwrap();
    }
    act(&mut window, TileStep::Remove(0));
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", fine.display());
    act(&mut window, TileStep::Add(template));
    wait(&mut window, |app| {
        layers(app)
            .first()
            .is_some_and(|layer| layer.zooms == [17, 18])
    });
    window.run_steps(3);
    assert!(!window.state().state().session.view.has_tiled_ground());
    assert!(window.query_by_label_contains("left out").is_some());
}

/// Adds a folder of which nothing is there, and waits until it is known.
fn with_nothing(name: &str) -> Window {
    let mut window = open_tiny();
    let folder = saving::folder(name).join("nothing");
    std::fs::create_dir_all(folder.join("0/0")).unwrap();
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", folder.display());
    act(&mut window, TileStep::Add(template));
    wait(&mut window, |app| {
        !app.state().transient.tiles.empty.is_empty()
    });
    window.run_steps(2);
    window
}

const NOTHING: &str = "Tiles nothing left out: they have nothing that can be drawn here";

#[test]
fn tiles_of_which_nothing_is_there_are_told_beside_the_map_and_the_page() {
    let mut window = with_nothing("tiles-nothing");
    assert!(window.query_by_label_contains(NOTHING).is_some());
    let add = PageStep::Add(Layout::A4Portrait);
    window.state_mut().do_next(Action::Pages(add));
    wait(&mut window, |app| {
        let left_out = &app.state().transient.page_left_out;
        left_out.tiles == ["nothing"]
    });
    window.run_steps(2);
    // Once: beside the page's fields.
    assert_eq!(window.query_all_by_label_contains(NOTHING).count(), 1);
    act(&mut window, TileStep::Remove(0));
    wait(&mut window, |app| {
        app.state().transient.page_left_out.tiles.is_empty()
    });
    window.run_steps(2);
    assert!(window.query_by_label_contains(NOTHING).is_none());
}

#[test]
fn an_export_and_an_atlas_tell_tiles_of_which_nothing_is_there() {
    let mut window = with_nothing("tiles-nothing-atlas");
    let folder = saving::folder("tiles-nothing-out");
    let path = folder.join("a.png");
    window.state_mut().do_next(Action::Export(path.clone()));
    wait(&mut window, |app| {
        let mut toasts = app.state().transient.toasts.iter();
        toasts.any(|toast| toast.text.contains(NOTHING))
    });
    assert!(path.exists());
    let choice = AtlasChoice {
        years: "2024,2025".to_owned(),
        pattern: folder.join("{year}.png").display().to_string(),
        ..AtlasChoice::default()
    };
    let choose = AtlasStep::Choose(Box::new(choice));
    window.state_mut().do_next(Action::Atlas(choose));
    window.run_steps(2);
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    wait(&mut window, |app| {
        app.state().transient.atlas.said.is_some()
    });
    let said = window.state().state().transient.atlas.said.clone().unwrap();
    assert!(!said.1 && said.0.matches(NOTHING).count() == 1, "{said:?}");
}

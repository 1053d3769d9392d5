//! Raster tiles in the window: added, shown, changed, taken away, undone; those of the network only when asked for.

use corridor::app::tiles::TileStep;
use corridor::model::projection::Projection;
use corridor::model::tiles::{Datum, TileLayer};

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
    wait(&mut window, |app| app.state().transient.tiles.n_there > 0);
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
    let mut window = open_tiny();
    let address = "https://tiles.invalid/{z}/{x}/{y}.png";
    let layer = TileLayer {
        location: address.to_owned(),
        ..TileLayer::of(address, &corridor::model::tiles::TileAbout::default())
    };
    let state = window.state().state();
    assert!(state.transient.tiles.is_waiting(&layer));
    let reader = state.session.view.tile_access.reader(address);
    assert!(reader.is_err());
    assert!(layers(window.state()).is_empty());
    window.step();
}

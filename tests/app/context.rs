//! Layers that people add: listed, pointed at, styled.

use corridor::model::geometry::LonLat;
use corridor::scene::context::LineWeight;
use corridor::scene::sheet::Thing;
use eframe::egui::Pos2;

use super::*;

fn zones() -> PathBuf {
    tiny().with_file_name("zones.geojson")
}

/// The tiny corridor with zones; and where the zones lie among all context layers.
fn with_zones() -> (Window, usize) {
    let sources = Sources::named(&[tiny(), zones()]);
    let mut window = window(sources, Arc::new(Picked::default()));
    assert!(window.state().state().shows(Pane::Findings));
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Findings));
    let document = window.state().state().document.as_ref().unwrap();
    let layer = document.context.iter().position(|l| l.name == "zones");
    (window, layer.unwrap())
}

/// A place of the map on the screen; the map's label is in the window's language.
fn on_screen(window: &Window, label: &str, lon: f64, lat: f64) -> Pos2 {
    let map = window.get_by_role_and_label(Role::Canvas, label).rect();
    let camera = window.state().state().session.view.camera;
    let page = camera.page_of(LonLat::new(lon, lat));
    pos2(map.min.x + page.x, map.min.y + page.y)
}

/// Clicks on a place of the map.
fn click_at(window: &mut Window, lon: f64, lat: f64) {
    let at = on_screen(window, "Map", lon, lat);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    // Longer than a double click takes.
    window.run_steps(30);
}

fn selected(app: &App) -> Option<Thing> {
    app.state().session.view.selected
}

#[test]
fn an_added_layer_is_listed_and_hidden_by_its_eye() {
    let (mut window, layer) = with_zones();
    assert!(window.query_by_label("zones").is_some());
    window.get_by_label("zones shown").click();
    wait(&mut window, move |app| {
        !app.state().session.view.is_context_shown(layer)
    });
    click_at(&mut window, 104.2, 25.5);
    assert_eq!(selected(window.state()), None, "hidden is not found");
    window.get_by_label("zones shown").click();
    wait(&mut window, move |app| {
        app.state().session.view.is_context_shown(layer)
    });
    click_at(&mut window, 104.2, 25.5);
    assert!(selected(window.state()).is_some());
}

#[test]
fn its_name_looks_at_the_whole_layer() {
    let (mut window, _) = with_zones();
    window.get_by_label("zones").click();
    wait(&mut window, |app| {
        let camera = &app.state().session.view.camera;
        let center = camera.position_at(camera.viewport.center());
        (center.lon - 106.55).abs() < 0.05 && (center.lat - 26.6).abs() < 0.1
    });
}

#[test]
fn a_click_on_a_feature_shows_all_that_its_file_says() {
    let (mut window, layer) = with_zones();
    click_at(&mut window, 104.2, 25.5);
    let feature = |feature| Some(Thing::Context { layer, feature });
    assert_eq!(selected(window.state()), feature(0));
    assert!(says(&window, "West zone") && says(&window, "西部片区"));
    for said in ["bonded zone", "area_km2", "12500", "Example Ltd", "yes"] {
        assert!(says(&window, said), "{said}");
    }
    click_at(&mut window, 108.75, 25.1);
    assert_eq!(selected(window.state()), None, "in the hole");
    click_at(&mut window, 108.3, 24.6);
    assert_eq!(selected(window.state()), feature(1));
    assert!(says(&window, r#"{"level":2}"#));
    click_at(&mut window, 108.5, 28.45);
    assert_eq!(selected(window.state()), feature(2));
    assert!(says(&window, "Feature 3") && says(&window, "pipeline, for looking at"));
    click_at(&mut window, 106.0, 29.0);
    assert!(matches!(selected(window.state()), Some(Thing::Node(_))));
}

#[test]
fn its_swatch_changes_color_and_width() {
    let (mut window, layer) = with_zones();
    let style = move |app: &App| {
        let user = app.state().layers.users().iter();
        let mut user = user.filter(|user| user.index == layer);
        user.next().unwrap().style(&app.state().session.view)
    };
    assert_eq!(style(window.state()).color, 0);
    window.get_by_label("Style of zones").click();
    window.run_steps(2);
    window.get_by_label("Blue").click();
    wait(&mut window, move |app| style(app).color == 2);
    window.get_by_label("Thick").click();
    wait(&mut window, move |app| {
        style(app).weight == LineWeight::Thick && style(app).color == 2
    });
}

#[test]
fn a_style_stays_when_files_are_added() {
    let (mut window, layer) = with_zones();
    window.get_by_label("zones shown").click();
    window.get_by_label("Style of zones").click();
    window.run_steps(2);
    window.get_by_label("Plum").click();
    let styled = move |app: &App| {
        let view = &app.state().session.view;
        let style = view.context_styles.get(layer).copied().flatten();
        style.is_some_and(|style| style.color == 5) && !view.is_context_shown(layer)
    };
    wait(&mut window, styled);
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(
        window.query_by_label("Plum").is_none(),
        "the menu is closed"
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait(&mut window, |app| app.state().shows(Pane::Open));
    let field = "File or folder";
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(&tiny().display().to_string());
    window.step();
    let context = |app: &App| Arc::clone(&app.state().document.as_ref().unwrap().context);
    let before = context(window.state());
    window.get_by_label("Add to study").click();
    wait(&mut window, move |app| !Arc::ptr_eq(&before, &context(app)));
    assert!(styled(window.state()));
}

#[test]
fn an_added_layer_speaks_both_languages() {
    let (mut window, _) = with_zones();
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    let at = on_screen(&window, "地图", 104.2, 25.5);
    window.hover_at(at);
    window.run_steps(2);
    assert!(window.query_by_label("zones样式").is_some());
    assert!(says(&window, "西部片区"), "the tooltip");
}

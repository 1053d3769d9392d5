//! The looks of layers: opened beside each, changed, drawn at once, undone, reset.

use corridor::app::looks::{Layer, LookStep};
use corridor::document::history::History;
use corridor::model::look::{Look, Paint, Split, Styled};
use corridor::scene::by_value::ByValue;
use corridor::scene::layers::WorldLayers;

use super::*;

fn history(app: &App) -> &History {
    &app.state().document.as_ref().unwrap().history
}

fn look(app: &App, part: Styled) -> Look {
    let looks = &history(app).saved().layers.looks;
    looks.get(&part).cloned().unwrap_or_default()
}

fn layers(app: &App) -> &WorldLayers {
    &app.state().layers
}

/// Opens the look of a layer by the button beside it.
fn open(window: &mut Window, name: &str, title: &str) {
    let button = format!("Adjust {name}");
    let button = window.get_by_role_and_label(Role::Button, &button);
    button.click_accesskit();
    window.run_steps(3);
    assert!(says(window, title));
}

/// Chooses an entry of a list by its names.
fn pick(window: &mut Window, list: &str, entry: &str) {
    window
        .get_by_role_and_label(Role::ComboBox, list)
        .click_accesskit();
    window.run_steps(3);
    let entries = window.query_all_by_label(entry);
    entries.last().unwrap().click_accesskit();
    window.run_steps(4);
}

#[test]
fn lines_are_colored_by_capacity_and_reset() {
    let mut window = corridor();
    let n_steps = history(window.state()).n_steps();
    open(
        &mut window,
        "Lines of the network",
        "Style: Lines of the network",
    );
    pick(&mut window, "Color by", "Capacity (TEU/a)");
    wait(&mut window, |app| {
        layers(app)
            .links_by_value()
            .is_some_and(ByValue::has_colors)
    });
    let colored = look(window.state(), Styled::Lines).colored.unwrap();
    assert_eq!(
        (&*colored.by, colored.split),
        ("capacity_teu", Split::Quantiles(5))
    );
    assert_eq!(history(window.state()).n_steps(), n_steps + 1, "one step");
    pick(&mut window, "Classes", "Natural breaks");
    wait(&mut window, |app| {
        let colored = look(app, Styled::Lines).colored;
        colored.is_some_and(|of| of.split == Split::Natural(5))
    });
    window.get_by_label("Reset layer").click();
    wait(&mut window, |app| look(app, Styled::Lines).is_own());
    assert!(layers(window.state()).links_by_value().is_none());
    assert_eq!(history(window.state()).n_steps(), n_steps + 3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, |app| layers(app).links_by_value().is_some());
    window.key_press(Key::Escape);
    wait(&mut window, |app| {
        app.state().transient.looks.open.is_none()
    });
}

#[test]
fn a_swatch_and_a_typed_color() {
    let mut window = corridor();
    open(&mut window, "Hubs", "Style: Hubs");
    window.get_by_label("Rose").click_accesskit();
    wait(&mut window, |app| {
        look(app, Styled::Hubs).color == Some(Paint::Entry(1))
    });
    window
        .get_by_role_and_label(Role::TextInput, "Any color")
        .focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, "Any color")
        .type_text("#0a0b0c");
    wait(&mut window, |app| {
        look(app, Styled::Hubs).color == Some(Paint::Rgb([10, 11, 12]))
    });
    window.get_by_label("Reset all layers").click_accesskit();
    wait(&mut window, |app| look(app, Styled::Hubs).is_own());
}

#[test]
fn a_drag_is_one_step_and_named() {
    let mut window = corridor();
    let n_steps = history(window.state()).n_steps();
    for opacity in [90, 60, 40] {
        let look = Look {
            opacity,
            ..Look::default()
        };
        let layer = Layer::Part(Styled::Basemap);
        let step = LookStep::Set(layer, Box::new(look), Some(7));
        window.state_mut().do_next(Action::Look(step));
        window.run_steps(2);
    }
    wait(&mut window, |app| look(app, Styled::Basemap).opacity == 40);
    assert_eq!(history(window.state()).n_steps(), n_steps + 1);
    let document = window.state().state().document.as_ref().unwrap();
    let step = document.history.undoable().unwrap();
    let said = |lang| corridor::app::steps::step_in_words(document, step, lang);
    assert_eq!(said(Lang::En), "Look of Basemap");
    assert!(said(Lang::Zh).contains("底图"), "{}", said(Lang::Zh));
}

#[test]
fn added_layers_are_put_in_order_and_above_the_network() {
    let sources = Sources::named(&[tiny(), tiny().with_file_name("zones.geojson")]);
    let mut window = window(sources, Arc::new(Picked::default()));
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Findings));
    open(&mut window, "zones", "Style: zones");
    window.get_by_label("Above the network").click_accesskit();
    let place = layers(window.state()).users()[0].index;
    wait(&mut window, move |app| {
        app.state().session.view.looks.is_above(place)
    });
    pick(&mut window, "Color by", "area_km2");
    wait(&mut window, |app| {
        layers(app).user_layers().by_value(0).is_some()
    });
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    assert!(says(&window, "样式：zones") && says(&window, "位于网络之上"));
    window.get_by_label("重置图层").click_accesskit();
    wait(&mut window, |app| {
        history(app).saved().layers.context.is_empty()
    });
}

#[test]
fn flows_are_colored_by_breaks_of_ones_own() {
    let mut window = corridor();
    let open = LookStep::Open(Layer::Part(Styled::Flows));
    window.state_mut().do_next(Action::Look(open));
    window.run_steps(3);
    assert!(says(&window, "Style: Flows"));
    pick(&mut window, "Classes", "Breaks of your own");
    let split = |app: &App| look(app, Styled::Flows).colored.map(|of| of.split);
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![0.5, 0.7, 0.85, 1.0]))
    });
    let n_steps = history(window.state()).n_steps();
    let typed = |window: &mut Window, text: &str| {
        let field = window.get_by_role_and_label(Role::TextInput, "Breaks, %");
        field.focus();
        window.step();
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.step();
        let field = window.get_by_role_and_label(Role::TextInput, "Breaks, %");
        field.type_text(text);
        window.run_steps(2);
    };
    typed(&mut window, "80 40");
    assert!(says(&window, "Each break must be greater"));
    assert_eq!(
        history(window.state()).n_steps(),
        n_steps,
        "nothing changed"
    );
    typed(&mut window, "40 62.5");
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![0.4, 0.625]))
    });
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.state_mut().do_next(Action::Undo);
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![0.5, 0.7, 0.85, 1.0]))
    });
}

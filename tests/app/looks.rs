//! The looks of layers: opened beside each, changed, drawn at once, undone, reset.

use corridor::app::looks::{Layer, LookStep};
use corridor::document::history::History;
use corridor::model::look::{LINK_FLOW, Look, Paint, Ramp, Split, Styled};
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
    window.run_steps(2);
    let by = layers(window.state()).links_by_value().unwrap();
    let n_ranges = by.n_ranges().unwrap();
    let said = format!("Many values are equal; classes in all: {n_ranges}.");
    assert_eq!(says(&window, &said), n_ranges < 5, "{n_ranges}");
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
    let scale = "The same scale of widths on all maps";
    for widest in [Some(1_000_000.0), None] {
        let scale = window.get_by_role_and_label(Role::CheckBox, scale);
        scale.click_accesskit();
        wait(&mut window, |app| {
            look(app, Styled::Flows).widest_flow() == widest
        });
    }
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
    typed(&mut window, "40 6");
    for letter in ["2", ".5"] {
        let field = window.get_by_role_and_label(Role::TextInput, "Breaks, %");
        field.type_text(letter);
        window.run_steps(2);
    }
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![0.4, 0.625]))
    });
    let n_now = history(window.state()).n_steps();
    assert_eq!(n_now, n_steps + 1, "what is typed is one step");
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.state_mut().do_next(Action::Undo);
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![0.5, 0.7, 0.85, 1.0]))
    });
}

/// Flows are found as soon as lines follow them, and nothing but the lines shows them.
#[test]
fn lines_follow_flows_that_are_found_for_them() {
    let mut window = corridor();
    assert!(layers(window.state()).link_flows().is_none());
    let lines = "Lines of the network";
    open(&mut window, lines, "Style: Lines of the network");
    pick(&mut window, "Color by", "Flow, both ways (TEU/a)");
    let colored = look(window.state(), Styled::Lines).colored.unwrap();
    assert_eq!(
        (&*colored.by, colored.split),
        (LINK_FLOW, Split::Quantiles(5))
    );
    wait(&mut window, |app| {
        let is_running = app.state().transient.flows.running_since.is_some();
        layers(app).link_flows().is_some() && !is_running
    });
    window.run_steps(3);
    assert!(says(&window, "Flows of 2025 under the scenario"));
    assert!(!window.state().state().session.view.show_flows);
    pick(&mut window, "Width by", "Utilization, fuller way (%)");
    let state = window.state().state();
    let network = state.numbers().unwrap();
    let flows = layers(window.state()).link_flows().unwrap();
    let by = layers(window.state()).links_by_value().unwrap();
    let palette = state.session.view.palette();
    let busiest = network
        .link_ids()
        .filter_map(|id| Some((flows.teu(network, id)?, id)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap();
    let dark = corridor::scene::ramp::colors(palette, Ramp::default(), 5)[4];
    assert_eq!(by.color(busiest.1.index(), palette), Some(dark));
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    assert!(says(&window, "2025 年的流量"));
    for _ in 0..2 {
        window.state_mut().do_next(Action::Undo);
        window.run_steps(2);
    }
    wait(&mut window, |app| layers(app).link_flows().is_none());
    assert!(layers(window.state()).links_by_value().is_none());
}

#[test]
fn differences_have_classes_and_breaks_of_ones_own() {
    let mut window = corridor();
    let open = LookStep::Open(Layer::Part(Styled::Flows));
    window.state_mut().do_next(Action::Look(open));
    window.run_steps(3);
    let differences = |app: &App| look(app, Styled::Flows).differences;
    pick(&mut window, "Differences", "Equal steps");
    wait(&mut window, |app| {
        let of = differences(app);
        of.is_some_and(|of| of.split == Split::Equal(5) && of.ramp == Ramp::BlueRed)
    });
    assert_eq!(look(window.state(), Styled::Flows).colored, None);
    pick(&mut window, "Colors ±", "Teal to brown");
    wait(&mut window, |app| {
        differences(app).is_some_and(|of| of.ramp == Ramp::TealBrown)
    });
    pick(&mut window, "Differences", "Breaks of your own");
    let n_steps = history(window.state()).n_steps();
    let typed = |window: &mut Window, text: &str| {
        for is_there in [false, true] {
            let field = window.get_by_role_and_label(Role::TextInput, "TEU/a ±");
            if is_there {
                field.type_text(text);
            } else {
                field.focus();
                window.step();
                window.key_press_modifiers(Modifiers::COMMAND, Key::A);
            }
            window.run_steps(2);
        }
    };
    typed(&mut window, "50000 20000");
    assert!(says(&window, "Each break must be greater"));
    assert_eq!(
        history(window.state()).n_steps(),
        n_steps,
        "nothing changed"
    );
    typed(&mut window, "−50,000 0 20000");
    let split = |app: &App| differences(app).map(|of| of.split);
    wait(&mut window, |app| {
        split(app) == Some(Split::At(vec![-50e3, 0.0, 20e3]))
    });
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.state_mut().do_next(Action::Undo);
    window.run_steps(2);
    assert_ne!(
        split(window.state()),
        Some(Split::At(vec![-50e3, 0.0, 20e3]))
    );
}

//! Style, borders and inset of the map, the review number, and the check before a map is published.

use corridor::app::cartography::{CartographyStep, boundary_files};
use corridor::app::plate::checked;
use corridor::io::study_file::data::DataChoice;
use corridor::model::cartography::{Borders, InsetChoice, MapStyle, PublicationPoint};
use corridor::model::saved::Layers;
use corridor::scene::palette::Palette;
use corridor::study::publication::{Standing, is_ready};

use super::saving::folder;
use super::*;

fn layers(app: &App) -> Layers {
    let document = app.state().document.as_ref().unwrap();
    Layers::clone(&document.history.saved().layers)
}

fn standing(app: &App, point: PublicationPoint) -> Standing {
    let checked = checked(app.state());
    let one = checked.iter().find(|one| one.point == point);
    one.unwrap().standing
}

fn boundary() -> PathBuf {
    tiny().with_file_name("boundary.geojson")
}

fn n_links(app: &App) -> usize {
    app.state().document.as_ref().unwrap().network.links().len()
}

#[test]
fn a_style_is_a_step_and_the_button_turns_it_round() {
    let mut window = corridor();
    let theme = |app: &App| app.state().session.view.drawn_theme();
    window.get_by_label("Style").click();
    window.run_steps(3);
    window.get_by_label("High contrast").click();
    wait(&mut window, move |app| theme(app) == Theme::HighContrast);
    assert_eq!(layers(window.state()).style, Some(MapStyle::HighContrast));
    let fill = window
        .ctx
        .style_of(eframe::egui::Theme::Light)
        .visuals
        .panel_fill;
    let panel = Palette::of(Theme::HighContrast).panel;
    assert_eq!(fill.to_array(), [panel.r, panel.g, panel.b, 255]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, move |app| theme(app) == Theme::Light);
    window.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    wait(&mut window, move |app| theme(app) == Theme::HighContrast);
    window.get_by_label("Dark").click();
    wait(&mut window, move |app| theme(app) == Theme::Dark);
    assert_eq!(layers(window.state()).style, None, "the window's own again");
}

#[test]
fn borders_are_chosen_and_come_from_a_file() {
    let picker = Arc::new(Picked::default());
    *picker.files.lock().unwrap() = Some(vec![boundary()]);
    let mut window = window(Sources::named(&[]), picker);
    let before = n_links(window.state());
    window.get_by_label("Borders").click();
    window.run_steps(3);
    assert!(
        window
            .query_by_label_contains("not approved maps")
            .is_some()
    );
    window.get_by_label("Chinese view").click();
    wait(&mut window, |app| layers(app).borders == Borders::China);
    window.get_by_label("Borders").click();
    window.run_steps(3);
    window.get_by_label("Choose a file…").click();
    wait(&mut window, |app| layers(app).borders.file().is_some());
    let app = window.state();
    assert_eq!(layers(app).borders.file().unwrap().name, "boundary.geojson");
    assert_eq!(boundary_files(app.state()), [layers(app).borders]);
    assert_eq!(n_links(app), before, "it is no part of the network");
    assert_eq!(standing(app, PublicationPoint::Boundary), Standing::Met);
    assert!(!app.state().shows(Pane::Boundary));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, |app| layers(app).borders == Borders::China);
    assert_eq!(
        standing(window.state(), PublicationPoint::Boundary),
        Standing::Open
    );
}

#[test]
fn what_is_open_is_set_right_or_left_aside() {
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    wait(&mut window, |app| app.state().shows(Pane::Export));
    window.run_steps(3);
    assert!(
        window
            .query_by_label("Something required is open.")
            .is_some()
    );
    let number = "Map review number";
    let field = |window: &mut Window, text: &str| {
        window
            .get_by_role_and_label(Role::TextInput, number)
            .focus();
        window.step();
        window
            .get_by_role_and_label(Role::TextInput, number)
            .type_text(text);
        window.step();
        window.key_press(Key::Enter);
    };
    field(&mut window, "审图号：GS(2025)1234号");
    wait(&mut window, |app| {
        layers(app).publication.review_number == "GS(2025)1234"
    });
    assert_eq!(
        standing(window.state(), PublicationPoint::ReviewNumber),
        Standing::Met
    );
    let why = "Why Approved boundaries is left aside";
    window.get_by_role_and_label(Role::TextInput, why).focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, why)
        .type_text("a draft");
    window.step();
    window.get_by_label("Leave aside").click_accesskit();
    wait(&mut window, |app| {
        !layers(app).publication.ignored.is_empty()
    });
    assert!(is_ready(&checked(window.state().state())));
    window.run_steps(2);
    assert!(window.query_by_label("Nothing required is open.").is_some());
    window.get_by_label("Take up again").click_accesskit();
    wait(&mut window, |app| {
        layers(app).publication.ignored.is_empty()
    });
}

/// What is chosen is in the study file, and there again when it is opened.
#[test]
fn a_study_keeps_its_boundaries() {
    let folder = folder("cartography");
    let path = folder.join("a.corridor.json");
    let mut window = corridor();
    let step = |step| Action::Cartography(step);
    window
        .state_mut()
        .do_next(step(CartographyStep::UseBoundary(boundary())));
    wait(&mut window, |app| layers(app).borders.file().is_some());
    window
        .state_mut()
        .do_next(step(CartographyStep::Inset(InsetChoice::Never)));
    window
        .state_mut()
        .do_next(step(CartographyStep::Style(Some(MapStyle::Print))));
    wait(&mut window, |app| {
        layers(app).style == Some(MapStyle::Print)
    });
    let kept = layers(window.state());
    let document = window.state().state().document.as_ref().unwrap();
    document.copy(DataChoice::Inside).write(&path).unwrap();
    let n_before = n_links(window.state());
    let again = super::window(Sources::named(&[path]), Arc::new(Picked::default()));
    assert_eq!(layers(again.state()), kept);
    assert_eq!(n_links(again.state()), n_before);
    assert_eq!(boundary_files(again.state().state()), [kept.borders]);
    let view = &again.state().state().session.view;
    assert_eq!(
        (view.drawn_theme(), view.inset),
        (Theme::Print, InsetChoice::Never)
    );
    let of_page = corridor::app::plate::page(again.state().state()).unwrap();
    assert_eq!(of_page.page, Palette::of(Theme::Print).page);
}

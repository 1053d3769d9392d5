//! Projects: listed, flown to, applied; and the model against what is published.

use corridor::model::edit::Edit;
use corridor::study::reality::Reality;
use eframe::egui::OutputCommand;

use corridor::study::outcome::Criterion;

use super::*;

fn edits(window: &Window) -> Vec<Edit> {
    let document = window.state().state().document.as_ref().unwrap();
    document.history.scenario().edits().to_vec()
}

fn open(window: &mut Window, pane: Pane, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    wait(window, move |app| app.state().shows(pane));
    window.run_steps(2);
}

const HUANG_BAI: &str = "Huangtong–Baise railway";

#[test]
fn a_project_is_unfolded_and_flown_to() {
    let mut window = corridor();
    let before = window.state().state().session.view.camera.center[0];
    find::enter(&mut window, "P11");
    window.run_steps(3);
    assert!(window.state().state().shows(Pane::Projects));
    let now = window.state().state().session.view.camera.center[0];
    assert!((now - before).abs() > 1.0, "it flew there");
    assert!(says(&window, "(R18): State: in operation"));
    window.get_by_label(&format!("Fold {HUANG_BAI}")).click();
    wait(&mut window, |app| app.state().session.project.is_none());
    window.run_steps(2);
    assert!(!says(&window, "(R18): State: in operation"));
}

#[test]
fn the_switch_applies_a_project_and_takes_it_back() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    window.get_by_label("distance").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.criterion == Criterion::Distance
    });
    assert!(!legs_on(&window, "R18"));
    find::enter(&mut window, "P11");
    window.run_steps(2);
    let switch = format!("Apply {HUANG_BAI}");
    window
        .get_by_role_and_label(Role::CheckBox, &switch)
        .click();
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        !document.history.scenario().edits().is_empty()
    });
    assert!(
        matches!(&edits(&window)[..], [Edit::ApplyProject { project, is_applied: true }] if project.as_str() == "P11")
    );
    assert!(legs_on(&window, "R18"), "the missing link is there now");
    window
        .get_by_role_and_label(Role::CheckBox, &switch)
        .click();
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.history.scenario().edits().is_empty()
    });
    assert!(!legs_on(&window, "R18"));
}

#[test]
fn projects_are_filtered_by_text_and_state() {
    let mut window = corridor();
    open(&mut window, Pane::Projects, Key::Num5);
    assert!(says(&window, "all 41"));
    let field = |window: &Window, text: Option<&str>| {
        let field = window.get_by_role_and_label(Role::TextInput, "Name");
        match text {
            Some(text) => field.type_text(text),
            None => field.focus(),
        }
    };
    field(&window, None);
    window.step();
    field(&window, Some("黔桂"));
    window.run_steps(2);
    assert!(says(&window, "Qian-Gui second track"));
    assert!(!says(&window, HUANG_BAI));
    let state = window.query_all_by_label_contains("idea ").next().unwrap();
    state.click();
    window.run_steps(2);
    assert!(says(&window, "No project is called that."));
}

#[test]
fn a_project_with_nothing_to_change_says_why() {
    let mut window = corridor();
    let network = &window.state().state().document.as_ref().unwrap().network;
    let project = network
        .projects()
        .iter()
        .find(|of| of.changes.is_empty() && of.state.words_key() == "project.building")
        .unwrap();
    let (key, name) = (project.key.to_string(), project.names.en.clone());
    find::enter(&mut window, &key);
    window.run_steps(3);
    assert!(says(&window, "Nothing to apply."));
    let switch = format!("Apply {name}");
    let switch = window.query_by_role_and_label(Role::CheckBox, &switch);
    assert!(switch.is_none());
}

#[test]
fn one_pane_stands_below_the_map() {
    let mut window = corridor();
    open(&mut window, Pane::Projects, Key::Num5);
    open(&mut window, Pane::Volumes, Key::Num3);
    assert!(!window.state().state().shows(Pane::Projects));
    open(&mut window, Pane::Reality, Key::Num6);
    assert!(!window.state().state().shows(Pane::Volumes));
}

fn reality(window: &mut Window) -> Arc<Reality> {
    wait(window, |app| {
        let passing = &app.state().transient;
        passing.reality.is_some() && !passing.is_comparing
    });
    Arc::clone(window.state().state().transient.reality.as_ref().unwrap())
}

#[test]
fn the_model_stands_beside_what_is_published() {
    let mut window = corridor();
    assert!(window.state().state().transient.reality.is_none());
    open(&mut window, Pane::Reality, Key::Num6);
    let before = reality(&mut window);
    window.run_steps(2);
    let first = &before.compared[0];
    assert!(says(&window, &first.names.en));
    assert!(says(&window, "independent"));
    window.get_by_label("Copy as table").click();
    let is_copied = |window: &Window| {
        let commands = &window.output().platform_output.commands;
        commands.iter().any(|command| {
            matches!(command, OutputCommand::CopyText(text)
                if text.lines().count() == before.compared.len() + 1 && text.contains('\t'))
        })
    };
    let copied = (0..4).any(|_| {
        window.step();
        is_copied(&window)
    });
    assert!(copied);
    // Another scenario is compared anew.
    window.get_by_label("Middle route open").click();
    wait(&mut window, move |app| {
        let now = app.state().transient.reality.as_ref().unwrap();
        !Arc::ptr_eq(now, &before)
    });
}

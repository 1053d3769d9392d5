//! What leaves the window: an atlas, an animation, workbooks, the map and a chart's numbers in the clipboard.

use std::fs;
use std::path::{Path, PathBuf};

use corridor::app::atlas::{AtlasChoice, AtlasSheet, AtlasStep, plan};
use corridor::app::attributes::table_now;
use corridor::app::cartography::CartographyStep;
use corridor::app::commands::COMMANDS;
use corridor::app::flows::FlowStep;
use corridor::app::looks::{Layer, LookStep};
use corridor::app::pages::{PageStep, open_page};
use corridor::model::ids::Key as ModelKey;
use corridor::model::look::{Colored, LINK_FLOW, Look, Ramp, Split, Styled};
use corridor::model::page::{Layout, Sheet};
use eframe::egui::OutputCommand;

use super::*;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corridor-outputs")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(window: &mut Window, words: &str) {
    let command = COMMANDS.iter().find(|of| of.words == words).unwrap();
    let action = (command.action)(window.state().state()).unwrap();
    window.state_mut().do_next(action);
    window.run_steps(2);
}

fn pattern(window: &mut Window, pattern: &str) {
    let label = "Files; {scenario}, {year}, {route} and {lang} are filled in";
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.type_text(pattern);
    window.run_steps(2);
}

fn ended(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let now = &app.state().transient.atlas;
        now.progress.is_none() && now.said.is_some()
    });
    window.run_steps(2);
}

#[test]
fn an_atlas_is_chosen_and_written() {
    let folder = folder("atlas");
    let mut window = corridor();
    let number = CartographyStep::ReviewNumber("GS(2025)1234".to_owned());
    window.state_mut().do_next(Action::Cartography(number));
    window.run_steps(2);
    run(&mut window, "command.atlas");
    let twice = folder.join("{lang}.svg").display().to_string();
    pattern(&mut window, &twice);
    for label in ["Chinese", "Eastern route"] {
        window.get_by_role_and_label(Role::CheckBox, label).click();
        window.run_steps(2);
    }
    assert!(
        window
            .query_by_label_contains("must hold {route}")
            .is_some()
    );
    let whole = folder
        .join("{year}/{route}-{lang}.svg")
        .display()
        .to_string();
    pattern(&mut window, &whole);
    let years = window.get_by_role_and_label(Role::TextInput, "Years");
    years.focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, "Years")
        .type_text("2025");
    window.run_steps(2);
    assert!(window.query_by_label("Pictures: 4").is_some());
    window.get_by_role_and_label(Role::Button, "Export").click();
    ended(&mut window);
    assert!(window.query_by_label("Pictures written: 4.").is_some());
    let mut names: Vec<String> = fs::read_dir(folder.join("2025"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let told = [
        "eastern-en.svg",
        "eastern-zh.svg",
        "whole-en.svg",
        "whole-zh.svg",
    ];
    assert_eq!(names, told);
    let read = |name: &str| fs::read_to_string(folder.join("2025").join(name)).unwrap();
    assert!(read("eastern-zh.svg").contains("东"));
    assert!(read("whole-en.svg").contains("corridor:asked-year=\"2025\""));
    assert_ne!(read("eastern-en.svg"), read("whole-en.svg"));
    // What single pages say at their foot stands on those of an atlas.
    for said in ["审图号：GS(2025)1234号", "假定", "Natural Earth"] {
        assert!(read("whole-zh.svg").contains(said), "{said}");
    }
}

#[test]
fn a_run_is_stopped_and_an_animation_written() {
    let folder = folder("film");
    let mut window = corridor();
    run(&mut window, "command.atlas");
    window
        .get_by_role_and_label(Role::TextInput, "Years")
        .focus();
    window.step();
    let years = window.get_by_role_and_label(Role::TextInput, "Years");
    years.type_text("2017..2035");
    let gif = folder.join("film.gif");
    pattern(&mut window, &gif.display().to_string());
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    window.run_steps(2);
    assert!(window.state().state().transient.atlas.progress.is_some());
    window.get_by_role_and_label(Role::Button, "Stop").click();
    ended(&mut window);
    assert!(
        window
            .query_by_label_contains("of an animation nothing is written before its end")
            .is_some()
    );
    assert!(!gif.exists(), "nothing is written of what was stopped");
    window
        .get_by_role_and_label(Role::TextInput, "Years")
        .focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    let years = window.get_by_role_and_label(Role::TextInput, "Years");
    years.type_text("2020,2026");
    window.run_steps(2);
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    ended(&mut window);
    assert!(fs::read(&gif).unwrap().starts_with(b"GIF89a"));
}

#[test]
fn what_has_no_room_on_any_page_is_told_at_the_end() {
    let folder = folder("small");
    let mut window = corridor();
    let add = PageStep::Add(Layout::A4Portrait);
    window.state_mut().do_next(Action::Pages(add));
    window.run_steps(2);
    let mut page = open_page(window.state().state()).unwrap().clone();
    page.sheet = Sheet::Custom([50.0, 50.0]);
    let choice = AtlasChoice {
        years: "2025,2026".to_owned(),
        sheet: AtlasSheet::Page(page.key.clone()),
        pattern: folder.join("{year}.svg").display().to_string(),
        ..AtlasChoice::default()
    };
    let change = PageStep::Change(Box::new(page), None);
    window.state_mut().do_next(Action::Pages(change));
    run(&mut window, "command.atlas");
    let choose = AtlasStep::Choose(Box::new(choice));
    window.state_mut().do_next(Action::Atlas(choose));
    window.run_steps(2);
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    ended(&mut window);
    let said = window.query_by_label_contains("Pictures written: 2. Legend left out on 2 of 2");
    assert!(said.is_some());
}

#[test]
fn the_map_is_copied_as_a_picture_and_a_chart_as_rows() {
    let mut window = corridor();
    run(&mut window, "copy.map");
    let mut size = None;
    for _ in 0..600 {
        window.step();
        size = window
            .output()
            .platform_output
            .commands
            .iter()
            .find_map(|of| match of {
                OutputCommand::CopyImage(image) => Some(image.size),
                _ => None,
            });
        if size.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(size, Some([1600, 1100]));
    window
        .state_mut()
        .do_next(Action::Show(Pane::Volumes, true));
    window.run_steps(2);
    let command = COMMANDS.iter().find(|of| of.words == "copy.chart").unwrap();
    let action = (command.action)(window.state().state()).unwrap();
    window.state_mut().do_next(action);
    let mut text = None;
    for _ in 0..3 {
        window.step();
        let commands = &window.output().platform_output.commands;
        text = text.or(commands.iter().find_map(|of| match of {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    let text = text.unwrap();
    assert!(text.starts_with("series\tyear\tperiod\tvalue"), "{text}");
    assert!(text.lines().any(|line| line.contains("\t2024\t")), "{text}");
}

#[test]
fn a_chart_is_copied_as_a_picture() {
    let mut window = corridor();
    let command = COMMANDS.iter().find(|of| of.words == "copy.picture");
    let action = command.unwrap().action;
    assert!(action(window.state().state()).is_none(), "there is none");
    window
        .state_mut()
        .do_next(Action::Show(Pane::Volumes, true));
    window.run_steps(3);
    window
        .get_by_role_and_label(Role::Button, "Copy picture")
        .click_accesskit();
    let mut image = None;
    for _ in 0..600 {
        window.step();
        let commands = &window.output().platform_output.commands;
        image = commands.iter().find_map(|of| match of {
            OutputCommand::CopyImage(image) => Some(image.clone()),
            _ => None,
        });
        if image.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let image = image.unwrap();
    assert_eq!(image.size, [1600, 1000]);
    let first = image.pixels[0];
    assert!(image.pixels.iter().any(|pixel| *pixel != first));
    assert!(action(window.state().state()).is_some());
}

#[test]
fn the_table_is_written_as_a_workbook() {
    let folder = folder("book");
    let mut window = corridor();
    window.key_press(Key::T);
    window.run_steps(2);
    wait(&mut window, |app| table_now(app.state()).is_some());
    let path = folder.join("links.xlsx");
    window.state_mut().do_next(Action::Export(path.clone()));
    window.run_steps(2);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    assert!(fs::read(path).unwrap().starts_with(b"PK\x03\x04"));
}

#[test]
fn an_animation_of_several_maps_or_languages_is_refused() {
    let mut window = corridor();
    let choice = |routes: &[&str], has_whole: bool, langs: [bool; 3]| AtlasChoice {
        routes: routes.iter().map(|key| ModelKey::new(key)).collect(),
        has_whole,
        langs,
        pattern: "film.gif".to_owned(),
        ..AtlasChoice::default()
    };
    let one = [true, false, false];
    for (choice, is_one) in [
        (choice(&[], true, one), true),
        (choice(&["eastern"], false, one), true),
        (choice(&["eastern"], true, one), false),
        (choice(&["eastern", "middle"], false, one), false),
        (choice(&[], true, [true, true, false]), false),
    ] {
        let said = format!("{choice:?}");
        let step = AtlasStep::Choose(Box::new(choice));
        window.state_mut().do_next(Action::Atlas(step));
        window.run_steps(2);
        let planned = plan(window.state().state());
        match planned {
            Ok(plan) => {
                assert!(is_one, "{said}");
                let routes: Vec<_> = plan.pages.iter().map(|page| page.route.clone()).collect();
                let chosen = window.state().state().transient.atlas.choice.routes.clone();
                assert_eq!(routes, [chosen.first().cloned()]);
            }
            Err(why) => {
                assert!(!is_one, "{said}");
                assert!(why.starts_with("An animation is of one map in one language"));
            }
        }
    }
}

/// What is written gives way neither to another picture nor to a dialog.
#[test]
fn pictures_are_written_one_after_the_other_and_none_is_lost() {
    let folder = folder("queue");
    let mut window = corridor();
    let files = ["a.png", "b.svg", "c.pdf"].map(|name| folder.join(name));
    for file in &files {
        window.state_mut().do_next(Action::Export(file.clone()));
    }
    window.state_mut().do_next(Action::PickExport);
    window.state_mut().do_next(Action::PickFiles { add: true });
    window.step();
    let n_told = window.state().state().transient.file_work.writing.len();
    assert_eq!(n_told, 3);
    assert!(window.query_by_label("and 2 more").is_some());
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    assert!(files.iter().all(|file| file.exists()));
}

#[test]
fn a_picture_waits_for_flows_that_are_being_found() {
    let folder = folder("waiting");
    let mut window = corridor();
    let path = folder.join("lines.svg");
    let look = Look {
        colored: Some(Colored {
            by: LINK_FLOW.to_owned(),
            split: Split::Quantiles(5),
            ramp: Ramp::default(),
        }),
        ..Look::default()
    };
    let lines = Layer::Part(Styled::Lines);
    let step = LookStep::Set(lines, Box::new(look), None);
    window.state_mut().do_next(Action::Look(step));
    window.step();
    wait(&mut window, |app| {
        app.state().transient.flows.running_since.is_some()
    });
    let other = folder.join("other.svg");
    for path in [&path, &other] {
        window.state_mut().do_next(Action::Export(path.clone()));
    }
    window.step();
    assert_eq!(window.state().state().transient.export_waits.len(), 2);
    assert!(
        window
            .query_by_label_contains("Waiting for results")
            .is_some()
    );
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    let svg = fs::read_to_string(&path).unwrap();
    assert_eq!(fs::read_to_string(&other).unwrap(), svg);
    assert!(svg.contains("TEU/a"), "the legend has classes of flow");
    assert!(!svg.contains("no flows found"));
    fs::remove_file(&path).unwrap();
    window.state_mut().do_next(Action::Flows(FlowStep::Stop));
    window.run_steps(2);
    window.state_mut().do_next(Action::Export(path.clone()));
    window.run_steps(2);
    assert!(says(&window, "was stopped: have them found again"));
    assert!(!path.exists());
}

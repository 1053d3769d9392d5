//! Window and command line make the same pictures of the same words, byte by byte.

use std::fs;
use std::process::Command;

use corridor::app::atlas::{AtlasChoice, AtlasSheet, AtlasStep};
use corridor::app::looks::{Layer, LookStep};
use corridor::app::network_out::NetworkChoice;
use corridor::app::pages::{PageStep, pages};
use corridor::app::versus::VersusChoice;
use corridor::io::study_file::data::DataChoice;
use corridor::model::look::{Colored, FLOW_CHANGE, LINK_FLOW, Look, Ramp, Split, Styled};
use corridor::model::page::{Layout, Page};
use corridor::model::saved::MapNames;

use super::*;

fn corridor_of(folder: &Path, args: &[&str]) {
    let ran = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{args:?}: {said}");
}

/// Gives a part of the map a look.
fn give(window: &mut Window, part: Styled, look: Look) {
    let step = LookStep::Set(Layer::Part(part), Box::new(look), None);
    window.state_mut().do_next(Action::Look(step));
    window.run_steps(3);
}

/// Writes the open study to a file.
fn kept(window: &Window, path: &Path) {
    let document = window.state().state().document.as_ref().unwrap();
    document.copy(DataChoice::Bundled).write(path).unwrap();
}

fn choose(window: &mut Window, choice: AtlasChoice) {
    let choose = AtlasStep::Choose(Box::new(choice));
    window.state_mut().do_next(Action::Atlas(choose));
    window.run_steps(2);
}

fn atlas(window: &mut Window, choice: AtlasChoice) {
    choose(window, choice);
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    window.run_steps(2);
    wait(window, |app| {
        let now = &app.state().transient.atlas;
        now.progress.is_none() && now.said.is_some()
    });
    let said = &window.state().state().transient.atlas.said;
    assert_eq!(said.as_ref().map(|said| said.1), Some(false), "{said:?}");
}

fn same(folder: &Path, names: &[&str]) {
    for name in names {
        let read = |of: &str| fs::read(folder.join(of).join(name)).unwrap();
        let (here, there) = (read("window"), read("typed"));
        if here != there && name.ends_with("svg") {
            let texts = [&here, &there].map(|of| String::from_utf8_lossy(of).into_owned());
            let mut lines = texts[0].lines().zip(texts[1].lines());
            let differs = lines.find(|(a, b)| a != b);
            panic!("{name}: {differs:?}");
        }
        assert!(here == there, "{name}");
    }
}

#[test]
fn an_atlas_of_the_window_is_that_of_the_command() {
    let folder = saving::folder("same-atlas");
    let mut window = corridor();
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Add(Layout::A4Portrait)));
    window.run_steps(3);
    // The language of the atlas goes before that of the page.
    let in_english = Page {
        map_names: Some(MapNames::En),
        ..pages(window.state().state())[0].clone()
    };
    let changed = PageStep::Change(Box::new(in_english), None);
    window.state_mut().do_next(Action::Pages(changed));
    window.run_steps(3);
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Show(false)));
    let document = window.state().state().document.as_ref().unwrap();
    let route = document.network.route_ids().nth(1).unwrap();
    window.state_mut().do_next(Action::ToggleRouteOpen(route));
    window.run_steps(3);
    wait(&mut window, |_| true);
    kept(&window, &folder.join("a.corridor.json"));
    let of = |pattern: &str| folder.join("window").join(pattern).display().to_string();
    let page = ModelKey::new("page-1");
    for (sheet, typed, pattern) in [
        (
            AtlasSheet::Picture,
            &["--routes", "whole,eastern"][..],
            "{route}.svg",
        ),
        (
            AtlasSheet::Page(page),
            &["--layout", "page-1", "--lang", "zh"],
            "{lang}.pdf",
        ),
    ] {
        let is_routes = pattern.contains("route");
        let routes = is_routes.then(|| ModelKey::new("eastern"));
        let chosen = AtlasChoice {
            years: "2025".to_owned(),
            routes: routes.into_iter().collect(),
            langs: [is_routes, !is_routes, false],
            sheet,
            pattern: of(pattern),
            ..AtlasChoice::default()
        };
        atlas(&mut window, chosen);
        let out = format!("typed/{pattern}");
        let begin = ["atlas", "a.corridor.json", "--years", "2025", "--out", &out];
        corridor_of(&folder, &[&begin[..], typed].concat());
    }
    same(&folder, &["whole.svg", "eastern.svg", "zh.pdf"]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_page_of_the_window_is_that_of_the_command() {
    let folder = saving::folder("same-page");
    let mut window = corridor();
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Add(Layout::A3Landscape)));
    let by_flow = Look {
        colored: Some(Colored {
            by: LINK_FLOW.to_owned(),
            split: Split::Natural(4),
            ramp: Ramp::Heat,
        }),
        ..Look::default()
    };
    give(&mut window, Styled::Lines, by_flow);
    wait(&mut window, |app| {
        let is_running = app.state().transient.flows.running_since.is_some();
        app.state().layers.link_flows().is_some() && !is_running
    });
    kept(&window, &folder.join("a.corridor.json"));
    fs::create_dir_all(folder.join("window")).unwrap();
    fs::create_dir_all(folder.join("typed")).unwrap();
    for name in ["a.svg", "a.pdf"] {
        let path = folder.join("window").join(name);
        window.state_mut().do_next(Action::Export(path));
        window.run_steps(2);
        wait(&mut window, |app| app.state().transient.file_work.is_none());
        let out = format!("typed/{name}");
        let typed = [
            "export",
            "a.corridor.json",
            "--layout",
            "page-1",
            "--out",
            &out,
        ];
        corridor_of(&folder, &typed);
    }
    same(&folder, &["a.svg", "a.pdf"]);
    let text = fs::read_to_string(folder.join("window/a.svg")).unwrap();
    assert!(text.contains("Flow, both ways (TEU/a), by color:"));
    assert!(!text.contains("no flows found"));
    fs::remove_dir_all(folder).unwrap();
}

/// What flows more and less is exported as the map shows it.
#[test]
fn a_difference_of_flows_is_that_of_the_command() {
    let folder = saving::folder("same-difference");
    let mut window = corridor();
    let document = window.state().state().document.as_ref().unwrap();
    let route = document.network.route_ids().next().unwrap();
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Add(Layout::A4Portrait)));
    window.state_mut().do_next(Action::ToggleRouteOpen(route));
    let in_classes = Look {
        differences: Some(Colored {
            by: FLOW_CHANGE.to_owned(),
            split: Split::Equal(5),
            ramp: Ramp::BlueRed,
        }),
        ..Look::default()
    };
    give(&mut window, Styled::Flows, in_classes);
    kept(&window, &folder.join("a.corridor.json"));
    fs::create_dir_all(folder.join("window")).unwrap();
    fs::create_dir_all(folder.join("typed")).unwrap();
    flows::open(&mut window);
    let changes = VersusChoice {
        shows_changes: true,
        ..VersusChoice::default()
    };
    window.state_mut().do_next(Action::SetVersus(changes));
    wait(&mut window, |app| {
        app.state().transient.flow_changes.is_some()
    });
    window
        .state_mut()
        .do_next(Action::Export(folder.join("window/a.svg")));
    window.run_steps(2);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    let typed =
        "export a.corridor.json --layout page-1 --with-flows --versus base --out typed/a.svg";
    corridor_of(&folder, &typed.split(' ').collect::<Vec<_>>());
    same(&folder, &["a.svg"]);
    let text = fs::read_to_string(folder.join("window/a.svg")).unwrap();
    assert!(text.contains("flows against Base") && text.contains("TEU/a and more"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn frames_of_the_window_are_those_of_the_command_and_appear_together() {
    let folder = saving::folder("same-frames");
    let mut window = corridor();
    kept(&window, &folder.join("a.corridor.json"));
    let frames = folder.join("window/{n}.svg").display().to_string();
    let chosen = |years: &str| AtlasChoice {
        years: years.to_owned(),
        pattern: frames.clone(),
        ..AtlasChoice::default()
    };
    choose(&mut window, chosen("2017..2035"));
    window.state_mut().do_next(Action::Atlas(AtlasStep::Start));
    // Something is written before it is stopped, so that there is something to take away.
    wait(&mut window, |app| {
        let progress = app.state().transient.atlas.progress;
        progress.is_some_and(|(n_done, _)| n_done > 0)
    });
    let left = || fs::read_dir(folder.join("window")).map_or(0, Iterator::count);
    assert!(left() > 0, "frames wait beside their place");
    window.state_mut().do_next(Action::Atlas(AtlasStep::Stop));
    window.run_steps(2);
    wait(&mut window, |app| {
        app.state().transient.atlas.progress.is_none()
    });
    // The run sees that it was stopped at its next frame.
    let began = Instant::now();
    while left() > 0 && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(left(), 0, "nothing is left of what was stopped");
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Show(false)));
    atlas(&mut window, chosen("2024,2026"));
    let typed = [
        "animate",
        "a.corridor.json",
        "--years",
        "2024,2026",
        "--out",
        "typed/{n}.svg",
    ];
    corridor_of(&folder, &typed);
    same(&folder, &["1.svg", "2.svg"]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_network_with_results_is_that_of_the_command() {
    let folder = saving::folder("same-network");
    let mut window = corridor();
    kept(&window, &folder.join("a.corridor.json"));
    let choice = NetworkChoice {
        is_gmns: true,
        has_results: true,
    };
    window.state_mut().do_next(Action::ChooseNetwork(choice));
    window
        .state_mut()
        .do_next(Action::Export(folder.join("window")));
    window.run_steps(3);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    let typed = [
        "export",
        "a.corridor.json",
        "--results",
        "--format",
        "gmns",
        "--out",
        "typed",
    ];
    corridor_of(&folder, &typed);
    same(&folder, &["link.csv", "node.csv", "config.csv"]);
    let links = fs::read_to_string(folder.join("window/link.csv")).unwrap();
    assert!(links.contains(",volume,voc"), "{}", &links[..300]);
    // The choice stays, and what ends as a picture is one.
    let picture = folder.join("later.svg");
    window.state_mut().do_next(Action::Export(picture.clone()));
    window.run_steps(3);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    assert!(fs::read_to_string(picture).unwrap().starts_with("<svg"));
    fs::remove_dir_all(folder).unwrap();
}

//! Large files drawn while they are read, taken away where nothing comes of them, and replaced by the whole.

use super::*;
use std::fmt::Write as _;

/// A file of so many lines near the corridor, which is read in one pass, with something behind them.
fn lines(name: &str, n: usize, end: &str) -> PathBuf {
    lines_at(name, n, end, [105.0, 22.0])
}

/// The same from a place on.
fn lines_at(name: &str, n: usize, end: &str, [west, south]: [f64; 2]) -> PathBuf {
    let mut text = r#"{"type":"FeatureCollection","features":["#.to_owned();
    for number in 0..n {
        let comma = if number == 0 { "" } else { "," };
        let [lon, lat] =
            [number % 100, number / 100].map(|of| f64::from(u16::try_from(of).unwrap()));
        writeln!(
            text,
            "{comma}{{\"type\":\"Feature\",\"properties\":{{\"n\":{number}}},\"geometry\":{{\"type\":\"LineString\",\
             \"coordinates\":[[{:.6},{:.6}],[{:.6},{:.6}]]}}}}",
            lon / 20.0 + west,
            lat / 20.0 + south,
            lon / 20.0 + west + 0.04,
            lat / 20.0 + south + 0.03
        )
        .unwrap();
    }
    text.push_str(end);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Steps the window until a piece of file work is done, and says how many parts were drawn at most meanwhile.
fn most_parts(window: &mut Window) -> usize {
    let mut most = 0;
    // It begins in the next frame.
    window.step();
    let began = Instant::now();
    while !window.state().state().transient.file_work.is_none() {
        window.step();
        most = most.max(window.state().canvas().early.n_parts());
        assert!(began.elapsed() < Duration::from_mins(1), "it never ended");
    }
    most
}

const N_LINES: usize = 20_500;

#[test]
fn what_is_added_is_drawn_while_it_is_read_and_then_the_whole() {
    let path = lines("early-added.geojson", N_LINES, "]}");
    let mut window = corridor();
    window.state_mut().draw_early_each(1 << 16);
    let camera = window.state().state().session.view.camera;
    window.state_mut().do_next(Action::AddFiles(vec![path]));
    let most = most_parts(&mut window);
    assert!(most > 3, "{most} parts");
    let app = window.state();
    assert_eq!(app.canvas().early.n_parts(), 0, "the whole is there");
    let users = app.state().layers.users();
    let level = &users[0].lines.as_ref().unwrap().levels[0];
    assert_eq!(level.geometry.n_shapes(), N_LINES);
    assert!(!app.canvas().early.has_page());
    assert_eq!(
        app.state().session.view.camera.projection,
        camera.projection
    );
}

#[test]
fn what_is_opened_has_a_page_of_its_own_while_it_is_read_and_can_be_cancelled() {
    let path = lines("early-opened.geojson", N_LINES, "]}");
    let mut window = corridor();
    window.state_mut().draw_early_each(1 << 16);
    window.state_mut().do_next(Action::OpenFiles(vec![path]));
    let began = Instant::now();
    while !window.state().canvas().early.has_page() {
        window.step();
        assert!(began.elapsed() < Duration::from_mins(1), "nothing is drawn");
    }
    window.state_mut().do_next(Action::CancelOpening);
    window.run_steps(3);
    let app = window.state();
    assert_eq!(app.canvas().early.n_parts(), 0);
    let document = app.state().document.as_ref().unwrap();
    assert!(document.network.nodes().len() > 20, "the study stays");
}

#[test]
fn an_error_later_in_the_file_takes_away_what_was_drawn() {
    let path = lines("early-broken.geojson", N_LINES, ",{]}");
    let mut window = corridor();
    window.state_mut().draw_early_each(1 << 16);
    window.state_mut().do_next(Action::AddFiles(vec![path]));
    let most = most_parts(&mut window);
    assert!(most > 0);
    let app = window.state();
    assert_eq!(app.canvas().early.n_parts(), 0);
    let document = app.state().document.as_ref().unwrap();
    let told: Vec<&str> = document
        .issues
        .iter()
        .filter(|issue| issue.file.ends_with("early-broken.geojson"))
        .map(|issue| issue.code)
        .collect();
    assert_eq!(told, ["json"], "one clear finding");
    assert!(app.state().shows(Pane::Findings));
}

/// Where the middle of the map is.
fn middle(window: &Window) -> [f64; 2] {
    let camera = window.state().state().session.view.camera;
    let at = camera.position_at(camera.viewport.center());
    [at.lon, at.lat]
}

#[test]
fn the_map_goes_once_to_what_it_shows_nothing_of_and_stays_there() {
    let path = lines_at("early-far.geojson", N_LINES, "]}", [-60.0, -20.0]);
    let mut window = corridor();
    window.state_mut().draw_early_each(1 << 16);
    window.state_mut().do_next(Action::AddFiles(vec![path]));
    assert!(most_parts(&mut window) > 3);
    window.run_steps(40);
    let [lon, lat] = middle(&window);
    assert!((-60.5..-54.5).contains(&lon), "{lon}");
    assert!((-20.5..-9.0).contains(&lat), "{lat}");
}

#[test]
fn the_map_stays_where_somebody_moved_it_meanwhile() {
    let path = lines_at("early-moved.geojson", N_LINES, "]}", [-60.0, -20.0]);
    let mut window = corridor();
    window.state_mut().draw_early_each(1 << 16);
    let before = middle(&window);
    window.state_mut().do_next(Action::AddFiles(vec![path]));
    window.state_mut().do_next(Action::Pan(-80.0, 0.0));
    assert!(most_parts(&mut window) > 3);
    window.run_steps(40);
    let after = middle(&window);
    assert!(
        after[0] > before[0] + 0.1 && after[0] < before[0] + 20.0,
        "{before:?} {after:?}"
    );
    assert!((after[1] - before[1]).abs() < 2.0, "{before:?} {after:?}");
}

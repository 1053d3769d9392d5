//! Pages laid out for print: made, moved, named, exported, undone, by keys and roles.

use corridor::app::action::Action;
use corridor::app::cartography::CartographyStep;
use corridor::app::pages::{PageStep, open_page, pages};
use corridor::app::plate::checked;
use corridor::app::views::{ViewStep, views};
use corridor::model::cartography::{InsetChoice, PublicationPoint};
use corridor::model::page::{Layout, LogoPlace, Page, PageLogo, PagePart, PagePlace, Sheet};
use corridor::study::publication::Standing;

use super::*;

fn page(window: &Window) -> Page {
    open_page(window.state().state()).cloned().unwrap()
}

fn open(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    window.run_steps(3);
}

fn change(window: &mut Window, make: impl FnOnce(&mut Page)) {
    let mut changed = page(window);
    make(&mut changed);
    let step = PageStep::Change(Box::new(changed), None);
    window.state_mut().do_next(Action::Pages(step));
    window.run_steps(3);
}

#[test]
fn a_page_is_laid_out_beside_the_map_and_each_change_is_a_step() {
    let mut window = corridor();
    open(&mut window);
    assert_eq!(page(&window).sheet, Sheet::Known(Layout::A4Landscape));
    let map = window
        .get_by_role_and_label(Role::Canvas, "Map of the page")
        .rect();
    assert!(map.width() > 300.0 && map.height() > 200.0, "{map:?}");
    assert!(
        window
            .query_by_role_and_label(Role::Canvas, "Map")
            .is_none()
    );

    // Tools of the map have none: their keys do nothing.
    for key in [Key::D, Key::L] {
        window.key_press(key);
        window.run_steps(2);
    }
    let now = &window.state().state().transient;
    assert!(now.draw.tool.is_none() && !now.tools.measure.is_on);

    // The map is taken by the hand: the same scale, another place.
    let from = map.center();
    drag_to(&mut window, from, from + Vec2::new(60.0, 0.0));
    let PagePlace::At { center, scale } = page(&window).place else {
        panic!("{:?}", page(&window).place);
    };
    drag_to(&mut window, from, from + Vec2::new(60.0, 0.0));
    let PagePlace::At {
        center: west,
        scale: same,
    } = page(&window).place
    else {
        panic!();
    };
    assert!(west.lon < center.lon - 0.1, "{west:?} {center:?}");
    assert_eq!(same.to_bits(), scale.to_bits());

    window
        .get_by_role_and_label(Role::CheckBox, "Scale bar")
        .click();
    window.run_steps(3);
    assert!(!page(&window).has(PagePart::ScaleBar));
    window
        .get_by_role_and_label(Role::TextInput, "Title")
        .focus();
    window.run_steps(2);
    for letter in ["N", "orth"] {
        window
            .get_by_role_and_label(Role::TextInput, "Title")
            .type_text(letter);
        window.run_steps(2);
    }
    assert_eq!(page(&window).title.en, "North");
    let undone = |window: &mut Window| {
        window.state_mut().do_next(Action::Undo);
        window.run_steps(3);
    };
    undone(&mut window);
    assert_eq!(page(&window).title.en, "", "what was typed is one step");
    undone(&mut window);
    assert!(page(&window).has(PagePart::ScaleBar));
    undone(&mut window);
    undone(&mut window);
    assert_eq!(page(&window).place, PagePlace::Whole, "a drag is one step");
    window.key_press(Key::Escape);
    window.run_steps(2);
    // The first leaves the field.
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(open_page(window.state().state()).is_none());
    assert!(
        window
            .query_by_role_and_label(Role::Canvas, "Map")
            .is_some()
    );
    assert_eq!(pages(window.state().state()).len(), 1);
}

fn drag_to(window: &mut Window, from: Pos2, to: Pos2) {
    window.drag_at(from);
    window.step();
    window.hover_at(from + (to - from) * 0.5);
    window.step();
    window.hover_at(to);
    window.step();
    window.drop_at(to);
    window.run_steps(3);
}

#[test]
fn a_page_is_written_as_it_is_seen() {
    let folder = saving::folder("pages");
    let mut window = corridor();
    open(&mut window);
    change(&mut window, |page| {
        page.sheet = Sheet::Custom([160.0, 120.0]);
        page.dpi = 100;
        page.title.en = "By hand".to_owned();
        page.date = "March 2026".to_owned();
        page.parts.remove(&PagePart::NorthArrow);
    });
    for name in ["a.svg", "a.png"] {
        let path = folder.join(name);
        window.state_mut().do_next(Action::Export(path.clone()));
        window.run_steps(2);
        wait(&mut window, |app| app.state().transient.file_work.is_none());
        assert!(path.exists(), "{name}");
    }
    let svg = std::fs::read_to_string(folder.join("a.svg")).unwrap();
    assert!(
        svg.contains("width=\"160mm\" height=\"120mm\""),
        "{}",
        &svg[..400]
    );
    for said in ["By hand", "March 2026", "id=\"legend\""] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("id=\"north\""));
    let png = std::fs::read(folder.join("a.png")).unwrap();
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    // 160 by 120 millimeters at 100 pixels an inch.
    assert_eq!((side(16), side(20)), (630, 472));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn pages_are_added_duplicated_and_taken_away() {
    let mut window = corridor();
    open(&mut window);
    let steps = |window: &mut Window, step: PageStep| {
        window.state_mut().do_next(Action::Pages(step));
        window.run_steps(3);
    };
    steps(&mut window, PageStep::Add(Layout::Screen16x9));
    assert_eq!(page(&window).dpi, 144);
    window
        .get_by_role_and_label(Role::Button, "Duplicate")
        .click();
    window.run_steps(3);
    let keys = |window: &Window| -> Vec<String> {
        let pages = pages(window.state().state()).iter();
        pages.map(|page| page.key.as_str().to_owned()).collect()
    };
    assert_eq!(keys(&window), ["page-1", "page-2", "page-3"]);
    assert_eq!(page(&window).sheet, Sheet::Known(Layout::Screen16x9));
    window.get_by_role_and_label(Role::Button, "Delete").click();
    window.run_steps(3);
    assert_eq!(keys(&window), ["page-1", "page-2"]);
    assert_eq!(page(&window).key.as_str(), "page-1");
}

const SIGN: &[u8] = include_bytes!("../data/sign.jpg");

/// The files that the picker gives, written by the test.
fn with_files(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_logo_is_kept_in_the_study_and_stands_on_the_page() {
    let folder = saving::folder("logo");
    let sign = with_files(&folder, "sign.jpg", SIGN);
    let picker = Arc::new(Picked::default());
    *picker.files.lock().unwrap() = Some(vec![sign]);
    let mut window = window(Sources::named(&[]), picker);
    open(&mut window);
    window
        .get_by_role_and_label(Role::Button, "Logo...")
        .click_accesskit();
    let has_logo = |app: &App| {
        let document = app.state().document.as_ref();
        document.is_some_and(|document| document.history.saved().logo.is_some())
    };
    wait(&mut window, has_logo);
    assert_eq!(page(&window).logo, Some(PageLogo::at(LogoPlace::Title)));
    window.run_steps(3);
    let height = window.get_by_role_and_label(Role::SpinButton, "Logo height");
    assert!(height.value().is_some_and(|said| said.contains("12")));
    let path = folder.join("a.svg");
    window.state_mut().do_next(Action::Export(path.clone()));
    window.run_steps(2);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(svg.contains("id=\"logo\"") && svg.contains("data:image/jpeg;base64,"));
    window.state_mut().do_next(Action::Undo);
    window.run_steps(3);
    assert!(!has_logo(window.state()) && page(&window).logo.is_none());
    window.state_mut().do_next(Action::Redo);
    window.run_steps(3);
    assert!(has_logo(window.state()) && page(&window).logo.is_some());
    // One that is too large is told, and the study keeps its own.
    let large = with_files(&folder, "large.jpg", &[SIGN, &vec![0; 2 << 20]].concat());
    let step = PageStep::UseLogo(large);
    window.state_mut().do_next(Action::Pages(step));
    wait(&mut window, |app| {
        let mut toasts = app.state().transient.toasts.iter();
        toasts.any(|toast| toast.text.contains("at most 1 MB"))
    });
    assert!(has_logo(window.state()));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_overview_is_switched_and_what_has_no_room_is_told() {
    let mut window = corridor();
    open(&mut window);
    assert!(!page(&window).has(PagePart::Overview));
    window
        .get_by_role_and_label(Role::CheckBox, "Overview map")
        .click_accesskit();
    window.run_steps(3);
    assert!(page(&window).has(PagePart::Overview));
    let said = "left out: the page is too small";
    assert!(window.query_by_label_contains(said).is_none());
    change(&mut window, |page| page.sheet = Sheet::Custom([50.0, 50.0]));
    window.run_steps(3);
    assert!(window.query_by_label_contains(said).is_some());
    let left_out = &window.state().state().transient.page_left_out.parts;
    assert!(left_out.contains(&PagePart::Legend), "{left_out:?}");
    let checked = checked(window.state().state());
    assert!(checked.iter().any(|one| one.said.contains(said)));
    change(&mut window, |page| {
        page.sheet = Sheet::Known(Layout::A3Landscape);
    });
    window.run_steps(3);
    assert!(window.query_by_label_contains(said).is_none());
}

#[test]
fn a_picture_is_laid_out_once_for_each_change_and_at_once() {
    let mut window = corridor();
    open(&mut window);
    window.run_steps(5);
    let show = Action::Show(Pane::Export, true);
    window.state_mut().do_next(show);
    window.run_steps(5);
    let counts = |window: &Window| {
        let app = window.state();
        let plate = &app.state().transient.plate;
        (plate.n_looks, app.canvas().page.n_made())
    };
    let before = counts(&window);
    assert!(before.0 > 0 && before.1 > 0);
    for step in 0..20_u8 {
        // What is pointed at is no part of it.
        window.hover_at(pos2(300.0 + f32::from(step), 300.0));
        window.step();
    }
    assert_eq!(counts(&window), before);

    // A change is seen in the frame that makes it.
    let is_open = |window: &Window| {
        let plate = &window.state().state().transient.plate;
        let mut checked = plate.checked.iter();
        checked.any(|one| {
            one.point == PublicationPoint::ReviewNumber && one.standing == Standing::Open
        })
    };
    assert!(is_open(&window));
    let number = CartographyStep::ReviewNumber("GS(2025)1234".to_owned());
    window.state_mut().do_next(Action::Cartography(number));
    window.step();
    assert!(!is_open(&window));
    let after = counts(&window);
    assert_eq!(after, (before.0 + 1, before.1 + 1));
    window.run_steps(5);
    assert_eq!(counts(&window), after);

    // Without a page the picture follows the map.
    window
        .state_mut()
        .do_next(Action::Pages(PageStep::Show(false)));
    window.run_steps(5);
    let still = counts(&window).0;
    window.run_steps(5);
    assert_eq!(counts(&window).0, still);
    window.state_mut().do_next(Action::Pan(40.0, 0.0));
    window.step();
    assert_eq!(counts(&window).0, still + 1);
}

#[test]
fn a_page_that_was_undone_leaves_the_map_to_its_tools() {
    let mut window = corridor();
    open(&mut window);
    assert_eq!(pages(window.state().state()).len(), 1);
    window.state_mut().do_next(Action::Undo);
    window.run_steps(3);
    assert!(pages(window.state().state()).is_empty());
    window.key_press(Key::D);
    window.run_steps(2);
    assert!(window.state().state().transient.draw.is_on());
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(!window.state().state().transient.draw.is_on());
    open(&mut window);
    assert!(open_page(window.state().state()).is_some(), "at once");
}

/// While the map is presented it is what is exported, and Escape leads back to the page.
#[test]
fn a_page_is_there_again_after_a_presentation() {
    let mut window = corridor();
    open(&mut window);
    window.key_press(Key::F5);
    window.run_steps(3);
    assert!(open_page(window.state().state()).is_none());
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.state().state().session.presenting.is_none());
    assert!(open_page(window.state().state()).is_some());
}

#[test]
fn files_are_added_beside_an_open_page_and_the_map_stays() {
    let mut window = corridor();
    let camera = |app: &App| app.state().session.view.camera;
    window.state_mut().do_next(Action::Zoom(4.0));
    window.run_steps(2);
    let before = camera(window.state());
    open(&mut window);
    let boundary = tiny().with_file_name("boundary.geojson");
    let step = CartographyStep::UseBoundary(boundary);
    window.state_mut().do_next(Action::Cartography(step));
    window.run_steps(2);
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    window.run_steps(3);
    let app = window.state();
    assert!(
        app.state()
            .document
            .as_ref()
            .unwrap()
            .data
            .iter()
            .any(|file| file.is_boundary)
    );
    assert!(open_page(app.state()).is_some());
    let now = camera(app);
    assert_eq!(
        (now.center, now.meters_per_unit),
        (before.center, before.meters_per_unit)
    );
}

#[test]
fn a_page_of_a_view_says_what_the_study_says_of_publication() {
    let mut window = corridor();
    window.state_mut().do_next(Action::Views(ViewStep::Keep));
    window.run_steps(2);
    open(&mut window);
    let view = views(window.state().state())[0].key.clone();
    change(&mut window, |page| {
        page.view = Some(view.clone());
        page.parts.remove(&PagePart::Foundation);
    });
    for step in [
        CartographyStep::ReviewNumber("GS(2025)1234".to_owned()),
        CartographyStep::Inset(InsetChoice::Never),
    ] {
        window.state_mut().do_next(Action::Cartography(step));
    }
    window.run_steps(3);
    let standing = |window: &Window, point| {
        let checked = checked(window.state().state());
        checked
            .iter()
            .find(|one| one.point == point)
            .unwrap()
            .standing
    };
    let number = PublicationPoint::ReviewNumber;
    assert_eq!(standing(&window, number), Standing::Met);
    let of_view = |window: &Window| views(window.state().state())[0].layers.inset;
    assert_eq!(
        of_view(&window),
        InsetChoice::Never,
        "the page shows that view"
    );
    // The founding of the numbers is put on the page that lacks it.
    assert_eq!(standing(&window, PublicationPoint::Assumed), Standing::Open);
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    wait(&mut window, |app| app.state().shows(Pane::Export));
    window.run_steps(3);
    let checked = checked(window.state().state());
    let mut open = checked.iter().filter(|one| one.standing == Standing::Open);
    let place = open.position(|one| one.point == PublicationPoint::Assumed);
    let mut fixes = window.query_all_by_label("Fix");
    fixes.nth(place.unwrap()).unwrap().click_accesskit();
    drop(fixes);
    window.run_steps(3);
    assert!(page(&window).has(PagePart::Foundation));
    window
        .state_mut()
        .do_next(Action::Views(ViewStep::Go(view)));
    window.run_steps(3);
    let saved = window
        .state()
        .state()
        .document
        .as_ref()
        .unwrap()
        .history
        .saved();
    assert_eq!(saved.layers.publication.review_number, "GS(2025)1234");
}

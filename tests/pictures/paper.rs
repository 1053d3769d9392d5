//! A sheet of paper: its furniture in place, its size in millimeters, the same page as PDF.

use corridor::export::made::Made;
use corridor::export::pdf::pdf;
use corridor::export::picture::{Format, Writing, bytes_of};
use corridor::model::page::{Layout, Sheet};
use corridor::scene::page::{at_scale, scale_note, size_of};
use corridor::study::foundation::Foundation;

use super::*;

fn sheet(layout: Layout) -> Scene {
    let network = network();
    let outcome = outcome(&network, &Scenario::base());
    let subtitle = result_line(&network, &outcome, Lang::En);
    let size = size_of(Sheet::Known(layout));
    let founded = Foundation::of(&network).in_words(Lang::En);
    let page = |foot: &[String]| Furniture::for_page("Tiny corridor", &subtitle, foot);
    let shown = network.home_box().unwrap();
    let camera = |around: &Furniture| {
        let fitted = Camera::fit(Projection::Albers, shown, around.viewport(size), 60.0);
        at_scale(&fitted, 1e6).unwrap()
    };
    let note = scale_note(&camera(&page(&[])), Lang::En);
    let around = page(&[note.unwrap(), founded, "Made by hand".to_owned()]);
    let view = View::of(camera(&around), Lang::En);
    let mut layers = WorldLayers::in_projection(Projection::Albers);
    layers.update(&network, &ground(), Some(&outcome), &view);
    scene(&layers, &network, Some(&outcome), &view, &around, size)
}

#[test]
fn a_sheet_of_paper() {
    let drawn = sheet(Layout::A4Portrait);
    check_golden("page", &drawn);
    let writing = Writing {
        is_sheet: true,
        made: Made::here().with("study", "0"),
        ..Writing::default()
    };
    let bytes = bytes_of(&drawn, Format::Svg, &writing, &Task::never()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("width=\"210mm\" height=\"297mm\" viewBox=\"0 0 793.7 1122.52\""));
    assert_eq!(Made::read(text.as_bytes()), Some(writing.made));
}

/// The page has the size of the sheet in points, one font of which a part is inside, no date, and the same
/// bytes every time.
#[test]
fn the_same_page_as_pdf() {
    let drawn = sheet(Layout::A4Portrait);
    let made = Made::here();
    let bytes = pdf(&drawn, &made).unwrap();
    assert!(bytes == pdf(&drawn, &made).unwrap(), "two runs differ");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/MediaBox[0 0 595.2"), "A4 in points");
    assert!(text.contains("+NotoSansCJKsc") && text.contains("/CIDFontType0C"));
    assert!(text.contains("/ToUnicode") && !text.contains("/CreationDate"));
    assert_eq!(Made::read(&bytes), Some(made));
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    let huge = Scene {
        size: Point::new(1e6, 10.0),
        ..drawn
    };
    assert!(pdf(&huge, &Made::here()).is_err());
}

/// Layers of the file are those of the drawing, each begun and ended, all of them on.
#[test]
fn layers_of_a_pdf_can_be_switched() {
    let drawn = sheet(Layout::A4Portrait);
    let bytes = pdf(&drawn, &Made::default()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let list = text.split("/OCProperties<<").nth(1).unwrap();
    let list = list.split(">>>>").next().unwrap();
    assert!(
        list.contains("/BaseState/ON") && list.contains("/Order["),
        "{list}"
    );
    let numbers = |list: &str| -> Vec<usize> {
        let inside = list.split(['[', ']']).nth(1).unwrap();
        let words = inside
            .split_whitespace()
            .filter(|word| !["0", "R"].contains(word));
        words.map(|word| word.parse().unwrap()).collect()
    };
    let groups = numbers(list.split("/OCGs").nth(1).unwrap());
    let mut order = numbers(list.split("/Order").nth(1).unwrap());
    order.reverse();
    assert_eq!(groups, order, "the uppermost stands first");
    let names: Vec<&str> = groups
        .iter()
        .map(|id| {
            let object = text.split(&format!("\n{id} 0 obj")).nth(1).unwrap();
            let name = object.split("/Type/OCG/Name(").nth(1).unwrap();
            name.split(')').next().unwrap()
        })
        .collect();
    let svg = svg(&drawn);
    for name in [
        "land",
        "routes",
        "hubs",
        "labels",
        "title",
        "legend",
        "attribution",
    ] {
        assert!(names.contains(&name), "{name} {names:?}");
        let own = [format!("id=\"{name}\""), format!("-{name}\"")];
        assert!(own.iter().any(|id| svg.contains(id)), "{name}");
    }
    let resources = text.split("/Properties<<").nth(1).unwrap();
    let resources = resources.split(">>").next().unwrap();
    for (place, id) in groups.iter().enumerate() {
        assert!(
            resources.contains(&format!("/L{place} {id} 0 R")),
            "{resources}"
        );
    }
    let content = content_of(&bytes);
    let begun = content.matches(" BDC").count();
    assert_eq!(begun, content.matches("EMC").count());
    for place in 0..names.len() {
        assert!(content.contains(&format!("/OC/L{place} BDC")), "{place}");
    }
}

/// What the page's stream draws.
fn content_of(bytes: &[u8]) -> String {
    use std::io::Read;

    let at = |text: &[u8], from: usize| {
        let found = bytes[from..].windows(text.len()).position(|at| at == text);
        from + found.unwrap()
    };
    let object = at(b"\n4 0 obj", 0);
    let from = at(b"stream\n", object) + 7;
    let to = at(b"\nendstream", from);
    let mut text = String::new();
    let mut packed = flate2::read::ZlibDecoder::new(&bytes[from..to]);
    packed.read_to_string(&mut text).unwrap();
    text
}

use super::*;
use crate::export::image::tree;

fn drawing(inside: &str) -> Option<Drawing> {
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" viewBox=\"0 0 200 100\">{inside}</svg>"
    );
    Drawing::of(&tree(text.as_bytes()).unwrap())
}

/// What is drawn, with one space between words.
fn said(drawing: &Drawing) -> String {
    let text = String::from_utf8(drawing.content.clone()).unwrap();
    let text = text
        .replace('/', " /")
        .replace('[', " [")
        .replace(']', "] ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn areas_and_lines_are_drawn_as_they_are() {
    let drawn = drawing(
        "<rect width=\"100\" height=\"50\" fill=\"#ff0000\"/>\
         <path d=\"M0 0L10 10L20 0Z\" fill=\"none\" stroke=\"#0000ff\" stroke-width=\"3\" \
         stroke-linejoin=\"bevel\" stroke-dasharray=\"4 2\" stroke-opacity=\"0.5\"/>",
    )
    .unwrap();
    let said = said(&drawn);
    for part in [
        "0.1 0 0 0.1 0 0 cm",
        "1 0 0 rg",
        "0 0 m 100 0 l 100 50 l 0 50 l h f",
        "0 0 1 RG",
        "3 w",
        "2 j",
        "[4 2] 0 d",
        "/A500 gs",
    ] {
        assert!(said.contains(part), "{part:?} in {said}");
    }
    assert_eq!(format!("{:?}", drawn.bounds), "[0.0, 0.0, 20.0, 10.0]");
    let matrix = format!("{:?}", drawn.matrix);
    assert_eq!(matrix, "[0.05, 0.0, 0.0, -0.1, 0.0, 1.0]");
    assert!(drawn.alphas.iter().eq(&[500, 1000]));
}

/// A line that begins before its pattern begins at the same place of a later round.
#[test]
fn dashes_begin_where_they_do_on_a_screen() {
    for (dashes, offset, expected) in [
        ("4 2", "-1", "[4 2] 11 d"),
        ("4 2", "-13", "[4 2] 11 d"),
        ("4 2", "3", "[4 2] 3 d"),
        ("4 2", "0", "[4 2] 0 d"),
        ("3", "-1", "[3 3] 11 d"),
    ] {
        let drawn = drawing(&format!(
            "<path d=\"M0 0L10 10\" fill=\"none\" stroke=\"#00f\" stroke-dasharray=\"{dashes}\" \
             stroke-dashoffset=\"{offset}\"/>"
        ));
        let said = said(&drawn.unwrap());
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

#[test]
fn letters_clips_gradients_and_sheer_groups_have_a_form() {
    let letters = drawing("<text x=\"10\" y=\"50\" font-size=\"40\">Ab</text>").unwrap();
    assert!(said(&letters).contains(" c "), "outlines with curves");
    let shown = drawing(
        "<clipPath id=\"c\"><circle cx=\"50\" cy=\"50\" r=\"40\"/></clipPath>\
         <linearGradient id=\"g\"><stop offset=\"0.2\" stop-color=\"red\"/>\
         <stop offset=\"0.6\" stop-color=\"lime\"/><stop offset=\"1\" stop-color=\"blue\"/></linearGradient>\
         <radialGradient id=\"r\"><stop stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\"/></radialGradient>\
         <g clip-path=\"url(#c)\"><rect width=\"99\" height=\"99\" fill=\"url(#g)\"/></g>\
         <g opacity=\"0.25\"><rect width=\"9\" height=\"9\"/><rect x=\"5\" width=\"9\" height=\"9\" fill=\"url(#r)\"/></g>",
    )
    .unwrap();
    let text = said(&shown);
    for part in ["W n", "/S0 sh", "/A250 gs", "/P0 Do"] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    assert_eq!((shown.shades.len(), shown.parts.len()), (1, 1));
    assert_eq!(shown.parts[0].shades.len(), 1);
    let mut file = Pdf::new();
    let mut next = Ref::new(2);
    shown.write(&mut file, Ref::new(1), &mut next).unwrap();
    let bytes = file.finish();
    let bytes = String::from_utf8_lossy(&bytes);
    for part in ["/ShadingType 2", "/ShadingType 3", "/Bounds [0.2 0.6]"] {
        assert!(bytes.contains(part), "{part:?}");
    }
}

#[test]
fn what_has_no_form_is_not_tried() {
    for inside in [
        "<filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>",
        "<mask id=\"m\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/></mask><rect width=\"9\" height=\"9\" mask=\"url(#m)\"/>",
        "<pattern id=\"p\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect width=\"2\" height=\"2\"/></pattern>\
         <rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>",
        "<linearGradient id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\" stop-color=\"red\" stop-opacity=\"0\"/>\
         </linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>",
        "<g style=\"mix-blend-mode:multiply\"><rect width=\"9\" height=\"9\"/></g>",
        "<clipPath id=\"c\"><circle r=\"9\"/><rect width=\"9\" height=\"9\"/></clipPath>\
         <rect width=\"9\" height=\"9\" clip-path=\"url(#c)\"/>",
    ] {
        assert!(drawing(inside).is_none(), "{inside}");
    }
    let empty = drawing("").unwrap();
    assert!(empty.alphas.is_empty() && empty.parts.is_empty());
}

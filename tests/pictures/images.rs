//! Pictures inside a picture: a PNG, a JPEG and a drawing stand in SVG, PNG and PDF at the same place.

use corridor::export::ExportError;
use corridor::export::image::picture as read;
use corridor::export::made::Made;
use corridor::export::pdf::pdf;
use corridor::export::picture::{Format, Writing, bytes_of};
use corridor::export::png::pixels;
use corridor::model::picture::Picture;
use corridor::scene::item::Image;
use corridor::scene::projection::Rect;

use super::*;

const SIGN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
    <rect width=\"20\" height=\"10\" fill=\"#c00000\"/><circle cx=\"5\" cy=\"5\" r=\"3\" fill=\"#ffffff\"/></svg>";
const PHOTO: &[u8] = include_bytes!("../data/sign.jpg");

/// Four pixels of a color, the right half of which is half seen through.
fn tile() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png_of_four(&mut bytes).write_header().unwrap();
    let row = [[0, 0, 200, 255], [0, 0, 200, 128]].concat();
    encoder
        .write_image_data(&[row.clone(), row].concat())
        .unwrap();
    encoder.finish().unwrap();
    bytes
}

fn png_of_four(bytes: &mut Vec<u8>) -> ::png::Encoder<'_, &mut Vec<u8>> {
    let mut encoder = ::png::Encoder::new(bytes, 2, 2);
    encoder.set_color(::png::ColorType::Rgba);
    encoder
}

fn with(pictures: &[(Picture, Rect, u8)]) -> Scene {
    let mut scene = picture(Theme::Light, Lang::En, None);
    let images = pictures.iter().map(|(picture, area, opacity)| {
        Item::Image(Image {
            picture: Arc::new(picture.clone()),
            area: *area,
            opacity: *opacity,
        })
    });
    scene.furniture.extend(images);
    scene
}

fn all_three() -> Scene {
    let area = |n: f32| Rect::new(100.0 + 60.0 * n, 100.0, 40.0, 20.0);
    with(&[
        (read(&tile()).unwrap(), area(0.0), 255),
        (read(PHOTO).unwrap(), area(1.0), 255),
        (read(SIGN.as_bytes()).unwrap(), area(2.0), 255),
        (read(SIGN.as_bytes()).unwrap(), area(3.0), 128),
    ])
}

#[test]
fn pictures_stand_in_the_text_of_the_drawing() {
    let text = svg(&all_three());
    let images: Vec<&str> = text.lines().filter(|l| l.starts_with("<image")).collect();
    assert_eq!(images.len(), 4);
    for (line, kind) in images.iter().zip(["png", "jpeg", "svg+xml", "svg+xml"]) {
        assert!(
            line.contains(&format!("xlink:href=\"data:image/{kind};base64,")),
            "{line}"
        );
        assert!(
            line.contains("y=\"100\" width=\"40\" height=\"20\""),
            "{line}"
        );
    }
    assert!(images[3].contains("opacity=\"0.5\"") && !images[2].contains(" opacity="));
}

#[test]
fn pictures_become_pixels_where_they_stand() {
    let scene = all_three();
    let ([width, _], drawn) = pixels(&scene, 1.0).unwrap();
    let at = |x: usize, y: usize| <[u8; 3]>::try_from(&drawn[3 * (y * width + x)..][..3]).unwrap();
    // Four pixels are stretched: colors run into each other.
    let blue = at(103, 110);
    assert!(blue[0] < 16 && blue[2] > 190, "{blue:?}");
    // The lower end of the photo is orange, the upper blue.
    assert!(at(180, 102)[2] > at(180, 118)[2] && at(180, 118)[0] > at(180, 102)[0]);
    assert_eq!(at(255, 110), [192, 0, 0]);
    assert_eq!(at(230, 110), [255, 255, 255]);
    let faint = at(315, 110);
    assert!(faint[0] > 192 && (60..200).contains(&faint[1]), "{faint:?}");
}

#[test]
fn pictures_of_a_pdf_are_inside_once() {
    let bytes = pdf(&all_three(), &Made::default()).unwrap();
    assert_eq!(bytes, pdf(&all_three(), &Made::default()).unwrap());
    let count = |text: &[u8]| bytes.windows(text.len()).filter(|at| *at == text).count();
    // Two pictures and the opacities of the tile; the drawing is drawn.
    assert_eq!(count(b"/Subtype/Image"), 3);
    assert_eq!(count(b"/S/Transparency/I true"), 1);
    assert_eq!(count(b"/DCTDecode"), 1);
    assert_eq!(count(b"/SMask"), 1);
    assert_eq!(count(PHOTO), 1);
}

#[test]
fn a_drawing_that_has_no_form_in_a_pdf_becomes_pixels() {
    let blurred = SIGN.replace(
        "<circle",
        "<filter id=\"f\"><feGaussianBlur stdDeviation=\"1\"/></filter><circle filter=\"url(#f)\"",
    );
    let area = Rect::new(100.0, 100.0, 96.0, 48.0);
    let scene = with(&[(read(blurred.as_bytes()).unwrap(), area, 255)]);
    let bytes = pdf(&scene, &Made::default()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/Subtype/Image"));
    assert!(
        text.contains("/Width 300") && text.contains("/Height 150"),
        "300 an inch"
    );
}

#[test]
fn a_broken_picture_is_an_error() {
    let mut broken = read(PHOTO).unwrap();
    broken.bytes = PHOTO[..40].into();
    let scene = with(&[(broken, Rect::new(100.0, 100.0, 40.0, 20.0), 255)]);
    let said = pdf(&scene, &Made::default()).unwrap_err();
    assert!(matches!(&said, ExportError::Image(_)), "{said}");
    let said = png(&scene, 1.0).unwrap_err();
    assert!(matches!(&said, ExportError::Image(_)), "{said}");
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        let said = bytes_of(&scene, format, &Writing::default(), &Task::never()).unwrap_err();
        assert!(matches!(&said, ExportError::Image(_)), "{format:?}: {said}");
    }
}

//! A scene as SVG 1.1 text, with real text in the bundled font's family.
//!
//! The writer walks the scene and decides nothing. Coordinates have two decimals; shapes outside the
//! map are left out, long lines are cut near its edge.
//! Does not know: files, how a scene was made.

use std::fmt::Write;

use super::image;
use super::made::Made;
use super::picture::Writing;
use crate::scene::clip;
use crate::scene::item::{
    Anchor, Dash, Image, Item, Marker, Path, PlacedLayer, Point, Scene, Stroke, Text, WorldGeometry,
};
use crate::scene::palette::Color;
use crate::scene::projection::{Camera, Rect};
use crate::scene::symbols;
use crate::scene::text::FAMILY;

/// Millimeters in a page unit.
const MM_A_UNIT: f32 = 25.4 / 96.0;
/// How far around the map lines are still written, page units.
pub(super) const PAD: f32 = 16.0;

/// Writes a scene as SVG text. The same scene gives the same text.
#[must_use]
pub fn svg(scene: &Scene) -> String {
    svg_as(scene, &Writing::default())
}

/// The same with the size and the making of a writing. A making without pairs is not written.
#[must_use]
pub fn svg_as(scene: &Scene, writing: &Writing) -> String {
    let mut out = Writer::default();
    let sides = [scene.size.x, scene.size.y];
    let [w, h] = sides.map(number);
    let [width, height] = if writing.is_sheet {
        sides.map(|side| format!("{}mm", number(side * MM_A_UNIT)))
    } else {
        [w.clone(), h.clone()]
    };
    out.begin([&w, &h], [&width, &height]);
    out.named("title", &scene.title);
    out.named("desc", &scene.description);
    if writing.made != Made::default() {
        let rdf = writing.made.rdf(&scene.title);
        out.line(&format!("<metadata>{rdf}</metadata>"));
    }
    let map = scene.viewport();
    out.line(&format!(
        "<defs><clipPath id=\"map-area\">{}</clipPath></defs>",
        rectangle(map, "")
    ));
    let page = Rect::new(0.0, 0.0, scene.size.x, scene.size.y);
    out.line(&rectangle(page, &paint("fill", scene.page)));
    out.line("<g id=\"map\" clip-path=\"url(#map-area)\">");
    out.line(&rectangle(map, &paint("fill", scene.background)));
    let (below, above) = scene.world_parts();
    for (index, layer) in scene.world.iter().enumerate() {
        if index == below.len() {
            out.tiles(scene);
        }
        out.world_layer(layer, &scene.camera, index);
    }
    if above.is_empty() {
        out.tiles(scene);
    }
    out.items(&scene.overlay);
    out.line("</g>");
    out.line("<g id=\"furniture\">");
    out.items(&scene.furniture);
    out.line("</g>");
    out.line("</svg>");
    out.text
}

/// A part of a picture for whoever draws pixels.
pub(super) enum Piece<'a> {
    /// Things as the SVG text of a page of their own, on which nothing else is.
    Text(String),
    /// A layer of the map that is drawn otherwise.
    Layer(&'a PlacedLayer),
}

/// A scene in pieces, bottom first, to be drawn one above the other on a page of the scene's color. Layers that
/// are drawn otherwise come as they are; of those that follow each other without one there is one text.
///
/// The map is not cut at its edge but the page around it drawn once more, which comes to the same and spares
/// whoever draws it a second picture of the size of the first.
pub(super) fn pieces(scene: &Scene, is_other: impl Fn(&PlacedLayer) -> bool) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let map = scene.viewport();
    let mut out = Writer::piece(scene);
    out.line(&rectangle(map, &paint("fill", scene.background)));
    let (below, above) = scene.world_parts();
    for (index, layer) in scene.world.iter().enumerate() {
        if index == below.len() {
            out.tiles(scene);
        }
        if is_other(layer) {
            let below = std::mem::replace(&mut out, Writer::piece(scene));
            pieces.push(Piece::Text(below.ended()));
            pieces.push(Piece::Layer(layer));
        } else {
            out.world_layer(layer, &scene.camera, index);
        }
    }
    if above.is_empty() {
        out.tiles(scene);
    }
    out.items(&scene.overlay);
    // Beyond the page too, whose last pixels are whole.
    let page = Rect::new(0.0, 0.0, scene.size.x, scene.size.y).grown(2.0);
    let mut around = String::new();
    for of in [page, map] {
        let corners = [
            Point::new(of.x, of.y),
            Point::new(of.right(), of.y),
            Point::new(of.right(), of.bottom()),
            Point::new(of.x, of.bottom()),
        ];
        outline(&mut around, &corners, true);
    }
    let fill = paint("fill", scene.page.with_alpha(255));
    out.path(&around, &format!(" fill-rule=\"evenodd\"{fill}"));
    out.items(&scene.furniture);
    pieces.push(Piece::Text(out.ended()));
    pieces
}

/// SVG text in the making.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// The beginning of a piece.
    fn piece(scene: &Scene) -> Self {
        let mut out = Self::default();
        let [w, h] = [scene.size.x, scene.size.y].map(number);
        out.begin([&w, &h], [&w, &h]);
        out
    }

    /// The whole text of a piece.
    fn ended(mut self) -> String {
        self.line("</svg>");
        self.text
    }

    /// Begins a text whose page has a size in page units, and one for people.
    fn begin(&mut self, [w, h]: [&str; 2], [width, height]: [&str; 2]) {
        self.line(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {w} {h}\" font-family=\"{FAMILY}\" font-kerning=\"none\" \
             stroke-linejoin=\"round\" fill=\"none\">"
        ));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn named(&mut self, element: &str, content: &str) {
        if !content.is_empty() {
            self.line(&format!("<{element}>{}</{element}>", escaped(content)));
        }
    }

    fn tiles(&mut self, scene: &Scene) {
        let images: Vec<Item> = scene.under.items().collect();
        if !images.is_empty() {
            self.line("<g id=\"tiles\">");
            self.items(&images);
            self.line("</g>");
        }
    }

    fn world_layer(&mut self, layer: &PlacedLayer, camera: &Camera, index: usize) {
        let Some(geometry) = layer.geometry() else {
            return;
        };
        let seen = clip::seen_shapes(layer, grown(camera));
        if seen.is_empty() {
            return;
        }
        let name = id(&layer.layer.name);
        self.line(&format!("<g id=\"map-{index}-{name}\">"));
        for (look, style) in layer.styles.iter().enumerate() {
            if let (Some(fill), true) = (style.fill, geometry.is_closed) {
                let data = rings(geometry, camera, &seen, look);
                self.path(&data, &paint("fill", fill));
            }
        }
        for pass in 0..layer.n_passes() {
            for (look, style) in layer.styles.iter().enumerate() {
                if let Some(stroke) = style.strokes.get(pass) {
                    self.strokes(geometry, camera, &seen, look, stroke);
                }
            }
        }
        self.line("</g>");
    }

    /// The lines of all shapes of one look: one path, but for dashed lines cut at the edge, whose
    /// pattern goes on from where it would be.
    fn strokes(
        &mut self,
        geometry: &WorldGeometry,
        camera: &Camera,
        seen: &[(usize, usize)],
        look: usize,
        stroke: &Stroke,
    ) {
        let mut whole = String::new();
        for &(shape, _) in seen.iter().filter(|(_, own)| *own == look) {
            if geometry.is_closed {
                outline(
                    &mut whole,
                    &clip::ring(geometry.shape(shape), camera, PAD),
                    true,
                );
                continue;
            }
            for run in clip::line_runs(geometry.shape(shape), camera, PAD) {
                match stroke.dash {
                    Some(dash) if run.start > 0.0 => {
                        let mut own = String::new();
                        outline(&mut own, &run.points, false);
                        self.path(&own, &line_style(stroke, Some(begun(dash, run.start))));
                    }
                    _ => outline(&mut whole, &run.points, false),
                }
            }
        }
        self.path(&whole, &line_style(stroke, stroke.dash));
    }

    fn path(&mut self, data: &str, style: &str) {
        if !data.is_empty() {
            self.line(&format!("<path d=\"{data}\"{style}/>"));
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => self.overlay_path(path),
                Item::Marker(marker) => self.marker(marker),
                Item::Text(text) => self.placed_text(text),
                Item::Image(image) => self.image(image),
                Item::Group { name, items } => {
                    self.line(&format!("<g id=\"{}\">", id(name)));
                    self.items(items);
                    self.line("</g>");
                }
            }
        }
    }

    fn overlay_path(&mut self, path: &Path) {
        let mut data = String::new();
        outline(&mut data, &path.points, path.is_closed);
        let mut style = path.fill.map(|c| paint("fill", c)).unwrap_or_default();
        if let Some(stroke) = &path.stroke {
            style.push_str(&line_style(stroke, stroke.dash));
        }
        self.path(&data, &style);
    }

    /// The name space of its address stands at the image, as most pictures have none.
    fn image(&mut self, image: &Image) {
        let area = image.area;
        let [x, y, w, h] = [area.x, area.y, area.w, area.h].map(number);
        let opacity = match image.opacity {
            255 => String::new(),
            part => format!(" opacity=\"{}\"", number(f32::from(part) / 255.0)),
        };
        let address = image::address(&image.picture);
        self.line(&format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{opacity} \
             preserveAspectRatio=\"none\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             xlink:href=\"{address}\"/>"
        ));
    }

    fn marker(&mut self, marker: &Marker) {
        for path in symbols::paths(marker) {
            self.overlay_path(&path);
        }
    }

    fn placed_text(&mut self, text: &Text) {
        let (anchor, shift) = match text.anchor {
            Anchor::Start => ("start", 0.0),
            Anchor::Middle => ("middle", text.spacing / 2.0),
            Anchor::End => ("end", text.spacing),
        };
        let mut style = paint("fill", text.color);
        if let Some((color, reach)) = text.halo {
            style.push_str(&paint("stroke", color));
            let width = number(2.0 * reach);
            let _ = write!(style, " stroke-width=\"{width}\" paint-order=\"stroke\"");
        }
        if text.spacing != 0.0 {
            let _ = write!(style, " letter-spacing=\"{}\"", number(text.spacing));
        }
        if text.angle != 0.0 {
            let [x, y] = [text.at.x, text.at.y].map(number);
            let degrees = number(text.angle.to_degrees());
            let _ = write!(style, " transform=\"rotate({degrees} {x} {y})\"");
        }
        self.line(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\"{style}>{}</text>",
            number(text.at.x + shift),
            number(text.at.y),
            number(text.size),
            escaped(&text.text)
        ));
    }
}

/// The visible world box with the margin around it.
pub(super) fn grown(camera: &Camera) -> [f64; 4] {
    let [x, y, right, top] = camera.world_box();
    let more = f64::from(PAD) * camera.meters_per_unit;
    [x - more, y - more, right + more, top + more]
}

/// The areas of one look as path data, each outer ring followed by its holes.
fn rings(
    geometry: &WorldGeometry,
    camera: &Camera,
    seen: &[(usize, usize)],
    look: usize,
) -> String {
    let mut data = String::new();
    for &(shape, _) in seen.iter().filter(|(_, own)| *own == look) {
        outline(
            &mut data,
            &clip::ring(geometry.shape(shape), camera, PAD),
            true,
        );
    }
    data
}

/// A dash pattern that begins where it would be after a length, page units.
#[expect(clippy::cast_possible_truncation, reason = "less than one pattern")]
pub(super) fn begun(dash: Dash, length: f64) -> Dash {
    let pattern = f64::from(dash.on + dash.off);
    let phase = (f64::from(dash.phase) + length).rem_euclid(pattern.max(1e-3));
    Dash {
        phase: phase as f32,
        ..dash
    }
}

/// Appends points as path data with two decimals, leaving out those that fall together.
fn outline(data: &mut String, points: &[Point], is_closed: bool) {
    let mut last: Option<[i32; 2]> = None;
    for point in points {
        let rounded = [hundredths(point.x), hundredths(point.y)];
        if last == Some(rounded) {
            continue;
        }
        data.push_str(if last.is_none() { "M" } else { "L" });
        let _ = write!(data, "{} {}", decimal(rounded[0]), decimal(rounded[1]));
        last = Some(rounded);
    }
    if is_closed && last.is_some() {
        data.push('Z');
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates far off any page"
)]
pub(super) fn hundredths(value: f32) -> i32 {
    (value * 100.0).round() as i32
}

/// A number with at most two decimals.
fn number(value: f32) -> String {
    decimal(hundredths(value))
}

fn decimal(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    match rest {
        0 => format!("{sign}{whole}"),
        _ if rest.is_multiple_of(10) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

/// An attribute that paints in a color, with its opacity where it is not opaque.
fn paint(attribute: &str, color: Color) -> String {
    match color.a {
        255 => format!(" {attribute}=\"{}\"", color.css()),
        0 => format!(" {attribute}=\"none\""),
        a => format!(
            " {attribute}=\"{}\" {attribute}-opacity=\"{}\"",
            color.css(),
            number(f32::from(a) / 255.0)
        ),
    }
}

fn line_style(stroke: &Stroke, dash: Option<Dash>) -> String {
    let mut style = paint("stroke", stroke.color);
    let _ = write!(style, " stroke-width=\"{}\"", number(stroke.width));
    match dash {
        None => style.push_str(" stroke-linecap=\"round\""),
        Some(dash) => {
            let (on, off) = (number(dash.on), number(dash.off));
            let _ = write!(style, " stroke-dasharray=\"{on} {off}\"");
            if dash.phase != 0.0 {
                let _ = write!(style, " stroke-dashoffset=\"{}\"", number(dash.phase));
            }
        }
    }
    style
}

fn rectangle(of: Rect, style: &str) -> String {
    let [x, y, w, h] = [of.x, of.y, of.w, of.h].map(number);
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{style}/>")
}

/// A name as an id: letters and digits of ASCII, all else a hyphen.
fn id(name: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    name.chars().map(keep).collect()
}

/// Text for XML: markup escaped, characters that XML forbids left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            c if c.is_control() || c == '\u{FFFE}' || c == '\u{FFFF}' => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_two_decimals() {
        for (value, text) in [
            (0.0, "0"),
            (1.5, "1.5"),
            (-0.004, "0"),
            (-12.346, "-12.35"),
            (3.05, "3.05"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn text_is_safe_in_xml() {
        assert_eq!(
            escaped("a<b> & \"c\"\u{1}\n"),
            "a&lt;b&gt; &amp; &quot;c&quot; "
        );
        assert_eq!(id("my roads 道"), "my-roads--");
    }

    #[test]
    fn a_dash_pattern_goes_on() {
        let dash = begun(Dash::new(6.0, 4.0), 23.0);
        assert!((dash.phase - 3.0).abs() < 1e-6);
    }
}

//! A scene as PDF 1.7: lines as lines, text as text in the bundled font, of which only the glyphs that are
//! used are inside. ISO 32000-1:2008.
//!
//! The writer walks the scene as the one for SVG does and decides nothing. A page unit is three quarters of
//! a point. There is no date and no random number in the file: the same scene gives the same bytes.
//! Does not know: files, how a scene was made.

mod drawing;
mod images;
mod layers;
mod letters;

use std::collections::BTreeSet;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect as Corners, Ref, Settings, TextStr};

use self::images::Images;
use self::layers::Layers;
use self::letters::Letters;
use super::ExportError;
use super::made::Made;
use super::svg::{PAD, begun, grown, hundredths};
use crate::scene::clip;
use crate::scene::item::{
    Dash, Image, Item, Path, PlacedLayer, Point, Scene, Stroke, Text, WorldGeometry,
};
use crate::scene::palette::Color;
use crate::scene::projection::{Camera, Rect};
use crate::scene::symbols;

/// Points in a page unit.
const POINTS: f32 = 0.75;
/// The longest side of a page, points: what readers must be able to show.
const LONGEST: f32 = 14_400.0;

/// Objects of the file that are always there.
const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const INFO: Ref = Ref::new(5);
const XMP: Ref = Ref::new(6);
/// The first of the others.
const FIRST: i32 = 7;

/// Writes a scene as a PDF of one page.
///
/// # Errors
/// [`ExportError`] when the size is impossible or the font cannot be packed.
pub fn pdf(scene: &Scene, made: &Made) -> Result<Vec<u8>, ExportError> {
    let (width, height) = (scene.size.x, scene.size.y);
    let sides = [width * POINTS, height * POINTS];
    if !sides.iter().all(|side| (1.0..=LONGEST).contains(side)) {
        return Err(ExportError::Size { width, height });
    }
    let mut sheet = Sheet::new();
    sheet.scene(scene, sides[1]);
    let Sheet {
        content,
        letters,
        images,
        layers,
        alphas,
        ..
    } = sheet;

    let mut file = Pdf::with_settings(Settings { pretty: false });
    file.set_version(1, 7);
    let mut next = Ref::new(FIRST);
    let font = letters.write(&mut file, &mut next)?;
    let images = images.write(&mut file, &mut next)?;
    let groups = layers.write(&mut file, &mut next);
    let states: Vec<(u8, Ref)> = alphas.iter().map(|&a| (a, next.bump())).collect();
    for &(alpha, id) in &states {
        let opacity = f32::from(alpha) / 255.0;
        let mut state = file.ext_graphics(id);
        state.stroking_alpha(opacity).non_stroking_alpha(opacity);
    }

    let mut catalog = file.catalog(CATALOG);
    catalog.pages(PAGES).metadata(XMP);
    layers::tell(&mut catalog, &groups);
    catalog.finish();
    file.pages(PAGES).kids([PAGE]).count(1);
    let mut page = file.page(PAGE);
    page.parent(PAGES).contents(CONTENT);
    page.media_box(Corners::new(0.0, 0.0, sides[0], sides[1]));
    page.group().transparency().color_space().device_rgb();
    let mut resources = page.resources();
    if let Some(font) = &font {
        resources.fonts().pair(letters::FONT, font.id);
    }
    let forms = font.iter().flat_map(|font| &font.forms);
    layers::list(&mut resources, &groups);
    let mut listed = resources.x_objects();
    for (name, id) in forms.chain(&images) {
        listed.pair(Name(name.as_bytes()), *id);
    }
    listed.finish();
    let mut listed = resources.ext_g_states();
    for &(alpha, id) in &states {
        listed.pair(Name(state_name(alpha).as_bytes()), id);
    }
    listed.finish();
    resources.finish();
    page.finish();

    let drawn = deflated(&content.finish())?;
    file.stream(CONTENT, &drawn).filter(Filter::FlateDecode);
    let xmp = made.xmp(&scene.title);
    file.metadata(XMP, xmp.as_bytes());
    let (program, said) = (made.program(), made.line());
    let mut info = file.document_info(INFO);
    info.title(TextStr(&scene.title)).creator(TextStr(&program));
    info.subject(TextStr(&scene.description));
    info.keywords(TextStr(&said)).producer(TextStr(&program));
    info.finish();
    Ok(file.finish())
}

/// Bytes as a packed stream.
fn deflated(bytes: &[u8]) -> Result<Vec<u8>, ExportError> {
    use std::io::Write;

    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| ExportError::Packing(error.to_string()))
}

/// The name of the graphics state of an opacity.
fn state_name(alpha: u8) -> String {
    format!("A{alpha}")
}

/// A length with two decimals, so that files stay small.
#[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
fn short(value: f32) -> f32 {
    hundredths(value) as f32 / 100.0
}

/// A sine or cosine with six decimals.
fn fine(value: f32) -> f32 {
    (value * 1e6).round() / 1e6
}

/// The drawing of a page.
struct Sheet {
    content: Content,
    letters: Letters,
    images: Images,
    layers: Layers,
    /// Opacities in use.
    alphas: BTreeSet<u8>,
    /// The opacity that holds now.
    alpha: Option<u8>,
}

impl Sheet {
    fn new() -> Self {
        Self {
            content: Content::with_settings(Settings { pretty: false }),
            letters: Letters::default(),
            images: Images::default(),
            layers: Layers::default(),
            alphas: BTreeSet::new(),
            alpha: None,
        }
    }

    fn scene(&mut self, scene: &Scene, height: f32) {
        // From points up to page units down.
        let down = [POINTS, 0.0, 0.0, -POINTS, 0.0, height];
        self.content.transform(down);
        self.content.set_line_join(LineJoinStyle::RoundJoin);
        let page = Rect::new(0.0, 0.0, scene.size.x, scene.size.y);
        let map = scene.viewport();
        self.rectangle(page, scene.page);
        self.content.save_state();
        let [x, y, w, h] = [map.x, map.y, map.w, map.h].map(short);
        self.content.rect(x, y, w, h).clip_nonzero().end_path();
        self.layers.begin(&mut self.content, "background");
        self.rectangle(map, scene.background);
        layers::end(&mut self.content);
        let (below, above) = scene.world_parts();
        for layer in below {
            self.world_layer(layer, &scene.camera);
        }
        let items: Vec<Item> = scene.under.items().collect();
        if !items.is_empty() {
            let name = "tiles";
            self.layered(&[Item::Group { name, items }]);
        }
        for layer in above {
            self.world_layer(layer, &scene.camera);
        }
        self.layered(&scene.overlay);
        self.content.restore_state();
        self.alpha = None;
        self.layered(&scene.furniture);
    }

    /// Things of which each group is a layer.
    fn layered(&mut self, items: &[Item]) {
        for item in items {
            let Item::Group { name, items } = item else {
                self.items(std::slice::from_ref(item));
                continue;
            };
            self.layers.begin(&mut self.content, name);
            self.items(items);
            layers::end(&mut self.content);
        }
    }

    fn rectangle(&mut self, of: Rect, color: Color) {
        let [x, y, w, h] = [of.x, of.y, of.w, of.h].map(short);
        if self.fill_color(color) {
            self.content.rect(x, y, w, h).fill_nonzero();
        }
    }

    fn world_layer(&mut self, layer: &PlacedLayer, camera: &Camera) {
        let Some(geometry) = layer.geometry() else {
            return;
        };
        let seen = clip::seen_shapes(layer, grown(camera));
        if seen.is_empty() {
            return;
        }
        self.layers.begin(&mut self.content, &layer.layer.name);
        for (look, style) in layer.styles.iter().enumerate() {
            if let (Some(fill), true) = (style.fill, geometry.is_closed) {
                self.rings(geometry, camera, &seen, look, fill);
            }
        }
        for pass in 0..layer.n_passes() {
            for (look, style) in layer.styles.iter().enumerate() {
                if let Some(stroke) = style.strokes.get(pass) {
                    self.strokes(geometry, camera, &seen, look, stroke);
                }
            }
        }
        layers::end(&mut self.content);
    }

    /// The areas of one look, each outer ring followed by its holes.
    fn rings(
        &mut self,
        geometry: &WorldGeometry,
        camera: &Camera,
        seen: &[(usize, usize)],
        look: usize,
        fill: Color,
    ) {
        if !self.fill_color(fill) {
            return;
        }
        let mut any = false;
        for &(shape, _) in seen.iter().filter(|(_, own)| *own == look) {
            let ring = clip::ring(geometry.shape(shape), camera, PAD);
            any |= self.outline(&ring, true);
        }
        if any {
            self.content.fill_nonzero();
        }
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
        if !self.line_style(stroke, stroke.dash) {
            return;
        }
        let mut cut = Vec::new();
        let mut any = false;
        for &(shape, _) in seen.iter().filter(|(_, own)| *own == look) {
            if geometry.is_closed {
                let ring = clip::ring(geometry.shape(shape), camera, PAD);
                any |= self.outline(&ring, true);
                continue;
            }
            for run in clip::line_runs(geometry.shape(shape), camera, PAD) {
                match stroke.dash {
                    Some(dash) if run.start > 0.0 => {
                        cut.push((run.points, begun(dash, run.start)));
                    }
                    _ => any |= self.outline(&run.points, false),
                }
            }
        }
        if any {
            self.content.stroke();
        }
        for (points, dash) in cut {
            self.dash(Some(dash));
            if self.outline(&points, false) {
                self.content.stroke();
            }
        }
    }

    /// Begins a path with points; false where there is nothing to draw.
    fn outline(&mut self, points: &[Point], is_closed: bool) -> bool {
        let mut last: Option<[i32; 2]> = None;
        for point in points {
            let rounded = [hundredths(point.x), hundredths(point.y)];
            if last == Some(rounded) {
                continue;
            }
            let [x, y] = [short(point.x), short(point.y)];
            if last.is_none() {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
            last = Some(rounded);
        }
        if is_closed && last.is_some() {
            self.content.close_path();
        }
        last.is_some()
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path),
                Item::Marker(marker) => {
                    for path in symbols::paths(marker) {
                        self.path(&path);
                    }
                }
                Item::Text(text) => self.text(text),
                Item::Image(image) => self.image(image),
                Item::Group { name: _, items } => self.items(items),
            }
        }
    }

    /// A picture fills the square of one by one unit, its first row at the top.
    fn image(&mut self, image: &Image) {
        let name = self.images.name(image);
        let [x, y, w, h] = [image.area.x, image.area.y, image.area.w, image.area.h].map(short);
        self.opacity(image.opacity);
        self.content.save_state();
        self.content.transform([w, 0.0, 0.0, -h, x, y + h]);
        self.content.x_object(Name(name.as_bytes()));
        self.content.restore_state();
    }

    fn path(&mut self, path: &Path) {
        if let Some(fill) = path.fill
            && self.fill_color(fill)
            && self.outline(&path.points, path.is_closed)
        {
            self.content.fill_nonzero();
        }
        if let Some(stroke) = &path.stroke
            && self.line_style(stroke, stroke.dash)
            && self.outline(&path.points, path.is_closed)
        {
            self.content.stroke();
        }
    }

    /// A halo is drawn as outlines, for a second text under the first would be found and copied too.
    fn text(&mut self, text: &Text) {
        if text.angle == 0.0 {
            self.level_text(text);
            return;
        }
        let (sin, cos) = text.angle.sin_cos();
        let Point { x, y } = text.at;
        // About its position.
        let [right, down] = [x - cos * x + sin * y, y - sin * x - cos * y].map(short);
        let [sin, cos] = [sin, cos].map(fine);
        self.content.save_state();
        self.content.transform([cos, sin, -sin, cos, right, down]);
        self.level_text(text);
        self.content.restore_state();
        self.alpha = None;
    }

    fn level_text(&mut self, text: &Text) {
        let at = Point::new(short(text.left()), short(text.at.y));
        if let Some((color, reach)) = text.halo
            && self.stroke_color(color)
        {
            self.content.set_line_cap(LineCapStyle::RoundCap);
            self.dash(None);
            self.letters.halo(&mut self.content, text, at, reach);
        }
        if self.fill_color(text.color) {
            self.letters.text(&mut self.content, text, at);
        }
    }

    /// Sets the color of areas; false where it is none.
    fn fill_color(&mut self, color: Color) -> bool {
        let [r, g, b] = self.shares(color);
        self.content.set_fill_rgb(r, g, b);
        color.a > 0
    }

    /// Sets the color of lines; false where it is none.
    fn stroke_color(&mut self, color: Color) -> bool {
        let [r, g, b] = self.shares(color);
        self.content.set_stroke_rgb(r, g, b);
        color.a > 0
    }

    /// A color in shares of one, its opacity set.
    fn shares(&mut self, color: Color) -> [f32; 3] {
        self.opacity(color.a);
        // Three decimals tell all 256 values apart.
        [color.r, color.g, color.b].map(|part| (f32::from(part) / 0.255).round() / 1000.0)
    }

    fn opacity(&mut self, alpha: u8) {
        if self.alpha != Some(alpha) {
            self.alphas.insert(alpha);
            self.alpha = Some(alpha);
            let name = state_name(alpha);
            self.content.set_parameters(Name(name.as_bytes()));
        }
    }

    fn line_style(&mut self, stroke: &Stroke, dash: Option<Dash>) -> bool {
        let is_seen = self.stroke_color(stroke.color);
        self.content.set_line_width(short(stroke.width));
        self.content.set_line_cap(match dash {
            None => LineCapStyle::RoundCap,
            Some(_) => LineCapStyle::ButtCap,
        });
        self.dash(dash);
        is_seen
    }

    fn dash(&mut self, dash: Option<Dash>) {
        match dash {
            None => self.content.set_dash_pattern([], 0.0),
            Some(dash) => {
                let pattern = [short(dash.on), short(dash.off)];
                self.content.set_dash_pattern(pattern, short(dash.phase))
            }
        };
    }
}

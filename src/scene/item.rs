//! What a picture is made of. A scene holds finished numbers and placed text: whoever draws it
//! (painter, SVG writer) walks the items and decides nothing.
//!
//! World layers are geometry in projected meters, shared between pictures and moved by the camera;
//! the overlay is in page units (CSS pixels: points of the window at 100 %), from the top left
//! corner. Lines have round joins; their ends are round where solid and butt where dashed.
//! Does not know: who draws it.

use std::sync::Arc;

use super::legend::fold::Fold;
use super::palette::Color;
use super::projection::{Camera, Rect};
use super::raster::Under;
use crate::model::page::PagePart;
use crate::model::picture::Picture;

/// Position or size in page units, x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

impl Point {
    /// A point.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Moved by some page units.
    #[must_use]
    pub fn moved(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }
}

/// A dash pattern in page units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dash {
    /// Length of the dash.
    pub on: f32,
    /// Length of the gap behind it.
    pub off: f32,
    /// How far into the pattern the line begins.
    pub phase: f32,
}

impl Dash {
    /// A pattern that begins with its dash.
    #[must_use]
    pub const fn new(on: f32, off: f32) -> Self {
        Self {
            on,
            off,
            phase: 0.0,
        }
    }
}

/// How a line is drawn; widths in page units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width.
    pub width: f32,
    /// Color.
    pub color: Color,
    /// Dash pattern; `None` is solid.
    pub dash: Option<Dash>,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub const fn solid(width: f32, color: Color) -> Self {
        Self {
            width,
            color,
            dash: None,
        }
    }
}

/// A line or area in page units.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its points.
    pub points: Vec<Point>,
    /// Whether the last point joins the first.
    pub is_closed: bool,
    /// Fill of the area; areas in the overlay are convex.
    pub fill: Option<Color>,
    /// Line.
    pub stroke: Option<Stroke>,
}

/// The shape of a marker. [`super::symbols::paths`] gives every shape as paths, so that a walker
/// need not know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkerShape {
    /// A circle: city.
    Circle,
    /// A rounded square: rail yard or terminal.
    Square,
    /// An anchor in a disc: port.
    Anchor,
    /// A diamond: border.
    Diamond,
    /// A double bar across a line: bottleneck, closure.
    Bar,
    /// A pin whose tip is at the position: origin, destination.
    Pin,
    /// A sheet of paper on a needle whose tip is at the position: note.
    Note,
}

/// A symbol at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// Its center; the tip of a pin or needle.
    pub at: Point,
    /// Its shape.
    pub shape: MarkerShape,
    /// Half its width.
    pub radius: f32,
    /// Turned by, radians clockwise from the x axis.
    pub angle: f32,
    /// Inside.
    pub fill: Color,
    /// Outline.
    pub stroke: Stroke,
}

/// Where a text's position lies in it, horizontally; vertically it is the base line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// A placed line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where, on the base line.
    pub at: Point,
    /// Which point of it lies there.
    pub anchor: Anchor,
    /// The text.
    pub text: String,
    /// Font size in page units.
    pub size: f32,
    /// Color.
    pub color: Color,
    /// Halo: color and how far it reaches beyond the letters.
    pub halo: Option<(Color, f32)>,
    /// Extra space behind each letter but the last.
    pub spacing: f32,
    /// Width of the whole line, spacing included, as [`super::text`] measured it.
    pub width: f32,
    /// Turned about its position, radians clockwise.
    pub angle: f32,
}

impl Text {
    /// The left end of the base line.
    #[must_use]
    pub fn left(&self) -> f32 {
        match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width / 2.0,
            Anchor::End => self.at.x - self.width,
        }
    }
}

/// A picture of pixels, or a drawing, stretched over a rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The picture; images that share it share what is made of it.
    pub picture: Arc<Picture>,
    /// Where.
    pub area: Rect,
    /// Its opacity.
    pub opacity: u8,
}

/// A thing on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line or area.
    Path(Path),
    /// A symbol.
    Marker(Marker),
    /// A text.
    Text(Text),
    /// A picture.
    Image(Image),
    /// Things that belong together, under a name (`legend`, `labels`).
    Group {
        /// What they are; an id in the SVG.
        name: &'static str,
        /// The things, bottom first.
        items: Vec<Item>,
    },
}

/// How one kind of shape in a world layer is drawn at the scene's scale: finished numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorldStyle {
    /// Fill of closed shapes.
    pub fill: Option<Color>,
    /// Lines, bottom first: a casing, the line, a light center line.
    pub strokes: Vec<Stroke>,
}

/// A line of a [`Look`]: its width follows the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Width as a multiple of the scale's line width (see [`super::style::line_width`]).
    pub grown: f32,
    /// Width in page units, added to it.
    pub fixed: f32,
    /// Color.
    pub color: Color,
    /// Dash pattern in page units.
    pub dash: Option<Dash>,
}

impl Pen {
    /// A solid line of a width that no scale changes.
    #[must_use]
    pub const fn fixed(width: f32, color: Color) -> Self {
        Self {
            grown: 0.0,
            fixed: width,
            color,
            dash: None,
        }
    }

    /// A solid line of a multiple of the scale's line width.
    #[must_use]
    pub const fn grown(times: f32, color: Color) -> Self {
        Self {
            grown: times,
            fixed: 0.0,
            color,
            dash: None,
        }
    }

    /// The same, dashed.
    #[must_use]
    pub const fn dashed(self, dash: Dash) -> Self {
        Self {
            dash: Some(dash),
            ..self
        }
    }

    /// The same, wider by some page units.
    #[must_use]
    pub fn wider(self, by: f32) -> Self {
        Self {
            fixed: self.fixed + by,
            ..self
        }
    }

    /// The finished line where the scale's line width is `line_width` page units.
    #[must_use]
    pub fn at(&self, line_width: f32) -> Stroke {
        Stroke {
            width: (self.grown * line_width + self.fixed).max(0.25),
            color: self.color,
            dash: self.dash,
        }
    }
}

/// How one kind of shape in a world layer is drawn, at any scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Fill of closed shapes.
    pub fill: Option<Color>,
    /// Lines, bottom first.
    pub pens: Vec<Pen>,
}

impl Look {
    /// The same with its lines dashed as those of things without a value are, or as it is.
    #[must_use]
    pub fn dashed(mut self, is_missing: bool) -> Self {
        if is_missing {
            for pen in &mut self.pens {
                pen.dash = Some(super::style::MISSING);
            }
        }
        self
    }
}

/// Geometry in projected meters, fixed while the camera moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorldGeometry {
    /// x, y of all shapes, one behind the other; outer rings counterclockwise, holes clockwise.
    pub coords: Vec<[f64; 2]>,
    /// End of each shape in `coords`.
    pub ends: Vec<u32>,
    /// Box of each shape: min x, min y, max x, max y.
    pub boxes: Vec<[f64; 4]>,
    /// Whether shapes are closed (areas); the first point is not repeated at the end.
    pub is_closed: bool,
    /// For areas: for each shape the index of the outer ring it is a hole of; its own index for outer rings.
    pub outer: Vec<u32>,
    /// For each shape its number in the finest level: the index into `look_of`.
    pub source: Vec<u32>,
}

impl WorldGeometry {
    /// The points of a shape; none beyond the last shape.
    #[must_use]
    pub fn shape(&self, index: usize) -> &[[f64; 2]] {
        let Some(&end) = self.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.coords[start as usize..end as usize]
    }

    /// Number of shapes.
    #[must_use]
    pub fn n_shapes(&self) -> usize {
        self.ends.len()
    }

    /// Whether a shape may be seen in a world box (min x, min y, max x, max y).
    #[must_use]
    pub fn touches(&self, index: usize, world_box: [f64; 4]) -> bool {
        self.boxes.get(index).is_some_and(|b| {
            b[0] <= world_box[2]
                && b[2] >= world_box[0]
                && b[1] <= world_box[3]
                && b[3] >= world_box[1]
        })
    }
}

/// The same geometry at one level of detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Level {
    /// Projected meters per page unit from which it is fine enough.
    pub from_meters_per_unit: f64,
    /// The geometry.
    pub geometry: WorldGeometry,
}

/// A layer of the map: the same geometry at several levels of detail, and its looks.
///
/// It is drawn in passes: fills of all shapes, then the first line of all shapes, then the second
/// line of all shapes, and so on; within a pass by look, then by shape. So casings lie under all lines.
#[derive(Clone, Debug)]
pub struct WorldLayer {
    /// What it is; an id in the SVG.
    pub name: Arc<str>,
    /// Levels of detail, finest first.
    pub levels: Arc<Vec<Level>>,
    /// Its looks, bottom first.
    pub looks: Vec<Look>,
    /// The look of each shape, as an index into `looks`; empty: all have the first.
    /// [`HIDDEN`]: not drawn.
    pub look_of: Arc<Vec<u16>>,
    /// It is drawn below this scale only, projected meters per page unit; infinite is always.
    pub below_meters_per_unit: f64,
}

/// The look of a shape that is not drawn.
pub const HIDDEN: u16 = u16::MAX;

impl WorldLayer {
    /// The index of the coarsest level that is fine enough at a scale.
    #[must_use]
    pub fn level_at(&self, meters_per_unit: f64) -> usize {
        self.levels
            .iter()
            .rposition(|level| level.from_meters_per_unit <= meters_per_unit)
            .unwrap_or(0)
    }
}

/// A world layer as a scene shows it: level chosen, numbers finished.
#[derive(Clone, Debug)]
pub struct PlacedLayer {
    /// The layer. Two scenes that share this `Arc` share its geometry: a painter may key caches by
    /// `Arc::as_ptr(&layer.levels)`.
    pub layer: Arc<WorldLayer>,
    /// The level of detail to draw.
    pub level: usize,
    /// The finished looks, index by index as `layer.looks`.
    pub styles: Vec<WorldStyle>,
}

impl PlacedLayer {
    /// The geometry to draw.
    #[must_use]
    pub fn geometry(&self) -> Option<&WorldGeometry> {
        self.layer.levels.get(self.level).map(|l| &l.geometry)
    }

    /// The look of a shape of [`Self::geometry`], as an index into `styles`; `None` is not drawn.
    #[must_use]
    pub fn look_of(&self, shape: usize) -> Option<usize> {
        let geometry = self.geometry()?;
        let source = *geometry.source.get(shape)? as usize;
        let look = self.layer.look_of.get(source).copied().unwrap_or(0);
        (usize::from(look) < self.styles.len()).then_some(usize::from(look))
    }

    /// How many passes of lines there are.
    #[must_use]
    pub fn n_passes(&self) -> usize {
        let passes = self.styles.iter().map(|style| style.strokes.len());
        passes.max().unwrap_or(0)
    }
}

/// Where a note is on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotePlace {
    /// Its place among the notes of the layers.
    pub place: usize,
    /// The rectangle that its pin takes.
    pub pin: Rect,
    /// The rectangle of its text; `None` where it has none on the map.
    pub card: Option<Rect>,
}

/// A whole picture.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Page size in page units.
    pub size: Point,
    /// The page around the map; the map's own ground is `background`.
    pub page: Color,
    /// Where the map is looked at from, and the part of the page it fills.
    pub camera: Camera,
    /// Behind the map: water.
    pub background: Color,
    /// What it shows, in words: title and description of the file.
    pub title: String,
    /// The same at more length.
    pub description: String,
    /// Map layers, bottom first; drawn within `camera.viewport` only.
    pub world: Vec<PlacedLayer>,
    /// Raster tiles between two of these layers, drawn there too.
    pub under: Under,
    /// Markers and labels on the map, bottom first; drawn within `camera.viewport` only.
    pub overlay: Vec<Item>,
    /// Title, legend, scale bar and so on, bottom first; drawn anywhere on the page.
    pub furniture: Vec<Item>,
    /// What was asked to stand around the map and has no room there.
    pub left_out: Vec<PagePart>,
    /// The heading of a legend that hides much of a window's map, and how that stands.
    pub legend_heading: Option<(Rect, Fold)>,
    /// Where the numbers of the bottleneck stand on the page, and of which of its parts each is: for
    /// whoever answers clicks. They are drawn as part of the overlay.
    pub numbers: Vec<(Rect, usize)>,
    /// Where the notes are that are drawn, for the same.
    pub notes: Vec<NotePlace>,
}

impl Scene {
    /// The map layers below tiles, and those above.
    #[must_use]
    pub fn world_parts(&self) -> (&[PlacedLayer], &[PlacedLayer]) {
        let n_below = self.under.n_below.min(self.world.len());
        self.world.split_at(n_below)
    }

    /// The part of the page that the map fills.
    #[must_use]
    pub fn viewport(&self) -> Rect {
        self.camera.viewport
    }
}

//! What a picture is made of. A scene holds finished numbers and placed text: whoever draws it
//! (painter, SVG writer) walks the items and decides nothing.
//!
//! World layers are geometry in projected meters, shared between pictures and moved by the camera;
//! the overlay is in page units (points at 100 %), from the top left corner.
//! Does not know: who draws it.

use std::sync::Arc;

use super::palette::Color;
use super::projection::Camera;

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
}

/// How a line is drawn; widths in page units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width.
    pub width: f32,
    /// Color.
    pub color: Color,
    /// Dash and gap; `None` is solid.
    pub dash: Option<[f32; 2]>,
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

/// The shape of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkerShape {
    /// A circle: city.
    Circle,
    /// A rounded square: rail yard or terminal.
    Square,
    /// An anchor: port.
    Anchor,
    /// A diamond: border.
    Diamond,
    /// A bar across a line: bottleneck, closure.
    Bar,
}

/// A symbol at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// Its center.
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
    /// Halo: color and width around the letters.
    pub halo: Option<(Color, f32)>,
    /// Extra space between letters.
    pub spacing: f32,
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
    /// Things that belong together, under a name (`legend`, `labels`).
    Group {
        /// What they are; an id in the SVG.
        name: &'static str,
        /// The things, bottom first.
        items: Vec<Item>,
    },
}

/// Lines or areas of one world layer that look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldStyle {
    /// Fill of closed shapes.
    pub fill: Option<Color>,
    /// Lines, bottom first: a casing, the line, a light center line. Widths in page units.
    pub strokes: Vec<Stroke>,
    /// Factor on all stroke widths from the camera's scale: see `style::zoomed_width`.
    pub does_grow: bool,
}

/// Geometry in projected meters, fixed while the camera moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorldGeometry {
    /// x, y of all shapes, one behind the other.
    pub coords: Vec<[f64; 2]>,
    /// End of each shape in `coords`.
    pub ends: Vec<u32>,
    /// Box of each shape: min x, min y, max x, max y.
    pub boxes: Vec<[f64; 4]>,
    /// Whether shapes are closed (areas).
    pub is_closed: bool,
    /// For areas: for each shape the index of the outer ring it is a hole of; its own index for outer rings.
    pub outer: Vec<u32>,
}

impl WorldGeometry {
    /// The points of a shape.
    #[must_use]
    pub fn shape(&self, index: usize) -> &[[f64; 2]] {
        let end = self.ends[index] as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.coords[start..end]
    }

    /// Number of shapes.
    #[must_use]
    pub fn n_shapes(&self) -> usize {
        self.ends.len()
    }
}

/// A layer of the map: the same geometry at several levels of detail, and its look.
#[derive(Clone, Debug)]
pub struct WorldLayer {
    /// What it is; an id in the SVG.
    pub name: &'static str,
    /// Levels of detail, finest first, each with the meters a pixel from which it is fine enough.
    pub levels: Arc<Vec<(f64, WorldGeometry)>>,
    /// Its looks.
    pub styles: Arc<Vec<WorldStyle>>,
    /// The look of each shape, as an index into `styles`; empty: all have the first.
    pub style_of: Arc<Vec<u16>>,
}

/// A whole picture.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Page size in page units.
    pub size: Point,
    /// Where the map is looked at from, and the part of the page it fills.
    pub camera: Camera,
    /// Behind everything: water.
    pub background: Color,
    /// Map layers, bottom first.
    pub world: Vec<Arc<WorldLayer>>,
    /// Labels, markers, legend and furniture in page units, bottom first.
    pub overlay: Vec<Item>,
}

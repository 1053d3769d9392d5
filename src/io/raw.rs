//! Records as the files have them: features with their properties and checked positions.
//!
//! Does not know: what a property means (see `io::lower`).

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::model::context::ContextLayer;
use crate::model::geometry::{LineSet, LonLat};

/// A shape of a feature. Coordinates of lines and rings lie in the file's one [`LineSet`].
#[derive(Clone, Debug, PartialEq)]
pub enum RawShape {
    /// A point.
    Point(LonLat),
    /// A line, as an index into [`RawFile::lines`].
    Line(usize),
    /// A polygon's rings, outer first, as indexes into [`RawFile::lines`].
    Polygon(Vec<usize>),
}

/// A feature.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFeature {
    /// Its place in the file: `features[12]`, or `$` for a bare feature or geometry.
    pub path: String,
    /// Its number in the file, from 0.
    pub index: usize,
    /// Its `id` member as text (a number in its JSON form).
    pub id: Option<String>,
    /// Its properties; empty where the file has none.
    pub properties: Map<String, Value>,
    /// Its shapes: several for Multi… and GeometryCollection, none for null or empty geometry.
    pub shapes: Vec<RawShape>,
}

/// A file as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawFile {
    /// The file as it was named.
    pub file: Arc<str>,
    /// Its name without folder and ending.
    pub stem: String,
    /// Its features in order.
    pub features: Vec<RawFeature>,
    /// The positions of all lines and rings.
    pub lines: LineSet,
    /// Members of the collection that GeoJSON does not define (such as `corridor`), in order.
    pub members: Map<String, Value>,
    /// All that is to be looked at of a large file that is no network; then it has no features here.
    pub context: Option<ContextLayer>,
}

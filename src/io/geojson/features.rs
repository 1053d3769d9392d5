//! Features, one after the other, and what only shows over all of them: ids named twice,
//! coordinates that are no degrees.
//!
//! Does not know: what a property means.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::findings::{Findings, cut, excerpt};
use super::path::Path;
use super::reach;
use super::shapes::{self, Content, Shape};
use super::{members, reach::Reach};
use crate::io::raw::{RawFeature, RawFile, RawShape};
use crate::model::check::Place;
use crate::model::geometry::LineSet;

/// A feature whose shapes are not yet in the file's one set of lines.
pub(super) struct Draft {
    pub(super) feature: RawFeature,
    pub(super) shapes: Vec<Shape>,
    pub(super) reach: Reach,
}

/// The features that had an id first, by their numbers in the file.
#[derive(Default)]
pub(super) struct Ids {
    /// By `id` members.
    members: HashMap<String, usize>,
    /// By properties `id`.
    properties: HashMap<String, usize>,
}

impl Ids {
    /// The `id` member of a feature.
    pub(super) fn member(&mut self, id: &str, path: &Path, index: usize, to: &mut Findings) {
        let first = |index| format!("features[{index}].id");
        see(&mut self.members, id, (path, index), first, to);
    }

    /// The property `id` of a feature.
    pub(super) fn property(&mut self, id: &str, path: &Path, index: usize, to: &mut Findings) {
        let first = |index| format!("features[{index}].properties.id");
        see(&mut self.properties, id, (path, index), first, to);
    }
}

/// Walks over the features of a file.
pub(super) struct Walk<'f> {
    findings: &'f mut Findings,
    drafts: Vec<Draft>,
    ids: Ids,
}

impl<'f> Walk<'f> {
    pub(super) fn new(findings: &'f mut Findings) -> Self {
        Self::after(Ids::default(), findings)
    }

    /// Goes on after features with some ids.
    pub(super) fn after(ids: Ids, findings: &'f mut Findings) -> Self {
        Self {
            findings,
            drafts: Vec::new(),
            ids,
        }
    }

    /// What was walked over, and the ids of that and of all before.
    pub(super) fn into_parts(self) -> (Vec<Draft>, Ids) {
        (self.drafts, self.ids)
    }

    /// What stands in a list of features: a feature, or what can pass for one.
    pub(super) fn feature(&mut self, value: Value, path: &Path, index: usize) {
        let Value::Object(object) = value else {
            self.findings
                .warn("not-a-feature", path, &[&excerpt(&value)]);
            return;
        };
        let kind = object.get("type").and_then(Value::as_str);
        let said = object.get("type").map_or("{…}".to_owned(), excerpt);
        match kind {
            Some("Feature") => self.whole(object, path, index),
            Some(kind) if shapes::is_kind(kind) => {
                self.findings.warn("feature-type", path, &[&said]);
                self.geometry(&Value::Object(object), path, index);
            }
            _ if object.contains_key("geometry") => {
                self.findings.warn("feature-type", path, &[&said]);
                self.whole(object, path, index);
            }
            _ => self.findings.warn("not-a-feature", path, &[&said]),
        }
    }

    /// A geometry that stands alone, as a feature without properties.
    pub(super) fn geometry(&mut self, value: &Value, path: &Path, index: usize) {
        let read = shapes::read(value, path, self.findings);
        self.push(read, path, index, None, Map::new());
    }

    fn whole(&mut self, mut object: Map<String, Value>, path: &Path, index: usize) {
        members::check(&object, members::FEATURE, path, self.findings);
        let id = self.id(&object, path, index);
        let read = match object.get("geometry") {
            None | Some(Value::Null) => Content::default(),
            Some(geometry) => shapes::read(geometry, &path.member("geometry"), self.findings),
        };
        let properties = match object.swap_remove("properties") {
            Some(Value::Object(properties)) => properties,
            Some(Value::Null) => Map::new(),
            _ => {
                self.findings.count("no-properties", || path.place());
                Map::new()
            }
        };
        if let Some(id) = properties.get("id").and_then(id_text) {
            let properties = path.member("properties");
            let path = properties.member("id");
            self.ids.property(&id, &path, index, self.findings);
        }
        self.push(read, path, index, id, properties);
    }

    fn id(&mut self, object: &Map<String, Value>, path: &Path, index: usize) -> Option<String> {
        let value = object.get("id").filter(|id| !id.is_null())?;
        let path = path.member("id");
        let Some(id) = id_text(value) else {
            self.findings.warn("bad-id", &path, &[&excerpt(value)]);
            return None;
        };
        self.ids.member(&id, &path, index, self.findings);
        Some(id)
    }

    fn push(
        &mut self,
        read: Content,
        path: &Path,
        index: usize,
        id: Option<String>,
        properties: Map<String, Value>,
    ) {
        if read.shapes.is_empty() && !read.is_partial {
            self.findings.count("no-geometry", || path.place());
        }
        self.drafts.push(Draft {
            feature: RawFeature {
                path: path.text(),
                index,
                id,
                properties,
                shapes: Vec::new(),
            },
            shapes: read.shapes,
            reach: read.reach,
        });
    }

    /// The file with all features that can be drawn, and those without a shape.
    pub(super) fn finish(
        self,
        file: &Arc<str>,
        stem: &str,
        is_projected_by_name: bool,
        members: Map<String, Value>,
    ) -> RawFile {
        let reaches = self.drafts.iter().map(|draft| &draft.reach);
        let usable = reach::usable(reaches, is_projected_by_name, self.findings);
        let mut lines = LineSet::new();
        let mut features = Vec::with_capacity(self.drafts.len());
        for (draft, _) in self.drafts.into_iter().zip(usable).filter(|(_, is)| *is) {
            let mut feature = draft.feature;
            let faults = shapes::ring_faults(&draft.shapes);
            if faults.is_reversed {
                let place = || Place::path(&*feature.path);
                self.findings.count("ring-direction", place);
            }
            if faults.is_flat {
                let place = || Place::path(&*feature.path);
                self.findings.count("flat-ring", place);
            }
            feature.shapes = draft
                .shapes
                .into_iter()
                .map(|shape| raw_shape(shape, &mut lines))
                .collect();
            features.push(feature);
        }
        RawFile {
            file: Arc::clone(file),
            stem: stem.to_owned(),
            features,
            lines,
            members,
            context: None,
        }
    }
}

fn raw_shape(shape: Shape, lines: &mut LineSet) -> RawShape {
    match shape {
        Shape::Point(at) => RawShape::Point(at),
        Shape::Line(line) => RawShape::Line(lines.push(&line)),
        Shape::Polygon(rings) => {
            RawShape::Polygon(rings.iter().map(|ring| lines.push(ring)).collect())
        }
    }
}

/// An id as text; a number in its JSON form.
fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn see(
    seen: &mut HashMap<String, usize>,
    id: &str,
    (path, index): (&Path, usize),
    text: impl Fn(usize) -> String,
    findings: &mut Findings,
) {
    if let Some(&first) = seen.get(id) {
        findings.warn("duplicate-id", path, &[&cut(id), &text(first)]);
    } else {
        seen.insert(id.to_owned(), index);
    }
}

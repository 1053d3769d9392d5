//! GeoJSON (RFC 7946) to raw records, with a finding for everything that is odd; the way back is in
//! `write`.
//!
//! What cannot be read as GeoJSON at all is an error; anything less is a warning, and the rest is read.
//! A finding that could come a thousand times comes once with a count, or twenty times and then as a count.
//! Does not know: what a feature stands for (see `io::lower`).

mod features;
mod findings;
mod json;
mod members;
mod path;
mod reach;
mod shapes;
pub mod stream;
#[cfg(test)]
mod tests;
pub mod write;

use std::sync::Arc;

use serde_json::{Map, Value};

use self::features::Walk;
use self::findings::{Findings, excerpt};
use self::path::Path;
use self::stream::early::Early;
use super::encoding;
use super::raw::RawFile;
use crate::model::check::Issue;
use crate::task::{Cancelled, Task};

/// What reading a file gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The records; `None` exactly where the findings hold an error.
    pub raw: Option<RawFile>,
    /// What is wrong or odd.
    pub issues: Vec<Issue>,
}

/// Reads a GeoJSON text: a collection, a feature or a bare geometry.
///
/// `file` is the name that findings give, `stem` the file's name without folder and ending.
#[must_use]
pub fn read(file: &Arc<str>, stem: &str, bytes: &[u8]) -> Read {
    let mut findings = Findings::new(file);
    let result = encoding::to_text(file, bytes)
        .and_then(|text| json::parse(text, &mut findings))
        .and_then(|document| root(file, stem, document, &mut findings));
    let mut issues = findings.finish();
    match result {
        Ok(raw) => Read {
            raw: Some(raw),
            issues,
        },
        Err(error) => {
            issues.insert(0, error);
            Read { raw: None, issues }
        }
    }
}

/// The same for a file of any size: a large one that is only looked at comes as a context layer, read
/// without a tree (see [`stream`]), and told of while it is read.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn read_any(
    file: &Arc<str>,
    stem: &str,
    bytes: &[u8],
    early: Option<&Early>,
    task: &Task,
) -> Result<Read, Cancelled> {
    if bytes.len() >= stream::FROM_BYTES
        && let Some(read) = stream::read_shown(file, stem, bytes, early, task)?
    {
        return Ok(read);
    }
    task.checkpoint()?;
    Ok(read(file, stem, bytes))
}

fn root(
    file: &Arc<str>,
    stem: &str,
    document: Value,
    findings: &mut Findings,
) -> Result<RawFile, Issue> {
    let path = Path::ROOT;
    let Value::Object(object) = document else {
        return Err(findings.root_error("root-not-object", &[&excerpt(&document)]));
    };
    if let Some(format) = other_format(&object) {
        return Err(findings.root_error("not-geojson", &[format]));
    }
    let is_projected_by_name = object.get("crs").is_some_and(members::is_foreign_crs);
    let kind = object.get("type").cloned();
    match kind.as_ref().map(|kind| (kind, kind.as_str())) {
        None => Err(findings.root_error("no-type", &[])),
        Some((_, Some("FeatureCollection"))) => {
            let (features, members) = collection(object, &path, findings)?;
            let mut walk = Walk::new(findings);
            let list = path.member("features");
            for (index, feature) in features.into_iter().enumerate() {
                walk.feature(feature, &list.index(index), index);
            }
            Ok(walk.finish(file, stem, is_projected_by_name, members))
        }
        Some((_, Some("Feature"))) => {
            let mut walk = Walk::new(findings);
            walk.feature(Value::Object(object), &path, 0);
            Ok(walk.finish(file, stem, is_projected_by_name, Map::new()))
        }
        Some((_, Some(name))) if shapes::is_kind(name) => {
            let mut walk = Walk::new(findings);
            walk.geometry(&Value::Object(object), &path, 0);
            Ok(walk.finish(file, stem, is_projected_by_name, Map::new()))
        }
        Some((other, _)) => Err(findings.root_error("unknown-type", &[&excerpt(other)])),
    }
}

/// A collection's features, and the members that GeoJSON does not define.
fn collection(
    mut object: Map<String, Value>,
    path: &Path,
    findings: &mut Findings,
) -> Result<(Vec<Value>, Map<String, Value>), Issue> {
    members::check(&object, members::COLLECTION, path, findings);
    let features = match object.shift_remove("features") {
        Some(Value::Array(features)) => features,
        None => return Err(findings.root_error("no-features", &["–"])),
        Some(other) => {
            let place = path.member("features").place();
            return Err(findings.error("no-features", place, &[&excerpt(&other)]));
        }
    };
    for known in ["type", "bbox", "crs"] {
        object.shift_remove(known);
    }
    Ok((features, object))
}

/// The name of another format of maps that a document looks like.
fn other_format(object: &Map<String, Value>) -> Option<&'static str> {
    let kind = object.get("type").and_then(Value::as_str);
    let has = |name: &str| object.contains_key(name);
    match kind {
        Some("Topology") => Some("TopoJSON"),
        Some("CityJSON") => Some("CityJSON"),
        None if has("elements") && (has("osm3s") || has("generator")) => Some("OSM JSON"),
        None if is_esri(object) => Some("Esri JSON"),
        _ => None,
    }
}

fn is_esri(object: &Map<String, Value>) -> bool {
    let first = object.get("features").and_then(|list| list.get(0));
    [
        "geometryType",
        "spatialReference",
        "rings",
        "paths",
        "points",
    ]
    .iter()
    .any(|&name| object.contains_key(name))
        || first.is_some_and(|feature| feature.get("attributes").is_some())
        || object.contains_key("attributes") && object.contains_key("geometry")
}

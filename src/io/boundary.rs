//! Files of boundaries: GeoJSON whose lines, and outlines of areas, a map draws in the place of the built-in
//! borders. Nothing of them becomes a part of the network.
//!
//! Does not know: how they are drawn; whether anybody approved them.

use std::path::Path;
use std::sync::Arc;

use super::files;
use super::geojson;
use super::load::LoadError;
use super::lower::context::basemap_layer;
use super::study_file::data::{DataFile, Origin};
use super::study_file::digest::digest;
use crate::model::cartography::BoundaryFile;
use crate::model::check::{Issue, Place, Severity};
use crate::model::context::{BOUNDARY, ContextLayer};

/// A file of boundaries that was read.
pub struct Boundary {
    /// What is drawn; `None` where it has no line and no area.
    pub layer: Option<ContextLayer>,
    /// What was found in it.
    pub issues: Vec<Issue>,
}

/// Reads a file of boundaries from its bytes.
#[must_use]
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Boundary {
    let read = geojson::read(file, BOUNDARY, bytes);
    let mut issues = read.issues;
    let layer = read.raw.and_then(|raw| basemap_layer(&raw));
    let layer = layer.filter(|layer| !layer.kinds.is_empty());
    let has_error = issues.iter().any(|issue| issue.severity == Severity::Error);
    if layer.is_none() && !has_error {
        let place = Place::path("$");
        issues.push(Issue::error("boundary-empty", file, place, &[]));
    }
    Boundary { layer, issues }
}

/// Reads a file of boundaries from the disk, as a source file of a study too.
///
/// # Errors
/// [`LoadError`] when the file cannot be read.
pub fn read_at(path: &Path) -> Result<(Boundary, DataFile), LoadError> {
    let bytes = files::read(path)?;
    let name: Arc<str> = Arc::from(path.display().to_string());
    let boundary = read(&name, &bytes);
    let file = DataFile {
        name,
        origin: Origin::Path(path.to_owned()),
        bytes: Arc::new(bytes),
        is_boundary: true,
    };
    Ok((boundary, file))
}

/// What a study says of a file of boundaries: its name without folders, and the hash of what a study file
/// holds of it, which is the same once it was inside.
#[must_use]
pub fn named(file: &DataFile) -> BoundaryFile {
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name);
    BoundaryFile {
        name: name.to_owned(),
        hash: format!("{:032x}", digest(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_areas_are_boundaries_and_points_are_none() {
        let file: Arc<str> = Arc::from("maps/国界.geojson");
        let text = r#"{"type":"LineString","coordinates":[[106,22],[108,21.5]]}"#;
        let boundary = read(&file, text.as_bytes());
        assert!(boundary.issues.is_empty(), "{:?}", boundary.issues);
        let layer = boundary.layer.unwrap();
        assert!(layer.is_basemap && layer.name == BOUNDARY && layer.kinds.len() == 1);
        let point = read(&file, br#"{"type":"Point","coordinates":[106,22]}"#);
        assert!(point.layer.is_none());
        assert_eq!(point.issues[0].code, "boundary-empty");
        let broken = read(&file, b"{");
        assert!(broken.layer.is_none() && broken.issues.len() == 1);
        let data = |text: &str| DataFile {
            name: Arc::clone(&file),
            origin: Origin::Inside,
            bytes: Arc::new(text.as_bytes().to_vec()),
            is_boundary: true,
        };
        let known = named(&data(text));
        assert_eq!(
            (known.name.as_str(), known.hash.len()),
            ("国界.geojson", 32)
        );
        assert_eq!(
            known,
            named(&data(&text.replace(',', ", "))),
            "spaces are no matter"
        );
        assert_ne!(known, named(&data(&text.replace("22", "23"))));
    }
}

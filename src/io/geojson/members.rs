//! Members that any GeoJSON object may have, or should not.
//!
//! Does not know: the members that give an object its content.

use serde_json::{Map, Value};

use super::findings::{Findings, cut, excerpt};
use super::path::Path;

/// Members that a geometry may not have (RFC 7946, section 7.1).
pub(super) const GEOMETRY: &[&str] = &["geometry", "properties", "features"];
/// Members that a feature may not have.
pub(super) const FEATURE: &[&str] = &["coordinates", "geometries", "features"];
/// Members that a collection of features may not have.
pub(super) const COLLECTION: &[&str] = &["coordinates", "geometries", "geometry", "properties"];

/// Checks `bbox`, the old `crs`, and members that belong to other kinds of objects.
pub(super) fn check(
    object: &Map<String, Value>,
    not_here: &[&'static str],
    path: &Path,
    findings: &mut Findings,
) {
    let odd: Vec<&str> = not_here
        .iter()
        .copied()
        .filter(|&name| object.contains_key(name))
        .collect();
    if !odd.is_empty() {
        findings.warn("odd-member", path, &[&odd.join(", ")]);
    }
    if let Some(bbox) = object.get("bbox").filter(|bbox| !is_bbox(bbox)) {
        findings.warn("bad-bbox", &path.member("bbox"), &[&excerpt(bbox)]);
    }
    if let Some(crs) = object.get("crs") {
        findings.warn("old-crs", &path.member("crs"), &[&crs_name(crs)]);
    }
}

/// Four or six numbers, the first half south-west of the second (west may lie east of east: a box
/// across the antimeridian).
fn is_bbox(value: &Value) -> bool {
    let numbers: Option<Vec<f64>> = value
        .as_array()
        .and_then(|items| items.iter().map(Value::as_f64).collect());
    match numbers.as_deref() {
        Some(&[_, south, _, north] | &[_, south, _, _, north, _]) => south <= north,
        _ => false,
    }
}

/// The name or number that an old `crs` member gives, else its JSON in short.
fn crs_name(crs: &Value) -> String {
    let properties = &crs["properties"];
    ["name", "href", "code"]
        .iter()
        .find_map(|&member| match &properties[member] {
            Value::String(name) => Some(cut(name)),
            Value::Number(code) => Some(format!("EPSG:{code}")),
            _ => None,
        })
        .unwrap_or_else(|| excerpt(crs))
}

/// Whether an old `crs` member names something other than degrees on WGS 84 or CGCS 2000.
pub(super) fn is_foreign_crs(crs: &Value) -> bool {
    const DEGREES: [&str; 4] = ["CRS84", "CRS84H", "4326", "4490"];
    let name = crs_name(crs).to_ascii_uppercase();
    let last = name.rsplit([':', '/', '#']).next().unwrap_or_default();
    !crs.is_null() && !DEGREES.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check_crs(crs: &Value, name: &str, is_foreign: bool) {
        assert_eq!(crs_name(crs), name);
        assert_eq!(is_foreign_crs(crs), is_foreign);
    }

    #[test]
    fn reference_systems_are_named() {
        let named = |name: &str| json!({"type": "name", "properties": {"name": name}});
        check_crs(
            &named("urn:ogc:def:crs:OGC:1.3:CRS84"),
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            false,
        );
        check_crs(&named("EPSG:4326"), "EPSG:4326", false);
        check_crs(
            &named("urn:ogc:def:crs:EPSG::3857"),
            "urn:ogc:def:crs:EPSG::3857",
            true,
        );
        check_crs(
            &json!({"type": "EPSG", "properties": {"code": 4490}}),
            "EPSG:4490",
            false,
        );
        check_crs(&json!(null), "null", false);
        check_crs(&json!([1, {}]), "[…]", true);
    }

    #[test]
    fn boxes_have_four_or_six_numbers() {
        for good in [json!([1, 2, 3, 4]), json!([170, 2, 0, -170, 4, 9])] {
            assert!(is_bbox(&good), "{good}");
        }
        for bad in [
            json!([1, 2, 3]),
            json!([1, 5, 3, 4]),
            json!(["1", 2, 3, 4]),
            json!(null),
            json!([]),
        ] {
            assert!(!is_bbox(&bad), "{bad}");
        }
    }
}

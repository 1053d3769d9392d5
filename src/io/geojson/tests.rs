use super::*;
use crate::io::raw::RawShape;
use crate::model::check::Severity;
use crate::words::Lang;

fn read_text(text: &str) -> Read {
    read(&"corridor.geojson".into(), "corridor", text.as_bytes())
}

fn collection_of(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#)
}

fn point(numbers: &str) -> String {
    format!(r#"{{"type":"Point","coordinates":[{numbers}]}}"#)
}

fn located(issue: &Issue) -> (&str, &str) {
    (issue.code, issue.place.path.as_deref().unwrap_or("-"))
}

/// Exactly these findings (code and path), all of them warnings, and so many features.
#[track_caller]
fn check(text: &str, n_features: usize, findings: &[(&str, &str)]) {
    let read = read_text(text);
    let found: Vec<(&str, &str)> = read.issues.iter().map(located).collect();
    assert_eq!(found, findings);
    assert!(read.issues.iter().all(|i| i.severity == Severity::Warning));
    assert_eq!(read.raw.unwrap().features.len(), n_features);
    read.issues.iter().for_each(check_texts);
}

/// Exactly one error, at this path of the root.
#[track_caller]
fn check_error(text: &str, code: &str, location: &str) {
    let read = read_text(text);
    assert_eq!(read.raw, None);
    let found: Vec<&str> = read.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(found, [code]);
    assert_eq!(read.issues[0].severity, Severity::Error);
    assert_eq!(read.issues[0].location(), location);
    check_texts(&read.issues[0]);
}

#[track_caller]
fn check_texts(issue: &Issue) {
    for lang in [Lang::En, Lang::Zh] {
        let (message, hint) = (issue.message(lang), issue.hint(lang));
        assert!(!message.starts_with("issue."), "{message}");
        assert!(!hint.starts_with("issue."), "{hint}");
        assert!(!message.contains('{') || issue.args.iter().any(|arg| arg.contains('{')));
        let whole = [&*issue.location(), &message, &hint].join(" ");
        assert!(whole.chars().count() <= 300, "{whole}");
    }
}

#[test]
fn what_is_no_geojson_is_an_error() {
    let start = "corridor.geojson:1:1";
    check_error("", "empty-file", start);
    check_error("[]", "root-not-object", start);
    check_error("{}", "no-type", start);
    check_error(r#"{"type":"Fahrplan"}"#, "unknown-type", start);
    check_error(r#"{"type":null}"#, "unknown-type", start);
    check_error(r#"{"type":"Topology","objects":{}}"#, "not-geojson", start);
    check_error(
        r#"{"features":[{"attributes":{},"geometry":{"paths":[]}}]}"#,
        "not-geojson",
        start,
    );
    check_error(
        r#"{"version":0.6,"osm3s":{},"elements":[]}"#,
        "not-geojson",
        start,
    );
    check_error(r#"{"type":"FeatureCollection"}"#, "no-features", start);
    check_error(
        r#"{"type":"FeatureCollection","features":{}}"#,
        "no-features",
        "corridor.geojson: features",
    );
    check_error("{\n\"type\" \"Point\"}", "json", "corridor.geojson:2:8");
    check_error("{}\n{}", "geojson-sequence", "corridor.geojson:2:1");
}

#[test]
fn every_form_of_root_is_read() {
    check(&collection_of(""), 0, &[]);
    check(&feature(&point("1,2")), 1, &[]);
    check(&point("1,2"), 1, &[]);
    let both = format!(
        r#"{{"type":"GeometryCollection","geometries":[{},{{"type":"LineString","coordinates":[[1,2],[3,4,5]]}}]}}"#,
        point("1,2")
    );
    check(&both, 1, &[]);
    let raw = read_text(&both).raw.unwrap();
    assert_eq!(raw.features[0].path, "$");
    assert_eq!(
        raw.features[0].shapes,
        [
            RawShape::Point(crate::model::geometry::LonLat::new(1., 2.)),
            RawShape::Line(0)
        ]
    );
    assert_eq!(raw.lines.line(0).len(), 2);
}

#[test]
fn names_ids_and_members_are_kept() {
    let text = format!(
        r#"{{"b":1,"type":"FeatureCollection","bbox":[1,2,3,4],"corridor":{{"v":1}},"features":[null,
        {{"type":"Feature","id":7,"properties":{{"名称":"重庆","a":[]}},"geometry":{}}}],"a":null}}"#,
        point("106.5,29.5")
    );
    check(&text, 1, &[("not-a-feature", "features[0]")]);
    let raw = read_text(&text).raw.unwrap();
    assert_eq!((&*raw.file, &*raw.stem), ("corridor.geojson", "corridor"));
    let names: Vec<&String> = raw.members.keys().collect();
    assert_eq!(names, ["b", "corridor", "a"]);
    let feature = &raw.features[0];
    assert_eq!((&*feature.path, feature.index), ("features[1]", 1));
    assert_eq!(feature.id.as_deref(), Some("7"));
    assert_eq!(feature.properties["名称"], "重庆");
}

#[test]
fn odd_features_are_named_and_the_rest_is_read() {
    let good = feature(&point("1,2"));
    check(
        &collection_of(&format!(r#"5,{{"type":"Station"}},{good}"#)),
        1,
        &[
            ("not-a-feature", "features[0]"),
            ("not-a-feature", "features[1]"),
        ],
    );
    check(
        &collection_of(&format!(
            r#"{},{{"geometry":null,"properties":{{}}}}"#,
            point("1,2")
        )),
        2,
        &[
            ("feature-type", "features[0]"),
            ("feature-type", "features[1]"),
            ("no-geometry", "features[1]"),
        ],
    );
    check(
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}"#,
        1,
        &[("no-properties", "$")],
    );
    check(
        r#"{"type":"Feature","id":{},"properties":null,"geometry":null}"#,
        1,
        &[("bad-id", "id"), ("no-geometry", "$")],
    );
}

#[test]
fn features_without_geometry_are_counted() {
    let none = r#"{"type":"Feature","properties":{}}"#;
    let null = feature("null");
    let empty = feature(r#"{"type":"LineString","coordinates":[]}"#);
    let text = collection_of(&[none, &null, &empty].join(","));
    check(&text, 3, &[("no-geometry", "features[0]")]);
    assert_eq!(read_text(&text).issues[0].args, ["3"]);
}

#[test]
fn faults_of_geometry_have_their_places() {
    let text = [
        r#"{"type":"LineString","coordinates":[[1,2],["3",4]]}"#,
        r#"{"type":"LineString","coordinates":[[1,2]]}"#,
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#,
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#,
        r#"{"type":"Kreis","coordinates":[1,2]}"#,
        r#"{"type":"Point"}"#,
    ]
    .map(feature)
    .join(",");
    check(
        &collection_of(&text),
        6,
        &[
            ("bad-position", "features[0].geometry.coordinates[1]"),
            ("short-line", "features[1].geometry.coordinates"),
            ("short-ring", "features[2].geometry.coordinates[0]"),
            ("open-ring", "features[3].geometry.coordinates[0]"),
            ("unknown-geometry", "features[4].geometry"),
            ("no-coordinates", "features[5].geometry"),
        ],
    );
}

#[test]
fn rings_are_judged_once_per_feature() {
    let reversed = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[0,1],[1,1],[0,0]]],[[[0,0],[0,1],[1,1],[0,0]]]]}"#;
    let crossed = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[0,2],[2,2],[0,0]]]}"#;
    let text = collection_of(&[reversed, crossed, reversed].map(feature).join(","));
    check(
        &text,
        3,
        &[
            ("flat-ring", "features[1]"),
            ("ring-direction", "features[0]"),
        ],
    );
    assert_eq!(read_text(&text).issues[1].args, ["2"]);
}

#[test]
fn members_that_do_not_belong_are_named() {
    check(
        r#"{"type":"Point","coordinates":[2,2],"bbox":[1,2,3],"features":[],"properties":{}}"#,
        1,
        &[("odd-member", "$"), ("bad-bbox", "bbox")],
    );
    let named = r#""crs":{"type":"name","properties":{"name":"EPSG:3857"}}"#;
    let text = format!(
        r#"{{"type":"FeatureCollection",{named},"features":[{0},{0},{1}]}}"#,
        feature(&point("11855000,3445000")),
        feature(&point("0,0"))
    );
    check(
        &text,
        0,
        &[
            ("old-crs", "crs"),
            ("projected", "features[0].geometry.coordinates"),
        ],
    );
    assert_eq!(
        read_text(&text).issues[1].args,
        ["3", "11855000.0, 3445000.0"]
    );
}

#[test]
fn coordinates_that_are_no_degrees_leave_their_feature_out() {
    let points = |numbers: [&str; 3]| {
        collection_of(&numbers.map(|numbers| feature(&point(numbers))).join(","))
    };
    let second = "features[1].geometry.coordinates";
    let first = "features[0].geometry.coordinates";
    check(
        &points(["1,2", "1e300,-1e300", "3,4"]),
        2,
        &[("projected", second)],
    );
    check(
        &points(["106.5,29.5", "29.5,106.5", "21.7,108.6"]),
        1,
        &[("swapped", second)],
    );
    check(
        &points(["190,29.5", "106.5,29.5", "1,2"]),
        2,
        &[("out-of-range", first)],
    );
}

#[test]
fn ids_named_twice_are_found() {
    let with = |id: &str, property: &str| {
        format!(
            r#"{{"type":"Feature","id":{id},"properties":{{"id":{property}}},"geometry":{}}}"#,
            point("1,2")
        )
    };
    let text = collection_of(
        &[
            with("1", "null"),
            with("\"1\"", "\"a\""),
            with("2", "\"a\""),
        ]
        .join(","),
    );
    check(
        &text,
        3,
        &[
            ("duplicate-id", "features[1].id"),
            ("duplicate-id", "features[2].properties.id"),
        ],
    );
    assert_eq!(
        read_text(&text).issues[1].args,
        ["a", "features[1].properties.id"]
    );
}

#[test]
fn members_named_twice_are_found() {
    check(
        r#"{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}"#,
        1,
        &[("duplicate-member", "coordinates")],
    );
}

#[test]
fn many_findings_become_few() {
    let lines = vec![feature(r#"{"type":"LineString","coordinates":[[1,2]]}"#); 500];
    let read = read_text(&collection_of(&lines.join(",")));
    assert_eq!(read.issues.len(), 21);
    assert_eq!(
        located(&read.issues[20]),
        ("more-like-this", "features[20].geometry.coordinates")
    );
    read.issues.iter().for_each(check_texts);
}

/// The longest that a file can bring into a text still leaves it readable.
#[test]
fn texts_stay_short_whatever_the_file_holds() {
    let long = "长".repeat(500);
    let deep = format!(
        "{}{}",
        r#"{"type":"GeometryCollection","geometries":["#.repeat(60),
        "]}".repeat(60)
    );
    let inner = deep.replace("[]", &format!(r#"[{{"type":"{long}"}}]"#));
    for text in [
        format!(r#"{{"type":"{long}"}}"#),
        format!(r#"{{"type":"Point","coordinates":[1,2],"{long}":1,"{long}":2}}"#),
        format!(r#"{{"type":"Point","coordinates":["{long}",2],"crs":"{long}","bbox":"{long}"}}"#),
        inner,
        collection_of(&format!(
            r#"{0},{0},{{"type":"Feature","id":"{long}"}},{{"type":"Feature","id":"{long}"}}"#,
            feature(&point("-1.2345678901234567e300,-1.2345678901234567e-300"))
        )),
    ] {
        let read = read_text(&text);
        assert!(!read.issues.is_empty());
        read.issues.iter().for_each(check_texts);
    }
}

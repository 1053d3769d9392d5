//! Files that were not made for this program.

use super::*;

/// Without a word about sources nothing gains one, and odd properties stay what they were.
#[test]
fn a_file_without_provenance_stays_unsourced() {
    let ends = [[106.0, 29.0], [107.0, 28.0]];
    let loaded = study(&[
        hub(
            "1",
            ends[0],
            json!({ "title": "甲", "tags": { "b": [1, 2.50], "a": null }, "height": -12.5, "split": "no" }),
        ),
        hub(
            "2",
            ends[1],
            json!({ "name": "Beta", "title": "乙", "type": "port", "said": "[1,2]", "position": "left" }),
        ),
        line(
            "1",
            &ends,
            json!({ "length_km": 150.5, "hours": "12", "note": "", "oneway": "yes", "split": 2 }),
        ),
    ]);
    let bytes = check_round(&loaded);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(!text.contains("provenance"));
    let length = &link(&loaded.network, "1").length;
    assert_eq!((length.value, length.status), (150.5, Status::Unsourced));
    assert_eq!(read(&bytes).issues, []);
    let file: Json = serde_json::from_slice(&bytes).unwrap();
    let first = &file["features"][0]["properties"];
    assert_eq!(first["hub_id"], "1", "a link has that id too");
    assert_eq!(first["tags"], json!({ "b": [1, 2.5], "a": null }));
    assert_eq!(
        (&first["name_zh"], &first["height"]),
        (&json!("甲"), &json!(-12.5))
    );
    let second = &file["features"][1]["properties"];
    assert_eq!(
        (&second["kind"], &second["position"]),
        (&json!("seaport"), &json!("left"))
    );
}

/// Lines without hubs: junctions, parts between them and at hubs they pass, and lines that come
/// near the ends of others.
#[test]
fn junctions_and_parts_stay_as_they_were_made() {
    let loaded = study(&[
        hub("a", [106.0, 29.0], json!({ "kind": "rail" })),
        hub("b", [106.5, 29.004], json!({ "kind": "rail" })),
        hub("c", [106.508, 29.0], json!({ "kind": "rail" })),
        line(
            "through",
            &[[106.0, 29.0], [107.0, 29.0]],
            json!({ "mode": "rail", "hours": 10, "capacity_teu": 7 }),
        ),
        line(
            "beside",
            &[[106.2, 29.5], [106.7, 29.0005], [107.2, 28.5]],
            json!({ "mode": "rail" }),
        ),
        line(
            "branch",
            &[[106.7, 29.001], [106.8, 28.0]],
            json!({ "mode": "rail", "gauge_mm": [1435, 1000] }),
        ),
        json!({ "type": "Feature", "properties": { "id": "two", "mode": "road" }, "geometry": { "type": "MultiLineString",
            "coordinates": [[[106.7, 29.001], [106.9, 30.0]], [[107.0, 29.0], [108.0, 29.1]]] } }),
    ]);
    let keys: Vec<_> = loaded
        .network
        .links()
        .iter()
        .map(|link| link.key.as_str())
        .collect();
    assert_eq!(
        keys,
        [
            "through#1",
            "through#2",
            "through#3",
            "beside",
            "branch",
            "two#1",
            "two#2"
        ]
    );
    let bytes = check_round(&loaded);
    assert_eq!(
        properties(&bytes, "beside")["split"],
        false,
        "it passes a junction"
    );
    assert!(properties(&bytes, "two#1")["split"].is_null());
    assert_eq!(properties(&bytes, "junction-4")["kind"], "junction");
    assert_eq!(
        properties(&bytes, "branch")["gauge_mm"],
        json!([1435, 1000])
    );
    assert_eq!(read(&bytes).issues, []);
}

/// The way to the city is made anew, not written.
#[test]
fn drayage_that_reading_makes_is_not_written() {
    let loaded = study(&[
        hub("city", [106.0, 29.0], json!({ "name": "城" })),
        hub(
            "yard",
            [106.1, 29.1],
            json!({ "kind": "rail_yard", "city": "城" }),
        ),
        hub(
            "port",
            [106.2, 29.0],
            json!({ "kind": "port", "city": "city" }),
        ),
        line(
            "own",
            &[[106.0, 29.0], [106.1, 29.1]],
            json!({ "mode": "drayage" }),
        ),
        line(
            "rail",
            &[[106.1, 29.1], [106.2, 29.0]],
            json!({ "mode": "train", "routes": "Feeder; eastern" }),
        ),
    ]);
    let bytes = check_round(&loaded);
    assert!(loaded.network.link_by_key(&Key::new("city~port")).is_some());
    assert!(
        !String::from_utf8(bytes.clone())
            .unwrap()
            .contains("city~port")
    );
    assert_eq!(properties(&bytes, "yard")["city"], "city");
    assert_eq!(
        properties(&bytes, "rail")["routes"],
        json!(["eastern", "feeder"])
    );
}

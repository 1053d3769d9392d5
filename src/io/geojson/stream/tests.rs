//! The reader of large files against the tree.
use super::*;
use crate::io::geojson;
use crate::io::lower::context::{Take, context_layer};

/// Reads a text both ways. Whether this reader takes it; then both have said the same.
#[track_caller]
fn is_same(text: &[u8]) -> bool {
    let file = Arc::from("a.geojson");
    let tree = geojson::read(&file, "a", text);
    let Some(mut stream) = Stream::open(&file, "a", text) else {
        return false;
    };
    while !stream.is_done() {
        if stream.advance(3).is_none() {
            return false;
        }
    }
    let Some(found) = stream.finish() else {
        return false;
    };
    let shown = String::from_utf8_lossy(text);
    assert_eq!(found.issues, tree.issues, "{shown}");
    let (found, tree) = (found.raw.unwrap(), tree.raw.unwrap());
    assert_eq!((&found.stem, &found.members), (&tree.stem, &tree.members));
    let layer = found.context.filter(|layer| !layer.labels.is_empty());
    assert_eq!(layer, context_layer(&tree, Take::Everything), "{shown}");
    true
}

fn collection(features: &[&str]) -> String {
    format!(
        r#"{{"type": "FeatureCollection", "features": [{}]}}"#,
        features.join(", ")
    )
}

fn feature(geometry: &str, properties: &str) -> String {
    format!(r#"{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}"#)
}

#[test]
fn every_kind_is_read_as_by_the_tree() {
    let ring = "[[0,0],[1,0],[1,1],[0,0]]";
    let back = "[[0,0],[1,1],[1,0],[0,0]]";
    let flat = "[[0,0],[1,0],[2,0],[0,0]]";
    let geometries = [
        r#"{"type":"Point","coordinates":[106.5, 29.5, 3]}"#.to_owned(),
        r#"{"coordinates":[[1,2],[3,4]],"type":"MultiPoint"}"#.to_owned(),
        r#"{"type":"LineString","coordinates":[[1e0,2.50],[-3,4],[180.0000000001,90.00000001]]}"#.to_owned(),
        r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[1,2],[3,4]]],"bbox":[1,2,3,4]}"#.to_owned(),
        format!(r#"{{"type":"Polygon","coordinates":[{ring},{back}]}}"#),
        format!(r#"{{"type":"Polygon","coordinates":[{back},{flat}]}}"#),
        format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring},{back}]]}}"#),
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#.to_owned(),
        r#"{"type":"LineString","coordinates":[]}"#.to_owned(),
        r#"{"type":"LineString","coordinates":[[1,2]]}"#.to_owned(),
        r#"{"type":"LineString","coordinates":[[1,2],["3",4]]}"#.to_owned(),
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#.to_owned(),
        r#"{"type":"Point","coordinates":[[1,2]]}"#.to_owned(),
        r#"{"type":"Circle","coordinates":[1,2]}"#.to_owned(),
        r#"{"type":"Point","coordinates":[29.5,106.5]}"#.to_owned(),
        r#"{"type":"Point","coordinates":[4e6,3e6]}"#.to_owned(),
        r#"{"type":"Point","type":"Point","coordinates":[1,2]}"#.to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
    ];
    let all: Vec<String> = geometries
        .iter()
        .map(|geometry| feature(geometry, r#"{"name": "a", "n": 1}"#))
        .collect();
    for one in &all {
        assert!(is_same(collection(&[one]).as_bytes()), "{one}");
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert!(is_same(collection(&all).as_bytes()));
}

#[test]
fn properties_are_those_of_the_tree() {
    let point = r#"{"type":"Point","coordinates":[1,2]}"#;
    let properties = [
        "{}",
        "null",
        r#"{"a":1,"b":"x","c":true,"d":null}"#,
        r#"{"b":"x","a":2.50,"e":"\u91cd\"庆"}"#,
        r#"{"name":"重庆","rank":3,"class":4,"class_cn":"b"}"#,
        r#"{"name_en":"A","name:zh":"甲","kind":"k"}"#,
        r#"{"NAME":"a","type":1.50,"rank":"x"}"#,
        r#"{"title":" t ","rank":-1}"#,
        r#"{"id":7}"#,
        r#"{"id":7}"#,
        r#"{"id":"7"}"#,
        r#"{"id":7.0}"#,
        r#"{"id":-0}"#,
        r#"{"id":true}"#,
        r#"{"id":18446744073709551616}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a":[1,{"b":2}],"o":{"x":{}}}"#,
        r#"{"design_kmh":120,"provenance":{"design_kmh":{"status":"cited","source":"s"}}}"#,
        r#"{"design_kmh":120}"#,
        r#"{"provenance":1}"#,
        r#"{"":""}"#,
        r#"{"\u0061":3}"#,
        "3",
        "[]",
        r#"{"n":18446744073709551615,"m":-9223372036854775808,"z":-0,"t":1e300}"#,
    ];
    let all: Vec<String> = properties.iter().map(|p| feature(point, p)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert!(is_same(collection(&all).as_bytes()));
    let ids = [
        r#"{"type":"Feature","id":1,"properties":{},"geometry":null}"#,
        r#"{"type":"Feature","id":"1","properties":{},"geometry":null}"#,
        r#"{"type":"Feature","id":[],"properties":{},"geometry":null,"bbox":[1,2,3]}"#,
        r#"{"id":null,"geometry":null,"properties":{},"type":"Feature","more":{"a":1,"a":2}}"#,
        r#"{"type":"Feature","geometry":null}"#,
        r#"{"type":"feature","geometry":null,"coordinates":[]}"#,
        r#"{"type":"Point","coordinates":[1,2]}"#,
        "{}",
        "null",
        "7",
    ];
    assert!(is_same(collection(&ids).as_bytes()));
}

#[test]
fn members_of_the_collection_are_kept_and_checked() {
    for (text, is_taken) in [
        (r#"{"features":[],"type":"FeatureCollection"}"#, true),
        (
            r#"{"a":1,"type":"FeatureCollection","a":{"b":1,"b":2},"features":[],"bbox":[1],"crs":{}}"#,
            true,
        ),
        (
            r#" {"type":"FeatureCollection","features":[ ],"properties":{},"name":"x"} "#,
            true,
        ),
        (
            r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[400,500]}},
            {"type":"Feature","properties":{},"crs":1,"geometry":{"type":"Point","coordinates":[4,5]}}]}"#,
            true,
        ),
        (
            r#"{"type":"FeatureCollection","features":[],"corridor":{}}"#,
            false,
        ),
        (
            r#"{"type":"FeatureCollection","features":[],"features":[]}"#,
            false,
        ),
        (r#"{"type":"FeatureCollection","features":[{},]}"#, false),
        (r#"{"type":"FeatureCollection","features":[]} x"#, false),
        (r#"{"type":"FeatureCollection","features":[]}{}"#, false),
        (r#"{"type":"FeatureCollection","features":[}"#, false),
        (r#"{"type":"Feature","features":[]}"#, false),
        (r#"{"features":[]}"#, false),
        (r#"{"type":"FeatureCollection"}"#, false),
        ("[]", false),
        ("", false),
    ] {
        assert_eq!(is_same(text.as_bytes()), is_taken, "{text}");
    }
}

/// Many faults of a kind end in one line, here as there, and so do those of the collection itself.
#[test]
fn many_faults_are_counted_as_by_the_tree() {
    let odd = r#"{"type":"Feature","crs":{},"bbox":[],"geometries":[],"id":{},"geometry":3,"properties":{"a":1,"a":2}}"#;
    let many = vec![odd; 30].join(",");
    for more in [
        "",
        r#","crs":{},"bbox":1,"coordinates":[]"#,
        r#","x":1,"x":2"#,
    ] {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{many}]{more}}}"#);
        assert!(is_same(text.as_bytes()));
    }
}

/// Numbers that look random and are the same in every run (splitmix64, Steele et al. 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn number(&mut self) -> String {
        match self.below(40) {
            0 => self
                .pick(&["0", "-0", "1e2", "-1.5E-3", "200", "1e7", "\"1\"", "null"])
                .to_owned(),
            1 => format!(
                "{:?}",
                f64::from(u32::try_from(self.below(1 << 30)).unwrap()) / 1.3e7
            ),
            _ => format!("{}.{:06}", self.below(89), self.below(1_000_000)),
        }
    }

    fn position(&mut self) -> String {
        match self.below(60) {
            0 => "[]".to_owned(),
            1 => format!(
                "[ {} ,{},\t{}]",
                self.number(),
                self.number(),
                self.number()
            ),
            2 => format!("[1{:02}.5,{}]", self.below(90), self.number()),
            _ => format!("[{},{}]", self.number(), self.number()),
        }
    }

    fn line(&mut self, is_ring: bool) -> String {
        let n = 2 + self.below(6) - usize::from(self.below(40) == 0);
        let mut all: Vec<String> = (0..n).map(|_| self.position()).collect();
        if is_ring && self.below(20) > 0 {
            all.push(all[0].clone());
        }
        format!("[{}]", all.join(","))
    }

    fn list(&mut self, one: impl Fn(&mut Self) -> String) -> String {
        let all: Vec<String> = (0..=self.below(3)).map(|_| one(self)).collect();
        format!("[{}]", all.join(", "))
    }

    fn geometry(&mut self) -> String {
        let kinds = [
            "Point",
            "MultiPoint",
            "LineString",
            "MultiLineString",
            "Polygon",
            "MultiPolygon",
        ];
        let kind = self.pick(&kinds);
        let coordinates = match kind {
            "Point" => self.position(),
            "MultiPoint" | "LineString" => self.line(false),
            "MultiLineString" => self.list(|all| all.line(false)),
            "Polygon" => self.list(|all| all.line(true)),
            _ => self.list(|all| all.list(|all| all.line(true))),
        };
        match self.below(20) {
            0 => "null".to_owned(),
            1 => format!(r#"{{"coordinates":{coordinates},"type":"{kind}"}}"#),
            2 => format!(
                r#"{{"type":"{}","coordinates":{coordinates}}}"#,
                self.pick(&kinds)
            ),
            3 => format!(
                r#"{{"type":"GeometryCollection","geometries":[{{"type":"{kind}","coordinates":{coordinates}}}]}}"#
            ),
            _ => format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#),
        }
    }

    fn properties(&mut self) -> String {
        let names = [
            "a",
            "b",
            "名",
            "name",
            "class",
            "rank",
            "id",
            "length_km",
            "provenance",
        ];
        let values = [
            "1",
            "-2.50",
            "\"x\"",
            "\"\\n重\"",
            "true",
            "null",
            "[1]",
            "{\"a\":1}",
            "7",
        ];
        let all: Vec<String> = (0..self.below(6))
            .map(|_| format!("\"{}\":{}", self.pick(&names), self.pick(&values)))
            .collect();
        format!("{{{}}}", all.join(","))
    }

    fn document(&mut self) -> String {
        let all: Vec<String> = (0..self.below(12))
            .map(|_| {
                let (geometry, properties) = (self.geometry(), self.properties());
                let more = self.pick(&["", "", "", r#","bbox":[1,2,3,4]"#, r#","bbox":[]"#, r#","x":{}"#]);
                let id = format!(r#","id":{}"#, self.below(20));
                let id = self.pick(&["", "", &id]);
                format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{properties}{id}{more}}}"#)
            })
            .collect();
        let more = self.pick(&[
            "",
            "",
            r#","crs":{"properties":{"name":"EPSG:3857"}}"#,
            r#","n":"x""#,
        ]);
        format!(
            r#"{{"type":"FeatureCollection"{more},"features":[{}]}}"#,
            all.join(",\n")
        )
    }
}

#[test]
fn random_documents_are_read_as_by_the_tree() {
    let mut numbers = Numbers(1);
    for _ in 0..400 {
        let text = numbers.document();
        assert!(is_same(text.as_bytes()), "{text}");
    }
}

/// Damaged documents: whatever this reader takes, it takes as the tree does.
#[test]
fn damaged_documents_are_never_read_otherwise() {
    let mut numbers = Numbers(2);
    let mut n_taken = 0;
    for _ in 0..1500 {
        let mut bytes = numbers.document().into_bytes();
        let at = numbers.below(bytes.len());
        match numbers.below(4) {
            0 => bytes.truncate(at),
            1 => bytes[at] = b"{}[],:\"0-.e\\ x\0\n\xFF"[numbers.below(17)],
            2 => {
                bytes.remove(at);
            }
            _ => bytes.insert(at, b"{}[],:\"0-.e\\ x\0\n"[numbers.below(16)]),
        }
        n_taken += usize::from(is_same(&bytes));
    }
    assert!(n_taken > 100, "{n_taken}");
}

#[test]
fn features_come_in_steps() {
    let line = feature(
        r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[1,2],[3,4]]]}"#,
        "{}",
    );
    let point = feature(r#"{"type":"Point","coordinates":[1,2]}"#, "{}");
    let text = collection(&[&line, &point, &line]);
    let mut stream = Stream::open(&Arc::from("a"), "a", text.as_bytes()).unwrap();
    let first = stream.advance(2).unwrap();
    assert_eq!(
        (first.features, first.shapes, first.points),
        (0..2, 0..2, 0..1)
    );
    assert_eq!(stream.so_far().shapes.len(), 2);
    assert!(!stream.is_done() && stream.n_bytes_read() < text.len());
    let second = stream.advance(2).unwrap();
    assert_eq!(
        (second.features, second.shapes, second.points),
        (2..3, 2..4, 1..1)
    );
    assert!(stream.is_done() && stream.n_bytes_read() == text.len());
    assert_eq!(stream.advance(9).unwrap().features, 3..3);
}

#[test]
fn only_what_is_looked_at_is_taken() {
    let lines = |n: usize| {
        let line = feature(r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#, "{}");
        collection(&vec![&*line; n])
    };
    let area = feature(
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#,
        "{}",
    );
    let read_one = |text: &str| {
        let read = read(&Arc::from("a"), "a", text.as_bytes(), &Task::never());
        read.unwrap().is_some()
    };
    assert!(read_one(&lines(MAX_NETWORK_LINES + 1)));
    assert!(!read_one(&lines(MAX_NETWORK_LINES)));
    assert!(read_one(&collection(&[&area])));
    let point = feature(r#"{"type":"Point","coordinates":[1,2]}"#, "{}");
    assert!(!read_one(&collection(&[&area, &point])));
    let task = Task::new();
    task.cancel();
    let cancelled = read(&Arc::from("a"), "a", lines(3).as_bytes(), &task);
    assert_eq!(cancelled, Err(Cancelled));
}

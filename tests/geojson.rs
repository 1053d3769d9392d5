//! Reading GeoJSON: own small files with the findings they must give, damaged copies of them, and
//! the shared corpus where `CORRIDOR_SHARED` names the folder that holds it.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use corridor::io::geojson::stream::Stream;
use corridor::io::geojson::{self, Read};
use corridor::io::load::load_bytes;
use corridor::io::lower::context::{Take, context_layer};
use corridor::model::check::Severity;
use corridor::words::Lang;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/geojson")
}

fn read_bytes(name: &str, bytes: &[u8]) -> Read {
    let file: Arc<str> = name.into();
    let stem = Path::new(name).file_stem().unwrap().to_str().unwrap();
    let read = geojson::read(&file, stem, bytes);
    check_form(name, &read);
    check_other_way(&file, stem, bytes, &read);
    read
}

/// What the reader of large files takes, it reads as the tree does: the same layer, the same findings.
#[track_caller]
fn check_other_way(file: &Arc<str>, stem: &str, bytes: &[u8], read: &Read) -> bool {
    let in_steps = || {
        let mut stream = Stream::open(file, stem, bytes)?;
        while !stream.is_done() {
            let _ = stream.advance(1)?;
        }
        stream.finish()
    };
    let Some(found) = in_steps() else {
        return false;
    };
    assert_eq!(found.issues, read.issues, "{file}");
    let (raw, found) = (read.raw.as_ref().unwrap(), found.raw.unwrap());
    assert_eq!((&raw.members, &raw.stem), (&found.members, &found.stem));
    let layer = found.context.filter(|layer| !layer.labels.is_empty());
    assert_eq!(layer, context_layer(raw, Take::Everything), "{file}");
    true
}

fn read_own(name: &str) -> Read {
    read_bytes(name, &fs::read(data().join(name)).unwrap())
}

fn has_error(read: &Read) -> bool {
    read.issues.iter().any(|i| i.severity == Severity::Error)
}

/// What holds for every reading: an error or records, places, short texts, sound indexes.
#[track_caller]
fn check_form(name: &str, read: &Read) {
    assert_eq!(read.raw.is_none(), has_error(read), "{name}");
    for issue in &read.issues {
        assert!(issue.location().len() > issue.file.len(), "{issue:?}");
        for lang in [Lang::En, Lang::Zh] {
            let (message, hint) = (issue.message(lang), issue.hint(lang));
            assert!(!message.starts_with("issue."), "{message}");
            assert!(!hint.starts_with("issue."), "{hint}");
            let length = [&place_text(issue), &message, &hint]
                .map(|text| text.chars().count())
                .iter()
                .sum::<usize>();
            assert!(length <= 260, "{message} {hint}");
        }
    }
    for at in read.raw.iter().flat_map(|raw| raw.lines.positions()) {
        assert!(at.is_geographic(), "{name}: {at:?}");
    }
}

/// Where in the file, without the file.
fn place_text(issue: &corridor::model::check::Issue) -> String {
    issue.location()[issue.file.len()..].to_owned()
}

/// The findings as `code place`, and the number of features (none for an error).
#[track_caller]
fn check(name: &str, n_features: Option<usize>, findings: &[&str]) {
    let read = read_own(name);
    let found: Vec<String> = read
        .issues
        .iter()
        .map(|issue| format!("{}{}", issue.code, place_text(issue)))
        .collect();
    assert_eq!(found, findings, "{name}");
    assert_eq!(read.raw.map(|raw| raw.features.len()), n_features, "{name}");
}

#[test]
fn own_files_give_their_findings() {
    check("bom.geojson", Some(1), &[]);
    check(
        "swapped.geojson",
        Some(0),
        &["swapped: features[0].geometry.coordinates"],
    );
    check(
        "projected.geojson",
        Some(1),
        &["projected: features[0].geometry.coordinates"],
    );
    check("crs.geojson", Some(1), &["old-crs: crs"]);
    check(
        "no-properties.geojson",
        Some(2),
        &["no-properties: features[0]"],
    );
    check("nested-collection.geojson", Some(1), &[]);
    check(
        "ring-direction.geojson",
        Some(3),
        &["ring-direction: features[0]"],
    );
    check(
        "short-line.geojson",
        Some(2),
        &[
            "short-line: features[0].geometry.coordinates",
            "short-line: features[1].geometry.coordinates[0]",
        ],
    );
    check(
        "bad-position.geojson",
        Some(3),
        &[
            "bad-position: features[0].geometry.coordinates[1]",
            "bad-position: features[1].geometry.coordinates",
        ],
    );
    check("empty.geojson", Some(0), &[]);
    check("chinese.geojson", Some(2), &[]);
    check("gbk.geojson", None, &["encoding-gbk:7:6"]);
    check("sequence.geojsonl", None, &["geojson-sequence:2:1"]);
    check(
        "duplicate-id.geojson",
        Some(3),
        &[
            "duplicate-id: features[1].id",
            "duplicate-id: features[2].properties.id",
        ],
    );
}

#[test]
fn chinese_text_is_kept() {
    let raw = read_own("chinese.geojson").raw.unwrap();
    assert_eq!(raw.features[0].properties["名称"], "重庆团结村");
    assert_eq!(raw.members["corridor"]["名称"], "西部陆海新通道");
}

#[test]
fn nested_collections_keep_all_shapes() {
    let raw = read_own("nested-collection.geojson").raw.unwrap();
    assert_eq!(raw.features[0].shapes.len(), 4);
    assert_eq!(raw.lines.len(), 1);
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
}

/// Whatever is done to a file, reading it ends in records or in an error with a place.
#[test]
fn damaged_files_never_break_the_reader() {
    let pieces: [&[u8]; 12] = [
        b"null",
        b"[]",
        b"{}",
        b"1e308",
        b"-",
        b"\"",
        b"[[",
        b"}",
        b"\"type\":",
        b"\xFF",
        b"\0",
        b"\"coordinates\":[",
    ];
    let mut numbers = Numbers(1);
    for entry in fs::read_dir(data()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let whole = fs::read(&path).unwrap();
        for end in 0..whole.len() {
            read_bytes(name, &whole[..end]);
        }
        for _ in 0..2000 {
            let mut bytes = whole.clone();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(bytes.len());
                match numbers.below(4) {
                    0 => bytes[at] ^= 1 << numbers.below(8),
                    1 => drop(bytes.remove(at)),
                    2 => bytes[at] = b"0[]{},:\"eE.-"[numbers.below(12)],
                    _ => {
                        let piece = pieces[numbers.below(pieces.len())];
                        bytes.splice(at..at, piece.iter().copied());
                    }
                }
            }
            read_bytes(name, &bytes);
        }
    }
}

/// Two megabytes: more lines than a network may have, with faults among them. The layer that is loaded is the
/// one that the tree would give, and so are the findings.
#[test]
fn a_large_file_is_loaded_as_the_tree_would() {
    let mut numbers = Numbers(4);
    let mut text = r#"{"type":"FeatureCollection","name":"lines","features":["#.to_owned();
    for index in 0..20_100 {
        let [lon, lat] = [(); 2].map(|()| numbers.below(80_000_000));
        let lon = format!("{}.{:06}", lon / 1_000_000, lon % 1_000_000);
        let lat = format!("{}.{:06}", lat / 1_000_000, lat % 1_000_000);
        let line = match index {
            500 => format!("[[{lon},{lat}]]"),
            700 => format!("[[{lon},{lat}],[{lon},\"{lat}\"]]"),
            900 => format!("[[{lon},{lat}],[1{lon},1{lat}]]"),
            _ => format!("[[{lon},{lat}],[{lat},{lon}],[{lon},5.0e-1]]"),
        };
        let comma = if index == 0 { "" } else { ",\n" };
        let id = index % 20_000;
        write!(
            text,
            r#"{comma}{{"type":"Feature","properties":{{"id":{id},"name":"n{id}"}},"geometry":{{"type":"LineString","coordinates":{line}}}}}"#
        ).unwrap();
    }
    text += "]}";
    assert!(text.len() > 2_000_000);
    let name = "large.geojson";
    let read = read_bytes(name, text.as_bytes());
    assert!(
        check_other_way(&name.into(), "large", text.as_bytes(), &read),
        "it can be read both ways"
    );
    let loaded = load_bytes(&[(name.to_owned(), text.into_bytes())]);
    let layer = context_layer(read.raw.as_ref().unwrap(), Take::Everything).unwrap();
    assert_eq!(layer.counts(), [20_097, 0, 0]);
    assert_eq!(loaded.context, [layer]);
    let (read_issues, lower_issues) = loaded.issues.split_at(read.issues.len());
    assert_eq!(read_issues, read.issues);
    let codes: Vec<&str> = lower_issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["big-file"]);
    let codes: Vec<&str> = read.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(
        codes.iter().filter(|code| **code == "duplicate-id").count(),
        20
    );
    for code in [
        "short-line",
        "bad-position",
        "out-of-range",
        "more-like-this",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

/// The corpus row by row: `index.csv` says what each file must give.
#[test]
fn the_shared_corpus_reads_as_expected() {
    let Some(shared) = std::env::var_os("CORRIDOR_SHARED") else {
        eprintln!("skipped: CORRIDOR_SHARED does not name a folder with corpus/geojson/index.csv");
        return;
    };
    let corpus = Path::new(&shared).join("corpus/geojson");
    let mut rows = csv::Reader::from_path(corpus.join("index.csv")).unwrap();
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|field| field == name).unwrap();
    let (file, expected) = (column("file"), column("expected"));
    let mut wrong = Vec::new();
    let (mut n_rows, mut n_both_ways) = (0, 0);
    for row in rows.records() {
        let row = row.unwrap();
        let name = &row[file];
        let bytes = fs::read(corpus.join(name)).unwrap();
        let read = read_bytes(name, &bytes);
        let again = geojson::read(&name.into(), "a", &bytes);
        n_both_ways += usize::from(check_other_way(&name.into(), "a", &bytes, &again));
        let codes: Vec<&str> = read.issues.iter().map(|issue| issue.code).collect();
        println!("{:20} {name}: {codes:?}", &row[expected]);
        let is_right = match &row[expected] {
            "valid" => !has_error(&read),
            "valid-warn" => !has_error(&read) && !read.issues.is_empty(),
            "invalid-clear-error" => has_error(&read),
            "ambiguous" => true,
            other => panic!("no such expectation: {other}"),
        };
        if !is_right {
            wrong.push(format!("{} {name}: {codes:?}", &row[expected]));
        }
        n_rows += 1;
    }
    assert!(n_rows > 0, "the corpus is empty");
    println!("{n_both_ways} of {n_rows} files are read both ways");
    assert!(n_both_ways * 5 > n_rows, "{n_both_ways} of {n_rows}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

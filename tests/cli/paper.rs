//! `corridor export --layout` and `corridor verify`: sheets of a size, at a scale, with text that can be
//! searched; what a picture says of its making, and whether it still holds.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::{corridor_in, folder};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::read::ZlibDecoder;
use resvg::usvg::roxmltree::Document;
use serde_json::{Value as Json, json};

/// Writes a picture; its bytes.
#[track_caller]
fn written(folder: &Path, name: &str, more: &[&str]) -> Vec<u8> {
    let args = [&["export", "--out", name], more].concat();
    let run = corridor_in(folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_sheet_has_its_size_scale_and_sources() {
    let folder = folder("paper-sheet");
    let args = ["--layout", "a4-portrait", "--scale", "1:6,000,000"];
    let svg = String::from_utf8(written(&folder, "a.svg", &args)).unwrap();
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    let side = |name: &str| root.attribute(name).unwrap_or_default();
    assert_eq!((side("width"), side("height")), ("210mm", "297mm"));
    for said in [
        "Scale 1:6,000,000 in the middle of the map, Mercator",
        "Numbers of lines and hubs: ",
        "OpenStreetMap",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    for group in ["map", "legend", "scale", "north", "title"] {
        assert!(svg.contains(&format!("<g id=\"{group}\"")), "{group}");
    }
    let extent = ["--layout", "a4-landscape", "--extent", "107,21,110,23"];
    let ports = String::from_utf8(written(&folder, "b.svg", &extent)).unwrap();
    assert!(ports.contains("297mm") && ports.contains("Qinzhou"));
    let wrong = [
        (vec!["--layout", "a4-portrait", "--width", "900"], "--width"),
        (vec!["--extent", "110,21,107,23"], "west must be less"),
        (
            vec!["--layout", "a3-landscape", "--scale", "1:10"],
            "1:10: no map",
        ),
        (vec!["--dpi", "300"], "--layout"),
    ];
    for (args, said) in wrong {
        let run = corridor_in(
            &folder,
            &[&["export", "--out", "c.svg"], &args[..]].concat(),
        );
        assert!(
            run.code == 2 && run.err.contains(said),
            "{args:?}: {}",
            run.err
        );
    }
    let run = corridor_in(
        &folder,
        &["export", "--out", "c.geojson", "--scale", "1:3000000"],
    );
    assert!(
        run.code == 2 && run.err.contains("is for pictures"),
        "{}",
        run.err
    );
}

#[test]
fn a_png_knows_its_resolution() {
    let folder = folder("paper-png");
    let args = ["--layout", "a4-landscape", "--dpi", "72", "--lang", "zh"];
    let bytes = written(&folder, "a.png", &args);
    assert!(bytes == written(&folder, "b.png", &args), "two runs differ");
    let decoder = png::Decoder::new(
        fs::File::open(folder.join("a.png"))
            .map(std::io::BufReader::new)
            .unwrap(),
    );
    let reader = decoder.read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (842, 595));
    let dims = info.pixel_dims.unwrap();
    assert_eq!((dims.xppu, dims.yppu), (2835, 2835), "72 an inch");
    assert!(
        info.uncompressed_latin1_text
            .iter()
            .any(|text| { text.keyword == "Software" && text.text.starts_with("corridor ") })
    );
}

/// The packed stream of an object of a PDF that was written without objects inside streams.
fn stream(pdf: &[u8], number: usize) -> Vec<u8> {
    let find = |what: &[u8], from: usize| {
        let rest = pdf[from..].windows(what.len());
        from + rest.into_iter().position(|window| window == what).unwrap()
    };
    let object = find(format!("\n{number} 0 obj").as_bytes(), 0);
    let from = find(b"stream\n", object) + 7;
    let to = find(b"\nendstream", from);
    let mut plain = Vec::new();
    let mut decoder = ZlibDecoder::new(&pdf[from..to]);
    decoder.read_to_end(&mut plain).unwrap();
    plain
}

/// The characters of a PDF's font by their codes, of its map to Unicode.
fn characters(map: &[u8]) -> BTreeMap<u16, char> {
    let text = String::from_utf8_lossy(map);
    let pairs = text.lines().filter_map(|line| {
        let (code, c) = line.strip_prefix('<')?.split_once("> <")?;
        let code = u16::from_str_radix(code, 16).ok()?;
        let c = u32::from_str_radix(c.strip_suffix('>')?, 16).ok()?;
        Some((code, char::from_u32(c)?))
    });
    pairs.collect()
}

/// What a backslash in a string of a PDF stands for, and how many bytes that takes.
fn escaped(after: &[u8]) -> (u8, usize) {
    let digits = &after[..3];
    if digits.iter().all(u8::is_ascii_digit) {
        let digits = str::from_utf8(digits).unwrap();
        return (u8::from_str_radix(digits, 8).unwrap(), 3);
    }
    let meant = match after[0] {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        other => other,
    };
    (meant, 1)
}

/// The bytes of a string in round brackets, and where it ends.
fn literal(content: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut depth) = (Vec::new(), 1);
    loop {
        let (byte, length) = match content[at] {
            b'\\' => {
                let (byte, length) = escaped(&content[at + 1..]);
                (byte, length + 1)
            }
            other => (other, 1),
        };
        depth += i32::from(content[at] == b'(') - i32::from(content[at] == b')');
        at += length;
        if depth == 0 {
            return (bytes, at);
        }
        bytes.push(byte);
    }
}

/// The bytes of a string in hexadecimal digits, and where it ends.
fn hexadecimal(content: &[u8], from: usize) -> (Vec<u8>, usize) {
    let end = from + content[from..].iter().position(|&b| b == b'>').unwrap();
    let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    let bytes = content[from..end].chunks(2).map(byte);
    (bytes.collect(), end + 1)
}

/// The texts that a page shows, in order.
fn texts(content: &[u8], characters: &BTreeMap<u16, char>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut at = 0;
    while at < content.len() {
        let (bytes, end) = match content[at] {
            b'(' => literal(content, at + 1),
            b'<' if content[at + 1] == b'<' => (Vec::new(), at + 2),
            b'<' => hexadecimal(content, at + 1),
            _ => (Vec::new(), at + 1),
        };
        at = end;
        let (codes, _) = bytes.as_chunks::<2>();
        let text: Option<String> = codes
            .iter()
            .map(|&code| characters.get(&u16::from_be_bytes(code)))
            .collect();
        texts.extend(text.filter(|text| !text.is_empty()));
    }
    texts
}

#[test]
fn the_text_of_a_chinese_pdf_comes_back() {
    let folder = folder("paper-pdf");
    let args = ["--layout", "a4-portrait", "--lang", "zh"];
    let pdf = written(&folder, "a.pdf", &args);
    assert!(pdf == written(&folder, "b.pdf", &args), "two runs differ");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(
        pdf.len() < 4_000_000,
        "{} bytes: the font is not cut",
        pdf.len()
    );
    let text = String::from_utf8_lossy(&pdf);
    let map = text.split_once("/ToUnicode ").unwrap().1;
    let map: usize = map.split(' ').next().unwrap().parse().unwrap();
    let said = texts(&stream(&pdf, 4), &characters(&stream(&pdf, map)));
    for word in ["重庆", "钦州港", "图幅中心比例尺", "来源"] {
        let n_found = said.iter().filter(|text| text.contains(word)).count();
        assert!(n_found > 0, "{word}: {said:?}");
    }
    // Halos are no second text.
    let n_chongqing = said.iter().filter(|text| *text == "重庆").count();
    assert_eq!(n_chongqing, 1, "{said:?}");
}

#[test]
fn a_picture_is_verified() {
    let folder = folder("paper-verify");
    let small = ["--width", "700", "--height", "600"];
    for name in ["a.svg", "a.png", "a.pdf"] {
        let asked = ["export", "--out", name, "--close", "R09", "--year", "2030"];
        assert_eq!(corridor_in(&folder, &[&asked[..], &small].concat()).code, 0);
        let run = corridor_in(&folder, &["verify", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let run = corridor_in(&folder, &["verify", name, "--json"]);
        assert_eq!(run.json()["matches"], true);
        assert_eq!(run.json()["year"], "2030");
    }
    // One that was cut off is no picture of anything.
    for name in ["a.svg", "a.png", "a.pdf"] {
        let bytes = fs::read(folder.join(name)).unwrap();
        let part = format!("part-{name}");
        fs::write(folder.join(&part), &bytes[..bytes.len() - 20]).unwrap();
        let run = corridor_in(&folder, &["verify", &part]);
        assert_eq!(run.code, 2, "{name}: {}", run.err);
    }
    // Another study is other data, and has no line of that key to close.
    let tiny = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.geojson");
    let run = corridor_in(&folder, &["verify", "a.pdf", tiny, "--json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let changes = run.json()["changes"].to_string();
    let is_told = changes.contains("\"data\"") && changes.contains("cannot be made");
    assert!(is_told, "{changes}");

    // One edit more in a study file: scenario and edits are told, data is the same.
    let pack = ["export", "--out", "s.corridor.json", "--close", "eastern"];
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let of = [&["s.corridor.json"][..], &small].concat();
    written(&folder, "s.png", &of);
    let verify = ["verify", "s.png", "s.corridor.json"];
    assert_eq!(corridor_in(&folder, &verify).code, 0);
    let pack = [
        "export",
        "s.corridor.json",
        "--out",
        "s.corridor.json",
        "--close",
        "western",
    ];
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let run = corridor_in(&folder, &[&verify[..], &["--json"]].concat());
    let parts: Vec<String> = run.json()["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["part"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (run.code, &parts[..]),
        (1, &["scenarios".to_owned(), "scenario".to_owned()][..])
    );

    fs::write(folder.join("other.svg"), "<svg/>").unwrap();
    let run = corridor_in(&folder, &["verify", "other.svg"]);
    assert!(
        run.code == 2 && run.err.contains("does not say"),
        "{}",
        run.err
    );
}

/// The parts of a picture that `verify` tells to be different.
#[track_caller]
fn changes(folder: &Path, args: &[&str]) -> Vec<String> {
    let run = corridor_in(folder, &[&["verify", "--json"], args].concat());
    let json = run.json();
    let changes = json["changes"].as_array().unwrap().iter();
    let parts: Vec<String> = changes
        .map(|change| change["part"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(run.code, i32::from(!parts.is_empty()), "{args:?}");
    parts
}

#[test]
fn a_page_and_a_logo_that_changed_are_told() {
    let folder = folder("paper-verify-page");
    let pack = ["export", "--out", "packed.corridor.json"];
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let text = fs::read_to_string(folder.join("packed.corridor.json")).unwrap();
    let packed: Json = serde_json::from_str(&text).unwrap();
    let study = |title: &str, logo: &str| {
        let mut study = packed.clone();
        study["pages"] = json!([{
            "key": "p", "name_en": "Page", "sheet": "a4-portrait", "dpi": 72,
            "title_zh": title, "logo": { "at": "title", "height": 12 },
        }]);
        let sign = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"{logo}\"/></svg>"
        );
        study["logo"] = json!({ "type": "image/svg+xml", "size": [9, 9], "data": BASE64_STANDARD.encode(sign) });
        fs::write(folder.join("s.corridor.json"), study.to_string()).unwrap();
    };
    study("甲", "red");
    let of = ["s.corridor.json", "--layout", "p"];
    let svg = String::from_utf8(written(&folder, "a.svg", &of)).unwrap();
    let verify = ["a.svg", "s.corridor.json"];
    assert!(changes(&folder, &verify).is_empty());
    study("乙", "red");
    assert_eq!(changes(&folder, &verify), ["pages"]);
    study("甲", "blue");
    assert_eq!(changes(&folder, &verify), ["study-logo"]);
    // A picture of an older version says nothing of either.
    let prints: Vec<&str> = svg
        .split(' ')
        .filter(|pair| {
            let names = ["corridor:pages=", "corridor:study-logo="];
            names.iter().any(|name| pair.starts_with(name))
        })
        .collect();
    assert_eq!(prints.len(), 2, "{prints:?}");
    let old = prints
        .iter()
        .fold(svg.clone(), |svg, pair| svg.replacen(pair, "", 1));
    fs::write(folder.join("a.svg"), old).unwrap();
    assert!(changes(&folder, &verify).is_empty());
}

#[test]
fn a_file_of_boundaries_that_changed_is_told() {
    let folder = folder("paper-verify-boundary");
    let line = |end: &str| {
        let text = format!(r#"{{"type":"LineString","coordinates":[[106,22],[108,{end}]]}}"#);
        fs::write(folder.join("own.geojson"), text).unwrap();
    };
    line("21.5");
    fs::write(
        folder.join("other.geojson"),
        r#"{"type":"LineString","coordinates":[[100,22],[101,23]]}"#,
    )
    .unwrap();
    let small = ["--width", "700", "--height", "600"];
    let typed = ["--boundary", "own.geojson"];
    written(&folder, "a.svg", &[&small[..], &typed].concat());
    written(&folder, "none.svg", &small);
    assert_eq!(
        changes(&folder, &["a.svg"]),
        ["boundary"],
        "nobody says where"
    );
    let verify = ["a.svg", "--boundary", "own.geojson"];
    assert!(changes(&folder, &verify).is_empty());
    let run = corridor_in(&folder, &[&["verify"], &verify[..]].concat());
    assert!(run.text().contains("boundary   the same"), "{}", run.text());
    let others = ["a.svg", "--boundary", "other.geojson"];
    assert_eq!(changes(&folder, &others), ["boundary"]);
    let of_none = ["none.svg", "--boundary", "own.geojson"];
    assert_eq!(changes(&folder, &of_none), ["boundary"]);
    assert!(changes(&folder, &["none.svg"]).is_empty());
    // In a study file it is one of the study's.
    let pack = [&["export", "--out", "s.corridor.json"], &typed[..]].concat();
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let of_study = [&["s.corridor.json"], &small[..]].concat();
    written(&folder, "b.svg", &of_study);
    assert!(changes(&folder, &["b.svg", "s.corridor.json"]).is_empty());
    line("21.6");
    assert!(changes(&folder, &["b.svg", "s.corridor.json"]).is_empty());
    assert_eq!(changes(&folder, &verify), ["boundary"]);
    let run = corridor_in(&folder, &[&["verify"], &verify[..]].concat());
    assert!(run.text().contains("own.geojson changed"), "{}", run.text());
}

use super::*;

fn file(name: &str, bytes: &[u8]) -> DataFile {
    DataFile {
        name: Arc::from(name),
        origin: Origin::Path(PathBuf::from("/maps").join(name)),
        bytes: Arc::new(bytes.to_vec()),
        is_boundary: false,
    }
}

fn round(files: &[DataFile], choice: DataChoice) -> Data {
    let text = data_text(
        files,
        false,
        choice,
        Path::new("/maps/studies"),
        &Map::new(),
    );
    let json: Json = serde_json::from_str(&text).unwrap();
    Data::of_json(&Arc::from("a"), Some(&json)).unwrap()
}

#[test]
fn files_come_back_as_they_were() {
    let files = [
        file("a.csv", "key,value\r\n路,1\r\n\n".as_bytes()),
        file("b.json", b"{broken"),
        file("c.csv", b"\xFF\x00odd"),
        file(
            "d.geojson",
            b"\xEF\xBB\xBF{\"type\":\"X\", \"features\":[1.50,{}]}",
        ),
    ];
    let data = round(&files, DataChoice::Inside);
    let bytes: Vec<&[u8]> = data.inside.iter().map(|(_, bytes)| &bytes[..]).collect();
    let expected = [&files[0].bytes[..], &files[1].bytes, &files[2].bytes];
    assert_eq!(bytes[..3], expected);
    assert_eq!(bytes[3], br#"{"type":"X","features":[1.5,{}]}"#);
    assert_eq!(&*data.inside[0].0, "a.csv");
}

#[test]
fn deep_json_stands_as_lines_and_is_read() {
    for levels in [DEEPEST, DEEPEST + 1, 124] {
        let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let files = [file("deep.geojson", text.as_bytes())];
        let written = data_text(
            &files,
            false,
            DataChoice::Inside,
            Path::new("/"),
            &Map::new(),
        );
        assert_eq!(written.contains("\"geojson\""), levels <= DEEPEST);
        // A study file adds one level to its member.
        let whole = format!("{{\"data\": {written}}}");
        let json: Json = serde_json::from_str(&whole).unwrap();
        let data = Data::of_json(&Arc::from("a"), json.get("data")).unwrap();
        assert_eq!(&data.inside[0].1[..], text.as_bytes(), "{levels}");
    }
}

#[test]
fn a_file_read_from_a_study_is_canonically_the_same() {
    let files = [
        file("a.csv", b"\xEF\xBB\xBFkey,value\r\n"),
        file("b.geojson", b"\xEF\xBB\xBF{\"a\": 1, \"a\": [1.50, -0, 1e3, 123456789012345678901],\n \"features\": [{}, 2]}"),
        file("c.json", b"\xFF\x00odd"),
    ];
    let data = round(&files, DataChoice::Inside);
    for (before, (name, bytes)) in files.iter().zip(&data.inside) {
        let after = DataFile {
            name: Arc::clone(name),
            origin: Origin::Inside,
            bytes: Arc::clone(bytes),
            is_boundary: false,
        };
        assert_eq!(canonical(before), canonical(&after));
    }
    let other = file("b.geojson", br#"{"a": 2}"#);
    assert_ne!(canonical(&files[1]), canonical(&other));
}

#[test]
fn scenarios_that_cannot_be_read_are_held_like_other_data() {
    let files = [
        file("scenarios.json", br#"{"scenarios": [}"#),
        file("scenarios.json", br#"{"scenarios": []}"#),
    ];
    let data = round(&files, DataChoice::Inside);
    assert_eq!(data.inside.len(), 1);
    assert_eq!(data.inside[0].1, files[0].bytes);
}

#[test]
fn references_are_relative_to_the_folder() {
    let data = round(&[file("a.csv", b"x")], DataChoice::References);
    assert_eq!(data.files, [PathBuf::from("../a.csv")]);
    assert!(data.inside.is_empty());
    assert_eq!(data.choice(), DataChoice::References);
}

#[test]
fn boundaries_are_held_apart() {
    let boundary = DataFile {
        is_boundary: true,
        ..file("b.geojson", b"{\"type\":\"X\"}")
    };
    let files = [file("a.csv", b"x"), boundary];
    let inside = round(&files, DataChoice::Inside);
    assert_eq!(&*inside.boundaries[0].0, "b.geojson");
    assert_eq!(
        (inside.inside.len(), inside.choice()),
        (1, DataChoice::Inside)
    );
    let referred = round(&files, DataChoice::References);
    assert_eq!(referred.boundary_files, [PathBuf::from("../b.geojson")]);
    assert_eq!(referred.files, [PathBuf::from("../a.csv")]);
}

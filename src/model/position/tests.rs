use super::*;

fn close(text: &str, lon: f64, lat: f64) {
    let at = parse(text);
    let is_close = at.is_some_and(|at| (at.lon - lon).abs() < 1e-9 && (at.lat - lat).abs() < 1e-9);
    assert!(is_close, "{text}: {at:?}");
}

#[test]
fn both_forms_are_read() {
    for text in [
        "108.6 21.7",
        "108.6, 21.7",
        "21.7, 108.6",
        "21.7 108.6",
        "+108.6 +21.7",
        "21.7N 108.6E",
        "108.6e21.7n",
        "N21.7 E108.6",
        "E 108.6, N 21.7",
        "21.7°N, 108.6°E",
        "108.6° 21.7°",
        "21°42'N, 108°36'E",
        "21°42′00″N 108°36′00″E",
        "21 42 N 108 36 00 E",
        "21°42.0'N 108°36'0.0\"E",
        "21º42’N；108º36’E",
        "北纬21度42分 东经108度36分",
        "东经108.6°，北纬21.7°",
        "  108.6\t21.7  ",
    ] {
        close(text, 108.6, 21.7);
    }
    close("-70.5 -33.25", -70.5, -33.25);
    close("33°15'S 70°30'W", -70.5, -33.25);
    close("南纬33.25 西经70.5", -70.5, -33.25);
    close("−0°30' −0°15'", -0.5, -0.25);
    close("10, 20", 10.0, 20.0);
    close("180 90", 180.0, 90.0);
}

#[test]
fn odd_input_is_no_position() {
    for text in [
        "",
        " ",
        ",",
        "108.6",
        "108.6E",
        "G75 S26",
        "Qinzhou",
        "钦州",
        "21.7N 108.6N",
        "21.7N 108.6",
        "-21.7N 108.6E",
        "21°60'N 108°36'E",
        "21°-5'N 108°36'E",
        "21.5°42'N 108°36'E",
        "21'42°N 108°36'E",
        "21°42''N 108°36'E",
        "21°42'00\"00N 108°36'E",
        "1 2 3",
        "1,2,3",
        "1.2.3 4",
        ". .",
        "- -",
        "1e2 3",
        "181 0",
        "200 100",
        "91N 10E",
        "10N 181E",
        "nan 3",
        "inf inf",
        "N E",
        "°",
        "NE",
        "108.6 21.7 N E",
        "纬 经",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    for (lon, lat) in [
        (108.6, 21.7),
        (-70.5, -33.25),
        (0.0, 0.0),
        (-0.000_01, 59.999_99),
        (179.999_99, -89.999_99),
    ] {
        let at = LonLat::new(lon, lat);
        let read = parse(&sexagesimal(at)).unwrap();
        assert!((read.lon - lon).abs() < 2e-4 && (read.lat - lat).abs() < 2e-4);
        let read = parse(&decimal(at)).unwrap();
        assert!((read.lon - lon).abs() < 1e-5 && (read.lat - lat).abs() < 1e-5);
    }
}

#[test]
fn seconds_never_reach_sixty() {
    let at = LonLat::new(106.551, 29.999_99);
    assert_eq!(sexagesimal(at), "106°33'04\"E 30°00'00\"N");
    assert_eq!(
        sexagesimal(LonLat::new(-0.1, -0.1)),
        "0°06'00\"W 0°06'00\"S"
    );
}

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::xlsx::workbook;
use super::*;
use crate::model::rows::Head;

fn table() -> Rows {
    let head = |word: &str, title: &str, look| Head {
        word: word.to_owned(),
        title: title.to_owned(),
        look,
    };
    Rows {
        name: "links/1".to_owned(),
        heads: vec![
            head("key", "Key", Look::Amount),
            head("length_km", "Length (km)", Look::Amount),
            head("year", "Year", Look::Digits),
            head("open", "Open", Look::Amount),
        ],
        cells: vec![
            vec![
                Cell::Text("a|b & <c>\u{b}_x0041_ 柳州".to_owned()),
                Cell::Number(1285.5),
                Cell::Number(2026.0),
                Cell::Flag(true),
            ],
            vec![
                Cell::Empty,
                Cell::Number(f64::NAN),
                Cell::Empty,
                Cell::Flag(false),
            ],
        ],
    }
}

/// The parts of an archive, read by its local headers.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, length: usize| {
        let bytes = bytes[at..at + length].iter().rev();
        bytes.fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let [crc, packed, plain] = [at + 14, at + 18, at + 22].map(|at| number(at, 4));
        let name_length = number(at + 26, 2);
        let from = at + 30 + name_length;
        let name = String::from_utf8(bytes[at + 30..from].to_vec()).unwrap();
        let mut text = String::new();
        let mut decoder = DeflateDecoder::new(&bytes[from..from + packed]);
        decoder.read_to_string(&mut text).unwrap();
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        assert_eq!((sum.sum() as usize, text.len()), (crc, plain), "{name}");
        found.push((name, text));
        at = from + packed;
    }
    let index = bytes[at..].iter().zip(&bytes[at + 1..]);
    assert_eq!(
        index.filter(|pair| *pair == (&b'P', &b'K')).count(),
        found.len() + 1
    );
    found
}

#[test]
fn csv_and_markdown_are_one_table() {
    assert_eq!(
        as_csv(&table()),
        "key,length_km,year,open\na|b & <c>\u{b}_x0041_ 柳州,1285.5,2026,true\n,,,false\n"
    );
    let markdown = as_markdown(&table());
    let lines: Vec<&str> = markdown.lines().collect();
    assert_eq!(lines[0], "| Key | Length (km) | Year | Open |");
    assert_eq!(lines[1], "|---|---:|---:|---|");
    assert!(
        lines[2].starts_with("| a\\|b & <c>") && lines[2].ends_with("| 1,285.5 | 2026 | true |")
    );
}

#[test]
fn a_workbook_holds_numbers_formats_and_sources() {
    let sources = [("study".to_owned(), "00ff".to_owned())];
    let bytes = workbook(&table(), &sources).unwrap();
    assert_eq!(bytes, workbook(&table(), &sources).unwrap());
    let parts = parts(&bytes);
    let part = |name: &str| &parts.iter().find(|(own, _)| own == name).unwrap().1;
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    let list = part("xl/workbook.xml");
    assert!(list.contains("<sheet name=\"links1\"") && list.contains("<sheet name=\"Sources\""));
    assert!(list.contains("'links1'!$A$1:$D$3"));
    let sheet = part("xl/worksheets/sheet1.xml");
    for piece in [
        "state=\"frozen\"",
        "<c r=\"B2\" s=\"5\"><v>1285.5</v></c>",
        "<c r=\"C2\" s=\"2\"><v>2026</v></c>",
        "<c r=\"D3\" t=\"b\"><v>0</v></c>",
        "a|b &amp; &lt;c&gt;_x000B__x005F_x0041_ 柳州",
        "<autoFilter ref=\"A1:D3\"/>",
    ] {
        assert!(sheet.contains(piece), "{piece} is not in {sheet}");
    }
    assert!(!sheet.contains("r=\"B3\""), "what is not finite is nothing");
    let about = part("xl/worksheets/sheet2.xml");
    assert!(about.contains(">study<") && about.contains(">00ff<"));
}

#[test]
fn columns_have_letters_and_limits_are_told() {
    let heads: Vec<String> = (0..703).map(|at| format!("c{at}")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let wide = Rows::of_texts("wide", &heads, [vec!["1".to_owned(); 703]]);
    let parts = parts(&workbook(&wide, &[]).unwrap());
    let sheet = &parts[5].1;
    for place in ["\"Z2\"", "\"AA2\"", "\"ZZ2\"", "\"AAA2\""] {
        assert!(sheet.contains(place), "{place}");
    }
    let long = Rows::of_texts("long", &["text"], [vec!["x".repeat(40_000)]]);
    let error = workbook(&long, &[]).unwrap_err();
    assert!(error.in_words(Lang::En).contains("40,000"), "{error}");
    assert_eq!(RowsFormat::of(Path::new("a.XLSX")), Some(RowsFormat::Xlsx));
    assert_eq!(RowsFormat::of(Path::new("a.ods")), None);
}

//! Bytes to text: UTF-8, with or without a byte-order mark, and a clear word about anything else.
//!
//! Does not know: what the text says.

use std::sync::Arc;

use crate::model::check::{Issue, Place};

/// How many bytes tell UTF-16 from the rest.
const SAMPLE: usize = 4096;

/// The text of a file, without its byte-order mark.
///
/// # Errors
/// When there is no text, or it is not UTF-8; the finding names the encoding it looks like.
pub fn to_text<'b>(file: &Arc<str>, bytes: &'b [u8]) -> Result<&'b str, Issue> {
    if let Some(order) = utf16(bytes) {
        return Err(Issue::error(
            "encoding-utf16",
            file,
            Place::at(1, 1),
            &[order],
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => {
            Err(Issue::error("empty-file", file, Place::at(1, 1), &[]))
        }
        Ok(text) => Ok(text),
        Err(error) => Err(not_utf8(file, bytes, error.valid_up_to())),
    }
}

/// Line and column, both from 1 and in characters, of the end of some text.
pub(super) fn line_column(before: &str) -> (usize, usize) {
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

fn not_utf8(file: &Arc<str>, bytes: &[u8], bad: usize) -> Issue {
    let (before, rest) = bytes.split_at(bad);
    let (line, column) = line_column(str::from_utf8(before).unwrap_or_default());
    let place = Place::at(line, column);
    let byte = rest.first().map_or(String::new(), |b| format!("{b:02X}"));
    let code = if !is_damaged_utf8(bytes) && is_gbk(bytes) {
        "encoding-gbk"
    } else {
        "encoding-unknown"
    };
    Issue::error(code, file, place, &[&byte])
}

/// The byte order, if this is UTF-16: by its mark, or because every other byte is mostly zero.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    const LITTLE: &str = "UTF-16 LE";
    const BIG: &str = "UTF-16 BE";
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(LITTLE);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(BIG);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (pairs, _) = sample.as_chunks::<2>();
    let high = pairs.iter().filter(|pair| pair[0] == 0).count();
    let low = pairs.iter().filter(|pair| pair[1] == 0).count();
    let is_mostly = |zeros: usize, others: usize| zeros * 4 > pairs.len() && others * 8 < zeros;
    if is_mostly(high, low) {
        Some(BIG)
    } else if is_mostly(low, high) {
        Some(LITTLE)
    } else {
        None
    }
}

/// Whether most characters of three and more bytes are whole: UTF-8 with a few bad bytes.
/// (Text in GBK has one by chance only.)
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    whole > bad
}

/// Whether the bytes beyond ASCII are pairs of GBK (or fours of GB 18030) but for one in ten, and
/// at least half of the pairs lie where the common characters do: both bytes A1 to FE.
fn is_gbk(bytes: &[u8]) -> bool {
    let (mut common, mut rare, mut bad) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, count) = match rest {
            [0..=0x7F, ..] => {
                rest = &rest[1..];
                continue;
            }
            [0xA1..=0xFE, 0xA1..=0xFE, ..] => (2, &mut common),
            [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] => (4, &mut rare),
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, ..] => (2, &mut rare),
            _ => (1, &mut bad),
        };
        *count += 1;
        rest = &rest[length..];
    }
    common > 0 && common >= rare && bad * 10 <= common + rare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], code: &str, line: usize, column: usize) {
        let issue = to_text(&"a.geojson".into(), bytes).unwrap_err();
        assert_eq!(issue.code, code);
        assert_eq!(issue.place, Place::at(line, column));
    }

    #[test]
    fn utf8_is_taken_with_and_without_mark() {
        let file = Arc::from("a.geojson");
        assert_eq!(to_text(&file, "{\"名\":1}".as_bytes()), Ok("{\"名\":1}"));
        assert_eq!(to_text(&file, b"\xEF\xBB\xBF{}"), Ok("{}"));
    }

    #[test]
    fn nothing_is_an_empty_file() {
        check(b"", "empty-file", 1, 1);
        check(b"\xEF\xBB\xBF", "empty-file", 1, 1);
        check(b" \r\n ", "empty-file", 1, 1);
    }

    #[test]
    fn utf16_is_named() {
        check(b"\xFF\xFE{\0}\0", "encoding-utf16", 1, 1);
        check(b"\xFE\xFF\0{\0}", "encoding-utf16", 1, 1);
        check(b"\0[\0\"\0\xE9\0\"\0]", "encoding-utf16", 1, 1);
        let little: Vec<u8> = "{\"name\": \"重庆\"}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&little, "encoding-utf16", 1, 1);
    }

    #[test]
    fn gbk_is_named_with_the_first_bad_byte() {
        // 重庆, 钦州
        check(
            b"{\n\"a\": \"\xD6\xD8\xC7\xEC\",\n\"b\": \"\xC7\xD5\xD6\xDD\"}",
            "encoding-gbk",
            2,
            7,
        );
    }

    #[test]
    fn other_bytes_are_unknown() {
        check(b"[\"\xFF\"]", "encoding-unknown", 1, 3);
        // Latin-1: Zürich, Köln
        check(b"[\"Z\xFCrich\",\n\"K\xF6ln\"]", "encoding-unknown", 1, 4);
        // UTF-8 with one byte lost: 重庆钦州
        let mut cut = "[\"重庆钦州\"]".as_bytes().to_vec();
        cut.remove(7);
        check(&cut, "encoding-unknown", 1, 4);
    }
}

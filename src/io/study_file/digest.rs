//! A hash of what a file says, which is the same for a file as it was given and as a study file gives it back:
//! blanks, the way in which numbers and strings are written, and a byte-order mark do not count.
//!
//! One pass over the bytes without a tree, so that files of a hundred megabytes cost a fraction of a second.
//! Numbers are told by their shortest decimals (ECMA-404 knows no other equality). An object that names a
//! member twice is another one once a study file has held it.
//! Does not know: where the file lies; whether it is JSON at all (what is not is told as it is).

use super::data::{DataFile, is_table};
use crate::io::stamp::Hashing;

/// Bytes that are collected before they are hashed.
const CHUNK: usize = 1 << 16;
/// Numbers of so many characters at most have 15 digits at most, which a double keeps.
const PLAIN: usize = 16;

/// The hash of what a file says.
#[must_use]
pub fn digest(file: &DataFile) -> u128 {
    let bytes = &file.bytes[..];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut hashing = Hashing::default();
    if is_table(&file.name) {
        hashing.add(bytes);
        return hashing.hash();
    }
    let mut out: Vec<u8> = Vec::with_capacity(2 * CHUNK);
    // Most is told as it stands: what is between `kept` and `at` waits to be.
    let (mut kept, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let (end, is_as_it_stands) = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => (at + 1, false),
            b'"' => string_end(bytes, at),
            b'-' | b'0'..=b'9' => number_end(bytes, at),
            _ => (at + 1, true),
        };
        if !is_as_it_stands {
            out.extend_from_slice(&bytes[kept..at]);
            let token = &bytes[at..end];
            match byte {
                b'"' => out.extend(unescaped(token)),
                b'-' | b'0'..=b'9' => number(token, &mut out),
                _ => {}
            }
            kept = end;
        }
        at = end;
        if at - kept > CHUNK {
            out.extend_from_slice(&bytes[kept..at]);
            kept = at;
        }
        if out.len() > CHUNK {
            hashing.add(&out);
            out.clear();
        }
    }
    out.extend_from_slice(&bytes[kept..]);
    hashing.add(&out);
    hashing.hash()
}

/// Where a string ends that begins at a place, behind its quotation mark, and whether it has no escapes.
fn string_end(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut at = start + 1;
    let mut is_plain = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return (at + 1, is_plain),
            b'\\' => {
                is_plain = false;
                at += 2;
            }
            _ => at += 1,
        }
    }
    (bytes.len(), is_plain)
}

/// Where a number ends that begins at a place, and whether it is seen at once that it is told as it stands: a whole one,
/// or one with a point whose last digit is no zero.
fn number_end(bytes: &[u8], start: usize) -> (usize, bool) {
    let n_digits = |from: usize| {
        let digits = bytes[from..].iter();
        digits.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = start + usize::from(bytes[start] == b'-');
    let mut end = whole + n_digits(whole);
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    let is_short = if bytes.get(end) == Some(&b'.') {
        end += 1 + n_digits(end + 1);
        let token = &bytes[start..end];
        let is_tiny = bytes[whole..end].starts_with(b"0.000");
        token.len() <= PLAIN && !token.ends_with(b"0") && !is_tiny
    } else {
        // What is longer may be no whole number of 64 bits; minus nothing is another number than nothing.
        let is_negative_zero = &bytes[start..end] == b"-0";
        end > whole && end - whole <= 18 && !is_negative_zero
    };
    if is_short && !bytes.get(end).is_some_and(is_part) {
        return (end, true);
    }
    let rest = &bytes[start..];
    let length = rest.iter().position(|byte| !is_part(byte));
    (start + length.unwrap_or(rest.len()), false)
}

/// A string as it is written without needless escapes.
fn unescaped(token: &[u8]) -> Vec<u8> {
    let read: Result<String, _> = serde_json::from_slice(token);
    let written = read.ok().and_then(|text| serde_json::to_vec(&text).ok());
    written.unwrap_or_else(|| token.to_vec())
}

/// A number in its shortest decimals; what is none is told as it is.
fn number(token: &[u8], out: &mut Vec<u8>) {
    let has_point = token.contains(&b'.');
    let is_plain = token.len() <= PLAIN && !token.contains(&b'e') && !token.contains(&b'E');
    let is_tiny = token.starts_with(b"0.000") || token.starts_with(b"-0.000");
    if is_plain && has_point && !is_tiny {
        let n_zeros = token.iter().rev().take_while(|&&byte| byte == b'0').count();
        let mut short = &token[..token.len() - n_zeros];
        if short.ends_with(b".") {
            short = &token[..=short.len().min(token.len() - 1)];
        }
        out.extend_from_slice(short);
        return;
    }
    let text = str::from_utf8(token).unwrap_or_default();
    let is_whole = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && (!is_whole || text == "-0") => {
            out.extend_from_slice(format!("{value:?}").as_bytes());
        }
        _ => out.extend_from_slice(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::study_file::data::Origin;
    use std::sync::Arc;

    fn of(name: &str, text: &str) -> u128 {
        digest(&DataFile {
            name: Arc::from(name),
            origin: Origin::Inside,
            bytes: Arc::new(text.as_bytes().to_vec()),
            is_boundary: false,
        })
    }

    #[test]
    fn json_is_the_same_however_it_is_written() {
        let spaced = "\u{feff}{ \"a b\" : [ 1.500, -0.0, 1e3, 0.00001, 12345678901234567890123, \"\\u4e2d\\/\" ] }\n";
        let json: serde_json::Value =
            serde_json::from_str(spaced.trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(of("a.json", spaced), of("a.json", &json.to_string()));
        for other in [
            "{\"ab\":[1.5]}",
            "{\"a b\":[1.5,1]}",
            "{\"a b\":[1.5,-0.0,1000,0.00001]}",
        ] {
            assert_ne!(of("a.json", spaced), of("a.json", other), "{other}");
        }
        assert_ne!(of("a.csv", "a, b"), of("a.csv", "a,b"), "a table is text");
    }

    /// The same token by token: slow and obvious.
    fn by_token(bytes: &[u8]) -> u128 {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
        let (mut out, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let rest = &bytes[at..];
            let length = match rest[0] {
                b'"' => string_end(bytes, at).0 - at,
                b'-' | b'0'..=b'9' => rest.iter().take_while(|byte| is_part(byte)).count(),
                _ => 1,
            };
            let token = &rest[..length.min(rest.len())];
            match token[0] {
                b' ' | b'\t' | b'\r' | b'\n' => {}
                b'"' if token.contains(&b'\\') => out.extend(unescaped(token)),
                b'-' | b'0'..=b'9' => number(token, &mut out),
                _ => out.extend_from_slice(token),
            }
            at += length;
        }
        let mut hashing = Hashing::default();
        hashing.add(&out);
        hashing.hash()
    }

    #[test]
    fn what_is_told_as_it_stands_is_what_tokens_would_tell() {
        let parts = [
            "-0",
            "0",
            "-",
            "7",
            "12.5",
            "12.50",
            "-1.0",
            "1.",
            "-.5",
            "0.0001",
            "-0.00012",
            "1e3",
            "1-2",
            "9223372036854775807",
            "123456789012345678",
            "1234567890123456789012",
            "0.125e1",
            "123456789.1234567",
            "1.2.3",
            "\"a\"",
            "\"a b\"",
            "\"\\u4e2d\"",
            "\"\\",
            "\"open",
            " ",
            "\n\t",
            "[",
            "]",
            ",",
            ":",
            "{",
            "}",
            "true",
            "重",
        ];
        let mut state = 11_u64;
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..30 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let drawn = usize::try_from((state >> 33) % parts.len() as u64).unwrap();
                text.push_str(parts[drawn]);
            }
            assert_eq!(of("a.json", &text), by_token(text.as_bytes()), "{text}");
        }
        let long = "[1.25,2.5,30],".repeat(40_000);
        assert_eq!(of("a.json", &long), by_token(long.as_bytes()));
    }

    #[test]
    fn numbers_have_one_form_whatever_their_size() {
        let mut state = 7_u64;
        for round in 0..20_000 {
            // Knuth's linear congruential generator.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let whole = i64::from_ne_bytes(state.to_ne_bytes()) >> (round % 60);
            let decimals = usize::try_from(round % 18).unwrap_or_default();
            #[expect(clippy::cast_precision_loss, reason = "any number will do")]
            let text = format!("{:.decimals$}", whole as f64 / 10_f64.powi(round % 23));
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(
                of("a.json", &text),
                of("a.json", &json.to_string()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_told_too() {
        assert_ne!(of("a.json", "\"open"), of("a.json", "\"opem"));
        assert_ne!(of("a.json", "{1-2"), of("a.json", "{1-3"));
        assert_ne!(of("a.json", "\"\\"), of("a.json", "\"\\\\"));
    }
}

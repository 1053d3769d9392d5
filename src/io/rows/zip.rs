//! A ZIP archive of a few parts in memory (PKWARE APPNOTE 6.3): deflated, all of them of one fixed date, so
//! that the same parts are the same bytes.
//!
//! Does not know: what the parts are; archives of four gigabytes and more.

use std::io::Write;

use flate2::Compression;
use flate2::Crc;
use flate2::write::DeflateEncoder;

/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x21;
/// The version of the format that is needed to read it: deflate.
const VERSION: u16 = 20;

/// Parts as an archive, in their order. Names are of ASCII.
pub(super) fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut index = Vec::new();
    for (name, text) in parts {
        let packed = deflated(text.as_bytes());
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let mut about = Vec::new();
        put16(&mut about, [VERSION, 0, 8, 0, DATE]);
        put32(
            &mut about,
            [crc.sum(), small(packed.len()), small(text.len())],
        );
        put16(&mut about, [small16(name.len()), 0]);
        let at = small(bytes.len());
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&about);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&packed);
        index.extend_from_slice(b"PK\x01\x02");
        put16(&mut index, [VERSION]);
        index.extend_from_slice(&about);
        put16(&mut index, [0, 0, 0]);
        put32(&mut index, [0, at]);
        index.extend_from_slice(name.as_bytes());
    }
    let at = small(bytes.len());
    let count = small16(parts.len());
    let length = small(index.len());
    bytes.extend_from_slice(&index);
    bytes.extend_from_slice(b"PK\x05\x06");
    put16(&mut bytes, [0, 0, count, count]);
    put32(&mut bytes, [length, at]);
    put16(&mut bytes, [0]);
    bytes
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn put16<const N: usize>(bytes: &mut Vec<u8>, numbers: [u16; N]) {
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
}

fn put32<const N: usize>(bytes: &mut Vec<u8>, numbers: [u32; N]) {
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
}

/// A length in four bytes: a workbook's limits keep it far below.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn small16(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

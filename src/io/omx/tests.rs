//! What was written is read again by a small reader of its own, which follows addresses alone.

use super::write_omx;

/// A number of some bytes at a place.
fn number(bytes: &[u8], at: usize, size: usize) -> usize {
    let part = &bytes[at..at + size];
    part.iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | usize::from(byte))
}

fn address(bytes: &[u8], at: usize) -> usize {
    number(bytes, at, 8)
}

/// The messages of an object header: kind, and where their data begin and end.
fn messages(bytes: &[u8], header: usize) -> Vec<(usize, usize, usize)> {
    assert_eq!((bytes[header], header % 8), (1, 0));
    let mut at = header + 16;
    let end = at + number(bytes, header + 8, 4);
    let mut found = Vec::new();
    while at < end {
        let size = number(bytes, at + 2, 2);
        found.push((number(bytes, at, 2), at + 8, at + 8 + size));
        at += 8 + size;
    }
    assert_eq!((at, found.len()), (end, number(bytes, header + 2, 2)));
    found
}

fn data(bytes: &[u8], header: usize, kind: usize) -> usize {
    let all = messages(bytes, header);
    all.iter().find(|message| message.0 == kind).unwrap().1
}

/// The members of a group: names and headers, as its tree, table and heap have them.
fn members(bytes: &[u8], header: usize) -> Vec<(String, usize)> {
    let parts = data(bytes, header, 0x11);
    let (tree, heap) = (address(bytes, parts), address(bytes, parts + 8));
    assert_eq!(
        (&bytes[tree..tree + 6], &bytes[heap..heap + 5]),
        (&b"TREE\0\0"[..], &b"HEAP\0"[..])
    );
    if number(bytes, tree + 6, 2) == 0 {
        return Vec::new();
    }
    let (names, table) = (address(bytes, heap + 24), address(bytes, tree + 32));
    assert_eq!(&bytes[table..table + 5], b"SNOD\x01");
    let entries = (0..number(bytes, table + 6, 2)).map(|entry| table + 8 + entry * 40);
    let read = |entry: usize| {
        let begin = names + address(bytes, entry);
        let text: Vec<u8> = bytes[begin..]
            .iter()
            .copied()
            .take_while(|b| *b != 0)
            .collect();
        (String::from_utf8(text).unwrap(), address(bytes, entry + 8))
    };
    let members: Vec<_> = entries.map(read).collect();
    let last = names + address(bytes, tree + 40);
    assert!(bytes[last..].starts_with(members[members.len() - 1].0.as_bytes()));
    assert!(members.is_sorted());
    members
}

fn root(bytes: &[u8]) -> usize {
    assert_eq!(&bytes[..8], b"\x89HDF\r\n\x1a\n");
    assert_eq!(address(bytes, 40), bytes.len(), "end of file");
    let header = address(bytes, 64);
    let parts = data(bytes, header, 0x11);
    assert_eq!(
        bytes[80..96],
        bytes[parts..parts + 16],
        "the root's parts are told twice"
    );
    header
}

/// The members of `data` or `lookup`.
fn below(bytes: &[u8], group: usize) -> Vec<(String, usize)> {
    let groups = members(bytes, root(bytes));
    assert_eq!(groups[0].0, "data");
    assert_eq!(groups[1].0, "lookup");
    members(bytes, groups[group].1)
}

/// The numbers of a matrix, chunk by chunk.
fn matrix(bytes: &[u8], header: usize) -> (usize, Vec<f64>) {
    let space = data(bytes, header, 0x01);
    let n = address(bytes, space + 8);
    assert_eq!((bytes[space + 1], address(bytes, space + 16)), (2, n));
    let layout = data(bytes, header, 0x08);
    assert_eq!(bytes[layout..layout + 3], [3, 2, 3]);
    if n == 0 {
        return (0, Vec::new());
    }
    let tree = address(bytes, layout + 3);
    let n_rows = number(bytes, layout + 11, 4);
    assert_eq!(&bytes[tree..tree + 6], b"TREE\x01\0");
    let mut numbers = Vec::new();
    for child in 0..number(bytes, tree + 6, 2) {
        let key = tree + 24 + child * 40;
        assert_eq!(address(bytes, key + 8), child * n_rows, "the first row");
        let chunk = address(bytes, key + 32);
        let size = number(bytes, key, 4);
        let parts = bytes[chunk..chunk + size].as_chunks::<8>().0;
        numbers.extend(parts.iter().map(|&part| f64::from_le_bytes(part)));
    }
    numbers.truncate(n * n);
    (n, numbers)
}

#[test]
fn matrices_and_keys_are_read_again() {
    for n in [1, 2, 64, 65, 130] {
        let first: Vec<f64> = (0..u32::MAX)
            .take(n * n)
            .map(|at| f64::from(at) / 7.0)
            .collect();
        let second: Vec<f64> = first.iter().map(|number| -number).collect();
        let keys: Vec<String> = (0..n).map(|at| format!("hub-{at}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let matrices = [("km", &first[..]), ("hours", &second[..])];
        let bytes = write_omx(&matrices, n, &keys);
        assert_eq!(bytes, write_omx(&matrices, n, &keys), "the same bytes");
        let found = below(&bytes, 0);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["hours", "km"], "names in order");
        assert_eq!(matrix(&bytes, found[0].1), (n, second));
        assert_eq!(matrix(&bytes, found[1].1), (n, first));
        let lookup = below(&bytes, 1);
        assert_eq!(lookup[0].0, "hubs");
        let layout = data(&bytes, lookup[0].1, 0x08);
        let (texts, size) = (address(&bytes, layout + 2), address(&bytes, layout + 10));
        let width = number(&bytes, data(&bytes, lookup[0].1, 0x03) + 4, 4);
        assert_eq!(size, n * width);
        for (at, key) in keys.iter().enumerate() {
            let text = &bytes[texts + at * width..texts + (at + 1) * width];
            assert_eq!(str::from_utf8(text).unwrap().trim_end_matches('\0'), *key);
        }
    }
}

#[test]
fn odd_input_is_written() {
    let empty = write_omx(&[], 0, &[]);
    assert!(below(&empty, 0).is_empty());
    let numbers = [1.0, 2.0, 3.0];
    let many: Vec<String> = (0..40).map(|at| format!("m/{at:02}")).collect();
    let many: Vec<(&str, &[f64])> = many
        .iter()
        .map(|name| (name.as_str(), &numbers[..]))
        .collect();
    let bytes = write_omx(&many, 2, &["北", "b"]);
    let found = below(&bytes, 0);
    assert_eq!((found.len(), found[39].0.as_str()), (40, "m-39"));
    let (_, read) = matrix(&bytes, found[7].1);
    assert_eq!(read[..3], numbers);
    assert!(read[3].is_nan(), "what is missing is no number");
    let twice = write_omx(&[("a", &[1.0][..]), ("a", &[2.0])], 1, &["x"]);
    let found = below(&twice, 0);
    assert_eq!((found.len(), matrix(&twice, found[0].1).1), (1, vec![1.0]));
    let none = write_omx(&[("a", &[][..])], 0, &[]);
    assert_eq!(matrix(&none, below(&none, 0)[0].1), (0, vec![]));
}

/// The attributes that readers of OMX ask for.
#[test]
fn the_root_says_version_and_shape() {
    let bytes = write_omx(&[], 3, &["a", "b", "c"]);
    let all = messages(&bytes, root(&bytes));
    let attributes: Vec<&[u8]> = all
        .iter()
        .filter(|message| message.0 == 0x0c)
        .map(|&(_, begin, end)| &bytes[begin..end])
        .collect();
    assert_eq!(attributes.len(), 2);
    assert_eq!(&attributes[0][8..20], b"OMX_VERSION\0");
    assert_eq!(&attributes[0][40..43], b"0.2");
    assert_eq!(&attributes[1][8..14], b"SHAPE\0");
    assert_eq!(attributes[1][48..56], [3, 0, 0, 0, 3, 0, 0, 0]);
}

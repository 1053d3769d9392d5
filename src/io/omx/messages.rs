//! The messages of HDF5 object headers that OMX needs: shapes, types, layouts, attributes.
//!
//! Does not know: where in a file things lie.

/// How many values there are.
pub(super) enum Shape {
    /// One.
    One,
    /// So many in a row.
    Row(usize),
    /// So many rows and as many columns.
    Square(usize),
}

/// What a value is.
#[derive(Clone, Copy)]
pub(super) enum Type {
    /// A text of so many bytes, filled up with zeros; UTF-8.
    Text(usize),
    /// A whole number.
    Int32,
    /// A number of double precision.
    Float64,
}

impl Type {
    /// As a datatype message has it, version 1.
    pub(super) fn bytes(self) -> Vec<u8> {
        let (head, size, rest): ([u8; 4], usize, &[u8]) = match self {
            Self::Text(width) => ([0x13, 0x11, 0, 0], width, &[]),
            Self::Int32 => ([0x10, 0x08, 0, 0], 4, &[0, 0, 32, 0]),
            // Sign at bit 63; exponent of 11 bits at 52, bias 1023; mantissa of 52 bits at 0.
            Self::Float64 => (
                [0x11, 0x20, 0x3f, 0],
                8,
                &[0, 0, 64, 0, 52, 11, 0, 52, 0xff, 0x03, 0, 0],
            ),
        };
        let size = super::int(size).to_le_bytes();
        [&head[..], &size, rest].concat()
    }
}

/// As a dataspace message has it, version 1.
pub(super) fn shape(shape: &Shape) -> Vec<u8> {
    let sizes = match *shape {
        Shape::One => vec![],
        Shape::Row(count) => vec![count],
        Shape::Square(count) => vec![count; 2],
    };
    let rank = u8::try_from(sizes.len()).unwrap_or(0);
    let mut bytes = vec![1, rank, 0, 0, 0, 0, 0, 0];
    for size in sizes {
        bytes.extend((size as u64).to_le_bytes());
    }
    bytes
}

/// A message of some kind; its size is a multiple of eight.
pub(super) fn message(kind: u16, data: &[u8]) -> Vec<u8> {
    let size = data.len().next_multiple_of(8);
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend(super::short(size).to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(data);
    bytes.resize(8 + size, 0);
    bytes
}

/// What stands where nothing was written: zeros, by the fill value message in version 2.
pub(super) fn fill_value() -> Vec<u8> {
    message(0x05, &[2, 2, 2, 1, 0, 0, 0, 0])
}

/// A dataset in one piece.
pub(super) fn contiguous(address: u64, size: u64) -> Vec<u8> {
    let parts = [address.to_le_bytes(), size.to_le_bytes()].concat();
    message(0x08, &[&[3, 1][..], &parts].concat())
}

/// A dataset in chunks: where the tree over them is, their rows and columns, and the size of a value.
pub(super) fn chunked(tree: u64, sizes: [u32; 3]) -> Vec<u8> {
    let sizes = sizes.map(u32::to_le_bytes).concat();
    message(
        0x08,
        &[&[3, 2, 3][..], &tree.to_le_bytes(), &sizes].concat(),
    )
}

/// An attribute, version 1.
pub(super) fn attribute(name: &str, of: Type, values: &Shape, data: &[u8]) -> Vec<u8> {
    let name = [name.as_bytes(), &[0]].concat();
    let parts = [name, of.bytes(), shape(values)];
    let mut bytes = vec![1, 0];
    for part in &parts {
        bytes.extend(super::short(part.len()).to_le_bytes());
    }
    for part in &parts {
        bytes.extend(part);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
    }
    bytes.extend(data);
    message(0x0c, &bytes)
}

//! Writes matrices as OMX (OpenMatrix 0.2), which is HDF5 with agreed names.
//!
//! The root has the attributes `OMX_VERSION` and `SHAPE`; the group `data` a dataset for each matrix, the
//! group `lookup` the dataset `hubs` with the keys of rows and columns. Of HDF5 this is as little as
//! that needs: *HDF5 File Format Specification 3.0* with superblock 0, old groups (B-tree 1, symbol
//! table, local heap), object headers 1, numbers in chunks of whole rows without compression (readers
//! of OMX look for datasets in chunks). There are no times in it: the same matrices give the same
//! bytes.
//!
//! Checked against other programs by hand: `pip install openmatrix`, then in Python
//! `f = openmatrix.open_file("m.omx")`, `f.list_matrices()`, `f.mapping("hubs")`, `f["hours"][:]`.
//! Does not know: what the numbers are; files.

mod messages;
#[cfg(test)]
mod tests;

use messages::{Shape, Type, attribute, chunked, contiguous, fill_value, message, shape};

/// An address that stands for nothing.
const UNDEFINED: u64 = u64::MAX;
/// Half of the children that a node of a B-tree of groups has room for.
const GROUP_K: usize = 16;
/// Half of the chunks that a node of a B-tree of chunks has room for; fixed by superblock 0.
const CHUNK_K: usize = 32;
/// Bytes of the superblock with the entry of the root.
const SUPERBLOCK: usize = 96;
/// Name of the dataset in `lookup`.
const LOOKUP: &str = "hubs";

/// A file with matrices of `n` rows and columns, row after row, and the keys of those.
///
/// A matrix with too few numbers is filled up with NaN. Of matrices with one name the first is kept;
/// `/` in a name becomes `-`, as HDF5 parts names by it.
#[must_use]
pub fn write_omx(matrices: &[(&str, &[f64])], n: usize, index: &[&str]) -> Vec<u8> {
    let mut named: Vec<(String, &[f64])> = Vec::new();
    for (name, numbers) in matrices {
        let name = name.replace('/', "-");
        if named.iter().all(|(known, _)| *known != name) {
            named.push((name, numbers));
        }
    }
    let most = named.len().max(2);
    let mut file = File {
        bytes: vec![0; SUPERBLOCK],
        leaf_k: most.div_ceil(2).max(4),
    };
    let members: Vec<(String, u64)> = named
        .into_iter()
        .map(|(name, numbers)| (name, file.matrix(numbers, n)))
        .collect();
    let data = file.group(members, &[]);
    let keys = file.keys(index);
    let lookup = file.group(vec![(LOOKUP.to_owned(), keys)], &[]);
    let size = i32::try_from(n).unwrap_or(i32::MAX).to_le_bytes();
    let attributes = [
        attribute("OMX_VERSION", Type::Text(3), &Shape::One, b"0.2"),
        attribute("SHAPE", Type::Int32, &Shape::Row(2), &[size, size].concat()),
    ];
    let below = [("data", data.header), ("lookup", lookup.header)];
    let below = below.map(|(name, header)| (name.to_owned(), header));
    let root = file.group(below.to_vec(), &attributes);
    file.finish(&root)
}

/// A file under construction; an address is a place in its bytes.
struct File {
    bytes: Vec<u8>,
    /// Half of the members that a symbol table has room for.
    leaf_k: usize,
}

/// Where the parts of a group are.
struct Group {
    header: u64,
    tree: u64,
    heap: u64,
}

impl File {
    /// Adds a part at an address that eight divides.
    fn add(&mut self, part: &[u8]) -> u64 {
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
        let address = self.bytes.len() as u64;
        self.bytes.extend_from_slice(part);
        address
    }

    /// An object header of some messages.
    fn header(&mut self, messages: &[Vec<u8>]) -> u64 {
        let all = messages.concat();
        let mut header = vec![1, 0];
        header.extend(short(messages.len()).to_le_bytes());
        header.extend(1_u32.to_le_bytes());
        header.extend(int(all.len()).to_le_bytes());
        header.extend([0; 4]);
        header.extend(all);
        self.add(&header)
    }

    /// The names of a group's members, its symbol table, the tree over it and the header.
    fn group(&mut self, mut members: Vec<(String, u64)>, attributes: &[Vec<u8>]) -> Group {
        members.sort();
        // The first eight bytes are the empty name, which is less than all others.
        let mut names = vec![0; 8];
        let mut places = vec![0_u64];
        let mut table = b"SNOD\x01\0".to_vec();
        table.extend(short(members.len()).to_le_bytes());
        for (name, header) in &members {
            let place = names.len() as u64;
            places.push(place);
            names.extend(name.as_bytes());
            names.resize((names.len() + 1).next_multiple_of(8), 0);
            for part in [place, *header, 0, 0, 0] {
                table.extend(part.to_le_bytes());
            }
        }
        table.resize(8 + 2 * self.leaf_k * 40, 0);
        let table = self.add(&table);
        let mut heap = b"HEAP\0\0\0\0".to_vec();
        let names_at = self.add(&names);
        // One stands for: nothing is free.
        for part in [names.len() as u64, 1, names_at] {
            heap.extend(part.to_le_bytes());
        }
        let heap = self.add(&heap);
        let n_tables = usize::from(!members.is_empty());
        let mut tree = tree(0, n_tables);
        let last = places[places.len() - 1];
        for part in [0, table, last].iter().take(n_tables * 3) {
            tree.extend(part.to_le_bytes());
        }
        tree.resize(24 + (4 * GROUP_K + 1) * 8, 0);
        let tree = self.add(&tree);
        let parts = [tree.to_le_bytes(), heap.to_le_bytes()].concat();
        let mut messages = vec![message(0x11, &parts)];
        messages.extend_from_slice(attributes);
        let header = self.header(&messages);
        Group { header, tree, heap }
    }

    /// A matrix in at most as many chunks as one node of a tree has room for.
    fn matrix(&mut self, numbers: &[f64], n: usize) -> u64 {
        let n_rows = n.div_ceil(2 * CHUNK_K).max(1);
        let row = n * 8;
        let starts: Vec<usize> = (0..n).step_by(n_rows).collect();
        let mut tree = tree(1, starts.len());
        let key = |bytes: &mut Vec<u8>, row: usize, column: usize| {
            bytes.extend(int(n_rows * n * 8).to_le_bytes());
            bytes.extend([0; 4]);
            for part in [row as u64, column as u64, 0] {
                bytes.extend(part.to_le_bytes());
            }
        };
        for &start in &starts {
            let mut chunk = Vec::with_capacity(n_rows * row);
            for at in start * n..(start + n_rows).min(n) * n {
                let number = numbers.get(at).copied().unwrap_or(f64::NAN);
                chunk.extend(number.to_le_bytes());
            }
            // All chunks have one size; the rest of the last lies outside of the matrix.
            chunk.resize(n_rows * row, 0);
            let address = self.add(&chunk);
            key(&mut tree, start, 0);
            tree.extend(address.to_le_bytes());
        }
        let tree = if starts.is_empty() {
            UNDEFINED
        } else {
            key(&mut tree, starts.len() * n_rows, n);
            tree.resize(24 + (2 * CHUNK_K + 1) * 32 + 2 * CHUNK_K * 8, 0);
            self.add(&tree)
        };
        self.header(&[
            message(0x01, &shape(&Shape::Square(n))),
            message(0x03, &Type::Float64.bytes()),
            fill_value(),
            chunked(tree, [n_rows, n.max(1), 8].map(int)),
        ])
    }

    /// The keys as texts of one width, filled up with zeros.
    fn keys(&mut self, index: &[&str]) -> u64 {
        let width = index.iter().map(|key| key.len()).max().unwrap_or(0).max(1);
        let mut texts = Vec::with_capacity(index.len() * width);
        for (at, key) in index.iter().enumerate() {
            texts.extend(key.as_bytes());
            texts.resize((at + 1) * width, 0);
        }
        let (address, size) = if texts.is_empty() {
            (UNDEFINED, 0)
        } else {
            (self.add(&texts), texts.len() as u64)
        };
        self.header(&[
            message(0x01, &shape(&Shape::Row(index.len()))),
            message(0x03, &Type::Text(width).bytes()),
            fill_value(),
            contiguous(address, size),
        ])
    }

    /// The superblock is known last: it says how long the file is and where its root.
    fn finish(mut self, root: &Group) -> Vec<u8> {
        let mut block = b"\x89HDF\r\n\x1a\n".to_vec();
        block.extend([0, 0, 0, 0, 0, 8, 8, 0]);
        block.extend(short(self.leaf_k).to_le_bytes());
        block.extend(short(GROUP_K).to_le_bytes());
        block.extend([0; 4]);
        let end = self.bytes.len() as u64;
        for part in [
            0,
            UNDEFINED,
            end,
            UNDEFINED,
            0,
            root.header,
            1,
            root.tree,
            root.heap,
        ] {
            block.extend(part.to_le_bytes());
        }
        self.bytes[..SUPERBLOCK].copy_from_slice(&block);
        self.bytes
    }
}

/// The beginning of the only node of a B-tree: its kind, level 0, and no node beside it.
fn tree(kind: u8, n_children: usize) -> Vec<u8> {
    let mut tree = b"TREE".to_vec();
    tree.extend([kind, 0]);
    tree.extend(short(n_children).to_le_bytes());
    tree.extend([UNDEFINED.to_le_bytes(); 2].concat());
    tree
}

/// A number of 16 bits; larger ones do not come up short of 65,536 matrices.
fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// A number of 32 bits; chunks come to that size with half a million rows.
fn int(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

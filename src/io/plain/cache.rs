//! Orders of hierarchies, kept in the user's cache folder: never beside what was read.
//!
//! A file is named by a hash of the topology it is for: nodes, links, zones and positions, by SipHash-1-3
//! with a 128-bit result and fixed keys (Aumasson and Bernstein 2012), which gives the same on every
//! machine. What is damaged, of another version or of another network is passed over and written anew; a
//! folder that cannot be written to is none. Above a size the files longest unchanged are removed.
//! Does not know: what the numbers of an order mean (see [`crate::study::plain`]).

use std::hash::Hasher;
use std::path::{Path, PathBuf};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::io::{files, user};
use crate::model::plain::PlainNetwork;

/// The first bytes of a file; the last of them is the version of its layout.
const MAGIC: [u8; 8] = *b"corrord\x01";
/// Bytes before the numbers: magic, key, checksum.
const N_BEFORE: usize = 8 + 16 + 16;
/// How files end.
const ENDING: &str = ".order";
/// The most that all files take together, bytes: some sixty networks of a million nodes.
const MOST: u64 = 256 << 20;

/// Where orders are kept, and for which network.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    key: u128,
}

impl Cache {
    /// The place for a network in the user's cache folder.
    #[must_use]
    pub fn of(network: &PlainNetwork) -> Self {
        Self::at(user::cache().map(|folder| folder.join("orders")), network)
    }

    /// The place for a network in some folder, or none.
    #[must_use]
    pub fn at(folder: Option<PathBuf>, network: &PlainNetwork) -> Self {
        Self {
            folder,
            key: key(network),
        }
    }

    /// The order that is kept; `None` where there is none that is whole.
    #[must_use]
    pub fn read(&self) -> Option<Vec<u32>> {
        let bytes = files::read(&self.path()?).ok()?;
        let (before, numbers) = bytes.split_at_checked(N_BEFORE)?;
        if before != header(self.key, numbers) {
            return None;
        }
        let (numbers, rest) = numbers.as_chunks();
        rest.is_empty().then(|| {
            numbers
                .iter()
                .map(|&four| u32::from_le_bytes(four))
                .collect()
        })
    }

    /// Keeps an order, as a whole or not at all, and removes the oldest where all together are too large.
    /// Says whether it is kept.
    #[must_use]
    pub fn write(&self, order: &[u32]) -> bool {
        let Some(path) = self.path() else {
            return false;
        };
        let numbers: Vec<u8> = order
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        let bytes = [&header(self.key, &numbers)[..], &numbers].concat();
        let folder = path.parent().unwrap_or(&path);
        let written = files::create_dir(folder).and_then(|()| files::write_whole(&path, &bytes));
        let is_kept = written.is_ok();
        if is_kept {
            make_room(folder, &path, MOST);
        }
        is_kept
    }

    fn path(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("{:032x}{ENDING}", self.key)))
    }
}

/// Removes the files longest unchanged, but for the one just written, until all take at most so much.
fn make_room(folder: &Path, newest: &Path, most: u64) {
    let Ok(all) = files::list_by_age(folder, ENDING) else {
        return;
    };
    let mut sum: u64 = all.iter().map(|(_, size)| size).sum();
    for (path, size) in all.iter().filter(|(path, _)| path != newest) {
        if sum <= most {
            return;
        }
        if files::remove(path).is_ok() {
            sum -= size;
        }
    }
}

fn header(key: u128, numbers: &[u8]) -> [u8; N_BEFORE] {
    let mut hasher = SipHasher13::new();
    hasher.write(numbers);
    let sum = hasher.finish128().as_u128();
    let mut header = [0; N_BEFORE];
    header[..8].copy_from_slice(&MAGIC);
    header[8..24].copy_from_slice(&key.to_le_bytes());
    header[24..].copy_from_slice(&sum.to_le_bytes());
    header
}

/// A hash of all that an order depends on.
fn key(network: &PlainNetwork) -> u128 {
    let mut hasher = SipHasher13::new();
    for count in [
        network.n_nodes(),
        network.n_links(),
        network.first_thru_node(),
    ] {
        hasher.write(&(count as u64).to_le_bytes());
    }
    for ends in [network.tails(), network.heads()] {
        for end in ends {
            hasher.write(&end.to_le_bytes());
        }
    }
    for at in network.all_positions().unwrap_or_default().iter().flatten() {
        hasher.write(&at.to_bits().to_le_bytes());
    }
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plain::{PlainBuilder, PlainLink};

    fn network(head: u32) -> PlainNetwork {
        let mut builder = PlainBuilder::numbered(3, 0, 1);
        let link = PlainLink {
            head,
            ..PlainLink::default()
        };
        assert!(builder.add_link("", &link));
        builder.build()
    }

    /// A folder of a test's own.
    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("target/test-cache")
            .join(format!("{name}-{}", std::process::id()));
        for (path, _) in files::list_by_age(&folder, "").unwrap_or_default() {
            files::remove(&path).unwrap();
        }
        folder
    }

    #[test]
    fn an_order_is_kept_and_what_is_damaged_is_none() {
        let folder = folder("damaged");
        let cache = Cache::at(Some(folder.clone()), &network(1));
        assert_eq!(cache.read(), None);
        let order = [7, 0, u32::MAX];
        assert!(cache.write(&order));
        assert_eq!(cache.read().as_deref(), Some(&order[..]));
        let path = cache.path().unwrap();
        let whole = files::read(&path).unwrap();
        assert_eq!(whole.len(), N_BEFORE + 12);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            files::write_whole(&path, &bytes).unwrap();
            assert_eq!(cache.read(), None, "byte {at}");
            files::write_whole(&path, &whole[..at]).unwrap();
            assert_eq!(cache.read(), None, "the first {at} bytes");
        }
        assert!(cache.write(&order) && cache.read().is_some());
        assert_eq!(Cache::at(Some(folder), &network(2)).read(), None);
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let none = Cache::at(None, &network(1));
        assert!(!none.write(&[1]));
        assert_eq!(none.read(), None);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml/x");
        assert!(!Cache::at(Some(file), &network(1)).write(&[1]));
    }

    #[test]
    fn the_oldest_make_room() {
        let folder = folder("room");
        files::create_dir(&folder).unwrap();
        let path = |name: &str| folder.join(name);
        for name in ["b.order", "a.order", "c.order", "other.txt"] {
            files::write_whole(&path(name), &[0; 10]).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        make_room(&folder, &path("a.order"), 20);
        let left: Vec<PathBuf> = files::list_ending(&folder, "").unwrap();
        assert_eq!(left, ["a.order", "c.order", "other.txt"].map(path));
        make_room(&folder, &path("a.order"), 0);
        assert_eq!(
            files::list_ending(&folder, ENDING).unwrap(),
            [path("a.order")]
        );
    }

    #[test]
    fn keys_stay_the_same() {
        assert_ne!(key(&network(1)), key(&network(2)));
        assert_eq!(format!("{:032x}", key(&network(1))), KEY);
    }

    /// Computed once: another key would leave all kept orders behind.
    const KEY: &str = "75f95b9290f13eed7b8da839c581396d";
}

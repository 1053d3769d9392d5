//! What tells a file from the one that it was.
//!
//! Does not know: files themselves.

use std::hash::Hasher;
use std::time::Duration;

use siphasher::sip128::{Hasher128, SipHasher13};

/// How a file was at some moment: enough to see whether it is another one now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length, bytes.
    pub length: u64,
    /// When it was changed last; not known on every system.
    pub changed: Option<Duration>,
    /// A hash of its content.
    pub hash: u128,
}

/// A hash that is the same on every machine: SipHash-1-3 with 128 bits and fixed keys.
#[must_use]
pub fn hash(bytes: &[u8]) -> u128 {
    let mut hashing = Hashing::default();
    hashing.add(bytes);
    hashing.hash()
}

/// The same of bytes that come in pieces.
pub struct Hashing(SipHasher13);

impl Default for Hashing {
    fn default() -> Self {
        Self(SipHasher13::new_with_keys(0, 0))
    }
}

impl Hashing {
    /// The next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// The hash of all of them.
    #[must_use]
    pub fn hash(&self) -> u128 {
        self.0.finish128().as_u128()
    }
}

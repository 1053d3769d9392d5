//! Pieces of files too large to be read as a whole, and folders named by numbers.
//!
//! Does not know: what the bytes mean.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::FileError;
use crate::io::stamp::Hashing;

/// A file of at most so many bytes is hashed whole; of a larger one both ends and the length are.
const HASHED_WHOLE: u64 = 256 << 20;
/// What of either end is.
const END: u64 = 1 << 20;
/// How much is read at once.
const STEP: usize = 1 << 20;

/// A file of which pieces are read, from any thread.
#[derive(Debug)]
pub struct Pieces {
    path: PathBuf,
    file: Mutex<File>,
    length: u64,
}

impl Pieces {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is not there, may not be read or is a folder.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let failed = |source| FileError::new(path, source);
        let file = File::open(path).map_err(failed)?;
        let of = file.metadata().map_err(failed)?;
        if of.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        Ok(Self {
            path: path.to_owned(),
            file: Mutex::new(file),
            length: of.len(),
        })
    }

    /// Its length when it was opened, bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// A piece; `None` where the file ends before its end.
    ///
    /// # Errors
    /// When the disk does not give it.
    pub fn read(&self, offset: u64, length: u64) -> Result<Option<Vec<u8>>, FileError> {
        let is_inside = offset
            .checked_add(length)
            .is_some_and(|end| end <= self.length);
        let (true, Ok(length)) = (is_inside, usize::try_from(length)) else {
            return Ok(None);
        };
        let mut bytes = vec![0; length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file
            .seek(SeekFrom::Start(offset))
            .and_then(|_| file.read_exact(&mut bytes));
        match read {
            Ok(()) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(FileError::new(&self.path, error)),
        }
    }
}

/// A hash of a file: of all of it, or where it is very large of both ends and its length.
///
/// # Errors
/// When it cannot be read.
pub fn digest(path: &Path) -> Result<u128, FileError> {
    let pieces = Pieces::open(path)?;
    let length = pieces.length();
    let mut hashing = Hashing::default();
    hashing.add(&length.to_le_bytes());
    let ranges = if length <= HASHED_WHOLE {
        [(0, length), (length, length)]
    } else {
        [(0, END), (length - END, length)]
    };
    for (from, to) in ranges {
        let mut at = from;
        while at < to {
            let step = (to - at).min(STEP as u64);
            let bytes = pieces.read(at, step)?.unwrap_or_default();
            hashing.add(&bytes);
            at += step;
        }
    }
    Ok(hashing.hash())
}

/// The numbers that folders in a folder are named by, the least first.
///
/// # Errors
/// When the folder is not there or may not be listed.
pub fn numbered_folders(dir: &Path) -> Result<Vec<u8>, FileError> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(dir).map_err(|source| FileError::new(dir, source))? {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.parse::<u8>().ok());
        let is_folder = entry.file_type().is_ok_and(|of| !of.is_file());
        numbers.extend(number.filter(|_| is_folder));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

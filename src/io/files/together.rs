//! Files that appear together: each is written under a hidden name beside its own, and all take their names once
//! the last is on the disk. What is given up leaves nothing behind.
//!
//! Does not know: what the bytes mean.

use std::fs;
use std::path::{Path, PathBuf};

use super::beside::{create_beside, fill, folder_of, replaceable, sync_folder};
use super::{FileError, create_dir, remove_leftovers};

/// Files that are written and not there yet.
#[derive(Debug, Default)]
pub struct Together {
    /// Each under its hidden name, and its own.
    waiting: Vec<[PathBuf; 2]>,
}

impl Together {
    /// Writes a file that is to appear with the others; its folder is made where it is not there. Links are followed,
    /// permissions kept and write-protected files refused as by [`super::write_whole`].
    ///
    /// # Errors
    /// When the folder cannot be made or is full, or the file may not be written or is a folder.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
        let failed = |source| FileError::new(path, source);
        create_dir(folder_of(path))?;
        let (target, permissions) = replaceable(path).map_err(failed)?;
        // What a killed program left behind is nobody's.
        remove_leftovers(&target);
        let (hidden, file) = create_beside(&target).map_err(failed)?;
        self.waiting.push([hidden, target]);
        fill(file, bytes, permissions).map_err(failed)
    }

    /// Lets all of them appear, in the places of files that had their names.
    ///
    /// # Errors
    /// When one cannot take its name; those that took theirs before it and were not there are gone again.
    pub fn finish(mut self) -> Result<(), FileError> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut new: Vec<&Path> = Vec::new();
        for (done, [hidden, path]) in waiting.iter().enumerate() {
            let was_there = path.exists();
            if let Err(source) = fs::rename(hidden, path) {
                for path in new {
                    let _ = fs::remove_file(path);
                }
                self.waiting = waiting[done..].to_vec();
                return Err(FileError::new(path, source));
            }
            if !was_there {
                new.push(path);
            }
        }
        let mut folders: Vec<Option<&Path>> = Vec::new();
        for [_, path] in &waiting {
            if !folders.contains(&path.parent()) {
                folders.push(path.parent());
                sync_folder(path);
            }
        }
        Ok(())
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        for [hidden, _] in &self.waiting {
            // It is hidden, and harmless where it stays.
            let _ = fs::remove_file(hidden);
        }
    }
}

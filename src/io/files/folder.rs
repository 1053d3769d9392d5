//! Writing a folder of files as a whole.
//!
//! The files go to a hidden folder beside it, which takes its name once all of them are on the disk; a folder
//! that was there steps aside for that and is removed after. Only one that holds nothing but such files is
//! replaced.
//! Does not know: what the bytes mean.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{FileError, sync_folder};

/// Replaces a folder as a whole, or makes it, with those above it: `files` are names and contents. When that
/// fails, the folder is as it was.
///
/// # Errors
/// When the folder holds anything but files of `known` names, is a file, or cannot be written.
pub fn write_folder(dir: &Path, files: &[(&str, &[u8])], known: &[&str]) -> Result<(), FileError> {
    let failed = |source| FileError::new(dir, source);
    let is_there = dir.exists();
    if is_there {
        check(dir, known).map_err(failed)?;
    }
    let made = beside(dir, "new").map_err(failed)?;
    let old = beside(dir, "old").map_err(failed)?;
    // What a killed program left behind is nobody's.
    let _ = fs::remove_dir_all(&made);
    let written = fill(&made, files).and_then(|()| {
        if is_there {
            fs::rename(dir, &old)?;
        }
        fs::rename(&made, dir).inspect_err(|_| {
            // The folder that was there takes its place again.
            let _ = fs::rename(&old, dir);
        })
    });
    if let Err(source) = written {
        // The first failure is the one to tell; a leftover is hidden and harmless.
        let _ = fs::remove_dir_all(&made);
        return Err(failed(source));
    }
    if is_there {
        let _ = fs::remove_dir_all(&old);
    }
    sync_folder(dir);
    Ok(())
}

/// Whether a folder may be replaced.
fn check(dir: &Path, known: &[&str]) -> io::Result<()> {
    let known: BTreeSet<&str> = known.iter().copied().collect();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| known.contains(name));
        if !is_ours || !entry.file_type()?.is_file() {
            let name = name.to_string_lossy();
            let said = format!(
                "it holds {name}, which would be lost; name a folder that is empty or not there yet"
            );
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, said));
        }
    }
    Ok(())
}

/// A hidden folder beside another one.
fn beside(dir: &Path, what: &str) -> io::Result<PathBuf> {
    let whole = std::path::absolute(dir)?;
    let name = whole.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.{what}", std::process::id()));
    Ok(whole.with_file_name(hidden))
}

fn fill(made: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    fs::create_dir_all(made)?;
    for (name, bytes) in files {
        let mut file = File::create(made.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(())
}

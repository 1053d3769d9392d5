//! Reading, listing and replacing files: the only place that touches the file system.
//!
//! Does not know: what the bytes mean.

mod beside;
pub mod folder;
pub mod together;
pub mod pieces;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use self::beside::{create_beside, fill, folder_of, replaceable, sync_folder};
use super::stamp::{Stamp, hash};
use super::study_file::is_study_file;
use crate::words::{self, Lang};

/// What kept a file from being read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileErrorKind {
    /// There is no such file or folder.
    NotFound,
    /// The folder that it would be in is not there.
    NoFolder,
    /// It may not be read or written.
    Permission,
    /// It is a folder where a file is needed.
    IsFolder,
    /// Anything else; the system's text says what.
    Other,
}

/// A file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct FileError {
    /// What kept it from being used.
    pub kind: FileErrorKind,
    /// The file or folder, as it was named.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl FileError {
    fn new(path: &Path, source: io::Error) -> Self {
        let kind = match source.kind() {
            io::ErrorKind::IsADirectory => FileErrorKind::IsFolder,
            // Some systems call the attempt to open a folder a matter of permission.
            io::ErrorKind::PermissionDenied if path.is_dir() => FileErrorKind::IsFolder,
            io::ErrorKind::NotFound if !folder_of(path).is_dir() => FileErrorKind::NoFolder,
            io::ErrorKind::NotFound => FileErrorKind::NotFound,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                FileErrorKind::Permission
            }
            _ => FileErrorKind::Other,
        };
        Self {
            kind,
            path: path.to_owned(),
            source,
        }
    }

    /// Others use a file that nobody else may use meanwhile.
    #[must_use]
    pub fn busy(path: &Path) -> Self {
        Self::new(path, io::ErrorKind::ResourceBusy.into())
    }

    /// Whether the file, or the folder that it would be in, is not there.
    #[must_use]
    pub fn is_not_there(&self) -> bool {
        matches!(self.kind, FileErrorKind::NotFound | FileErrorKind::NoFolder)
    }

    /// The key of its text.
    #[must_use]
    pub fn words_key(&self) -> &'static str {
        match self.kind {
            FileErrorKind::NotFound => "file.not-found",
            FileErrorKind::NoFolder => "file.no-folder",
            FileErrorKind::Permission => "file.permission",
            FileErrorKind::IsFolder => "file.is-folder",
            FileErrorKind::Other => "file.other",
        }
    }

    /// What happened and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let (path, system) = (self.path.display().to_string(), self.source.to_string());
        words::fill(lang, self.words_key(), &[&path, &system])
    }
}

/// Whether the path is a folder.
#[must_use]
pub fn is_dir(path: &Path) -> bool {
    path.is_dir()
}

/// The whole content of a file.
///
/// # Errors
/// When the file is not there, may not be read, or is a folder.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(|source| FileError::new(path, source))
}

/// The whole content of a file, and how it was.
///
/// # Errors
/// When the file is not there, may not be read, or is a folder.
pub fn read_stamped(path: &Path) -> Result<(Vec<u8>, Stamp), FileError> {
    // Were it changed while it is read, the stamp would be the older one, and the change be seen later.
    let changed = changed_at(path);
    let bytes = read(path)?;
    let stamp = Stamp {
        length: bytes.len() as u64,
        changed,
        hash: hash(&bytes),
    };
    Ok((bytes, stamp))
}

/// Whether a file is not as it was: it is read only where length and time do not tell. One that cannot
/// be read is another one; one that is gone is none.
#[must_use]
pub fn is_another(path: &Path, stamp: &Stamp) -> bool {
    match fs::metadata(path) {
        Ok(now) if now.len() != stamp.length => return true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return false,
        _ => {}
    }
    if stamp.changed.is_some() && changed_at(path) == stamp.changed {
        return false;
    }
    read(path).map_or(true, |bytes| hash(&bytes) != stamp.hash)
}

fn changed_at(path: &Path) -> Option<Duration> {
    let changed = fs::metadata(path).ok()?.modified().ok()?;
    changed.duration_since(UNIX_EPOCH).ok()
}

/// Whether a file can be opened, without reading it.
///
/// # Errors
/// When the file is not there, may not be read, or is a folder.
pub fn check(path: &Path) -> Result<(), FileError> {
    if is_dir(path) {
        let source = io::Error::from(io::ErrorKind::IsADirectory);
        return Err(FileError::new(path, source));
    }
    let opened = File::open(path);
    opened
        .map(drop)
        .map_err(|source| FileError::new(path, source))
}

/// The files of a study folder, sorted by name: those that end in `.geojson` or `.json`, and the
/// `.csv` tables of the names given. Hidden files, study files and subfolders are passed over.
///
/// # Errors
/// When the folder is not there or may not be listed.
pub fn list_study(dir: &Path, tables: &[&str]) -> Result<Vec<PathBuf>, FileError> {
    let failed = |source| FileError::new(dir, source);
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if (has_geojson_name(&path) || is_table(&path, tables)) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The files of a folder whose names end so, sorted by name. Subfolders are passed over.
///
/// # Errors
/// When the folder is not there or may not be listed.
pub fn list_ending(dir: &Path, ending: &str) -> Result<Vec<PathBuf>, FileError> {
    let failed = |source| FileError::new(dir, source);
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.ends_with(ending)) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_table(path: &Path, tables: &[&str]) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let ending = path.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
        && stem.is_some_and(|stem| tables.contains(&stem))
}

fn has_geojson_name(path: &Path) -> bool {
    let is_hidden = path
        .file_name()
        .is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && ends_as_geojson(path) && !is_study_file(path)
}

/// Whether a file's ending, in any case, is one of GeoJSON.
#[must_use]
pub fn ends_as_geojson(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("geojson") || ending.eq_ignore_ascii_case("json")
    })
}

/// Replaces a file's content as a whole: the bytes go to a temporary file beside it, which takes
/// its name once all are on the disk. When that fails the old file is as it was.
///
/// A link is followed, permissions of an existing file are kept, and a write-protected one is refused.
///
/// # Errors
/// When the folder is not there or full, or the file may not be written or is a folder.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |source| FileError::new(path, source);
    let (target, permissions) = replaceable(path).map_err(failed)?;
    let (temporary, file) = create_beside(&target).map_err(failed)?;
    let written = fill(file, bytes, permissions).and_then(|()| fs::rename(&temporary, &target));
    if let Err(source) = written {
        // The first failure is the one to tell; a leftover is hidden and harmless.
        let _ = fs::remove_file(&temporary);
        return Err(failed(source));
    }
    sync_folder(&target);
    Ok(())
}

/// Replaces a file's content as a whole, and says how the file is then.
///
/// # Errors
/// As for [`write_whole`].
pub fn write_stamped(path: &Path, bytes: &[u8]) -> Result<Stamp, FileError> {
    write_whole(path, bytes)?;
    Ok(Stamp {
        length: bytes.len() as u64,
        changed: changed_at(path),
        hash: hash(bytes),
    })
}

/// A lock file that is open.
#[derive(Debug)]
pub struct Held {
    _file: File,
}

/// What there is of a lock file.
#[derive(Debug)]
pub enum Locked {
    /// It is ours until this is dropped.
    Ours(Held),
    /// Another program holds it; what it wrote there.
    Others(String),
    /// The folder or the system takes no locks.
    Nobody,
}

/// Locks a file, made if it is not there, and writes into it who holds it. The system lets go of it when the
/// program ends, however it ends, so that a lock file that was left behind is taken over.
#[must_use]
pub fn lock(path: &Path, holder: &str) -> Locked {
    // Between opening and locking the file may be removed by who held it: then it is another one by now.
    for _ in 0..8 {
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let Ok(mut file) = opened else {
            return Locked::Nobody;
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                let said = fs::read(path).unwrap_or_default();
                let said = String::from_utf8_lossy(&said).trim().to_owned();
                return Locked::Others(said);
            }
            Err(fs::TryLockError::Error(_)) => return Locked::Nobody,
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.write_all(holder.as_bytes()));
        if written.is_err() {
            return Locked::Nobody;
        }
        if fs::read(path).is_ok_and(|now| now == holder.as_bytes()) {
            return Locked::Ours(Held { _file: file });
        }
    }
    Locked::Nobody
}

/// A file that is added to, each time down to the disk. Another program cannot open it so meanwhile.
#[derive(Debug)]
pub struct Appender {
    file: File,
    path: PathBuf,
}

impl Appender {
    /// Opens a file to be added to, made if it is not there; `None` when another program has it so.
    ///
    /// # Errors
    /// When it cannot be made or opened.
    pub fn open(path: &Path) -> Result<Option<Self>, FileError> {
        let failed = |source| FileError::new(path, source);
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            // Where there are no locks, nobody is kept out.
            Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(Self {
                file,
                path: path.to_owned(),
            })),
        }
    }

    /// Adds bytes and brings them to the disk.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let added = self
            .file
            .write_all(bytes)
            .and_then(|()| self.file.sync_data());
        added.map_err(|source| FileError::new(&self.path, source))
    }

    /// Cuts it to some length, bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn cut(&mut self, length: u64) -> Result<(), FileError> {
        let cut = self.file.set_len(length);
        cut.map_err(|source| FileError::new(&self.path, source))
    }

    /// Removes the file.
    ///
    /// # Errors
    /// When it is not there or may not be removed.
    pub fn remove(self) -> Result<(), FileError> {
        remove(&self.path)
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The path by which the system knows a file, where it is there; else the path made whole.
#[must_use]
pub fn whole_path(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

/// Removes what programs left beside a file that were killed while they wrote it. For who alone may write
/// it.
pub fn remove_leftovers(target: &Path) {
    let Some(name) = target.file_name() else {
        return;
    };
    let begins = format!(".{}.", name.to_string_lossy());
    for path in list_ending(folder_of(target), ".tmp").unwrap_or_default() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&begins) {
            // It is hidden, and harmless where it stays.
            let _ = fs::remove_file(&path);
        }
    }
}

/// Adds bytes at the end of a file, which is made where there is none, and brings them to the disk.
///
/// # Errors
/// When the folder is not there or full, or the file may not be written.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let opened = OpenOptions::new().append(true).create(true).open(path);
    let written = opened.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_data()
    });
    written.map_err(|source| FileError::new(path, source))
}

/// Creates a folder with those above it, where it is not there yet.
///
/// # Errors
/// When it may not be created.
pub fn create_dir(dir: &Path) -> Result<(), FileError> {
    fs::create_dir_all(dir).map_err(|source| FileError::new(dir, source))
}

/// Removes a file.
///
/// # Errors
/// When it is not there or may not be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    fs::remove_file(path).map_err(|source| FileError::new(path, source))
}

/// The files of a folder whose names end so, each with its size in bytes, the longest unchanged first,
/// then by name.
///
/// # Errors
/// When the folder is not there or may not be listed.
pub fn list_by_age(dir: &Path, ending: &str) -> Result<Vec<(PathBuf, u64)>, FileError> {
    let mut found = Vec::new();
    for path in list_ending(dir, ending)? {
        // One that has just gone is none.
        if let Ok(of) = fs::metadata(&path) {
            found.push((of.modified().ok(), path, of.len()));
        }
    }
    found.sort();
    Ok(found
        .into_iter()
        .map(|(_, path, size)| (path, size))
        .collect())
}

#[cfg(test)]
mod tests;

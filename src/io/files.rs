//! Reading, listing and replacing files: the only place that touches the file system.
//!
//! Does not know: what the bytes mean.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::words::{self, Lang};

/// What kept a file from being read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileErrorKind {
    /// There is no such file or folder.
    NotFound,
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

    /// The key of its text.
    #[must_use]
    pub fn words_key(&self) -> &'static str {
        match self.kind {
            FileErrorKind::NotFound => "file.not-found",
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
/// `.csv` tables of the names given. Hidden files and subfolders are passed over.
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
    !is_hidden && ends_as_geojson(path)
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
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let permissions = old.map(|old| old.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
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

fn fill(mut file: File, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Creates a hidden file beside the target under a name that nothing has yet.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    loop {
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{count}.tmp", std::process::id()));
        let temporary = target.with_file_name(hidden);
        let created = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary);
        match created {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Brings the new name to the disk too, where the system can; the content is there already.
fn sync_folder(target: &Path) {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
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
mod tests {
    use super::*;
    use crate::words::Lang;

    /// A folder of its own for a test, empty at first.
    fn folder(name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("target/test-files")
            .join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
        let dir = folder("replace");
        let path = dir.join("线路.geojson");
        write_whole(&path, b"first, and longer").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_write_protected_file_is_refused_and_kept() {
        let dir = folder("protected");
        let path = dir.join("a.json");
        write_whole(&path, b"old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = write_whole(&path, b"new").unwrap_err();
        assert_eq!(error.kind, FileErrorKind::Permission);
        assert_eq!(read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn errors_have_a_kind_and_a_text() {
        let dir = folder("errors");
        let cases = [
            (
                read(&dir.join("none")).unwrap_err(),
                FileErrorKind::NotFound,
            ),
            (read(&dir).unwrap_err(), FileErrorKind::IsFolder),
            (write_whole(&dir, b"").unwrap_err(), FileErrorKind::IsFolder),
            (
                write_whole(&dir.join("none/a"), b"").unwrap_err(),
                FileErrorKind::NotFound,
            ),
            (
                list_study(&dir.join("none"), &[]).unwrap_err(),
                FileErrorKind::NotFound,
            ),
        ];
        for (error, kind) in cases {
            assert_eq!(error.kind, kind, "{error}");
            let path = error.path.display().to_string();
            for lang in [Lang::En, Lang::Zh] {
                let text = error.in_words(lang);
                assert!(text.contains(&path), "{text}");
            }
        }
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_bare_file_name_goes_to_the_working_folder() {
        let name = format!(".corridor-test-{}.json", std::process::id());
        let path = Path::new(&name);
        write_whole(path, b"{}").unwrap();
        write_whole(path, b"[]").unwrap();
        assert_eq!(read(path).unwrap(), b"[]");
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn listing_is_sorted_and_passes_over_the_rest() {
        let dir = folder("list");
        for name in [
            "b.JSON",
            "a.geojson",
            ".hidden.json",
            "c.csv",
            "volumes.csv",
            "json",
        ] {
            write_whole(&dir.join(name), b"{}").unwrap();
        }
        fs::create_dir(dir.join("d.json")).unwrap();
        let names: Vec<PathBuf> = list_study(&dir, &["volumes"]).unwrap();
        let expected = ["a.geojson", "b.JSON", "volumes.csv"].map(|name| dir.join(name));
        assert_eq!(names, expected);
        assert!(is_dir(&dir) && !is_dir(&names[0]));
        fs::remove_dir_all(dir).unwrap();
    }
}

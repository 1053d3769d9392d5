//! The hidden file beside a file that is being replaced.
//!
//! Does not know: what is written.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The file that a path stands for, through links, and the permissions that it has where it is there.
pub(super) fn replaceable(path: &Path) -> io::Result<(PathBuf, Option<fs::Permissions>)> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let Ok(old) = fs::metadata(&target) else {
        return Ok((target, None));
    };
    if old.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let permissions = old.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok((target, Some(permissions)))
}

/// Writes bytes to a file and brings them to the disk, with the permissions that it is to have.
pub(super) fn fill(
    mut file: File,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Creates a hidden file beside the target under a name that nothing has yet.
pub(super) fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
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

/// The folder that a file is in: a name alone is in the current one.
pub(super) fn folder_of(target: &Path) -> &Path {
    let folder = target.parent().filter(|dir| !dir.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Brings the new name to the disk too, where the system can; the content is there already.
pub(super) fn sync_folder(target: &Path) {
    if let Ok(folder) = File::open(folder_of(target)) {
        let _ = folder.sync_all();
    }
}

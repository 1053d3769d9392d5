//! A lock beside a study file, so that two programs do not write it at the same time.
//!
//! The lock is the system's own on a file beside the study, `.NAME.lock`, which ends with the program that
//! holds it, even when that is killed: a lock file that was left behind keeps nobody out. It holds who has it,
//! for people to read.
//! Does not know: what is locked.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::files::{self, Held, Locked};

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    of: PathBuf,
    path: PathBuf,
    /// Open as long as the lock is held.
    _held: Held,
}

impl Lock {
    /// Locks a study file; `None` where the folder takes no locks.
    ///
    /// # Errors
    /// Who holds it: program and machine.
    pub fn take(of: &Path) -> Result<Option<Self>, String> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let of = files::whole_path(of);
        let path = beside(&of);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let holder = format!("{} on {} ({count})\n", std::process::id(), host());
        match files::lock(&path, &holder) {
            Locked::Ours(held) => {
                files::remove_leftovers(&of);
                Ok(Some(Self {
                    of,
                    path,
                    _held: held,
                }))
            }
            Locked::Others(holder) => Err(holder),
            Locked::Nobody => Ok(None),
        }
    }

    /// Whether it is the lock of a file.
    #[must_use]
    pub fn is_of(&self, path: &Path) -> bool {
        self.of == files::whole_path(path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Were it left, nobody would be kept out.
        let _ = files::remove(&self.path);
    }
}

fn beside(of: &Path) -> PathBuf {
    let name = of.file_name().unwrap_or_default().to_string_lossy();
    of.with_file_name(format!(".{name}.lock"))
}

fn host() -> String {
    let named = ["HOSTNAME", "COMPUTERNAME"]
        .iter()
        .find_map(|name| env::var(name).ok());
    let told = || {
        let bytes = files::read(Path::new("/proc/sys/kernel/hostname")).ok()?;
        String::from_utf8(bytes).ok()
    };
    let host = named.or_else(told).unwrap_or_default();
    let host = host.trim();
    if host.is_empty() { "?" } else { host }.to_owned()
}

//! The user's own folders of the program: what it may make again, what it must not lose, what people chose.
//!
//! The variables of the XDG Base Directory Specification come first, then what is usual on the system. `None`
//! where no variable says where.
//! Does not know: what lies there.

use std::env;
use std::path::PathBuf;

/// Folders that the program keeps something in; `None` keeps nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// What must not be lost when the program ends too early: journals.
    pub state: Option<PathBuf>,
    /// What people chose: recent files.
    pub config: Option<PathBuf>,
}

impl Folders {
    /// Those of the user: `corridor` below `XDG_STATE_HOME` or `~/.local/state`, and below
    /// `XDG_CONFIG_HOME` or `~/.config`; on Windows below `LOCALAPPDATA` and `APPDATA`, on macOS below
    /// `~/Library/Application Support`.
    #[must_use]
    pub fn of_user() -> Self {
        Self {
            state: folder("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state"),
            config: folder("XDG_CONFIG_HOME", "APPDATA", ".config"),
        }
    }
}

/// The folder for what the program may make again: `corridor` below `XDG_CACHE_HOME` or `~/.cache`, on
/// Windows below `LOCALAPPDATA`, on macOS below `~/Library/Caches`.
#[must_use]
pub fn cache() -> Option<PathBuf> {
    if cfg!(target_os = "macos") && set("XDG_CACHE_HOME").is_none() {
        return set("HOME").map(|home| home.join("Library/Caches/corridor"));
    }
    folder("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache")
}

fn folder(xdg: &str, windows: &str, home: &str) -> Option<PathBuf> {
    let own = || {
        if cfg!(windows) {
            set(windows)
        } else if cfg!(target_os = "macos") {
            set("HOME").map(|of| of.join("Library/Application Support"))
        } else {
            set("HOME").map(|of| of.join(home))
        }
    };
    Some(set(xdg).or_else(own)?.join("corridor"))
}

fn set(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(name)?);
    path.is_absolute().then_some(path)
}

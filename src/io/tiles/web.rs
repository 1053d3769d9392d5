//! Tiles of addresses of the network, named by a template: fetched only for people who asked for them, and kept in
//! the user's cache folder.
//!
//! The program says who it is, and gives up after some seconds. A tile that came is a file of the cache, below a
//! folder named by a hash of the template; beyond a size those longest unchanged go when the template is opened.
//! Whoever asks, and from however many threads: a server is asked for a few tiles at once at most.
//! Does not know: pictures.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use ureq::Agent;

use super::template::filled;
use super::{LARGEST, is_picture, tile_of};
use crate::io::files;
use crate::io::stamp::hash;
use crate::model::tiles::{TileAbout, TileError, TileFault, TileId, TileReader};

/// How long one tile may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How files of the cache end.
const ENDING: &str = ".tile";
/// The most that all tiles of a template take on the disk, bytes.
const MOST: u64 = 256 << 20;
/// So many tiles of a template are asked for at once at most.
const AT_ONCE: usize = 4;
/// The zooms that are asked for.
const ZOOMS: [u8; 2] = [0, 19];

/// Tiles of addresses.
pub struct Web {
    template: String,
    about: TileAbout,
    folder: Option<PathBuf>,
    agent: Agent,
    gate: Gate,
}

/// Lets a few in at a time.
#[derive(Default)]
struct Gate {
    n_inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    /// Waits until there is room, and does something inside.
    fn through<T>(&self, work: impl FnOnce() -> T) -> T {
        // A number is whole at every moment.
        let n_inside = self.n_inside.lock();
        let n_inside = n_inside.unwrap_or_else(PoisonError::into_inner);
        let waited = self.left.wait_while(n_inside, |n| *n >= AT_ONCE);
        *waited.unwrap_or_else(PoisonError::into_inner) += 1;
        let leaves = Leaves(self);
        let done = work();
        drop(leaves);
        done
    }
}

/// Leaves the gate, whatever happened inside.
struct Leaves<'a>(&'a Gate);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let n_inside = self.0.n_inside.lock();
        *n_inside.unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.left.notify_one();
    }
}

impl Web {
    /// The tiles of a template; nothing is fetched yet.
    #[must_use]
    pub fn open(template: &str, cache: Option<PathBuf>) -> Self {
        let key = format!("{:032x}", hash(template.as_bytes()));
        let folder = cache.map(|cache| cache.join("tiles").join(key));
        if let Some(folder) = &folder {
            make_room(folder, MOST);
        }
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("corridor/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            template: template.to_owned(),
            about: TileAbout {
                attribution: String::new(),
                zooms: ZOOMS,
            },
            folder,
            agent: Agent::new_with_config(config),
            gate: Gate::default(),
        }
    }

    fn kept(&self, id: TileId) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("{}-{}-{}{ENDING}", id.z, id.x, id.y)))
    }

    fn fetched(&self, id: TileId) -> Result<Option<Vec<u8>>, String> {
        let answer = self.agent.get(filled(&self.template, id)).call();
        match answer {
            Ok(answer) if answer.status().as_u16() == 204 => Ok(None),
            Ok(mut answer) => {
                let body = answer.body_mut().with_config().limit(LARGEST);
                let bytes = body.read_to_vec().map_err(|error| error.to_string())?;
                Ok(Some(bytes))
            }
            Err(ureq::Error::StatusCode(404 | 410)) => Ok(None),
            Err(ureq::Error::StatusCode(code)) => Err(format!("the server answered {code}")),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl TileReader for Web {
    fn about(&self) -> &TileAbout {
        &self.about
    }

    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, TileError> {
        let kept = self.kept(id);
        let known = kept.as_ref().and_then(|path| files::read(path).ok());
        if let Some(bytes) = known.filter(|bytes| is_picture(bytes)) {
            return Ok(Some(bytes));
        }
        let failed = |said: String| TileFault::Network(said).of(&self.template);
        let fetched = self.gate.through(|| self.fetched(id));
        let Some(bytes) = fetched.map_err(failed)? else {
            return Ok(None);
        };
        let Some(bytes) = tile_of(&self.template, id, bytes)? else {
            return Ok(None);
        };
        // What a server says in the place of a picture is asked for again.
        if let (Some(path), Some(folder), true) = (kept, &self.folder, is_picture(&bytes)) {
            // What cannot be kept is fetched again.
            let _ = files::create_dir(folder).and_then(|()| files::write_whole(&path, &bytes));
        }
        Ok(Some(bytes))
    }

    fn digest(&self) -> Result<Option<String>, TileError> {
        Ok(None)
    }

    fn hash(&self, bytes: &[u8]) -> u128 {
        hash(bytes)
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }
}

/// Removes the tiles longest unchanged until all take at most so much.
fn make_room(folder: &Path, most: u64) {
    let Ok(all) = files::list_by_age(folder, ENDING) else {
        return;
    };
    let mut sum: u64 = all.iter().map(|(_, size)| size).sum();
    for (path, size) in &all {
        if sum <= most {
            return;
        }
        if files::remove(path).is_ok() {
            sum -= size;
        }
    }
}

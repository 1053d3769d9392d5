//! Threads that read and decode tiles: always those that are wanted now, each once.
//!
//! Does not know: textures, the map.

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use eframe::egui::{self, ColorImage};

use super::{Key, is_of_tile};
use crate::export::ground::mosaic::tile_pixels;
use crate::model::tiles::{TileAccess, TileError, TileFault};

/// How many threads read; so many addresses are asked at once at most.
const READERS: usize = 3;

/// A tile that is wanted.
#[derive(Clone)]
pub struct Wanted {
    /// The tile.
    pub key: Key,
    /// Its source.
    pub location: Arc<str>,
    /// Whether it is one of those that are seen, and not a coarser one in their place.
    pub is_fine: bool,
    /// How far from the middle of the map, points.
    pub away: f32,
}

/// A tile that came: its pixels, or that there is none, or what is wrong.
pub struct Came {
    /// The tile.
    pub key: Key,
    /// What came.
    pub tile: Result<Option<ColorImage>, TileError>,
}

#[derive(Default)]
struct Order {
    /// The most wanted last.
    wanted: Vec<Wanted>,
    access: TileAccess,
    /// Those that are read now or wait to be taken.
    busy: HashSet<Key>,
    /// Sources that failed in this order.
    failed: BTreeMap<Arc<str>, TileError>,
    is_over: bool,
}

#[derive(Default)]
struct Place {
    order: Mutex<Order>,
    filled: Condvar,
}

/// The threads.
pub struct Readers {
    place: Arc<Place>,
    results: Receiver<Came>,
}

fn lock(place: &Place) -> MutexGuard<'_, Order> {
    // What is in there is whole at every moment.
    place.order.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Readers {
    /// Starts the threads; `context` is woken when a tile came. Where the system has no thread nothing comes.
    #[must_use]
    pub fn start(context: &egui::Context) -> Self {
        let place = Arc::<Place>::default();
        let (sender, results) = channel();
        for _ in 0..READERS {
            let (place, sender, context) = (Arc::clone(&place), sender.clone(), context.clone());
            let work = move || work(&place, &sender, &context);
            drop(Builder::new().name("tiles".to_owned()).spawn(work));
        }
        Self { place, results }
    }

    /// A tile that came.
    #[must_use]
    pub fn poll(&self) -> Option<Came> {
        let came = self.results.try_recv().ok()?;
        lock(&self.place).busy.remove(&came.key);
        Some(came)
    }

    /// What is wanted now, in the place of what was.
    pub fn order(&self, wanted: &[Wanted], access: &TileAccess) {
        let mut order = lock(&self.place);
        let order = &mut *order;
        let is_free = |of: &&Wanted| !order.busy.contains(&of.key);
        order.wanted = wanted.iter().filter(is_free).cloned().collect();
        order.wanted.sort_by(|a, b| {
            let fine = b.is_fine.cmp(&a.is_fine);
            let away = b.away.total_cmp(&a.away);
            fine.then(away).then(b.key.cmp(&a.key))
        });
        order.access = access.clone();
        order.failed.clear();
        if !order.wanted.is_empty() {
            self.place.filled.notify_all();
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        lock(&self.place).is_over = true;
        self.place.filled.notify_all();
    }
}

fn work(place: &Place, sender: &Sender<Came>, context: &egui::Context) {
    loop {
        let mut order = lock(place);
        let (wanted, access) = loop {
            if order.is_over {
                return;
            }
            if let Some(wanted) = order.wanted.pop() {
                break (wanted, order.access.clone());
            }
            order = place
                .filled
                .wait(order)
                .unwrap_or_else(PoisonError::into_inner);
        };
        order.busy.insert(wanted.key);
        let failed = order.failed.get(&wanted.location).cloned();
        drop(order);
        let tile = failed.map_or_else(|| read(&wanted, &access), Err);
        if let Err(error) = &tile
            && !is_of_tile(error)
        {
            let location = Arc::clone(&wanted.location);
            lock(place).failed.insert(location, error.clone());
        }
        let key = wanted.key;
        if sender.send(Came { key, tile }).is_err() {
            return;
        }
        context.request_repaint();
    }
}

fn read(wanted: &Wanted, access: &TileAccess) -> Result<Option<ColorImage>, TileError> {
    let reader = access.reader(&wanted.location)?;
    let id = wanted.key.1;
    let Some(bytes) = reader.tile(id)? else {
        return Ok(None);
    };
    let pixels = tile_pixels(&bytes);
    let pixels = pixels.map_err(|said| TileFault::Picture(id, said).of(&wanted.location))?;
    let size = pixels.size.map(|side| side as usize);
    Ok(Some(ColorImage::from_rgba_unmultiplied(size, &pixels.rgba)))
}

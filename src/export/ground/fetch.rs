//! Tiles read several at once, where a server is waited for.
//!
//! Whatever the order in which they come, what is given back is in the order of the question, and so is the first
//! failure: numbers are handed out in order, and what was begun is ended, so that none before the one that is told
//! could still fail. Nothing is begun after a failure or when the work is cancelled.
//! Does not know: what tiles are.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::scope;

use crate::export::ExportError;
use crate::model::tiles::TileError;
use crate::task::Task;

/// What `read` gives of each of some things, in their order, asked for by so many threads.
///
/// # Errors
/// [`ExportError`] when the work is cancelled, or the first failure in the order of the things.
pub fn all<K: Copy + Sync, T: Send>(
    of: &[K],
    at_once: usize,
    task: &Task,
    read: impl Fn(K) -> Result<T, TileError> + Sync,
) -> Result<Vec<T>, ExportError> {
    let n_threads = at_once.min(of.len());
    if n_threads < 2 {
        return one_by_one(of, task, read);
    }
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let done: Mutex<Vec<(usize, Result<T, TileError>)>> = Mutex::default();
    let work = || {
        while !is_over.load(Ordering::Relaxed) && !task.is_cancelled() {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(&one) = of.get(place) else {
                return;
            };
            let came = read(one);
            if came.is_err() {
                is_over.store(true, Ordering::Relaxed);
            }
            // What is in there is whole at every moment.
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            done.push((place, came));
        }
    };
    scope(|threads| {
        for _ in 0..n_threads {
            threads.spawn(work);
        }
    });
    task.checkpoint()?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    let came = done.into_iter().map(|(_, came)| Ok(came?));
    came.collect()
}

fn one_by_one<K: Copy, T>(
    of: &[K],
    task: &Task,
    read: impl Fn(K) -> Result<T, TileError>,
) -> Result<Vec<T>, ExportError> {
    let each = of.iter().map(|&one| {
        task.checkpoint()?;
        Ok(read(one)?)
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tiles::TileFault;
    use std::thread::sleep;
    use std::time::Duration;

    #[test]
    fn what_comes_is_in_the_order_of_the_question() {
        let of: Vec<u64> = (0..40).collect();
        for at_once in [1, 2, 4, 100] {
            let read = |one: u64| {
                // The later ones come first.
                sleep(Duration::from_millis((7 * one) % 11));
                Ok(one * 2)
            };
            let came = all(&of, at_once, &Task::never(), read).unwrap();
            assert!(came.iter().zip(&of).all(|(came, of)| *came == of * 2) && came.len() == 40);
        }
    }

    #[test]
    fn the_first_failure_in_order_is_told() {
        let of: Vec<u64> = (0..40).collect();
        for at_once in [1, 4] {
            let begun = AtomicUsize::new(0);
            let read = |one: u64| {
                begun.fetch_add(1, Ordering::Relaxed);
                sleep(Duration::from_millis(if one == 5 { 60 } else { 5 }));
                if one >= 5 {
                    return Err(TileFault::Network(one.to_string()).of("a"));
                }
                Ok(one)
            };
            let failed = all(&of, at_once, &Task::never(), read).unwrap_err();
            assert!(
                matches!(&failed, ExportError::Tiles(error) if error.why == TileFault::Network("5".to_owned())),
                "{failed}"
            );
            assert!(begun.load(Ordering::Relaxed) < 5 + 2 * at_once);
        }
    }

    #[test]
    fn nothing_is_begun_once_it_is_cancelled() {
        for at_once in [1, 4] {
            let (task, begun) = (Task::new(), AtomicUsize::new(0));
            let read = |one: usize| {
                if begun.fetch_add(1, Ordering::Relaxed) == 8 {
                    task.cancel();
                }
                sleep(Duration::from_millis(2));
                Ok(one)
            };
            let of: Vec<usize> = (0..1_000).collect();
            let failed = all(&of, at_once, &task, read).unwrap_err();
            assert!(matches!(failed, ExportError::Cancelled(_)));
            assert!(begun.load(Ordering::Relaxed) < 20);
        }
    }
}

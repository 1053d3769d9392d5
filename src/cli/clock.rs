//! How long work took on the processor.
//!
//! Where the system keeps account of each thread's time on the processor (Linux), times of more than
//! a few ticks are that time, so that other programs do not count. Shorter ones, and those of other
//! systems, are times by the clock.
//! Does not know: what was done.

use std::path::Path;
use std::time::Instant;

use crate::io::files;

/// Where Linux tells the nanoseconds that the thread has run; it counts in ticks of some
/// milliseconds.
const ACCOUNT: &str = "/proc/thread-self/schedstat";
/// Below so many seconds the clock is more exact.
const SHORT: f64 = 0.1;

/// A time from which another is measured, on the same thread.
#[derive(Clone, Copy, Debug)]
pub struct Began {
    clock: Instant,
    on_processor: Option<f64>,
}

impl Began {
    /// The present.
    #[must_use]
    pub fn now() -> Self {
        Began {
            on_processor: on_processor(),
            clock: Instant::now(),
        }
    }

    /// Seconds on the processor since then.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        let by_clock = self.clock.elapsed().as_secs_f64();
        if by_clock < SHORT {
            return by_clock;
        }
        match (on_processor(), self.on_processor) {
            (Some(now), Some(then)) => by_clock.min(now - then),
            _ => by_clock,
        }
    }
}

fn on_processor() -> Option<f64> {
    let bytes = files::read(Path::new(ACCOUNT)).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let nanoseconds: f64 = text.split_ascii_whitespace().next()?.parse().ok()?;
    Some(nanoseconds * 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes() {
        let began = Began::now();
        while began.clock.elapsed().as_secs_f64() < 1.5 * SHORT {
            std::hint::spin_loop();
        }
        let seconds = began.seconds();
        assert!(seconds > 0.0 && seconds <= began.clock.elapsed().as_secs_f64());
    }
}

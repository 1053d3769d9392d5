//! What is read of a large file told while it is read, so that it can be drawn before all of it is.
//!
//! It is told each time that some bytes more are read, the first time after an eighth of that. Where the file is
//! left to another reader in the end, or is cancelled, what was told is taken back.
//! Does not know: what is drawn.

use std::ops::Range;
use std::sync::Arc;

use super::Stream;
use crate::model::context::ContextLayer;

/// Bytes between two times.
pub const EACH: usize = 8 << 20;

/// What is told.
#[derive(Clone, Debug)]
pub enum Told<'a> {
    /// More of a file was read.
    More {
        /// All of its layer that is read.
        layer: &'a ContextLayer,
        /// The lines and rings that were not told of before.
        shapes: Range<usize>,
        /// The points that were not.
        points: Range<usize>,
    },
    /// What was told of a file is to be forgotten.
    Forget(&'a Arc<str>),
}

/// Who is told.
#[derive(Clone)]
pub struct Early {
    each: usize,
    tell: Arc<dyn Fn(Told<'_>) + Send + Sync>,
}

impl Early {
    /// Tells somebody each time that so many bytes more of a file are read.
    #[must_use]
    pub fn new(each: usize, tell: impl Fn(Told<'_>) + Send + Sync + 'static) -> Self {
        Self {
            each,
            tell: Arc::new(tell),
        }
    }

    /// Begins to tell of a file.
    pub(super) fn telling<'a>(&'a self, file: &'a Arc<str>) -> Telling<'a> {
        Telling {
            early: self,
            file,
            next: self.each / 8,
            shapes: 0,
            points: 0,
            is_kept: false,
        }
    }
}

/// A file of which is told.
pub(super) struct Telling<'a> {
    early: &'a Early,
    file: &'a Arc<str>,
    /// From how many bytes on is told the next time.
    next: usize,
    /// The lines and rings that were told of.
    shapes: usize,
    points: usize,
    is_kept: bool,
}

impl Telling<'_> {
    /// Tells what was read since the last time, if it is time.
    pub(super) fn of(&mut self, stream: &Stream) {
        let n_bytes = stream.n_bytes_read();
        if n_bytes < self.next {
            return;
        }
        self.next = n_bytes + self.early.each;
        let layer = stream.so_far();
        let (shapes, points) = (layer.shapes.len(), layer.points.len());
        (self.early.tell)(Told::More {
            layer,
            shapes: self.shapes..shapes,
            points: self.points..points,
        });
        (self.shapes, self.points) = (shapes, points);
    }

    /// The file was read to its end.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if !self.is_kept && self.shapes + self.points > 0 {
            (self.early.tell)(Told::Forget(self.file));
        }
    }
}

//! Why a picture cannot be drawn.
//!
//! Does not know: pictures.

use crate::study::demand::{NoDemand, reason};
use crate::words::{Lang, fill, text};

/// Why a picture cannot be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum PlateError {
    /// There is nothing to draw.
    Empty,
    /// No map can be shown at that scale.
    Scale(f64),
    /// There is no demand to put on the network.
    NoDemand(NoDemand),
}

impl PlateError {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => text(lang, "plate.empty").to_owned(),
            Self::Scale(scale) => fill(lang, "plate.scale", &[&scale.to_string()]),
            Self::NoDemand(why) => reason(why, lang),
        }
    }
}

//! Text and bytes to the model and back.
//!
//! Does not know: what is computed from a network, how it looks.

pub mod raw;

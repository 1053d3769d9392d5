//! What is saved and undone, without a window.
//!
//! Does not know: the screen, what is computed from a document.

pub mod delta;
pub mod fingerprint;
pub mod history;
pub mod home;
pub mod journal;
pub mod study;

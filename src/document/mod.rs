//! What is saved and undone, without a window.
//!
//! Does not know: the screen, what is computed from a document.

pub mod history;
pub mod study;

//! Door to door over several modes.
//!
//! Does not know: files, how a scenario was edited, the screen.

pub mod expand;
pub mod itinerary;
pub mod plain;
pub mod search;

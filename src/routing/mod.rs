//! Door to door over several modes.
//!
//! Does not know: files, scenarios' edits, the screen.

pub mod itinerary;

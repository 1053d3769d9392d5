//! Door to door over several modes.
//!
//! Does not know: files, how a scenario was edited, the screen.

mod assemble;
pub mod cost;
pub mod expand;
pub mod hinterland;
pub mod itinerary;
pub mod layers;
pub mod reach;
pub mod restrict;
pub mod plain;
pub mod search;
pub mod skim;
pub mod tie;
pub mod waits;

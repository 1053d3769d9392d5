//! The panels around the map: one file each. A panel gets the state to read and pushes actions.
//!
//! Does not know: how actions are done.

pub mod charts;
pub mod context;
pub mod demand;
pub mod findings;
pub mod forecast;
pub mod help;
pub mod inspector;
pub mod menu;
pub mod paths;
pub mod results;
pub mod routes;
pub mod search;
pub mod status;
pub mod toasts;
pub mod widgets;

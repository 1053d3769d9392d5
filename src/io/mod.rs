//! Text and bytes to the model and back.
//!
//! Does not know: what is computed from a network, how it looks.

pub mod bundled;
pub mod csv_text;
pub mod dimacs;
pub mod encoding;
pub mod files;
pub mod geojson;
pub mod load;
pub mod lower;
pub mod omx;
pub mod pairs;
pub mod plain;
pub mod raw;
pub mod scenarios;
pub mod tables;
pub mod upgrades;

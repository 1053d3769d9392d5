//! Text and bytes to the model and back.
//!
//! Does not know: what is computed from a network, how it looks.

pub mod boundary;
pub mod bundled;
pub mod csv_text;
pub mod dimacs;
pub mod encoding;
pub mod files;
pub mod geojson;
pub mod journals;
pub mod load;
pub mod lock;
pub mod lower;
pub mod network_out;
pub mod omx;
pub mod pairs;
pub mod plain;
pub mod raw;
pub mod rows;
pub mod recent;
pub mod scenarios;
pub mod stamp;
pub mod study_file;
pub mod tables;
pub mod tiles;
pub mod upgrades;
pub mod user;

//! What a corridor is: plain values, no files, no screen.
//!
//! Does not know: how values were read, what is computed from them, how they look.

pub mod area;
pub mod box_size;
pub mod capacity;
pub mod cartography;
pub mod changes;
pub mod check;
pub mod context;
pub mod defaults;
pub mod edit;
pub mod effect;
pub mod facts;
pub mod flow;
pub mod gcj;
pub mod geometry;
pub mod growth;
pub mod ids;
pub mod link;
pub mod link_type;
pub mod look;
pub mod names;
pub mod network;
pub mod node;
pub mod note;
pub mod parameters;
pub mod picture;
pub mod plain;
pub mod position;
pub mod project;
pub mod projection;
pub mod properties;
pub mod results;
pub mod route;
pub mod page;
pub mod rows;
pub mod saved;
pub mod scenario;
pub mod scenarios;
pub mod series;
pub mod service;
pub mod sourced;
pub mod tiles;
pub mod unit;
pub mod value;

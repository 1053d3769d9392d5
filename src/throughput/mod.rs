//! How much the corridor can carry.
//!
//! Does not know: files, the screen.

pub mod bottleneck;
pub mod flow_graph;
pub mod flows;
pub mod sureness;

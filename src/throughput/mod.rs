//! How much the corridor can carry.
//!
//! Does not know: files, the screen.

pub mod allocate;
pub mod assign;
pub mod beyond;
pub mod bottleneck;
pub mod delay;
pub mod elastic;
pub mod flow_graph;
pub mod loads;
pub mod method;
pub mod resilience;
pub mod setting;
pub mod plain;
pub mod plain_assign;
pub mod sureness;
pub mod target;

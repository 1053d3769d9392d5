//! Flow problems on bare numbers, as commands ask for them.
//!
//! Does not know: how they are solved; files.

pub use crate::throughput::plain::{BoundWorth, FlowAnswer, FlowSolver, FlowStatus};

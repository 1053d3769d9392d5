//! The façade: one call, one answer.
//!
//! It re-exports the result types it hands out, so that callers need not know the layers below.
//! Does not know: files, the screen.

pub mod attributes;
pub mod beyond;
pub mod boxes;
pub mod chains;
pub mod classes;
pub mod compare;
pub mod demand;
pub mod drawn;
pub mod edits;
pub mod emissions;
pub mod evaluate;
pub mod find;
pub mod hinterland;
pub mod flows;
pub mod foundation;
pub mod notes;
pub mod plain_assign;
pub mod plain_flow;
pub mod outcome;
pub mod priced;
pub mod plain;
pub mod provenance;
pub mod publication;
pub mod reality;
pub mod resilience;
pub mod results;
pub mod sentences;
pub mod spread;
pub mod table;
pub mod target;
#[cfg(test)]
mod tests;
pub mod via;
pub mod ways;
pub mod why;

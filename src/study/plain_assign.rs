//! Trips put on plain networks, as commands ask for them.
//!
//! Does not know: how flows are found; files.

pub use crate::throughput::plain_assign::{
    PlainAsked, PlainFlows, PlainPick, PlainSelected, PlainSetting, PlainTrip,
};

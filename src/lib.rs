#![forbid(unsafe_code)]
#![doc = include_str!("ARCHITECTURE.md")]

pub mod io;
pub mod model;
pub mod routing;
pub mod study;
pub mod throughput;
pub mod words;

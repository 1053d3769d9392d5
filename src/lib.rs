#![forbid(unsafe_code)]
#![doc = include_str!("ARCHITECTURE.md")]

pub mod task;
pub mod words;
pub mod model;
pub mod graph;
pub mod routing;
pub mod throughput;
pub mod demand;
pub mod study;
pub mod io;
pub mod document;
pub mod scene;
pub mod export;
#[cfg(feature = "gui")]
pub mod app;
pub mod cli;

//! Packs the bundled data for the binary.
fn main() {}

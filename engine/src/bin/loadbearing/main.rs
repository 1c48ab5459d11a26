//! The command line over the engine. The only part of it that touches files.

fn main() {}

//! The commands of this project. Each does all of its own set-up.

fn main() {}

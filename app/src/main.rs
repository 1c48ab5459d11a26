//! The app: how people draw a design and read what carries its load.

fn main() {}

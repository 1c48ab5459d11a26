//! What a system design means: traffic, capacity, weak points, availability, estimates, rules. Knows no web, no
//! clock, no randomness and no files; evaluation cannot fail.

pub mod analysis;
pub mod design;
mod evaluate;
pub mod kinds;
pub mod report;
pub mod rules;

pub use evaluate::evaluate;

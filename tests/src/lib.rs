//! House rules and journeys: what is checked from outside the crates.

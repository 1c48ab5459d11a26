//! What must always hold, over random designs: one property for each statement of the contract, named after it. The
//! statements themselves stand in `properties/`, by what they are about.

#![allow(
    clippy::unwrap_used,
    clippy::field_reassign_with_default,
    reason = "a test that cannot go on may panic, and says what it changes"
)]

#[path = "properties/answers.rs"]
mod answers;
#[path = "properties/causes.rs"]
mod causes;
#[path = "properties/changes.rs"]
mod changes;
#[path = "properties/cost.rs"]
mod cost;
#[path = "properties/days.rs"]
mod days;
#[path = "properties/figures.rs"]
mod figures;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "properties/losses.rs"]
mod losses;
#[path = "properties/sensitivity.rs"]
mod sensitivity;
#[path = "properties/support.rs"]
mod support;
#[path = "properties/together.rs"]
mod together;

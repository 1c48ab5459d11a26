//! What must always hold, over random designs: one property for each statement of the contract, named after it. The
//! statements themselves stand in `properties/`, by what they are about.

#[path = "properties/answers.rs"]
mod answers;
#[path = "properties/changes.rs"]
mod changes;
#[path = "properties/figures.rs"]
mod figures;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "properties/support.rs"]
mod support;

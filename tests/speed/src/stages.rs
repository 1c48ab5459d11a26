//! What is measured, by name. The native bench and the page take both from here, so that they measure the same.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::Design;
use loadbearing_engine::{Evaluation, evaluate};

use crate::bare;

/// A piece of work by name; gives a number, so that it cannot be left out.
pub type Stage = (&'static str, fn(&Design) -> f64);

/// All that is measured.
pub const STAGES: &[Stage] = &[
    ("bare petgraph passes", bare::passes),
    ("traffic, capacity, structural weak points", first_view),
    ("whole report", whole_report),
];

/// What a page shows first after each edit.
fn first_view(design: &Design) -> f64 {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).weak_points.len() as f64
}

fn whole_report(design: &Design) -> f64 {
    evaluate(design).components.len() as f64
}

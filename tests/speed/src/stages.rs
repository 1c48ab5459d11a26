//! What is measured, by name. The native bench and the page take both from here, so that they measure the same.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::Design;
use loadbearing_engine::{Evaluation, evaluate};

use crate::bare;

/// A piece of work by name; gives a number, so that it cannot be left out.
pub type Stage = (&'static str, fn(&Design) -> f64);

/// What is compared, in turns: the measure first.
pub const COMPARED: [Stage; 2] =
    [("bare petgraph passes", bare::passes), ("traffic, capacity, structural weak points", first_view)];

/// What is measured alone, because it takes so much longer.
pub const WHOLE_REPORT: Stage = ("whole report", whole_report);

/// The same, for what is worked out when somebody asks for it.
pub const CAUSES: Stage = ("what takes all journeys down", causes);

/// Widths that are measured, in thousands of components.
pub const THOUSANDS: [usize; 4] = [1, 3, 10, 30];

/// What a page shows first after each edit, ids resolved anew.
fn first_view(design: &Design) -> f64 {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).weak_points.len() as f64
}

fn causes(design: &Design) -> f64 {
    Evaluation::begin(&Graph::new(design)).all_causes().len() as f64
}

fn whole_report(design: &Design) -> f64 {
    evaluate(design).components.len() as f64
}

//! What is measured, by name. The native bench and the page take it from here, so that they measure the same.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::assignment::locks::Locks;
use loadbearing_engine::design::{Design, DesignFile};
use loadbearing_engine::report::{Found, WhatIf};
use loadbearing_engine::{Evaluation, assignments, evaluate, grade_text, write};

use crate::bare;
use crate::city::{SEED, city, village};
use crate::hard::{caches, crowd, impatient, pool};
use crate::mesh::mesh;

/// A piece of work by name; gives a number, so that it cannot be left out.
pub type Stage = (&'static str, fn(&Design) -> f64);

/// Work on one sort of design. Where it has several stages the first is the measure, and they are run in turns.
pub struct Row {
    /// Arguments that hold this word choose it.
    pub key: &'static str,
    /// What the design is.
    pub name: &'static str,
    /// Draws the design of a seed.
    pub design: fn(u64) -> Design,
    /// What is done with it.
    pub stages: &'static [Stage],
}

/// The seeds that every row is measured with.
pub const SEEDS: [u64; 3] = [SEED, SEED + 1, SEED + 2];

const COMPARED: &[Stage] =
    &[("bare petgraph passes", bare::passes), ("traffic, capacity, structural weak points", first_view)];

/// All rows.
pub const ROWS: &[Row] = &[
    Row { key: "1", name: "1,000 components", design: |seed| city(seed, 1), stages: COMPARED },
    Row { key: "3", name: "3,000 components", design: |seed| city(seed, 3), stages: COMPARED },
    Row { key: "10", name: "10,000 components", design: |seed| city(seed, 10), stages: COMPARED },
    Row { key: "30", name: "30,000 components", design: |seed| city(seed, 30), stages: COMPARED },
    Row {
        key: "exact",
        name: "60 components, 12 wide, three zones",
        design: |seed| mesh(seed, 60, 12, 3),
        stages: &[("exact availability (goal 16 ms)", exact)],
    },
    Row {
        key: "exact",
        name: "200 components, 3 wide, three zones",
        design: |seed| mesh(seed, 200, 3, 3),
        stages: &[("exact availability (goal 50 ms)", exact)],
    },
    Row {
        key: "village",
        name: "50 components",
        design: village,
        stages: &[
            ("first verdict (goal 8 ms)", first_verdict),
            ("all of it, with every loss, cuts, assumptions (goal 100 ms)", all),
            ("  of that: report with availability, percentiles", whole),
            ("  of that: every single loss", every_loss),
            ("  of that: what takes journeys down", causes),
            ("  of that: assumptions", assumptions),
        ],
    },
    Row { key: "whole", name: "1,000 components", design: |seed| city(seed, 1), stages: &[("whole report", whole)] },
    Row {
        key: "causes",
        name: "1,000 components",
        design: |seed| city(seed, 1),
        stages: &[("what takes all journeys down", causes)],
    },
    Row {
        key: "losses",
        name: "50 components whose callers give up and try again",
        design: |seed| impatient(village(seed)),
        stages: &[("every single loss", every_loss)],
    },
    Row {
        key: "losses",
        name: "1,000 components",
        design: |seed| city(seed, 1),
        stages: &[("every single loss", every_loss)],
    },
    Row {
        key: "losses",
        name: "3,000 components",
        design: |seed| city(seed, 3),
        stages: &[("every single loss", every_loss)],
    },
    Row { key: "pool", name: "36,900 copies, few who repair", design: pool, stages: &[("whole report", whole)] },
    Row { key: "crowd", name: "2,000 components, 2,005 journeys", design: crowd, stages: &[("whole report", whole)] },
    Row { key: "caches", name: "500 caches in one group", design: caches, stages: &[("whole report", whole)] },
    Row {
        key: "class",
        name: "one of 500 submissions of the worked URL shortener",
        design: |_| loadbearing_engine::first_design().design,
        stages: &[("read and graded, eight checks (goal 20 ms: 500 in 5 s on two cores)", graded)],
    },
];

/// Whether somebody wants a row: all where no argument says which.
#[must_use]
pub fn is_wanted(key: &str, arguments: &[String]) -> bool {
    arguments.is_empty() || arguments.iter().any(|argument| argument == key)
}

/// What a page shows first after each edit, ids resolved anew.
fn first_view(design: &Design) -> f64 {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).weak_points.len() as f64
}

/// The same in words, with the rules that can be checked by then.
fn first_verdict(design: &Design) -> f64 {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).report().findings.len() as f64
}

/// The share of time in which users are not served; no number where it was not found exactly.
fn exact(design: &Design) -> f64 {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.availabilities.iter().any(Option::is_none) && evaluation.step() {}
    let unavailability = evaluation.availabilities.iter().flatten().map(|found| match found {
        Found::Exact(exact) => exact.unavailability,
        Found::Simulated(..) => f64::NAN,
    });
    unavailability.sum()
}

/// Availability, percentiles, weak points by capacity, rules, what each single loss does, what takes journeys down, which
/// assumptions decide.
fn all(design: &Design) -> f64 {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let mut table = WhatIf::begin(&evaluation);
    while table.step(&evaluation) {}
    let causes = evaluation.all_causes().len();
    let (influences, _) = evaluation.sensitivity();
    evaluation.report().findings.len() as f64 + (table.losses.len() + causes + influences.len()) as f64
}

fn every_loss(design: &Design) -> f64 {
    let graph = Graph::new(design);
    let evaluation = Evaluation::begin(&graph);
    let mut table = WhatIf::begin(&evaluation);
    while table.step(&evaluation) {}
    table.losses.len() as f64
}

fn assumptions(design: &Design) -> f64 {
    Evaluation::begin(&Graph::new(design)).sensitivity().0.len() as f64
}

/// What a submission gets, from the text of its file.
fn graded(design: &Design) -> f64 {
    let Some(assignment) = assignments::find("hold-the-url-shortener") else { return f64::NAN };
    let text = write(&DesignFile { design: design.clone(), ..DesignFile::default() });
    let row = grade_text(&assignment, &Locks::of(&assignment), "a", &text);
    row.grade.map_or(f64::NAN, |grade| grade.points)
}

fn causes(design: &Design) -> f64 {
    Evaluation::begin(&Graph::new(design)).all_causes().len() as f64
}

fn whole(design: &Design) -> f64 {
    evaluate(design).components.len() as f64
}

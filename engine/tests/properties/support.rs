//! Random designs for the properties, and short ways to ask the report.

use loadbearing_engine::design::{Component, Connection, Design, Journey, Operation, Rate, Setting};
use loadbearing_engine::evaluate;
use loadbearing_engine::report::Report;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Few enough that all properties together take seconds in a debug build; the same cases in every run, others with
/// `PROPERTIES_SEED`.
pub fn config(cases: u32) -> ProptestConfig {
    let seed = std::env::var("PROPERTIES_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..ProptestConfig::default() }
}

/// Any small design that a file may hold.
pub fn designs() -> impl Strategy<Value = Design> {
    prop::collection::vec(0_u32..4096, 20..200).prop_map(|numbers| {
        let mut design = super::generate::design(&numbers);
        super::together::fail_together(&mut design, &numbers);
        design
    })
}

pub fn component(id: &str, kind: &str) -> Component {
    Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() }
}

pub fn set(mut component: Component, name: &str, value: f64) -> Component {
    component.settings.insert(name.to_owned(), Setting::Number(value));
    component
}

pub fn connection(from: &str, to: &str) -> Connection {
    Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() }
}

pub fn journey(id: &str, entry: &str, operation: Operation, rate: f64) -> Journey {
    Journey {
        id: id.to_owned(),
        name: None,
        entry: entry.to_owned(),
        operation,
        rate: Some(Rate::PerSecond(rate)),
        peak_factor: None,
        daily_curve: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    }
}

pub fn near(got: f64, want: f64, relative: f64) -> bool {
    (got - want).abs() <= relative * want.abs().max(1e-9)
}

/// Reads and writes at a component, average; `None` behind a loop without end.
pub fn average(report: &Report, id: &str) -> Option<(f64, f64)> {
    report.components[id].average.map(|rates| (rates.reads, rates.writes))
}

/// The report as the text that scripts read.
pub fn text(design: &Design) -> String {
    serde_json::to_string(&evaluate(design)).unwrap()
}

/// A different order for everything that a file lists.
pub fn shuffled(mut design: Design, turn: usize) -> Design {
    design.components.reverse();
    design.connections.reverse();
    design.places.reverse();
    let components = design.components.len().max(1);
    design.components.rotate_left(turn % components);
    let connections = design.connections.len().max(1);
    design.connections.rotate_left(turn % connections);
    design
}

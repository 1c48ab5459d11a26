//! Every working, recomputed: each formula is parsed and worked out over its inputs, down to the leaves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod formula;

use loadbearing_engine::report::workings::{Number, working};
use loadbearing_engine::report::{InputOrigin, Working};
use loadbearing_engine::{evaluate, templates};

/// Recomputes a working from its leaves and compares each value on the way.
fn recompute(working: &Working, place: &str) -> f64 {
    let inputs: Vec<(String, f64)> = working
        .inputs
        .iter()
        .map(|input| {
            let value = match &input.origin {
                InputOrigin::Working { working } => {
                    let value = recompute(working, &format!("{place} / {}", input.name));
                    assert_close(value, input.value, &format!("{place}: input {}", input.name));
                    value
                }
                _ => input.value,
            };
            (input.name.clone(), value)
        })
        .collect();
    let value = formula::value(&working.formula, &inputs)
        .unwrap_or_else(|error| panic!("{place}: `{}`: {error} ({inputs:?})", working.formula));
    assert_close(value, working.value, &format!("{place}: {}", working.formula));
    value
}

fn assert_close(got: f64, want: f64, place: &str) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-9), "{place}: recomputed {got}, shown {want}");
}

#[test]
fn every_estimate_of_every_template_is_what_its_formula_gives() {
    let mut count = 0;
    for (id, _) in templates::ALL {
        let report = evaluate(&templates::find(id).unwrap().design);
        for estimate in &report.estimates {
            let place = format!("{id}: {} of {}", estimate.id, estimate.subject);
            assert_close(recompute(&estimate.working, &place), estimate.value, &place);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} estimates");
}

#[test]
fn the_worked_url_shortener_stores_54_75_terabytes_in_three_years() {
    let report = evaluate(&templates::find("url-shortener-worked").unwrap().design);
    let value = |id: &str, subject: &str| {
        let found = report.estimates.iter().find(|estimate| estimate.id == id && estimate.subject == subject);
        found.unwrap_or_else(|| panic!("{id} of {subject}")).value
    };
    assert_close(value("storage-per-year", "db"), 18.25e12, "a year");
    assert_close(value("storage-horizon", "db"), 54.75e12, "three years");
    assert_close(value("storage-horizon-replicated", "db"), 109.5e12, "with replicas");
    assert_close(value("servers-needed", "api"), 21.0, "api");
    assert_close(value("servers-needed", "redis"), 17.0, "redis");
    assert_close(value("bandwidth-out", "redirect"), 1e10 / 86_400.0 * 10.0 * 500.0, "out");
    assert_close(value("cache-memory", "redis"), 10.95e12, "memory");
}

/// Recomputes the working of a figure and compares it with what the report shows.
fn check(id: &str, number: &Number, shown: Option<f64>) -> usize {
    let design = templates::find(id).unwrap().design;
    let found = working(&design, number);
    let Some(shown) = shown else { return 0 };
    let found = found.unwrap_or_else(|| panic!("{id}: {number:?} has no working, but is shown as {shown}"));
    let place = format!("{id}: {number:?}");
    assert_close(recompute(&found, &place), shown, &place);
    1
}

#[test]
fn every_figure_of_every_template_is_what_its_working_gives() {
    let mut count = 0;
    for (id, _) in templates::ALL {
        let report = evaluate(&templates::find(id).unwrap().design);
        for (name, component) in &report.components {
            let peak = component.peak.map(|peak| peak.total);
            count += check(id, &Number::Peak(name.clone()), peak);
            count += check(id, &Number::Utilization(name.clone()), component.utilization);
            let needed = component.needed.as_ref().map(|needed| needed.at_target as f64);
            count += check(id, &Number::Needed(name.clone()), needed);
        }
        for (name, journey) in &report.journeys {
            count += check(id, &Number::Sustainable(name.clone()), journey.sustainable);
            count += check(id, &Number::Availability(name.clone()), journey.availability);
            if journey.average > 0.0 {
                count += check(id, &Number::JourneyAverage(name.clone()), Some(journey.average));
                count += check(id, &Number::JourneyPeak(name.clone()), Some(journey.peak));
            }
        }
    }
    assert!(count > 20, "only {count} figures");
}

#[test]
fn reads_that_ask_one_of_two_caches_are_worked_out_from_both() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server"}, {"id": "d", "kind": "sql"},
            {"id": "a", "kind": "cache-distributed", "settings": {"hit_rate": 0.5}},
            {"id": "b", "kind": "cache-distributed", "settings": {"hit_rate": 0.9}}],
        "connections": [{"from": "s", "to": "a", "group": "g"}, {"from": "s", "to": "b", "group": "g"},
            {"from": "s", "to": "d", "after_miss_in": ["a", "b"]}]}"#;
    let found = working(&loadbearing_engine::read(text).unwrap().design, &Number::Peak("d".to_owned())).unwrap();
    assert_close(recompute(&found, "d"), 30.0, "50 × 0.5 + 50 × 0.1");
    let text = format!("{found:?}");
    assert!(text.contains("hit rate of a") && text.contains("hit rate of b"), "{text}");
}

//! Statements about what happens when something breaks.

use std::collections::BTreeSet;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::capacity::{Role, limiting_settings};
use loadbearing_engine::analysis::cold;
use loadbearing_engine::analysis::traffic::solve;
use loadbearing_engine::analysis::wake::Wakes;
use loadbearing_engine::analysis::weak_points::{by_capacity, by_whole_passes, candidates};
use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::kinds::{self, Family};
use loadbearing_engine::report::{Down, Outcome, Scenario};
use loadbearing_engine::{Evaluation, evaluate, evaluate_scenario, what_if};
use proptest::prelude::*;

use super::support::{config, designs, near, shuffled};

/// One thing of a design, by number; something that it does not have where the number is odd enough.
fn one(design: &Design, number: u32) -> Down {
    let of = |count: usize| (number / 5) as usize % count.max(1);
    let component = || design.components.get(of(design.components.len())).map_or("nothing", |one| one.id.as_str());
    let copies = |role| Down::Copies { component: component().to_owned(), role, count: 1 + number / 100 % 3 };
    match (number % 5, design.connections.get(of(design.connections.len()))) {
        (0, _) => Down::Component(component().to_owned()),
        (1, Some(edge)) => Down::Connection { from: edge.from.clone(), to: edge.to.clone(), id: edge.id.clone() },
        (2, _) => copies([Role::Copies, Role::Primary, Role::Replica][of(3)]),
        (3, _) => copies(if number.is_multiple_of(2) { Role::Primary } else { Role::Replica }),
        _ => {
            Down::Place(design.places.get(of(design.places.len())).map_or("nowhere", |one| one.id.as_str()).to_owned())
        }
    }
}

fn scenario(design: &Design, numbers: &[u32]) -> Scenario {
    Scenario { down: numbers.iter().map(|&number| one(design, number)).collect(), ..Scenario::default() }
}

fn failing(outcome: &Outcome) -> BTreeSet<&String> {
    outcome.journeys.iter().filter(|(_, journey)| journey.state == "fails").map(|(id, _)| id).collect()
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn what_a_loss_drives_over_capacity_is_found_from_there_as_by_whole_passes(
        mut design in designs(), numbers in prop::collection::vec(1_u32..400, 8),
    ) {
        // Small capacities, so that a choice less drives something over.
        for (component, number) in design.components.iter_mut().zip(numbers.iter().cycle()) {
            let kind = kinds::find(&component.kind).unwrap();
            for name in limiting_settings(kind.capacity) {
                component.settings.insert((*name).to_owned(), Setting::Number(f64::from(*number)));
            }
        }
        let graph = Graph::new(&design);
        let evaluation = Evaluation::begin(&graph);
        let before = evaluation.before();
        let mut wakes = Wakes::new(&graph, &evaluation.traffic);
        for lost in candidates(&graph, &evaluation.traffic, &evaluation.dependence) {
            let by_passes = by_whole_passes(&before, lost);
            prop_assert_eq!(by_capacity(&before, &mut wakes, lost), by_passes, "{:?}", lost);
        }
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn a_row_of_the_table_says_what_the_scenario_comes_to(
        mut design in designs(), numbers in prop::collection::vec(1_u32..4000, 8), is_tight in any::<bool>(),
    ) {
        for (component, number) in design.components.iter_mut().zip(numbers.iter().cycle()).filter(|_| is_tight) {
            let kind = kinds::find(&component.kind).unwrap();
            for name in limiting_settings(kind.capacity) {
                component.settings.insert((*name).to_owned(), Setting::Number(f64::from(*number)));
            }
        }
        for row in what_if(&design) {
            let outcome = evaluate_scenario(&design, &row.scenario);
            let alive = || outcome.journeys.iter().filter(|(_, journey)| !journey.failed_before);
            let fails: Vec<&String> = alive().filter(|(_, journey)| journey.state == "fails").map(|(id, _)| id).collect();
            prop_assert_eq!(fails, row.fails.iter().collect::<Vec<_>>(), "{:?}", row);
            let degraded: Vec<_> = alive()
                .filter(|(_, journey)| journey.state == "degraded")
                .map(|(id, journey)| (id, &journey.without, journey.carried, journey.carried_before))
                .collect();
            let told: Vec<_> =
                row.degraded.iter().map(|of| (&of.journey, &of.without, of.carried, of.carried_before)).collect();
            prop_assert_eq!(degraded, told, "{:?}", row);
            let are = |state: &str| -> Vec<&String> {
                outcome.components.iter().filter(|(_, component)| component.state == state).map(|(id, _)| id).collect()
            };
            prop_assert_eq!(are("fails"), row.takes_down.iter().collect::<Vec<_>>(), "{:?}", row);
            prop_assert_eq!(are("unreached"), row.unreached.iter().collect::<Vec<_>>(), "{:?}", row);
            prop_assert_eq!((&outcome.over_capacity, &outcome.cascade), (&row.over_capacity, &row.cascade));
            for (id, component) in &outcome.components {
                let over = row.takes_over.iter().find(|over| over.component == *id);
                let (Some(peak), Some(before)) = (component.peak, component.peak_before) else { continue };
                if let Some(over) = over {
                    prop_assert_eq!((over.peak, over.before), (peak.total, before.total), "{:?}", row);
                } else {
                    let is_there = component.state != "lost" && component.state != "fails";
                    prop_assert!(!is_there || peak.total <= before.total * (1.0 + 2e-9), "{} {:?}", id, row);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn losing_nothing_changes_nothing(design in designs()) {
        let (report, outcome) = (evaluate(&design), evaluate_scenario(&design, &Scenario::default()));
        prop_assert!(outcome.over_capacity.is_empty() && outcome.cascade.is_empty() && outcome.unknown.is_empty());
        for (id, component) in &outcome.components {
            prop_assert_eq!(&*component.state, "works", "{}", id);
            prop_assert_eq!(component.peak, component.peak_before);
            prop_assert_eq!(component.peak, report.components[id].peak);
            prop_assert_eq!(component.utilization, report.components[id].utilization);
        }
        for (id, journey) in &outcome.journeys {
            let state = if journey.failed_before { "fails" } else { "works" };
            prop_assert_eq!((&*journey.state, &*journey.in_cascade), (state, state), "{}", id);
            prop_assert_eq!(journey.failed_before, report.journeys[id].availability.unwrap() < 1e-12);
            prop_assert!(journey.failed_before || journey.carried == journey.carried_before);
        }
    }

    #[test]
    fn losing_more_never_makes_a_journey_work_that_failed(
        design in designs(), fewer in prop::collection::vec(0_u32..4096, 0..3), more in prop::collection::vec(0_u32..4096, 1..4),
    ) {
        let all: Vec<u32> = fewer.iter().chain(&more).copied().collect();
        let (one, two) = (evaluate_scenario(&design, &scenario(&design, &fewer)), evaluate_scenario(&design, &scenario(&design, &all)));
        prop_assert!(failing(&one).is_subset(&failing(&two)), "{:?} {:?}", one, two);
        // What fails at once fails in the cascade.
        for journey in one.journeys.values().chain(two.journeys.values()) {
            prop_assert!(journey.state != "fails" || journey.in_cascade == "fails");
        }
    }

    #[test]
    fn twice_the_load_is_twice_the_traffic_of_any_scenario(design in designs(), lost in prop::collection::vec(0_u32..4096, 0..3)) {
        let once = scenario(&design, &lost);
        let (one, two) = (evaluate_scenario(&design, &once), evaluate_scenario(&design, &Scenario { load: 2.0, ..once }));
        for (id, component) in &one.components {
            let twice = &two.components[id];
            prop_assert_eq!(component.peak.is_some(), twice.peak.is_some());
            let (Some(peak), Some(of_twice)) = (component.peak, twice.peak) else { continue };
            prop_assert!(near(of_twice.reads, 2.0 * peak.reads, 1e-12) && near(of_twice.writes, 2.0 * peak.writes, 1e-12));
        }
        // Nothing takes over from others because there is more of everything.
        for (id, journey) in &one.journeys {
            prop_assert_eq!(failing(&one).contains(id), failing(&two).contains(id));
            prop_assert_eq!(&journey.without, &two.journeys[id].without);
        }
    }

    #[test]
    fn the_table_does_not_depend_on_the_order_of_the_file(design in designs(), turn in 0_usize..8) {
        let (one, other) = (what_if(&design), what_if(&shuffled(design.clone(), turn)));
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
    }

    #[test]
    fn the_table_and_the_weak_points_agree(design in designs()) {
        let (report, rows) = (evaluate(&design), what_if(&design));
        for point in &report.single_points_of_failure {
            let of_place = |what: &str| what == "zone" || what == "region";
            let mut rows = rows.iter().filter(|row| row.subject == point.id);
            // Losing one copy of several fails a journey only where others need it; then the whole does as well.
            let row = rows.find(|row| if point.what == "place" { of_place(&row.what) } else { row.what == "component" }).unwrap();
            for journey in &point.journeys {
                let degraded = row.degraded.iter().any(|degraded| degraded.journey == *journey);
                let told = if point.because == "capacity" { degraded } else { row.fails.contains(journey) };
                prop_assert!(told, "{:?}\n{:?}", point, row);
            }
        }
    }

    #[test]
    fn a_cold_cache_is_the_same_to_the_rules_and_to_the_table(design in designs()) {
        let graph = Graph::new(&design);
        // In a loop the rules go round once, and groups of a cache are all asked, whatever it answers.
        prop_assume!(graph.parts.iter().all(|part| part.len() == 1) && graph.edges.iter().all(|edge| edge.from != edge.to));
        prop_assume!(graph.edges.iter().all(|edge| edge.connection.group.is_none()));
        let traffic = solve(&graph);
        for cache in (0..graph.nodes.len()).filter(|&node| graph.nodes[node].kind.family == Family::Cache) {
            let scenario = Scenario { cold: vec![graph.nodes[cache].id().to_owned()], ..Scenario::default() };
            let outcome = evaluate_scenario(&design, &scenario);
            for (node, full) in cold::Cold::new(&graph, &traffic).utilization(cache) {
                let got = outcome.components[graph.nodes[node].id()].utilization;
                prop_assert!(near(got.unwrap_or(f64::INFINITY), full, 1e-9) || !full.is_finite(), "{:?} {}", got, full);
            }
        }
    }

    #[test]
    fn any_scenario_ends_in_an_outcome_and_is_the_same_after_it_was_written(
        design in designs(), lost in prop::collection::vec(0_u32..4096, 0..4), load in prop::num::f64::ANY, at in 0_usize..8,
    ) {
        let mut scenario = scenario(&design, &lost);
        scenario.cold = design.components.iter().skip(at).take(2).map(|component| component.id.clone()).collect();
        scenario.slow.insert("nothing".to_owned(), 3.0);
        let text = serde_json::to_string(&scenario).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Scenario>(&text).unwrap(), &scenario);
        let graph = Graph::new(&design);
        for down in &scenario.down {
            // Names may be those of several things; whatever a word means is something of the design.
            if let Some(meant) = Down::named(&graph, &down.text()) {
                let outcome = evaluate_scenario(&design, &Scenario::of(meant.clone()));
                let kind = |id: &String| design.components.iter().find(|one| one.id == *id).and_then(|one| kinds::find(&one.kind));
                let no_such_copies = matches!(&meant, Down::Copies { component, .. } if kind(component).is_some());
                prop_assert!(outcome.unknown.is_empty() || no_such_copies, "{:?} {:?}", meant, outcome.unknown);
            }
        }
        scenario.load = load;
        let outcome = evaluate_scenario(&design, &scenario);
        prop_assert!(outcome.unknown.contains(&"nothing".to_owned()));
        for journey in outcome.journeys.values() {
            prop_assert!((0.0..=1.0).contains(&journey.carried));
        }
    }
}

//! Statements about rates and shares.

use loadbearing_engine::design::{Design, Operation, Rate, Setting};
use loadbearing_engine::evaluate;
use loadbearing_engine::kinds::{self, Family};
use proptest::prelude::*;

use super::support::{average, component, config, connection, designs, journey, near, set};

fn behind_a_cache(hit_rate: f64, calls: f64, reads: f64, writes: f64, in_the_path: bool) -> Design {
    let mut design = Design::default();
    design.components = vec![
        component("s", "server"),
        set(component("c", "cache-distributed"), "hit_rate", hit_rate),
        component("d", "sql"),
    ];
    let mut onward = if in_the_path { connection("c", "d") } else { connection("s", "d") };
    onward.calls = Some(calls);
    if !in_the_path {
        onward.after_miss_in = vec!["c".to_owned()];
    }
    design.connections = vec![connection("s", "c"), onward];
    design.workload.journeys =
        vec![journey("r", "s", Operation::Read, reads), journey("w", "s", Operation::Write, writes)];
    design
}

/// What lies behind a cache: where its connections lead, and those that are asked after it.
fn behind(design: &Design, cache: &str) -> Vec<String> {
    let mut after: Vec<(String, String)> = vec![(String::new(), cache.to_owned())];
    let mut open: Vec<String> = Vec::new();
    loop {
        let before = (after.len(), open.len());
        for connection in &design.connections {
            let names = connection.after_miss_in.iter().any(|id| {
                after.iter().any(|(from, named)| named == id && (from.is_empty() || *from == connection.from))
            });
            if names && !after.contains(&(connection.from.clone(), connection.to.clone())) {
                after.push((connection.from.clone(), connection.to.clone()));
            }
            let leads_on = names || connection.from == cache || open.contains(&connection.from);
            if leads_on && !open.contains(&connection.to) {
                open.push(connection.to.clone());
            }
        }
        if before == (after.len(), open.len()) {
            return open;
        }
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn s01_a_hit_rate_leaves_the_rest_of_the_reads_and_writes_are_never_hits(
        hit_rate in 0.0..=1.0_f64, calls in 0.1..4.0_f64, reads in 1.0..1e6_f64, writes in 1.0..1e6_f64,
        in_the_path: bool,
    ) {
        let report = evaluate(&behind_a_cache(hit_rate, calls, reads, writes, in_the_path));
        let (left, written) = average(&report, "d").unwrap();
        prop_assert!(near(left, reads * (1.0 - hit_rate) * calls, 1e-9), "{left}");
        prop_assert!(near(written, writes * calls, 1e-12), "{written}");
        let (asked, told) = average(&report, "c").unwrap();
        prop_assert!(near(asked, reads, 1e-12) && near(told, writes, 1e-12), "{asked} {told}");
    }

    #[test]
    fn s02_a_cache_relieves_only_what_stands_behind_it(design in designs(), at in 0_usize..8, hit_rate in 0.0..=1.0_f64) {
        let caches: Vec<usize> = (0..design.components.len())
            .filter(|&at| kinds::find(&design.components[at].kind).unwrap().family == Family::Cache)
            .collect();
        prop_assume!(!caches.is_empty());
        let cache = caches[at % caches.len()];
        let mut other = design.clone();
        other.components[cache].settings.insert("hit_rate".to_owned(), Setting::Number(hit_rate));
        let (one, two) = (evaluate(&design), evaluate(&other));
        let relieved = behind(&design, &design.components[cache].id);
        for id in design.components.iter().map(|component| &component.id).filter(|id| !relieved.contains(id)) {
            prop_assert_eq!(average(&one, id), average(&two, id), "{}", id);
        }
    }

    #[test]
    fn s03_traffic_is_conserved(design in designs()) {
        let report = evaluate(&design);
        for (id, component) in &report.components {
            let Some(arriving) = component.average else { continue };
            let calls = report.connections.iter().filter(|connection| connection.to == *id);
            let entering = design.workload.journeys.iter().filter(|journey| journey.entry == *id);
            let rates = entering.map(|journey| journey.rate.map_or(0.0, Rate::per_second)).sum::<f64>();
            let sum = rates + calls.map(|connection| connection.average.unwrap_or(0.0)).sum::<f64>();
            prop_assert!(near(arriving.total, sum, 1e-9), "{id}: {} and {sum}", arriving.total);
        }
    }

    #[test]
    fn s05_a_dependency_that_two_paths_share_counts_once(
        shared in 0.5..1.0_f64, own in prop::collection::vec(0.5..1.0_f64, 1..5), alternatives: bool,
    ) {
        let mut design = Design::default();
        design.components =
            vec![set(component("s", "server"), "availability", 1.0), set(component("d", "sql"), "availability", shared)];
        for (at, availability) in own.iter().enumerate() {
            let id = format!("p{at}");
            design.components.push(set(component(&id, "service"), "availability", *availability));
            let mut path = connection("s", &id);
            path.group = alternatives.then(|| "g".to_owned());
            design.connections.extend([path, connection(&id, "d")]);
        }
        design.workload.journeys = vec![journey("j", "s", Operation::Read, 1.0)];
        let paths: f64 = if alternatives {
            1.0 - own.iter().map(|availability| 1.0 - availability).product::<f64>()
        } else {
            own.iter().product()
        };
        let got = evaluate(&design).journeys["j"].availability.unwrap();
        prop_assert!(near(got, shared * paths, 1e-12), "{got}");
    }

    #[test]
    fn s07_a_share_lies_between_nought_and_one_and_what_cannot_succeed_has_availability_nought(design in designs()) {
        let mut design = design;
        design.components.push(component("zz-nowhere", "gateway"));
        design.workload.journeys.push(journey("stuck", "zz-nowhere", Operation::Read, 1.0));
        let report = evaluate(&design);
        for journey in report.journeys.values() {
            for share in [journey.availability, journey.unavailability, journey.availability_at_peak] {
                let share = share.unwrap();
                prop_assert!((0.0..=1.0).contains(&share), "{share}");
            }
            prop_assert!(journey.availability_at_peak.unwrap() <= journey.availability.unwrap() + 1e-12);
        }
        prop_assert_eq!(report.journeys["stuck"].availability, Some(0.0));
        prop_assert_eq!(report.journeys["stuck"].availability_at_peak, Some(0.0));
    }

    #[test]
    fn s09_twice_the_load_is_twice_the_traffic(design in designs()) {
        let mut twice = design.clone();
        for journey in &mut twice.workload.journeys {
            journey.rate = journey.rate.map(|rate| Rate::PerSecond(2.0 * rate.per_second()));
        }
        let (one, two) = (evaluate(&design), evaluate(&twice));
        for (id, component) in &one.components {
            let other = &two.components[id];
            prop_assert_eq!(component.peak.is_some(), other.peak.is_some());
            let (Some(peak), Some(of_twice)) = (component.peak, other.peak) else { continue };
            prop_assert!(near(of_twice.reads, 2.0 * peak.reads, 1e-12) && near(of_twice.writes, 2.0 * peak.writes, 1e-12));
            if let (Some(full), Some(of_twice)) = (component.utilization, other.utilization) {
                prop_assert!(near(of_twice, 2.0 * full, 1e-12));
            }
        }
    }

    #[test]
    fn times_are_in_order_and_their_parts_add_up(design in designs()) {
        let report = evaluate(&design);
        for (id, journey) in &report.journeys {
            let (times, detail) = (journey.latency_ms, &journey.latency);
            let (Some(mean), Some(p50), Some(p95), Some(p99)) = (times.mean, times.p50, times.p95, times.p99) else {
                prop_assert!(detail.method == "unbounded" && !detail.because.is_empty(), "{id}: {detail:?}");
                for full in &detail.because {
                    let component = &report.components[full];
                    prop_assert!(component.peak.is_none() || component.utilization.is_none_or(|busy| busy >= 1.0 - 1e-12));
                }
                continue;
            };
            prop_assert!(0.0 <= p50 && p50 <= p95 && p95 <= p99, "{id}: {times:?}");
            // Markov: at most one in twenty takes more than twenty means.
            prop_assert!(p95 <= 20.0 * mean * (1.0 + 1e-4), "{id}: {times:?}");
            let parts: f64 = detail.parts.iter().map(|part| part.mean_ms).sum();
            prop_assert!((parts - mean).abs() <= 1e-6 * mean, "{id}: {parts} {mean}");
        }
    }
}

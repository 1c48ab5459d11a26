//! Statements about what a change may do: more copies, other names, another order.

use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::design::{Design, Layout, Mode, Placement};
use loadbearing_engine::kinds::{self, Copies, Dispatch};
use loadbearing_engine::report::Report;
use loadbearing_engine::{DesignFile, evaluate, read, write};
use proptest::prelude::*;

use super::support::{config, designs, near, shuffled, text};

/// What falls alone, and for which journey.
fn weak(report: &Report) -> BTreeSet<(String, String)> {
    let points = report.single_points_of_failure.iter().filter(|point| point.because != "capacity");
    points.flat_map(|point| point.journeys.iter().map(|journey| (point.id.clone(), journey.clone()))).collect()
}

fn no_less_available(before: &Report, after: &Report) -> Result<(), TestCaseError> {
    for (id, journey) in &before.journeys {
        let (was, is) = (journey.unavailability.unwrap(), after.journeys[id].unavailability.unwrap());
        prop_assert!(is <= was * (1.0 + 1e-9) + 1e-15, "{}: {} became {}", id, was, is);
    }
    Ok(())
}

/// Everything under other names, in another order of names.
fn renamed(design: &Design) -> Design {
    let name = |id: &String| format!("{}-{id}", 9 - id.len() % 2 - id.bytes().map(usize::from).sum::<usize>() % 7);
    let mut design = design.clone();
    for component in &mut design.components {
        component.id = name(&component.id);
    }
    for connection in &mut design.connections {
        connection.from = name(&connection.from);
        connection.to = name(&connection.to);
        connection.after_miss_in = connection.after_miss_in.iter().map(name).collect();
    }
    for journey in &mut design.workload.journeys {
        journey.entry = name(&journey.entry);
    }
    design
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn s04_one_more_instance_never_makes_anything_worse(design in designs(), at in 0_usize..8) {
        let pools: Vec<usize> = (0..design.components.len())
            // Of a broker, one that states how many partitions it has keeps them.
            .filter(|&at| {
                let kind = kinds::find(&design.components[at].kind).unwrap();
                kind.copies == Copies::Pool || kind.family.is_broker()
            })
            .filter(|&at| !matches!(design.components[at].places, Placement::Counted(_)))
            .collect();
        prop_assume!(!pools.is_empty());
        let mut more = design.clone();
        let pool = &mut more.components[pools[at % pools.len()]];
        pool.instances = Some(pool.instances.unwrap_or(1) + 1);
        let (before, after) = (evaluate(&design), evaluate(&more));
        no_less_available(&before, &after)?;
        let new: Vec<_> = weak(&after).difference(&weak(&before)).cloned().collect();
        prop_assert!(new.is_empty(), "{new:?}");
        for (id, journey) in &before.journeys {
            let (Some(was), Some(is)) = (journey.sustainable, after.journeys[id].sustainable) else { continue };
            prop_assert!(is >= was * (1.0 - 1e-12), "{id}: {was} became {is}");
        }
        for (id, journey) in &before.journeys {
            // Seven digits where several calls are under way at once.
            let Some(was) = journey.latency_ms.mean else { continue };
            let is = after.journeys[id].latency_ms.mean.unwrap_or(f64::INFINITY);
            prop_assert!(is <= was * (1.0 + 1e-6), "{id}: {was} ms became {is}");
        }
    }

    #[test]
    fn s04_one_more_replica_that_takes_over_never_makes_a_journey_less_available(design in designs(), at in 0_usize..8) {
        let stores: Vec<usize> = (0..design.components.len())
            .filter(|&at| kinds::find(&design.components[at].kind).unwrap().copies == Copies::Shards)
            .collect();
        prop_assume!(!stores.is_empty());
        let mut more = design.clone();
        let store = &mut more.components[stores[at % stores.len()]];
        store.replicas = Some(store.replicas.unwrap_or(0) + 1);
        no_less_available(&evaluate(&design), &evaluate(&more))?;
    }

    #[test]
    fn s04_one_more_equal_target_never_makes_a_journey_less_available(design in designs(), at in 0_usize..8) {
        let chosen: Vec<usize> = (0..design.connections.len())
            .filter(|&at| {
                let connection = &design.connections[at];
                let from = design.components.iter().find(|component| component.id == connection.from).unwrap();
                let chooses = kinds::find(&from.kind).unwrap().dispatch == Dispatch::OneOf;
                // Where several are needed or named twice, one more is not one of equals.
                let again = design.connections.iter().filter(|other| other.to == connection.to).count();
                let to = design.components.iter().find(|component| component.id == connection.to).unwrap();
                // Who watches or coordinates is asked besides, not chosen.
                let chosen = connection.mode == Mode::Sync && !kinds::find(&to.kind).unwrap().family.beside_the_path();
                chooses && chosen && connection.to != connection.from && again == 1 && connection.group.is_none()
            })
            .collect();
        prop_assume!(!chosen.is_empty());
        let like = design.connections[chosen[at % chosen.len()]].clone();
        let mut more = design.clone();
        let mut target = design.components.iter().find(|component| component.id == like.to).unwrap().clone();
        prop_assume!(kinds::find(&target.kind).unwrap().dispatch != Dispatch::Misses);
        target.id = "zz-one-more".to_owned();
        for connection in design.connections.iter().filter(|connection| connection.from == like.to) {
            let mut onward = connection.clone();
            onward.from.clone_from(&target.id);
            if onward.to == like.to {
                onward.to.clone_from(&target.id);
            }
            more.connections.push(onward);
        }
        let mut to_it = like;
        to_it.to.clone_from(&target.id);
        more.connections.push(to_it);
        more.components.push(target);
        let (before, after) = (evaluate(&design), evaluate(&more));
        prop_assert!(no_less_available(&before, &after).is_ok(), "{}", write(&DesignFile { design: more, ..DesignFile::default() }));
    }

    #[test]
    fn s06_rewiring_or_renaming_never_leaves_an_answer_from_before(design in designs(), at in 0_usize..16) {
        let before = text(&design);
        let mut rewired = design.clone();
        let connections = rewired.connections.len().max(1);
        let gone = rewired.connections.remove(at % connections);
        let without = text(&rewired);
        let again = read(&write(&DesignFile { design: rewired.clone(), ..DesignFile::default() })).unwrap();
        prop_assert_eq!(&without, &text(&again.design));
        rewired.connections.insert(at % connections, gone);
        prop_assert_eq!(&before, &text(&rewired));
    }

    #[test]
    fn s08_the_order_of_a_file_changes_nothing(design in designs(), turn in 0_usize..8) {
        let (one, other) = (text(&design), text(&shuffled(design.clone(), turn)));
        // The place where they part says more than both whole.
        let parts = one.bytes().zip(other.bytes()).position(|(a, b)| a != b).unwrap_or(0);
        let around = |text: &str| text.get(parts.saturating_sub(200)..text.len().min(parts + 60)).map(str::to_owned);
        prop_assert!(one == other, "{:?}\n{:?}", around(&one), around(&other));
    }

    #[test]
    fn s08_ids_are_only_names(design in designs()) {
        let other = renamed(&design);
        let names: BTreeMap<&String, &String> =
            design.components.iter().zip(&other.components).map(|(one, two)| (&one.id, &two.id)).collect();
        let (one, two) = (evaluate(&design), evaluate(&other));
        for (id, component) in &one.components {
            let same = &two.components[names[id]];
            prop_assert_eq!(component.peak.is_some(), same.peak.is_some());
            let (Some(peak), Some(of_same)) = (component.peak, same.peak) else { continue };
            prop_assert!(near(of_same.total, peak.total, 1e-12), "{}", id);
        }
        for (id, journey) in &one.journeys {
            let same = &two.journeys[id];
            let pairs = [
                (journey.unavailability, same.unavailability),
                (journey.availability_at_peak, same.availability_at_peak),
                (journey.sustainable, same.sustainable),
                (journey.latency_ms.mean, same.latency_ms.mean),
                (journey.latency_ms.p50, same.latency_ms.p50),
                (journey.latency_ms.p95, same.latency_ms.p95),
                (journey.latency_ms.p99, same.latency_ms.p99),
            ];
            for (one, two) in pairs {
                prop_assert_eq!(one.is_some(), two.is_some());
                prop_assert!((one.unwrap_or(0.0) - two.unwrap_or(0.0)).abs() <= 1e-12 * one.unwrap_or(0.0).max(1.0));
            }
        }
        let falls = |report: &Report| -> BTreeSet<(String, String, Vec<String>)> {
            let point = |point: &loadbearing_engine::report::SinglePointOfFailure| {
                let plain = names.iter().find(|(_, new)| ***new == point.id).map_or(&point.id, |(old, _)| old);
                (plain.clone(), point.because.to_string(), point.journeys.clone())
            };
            report.single_points_of_failure.iter().map(point).collect()
        };
        prop_assert_eq!(falls(&one), falls(&two));
    }

    #[test]
    fn s09_moving_a_box_gives_the_same_report(design in designs(), x in -1e6..1e6_f64, y in -1e6..1e6_f64) {
        let layout: Layout = design.components.iter().map(|component| (component.id.clone(), (x, y))).collect();
        let file = read(&write(&DesignFile { design: design.clone(), layout, ..DesignFile::default() })).unwrap();
        prop_assert_eq!(text(&file.design), text(&design));
    }
}

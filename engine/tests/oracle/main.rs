//! The engine against an oracle: a second, naive reading of the contract that shares no code with the analyses. It
//! tries all states of copies and places, finds rates by repeated substitution, and takes things away one by one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod drawn;
mod generate;
mod judge;
#[path = "../random/mod.rs"]
mod random;
mod routes;
mod traffic;
mod weak;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::design::{Design, Journey};
use loadbearing_engine::report::Report;
use loadbearing_engine::{DesignFile, evaluate, read, write};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use routes::Routes;
use traffic::{Brought, Loads, brought, everything};
use weak::{uses, weak_points};
use world::World;

fn near(got: f64, want: f64, relative: f64) -> bool {
    (got - want).abs() <= relative * want.abs().max(1e-12)
}

/// Where the report and the oracle differ, in words.
fn differences(design: &Design) -> Vec<String> {
    let report = evaluate(design);
    let world = World::new(design);
    let journeys: Vec<&Journey> = design.workload.journeys.iter().collect();
    let full: Vec<Brought> = journeys.iter().map(|journey| brought(&Routes::whole(&world, journey))).collect();
    let mut found = Vec::new();
    let endless = |at: usize| full.iter().any(|journey| journey.endless[at]);
    let mut any_endless = false;
    for (at, thing) in world.things.iter().enumerate() {
        let said = &report.components[&thing.component.id];
        any_endless |= endless(at);
        if said.peak.is_none() != endless(at) {
            found.push(format!("endless {}: {:?}, oracle {}", thing.component.id, said.peak, endless(at)));
        }
    }
    if any_endless || !found.is_empty() {
        return found;
    }
    let loads = Loads::of(&full);
    rates(&report, &world, &full, &loads, &mut found);
    for (at, journey) in journeys.iter().enumerate() {
        served(&report, &world, journey, &loads, &mut found);
        sustained(&report, &world, journey, &full[at], &loads, &mut found);
    }
    let said: BTreeSet<(String, &str, &str, Vec<String>)> = report
        .single_points_of_failure
        .iter()
        .map(|point| (point.id.clone(), &*point.what, &*point.because, point.journeys.clone()))
        .collect();
    let meant = weak_points(&world, &journeys, &full, &loads);
    found.extend(said.difference(&meant).map(|weak| format!("weak point too many: {weak:?}")));
    found.extend(meant.difference(&said).map(|weak| format!("weak point missing: {weak:?}")));
    found
}

fn rates(report: &Report, world: &World<'_>, full: &[Brought], loads: &Loads, found: &mut Vec<String>) {
    for (at, thing) in world.things.iter().enumerate() {
        let said = &report.components[&thing.component.id];
        let peak = said.peak.unwrap();
        let [reads, writes] = loads.peaks[at];
        if !near(peak.reads, reads, 1e-9) || !near(peak.writes, writes, 1e-9) {
            found.push(format!("peak of {}: {peak:?}, oracle {reads} and {writes}", thing.component.id));
        }
        let roles = loads.roles(world, at, &everything(world)[at]);
        let most = roles.iter().map(|role| role.full).reduce(f64::max).filter(|full| full.is_finite());
        if said.utilization.is_some() != most.is_some()
            || !near(said.utilization.unwrap_or(0.0), most.unwrap_or(0.0), 1e-9)
        {
            found.push(format!("utilisation of {}: {:?}, oracle {most:?}", thing.component.id, said.utilization));
        }
    }
    let mut said: Vec<(String, String, f64)> = report
        .connections
        .iter()
        .map(|connection| (connection.from.clone(), connection.to.clone(), connection.peak.unwrap_or(f64::NAN)))
        .collect();
    let mut meant: Vec<(String, String, f64)> = world
        .wires
        .iter()
        .enumerate()
        .map(|(wire, of)| {
            let peak = full.iter().map(|journey| journey.calls[wire] * journey.peak).sum();
            (of.connection.from.clone(), of.connection.to.clone(), peak)
        })
        .collect();
    let order = |a: &(String, String, f64), b: &(String, String, f64)| {
        (&a.0, &a.1).cmp(&(&b.0, &b.1)).then(a.2.total_cmp(&b.2))
    };
    said.sort_by(order);
    meant.sort_by(order);
    for (said, meant) in said.iter().zip(&meant) {
        if !near(said.2, meant.2, 1e-9) {
            found.push(format!("calls: {said:?}, oracle {meant:?}"));
        }
    }
}

fn served(report: &Report, world: &World<'_>, journey: &Journey, loads: &Loads, found: &mut Vec<String>) {
    let said = &report.journeys[&journey.id];
    let needs = judge::needs(&Routes::whole(world, journey), false);
    let (fails, fails_at_peak) = judge::unavailability(world, &needs, loads);
    let got = said.unavailability.unwrap_or(f64::NAN);
    if !near(got, fails, 1e-9) {
        found.push(format!("unavailability of {}: {got}, oracle {fails}", journey.id));
    }
    let got = said.availability_at_peak.unwrap_or(f64::NAN);
    if (1.0 - got - fails_at_peak).abs() > 1e-9 * fails_at_peak.max(1e-6) {
        found.push(format!("at peak of {}: {got}, oracle {}", journey.id, 1.0 - fails_at_peak));
    }
}

fn sustained(
    report: &Report,
    world: &World<'_>,
    journey: &Journey,
    brought: &Brought,
    loads: &Loads,
    found: &mut Vec<String>,
) {
    let said = &report.journeys[&journey.id];
    let mut fulls: Vec<(f64, String)> = Vec::new();
    for (at, thing) in world.things.iter().enumerate().filter(|(at, _)| brought.waits[*at]) {
        let roles = loads.roles(world, at, &everything(world)[at]);
        let used = roles.iter().filter(|role| uses(brought.visits[at], role));
        let visited = brought.visits[at][0] + brought.visits[at][1] > 0.0;
        if let Some(full) = used.map(|role| role.full).reduce(f64::max).filter(|full| *full > 0.0 && visited) {
            fulls.push((full, thing.component.id.clone()));
        }
    }
    let most = fulls.iter().map(|full| full.0).fold(0.0, f64::max);
    let mut busiest: Vec<String> =
        fulls.iter().filter(|full| full.0 >= most * (1.0 - 1e-10)).map(|full| full.1.clone()).collect();
    busiest.sort();
    let want = (most > 0.0 && brought.peak > 0.0).then(|| brought.peak / most);
    let mut got: Vec<String> = said.bottleneck.iter().chain(&said.tied_with).cloned().collect();
    got.sort();
    if want.is_none() {
        busiest.clear();
    }
    if said.sustainable.is_some() != want.is_some() || !near(said.sustainable.unwrap_or(0.0), want.unwrap_or(0.0), 1e-9)
    {
        found.push(format!("sustainable of {}: {:?}, oracle {want:?}", journey.id, said.sustainable));
    }
    if got != busiest {
        found.push(format!("bottleneck of {}: {got:?}, oracle {busiest:?}", journey.id));
    }
}

fn cases() -> u32 {
    std::env::var("ORACLE_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, rng_seed: RngSeed::Fixed(1), max_shrink_iters: 3000, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_says_what_the_oracle_says(numbers in prop::collection::vec(0_u32..64, 20..220)) {
        let design = generate::design(&numbers);
        let text = write(&DesignFile { design: design.clone(), ..DesignFile::default() });
        prop_assert!(read(&text).is_ok(), "{:?}\n{text}", read(&text).err());
        let found = differences(&design);
        prop_assert!(found.is_empty(), "{}\n{text}", found.join("\n"));
    }
}

/// A look at many designs at once: the smallest one of each kind of difference. Run by hand.
#[test]
#[ignore = "a look at many designs, for whoever changes the engine or the oracle"]
fn survey() {
    let mut smallest: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in 1..=u64::from(cases()) {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut numbers = Vec::new();
        for _ in 0..30 + seed % 170 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            numbers.push((state >> 40) as u32);
        }
        let design = generate::design(&numbers);
        let found = differences(&design);
        let text = write(&DesignFile { design, ..DesignFile::default() });
        for difference in &found {
            let kind: String = difference.split(' ').take(3).collect::<Vec<_>>().join(" ");
            let entry = smallest.entry(kind).or_insert((0, String::new()));
            entry.0 += 1;
            if entry.1.is_empty() || text.len() < entry.1.len() {
                entry.1 = format!("{}\n{text}", found.join("\n"));
            }
        }
    }
    for (kind, (count, text)) in smallest {
        println!("===== {kind}: {count} times\n{text}");
    }
}

//! Capacity planning: requests, storage, bandwidth, cache memory, servers, downtime, each with its working and the
//! source of its method. Says nothing about what is wrong.

use std::collections::BTreeSet;

use super::arrivals::calls_a_request;
use super::availability::Availability;
use super::availability_working::unavailability_working;
use super::capacity::Load;
use super::figures::{needed_of, peak_rate_of, rate_of, rate_of_a_day};
use super::graph::Graph;
use super::sizing::grown;
use super::stored::{HOURS_A_YEAR, Left, deleted_after, left_by};
use super::structure::Structure;
use super::traffic::Traffic;
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::kinds::common::storing;

/// A figure of capacity planning.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    /// What is estimated.
    pub id: &'static str,
    /// Id of the component or journey, or `design`.
    pub subject: String,
    /// Unit of the value.
    pub unit: &'static str,
    /// Value and how it comes about.
    pub working: Working,
    /// Text and section of the method.
    pub source: &'static str,
}

const ENVELOPE: &str = "mental-models § 17. The Back-of-Envelope Calculations";
const FORMULAS: &str = "worked-examples § Useful formulas";
const DOWNTIME: &str = "zero-to-hero § 1.1 Understanding System Design Basics";
const ERROR_BUDGET: &str = "mental-models § 15. The Observability Stack";

/// Part of the stored records that is asked for often.
pub const HOT_FRACTION: f64 = 0.2;

/// All estimates, sorted by id and subject. `structures` and `availability` are by journey, the latter as far as it is
/// known.
#[must_use]
pub fn estimates(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structures: &[Structure],
    availability: &[Option<Availability>],
) -> Vec<Estimated> {
    let mut found = Vec::new();
    requests(graph, traffic, &mut found);
    bandwidth(graph, traffic, &mut found);
    storage(graph, traffic, &mut found);
    servers(graph, traffic, loads, &mut found);
    downtime(graph, traffic, structures, availability, &mut found);
    found.sort_by(|a, b| (a.id, &a.subject).cmp(&(b.id, &b.subject)));
    found
}

fn requests(graph: &Graph<'_>, traffic: &Traffic, found: &mut Vec<Estimated>) {
    let mut averages = Vec::new();
    let mut peaks = Vec::new();
    for journey in &traffic.journeys {
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let (Some(average), Some(peak)) = (rate_of(graph, journey.journey), peak_rate_of(graph, journey.journey))
        else {
            continue;
        };
        let subject = &design_journey.id;
        averages.push((subject.clone(), average.clone()));
        peaks.push((subject.clone(), peak.clone()));
        found.push(estimate("requests-average", subject, "req/s", average, FORMULAS));
        found.push(estimate("requests-peak", subject, "req/s", peak, FORMULAS));
    }
    if averages.len() > 1 {
        found.push(estimate("requests-average", "design", "req/s", Working::sum(averages), FORMULAS));
        found.push(estimate("requests-peak", "design", "req/s", Working::sum(peaks), FORMULAS));
    }
}

fn estimate(id: &'static str, subject: &str, unit: &'static str, working: Working, source: &'static str) -> Estimated {
    Estimated { id, subject: subject.to_owned(), unit, working, source }
}

fn bandwidth(graph: &Graph<'_>, traffic: &Traffic, found: &mut Vec<Estimated>) {
    for (id, field) in [("bandwidth-in", "request_bytes"), ("bandwidth-out", "response_bytes")] {
        let mut parts = Vec::new();
        for journey in &traffic.journeys {
            let design_journey = &graph.design.workload.journeys[journey.journey];
            let bytes =
                if field == "request_bytes" { design_journey.request_bytes } else { design_journey.response_bytes };
            let (Some(bytes), Some(peak)) = (bytes, peak_rate_of(graph, journey.journey)) else { continue };
            let working = Working::new("peak rate × bytes a request", peak.value * bytes)
                .worked("peak rate", peak)
                .stated("bytes a request", bytes, format!("workload.journeys[{}].{field}", journey.journey));
            parts.push((design_journey.id.clone(), working.clone()));
            found.push(estimate(id, &design_journey.id, "B/s", working, ENVELOPE));
        }
        if parts.len() > 1 {
            found.push(estimate(id, "design", "B/s", Working::sum(parts), ENVELOPE));
        }
    }
}

/// What one journey leaves in a store in a year.
fn storage_of_journey(graph: &Graph<'_>, traffic: &Traffic, at: usize, store: usize) -> Option<Working> {
    let journey = &traffic.journeys[at];
    let left = left_by(graph, journey, store)?;
    let bytes = graph.design.workload.journeys[journey.journey].stored_bytes?;
    let part = journey.visits[store].writes.min(1.0);
    let requests = rate_of_a_day(graph, journey.journey)?;
    if let Left::Carried(bytes, sent) = left {
        let working =
            Working::new("requests a day × calls a request × days × bytes a call", requests.value * 365.0 * bytes)
                .worked("requests a day", requests)
                .worked("calls a request", calls_a_request(graph, traffic, at, store, true))
                .constant("days", 365.0);
        return Some(working.stated("bytes a call", sent.bytes(graph)?, sent.place(graph)));
    }
    let working = if part < 1.0 {
        Working::new("requests a day × part stored here × days × bytes a record", requests.value * part * 365.0 * bytes)
            .worked("requests a day", requests)
            .worked("part stored here", calls_a_request(graph, traffic, at, store, true))
    } else {
        let formula = "records a day × days × bytes a record";
        let working = Working::new(formula, requests.value * 365.0 * bytes);
        match requests.inputs.as_slice() {
            // A rate that is stated by the day needs no working of its own.
            [only] if requests.formula == only.name => {
                working.stated("records a day", only.value, format!("workload.journeys[{}].rate", journey.journey))
            }
            _ => working.worked("records a day", requests),
        }
    };
    let path = format!("workload.journeys[{}].stored_bytes", journey.journey);
    Some(working.constant("days", 365.0).stated("bytes a record", bytes, path))
}

/// What all journeys leave in a store in a year; `None` where none says how many bytes.
fn stored_in_a_year(graph: &Graph<'_>, traffic: &Traffic, store: usize) -> Option<Working> {
    let of_journey = |at: usize| {
        let id = &graph.design.workload.journeys[traffic.journeys[at].journey].id;
        Some((id.clone(), storage_of_journey(graph, traffic, at, store)?))
    };
    let parts: Vec<(String, Working)> = (0..traffic.journeys.len()).filter_map(of_journey).collect();
    (!parts.is_empty()).then(|| Working::sum(parts))
}

/// What is in a store at the end of the plan, of what a year brings.
fn to_horizon(graph: &Graph<'_>, store: usize, year: Working) -> Working {
    let workload = &graph.design.workload;
    let (years, growth) = (workload.horizon_years.unwrap_or(1.0), workload.growth_per_year.unwrap_or(0.0));
    let node = &graph.nodes[store];
    let working = match deleted_after(node, years) {
        None => Working::new("storage a year × years × (1 + growth) ^ years", grown(year.value * years, growth, years)),
        Some(hours) => {
            let kept = year.value * hours / HOURS_A_YEAR;
            Working::new("storage a year × retention ÷ hours a year × (1 + growth) ^ years", grown(kept, growth, years))
                .stated("retention", hours, node.place_of("retention_hours"))
                .constant("hours a year", HOURS_A_YEAR)
        }
    };
    working
        .worked("storage a year", year)
        .stated_or("years", workload.horizon_years, "workload.horizon_years", 1.0, Source::Assumption)
        .stated_or("growth", workload.growth_per_year, "workload.growth_per_year", 0.0, Source::Assumption)
}

/// How what is in a store at the end of the plan comes about; `None` where nothing says how many bytes.
#[must_use]
pub fn stored_working(graph: &Graph<'_>, traffic: &Traffic, store: usize) -> Option<Working> {
    Some(to_horizon(graph, store, stored_in_a_year(graph, traffic, store)?))
}

fn storage(graph: &Graph<'_>, traffic: &Traffic, found: &mut Vec<Estimated>) {
    let mut kept: Vec<(usize, Working)> = Vec::new();
    for (store, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.family.keeps()) {
        let Some(year) = stored_in_a_year(graph, traffic, store) else { continue };
        found.push(estimate("storage-per-year", node.id(), "B", year.clone(), FORMULAS));
        let horizon = to_horizon(graph, store, year);
        found.push(estimate("storage-horizon", node.id(), "B", horizon.clone(), FORMULAS));
        if node.replicas() > 0 {
            let replicas = f64::from(node.replicas());
            let all = Working::new("storage × (1 + replicas)", horizon.value * (1.0 + replicas))
                .worked("storage", horizon.clone())
                .counted(node, "replicas");
            found.push(estimate("storage-horizon-replicated", node.id(), "B", all, ENVELOPE));
        }
        if let Some(price) = node.text("tier").and_then(storing::price_a_year) {
            let cost = Working::new("storage × price of a byte and year", horizon.value * price)
                .worked("storage", horizon.clone())
                .default("price of a byte and year", price, storing::TIER_PRICES);
            found.push(estimate("storage-cost-per-year", node.id(), "USD", cost, storing::TIER_PRICES.text()));
        }
        kept.push((store, horizon));
    }
    if kept.is_empty() {
        return;
    }
    for (cache, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.family == Family::Cache) {
        let reached = behind(graph, cache);
        let behind: Vec<(String, Working)> = kept
            .iter()
            .filter(|(store, _)| reached.contains(store))
            .map(|(store, horizon)| (graph.nodes[*store].id().to_owned(), horizon.clone()))
            .collect();
        if behind.is_empty() {
            continue;
        }
        let stored = Working::sum(behind);
        let memory = Working::new("stored × hot fraction", stored.value * HOT_FRACTION)
            .worked("stored", stored)
            .default("hot fraction", HOT_FRACTION, Source::Documented(ENVELOPE));
        found.push(estimate("cache-memory", node.id(), "B", memory, ENVELOPE));
    }
}

/// What a cache answers for: what it stands in the path to, or what the way to is taken after a miss.
fn behind(graph: &Graph<'_>, cache: usize) -> BTreeSet<usize> {
    let after_miss = graph.after[cache].iter().map(|&edge| graph.edges[edge].to);
    std::iter::once(cache).chain(after_miss).flat_map(|way| graph.reach(way, |edge| edge.is_sync())).collect()
}

fn servers(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], found: &mut Vec<Estimated>) {
    for (number, node) in graph.nodes.iter().enumerate() {
        let (Some(needed), Some(working)) = (loads[number].needed, needed_of(graph, traffic, loads, number, true))
        else {
            continue;
        };
        found.push(estimate("servers-needed", node.id(), needed.unit, working, FORMULAS));
    }
}

fn downtime(
    graph: &Graph<'_>,
    traffic: &Traffic,
    structures: &[Structure],
    availability: &[Option<Availability>],
    found: &mut Vec<Estimated>,
) {
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let Some(known) = availability.get(at).copied().flatten() else { continue };
        let subject = &graph.design.workload.journeys[journey.journey].id;
        let unavailability = unavailability_working(graph, &structures[at]);
        for (id, minutes, source) in
            [("downtime-per-year", 525_600.0, DOWNTIME), ("downtime-per-month", 43_200.0, ERROR_BUDGET)]
        {
            let working = Working::new("unavailability × minutes", known.unavailability * minutes);
            let working = match &unavailability {
                Some(unavailability) => working.worked("unavailability", unavailability.clone()),
                // What is too long to write out was counted all the same.
                None => working.stated("unavailability", known.unavailability, "computed"),
            };
            found.push(estimate(id, subject, "min", working.constant("minutes", minutes), source));
        }
    }
}

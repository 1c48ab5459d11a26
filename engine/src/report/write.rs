//! Puts an evaluation into the words of the report. Computes nothing.

use std::collections::BTreeMap;

use super::Evaluation;
use super::balance::balance;
use super::cost;
use super::day::days;
use super::evaluate::Found;
use super::latency::{latency, rests_on_default};
use super::queues::queues;
use super::retries::retries;
use super::{
    AcceptedFinding, Bottleneck, BoundsReport, CapacityReport, ComponentReport, ConnectionReport, Estimate, FORMAT,
    FindingReport, JourneyReport, NeededReport, NotChecked, RatesReport, Report, RoleReport, SinglePointOfFailure,
    VERDICT_FORMAT,
};
use crate::analysis::availability::Availability;
use crate::analysis::bounds::Bounds;
use crate::analysis::capacity::{Load, RoleLoad, assumed, reads_from, sustainable};
use crate::analysis::estimates::estimates;
use crate::analysis::graph::{Edge, Graph, Node};
use crate::analysis::traffic::{Rates, Traffic};
use crate::analysis::weak_points::{Because, Lost, WeakPoint};
use crate::design::Accepted;
use crate::kinds::Capacity;
use crate::rules::measure::Grounds;
use crate::rules::{self, Finding, Lack, Rule};

/// Writes the report; with grounds, the workings of findings as well.
#[must_use]
pub fn write(
    evaluation: &Evaluation<'_>,
    findings: &[(&'static Rule, Finding)],
    not_checked: &[Lack],
    grounds: Option<Grounds<'_>>,
) -> Report {
    let graph = evaluation.graph;
    let mut not_checked: Vec<NotChecked> = not_checked
        .iter()
        .map(|lack| NotChecked {
            needs: lack.what.into(),
            rule: lack.rule.into(),
            title: rules::find(lack.rule).map_or(lack.rule, |rule| rule.title).into(),
            at: lack.at.clone().unwrap_or_else(|| rules::missing::place(graph, lack.what)),
        })
        .collect();
    not_checked.sort();
    let (findings, accepted) = apart(&graph.design.accepted, in_words(evaluation, findings, grounds));
    Report {
        format: FORMAT.into(),
        queues: queues(graph, &evaluation.consumptions()),
        day: days(graph, &evaluation.traffic),
        estimates: estimated(evaluation),
        cost: cost::in_words(evaluation, grounds.is_some()),
        findings,
        accepted,
        not_checked,
        ..write_figures(evaluation)
    }
}

/// Writes what the verdict and the drawing say, for which no rule is asked.
#[must_use]
pub fn write_figures(evaluation: &Evaluation<'_>) -> Report {
    let graph = evaluation.graph;
    let id = |node: usize| graph.nodes[node].id().to_owned();
    let (of_journeys, mut of_components) = retries(evaluation);
    let components = graph.nodes.iter().enumerate().map(|(number, node)| {
        let retries = of_components.remove(&number);
        (id(number), ComponentReport { retries, ..component(evaluation, number, node) })
    });
    let bottleneck = evaluation.bottleneck().map(|busiest| Bottleneck {
        component: id(busiest.node),
        tied_with: busiest.tied.iter().map(|&node| id(node)).collect(),
        utilization: busiest.utilization,
        load_factor_at_saturation: 1.0 / busiest.utilization,
    });
    let mut points: Vec<SinglePointOfFailure> =
        evaluation.weak_points.iter().map(|point| weak_point(evaluation, point)).collect();
    points.sort_by(|a, b| (&a.id, &a.what, order(&a.because)).cmp(&(&b.id, &b.what, order(&b.because))));
    let journeys = of_journeys
        .into_iter()
        .enumerate()
        .map(|(at, retries)| {
            (evaluation.journey_id(at).to_owned(), JourneyReport { retries, ..journey(evaluation, at) })
        })
        .collect::<BTreeMap<_, _>>();
    Report {
        format: VERDICT_FORMAT.into(),
        components: components.collect(),
        connections: connections(graph, &evaluation.traffic),
        journeys,
        bottleneck,
        single_points_of_failure: points,
        balance: balance(evaluation),
        ..Report::default()
    }
}

/// What goes over the connections, in the order of the graph.
pub(super) fn connections(graph: &Graph<'_>, traffic: &Traffic) -> Vec<ConnectionReport> {
    let one = |(number, edge): (usize, &Edge<'_>)| {
        let known = !traffic.unbounded[edge.from];
        ConnectionReport {
            id: edge.connection.id.clone(),
            from: edge.connection.from.clone(),
            to: edge.connection.to.clone(),
            average: known.then(|| traffic.edge_average[number].total()),
            peak: known.then(|| traffic.edge_peak[number].total()),
        }
    };
    graph.edges.iter().enumerate().map(one).collect()
}

fn estimated(evaluation: &Evaluation<'_>) -> Vec<Estimate> {
    let known: Vec<Option<Availability>> = evaluation
        .availabilities
        .iter()
        .map(|found| match found {
            Some(Found::Exact(exact)) => Some(*exact),
            _ => None,
        })
        .collect();
    estimates(evaluation.graph, &evaluation.traffic, &evaluation.loads, &evaluation.dependence.structures, &known)
        .into_iter()
        .map(|estimated| Estimate {
            id: estimated.id.to_owned(),
            subject: estimated.subject,
            value: estimated.working.value,
            unit: estimated.unit.into(),
            working: estimated.working,
            source: estimated.source.into(),
        })
        .collect()
}

fn order(because: &str) -> u8 {
    match because {
        "structure" => 0,
        "place" => 1,
        _ => 2,
    }
}

pub(super) fn rates(rates: Rates) -> RatesReport {
    RatesReport { reads: rates.reads, writes: rates.writes, total: rates.total() }
}

/// A share that JSON can write; infinite ones have no number.
pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn component(evaluation: &Evaluation<'_>, number: usize, node: &Node<'_>) -> ComponentReport {
    let traffic = &evaluation.traffic;
    let load = &evaluation.loads[number];
    let known = !traffic.unbounded[number];
    let latency_is_assumed = rests_on_default(evaluation, number).then_some("latency_ms");
    let roles = if load.roles.len() > 1 || node.kind.capacity == Capacity::Operations { &load.roles[..] } else { &[] };
    ComponentReport {
        average: known.then(|| rates(traffic.average[number])),
        peak: known.then(|| rates(traffic.peak[number])),
        capacity: capacity(node, load),
        utilization: load.utilization.and_then(finite),
        needed: load.needed.map(|needed| NeededReport {
            unit: needed.unit.into(),
            at_full: needed.at_full,
            at_target: needed.at_target,
        }),
        roles: if known { roles.iter().map(role).collect() } else { Vec::new() },
        assumed: assumed(evaluation.graph, traffic, number)
            .into_iter()
            .chain(latency_is_assumed)
            .map(str::to_owned)
            .collect(),
        retries: None,
    }
}

pub(super) fn role(role: &RoleLoad) -> RoleReport {
    RoleReport {
        role: role.role.word().into(),
        reads: role.peak.reads,
        writes: role.peak.writes,
        utilization: finite(role.utilization),
    }
}

/// What the whole component can do. Replicas read; primaries write, and read where they are asked to.
fn capacity(node: &Node<'_>, load: &Load) -> Option<CapacityReport> {
    let first = load.roles.first()?;
    if node.kind.capacity != Capacity::ReadsAndWrites {
        return Some(CapacityReport::of_all(first.read_capacity));
    }
    let replica = load.roles.at_work().nth(1);
    if replica.is_none() && first.read_capacity == first.write_capacity {
        return Some(CapacityReport::of_all(first.read_capacity));
    }
    let reads = match replica {
        Some(replica) => match reads_from(node) {
            "primary" => first.read_capacity,
            "all" => first.read_capacity + replica.read_capacity,
            _ => replica.read_capacity,
        },
        None => first.read_capacity,
    };
    Some(CapacityReport::apart(reads, first.write_capacity))
}

fn journey(evaluation: &Evaluation<'_>, at: usize) -> JourneyReport {
    let traffic = &evaluation.traffic.journeys[at];
    let peak = traffic.rate * traffic.peak_factor;
    let id = |node: usize| evaluation.graph.nodes[node].id().to_owned();
    let (sustainable, busiest) = sustainable(&evaluation.traffic, &evaluation.loads, at);
    let (unavailability, at_peak, method, interval) = match evaluation.availabilities[at] {
        None => (None, None, "pending", None),
        Some(Found::Exact(found)) => (Some(found.unavailability), found.unavailability_at_peak, "exact", None),
        Some(Found::Simulated(found, _)) => (Some(found.unavailability), None, "simulated", Some(found.half_width)),
    };
    let unavailability_bounds = match evaluation.availabilities[at] {
        Some(Found::Simulated(_, bounds)) => bounds.map(|Bounds { least, most }| BoundsReport { least, most }),
        _ => None,
    };
    let (latency_ms, latency) = latency(evaluation, at);
    JourneyReport {
        average: traffic.rate,
        peak,
        sustainable,
        bottleneck: busiest.as_ref().map(|busiest| id(busiest.node)),
        tied_with: busiest.iter().flat_map(|busiest| busiest.tied.iter().map(|&node| id(node))).collect(),
        availability: unavailability.map(|unavailability| 1.0 - unavailability),
        unavailability,
        availability_at_peak: at_peak.map(|unavailability| 1.0 - unavailability),
        method: method.into(),
        interval,
        unavailability_bounds,
        latency_ms,
        latency,
        retries: Vec::new(),
    }
}

fn weak_point(evaluation: &Evaluation<'_>, point: &WeakPoint) -> SinglePointOfFailure {
    let (id, what) = match point.lost {
        Lost::Component(node) => (evaluation.graph.nodes[node].id(), "component"),
        Lost::Fate(fate) => (evaluation.graph.fates[fate].place.id.as_str(), "place"),
    };
    let mut journeys: Vec<String> = point.journeys.iter().map(|&at| evaluation.journey_id(at).to_owned()).collect();
    journeys.sort();
    let because = match point.because {
        Because::Structure => "structure",
        Because::Place => "place",
        Because::Capacity => "capacity",
    };
    SinglePointOfFailure { id: id.to_owned(), what: what.into(), journeys, because: because.into() }
}

/// The findings that the author does not live with, and those that he does. Of several reasons the first one counts.
fn apart(known: &[Accepted], all: Vec<FindingReport>) -> (Vec<FindingReport>, Vec<AcceptedFinding>) {
    let mut findings = Vec::new();
    let mut accepted = Vec::new();
    for finding in all {
        let covers = |one: &&Accepted| {
            let named = finding.components.first().is_some_and(|first| one.components.contains(first));
            one.rule == finding.rule && (one.components.is_empty() || named)
        };
        match known.iter().find(covers) {
            Some(one) => accepted.push(AcceptedFinding { reason: one.reason.clone(), finding }),
            None => findings.push(finding),
        }
    }
    (findings, accepted)
}

fn in_words(
    evaluation: &Evaluation<'_>,
    findings: &[(&'static Rule, Finding)],
    grounds: Option<Grounds<'_>>,
) -> Vec<FindingReport> {
    let graph = evaluation.graph;
    let mut words: Vec<FindingReport> = findings
        .iter()
        .map(|(rule, finding)| FindingReport {
            rule: rule.id.into(),
            title: rule.title.into(),
            severity: finding.severity.unwrap_or(rule.severity).text().into(),
            core: rule.core,
            components: finding.nodes.iter().map(|&node| graph.nodes[node].id().to_owned()).collect(),
            connections: finding.edges.iter().map(|&edge| graph.edges[edge].name()).collect(),
            message: finding.message(rule),
            measured: finding.measured.and_then(finite),
            limit: finding.limit.and_then(finite),
            unit: finding.unit.into(),
            working: grounds.and_then(|grounds| grounds.working(finding)),
            limit_working: grounds.and_then(|grounds| grounds.limit(finding)),
            fix: finding.fix(rule),
            has_fix: finding.has_fix,
            source: rule.cited(),
            values: finding.values.iter().map(|(name, value)| ((*name).into(), value.text())).collect(),
        })
        .collect();
    let rank = |severity: &str| ["error", "warn", "info"].iter().position(|known| *known == severity);
    let hygiene = rules::hygiene();
    words.sort_by(|a, b| {
        let weight = |one: &FindingReport| (rank(&one.severity), !one.core, hygiene.contains(&*one.rule));
        let of_rules = weight(a).cmp(&weight(b)).then_with(|| a.rule.cmp(&b.rule));
        let places = of_rules.then_with(|| (&a.components, &a.connections).cmp(&(&b.components, &b.connections)));
        places.then_with(|| a.message.cmp(&b.message))
    });
    words
}

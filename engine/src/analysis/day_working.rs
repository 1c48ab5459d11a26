//! How the headline numbers of a day come about: the largest shortage of a component, and the hours of its copies.

use super::arrivals::{When, Which, arriving_of};
use super::capacity::limiting_settings;
use super::day::{Autoscaler, MINUTES, PoolDay, day};
use super::figures::{TARGET_SOURCE, capacity_of, curve_mean};
use super::graph::Graph;
use super::places::is_limited;
use super::traffic::Traffic;
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::kinds::Capacity;

/// Hours of a day, and points of its curve.
pub(super) const HOURS: usize = 24;
/// What the minute rests on in which a component is short by the most.
const SIMULATED: Source = Source::Documented("the day, followed minute by minute");

pub(super) fn pool_of(graph: &Graph<'_>, traffic: &Traffic, node: usize) -> Option<PoolDay> {
    // What a copy can do is not all that limits it then.
    if is_limited(&graph.nodes[node]) {
        return None;
    }
    day(graph, traffic)?.pools.into_iter().find(|pool| pool.node == node)
}

/// Hours that the copies of a component are there in a day; `None` where the report shows none.
#[must_use]
pub fn instance_hours_of(graph: &Graph<'_>, traffic: &Traffic, node: usize) -> Option<Working> {
    let pool = pool_of(graph, traffic, node)?;
    let value = pool.instance_hours().iter().sum();
    let this = &graph.nodes[node];
    let Some(scaler) = pool.autoscaler else {
        let hours = |formula: &str| Working::new(formula, value).constant("hours a day", 24.0);
        return Some(match this.is_pool() {
            true => hours("hours a day × instances").counted(this, "instances"),
            false => hours("hours a day × shards × (1 + replicas)").counted(this, "shards").counted(this, "replicas"),
        });
    };
    autoscaled(graph, traffic, &pool, scaler, "autoscaled_hours(", value)
}

/// What follows from how an autoscaler follows the day: its limits, and at each full hour what arrives, in copies that
/// are as full as it keeps them.
pub(super) fn autoscaled(
    graph: &Graph<'_>,
    traffic: &Traffic,
    pool: &PoolDay,
    scaler: Autoscaler,
    begins: &str,
    value: f64,
) -> Option<Working> {
    let this = &graph.nodes[pool.node];
    let mut working = Working::new("", value);
    working = match this.number("autoscaling_min") {
        Some(figure) => working.setting("fewest", figure, this, "autoscaling_min"),
        None => working.default("fewest", scaler.fewest, Source::Assumption),
    };
    let mut terms = vec!["max(1, fewest)".to_owned()];
    for (name, setting) in [("most", "autoscaling_max"), ("step", "autoscaling_step")] {
        // No limit is none.
        terms.push(if let Some(figure) = this.number(setting) {
            working = working.setting(name, figure, this, setting);
            format!("max({}, {name})", if name == "most" { "fewest, 1" } else { "1" })
        } else {
            "0".to_owned()
        });
    }
    let setting = limiting_settings(this.kind.capacity).first()?;
    let one = this.number(setting)?;
    let copies = |average: Working| {
        let copies = average.value / one.value / scaler.target;
        let copies = Working::new("average ÷ one copy ÷ target", copies)
            .worked("average", average)
            .setting("one copy", one, this, setting);
        with_target(copies, graph, pool, scaler)
    };
    let (mut working, hours) = at_full_hours(graph, traffic, pool.node, working, ("copies for", &copies))?;
    terms.extend(hours);
    working.formula = format!("{begins}{})", terms.join(", "));
    Some(working)
}

/// What arrives at a component at each full hour, as terms of a formula: the average of each journey, put as it is
/// wanted, times its level. Its inputs are added to the working.
pub(super) fn at_full_hours(
    graph: &Graph<'_>,
    traffic: &Traffic,
    node: usize,
    mut working: Working,
    (begins, put): (&str, &dyn Fn(Working) -> Working),
) -> Option<(Working, Vec<String>)> {
    let mut hours = vec![Vec::new(); HOURS];
    for (at, journey) in traffic.journeys.iter().enumerate().filter(|(_, journey)| journey.visits[node].total() > 0.0) {
        let average = arriving_of(graph, traffic, node, When::Average, Which::Both, &|other| other == at);
        let design = &graph.design.workload.journeys[journey.journey];
        let name = format!("{begins} {}", design.id);
        working = working.worked(name.clone(), put(average));
        match &design.daily_curve {
            None => hours.iter_mut().for_each(|terms| terms.push(name.clone())),
            Some(curve) => {
                let mean = format!("mean of {}", design.id);
                working = working.worked(mean.clone(), curve_mean(curve, journey.journey));
                for (hour, terms) in hours.iter_mut().enumerate() {
                    let level = format!("{} at {hour:02}", design.id);
                    let from = format!("workload.journeys[{}].daily_curve[{hour}]", journey.journey);
                    working = working.stated(level.clone(), *curve.get(hour)?, from);
                    terms.push(format!("{name} × {level} ÷ {mean}"));
                }
            }
        }
    }
    Some((working, hours.iter().map(|terms| terms.join(" + ")).collect()))
}

/// The utilisation that an autoscaler keeps, added by the name `target`.
pub(super) fn with_target(working: Working, graph: &Graph<'_>, pool: &PoolDay, scaler: Autoscaler) -> Working {
    let this = &graph.nodes[pool.node];
    let stated = this.number("autoscaling_target").filter(|target| target.value > 0.0);
    match (stated, graph.design.requirements.target_utilization) {
        (Some(target), _) => working.setting("target", target, this, "autoscaling_target"),
        (None, Some(target)) => working.stated("target", target, "requirements.target_utilization"),
        (None, None) => working.default("target", scaler.target, TARGET_SOURCE),
    }
}

/// The largest shortage of a component; `None` where the report shows none, or where reads and writes that cost
/// differently made it, which is too long to read.
#[must_use]
pub fn peak_shortage_of(graph: &Graph<'_>, traffic: &Traffic, node: usize) -> Option<Working> {
    let pool = pool_of(graph, traffic, node)?;
    let this = &graph.nodes[node];
    let Some(minute) = pool.worst() else { return Some(Working::new("0", 0.0)) };
    if this.kind.capacity == Capacity::ReadsAndWrites {
        return None;
    }
    let load = arriving_at(graph, traffic, node, minute)?;
    let value = pool.short(minute);
    let Some(scaler) = pool.autoscaler else {
        let all = capacity_of(this, Which::Both)?;
        return Some(Working::new("arriving − capacity", value).worked("arriving", load).worked("capacity", all));
    };
    let setting = limiting_settings(this.kind.capacity).first()?;
    let one = this.number(setting)?;
    let delay = this.number("autoscaling_delay_minutes");
    let begins = format!("autoscaled_copies({minute}, {}, ", if delay.is_some() { "delay" } else { "0" });
    let copies = autoscaled(graph, traffic, &pool, scaler, &begins, pool.works[minute])?;
    let copies = match delay {
        Some(delay) => copies.setting("delay", delay, this, "autoscaling_delay_minutes"),
        None => copies,
    };
    Some(
        Working::new("arriving − copies × one copy", value)
            .worked("arriving", load)
            .worked("copies", copies)
            .setting("one copy", one, this, setting),
    )
}

/// What arrives at a component at a minute: the average of each journey times its level then.
fn arriving_at(graph: &Graph<'_>, traffic: &Traffic, node: usize, minute: usize) -> Option<Working> {
    let mut parts = Vec::new();
    for (at, journey) in traffic.journeys.iter().enumerate().filter(|(_, journey)| journey.visits[node].total() > 0.0) {
        let average = arriving_of(graph, traffic, node, When::Average, Which::Both, &|other| other == at);
        let design = &graph.design.workload.journeys[journey.journey];
        let part = match &design.daily_curve {
            None => average,
            Some(curve) => {
                let level = level_at(curve, journey.journey, minute);
                Working::new("average × level", average.value * level.value)
                    .worked("average", average)
                    .worked("level", level)
            }
        };
        parts.push((design.id.clone(), part));
    }
    (!parts.is_empty()).then(|| Working::sum(parts))
}

/// How many times its average a journey brings at a minute.
fn level_at(curve: &[f64], journey: usize, minute: usize) -> Working {
    let hours = curve.len();
    let place = (minute as f64 + 0.5) * hours as f64 / MINUTES as f64;
    let hour = libm::floor(place) as usize;
    let path = |hour: usize| format!("workload.journeys[{journey}].daily_curve[{hour}]");
    let (from, to) = (hour % hours, (hour + 1) % hours);
    let of_all = curve_mean(curve, journey);
    let mean = of_all.value;
    let part = place - hour as f64;
    Working::new(
        "(before + (after − before) × part of the hour) ÷ mean",
        (curve[from] * (1.0 - part) + curve[to] * part) / mean,
    )
    .stated("before", curve[from], path(from))
    .stated("after", curve[to], path(to))
    .default("part of the hour", part, SIMULATED)
    .worked("mean", of_all)
}

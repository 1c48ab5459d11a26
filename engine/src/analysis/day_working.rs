//! How the headline numbers of a day come about: the largest shortage of a component, and the hours of its copies.

use super::arrivals::{When, Which, arriving_of};
use super::capacity::limiting_settings;
use super::day::{Autoscaler, MINUTES, PoolDay, day};
use super::figures::{TARGET_SOURCE, capacity_of, curve_mean};
use super::graph::Graph;
use super::traffic::Traffic;
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::kinds::Capacity;

/// What a mean over the minutes of an hour rests on.
const SIMULATED: Source = Source::Documented("the day, followed minute by minute");

fn pool_of(graph: &Graph<'_>, traffic: &Traffic, node: usize) -> Option<PoolDay> {
    day(graph, traffic)?.pools.into_iter().find(|pool| pool.node == node)
}

/// Hours that the copies of a component are there in a day; `None` where the report shows none.
#[must_use]
pub fn instance_hours_of(graph: &Graph<'_>, traffic: &Traffic, node: usize) -> Option<Working> {
    let pool = pool_of(graph, traffic, node)?;
    let hours = pool.instance_hours();
    let names: Vec<String> = (0..hours.len()).map(|hour| format!("copies in hour {hour:02}")).collect();
    let path = |hour: usize| format!("report.day.pools.{}.there[{hour}]", graph.nodes[node].id());
    let whole = Working::new(names.join(" + "), hours.iter().sum());
    Some(names.iter().enumerate().fold(whole, |sum, (hour, name)| sum.stated(name, hours[hour], path(hour))))
}

/// The largest shortage of a component; `None` where the report shows none, or where it took a step limit or reads and
/// writes that cost differently to come about, which is too long to read.
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
    let copies = copies_at(graph, traffic, &pool, scaler, minute)?;
    Some(
        Working::new("arriving − copies × one copy", value)
            .worked("arriving", load)
            .worked("copies", copies)
            .setting("one copy", one, this, setting),
    )
}

/// Copies that work at a minute: those that were wanted at the one of the last minutes, delay and all, at which the
/// fewest were.
fn copies_at(
    graph: &Graph<'_>,
    traffic: &Traffic,
    pool: &PoolDay,
    scaler: Autoscaler,
    minute: usize,
) -> Option<Working> {
    let node = &graph.nodes[pool.node];
    let works = pool.works[minute];
    let delay = libm::ceil(scaler.delay.clamp(0.0, (MINUTES - 1) as f64)) as usize;
    let earlier = |back: usize| (minute + MINUTES - back) % MINUTES;
    let ordered = (0..=delay).rev().map(earlier).find(|&earlier| pool.there[earlier] == works)?;
    let setting = limiting_settings(node.kind.capacity).first()?;
    let one = node.number(setting)?;
    let load = arriving_at(graph, traffic, pool.node, ordered)?;
    let wanted = libm::ceil(load.value / one.value / scaler.target);
    if wanted.clamp(scaler.fewest, scaler.most) != works {
        return None;
    }
    let setting_path = |name: &str| format!("components[{}].settings.{name}", node.id());
    let stated = |name: &str| node.number(name).map(|figure| figure.value);
    let limited = match (wanted < scaler.fewest, wanted > scaler.most) {
        (true, _) => "max(fewest, wanted)",
        (_, true) => "min(most, wanted)",
        _ => "wanted",
    };
    let wanted = Working::new("ceil(arriving then ÷ one copy ÷ target)", wanted)
        .worked("arriving then", load)
        .setting("one copy", one, node, setting);
    let wanted = match (stated("autoscaling_target"), graph.design.requirements.target_utilization) {
        (Some(target), _) => wanted.stated("target", target, setting_path("autoscaling_target")),
        (None, Some(target)) => wanted.stated("target", target, "requirements.target_utilization"),
        (None, None) => wanted.default("target", scaler.target, TARGET_SOURCE),
    };
    Some(match limited {
        "wanted" => wanted,
        "min(most, wanted)" => Working::new(limited, works)
            .stated("most", scaler.most, setting_path("autoscaling_max"))
            .worked("wanted", wanted),
        _ => Working::new(limited, works)
            .stated_or(
                "fewest",
                stated("autoscaling_min"),
                setting_path("autoscaling_min"),
                scaler.fewest,
                Source::Assumption,
            )
            .worked("wanted", wanted),
    })
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

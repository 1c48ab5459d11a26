//! One assumption is changed at a time, in six templates: each figure moves the way it must, or stays. For each that
//! has to move there is a template in which it does.

#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

use std::collections::BTreeMap;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::{Design, Rate, Setting};
use loadbearing_engine::kinds::{self, Copies, Family};
use loadbearing_engine::report::Report;
use loadbearing_engine::{evaluate, templates};

use Way::{Down, NoLess, Same, Up};

const TEMPLATES: [&str; 6] = [
    "url-shortener-worked",
    "url-shortener-bitly-fixed",
    "chat-worked",
    "ecommerce-site",
    "video-streaming",
    "multi-region",
];

/// Which way a figure may go.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Up,
    Down,
    Same,
    /// Up, or the same everywhere: these templates are limited by something else.
    NoLess,
}

/// Of journeys: `sustainable`, `unavailability`, `mean`; of components: `peak`, `utilization`; and estimates by their ids.
type Figures = BTreeMap<(String, String), f64>;

fn figures(report: &Report) -> Figures {
    let mut found = Figures::new();
    let mut add = |what: &str, of: &str, value: Option<f64>| {
        if let Some(value) = value {
            found.insert((what.to_owned(), of.to_owned()), value);
        }
    };
    for (id, component) in &report.components {
        add("peak", id, component.peak.map(|peak| peak.total));
        add("utilization", id, component.utilization);
    }
    for (id, journey) in &report.journeys {
        add("sustainable", id, journey.sustainable);
        add("unavailability", id, journey.unavailability.filter(|_| journey.method == "exact"));
        // What grows without end takes longer than anything.
        let endless = (journey.latency.method == "unbounded").then_some(f64::INFINITY);
        add("mean", id, journey.latency_ms.mean.or(endless));
    }
    for estimate in &report.estimates {
        add(&estimate.id, &estimate.subject, Some(estimate.value));
    }
    found
}

/// A change, and which figures have to go where.
struct Change {
    says: &'static str,
    make: fn(&mut Design),
    moves: &'static [(&'static str, Way)],
}

/// Changes a setting of every component that has it, also where it is assumed.
fn every(design: &mut Design, name: &str, change: fn(f64) -> f64) {
    let graph = Graph::new(design);
    let value =
        |node: &loadbearing_engine::analysis::graph::Node<'_>| Some((node.id().to_owned(), node.number(name)?.value));
    let values: BTreeMap<String, f64> = graph.nodes.iter().filter_map(value).collect();
    for component in &mut design.components {
        if let Some(&value) = values.get(&component.id) {
            component.settings.insert(name.to_owned(), Setting::Number(change(value)));
        }
    }
}

fn of_caches(design: &mut Design, change: fn(f64) -> f64) {
    let mut changed = design.clone();
    every(&mut changed, "hit_rate", change);
    for (component, changed) in design.components.iter_mut().zip(changed.components) {
        if kinds::find(&component.kind).unwrap().family == Family::Cache {
            *component = changed;
        }
    }
}

fn copied_as(design: &mut Design, copies: Copies) -> impl Iterator<Item = &mut loadbearing_engine::design::Component> {
    design.components.iter_mut().filter(move |component| kinds::find(&component.kind).unwrap().copies == copies)
}

const CHANGES: &[Change] = &[
    Change {
        says: "twice the rate",
        make: |design| {
            for journey in &mut design.workload.journeys {
                journey.rate = journey.rate.map(|rate| Rate::PerSecond(2.0 * rate.per_second()));
            }
        },
        moves: &[
            ("peak", Up),
            ("utilization", Up),
            ("sustainable", Same),
            ("unavailability", Same),
            ("mean", Up),
            ("storage-per-year", Up),
        ],
    },
    Change {
        says: "twice the peak",
        make: |design| {
            for journey in &mut design.workload.journeys {
                let factor = journey.peak_factor.or_else(|| journey.curve_peak()).unwrap_or(3.0);
                journey.peak_factor = Some(2.0 * factor);
            }
        },
        moves: &[
            ("peak", Up),
            ("utilization", Up),
            ("sustainable", Same),
            ("unavailability", Same),
            ("mean", Up),
            ("storage-per-year", Same),
        ],
    },
    Change {
        says: "half of what caches missed",
        make: |design| of_caches(design, |hits| 0.5 + 0.5 * hits),
        moves: &[("peak", Down), ("utilization", Down), ("sustainable", NoLess), ("mean", Down)],
    },
    Change {
        says: "caches that hit nothing",
        make: |design| of_caches(design, |_| 0.0),
        moves: &[("peak", Up), ("utilization", Up), ("sustainable", Down), ("mean", Up)],
    },
    Change {
        says: "servers that can do twice as much",
        make: |design| every(design, "rps_capacity", |capacity| 2.0 * capacity),
        moves: &[("peak", Same), ("utilization", Down), ("sustainable", Up), ("unavailability", Same), ("mean", Down)],
    },
    Change {
        says: "stores that read twice as much",
        make: |design| {
            every(design, "read_capacity", |capacity| 2.0 * capacity);
            every(design, "replica_read_capacity", |capacity| 2.0 * capacity);
        },
        moves: &[("peak", Same), ("utilization", Down), ("unavailability", Same)],
    },
    Change {
        says: "caches that can do half as much",
        make: |design| every(design, "ops_capacity", |capacity| 0.5 * capacity),
        moves: &[("peak", Same), ("utilization", Up), ("sustainable", Down), ("unavailability", Same)],
    },
    Change {
        says: "copies that are down twice as long",
        make: |design| every(design, "availability", |up| 1.0 - 2.0 * (1.0 - up)),
        moves: &[("peak", Same), ("unavailability", Up), ("sustainable", Same), ("mean", Same)],
    },
    Change {
        says: "components that take twice as long",
        make: |design| every(design, "latency_ms", |time| 2.0 * time),
        moves: &[("peak", Same), ("utilization", Same), ("sustainable", Same), ("unavailability", Same), ("mean", Up)],
    },
    Change {
        says: "ways of a second",
        make: |design| {
            for connection in &mut design.connections {
                connection.settings.insert("latency_ms".to_owned(), Setting::Number(1_000.0));
            }
        },
        moves: &[("peak", Same), ("utilization", Same), ("unavailability", Same), ("mean", Up)],
    },
    Change {
        says: "one copy more of each pool",
        make: |design| {
            copied_as(design, Copies::Pool).for_each(|pool| pool.instances = Some(pool.instances.unwrap_or(1) + 1));
        },
        moves: &[("peak", Same), ("utilization", Down), ("sustainable", Up), ("unavailability", Down), ("mean", Down)],
    },
    Change {
        says: "one replica more of each shard",
        make: |design| {
            copied_as(design, Copies::Shards).for_each(|store| store.replicas = Some(store.replicas.unwrap_or(0) + 1));
        },
        moves: &[("peak", Same), ("unavailability", Down)],
    },
    Change {
        says: "twice the shards",
        make: |design| {
            copied_as(design, Copies::Shards).for_each(|store| store.shards = Some(2 * store.shards.unwrap_or(1)));
        },
        moves: &[("peak", Same), ("utilization", Down), ("sustainable", Up), ("unavailability", Up)],
    },
    Change {
        says: "twice as much to keep",
        make: |design| {
            for journey in &mut design.workload.journeys {
                journey.stored_bytes = journey.stored_bytes.map(|bytes| 2.0 * bytes);
            }
        },
        moves: &[("peak", Same), ("utilization", Same), ("unavailability", Same), ("storage-per-year", Up)],
    },
    Change {
        says: "twice as long to keep it",
        make: |design| design.workload.horizon_years = design.workload.horizon_years.map(|years| 2.0 * years),
        moves: &[("storage-per-year", Same), ("storage-horizon", Up)],
    },
    Change {
        says: "growth",
        make: |design| design.workload.growth_per_year = Some(design.workload.growth_per_year.unwrap_or(0.0) + 0.5),
        moves: &[("peak", Same), ("storage-horizon", Up)],
    },
    Change {
        says: "larger requests and answers",
        make: |design| {
            for journey in &mut design.workload.journeys {
                journey.request_bytes = journey.request_bytes.map(|bytes| 2.0 * bytes);
                journey.response_bytes = journey.response_bytes.map(|bytes| 2.0 * bytes);
            }
        },
        moves: &[("peak", Same), ("bandwidth-in", Up), ("bandwidth-out", Up)],
    },
    Change {
        says: "places that fail",
        make: |design| design.places.iter_mut().for_each(|place| place.availability = Some(0.99)),
        moves: &[("peak", Same), ("unavailability", Up), ("sustainable", Same), ("mean", Same)],
    },
    Change {
        says: "no replica takes over",
        make: |design| {
            copied_as(design, Copies::Shards).for_each(|store| {
                store.settings.insert("auto_failover".to_owned(), Setting::Switch(false));
            });
        },
        moves: &[("peak", Same), ("unavailability", Up), ("sustainable", Same)],
    },
    Change {
        says: "copies that fail together",
        make: |design| {
            let shares = |kind: &str| kinds::find(kind).unwrap().setting("common_cause").is_some();
            for component in design.components.iter_mut().filter(|component| shares(&component.kind)) {
                component.settings.insert("common_cause".to_owned(), Setting::Number(0.1));
            }
        },
        moves: &[("peak", Same), ("unavailability", Up), ("sustainable", Same)],
    },
    Change {
        says: "nobody does without a cache",
        make: |design| {
            let caches = |id: &str, design: &Design| {
                let component = design.components.iter().find(|component| component.id == id).unwrap();
                kinds::find(&component.kind).unwrap().family == Family::Cache
            };
            let before = design.clone();
            for connection in design.connections.iter_mut().filter(|connection| caches(&connection.to, &before)) {
                connection.required = Some(true);
            }
        },
        moves: &[("peak", Same), ("unavailability", Up), ("sustainable", Same)],
    },
];

/// Whether a figure went the allowed way, and whether it moved at all.
fn went(before: f64, after: f64, way: Way) -> (bool, bool) {
    if before == after {
        return (true, false);
    }
    // Means of several at once have seven digits.
    let most = 1e-6 * before.abs().max(after.abs());
    let more = after - before;
    let moved = more.is_infinite() || more.abs() > most;
    let is_right = match way {
        Up | NoLess => more > -most,
        Down => more < most,
        Same => !moved,
    };
    (is_right, moved)
}

#[test]
fn every_figure_moves_the_way_it_must() {
    let designs = TEMPLATES.map(|id| (id, templates::find(id).unwrap().design));
    let before: Vec<Figures> = designs.iter().map(|(_, design)| figures(&evaluate(design))).collect();
    let (mut wrong, mut still) = (Vec::new(), Vec::new());
    for Change { says, make, moves } in CHANGES {
        let mut moved: BTreeMap<&str, bool> = moves.iter().map(|(what, _)| (*what, false)).collect();
        for ((id, design), before) in designs.iter().zip(&before) {
            let mut changed = design.clone();
            make(&mut changed);
            let after = figures(&evaluate(&changed));
            for ((what, of), was) in before {
                let Some((what, way)) = moves.iter().find(|(name, _)| name == what) else { continue };
                let Some(&is) = after.get(&((*what).to_owned(), of.clone())) else {
                    wrong.push(format!("{says}, {id}: {what} of {of} is gone"));
                    continue;
                };
                let (is_right, has_moved) = went(*was, is, *way);
                if !is_right {
                    wrong.push(format!("{says}, {id}: {what} of {of} was {was} and is {is}"));
                }
                *moved.entry(*what).or_default() |= has_moved;
            }
        }
        still.extend(
            moves.iter().filter(|(what, way)| matches!(way, Up | Down) && !moved[what]).map(|(what, _)| (says, what)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(still.is_empty(), "these move in none of the templates: {still:?}");
}

//! How a measured value comes about, as plain data: a figure, or a formula over several. A finding keeps that and
//! nothing more; the working is made when somebody asks.

use super::finding::Finding;
use super::parts::{Part, spaced};
use crate::analysis::arrivals::{When, Which, arriving, arriving_of, going_over, going_over_of};
use crate::analysis::attempts::of_journey;
use crate::analysis::attempts_working::Retrying;
use crate::analysis::availability_working::availability_working;
use crate::analysis::bandwidth;
use crate::analysis::capacity::{Load, Role, RoleLoad, TARGET_UTILIZATION, busiest};
use crate::analysis::cold;
use crate::analysis::estimates::stored_working;
use crate::analysis::figures::{
    TARGET_SOURCE, capacity_of, copies_with, peak_rate_of, rate_of_a_day, role_rate_of, role_reads_of,
    role_utilization_of, shard_load_of, utilization_of,
};
use crate::analysis::journey_time::{JourneyTime, What, time_of_call};
use crate::analysis::latency_working::passing;
use crate::analysis::stations::service_time;
use crate::analysis::strain::Strain;
use crate::analysis::structure::Structure;
use crate::analysis::through;
use crate::analysis::traffic::Traffic;
use crate::analysis::waits::all_waits;
use crate::analysis::wiring::shardings;
use crate::analysis::working::Working;
use crate::analysis::{Edge, Graph, Node};
use crate::design::vocabulary::Source;
use crate::design::{LatencyTarget, Placement, Rate, Setting, Settings};
use crate::kinds::Capacity;

/// How a measured value comes about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// It is this figure.
    Figure(Part),
    /// A formula over named figures.
    Formula(&'static str, &'static [(&'static str, Part)]),
}

/// What a working is made from.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// By node: how full it is.
    pub loads: &'a [Load],
    /// By journey of the traffic: what it needs.
    pub structures: &'a [Structure],
    /// By journey of the traffic: how long it takes; `None` while it is not known.
    pub times: &'a [Option<JourneyTime>],
    /// What callers make of the peak; `None` where nothing is stated that depends on it.
    pub balance: Option<&'a Strain>,
}

impl Grounds<'_> {
    /// How what a finding measured comes about; `None` where it measured nothing, or that would be too long to read.
    #[must_use]
    pub fn working(&self, finding: &Finding) -> Option<Working> {
        self.of(finding, finding.measured?, finding.measure?)
    }

    /// How what it should not pass comes about, likewise. A limit of 1 is all that there is.
    #[must_use]
    pub fn limit(&self, finding: &Finding) -> Option<Working> {
        let limit = finding.limit?;
        let whole = (limit == 1.0).then_some(Measure::Figure(Part::Constant(1.0)));
        self.of(finding, limit, finding.bound.or(whole)?)
    }

    fn of(&self, finding: &Finding, value: f64, measure: Measure) -> Option<Working> {
        let (formula, inputs) = match measure {
            Measure::Formula(formula, inputs) => (formula, inputs),
            Measure::Figure(part) => {
                let name = part.name();
                let working = self.add(Working::new(name.clone(), value), &name, part, finding)?;
                // A figure with a working of its own needs no other name.
                let worked = working.inputs.first().and_then(crate::analysis::working::Input::inner);
                return Some(worked.map_or_else(|| working.clone(), |inner| Working { value, ..inner.clone() }));
            }
        };
        inputs
            .iter()
            .try_fold(Working::new(formula, value), |working, (name, part)| self.add(working, name, *part, finding))
    }

    fn node(&self, finding: &Finding, at: usize) -> Option<usize> {
        finding.nodes.iter().chain(&finding.besides).nth(at).copied()
    }

    /// Adds an input.
    fn add(&self, working: Working, name: &str, part: Part, finding: &Finding) -> Option<Working> {
        let Self { graph, traffic, loads, structures, .. } = *self;
        let number = |at| self.node(finding, at);
        let node = |at| Some(&graph.nodes[number(at)?]);
        let edge = |at: usize| Some(&graph.edges[*finding.edges.get(at)?]);
        let stated = |working: Working, settings: &Settings, of: &str, setting: &str| {
            let value = settings.get(setting).and_then(Setting::number)?;
            Some(working.stated(name, value, format!("{of}.{setting}")))
        };
        let (workload, requirements) = (&graph.design.workload, &graph.design.requirements);
        let role = |at, wanted| {
            let number = number(at)?;
            Some((number, loads[number].roles.iter().position(|role| role.role == wanted)?))
        };
        let worked = match part {
            Part::Setting(at, setting) => {
                let node = node(at)?;
                return Some(match node.number(setting) {
                    Some(figure) => working.setting(name, figure, node, setting),
                    None => working.constant(name, 0.0),
                });
            }
            Part::Count(at, what) => return Some(working.counted_as(name, node(at)?, what)),
            Part::Edge(at, setting) => return Some(figure_of(working, name, edge(at)?, setting)),
            Part::Workload(setting) => return stated(working, &workload.settings, "workload", setting),
            Part::Wish("availability") => {
                return Some(working.stated(name, requirements.availability?, "requirements.availability"));
            }
            Part::Wish(setting) => return stated(working, &requirements.settings, "requirements", setting),
            Part::Threshold(threshold) => {
                let (value, default) = graph.design.threshold(threshold);
                let stated = default.is_none().then_some(value);
                let source = default.unwrap_or(Source::Assumption);
                return Some(working.stated_or(name, stated, format!("thresholds.{threshold}"), value, source));
            }
            Part::Years => {
                let path = "workload.horizon_years";
                return Some(working.stated_or(name, workload.horizon_years, path, 1.0, Source::Assumption));
            }
            Part::Growth => {
                let path = "workload.growth_per_year";
                return Some(working.stated_or(name, workload.growth_per_year, path, 0.0, Source::Assumption));
            }
            Part::Documented(value) => {
                return Some(working.default(name, value, source(finding)));
            }
            Part::Assumed(value) => return Some(working.default(name, value, Source::Assumption)),
            Part::Target => {
                let stated = requirements.target_utilization;
                let path = "requirements.target_utilization";
                return Some(working.stated_or(name, stated, path, TARGET_UTILIZATION, TARGET_SOURCE));
            }
            Part::Connections => {
                let names: Vec<String> = finding.edges.iter().map(|&edge| graph.edges[edge].name()).collect();
                return Some(working.stated(name, names.len() as f64, format!("connections[{}]", names.join(","))));
            }
            Part::LatencyTarget => {
                let id = &workload.journeys[*finding.journeys.first()?].id;
                let LatencyTarget { mean, p50, p95, p99 } = *requirements.latency_ms.get(id)?;
                let targets = [("mean", mean), ("p50", p50), ("p95", p95), ("p99", p99)];
                let (figure, _) = targets.into_iter().find(|(_, target)| *target == finding.limit)?;
                return Some(working.stated(name, finding.limit?, format!("requirements.latency_ms.{id}.{figure}")));
            }
            Part::TimeOfCall(at) | Part::TimeOfRequest(at) => {
                let edge = *finding.edges.get(at)?;
                let limit = match part {
                    Part::TimeOfCall(_) => through::longest_call(graph, edge),
                    _ => through::time_of_request(graph, edge),
                }?;
                return Some(figure_of(working, name, &graph.edges[limit.edge], limit.setting));
            }
            Part::GivenUp(at) => {
                return Some(working.stated(name, self.balance?.edges[*finding.edges.get(at)?].late, "balance"));
            }
            Part::InPool(at) => {
                return Some(working.stated(name, self.balance?.edges[*finding.edges.get(at)?].wanted, "balance"));
            }
            Part::Constant(value) => return Some(working.constant(name, value)),
            Part::CallsInARow => {
                let names = self.chain(&finding.nodes)?;
                return Some(working.stated(name, names.len() as f64, format!("connections[{}]", names.join(","))));
            }
            Part::NeedsOfGroup => {
                let edges = finding.edges.iter().map(|&edge| &graph.edges[edge]);
                let most = edges.max_by_key(|edge| edge.connection.needs)?;
                let path = format!("connections[{}].needs", most.name());
                return Some(working.stated(name, f64::from(most.connection.needs?), path));
            }
            Part::EdgeSum(at, settings) => {
                let edge = edge(at)?;
                let one = |setting: &&str| {
                    let value = edge.number(setting)?;
                    let name = spaced(setting);
                    Some((name.clone(), figure_of(Working::new(name.clone(), value), &name, edge, setting)))
                };
                Working::sum(settings.iter().filter_map(one).collect())
            }
            Part::RetryWaits(at) => all_waits(edge(at)?)?,
            Part::Copies(at) => copies(node(at)?),
            Part::CopiesFrom(first) => {
                let all = finding.nodes.iter().chain(&finding.besides).skip(first).map(|&number| &graph.nodes[number]);
                Working::sum(all.map(|node| (node.id().to_owned(), copies(node))).collect())
            }
            Part::Shards => {
                let first = number(0)?;
                let sharding = shardings(graph).into_iter().find(|sharding| sharding.subject() == first)?;
                let of_store = |&store: &usize| {
                    let store = &graph.nodes[store];
                    let shards = Working::new("shards", f64::from(store.shards())).counted(store, "shards");
                    (store.id().to_owned(), shards)
                };
                Working::sum(sharding.stores.iter().map(of_store).collect())
            }
            Part::LargestZone(at) => in_largest_zone(node(at)?)?,
            Part::AllAttempts(at) | Part::MostAttempts(at) => {
                let attempted: Vec<_> = traffic.journeys.iter().map(|journey| of_journey(graph, journey)).collect();
                let retrying = Retrying { graph, traffic, loads, attempted: &attempted };
                match (part, finding.journeys.first()) {
                    (Part::MostAttempts(_), Some(first)) => {
                        let journey = traffic.journeys.iter().position(|journey| journey.journey == *first)?;
                        retrying.most(journey, number(at)?)?
                    }
                    _ => retrying.worst(number(at)?)?,
                }
            }
            Part::Average(at) => arriving(graph, traffic, number(at)?, When::Average, Which::Both),
            Part::Peak(at, which) => arriving(graph, traffic, number(at)?, When::Peak, which),
            Part::ReadsOfJourneys(at) => {
                let counts = |at: usize| finding.journeys.contains(&traffic.journeys[at].journey);
                arriving_of(graph, traffic, number(at)?, When::Peak, Which::Reads, &counts)
            }
            Part::Over(at, which) => going_over(graph, traffic, *finding.edges.get(at)?, When::Peak, which),
            Part::BytesOver(at, direction) => bandwidth::over(graph, traffic, *finding.edges.get(at)?, direction)?,
            Part::Utilization(at) => utilization_of(graph, traffic, loads, number(at)?)?,
            Part::RoleUtilization(at, wanted) => role_utilization_of(graph, traffic, loads, role(at, wanted)?)?,
            Part::RoleReads(at, wanted) => role_rate_of(graph, traffic, loads, role(at, wanted)?, Which::Reads)?,
            Part::Cold => cold::working(graph, number(0)?, number(1)?, finding.measured?)?,
            Part::WithoutAReplica(at) => {
                let left = node(at)?.replicas().saturating_sub(1);
                {
                    let number = number(at)?;
                    shard_load_of((graph, traffic), (number, &[number]), true, left)?
                }
            }
            Part::Stored(at) => stored_working(graph, traffic, number(at)?)?,
            Part::StoredFrom(first) => {
                let of_node = |&number: &usize| {
                    Some((graph.nodes[number].id().to_owned(), stored_working(graph, traffic, number)?))
                };
                let all = finding.nodes.iter().chain(&finding.besides).skip(first);
                Working::sum(all.filter_map(of_node).collect())
            }
            Part::Capacity(at, which) => capacity_of(node(at)?, which)?,
            Part::Carries(at) => {
                let by_places = busiest(&loads[number(at)?].roles)?.role == Role::Places;
                let is_even = node(at)?.skew <= 1.0;
                let is_alike = node(at)?.kind.capacity != Capacity::ReadsAndWrites && !by_places && is_even;
                let peak = arriving(graph, traffic, number(at)?, When::Peak, Which::Both);
                let full = utilization_of(graph, traffic, loads, number(at)?)?;
                let mixed = Working::new("peak ÷ utilisation", peak.value / full.value);
                let mixed = mixed.worked("peak", peak).worked("utilisation", full);
                capacity_of(node(at)?, Which::Both).filter(|_| is_alike).unwrap_or(mixed)
            }
            Part::MostReads(at) => {
                let roles = &loads[number(at)?].roles;
                let more = |most: &'_ RoleLoad, other: &'_ RoleLoad| other.read_capacity > most.read_capacity;
                let most = roles.at_work().reduce(|most, other| if more(most, other) { other } else { most })?;
                role_reads_of(node(at)?, most.role)?
            }
            Part::RoleReadCapacity(at, role) => role_reads_of(node(at)?, role)?,
            Part::OfAll(at, setting) => of_all(node(at)?, setting)?,
            Part::OfAllServers(setting, documented) => {
                let each = finding.nodes.iter().map(|&number| {
                    let node = &graph.nodes[number];
                    let copies = copies(node);
                    let figure = node.number(setting);
                    let one = figure.map_or(documented, |figure| figure.value);
                    let working = Working::new("each × copies", one * copies.value).worked("copies", copies);
                    let working = match figure {
                        Some(figure) => working.setting("each", figure, node, setting),
                        None => working.default("each", documented, source(finding)),
                    };
                    (node.id().to_owned(), working)
                });
                Working::sum(each.collect())
            }
            Part::Availability => availability_working(graph, &structures[self.journey(finding)?])?,
            Part::Latency(figure) => {
                let at = self.journey(finding)?;
                let which = ["p50", "p95", "p99"].iter().position(|known| *known == figure);
                passing(graph, traffic, loads, self.times, |passage| match which {
                    Some(which) => passage.percentile(at, which),
                    None => passage.mean(at),
                })?
            }
            Part::LatencyWithoutWaiting => self.without_waiting(self.journey(finding)?)?,
            Part::UnderWay(at) => self.under_way(*finding.edges.get(at)?)?,
            Part::RequestsADay => {
                let each =
                    |&journey: &usize| Some((workload.journeys[journey].id.clone(), rate_of_a_day(graph, journey)?));
                Working::sum(finding.journeys.iter().filter_map(each).collect())
            }
            Part::DailyUsers => {
                let at = *finding.journeys.first()?;
                let Some(Rate::DailyUsers { users, .. }) = workload.journeys[at].rate else { return None };
                return Some(working.stated(name, users, format!("workload.journeys[{at}].rate.daily_users")));
            }
            Part::Demand => {
                let journeys = traffic.journeys.iter().map(|journey| journey.journey);
                let each =
                    |journey: usize| Some((workload.journeys[journey].id.clone(), peak_rate_of(graph, journey)?));
                Working::sum(journeys.filter_map(each).collect())
            }
        };
        Some(working.worked(name, worked))
    }

    /// The first journey of a finding, by its place in the traffic.
    fn journey(&self, finding: &Finding) -> Option<usize> {
        let journey = *finding.journeys.first()?;
        self.traffic.journeys.iter().position(|known| known.journey == journey)
    }

    fn without_waiting(&self, at: usize) -> Option<Working> {
        let Some(JourneyTime::Known(known)) = self.times[at].as_ref() else { return None };
        let name = |what: What| match what {
            What::Waiting(_) => None,
            What::Service(node) => Some(format!("service of {}", self.graph.nodes[node].id())),
            What::Copies(node) => Some(format!("copies of {}", self.graph.nodes[node].id())),
            What::Way(edge) => Some(format!("way of {}", self.graph.edges[edge].name())),
        };
        let named = known.parts().into_iter().filter_map(|(what, _)| Some((name(what)?, what)));
        passing(self.graph, self.traffic, self.loads, self.times, |passage| {
            let parts = named.map(|(name, what)| Some((name, passage.spent(at, what)?)));
            Some(Working::sum(parts.collect::<Option<Vec<_>>>()?))
        })
    }

    fn under_way(&self, edge: usize) -> Option<Working> {
        let Self { graph, traffic, .. } = *self;
        let callee = &graph.nodes[graph.edges[edge].to];
        let mut parts = Vec::new();
        for (at, journey) in traffic.journeys.iter().enumerate() {
            let calls = journey.calls[edge].total() * journey.rate * journey.peak_factor;
            let time = time_of_call(graph, self.times[at].as_ref(), edge)?;
            if calls <= 0.0 {
                continue;
            }
            let rate = going_over_of(graph, traffic, edge, When::Peak, Which::Both, &|other| other == at);
            let of_one = Working::new("milliseconds", time.milliseconds);
            let of_one = if time.is_whole {
                passing(graph, traffic, self.loads, self.times, |passage| passage.call(at, edge))?
            } else {
                let between = figure_of(of_one, "between", &graph.edges[edge], "latency_ms");
                let inside = service_time(callee);
                let working = match inside {
                    Some(figure) => between.setting("inside", figure, callee, "latency_ms"),
                    None => between.constant("inside", 0.0),
                };
                Working { formula: "inside + between".to_owned(), ..working }
            };
            let working =
                Working::new("calls × time of one ÷ milliseconds a second", calls * time.milliseconds / 1_000.0)
                    .worked("calls", rate)
                    .worked("time of one", of_one)
                    .constant("milliseconds a second", 1_000.0);
            parts.push((graph.design.workload.journeys[journey.journey].id.clone(), working));
        }
        Some(Working::sum(parts))
    }

    /// Names of the connections from each of these components to the next, through what only passes on.
    fn chain(&self, nodes: &[usize]) -> Option<Vec<String>> {
        let step = |pair: &[usize]| {
            let mut calls = self.graph.from(pair[0]).filter(|edge| edge.is_sync());
            let leads = |edge: &&Edge<'_>| through::answering(self.graph, edge.number, |_| false).contains(&pair[1]);
            calls.find(leads).map(Edge::name)
        };
        nodes.windows(2).map(step).collect()
    }
}

fn source(finding: &Finding) -> Source {
    super::find(finding.rule).map_or(Source::Assumption, |rule| rule.source)
}

/// A setting of one instance or shard, times how many there are.
fn of_all(node: &Node<'_>, setting: &str) -> Option<Working> {
    let figure = node.number(setting)?;
    let (formula, what, count) = match node.is_pool() {
        true => ("each × instances", "instances", node.instances()),
        false => ("each × shards", "shards", node.shards()),
    };
    let working = Working::new(formula, figure.value * f64::from(count));
    Some(working.setting("each", figure, node, setting).counted(node, what))
}

fn figure_of(working: Working, name: &str, edge: &Edge<'_>, setting: &str) -> Working {
    match edge.number(setting) {
        Some(value) => working.stated(name, value, format!("connections[{}].{setting}", edge.name())),
        None => working.constant(name, 0.0),
    }
}

/// All copies of a component.
fn copies(node: &Node<'_>) -> Working {
    if node.copies() == 0 {
        let from = format!("components[{}]", node.id());
        return Working::new("there once", 1.0).stated("there once", 1.0, from);
    }
    copies_with(node, None)
}

/// Copies of a pool in the zone that holds most of them; `None` where it stands in none.
fn in_largest_zone(node: &Node<'_>) -> Option<Working> {
    let id = node.id();
    if let Placement::Counted(counts) = &node.component.places {
        let (place, count) = counts.iter().max_by_key(|(_, count)| **count)?;
        let working = Working::new("copies there", f64::from(*count));
        return Some(working.stated("copies there", f64::from(*count), format!("components[{id}].places.{place}")));
    }
    let zones = node.component.places.ids();
    let most = f64::from(node.instances().div_ceil(zones.len().max(1) as u32));
    let working = Working::new("ceil(instances ÷ zones)", most).counted(node, "instances");
    Some(working.stated("zones", zones.len() as f64, format!("places[{}]", zones.join(","))))
}

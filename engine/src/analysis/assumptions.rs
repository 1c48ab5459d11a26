//! What the verdict on a design rests on that the design does not say: every figure and switch that is left to a
//! default or an assumption and that can move the verdict, with the range in which it plausibly lies. What follows
//! from other values is not worked out here.
//!
//! What is drawn counts as said: copies, calls, shares. So do choices between two ways of working, such as which copies
//! answer reads: they have no range.

use super::capacity::{Load, limiting_settings};
use super::copy_failures::OfOne;
use super::graph::{Graph, Node};
use super::stations::service_time;
use super::structure::Structure;
use super::traffic::{JourneyTraffic, PEAK_FACTOR, PEAK_FACTORS, Rates, Traffic};
use super::ways::{self, Ways};
use crate::design::vocabulary::{Range, Source};
use crate::design::{Content, Design, Setting};
use crate::kinds::{Copies, Family, ranges};

/// What can be assumed of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A figure, in its unit.
    Number(f64),
    /// On or off.
    Switch(bool),
}

/// Where an assumption would be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `peak_factor` of a journey, by its place in the design.
    PeakFactor(usize),
    /// `availability` of a place, by its place in the design.
    Place(usize),
    /// A setting of a component, by number.
    Setting(usize, &'static str),
    /// `latency_ms` of a connection, by number.
    RoundTrip(usize),
}

/// Which answers an assumption moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// What arrives where, and what requests need.
    pub traffic: bool,
    /// How full components are.
    pub loads: bool,
    /// How long journeys take.
    pub times: bool,
    /// Share of time in which journeys are served.
    pub availability: bool,
}

/// Something that a design leaves open and that has a value all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Where it would be set.
    pub target: Target,
    /// The same as a path in the file, with ids in place of numbers where there are any.
    pub path: String,
    /// Id of the journey, place or component, or name of the connection.
    pub subject: String,
    /// Name of the setting.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What is taken.
    pub value: Value,
    /// Where that is from.
    pub source: Source,
    /// The ends of its range.
    pub ends: [Value; 2],
    /// Where the range is from.
    pub range: Source,
    /// Why it is this one, where no document gives it.
    pub because: &'static str,
    /// How much it is likely to move, among those of its sort: where there are too many to try, the first are tried.
    weight: f64,
}

/// Half-sentences about switches.
const BY_HAND: &str = "replicas take over by themselves, or somebody has to see to it";
const BLIND: &str = "targets that are down are left out, or still get requests";
const ENOUGH: &str = "one copy is enough, or it takes as many as carry the peak";

impl Assumption {
    fn new(target: Target, at: (String, &str), name: &'static str, unit: &'static str) -> Self {
        let (path, subject) = at;
        Self {
            target,
            path,
            subject: subject.to_owned(),
            name,
            unit,
            value: Value::Switch(true),
            source: Source::Assumption,
            ends: [Value::Switch(false), Value::Switch(true)],
            range: Source::Assumption,
            because: "",
            weight: 0.0,
        }
    }

    fn figure(self, value: f64, source: Source, range: Range, weight: f64) -> Self {
        Self {
            value: Value::Number(value),
            source,
            ends: [range.low, range.high].map(Value::Number),
            range: range.source,
            because: range.because,
            weight,
            ..self
        }
    }

    fn of_node(node: &Node<'_>, number: usize, name: &'static str, unit: &'static str) -> Self {
        let path = format!("components[{}].settings.{name}", node.id());
        Self::new(Target::Setting(number, name), (path, node.id()), name, unit)
    }

    /// The design, with another value said.
    #[must_use]
    pub fn said(&self, graph: &Graph<'_>, value: Value) -> Design {
        let mut design = graph.design.clone();
        let setting = match value {
            Value::Number(value) => Setting::Number(value),
            Value::Switch(on) => Setting::Switch(on),
        };
        let figure = setting.number();
        match self.target {
            Target::PeakFactor(journey) => design.workload.journeys[journey].peak_factor = figure,
            Target::Place(place) => design.places[place].availability = figure,
            Target::Setting(number, name) => {
                design.components[graph.nodes[number].index].settings.insert(name.to_owned(), setting);
            }
            Target::RoundTrip(edge) => {
                let settings = &mut design.connections[graph.edges[edge].index].settings;
                settings.insert("latency_ms".to_owned(), setting);
            }
        }
        design
    }

    /// Which answers it moves.
    #[must_use]
    pub fn touches(&self) -> Touches {
        let none = Touches::default();
        match (self.target, self.name) {
            (Target::PeakFactor(_), _) => Touches { traffic: true, loads: true, times: true, ..none },
            (Target::Setting(..), "hit_rate") => {
                Touches { traffic: true, loads: true, times: true, availability: true }
            }
            (Target::Setting(..), "health_checks") => Touches { traffic: true, availability: true, ..none },
            (Target::Setting(..), "latency_ms") => Touches { times: true, ..none },
            // Connections are put in order by all that they say.
            (Target::RoundTrip(_), _) => Touches { traffic: true, loads: true, times: true, ..none },
            (Target::Place(_), _)
            | (Target::Setting(..), "availability" | "common_cause" | "needs" | "auto_failover") => {
                Touches { availability: true, ..none }
            }
            (Target::Setting(..), _) => Touches { loads: true, times: true, ..none },
        }
    }
}

/// What is assumed, those first that are most likely to move the verdict: one of each sort, then a second of each.
#[must_use]
pub fn assumptions(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], structures: &[Structure]) -> Vec<Assumption> {
    let known = Known { graph, traffic, loads, structures };
    let sorts = [
        known.peak_factors(),
        known.hit_rates(),
        known.capacities(),
        known.round_trips(),
        known.availabilities(),
        known.common_causes(),
        known.services(),
        known.places(),
        known.copies_needed(),
        known.switches(),
    ];
    let mut turns: Vec<(usize, Assumption)> = Vec::new();
    for mut sort in sorts {
        sort.retain(|one| one.ends[0] != one.ends[1]);
        sort.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.path.cmp(&b.path)));
        turns.extend(sort.into_iter().enumerate());
    }
    // Stable: within a turn sorts keep their order.
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, assumption)| assumption).collect()
}

struct Known<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    loads: &'a [Load],
    structures: &'a [Structure],
}

impl<'a> Known<'a> {
    fn nodes(&self) -> impl Iterator<Item = (usize, &'a Node<'a>)> {
        self.graph.nodes.iter().enumerate()
    }

    /// How many journeys need a component.
    fn needed_by(&self, node: usize) -> usize {
        self.structures.iter().filter(|structure| structure.matters(node)).count()
    }

    /// What the users of all journeys make of a component at peak, a second.
    fn waited_for(&self, node: usize) -> f64 {
        let waiting = self.traffic.journeys.iter().filter(|journey| journey.waits[node]);
        waiting.map(|journey| journey.peak(node).total()).fold(0.0, |sum, rate| sum + rate)
    }

    fn peak_factors(&self) -> Vec<Assumption> {
        let journeys = &self.graph.design.workload.journeys;
        let open = self
            .traffic
            .journeys
            .iter()
            .filter(|journey| journey.rate > 0.0 && journeys[journey.journey].peak_factor.is_none());
        open.map(|journey| {
            let place = journey.journey;
            let at = (format!("workload.journeys[{place}].peak_factor"), journeys[place].id.as_str());
            Assumption::new(Target::PeakFactor(place), at, "peak_factor", "times").figure(
                PEAK_FACTOR,
                Source::Assumption,
                PEAK_FACTORS,
                journey.rate,
            )
        })
        .collect()
    }

    fn hit_rates(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in self.nodes().filter(|(_, node)| !node.states("hit_rate")) {
            let Some(spec) = node.kind.setting("hit_rate") else { continue };
            let reading = || self.traffic.journeys.iter().filter(|journey| journey.visits[number].reads > 0.0);
            let dynamic = |journey: &JourneyTraffic| {
                let content = self.graph.design.workload.journeys[journey.journey].content;
                !matches!(content, Some(Content::Static | Content::Media))
            };
            // One setting would speak of both contents, where the assumption speaks of one.
            if reading().next().is_none() || (node.kind.family == Family::Cdn && reading().any(dynamic)) {
                continue;
            }
            let figure = node.number("hit_rate");
            let value = figure.map_or(0.0, |figure| figure.value);
            let source = figure.and_then(|figure| figure.default_from).unwrap_or(Source::Assumption);
            let range = ranges::of_figure(Some(spec), value);
            let reads = self.traffic.peak[number].reads;
            found.push(Assumption::of_node(node, number, "hit_rate", "share").figure(value, source, range, reads));
        }
        found
    }

    fn capacities(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in self.nodes() {
            let Some(full) = self.loads[number].utilization.filter(|full| *full > 0.0) else { continue };
            for &name in limiting_settings(node.kind.capacity) {
                let Some(figure) = node.number(name).filter(|_| name != "replica_read_capacity" || node.replicas() > 0)
                else {
                    continue;
                };
                if let Some(source) = figure.default_from {
                    let range = ranges::of_figure(node.kind.setting(name), figure.value);
                    let unit = node.kind.capacity.unit();
                    found.push(Assumption::of_node(node, number, name, unit).figure(figure.value, source, range, full));
                }
            }
        }
        found
    }

    fn services(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in self.nodes() {
            let waited = self.waited_for(number);
            let Some(figure) = service_time(node).filter(|figure| figure.value > 0.0 && waited > 0.0) else { continue };
            if let Some(source) = figure.default_from {
                let range = ranges::of_figure(node.kind.setting("latency_ms"), figure.value);
                let weight = waited * figure.value;
                found.push(Assumption::of_node(node, number, "latency_ms", "ms").figure(
                    figure.value,
                    source,
                    range,
                    weight,
                ));
            }
        }
        found
    }

    /// Ways that take the same time for all who take them. Where copies stand in several places no single figure says
    /// how far off they are.
    fn round_trips(&self) -> Vec<Assumption> {
        let ways = Ways::new(self.graph);
        let mut found = Vec::new();
        for edge in &self.graph.edges {
            if edge.number("latency_ms").is_some() {
                continue;
            }
            let waiting = self.traffic.journeys.iter().filter(|journey| journey.waits[edge.from]);
            let (mut calls, mut at_peak) = (Rates::default(), 0.0);
            for journey in waiting {
                let over = journey.calls[edge.number];
                calls += over;
                at_peak += over.total() * journey.rate * journey.peak_factor;
            }
            let mut times: Vec<f64> = Vec::new();
            for (operation, calls) in [calls.reads, calls.writes].into_iter().enumerate() {
                if calls > 0.0 {
                    times.extend(ways.round_trips(edge.number, operation).iter().map(|(_, time)| *time));
                }
            }
            times.dedup();
            let [time] = times.as_slice() else { continue };
            let Some(range) = ways::range(*time) else { continue };
            let name = edge.name();
            let at = (format!("connections[{name}].latency_ms"), name.as_str());
            let weight = at_peak * time;
            found.push(Assumption::new(Target::RoundTrip(edge.number), at, "latency_ms", "ms").figure(
                *time,
                ways::source(*time),
                range,
                weight,
            ));
        }
        found
    }

    fn availabilities(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in self.nodes().filter(|(_, node)| node.kind.copies != Copies::Inside) {
            let journeys = self.needed_by(number);
            // Failures and repairs may say it.
            let is_asked = journeys > 0 && matches!(OfOne::of(node), OfOne::Availability(_));
            let Some(figure) = node.number("availability").filter(|_| is_asked) else { continue };
            if let Some(source) = figure.default_from {
                let range = ranges::of_availability(figure.value);
                let weight = journeys as f64 / f64::from(node.copies().max(1));
                found.push(Assumption::of_node(node, number, "availability", "share").figure(
                    figure.value,
                    source,
                    range,
                    weight,
                ));
            }
        }
        found
    }

    /// Copies fail independently where nothing says otherwise.
    fn common_causes(&self) -> Vec<Assumption> {
        let several = |node: &Node<'_>| !node.managed() && node.copies() > 1 && node.number("common_cause").is_none();
        let mut found = Vec::new();
        for (number, node) in self.nodes().filter(|(_, node)| several(node)) {
            let (Some(spec), journeys) = (node.kind.setting("common_cause"), self.needed_by(number)) else { continue };
            if journeys > 0 {
                let range = ranges::of_figure(Some(spec), 0.0);
                let assumption = Assumption::of_node(node, number, "common_cause", "share");
                found.push(assumption.figure(0.0, Source::Assumption, range, journeys as f64));
            }
        }
        found
    }

    fn places(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for fate in &self.graph.fates {
            let Some(place) = self.graph.design.places.iter().position(|place| place.id == fate.place.id) else {
                continue;
            };
            if let Some(source) = fate.availability.default_from {
                let id = fate.place.id.as_str();
                let range = ranges::of_availability(fate.availability.value);
                found.push(
                    Assumption::new(
                        Target::Place(place),
                        (format!("places[{id}].availability"), id),
                        "availability",
                        "share",
                    )
                    .figure(fate.availability.value, source, range, 1.0 - fate.availability.value),
                );
            }
        }
        found
    }

    /// How many copies of a pool have to be up: between one and as many as carry the peak.
    fn copies_needed(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in
            self.nodes().filter(|(_, node)| node.is_pool() && !node.managed() && !node.states("needs"))
        {
            let Some(figure) = node.number("needs").filter(|_| self.needed_by(number) > 0) else { continue };
            let Some(needed) = self.loads[number].needed else { continue };
            let most = (needed.at_full as f64).min(f64::from(node.instances()));
            if let Some(source) = figure.default_from
                && most > figure.value
            {
                let range = Range::assumed(figure.value, most, ENOUGH);
                found.push(Assumption::of_node(node, number, "needs", "copies").figure(
                    figure.value,
                    source,
                    range,
                    most,
                ));
            }
        }
        found
    }

    fn switches(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for (number, node) in self.nodes().filter(|(number, _)| self.needed_by(*number) > 0) {
            let writes = self.structures.iter().any(|structure| structure.matters(number) && structure.writes[number]);
            if writes && node.replicas() > 0 && !node.managed() && is_assumed(node, "auto_failover") {
                found.push(Assumption {
                    because: BY_HAND,
                    ..Assumption::of_node(node, number, "auto_failover", "switch")
                });
            }
            let choosing = self.graph.outgoing[number].len() > 1;
            if choosing && node.switch("health_checks").is_none() && node.kind.setting("health_checks").is_some() {
                found.push(Assumption {
                    because: BLIND,
                    ..Assumption::of_node(node, number, "health_checks", "switch")
                });
            }
        }
        found
    }
}

/// Whether a switch is on without the design saying so.
fn is_assumed(node: &Node<'_>, name: &str) -> bool {
    !node.states(name) && node.switch(name) == Some(true)
}

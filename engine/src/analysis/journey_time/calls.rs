//! The calls that a component makes for one request: which are made in the same case, which at once.

use std::collections::BTreeMap;

use super::{Builder, Fate, Left, Member, Named, SETTLED, What, Why};
use crate::analysis::times::{Time, Times};
use crate::analysis::traffic::waits;
use crate::design::Mode;
use crate::kinds::Dispatch;

/// Calls that are made in the same case.
struct Unit {
    /// Caches that were missed before; the component itself, where it is a cache.
    after: Vec<usize>,
    /// Probability of being made at all.
    probability: f64,
    /// How long it takes.
    time: usize,
    at_once: bool,
    /// The connection, where it is one.
    edge: Option<usize>,
    /// What may become of it, made or not.
    fate: Fate,
}

/// A call, or several at once, over one connection.
struct Call {
    edge: usize,
    /// Probability that any is made.
    probability: f64,
    time: usize,
    /// What may become of it, made or not.
    fate: Fate,
}

impl Builder<'_> {
    /// Times of the calls of a component for one request, one after another, and what may become of them.
    pub(super) fn calls_of(&mut self, node: usize, operation: usize) -> (Vec<usize>, Fate) {
        let units = self.units(node, operation);
        let fate = units.iter().fold(Fate::default(), |fate, unit| fate.and(unit.fate));
        match units {
            units if units.is_empty() => (Vec::new(), fate),
            units => (self.in_cases(node, operation, &units), fate),
        }
    }

    /// The calls that a component makes for one request.
    fn units(&mut self, node: usize, operation: usize) -> Vec<Unit> {
        let graph = self.graph;
        let dispatch = graph.nodes[node].dispatch();
        let mut calls: Vec<Call> = Vec::new();
        for &edge in &graph.outgoing[node] {
            let weight = self.journey.steps.weights[edge][operation];
            calls.extend(self.call(edge, operation, weight));
        }
        let connection = |edge: usize| graph.edges[edge].connection;
        let single: Vec<usize> =
            calls.iter().map(|call| call.edge).filter(|&edge| graph.edges[edge].group.is_none()).collect();
        let chosen = match dispatch {
            Dispatch::OneOf | Dispatch::Route | Dispatch::Split => self.router.apart(operation, &single).0,
            _ => Vec::new(),
        };
        // Alternatives to each other, by what makes them so.
        let mut sets: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        let mut units = Vec::new();
        for (at, &Call { edge, probability, time, fate }) in calls.iter().enumerate() {
            let group = graph.edges[edge].group;
            if group.is_some() || chosen.contains(&edge) {
                sets.entry(group).or_default().push(at);
                continue;
            }
            let mut after = self.missed_before(edge, operation);
            if dispatch == Dispatch::Misses && operation == 0 {
                after.push(node);
            }
            let at_once = graph.edges[edge].switch("at_once") == Some(true);
            self.called((node, operation), || vec![Member { edge, probability }]);
            units.push(Unit { after, probability, time, at_once, edge: Some(edge), fate });
        }
        for (group, members) in sets {
            let needs = members.iter().filter_map(|&at| connection(calls[at].edge).needs).max();
            let asked = if group.is_some() { needs.unwrap_or(1).max(1) as usize } else { 1 };
            let mut after = self.missed_before(calls[members[0]].edge, operation);
            if members.iter().any(|&at| self.missed_before(calls[at].edge, operation) != after) {
                after.clear();
            }
            if dispatch == Dispatch::Misses && operation == 0 {
                after.push(node);
            }
            let left = self.left(node, operation, &after);
            let mut parts: Vec<(f64, usize)> =
                members.iter().map(|&at| (calls[at].probability / left, calls[at].time)).collect();
            if asked > 1 && asked >= members.len() {
                // All are chosen; one that is asked after a miss is not always made.
                for (part, &at) in parts.iter_mut().zip(&members) {
                    let edges = || vec![calls[at].edge];
                    let why = || Why::Choice { node, operation, after: after.clone(), edges: edges() };
                    *part = (1.0, self.sometimes(part.0, part.1, why));
                }
            }
            let at_once = members.iter().all(|&at| graph.edges[calls[at].edge].switch("at_once") == Some(true));
            let time = match asked {
                1 => Time::OneOf(parts),
                _ => Time::AtOnce { members: parts, asked },
            };
            let fates = members.iter().map(|&at| calls[at].fate);
            let fate = match asked {
                1 => fates.fold(Fate::default(), Fate::or),
                // Each of those that are asked has to answer.
                _ => fates.fold(Fate::default(), Fate::and),
            };
            let time = self.times.add(time);
            let edges = || members.iter().map(|&at| calls[at].edge).collect();
            let member = |&at: &usize| Member { edge: calls[at].edge, probability: calls[at].probability };
            self.called((node, operation), || members.iter().map(member).collect());
            self.explain(time, || Why::Choice { node, operation, after: after.clone(), edges: edges() });
            units.push(Unit { after, probability: left, time, at_once, edge: None, fate });
        }
        units
    }

    /// One call, or several at once, of what arrives as reads (0) or writes (1).
    fn call(&mut self, number: usize, operation: usize, weight: f64) -> Option<Call> {
        let output = self.router.arrives(number, operation);
        let edge = &self.graph.edges[number];
        let sync = waits(self.graph, number);
        if weight <= 0.0
            || !sync && (edge.often.mode != Mode::Async || self.graph.nodes[edge.from].kind.family.is_broker())
        {
            return None;
        }
        let round_trips = self.ways.round_trips(number, output);
        let mut series: Vec<usize> = self.way(round_trips, (What::Way(number), output)).into_iter().collect();
        // In the first lap of a loop nothing is known of whoever comes later.
        series.extend(self.answers[edge.to][output].filter(|_| sync));
        let one = self.times.series(series);
        let mut time = one;
        self.calls.push((number, time));
        self.name(time, Named::Call(number));
        if let Some(after) = edge.number("hedge_after_ms").filter(|_| sync) {
            self.hedges.push((number, time, after));
            time = self.times.add(Time::Hedged { of: time, after });
            self.explain(time, || Why::Hedge(number));
        }
        let mut fate = Fate::default();
        if sync {
            (time, fate) = self.attempted(number, (operation, output), (one, time));
        }
        let calls = self.router.calls(number);
        if calls <= 1.0 {
            let probability = weight.min(1.0);
            return Some(Call { edge: number, probability, time, fate: fate.with_probability(probability, 1.0) });
        }
        let probability = (weight / calls).min(1.0);
        let fate = fate.with_probability(probability, calls);
        let several = |times: &mut Times, count: f64| {
            let count = count.min(f64::from(u32::MAX)) as u32;
            times.add(Time::Fastest { of: time, asked: count, wanted: count, besides: None })
        };
        let (whole, part) = (libm::floor(calls), calls - libm::floor(calls));
        let fewer = several(&mut self.times, whole);
        if part <= 0.0 {
            self.explain(fewer, || Why::Calls { edge: number, each: time });
            return Some(Call { edge: number, probability, time: fewer, fate });
        }
        let more = several(&mut self.times, whole + 1.0);
        let all = self.times.add(Time::OneOf(vec![(1.0 - part, fewer), (part, more)]));
        self.explain(all, || Why::Calls { edge: number, each: time });
        Some(Call { edge: number, probability, time: all, fate })
    }

    /// A time that is taken with a probability.
    fn sometimes(&mut self, part: f64, time: usize, why: impl FnOnce() -> Why) -> usize {
        if part >= 1.0 - SETTLED {
            return time;
        }
        let sometimes = self.times.add(Time::OneOf(vec![(part, time)]));
        self.explain(sometimes, why);
        sometimes
    }

    /// Caches that have to be missed before reads go over an edge, with those before which these are asked.
    pub(super) fn missed_before(&self, edge: usize, operation: usize) -> Vec<usize> {
        // A write is never answered by a cache.
        let mut caches = match operation {
            1 => Vec::new(),
            _ => self.router.caches_before(&self.graph.edges[edge]).to_vec(),
        };
        caches.sort_unstable();
        caches
    }

    /// Probability that all of these caches are missed, where a component asks any of them.
    pub(super) fn left(&self, node: usize, operation: usize, after: &[usize]) -> f64 {
        let left = self.left_of(node, operation, after);
        let itself = if left.itself { 1.0 - self.router.hit_rate(node) } else { 1.0 };
        itself * left.edge.map_or(1.0, |edge| self.router.left(edge))
    }

    /// What that is a product of.
    pub(super) fn left_of(&self, node: usize, operation: usize, after: &[usize]) -> Left {
        if after.is_empty() || operation == 1 {
            return Left::default();
        }
        let others: Vec<usize> = after.iter().copied().filter(|&cache| cache != node).collect();
        let of_edge = |&edge: &usize| self.missed_before(edge, operation) == others;
        let edge = self.graph.outgoing[node].iter().copied().find(of_edge);
        Left { itself: after.contains(&node), edge }
    }

    /// Puts calls behind each other, those after a miss into the case in which it happens.
    fn in_cases(&mut self, node: usize, operation: usize, units: &[Unit]) -> Vec<usize> {
        let mut cases: Vec<Vec<usize>> = units.iter().map(|unit| unit.after.clone()).collect();
        cases.push(Vec::new());
        cases.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        cases.dedup();
        let mut series: Vec<Vec<(f64, usize)>> = vec![Vec::new(); cases.len()];
        for at in (0..cases.len()).rev() {
            let probability = self.left(node, operation, &cases[at]);
            let mut at_once = Vec::new();
            for unit in units.iter().filter(|unit| unit.after == cases[at]) {
                let part = if probability > 0.0 { (unit.probability / probability).min(1.0) } else { 0.0 };
                let sure = part >= 1.0 - SETTLED;
                let time = if sure { unit.time } else { self.times.add(Time::OneOf(vec![(part, unit.time)])) };
                if let Some(edge) = unit.edge.filter(|_| !sure) {
                    self.explain(time, || Why::Choice { node, operation, after: cases[at].clone(), edges: vec![edge] });
                }
                if unit.at_once { &mut at_once } else { &mut series[at] }.push((1.0, time));
            }
            let asked = at_once.len();
            match at_once.as_slice() {
                [] => {}
                [only] => series[at].push(*only),
                _ => series[at].push((1.0, self.times.add(Time::AtOnce { members: at_once, asked }))),
            }
            // The case that this one is part of: fewer caches missed, all of them among these.
            let within = (0..at).rev().find(|&other| cases[other].iter().all(|cache| cases[at].contains(cache)));
            if let Some(within) = within.filter(|_| !series[at].is_empty()) {
                let outer = self.left(node, operation, &cases[within]);
                let part = if outer > 0.0 { (probability / outer).min(1.0) } else { 0.0 };
                let behind = series[at].drain(..).map(|(_, time)| time).collect();
                let behind = self.times.series(behind);
                let case = self.times.add(Time::OneOf(vec![(part, behind)]));
                self.explain(case, || Why::Case {
                    node,
                    operation,
                    after: cases[at].clone(),
                    within: cases[within].clone(),
                });
                series[within].push((1.0, case));
            }
        }
        series.swap_remove(0).into_iter().map(|(_, time)| time).collect()
    }
}

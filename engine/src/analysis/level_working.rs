//! The workings of what one of several interchangeable targets can carry in which state, and of how likely each state is:
//! so many copies of a pool, shards that are no fuller than so, or nothing but to be up. Knows nothing of the others.

use super::arrivals::Which;
use super::capacity::limiting_settings;
use super::copies_working::{Own, exactly, nothing, with_crews, with_one};
use super::copy_failures::CopyFailures;
use super::figures::{arriving_together, capacity_of, shard_load_of, utilization_of};
use super::levels::{Level, shard_full};
use super::pools::{Copied, shard_stands, shards};
use super::working::Working;

impl Own<'_> {
    /// What a component can carry in which state, least first; none where it carries nobody else's load.
    pub fn levels(&self, number: usize) -> &[Level] {
        self.peak.map_or(&[], |problem| &problem.levels[number])
    }

    /// A state in words.
    pub fn level_name(&self, number: usize, level: usize, or_more: bool) -> String {
        let (levels, id) = (self.levels(number), self.graph.nodes[number].id());
        let most = if or_more && level + 1 < levels.len() { "at least " } else { "" };
        match levels[level].copies() {
            Some(copies) => format!("{most}{copies} copies of {id} up"),
            None if levels.len() == 1 => format!("{id} up"),
            None => format!("{most}state {} of {} of {id}", level + 1, levels.len()),
        }
    }

    /// How likely a component reaches a state, or a better one.
    pub fn reaches(&self, number: usize, level: usize) -> Working {
        if level == 0 {
            return self.structurally(number);
        }
        let Some(problem) = self.peak else { return nothing() };
        let alone = match (&self.copies[number], &self.levels(number)[level]) {
            (Some(Copied::Pool { .. }), state) => self.at_least(number, state.copies().unwrap_or(0)),
            (Some(Copied::Shards { .. }), state) if self.is_perfect(number) => {
                let (node, peak) = (&self.graph.nodes[number], problem.mix(number));
                let full = state.as_full().unwrap_or(f64::INFINITY);
                self.sure(
                    self.standing_carry(number, |primary, replicas| shard_full(node, peak, primary, replicas) <= full),
                )
            }
            (Some(Copied::Shards { auto_failover, needs, .. }), _) => {
                let Some(limit) = self.how_full(number, level) else { return nothing() };
                self.shards(number, |_, first| {
                    self.shard_at_peak(problem, number, (*auto_failover, *needs), first, Some(&limit))
                })
            }
            _ => nothing(),
        };
        self.beside_common_cause(number, alone)
    }

    /// How likely it reaches a state and no better one.
    pub fn reaches_just(&self, number: usize, level: usize) -> Working {
        let node = &self.graph.nodes[number];
        let failures = CopyFailures::of(node);
        if level + 1 == self.levels(number).len() {
            return self.reaches(number, level);
        }
        if let (Some((up, _)), Some(copies)) = (self.pool(number), self.levels(number)[level].copies())
            && failures.are_independent()
            && !self.is_perfect(number)
        {
            if copies > up {
                return nothing();
            }
            let likely = exactly(copies, up, failures.alone);
            let working = Working::new(format!("exactly({copies}, copies, availability of one)"), likely);
            return self.standing(number).copies(with_one(working, node), None);
        }
        let (this, more) = (self.reaches(number, level), self.reaches(number, level + 1));
        Working::new("this state or a better one − a better one", this.value - more.value)
            .worked("this state or a better one", this)
            .worked("a better one", more)
    }

    /// So many copies of a pool are up.
    fn at_least(&self, number: usize, copies: u32) -> Working {
        let node = &self.graph.nodes[number];
        let up = self.pool(number).map_or(0, |(up, _)| up);
        if self.is_perfect(number) {
            return self.sure(up >= copies);
        }
        let failures = CopyFailures::of(node);
        if copies > up {
            return nothing();
        }
        let crews = if failures.crews.is_some() { ", repairs at once" } else { "" };
        let formula = format!("at_least({copies}, copies, availability of one{crews})");
        let working = Working::new(formula, 1.0 - failures.too_few_alone(up, copies));
        self.standing(number).copies(with_one(with_crews(working, node), node), None)
    }

    /// What is certain, or never so.
    pub(super) fn sure(&self, holds: bool) -> Working {
        if holds { Working::new("1", 1.0) } else { nothing() }
    }

    /// How full the fullest copy of a shard is in a state of the component with which just that goes: the least that is
    /// allowed there. `None` where nobody takes its writes.
    fn how_full(&self, number: usize, level: usize) -> Option<Working> {
        let problem = self.peak?;
        let full = self.levels(number)[level].as_full()?;
        let Some(Copied::Shards { auto_failover, .. }) = &self.copies[number] else { return None };
        let replicas = self.graph.nodes[number].replicas();
        let reached = problem.reached(number);
        let states = (0..=replicas).flat_map(|up| [(true, up), (false, up)]);
        let load = |(primary, up): (bool, u32)| {
            let promoted = !primary && *auto_failover && up > 0;
            shard_load_of(
                (self.graph, problem.traffic),
                (number, &reached),
                primary || promoted,
                up - u32::from(promoted),
            )
        };
        states.filter_map(load).find(|load| (load.value - full).abs() <= full * 1e-12)
    }

    /// What a component carries a second in a state; `None` where nothing limits it.
    pub fn carries(&self, number: usize, level: usize) -> Option<Working> {
        let problem = self.peak?;
        let node = &self.graph.nodes[number];
        let state = &self.levels(number)[level];
        if state.capacity == f64::INFINITY {
            return None;
        }
        let setting = limiting_settings(node.kind.capacity).first().copied().unwrap_or_default();
        if let (Some(copies), Some(figure)) = (state.copies(), node.number(setting)) {
            let copies = node.at_work(f64::from(copies));
            let working = Working::new(format!("{copies} × capacity of one"), copies * figure.value);
            return Some(working.setting("capacity of one", figure, node, setting));
        }
        let full = match state.as_full() {
            Some(_) => self.how_full(number, level),
            None => utilization_of(self.graph, problem.traffic, problem.loads, number).filter(|load| load.value > 0.0),
        };
        let Some(full) = full else {
            // Nothing reaches it, so that all it can do is left.
            let reads = capacity_of(node, Which::Both).or_else(|| capacity_of(node, Which::Reads));
            return Some(if state.capacity > 0.0 { reads.unwrap_or_else(nothing) } else { nothing() });
        };
        let peak = arriving_together(self.graph, problem.traffic, &problem.reached(number), Which::Both);
        let working = Working::new("peak ÷ utilisation", peak.value / full.value);
        Some(working.worked("peak", peak).worked("utilisation", full))
    }

    /// Whether all shards of a component that never fails of itself carry the load with the copies that stand.
    pub(super) fn standing_carry(&self, number: usize, carries: impl Fn(bool, u32) -> bool) -> bool {
        let Some(Copied::Shards { auto_failover, needs, .. }) = &self.copies[number] else { return true };
        let writes = self.structure.writes[number];
        shards(self.graph, &self.graph.nodes[number]).iter().all(|fates| {
            let up = |fate: &Option<usize>| fate.is_none_or(|fate| !self.down[fate]);
            let (primary, replicas) = (up(&fates[0]), fates.iter().skip(1).filter(|fate| up(fate)).count() as u32);
            let promoted = !primary && *auto_failover && replicas > 0;
            let stands = shard_stands(primary, replicas, *needs, writes, *auto_failover);
            stands && carries(primary || promoted, replicas - u32::from(promoted))
        })
    }
}

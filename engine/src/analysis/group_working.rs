//! The working of interchangeable targets at peak: they carry each other's load, so enough copies of enough of them have
//! to be up. What one of them carries in which state is explained by `level_working`.

use std::collections::BTreeSet;

use super::arrivals::{When, Which, arriving};
use super::availability_working::{Explainer, Known, Root, any_of, most_shared, product};
use super::capacity::limiting_settings;
use super::copies_working::nothing;
use super::copy_failures::{CopyFailures, OfOne};
use super::graph::Figure;
use super::pools::too_few;
use super::steps::Need;
use super::working::Working;

/// One of the targets.
struct Target {
    node: usize,
    /// What it needs works.
    met: Working,
    /// The state in which it is, where that is known.
    level: Option<usize>,
    /// Over how many connections it is among them: each counts where several are needed.
    count: usize,
}

/// What is still asked of targets.
#[derive(Clone)]
struct Asked {
    /// What is left to be carried; `None` where all is.
    load: Option<Working>,
    /// How many more have to be up.
    needs: usize,
}

impl<'a> Explainer<'a> {
    /// Whether the targets carry what reaches all of them; `None` where that is too long.
    pub(super) fn carried_together(&mut self, need: Need<'a>, known: &Known) -> Option<Working> {
        self.count()?;
        let members: BTreeSet<usize> = need.members.iter().copied().collect();
        let supports: Vec<BTreeSet<usize>> =
            members.iter().map(|&member| self.support(&[Root::Met(member)], known)).collect();
        // How many copies are up is more than to be up, so one that another target needs is in one state after another.
        let is_asked = |member: &&usize| supports.iter().any(|support| support.contains(member));
        let is_open = |member: &&usize| !known.levels.contains_key(member) && !self.own.is_sure(**member);
        let shared = most_shared(&supports);
        let pivot = shared.or_else(|| members.iter().find(|member| is_open(member) && is_asked(member)).copied());
        if let Some(pivot) = pivot {
            return Some(self.cases(pivot, known, &mut |this, known| this.carried_together(need, known))?.1);
        }
        // One that was said to carry its own peak may carry more than that.
        if members.iter().any(|member| is_open(&member) && (known.up.contains(member) || known.down.contains(member))) {
            return None;
        }
        // What needs each other works together.
        self.open.push(need);
        let found = self.of_targets(need, &members, known);
        self.open.pop();
        found
    }

    fn of_targets(&mut self, need: Need<'a>, members: &BTreeSet<usize>, known: &Known) -> Option<Working> {
        let problem = self.own.peak?;
        let mut targets = Vec::new();
        for &node in members {
            let met = self.explain(&[Root::Met(node)], known)?;
            let level = known.levels.get(&node).copied();
            let count = need.members.iter().filter(|member| **member == node).count();
            targets.push(Target { node, met, level, count });
        }
        let needs = need.needs.max(1);
        let peak: f64 = members.iter().map(|&member| problem.traffic.peak[member].total()).sum();
        let least = |target: &Target| self.own.levels(target.node).first().map_or(0.0, |level| level.capacity);
        let each_once = targets.iter().all(|target| target.count == 1 && target.level.is_none());
        if each_once
            && targets.iter().all(|target| peak - least(target) <= peak * 1e-12)
            && let Some(any) = self.any_carries(need, &targets)
        {
            return Some(any);
        }
        targets.retain(|target| target.met.value > 0.0 && target.level != Some(0));
        let all = members.iter().map(|&member| {
            let rate = arriving(self.graph, problem.traffic, member, When::Peak, Which::Both);
            (self.name(member).to_owned(), rate)
        });
        let load = Working::sum(all.collect());
        if needs == 1
            && let Some(enough) = self.enough_of_all(&targets, &load)
        {
            return Some(enough);
        }
        let load = (peak > 0.0).then_some(load);
        self.by_levels(&targets, Asked { load, needs }, peak)
    }

    /// Each of them alone carries the load of all; `None` where several are needed that are not alike.
    fn any_carries(&self, need: Need<'_>, targets: &[Target]) -> Option<Working> {
        let parts: Vec<(String, Working)> = targets
            .iter()
            .map(|target| {
                let own = self.own.structurally(target.node);
                let part = product(vec![("what it needs".to_owned(), target.met.clone()), ("itself".to_owned(), own)]);
                (self.name(target.node).to_owned(), part)
            })
            .collect();
        match need.needs {
            0 | 1 => Some(any_of(parts)),
            needs if needs > parts.len() => Some(nothing()),
            needs if needs == parts.len() => Some(product(parts)),
            needs => {
                let one = parts.first()?.1.clone();
                if parts.iter().any(|(_, part)| part.value != one.value) {
                    return None;
                }
                let connection = |edge: &usize| self.graph.edges[*edge].connection;
                let most = need.edges.iter().copied().find(|edge| connection(edge).needs == Some(needs as u32))?;
                let up = 1.0 - too_few(&[(one.value, parts.len() as u32)], needs as u32);
                let names: Vec<String> = need.edges.iter().map(|&edge| self.graph.edges[edge].name()).collect();
                let path = format!("connections[{}].needs", self.graph.edges[most].name());
                Some(
                    Working::new("at_least(needed, targets, one of them)", up)
                        .stated("needed", needs as f64, path)
                        .stated("targets", parts.len() as f64, format!("connections[{}]", names.join(",")))
                        .worked("one of them", one),
                )
            }
        }
    }

    /// Copies that are alike, whatever target they belong to; `None` where they are not.
    fn enough_of_all(&self, targets: &[Target], load: &Working) -> Option<Working> {
        let first = targets.first()?;
        let pools: Vec<(u32, Figure)> =
            targets.iter().map(|target| self.pool_of(target)).collect::<Option<Vec<_>>>()?;
        let (setting, carries) = self.limit(first.node)?;
        let is_like = |(target, (_, available)): (&Target, &(u32, Figure))| {
            let same = self.limit(target.node).is_some_and(|(_, other)| other.value == carries.value);
            same && available.value == pools[0].1.value
        };
        if !targets.iter().zip(&pools).all(is_like) {
            return None;
        }
        let copies = targets.iter().zip(&pools).map(|(target, (copies, _))| {
            let working = self.own.standing(target.node).copies(Working::new("copies", f64::from(*copies)), None);
            (format!("of {}", self.name(target.node)), working)
        });
        let copies = Working::sum(copies.collect());
        let node = &self.graph.nodes[first.node];
        let count = libm::ceil(load.value / carries.value * (1.0 - 1e-12)).max(1.0);
        let needed = Working::new("max(1, ceil(load ÷ capacity of one))", count).worked("load", load.clone()).setting(
            "capacity of one",
            carries,
            node,
            setting,
        );
        let up = 1.0 - too_few(&[(pools[0].1.value, copies.value as u32)], needed.value as u32);
        Some(
            Working::new("at_least(needed, copies, availability of one)", up)
                .worked("needed", needed)
                .worked("copies", copies)
                .setting("availability of one", pools[0].1, node, "availability"),
        )
    }

    /// A pool whose copies fail independently, each of which is enough for it to be up, and that needs nothing: how many
    /// stand, and how available one is.
    fn pool_of(&self, target: &Target) -> Option<(u32, Figure)> {
        let node = &self.graph.nodes[target.node];
        let plain = target.met.is_one() && target.level.is_none() && !self.own.is_perfect(target.node);
        if !plain || !CopyFailures::of(node).are_independent() || matches!(OfOne::of(node), OfOne::Repair(..)) {
            return None;
        }
        let (copies, needs) = self.own.pool(target.node)?;
        (needs == 1).then_some((copies, node.number("availability")?))
    }

    /// What limits one copy.
    fn limit(&self, node: usize) -> Option<(&'static str, Figure)> {
        let node = &self.graph.nodes[node];
        let setting = *limiting_settings(node.kind.capacity).first()?;
        Some((setting, node.number(setting)?))
    }

    /// For each state in which the first target may be: how likely that is, and whether the others carry what is left.
    fn by_levels(&mut self, targets: &[Target], asked: Asked, peak: f64) -> Option<Working> {
        self.count()?;
        let Some((target, others)) = targets.split_first() else {
            return Some(if asked.load.is_none() && asked.needs == 0 { Working::new("1", 1.0) } else { nothing() });
        };
        let states = self.own.levels(target.node).len();
        // A target that needs several of its copies is one target all the same.
        let needs = asked.needs.saturating_sub(target.count);
        let mut parts: Vec<(String, Working)> = Vec::new();
        let levels = match target.level {
            Some(level) => level - 1..level,
            None => 0..states,
        };
        for level in levels {
            let (is_enough, left) = self.left(target.node, level, asked.load.as_ref(), peak);
            if !is_enough && !self.can_carry(others, left.as_ref(), peak) {
                continue;
            }
            let chance = match (target.level, is_enough) {
                (Some(_), _) => Working::new("1", 1.0),
                (None, true) => self.own.reaches(target.node, level),
                (None, false) => self.own.reaches_just(target.node, level),
            };
            if chance.value > 0.0 {
                let load = if is_enough { None } else { left.clone() };
                let then = if is_enough && needs == 0 {
                    Working::new("1", 1.0)
                } else {
                    self.by_levels(others, Asked { load, needs }, peak)?
                };
                if then.value > 0.0 {
                    let fits = left.filter(|_| is_enough).unwrap_or_else(|| Working::new("1", 1.0));
                    let part = vec![
                        ("what it needs".to_owned(), target.met.clone()),
                        ("so likely".to_owned(), chance),
                        ("load is carried".to_owned(), fits),
                        ("carried then".to_owned(), then),
                    ];
                    parts.push((self.own.level_name(target.node, level, is_enough), product(part)));
                }
            }
            if is_enough {
                break;
            }
        }
        let up = if target.level.is_some() { Working::new("1", 1.0) } else { self.own.structurally(target.node) };
        let works = product(vec![("what it needs".to_owned(), target.met.clone()), ("itself".to_owned(), up)]);
        if works.value < 1.0 && self.can_carry(others, asked.load.as_ref(), peak) {
            let then = self.by_levels(others, asked, peak)?;
            if then.value > 0.0 {
                let working = Working::new("(1 − it works) × carried then", (1.0 - works.value) * then.value);
                let working = working.worked("it works", works).worked("carried then", then);
                parts.push((format!("without {}", self.name(target.node)), working));
            }
        }
        if parts.is_empty() { Some(nothing()) } else { Some(Working::sum(parts)) }
    }

    /// Whether all of these together carry what is left, with every copy up.
    fn can_carry(&self, targets: &[Target], load: Option<&Working>, peak: f64) -> bool {
        let most = |target: &Target| {
            let levels = self.own.levels(target.node);
            let level = target.level.map_or_else(|| levels.last(), |level| levels.get(level - 1));
            level.map_or(0.0, |level| level.capacity)
        };
        load.is_none_or(|load| load.value - targets.iter().map(most).sum::<f64>() <= peak * 1e-12)
    }

    /// Whether a target carries all that is left in a state; then how that is seen, else what is left after it. Nothing
    /// to see where nothing limits it or nothing is left.
    fn left(&self, node: usize, level: usize, load: Option<&Working>, peak: f64) -> (bool, Option<Working>) {
        let (Some(load), Some(carries)) = (load, self.own.carries(node, level)) else { return (true, None) };
        let capacity = self.own.levels(node)[level].capacity;
        let is_enough = load.value - capacity <= peak * 1e-12;
        let working = if is_enough {
            Working::new("fits(load ÷ what it carries)", 1.0)
        } else {
            Working::new("load − what it carries", load.value - carries.value)
        };
        let working = working.worked("load", load.clone()).worked("what it carries", carries);
        (is_enough, Some(working))
    }
}

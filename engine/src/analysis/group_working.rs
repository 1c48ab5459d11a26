//! The working of interchangeable targets at peak: they carry each other's load, so enough copies of enough of them have
//! to be up.

use std::collections::BTreeSet;

use super::arrivals::{When, Which, arriving};
use super::availability_working::{Explainer, Known, Root, any_of, most_shared, product};
use super::capacity::limiting_settings;
use super::copies_working::{exactly, nothing};
use super::copy_failures::{CopyFailures, OfOne};
use super::graph::Figure;
use super::pools::too_few;
use super::steps::Need;
use super::working::Working;

/// Numbers of copies beyond which they are not written out one by one.
const MOST_COPIES: u32 = 12;

/// A pool among targets.
struct Target {
    node: usize,
    /// What it needs works.
    met: Working,
    /// What one copy carries a second.
    carries: (Figure, &'static str),
    availability: Figure,
    /// How many stand.
    copies: u32,
    /// How many have to be up for it to be up at all.
    needs: u32,
}

impl Target {
    /// Whether copies of both can be counted together.
    fn is_like(&self, other: &Self) -> bool {
        self.carries.0.value == other.carries.0.value
            && self.availability.value == other.availability.value
            && [self, other].iter().all(|target| target.met.is_one() && target.needs == 1)
    }
}

impl<'a> Explainer<'a> {
    /// Whether the targets carry what reaches all of them; `None` where that is too long.
    pub(super) fn carried_together(&mut self, need: Need<'a>, known: &Known) -> Option<Working> {
        self.count()?;
        let problem = self.own.peak?;
        let members: BTreeSet<usize> = need.members.iter().copied().collect();
        let supports: Vec<BTreeSet<usize>> =
            members.iter().map(|&member| self.support(&[Root::Met(member)], known)).collect();
        // How many copies are up is more than to be up: what is known of a member already says too little.
        let asked_otherwise = |member: &usize| {
            known.up.contains(member)
                || known.down.contains(member)
                || supports.iter().any(|support| support.contains(member))
        };
        if members.iter().any(asked_otherwise) {
            return None;
        }
        if let Some(shared) = most_shared(&supports) {
            return Some(self.cases(shared, known, &mut |this, known| this.carried_together(need, known))?.1);
        }
        let peak: f64 = members.iter().map(|&member| problem.traffic.peak[member].total()).sum();
        let least = |member: &usize| problem.levels[*member].first().map_or(0.0, |level| level.capacity);
        if members.iter().all(|member| peak - least(member) <= peak * 1e-12) {
            return self.any_carries(need.needs, &members, known);
        }
        if need.needs > 1 {
            return None;
        }
        let mut targets = Vec::new();
        for &node in &members {
            let met = self.explain(&[Root::Met(node)], known)?;
            if met.value > 0.0 {
                targets.push(self.target(node, met)?);
            }
        }
        let all = members.iter().map(|&member| {
            let rate = arriving(self.graph, problem.traffic, member, When::Peak, Which::Both);
            (self.name(member).to_owned(), rate)
        });
        let load = Working::sum(all.collect());
        let (first, others) = targets.split_first()?;
        if others.iter().all(|other| other.is_like(first)) {
            return Some(self.enough_of_all(&targets, load));
        }
        if targets.iter().any(|target| target.copies > MOST_COPIES) {
            return None;
        }
        self.by_copies(&targets, load)
    }

    /// Each of them alone carries the load of all.
    fn any_carries(&mut self, needs: usize, members: &BTreeSet<usize>, known: &Known) -> Option<Working> {
        if members.len() < needs {
            return Some(nothing());
        }
        let mut parts = Vec::new();
        for &member in members {
            let met = self.explain(&[Root::Met(member)], known)?;
            let own = self.own.structurally(member);
            let part = product(vec![("what it needs".to_owned(), met), ("itself".to_owned(), own)]);
            parts.push((self.name(member).to_owned(), part));
        }
        match needs {
            0 | 1 => Some(any_of(parts)),
            _ if needs == parts.len() => Some(product(parts)),
            _ => None,
        }
    }

    fn target(&self, node: usize, met: Working) -> Option<Target> {
        let this = &self.graph.nodes[node];
        // Copies that fail together, or wait for each other, are not counted one by one.
        if !CopyFailures::of(this).are_independent() || matches!(OfOne::of(this), OfOne::Repair(..)) {
            return None;
        }
        let (copies, needs) = self.own.pool(node)?;
        let setting = *limiting_settings(this.kind.capacity).first()?;
        let carries = (this.number(setting)?, setting);
        Some(Target { node, met, carries, availability: this.number("availability")?, copies, needs })
    }

    /// Copies that are alike, whatever target they belong to.
    fn enough_of_all(&self, targets: &[Target], load: Working) -> Working {
        let first = &targets[0];
        let copies = targets.iter().map(|target| {
            let working = self.own.standing(target.node).copies(Working::new("copies", f64::from(target.copies)), None);
            (format!("of {}", self.name(target.node)), working)
        });
        let copies = Working::sum(copies.collect());
        let needed = self.needed(first, load);
        let up = 1.0 - too_few(&[(first.availability.value, copies.value as u32)], needed.value as u32);
        Working::new("at_least(needed, copies, availability of one)", up)
            .worked("needed", needed)
            .worked("copies", copies)
            .setting("availability of one", first.availability, &self.graph.nodes[first.node], "availability")
    }

    /// Copies of a target that carry a load.
    fn needed(&self, target: &Target, load: Working) -> Working {
        let (figure, setting) = target.carries;
        let count = libm::ceil(load.value / figure.value * (1.0 - 1e-12)).max(f64::from(target.needs));
        let formula = if target.needs > 1 {
            "max(needs, ceil(load ÷ capacity of one))"
        } else {
            "ceil(load ÷ capacity of one)"
        };
        let node = &self.graph.nodes[target.node];
        let working =
            Working::new(formula, count).worked("load", load).setting("capacity of one", figure, node, setting);
        match node.number("needs").filter(|_| target.needs > 1) {
            Some(needs) => working.setting("needs", needs, node, "needs"),
            None => working,
        }
    }

    /// For each number of copies of the first target that may be up: how likely that is, and whether the others carry
    /// what is left.
    fn by_copies(&mut self, targets: &[Target], load: Working) -> Option<Working> {
        self.count()?;
        let (target, others) = targets.split_first()?;
        let (figure, setting) = target.carries;
        let node = &self.graph.nodes[target.node];
        if others.is_empty() {
            let needed = self.needed(target, load);
            let likely = 1.0 - too_few(&[(target.availability.value, target.copies)], needed.value as u32);
            let working = Working::new(
                "what it needs × at_least(needed, copies, availability of one)",
                target.met.value * likely,
            );
            return Some(self.with_copies(target, working.worked("needed", needed)));
        }
        let mut parts: Vec<(String, Working)> = Vec::new();
        let mut lacks = 1.0;
        for up in target.needs..=target.copies {
            let carried = f64::from(up) * figure.value;
            let is_enough = load.value - carried <= load.value * 1e-12;
            let formula = if is_enough {
                format!("fits(load ÷ ({up} × capacity of one))")
            } else {
                format!("load − {up} × capacity of one")
            };
            let rest = Working::new(formula, if is_enough { 1.0 } else { load.value - carried });
            let rest = rest.worked("load", load.clone()).setting("capacity of one", figure, node, setting);
            let (function, likely, then) = if is_enough {
                let likely = 1.0 - too_few(&[(target.availability.value, target.copies)], up);
                ("at_least", likely, rest)
            } else {
                let likely = exactly(up, target.copies, target.availability.value);
                ("exactly", likely, self.by_copies(others, rest)?)
            };
            lacks -= target.met.value * likely;
            let formula = format!("what it needs × {function}({up}, copies, availability of one) × carried then");
            let working = Working::new(formula, target.met.value * likely * then.value).worked("carried then", then);
            parts.push((format!("{up} copies of {} up", node.id()), self.with_copies(target, working)));
            if is_enough {
                break;
            }
        }
        let then = self.by_copies(others, load)?;
        let needs = target.needs;
        let formula = format!("(1 − what it needs × at_least({needs}, copies, availability of one)) × carried then");
        let working = Working::new(formula, lacks * then.value).worked("carried then", then);
        parts.push((format!("fewer than {needs} copies of {} up", node.id()), self.with_copies(target, working)));
        Some(Working::sum(parts))
    }

    fn with_copies(&self, target: &Target, working: Working) -> Working {
        let node = &self.graph.nodes[target.node];
        let working = working.worked("what it needs", target.met.clone());
        let working = working.setting("availability of one", target.availability, node, "availability");
        self.own.standing(target.node).copies(working, None)
    }
}

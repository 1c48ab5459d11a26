//! The working of a journey's availability: a product where everything is required, `1 − (1 − a) × (1 − b)` where one
//! of several is enough, and a case apart for each component that several of them share, so that it counts once. How
//! one component comes to be up stands in `copies_working`, targets that carry each other's load in `group_working`.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::availability::{State, copies, states, states_if};
use super::capacity::Load;
use super::copies_working::Own;
use super::graph::Graph;
use super::levels::Problem;
use super::pools::Copied;
use super::steps::Need;
use super::structure::Structure;
use super::traffic::Traffic;
use super::weak_points::Lost;
use super::working::Working;

/// Parts beyond which a working is no longer for people.
const MOST_PARTS: usize = 400;
/// Looks at choices behind choices beyond which nobody could follow it either; in a long row of them they double with
/// each.
const MOST_LOOKS: usize = 5_000;
/// States of places beyond which they are not written out: three regions have so many, one of them with three zones.
pub(super) const MOST_CASES: usize = 36;

/// How the availability of a journey comes about; `None` where it would be too long for anyone to read.
#[must_use]
pub fn availability_working(graph: &Graph<'_>, structure: &Structure) -> Option<Working> {
    explained(graph, structure, None, None)
}

/// How what a component or place contributes to the unavailability comes about, likewise.
#[must_use]
pub fn contribution_working(graph: &Graph<'_>, structure: &Structure, of: Lost) -> Option<Working> {
    let now = availability_working(graph, structure)?;
    let then = explained(graph, structure, None, Some(of))?;
    let working = Working::new("availability if it never failed − availability", then.value - now.value);
    Some(working.worked("availability if it never failed", then).worked("availability", now))
}

/// The same of the share of time in which the peak is not carried.
#[must_use]
pub fn contribution_at_peak_working(
    graph: &Graph<'_>,
    structure: &Structure,
    peak: (&Traffic, &[Load]),
    of: Lost,
) -> Option<Working> {
    let now = explained(graph, structure, Some(peak), None)?;
    let then = explained(graph, structure, Some(peak), Some(of))?;
    let formula = "availability at peak if it never failed − availability at peak";
    let working = Working::new(formula, then.value - now.value);
    Some(working.worked("availability at peak if it never failed", then).worked("availability at peak", now))
}

/// How the share of time comes about in which all of these are down, likewise.
#[must_use]
pub fn cut_working(graph: &Graph<'_>, structure: &Structure, members: &[Lost]) -> Option<Working> {
    let copies = copies(graph, structure);
    let mut states = states(graph, &copies).ok()?;
    let no_places = states.len() == 1;
    states.retain(|state| members.iter().all(|of| if let Lost::Fate(fate) = *of { state.down[fate] } else { true }));
    if states.len() > MOST_CASES {
        return None;
    }
    let mut cases = Vec::new();
    for (number, state) in states.iter().enumerate() {
        let own = Own { graph, structure, copies: &copies, down: &state.down, peak: None, perfect: None };
        let down = members.iter().filter_map(|of| {
            let Lost::Component(node) = *of else { return None };
            let up = own.structurally(node);
            let down = Working::new("1 − availability", 1.0 - up.value).worked("availability", up);
            Some((format!("{} is down", graph.nodes[node].id()), down))
        });
        let then = product(down.collect());
        if no_places {
            return Some(then);
        }
        cases.push((named(graph, number, state), case(graph, state, &copies, "all down then", then, None)));
    }
    Some(Working::sum(cases))
}

/// How the availability at peak comes about, likewise.
#[must_use]
pub fn at_peak_working(graph: &Graph<'_>, structure: &Structure, traffic: &Traffic, loads: &[Load]) -> Option<Working> {
    // A loop without end is never carried.
    if structure.order().iter().any(|&node| traffic.flooded[node]) {
        return Some(Working::new("0", 0.0));
    }
    explained(graph, structure, Some((traffic, loads)), None)
}

/// The rest: how the unavailability of a journey comes about.
#[must_use]
pub fn unavailability_working(graph: &Graph<'_>, structure: &Structure) -> Option<Working> {
    let availability = availability_working(graph, structure)?;
    Some(Working::new("1 − availability", 1.0 - availability.value).worked("availability", availability))
}

/// One component or place may be supposed never to fail of itself.
fn explained(
    graph: &Graph<'_>,
    structure: &Structure,
    peak: Option<(&Traffic, &[Load])>,
    perfect: Option<Lost>,
) -> Option<Working> {
    if structure.order().len() > MOST_PARTS {
        return None;
    }
    let copies = copies(graph, structure);
    let available =
        |fate: usize| if perfect == Some(Lost::Fate(fate)) { 1.0 } else { graph.fates[fate].availability.value };
    let states = states_if(graph, &copies, available).ok()?;
    if states.len() > MOST_CASES {
        return None;
    }
    let problem = match peak {
        Some((traffic, loads)) => Some(Problem::new(graph, traffic, loads, structure, &copies).with_levels().ok()?),
        None => None,
    };
    let mut cases = Vec::new();
    for (number, state) in states.iter().enumerate() {
        let own = Own { graph, structure, copies: &copies, down: &state.down, peak: problem.as_ref(), perfect };
        let mut explainer = Explainer { graph, structure, own, open: Vec::new(), parts: 0, looks: Cell::new(0) };
        let then = explainer.explain(&[Root::Works(structure.entry)], &Known::default())?;
        // A look that was not taken says nothing.
        explainer.count()?;
        if states.len() == 1 {
            return Some(then);
        }
        cases.push((named(graph, number, state), case(graph, state, &copies, "availability then", then, perfect)));
    }
    Some(Working::sum(cases))
}

pub(super) fn named(graph: &Graph<'_>, number: usize, state: &State) -> String {
    let down = (0..graph.fates.len()).filter(|&fate| state.down[fate]);
    let down: Vec<&str> = down.map(|fate| graph.fates[fate].place.id.as_str()).collect();
    let name = if down.is_empty() { "all places up".to_owned() } else { format!("without {}", down.join(" and ")) };
    format!("case {}: {name}", number + 1)
}

/// What holds in one state of places, times how likely that is.
pub(super) fn case(
    graph: &Graph<'_>,
    state: &State,
    copies: &[Option<Copied>],
    name: &str,
    then: Working,
    perfect: Option<Lost>,
) -> Working {
    Working::new(format!("probability × {name}"), state.probability * then.value)
        .worked("probability", probability(graph, state, copies, perfect))
        .worked(name, then)
}

/// Probability of a state of places.
fn probability(graph: &Graph<'_>, state: &State, copies: &[Option<Copied>], perfect: Option<Lost>) -> Working {
    let mut matters: BTreeSet<usize> = copies.iter().flatten().flat_map(Copied::fates).collect();
    for _ in 0..graph.fates.len() {
        matters.extend(matters.clone().into_iter().filter_map(|fate| graph.fates[fate].within));
    }
    let mut terms = Vec::new();
    let mut working = Working::new("", state.probability);
    for fate in matters {
        let this = &graph.fates[fate];
        if perfect == Some(Lost::Fate(fate)) || this.within.is_some_and(|above| state.down[above]) {
            continue;
        }
        let name = format!("availability of {}", this.place.id);
        terms.push(if state.down[fate] { format!("(1 − {name})") } else { name.clone() });
        working = match this.availability.default_from {
            Some(source) => working.default(name, this.availability.value, source),
            None => working.stated(name, this.availability.value, format!("places[{}].availability", this.place.id)),
        };
    }
    working.formula = if terms.is_empty() { "1".to_owned() } else { terms.join(" × ") };
    working
}

/// What has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// The component is up itself.
    Own(usize),
    /// What it needs works.
    Met(usize),
    /// Both.
    Works(usize),
}

/// Components taken to be up, and to be down.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub up: BTreeSet<usize>,
    pub down: BTreeSet<usize>,
    /// Targets that carry each other's load: how many of their states they have reached. At peak they are up where they
    /// carry their own.
    pub levels: BTreeMap<usize, usize>,
}

pub(super) struct Explainer<'a> {
    pub graph: &'a Graph<'a>,
    pub structure: &'a Structure,
    pub own: Own<'a>,
    /// Choices that are being explained. What needs each other is up together, so inside of itself each of them holds.
    pub open: Vec<Need<'a>>,
    parts: usize,
    looks: Cell<usize>,
}

/// What has to be up, and where there is a choice.
#[derive(Default)]
struct Conjunction<'a> {
    must: BTreeSet<usize>,
    choices: Vec<Need<'a>>,
    /// Something is needed that nothing satisfies.
    is_dead: bool,
}

/// The same alternatives, whoever asks for them.
fn is_same(one: Need<'_>, other: Need<'_>) -> bool {
    (one.members, one.needs, one.blind, one.interchangeable)
        == (other.members, other.needs, other.blind, other.interchangeable)
}

impl<'a> Explainer<'a> {
    pub fn name(&self, node: usize) -> &'a str {
        self.graph.nodes[node].id()
    }

    pub fn count(&mut self) -> Option<()> {
        self.parts += 1;
        (self.parts <= MOST_PARTS && self.looks.get() <= MOST_LOOKS).then_some(())
    }

    /// Whether there is a choice: at peak, interchangeable targets are always taken together.
    fn is_choice(&self, need: Need<'_>) -> bool {
        need.members.len() > need.needs || self.own.together(need)
    }

    /// Follows what is required without a choice.
    fn require(&self, roots: &[Root]) -> Conjunction<'a> {
        let mut found = Conjunction::default();
        let mut open = roots.to_vec();
        let mut met: BTreeSet<usize> = BTreeSet::new();
        while let Some(root) = open.pop() {
            let (Root::Own(node) | Root::Met(node) | Root::Works(node)) = root;
            if !matches!(root, Root::Met(_)) {
                found.must.insert(node);
            }
            if matches!(root, Root::Own(_)) || !met.insert(node) {
                continue;
            }
            for need in self.structure.needs(node) {
                found.is_dead |= need.members.len() < need.needs;
                // Who does not look whether a member works needs what any of them needs.
                if need.blind {
                    open.extend(need.members.iter().map(|&member| Root::Met(member)));
                }
                if !self.is_choice(need) {
                    open.extend(need.members.iter().map(|&member| member_of(need, member)));
                } else if !found.choices.iter().any(|known| is_same(*known, need)) {
                    found.choices.push(need);
                }
            }
        }
        found
    }

    /// Whether all of these hold, given what is known.
    pub fn explain(&mut self, roots: &[Root], known: &Known) -> Option<Working> {
        self.count()?;
        let mut required = self.require(roots);
        if required.is_dead || required.must.intersection(&known.down).next().is_some() {
            return Some(Working::new("0", 0.0));
        }
        // One that carries others' load as well is in one state after another.
        let shares = |node: &&usize| !self.own.levels(**node).is_empty() && !self.own.is_sure(**node);
        let sharing: Vec<usize> = required.must.difference(&known.up).filter(shares).copied().collect();
        let asked = |node: &&usize| {
            let mut supports = required.choices.iter().map(|need| self.support_of(*need, known));
            supports.any(|support| support.contains(node))
        };
        if let Some(&pivot) = sharing.iter().find(asked) {
            let roots = roots.to_vec();
            return Some(self.cases(pivot, known, &mut |this, known| this.explain(&roots, known))?.1);
        }
        let mut factors: Vec<(String, Working)> = Vec::new();
        for &node in required.must.difference(&known.up) {
            let up = self.own.up(node)?;
            if !up.is_one() {
                factors.push((self.name(node).to_owned(), up));
            }
        }
        let mut now = known.clone();
        now.up.append(&mut required.must);
        let choices = required.choices.into_iter();
        let open: Vec<Need<'_>> = choices.filter(|need| !self.is_met(*need, &now)).collect();
        if !open.is_empty() {
            factors.extend(self.choices(&open, &now)?);
        }
        Some(product(factors))
    }

    fn is_met(&self, need: Need<'a>, known: &Known) -> bool {
        self.holds(need, known, &mut self.open.clone())
    }

    /// Whether a choice is met by what is known. What needs each other is up together, so a choice that is `assumed` on
    /// the way to itself holds.
    fn holds(&self, need: Need<'a>, known: &Known, assumed: &mut Vec<Need<'a>>) -> bool {
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() > MOST_LOOKS {
            return false;
        }
        if assumed.iter().any(|other| is_same(*other, need)) {
            return true;
        }
        if self.own.together(need) {
            return false;
        }
        assumed.push(need);
        let up = |node: &usize| known.up.contains(node) || self.own.is_sure(*node);
        let mut sure = 0;
        for &member in need.members {
            let required = self.require(&[member_of(need, member)]);
            let met = !required.is_dead
                && required.must.iter().all(up)
                && required.choices.iter().all(|choice| self.holds(*choice, known, assumed));
            sure += usize::from(met);
        }
        assumed.pop();
        sure >= need.needs
    }

    /// Components that decide whether these hold and are not known yet.
    pub fn support(&self, roots: &[Root], known: &Known) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = roots.to_vec();
        while let Some(root) = open.pop() {
            if !seen.insert(root) {
                continue;
            }
            let (Root::Own(node) | Root::Met(node) | Root::Works(node)) = root;
            if !matches!(root, Root::Met(_)) {
                found.insert(node);
            }
            if !matches!(root, Root::Own(_)) {
                let members = self.structure.needs(node).flat_map(|need| need.members);
                open.extend(members.map(|&member| Root::Works(member)));
            }
        }
        found.retain(|&node| !known.up.contains(&node) && !known.down.contains(&node) && !self.own.is_sure(node));
        found
    }

    fn support_of(&self, need: Need<'_>, known: &Known) -> BTreeSet<usize> {
        let roots: Vec<Root> = need.members.iter().map(|&member| member_of(need, member)).collect();
        self.support(&roots, known)
    }

    /// Several choices at once: apart where they share nothing, else one shared component is up or down.
    fn choices(&mut self, choices: &[Need<'a>], known: &Known) -> Option<Vec<(String, Working)>> {
        self.count()?;
        let supports: Vec<BTreeSet<usize>> = choices.iter().map(|need| self.support_of(*need, known)).collect();
        if let Some(shared) = most_shared(&supports) {
            return Some(vec![self.cases(shared, known, &mut |this, known| {
                let open: Vec<Need<'_>> = choices.iter().copied().filter(|need| !this.is_met(*need, known)).collect();
                Some(product(this.choices(&open, known)?))
            })?]);
        }
        let mut factors: Vec<(String, Working)> = Vec::new();
        for &need in choices {
            let names: Vec<&str> = need.members.iter().map(|&member| self.name(member)).collect();
            let mut name = format!("{} of {}", need.needs, names.join(", "));
            // The same members may be asked for in two ways.
            if factors.iter().any(|(known, _)| *known == name) {
                name.push_str(" again");
            }
            let working =
                if self.own.together(need) { self.carried_together(need, known)? } else { self.choice(need, known)? };
            factors.push((name, working));
        }
        Some(factors)
    }

    /// One choice: none of its members may fail where all do; a component that several share is up or down.
    fn choice(&mut self, need: Need<'a>, known: &Known) -> Option<Working> {
        self.count()?;
        if self.is_met(need, known) {
            return Some(Working::new("1", 1.0));
        }
        let mut members = need.members.to_vec();
        // Of one that is asked over two connections, one is enough.
        if need.needs == 1 {
            members.sort_unstable();
            members.dedup();
        }
        let roots = members.iter().map(|&member| member_of(need, member));
        let supports: Vec<BTreeSet<usize>> = roots.map(|root| self.support(&[root], known)).collect();
        let pivot = most_shared(&supports).or_else(|| {
            let first = supports.iter().find(|support| !support.is_empty());
            first.filter(|_| need.needs > 1).and_then(|support| support.first().copied())
        });
        if let Some(pivot) = pivot {
            return Some(self.cases(pivot, known, &mut |this, known| this.choice(need, known))?.1);
        }
        self.open.push(need);
        let mut parts = Vec::new();
        for member in members {
            let part = self.explain(&[member_of(need, member)], known);
            parts.push((self.name(member).to_owned(), part));
        }
        self.open.pop();
        let mut explained = Vec::new();
        for (name, part) in parts {
            explained.push((name, part?));
        }
        if need.needs > 1 {
            // Nothing is left open: each of them works or does not.
            let up = explained.iter().filter(|(_, part)| part.value > 0.5).count();
            return Some(self.own.sure(up >= need.needs));
        }
        Some(any_of(explained))
    }
}

/// What a choice asks of a member: whoever does not look whether it works asks that it is up itself.
pub(super) fn member_of(need: Need<'_>, member: usize) -> Root {
    if need.blind { Root::Own(member) } else { Root::Works(member) }
}

/// One of several that share nothing.
pub(super) fn any_of(parts: Vec<(String, Working)>) -> Working {
    let mut fails = 1.0;
    let mut terms = Vec::new();
    let mut working = Working::new("", 0.0);
    for (name, part) in parts {
        fails *= 1.0 - part.value;
        terms.push(format!("(1 − {name})"));
        working = working.worked(name, part);
    }
    working.formula = format!("1 − {}", terms.join(" × "));
    working.value = 1.0 - fails;
    working
}

/// The component that most of the sets share; `None` where no two share any.
pub(super) fn most_shared(supports: &[BTreeSet<usize>]) -> Option<usize> {
    let all: BTreeSet<usize> = supports.iter().flatten().copied().collect();
    let count = |node: &usize| supports.iter().filter(|support| support.contains(node)).count();
    all.into_iter().filter(|node| count(node) > 1).max_by_key(|node| (count(node), std::cmp::Reverse(*node)))
}

/// A product of workings; one alone stands for itself.
pub(super) fn product(mut factors: Vec<(String, Working)>) -> Working {
    factors.retain(|(_, factor)| !factor.is_one());
    if factors.len() == 1
        && let Some((_, only)) = factors.pop()
    {
        return only;
    }
    if factors.is_empty() {
        return Working::new("1", 1.0);
    }
    let formula = factors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" × ");
    let value = factors.iter().map(|(_, factor)| factor.value).product();
    factors.into_iter().fold(Working::new(formula, value), |all, (name, factor)| all.worked(name, factor))
}

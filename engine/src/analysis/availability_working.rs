//! The working of a journey's availability: a product where everything is required, `1 − (1 − a) × (1 − b)` where one
//! of several is enough, and a case apart for each component that several of them share, so that it counts once.

use std::collections::BTreeSet;

use super::availability::{State, states};
use super::graph::{Graph, Node};
use super::pools::{Copied, copied};
use super::steps::Need;
use super::structure::Structure;
use super::working::Working;

/// Parts beyond which a working is no longer for people.
const MOST_PARTS: usize = 400;
/// States of places beyond which they are not written out.
const MOST_CASES: usize = 16;

/// How the availability of a journey comes about; `None` where it would be too long for anyone to read.
#[must_use]
pub fn availability_working(graph: &Graph<'_>, structure: &Structure) -> Option<Working> {
    if structure.has_cycles() {
        return None;
    }
    let copies: Vec<Option<Copied>> =
        (0..graph.nodes.len()).map(|node| structure.matters(node).then(|| copied(graph, &graph.nodes[node]))).collect();
    let states = states(graph, &copies).ok()?;
    if states.len() > MOST_CASES {
        return None;
    }
    let mut cases = Vec::new();
    for (number, state) in states.iter().enumerate() {
        let mut explainer = Explainer { graph, structure, copies: &copies, state, parts: 0 };
        let then = explainer.explain(&[structure.entry], &Known::default())?;
        if states.len() == 1 {
            return Some(then);
        }
        let down: Vec<&str> = (0..graph.fates.len())
            .filter(|&fate| state.down[fate])
            .map(|fate| graph.fates[fate].place.id.as_str())
            .collect();
        let name = if down.is_empty() { "all places up".to_owned() } else { format!("without {}", down.join(" and ")) };
        let value = state.probability * then.value;
        let case = Working::new("probability × availability then", value)
            .worked("probability", probability(graph, state, &copies))
            .worked("availability then", then);
        cases.push((format!("case {}: {name}", number + 1), case));
    }
    Some(Working::sum(cases))
}

/// Probability of a state of places.
fn probability(graph: &Graph<'_>, state: &State, copies: &[Option<Copied>]) -> Working {
    let mut matters: BTreeSet<usize> = copies.iter().flatten().flat_map(Copied::fates).collect();
    for _ in 0..graph.fates.len() {
        matters.extend(matters.clone().into_iter().filter_map(|fate| graph.fates[fate].within));
    }
    let mut terms = Vec::new();
    let mut working = Working::new("", state.probability);
    for fate in matters {
        let this = &graph.fates[fate];
        if this.within.is_some_and(|above| state.down[above]) {
            continue;
        }
        let name = format!("availability of {}", this.place.id);
        terms.push(if state.down[fate] { format!("(1 − {name})") } else { name.clone() });
        working = match this.availability.default_from {
            Some(source) => working.default(name, this.availability.value, source),
            None => working.stated(name, this.availability.value, format!("places.{}.availability", this.place.id)),
        };
    }
    working.formula = if terms.is_empty() { "1".to_owned() } else { terms.join(" × ") };
    working
}

/// Components taken to be up, and to be down.
#[derive(Clone, Default)]
struct Known {
    up: BTreeSet<usize>,
    down: BTreeSet<usize>,
}

struct Explainer<'a> {
    graph: &'a Graph<'a>,
    structure: &'a Structure,
    copies: &'a [Option<Copied>],
    state: &'a State,
    parts: usize,
}

/// What has to be up, and where there is a choice.
#[derive(Default)]
struct Conjunction<'a> {
    must: BTreeSet<usize>,
    choices: Vec<Need<'a>>,
}

impl<'a> Explainer<'a> {
    fn name(&self, node: usize) -> &str {
        self.graph.nodes[node].id()
    }

    fn count(&mut self) -> Option<()> {
        self.parts += 1;
        (self.parts <= MOST_PARTS).then_some(())
    }

    /// Follows what is required without a choice.
    fn require(&self, roots: &[usize]) -> Conjunction<'a> {
        let mut found = Conjunction::default();
        let mut open = roots.to_vec();
        while let Some(node) = open.pop() {
            if !found.must.insert(node) {
                continue;
            }
            for need in self.structure.needs(node) {
                if need.blind || need.members.len() <= need.needs {
                    open.extend(need.members.iter().copied());
                } else if !found.choices.contains(&need) {
                    found.choices.push(need);
                }
            }
        }
        found
    }

    /// Whether all of these work, given what is known.
    fn explain(&mut self, roots: &[usize], known: &Known) -> Option<Working> {
        self.count()?;
        let mut required = self.require(roots);
        if required.must.intersection(&known.down).next().is_some() || self.is_dead(&required) {
            return Some(Working::new("0", 0.0));
        }
        let mut factors: Vec<(String, Working)> = Vec::new();
        for &node in required.must.difference(&known.up) {
            let up = self.up(node);
            if up.formula != "1" {
                factors.push((self.name(node).to_owned(), up));
            }
        }
        let mut now = known.clone();
        now.up.append(&mut required.must);
        let open: Vec<Need<'_>> = required.choices.into_iter().filter(|&need| !self.is_met(need, &now)).collect();
        if !open.is_empty() {
            factors.extend(self.choices(&open, &now)?);
        }
        Some(product(factors))
    }

    /// A blind choice needs what any member needs; that is more than a product can say here.
    fn is_dead(&self, required: &Conjunction<'_>) -> bool {
        required.must.iter().any(|&node| self.structure.needs(node).any(|need| need.members.len() < need.needs))
    }

    fn is_met(&self, need: Need<'_>, known: &Known) -> bool {
        let sure = need.members.iter().filter(|&&member| {
            let required = self.require(&[member]);
            required.must.is_subset(&known.up) && required.choices.iter().all(|&choice| self.is_met(choice, known))
        });
        sure.count() >= need.needs
    }

    /// Components that decide a choice and are not known yet.
    fn support(&self, members: &[usize], known: &Known) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open = members.to_vec();
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                open.extend(self.structure.needs(node).flat_map(|need| need.members));
            }
        }
        seen.retain(|node| !known.up.contains(node) && !known.down.contains(node) && self.up(*node).formula != "1");
        seen
    }

    /// Several choices at once: apart where they share nothing, else one shared component is up or down.
    fn choices(&mut self, choices: &[Need<'_>], known: &Known) -> Option<Vec<(String, Working)>> {
        self.count()?;
        let supports: Vec<BTreeSet<usize>> = choices.iter().map(|need| self.support(need.members, known)).collect();
        if let Some(shared) = most_shared(&supports) {
            return Some(vec![self.cases(shared, known, &mut |this, known| {
                let open: Vec<Need<'_>> = choices.iter().copied().filter(|&need| !this.is_met(need, known)).collect();
                Some(product(this.choices(&open, known)?))
            })?]);
        }
        let mut factors = Vec::new();
        for &need in choices {
            let names: Vec<&str> = need.members.iter().map(|&member| self.name(member)).collect();
            let name = format!("{} of {}", need.needs, names.join(", "));
            factors.push((name, self.choice(need, known)?));
        }
        Some(factors)
    }

    /// One choice: none of its members may fail where all do; a component that several share is up or down.
    fn choice(&mut self, need: Need<'_>, known: &Known) -> Option<Working> {
        self.count()?;
        if self.is_met(need, known) {
            return Some(Working::new("1", 1.0));
        }
        let supports: Vec<BTreeSet<usize>> =
            need.members.iter().map(|&member| self.support(&[member], known)).collect();
        let pivot = most_shared(&supports).or_else(|| {
            let first = supports.iter().find(|support| !support.is_empty());
            first.filter(|_| need.needs > 1).and_then(|support| support.first().copied())
        });
        if let Some(pivot) = pivot {
            return Some(self.cases(pivot, known, &mut |this, known| this.choice(need, known))?.1);
        }
        let mut value = 1.0;
        let mut terms = Vec::new();
        let mut working = Working::new("", 0.0);
        let mut members = need.members.to_vec();
        members.dedup();
        for member in members {
            let part = self.explain(&[member], known)?;
            let name = self.name(member).to_owned();
            value *= 1.0 - part.value;
            terms.push(format!("(1 − {name})"));
            working = working.worked(name, part);
        }
        working.formula = format!("1 − {}", terms.join(" × "));
        working.value = 1.0 - value;
        Some(working)
    }

    /// Takes one component to be up, then to be down.
    fn cases(
        &mut self,
        pivot: usize,
        known: &Known,
        then: &mut dyn FnMut(&mut Self, &Known) -> Option<Working>,
    ) -> Option<(String, Working)> {
        self.count()?;
        let up = self.up(pivot);
        let mut with = known.clone();
        with.up.insert(pivot);
        let mut without = known.clone();
        without.down.insert(pivot);
        let if_up = then(self, &with)?;
        let if_down = then(self, &without)?;
        let name = self.name(pivot).to_owned();
        let value = up.value * if_up.value + (1.0 - up.value) * if_down.value;
        let formula = format!("{name} × if {name} is up + (1 − {name}) × if {name} is down");
        let working = Working::new(formula, value)
            .worked(name.clone(), up)
            .worked(format!("if {name} is up"), if_up)
            .worked(format!("if {name} is down"), if_down);
        Some((format!("with and without {name}"), working))
    }

    /// Availability of one component, given which places are up.
    fn up(&self, number: usize) -> Working {
        let node = &self.graph.nodes[number];
        let Some(figure) = node.number("availability").filter(|_| node.copies() > 0) else {
            return Working::new("1", 1.0);
        };
        let stands = |fate: &Option<usize>| fate.is_none_or(|fate| !self.state.down[fate]);
        match self.copies[number].as_ref() {
            None => Working::new("1", 1.0),
            Some(Copied::Whole) => {
                let working = Working::new("availability", figure.value);
                working.setting("availability", figure, node, "availability")
            }
            Some(Copied::Pool { at, needs }) => {
                let standing: u32 = at.iter().filter(|(fate, _)| stands(fate)).map(|(_, copies)| copies).sum();
                self.pool(node, figure, standing, *needs)
            }
            Some(Copied::Shards { at, auto_failover, needs }) => {
                let writes = self.structure.writes[number] && !auto_failover;
                let mut parts = Vec::new();
                for (fates, shards) in at {
                    let standing = fates.iter().filter(|fate| stands(fate)).count() as u32;
                    let one = if writes {
                        self.pool(node, figure, u32::from(stands(&fates[0])), 1)
                    } else {
                        self.pool(node, figure, standing, *needs)
                    };
                    let value = libm::pow(one.value, f64::from(*shards));
                    let all = Working::new("one shard ^ shards", value).worked("one shard", one).stated(
                        "shards",
                        f64::from(*shards),
                        format!("components[{}].shards", node.id()),
                    );
                    parts.push((format!("shards that stand alike {}", parts.len() + 1), all));
                }
                product(parts)
            }
        }
    }

    fn pool(&self, node: &Node<'_>, figure: super::graph::Figure, standing: u32, needs: u32) -> Working {
        let down = super::pools::too_few(&[(figure.value, standing)], needs);
        let path = format!("components[{}].places", node.id());
        let formula = match (standing, needs) {
            (standing, needs) if standing < needs => return Working::new("0", 0.0),
            (1, 1) => "availability of one",
            (_, 1) => "1 − (1 − availability of one) ^ copies",
            _ => "at_least(needed, copies, availability of one)",
        };
        let mut working =
            Working::new(formula, 1.0 - down).setting("availability of one", figure, node, "availability");
        if standing > 1 {
            working = working.stated("copies", f64::from(standing), path);
        }
        if needs > 1 {
            working = working.stated("needed", f64::from(needs), format!("components[{}].settings.needs", node.id()));
        }
        working
    }
}

/// The component that most of the sets share; `None` where no two share any.
fn most_shared(supports: &[BTreeSet<usize>]) -> Option<usize> {
    let all: BTreeSet<usize> = supports.iter().flatten().copied().collect();
    let count = |node: &usize| supports.iter().filter(|support| support.contains(node)).count();
    all.into_iter().filter(|node| count(node) > 1).max_by_key(|node| (count(node), std::cmp::Reverse(*node)))
}

/// A product of workings; one alone stands for itself.
fn product(mut factors: Vec<(String, Working)>) -> Working {
    factors.retain(|(_, factor)| factor.formula != "1");
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

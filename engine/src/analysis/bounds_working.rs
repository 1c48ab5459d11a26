//! The working of a bound of a journey's unavailability: from the callees up to the entry, each component fails at least,
//! or at most, so often. What several need is worked out once and named from then on. How the bounds are found, and why
//! they hold, stands in `bounds`.

use std::collections::BTreeMap;

use super::availability::{copies, states};
use super::availability_working::{MOST_CASES, case, named};
use super::bounds::{Deciding, Set, add, required};
use super::copies_working::Own;
use super::graph::Graph;
use super::pools::too_few;
use super::steps::Need;
use super::structure::Structure;
use super::working::Working;

/// Components beyond which a working is no longer for people.
const MOST_PARTS: usize = 400;

/// How the least, or the most, comes about that a journey's unavailability can be; `None` where it would be too long to
/// read.
#[must_use]
pub fn bound_working(graph: &Graph<'_>, structure: &Structure, most: bool) -> Option<Working> {
    let copies = copies(graph, structure);
    let states = states(graph, &copies).ok()?;
    if states.len() > MOST_CASES || structure.order().len() > MOST_PARTS {
        return None;
    }
    let Some(must) = required(structure, graph.nodes.len()) else { return Some(Working::new("1", 1.0)) };
    let deciding = Deciding::new(structure, graph.nodes.len(), &must);
    let mut part_of = vec![0; graph.nodes.len()];
    let parts: Vec<&[usize]> = structure.parts().collect();
    for (at, part) in parts.iter().enumerate() {
        part.iter().for_each(|&node| part_of[node] = at);
    }
    let mut cases = Vec::new();
    for (number, state) in states.iter().enumerate() {
        let own = Own { graph, structure, copies: &copies, down: &state.down, peak: None, perfect: None };
        let known = BTreeMap::new();
        let (parts, part_of) = (&parts, &part_of);
        let mut writer =
            Writer { graph, structure, deciding: &deciding, own, must: &must, parts, part_of, most, known };
        let then = writer.whole()?;
        if states.len() == 1 {
            return Some(then);
        }
        cases.push((named(graph, number, state), case(graph, state, &copies, "down then", then, None)));
    }
    Some(Working::sum(cases))
}

/// Part of a formula, and what it gives.
#[derive(Clone)]
struct Term {
    text: String,
    value: f64,
}

impl Term {
    fn of(value: f64) -> Self {
        Self { text: format!("{value}"), value }
    }
}

/// What is needed, with what decides it.
struct Asked {
    share: Term,
    by: Set,
}

/// Inputs of one formula: name, value, and the working where it was not written before.
type Inputs = Vec<(String, f64, Option<Working>)>;

struct Writer<'a> {
    graph: &'a Graph<'a>,
    structure: &'a Structure,
    deciding: &'a Deciding,
    own: Own<'a>,
    /// By node: whether every request needs it without a choice. Those are counted apart.
    must: &'a [bool],
    /// Components that need each other, together.
    parts: &'a [&'a [usize]],
    /// By node: which of those it is in.
    part_of: &'a [usize],
    most: bool,
    /// What was written so far, by its name.
    known: BTreeMap<String, f64>,
}

impl Writer<'_> {
    /// The entry fails, or something that every request needs.
    fn whole(&mut self) -> Option<Working> {
        let mut inputs = Inputs::new();
        let mut all = Vec::new();
        for &node in self.structure.order().iter().filter(|&&node| self.must[node]) {
            all.push(self.down(node, &mut inputs));
        }
        all.push(self.works(self.structure.entry, &mut inputs)?);
        finished(any_fails(all), inputs)
    }

    /// The input of a name, which is worked out where it is not known yet.
    fn refer(
        &mut self,
        name: String,
        inputs: &mut Inputs,
        work_out: impl FnOnce(&mut Self) -> Option<Working>,
    ) -> Option<Term> {
        if let Some((_, value, _)) = inputs.iter().find(|(known, ..)| *known == name) {
            return Some(Term { value: *value, text: name });
        }
        let (value, working) = match self.known.get(&name) {
            Some(value) => (*value, None),
            None => {
                let working = work_out(self)?;
                self.known.insert(name.clone(), working.value);
                (working.value, Some(working))
            }
        };
        inputs.push((name.clone(), value, working));
        Some(Term { value, text: name })
    }

    fn id(&self, node: usize) -> &str {
        self.graph.nodes[node].id()
    }

    /// A component is down itself.
    fn down(&mut self, node: usize, inputs: &mut Inputs) -> Term {
        let up = self.own.structurally(node);
        if up.is_one() {
            return Term::of(0.0);
        }
        let value = 1.0 - up.value;
        let name = format!("{} is down", self.id(node));
        let found =
            self.refer(name, inputs, |_| Some(Working::new("1 − availability", value).worked("availability", up)));
        found.unwrap_or_else(|| Term::of(value))
    }

    /// The same of what is not counted apart.
    fn itself(&mut self, node: usize, inputs: &mut Inputs) -> Asked {
        let share = if self.must[node] { Term::of(0.0) } else { self.down(node, inputs) };
        Asked { share, by: self.deciding.itself(node) }
    }

    fn at_most_or_least(&self) -> &'static str {
        if self.most { "at most" } else { "at least" }
    }

    /// A component does not work: it is down, or lacks what it needs.
    fn works(&mut self, node: usize, inputs: &mut Inputs) -> Option<Term> {
        self.share(node, true, inputs)
    }

    /// A component with itself or with its needs alone.
    fn share(&mut self, node: usize, with_itself: bool, inputs: &mut Inputs) -> Option<Term> {
        let part = self.part_of[node];
        if self.most && self.is_loop(part) {
            return self.any_of_loop(part, inputs);
        }
        let what = if with_itself { "fails" } else { "lacks something" };
        let name = format!("{} {what} {}", self.id(node), self.at_most_or_least());
        let found = self.refer(name, inputs, |writer| {
            let mut inner = Inputs::new();
            let mut asked = writer.needs(node, &mut inner)?;
            if with_itself {
                asked.push(writer.itself(node, &mut inner));
            }
            finished(writer.all_of(&asked), inner)
        });
        found.map(|term| if term.value == 0.0 { Term::of(0.0) } else { term })
    }

    fn is_loop(&self, part: usize) -> bool {
        let part = self.parts[part];
        let calls_itself = |&node: &usize| self.structure.needs(node).any(|need| need.members.contains(&node));
        part.len() > 1 || part.iter().any(calls_itself)
    }

    /// Any of those that need each other is down, or lacks something outside.
    fn any_of_loop(&mut self, part: usize, inputs: &mut Inputs) -> Option<Term> {
        let nodes = self.parts[part];
        let name = format!("anything in the loop of {} fails at most", self.id(*nodes.first()?));
        self.refer(name, inputs, |writer| {
            let mut inner = Inputs::new();
            let mut asked = Vec::new();
            for &node in nodes {
                asked.extend(writer.needs(node, &mut inner)?);
                asked.push(writer.itself(node, &mut inner));
            }
            finished(writer.all_of(&asked), inner)
        })
    }

    fn needs(&mut self, node: usize, inputs: &mut Inputs) -> Option<Vec<Asked>> {
        let part = self.part_of[node];
        let structure = self.structure;
        structure.needs(node).map(|need| self.need(need, part, inputs)).collect()
    }

    /// One need. Those of the same part are up together, so inside of it the others count as working.
    fn need(&mut self, need: Need<'_>, part: usize, inputs: &mut Inputs) -> Option<Asked> {
        let mut by: Set = self.deciding.nothing();
        need.members.iter().for_each(|&member| add(&mut by, self.deciding.of(member)));
        let inside = |writer: &Self, member: usize| writer.part_of[member] == part;
        let mut asked = Vec::new();
        for &member in need.members {
            let share = match (need.blind, inside(self, member)) {
                (true, _) => self.itself(member, inputs).share,
                (false, true) => Term::of(0.0),
                (false, false) => self.works(member, inputs)?,
            };
            asked.push(Asked { share, by: self.deciding.of(member).to_vec() });
        }
        let share = self.some_of(&asked, need.needs);
        if !need.blind {
            return Some(Asked { share, by });
        }
        // Who does not look whether a member works needs what any of them needs.
        let mut met = Vec::new();
        for &member in need.members {
            let share = if inside(self, member) { Term::of(0.0) } else { self.share(member, false, inputs)? };
            met.push(Asked { share, by: self.deciding.of(member).to_vec() });
        }
        let all_met = self.all_of(&met);
        let share = if self.most { any_fails(vec![share, all_met]) } else { largest(vec![share, all_met]) };
        Some(Asked { share, by })
    }

    fn groups(&self, asked: &[Asked]) -> Vec<Vec<usize>> {
        self.deciding.groups(asked.iter().map(|one| one.by.clone()))
    }

    /// All of these are needed.
    fn all_of(&self, asked: &[Asked]) -> Term {
        if self.most {
            return any_fails(asked.iter().map(|one| one.share.clone()).collect());
        }
        let worst = |group: Vec<usize>| largest(group.into_iter().map(|at| asked[at].share.clone()).collect());
        any_fails(self.groups(asked).into_iter().map(worst).collect())
    }

    /// So many of these are needed.
    fn some_of(&self, asked: &[Asked], needs: usize) -> Term {
        if needs == 0 {
            return Term::of(0.0);
        }
        if asked.len() < needs {
            return Term::of(1.0);
        }
        if asked.len() == needs {
            return self.all_of(asked);
        }
        let groups = self.groups(asked);
        let share = |at: usize| asked[at].share.clone();
        if needs == 1 {
            let best = |group: &Vec<usize>| smallest(group.iter().map(|&at| share(at)).collect());
            return product(match self.most {
                true => groups.iter().map(best).collect(),
                false => (0..asked.len()).map(share).collect(),
            });
        }
        let mut all: Vec<Term> = (0..asked.len()).map(share).collect();
        if groups.len() == asked.len() {
            let up: Vec<(f64, u32)> = all.iter().map(|one| (1.0 - one.value, 1)).collect();
            let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
            let text = format!("too_few({needs}, {})", texts.join(", "));
            return Term { text, value: too_few(&up, needs as u32) };
        }
        // The best so many work; as many as are then too few fail.
        all.sort_by(|one, other| one.value.total_cmp(&other.value));
        let worst = all.split_off(if self.most { needs } else { needs - 1 });
        if self.most { any_fails(all) } else { product(worst) }
    }
}

/// A formula with its inputs; `None` where one is not used, since what names it later would find nothing.
fn finished(term: Term, inputs: Inputs) -> Option<Working> {
    if inputs.iter().any(|(name, _, working)| working.is_some() && !term.text.contains(name.as_str())) {
        return None;
    }
    let used = inputs.into_iter().filter(|(name, ..)| term.text.contains(name.as_str()));
    let whole = Working::new(term.text.clone(), term.value);
    Some(used.fold(whole, |whole, (name, value, working)| match working {
        Some(working) => whole.worked(name, working),
        None => whole.stated(name, value, "above"),
    }))
}

/// Any of independent things fails.
fn any_fails(mut terms: Vec<Term>) -> Term {
    terms.retain(|term| term.value > 0.0);
    match terms.as_slice() {
        [] => Term::of(0.0),
        [only] => only.clone(),
        _ => {
            let factors: Vec<String> = terms.iter().map(|term| format!("(1 − {})", bracketed(&term.text))).collect();
            let up: f64 = terms.iter().map(|term| libm::log1p(-term.value.min(1.0))).sum();
            Term { text: format!("1 − {}", factors.join(" × ")), value: -libm::expm1(up) }
        }
    }
}

fn product(terms: Vec<Term>) -> Term {
    match terms.as_slice() {
        [only] => only.clone(),
        _ => {
            let factors: Vec<String> = terms.iter().map(|term| bracketed(&term.text)).collect();
            Term { text: factors.join(" × "), value: terms.iter().map(|term| term.value).product() }
        }
    }
}

/// The largest of some shares, which are 0 at least.
fn largest(terms: Vec<Term>) -> Term {
    among(terms, "max", |most, next| if next > most { next } else { most })
}

fn smallest(terms: Vec<Term>) -> Term {
    among(terms, "min", |least, next| if next < least { next } else { least })
}

fn among(terms: Vec<Term>, name: &str, choose: impl Fn(f64, f64) -> f64) -> Term {
    let value = terms.iter().map(|term| term.value).reduce(choose).unwrap_or(0.0);
    match terms.as_slice() {
        [only] => only.clone(),
        _ => {
            let texts: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
            Term { text: format!("{name}({})", texts.join(", ")), value }
        }
    }
}

/// A term as a factor.
fn bracketed(text: &str) -> String {
    if text.contains(" − ") || text.contains(" × ") { format!("({text})") } else { text.to_owned() }
}

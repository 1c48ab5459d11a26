//! Share of time in which a journey's user is served: exact, shared dependencies once, pools of k of n, regions and
//! zones as shared fate. Sums failure masses, never 1 − availability, so that many nines keep their digits.
//!
//! Method: the AND/OR structure of the journey as a binary decision diagram over components; the probability that a
//! component is down follows from its copies given which regions and zones are up; all states of those are tried.

use std::collections::HashMap;

use super::capacity::Load;
use super::diagram::{Compiled, Diagram, FAILS, Node, TooWide, WORKS};
use super::graph::Graph;
use super::levels::{Problem, levels};
use super::pools::{Copied, copied};
use super::steps::Need;
use super::structure::Structure;
use super::traffic::Traffic;

/// States of regions and zones beyond this are not tried one by one.
const MOST_STATES: usize = 4_096;
/// Copies of interchangeable targets that are followed one by one.
pub(super) const MOST_COPIES: u32 = 256;
/// The same for all targets together.
const MOST_LEVELS: usize = 256;

/// What a journey gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Availability {
    /// Share of time in which its user is not served.
    pub unavailability: f64,
    /// Share of time in which the peak is not carried.
    pub unavailability_at_peak: f64,
}

/// Exact availability of one journey.
///
/// # Errors
/// When the structure is too wide for an exact answer, or there are too many states of places.
pub fn availability(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Availability, TooWide> {
    let copies: Vec<Option<Copied>> =
        (0..graph.nodes.len()).map(|node| structure.matters(node).then(|| copied(graph, &graph.nodes[node]))).collect();
    let states = states(graph, &copies)?;
    let mut problem = Problem { graph, traffic, loads, structure, copies: &copies, levels: Vec::new() };
    problem.levels = (0..graph.nodes.len())
        .map(|node| if problem.shares_load(node) { levels(&problem, node) } else { Ok(Vec::new()) })
        .collect::<Result<_, _>>()?;
    let structural = Builder::new(&problem, false).build()?;
    // What never stops growing is never carried.
    let is_flooded = structure.order().iter().any(|&node| traffic.flooded[node]);
    let unavailability_at_peak =
        if is_flooded { 1.0 } else { Builder::new(&problem, true).build()?.failure(&problem, &states) };
    Ok(Availability { unavailability: structural.failure(&problem, &states), unavailability_at_peak })
}

/// A state of all regions and zones that matter.
#[derive(Clone, Debug)]
pub struct State {
    /// How likely it is.
    pub probability: f64,
    /// By fate: whether it is down.
    pub down: Vec<bool>,
}

/// All states of the places that any copy stands in.
///
/// # Errors
/// When there are too many of them.
pub fn states(graph: &Graph<'_>, copies: &[Option<Copied>]) -> Result<Vec<State>, TooWide> {
    let mut matters = vec![false; graph.fates.len()];
    for fate in copies.iter().flatten().flat_map(Copied::fates) {
        let mut at = Some(fate);
        while let Some(here) = at {
            at = if matters[here] { None } else { graph.fates[here].within };
            matters[here] = true;
        }
    }
    // What lies in something comes after it. Those in a circle, which no file has, come last and lie in nothing.
    let depth = |fate: usize| {
        let above = std::iter::successors(graph.fates[fate].within, |&above| graph.fates[above].within);
        above.take(matters.len()).count()
    };
    let mut order: Vec<(usize, usize)> =
        (0..matters.len()).filter(|&fate| matters[fate]).map(|fate| (depth(fate), fate)).collect();
    order.sort_unstable();
    let mut states = vec![State { probability: 1.0, down: vec![false; graph.fates.len()] }];
    for (_, fate) in order {
        let up = graph.fates[fate].availability.value;
        let mut next = Vec::with_capacity(2 * states.len());
        for mut state in states {
            if graph.fates[fate].within.is_some_and(|above| state.down[above]) {
                state.down[fate] = true;
                next.push(state);
                continue;
            }
            if up < 1.0 {
                let mut down = state.down.clone();
                down[fate] = true;
                next.push(State { probability: state.probability * (1.0 - up), down });
            }
            if up > 0.0 {
                next.push(State { probability: state.probability * up, down: state.down });
            }
        }
        states = next;
        if states.len() > MOST_STATES {
            return Err(TooWide);
        }
    }
    Ok(states)
}

/// What a variable of the diagram stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Variable {
    /// The component is up.
    Up(usize),
    /// The component is up and its copies carry the peak.
    Carries(usize),
    /// The component has reached this one of its `Level`s, given that it has reached the one before.
    Reaches(usize, usize),
}

struct Builder<'a> {
    problem: &'a Problem<'a>,
    at_peak: bool,
    diagram: Diagram,
    variables: Vec<Variable>,
    numbers: HashMap<Variable, u32>,
    /// By node: works, and what it needs is met.
    works: Vec<Node>,
    met: Vec<Node>,
}

struct Built {
    compiled: Compiled,
    variables: Vec<Variable>,
}

impl<'a> Builder<'a> {
    fn new(problem: &'a Problem<'a>, at_peak: bool) -> Self {
        let nodes = problem.graph.nodes.len();
        let diagram = Diagram::new();
        let mut builder = Self {
            problem,
            at_peak,
            diagram,
            variables: Vec::new(),
            numbers: HashMap::new(),
            works: vec![WORKS; nodes],
            met: vec![WORKS; nodes],
        };
        builder.number_in_depth();
        builder
    }

    /// Numbers variables in the order in which needs are followed from the entry: what belongs together is near.
    fn number_in_depth(&mut self) {
        let structure = self.problem.structure;
        let mut seen = vec![false; self.problem.graph.nodes.len()];
        let mut open = vec![structure.entry];
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            match self.problem.levels[node].len() {
                levels if self.at_peak && levels > 0 => {
                    for level in 0..levels {
                        self.variable(Variable::Reaches(node, level));
                    }
                }
                _ => {
                    self.own_variable(node);
                }
            }
            let mut next: Vec<usize> = structure.needs(node).flat_map(|need| need.members).copied().collect();
            next.reverse();
            open.extend(next);
        }
    }

    fn variable(&mut self, variable: Variable) -> u32 {
        let next = self.variables.len() as u32;
        let number = *self.numbers.entry(variable).or_insert(next);
        if number == next {
            self.variables.push(variable);
        }
        number
    }

    fn own_variable(&mut self, node: usize) -> u32 {
        self.variable(if self.at_peak { Variable::Carries(node) } else { Variable::Up(node) })
    }

    /// Up, and at peak: carries what reaches it.
    fn own(&mut self, node: usize) -> Result<Node, TooWide> {
        let problem = self.problem;
        if !self.at_peak || problem.levels[node].is_empty() {
            let own = self.own_variable(node);
            return self.diagram.variable(own);
        }
        let peak = problem.traffic.peak[node].total();
        let enough = problem.levels[node].iter().position(|level| level.carries(peak));
        let Some(enough) = enough else { return Ok(FAILS) };
        let mut own = WORKS;
        for level in 0..=enough {
            let reaches = self.variable(Variable::Reaches(node, level));
            let reaches = self.diagram.variable(reaches)?;
            own = self.diagram.and(own, reaches)?;
        }
        Ok(own)
    }

    fn build(mut self) -> Result<Built, TooWide> {
        let structure = self.problem.structure;
        for part in structure.parts() {
            // Everything starts up; what cannot stay up falls, until nothing more does.
            for _ in 0..=part.len() {
                let before: Vec<Node> = part.iter().map(|&node| self.works[node]).collect();
                for &node in part {
                    self.settle(node)?;
                }
                if part.len() == 1 || part.iter().map(|&node| self.works[node]).eq(before) {
                    break;
                }
            }
        }
        let root = self.works[structure.entry];
        Ok(Built { compiled: self.diagram.compile(root), variables: self.variables })
    }

    fn settle(&mut self, node: usize) -> Result<(), TooWide> {
        let structure = self.problem.structure;
        let mut met = WORKS;
        for need in structure.needs(node) {
            let satisfied = self.need(need)?;
            met = self.diagram.and(met, satisfied)?;
        }
        let own = self.own(node)?;
        self.met[node] = met;
        self.works[node] = self.diagram.and(own, met)?;
        Ok(())
    }

    fn need(&mut self, need: Need<'_>) -> Result<Node, TooWide> {
        let mut members = need.members.to_vec();
        members.sort_unstable();
        members.dedup();
        let together = self.at_peak && need.interchangeable && members.len() > 1;
        let mut satisfied = if need.blind {
            let mut up = Vec::new();
            for &member in need.members {
                up.push(self.own(member)?);
            }
            if together { WORKS } else { self.diagram.at_least(&up, need.needs)? }
        } else if together {
            WORKS
        } else {
            let working: Vec<Node> = need.members.iter().map(|&member| self.works[member]).collect();
            self.diagram.at_least(&working, need.needs)?
        };
        if together {
            satisfied = self.carried_together(&members, need)?;
        }
        if need.blind {
            for &member in &members {
                satisfied = self.diagram.and(satisfied, self.met[member])?;
            }
        }
        Ok(satisfied)
    }

    /// Interchangeable targets carry their load together: enough copies of enough of them.
    fn carried_together(&mut self, members: &[usize], need: Need<'_>) -> Result<Node, TooWide> {
        let problem = self.problem;
        let demand: f64 = members.iter().map(|&member| problem.traffic.peak[member].total()).sum();
        let mut targets: Vec<Vec<(f64, Node)>> = Vec::new();
        for &member in members {
            let mut reached = self.met[member];
            let mut of_member = Vec::new();
            for (at, level) in problem.levels[member].iter().enumerate() {
                let variable = self.variable(Variable::Reaches(member, at));
                let reaches = self.diagram.variable(variable)?;
                reached = self.diagram.and(reached, reaches)?;
                of_member.push((level.capacity, reached));
            }
            targets.push(of_member);
        }
        if targets.iter().map(Vec::len).sum::<usize>() > MOST_LEVELS {
            return Err(TooWide);
        }
        let enough = self.enough(&targets, demand, demand, &mut HashMap::new())?;
        if need.needs <= 1 {
            return Ok(enough);
        }
        // A target with several connections is as many of the alternatives.
        let level_of = |member: &usize| members.binary_search(member).ok().and_then(|at| targets[at].first());
        let working: Vec<Node> =
            need.members.iter().map(|member| level_of(member).map_or(FAILS, |level| level.1)).collect();
        let several = self.diagram.at_least(&working, need.needs)?;
        self.diagram.and(enough, several)
    }

    /// Whether what the targets carry together is enough for what is `left` of the demand.
    fn enough(
        &mut self,
        targets: &[Vec<(f64, Node)>],
        demand: f64,
        left: f64,
        known: &mut HashMap<(usize, u64), Node>,
    ) -> Result<Node, TooWide> {
        let Some((target, others)) = targets.split_first() else {
            return Ok(FAILS);
        };
        let key = (targets.len(), left.to_bits());
        if let Some(&node) = known.get(&key) {
            return Ok(node);
        }
        let mut any = self.enough(others, demand, left, known)?;
        for &(capacity, reached) in target {
            // Rounding errors of a load that just fits are no overload.
            let rest = left - capacity;
            let fits = rest <= demand * 1e-12;
            let carried = if fits { WORKS } else { self.enough(others, demand, rest, known)? };
            let with = self.diagram.and(reached, carried)?;
            any = self.diagram.or(any, with)?;
            if fits {
                break;
            }
        }
        known.insert(key, any);
        Ok(any)
    }
}

impl Built {
    /// Probability of failure over all states of places.
    fn failure(&self, problem: &Problem<'_>, states: &[State]) -> f64 {
        let mut scratch = Vec::new();
        let mut total = 0.0;
        let mut down = vec![0.0; self.variables.len()];
        let mut distributions: HashMap<usize, Vec<f64>> = HashMap::new();
        for state in states {
            distributions.clear();
            for (number, &variable) in self.variables.iter().enumerate() {
                down[number] = match variable {
                    Variable::Up(node) => problem.down(node, &state.down, false),
                    Variable::Carries(node) => problem.down(node, &state.down, true),
                    Variable::Reaches(node, level) => {
                        let exactly = distributions.entry(node).or_insert_with(|| problem.exactly(node, &state.down));
                        let at_least: f64 = exactly[level..].iter().sum();
                        if at_least > 0.0 { exactly[level] / at_least } else { 1.0 }
                    }
                };
            }
            total += state.probability * self.compiled.failure(&down, &mut scratch);
        }
        total.clamp(0.0, 1.0)
    }
}

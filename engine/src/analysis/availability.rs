//! Share of time in which a journey's user is served: exact, shared dependencies once, pools of k of n, regions and
//! zones as shared fate. Sums failure masses, never 1 − availability, so that many nines keep their digits.
//!
//! Method: the AND/OR structure of the journey as a binary decision diagram over components; the probability that a
//! component is down follows from its copies given which regions and zones are up; all states of those are tried.

use std::collections::HashMap;

use super::capacity::{Load, Standing, per_copy, roles};
use super::diagram::{Compiled, Diagram, FAILS, Node, TooWide, WORKS};
use super::graph::Graph;
use super::pools::{Copied, copied, count_up, shard_failure, too_few};
use super::routing::Need;
use super::structure::Structure;
use super::traffic::{Rates, Traffic};
use crate::kinds::Copies;

/// States of regions and zones beyond this are not tried one by one.
const MOST_STATES: usize = 4_096;
/// Copies of interchangeable targets that are followed one by one.
const MOST_COPIES: u32 = 256;

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
    let copies: Vec<Option<Copied>> = (0..graph.nodes.len())
        .map(|node| structure.needs[node].as_ref().map(|_| copied(graph, &graph.nodes[node])))
        .collect();
    let states = states(graph, &copies)?;
    let problem = Problem { graph, traffic, loads, structure, copies: &copies };
    let structural = Builder::new(&problem, false).build()?;
    let at_peak = Builder::new(&problem, true).build()?;
    Ok(Availability {
        unavailability: structural.failure(&problem, &states),
        unavailability_at_peak: at_peak.failure(&problem, &states),
    })
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
    // What lies in something comes after it.
    let mut order: Vec<usize> = Vec::new();
    while let Some(next) = (0..matters.len()).find(|&fate| {
        let above = graph.fates[fate].within;
        matters[fate] && !order.contains(&fate) && above.is_none_or(|above| order.contains(&above))
    }) {
        order.push(next);
    }
    let mut states = vec![State { probability: 1.0, down: vec![false; graph.fates.len()] }];
    for fate in order {
        let up = graph.fates[fate].availability.value;
        let mut next = Vec::with_capacity(2 * states.len());
        for state in states {
            let falls = graph.fates[fate].within.is_some_and(|above| state.down[above]);
            let mut lost = state.down.clone();
            lost[fate] = true;
            if falls {
                next.push(State { probability: state.probability, down: lost });
                continue;
            }
            if up < 1.0 {
                next.push(State { probability: state.probability * (1.0 - up), down: lost });
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

/// What the diagram is built from.
struct Problem<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    loads: &'a [Load],
    structure: &'a Structure,
    copies: &'a [Option<Copied>],
}

/// What a variable of the diagram stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Variable {
    /// The component is up.
    Up(usize),
    /// The component is up and its copies carry the peak.
    Carries(usize),
    /// So many copies of the component are up, given that one less is.
    Copies(usize, u32),
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
        let mut seen = vec![false; structure.needs.len()];
        let mut open = vec![structure.entry];
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            self.own_variable(node);
            let needs = structure.needs[node].iter().flatten();
            let mut next: Vec<usize> = needs.flat_map(|need| need.members.iter().copied()).collect();
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

    fn build(mut self) -> Result<Built, TooWide> {
        let structure = self.problem.structure;
        let mut at = 0;
        while at < structure.order.len() {
            let node = structure.order[at];
            let cycle = structure.cycles.iter().find(|cycle| cycle.contains(&node)).cloned();
            let part = cycle.unwrap_or_else(|| vec![node]);
            // Everything starts up; what cannot stay up falls, until nothing more does.
            for _ in 0..=part.len() {
                let before: Vec<Node> = part.iter().map(|&node| self.works[node]).collect();
                for &node in &part {
                    self.settle(node)?;
                }
                if part.len() == 1 || part.iter().map(|&node| self.works[node]).eq(before) {
                    break;
                }
            }
            at += part.len();
        }
        let root = self.works[structure.entry];
        Ok(Built { compiled: self.diagram.compile(root), variables: self.variables })
    }

    fn settle(&mut self, node: usize) -> Result<(), TooWide> {
        let structure = self.problem.structure;
        let mut met = WORKS;
        for need in structure.needs[node].iter().flatten() {
            let satisfied = self.need(need)?;
            met = self.diagram.and(met, satisfied)?;
        }
        let own = self.own_variable(node);
        let own = self.diagram.variable(own)?;
        self.met[node] = met;
        self.works[node] = self.diagram.and(own, met)?;
        Ok(())
    }

    fn need(&mut self, need: &Need) -> Result<Node, TooWide> {
        let mut members = need.members.clone();
        members.sort_unstable();
        members.dedup();
        let together = self.at_peak && need.interchangeable && members.len() > 1;
        let mut satisfied = if need.blind {
            let mut up = Vec::new();
            for &member in &need.members {
                let own = self.own_variable(member);
                up.push(self.diagram.variable(own)?);
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
    fn carried_together(&mut self, members: &[usize], need: &Need) -> Result<Node, TooWide> {
        let problem = self.problem;
        let mut targets: Vec<(usize, u32, f64)> = Vec::new();
        let mut demand = 0.0;
        for &member in members {
            let node = &problem.graph.nodes[member];
            let peak = problem.traffic.peak[member];
            demand += peak.total();
            let copies = if node.is_pool() && !node.managed() { node.instances() } else { 1 };
            let whole = whole_capacity(node, peak, &problem.loads[member]);
            targets.push((member, copies, whole / f64::from(copies)));
        }
        if targets.iter().map(|(_, copies, _)| copies).sum::<u32>() > MOST_COPIES {
            return Err(TooWide);
        }
        let mut levels: Vec<Vec<Node>> = Vec::new();
        for &(member, copies, _) in &targets {
            let mut up = self.met[member];
            let mut of_member = Vec::new();
            for copy in 1..=copies {
                let variable = self.variable(Variable::Copies(member, copy));
                let one_more = self.diagram.variable(variable)?;
                up = self.diagram.and(up, one_more)?;
                of_member.push(up);
            }
            levels.push(of_member);
        }
        let enough = self.enough(&targets, &levels, 0, demand, &mut HashMap::new())?;
        if need.needs <= 1 {
            return Ok(enough);
        }
        let working: Vec<Node> = levels.iter().map(|of_member| of_member[0]).collect();
        let several = self.diagram.at_least(&working, need.needs)?;
        self.diagram.and(enough, several)
    }

    fn enough(
        &mut self,
        targets: &[(usize, u32, f64)],
        levels: &[Vec<Node>],
        at: usize,
        demand: f64,
        known: &mut HashMap<(usize, u64), Node>,
    ) -> Result<Node, TooWide> {
        let Some(&(_, _, capacity)) = targets.get(at) else {
            return Ok(FAILS);
        };
        let key = (at, demand.to_bits());
        if let Some(&node) = known.get(&key) {
            return Ok(node);
        }
        let mut any = self.enough(targets, levels, at + 1, demand, known)?;
        for (copy, &up) in levels[at].iter().enumerate() {
            // Rounding errors of a load that just fits are no overload.
            let left = demand - capacity * (copy + 1) as f64;
            let left = if left <= demand.abs() * 1e-12 { 0.0 } else { left };
            let rest = if left <= 0.0 { WORKS } else { self.enough(targets, levels, at + 1, left, known)? };
            let with = self.diagram.and(up, rest)?;
            any = self.diagram.or(any, with)?;
            if left <= 0.0 {
                break;
            }
        }
        known.insert(key, any);
        Ok(any)
    }
}

/// What a whole component can do at the mix of requests that it gets.
fn whole_capacity(node: &super::graph::Node<'_>, peak: Rates, load: &Load) -> f64 {
    match load.utilization {
        None => f64::INFINITY,
        Some(utilization) if utilization > 0.0 => peak.total() / utilization,
        Some(_) => per_copy(node).map_or(f64::INFINITY, |copy| copy.reads * f64::from(node.copies().max(1))),
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
                    Variable::Copies(node, copy) => {
                        let exactly = distributions.entry(node).or_insert_with(|| problem.exactly(node, &state.down));
                        let at_least: f64 = exactly[copy as usize - 1..].iter().sum();
                        if at_least > 0.0 { exactly[copy as usize - 1] / at_least } else { 1.0 }
                    }
                };
            }
            total += state.probability * self.compiled.failure(&down, &mut scratch);
        }
        total.clamp(0.0, 1.0)
    }
}

impl Problem<'_> {
    fn of_copy(&self, node: usize) -> f64 {
        let node = &self.graph.nodes[node];
        match node.kind.copies {
            Copies::Inside => 1.0,
            _ => node.number("availability").map_or(1.0, |figure| figure.value),
        }
    }

    /// Probability that a component is down, given which places are.
    fn down(&self, number: usize, lost: &[bool], at_peak: bool) -> f64 {
        let node = &self.graph.nodes[number];
        let available = self.of_copy(number);
        let up = |fate: &Option<usize>| if fate.is_some_and(|fate| lost[fate]) { 0.0 } else { available };
        let load = &self.loads[number];
        let full = load.utilization.unwrap_or(0.0);
        match self.copies[number].as_ref() {
            None => 0.0,
            Some(Copied::Whole) if at_peak && full > 1.0 => 1.0,
            Some(Copied::Whole) => 1.0 - available,
            Some(Copied::Pool { at, needs }) => {
                let carries = super::capacity::whole(full * f64::from(node.instances()));
                let needs = if at_peak { carries.max(u64::from(*needs)) } else { u64::from(*needs) };
                if needs > u64::from(node.instances()) {
                    return 1.0;
                }
                let copies: Vec<(f64, u32)> = at.iter().map(|(fate, copies)| (up(fate), *copies)).collect();
                too_few(&copies, needs as u32)
            }
            Some(Copied::Shards { at, auto_failover, needs }) => {
                let writes = self.structure.writes[number];
                let peak = self.traffic.peak[number];
                let carries = |primary: bool, replicas: u32| !at_peak || shard_carries(node, peak, primary, replicas);
                let mut log_up = 0.0;
                for (fates, count) in at {
                    let copies: Vec<f64> = fates.iter().map(up).collect();
                    let failure = shard_failure(&copies, *needs, writes, *auto_failover, &carries);
                    if failure >= 1.0 {
                        return 1.0;
                    }
                    log_up += f64::from(*count) * libm::log1p(-failure);
                }
                -libm::expm1(log_up)
            }
        }
    }

    /// By number of interchangeable copies up: the probability, given which places are down.
    fn exactly(&self, number: usize, lost: &[bool]) -> Vec<f64> {
        let available = self.of_copy(number);
        let Some(Copied::Pool { at, .. }) = self.copies[number].as_ref() else {
            let down = self.down(number, lost, false);
            return vec![down, 1.0 - down];
        };
        let up = |fate: &Option<usize>| if fate.is_some_and(|fate| lost[fate]) { 0.0 } else { available };
        count_up(at.iter().flat_map(|(fate, copies)| std::iter::repeat_n(up(fate), *copies as usize)))
    }
}

/// Whether one shard carries its share of the peak with these copies. A lost primary is replaced by a replica.
fn shard_carries(node: &super::graph::Node<'_>, peak: Rates, primary: bool, replicas: u32) -> bool {
    let share = peak * (1.0 / f64::from(node.shards()));
    let replicas = f64::from(replicas);
    let roles = roles(node, share, Standing { primaries: 1.0, replicas });
    let counts = |role: &&super::capacity::RoleLoad| primary || role.role != super::capacity::Role::Primary;
    roles.iter().filter(counts).all(|role| role.utilization <= 1.0 + 1e-12)
}

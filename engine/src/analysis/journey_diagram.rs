//! What a journey needs as a binary decision diagram over its components: that they are up, that they carry their peak,
//! or that neither they nor the places where they stand are lost. Knows no probabilities but those that it is given.

use std::collections::{BTreeMap, HashMap};

use super::availability::State;
use super::diagram::{Compiled, Diagram, FAILS, MOST_NODES, Node, TooWide, WORKS};
use super::diagram_order::orders;
use super::families::Families;
use super::levels::Problem;
use super::pools::Copied;
use super::steps::Need;

/// Copies of interchangeable targets that are followed one by one.
pub(super) const MOST_COPIES: u32 = 256;
/// The same for all targets together.
const MOST_LEVELS: usize = 256;

/// What a variable of the diagram stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Variable {
    /// The component is up.
    Up(usize),
    /// The component is up and its copies carry the peak.
    Carries(usize),
    /// The component has reached this one of its `Level`s, given that it has reached the one before.
    Reaches(usize, usize),
    /// The place is up, given that what it lies in is.
    Place(usize),
}

/// What is asked of components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// To be up.
    Up,
    /// To carry their peak.
    Carries,
    /// That neither all their copies are lost nor the places where these stand. Probabilities of copies depend on the
    /// places that are up, so this is for finding out what fails, not how often.
    NotLost,
}

/// What a journey needs of the components that matter to it, as one function.
///
/// # Errors
/// When the structure is too wide for an exact answer.
pub(super) fn build(problem: &Problem<'_>, asks: Asks) -> Result<Built, TooWide> {
    let (better, other) = orders(problem.structure, problem.graph.nodes.len());
    // How far a diagram grows is not seen from what is open alone, so both orders are tried within few branches first.
    for order in [&better, &other] {
        if let Ok(built) = Builder::new(problem, asks, order, FEW_NODES).build() {
            return Ok(built);
        }
    }
    Builder::new(problem, asks, &better, MOST_NODES).build()
}

struct Builder<'a> {
    problem: &'a Problem<'a>,
    asks: Asks,
    diagram: Diagram,
    variables: Vec<Variable>,
    numbers: HashMap<Variable, u32>,
    /// By node: works, and what it needs is met.
    works: Vec<Node>,
    met: Vec<Node>,
    /// By node, where losses are asked for: up with the places where it stands, once that is known.
    own: Vec<Option<Node>>,
}

/// Branches that are tried first in each order.
const FEW_NODES: usize = 8_192;

/// A function over variables.
pub(super) struct Built {
    diagram: Diagram,
    root: Node,
    pub variables: Vec<Variable>,
}

impl<'a> Builder<'a> {
    fn new(problem: &'a Problem<'a>, asks: Asks, order: &[usize], most_nodes: usize) -> Self {
        let nodes = problem.graph.nodes.len();
        let diagram = Diagram::within(most_nodes);
        let mut builder = Self {
            problem,
            asks,
            diagram,
            variables: Vec::new(),
            numbers: HashMap::new(),
            works: vec![WORKS; nodes],
            met: vec![WORKS; nodes],
            own: vec![None; nodes],
        };
        if asks == Asks::NotLost {
            // Many components stand in few places: those are asked for first.
            (0..problem.graph.fates.len()).for_each(|fate| _ = builder.variable(Variable::Place(fate)));
        }
        builder.number_variables(order);
        builder
    }

    /// Numbers variables so that what belongs together is near.
    fn number_variables(&mut self, order: &[usize]) {
        for &node in order {
            match self.problem.levels[node].len() {
                levels if self.asks == Asks::Carries && levels > 0 => {
                    for level in 0..levels {
                        self.variable(Variable::Reaches(node, level));
                    }
                }
                _ => {
                    self.own_variable(node);
                }
            }
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
        self.variable(if self.asks == Asks::Carries { Variable::Carries(node) } else { Variable::Up(node) })
    }

    /// Up, and at peak: carries what reaches it.
    fn own(&mut self, node: usize) -> Result<Node, TooWide> {
        let problem = self.problem;
        if self.asks == Asks::NotLost {
            return self.not_lost(node);
        }
        if self.asks == Asks::Up || problem.levels[node].is_empty() {
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
        Ok(Built { diagram: self.diagram, root, variables: self.variables })
    }

    /// Not lost itself, and enough of its copies stand in places that are not.
    fn not_lost(&mut self, node: usize) -> Result<Node, TooWide> {
        if let Some(known) = self.own[node] {
            return Ok(known);
        }
        let problem = self.problem;
        let mut own = match &problem.copies[node] {
            Some(Copied::Pool { at, needs }) => self.enough_stand(at, *needs)?,
            Some(Copied::Shards { at, auto_failover, needs }) => {
                let mut all = WORKS;
                for (fates, _) in at {
                    let copies: Vec<(Option<usize>, u32)> = fates.iter().map(|&fate| (fate, 1)).collect();
                    let enough = self.enough_stand(&copies, *needs)?;
                    all = self.diagram.and(all, enough)?;
                    if problem.structure.writes[node] && !auto_failover {
                        let primary = self.stands(fates[0])?;
                        all = self.diagram.and(all, primary)?;
                    }
                }
                all
            }
            _ => WORKS,
        };
        // What never fails, such as what lives inside its caller, is never lost of itself.
        if problem.down(node, &vec![false; problem.graph.fates.len()], false) > 0.0 {
            let variable = self.own_variable(node);
            let up = self.diagram.variable(variable)?;
            own = self.diagram.and(own, up)?;
        }
        self.own[node] = Some(own);
        Ok(own)
    }

    /// A place and all that it lies in is up.
    fn stands(&mut self, fate: Option<usize>) -> Result<Node, TooWide> {
        let fates = &self.problem.graph.fates;
        let mut stands = WORKS;
        // A file with places in a circle is refused; a design in memory may still have one.
        for at in std::iter::successors(fate, |&at| fates[at].within).take(fates.len()) {
            if fates[at].availability.value >= 1.0 {
                continue;
            }
            let variable = self.variable(Variable::Place(at));
            let up = self.diagram.variable(variable)?;
            stands = self.diagram.and(stands, up)?;
        }
        Ok(stands)
    }

    /// Enough of the copies stand in places that are up.
    fn enough_stand(&mut self, at: &[(Option<usize>, u32)], needs: u32) -> Result<Node, TooWide> {
        let mut by_fate: BTreeMap<Option<usize>, u32> = BTreeMap::new();
        for &(fate, count) in at {
            *by_fate.entry(fate).or_default() += count;
        }
        // By copies that are still needed: whether those of the places seen so far are enough.
        let mut rows = BTreeMap::from([(0, WORKS)]);
        for (fate, count) in by_fate {
            let stands = self.stands(fate)?;
            let mut next: BTreeMap<u32, Node> = BTreeMap::new();
            for (&so_far, &node) in &rows {
                for (reached, condition) in [((so_far + count).min(needs), stands), (so_far, WORKS)] {
                    let with = self.diagram.and(node, condition)?;
                    let before = next.get(&reached).copied().unwrap_or(FAILS);
                    next.insert(reached, self.diagram.or(before, with)?);
                }
            }
            rows = next;
        }
        Ok(rows.get(&needs).copied().unwrap_or(FAILS))
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
        let together = self.asks == Asks::Carries && need.interchangeable && members.len() > 1;
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
    pub fn failure(&self, problem: &Problem<'_>, states: &[State]) -> f64 {
        let compiled = self.compiled();
        let mut scratch = Vec::new();
        let mut down = Vec::new();
        let mut total = 0.0;
        for state in states {
            self.chances(problem, state, &mut down);
            total += state.probability * compiled.failure(&down, &mut scratch);
        }
        total.clamp(0.0, 1.0)
    }

    /// The function as a list of steps.
    pub fn compiled(&self) -> Compiled {
        self.diagram.compile(self.root)
    }

    /// The minimal sets of variables that fail it when they are down.
    pub fn minimal_cuts(&self, most: usize) -> Option<Families> {
        Families::minimal_cuts(&self.diagram, self.root, most)
    }

    /// How likely each variable is down in a state of places.
    pub fn chances(&self, problem: &Problem<'_>, state: &State, down: &mut Vec<f64>) {
        let mut distributions: HashMap<usize, Vec<f64>> = HashMap::new();
        down.clear();
        down.extend(self.variables.iter().map(|&variable| match variable {
            Variable::Up(node) => problem.down(node, &state.down, false),
            Variable::Carries(node) => problem.down(node, &state.down, true),
            Variable::Place(fate) => f64::from(u8::from(state.down[fate])),
            Variable::Reaches(node, level) => {
                let exactly = distributions.entry(node).or_insert_with(|| problem.exactly(node, &state.down));
                let at_least: f64 = exactly[level..].iter().sum();
                if at_least > 0.0 { exactly[level] / at_least } else { 1.0 }
            }
        }));
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Graph;
    use crate::analysis::availability::availability;
    use crate::analysis::capacity::loads;
    use crate::analysis::structure::structure;
    use crate::analysis::traffic::solve;
    use crate::rules::testing::design;

    const UP: f64 = 0.9;
    const LAYERS: usize = 30;

    /// Three services a layer, each of which needs its own or its neighbour's service of the next layer.
    fn mesh() -> String {
        let layers = (0..LAYERS).flat_map(|layer| (0..3).map(move |number| (layer, number)));
        let component = |(layer, number)| {
            format!(r#"{{"id": "s{layer}-{number}", "kind": "service", "settings": {{"availability": {UP}}}}}"#)
        };
        let calls = |(layer, number): (usize, usize)| {
            [number, (number + 1) % 3].map(|to| {
                let ends = format!(r#""from": "s{layer}-{number}", "to": "s{}-{to}""#, layer + 1);
                format!(r#"{{{ends}, "group": "next"}}"#)
            })
        };
        let first = (0..3).map(|number| format!(r#"{{"from": "lb", "to": "s0-{number}"}}"#));
        let inner = layers.clone().filter(|(layer, _)| layer + 1 < LAYERS);
        let connections: Vec<String> = first.chain(inner.flat_map(calls)).collect();
        format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "lb", "operation": "read"}}]}},
                "components": [{{"id": "lb", "kind": "lb-l7", "settings": {{"availability": 1}}}}, {}],
                "connections": [{}]}}"#,
            layers.map(component).collect::<Vec<_>>().join(", "),
            connections.join(", ")
        )
    }

    #[test]
    fn a_long_row_of_choices_is_counted_exactly() {
        let design = design(&mesh());
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let structure = structure(&graph, &traffic.journeys[0]);
        let found = availability(&graph, &traffic, &loads(&graph, &traffic), &structure).unwrap();
        // Layer by layer from the last: how likely it is that just these three of a layer work.
        let mut works = [0.0; 8];
        works[7] = 1.0;
        for _ in 0..LAYERS {
            let mut next = [0.0; 8];
            for (behind, likely) in works.iter().enumerate() {
                let served = |number: usize| (behind >> number | behind >> ((number + 1) % 3)) & 1 == 1;
                for up in 0..8_usize {
                    let share = (0..3).map(|number| if up >> number & 1 == 1 { UP } else { 1.0 - UP });
                    let working = (0..3).filter(|&number| up >> number & 1 == 1 && served(number));
                    next[working.fold(0, |set, number| set | 1 << number)] += likely * share.product::<f64>();
                }
            }
            works = next;
        }
        assert!((found.unavailability - works[0]).abs() < 1e-12, "{} {}", found.unavailability, works[0]);
    }
}

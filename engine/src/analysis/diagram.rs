//! Binary decision diagrams: a structure of AND, OR and k-of-n over components that fail independently, each counted
//! once however often it is needed. Knows no design.
//!
//! Method: ordered, reduced diagrams (Bryant 1986); the probability of failure by one pass over the diagram, as a
//! sum of positive terms only.

use crate::design::ids::ByKey;

/// A function of the diagram.
pub type Node = u32;

/// Always fails.
pub const FAILS: Node = 0;
/// Always works.
pub const WORKS: Node = 1;

/// More nodes than this are not built.
pub const MOST_NODES: usize = 400_000;

/// The diagram has grown beyond what it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooWide;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Branch {
    variable: u32,
    down: Node,
    up: Node,
}

/// A diagram under construction. Variables are ordered by their number.
#[derive(Debug, Default)]
pub struct Diagram {
    branches: Vec<Branch>,
    known: ByKey<Branch, Node>,
    products: ByKey<(Node, Node), Node>,
    sums: ByKey<(Node, Node), Node>,
    most_nodes: usize,
}

impl Diagram {
    /// An empty diagram of at most [`MOST_NODES`] nodes.
    #[must_use]
    pub fn new() -> Self {
        Self::within(MOST_NODES)
    }

    /// An empty diagram of at most so many nodes.
    #[must_use]
    pub fn within(most_nodes: usize) -> Self {
        let end = Branch { variable: u32::MAX, down: 0, up: 0 };
        Self { branches: vec![end, end], most_nodes, ..Self::default() }
    }

    /// Works when a variable is up.
    ///
    /// # Errors
    /// When the diagram grows too wide.
    pub fn variable(&mut self, variable: u32) -> Result<Node, TooWide> {
        self.branch(variable, FAILS, WORKS)
    }

    fn branch(&mut self, variable: u32, down: Node, up: Node) -> Result<Node, TooWide> {
        if down == up {
            return Ok(up);
        }
        let branch = Branch { variable, down, up };
        if let Some(&node) = self.known.get(&branch) {
            return Ok(node);
        }
        if self.branches.len() >= self.most_nodes {
            return Err(TooWide);
        }
        let node = self.branches.len() as Node;
        self.branches.push(branch);
        self.known.insert(branch, node);
        Ok(node)
    }

    fn split(&self, node: Node, variable: u32) -> (Node, Node) {
        let branch = self.branches[node as usize];
        if branch.variable == variable { (branch.down, branch.up) } else { (node, node) }
    }

    /// What a function asks first, and what is left of it when that is down, and when it is up; `None` where it is
    /// certain.
    #[must_use]
    pub fn first(&self, node: Node) -> Option<(u32, Node, Node)> {
        let branch = self.branches[node as usize];
        (node > WORKS).then_some((branch.variable, branch.down, branch.up))
    }

    /// Works when both work.
    ///
    /// # Errors
    /// When the diagram grows too wide.
    pub fn and(&mut self, a: Node, b: Node) -> Result<Node, TooWide> {
        match (a, b) {
            (FAILS, _) | (_, FAILS) => return Ok(FAILS),
            (WORKS, other) | (other, WORKS) => return Ok(other),
            _ if a == b => return Ok(a),
            _ => {}
        }
        let key = (a.min(b), a.max(b));
        if let Some(&node) = self.products.get(&key) {
            return Ok(node);
        }
        let variable = self.branches[a as usize].variable.min(self.branches[b as usize].variable);
        let (a_down, a_up) = self.split(a, variable);
        let (b_down, b_up) = self.split(b, variable);
        let down = self.and(a_down, b_down)?;
        let up = self.and(a_up, b_up)?;
        let node = self.branch(variable, down, up)?;
        self.products.insert(key, node);
        Ok(node)
    }

    /// Works when either works.
    ///
    /// # Errors
    /// When the diagram grows too wide.
    pub fn or(&mut self, a: Node, b: Node) -> Result<Node, TooWide> {
        match (a, b) {
            (WORKS, _) | (_, WORKS) => return Ok(WORKS),
            (FAILS, other) | (other, FAILS) => return Ok(other),
            _ if a == b => return Ok(a),
            _ => {}
        }
        let key = (a.min(b), a.max(b));
        if let Some(&node) = self.sums.get(&key) {
            return Ok(node);
        }
        let variable = self.branches[a as usize].variable.min(self.branches[b as usize].variable);
        let (a_down, a_up) = self.split(a, variable);
        let (b_down, b_up) = self.split(b, variable);
        let down = self.or(a_down, b_down)?;
        let up = self.or(a_up, b_up)?;
        let node = self.branch(variable, down, up)?;
        self.sums.insert(key, node);
        Ok(node)
    }

    /// Works when at least `needs` of the members work.
    ///
    /// # Errors
    /// When the diagram grows too wide.
    pub fn at_least(&mut self, members: &[Node], needs: usize) -> Result<Node, TooWide> {
        if needs > members.len() {
            return Ok(FAILS);
        }
        // By number of members still needed: the function over the members that were seen.
        let mut rows = vec![FAILS; needs + 1];
        rows[0] = WORKS;
        for &member in members {
            for still in (1..=needs).rev() {
                let with = self.and(member, rows[still - 1])?;
                rows[still] = self.or(rows[still], with)?;
            }
        }
        Ok(rows[needs])
    }

    /// Number of nodes that a function takes.
    #[must_use]
    pub fn size(&self, node: Node) -> usize {
        self.order(node).len()
    }

    /// Branches that a function takes, callees first.
    fn order(&self, node: Node) -> Vec<Node> {
        let mut order = Vec::new();
        let mut seen = std::collections::HashSet::from([FAILS, WORKS]);
        let mut open = vec![(node, false)];
        while let Some((node, done)) = open.pop() {
            if done {
                order.push(node);
            } else if seen.insert(node) {
                let branch = self.branches[node as usize];
                open.extend([(node, true), (branch.down, false), (branch.up, false)]);
            }
        }
        order
    }

    /// Prepares a function for many evaluations.
    #[must_use]
    pub fn compile(&self, node: Node) -> Compiled {
        let order = self.order(node);
        let place: ByKey<Node, usize> = order.iter().enumerate().map(|(at, &node)| (node, at + 2)).collect();
        let find = |node: Node| place.get(&node).copied().unwrap_or(node as usize);
        let steps = order
            .iter()
            .map(|&node| {
                let branch = self.branches[node as usize];
                (branch.variable as usize, find(branch.down), find(branch.up))
            })
            .collect();
        Compiled { steps, root: find(node) }
    }
}

/// A function as a list of steps.
#[derive(Clone, Debug)]
pub struct Compiled {
    steps: Vec<(usize, usize, usize)>,
    root: usize,
}

impl Compiled {
    /// Probability that the function fails, when variable *v* is down with probability `down[v]`.
    #[must_use]
    pub fn failure(&self, down: &[f64], scratch: &mut Vec<f64>) -> f64 {
        self.failures(down, scratch);
        scratch[self.root]
    }

    /// The same for each step.
    fn failures(&self, down: &[f64], of_step: &mut Vec<f64>) {
        of_step.clear();
        of_step.extend([1.0, 0.0]);
        for &(variable, if_down, if_up) in &self.steps {
            let q = down[variable];
            of_step.push(q * of_step[if_down] + (1.0 - q) * of_step[if_up]);
        }
    }

    /// By variable: how much more likely failure is when it is down for certain than when it is up (Birnbaum 1969), in
    /// one pass back over the steps.
    #[must_use]
    pub fn importance(&self, down: &[f64]) -> Vec<f64> {
        let mut failure = Vec::with_capacity(self.steps.len() + 2);
        self.failures(down, &mut failure);
        // How likely the way from the root leads over each step.
        let mut reached = vec![0.0; failure.len()];
        reached[self.root] = 1.0;
        let mut importance = vec![0.0; down.len()];
        for (at, &(variable, if_down, if_up)) in self.steps.iter().enumerate().rev() {
            let here = reached[at + 2];
            importance[variable] += here * (failure[if_down] - failure[if_up]);
            reached[if_down] += here * down[variable];
            reached[if_up] += here * (1.0 - down[variable]);
        }
        importance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(diagram: &Diagram, node: Node, down: &[f64]) -> f64 {
        diagram.compile(node).failure(down, &mut Vec::new())
    }

    #[test]
    fn a_shared_dependency_counts_once() {
        let mut diagram = Diagram::new();
        let shared = diagram.variable(2).unwrap();
        let left = diagram.variable(0).unwrap();
        let right = diagram.variable(1).unwrap();
        let left = diagram.and(left, shared).unwrap();
        let right = diagram.and(right, shared).unwrap();
        let either = diagram.or(left, right).unwrap();
        // 1 − 0.9 × (1 − 0.1 × 0.1) = 0.109; as if independent it would be (1 − 0.81)² = 0.0361.
        assert!((failure(&diagram, either, &[0.1, 0.1, 0.1]) - 0.109).abs() < 1e-15);
    }

    #[test]
    fn the_bridge_is_0_97848() {
        let mut diagram = Diagram::new();
        let v: Vec<Node> = (0..5).map(|at| diagram.variable(at).unwrap()).collect();
        // s–a 0, s–b 1, a–b 2 (both ways), a–t 3, b–t 4.
        let paths: [&[usize]; 4] = [&[0, 3], &[1, 4], &[0, 2, 4], &[1, 2, 3]];
        let mut any = FAILS;
        for path in paths {
            let mut all = WORKS;
            for &edge in path {
                all = diagram.and(all, v[edge]).unwrap();
            }
            any = diagram.or(any, all).unwrap();
        }
        assert!((1.0 - failure(&diagram, any, &[0.1; 5]) - 0.97848).abs() < 1e-12);
    }

    #[test]
    fn what_stands_alone_matters_more_than_what_has_a_second() {
        let mut diagram = Diagram::new();
        let v: Vec<Node> = (0..3).map(|at| diagram.variable(at).unwrap()).collect();
        let either = diagram.or(v[1], v[2]).unwrap();
        let works = diagram.and(v[0], either).unwrap();
        // q₀ + (1 − q₀) q₁ q₂: its slopes are 1 − q₁ q₂, (1 − q₀) q₂ and (1 − q₀) q₁.
        let importance = diagram.compile(works).importance(&[0.1, 0.2, 0.3]);
        for (got, want) in importance.iter().zip([0.94, 0.27, 0.18]) {
            assert!((got - want).abs() < 1e-15, "{importance:?}");
        }
    }

    #[test]
    fn two_of_three() {
        let mut diagram = Diagram::new();
        let v: Vec<Node> = (0..3).map(|at| diagram.variable(at).unwrap()).collect();
        let most = diagram.at_least(&v, 2).unwrap();
        assert!((failure(&diagram, most, &[0.01; 3]) - (3.0 * 1e-4 * 0.99 + 1e-6)).abs() < 1e-18);
        assert_eq!(diagram.at_least(&v, 4).unwrap(), FAILS);
    }
}

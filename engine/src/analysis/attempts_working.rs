//! The workings of retries: attempts for one call along each path, what they make of a component's peak, where they
//! come to rest, and how much may arrive before they can keep it overloaded.

use super::arrivals::{When, Which, arriving, arriving_of, calls_over};
use super::attempts::{Cap, JourneyAttempts, Storm, attempts, deadlines, is_felt, tried_again};
use super::capacity::Load;
use super::figures::utilization_of;
use super::graph::Graph;
use super::routing::Router;
use super::traffic::Traffic;
use super::working::Working;

/// What retries make of a design.
#[derive(Clone, Copy, Debug)]
pub struct Retrying<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// How full each component is.
    pub loads: &'a [Load],
    /// By journey of the traffic: its attempts.
    pub attempted: &'a [JourneyAttempts],
}

/// Steps up that one working follows; beyond, nobody would read it.
const MOST_STEPS: usize = 60;

impl Retrying<'_> {
    /// Timeout of the least patient caller of a component, in milliseconds; `None` where none states one.
    #[must_use]
    pub fn timeout(&self, node: usize) -> Option<Working> {
        let graph = self.graph;
        let tried = tried_again(graph, self.traffic, self.attempted, node);
        let stated = tried.filter_map(|edge| Some((graph.edges[edge].name(), graph.edges[edge].number("timeout_ms")?)));
        let stated: Vec<(String, f64)> = stated.collect();
        let least = stated.iter().map(|(_, timeout)| *timeout).reduce(f64::min)?;
        let mut working = Working::new("", least);
        let mut names = Vec::new();
        for (at, (edge, timeout)) in stated.iter().enumerate() {
            let name = format!("timeout {} over {edge}", at + 1);
            working = working.stated(name.clone(), *timeout, format!("connections[{edge}].timeout_ms"));
            names.push(name);
        }
        working.formula = if names.len() == 1 { names.concat() } else { format!("min({})", names.join(", ")) };
        Some(working)
    }

    /// Attempts for one call over all paths of a journey; `None` where that would be too long to read.
    #[must_use]
    pub fn mean(&self, at: usize, node: usize) -> Option<Working> {
        self.mean_in(at, node, &mut 0)
    }

    fn mean_in(&self, at: usize, node: usize, steps: &mut usize) -> Option<Working> {
        *steps += 1;
        if *steps > MOST_STEPS {
            return None;
        }
        let (graph, traffic) = (self.graph, self.traffic);
        let journey = &traffic.journeys[at];
        let enters = (node == journey.entry).then(|| Working::new("1", 1.0));
        let edges = self.carrying(at, node);
        if let (None, [edge]) = (&enters, &edges[..]) {
            let above = self.above(at, *edge, |from| self.mean_in(at, from, steps))?;
            return Some(product(tries(graph, *edge), above));
        }
        let (mut made, mut calls) = (Vec::new(), Vec::new());
        if let Some(entering) = enters {
            made.push(("entering".to_owned(), entering.clone()));
            calls.push(("entering".to_owned(), entering));
        }
        for edge in edges {
            let above = self.above(at, edge, |from| self.mean_in(at, from, steps))?;
            let of_each = product(tries(graph, edge), above);
            let over = calls_over(graph, traffic, at, edge, Which::Both);
            let name = format!("over {}", graph.edges[edge].name());
            calls.push((name.clone(), over.clone()));
            made.push((name, product_of("calls", over, "attempts for each", of_each)));
        }
        if made.is_empty() {
            return Some(Working::new("1", 1.0));
        }
        let (made, calls) = (Working::sum(made), Working::sum(calls));
        Some(Working::new("attempts ÷ calls", made.value / calls.value).worked("attempts", made).worked("calls", calls))
    }

    /// The same along the path that makes the most of them.
    #[must_use]
    pub fn most(&self, at: usize, node: usize) -> Option<Working> {
        let made = &self.attempted[at];
        let above = |edge: usize| if self.climbs(at, edge) { made.most[self.graph.edges[edge].from] } else { 1.0 };
        let of_edge = |edge: usize| attempts(self.graph, edge).0 * above(edge);
        let edges = self.carrying(at, node).into_iter();
        let most = edges.reduce(|most, next| if of_edge(next) > of_edge(most) { next } else { most });
        let Some(edge) = most.filter(|&edge| of_edge(edge) > 1.0) else { return Some(Working::new("1", 1.0)) };
        let above = self.above(at, edge, |from| self.most(at, from))?;
        Some(product(tries(self.graph, edge), above))
    }

    /// Edges that bring calls of a journey.
    fn carrying(&self, at: usize, node: usize) -> Vec<usize> {
        let journey = &self.traffic.journeys[at];
        self.graph.incoming[node].iter().copied().filter(|&edge| journey.calls[edge].total() > 0.0).collect()
    }

    /// Attempts of who calls over an edge, where the failure of these calls makes it fail.
    fn above(&self, at: usize, edge: usize, of: impl FnOnce(usize) -> Option<Working>) -> Option<Working> {
        if self.climbs(at, edge) { of(self.graph.edges[edge].from) } else { Some(Working::new("1", 1.0)) }
    }

    fn climbs(&self, at: usize, edge: usize) -> bool {
        let (graph, journey) = (self.graph, &self.traffic.journeys[at]);
        let router = Router::new(graph, &graph.design.workload.journeys[journey.journey]);
        let this = &graph.edges[edge];
        let place = |node: usize| graph.parts.items().iter().position(|&other| other == node);
        // In a loop, once around.
        is_felt(&router, edge, journey.calls[edge].reads > 0.0) && place(this.from) < place(this.to)
    }

    /// Attempts a second when a component answers nothing.
    #[must_use]
    pub fn worst(&self, node: usize) -> Option<Working> {
        let (graph, traffic) = (self.graph, self.traffic);
        let mut parts = Vec::new();
        for (at, journey) in traffic.journeys.iter().enumerate() {
            if journey.peak(node).total() > 0.0 {
                let calls = arriving_of(graph, traffic, node, When::Peak, Which::Both, &|other| other == at);
                let name = graph.design.workload.journeys[journey.journey].id.clone();
                parts.push((name, product_of("first attempts", calls, "attempts for each", self.mean(at, node)?)));
            }
        }
        Some(Working::sum(parts))
    }

    /// What it can do a second, at the mix that it gets.
    fn capacity(&self, storm: &Storm) -> Option<Working> {
        let first = self.first(storm.node);
        let working = Working::new("first attempts ÷ load", storm.capacity?).worked("first attempts", first);
        Some(working.worked("load", utilization_of(self.graph, self.traffic, self.loads, storm.node)?))
    }

    fn first(&self, node: usize) -> Working {
        arriving(self.graph, self.traffic, node, When::Peak, Which::Both)
    }

    /// First attempts a second from which on all retries together are as much as it can do.
    #[must_use]
    pub fn collapses_above(&self, storm: &Storm) -> Option<Working> {
        let working = Working::new("capacity × first attempts ÷ attempts at worst", storm.collapses_above()?);
        Some(
            working
                .worked("capacity", self.capacity(storm)?)
                .worked("first attempts", self.first(storm.node))
                .worked("attempts at worst", self.worst(storm.node)?),
        )
    }

    /// Attempts a second in which a cold start comes to rest.
    #[must_use]
    pub fn settles_at(&self, storm: &Storm) -> Option<Working> {
        let (rate, _) = storm.rest?;
        Some(Working::new("attempts", rate).stated("attempts", rate, "balance"))
    }

    /// Share of those that is answered in time.
    #[must_use]
    pub fn answered(&self, storm: &Storm) -> Option<Working> {
        let (_, answered) = storm.rest?;
        Some(Working::new("answered in time", answered).stated("answered in time", answered, "balance"))
    }
}

/// Attempts of one call over an edge.
fn tries(graph: &Graph<'_>, edge: usize) -> Working {
    let this = &graph.edges[edge];
    let path = |setting: &str| format!("connections[{}].{setting}", this.name());
    let (value, cap) = attempts(graph, edge);
    match cap {
        None if value <= 1.0 => Working::new("1", 1.0),
        None => {
            Working::new("1 + retries", value).stated("retries", this.number("retries").unwrap_or(0.0), path("retries"))
        }
        // Open, it lets next to nobody through.
        Some(Cap::CircuitBreaker) => Working::new("1", 1.0),
        Some(Cap::RetryBudget) => {
            let budget = this.number("retry_budget").unwrap_or(0.0);
            Working::new("1 + retry budget", value).stated("retry budget", budget, path("retry_budget"))
        }
        Some(Cap::Deadline) => {
            let working = Working::new("ceil(time left ÷ timeout)", value);
            let whole = deadlines(graph, edge).map(|(outer, left)| (graph.edges[outer].name(), left));
            let (name, left) = whole.unwrap_or_default();
            working.stated("time left", left, format!("connections[{name}].timeout_ms")).stated(
                "timeout",
                this.number("timeout_ms").unwrap_or(0.0),
                path("timeout_ms"),
            )
        }
    }
}

/// Attempts of a caller times its own.
fn product(own: Working, above: Working) -> Working {
    product_of("attempts above", above, "attempts here", own)
}

fn product_of(name: &str, one: Working, other_name: &str, other: Working) -> Working {
    if one.is_one() {
        return other;
    }
    if other.is_one() {
        return one;
    }
    let working = Working::new(format!("{name} × {other_name}"), one.value * other.value);
    working.worked(name, one).worked(other_name, other)
}

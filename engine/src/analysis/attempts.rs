//! What retries make of a design's calls when something does not answer: how often one request asks each component in
//! the worst case, and where attempts come to rest at peak. How a single queue does that is the business of `retries`.

use super::capacity::{Load, busiest};
use super::graph::{Edge, Graph};
use super::routing::Router;
use super::strain::Strain;
use super::traffic::{JourneyTraffic, Traffic};

/// What keeps the retries of a connection down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cap {
    /// It opens after some failures; then next to nobody calls. Counted as one attempt.
    CircuitBreaker,
    /// Retries are only so large a part of the calls.
    RetryBudget,
    /// The callee learns how much time is left, and later attempts do not begin.
    Deadline,
}

impl Cap {
    /// The name of the setting that says so.
    #[must_use]
    pub const fn setting(self) -> &'static str {
        match self {
            Self::CircuitBreaker => "circuit_breaker",
            Self::RetryBudget => "retry_budget",
            Self::Deadline => "deadline_propagation",
        }
    }
}

/// So many attempts are not told from more.
pub const MOST_ATTEMPTS: f64 = 128.0;

/// Whole attempts that a closed breaker leaves of one call over an edge at most, and how large a part of the first
/// attempts the further ones may be.
#[must_use]
pub fn allowed(graph: &Graph<'_>, edge: usize) -> (u32, Option<f64>) {
    let this = &graph.edges[edge];
    let tries = 1.0 + this.number("retries").unwrap_or(0.0);
    let most = deadline(graph, edge).map_or(tries, |limit| tries.min(limit));
    (libm::floor(most.clamp(1.0, MOST_ATTEMPTS)) as u32, this.number("retry_budget"))
}

/// Attempts that begin before the caller's own callers give up, where they say how much time is left.
fn deadline(graph: &Graph<'_>, edge: usize) -> Option<f64> {
    let (_, patience) = deadlines(graph, edge)?;
    Some(libm::ceil(patience / graph.edges[edge].number("timeout_ms")?))
}

/// The connection to the caller whose caller gives up first, by number, and when, in milliseconds; `None` where how much
/// time is left is not passed on.
#[must_use]
pub fn deadlines(graph: &Graph<'_>, edge: usize) -> Option<(usize, f64)> {
    let this = &graph.edges[edge];
    if this.switch("deadline_propagation") != Some(true) {
        return None;
    }
    let outer = graph.to(this.from).filter(|outer| outer.is_sync());
    let patience = outer.filter_map(|outer| Some((outer.number, outer.number("timeout_ms")?)));
    patience.reduce(|least, next| if next.1 < least.1 { next } else { least })
}

/// Attempts that are made of one call over an edge when every one fails, and what keeps them down.
#[must_use]
pub fn attempts(graph: &Graph<'_>, edge: usize) -> (f64, Option<Cap>) {
    let this = &graph.edges[edge];
    let tries = 1.0 + this.number("retries").unwrap_or(0.0);
    if tries <= 1.0 {
        return (1.0, None);
    }
    let mut least = (tries, None);
    let mut cap = |limit: f64, cap: Cap| {
        if limit < least.0 {
            least = (limit.max(1.0), Some(cap));
        }
    };
    if this.switch("circuit_breaker") == Some(true) {
        cap(1.0, Cap::CircuitBreaker);
    }
    if let Some(budget) = this.number("retry_budget") {
        cap(1.0 + budget, Cap::RetryBudget);
    }
    if let Some(limit) = deadline(graph, edge) {
        cap(limit, Cap::Deadline);
    }
    least
}

/// What one journey's retries make of its calls, by node, if that node answers nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyAttempts {
    /// Attempts for one call, along the path that makes the most of them: the product of the attempts at each level
    /// whose failure the next one feels.
    pub most: Vec<f64>,
    /// The same on the average of all paths, by how much goes over each.
    pub mean: Vec<f64>,
}

/// Follows a journey from its entry. A level that is not required, or whose breaker has a fallback, fails nobody above
/// it, so that nobody above tries again; behind a broker nobody waits. In a loop, once around.
#[must_use]
pub fn of_journey(graph: &Graph<'_>, journey: &JourneyTraffic) -> JourneyAttempts {
    let nodes = graph.nodes.len();
    let router = Router::new(graph, &graph.design.workload.journeys[journey.journey]);
    let mut found = JourneyAttempts { most: vec![1.0; nodes], mean: vec![1.0; nodes] };
    for &node in graph.parts.items() {
        let enters = if node == journey.entry { 1.0 } else { 0.0 };
        let (mut calls, mut made, mut most) = (enters, enters, 1.0_f64);
        for &edge in &graph.incoming[node] {
            let rate = journey.calls[edge];
            if rate.total() <= 0.0 {
                continue;
            }
            let from = graph.edges[edge].from;
            let (tries, _) = attempts(graph, edge);
            let (above, above_most) = if is_felt(&router, edge, rate.reads > 0.0) && from != node {
                (found.mean[from], found.most[from])
            } else {
                (1.0, 1.0)
            };
            calls += rate.total();
            made += rate.total() * tries * above;
            most = most.max(tries * above_most);
        }
        if calls > 0.0 {
            found.mean[node] = made / calls;
            found.most[node] = most;
        }
    }
    found
}

/// Whether the caller fails when the calls over an edge do, so that its own callers try again.
pub(super) fn is_felt(router: &Router<'_>, edge: usize, reads: bool) -> bool {
    let is_broker = router.graph.nodes[router.graph.edges[edge].from].kind.family.is_broker();
    !is_broker && router.required(edge, usize::from(!reads))
}

/// Connections to a component over which something is tried again when an answer is late: at that level, or above, where
/// the caller fails with it. Who only gives up makes no attempts.
pub fn tried_again<'a>(
    graph: &'a Graph<'_>,
    traffic: &'a Traffic,
    attempted: &'a [JourneyAttempts],
    node: usize,
) -> impl Iterator<Item = usize> + 'a {
    let again = move |&edge: &usize| {
        let from = graph.edges[edge].from;
        let at_this_level = attempts(graph, edge).0 > 1.0;
        traffic.journeys.iter().zip(attempted).any(|(journey, made)| {
            let router = || Router::new(graph, &graph.design.workload.journeys[journey.journey]);
            let above = || made.mean[from] > 1.0 && is_felt(&router(), edge, journey.calls[edge].reads > 0.0);
            journey.calls[edge].total() > 0.0 && (at_this_level || above())
        })
    };
    graph.incoming[node].iter().copied().filter(again)
}

/// What retries can make of the load of one component.
#[derive(Clone, Debug, PartialEq)]
pub struct Storm {
    /// Number of the component.
    pub node: usize,
    /// First attempts a second, at peak.
    pub first: f64,
    /// Attempts a second when it answers nothing: all that callers are allowed.
    pub worst: f64,
    /// What it can do a second, at the mix that it gets; `None` where nothing limits it.
    pub capacity: Option<f64>,
    /// How long the least patient of those waits that try again, in seconds; `None` where no connection says.
    pub timeout: Option<f64>,
    /// Attempts a second in which a cold start comes to rest at peak, and the share of them that is answered in time;
    /// `None` without capacity or timeout, and while the balance is not known.
    pub rest: Option<(f64, f64)>,
    /// Whether, once overloaded, retries alone keep it so: all of them together are as much as it can do.
    pub can_collapse: bool,
    /// What keeps retries to it down.
    pub caps: Vec<Cap>,
    /// Whether it turns away what finds its queue full (`queue_limit`), so that what it takes is answered soon.
    pub is_limited: bool,
}

impl Storm {
    /// First attempts a second from which on all retries together are as much as it can do; `None` where nothing limits
    /// it.
    #[must_use]
    pub fn collapses_above(&self) -> Option<f64> {
        Some(self.capacity? * self.first / self.worst)
    }

    /// Whether the first attempts fit, and those that follow from them at peak do not: also a cold start ends overloaded.
    #[must_use]
    pub fn collapses(&self) -> bool {
        let fits = |rate: f64| self.capacity.is_some_and(|capacity| rate < capacity);
        // Who turns away what is too much answers the rest.
        fits(self.first) && self.rest.is_some_and(|(rate, answered)| !fits(rate) && answered < 0.5)
    }

    /// Whether a cold start comes to rest, and retries alone would keep it overloaded once it is so.
    #[must_use]
    pub fn is_metastable(&self) -> bool {
        self.can_collapse
            && !self.is_limited
            && self.worst > self.first * (1.0 + 1e-9)
            && self.rest.is_some_and(|(rate, _)| self.capacity.is_some_and(|capacity| rate < capacity))
    }
}

/// What retries make of a design; nothing where nobody tries again.
#[derive(Clone, Debug, Default)]
pub struct Retried {
    /// By journey of the traffic.
    pub attempted: Vec<JourneyAttempts>,
    /// By component whose callers try again.
    pub storms: Vec<Storm>,
}

impl Retried {
    /// Of a design under its load.
    #[must_use]
    pub fn of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], balance: Option<&Strain>) -> Self {
        if !graph.edges.iter().any(Edge::tries_again) {
            return Self::default();
        }
        let attempted: Vec<_> = traffic.journeys.iter().map(|journey| of_journey(graph, journey)).collect();
        Self { storms: storms(graph, traffic, loads, &attempted, balance), attempted }
    }
}

/// Components whose callers try again, at their level or above: what becomes of their peak.
///
/// Where attempts come to rest is read from the balance of the whole design (`strain`): with the queues and times of all
/// that is called, each caller giving up after its own timeout, while what timed out is still worked on.
#[must_use]
pub fn storms(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    attempted: &[JourneyAttempts],
    balance: Option<&Strain>,
) -> Vec<Storm> {
    let of_node = |node: usize| {
        let journeys = traffic.journeys.iter().zip(attempted);
        let worst: f64 = journeys.map(|(journey, made)| journey.peak(node).total() * made.mean[node]).sum();
        let first = traffic.peak[node].total();
        let carrying = || graph.incoming[node].iter().copied().filter(|&edge| traffic.edge_peak[edge].total() > 0.0);
        let mut caps: Vec<Cap> = carrying().filter_map(|edge| attempts(graph, edge).1).collect();
        caps.sort_unstable();
        caps.dedup();
        let tries_again = worst > first * (1.0 + 1e-9) || !caps.is_empty();
        if !tries_again || first <= 0.0 || traffic.unbounded[node] {
            return None;
        }
        let full = busiest(&loads[node].roles).map(|role| role.utilization).filter(|full| *full > 0.0);
        let capacity = full.map(|full| first / full);
        let tried: Vec<usize> = tried_again(graph, traffic, attempted, node).collect();
        let timeouts = tried.iter().filter_map(|&edge| graph.edges[edge].number("timeout_ms"));
        let timeout = timeouts.reduce(f64::min).map(|timeout| timeout / 1_000.0);
        let rest = capacity.and(timeout).and(balance).map(|balance| {
            let (mut all, mut late) = (0.0, 0.0);
            for calls in tried.iter().map(|&edge| &balance.edges[edge]) {
                all += calls.calls * calls.attempts;
                late += calls.calls * calls.attempts * calls.late;
            }
            (balance.nodes[node].attempts.total(), if all > 0.0 { 1.0 - late / all } else { 1.0 })
        });
        let can_collapse = capacity.is_some_and(|capacity| worst >= capacity);
        let is_limited = graph.nodes[node].number("queue_limit").is_some();
        Some(Storm { node, first, worst, capacity, timeout, rest, can_collapse, caps, is_limited })
    };
    (0..graph.nodes.len()).filter_map(of_node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::aftermath::Before;
    use crate::analysis::callers::as_it_stands;
    use crate::analysis::capacity::loads;
    use crate::analysis::traffic::solve;
    use crate::analysis::weak_points::dependence;
    use crate::rules::testing::design;

    /// Four attempts over each of three connections; `CHANGE` is put into the middle one.
    const CHAIN: &str = r#"{"workload": {"journeys": [{"id": "j", "entry": "a", "operation": "read",
                "rate": {"per_second": 100}, "peak_factor": 1}]},
            "components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "service", "settings": {"latency_ms": 1}},
                {"id": "c", "kind": "service", "settings": {"latency_ms": 1}}, {"id": "d", "kind": "sql", "settings":
                {"read_capacity": 1000, "write_capacity": 1000, "latency_ms": 1}}],
            "connections": [{"from": "a", "to": "b", "retries": 3},
                {"from": "b", "to": "c", "retries": 3, "timeout_ms": 100CHANGE},
                {"from": "c", "to": "d", "retries": 3, "timeout_ms": 100}]}"#;

    fn most(change: &str) -> [f64; 3] {
        let design = design(&CHAIN.replace("CHANGE", change));
        let graph = Graph::new(&design);
        let found = of_journey(&graph, &solve(&graph).journeys[0]);
        ["b", "c", "d"].map(|id| found.most[graph.find(id).unwrap()])
    }

    #[test]
    fn attempts_multiply_down_to_who_does_not_answer() {
        // The SRE book's 64.
        assert_eq!(most(""), [4.0, 16.0, 64.0]);
    }

    #[test]
    fn who_goes_on_without_an_answer_is_not_asked_again() {
        assert_eq!(most(r#", "required": false"#), [4.0, 4.0, 16.0]);
        // An open breaker is one attempt, and its fallback an answer.
        assert_eq!(most(r#", "circuit_breaker": true"#), [4.0, 4.0, 16.0]);
        assert_eq!(most(r#", "circuit_breaker": true, "circuit_breaker_fallback": true"#), [4.0, 1.0, 4.0]);
    }

    #[test]
    fn budgets_and_deadlines_keep_retries_down() {
        assert_eq!(most(r#", "retry_budget": 0.5"#), [4.0, 6.0, 24.0]);
        let of = |text: &str| {
            let design = design(text);
            let graph = Graph::new(&design);
            let edge = graph.edges.iter().find(|edge| edge.connection.from == "b").unwrap().number;
            attempts(&graph, edge)
        };
        let told = CHAIN.replace("CHANGE", r#", "deadline_propagation": true"#);
        assert_eq!(of(&told), (4.0, None));
        // Two attempts of 100 ms begin within 150 ms.
        let limited = told.replacen(r#""retries": 3}"#, r#""retries": 3, "timeout_ms": 150}"#, 1);
        assert_eq!(of(&limited), (2.0, Some(Cap::Deadline)));
    }

    fn storm(rate: f64) -> Storm {
        let text = CHAIN.replace("CHANGE", "").replace(r#""per_second": 100"#, &format!(r#""per_second": {rate}"#));
        let design = design(&text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let attempted: Vec<_> = traffic.journeys.iter().map(|journey| of_journey(&graph, journey)).collect();
        let (loads, dependence) = (loads(&graph, &traffic), dependence(&graph, &traffic));
        let before = Before { graph: &graph, traffic: &traffic, loads: &loads, dependence: &dependence };
        let found = storms(&graph, &traffic, &loads, &attempted, as_it_stands(&before).as_ref());
        found.into_iter().find(|storm| graph.nodes[storm.node].id() == "d").unwrap()
    }

    #[test]
    fn a_tenth_of_the_capacity_can_collapse_when_attempts_are_64() {
        let found = storm(100.0);
        assert_eq!((found.first, found.worst, found.capacity), (100.0, 6_400.0, Some(1_000.0)));
        assert!(found.can_collapse);
        // 1,000 ÷ 64.
        assert_eq!(found.collapses_above(), Some(15.625));
        // A cold start stays healthy: 900 a second are spare, and e^-90 of the calls time out.
        assert_eq!(found.rest, Some((100.0, 1.0)));
        // 10 × 64 are less than it can do.
        assert!(!storm(10.0).can_collapse);
        // Over capacity each attempt is late. C, which can do 5,000, gets 16 times 1,100, and calls four times for each that it takes.
        let (rate, answered) = storm(1_100.0).rest.unwrap();
        assert!((rate - 20_000.0).abs() < 1e-6 && answered == 0.0, "{rate} {answered}");
    }
}

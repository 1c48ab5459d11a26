//! How the numbers of a scenario come about that callers make by waiting, giving up and trying again. All of them wait for
//! each other, so they are found in steps, as one balance: what stands in it is named as such, and what follows from it is
//! worked out.

use super::Evaluation;
use super::latency::times;
use super::number::Percentile;
use super::outcome::Followed;
use super::supposed::{Left, OfCall, OfStrain};
use super::write::finite;
use crate::analysis::arrivals::Which;
use crate::analysis::graph::Edge;
use crate::analysis::lost::Losses;
use crate::analysis::lost_working::Broken;
use crate::analysis::scenario::Scenario;
use crate::analysis::stations::service_time;
use crate::analysis::strain::{
    BREAKER_OPENS, BREAKER_RESET_SECONDS, BREAKER_SOURCE, BREAKER_VOLUME, BULKHEAD_PLACES, BULKHEAD_SOURCE, EdgeStrain,
    NodeStrain,
};
use crate::analysis::traffic::Rates;
use crate::analysis::working::Working;
use crate::kinds::Copies;

/// A scenario in balance.
pub(super) struct Pressure<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub left: &'a Left,
    pub scenario: &'a Scenario,
    pub followed: &'a Followed<'a>,
    /// Whether numbers without the scenario are meant.
    pub before: bool,
}

/// What the balance gives, as the outcome shows it.
pub(super) fn as_found(name: &str, value: f64, place: &str) -> Working {
    Working::new(name, value).stated(name, value, format!("outcome.{place}"))
}

impl Pressure<'_> {
    fn broken(&self) -> Broken<'_> {
        self.left.broken(self.evaluation, self.scenario)
    }

    /// The name of a field with the scenario, or before.
    fn field(&self, name: &str) -> String {
        if self.before { format!("{name}_before") } else { name.to_owned() }
    }

    fn node(&self, node: usize) -> Option<&NodeStrain> {
        Some(self.followed.strained.as_ref()?.node(node, self.before))
    }

    fn edge(&self, edge: usize) -> Option<&EdgeStrain> {
        Some(self.followed.strained.as_ref()?.edge(edge, self.before))
    }

    /// A number of a component; `None` where the outcome shows none.
    pub fn of_node(&self, number: usize, of: OfStrain) -> Option<Working> {
        let node = &self.evaluation.graph.nodes[number];
        let strain = self.node(number)?;
        let place = |field: &str| format!("components.{}.strain.{field}", node.id());
        match of {
            OfStrain::Takes => self.takes(number),
            OfStrain::Attempts => Some(as_found("attempts", strain.attempts.total(), &place(&self.field("attempts")))),
            OfStrain::Utilization if self.before => None,
            OfStrain::Utilization => {
                let role = strain.role.filter(|_| strain.utilization.is_some())?;
                self.broken().role_with(number, &role, &|which| {
                    let (name, value) = attempted(&strain.attempts, which);
                    as_found("attempts", value, &place(&format!("attempted.{name}")))
                })
            }
            OfStrain::Wanted => {
                let attempts = strain.attempts.total();
                if !strain.held.is_finite() {
                    return None;
                }
                if attempts <= 0.0 {
                    return Some(as_found(
                        "there at once",
                        strain.held,
                        &place(&format!("places.{}", self.field("wanted"))),
                    ));
                }
                let stays = strain.held * 1_000.0 / attempts;
                Some(
                    Working::new("attempts × time that each stays ÷ milliseconds a second", strain.held)
                        .stated("attempts", attempts, format!("outcome.{}", place(&self.field("attempts"))))
                        .stated("time that each stays", stays, format!("outcome.{}", place(&self.field("stays_ms"))))
                        .constant("milliseconds a second", 1_000.0),
                )
            }
            OfStrain::Stays => {
                let stays = finite(strain.held * 1_000.0 / strain.attempts.total())?;
                Some(as_found("time that each stays", stays, &place(&self.field("stays_ms"))))
            }
            OfStrain::Attempted(which) => {
                let (name, value) = attempted(&strain.attempts, which);
                Some(as_found("attempts", value, &place(&format!("attempted.{name}"))))
            }
            OfStrain::Room => {
                let figure = node.number("concurrency")?;
                let copies = self.copies(number);
                Some(
                    Working::new("concurrency × copies", figure.value * copies.value)
                        .setting("concurrency", figure, node, "concurrency")
                        .worked("copies", copies),
                )
            }
        }
    }

    /// Copies of a component that are left, replicas among them.
    fn copies(&self, number: usize) -> Working {
        let nothing = Losses::none(self.evaluation.graph);
        let broken = self.broken();
        Broken { losses: if self.before { &nothing } else { broken.losses }, ..broken }.all_copies(number)
    }

    /// How long a component takes for one request.
    fn takes(&self, number: usize) -> Option<Working> {
        let node = &self.evaluation.graph.nodes[number];
        let id = node.id();
        let figure = service_time(node);
        let own = figure.map(|figure| Working::new("time", figure.value).setting("time", figure, node, "latency_ms"));
        if self.before {
            return own;
        }
        let (times, longer) = self.scenario.slowness(self.evaluation.graph)[number];
        let Some(own) = own else {
            let from = format!("scenario.delay_ms.{id}");
            return (longer > 0.0).then(|| Working::new("longer", longer).stated("longer", longer, from));
        };
        let mut terms = vec!["time"];
        let mut working = Working { value: own.value * times + longer, ..own };
        if times != 1.0 {
            working = working.stated("times as long", times, format!("scenario.slow.{id}"));
            terms = vec!["time × times as long"];
        }
        if longer > 0.0 {
            working = working.stated("longer", longer, format!("scenario.delay_ms.{id}"));
            terms.push("longer");
        }
        Some(Working { formula: terms.join(" + "), ..working })
    }

    /// How long a journey takes; `None` where the outcome shows no figure.
    pub fn took(&self, id: &str, at: usize, of: Option<Percentile>) -> Option<Working> {
        let figures = times(self.followed.strained.as_ref()?.time(at, self.before));
        let (name, value) = match of {
            None => ("mean", figures.mean?),
            Some(Percentile::P50) => ("p50", figures.p50?),
            Some(Percentile::P95) => ("p95", figures.p95?),
            Some(Percentile::P99) => ("p99", figures.p99?),
        };
        Some(as_found(name, value, &format!("journeys.{id}.{}.{name}", self.field("latency_ms"))))
    }

    /// A number of a connection; `None` where the outcome shows none.
    pub fn of_edge(&self, number: usize, of: OfCall) -> Option<Working> {
        let graph = self.evaluation.graph;
        let edge = &graph.edges[number];
        let strain = self.edge(number)?;
        let place = |field: &str| format!("calls[{}].{field}", edge.name());
        let found = |name: &str, value: f64, field: &str| as_found(name, value, &place(&self.field(field)));
        match of {
            OfCall::Calls => Some(found("calls", strain.calls, "calls")),
            OfCall::Late => Some(found("given up", strain.late, "late")),
            OfCall::Attempts => Some(found("attempts", strain.attempts, "attempts")),
            OfCall::Held => Some(found("time under way", strain.held, "held_ms")),
            OfCall::Failure if self.before => None,
            OfCall::Failure => {
                Some(as_found("failures", strain.opened_at.unwrap_or(strain.failure), &place("failure")))
            }
            OfCall::Wanted if !strain.wanted.is_finite() => None,
            OfCall::Wanted => Some(found("places wanted", strain.wanted, "pool.wanted")),
            OfCall::Room => {
                let stated = edge.number("pool_size");
                let copies = self.copies_of_caller(edge);
                let size = stated.unwrap_or(BULKHEAD_PLACES);
                let from = format!("connections[{}].pool_size", edge.name());
                Some(
                    Working::new("pool size × copies", size * copies.value)
                        .stated_or("pool size", stated, from, BULKHEAD_PLACES, BULKHEAD_SOURCE)
                        .worked("copies", copies),
                )
            }
            OfCall::Probes => {
                let probes = strain.half_open?.probes;
                let working = Working::new("copies ÷ seconds until one is let through", probes);
                Some(with_reset(working, edge).worked("copies", self.copies_of_caller(edge)))
            }
            OfCall::ProbeFailure => {
                Some(as_found("failures of those let through", strain.half_open?.failure?, &place("probe_failure")))
            }
            OfCall::OpenShare => self.open_share(edge, strain),
        }
    }

    fn open_share(&self, edge: &Edge<'_>, strain: &EdgeStrain) -> Option<Working> {
        let open = strain.half_open?;
        let (failure, share) = (open.failure?, open.open_share?);
        let place = |field: &str| format!("outcome.calls[{}].{field}", edge.name());
        if failure >= BREAKER_OPENS {
            return Some(
                Working::new("fits(opens from ÷ failures of those let through)", 1.0)
                    .default("opens from", BREAKER_OPENS, BREAKER_SOURCE)
                    .stated("failures of those let through", failure, place("probe_failure")),
            );
        }
        let copies = self.copies_of_caller(edge);
        let mut opens = Working::new("", 0.0)
            .default("calls to be seen", BREAKER_VOLUME, BREAKER_SOURCE)
            .worked("copies", copies.clone())
            .stated("calls", strain.calls, place("calls"));
        opens.formula = "calls to be seen × copies ÷ calls".to_owned();
        opens.value = BREAKER_VOLUME * copies.value / strain.calls;
        if let Some(timeout) = edge.number("timeout_ms") {
            opens.formula.push_str(" + timeout ÷ milliseconds a second");
            opens.value += timeout / 1_000.0;
            opens = opens
                .stated("timeout", timeout, format!("connections[{}].timeout_ms", edge.name()))
                .constant("milliseconds a second", 1_000.0);
        }
        let formula = "seconds until one is let through ÷ (seconds until one is let through + until it opens again)";
        Some(with_reset(Working::new(formula, share), edge).worked("until it opens again", opens))
    }

    /// Copies of the caller that are left; what lives inside another counts once.
    fn copies_of_caller(&self, edge: &Edge<'_>) -> Working {
        let node = &self.evaluation.graph.nodes[edge.from];
        if node.kind.copies == Copies::Inside {
            return Working::new("there once", 1.0).stated("there once", 1.0, format!("components[{}]", node.id()));
        }
        self.copies(edge.from)
    }
}

/// Attempts by their name in the outcome.
fn attempted(attempts: &Rates, which: Which) -> (&'static str, f64) {
    match which {
        Which::Reads => ("reads", attempts.reads),
        Which::Writes => ("writes", attempts.writes),
        Which::Both => ("total", attempts.total()),
    }
}

/// Adds how long a breaker stays open.
fn with_reset(working: Working, edge: &Edge<'_>) -> Working {
    let from = format!("connections[{}].circuit_breaker_reset_seconds", edge.name());
    let stated = edge.number("circuit_breaker_reset_seconds");
    working.stated_or("seconds until one is let through", stated, from, BREAKER_RESET_SECONDS, BREAKER_SOURCE)
}

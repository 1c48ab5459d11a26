//! More calls are under way at peak than the pool has places.

use crate::analysis::journey_time::JourneyTime;
use crate::analysis::stations::service_time;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// More calls are under way at peak than the pool has places.
    ///
    /// ## Why it matters
    /// Calls under way are calls a second times seconds a call (Little's law). When the pool has fewer places, calls
    /// wait for one, and the wait grows as long as the peak lasts.
    ///
    /// ## What to do
    /// Give the pool at least rate times latency places, and some to spare for slow moments.
    ///
    /// ## When it is fine
    /// When calls above the pool are to be refused.
    id: "res-pool-too-small",
    title: "Pool too small",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Extension,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} has {measured} calls to {other} under way at peak, in each copy, and a pool of {limit}.",
    fix: "Use a pool of at least {measured}, and some to spare.",
    check: check,
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        let Some(pool) = context.edge(edge).number("pool_size") else { continue };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let Some(under_way) = under_way(context, edge) else {
            verdict.needs("latencies of components");
            continue;
        };
        let busy = under_way / f64::from(context.caller(edge).copies().max(1));
        if busy > pool {
            verdict
                .find(context, &[context.edge(edge).from])
                .on(&[edge])
                .measured(busy, pool, "calls")
                .with("measured", Value::Count(libm::ceil(busy)))
                .with("limit", Value::Count(pool))
                .with("other", Value::name(context.callee(edge).component.label()));
        }
    }
}

/// Calls over a connection that are under way at peak: what each journey sends there, times how long one takes until
/// its answer. While that is not known, or where it is unbounded, the callee's own time and that of the way count.
fn under_way(context: &Context<'_>, edge: usize) -> Option<f64> {
    let inside = service_time(&context.callee(edge)).map(|figure| figure.value);
    let between = context.edge(edge).number("latency_ms");
    let least =
        if inside.is_none() && between.is_none() { None } else { Some(inside.unwrap_or(0.0) + between.unwrap_or(0.0)) };
    let mut busy = 0.0;
    for (journey, time) in context.traffic.journeys.iter().zip(context.times) {
        let rate = journey.calls[edge].total() * journey.rate * journey.peak_factor;
        let known = match time {
            Some(JourneyTime::Known(known)) => known.calls.get(&edge).copied(),
            _ => None,
        };
        busy += rate * known.filter(|_| least.is_some()).or(least)? / 1_000.0;
    }
    Some(busy)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_calls_outnumber_places() {
        check(
            "res-pool-too-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 100}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"latency_ms": 50}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "pool_size": 10}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_there_is_a_place_for_each() {
        check(
            "res-pool-too-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 100}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"latency_ms": 50}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "pool_size": 20}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_latencies_are_open() {
        check_not_checked(
            "res-pool-too-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 100}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "tasks", "kind": "scheduler"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "tasks", "pool_size": 20}]}"#,
        );
    }
}

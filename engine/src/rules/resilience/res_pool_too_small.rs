//! More calls are under way at peak than the pool has places.

use crate::analysis::journey_time::time_of_call;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

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
    check: check;
    mend: mend;
    in ru: r"
        Pool too small ⇒ Пул слишком мал
        {component} has {measured} calls to {other} under way at peak, in each copy, and a pool of {limit}. ⇒ У «{component}» в пик в каждом экземпляре идёт {measured} {measured:вызов|вызова|вызовов} к «{other}», а пул — {limit}.
        Use a pool of at least {measured}, and some to spare. ⇒ Возьмите пул не меньше {measured}, с запасом.
    ",
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
        // Where a call is given up, its place is free; where it is tried again, it takes another one.
        let is_patient = context.edge(edge).number("timeout_ms").is_none();
        let in_pool = context.balance.map(|balance| balance.edges[edge].wanted).filter(|wanted| wanted.is_finite());
        let (part, under_way) = match in_pool.filter(|_| !is_patient) {
            Some(wanted) => (Part::InPool(0), wanted),
            None => (Part::UnderWay(0), under_way),
        };
        let busy = under_way / f64::from(context.caller(edge).copies().max(1));
        if busy > pool {
            let (of_patient, of_others) = (
                &[("calls under way", Part::UnderWay(0)), ("copies", Part::Copies(0))],
                &[("calls under way", Part::InPool(0)), ("copies", Part::Copies(0))],
            );
            verdict
                .find(context, &[context.edge(edge).from])
                .on(&[edge])
                .measured(busy, pool, "calls")
                .by("calls under way ÷ copies", if part == Part::UnderWay(0) { of_patient } else { of_others })
                .limit(Part::Edge(0, "pool_size"))
                .with("measured", Value::Count(libm::ceil(busy)))
                .with("limit", Value::Count(pool))
                .with("other", Value::name(context.callee(edge).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "pool_size", libm::ceil(finding.measured?), None).done()
}

/// Calls over a connection that are under way at peak: what each journey sends there, times how long one takes until
/// its answer.
fn under_way(context: &Context<'_>, edge: usize) -> Option<f64> {
    let mut busy = 0.0;
    for (journey, time) in context.traffic.journeys.iter().zip(context.times) {
        let rate = journey.calls[edge].total() * journey.rate * journey.peak_factor;
        busy += rate * time_of_call(context.graph, time.as_ref(), edge)?.milliseconds / 1_000.0;
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

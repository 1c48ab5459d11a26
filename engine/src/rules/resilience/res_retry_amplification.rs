//! Calls are tried again at two levels of one path.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Calls are tried again at two levels of one path.
    ///
    /// ## Why it matters
    /// Attempts multiply: five tries above five tries are twenty-five calls to a service that is already ill.
    ///
    /// ## What to do
    /// Try again in one place, mostly the outermost that knows what the user wants, with a budget.
    ///
    /// ## When it is fine
    /// When the inner retry only covers the opening of a connection.
    id: "res-retry-amplification",
    title: "Retries at two levels",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} gets up to {attempts} calls for one request, because {caller} and {other} both try again.",
    fix: "Try again at one level only.",
    check: check;
    in ru: r"
        Retries at two levels ⇒ Повторы на двух уровнях
        {component} gets up to {attempts} calls for one request, because {caller} and {other} both try again. ⇒ {component} на один запрос получает до {attempts} {attempts:вызова|вызовов|вызовов}, потому что повторяют и {caller}, и {other}.
        Try again at one level only. ⇒ Повторяйте только на одном уровне.
    ",
}

/// Whether a call is tried again.
fn tries_again(context: &Context<'_>, edge: usize) -> bool {
    context.edge(edge).number("retries").is_some_and(|retries| retries > 0.0)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let attempts = |edge: usize| 1.0 + context.edge(edge).number("retries").unwrap_or(0.0);
    let sync = |edge: &Edge<'_>| edge.is_sync();
    for inner in (0..context.graph.edges.len()).filter(|&edge| tries_again(context, edge) && sync(context.edge(edge))) {
        let above = context.graph.reach_back(context.edge(inner).from, sync);
        let mut outer: Vec<usize> = (0..context.graph.edges.len())
            .filter(|&edge| edge != inner && above.contains(&context.edge(edge).to))
            .filter(|&edge| tries_again(context, edge) && sync(context.edge(edge)))
            .collect();
        outer.sort_by(|a, b| attempts(*b).total_cmp(&attempts(*a)));
        let Some(&worst) = outer.first() else { continue };
        let product = attempts(inner) * attempts(worst);
        verdict
            .find(context, &[context.edge(inner).to])
            .on(&[worst, inner])
            .measured(product, attempts(inner), "calls")
            .by(
                "(1 + retries above) × (1 + retries)",
                &[("retries above", Part::Edge(0, "retries")), ("retries", Part::Edge(1, "retries"))],
            )
            .limit_by("1 + retries", &[("retries", Part::Edge(1, "retries"))])
            .with("attempts", Value::Count(product))
            .with("caller", Value::name(context.caller(worst).component.label()))
            .with("other", Value::name(context.caller(inner).component.label()));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_two_levels_try_again() {
        check(
            "res-retry-amplification",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "retries": 4},
                    {"from": "a", "to": "b", "retries": 4}]}"#,
            &["b"],
        );
    }

    #[test]
    fn silent_when_one_level_does() {
        check(
            "res-retry-amplification",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 4}]}"#,
            &[],
        );
    }
}

//! Calls are tried again at two levels of one path.

use crate::analysis::Edge;
use crate::analysis::attempts::attempts;
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
    /// When the inner retry only covers the opening of a connection. Where breakers stop the calls nothing is said.
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

/// Whether a call is tried again, and nothing keeps its attempts down.
fn tries_again(context: &Context<'_>, edge: usize) -> bool {
    let (tries, cap) = attempts(context.graph, edge);
    tries > 1.0 && cap.is_none()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let sync = |edge: &Edge<'_>| edge.is_sync();
    let tries = |edge: usize| attempts(context.graph, edge).0;
    for inner in (0..context.graph.edges.len()).filter(|&edge| tries_again(context, edge) && sync(context.edge(edge))) {
        let to = context.edge(inner).to;
        // The journey on whose way most attempts are made: no request takes two ways at once.
        let journeys = context.traffic.journeys.iter().zip(&context.retried().attempted).enumerate();
        let made = journeys.filter(|(_, (journey, _))| journey.calls[inner].total() > 0.0);
        let most = made.map(|(at, (_, made))| (at, made.most[to]));
        let Some((at, product)) = most.reduce(|most, next| if next.1 > most.1 { next } else { most }) else { continue };
        if product < tries(inner) * 2.0 {
            continue;
        }
        let above = context.graph.reach_back(context.edge(inner).from, sync);
        let carries = |edge: usize| context.traffic.journeys[at].calls[edge].total() > 0.0;
        let outer = (0..context.graph.edges.len())
            .filter(|&edge| edge != inner && above.contains(&context.edge(edge).to) && carries(edge))
            .filter(|&edge| tries_again(context, edge) && sync(context.edge(edge)));
        let Some(worst) = outer.reduce(|most, next| if tries(next) > tries(most) { next } else { most }) else {
            continue;
        };
        verdict
            .find(context, &[to])
            .on(&[worst, inner])
            .of_journeys([context.traffic.journeys[at].journey])
            .measured(product, tries(inner), "calls")
            .of(Part::MostAttempts(0))
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

    #[test]
    fn silent_where_no_request_takes_both_or_a_budget_keeps_them_down() {
        let of = |way: &str, of_b: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "one", "entry": "c", "operation": "read"}},
                        {{"id": "two", "entry": "d", "operation": "read"}}]}},
                    "components": [{{"id": "c", "kind": "client-web"}}, {{"id": "d", "kind": "client-web"}},
                        {{"id": "a", "kind": "service"}}, {{"id": "b", "kind": "service"}}],
                    "connections": [{{"from": "c", "to": "a", "retries": 3 {way}}}, {{"from": "d", "to": "a"}},
                        {{"from": "a", "to": "b", {of_b}}}]}}"#
            )
        };
        check("res-retry-amplification", &of("", r#""retries": 3, "journeys": ["two"]"#), &[]);
        check("res-retry-amplification", &of(r#", "retry_budget": 0.1"#, r#""retries": 3"#), &[]);
        check("res-retry-amplification", &of("", r#""retries": 3"#), &["b"]);
    }
}

//! While a breaker is open there is no other answer.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// While a breaker is open there is no other answer.
    ///
    /// ## Why it matters
    /// A breaker that fails fast still fails. Users see an error for as long as it is open, where a stale value, a
    /// default or a smaller page would have done.
    ///
    /// ## What to do
    /// Answer from a cache, with a default, with less, or from another service.
    ///
    /// ## When it is fine
    /// When a wrong answer is worse than none.
    id: "res-breaker-no-fallback",
    title: "Breaker without fallback",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker, § Theory 8. API Gateway"),
    replaces: &[],
    message: "{component} has a breaker towards {other} and no other answer while it is open.",
    fix: "Give a cached value, a default or a reduced answer.",
    check: check;
    mend: mend;
    in ru: r"
        Breaker without fallback ⇒ Выключатель без запасного варианта
        {component} has a breaker towards {other} and no other answer while it is open. ⇒ У «{component}» есть выключатель к «{other}», но нет другого ответа, пока он разомкнут.
        Give a cached value, a default or a reduced answer. ⇒ Отдавайте значение из кэша, значение по умолчанию или сокращённый ответ.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        if context.edge(edge).switch("circuit_breaker") != Some(true) {
            continue;
        }
        match context.edge(edge).switch("circuit_breaker_fallback") {
            None => verdict.needs("what callers answer while a breaker is open"),
            Some(true) => {}
            Some(false) => {
                let other = Value::name(context.callee(edge).component.label());
                verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("other", other);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "circuit_breaker_fallback", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_there_is_none() {
        check(
            "res-breaker-no-fallback",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker": true, "circuit_breaker_fallback": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_there_is_one() {
        check(
            "res-breaker-no-fallback",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker": true, "circuit_breaker_fallback": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-breaker-no-fallback",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true}]}"#,
        );
    }
}

//! Breakers open and close, and nothing measures it.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Breakers open and close, and nothing measures it.
    ///
    /// ## Why it matters
    /// A breaker turns an outage into a worse answer, which is its purpose, and which nobody notices. Users get
    /// yesterday’s prices for a week because the fallback works so well.
    ///
    /// ## What to do
    /// Measure the state of each breaker and how often the fallback answers, and alert when one opens.
    ///
    /// ## When it is fine
    /// When the callee is watched closely anyway.
    id: "res-breaker-unmonitored",
    title: "Breaker that nobody watches",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker"),
    replaces: &[],
    message: "{component} has breakers, and nothing measures when they open.",
    fix: "Measure the state of breakers and alert when one opens.",
    check: check;
    mend: mend;
    in ru: r"
        Breaker that nobody watches ⇒ За выключателем никто не следит
        {component} has breakers, and nothing measures when they open. ⇒ У «{component}» есть выключатели, и никто не измеряет, когда они размыкаются.
        Measure the state of breakers and alert when one opens. ⇒ Измеряйте состояние выключателей и оповещайте, когда какой-то разомкнулся.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let breaks = |edge: &usize| context.edge(*edge).switch("circuit_breaker") == Some(true);
    let edges: Vec<usize> = (0..context.graph.edges.len()).filter(breaks).collect();
    let Some(&first) = edges.first() else { return };
    match context.measures(&["circuit-breakers"]) {
        None => verdict.needs("what metrics measure"),
        Some(true) => {}
        Some(false) => {
            verdict.find(context, &[context.edge(first).from]).on(&edges);
        }
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).measure(&["circuit-breakers"]).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_breakers_are_not_measured() {
        check(
            "res-breaker-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true},
                    {"from": "a", "to": "m", "mode": "async"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_they_are() {
        check(
            "res-breaker-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["circuit-breakers"]}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true},
                    {"from": "a", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_breakers() {
        check(
            "res-breaker-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "a", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_is_measured() {
        check_not_checked(
            "res-breaker-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true}]}"#,
        );
    }
}

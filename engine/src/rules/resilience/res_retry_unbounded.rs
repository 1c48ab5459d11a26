//! A caller tries again until it succeeds.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A caller tries again until it succeeds.
    ///
    /// ## Why it matters
    /// While the callee is down, calls that never give up pile up in front of it: each second adds those of that second
    /// to all before. When it comes back it meets the calls of an hour at once and falls over again. The documented
    /// limit is 5 attempts.
    ///
    /// ## What to do
    /// Give up after a few attempts, then fail, answer from a fallback, or put the work aside.
    ///
    /// ## When it is fine
    /// For a job that runs alone and waits between attempts.
    id: "res-retry-unbounded",
    title: "Retries without end",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} tries {other} again without end.",
    fix: "Give up after a few attempts; 5 are documented.",
    check: check;
    mend: mend;
    in ru: r"
        Retries without end ⇒ Повторы без конца
        {component} tries {other} again without end. ⇒ {component} повторяет вызовы к «{other}» без конца.
        Give up after a few attempts; 5 are documented. ⇒ Сдавайтесь после нескольких попыток; в документах — 5.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let waits = edge.text("retry_backoff").is_some() || edge.switch("retry_jitter").is_some();
        match edge.switch("retry_without_end") {
            Some(true) => {
                let other = Value::name(context.callee(number).component.label());
                verdict.find(context, &[edge.from]).on(&[number]).with("other", other);
            }
            // It does try again, and does not say how often.
            None if waits && edge.number("retries").is_none() => verdict.needs("how often calls are tried again"),
            _ => {}
        }
    }
}

/// Further attempts at most, as documented.
const MOST_RETRIES: f64 = 5.0;

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph)
        .set_on_all(&finding.edges, "retry_without_end", false, None)
        .set_on_all(&finding.edges, "retries", MOST_RETRIES, Some(RULE.source))
        .done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_never_gives_up() {
        check(
            "res-retry-unbounded",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retry_without_end": true}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_a_limit() {
        check(
            "res-retry-unbounded",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 4}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_when_only_the_waits_are_stated() {
        check_not_checked(
            "res-retry-unbounded",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retry_backoff": "exponential"}]}"#,
        );
    }
}

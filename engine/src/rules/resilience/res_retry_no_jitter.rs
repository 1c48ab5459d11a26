//! All callers try again at the same moment.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// All callers try again at the same moment.
    ///
    /// ## Why it matters
    /// A thousand clients that failed together wait together and come back together. Half a second of chance in each
    /// wait turns the spike into a slope.
    ///
    /// ## What to do
    /// Add a random part to each wait, such as 0 to 500 ms.
    ///
    /// ## When it is fine
    /// When there is one caller.
    id: "res-retry-no-jitter",
    title: "Retries without jitter",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} tries {other} again at fixed times. Callers that failed together come back together.",
    fix: "Add a random part to each wait.",
    check: check;
    mend: mend;
    in ru: r"
        Retries without jitter ⇒ Повторы без случайного разброса
        {component} tries {other} again at fixed times. Callers that failed together come back together. ⇒ {component} повторяет вызовы к «{other}» через одинаковое время. Кто отказал вместе, тот вместе и вернётся.
        Add a random part to each wait. ⇒ Добавьте к каждой паузе случайную часть.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).tries_again()) {
        match context.edge(edge).switch("retry_jitter") {
            None => verdict.needs("whether retries are spread at random"),
            Some(true) => {}
            Some(false) => {
                let other = Value::name(context.callee(edge).component.label());
                let finding = verdict.find(context, &[context.edge(edge).from]);
                finding.on(&[edge]).with("other", other).connection = Some(edge);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "retry_jitter", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn silent_where_waits_do_not_grow_and_fires_beside_it() {
        let design = |backoff: &str| {
            r#"{"components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "c", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "a", "to": "b", "retries": 2, "retry_backoff": "fixed", "retry_jitter": false},
                    {"from": "a", "to": "c", "retries": 2, "retry_backoff": "BACKOFF", "retry_jitter": false}]}"#
                .replace("BACKOFF", backoff)
        };
        check("res-retry-no-jitter", &design("exponential"), &["a"]);
        check("res-retry-no-jitter", &design("fixed"), &[]);
    }

    #[test]
    fn fires_when_all_wait_equally_long() {
        check(
            "res-retry-no-jitter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "retry_jitter": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_chance_spreads_them() {
        check(
            "res-retry-no-jitter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "retry_jitter": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-retry-no-jitter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 3}]}"#,
        );
    }
}

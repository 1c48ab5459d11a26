//! Somebody else's outage becomes one's own.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::calls::unbroken;
use crate::rules::fix_settings::{BREAKER, CALL_TIMEOUT_MS};
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Somebody else's outage becomes one's own.
    ///
    /// ## Why it matters
    /// Nobody here can repair an external service, and it tells nobody before it slows down. Without a breaker its bad
    /// day stalls every request that touches it. The documents give such calls three seconds, and open the breaker at
    /// half of the requests failing, for 30 seconds.
    ///
    /// ## What to do
    /// Add a timeout, a breaker and another answer for the time it is open.
    ///
    /// ## When it is fine
    /// When the call is made by a worker that may wait.
    id: "res-external-no-breaker",
    title: "External call without breaker",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 12 Security & Reliability; interview-answers § Theory 9. Circuit Breaker; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &["res-no-circuit-breaker", "res-retry-without-breaker"],
    message: "{component} calls {others} from outside without a circuit breaker. Their outage stalls the system.",
    fix: "Add a circuit breaker with a timeout and a fallback.",
    check: check;
    mend: mend;
    in ru: r"
        External call without breaker ⇒ Внешний вызов без выключателя
        {component} calls {others} from outside without a circuit breaker. Their outage stalls the system. ⇒ {component} вызывает внешние {others} без автоматического выключателя. Их отказ остановит систему.
        Add a circuit breaker with a timeout and a fallback. ⇒ Добавьте автоматический выключатель с тайм-аутом и запасным вариантом.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        // A worker that no user waits for may wait itself.
        let may_wait = context.node(number).kind.family == Family::Worker
            && context.is_reached(number)
            && !context.is_waited_for(number);
        let calls = unbroken(context, number, Family::External, |_| !may_wait);
        if calls.is_open {
            verdict.needs("circuit breakers of connections");
        }
        if !calls.edges.is_empty() {
            let names: Vec<&str> = calls.callees.iter().map(|&node| context.node(node).component.label()).collect();
            verdict.find(context, &[number]).on(&calls.edges).with("others", Value::names(&names));
        }
    }
}

/// A breaker counts calls that fail: one that nobody breaks off does not.
fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let endless = finding.edges.iter().filter(|&&edge| context.edge(edge).number("timeout_ms").is_none());
    let endless: Vec<usize> = endless.copied().collect();
    let fix = Fix::of(context.graph).break_circuits(&finding.edges);
    fix.set_on_all(&endless, "timeout_ms", CALL_TIMEOUT_MS, Some(BREAKER)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_call_has_none() {
        check(
            "res-external-no-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn a_proxy_on_the_way_out_hides_nothing() {
        let design = |breaker: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "proxy", "kind": "forward-proxy"}, {"id": "bank", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "proxy", "circuit_breaker": BREAKER}, {"from": "proxy", "to": "bank"}]}"#
                .replace("BREAKER", breaker)
        };
        check("res-external-no-breaker", &design("false"), &["a"]);
        check("res-external-no-breaker", &design("true"), &[]);
    }

    #[test]
    fn silent_when_it_has_one() {
        check(
            "res-external-no-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-external-no-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }

    #[test]
    fn silent_for_a_worker_that_nobody_waits_for() {
        let text = |kind: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
                "components": [{{"id": "api", "kind": "server"}}, {{"id": "q", "kind": "queue"}}, {{"id": "w", "kind": "{kind}"}},
                    {{"id": "ext", "kind": "external-api"}}],
                "connections": [{{"from": "api", "to": "q", "mode": "async"}}, {{"from": "q", "to": "w", "mode": "async"}},
                    {{"from": "w", "to": "ext", "circuit_breaker": false}}]}}"#
            )
        };
        check("res-external-no-breaker", &text("worker"), &[]);
        check("res-external-no-breaker", &text("service"), &["w"]);
    }
}

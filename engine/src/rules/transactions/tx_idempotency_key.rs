//! An order that is sent twice is two orders.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::design::{Operation, Setting};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};
use std::collections::BTreeMap;

rule! {
    /// An order that is sent twice is two orders.
    ///
    /// ## Why it matters
    /// Users press twice, phones repeat requests after a tunnel, balancers after a timeout. Without a key from the
    /// client the second one is a new order, or a second charge.
    ///
    /// ## What to do
    /// Let the client send a key with each order, keep it under a unique index and answer a known key with the first
    /// result.
    ///
    /// ## When it is fine
    /// When the same order twice is meant.
    id: "tx-idempotency-key",
    title: "Orders without an idempotency key",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} takes {journeys} without a key. A repeated request charges twice.",
    fix: "Send a key with each request and keep it under a unique index.",
    check: check;
    mend: mend;
    in ru: r"
        Orders without an idempotency key ⇒ Заказы без ключа идемпотентности
        {component} takes {journeys} without a key. A repeated request charges twice. ⇒ {component} принимает {journeys} без ключа. Повторный запрос спишет дважды.
        Send a key with each request and keep it under a unique index. ⇒ Отправляйте ключ с каждым запросом и храните его под уникальным индексом.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let writing = |journey: &&Carried| context.workload().journeys[journey.journey].operation == Operation::Write;
    if !context.carried.iter().any(|journey| writing(&journey)) {
        return;
    }
    match context.wish("domain").and_then(Setting::text) {
        None => return verdict.needs("what the system is about"),
        Some("payments" | "banking" | "booking" | "commerce") => {}
        Some(_) => return,
    }
    let mut twice: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for journey in context.carried.iter().filter(writing) {
        let first: Vec<usize> =
            context.edges_from(journey.entry).iter().copied().filter(|&edge| journey.uses(edge)).collect();
        if context.node(journey.entry).kind.family != Family::Client || first.is_empty() {
            continue;
        }
        let keys: Vec<Option<bool>> = first.iter().map(|&edge| context.edge(edge).switch("idempotency_key")).collect();
        if keys.contains(&Some(false)) {
            let target = context.edge(first[0]).to;
            twice.entry(target).or_default().push(context.workload().journeys[journey.journey].label());
        } else if keys.contains(&None) {
            verdict.needs("whether repeated calls have the effect of one");
        }
    }
    for (target, journeys) in twice {
        verdict.find(context, &[target]).with("journeys", Value::journeys(&journeys));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let from_users = |edge: &usize| context.caller(*edge).kind.family == Family::Client;
    let edges: Vec<usize> = context.edges_to(finding.first()?).iter().copied().filter(from_users).collect();
    Fix::of(context.graph).set_on_all(&edges, "idempotency_key", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_payments_have_no_key() {
        check(
            "tx-idempotency-key",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api", "idempotency_key": false},
                    {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_have() {
        check(
            "tx-idempotency-key",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api", "idempotency_key": true},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_posts() {
        check(
            "tx-idempotency-key",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "social"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api", "idempotency_key": false},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "tx-idempotency-key",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Money or stock is kept in a store whose copies may disagree.

use crate::analysis::Node;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Money or stock is kept in a store whose copies may disagree.
    ///
    /// ## Why it matters
    /// Two copies that do not yet know of each other both sell the last seat, both pay out the last hundred dollars.
    /// What the store later merges has already happened outside.
    ///
    /// ## What to do
    /// Keep balances, payments, stock and bookings in a store with transactions and strong reads.
    ///
    /// ## When it is fine
    /// For the history of what happened, which is only ever added to, for measurements and for sessions: say so by what
    /// the store keeps.
    id: "db-eventual-for-money",
    title: "Eventual consistency for money",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; mental-models § 2. The CAP Triangle, § Quick Reference Card"),
    replaces: &["cons-domain-default", "cons-strong-on-ap", "repl-quorum"],
    message: "{component} lets copies disagree, and the design is about {domain}. The same thing can be sold or paid twice.",
    fix: "Use a store with transactions and strong reads.",
    check: check;
    in ru: r"
        Eventual consistency for money ⇒ Согласованность в конечном счёте для денег
        {component} lets copies disagree, and the design is about {domain}. The same thing can be sold or paid twice. ⇒ {component} допускает расхождение копий, а схема про «{domain}». Одно и то же можно продать или оплатить дважды.
        Use a store with transactions and strong reads. ⇒ Возьмите хранилище с транзакциями и строгими чтениями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let weak = |node: &Node<'_>| {
        let level = node.text("consistency_level");
        let eventual = level == Some("eventual") || node.text("cap") == Some("AP") && level != Some("linearizable");
        // What is only added to, measured or forgotten is not given away twice.
        let history = matches!(node.text("contents"), Some("events" | "metrics" | "sessions" | "vectors"));
        eventual && !history && !matches!(node.kind.id, "search" | "columnar" | "warehouse" | "tsdb")
    };
    let written: Vec<(usize, Node<'_>)> =
        context.of_family(Family::Database).filter(|(number, _)| context.is_written(*number)).collect();
    let stores: Vec<usize> = written.iter().filter(|(_, node)| weak(node)).map(|(number, _)| *number).collect();
    // Of these kinds products differ in what they promise.
    let is_open = |node: &Node<'_>| {
        let differs = matches!(node.kind.id, "wide-column" | "kv-db" | "document-db");
        differs && node.text("cap").is_none() && node.text("consistency_level").is_none()
    };
    let open = stores.is_empty();
    if open && !written.iter().any(|(_, node)| is_open(node)) {
        return;
    }
    match context.wish("domain").and_then(Setting::text) {
        None => verdict.needs("what the system is about"),
        Some("payments" | "banking" | "booking" | "inventory") if open => {
            verdict.needs("how stores answer during a split");
        }
        Some(domain @ ("payments" | "banking" | "booking" | "inventory")) => {
            for number in stores {
                verdict.find(context, &[number]).with("domain", Value::name(domain));
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_payments_go_to_an_eventual_store() {
        check(
            "db-eventual-for-money",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_keeps_what_happened() {
        check(
            "db-eventual-for-money",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"consistency_level": "eventual", "contents": "events"}}],
                "connections": [{"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_a_store_of_keys_promises() {
        check_not_checked(
            "db-eventual-for-money",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "kv-db"}],
                "connections": [{"from": "api", "to": "db"}]}"#,
        );
    }

    #[test]
    fn silent_when_posts_do() {
        check(
            "db-eventual-for-money",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "social"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_it_is_about() {
        check_not_checked(
            "db-eventual-for-money",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }

    #[test]
    fn silent_where_every_read_is_the_latest() {
        let text = |level: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}}, "requirements": {{"domain": "banking"}},
                "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "kv-db", "preset": "dynamodb", "settings": {{"consistency_level": "{level}"}}}}],
                "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        check("db-eventual-for-money", &text("linearizable"), &[]);
        check("db-eventual-for-money", &text("eventual"), &["db"]);
    }
}

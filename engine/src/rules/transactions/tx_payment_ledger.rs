//! The system moves money, and nothing records the movements so that balances can be proved.

use crate::analysis::Node;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The system moves money, and nothing records the movements so that balances can be proved.
    ///
    /// ## Why it matters
    /// A balance that is overwritten says what is, not how it came about. A ledger only ever adds lines, two for each
    /// movement, and the balance is their sum; comparing it every night with what the bank says finds what went wrong
    /// while it can still be mended.
    ///
    /// ## What to do
    /// Write movements to an append-only ledger, and reconcile it with partners by a job.
    ///
    /// ## When it is fine
    /// When a partner keeps the ledger and one only shows it.
    id: "tx-payment-ledger",
    title: "Money without a ledger",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} keeps what money does, and there is no ledger to prove balances.",
    fix: "Add an append-only ledger and a job that reconciles it.",
    check: check;
    in ru: r"
        Money without a ledger ⇒ Деньги без реестра операций
        {component} keeps what money does, and there is no ledger to prove balances. ⇒ {component} хранит движение денег, а реестра, чтобы доказать остатки, нет.
        Add an append-only ledger and a job that reconciles it. ⇒ Добавьте реестр операций только на добавление и задачу сверки.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let written = |number: &usize| context.is_written(*number);
    let Some(store) = context.of_family(Family::Database).map(|(number, _)| number).find(written) else { return };
    let keeps =
        |node: &Node<'_>| matches!(node.kind.id, "ledger" | "event-store") || node.text("contents") == Some("ledger");
    match context.wish("domain").and_then(Setting::text) {
        None => verdict.needs("what the system is about"),
        Some("payments" | "banking") if !context.nodes().any(|(_, node)| keeps(&node)) => {
            verdict.find(context, &[store]);
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_payments() {
        check(
            "tx-payment-ledger",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_a_ledger() {
        check(
            "tx-payment-ledger",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "ledger"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_posts() {
        check(
            "tx-payment-ledger",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "social"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "tx-payment-ledger",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! The design wants older reads than its subject needs.

use crate::design::vocabulary::Source;
use crate::design::{Consistency, Setting};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The design wants older reads than its subject needs.
    ///
    /// ## Why it matters
    /// Money, stock and seats are sold once: everybody has to see the same. Posts, carts and statistics may be seconds
    /// old, so nothing is said of eventual reads there.
    ///
    /// ## What to do
    /// Take what is usual for the subject, or write down why not.
    ///
    /// ## When it is fine
    /// With a reason in the notes.
    id: "cons-domain-default",
    title: "Consistency unusual for the subject",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 2. The CAP Triangle, § Quick Reference Card, § 3. The Consistency Spectrum; zero-to-hero § 1.2 Scalability & Performance, § 1.4 Database Selection"),
    replaces: &[],
    message: "{component} serves {domain} with eventual reads. The same thing can be given away twice.",
    fix: "Want strong reads for {domain}, or keep this part in a store of its own.",
    check: check;
    in ru: r"
        Consistency unusual for the subject ⇒ Необычная согласованность для такой области
        {component} serves {domain} with eventual reads. The same thing can be given away twice. ⇒ {component} обслуживает область «{domain}» чтениями с согласованностью в конечном счёте. Одно и то же можно отдать дважды.
        Want strong reads for {domain}, or keep this part in a store of its own. ⇒ Требуйте строгих чтений для области «{domain}» или держите эту часть в отдельном хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(domain) = context.wish("domain").and_then(Setting::text) else {
        if context.requirements().consistency.is_some() {
            verdict.needs("what the system is about");
        }
        return;
    };
    let strict = matches!(domain, "banking" | "payments" | "inventory" | "booking");
    if strict && context.requirements().consistency == Some(Consistency::Eventual) {
        let store = context.of_family(Family::Database).find(|(number, _)| context.is_reached(*number));
        if let Some((number, _)) = store {
            verdict.find(context, &[number]).with("domain", Value::name(domain));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_bank_reads_old_records() {
        check(
            "cons-domain-default",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "banking", "consistency": "eventual"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_feed_does() {
        check(
            "cons-domain-default",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "social", "consistency": "eventual"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_it_is_about() {
        check_not_checked(
            "cons-domain-default",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "eventual"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

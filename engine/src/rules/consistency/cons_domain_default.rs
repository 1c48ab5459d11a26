//! The design wants older reads than its subject needs, or fresher ones.

use crate::design::vocabulary::Source;
use crate::design::words::Word;
use crate::design::{Consistency, Setting};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The design wants older reads than its subject needs, or fresher ones.
    ///
    /// ## Why it matters
    /// Money, stock and seats are sold once: everybody has to see the same. Feeds and statistics may be seconds old;
    /// strong reads there wait for copies, and fail with them.
    ///
    /// ## What to do
    /// Take what is usual for the subject, or write down why not.
    ///
    /// ## When it is fine
    /// With a reason in the notes. In a feed, users who see their own posts, and replies after what they answer, are
    /// usual too; a shop has both, a cart and payments, so nothing is said of it.
    id: "cons-domain-default",
    title: "Consistency unusual for the subject",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 2. The CAP Triangle, § Quick Reference Card, § 3. The Consistency Spectrum; zero-to-hero § 1.2 Scalability & Performance, § 1.4 Database Selection"),
    replaces: &[],
    message: "{component} serves {domain} with {consistency} reads, and {usual} ones are usual there: {reason}.",
    fix: "Want {usual} reads for {domain}, or keep this part in a store of its own.",
    check: check;
    in ru: r"
        Consistency unusual for the subject ⇒ Необычная согласованность для такой области
        {component} serves {domain} with {consistency} reads, and {usual} ones are usual there: {reason}. ⇒ {component} обслуживает область «{domain}» чтениями «{consistency}», а обычны там «{usual}»: {reason}.
        Want {usual} reads for {domain}, or keep this part in a store of its own. ⇒ Требуйте для области «{domain}» чтений «{usual}» или держите эту часть в отдельном хранилище.
        strong ⇒ строгая
        read-your-writes ⇒ свои записи видны
        the same thing can be given away twice ⇒ одно и то же можно отдать дважды
        reads wait for copies that may differ ⇒ чтения ждут копий, которые могут и различаться
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(wanted) = context.requirements().consistency else { return };
    let Some(domain) = context.wish("domain").and_then(Setting::text) else {
        return verdict.needs("what the system is about");
    };
    let (usual, reason) = match (domain, wanted) {
        ("banking" | "payments" | "inventory" | "booking", wanted) if wanted != Consistency::Strong => {
            (Consistency::Strong, "the same thing can be given away twice")
        }
        ("social" | "analytics", Consistency::Strong) => {
            (Consistency::Eventual, "reads wait for copies that may differ")
        }
        _ => return,
    };
    let store = context.of_family(Family::Database).find(|(number, _)| context.is_reached(*number));
    if let Some((number, _)) = store {
        verdict
            .find(context, &[number])
            .with("domain", Value::name(domain))
            .with("consistency", Value::name(wanted.word()))
            .with("usual", Value::name(usual.word()))
            .with("reason", Value::name(reason));
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

    fn judge(domain: &str, consistency: &str, expected: &[&str]) {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
            "requirements": {"domain": "DOMAIN", "consistency": "CONSISTENCY"},
            "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
            "connections": [{"from": "api", "to": "db"}]}"#;
        let design = design.replace("DOMAIN", domain).replace("CONSISTENCY", consistency);
        check("cons-domain-default", &design, expected);
    }

    #[test]
    fn fires_when_a_feed_waits_for_every_copy() {
        judge("social", "strong", &["db"]);
    }

    #[test]
    fn silent_when_users_of_a_feed_see_their_own_posts() {
        judge("social", "read-your-writes", &[]);
    }

    #[test]
    fn fires_when_seats_are_sold_by_causal_reads() {
        judge("booking", "causal", &["db"]);
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

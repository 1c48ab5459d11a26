//! Targets are chosen by a hash of the client address.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Targets are chosen by a hash of the client address.
    ///
    /// ## Why it matters
    /// One address may be one phone or a whole company behind a shared one; a bot counts as one client too. What is
    /// even in addresses is uneven in requests.
    ///
    /// ## What to do
    /// Choose by open connections, and keep sessions where every copy finds them.
    ///
    /// ## When it is fine
    /// When clients are many and alike.
    id: "lb-ip-hash-skew",
    title: "Address hash is uneven",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 3. Load Balancing; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} chooses by a hash of the address, so a company or a bot behind one address falls on a single target.",
    fix: "Use least connections and a shared session store.",
    check: check;
    mend: mend;
    in ru: r"
        Address hash is uneven ⇒ Хеш адреса неравномерен
        {component} chooses by a hash of the address, so a company or a bot behind one address falls on a single target. ⇒ {component} выбирает по хешу адреса, поэтому компания или бот за одним адресом попадает на одну цель.
        Use least connections and a shared session store. ⇒ Используйте наименьшее число соединений и общее хранилище сессий.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let choices = wiring::choices(context.graph, number);
        if node.text("algorithm") == Some("ip-hash") && wiring::copies_behind(context.graph, &choices) > 1 {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "algorithm", "least-connections", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_over_two_copies() {
        check(
            "lb-ip-hash-skew",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "ip-hash"}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_with_another_algorithm() {
        check(
            "lb-ip-hash-skew",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "least-connections"}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }
}

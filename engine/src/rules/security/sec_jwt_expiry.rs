//! Tokens do not expire, or cannot be renewed.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Tokens do not expire, or cannot be renewed.
    ///
    /// ## Why it matters
    /// A token that was copied from a log, a phone or a page works until it expires. Short lives make it worthless
    /// soon; refresh tokens spare users the log-in.
    ///
    /// ## What to do
    /// Let tokens live for minutes and renew them by refresh tokens that can be taken back.
    ///
    /// ## When it is fine
    /// For machines whose keys are changed otherwise.
    id: "sec-jwt-expiry",
    title: "Tokens without end",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design"),
    replaces: &[],
    message: "{component} gives tokens that cannot be renewed, so they have to live long. A stolen one stays valid.",
    fix: "Use short tokens with refresh tokens.",
    check: check;
    mend: mend;
    in ru: r"
        Tokens without end ⇒ Бессрочные токены
        {component} gives tokens that cannot be renewed, so they have to live long. A stolen one stays valid. ⇒ {component} выдаёт токены, которые нельзя обновить, поэтому живут они долго. Украденный останется действующим.
        Use short tokens with refresh tokens. ⇒ Используйте короткие токены с токенами обновления.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "identity") {
        match node.switch("refresh_tokens") {
            None => verdict.needs("how long tokens live"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "refresh_tokens", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_they_cannot_be_renewed() {
        check(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity", "settings": {"refresh_tokens": false}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
            &["i"],
        );
    }

    #[test]
    fn silent_when_they_can() {
        check(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity", "settings": {"refresh_tokens": true}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
        );
    }
}

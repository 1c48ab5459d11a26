//! Whoever knows a password is let in, also to what only few may do.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Whoever knows a password is let in, also to what only few may do.
    ///
    /// ## Why it matters
    /// Passwords are reused, guessed and phished. A second factor, a code, a key or a passkey, makes a stolen password
    /// useless by itself.
    ///
    /// ## What to do
    /// Ask for a second factor, at least from administrators and before sensitive actions, or use passkeys.
    ///
    /// ## When it is fine
    /// When nothing behind the sign-in is worth stealing.
    id: "sec-no-mfa",
    title: "A password is enough",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design; mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} lets in whoever knows a password.",
    fix: "Ask for a second factor, or use passkeys.",
    check: check;
    mend: mend;
    in ru: r"
        A password is enough ⇒ Достаточно пароля
        {component} lets in whoever knows a password. ⇒ {component} впускает любого, кто знает пароль.
        Ask for a second factor, or use passkeys. ⇒ Требуйте второй фактор или используйте ключи доступа (passkeys).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("multi_factor").is_some()) {
        match node.switch("multi_factor") {
            None => verdict.needs("whether a password is enough"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "multi_factor", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_password_is_enough() {
        check(
            "sec-no-mfa",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity", "settings": {"multi_factor": false}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"}]}"#,
            &["id"],
        );
    }

    #[test]
    fn silent_with_a_second_factor() {
        check(
            "sec-no-mfa",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity", "settings": {"multi_factor": true}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "sec-no-mfa",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}

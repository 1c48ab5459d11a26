//! Another company calls, and nothing proves that it was them, or that it was now.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Another company calls, and nothing proves that it was them, or that it was now.
    ///
    /// ## Why it matters
    /// An address that takes webhooks is known to more people than one thinks. Without a signature anybody may report a
    /// payment as done; without a time in it, a true report can be sent again and again.
    ///
    /// ## What to do
    /// Sign each call with a shared key and a time (HMAC), refuse old ones, or use mutual TLS.
    ///
    /// ## When it is fine
    /// When the call only says that there is news, which is then fetched from the partner.
    id: "sec-api-signing",
    title: "Calls of partners without a signature",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design"),
    replaces: &[],
    message: "{component} believes what {other} sends, unsigned.",
    fix: "Check a signature with a time (HMAC), or use mutual TLS.",
    check: check;
    mend: mend;
    in ru: r"
        Calls of partners without a signature ⇒ Вызовы партнёров без подписи
        {component} believes what {other} sends, unsigned. ⇒ {component} верит тому, что {other} отправляет без подписи.
        Check a signature with a time (HMAC), or use mutual TLS. ⇒ Проверяйте подпись со временем (HMAC) или используйте взаимный TLS.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let caller = context.caller(number);
        let takes = matches!(context.callee(number).kind.family, Family::Gateway | Family::Balancer | Family::Compute);
        if caller.kind.family != Family::External || !takes || edge.switch("mutual_tls") == Some(true) {
            continue;
        }
        match edge.switch("signed") {
            None => verdict.needs("whether calls of partners are signed"),
            Some(true) => {}
            Some(false) => {
                let other = Value::name(caller.component.label());
                verdict.find(context, &[edge.to]).on(&[number]).with("other", other);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "signed", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_webhook_is_unsigned() {
        check(
            "sec-api-signing",
            r#"{"workload": {"journeys": [{"id": "told", "entry": "bank", "operation": "write"}]},
                "components": [{"id": "bank", "kind": "external-api"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "bank", "to": "gw", "signed": false}, {"from": "gw", "to": "api"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_it_is_signed() {
        check(
            "sec-api-signing",
            r#"{"workload": {"journeys": [{"id": "told", "entry": "bank", "operation": "write"}]},
                "components": [{"id": "bank", "kind": "external-api"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "bank", "to": "gw", "signed": true}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_mutual_tls() {
        check(
            "sec-api-signing",
            r#"{"workload": {"journeys": [{"id": "told", "entry": "bank", "operation": "write"}]},
                "components": [{"id": "bank", "kind": "external-api"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "bank", "to": "gw", "mutual_tls": true}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "sec-api-signing",
            r#"{"workload": {"journeys": [{"id": "told", "entry": "bank", "operation": "write"}]},
                "components": [{"id": "bank", "kind": "external-api"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "bank", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}

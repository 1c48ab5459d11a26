//! Nobody asks who is calling.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Nobody asks who is calling.
    ///
    /// ## Why it matters
    /// Without knowing who calls there are no private records, no limits by user and nobody to hold to account.
    ///
    /// ## What to do
    /// Check tokens or keys at the gateway, with an identity service behind it.
    ///
    /// ## When it is fine
    /// For what everybody may read.
    id: "sec-no-authn",
    title: "Callers are not identified",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 8. API Gateway; mental-models § 16. The Security Mental Model; zero-to-hero § 1.1 Understanding System Design Basics; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} lets everybody call.",
    fix: "Check tokens or keys there, with an identity service.",
    check: check;
    mend: mend;
    in ru: r"
        Callers are not identified ⇒ Вызывающих не проверяют
        {component} lets everybody call. ⇒ {component} позволяет вызывать каждому.
        Check tokens or keys there, with an identity service. ⇒ Проверяйте там токены или ключи с помощью провайдера идентификации.
    ",
}

/// Whether clients reach a component without anything in between.
fn is_public(context: &Context<'_>, node: usize) -> bool {
    context.to(node).any(|edge| context.node(edge.from).kind.family == Family::Client)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "identity" || node.switch("authentication") == Some(true)) {
        return;
    }
    for (number, node) in context.nodes().filter(|(number, _)| is_public(context, *number)) {
        if !matches!(node.kind.family, Family::Gateway | Family::Balancer | Family::Compute | Family::ConnectionServer)
        {
            continue;
        }
        match node.switch("authentication") {
            None => verdict.needs("who checks callers"),
            Some(_) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "authentication", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_gateway_asks_nobody() {
        check(
            "sec-no-authn",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authentication": false}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "sec-no-authn",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authentication": true}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-no-authn",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

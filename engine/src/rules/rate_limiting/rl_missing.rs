//! Anybody may send as much as they like.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Anybody may send as much as they like.
    ///
    /// ## Why it matters
    /// One script in a loop, one attack, one client gone wrong takes the capacity of everybody. The documents allow a
    /// user some 100 requests a minute.
    ///
    /// ## What to do
    /// Limit rates at the gateway, by user and by address.
    ///
    /// ## When it is fine
    /// For callers that one knows and controls.
    id: "rl-missing",
    title: "No limit on callers",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 8. API Gateway; zero-to-hero § 1.3 Networking Basics; senior-node § 12 Security & Reliability; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} lets every caller send without limit.",
    fix: "Limit rates by user and address at the gateway.",
    check: check;
    mend: mend;
    in ru: r"
        No limit on callers ⇒ Нет ограничений для вызывающих
        {component} lets every caller send without limit. ⇒ {component} позволяет каждому отправлять сколько угодно.
        Limit rates by user and address at the gateway. ⇒ Ограничивайте частоту по пользователю и адресу на шлюзе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let limits = |node: &Node<'_>| node.kind.id == "rate-limiter" || node.switch("rate_limit") == Some(true);
    if context.nodes().any(|(_, node)| limits(&node)) {
        return;
    }
    let entries: Vec<(usize, Node<'_>)> = context
        .nodes()
        .filter(|(number, node)| {
            let public = context.to(*number).any(|edge| context.node(edge.from).kind.family == Family::Client);
            public && matches!(node.kind.family, Family::Gateway | Family::Balancer | Family::Compute)
        })
        .collect();
    for (number, node) in entries {
        match node.switch("rate_limit") {
            None => verdict.needs("limits on callers"),
            Some(_) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "rate_limit", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_gateway_limits_nobody() {
        check(
            "rl-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"rate_limit": false}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "rl-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"rate_limit": true}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rl-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}

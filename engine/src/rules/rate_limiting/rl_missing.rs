//! Anybody may send as much as they like.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::entrance::{asks, unguarded};
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
    let limits = |number: usize, node: &Node<'_>| {
        let stated = node.switch("rate_limit");
        // A firewall for web applications does it unless it is said not to.
        stated == Some(true) || (node.kind.id == "waf" && stated.is_none()) || asks(context, number, "rate-limiter")
    };
    let says_no = |_: usize, node: &Node<'_>| node.switch("rate_limit") == Some(false);
    let ways = unguarded(context, &limits, &says_no);
    if let Some(place) = ways.place_of(context, "rate_limit") {
        verdict.needs_at("limits on callers", place);
    }
    for node in ways.marked {
        verdict.find(context, &[node]);
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
    fn a_limit_on_one_way_is_none_on_another() {
        let design = |between: &str| {
            r#"{"components": [{"id": "web", "kind": "client-web"}, {"id": "mobile", "kind": "client-mobile"},
                    {"id": "waf", "kind": "waf"}, {"id": "limiter", "kind": "rate-limiter"},
                    {"id": "lb", "kind": "lb-l7", "settings": {"rate_limit": true}}, {"id": "api", "kind": "server"},
                    {"id": "gw", "kind": "gateway", "settings": {"rate_limit": false}}, {"id": "s", "kind": "service"}],
                "connections": [{"from": "web", "to": "lb"}, {"from": "lb", "to": "api"}, BETWEEN,
                    {"from": "gw", "to": "s"}]}"#
                .replace("BETWEEN", between)
        };
        let direct = r#"{"from": "mobile", "to": "gw"}"#;
        check("rl-missing", &design(direct), &["gw"]);
        check("rl-missing", &design(&format!(r#"{direct}, {{"from": "gw", "to": "limiter"}}"#)), &[]);
        check("rl-missing", &design(r#"{"from": "mobile", "to": "waf"}, {"from": "waf", "to": "gw"}"#), &[]);
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

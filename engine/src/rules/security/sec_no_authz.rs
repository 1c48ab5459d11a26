//! It is known who calls, and not what they may do.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::entrance::{asks, unguarded};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// It is known who calls, and not what they may do.
    ///
    /// ## Why it matters
    /// Knowing the caller is not permission: every user could read the orders of every other by changing a number in
    /// the address.
    ///
    /// ## What to do
    /// Decide by roles, attributes or relations, in a policy service or in each service.
    ///
    /// ## When it is fine
    /// Where everybody may do everything.
    id: "sec-no-authz",
    title: "No permissions",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model; zero-to-hero § 2.3 Security in System Design; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} does not check what callers may do.",
    fix: "Decide by roles or attributes, at the gateway or in the services.",
    check: check;
    mend: mend;
    in ru: r"
        No permissions ⇒ Нет прав доступа
        {component} does not check what callers may do. ⇒ {component} не проверяет, что вызывающим разрешено.
        Decide by roles or attributes, at the gateway or in the services. ⇒ Решайте по ролям или атрибутам, на шлюзе или в сервисах.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let guards =
        |number: usize, node: &Node<'_>| node.switch("authorization") == Some(true) || asks(context, number, "policy");
    let says_no = |_: usize, node: &Node<'_>| node.switch("authorization") == Some(false);
    let ways = unguarded(context, &guards, &says_no);
    if let Some(place) = ways.place_of(context, "authorization") {
        verdict.needs_at("what callers may do", place);
    }
    for node in ways.marked {
        verdict.find(context, &[node]);
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "authorization", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, two_ways};

    #[test]
    fn fires_when_the_gateway_does_not_check() {
        check(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authorization": false}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_a_policy_service_does() {
        check(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authorization": false}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
                    {"id": "p", "kind": "policy"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}, {"from": "gw", "to": "p"}]}"#,
            &[],
        );
    }

    #[test]
    fn what_guards_one_way_guards_no_other() {
        let design = |web: &str, mobile: &str| two_ways("policy", web, mobile);
        let (yes, no) = (r#""authorization": true"#, r#""authorization": false"#);
        check("sec-no-authz", &design(yes, no), &["gw"]);
        check("sec-no-authz", &design(no, yes), &["api"]);
        check("sec-no-authz", &design(no, no), &["api", "gw"]);
        check("sec-no-authz", &design(yes, yes), &[]);
        let asked = design(yes, no)
            .replace(r#"{"from": "gw", "to": "s"}"#, r#"{"from": "gw", "to": "s"}, {"from": "gw", "to": "guard"}"#);
        check("sec-no-authz", &asked, &[]);
        check_not_checked("sec-no-authz", &design(yes, ""));
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Nobody asks who is calling.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::entrance::{asks, unguarded};
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

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let guards = |number: usize, node: &Node<'_>| {
        node.switch("authentication") == Some(true) || asks(context, number, "identity")
    };
    let says_no = |_: usize, node: &Node<'_>| node.switch("authentication") == Some(false);
    let ways = unguarded(context, &guards, &says_no);
    if let Some(place) = ways.place_of(context, "authentication") {
        verdict.needs_at("who checks callers", place);
    }
    for node in ways.marked {
        verdict.find(context, &[node]);
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "authentication", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, two_ways};

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
    fn what_guards_one_way_guards_no_other() {
        let design = |web: &str, mobile: &str| two_ways("identity", web, mobile);
        let (yes, no) = (r#""authentication": true"#, r#""authentication": false"#);
        check("sec-no-authn", &design(yes, no), &["gw"]);
        check("sec-no-authn", &design(no, yes), &["api"]);
        check("sec-no-authn", &design(no, no), &["api", "gw"]);
        check("sec-no-authn", &design(yes, yes), &[]);
        let asked = design(yes, no)
            .replace(r#"{"from": "gw", "to": "s"}"#, r#"{"from": "gw", "to": "s"}, {"from": "gw", "to": "guard"}"#);
        check("sec-no-authn", &asked, &[]);
        check_not_checked("sec-no-authn", &design(yes, ""));
    }

    #[test]
    fn a_connection_for_no_journey_is_no_way() {
        let design = |journeys: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "gw", "kind": "gateway", "settings": {"authentication": true}},
                    {"id": "lb", "kind": "lb-l7", "settings": {"authentication": false}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "client", "to": "lb", "journeys": [JOURNEYS]}, {"from": "lb", "to": "api"}]}"#
                .replace("JOURNEYS", journeys)
        };
        check("sec-no-authn", &design(""), &[]);
        check("sec-no-authn", &design(r#""go""#), &["lb"]);
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

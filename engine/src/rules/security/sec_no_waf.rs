//! Nothing looks into requests for attacks.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::entrance::{protected, tell_of_entries, unguarded};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Nothing looks into requests for attacks.
    ///
    /// ## Why it matters
    /// Injection, scripts in input and bots come in requests that look like any other to a balancer. A filter that
    /// knows the patterns refuses most of them before they cost anything.
    ///
    /// ## What to do
    /// Put a web application firewall in front of the entry.
    ///
    /// ## When it is fine
    /// Inside a network of one's own.
    id: "sec-no-waf",
    title: "No web application firewall",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design; mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} takes requests that nothing has looked into.",
    fix: "Put a web application firewall in front.",
    check: check;
    mend: mend;
    in ru: r"
        No web application firewall ⇒ Нет экрана веб-приложений
        {component} takes requests that nothing has looked into. ⇒ {component} принимает запросы, в которые никто не заглядывал.
        Put a web application firewall in front. ⇒ Поставьте впереди экран веб-приложений (WAF).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let looks = |_: usize, node: &Node<'_>| node.kind.id == "waf";
    let takes =
        |_: usize, node: &Node<'_>| matches!(node.kind.family, Family::Gateway | Family::Balancer | Family::Compute);
    let ways = unguarded(context, &looks, &takes);
    tell_of_entries(context, verdict, ways);
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    protected(finding, context, "waf")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_other_protection_is_drawn() {
        check(
            "sec-no-waf",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
                    {"id": "i", "kind": "ddos"}],
                "connections": [{"from": "client", "to": "i"}, {"from": "i", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn not_checked_where_nothing_is_drawn_in_front() {
        check_not_checked(
            "sec-no-waf",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "i", "kind": "identity"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}, {"from": "gw", "to": "i"}]}"#,
        );
    }

    #[test]
    fn silent_when_it_is_there() {
        check(
            "sec-no-waf",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "w", "kind": "waf"},
                    {"id": "gw", "kind": "gateway"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "w"}, {"from": "w", "to": "gw"},
                    {"from": "gw", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn one_in_front_of_one_entry_looks_into_nothing_of_another() {
        let design = |entry: &str| {
            r#"{"components": [{"id": "web", "kind": "client-web"}, {"id": "mobile", "kind": "client-mobile"},
                    {"id": "waf", "kind": "waf"}, {"id": "lb", "kind": "lb-l7"}, {"id": "api", "kind": "server"},
                    {"id": "gw", "kind": "gateway"}, {"id": "s", "kind": "service"}],
                "connections": [{"from": "web", "to": "lb"}, {"from": "lb", "to": "waf"}, {"from": "waf", "to": "api"},
                    {"from": "mobile", "to": "ENTRY"}, {"from": "gw", "to": "s"}]}"#
                .replace("ENTRY", entry)
        };
        check("sec-no-waf", &design("gw"), &["gw"]);
        let through = design("waf").replace(r#"{"from": "gw""#, r#"{"from": "waf", "to": "gw"}, {"from": "gw""#);
        check("sec-no-waf", &through, &[]);
    }

    #[test]
    fn not_checked_while_no_protection_is_drawn() {
        check_not_checked(
            "sec-no-waf",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Floods of requests reach the entry.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::entrance::{asks, is_entry, protected, tell_of_entries, unguarded};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Floods of requests reach the entry.
    ///
    /// ## Why it matters
    /// Ten thousand requests a second from one address, or a million from everywhere, cost the sender little. Only an
    /// edge with more capacity than the flood can take it away.
    ///
    /// ## What to do
    /// Put an edge network, a firewall or attack protection in front, with limits by address.
    ///
    /// ## When it is fine
    /// Inside a network of one's own.
    id: "sec-no-ddos",
    title: "Nothing absorbs floods",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model; zero-to-hero § 2.3 Security in System Design; interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} takes every flood itself.",
    fix: "Put an edge network or attack protection in front.",
    check: check;
    mend: mend;
    in ru: r"
        Nothing absorbs floods ⇒ Никто не поглощает атаки
        {component} takes every flood itself. ⇒ {component} сам принимает каждый поток атакующего трафика.
        Put an edge network or attack protection in front. ⇒ Поставьте впереди граничную сеть (CDN) или защиту от DDoS.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let absorbs = |number: usize, node: &Node<'_>| {
        let is_edge = matches!(node.kind.id, "ddos" | "waf" | "rate-limiter") || node.kind.family == Family::Cdn;
        let is_off = node.kind.setting("ddos_protection").is_some() && node.switch("ddos_protection") == Some(false);
        is_edge && !is_off || is_entry(node.kind.family) && asks(context, number, "rate-limiter")
    };
    let ways = unguarded(context, &absorbs, &|_, node| is_entry(node.kind.family));
    tell_of_entries(context, verdict, ways);
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    protected(finding, context, "ddos")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_other_protection_is_drawn() {
        check(
            "sec-no-ddos",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
                    {"id": "i", "kind": "firewall"}],
                "connections": [{"from": "client", "to": "i"}, {"from": "i", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn not_checked_where_nothing_is_drawn_in_front() {
        check_not_checked(
            "sec-no-ddos",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "i", "kind": "identity"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}, {"from": "gw", "to": "i"}]}"#,
        );
    }

    #[test]
    fn a_delivery_network_that_is_said_to_absorb_nothing_absorbs_nothing() {
        let text = r#"{"components": [{"id": "web", "kind": "client-web"},
                {"id": "cdn", "kind": "cdn", "settings": {"ddos_protection": ON}}, {"id": "waf", "kind": "firewall"},
                {"id": "lb", "kind": "lb-l7"}, {"id": "api", "kind": "server"}],
            "connections": [{"from": "web", "to": "cdn"}, {"from": "cdn", "to": "waf"}, {"from": "waf", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#;
        check("sec-no-ddos", &text.replace("ON", "false"), &["lb"]);
        check("sec-no-ddos", &text.replace("ON", "true"), &[]);
    }

    #[test]
    fn a_shield_before_one_entry_absorbs_nothing_of_another() {
        let text = r#"{"components": [{"id": "web", "kind": "client-web"}, {"id": "mobile", "kind": "client-mobile"},
                {"id": "shield", "kind": "ddos"}, {"id": "lb", "kind": "lb-l7"}, {"id": "gw", "kind": "gateway"},
                {"id": "api", "kind": "server"}],
            "connections": [{"from": "web", "to": "shield"}, {"from": "shield", "to": "lb"}, {"from": "lb", "to": "api"},
                {"from": "mobile", "to": "FIRST"}, {"from": "gw", "to": "api"}]}"#;
        check("sec-no-ddos", &text.replace("FIRST", "gw"), &["gw"]);
        check("sec-no-ddos", &text.replace("FIRST", "shield"), &[]);
    }

    #[test]
    fn silent_when_it_is_there() {
        check(
            "sec-no-ddos",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "w", "kind": "ddos"},
                    {"id": "gw", "kind": "gateway"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "w"}, {"from": "w", "to": "gw"},
                    {"from": "gw", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_protection_is_drawn() {
        check_not_checked(
            "sec-no-ddos",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

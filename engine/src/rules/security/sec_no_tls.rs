//! Clients speak to the system unencrypted.

use std::collections::BTreeSet;

use crate::analysis::through::go_together;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Clients speak to the system unencrypted.
    ///
    /// ## Why it matters
    /// Whoever sits between, in the same café or at a provider, reads and changes what passes: passwords, tokens,
    /// pages.
    ///
    /// ## What to do
    /// End TLS at the balancer or gateway, and send plain requests there.
    ///
    /// ## When it is fine
    /// Inside a test network.
    id: "sec-no-tls",
    title: "No encryption towards clients",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § Quick Reference Card; zero-to-hero § 1.3 Networking Basics, § 2.3 Security in System Design; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} talks to {client} unencrypted. Everybody on the way can read and change it.",
    fix: "Use TLS for this connection.",
    check: check;
    mend: mend;
    in ru: r"
        No encryption towards clients ⇒ Нет шифрования к клиентам
        {component} talks to {client} unencrypted. Everybody on the way can read and change it. ⇒ {component} общается с «{client}» без шифрования. Любой по дороге может прочесть и изменить.
        Use TLS for this connection. ⇒ Используйте для этой связи TLS.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut seen = BTreeSet::new();
    for (client, node) in context.of_family(Family::Client) {
        let mut open: Vec<usize> = context.edges_from(client).to_vec();
        while let Some(edge) = open.pop() {
            let to = context.edge(edge).to;
            let callee = context.node(to);
            let is_unused = context.edge(edge).connection.journeys.as_ref().is_some_and(Vec::is_empty);
            if is_unused || callee.kind.copies == Copies::Inside || !seen.insert(edge) {
                continue;
            }
            // Names are looked up; what they stand for is spoken to by the client itself.
            if callee.kind.family == Family::Dns {
                open.extend(context.edges_from(to));
                continue;
            }
            // What works on bytes only may hand them on as they are: TLS ends where those behind it end it.
            let stated = context.edge(edge).switch("tls");
            if stated.is_none() && callee.kind.id == "lb-l4" && callee.switch("tls_termination") != Some(true) {
                let behind: Vec<usize> = context
                    .edges_from(to)
                    .iter()
                    .copied()
                    .filter(|&next| go_together(context.edge(edge), context.edge(next)))
                    .collect();
                let ends = |next: &usize| context.callee(*next).switch("tls_termination") == Some(true);
                if !behind.is_empty() && behind.iter().all(ends) {
                    continue;
                }
            }
            match stated.or(callee.switch("tls_termination")) {
                // Storage and edges of providers are encrypted by them.
                None if callee.managed() => {}
                None => verdict.needs_at("encryption towards clients", context.place_on(edge, "tls")),
                Some(true) => {}
                Some(false) => {
                    let name = Value::name(node.component.label());
                    verdict.find(context, &[to]).on(&[edge]).with("client", name);
                }
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "tls", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked_at};

    #[test]
    fn fires_when_a_client_speaks_in_the_open() {
        check(
            "sec-no-tls",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw", "tls": false}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_the_gateway_ends_tls() {
        check(
            "sec-no-tls",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"tls_termination": true}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_on_a_managed_gateway_that_says_so_and_behind_name_resolution() {
        let design = |gateway: &str, entry: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "dns", "kind": "dns"},
                    {"id": "gw", "kind": "gateway", "settings": {GATEWAY}}, {"id": "api", "kind": "server"}],
                "connections": [ENTRY, {"from": "gw", "to": "api"}]}"#
                .replace("GATEWAY", gateway)
                .replace("ENTRY", entry)
        };
        let direct = r#"{"from": "client", "to": "gw"}"#;
        let looked_up = r#"{"from": "client", "to": "dns"}, {"from": "dns", "to": "gw"}"#;
        for entry in [direct, looked_up] {
            let managed = r#""managed": true, "tls_termination": false"#;
            check("sec-no-tls", &design(managed, entry), &["gw"]);
            check("sec-no-tls", &design(r#""tls_termination": false"#, entry), &["gw"]);
            check("sec-no-tls", &design(r#""managed": true"#, entry), &[]);
        }
    }

    #[test]
    fn silent_where_no_journey_passes() {
        check(
            "sec-no-tls",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"}],
                "connections": [{"from": "client", "to": "gw", "tls": false, "journeys": []}]}"#,
            &[],
        );
    }

    #[test]
    fn tls_may_pass_through_a_balancer_of_bytes_to_those_who_end_it() {
        let design = |balancer: &str, second: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"},
                    {"id": "lb", "kind": "BALANCER", "settings": {"tls_termination": false}},
                    {"id": "a", "kind": "server", "settings": {"tls_termination": true}},
                    {"id": "b", "kind": "server", "settings": {"tls_termination": SECOND}}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]}"#
                .replace("BALANCER", balancer)
                .replace("SECOND", second)
        };
        check("sec-no-tls", &design("lb-l4", "true"), &[]);
        check("sec-no-tls", &design("lb-l4", "false"), &["lb"]);
        check("sec-no-tls", &design("lb-l7", "true"), &["lb"]);
    }

    #[test]
    fn not_checked_while_it_is_open_and_leads_to_the_client() {
        check_not_checked_at(
            "sec-no-tls",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            "connections[client->gw].settings.tls",
        );
    }
}

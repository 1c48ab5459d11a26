//! Several copies answer requests, and nothing spreads the requests over them.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::calls::parallel_servers;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Several copies answer requests, and nothing spreads the requests over them.
    ///
    /// ## Why it matters
    /// A client knows one address. Without a balancer all of it ends at one copy: the others idle, and when that
    /// one is lost the users do not find the rest. Copies are only worth their price with something in front that
    /// knows which of them work.
    ///
    /// ## What to do
    /// Put a layer 7 balancer (NGINX, HAProxy, Envoy, a managed one) or a gateway before the group.
    ///
    /// ## When it is fine
    /// When the platform that runs the copies balances by itself: draw it in front of them, or mark them as managed. What
    /// only balanced requests reach is left alone, however many copies it has.
    id: "lb-missing",
    title: "No balancer in front of several copies",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; zero-to-hero § 1.2 Scalability & Performance; zero-to-hero § Phase 4 RADIO: I - Implementation; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{names}: {copies} copies, and nothing spreads requests over them. {caller} does not know which of them work.",
    fix: "Put a load balancer between {caller} and {names}.",
    check: check;
    mend: mend;
    in ru: r"
        No balancer in front of several copies ⇒ Нет балансировщика перед экземплярами
        {names}: {copies} copies, and nothing spreads requests over them. {caller} does not know which of them work. ⇒ {names}: экземпляров {copies}, и ничто не распределяет между ними запросы. {caller} не знает, какие из них работают.
        Put a load balancer between {caller} and {names}. ⇒ Поставьте балансировщик между «{caller}» и {names}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (pool, caller) in wiring::first_unbalanced(context.graph) {
        verdict
            .find(context, &[pool, caller])
            .with("names", Value::names(&[context.node(pool).component.label()]))
            .with("copies", Value::Count(f64::from(context.node(pool).instances())))
            .with("caller", Value::name(context.node(caller).component.label()));
    }
    for edges in parallel_servers(context.graph) {
        let servers: Vec<usize> = edges.iter().map(|&edge| context.edge(edge).to).collect();
        let names: Vec<&str> = servers.iter().map(|&server| context.node(server).component.label()).collect();
        let caller = context.edge(edges[0]).from;
        verdict
            .find(context, &[servers[0], caller])
            .on(&edges)
            .with("names", Value::names(&names))
            .with("copies", Value::Count(f64::from(wiring::copies_behind(context.graph, &edges))))
            .with("caller", Value::name(context.node(caller).component.label()));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let pool = finding.first()?;
    let load = Load { peak: context.peak(pool).total(), target: context.target_utilization() };
    let Some((first, others)) = finding.edges.split_first() else {
        return Fix::of(context.graph).balanced(pool, load, context.unbalanced()).done();
    };
    // One balancer in front of all of them.
    let mut fix = Fix::of(context.graph);
    let balancer = fix.put_before(pool, &[*first], "lb-l7", load)?;
    for &edge in others {
        fix.tell(format!("Gone: {}.", fix.way(edge)), None);
        fix.connection(edge).from.clone_from(&balancer);
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_users_are_to_choose_among_servers_that_do_the_same() {
        let design = |second: &str| {
            r#"{"components": [{"id": "u", "kind": "client-web"}, {"id": "a", "kind": "server"}, {"id": "b", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "files", "kind": "object-store"}],
                "connections": [{"from": "u", "to": "a"}, {"from": "u", "to": "b"}, {"from": "a", "to": "db"},
                    {"from": "b", "to": "SECOND"}]}"#
                .replace("SECOND", second)
        };
        check("lb-missing", &design("db"), &["a"]);
        // What leads elsewhere does something else.
        check("lb-missing", &design("files"), &[]);
    }

    #[test]
    fn fires_when_clients_call_two_copies() {
        check(
            "lb-missing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_behind_a_balancer() {
        check(
            "lb-missing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn one_balancer_is_missing_once_on_a_way() {
        let design = |between: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "between", "kind": "BETWEEN"},
                    {"id": "api", "kind": "server", "instances": 3}, {"id": "s", "kind": "service", "instances": 2}],
                "connections": [{"from": "client", "to": "between"}, {"from": "between", "to": "api"},
                    {"from": "api", "to": "s"}]}"#
                .replace("BETWEEN", between)
        };
        check("lb-missing", &design("waf"), &["api"]);
        check("lb-missing", &design("lb-l7"), &[]);
        // Another way to the second pool passes no balancer either.
        let both = design("waf")
            .replace(r#"{"from": "api", "to": "s"}"#, r#"{"from": "api", "to": "s"}, {"from": "client", "to": "s"}"#);
        check("lb-missing", &both, &["api", "s"]);
    }

    #[test]
    fn silent_within_a_cluster_that_balances_itself() {
        let design = |kind: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "k", "kind": "KIND"},
                    {"id": "s", "kind": "service", "instances": 4}],
                "connections": [{"from": "client", "to": "k"}, {"from": "k", "to": "s"}]}"#
                .replace("KIND", kind)
        };
        check("lb-missing", &design("container-platform"), &[]);
        check("lb-missing", &design("server"), &["s"]);
    }
}

//! Copies keep the sessions of their clients, and the balancer sends a client to any of them.

use crate::analysis::Edge;
use crate::analysis::wiring::{self, Affinity};
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Copies keep the sessions of their clients, and the balancer sends a client to any of them.
    ///
    /// ## Why it matters
    /// The next request lands on a copy that has never seen the client: with n copies it is lost in all but one of
    /// n cases. Users are logged out and carts are empty, the more copies the more often.
    ///
    /// ## What to do
    /// Keep sessions in a store that all copies share (then any copy will do, and copies may come and go); or, as
    /// second best, bind a client to its copy by a cookie or its address.
    ///
    /// ## When it is fine
    /// When what a copy remembers can be made again at no cost, like a warm local cache. Then the copies keep no
    /// state in this sense.
    id: "lb-stateful-no-affinity",
    title: "Sessions in memory, requests anywhere",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 4. The Scaling Dimensions; interview-answers § Theory 3. Load Balancing; interview-answers § Practice 3. Chat System; zero-to-hero § 1.2 Scalability & Performance; senior-node § 6 Load Balancing & Scaling"),
    replaces: &["scale-stateful-out"],
    message: "{component} keeps the sessions of its clients in {copies} copies, and {balancer} sends the next request to any of them.",
    fix: "Keep sessions in a shared store such as Redis, or switch sticky sessions on.",
    check: check;
    mend: mend;
    in ru: r"
        Sessions in memory, requests anywhere ⇒ Сессии в памяти, запросы куда угодно
        {component} keeps the sessions of its clients in {copies} copies, and {balancer} sends the next request to any of them. ⇒ {component} хранит сессии клиентов в экземплярах ({copies}), а {balancer} отправляет следующий запрос в любой из них.
        Keep sessions in a shared store such as Redis, or switch sticky sessions on. ⇒ Держите сессии в общем хранилище, например Redis, или включите липкие сессии.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let serves = matches!(node.kind.family, Family::Compute | Family::ConnectionServer);
        if !serves || node.copies() < 2 {
            continue;
        }
        let affinity = wiring::affinity(context.graph, number);
        if affinity == Affinity::NoBalancer {
            continue;
        }
        match (wiring::keeps_sessions(&node), affinity) {
            (Some(true), Affinity::Unbound) => {
                let balancer = context.to(number).find(|edge| wiring::serves(context.node(edge.from).kind.family));
                let balancer = balancer.map_or("", |edge| context.node(edge.from).component.label());
                verdict
                    .find(context, &[number])
                    .with("copies", Value::Count(f64::from(node.copies())))
                    .with("balancer", Value::name(balancer));
            }
            (Some(true), Affinity::Open) => {
                let open = wiring::open_affinity(context.graph, number);
                let at = open.map(|(balancer, name)| context.node(balancer).place_of(name));
                verdict.needs_at("the algorithm and the stickiness of balancers", at.unwrap_or_default());
            }
            (None, Affinity::Unbound | Affinity::Open) if node.kind.setting("stateful").is_some() => {
                verdict.needs_at("whether copies keep sessions", node.place_of("stateful"));
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let serves = |edge: &&Edge<'_>| {
        let caller = context.node(edge.from).kind.family;
        edge.is_sync() && matches!(caller, Family::Balancer | Family::Gateway)
    };
    let balancers: Vec<usize> = context.to(finding.first()?).filter(serves).map(|edge| edge.from).collect();
    balancers.iter().fold(Fix::of(context.graph), |fix, &balancer| fix.set(balancer, "sticky", true, None)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at, stateful_behind_a_gateway};

    #[test]
    fn fires_when_nothing_binds_clients() {
        check(
            "lb-stateful-no-affinity",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin", "sticky": false}},
                {"id": "api", "kind": "server", "instances": 2, "settings": {"stateful": true}}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_with_sticky_sessions() {
        check(
            "lb-stateful-no-affinity",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"sticky": true}},
                {"id": "api", "kind": "server", "instances": 2, "settings": {"stateful": true}}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_sessions_are_shared() {
        check(
            "lb-stateful-no-affinity",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin", "sticky": false}},
                {"id": "api", "kind": "server", "instances": 2, "settings": {"session_store": "shared"}}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_leads_to_the_gateway_that_says_nothing() {
        check_not_checked_at(
            "lb-stateful-no-affinity",
            &stateful_behind_a_gateway(""),
            "components[gw].settings.sticky",
        );
        check_not_checked_at(
            "lb-stateful-no-affinity",
            &stateful_behind_a_gateway(r#""sticky": false"#),
            "components[gw].settings.algorithm",
        );
    }

    #[test]
    fn not_checked_while_it_is_open_whether_copies_remember() {
        check_not_checked(
            "lb-stateful-no-affinity",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin", "sticky": false}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
        );
    }
}

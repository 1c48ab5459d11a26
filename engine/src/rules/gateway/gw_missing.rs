//! Clients know several services by themselves.

use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Clients know several services by themselves.
    ///
    /// ## Why it matters
    /// Each client has to know where every service lives, and every service checks who calls and how often. A service
    /// that is split or moved breaks all clients at once.
    ///
    /// ## What to do
    /// Put a gateway in front: one address, one place for identity, limits and encryption.
    ///
    /// ## When it is fine
    /// For a single service, or for interchangeable copies, which want a balancer instead.
    id: "gw-missing",
    title: "No common entry",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics; interview-answers § Theory 8. API Gateway"),
    replaces: &["api-composition"],
    message: "{component} talks to {names} directly. Each of them has to check callers itself, and none can move.",
    fix: "Put a gateway in front of them.",
    check: check;
    in ru: r"
        No common entry ⇒ Нет общего входа
        {component} talks to {names} directly. Each of them has to check callers itself, and none can move. ⇒ {component} обращается к {names} напрямую. Каждый из них сам проверяет вызывающих, и ни один нельзя перенести.
        Put a gateway in front of them. ⇒ Поставьте перед ними шлюз.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Client) {
        // By connection: the services it leads to past no gateway, over balancers and filters if need be.
        let is_gateway = |edge: usize| context.callee(edge).kind.family == Family::Gateway;
        let services = |edge: usize| -> Vec<usize> {
            let answering = answering(context.graph, edge, is_gateway).into_iter();
            answering.filter(|&node| context.node(node).kind.id == "service").collect()
        };
        let calls = context.edges_from(number).iter().map(|&edge| (edge, services(edge)));
        let calls: Vec<(usize, Vec<usize>)> = calls.filter(|(_, services)| !services.is_empty()).collect();
        // Balancers with a service in common stand in for each other.
        let is_other = |(_, of): &(usize, Vec<usize>)| {
            calls.iter().any(|(_, others)| !of.iter().any(|service| others.contains(service)))
        };
        let (mut edges, mut reached): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (edge, services) in calls.iter().filter(|call| is_other(call)) {
            edges.push(*edge);
            reached.extend(services.iter().filter(|service| !reached.contains(service)).copied().collect::<Vec<_>>());
        }
        if !edges.is_empty() {
            let names: Vec<&str> = reached.iter().map(|&node| context.node(node).component.label()).collect();
            verdict.find(context, &[number]).on(&edges).with("names", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_client_calls_two_services() {
        check(
            "gw-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "client", "to": "b"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn fires_when_each_service_has_a_balancer_of_its_own() {
        let text = r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "one", "kind": "lb-l7"},
                {"id": "two", "kind": "lb-l7"}, {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
            "connections": [{"from": "client", "to": "one"}, {"from": "client", "to": "two"},
                {"from": "one", "to": "a"}, {"from": "two", "to": "SECOND"}]}"#;
        check("gw-missing", &text.replace("SECOND", "b"), &["client"]);
        check("gw-missing", &text.replace("SECOND", "a"), &[]);
    }

    #[test]
    fn silent_when_a_gateway_stands_in_front() {
        check(
            "gw-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}]}"#,
            &[],
        );
    }
}

//! Services call each other and nothing tells them where.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Services call each other and nothing tells them where.
    ///
    /// ## Why it matters
    /// Copies come and go with every release and every failure. Addresses that are written into settings are wrong by
    /// the next day.
    ///
    /// ## What to do
    /// Use the name service of the platform, a registry (Consul, etcd), or a mesh.
    ///
    /// ## When it is fine
    /// When each service stands behind a balancer with a fixed name.
    id: "arch-no-discovery",
    title: "No service discovery",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "With several copies each, and called directly: {names}. Callers cannot know where they are.",
    fix: "Add a registry, a name service or a mesh.",
    check: check;
    mend: mend;
    in ru: r"
        No service discovery ⇒ Нет обнаружения сервисов
        With several copies each, and called directly: {names}. Callers cannot know where they are. ⇒ Экземпляров несколько, а вызывают напрямую: {names}. Вызывающие не могут знать, где они.
        Add a registry, a name service or a mesh. ⇒ Добавьте реестр, сервис имён или сервисную сетку.
    ",
}

/// Services from which on the documents expect discovery.
const MANY_SERVICES: usize = 3;

/// Whether it calls a service itself. A balancer does not: its targets are part of it.
const fn has_to_find(family: Family) -> bool {
    matches!(family, Family::Compute | Family::Gateway | Family::ConnectionServer | Family::Worker)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    // A name service of the users, or a coordinator of something else, is asked by no service.
    let is_asked = |number: usize| context.to(number).any(|edge| has_to_find(context.node(edge.from).kind.family));
    let knows = |(number, node): (usize, Node<'_>)| match node.kind.id {
        "registry" | "sidecar" | "container-platform" => true,
        "coordinator" | "dns" => is_asked(number),
        _ => false,
    };
    if context.nodes().any(knows) {
        return;
    }
    let moving = || context.nodes().filter(|(_, node)| node.kind.id == "service" && node.copies() > 1);
    let is_called = |number: &usize| {
        context.to(*number).any(|edge| edge.is_sync() && has_to_find(context.node(edge.from).kind.family))
    };
    let sought: Vec<usize> = moving().map(|(number, _)| number).filter(is_called).collect();
    if moving().count() >= MANY_SERVICES && !sought.is_empty() {
        let names: Vec<&str> = sought.iter().map(|&node| context.node(node).component.label()).collect();
        verdict.find(context, &sought).with("names", Value::names(&names));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("registry", finding.first()?, Load::default(), "knows where each service is")?;
    for &service in &finding.nodes {
        fix.connect(context.node(service).id(), &id);
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn a_name_service_helps_those_who_ask_it() {
        let design = |asks: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "names", "kind": "dns"}, {"id": "api", "kind": "server"},
                    {"id": "a", "kind": "service", "instances": 2}, {"id": "b", "kind": "service", "instances": 2},
                    {"id": "d", "kind": "service", "instances": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "ASKS", "to": "names", "calls": 0},
                    {"from": "api", "to": "a"}, {"from": "api", "to": "b"}, {"from": "api", "to": "d"}]}"#
                .replace("ASKS", asks)
        };
        check("arch-no-discovery", &design("client"), &["a"]);
        check("arch-no-discovery", &design("api"), &[]);
    }

    #[test]
    fn fires_when_three_services_are_called_directly() {
        check(
            "arch-no-discovery",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "a", "kind": "service", "instances": 2},
                    {"id": "b", "kind": "service", "instances": 2},
                    {"id": "d", "kind": "service", "instances": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "a"},
                    {"from": "api", "to": "b"}, {"from": "api", "to": "d"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn fires_when_a_gateway_calls_three_services() {
        check(
            "arch-no-discovery",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "gw", "operation": "write"}]},
                "components": [{"id": "gw", "kind": "gateway", "instances": 2},
                    {"id": "a", "kind": "service", "instances": 2},
                    {"id": "b", "kind": "service", "instances": 2},
                    {"id": "d", "kind": "service", "instances": 2}],
                "connections": [{"from": "gw", "to": "a"}, {"from": "gw", "to": "b"}, {"from": "gw", "to": "d"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn tells_of_those_that_no_balancer_stands_before() {
        let design = |copies: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "lb", "operation": "write"}]},
                "components": [{"id": "lb", "kind": "lb-l7", "instances": 2},
                    {"id": "a", "kind": "service", "instances": 2}, {"id": "b", "kind": "service", "instances": COPIES},
                    {"id": "d", "kind": "service", "instances": 2}],
                "connections": [{"from": "lb", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "d"}]}"#
                .replace("COPIES", copies)
        };
        check("arch-no-discovery", &design("2"), &["b"]);
        check("arch-no-discovery", &design("1"), &[]);
    }

    #[test]
    fn silent_when_each_stands_behind_a_balancer() {
        check(
            "arch-no-discovery",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "lb", "operation": "write"}]},
                "components": [{"id": "lb", "kind": "lb-l7", "instances": 2},
                    {"id": "a", "kind": "service", "instances": 2},
                    {"id": "b", "kind": "service", "instances": 2},
                    {"id": "d", "kind": "service", "instances": 2}],
                "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}, {"from": "lb", "to": "d"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_registry_knows_them() {
        check(
            "arch-no-discovery",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "a", "kind": "service", "instances": 2},
                    {"id": "b", "kind": "service", "instances": 2},
                    {"id": "d", "kind": "service", "instances": 2}, {"id": "r", "kind": "registry"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "a"},
                    {"from": "api", "to": "b"}, {"from": "api", "to": "d"}, {"from": "api", "to": "r"}]}"#,
            &[],
        );
    }
}

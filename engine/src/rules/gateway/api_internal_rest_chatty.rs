//! Many calls between services go over HTTP/1.1, one after the other on each connection.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Many calls between services go over HTTP/1.1, one after the other on each connection.
    ///
    /// ## Why it matters
    /// HTTP/1.1 carries one call at a time on a connection and spells every header out as text. Between services, which
    /// call each other all the time, a binary protocol on one shared connection does the same with a fraction of bytes
    /// and connections. From five such connections on the rule speaks, which is an assumption.
    ///
    /// ## What to do
    /// Use gRPC or HTTP/2 between services, ask for many things in one call, and cache what rarely changes.
    ///
    /// ## When it is fine
    /// When calls are few, or partners only speak HTTP/1.1.
    id: "api-internal-rest-chatty",
    title: "Talkative services over HTTP/1.1",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith; zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} is one of the services with {measured} calls over HTTP/1.1 between them.",
    fix: "Use gRPC or HTTP/2 between services, or fewer and larger calls.",
    check: check;
    in ru: r"
        Talkative services over HTTP/1.1 ⇒ Разговорчивые сервисы по HTTP/1.1
        {component} is one of the services with {measured} calls over HTTP/1.1 between them. ⇒ {component} — один из сервисов, между которыми {measured} {measured:вызов|вызова|вызовов} по HTTP/1.1.
        Use gRPC or HTTP/2 between services, or fewer and larger calls. ⇒ Используйте между сервисами gRPC или HTTP/2 либо меньше вызовов, но крупнее.
    ",
}

/// Connections between services from which on they count as talkative: an assumption.
const MANY: usize = 5;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let between = |&edge: &usize| {
        let inside = |family: Family| family == Family::Compute;
        context.edge_waits(edge) && inside(context.caller(edge).kind.family) && inside(context.callee(edge).kind.family)
    };
    let edges: Vec<usize> = (0..context.graph.edges.len()).filter(between).collect();
    if edges.len() < MANY {
        return;
    }
    let old: Vec<usize> =
        edges.iter().copied().filter(|&edge| context.edge(edge).text("protocol") == Some("http1")).collect();
    if let Some(&first) = old.first().filter(|_| old.len() >= MANY) {
        verdict
            .find(context, &[context.edge(first).from])
            .on(&old)
            .measured(old.len() as f64, MANY as f64, "connections")
            .of(Part::Connections)
            .limit(Part::Assumed(MANY as f64))
            .with("measured", Value::Count(old.len() as f64));
    } else if edges.iter().any(|&edge| context.edge(edge).text("protocol").is_none()) {
        verdict.needs("what services speak");
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_five() {
        check(
            "api-internal-rest-chatty",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"},
                    {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "protocol": "http1"},
                    {"from": "a", "to": "c", "protocol": "http1"},
                    {"from": "a", "to": "d", "protocol": "http1"},
                    {"from": "a", "to": "e", "protocol": "http1"}, {"from": "a", "to": "f", "protocol": "http1"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_over_grpc() {
        check(
            "api-internal-rest-chatty",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"},
                    {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "protocol": "grpc"},
                    {"from": "a", "to": "c", "protocol": "grpc"}, {"from": "a", "to": "d", "protocol": "grpc"},
                    {"from": "a", "to": "e", "protocol": "grpc"}, {"from": "a", "to": "f", "protocol": "grpc"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two() {
        check(
            "api-internal-rest-chatty",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "protocol": "http1"},
                    {"from": "a", "to": "c", "protocol": "http1"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "api-internal-rest-chatty",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"},
                    {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "a", "to": "e"}, {"from": "a", "to": "f"}]}"#,
        );
    }
}

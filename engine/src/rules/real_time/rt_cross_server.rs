//! Several connection servers have nothing that carries messages from one to another.

use std::collections::BTreeSet;

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Several connection servers have nothing that carries messages from one to another.
    ///
    /// ## Why it matters
    /// A user is connected to one server only. With ten servers, nine of ten recipients are connected to another one
    /// than the sender; without a way between them those messages have nowhere to go. In a test with one server it
    /// always works.
    ///
    /// ## What to do
    /// Let every server publish to and subscribe from a common channel (Redis Pub/Sub, Kafka), with a registry that
    /// knows which server holds which user.
    ///
    /// ## When it is fine
    /// When servers only push what a store tells them and users never write to each other.
    id: "rt-cross-server",
    title: "Connection servers cannot reach each other",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 3. Chat System; worked-examples § Example 2, Step 3: detailed design; zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &[],
    message: "{component} is one of {copies} servers with no channel between them. Users on different servers cannot reach each other.",
    fix: "Connect them by Redis Pub/Sub or a stream, and keep a map from user to server.",
    check: check;
    in ru: r"
        Connection servers cannot reach each other ⇒ Серверы соединений не видят друг друга
        {component} is one of {copies} servers with no channel between them. Users on different servers cannot reach each other. ⇒ {component} — один из серверов ({copies}), между которыми нет канала. Пользователи на разных серверах не достанут друг до друга.
        Connect them by Redis Pub/Sub or a stream, and keep a map from user to server. ⇒ Соедините их через Redis Pub/Sub или поток и храните, на каком сервере какой пользователь.
    ",
}

/// Whether a component brings a message to every server that listens, or knows where a user is.
fn carries_between(node: &Node<'_>) -> bool {
    matches!(node.kind.id, "redis-pubsub" | "presence" | "registry")
        || matches!(node.text("contents"), Some("presence" | "sessions"))
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let servers: Vec<usize> = context.of_family(Family::ConnectionServer).map(|(number, _)| number).collect();
    let copies: u32 = servers.iter().map(|&number| context.node(number).copies()).sum();
    let near = |server: usize| context.graph.reach(server, |_| true);
    // What a queue hands on has to come to a server again.
    let back: BTreeSet<usize> = servers.iter().flat_map(|&server| context.graph.reach_back(server, |_| true)).collect();
    let comes_back = |other: usize| context.node(other).kind.family.is_broker() && back.contains(&other);
    // A log that a server writes to is there for others to read; one further on, behind other work, serves that.
    let is_log = |server: usize, other: usize| {
        context.node(other).kind.family == Family::Stream && context.from(server).any(|edge| edge.to == other)
    };
    let is_linked = |server: usize| {
        let hears = context.graph.reach_back(server, |edge| context.node(edge.from).kind.family.is_broker());
        let speaks = || {
            near(server)
                .into_iter()
                .any(|other| comes_back(other) || carries_between(&context.node(other)) || is_log(server, other))
        };
        hears.into_iter().any(|other| context.node(other).kind.family.is_broker()) || speaks()
    };
    let (linked, mut apart): (Vec<usize>, Vec<usize>) = servers.iter().partition(|&&server| is_linked(server));
    if copies <= 1 || apart.is_empty() {
        return;
    }
    // What all servers keep in memory may say who is where.
    let is_open = |node: &Node<'_>| node.kind.family == Family::Cache && node.text("contents").is_none();
    if apart.iter().all(|&server| near(server).into_iter().any(|other| is_open(&context.node(other)))) {
        verdict.needs("what caches keep");
    } else {
        // Those that are cut off first.
        apart.extend(linked);
        verdict
            .find(context, &apart)
            .measured(f64::from(copies), 1.0, "servers")
            .of(Part::CopiesFrom(0))
            .with("copies", Value::Count(f64::from(copies)));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_servers_share_nothing() {
        check(
            "rt-cross-server",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"},
                    {"id": "chat", "kind": "ws-gateway", "instances": 2}],
                "connections": [{"from": "app", "to": "chat"}]}"#,
            &["chat"],
        );
    }

    #[test]
    fn a_queue_that_leads_elsewhere_is_no_channel() {
        let design = |to: &str| {
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"}, {"id": "chat", "kind": "ws-gateway", "instances": 2},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}, {"id": "mail", "kind": "external-api"}],
                "connections": [{"from": "app", "to": "chat"}, {"from": "chat", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "TO"}]}"#
                .replace("TO", to)
        };
        check("rt-cross-server", &design("mail"), &["chat"]);
        check("rt-cross-server", &design("chat"), &[]);
    }

    #[test]
    fn a_log_behind_other_work_is_no_channel() {
        let design = |from: &str| {
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"}, {"id": "chat", "kind": "ws-gateway", "instances": 2},
                    {"id": "db", "kind": "sql"}, {"id": "log", "kind": "stream"}, {"id": "dwh", "kind": "warehouse"}],
                "connections": [{"from": "app", "to": "chat"}, {"from": "chat", "to": "db"},
                    {"from": "FROM", "to": "log", "mode": "async"}, {"from": "log", "to": "dwh", "mode": "async"}]}"#
                .replace("FROM", from)
        };
        check("rt-cross-server", &design("db"), &["chat"]);
        check("rt-cross-server", &design("chat"), &[]);
    }

    #[test]
    fn a_cache_may_say_who_is_where() {
        let design = |contents: &str| {
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"},
                    {"id": "chat", "kind": "ws-gateway", "instances": 2},
                    {"id": "redis", "kind": "cache-distributed"CONTENTS}],
                "connections": [{"from": "app", "to": "chat"}, {"from": "chat", "to": "redis"}]}"#
                .replace("CONTENTS", contents)
        };
        check_not_checked("rt-cross-server", &design(""));
        check("rt-cross-server", &design(r#", "settings": {"contents": "presence"}"#), &[]);
        check("rt-cross-server", &design(r#", "settings": {"contents": "profiles"}"#), &["chat"]);
    }

    #[test]
    fn silent_when_there_is_one_server() {
        check(
            "rt-cross-server",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"}, {"id": "chat", "kind": "ws-gateway"}],
                "connections": [{"from": "app", "to": "chat"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_stream_connects_them() {
        check(
            "rt-cross-server",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"},
                    {"id": "chat", "kind": "ws-gateway", "instances": 2},
                    {"id": "bus", "kind": "stream"}],
                "connections": [{"from": "app", "to": "chat"}, {"from": "chat", "to": "bus", "mode": "async"},
                    {"from": "bus", "to": "chat", "mode": "async"}]}"#,
            &[],
        );
    }
}

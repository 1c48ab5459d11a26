//! Different consumers share one queue although each needs every message.

use crate::analysis::{Edge, Node};
use crate::design::vocabulary::Source;
use crate::kinds::{Dispatch, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// Different consumers share one queue although each needs every message.
    ///
    /// ## Why it matters
    /// A queue hands each message to one consumer. Where billing and shipping read the same queue, an order is billed
    /// or shipped, never both.
    ///
    /// ## What to do
    /// Use publish and subscribe, or a stream with one group for each consumer.
    ///
    /// ## When it is fine
    /// When the consumers are interchangeable. Then give their connections a common group. Workers of one kind that call
    /// the same are taken to be interchangeable; two services are not, for a service is what one purpose is made of, and
    /// its copies are counted as instances.
    id: "msg-fanout-on-queue",
    title: "One queue for different consumers",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model; interview-answers § Theory 5. Message Queues; senior-node § 5 Queues and asynchrony"),
    replaces: &["msg-pattern-choice"],
    message: "{component} hands each message to one of {names}. The others never see it.",
    fix: "Use a stream or publish and subscribe, or put interchangeable consumers into one group.",
    check: check;
    in ru: r"
        One queue for different consumers ⇒ Одна очередь для разных потребителей
        {component} hands each message to one of {names}. The others never see it. ⇒ {component} отдаёт каждое сообщение одному из {names}. Остальные его не увидят.
        Use a stream or publish and subscribe, or put interchangeable consumers into one group. ⇒ Возьмите поток или издатель-подписчик либо объедините взаимозаменяемых потребителей в одну группу.
    ",
}

/// What a consumer is for: its kind, what it is itself where it is a service, and else whom it calls.
type Purpose<'a> = (&'a str, Option<usize>, BTreeSet<usize>);

fn purpose(context: &Context<'_>, consumer: usize) -> Purpose<'static> {
    let kind = context.node(consumer).kind;
    let calls = context.from(consumer).filter(|edge| {
        let callee = context.node(edge.to).kind;
        !callee.stands_aside()
    });
    match kind.family {
        Family::Compute => (kind.id, Some(consumer), BTreeSet::new()),
        _ => (kind.id, None, calls.map(|edge| edge.to).collect()),
    }
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let one_gets_it = |node: &Node<'_>| node.dispatch() == Dispatch::OneConsumer;
    for (number, _) in context.of_family(Family::Queue).filter(|(_, node)| one_gets_it(node)) {
        let consumers: Vec<&Edge<'_>> = context
            .from(number)
            .filter(|edge| {
                let kind = context.node(edge.to).kind;
                !kind.stands_aside() && edge.group.is_none()
            })
            .collect();
        let purposes: BTreeSet<Purpose<'_>> = consumers.iter().map(|edge| purpose(context, edge.to)).collect();
        if purposes.len() > 1 {
            let names: Vec<&str> = consumers.iter().map(|edge| context.node(edge.to).component.label()).collect();
            verdict.find(context, &[number]).with("names", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_worker_and_a_service_read_one_queue() {
        check(
            "msg-fanout-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "s", "kind": "service"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"},
                    {"from": "q", "to": "s", "mode": "async"}]}"#,
            &["q"],
        );
    }

    /// Two consumers of a kind, with what is said of their connections and of what they call.
    fn two(kind: &str, of_connection: &str, further: &str) -> String {
        format!(
            r#"{{"workload": {{"journeys": [{{"id": "order", "entry": "api", "operation": "write"}}]}},
                "components": [{{"id": "api", "kind": "server"}}, {{"id": "q", "kind": "queue"}},
                    {{"id": "billing", "kind": "{kind}"}}, {{"id": "shipping", "kind": "{kind}"}},
                    {{"id": "b", "kind": "sql"}}, {{"id": "s", "kind": "sql"}}],
                "connections": [{{"from": "api", "to": "q", "mode": "async"}},
                    {{"from": "q", "to": "billing", "mode": "async"{of_connection}}},
                    {{"from": "q", "to": "shipping", "mode": "async"{of_connection}}}{further}]}}"#
        )
    }

    #[test]
    fn fires_when_two_services_read_it() {
        check("msg-fanout-on-queue", &two("service", "", ""), &["q"]);
    }

    #[test]
    fn silent_when_they_are_one_group() {
        check("msg-fanout-on-queue", &two("service", r#", "group": "orders""#, ""), &[]);
    }

    #[test]
    fn fires_when_workers_do_different_things_and_is_silent_when_they_do_the_same() {
        let calls = |first: &str, second: &str| {
            format!(r#", {{"from": "billing", "to": "{first}"}}, {{"from": "shipping", "to": "{second}"}}"#)
        };
        check("msg-fanout-on-queue", &two("worker", "", &calls("b", "s")), &["q"]);
        check("msg-fanout-on-queue", &two("worker", "", &calls("b", "b")), &[]);
    }

    #[test]
    fn silent_when_one_consumer_reads_it() {
        check(
            "msg-fanout-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_a_stream() {
        check(
            "msg-fanout-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"},
                    {"id": "s", "kind": "service"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"},
                    {"from": "q", "to": "s", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn an_exchange_that_copies_messages_hands_each_to_all() {
        let text = |exchange: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write", "rate": {{"per_second": 10}}, "peak_factor": 1}}]}},
                "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "q", "kind": "rabbitmq", "settings": {{"exchange": "{exchange}"}}}},
                    {{"id": "bill", "kind": "service"}}, {{"id": "ship", "kind": "service"}}],
                "connections": [{{"from": "api", "to": "q", "mode": "async"}}, {{"from": "q", "to": "bill", "mode": "async"}},
                    {{"from": "q", "to": "ship", "mode": "async"}}]}}"#
            )
        };
        check("msg-fanout-on-queue", &text("direct"), &["q"]);
        check("msg-fanout-on-queue", &text("fanout"), &[]);
        let report = crate::evaluate(&crate::rules::testing::design(&text("fanout")));
        let arrives = |id: &str| report.components[id].peak.as_ref().map_or(0.0, |peak| peak.writes);
        assert!((arrives("bill") - 10.0).abs() < 1e-9 && (arrives("ship") - 10.0).abs() < 1e-9);
    }
}

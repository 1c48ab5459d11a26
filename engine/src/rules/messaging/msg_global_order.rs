//! All messages have to keep one order, and there are several partitions.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// All messages have to keep one order, and there are several partitions.
    ///
    /// ## Why it matters
    /// Partitions know nothing of each other: what went in first may come out last. No setting of a consumer brings the
    /// order back.
    ///
    /// ## What to do
    /// Use one partition and accept what it can carry, or ask for order only within an account, a conversation, an
    /// order.
    ///
    /// ## When it is fine
    /// Never, if the wish is meant as it stands.
    id: "msg-global-order",
    title: "One order over several partitions",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues"),
    replaces: &[],
    message: "{component} has {partitions} partitions, and there is no order between them. One order for all messages is wanted.",
    fix: "Use one partition, or want order only for each entity.",
    check: check;
    in ru: r"
        One order over several partitions ⇒ Общий порядок при нескольких партициях
        {component} has {partitions} partitions, and there is no order between them. One order for all messages is wanted. ⇒ У «{component}» {partitions} {partitions:партиция|партиции|партиций}, и между ними порядка нет. А нужен общий порядок всех сообщений.
        Use one partition, or want order only for each entity. ⇒ Возьмите одну партицию или требуйте порядка только внутри каждого объекта.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.family.is_broker()).map(|(number, _)| number).collect();
    if brokers.is_empty() {
        return;
    }
    match context.wish("ordering").and_then(Setting::text) {
        None => verdict.needs("the order that messages have to keep"),
        Some("global") => {
            for number in brokers {
                let node = context.node(number);
                // A log without partitions of its own has one on each shard.
                let partitions = node.number("partitions").map_or(f64::from(node.shards()), |figure| figure.value);
                if partitions > 1.0 {
                    verdict.find(context, &[number]).with("partitions", Value::Count(partitions));
                }
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn partitions_that_are_stated_count_in_place_of_shards() {
        let design = |stream: &str| {
            r#"{"workload": {"journeys": [{"id": "order", "entry": "api", "operation": "write"}]},
                "requirements": {"ordering": "global"},
                "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "stream", STREAM}],
                "connections": [{"from": "api", "to": "q", "mode": "async"}]}"#
                .replace("STREAM", stream)
        };
        check("msg-global-order", &design(r#""settings": {"partitions": 6}"#), &["q"]);
        check("msg-global-order", &design(r#""shards": 3, "settings": {"partitions": 1}"#), &[]);
    }

    #[test]
    fn fires_when_one_order_spans_partitions() {
        check(
            "msg-global-order",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"ordering": "global"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 4}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_there_is_one_partition() {
        check(
            "msg-global-order",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"ordering": "global"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_order_is_declared() {
        check_not_checked(
            "msg-global-order",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

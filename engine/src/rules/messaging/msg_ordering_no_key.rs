//! Messages have to keep their order and nothing keeps them in one partition.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages have to keep their order and nothing keeps them in one partition.
    ///
    /// ## Why it matters
    /// Order holds within a partition only. Without a key, messages of the same conversation or account are spread over
    /// all partitions and worked on in any order: the answer is shown before the question, the withdrawal is booked
    /// before the deposit.
    ///
    /// ## What to do
    /// Use the id of what must stay in order as the key: the recipient, the conversation, the account.
    ///
    /// ## When it is fine
    /// When there is one partition, or each message stands for itself. Where nothing is said of the key the rule cannot
    /// tell; state `none` where there is none.
    id: "msg-ordering-no-key",
    title: "Order without a partition key",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; worked-examples § Example 2, Step 3: detailed design"),
    replaces: &[],
    message: "{component} spreads messages over {partitions} partitions without a key, and their order has to hold. It holds within a partition only.",
    fix: "Key messages by what has to stay in order, such as the conversation or the account.",
    check: check;
    in ru: r"
        Order without a partition key ⇒ Порядок без ключа партиционирования
        {component} spreads messages over {partitions} partitions without a key, and their order has to hold. It holds within a partition only. ⇒ {component} распределяет сообщения по партициям ({partitions}) без ключа, а порядок нужен. Он сохраняется только внутри партиции.
        Key messages by what has to stay in order, such as the conversation or the account. ⇒ Ставьте ключом то, в чём нужен порядок: например, беседу или счёт.
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
        Some("per-entity") => {
            for number in brokers {
                let node = context.node(number);
                let stated = node.number("partitions").map_or(1.0, |figure| figure.value);
                let partitions = f64::from(node.shards()).max(stated);
                if partitions <= 1.0 {
                    continue;
                }
                match node.text("partition_key").map(str::trim) {
                    None => verdict.needs_at("the partition key", node.place_of("partition_key")),
                    Some("" | "none" | "-") => {
                        verdict.find(context, &[number]).with("partitions", Value::Count(partitions));
                    }
                    Some(_) => {}
                }
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn fires_when_order_is_wanted_over_several_partitions_without_a_key() {
        check(
            "msg-ordering-no-key",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"ordering": "per-entity"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 8, "settings": {"partition_key": "none"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn not_checked_while_the_key_is_open() {
        check_not_checked_at(
            "msg-ordering-no-key",
            r#"{"requirements": {"ordering": "per-entity"},
                "components": [{"id": "one", "kind": "stream"}, {"id": "q", "kind": "stream", "shards": 8}]}"#,
            "components[q].settings.partition_key",
        );
    }

    #[test]
    fn silent_when_a_key_keeps_it() {
        check(
            "msg-ordering-no-key",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"ordering": "per-entity"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 8, "settings": {"partition_key": "conversation"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_order_is_declared() {
        check_not_checked(
            "msg-ordering-no-key",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

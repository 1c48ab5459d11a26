//! A stream keeps more than its disks hold.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A stream keeps more than its disks hold.
    ///
    /// ## Why it matters
    /// What a stream keeps is what arrives in a second, times the size of a message, times the seconds it is kept,
    /// times the copies. When the disks are full the broker stops or drops the oldest messages before their time.
    ///
    /// ## What to do
    /// Keep messages for less time, move old ones to object storage, or add disks.
    ///
    /// ## When it is fine
    /// When messages are compressed well and the figures do not say so.
    id: "msg-retention-storage",
    title: "Retention does not fit the disks",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; worked-examples § Useful formulas"),
    replaces: &[],
    message: "{component} keeps {measured} and its disks hold {limit}.",
    fix: "Keep messages for at most {hours}, or add nodes.",
    check: check;
    in ru: r"
        Retention does not fit the disks ⇒ Срок хранения не помещается на диски
        {component} keeps {measured} and its disks hold {limit}. ⇒ {component} хранит {measured}, а на его диски помещается {limit}.
        Keep messages for at most {hours}, or add nodes. ⇒ Храните сообщения не дольше {hours} или добавьте узлы.
    ",
}

const SECONDS_AN_HOUR: f64 = 3_600.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Stream) {
        let Some(retention) = node.number("retention_hours") else { continue };
        let (bytes, disk) = (node.number("message_bytes"), node.number("storage_bytes"));
        let (Some(bytes), Some(disk)) = (bytes, disk) else {
            verdict.needs("size of messages and disks of streams");
            continue;
        };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let copies = f64::from(1 + node.replicas());
        let an_hour = context.average(number).total() * bytes.value * copies * SECONDS_AN_HOUR;
        let (kept, limit) = (an_hour * retention.value, disk.value * f64::from(node.copies()));
        if kept > limit {
            verdict
                .find(context, &[number])
                .measured(kept, limit, "B")
                .by(
                    "messages × bytes each × (1 + replicas) × seconds an hour × hours",
                    &[
                        ("messages", Part::Average(0)),
                        ("bytes each", Part::Setting(0, "message_bytes")),
                        ("replicas", Part::Count(0, "replicas")),
                        ("seconds an hour", Part::Constant(SECONDS_AN_HOUR)),
                        ("hours", Part::Setting(0, "retention_hours")),
                    ],
                )
                .limit_by(
                    "storage of one × copies",
                    &[("storage of one", Part::Setting(0, "storage_bytes")), ("copies", Part::Copies(0))],
                )
                .with("measured", Value::Bytes(kept))
                .with("limit", Value::Bytes(limit))
                .with("hours", Value::Seconds(limit / an_hour * SECONDS_AN_HOUR));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_week_does_not_fit() {
        check(
            "msg-retention-storage",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"retention_hours": 168, "message_bytes": 1000, "storage_bytes": 100000000000}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "msg-retention-storage",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"retention_hours": 24, "message_bytes": 1000, "storage_bytes": 100000000000}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_the_size_of_messages() {
        check_not_checked(
            "msg-retention-storage",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"retention_hours": 24}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

//! A broker keeps its messages in one place only.

use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A broker keeps its messages in one place only.
    ///
    /// ## Why it matters
    /// Everything that was decoupled hangs on the broker: while it is down, nothing can be handed over, and what it
    /// held and nobody had taken yet may be gone with its disk.
    ///
    /// ## What to do
    /// Run it as a cluster and keep every message on more than one node.
    ///
    /// ## When it is fine
    /// When producers keep the message until the broker is back, and its content can be made again.
    id: "msg-broker-spof",
    title: "Broker without a second copy",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("mental-models § 18. The System Design Interview Framework, § Quick Reference Card"),
    replaces: &["spof-single-instance"],
    message: "{component} keeps each message on one node. Losing it stops {journeys} and may lose what it held.",
    fix: "Give each partition at least one replica on another node.",
    check: check;
    mend: mend;
    in ru: r"
        Broker without a second copy ⇒ Брокер без второй копии
        {component} keeps each message on one node. Losing it stops {journeys} and may lose what it held. ⇒ {component} хранит каждое сообщение на одном узле. Его потеря остановит {journeys}, и хранимое может пропасть.
        Give each partition at least one replica on another node. ⇒ Дайте каждой партиции хотя бы одну реплику на другом узле.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        // What no user's request needs, because handing over is not required or happens behind another broker, may
        // wait until the broker is back.
        if node.replicas() > 0 || node.kind.copies == Copies::Inside || !context.is_single_point_of_failure(number) {
            continue;
        }
        verdict.find(context, &[number]).with("journeys", Value::name(context.journeys_lost_with(number)));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).second_copy(finding.first()?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_broker_is_one_node() {
        check(
            "msg-broker-spof",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_every_message_has_a_second_copy() {
        check(
            "msg-broker-spof",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "replicas": 1}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_somebody_else_runs_it() {
        check(
            "msg-broker-spof",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"managed": true}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }
    #[test]
    fn silent_when_requests_do_not_fail_without_it() {
        check(
            "msg-broker-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "clicks", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "clicks", "mode": "async", "required": false},
                    {"from": "clicks", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }
}

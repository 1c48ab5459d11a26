//! Messages wait in a queue or stream, and nothing measures how many.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages wait in a queue or stream, and nothing measures how many.
    ///
    /// ## Why it matters
    /// A queue hides its trouble: producers are served, consumers are busy, and the backlog grows from seconds to
    /// hours. Its depth, or the lag of its consumers, is the one figure that shows it, and the only early one.
    ///
    /// ## What to do
    /// Measure depth or lag for each queue and group, and alert on its growth.
    ///
    /// ## When it is fine
    /// When a provider does it and alerts on its own.
    id: "msg-lag-unmonitored",
    title: "Backlog that nobody measures",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("senior-node § 10 Monitoring / Observability; mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "{component} may fall behind, and nothing measures how far.",
    fix: "Measure the depth of queues and the lag of consumers, and alert on it.",
    check: check;
    mend: mend;
    in ru: r"
        Backlog that nobody measures ⇒ Накопление, которое никто не измеряет
        {component} may fall behind, and nothing measures how far. ⇒ {component} может отстать, и никто не измеряет, насколько.
        Measure the depth of queues and the lag of consumers, and alert on it. ⇒ Измеряйте глубину очередей и отставание потребителей и настройте оповещение.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> = context
        .nodes()
        .filter(|(number, node)| {
            node.kind.family.is_broker() && !node.kind.takes_failures() && context.is_reached(*number)
        })
        .map(|(number, _)| number)
        .collect();
    if brokers.is_empty() {
        return;
    }
    match context.measures(&["queue-depth", "consumer-lag", "saturation"]) {
        None => verdict.needs("what metrics measure"),
        Some(true) => {}
        Some(false) => {
            verdict.find(context, &brokers);
        }
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).measure(&["queue-depth", "consumer-lag"]).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_latency_is_measured() {
        check(
            "msg-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_depth_is_measured() {
        check(
            "msg-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["queue-depth"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_is_measured() {
        check_not_checked(
            "msg-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

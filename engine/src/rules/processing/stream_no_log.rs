//! A stream processor is called by those who make the events.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A stream processor is called by those who make the events.
    ///
    /// ## Why it matters
    /// Without a log between them an event exists only in the call. When the processor restarts, what came meanwhile is
    /// lost, and a mistake in its code cannot be mended by reading the day again.
    ///
    /// ## What to do
    /// Write events to a log (Kafka, Kinesis) and let the processor read from it.
    ///
    /// ## When it is fine
    /// When lost events do no harm.
    id: "stream-no-log",
    title: "Stream without a log",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &[],
    message: "{component} gets its events by calls from {others}. What comes while it restarts is lost.",
    fix: "Put a log in front of {component}.",
    check: check;
    in ru: r"
        Stream without a log ⇒ Поток без журнала
        {component} gets its events by calls from {others}. What comes while it restarts is lost. ⇒ {component} получает события вызовами от {others}. Пришедшее во время перезапуска теряется.
        Put a log in front of {component}. ⇒ Поставьте перед «{component}» журнал.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "stream-processor") {
        let kept = |other: usize| {
            let family = context.node(other).kind.family;
            family.is_broker() || family.keeps() || family == Family::Processing
        };
        let reads_a_log = context.to(number).any(|edge| kept(edge.from))
            || context.from(number).any(|edge| edge.connection.operation == Some(Operation::Read) && kept(edge.to));
        let called: Vec<usize> = context
            .edges_to(number)
            .iter()
            .copied()
            .filter(|&edge| {
                matches!(context.caller(edge).kind.family, Family::Compute | Family::Gateway | Family::Client)
            })
            .collect();
        if !called.is_empty() && !reads_a_log {
            let names: Vec<&str> = called.iter().map(|&edge| context.caller(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&called).with("others", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_it_is_called() {
        check(
            "stream-no-log",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "p", "kind": "stream-processor"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "p", "mode": "async"},
                    {"from": "p", "to": "db"}]}"#,
            &["p"],
        );
    }

    #[test]
    fn silent_behind_a_log() {
        check(
            "stream-no-log",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}, {"from": "p", "to": "db"}]}"#,
            &[],
        );
    }
}

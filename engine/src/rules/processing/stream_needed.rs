//! Results have to be seconds old, and a job that runs now and then makes them.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Results have to be seconds old, and a job that runs now and then makes them.
    ///
    /// ## Why it matters
    /// A batch gives yesterday’s answer: the documented ones run every night or every few hours, and what happened
    /// since is missing. A stream processor adds each event as it comes and is milliseconds to seconds behind.
    ///
    /// ## What to do
    /// Work on the events as they come: a log such as Kafka, and Flink, Kinesis or Storm behind it.
    ///
    /// ## When it is fine
    /// When only some results have to be fresh, and others make those.
    id: "stream-needed",
    title: "Batches where news has to be fresh",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &[],
    message: "{component} runs every {measured}, and results may be {limit} old.",
    fix: "Work on events as they come with a stream processor, or run {component} more often.",
    check: check;
    in ru: r"
        Batches where news has to be fresh ⇒ Пакеты там, где нужна свежесть
        {component} runs every {measured}, and results may be {limit} old. ⇒ {component} запускается каждые {measured}, а результаты могут быть не старше {limit}.
        Work on events as they come with a stream processor, or run {component} more often. ⇒ Обрабатывайте события по мере прихода потоковой обработкой или запускайте «{component}» чаще.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "stream-processor") {
        return;
    }
    for (number, node) in context.nodes().filter(|(_, node)| matches!(node.kind.id, "batch" | "etl")) {
        let Some(fresh) = context.wish("freshness_seconds").and_then(Setting::number) else {
            verdict.needs("how old results may be");
            continue;
        };
        match node.number("interval_seconds") {
            None if fresh < SECONDS_A_MINUTE => verdict.needs("how often batches run"),
            Some(interval) if interval.value > fresh && fresh < SECONDS_A_MINUTE => {
                verdict
                    .find(context, &[number])
                    .measured(interval.value, fresh, "s")
                    .of(Part::Setting(0, "interval_seconds"))
                    .limit(Part::Wish("freshness_seconds"))
                    .with("measured", Value::Seconds(interval.value))
                    .with("limit", Value::Seconds(fresh));
            }
            _ => {}
        }
    }
}

/// What is wanted within less is a matter of seconds, which the documents give to streams.
const SECONDS_A_MINUTE: f64 = 60.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_nightly_job_makes_them() {
        check(
            "stream-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"freshness_seconds": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "b", "kind": "batch", "settings": {"interval_seconds": 86400}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "b", "mode": "async"}]}"#,
            &["b"],
        );
    }

    #[test]
    fn silent_when_a_day_is_fresh_enough() {
        check(
            "stream-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"freshness_seconds": 86400},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "b", "kind": "batch", "settings": {"interval_seconds": 86400}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "b", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_events_are_worked_on_as_they_come() {
        check(
            "stream-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"freshness_seconds": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"},
                    {"id": "b", "kind": "batch", "settings": {"interval_seconds": 86400}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "p", "mode": "async"}, {"from": "p", "to": "db"},
                    {"from": "db", "to": "b", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "stream-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "b", "kind": "batch", "settings": {"interval_seconds": 86400}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "b", "mode": "async"}]}"#,
        );
    }
}

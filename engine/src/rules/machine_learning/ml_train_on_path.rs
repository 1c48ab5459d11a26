//! A request waits for a model to be trained.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A request waits for a model to be trained.
    ///
    /// ## Why it matters
    /// Training takes minutes to days and all the machine there is. No request lives that long, and a second one starts
    /// a second training.
    ///
    /// ## What to do
    /// Train by the clock or by events in a pipeline of its own, and let requests use the last model.
    ///
    /// ## When it is fine
    /// For a model of a few rows that learns in milliseconds; then it is not a pipeline.
    id: "ml-train-on-path",
    title: "Training while users wait",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &["msg-long-task-sync"],
    message: "{component} waits for {other} to learn before it answers.",
    fix: "Train in a pipeline of its own, and answer with the last model.",
    check: check;
    in ru: r"
        Training while users wait ⇒ Обучение, пока ждут пользователи
        {component} waits for {other} to learn before it answers. ⇒ {component} до ответа ждёт, пока {other} обучится.
        Train in a pipeline of its own, and answer with the last model. ⇒ Обучайте в отдельном конвейере и отвечайте последней моделью.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let callee = context.callee(number);
        if callee.kind.id == "ml-training" && context.edge_waits(number) {
            let (from, to) = (context.edge(number).from, context.edge(number).to);
            let name = Value::name(callee.component.label());
            verdict.find(context, &[from, to]).on(&[number]).with("other", name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn whom_the_clock_begins_nobody_waits_for() {
        for begins in ["scheduler", "worker", "batch"] {
            let design = r#"{"workload": {"journeys": [{"id": "learn", "entry": "clock", "operation": "write"}]},
                "components": [{"id": "clock", "kind": "BEGINS"}, {"id": "job", "kind": "service"}, {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "clock", "to": "job"}, {"from": "job", "to": "t"}]}"#;
            check("ml-train-on-path", &design.replace("BEGINS", begins), &[]);
        }
    }

    #[test]
    fn fires_when_a_request_trains() {
        check(
            "ml-train-on-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_by_the_clock() {
        check(
            "ml-train-on-path",
            r#"{"workload": {"journeys": [{"id": "learn", "entry": "clock", "operation": "write"}]},
                "components": [{"id": "clock", "kind": "scheduler"}, {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "clock", "to": "t", "mode": "async"}]}"#,
            &[],
        );
    }
}

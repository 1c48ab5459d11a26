//! A user waits for a long task.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A user waits for a long task.
    ///
    /// ## Why it matters
    /// Transcoding, reports, crawling and training take seconds to hours. Good answers take less than 100 ms, more than
    /// a second is bad, and browsers, proxies and balancers give up long before such a task is done. Meanwhile it holds
    /// a connection and a thread.
    ///
    /// ## What to do
    /// Answer with a number of the task, put the work on a queue and let workers do it.
    ///
    /// ## When it is fine
    /// When the task is known to be short. What begins at a scheduler or a worker keeps nobody waiting.
    id: "msg-long-task-sync",
    title: "Long task while the user waits",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Common Patterns, § 2.4 Video Streaming Platform (like YouTube), § 2.4 Messaging System (like WhatsApp), § 1.1 Understanding System Design Basics, § 3.3 Real-Time Data Processing; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &["gw-heavy-work", "st-no-thumbnail-async"],
    message: "{component} waits for {other}, which works in the background. The request times out before the work is done.",
    fix: "Put a queue between {component} and {other} and answer at once.",
    check: check;
    mend: mend;
    in ru: r"
        Long task while the user waits ⇒ Долгая задача, пока пользователь ждёт
        {component} waits for {other}, which works in the background. The request times out before the work is done. ⇒ {component} ждёт «{other}», который работает в фоне. Запрос истечёт раньше, чем работа будет сделана.
        Put a queue between {component} and {other} and answer at once. ⇒ Поставьте очередь между «{component}» и {other} и отвечайте сразу.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        let callee = context.callee(edge);
        let long = callee.kind.family == Family::Worker || matches!(callee.kind.id, "ml-training" | "batch" | "etl");
        // A scheduler accepts a task and has it done later.
        let is_scheduled = [callee, context.caller(edge)].iter().any(|node| node.kind.id == "scheduler");
        if long && context.edge_waits(edge) && !is_scheduled {
            verdict.find_on(context, edge).with("other", Value::name(callee.component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let edge = *finding.edges.first()?;
    let load = Load { peak: context.traffic.edge_peak[edge].total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.queue_between(edge, load)?;
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn says_alone_that_a_gateway_waits_for_a_worker() {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
            "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                {"id": "w", "kind": "worker"}],
            "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "w"}]}"#;
        check("msg-long-task-sync", design, &["gw"]);
        check("gw-heavy-work", design, &[]);
    }

    #[test]
    fn fires_when_a_server_waits_for_a_worker() {
        check(
            "msg-long-task-sync",
            r#"{"workload": {"journeys": [{"id": "upload", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "w"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_where_a_scheduler_starts_it() {
        let entry = |entry: &str| {
            r#"{"workload": {"journeys": [{"id": "night", "entry": "ENTRY", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "clock", "kind": "scheduler"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "api", "to": "clock"}, {"from": "clock", "to": "w"}]}"#
                .replace("ENTRY", entry)
        };
        check("msg-long-task-sync", &entry("clock"), &[]);
        check("msg-long-task-sync", &entry("api"), &[]);
        check("msg-long-task-sync", &entry("api").replace("scheduler", "server"), &["clock"]);
    }

    #[test]
    fn silent_when_a_queue_stands_between() {
        check(
            "msg-long-task-sync",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }
}

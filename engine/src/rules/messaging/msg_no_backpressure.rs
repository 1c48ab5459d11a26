//! More comes in at peak than consumers take out, and nothing holds producers back.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// More comes in at peak than consumers take out, and nothing holds producers back.
    ///
    /// ## Why it matters
    /// While the peak lasts the backlog grows with every second. If the peak lasts long enough the broker runs full and
    /// takes its producers down; and the last message waits for the whole backlog.
    ///
    /// ## What to do
    /// Add consumers, bound the queue, or turn producers away.
    ///
    /// ## When it is fine
    /// When peaks are short and a late message does no harm: then the backlog is what the queue is for. Consumers that grow
    /// with the load (`autoscaling_max`) catch up; whether they may grow far enough is another rule's question.
    id: "msg-no-backpressure",
    title: "Backlog without limit",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 5 Queues and asynchrony, § Final checklist"),
    replaces: &["cap-over-capacity"],
    message: "{component} gets more at peak than {consumer} can take, which is at {utilization}. Nothing bounds the backlog.",
    fix: "Use more copies of {consumer}, or bound {component} so that producers slow down.",
    check: check;
    mend: mend;
    in ru: r"
        Backlog without limit ⇒ Накопление без предела
        {component} gets more at peak than {consumer} can take, which is at {utilization}. Nothing bounds the backlog. ⇒ {component} получает в пик больше, чем может забрать «{consumer}»: его загрузка {utilization}. Накопление ничем не ограничено.
        Use more copies of {consumer}, or bound {component} so that producers slow down. ⇒ Добавьте экземпляров «{consumer}» или ограничьте «{component}», чтобы производители замедлялись.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.family.is_broker()).map(|(number, _)| number).collect();
    if !brokers.is_empty() && !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for number in brokers {
        let grows = |consumer: usize| context.node(consumer).number("autoscaling_max").is_some();
        let full = |edge: &&Edge<'_>| {
            context.load(edge.to).utilization.is_some_and(|utilization| utilization > 1.0) && !grows(edge.to)
        };
        let Some(edge) = context.from(number).find(full) else { continue };
        match context.node(number).switch("bounded") {
            None => verdict.needs("whether queues are bounded"),
            Some(true) => {}
            Some(false) => {
                let utilization = context.load(edge.to).utilization.unwrap_or_default();
                verdict
                    .find(context, &[number, edge.to])
                    .measured(utilization, 1.0, "share")
                    .of(Part::Utilization(1))
                    .with("consumer", Value::name(context.node(edge.to).component.label()))
                    .with("utilization", Value::Share(utilization));
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let consumer = *finding.nodes.get(1)?;
    Fix::of(context.graph).at_target(consumer, context.load(consumer)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_workers_cannot_keep_up() {
        check(
            "msg-no-backpressure",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"bounded": false}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_they_can() {
        check(
            "msg-no-backpressure",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"bounded": false}},
                    {"id": "w", "kind": "worker", "instances": 4}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn leaves_consumers_that_grow_to_the_rule_about_how_far() {
        // 3,000 messages a second at peak, 1,000 a worker, at most two of them.
        let text = r#"{"workload": {"journeys": [{"id": "order", "entry": "api", "operation": "write", "rate": {"per_second": 3000}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue", "settings": {"bounded": false}},
                {"id": "w", "kind": "worker", "settings": {"rps_capacity": 1000, "autoscaling_max": 2}}],
            "connections": [{"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#;
        check("msg-no-backpressure", text, &[]);
        check("scale-hpa-max-too-low", text, &["w"]);
    }

    #[test]
    fn tells_of_full_consumers_in_place_of_the_general_rule() {
        let text = r#"{"workload": {"journeys": [{"id": "order", "entry": "api", "operation": "write", "rate": {"per_second": 3000}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue", "settings": {"bounded": BOUNDED}},
                {"id": "w", "kind": "worker", "settings": {"rps_capacity": 1000}}],
            "connections": [{"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#;
        check("cap-over-capacity", &text.replace("BOUNDED", "false"), &[]);
        check("cap-over-capacity", &text.replace("BOUNDED", "true"), &["w"]);
    }

    #[test]
    fn not_checked_while_the_bound_is_open() {
        check_not_checked(
            "msg-no-backpressure",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

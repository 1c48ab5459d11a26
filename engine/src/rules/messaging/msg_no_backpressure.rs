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
    /// When peaks are short and a late message does no harm: then the backlog is what the queue is for. Consumers that may
    /// grow to as many copies as the peak takes (`autoscaling_max`) catch up: nothing is said of them.
    id: "msg-no-backpressure",
    title: "Backlog without limit",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 5 Queues and asynchrony, § Final checklist"),
    replaces: &[],
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

/// The utilisation of a consumer's copies at which as many as it may grow to are full.
fn most_of(context: &Context<'_>, consumer: usize) -> f64 {
    let node = context.node(consumer);
    let most = node.number("autoscaling_max").map_or(0.0, |figure| figure.value);
    (most / f64::from(node.copies().max(1))).max(1.0)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.family.is_broker()).map(|(number, _)| number).collect();
    if !brokers.is_empty() && !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for number in brokers {
        let full = |edge: &&Edge<'_>| {
            context.load(edge.to).utilization.is_some_and(|utilization| utilization > most_of(context, edge.to))
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
    fn silent_when_consumers_grow_with_the_peak_and_fires_when_they_grow_too_little() {
        // 3,000 messages a second at peak and 1,000 a worker: three take it.
        let most = |most: u32| {
            r#"{"workload": {"journeys": [{"id": "order", "entry": "api", "operation": "write", "rate": {"per_second": 3000}, "peak_factor": 1}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue", "settings": {"bounded": false}},
                    {"id": "w", "kind": "worker", "settings": {"rps_capacity": 1000, "autoscaling_max": MOST}}],
                "connections": [{"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#
                .replace("MOST", &most.to_string())
        };
        check("msg-no-backpressure", &most(3), &[]);
        check("msg-no-backpressure", &most(2), &["q"]);
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

//! A broker gets more messages at peak than it can pass on.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A broker gets more messages at peak than it can pass on.
    ///
    /// ## Why it matters
    /// The documents give a RabbitMQ broker about 50,000 messages a second and Kafka a million and more. Above its
    /// figure a broker holds producers back or drops messages, and everything that was meant to be decoupled waits
    /// again.
    ///
    /// ## What to do
    /// Add partitions and nodes, send fewer and larger messages, or take a broker that can do more.
    ///
    /// ## When it is fine
    /// When the peak is a figure of caution that nobody expects to see.
    id: "msg-broker-throughput",
    title: "Broker over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; zero-to-hero § Cheat Sheet: Numbers to Remember"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "{component} gets {measured} at peak and can pass on {limit}. It saturates at {saturation} of the peak.",
    fix: "Use {at_full} {unit}, or {at_target} to stay at {target}; or a broker that can do more.",
    check: check;
    mend: mend;
    in ru: r"
        Broker over capacity ⇒ Брокер перегружен
        {component} gets {measured} at peak and can pass on {limit}. It saturates at {saturation} of the peak. ⇒ {component} получает в пик {measured}, а передать может {limit}. Насыщение наступает при {saturation} пика.
        Use {at_full} {unit}, or {at_target} to stay at {target}; or a broker that can do more. ⇒ Возьмите {at_full} {unit:at_full} или {at_target}, чтобы держать {target}; либо брокер, который может больше.
        Use {at_full} {unit} to stay at {target}; or a broker that can do more. ⇒ Возьмите {at_full} {unit:at_full}, чтобы держать {target}; либо брокер, который может больше.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.family.is_broker()).map(|(number, _)| number).collect();
    if !brokers.is_empty() && !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for number in brokers {
        let load = context.load(number);
        let Some(utilization) = load.utilization.filter(|&utilization| utilization > 1.0) else { continue };
        let measured = context.peak(number).total();
        let limit = measured / utilization;
        let finding = verdict.find(context, &[number]);
        finding
            .measured(measured, limit, "msg/s")
            .of(Part::Peak(0, Which::Both))
            .limit(Part::Carries(0))
            .with("measured", Value::Amount(measured, "msg/s"))
            .with("limit", Value::Amount(limit, "msg/s"))
            .with("saturation", Value::Share(1.0 / utilization))
            .with("target", Value::Share(context.target_utilization()));
        if let Some(needed) = load.needed {
            finding
                .with("at_full", Value::Count(needed.at_full as f64))
                .with("at_target", Value::Count(needed.at_target as f64))
                .with("unit", Value::name(needed.unit));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    Fix::of(context.graph).at_target(node, context.load(node)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_queue_gets_more_than_it_can_pass_on() {
        check(
            "msg-broker-throughput",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 30000}, "peak_factor": 2}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_the_peak_fits() {
        check(
            "msg-broker-throughput",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write", "rate": {"per_second": 20000}, "peak_factor": 2}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "msg-broker-throughput",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

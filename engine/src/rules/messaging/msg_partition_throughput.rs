//! A partition brings more messages than the one consumer that may read it can work off.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::whole;
use crate::analysis::wiring::consumer_groups;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A partition brings more messages than the one consumer that may read it can work off.
    ///
    /// ## Why it matters
    /// Within a group a partition has one reader. Further readers stay idle, so the partition fills however many of
    /// them there are: what a stream can work off is its partitions times one reader.
    ///
    /// ## What to do
    /// Use more partitions and as many consumers, or make each message cheaper.
    ///
    /// ## When it is fine
    /// When the peak is short and the lag may be worked off afterwards.
    id: "msg-partition-throughput",
    title: "Too much for one consumer of a partition",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems; senior-node § 7 Sharding and Partitioning"),
    replaces: &["msg-partitions-lt-consumers"],
    message: "Each partition of {component} brings {measured} at peak, and one copy of {consumer} works off {limit}. More copies do not help.",
    fix: "Use at least {partitions} partitions, and as many consumers.",
    check: check;
    mend: mend;
    in ru: r"
        Too much for one consumer of a partition ⇒ Слишком много для одного потребителя партиции
        Each partition of {component} brings {measured} at peak, and one copy of {consumer} works off {limit}. More copies do not help. ⇒ Каждая партиция «{component}» даёт в пик {measured}, а один экземпляр «{consumer}» обрабатывает {limit}. Новые экземпляры не помогут.
        Use at least {partitions} partitions, and as many consumers. ⇒ Возьмите не меньше партиций, чем {partitions}, и столько же потребителей.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Stream) {
        let stated = node.number("partitions").map(|figure| (figure.value, Part::Setting(0, "partitions")));
        let shards = node.component.shards.map(|count| (f64::from(count), Part::Count(0, "shards")));
        for edge in context.from(number).filter(|edge| context.node(edge.to).kind.copies == Copies::Pool) {
            let consumer = context.node(edge.to);
            let Some(each) = consumer.number("rps_capacity").filter(|_| !consumer.managed()) else { continue };
            let Some((partitions, part)) = stated.or(shards) else {
                verdict.needs("partitions of streams");
                continue;
            };
            if !context.has_rates() {
                verdict.needs("a rate of a journey");
                continue;
            }
            let peak = context.brought_over(edge.number);
            let brought = peak / partitions.max(1.0);
            if brought <= each.value {
                continue;
            }
            let formula = "messages ÷ partitions";
            let finding = verdict.find(context, &[number]);
            finding
                .measured(brought, each.value, "msg/s")
                .on(&[edge.number])
                .besides(&[edge.to])
                .limit(Part::Setting(1, "rps_capacity"));
            let parts = match (part, edge.group.is_none()) {
                (Part::Count(..), true) => &[OVER, SHARDS],
                (Part::Count(..), false) => &[ALL, SHARDS],
                (_, true) => &[OVER, PARTITIONS],
                (_, false) => &[ALL, PARTITIONS],
            };
            finding.by(formula, parts);
            finding
                .with("measured", Value::Amount(brought, "msg/s"))
                .with("limit", Value::Amount(each.value, "msg/s"))
                .with("consumer", Value::name(consumer.component.label()))
                .with("partitions", Value::copies(peak / each.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let consumer = *finding.besides.first()?;
    let messages = context.brought_over(*finding.edges.first()?);
    let wanted = whole(messages / (finding.limit? * context.target_utilization()));
    let groups = consumer_groups(context.graph, node);
    let of_group =
        |members: &[usize]| -> u64 { members.iter().map(|&member| u64::from(context.node(member).instances())).sum() };
    let own = u64::from(context.node(consumer).instances());
    let others = groups.iter().find(|members| members.contains(&consumer)).map_or(0, |group| of_group(group) - own);
    let copies = wanted.saturating_sub(others).max(own);
    // Whoever else reads it is not to idle for it: a partition for each copy of the largest group.
    let largest = groups.iter().map(|members| of_group(members)).max().unwrap_or(0);
    let partitions = wanted.max(others + copies).max(largest);
    let fix = Fix::of(context.graph);
    let fix = match context.node(node).number("partitions") {
        Some(_) => fix.set(node, "partitions", partitions as f64, None),
        None => fix.count(node, "shards", partitions, None),
    };
    fix.count(consumer, "instances", copies, None).done()
}

const OVER: (&str, Part) = ("messages", Part::Over(0, Which::Both));
const ALL: (&str, Part) = ("messages", Part::Peak(0, Which::Both));
const PARTITIONS: (&str, Part) = ("partitions", Part::Setting(0, "partitions"));
const SHARDS: (&str, Part) = ("partitions", Part::Count(0, "shards"));

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_partitions_bring_too_much() {
        check(
            "msg-partition-throughput",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partitions": 2}},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn fires_by_shards_as_well() {
        check(
            "msg-partition-throughput",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 2},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn its_fix_leaves_no_consumer_idle() {
        let design = crate::rules::testing::design(
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write",
                    "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partitions": 2}},
                    {"id": "v", "kind": "worker", "instances": 2, "settings": {"rps_capacity": 3000}},
                    {"id": "w", "kind": "worker", "instances": 2, "settings": {"rps_capacity": 1000}},
                    {"id": "x", "kind": "worker", "instances": 9, "settings": {"rps_capacity": 3000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "v", "mode": "async", "group": "both"},
                    {"from": "q", "to": "w", "mode": "async", "group": "both"},
                    {"from": "q", "to": "x", "mode": "async"}]}"#,
        );
        let graph = crate::analysis::Graph::new(&design);
        let mut evaluation = crate::report::Evaluation::begin(&graph);
        while evaluation.step() {}
        let report = evaluation.report();
        let found = report.findings.iter().find(|finding| finding.rule == "msg-partition-throughput");
        let fix = found.and_then(|finding| evaluation.fix(&finding.name())).expect("it has a fix");
        assert!(fix.is_gone && fix.new.iter().all(|new| !new.rule.starts_with("msg-partition")), "{:#?}", fix.new);
    }

    #[test]
    fn silent_with_four() {
        check(
            "msg-partition-throughput",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partitions": 4}},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_consumers_are_too_few_as_well() {
        check(
            "msg-partition-throughput",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partitions": 2}},
                    {"id": "w", "kind": "worker", "instances": 2, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn not_checked_without_partitions() {
        check_not_checked(
            "msg-partition-throughput",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker", "instances": 4}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

//! A consumer group has more members than the stream has partitions.

use crate::analysis::Node;
use crate::analysis::wiring::consumer_groups;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A consumer group has more members than the stream has partitions.
    ///
    /// ## Why it matters
    /// Each partition is read by one member of a group. Members beyond the number of partitions get nothing to do, so
    /// adding them changes nothing when the backlog grows.
    ///
    /// ## What to do
    /// Make at least as many partitions as there will be consumers.
    ///
    /// ## When it is fine
    /// When the idle ones stand by on purpose.
    id: "msg-partitions-lt-consumers",
    title: "More consumers than partitions",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} has {partitions} partitions and {consumers} consumers in one group. The surplus stays idle.",
    fix: "Use at least {consumers} partitions.",
    check: check;
    mend: mend;
    in ru: r"
        More consumers than partitions ⇒ Потребителей больше, чем партиций
        {component} has {partitions} partitions and {consumers} consumers in one group. The surplus stays idle. ⇒ У «{component}» партиций {partitions}, а потребителей в одной группе {consumers}. Лишние простаивают.
        Use at least {consumers} partitions. ⇒ Возьмите не меньше партиций, чем {consumers}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let has_partitions = |node: &Node<'_>| node.kind.setting("partitions").is_some();
    for (number, node) in context.of_family(Family::Stream).filter(|(_, node)| has_partitions(node)) {
        let groups = consumer_groups(context.graph, number).into_iter();
        let copies = |members: &[usize]| members.iter().map(|&member| context.node(member).instances()).sum::<u32>();
        let largest = groups.map(|members| (copies(&members), members)).max_by_key(|(copies, _)| *copies);
        let Some((most, members)) = largest.filter(|(most, _)| *most > 1) else { continue };
        let stated = node.number("partitions").map(|figure| (figure.value, Part::Setting(0, "partitions")));
        let shards = || Some((f64::from(node.component.shards?), Part::Count(0, "shards")));
        let Some((partitions, bound)) = stated.or_else(shards) else {
            verdict.needs("partitions of streams");
            continue;
        };
        if f64::from(most) > partitions {
            verdict
                .find(context, &[number])
                .measured(f64::from(most), partitions, "consumers")
                .besides(&members)
                .of(Part::CopiesFrom(1))
                .limit(bound)
                .with("partitions", Value::Count(partitions))
                .with("consumers", Value::Count(f64::from(most)));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let wanted = finding.counted("consumers")?;
    let fix = Fix::of(context.graph);
    if context.node(node).number("partitions").is_some() {
        return fix.set(node, "partitions", wanted as f64, None).done();
    }
    fix.count(node, "shards", wanted, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn readers_say_themselves_of_which_group_they_are() {
        let design = |other: &str| {
            r#"{"workload": {"journeys": [{"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 20}}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "log", "kind": "stream", "settings": {"partitions": 3}},
                    {"id": "a", "kind": "worker", "instances": 2, "settings": {"consumer_group": "g"}},
                    {"id": "b", "kind": "worker", "instances": 2, "settings": {"consumer_group": "OTHER"}}],
                "connections": [{"from": "api", "to": "log", "mode": "async"}, {"from": "log", "to": "a", "mode": "async"},
                    {"from": "log", "to": "b", "mode": "async"}]}"#
                .replace("OTHER", other)
        };
        check("msg-partitions-lt-consumers", &design("g"), &["log"]);
        check("msg-partitions-lt-consumers", &design("h"), &[]);
        let arriving = |other: &str| {
            let design = crate::rules::testing::design(&design(other));
            crate::evaluate(&design).components["a"].average.unwrap().total
        };
        assert_eq!((arriving("g"), arriving("h")), (10.0, 20.0));
    }

    #[test]
    fn silent_when_a_topic_has_as_many_partitions_as_consumers() {
        check(
            "msg-partitions-lt-consumers",
            r#"{"workload": {"journeys": [{"id": "event", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"},
                    {"id": "k", "kind": "stream", "shards": 1, "settings": {"partitions": 4}},
                    {"id": "w", "kind": "worker", "instances": 4}],
                "connections": [{"from": "api", "to": "k", "mode": "async"}, {"from": "k", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_consumers_outnumber_partitions() {
        check(
            "msg-partitions-lt-consumers",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 2},
                    {"id": "w", "kind": "worker", "instances": 5}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_there_is_a_partition_for_each() {
        check(
            "msg-partitions-lt-consumers",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "shards": 8},
                    {"id": "w", "kind": "worker", "instances": 5}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_partitions_are_open() {
        check_not_checked(
            "msg-partitions-lt-consumers",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker", "instances": 5}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

//! The busiest key of a stream brings more than one consumer can work off.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The busiest key of a stream brings more than one consumer can work off.
    ///
    /// ## Why it matters
    /// All messages of a key lie in one partition, to keep them in order, and a partition has one reader in a group. A
    /// key with a fifth of the traffic gives its partition a fifth of it, however many partitions and readers there
    /// are.
    ///
    /// ## What to do
    /// Choose a finer key: conversation instead of customer, order instead of shop, or split the hottest key by a
    /// suffix.
    ///
    /// ## When it is fine
    /// When the hot key is known and its lag does no harm.
    id: "msg-hot-partition",
    title: "One partition gets it all",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding; worked-examples § Example 2, Step 3: detailed design"),
    replaces: &[],
    message: "The busiest key of {component} brings {measured} at peak, and one copy of {consumer} works off {limit}.",
    fix: "Choose a finer key than “{key}”, or split the hottest one.",
    check: check;
    in ru: r"
        One partition gets it all ⇒ Всё попадает в одну партицию
        The busiest key of {component} brings {measured} at peak, and one copy of {consumer} works off {limit}. ⇒ Самый занятый ключ «{component}» даёт в пик {measured}, а один экземпляр «{consumer}» обрабатывает {limit}.
        Choose a finer key than “{key}”, or split the hottest one. ⇒ Выберите ключ мельче, чем «{key}», или разделите самый горячий.
    ",
}

const KEY: (&str, Part) = ("hottest key", Part::Workload("hottest_key_share"));
/// Of what goes over the connection to the consumer.
const OVER: &[(&str, Part)] = &[("messages", Part::Over(0, Which::Both)), KEY];
/// Of all that is in the stream.
const ALL: &[(&str, Part)] = &[("messages", Part::Peak(0, Which::Both)), KEY];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Stream) {
        let Some(key) = node.partition_key() else { continue };
        for edge in context.from(number).filter(|edge| context.node(edge.to).kind.copies == Copies::Pool) {
            let consumer = context.node(edge.to);
            let Some(each) = consumer.number("rps_capacity").filter(|_| !consumer.managed()) else { continue };
            let Some(share) = context.workload_number("hottest_key_share") else {
                verdict.needs("the part of the traffic that goes to the busiest key");
                continue;
            };
            if !context.has_rates() {
                verdict.needs("a rate of a journey");
                continue;
            }
            // Those that share a group split them; which of them gets the key nobody knows.
            let parts = if edge.group.is_none() { OVER } else { ALL };
            let brought = context.brought_over(edge.number) * share;
            if brought > each.value {
                verdict
                    .find(context, &[number])
                    .on(&[edge.number])
                    .besides(&[edge.to])
                    .measured(brought, each.value, "msg/s")
                    .by("messages × hottest key", parts)
                    .limit(Part::Setting(1, "rps_capacity"))
                    .with("measured", Value::Amount(brought, "msg/s"))
                    .with("limit", Value::Amount(each.value, "msg/s"))
                    .with("consumer", Value::name(consumer.component.label()))
                    .with("key", Value::name(key));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_third_goes_to_one_key() {
        check(
            "msg-hot-partition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}], "hottest_key_share": 0.3},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partition_key": "shop"}},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn counts_what_the_consumer_gets() {
        let design = |calls: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}], "hottest_key_share": 0.3},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partition_key": "shop"}},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async", "calls": CALLS}]}"#
                .replace("CALLS", calls)
        };
        check("msg-hot-partition", &design("1"), &["q"]);
        check("msg-hot-partition", &design("0.01"), &[]);
    }

    #[test]
    fn silent_when_a_tenth_does() {
        check(
            "msg-hot-partition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}], "hottest_key_share": 0.1},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partition_key": "shop"}},
                    {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "msg-hot-partition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 4000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"partition_key": "shop"}},
                    {"id": "w", "kind": "worker", "instances": 4}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}

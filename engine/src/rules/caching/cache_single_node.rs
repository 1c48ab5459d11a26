//! A single cache node does more than 70 % of what one can.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A single cache node does more than 70 % of what one can.
    ///
    /// ## Why it matters
    /// A cache on one node grows in one way only, by a bigger machine, and a node works on one thread for the most
    /// part. The step to several nodes changes how keys are placed: it is easy with room and hard in an emergency.
    ///
    /// ## What to do
    /// Run a cluster of nodes that places keys by consistent hashing.
    ///
    /// ## When it is fine
    /// When the load will not grow.
    id: "cache-single-node",
    title: "One cache node near its limit",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    replaces: &["cap-over-target"],
    message: "{component} is one node and gets {measured} at peak, {utilization} of the {limit} it can do.",
    fix: "Use {at_target} {target_unit} with consistent hashing to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        One cache node near its limit ⇒ Единственный узел кэша у предела
        {component} is one node and gets {measured} at peak, {utilization} of the {limit} it can do. ⇒ {component} — это один узел, в пик он получает {measured}: {utilization} от {limit}, которые может.
        Use {at_target} {target_unit} with consistent hashing to stay at {target}. ⇒ Возьмите {at_target} {target_unit:at_target} с консистентным хешированием, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Cache) {
        if node.kind.copies != Copies::Shards || node.shards() > 1 || node.managed() {
            continue;
        }
        let load = context.load(number);
        let Some(utilization) = load.utilization.filter(|share| *share > NEAR && *share <= 1.0) else { continue };
        let measured = context.peak(number).total();
        let unit = node.kind.capacity.unit();
        verdict
            .find(context, &[number])
            .measured(measured, measured / utilization, unit)
            .of(Part::Peak(0, Which::Both))
            .limit(Part::Carries(0))
            .with("measured", Value::Amount(measured, unit))
            .with("limit", Value::Amount(measured / utilization, unit))
            .with("utilization", Value::Share(utilization))
            .with_needed(load, context.target_utilization());
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let needed = context.load(node).needed?;
    Fix::of(context.graph).count(node, needed.unit, needed.at_target.max(2), None).done()
}

/// 70,000 of the 100,000 operations a second that one node does (zero-to-hero § 2.1 Distributed Systems).
const NEAR: f64 = 0.7;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_ninety_percent() {
        check(
            "cache-single-node",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 90000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_at_half() {
        check(
            "cache-single-node",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 50000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two_nodes() {
        check(
            "cache-single-node",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 2},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cache-single-node",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}

//! A master of a distributed cache has no replica.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A master of a distributed cache has no replica.
    ///
    /// ## Why it matters
    /// When the node is lost, its keys are lost with it: all their reads miss at once and fall on the store. What
    /// was kept there only, sessions or counters, is gone.
    ///
    /// ## What to do
    /// One replica for each master, promoted automatically (3 + 3 in the worked example), on another machine.
    ///
    /// ## When it is fine
    /// When everything in it can be read again at any time, and the store can carry that.
    id: "cache-no-replica",
    title: "Cache without a replica",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &["spof-single-instance"],
    message: "{component} has no replica: when a node of it is lost, its keys are gone and their reads fall on what stands behind.",
    fix: "Give each master of {component} a replica that takes over.",
    check: check;
    mend: mend;
    in ru: r"
        Cache without a replica ⇒ Кэш без реплики
        {component} has no replica: when a node of it is lost, its keys are gone and their reads fall on what stands behind. ⇒ У «{component}» нет реплики: с потерей узла пропадают его ключи, и их чтения ложатся на то, что за ним.
        Give each master of {component} a replica that takes over. ⇒ Дайте каждому основному узлу «{component}» реплику, которая его заменит.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        let alone = node.kind.copies == Copies::Shards && node.replicas() == 0 && !node.managed();
        if alone && wiring::is_wired(context.graph, number) {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(finding.first()?, "replicas", 1, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_master_stands_alone() {
        check(
            "cache-no-replica",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_with_a_replica() {
        check(
            "cache-no-replica",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "replicas": 1},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_inside_its_caller() {
        check(
            "cache-no-replica",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "local", "kind": "cache-local"}],
               "connections": [{"from": "api", "to": "local"}]}"#,
            &[],
        );
    }
}

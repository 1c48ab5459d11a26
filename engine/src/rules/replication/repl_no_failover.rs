//! A store has replicas, and none takes over when the primary is lost.

use crate::analysis::wiring::drawn_replicas;
use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store has replicas, and none takes over when the primary is lost.
    ///
    /// ## Why it matters
    /// Somebody has to notice, wake up, find out that the primary is really gone, choose a replica and point
    /// everyone to it. Writes wait for all of that: half an hour on a good night.
    ///
    /// ## What to do
    /// Promote a replica automatically, by a vote of an odd number of witnesses so that there are never two
    /// primaries.
    ///
    /// ## When it is fine
    /// When writes may wait until morning.
    id: "repl-no-failover",
    title: "Replicas that do not take over",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("mental-models § 9. The Replication Topology Guide; mental-models § Quick Reference Card; zero-to-hero § 1.2 Scalability & Performance; worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &["spof-single-instance"],
    message: "{component} has replicas, but none takes over by itself: writes wait for a person when the primary is lost.",
    fix: "Switch automatic failover on for {component}.",
    check: check;
    mend: mend;
    in ru: r"
        Replicas that do not take over ⇒ Реплики, которые не заменят
        {component} has replicas, but none takes over by itself: writes wait for a person when the primary is lost. ⇒ У «{component}» есть реплики, но ни одна не заменит сама: с потерей основного узла записи ждут человека.
        Switch automatic failover on for {component}. ⇒ Включите у «{component}» автоматическое переключение.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let has_replicas = || node.replicas() > 0 || !drawn_replicas(context.graph, number).is_empty();
        if node.kind.copies == Copies::Shards && node.switch("auto_failover") == Some(false) && has_replicas() {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "auto_failover", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_promotion_is_off() {
        check(
            "repl-no-failover",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"auto_failover": false}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn says_alone_what_falls_with_the_primary() {
        let design = r#"{"workload": {"journeys": [{"id": "write", "entry": "db", "operation": "write"}]},
            "components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"auto_failover": false}}]}"#;
        check("repl-no-failover", design, &["db"]);
        check("spof-single-instance", design, &[]);
    }

    #[test]
    fn replicas_that_are_drawn_apart_are_replicas() {
        let design = |failover: &str| {
            r#"{"workload": {"journeys": [{"id": "save", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server", "instances": 2},
                    {"id": "db", "kind": "sql", "settings": {"auto_failover": FAILOVER}},
                    {"id": "copy", "kind": "db-replica"}],
                "connections": [{"from": "api", "to": "db"}, {"from": "db", "to": "copy", "mode": "replication"}]}"#
                .replace("FAILOVER", failover)
        };
        check("repl-no-failover", &design("false"), &["db"]);
        check("spof-single-instance", &design("false"), &[]);
        check("repl-no-failover", &design("true"), &[]);
        check("spof-single-instance", &design("true"), &[]);
        let open = design("true").replace(r#""auto_failover": true"#, "");
        check("repl-no-failover", &open, &[]);
        check("spof-single-instance", &open, &[]);
    }

    #[test]
    fn silent_when_a_replica_takes_over() {
        check(
            "repl-no-failover",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"auto_failover": true}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_replicas() {
        check(
            "repl-no-failover",
            r#"{"components": [{"id": "db", "kind": "sql", "settings": {"auto_failover": false}}],
               "connections": []}"#,
            &[],
        );
    }
}

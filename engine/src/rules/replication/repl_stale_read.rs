//! Reads go to replicas that follow with a delay, and the design wants them fresh.

use crate::analysis::wiring;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Reads go to replicas that follow with a delay, and the design wants them fresh.
    ///
    /// ## Why it matters
    /// A replica is behind by what it takes to send and apply a write: 100 ms when all is well, minutes under load.
    /// The user who saves and reloads sees the old page and saves again.
    ///
    /// ## What to do
    /// Read one’s own writes from the primary for some seconds, compare a version, or let writes wait for the
    /// replicas.
    ///
    /// ## When it is fine
    /// When only some reads need it, and those go to the primary.
    id: "repl-stale-read",
    title: "Old reads where fresh ones are wanted",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 6. Consistency Patterns; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &["cons-read-your-writes"],
    message: "{component} answers reads from replicas that follow with a delay; the design wants {wanted}.",
    fix: "Read from the primary of {component} what has to be fresh, or replicate synchronously.",
    check: check;
    mend: mend;
    in ru: r"
        Old reads where fresh ones are wanted ⇒ Старые чтения там, где нужны свежие
        {component} answers reads from replicas that follow with a delay; the design wants {wanted}. ⇒ {component} отвечает на чтения с отстающих реплик; а по требованиям нужно, чтобы {wanted}.
        Read from the primary of {component} what has to be fresh, or replicate synchronously. ⇒ Читайте с основного узла «{component}» то, что должно быть свежим, или реплицируйте синхронно.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let mut read = wiring::drawn_replicas(context.graph, number);
        read.retain(|&replica| context.carried.iter().any(|journey| journey.reads[replica]));
        // Reads that ask so many copies that one of them has the last write are not late.
        let reads_own = node.replicas() > 0
            && !(node.number("read_quorum").is_some() && wiring::quorums_meet(&node))
            && node.text("read_from") != Some("primary")
            && context.carried.iter().any(|journey| journey.reads[number]);
        if read.is_empty() && !reads_own {
            continue;
        }
        let wanted = match context.requirements().consistency {
            Some(Consistency::Eventual) => continue,
            Some(Consistency::Strong) => "every read to see the last write",
            Some(Consistency::Causal) => "effects to be seen after their causes",
            Some(Consistency::ReadYourWrites) => "users to see their own writes",
            None => {
                verdict.needs("how fresh reads have to be");
                continue;
            }
        };
        // Each replica that is drawn may say for itself how it follows; else its primary does.
        let own = node.text("replication_mode");
        let mut modes: Vec<Option<&str>> =
            read.iter().map(|&replica| context.node(replica).text("replication_mode").or(own)).collect();
        modes.extend(reads_own.then_some(own));
        if modes.contains(&Some("async")) {
            let late = |replica: &usize| context.node(*replica).text("replication_mode") == Some("async");
            let mut nodes = vec![number];
            nodes.extend(read.into_iter().filter(late));
            verdict.find(context, &nodes).with("wanted", Value::name(wanted));
        } else if modes.contains(&None) {
            verdict.needs("whether writes wait for replicas");
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let primary = finding.first()?;
    let mut fix = Fix::of(context.graph);
    for &node in &finding.nodes {
        if node != primary || context.node(node).text("replication_mode") == Some("async") {
            fix = fix.set(node, "replication_mode", "sync", Some(RULE.source));
        }
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_replicas_follow_with_a_delay() {
        check(
            "repl-stale-read",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"replication_mode": "async"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_writes_wait_for_replicas() {
        check(
            "repl-stale-read",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"replication_mode": "sync"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_reads_may_lag() {
        check(
            "repl-stale-read",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "requirements": {"consistency": "eventual"},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"replication_mode": "async"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn what_a_drawn_replica_says_of_itself_counts() {
        let design = |primary: &str, replica: &str| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "copy", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "sql", "settings": {PRIMARY}},
                {"id": "copy", "kind": "db-replica", "settings": {REPLICA}}],
               "connections": [{"from": "db", "to": "copy", "mode": "replication"}]}"#
                .replace("PRIMARY", primary)
                .replace("REPLICA", replica)
        };
        let (wait, late) = (r#""replication_mode": "sync""#, r#""replication_mode": "async""#);
        check("repl-stale-read", &design("", late), &["db"]);
        check("repl-stale-read", &design(wait, late), &["db"]);
        check("repl-stale-read", &design(late, ""), &["db"]);
        check("repl-stale-read", &design(late, wait), &[]);
        check("repl-stale-read", &design("", wait), &[]);
        check_not_checked("repl-stale-read", &design("", ""));
    }

    #[test]
    fn silent_when_the_primary_answers() {
        check(
            "repl-stale-read",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"replication_mode": "async", "read_from": "primary"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "repl-stale-read",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
        );
    }
}

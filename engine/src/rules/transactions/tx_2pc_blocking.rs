//! Users wait for a two-phase commit.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users wait for a two-phase commit.
    ///
    /// ## Why it matters
    /// All participants hold locks for two rounds to the slowest of them. Throughput falls with every participant, and
    /// one that does not answer stops all.
    ///
    /// ## What to do
    /// Use a saga: local transactions with steps back.
    ///
    /// ## When it is fine
    /// For few and rare transactions that must never be seen half done.
    id: "tx-2pc-blocking",
    title: "Two-phase commit in the path",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns; interview-answers § Theory 6. Consistency Patterns"),
    replaces: &[],
    message: "{component} makes users of {journeys} wait until all participants agree twice.",
    fix: "Use a saga, or keep what changes together in one store.",
    check: check;
    in ru: r"
        Two-phase commit in the path ⇒ Двухфазная фиксация на пути
        {component} makes users of {journeys} wait until all participants agree twice. ⇒ {component} заставляет пользователей ({journeys}) ждать, пока все участники дважды согласятся.
        Use a saga, or keep what changes together in one store. ⇒ Используйте сагу или держите изменяемое вместе в одном хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "2pc-coordinator") {
        let waiting: Vec<&str> = context
            .carried
            .iter()
            .filter(|journey| journey.waits[number])
            .map(|journey| context.workload().journeys[journey.journey].label())
            .collect();
        if !waiting.is_empty() {
            verdict.find(context, &[number]).with("journeys", Value::journeys(&waiting));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_users_wait_for_it() {
        check(
            "tx-2pc-blocking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "t", "kind": "2pc-coordinator"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"},
                    {"from": "t", "to": "db"}, {"from": "t", "to": "more"}]}"#,
            &["t"],
        );
    }

    #[test]
    fn silent_when_nobody_waits() {
        check(
            "tx-2pc-blocking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "q", "kind": "queue"}, {"id": "t", "kind": "2pc-coordinator"},
                    {"id": "db", "kind": "sql"}, {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "t", "mode": "async"}, {"from": "t", "to": "db"},
                    {"from": "t", "to": "more"}]}"#,
            &[],
        );
    }
}

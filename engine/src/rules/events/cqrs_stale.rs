//! Views follow by events, and users have to see their own changes.

use crate::analysis::Edge;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Views follow by events, and users have to see their own changes.
    ///
    /// ## Why it matters
    /// The event takes its time. A user who changes a name and reads it back from the views sees the old one, and
    /// changes it again.
    ///
    /// ## What to do
    /// Read one’s own changes from the written model for a while, or answer the command with the new state.
    ///
    /// ## When it is fine
    /// When the page shows what was sent without asking.
    id: "cqrs-stale",
    title: "Own changes not seen yet",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns; interview-answers § Theory 6. Consistency Patterns"),
    replaces: &["cons-read-your-writes"],
    message: "{component} follows with a delay, and users have to see their own changes.",
    fix: "Read a user’s own changes from the written model.",
    check: check;
    in ru: r"
        Own changes not seen yet ⇒ Свои изменения ещё не видны
        {component} follows with a delay, and users have to see their own changes. ⇒ {component} отстаёт, а пользователи должны видеть свои изменения.
        Read a user’s own changes from the written model. ⇒ Собственные изменения пользователя читайте из модели записи.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "cqrs-query") {
        let late = |edge: &Edge<'_>| !edge.is_sync() || context.node(edge.from).kind.family.is_broker();
        // Whoever gets all of its work by events writes it late.
        let is_late = |edge: &Edge<'_>| {
            let works_late = || context.to(edge.from).next().is_some() && context.to(edge.from).all(late);
            edge.from != number && (late(edge) || works_late())
        };
        let views: Vec<usize> = context.from(number).map(|edge| edge.to).collect();
        let behind: Vec<usize> = views.into_iter().filter(|&view| context.to(view).any(is_late)).collect();
        if behind.is_empty() && !context.to(number).any(late) {
            continue;
        }
        match context.requirements().consistency {
            None => verdict.needs("how fresh reads have to be"),
            Some(Consistency::Eventual) => {}
            Some(_) => {
                let nodes: Vec<usize> = [number].into_iter().chain(behind).collect();
                verdict.find(context, &nodes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_own_changes_have_to_show() {
        check(
            "cqrs-stale",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"consistency": "read-your-writes"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn a_worker_that_gets_events_writes_late() {
        let design = |mode: &str| {
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"consistency": "read-your-writes"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"}, {"id": "w", "kind": "worker"},
                    {"id": "views", "kind": "document-db", "replicas": 1, "settings": {"read_from": "replicas"}}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "w", "mode": "MODE"}, {"from": "w", "to": "views"}, {"from": "q", "to": "views"}]}"#
                .replace("MODE", mode)
        };
        check("cqrs-stale", &design("async"), &["q"]);
        // Reading from its primary would not help: that one is late itself.
        check("cons-read-your-writes", &design("async"), &[]);
        check("cqrs-stale", &design("sync"), &[]);
        check("cons-read-your-writes", &design("sync"), &["views"]);
    }

    #[test]
    fn silent_when_reads_may_be_old() {
        check(
            "cqrs-stale",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"consistency": "eventual"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cqrs-stale",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
        );
    }
}

//! The side that takes commands writes the views directly.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The side that takes commands writes the views directly.
    ///
    /// ## Why it matters
    /// Views are made from events, so that they can be thrown away and made again. A command that writes them as well
    /// makes a second truth: what it wrote is lost when views are rebuilt, and a crash between the two leaves them
    /// apart.
    ///
    /// ## What to do
    /// Write the model of the command side alone, and let its events update the views.
    ///
    /// ## When it is fine
    /// When both sides use one store on purpose; then there is one model.
    id: "cqrs-write-to-read-model",
    title: "Commands write the views",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
    replaces: &["tx-no-pattern"],
    message: "{component} writes {store}, which {other} reads as its views.",
    fix: "Let events update {store}.",
    check: check;
    in ru: r"
        Commands write the views ⇒ Команды пишут в представления
        {component} writes {store}, which {other} reads as its views. ⇒ {component} пишет в «{store}», а {other} читает его как свои представления.
        Let events update {store}. ⇒ Пусть «{store}» обновляют события.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores = |number: usize| {
        let keeps = |&to: &usize| context.node(to).kind.family.keeps() || context.node(to).kind.family == Family::Cache;
        context.from(number).map(|edge| edge.to).filter(keeps).collect::<Vec<_>>()
    };
    let queries: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "cqrs-query").map(|(number, _)| number).collect();
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "cqrs-command") {
        let own = stores(number);
        for &query in &queries {
            let views = stores(query);
            // Without a store of its own there is one model, and nothing to keep apart.
            let Some(&shared) = own.iter().find(|store| views.contains(store)) else { continue };
            if own.iter().all(|store| views.contains(store)) {
                continue;
            }
            verdict
                .find(context, &[number, shared, query])
                .with("store", Value::name(context.node(shared).component.label()))
                .with("other", Value::name(context.node(query).component.label()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_both_are_written() {
        check(
            "cqrs-write-to-read-model",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "views"}, {"from": "q", "to": "views"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn silent_when_events_update_them() {
        check(
            "cqrs-write-to-read-model",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
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
    fn silent_with_one_store() {
        check(
            "cqrs-write-to-read-model",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}, {"from": "c", "to": "db"},
                    {"from": "q", "to": "db"}]}"#,
            &[],
        );
    }
}

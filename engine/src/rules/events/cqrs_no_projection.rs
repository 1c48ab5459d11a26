//! A model for reads gets nothing from the model that is written.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A model for reads gets nothing from the model that is written.
    ///
    /// ## Why it matters
    /// Reading and writing apart works because every change is carried over, mostly as an event that updates the views.
    /// Where nothing leads from the one to the other, queries show what was there on the first day.
    ///
    /// ## What to do
    /// Publish an event for each change and let the query side update its views from it, or capture the changes of the
    /// written store.
    ///
    /// ## When it is fine
    /// When both sides read the same tables; then there is one model, and the drawing should show it.
    id: "cqrs-no-projection",
    title: "Read model that is never filled",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
    replaces: &[],
    message: "{component} answers queries from views that no change of {other} ever reaches.",
    fix: "Publish the changes of {other} and update the views of {component} from them.",
    check: check;
    in ru: r"
        Read model that is never filled ⇒ Модель чтения, которую никто не наполняет
        {component} answers queries from views that no change of {other} ever reaches. ⇒ {component} отвечает из представлений, до которых не доходит ни одно изменение «{other}».
        Publish the changes of {other} and update the views of {component} from them. ⇒ Публикуйте изменения «{other}» и обновляйте по ним представления «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let commands: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "cqrs-command").map(|(number, _)| number).collect();
    let Some(&first) = commands.first() else { return };
    let everywhere = |_: &Edge<'_>| true;
    let reached: Vec<_> = commands.iter().map(|&command| context.graph.reach(command, everywhere)).collect();
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "cqrs-query") {
        let views: Vec<usize> = context.from(number).map(|edge| edge.to).collect();
        let fed = |node: &usize| reached.iter().any(|reached| reached.contains(node));
        if !fed(&number) && !views.iter().any(fed) {
            let other = Value::name(context.node(first).component.label());
            verdict.find(context, &[number, first]).with("other", other);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_nothing_leads_over() {
        check(
            "cqrs-no-projection",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}, {"from": "c", "to": "db"},
                    {"from": "q", "to": "views"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_events_lead_over() {
        check(
            "cqrs-no-projection",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_store_is_copied() {
        check(
            "cqrs-no-projection",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "views", "kind": "db-replica"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}, {"from": "c", "to": "db"},
                    {"from": "db", "to": "views", "mode": "replication"}, {"from": "q", "to": "views"}]}"#,
            &[],
        );
    }
}

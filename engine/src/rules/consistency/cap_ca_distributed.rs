//! A store on several nodes is said to be both consistent and available.

use crate::analysis::Edge;
use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store on several nodes is said to be both consistent and available.
    ///
    /// ## Why it matters
    /// Networks split. While one is split, a node either answers with what it has, which may be old, or not at all.
    /// Having both is possible on a single node only.
    ///
    /// ## What to do
    /// Decide which of the two the store gives up, and say so.
    ///
    /// ## When it is fine
    /// On one node.
    id: "cap-ca-distributed",
    title: "Consistent and available on several nodes",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 2. The CAP Triangle; zero-to-hero § 1.2 Scalability & Performance; interview-answers § Theory 1. CAP Theorem"),
    replaces: &[],
    message: "{component} is said to be CA and has {copies} nodes. During a split it cannot be both.",
    fix: "State CP or AP.",
    check: check;
    in ru: r"
        Consistent and available on several nodes ⇒ Согласованность и доступность на нескольких узлах
        {component} is said to be CA and has {copies} nodes. During a split it cannot be both. ⇒ {component} заявлен как CA, а узлов у него {copies}. При разделении сети и то и другое невозможно.
        State CP or AP. ⇒ Укажите CP или AP.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.states("cap") && node.text("cap") == Some("CA")) {
        let copies = node.copies() as usize + drawn_copies(context, number);
        if copies > 1 {
            verdict.find(context, &[number]).with("copies", Value::Count(copies as f64));
        }
    }
}

/// Other stores, drawn apart, that copy a store or that it copies.
fn drawn_copies(context: &Context<'_>, number: usize) -> usize {
    let copies = |edge: &Edge<'_>| edge.connection.mode == Mode::Replication;
    let mut others = context.graph.reach(number, copies);
    others.extend(context.graph.reach_back(number, copies));
    others.len() - 1
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_three_nodes_are_called_consistent_and_available() {
        check(
            "cap-ca-distributed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 2, "settings": {"cap": "CA"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_its_copies_are_drawn_apart() {
        check(
            "cap-ca-distributed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql", "settings": {"cap": "CA"}},
                    {"id": "copy", "kind": "sql"}],
                "connections": [{"from": "api", "to": "db"}, {"from": "db", "to": "copy", "mode": "replication"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_one_is() {
        check(
            "cap-ca-distributed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CA"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}

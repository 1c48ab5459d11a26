//! A store on several nodes is said to be both consistent and available.

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
    check: check,
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.states("cap") && node.text("cap") == Some("CA") && node.copies() > 1 {
            verdict.find(context, &[number]).with("copies", Value::Count(f64::from(node.copies())));
        }
    }
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

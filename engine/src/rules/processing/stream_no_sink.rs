//! A stream processor works, and nothing takes its results.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A stream processor works, and nothing takes its results.
    ///
    /// ## Why it matters
    /// Sums and alerts that are written nowhere are gone with the next restart, and nobody has read them before.
    ///
    /// ## What to do
    /// Write results to a store, an index, a warehouse or another stream.
    ///
    /// ## When it is fine
    /// When it calls nobody on purpose, such as in a test of speed.
    id: "stream-no-sink",
    title: "Results that go nowhere",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &[],
    message: "{component} hands its results to nobody.",
    fix: "Write results to a store, an index or another stream.",
    check: check;
    in ru: r"
        Results that go nowhere ⇒ Результаты в никуда
        {component} hands its results to nobody. ⇒ {component} никому не отдаёт свои результаты.
        Write results to a store, an index or another stream. ⇒ Пишите результаты в хранилище, индекс или другой поток.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "stream-processor") {
        let takes = context.from(number).any(|edge| {
            let asks = edge.connection.operation == Some(Operation::Read);
            !asks && !context.node(edge.to).kind.family.beside_the_path()
        });
        let told = context.from(number).any(|edge| context.node(edge.to).kind.id == "alerting");
        if !takes && !told && context.edges_to(number).iter().any(|&edge| context.edge(edge).from != number) {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_without_a_sink() {
        check(
            "stream-no-sink",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}]}"#,
            &["p"],
        );
    }

    #[test]
    fn silent_with_one() {
        check(
            "stream-no-sink",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}, {"from": "p", "to": "db"}]}"#,
            &[],
        );
    }
}

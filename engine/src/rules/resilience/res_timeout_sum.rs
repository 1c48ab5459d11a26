//! The parts of a timeout add up to more than the whole.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The parts of a timeout add up to more than the whole.
    ///
    /// ## Why it matters
    /// Connecting, writing and reading happen one after the other. Where their limits add up to more than the limit of
    /// the request, the request is cut off while each part is still within its own: ten seconds hold two to connect,
    /// five to read and three to write.
    ///
    /// ## What to do
    /// Shorten the parts, or give the request more time.
    ///
    /// ## When it is fine
    /// When the parts overlap in the client that is used.
    id: "res-timeout-sum",
    title: "Timeouts do not add up",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} allows {measured} to connect, read and write towards {other}, but {limit} for the whole request.",
    fix: "Shorten the parts until they fit into {limit}.",
    check: check;
    in ru: r"
        Timeouts do not add up ⇒ Тайм-ауты не сходятся
        {component} allows {measured} to connect, read and write towards {other}, but {limit} for the whole request. ⇒ {component} даёт на соединение, чтение и запись к «{other}» {measured}, а на весь запрос — {limit}.
        Shorten the parts until they fit into {limit}. ⇒ Сократите части, чтобы они поместились в {limit}.
    ",
}

/// The timeouts of the stages of one call.
const PARTS: [&str; 3] = ["connect_timeout_ms", "read_timeout_ms", "write_timeout_ms"];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        let part = |name: &str| context.edge(edge).number(name);
        let parts = PARTS.map(part);
        let Some(whole) = part("timeout_ms") else { continue };
        let sum: f64 = parts.iter().flatten().sum();
        if sum > whole {
            verdict
                .find(context, &[context.edge(edge).from])
                .on(&[edge])
                .measured(sum, whole, "ms")
                .of(Part::EdgeSum(0, &PARTS))
                .limit(Part::Edge(0, "timeout_ms"))
                .with("measured", Value::Milliseconds(sum))
                .with("limit", Value::Milliseconds(whole))
                .with("other", Value::name(context.callee(edge).component.label()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_parts_are_more_than_the_whole() {
        check(
            "res-timeout-sum",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "timeout_ms": 8000, "connect_timeout_ms": 2000, "read_timeout_ms": 5000, "write_timeout_ms": 3000}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_they_just_fit() {
        check(
            "res-timeout-sum",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "timeout_ms": 10000, "connect_timeout_ms": 2000, "read_timeout_ms": 5000, "write_timeout_ms": 3000}]}"#,
            &[],
        );
    }
}

//! A component is connected to itself.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A component is connected to itself.
    ///
    /// ## Why it matters
    /// Drawn like this, each request makes a further request of the same kind to the same component. What is meant is
    /// mostly work inside it, which needs no connection, or copies talking to each other, which is replication.
    ///
    /// ## What to do
    /// Remove the connection, raise the copies, or draw the second component that is meant.
    ///
    /// ## When it is fine
    /// When a small part of its requests really calls it again: then state how many ("calls").
    id: "self-loop",
    title: "Connected to itself",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &["res-sync-cycle"],
    message: "{component} calls itself. Each request makes another one.",
    fix: "Remove the connection, or draw the second component that is meant.",
    check: check;
    mend: mend;
    in ru: r"
        Connected to itself ⇒ Соединён сам с собой
        {component} calls itself. Each request makes another one. ⇒ {component} вызывает сам себя. Каждый запрос порождает ещё один.
        Remove the connection, or draw the second component that is meant. ⇒ Удалите связь или нарисуйте второй компонент, который имелся в виду.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        let own: Vec<usize> =
            context.edges_from(number).iter().copied().filter(|&edge| context.edge(edge).to == number).collect();
        let again = |edge: &usize| context.edge(*edge).connection.calls.is_none_or(|calls| calls >= 1.0);
        if own.iter().any(again) {
            verdict.find(context, &[number]).on(&own);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).without(finding.edges.iter().copied()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_component_calls_itself() {
        check(
            "self-loop",
            r#"{"components": [{"id": "api", "kind": "server"}],
                "connections": [{"from": "api", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_a_small_part_calls_it_again() {
        check(
            "self-loop",
            r#"{"components": [{"id": "api", "kind": "server"}],
                "connections": [{"from": "api", "to": "api", "calls": 0.1}]}"#,
            &[],
        );
    }
}

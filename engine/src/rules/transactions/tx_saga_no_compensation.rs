//! A step of a saga cannot be taken back.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::calls::workers;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A step of a saga cannot be taken back.
    ///
    /// ## Why it matters
    /// A saga is undone step by step. A step without a step back leaves the order cancelled and the money gone.
    ///
    /// ## What to do
    /// Give each step but the last its opposite: cancel, release, refund.
    ///
    /// ## When it is fine
    /// For the last step.
    id: "tx-saga-no-compensation",
    title: "Saga step without a way back",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 6. Consistency Patterns; mental-models § 13. The Distributed Transaction Patterns; senior-node § 8 Consistency & Transactions"),
    replaces: &[],
    message: "{component} directs steps that cannot be undone. A later failure leaves them standing.",
    fix: "Define a step back for each step but the last.",
    check: check;
    in ru: r"
        Saga step without a way back ⇒ Шаг саги без обратного хода
        {component} directs steps that cannot be undone. A later failure leaves them standing. ⇒ {component} управляет шагами, которые нельзя отменить. После более позднего сбоя они так и останутся.
        Define a step back for each step but the last. ⇒ Задайте отменяющий шаг для каждого, кроме последнего.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator") {
        let steps: Vec<usize> =
            context.edges_from(number).iter().copied().filter(|&edge| !workers(context, edge).is_empty()).collect();
        let last = steps.iter().copied().max_by(|&a, &b| {
            let place = |edge: usize| context.edge(edge).number("saga_step").unwrap_or(0.0);
            place(a).total_cmp(&place(b))
        });
        let stuck: Vec<usize> = steps
            .iter()
            .copied()
            .filter(|&edge| Some(edge) != last && context.edge(edge).switch("compensation") == Some(false))
            .collect();
        if !stuck.is_empty() || node.switch("compensations") == Some(false) {
            verdict.find(context, &[number]).on(&stuck);
        } else if node.switch("compensations").is_none()
            && steps.iter().any(|&edge| Some(edge) != last && context.edge(edge).switch("compensation").is_none())
        {
            verdict.needs("whether steps of a saga can be undone");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_step_cannot_be_undone() {
        check(
            "tx-saga-no-compensation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "s", "kind": "saga-orchestrator", "settings": {"compensations": false}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_all_can() {
        check(
            "tx-saga-no-compensation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "s", "kind": "saga-orchestrator", "settings": {"compensations": true}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "tx-saga-no-compensation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
        );
    }
}

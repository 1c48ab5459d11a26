//! Steps of a saga are not undone from the last to the first.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Steps of a saga are not undone from the last to the first.
    ///
    /// ## Why it matters
    /// A step rests on those before it. Refunding before the shipment is stopped leaves goods on the way that nobody
    /// paid for; undone backwards, each step finds the world as it left it. If step 3 fails, undo 2, then 1.
    ///
    /// ## What to do
    /// Undo in reverse, one after the other, and remember how far one got.
    ///
    /// ## When it is fine
    /// When the steps do not depend on each other.
    id: "tx-saga-reverse",
    title: "Undone in the wrong order",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns; interview-answers § Theory 6. Consistency Patterns"),
    replaces: &[],
    message: "{component} undoes steps in another order than the last first.",
    fix: "Undo the steps from the last to the first.",
    check: check;
    mend: mend;
    in ru: r"
        Undone in the wrong order ⇒ Отмена в неверном порядке
        {component} undoes steps in another order than the last first. ⇒ {component} отменяет шаги не с последнего.
        Undo the steps from the last to the first. ⇒ Отменяйте шаги от последнего к первому.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("undoes_in_reverse").is_some()) {
        match node.switch("undoes_in_reverse") {
            // Where nothing can be undone there is no order to it.
            None if node.switch("compensations") != Some(false) => verdict.needs("the order in which steps are undone"),
            Some(false) => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "undoes_in_reverse", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_in_another_order() {
        check(
            "tx-saga-reverse",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "o", "kind": "saga-orchestrator", "settings": {"compensations": true, "undoes_in_reverse": false}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a"}, {"from": "o", "to": "b"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_in_reverse() {
        check(
            "tx-saga-reverse",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "o", "kind": "saga-orchestrator", "settings": {"compensations": true, "undoes_in_reverse": true}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a"}, {"from": "o", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "tx-saga-reverse",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "o", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a"}, {"from": "o", "to": "b"}]}"#,
        );
    }
}

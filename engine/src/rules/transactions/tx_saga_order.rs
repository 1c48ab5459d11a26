//! The step that cannot be undone does not come last.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The step that cannot be undone does not come last.
    ///
    /// ## Why it matters
    /// What follows the step that cannot be undone may still fail, and then there is no way forward and none back: the
    /// parcel is gone and the payment is refused.
    ///
    /// ## What to do
    /// Move it to the end.
    ///
    /// ## When it is fine
    /// When the steps after it cannot fail.
    id: "tx-saga-order",
    title: "Final step of a saga too early",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &[],
    message: "{component} takes the step that cannot be undone before others that may fail.",
    fix: "Move the step that cannot be undone to the end.",
    check: check;
    in ru: r"
        Final step of a saga too early ⇒ Необратимый шаг саги слишком рано
        {component} takes the step that cannot be undone before others that may fail. ⇒ {component} делает необратимый шаг раньше других, которые могут не удаться.
        Move the step that cannot be undone to the end. ⇒ Перенесите необратимый шаг в конец.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator") {
        match node.switch("last_step_final") {
            None => verdict.needs("the order of the steps of a saga"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_comes_earlier() {
        check(
            "tx-saga-order",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "s", "kind": "saga-orchestrator", "settings": {"last_step_final": false}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_it_comes_last() {
        check(
            "tx-saga-order",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "s", "kind": "saga-orchestrator", "settings": {"last_step_final": true}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "tx-saga-order",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
        );
    }
}

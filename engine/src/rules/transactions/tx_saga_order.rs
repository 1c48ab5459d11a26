//! The step that cannot be undone does not come last.

use crate::analysis::Edge;
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

/// Whether all steps before the last can be undone, by what the calls say; `None` where they do not say it.
fn last_is_final(context: &Context<'_>, number: usize) -> Option<bool> {
    let steps = context.from(number).filter(|edge| !context.node(edge.to).kind.family.beside_the_path());
    let placed = |edge: &Edge<'_>| Some((edge.number("saga_step")?, edge.switch("compensation")));
    let steps: Vec<(f64, Option<bool>)> = steps.map(placed).collect::<Option<_>>()?;
    let last = steps.iter().map(|(step, _)| *step).reduce(f64::max)?;
    // Where no step can be undone another rule speaks.
    if !steps.iter().any(|(_, undone)| *undone == Some(true)) {
        return None;
    }
    let before = || steps.iter().filter(|(step, _)| *step < last);
    if before().any(|(_, undone)| *undone == Some(false)) {
        return Some(false);
    }
    before().all(|(_, undone)| undone.is_some()).then_some(true)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator") {
        match last_is_final(context, number).or_else(|| node.switch("last_step_final")) {
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
    fn calls_say_it_by_their_steps() {
        let design = |first: &str, second: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "s", "operation": "write"}]},
                "components": [{"id": "s", "kind": "saga-orchestrator"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "s", "to": "a", "saga_step": 1 FIRST}, {"from": "s", "to": "b", "saga_step": 2 SECOND}]}"#
                .replace("FIRST", first)
                .replace("SECOND", second)
        };
        check("tx-saga-order", &design(r#", "compensation": false"#, r#", "compensation": true"#), &["s"]);
        check("tx-saga-order", &design(r#", "compensation": true"#, r#", "compensation": false"#), &[]);
        check_not_checked("tx-saga-order", &design(r#", "compensation": false"#, r#", "compensation": false"#));
        check_not_checked("tx-saga-order", &design("", r#", "compensation": false"#));
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

//! What was measured is below what was wanted.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// What was measured is below what was wanted.
    ///
    /// ## Why it matters
    /// A target is a promise to plan by. Missed over a window, it says that the design or its running has to change, or
    /// that the promise was wrong.
    ///
    /// ## What to do
    /// Find what the downtime came from and remove it; the weak points of the design are a start.
    ///
    /// ## When it is fine
    /// Never, or the target is too high.
    id: "slo-sli-below",
    title: "Target missed",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "{component} was up {measured} of the time, and {limit} is wanted.",
    fix: "Remove the weak points that caused it, or lower the target.",
    check: check;
    in ru: r"
        Target missed ⇒ Цель не достигнута
        {component} was up {measured} of the time, and {limit} is wanted. ⇒ {component} работал {measured} времени, а нужно {limit}.
        Remove the weak points that caused it, or lower the target. ⇒ Устраните слабые места, которые к этому привели, или снизьте цель.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(measured) = context.workload_number("measured_availability") else {
        return;
    };
    let Some(target) = context.requirements().availability else {
        return verdict.needs("wanted availability");
    };
    let front = context.front(Operation::Read).or_else(|| context.front(Operation::Write));
    if let Some(front) = front.filter(|_| measured < target) {
        verdict
            .find(context, &[front])
            .measured(measured, target, "share")
            .of(Part::Workload("measured_availability"))
            .limit(Part::Wish("availability"))
            .with("measured", Value::Share(measured))
            .with("limit", Value::Share(target));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_less_was_measured() {
        check(
            "slo-sli-below",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "measured_availability": 0.995},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_as_much_was() {
        check(
            "slo-sli-below",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "measured_availability": 0.9995},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_is_wanted() {
        check_not_checked(
            "slo-sli-below",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "measured_availability": 0.9995},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! The downtime that the target allows is used up.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The downtime that the target allows is used up.
    ///
    /// ## Why it matters
    /// A target of 99.9 % leaves 43.2 minutes in 30 days. When they are gone the target is missed, whatever happens
    /// next.
    ///
    /// ## What to do
    /// Stop releases that are not repairs until the window has moved on.
    ///
    /// ## When it is fine
    /// When the downtime was announced and does not count.
    id: "slo-budget-exhausted",
    title: "Error budget used up",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "{component} was down for {measured} in 30 days, and {target} allows {limit}.",
    fix: "Put reliability before features until the budget is back.",
    check: check;
    in ru: r"
        Error budget used up ⇒ Бюджет ошибок исчерпан
        {component} was down for {measured} in 30 days, and {target} allows {limit}. ⇒ {component} не работал {measured} за 30 дней, а {target} допускает {limit}.
        Put reliability before features until the budget is back. ⇒ Ставьте надёжность выше новых функций, пока бюджет не восстановится.
    ",
}

/// What is left of a target is a difference of decimals, whose last bits no binary number holds: 1 − 0.999 of 43,200
/// minutes is a little more than the 43.2 that people state.
const ROUNDING: f64 = 1e-9;
/// Minutes of 30 days.
const PERIOD: f64 = 43_200.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(used) = context.workload_number("downtime_minutes") else {
        return;
    };
    let Some(target) = context.requirements().availability else {
        return verdict.needs("wanted availability");
    };
    let budget = (1.0 - target) * PERIOD;
    let front = context.front(Operation::Read).or_else(|| context.front(Operation::Write));
    if let Some(front) = front.filter(|_| used >= budget * (1.0 - ROUNDING)) {
        verdict
            .find(context, &[front])
            .measured(used, budget, "min")
            .of(Part::Workload("downtime_minutes"))
            .limit_by(
                "(1 − target) × minutes",
                &[("target", Part::Wish("availability")), ("minutes", Part::Constant(PERIOD))],
            )
            .with("measured", Value::Seconds(used * 60.0))
            .with("limit", Value::Seconds(budget * 60.0))
            .with("target", Value::Share(target));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_an_hour_is_gone() {
        check(
            "slo-budget-exhausted",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "downtime_minutes": 60},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_at_just_what_the_documents_allow() {
        for (target, minutes) in [(0.999, 43.2), (0.99, 432.0), (0.95, 2_160.0), (0.998, 86.4)] {
            let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}],
                    "downtime_minutes": MINUTES},
                "requirements": {"availability": TARGET},
                "components": [{"id": "api", "kind": "server"}]}"#;
            let text = text.replace("MINUTES", &minutes.to_string()).replace("TARGET", &target.to_string());
            check("slo-budget-exhausted", &text, &["api"]);
            check("slo-budget-burn", &text, &[]);
        }
    }

    #[test]
    fn silent_when_half_is_left() {
        check(
            "slo-budget-exhausted",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "downtime_minutes": 20},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_availability_is_wanted() {
        check_not_checked(
            "slo-budget-exhausted",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "downtime_minutes": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Most of the downtime that the target allows is used up.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Most of the downtime that the target allows is used up.
    ///
    /// ## Why it matters
    /// At more than four fifths, one ordinary incident is enough to miss the target: 35 of 43.2 minutes are 81 %.
    ///
    /// ## What to do
    /// Release more slowly, and look at what caused the downtime.
    ///
    /// ## When it is fine
    /// At the end of the window.
    id: "slo-budget-burn",
    title: "Error budget nearly used up",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "{component} was down for {measured} in 30 days, most of the {limit} that {target} allows.",
    fix: "Release more slowly until the window has moved on.",
    check: check;
    in ru: r"
        Error budget nearly used up ⇒ Бюджет ошибок почти исчерпан
        {component} was down for {measured} in 30 days, most of the {limit} that {target} allows. ⇒ {component} не работал {measured} за 30 дней — бо́льшую часть {limit}, которые допускает {target}.
        Release more slowly until the window has moved on. ⇒ Выпускайте медленнее, пока окно не сдвинется.
    ",
}

/// As of `slo-budget-exhausted`, which speaks from here on.
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
    if let Some(front) = front.filter(|_| used > 0.8 * budget && used < budget * (1.0 - ROUNDING)) {
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
    fn fires_when_little_is_left() {
        check(
            "slo-budget-burn",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "downtime_minutes": 40},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_half_is_left() {
        check(
            "slo-budget-burn",
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
            "slo-budget-burn",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "downtime_minutes": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

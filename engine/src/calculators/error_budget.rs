//! What may go wrong in a period, and how much of that is left.

use crate::analysis::sizing::downtime;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const STACK: &str = "mental-models § 15. The Observability Stack";

calculator! {
    /// How many minutes an objective (SLO) leaves for failures in a period, how many of them are left, and how many more
    /// the agreement (SLA) would allow.
    ///
    /// ## When it misleads
    /// Minutes count every hour alike; requests that failed count the busy ones more. A budget that is never spent says
    /// that one could have shipped faster. Where it is spent, the documents freeze features.
    ///
    /// ## In the documents
    /// Of 43.2 minutes 35 are used, which is 81 %; the bar beside it is drawn 8 of 20 long.
    id: "error-budget",
    title: "Error budget",
    group: Group::Availability,
    formula: "(1 − SLO) × period − used",
    source: Source::Documented("mental-models § 15. The Observability Stack; zero-to-hero § 1.1 Understanding System Design Basics"),
    inputs: &[
        Field::share("slo", "objective", 0.999, "The objective (SLO).").from(STACK),
        Field::share("sla", "agreement", 0.995, "What was promised (SLA): less than the objective."),
        Field::number("period_minutes", "period", "min", 43_200.0, "How long it counts: 43,200 for 30 days.").from(STACK),
        Field::number("used_minutes", "used", "min", 35.0, "Minutes of failure so far.").from(STACK),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let budget = downtime(of("slo"), of("period_minutes"));
    let budget = given.working("(1 − objective) × period", budget, &["slo", "period_minutes"]);
    let left = given.working("budget − used", budget.value - of("used_minutes"), &["used_minutes"]);
    let left = left.worked("budget", budget.clone());
    let promised = downtime(of("sla"), of("period_minutes"));
    let promised = given.working("(1 − agreement) × period", promised, &["sla", "period_minutes"]);
    let buffer = given
        .working("promised − budget", promised.value - budget.value, &[])
        .worked("promised", promised)
        .worked("budget", budget.clone());
    let spent = (budget.value > 0.0).then(|| {
        let spent = given.working("used ÷ budget", of("used_minutes") / budget.value, &["used_minutes"]);
        Output::new("spent", "Share of it that is used", "share", spent.worked("budget", budget.clone()))
    });
    let mut outputs = vec![
        Output::new("budget", "Budget", "min", budget),
        Output::new("left", "Left of it", "min", left),
        Output::new("buffer", "Minutes between objective and agreement", "min", buffer),
    ];
    outputs.extend(spent);
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn three_nines_in_a_month() {
        // 43.2 − 35; the agreement leaves 216.
        check(&CALCULATOR, &[], &[("budget", 43.2), ("left", 8.2), ("spent", 35.0 / 43.2), ("buffer", 172.8)]);
        check(&CALCULATOR, &[("used_minutes", "50")], &[("left", -6.8)]);
        check(&CALCULATOR, &[("slo", "1")], &[("budget", 0.0), ("left", -35.0)]);
    }
}

//! The own target is no higher than what customers were promised.

use crate::design::vocabulary::Source;
use crate::design::{Operation, Setting};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The own target is no higher than what customers were promised.
    ///
    /// ## Why it matters
    /// The promise to customers costs money when it is broken. A target above it, 99.95 % for a promise of 99.9 %,
    /// gives warning before that.
    ///
    /// ## What to do
    /// Aim higher than you promise.
    ///
    /// ## When it is fine
    /// When nothing was promised.
    id: "slo-sla-buffer",
    title: "No room before the penalty",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{component} is to reach {measured}, and customers were promised {limit}. There is no room between the two.",
    fix: "Set the target above the promise.",
    check: check;
    in ru: r"
        No room before the penalty ⇒ Нет запаса до штрафа
        {component} is to reach {measured}, and customers were promised {limit}. There is no room between the two. ⇒ {component} должен достичь {measured}, а клиентам обещано {limit}. Между ними нет запаса.
        Set the target above the promise. ⇒ Поставьте цель выше обещания.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(promised) = context.wish("promised_availability").and_then(Setting::number) else {
        return;
    };
    let Some(target) = context.requirements().availability else {
        return verdict.needs("wanted availability");
    };
    let front = context.front(Operation::Read).or_else(|| context.front(Operation::Write));
    if let Some(front) = front.filter(|_| target <= promised) {
        verdict
            .find(context, &[front])
            .measured(target, promised, "share")
            .of(Part::Wish("availability"))
            .limit(Part::Wish("promised_availability"))
            .with("measured", Value::Share(target))
            .with("limit", Value::Share(promised));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_both_are_the_same() {
        check(
            "slo-sla-buffer",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999, "promised_availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_target_is_higher() {
        check(
            "slo-sla-buffer",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.9995, "promised_availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_is_wanted() {
        check_not_checked(
            "slo-sla-buffer",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"promised_availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

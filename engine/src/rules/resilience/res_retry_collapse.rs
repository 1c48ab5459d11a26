//! Retries alone make more of the peak than a component can do.

use crate::analysis::attempts::Storm;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_settings::breakers;
use crate::rules::{Context, Needs, Origin, Severity, Verdict, retries};

rule! {
    /// Retries alone make more of the peak than a component can do.
    ///
    /// ## Why it matters
    /// Callers that give up try again, while what they gave up is still worked on. Where so many answers are late at
    /// the peak that the attempts grow beyond what the component can do, every answer is late, every call makes all
    /// its attempts, and nothing that is done is of use to anybody. The first attempts alone would have fitted.
    ///
    /// ## What to do
    /// Give it more room, so that answers come in time; let a budget or a circuit breaker keep attempts down; or wait
    /// longer before giving up.
    ///
    /// ## When it is fine
    /// Never at a peak that is expected.
    id: "res-retry-collapse",
    title: "Retries overload it",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns"),
    replaces: &["res-retry-metastable", "res-retry-without-breaker", "res-calls-given-up"],
    message: "{component} gets {first} at peak and can do {limit}, but callers that give up after {timeout} and try again make {worst} of it: next to nothing is answered in time.",
    fix: "Allow fewer retries to {component} (a tight budget, a circuit breaker), or give it more room.",
    check: check;
    mend: breakers;
    in ru: r"
        Retries overload it ⇒ Повторы перегружают
        {component} gets {first} at peak and can do {limit}, but callers that give up after {timeout} and try again make {worst} of it: next to nothing is answered in time. ⇒ {component} получает в пике {first} и может обработать {limit}, но вызывающие, которые через {timeout} перестают ждать и повторяют вызов, доводят нагрузку до {worst}: вовремя не обрабатывается почти ничего.
        Allow fewer retries to {component} (a tight budget, a circuit breaker), or give it more room. ⇒ Разрешите меньше повторов к {component} (тесный бюджет, автоматический выключатель) либо дайте ему запас.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    retries::tell(context, verdict, Storm::collapses);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{asking_again, check};

    fn asked(rate: f64, connection: &str, subjects: &[&str]) {
        check("res-retry-collapse", &asking_again(rate, connection), subjects);
    }

    #[test]
    fn fires_when_a_cold_start_ends_with_every_call_late() {
        // Of 99 a second 1 − e^(−(100 − 99) × 0.1) = 9.5 % come in time; with three attempts no rate below 100 balances.
        asked(99.0, r#""retries": 2, "timeout_ms": 100"#, &["b"]);
    }

    #[test]
    fn silent_where_a_budget_keeps_attempts_down_or_answers_come_in_time() {
        asked(80.0, r#""retries": 2, "timeout_ms": 100, "retry_budget": 0.1"#, &[]);
        asked(20.0, r#""retries": 2, "timeout_ms": 1000"#, &[]);
    }

    #[test]
    fn silent_where_who_is_impatient_never_tries_again() {
        check(
            "res-retry-collapse",
            r#"{"workload": {"journeys": [
                    {"id": "a", "entry": "a", "operation": "read", "rate": {"per_second": 18}, "peak_factor": 1},
                    {"id": "b", "entry": "b", "operation": "read", "rate": {"per_second": 60}, "peak_factor": 1}]},
                "components": [{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "client-web"},
                    {"id": "x", "kind": "service", "settings": {"rps_capacity": 120}}],
                "connections": [{"from": "a", "to": "x", "retries": 6, "timeout_ms": 30000},
                    {"from": "b", "to": "x", "timeout_ms": 10}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_the_first_attempts_are_too_many_already() {
        asked(120.0, r#""retries": 2, "timeout_ms": 100"#, &[]);
    }
}

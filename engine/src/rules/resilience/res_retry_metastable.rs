//! Once something is overloaded, retries alone would keep it so.

use crate::analysis::attempts::Storm;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_settings::breakers;
use crate::rules::{Context, Needs, Origin, Severity, Verdict, retries};

rule! {
    /// Once something is overloaded, retries alone would keep it so.
    ///
    /// ## Why it matters
    /// The peak fits, and from a quiet start all is well. But a short disturbance, such as a slow disk or a restart, makes
    /// answers late; callers try again; and all attempts together are as much as the component can do, so it never
    /// gets out of it by itself (a metastable failure: Bronson and others, HotOS 2021). Somebody has to turn load away
    /// by hand.
    ///
    /// ## What to do
    /// Keep retries to a small part of the calls (a budget), or let a circuit breaker stop them; else have room for all
    /// attempts of the peak.
    ///
    /// ## When it is fine
    /// When the callers are few and known, and someone can stop them.
    id: "res-retry-metastable",
    title: "Retries would keep it overloaded",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns"),
    replaces: &["res-retry-without-breaker"],
    message: "{component} gets {first} at peak and can do {limit}. Once answers come later than {timeout}, attempts make {worst} of it, and it stays overloaded by itself.",
    fix: "Allow fewer retries to {component} (a tight budget, a circuit breaker), or have room for all attempts.",
    check: check;
    mend: breakers;
    in ru: r"
        Retries would keep it overloaded ⇒ Повторы не дадут выйти из перегрузки
        {component} gets {first} at peak and can do {limit}. Once answers come later than {timeout}, attempts make {worst} of it, and it stays overloaded by itself. ⇒ {component} получает в пике {first} и может обработать {limit}. Стоит ответам опоздать больше чем на {timeout}, попытки доведут нагрузку до {worst}, и перегрузка будет держаться сама собой.
        Allow fewer retries to {component} (a tight budget, a circuit breaker), or have room for all attempts. ⇒ Разрешите меньше повторов к {component} (тесный бюджет, автоматический выключатель) либо держите запас на все попытки.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    retries::tell(context, verdict, Storm::is_metastable);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{asking_again, check};

    fn asked(rate: f64, connection: &str, subjects: &[&str]) {
        check("res-retry-metastable", &asking_again(rate, connection), subjects);
    }

    #[test]
    fn fires_when_all_attempts_are_more_than_it_can_do() {
        asked(40.0, r#""retries": 2, "timeout_ms": 1000"#, &["b"]);
    }

    #[test]
    fn silent_where_there_is_room_for_all_attempts_or_something_keeps_them_down() {
        asked(30.0, r#""retries": 2, "timeout_ms": 1000"#, &[]);
        asked(40.0, r#""retries": 2, "timeout_ms": 1000, "circuit_breaker": true"#, &[]);
        asked(40.0, r#""retries": 2, "timeout_ms": 1000, "retry_budget": 0.2"#, &[]);
    }

    #[test]
    fn silent_where_nobody_gives_up() {
        asked(40.0, r#""retries": 2"#, &[]);
    }
}

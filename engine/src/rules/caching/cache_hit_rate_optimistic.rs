//! A cache is said to answer 99 % or more of the reads.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A cache is said to answer 99 % or more of the reads.
    ///
    /// ## Why it matters
    /// The last per cents decide: from 80 % to 99 % the store behind it gets a twentieth of the reads. If the rate
    /// then turns out to be 95 %, five times as much arrives there as was planned for.
    ///
    /// ## What to do
    /// Size what stands behind it for 80 %, unless the higher rate was measured.
    ///
    /// ## When it is fine
    /// When it was measured, over weeks and after a restart.
    id: "cache-hit-rate-optimistic",
    title: "Hopeful hit rate",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Useful formulas"),
    replaces: &[],
    message: "{component} is said to answer {hit_rate} of the reads. At {usual} it would leave {factor} times as many.",
    fix: "Try the design with a hit rate of {usual}.",
    check: check;
    in ru: r"
        Hopeful hit rate ⇒ Слишком смелая доля попаданий
        {component} is said to answer {hit_rate} of the reads. At {usual} it would leave {factor} times as many. ⇒ Указано, что {component} отвечает на {hit_rate} чтений. При {usual} промахов было бы в {factor} {factor:раз|раза|раз} больше.
        Try the design with a hit rate of {usual}. ⇒ Проверьте схему при доле попаданий {usual}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        let Some(hit_rate) = node.number("hit_rate") else { continue };
        if hit_rate.value >= HOPEFUL && !wiring::behind(context.graph, number).is_empty() {
            // A cache that misses nothing would leave infinitely more.
            let times = (1.0 - USUAL) / (1.0 - hit_rate.value);
            verdict
                .find(context, &[number])
                .measured(hit_rate.value, HOPEFUL, "share")
                .of(Part::Setting(0, "hit_rate"))
                .limit(Part::Documented(HOPEFUL))
                .with("hit_rate", Value::Share(hit_rate.value))
                .with("usual", Value::Share(USUAL))
                .with("factor", Value::Count(times));
        }
    }
}

/// Hit rate that only one document assumes (interview-answers § Practice 1. URL Shortener).
const HOPEFUL: f64 = 0.99;

/// Hit rate that the others assume (worked-examples § Useful formulas).
const USUAL: f64 = 0.8;

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_at_ninety_nine_percent() {
        check(
            "cache-hit-rate-optimistic",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.99}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_at_ninety_percent() {
        check(
            "cache-hit-rate-optimistic",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.9}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }
}

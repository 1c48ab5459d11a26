//! Results may be a day old, and a stream processor makes them by the second.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Results may be a day old, and a stream processor makes them by the second.
    ///
    /// ## Why it matters
    /// A stream processor runs all day, keeps state that has to be restored after each crash, and has to deal with
    /// events that come late. A nightly batch reads a day at once and can simply be run again.
    ///
    /// ## What to do
    /// Use a batch (Spark, a query by the clock) until somebody needs fresher results.
    ///
    /// ## When it is fine
    /// When the same processor also serves what has to be fresh.
    id: "stream-overkill",
    title: "Streams for daily figures",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &["scale-overengineering"],
    message: "{component} works by the second, and results may be {measured} old.",
    fix: "Use a batch job until fresher results are needed.",
    check: check;
    in ru: r"
        Streams for daily figures ⇒ Поток ради ежедневных чисел
        {component} works by the second, and results may be {measured} old. ⇒ {component} работает посекундно, а результаты могут быть старыми: {measured}.
        Use a batch job until fresher results are needed. ⇒ Обойдитесь пакетной задачей, пока не нужны более свежие результаты.
    ",
}

/// Seconds from which on a batch is fresh enough: a day, as the documented batches run.
const A_DAY: f64 = 86_400.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "stream-processor") {
        match context.wish("freshness_seconds").and_then(Setting::number) {
            None => verdict.needs("how old results may be"),
            Some(fresh) if fresh >= A_DAY => {
                verdict
                    .find(context, &[number])
                    .measured(fresh, A_DAY, "s")
                    .of(Part::Wish("freshness_seconds"))
                    .limit(Part::Documented(A_DAY))
                    .with("measured", Value::Seconds(fresh));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_day_is_fresh_enough() {
        check(
            "stream-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"freshness_seconds": 86400},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}, {"from": "p", "to": "db"}]}"#,
            &["p"],
        );
    }

    #[test]
    fn silent_when_seconds_count() {
        check(
            "stream-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"freshness_seconds": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}, {"from": "p", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "stream-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s", "mode": "async"},
                    {"from": "s", "to": "p", "mode": "async"}, {"from": "p", "to": "db"}]}"#,
        );
    }
}

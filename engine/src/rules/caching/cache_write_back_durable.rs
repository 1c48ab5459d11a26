//! Content that must not be lost is written to a cache first and to the store later.

use crate::analysis::wiring;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Content that must not be lost is written to a cache first and to the store later.
    ///
    /// ## Why it matters
    /// Until the store has it, the only copy is in memory. A crash takes all that was accepted since the last
    /// write: users were told that it is done, and it is not.
    ///
    /// ## What to do
    /// Write to the store first, or through the cache to the store before the answer.
    ///
    /// ## When it is fine
    /// For counters and views, where the last seconds may be lost.
    id: "cache-write-back-durable",
    title: "Durable content written behind",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} accepts writes before the store has them, and what was accepted must not be lost.",
    fix: "Write through {component} to the store, or to the store first.",
    check: check;
    mend: mend;
    in ru: r"
        Durable content written behind ⇒ Отложенная запись того, что нельзя терять
        {component} accepts writes before the store has them, and what was accepted must not be lost. ⇒ {component} принимает записи раньше, чем их получит хранилище, а принятое терять нельзя.
        Write through {component} to the store, or to the store first. ⇒ Пишите сквозь «{component}» в хранилище или сначала в хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let write_behind = |number: usize| wiring::pattern(context.graph, number) == Some("write-behind");
    for (number, _) in context.of_family(Family::Cache).filter(|(number, _)| write_behind(*number)) {
        let money = ["payments", "banking"].iter().any(|domain| context.wishes("domain", domain));
        match context.wish("durable").and_then(Setting::switch) {
            _ if money => {
                verdict.find(context, &[number]);
            }
            Some(true) => {
                verdict.find(context, &[number]);
            }
            Some(false) => {}
            None => verdict.needs("whether what was accepted may be lost"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "pattern", "write-through", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_may_be_lost() {
        check(
            "cache-write-back-durable",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"settings": {"durable": true}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-behind"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_losses_are_accepted() {
        check(
            "cache-write-back-durable",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"settings": {"durable": false}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-behind"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_written_through() {
        check(
            "cache-write-back-durable",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"settings": {"durable": true}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-through"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-write-back-durable",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-behind"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}

//! Every read has to see the last write, and a cache answers it from a copy.

use crate::analysis::wiring;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Every read has to see the last write, and a cache answers it from a copy.
    ///
    /// ## Why it matters
    /// Between the write and the deletion of the key, and after every deletion that is lost, the cache answers with
    /// what was true before. No time to live is short enough for a promise of every read.
    ///
    /// ## What to do
    /// Read past the cache where it matters, or write through it before the answer.
    ///
    /// ## When it is fine
    /// When only some reads need it, and those pass the cache by.
    id: "cache-strong-consistency",
    title: "Strong reads from a cache",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} is used as {pattern}, so reads may be older than the last write; the design wants every read to see it.",
    fix: "Write through {component}, or let reads that must be exact pass it by.",
    check: check;
    mend: mend;
    in ru: r"
        Strong reads from a cache ⇒ Строгие чтения из кэша
        {component} is used as {pattern}, so reads may be older than the last write; the design wants every read to see it. ⇒ {component} работает по паттерну {pattern}, поэтому чтение может быть старше последней записи; по требованиям каждое чтение должно её видеть.
        Write through {component}, or let reads that must be exact pass it by. ⇒ Пишите сквозь «{component}» или пускайте точные чтения мимо него.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Cache) {
        let Some(pattern) = wiring::pattern(context.graph, number) else { continue };
        if !matches!(pattern, "cache-aside" | "read-through" | "write-behind") {
            continue;
        }
        match context.requirements().consistency {
            Some(Consistency::Strong) => {
                verdict.find(context, &[number]).with("pattern", Value::name(pattern));
            }
            Some(_) => {}
            None => verdict.needs("how fresh reads have to be"),
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
    fn fires_when_every_read_has_to_be_fresh() {
        check(
            "cache-strong-consistency",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_reads_may_lag() {
        check(
            "cache-strong-consistency",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"consistency": "eventual"},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_written_through() {
        check(
            "cache-strong-consistency",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "requirements": {"consistency": "strong"},
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
            "cache-strong-consistency",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}

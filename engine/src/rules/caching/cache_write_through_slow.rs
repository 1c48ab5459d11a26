//! Writes go through a cache to the store, there are more of them than reads, and they have to be quick.

use crate::analysis::arrivals::Which;
use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Writes go through a cache to the store, there are more of them than reads, and they have to be quick.
    ///
    /// ## Why it matters
    /// Writing through waits for both. That buys fresh reads, which hardly anybody makes here, and fills the memory
    /// with what is not read again.
    ///
    /// ## What to do
    /// Write to the store alone and delete the key; or write behind where a loss is acceptable.
    ///
    /// ## When it is fine
    /// When each written record is read at once by somebody else.
    id: "cache-write-through-slow",
    title: "Every write done twice",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} writes everything twice before it answers, and gets {writes} against {reads} at peak.",
    fix: "Use cache-aside for {component}, or write-behind where a loss of seconds is acceptable.",
    check: check;
    mend: mend;
    in ru: r"
        Every write done twice ⇒ Каждая запись делается дважды
        {component} writes everything twice before it answers, and gets {writes} against {reads} at peak. ⇒ {component} до ответа пишет всё дважды и получает в пик {writes} против {reads}.
        Use cache-aside for {component}, or write-behind where a loss of seconds is acceptable. ⇒ Используйте для «{component}» cache-aside или отложенную запись, если потеря нескольких секунд допустима.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Cache) {
        let peak = context.peak(number);
        if node.text("pattern") != Some("write-through") || peak.writes <= peak.reads {
            continue;
        }
        let in_a_hurry = |journey: &Carried| {
            let id = &context.workload().journeys[journey.journey].id;
            journey.writes[number] && context.requirements().latency_ms.contains_key(id)
        };
        if context.carried.iter().any(in_a_hurry) {
            verdict
                .find(context, &[number])
                .measured(peak.writes, peak.reads, "ops/s")
                .of(Part::Peak(0, Which::Writes))
                .limit(Part::Peak(0, Which::Reads))
                .with("writes", Value::Amount(peak.writes, "writes/s"))
                .with("reads", Value::Amount(peak.reads, "reads/s"));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "pattern", "cache-aside", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_writes_prevail_and_have_to_be_quick() {
        check(
            "cache-write-through-slow",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "requirements": {"latency_ms": {"read": {"p99": 50}}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-through"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_reads_prevail() {
        check(
            "cache-write-through-slow",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "requirements": {"latency_ms": {"read": {"p99": 50}}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-through"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cache-write-through-slow",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"pattern": "write-through"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}

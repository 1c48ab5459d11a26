//! Records that are read far more often than written are joined anew on each read, while somebody waits.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Records that are read far more often than written are joined anew on each read, while somebody waits.
    ///
    /// ## Why it matters
    /// A join is work that gives the same result until one of its sides changes. With many reads for each write nearly
    /// all of that work is done again for nothing, and the reader waits for it. The reads for each write from which on
    /// the rule speaks are those that ask for a cache (the threshold `read_write_ratio_for_cache`, an assumption).
    ///
    /// ## What to do
    /// Keep the joined record as it is read: columns copied over, a materialised view, or a read model.
    ///
    /// ## When it is fine
    /// When the copies would have to be exact at every moment, or reads are quick enough.
    id: "db-denormalize",
    title: "Joins on every read",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 Common Trade-offs; worked-examples § Example 3, Step 3: detailed design"),
    replaces: &[],
    message: "{component} joins records for {reads} at peak, and they change {writes}. Users wait for the same joins again and again.",
    fix: "Keep the joined records as they are read: a materialised view or a read model.",
    check: check;
    in ru: r"
        Joins on every read ⇒ Соединение таблиц на каждом чтении
        {component} joins records for {reads} at peak, and they change {writes}. Users wait for the same joins again and again. ⇒ {component} соединяет записи в пик для {reads}, а меняются они {writes}. Пользователи снова и снова ждут одних и тех же соединений.
        Keep the joined records as they are read: a materialised view or a read model. ⇒ Храните соединённые записи так, как их читают: материализованное представление или модель чтения.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let ratio = context.threshold("read_write_ratio_for_cache");
    for (number, node) in context.of_family(Family::Database) {
        // Records that are joined lie in tables.
        let is_open = node.text("access").is_none() && matches!(node.kind.id, "sql" | "newsql");
        if node.text("access") != Some("join") && !is_open {
            continue;
        }
        let waiting = || context.carried.iter().filter(|journey| journey.waits[number] && journey.reads[number]);
        if waiting().next().is_none() {
            continue;
        }
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        if context.requirements().latency_ms.is_empty() {
            verdict.needs("latency limits");
            continue;
        }
        let is_wanted = waiting().any(|journey| {
            let id = &context.workload().journeys[journey.journey].id;
            context.requirements().latency_ms.contains_key(id)
        });
        let peak = context.peak(number);
        if peak.reads <= ratio * peak.writes || !is_wanted {
            continue;
        }
        if is_open {
            verdict.needs_at("how stores are mostly read", node.place_of("access"));
        } else {
            verdict
                .find(context, &[number])
                .measured(peak.reads, ratio * peak.writes, "reads/s")
                .of(Part::Peak(0, Which::Reads))
                .limit_by(
                    "writes × reads for each write",
                    &[
                        ("writes", Part::Peak(0, Which::Writes)),
                        ("reads for each write", Part::Threshold("read_write_ratio_for_cache")),
                    ],
                )
                .with("reads", Value::Amount(peak.reads, "reads/s"))
                .with("writes", Value::Amount(peak.writes, "times a second"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn not_checked_while_nobody_says_how_it_is_read() {
        check_not_checked(
            "db-denormalize",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1}]},
                "requirements": {"latency_ms": {"ask": {"p99": 100}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }

    #[test]
    fn any_journey_that_waits_may_want_it_quickly() {
        check(
            "db-denormalize",
            r#"{"workload": {"journeys": [{"id": "look", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                    {"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"latency_ms": {"ask": {"p99": 100}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "join"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_with_a_hundred_reads_a_write() {
        check(
            "db-denormalize",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"latency_ms": {"ask": {"p99": 100}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "join"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_two() {
        check(
            "db-denormalize",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 20}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"latency_ms": {"ask": {"p99": 100}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "join"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_limit() {
        check_not_checked(
            "db-denormalize",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "join"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

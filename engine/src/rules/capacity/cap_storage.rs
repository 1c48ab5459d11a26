//! More is stored by the end of the planned time than there is room for.

use crate::analysis::capacity::whole;
use crate::analysis::stored;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// More is stored by the end of the planned time than there is room for.
    ///
    /// ## Why it matters
    /// Stores fill by the day and are moved by the month. A disk that is full stops writes at once, and shards are
    /// added best while there is still room to move.
    ///
    /// ## What to do
    /// Add shards, move old records to cheaper storage, or keep them for less time.
    ///
    /// ## When it is fine
    /// When old records are deleted as fast as new ones come. Then state how long they are kept. When most of the bytes go to
    /// another store, as files do beside their records, state the bytes of a request on the connection: no store takes in
    /// more than what is sent there.
    id: "cap-storage",
    title: "Storage runs out",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations"),
    replaces: &[],
    message: "{component} holds {measured} after {years} years and has room for {limit}. It is full after {lasts} of that time.",
    fix: "Use {shards} shards, move old records to cheaper storage, or keep them for less time.",
    check: check;
    mend: mend;
    in ru: r"
        Storage runs out ⇒ Место закончится
        {component} holds {measured} after {years} years and has room for {limit}. It is full after {lasts} of that time. ⇒ {component} через {years} {years:год|года|лет} хранит {measured}, а места на {limit}. Оно закончится через {lasts} этого срока.
        Use {shards} shards, move old records to cheaper storage, or keep them for less time. ⇒ Возьмите {shards} {shards:шард|шарда|шардов}, переносите старые записи на более дешёвое хранение или храните их меньше.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !node.kind.family.keeps() || node.managed() {
            continue;
        }
        let Some(stored) = stored::to_horizon(context.graph, context.traffic, number).filter(|bytes| *bytes > 0.0)
        else {
            continue;
        };
        let Some(room) = node.number("storage_bytes") else {
            verdict.needs("the storage of one node of a store");
            continue;
        };
        let limit = room.value * f64::from(node.shards());
        if stored > limit {
            verdict
                .find(context, &[number])
                .measured(stored, limit, "B")
                .of(Part::Stored(0))
                .limit(Part::OfAll(0, "storage_bytes"))
                .with("measured", Value::Bytes(stored))
                .with("limit", Value::Bytes(limit))
                .with("years", Value::Count(context.workload().horizon_years.unwrap_or(1.0)))
                .with("lasts", Value::Share(stored::reached_after(context.workload(), &node, limit / stored)))
                .with("shards", Value::copies(stored / room.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let shards = finding.measured? / (finding.limit? / f64::from(context.node(node).shards()));
    let unit = if context.node(node).is_pool() { "instances" } else { "shards" };
    Fix::of(context.graph).count(node, unit, whole(shards), None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_year_does_not_fit() {
        check(
            "cap-storage",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "db", "kind": "sql", "settings": {"storage_bytes": 1000000000000}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_where_the_files_go_elsewhere_and_the_connection_says_so() {
        // 1 MB of ten a second is 315 TB a year; 500 bytes of them are 0.16.
        let design = |sent: &str| {
            r#"{"workload": {"journeys": [{"id": "upload", "entry": "api", "operation": "write",
                    "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000000}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "files", "kind": "object-store"},
                    {"id": "db", "kind": "sql", "settings": {"storage_bytes": 1000000000000}}],
                "connections": [{"from": "api", "to": "files"}, {"from": "api", "to": "db"SENT}]}"#
                .replace("SENT", sent)
        };
        check("cap-storage", &design(""), &["db"]);
        check("cap-storage", &design(r#", "request_bytes": 500"#), &[]);
        check("cap-storage", &design(r#", "request_bytes": 500000"#), &["db"]);
    }

    #[test]
    fn what_is_deleted_takes_no_room() {
        // 100 records of 1 kB a second are 259 GB in 30 days, 778 GB in 90, 3.15 TB in a year.
        let design = |hours: u32| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "db", "kind": "sql", "settings": {"storage_bytes": 700000000000, "retention_hours": HOURS}}],
               "connections": []}"#
                .replace("HOURS", &hours.to_string())
        };
        check("cap-storage", &design(720), &[]);
        check("cap-storage", &design(2160), &["db"]);
        check("cap-storage", &design(100_000), &["db"]);
    }

    #[test]
    fn silent_when_it_fits() {
        check(
            "cap-storage",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "db", "kind": "sql", "settings": {"storage_bytes": 4000000000000}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_nothing_is_stored() {
        check(
            "cap-storage",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_room_is_open() {
        check_not_checked(
            "cap-storage",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
        );
    }

    #[test]
    fn what_comes_through_a_log_is_no_larger_than_its_messages() {
        let design = |of_log: &str| {
            r#"{"workload": {"journeys": [{"id": "upload", "entry": "api", "operation": "write", "rate": {"per_second": 10},
                    "stored_bytes": 100000000}], "horizon_years": 1},
                "components": [{"id": "api", "kind": "server"}, {"id": "log", "kind": "stream"OF_LOG},
                    {"id": "w", "kind": "worker"}, {"id": "index", "kind": "sql", "settings": {"storage_bytes": 1000000000000}}],
                "connections": [{"from": "api", "to": "log", "mode": "async"}, {"from": "log", "to": "w", "mode": "async"},
                    {"from": "w", "to": "index"}]}"#
                .replace("OF_LOG", of_log)
        };
        check("cap-storage", &design(""), &["index"]);
        check("cap-storage", &design(r#", "settings": {"message_bytes": 1000}"#), &[]);
        check("cap-storage", &design(r#", "settings": {"message_bytes": 100000}"#), &["index"]);
    }

    #[test]
    fn with_growth_it_is_full_later_than_in_a_straight_line() {
        let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write", "rate": {"per_second": 30}, "stored_bytes": 2000}],
                "horizon_years": 5, "growth_per_year": 0.2},
               "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql", "settings": {"storage_bytes": 2e12}}],
               "connections": [{"from": "api", "to": "db"}]}"#;
        check("cap-storage", text, &["db"]);
        // 1.892 TB a year, 0.895 years, times 1.2^0.895, are 2 TB: 17.9 % of five years.
        let report = crate::evaluate(&crate::rules::testing::design(text));
        let found = report.findings.iter().find(|finding| finding.rule == "cap-storage").expect("it is found");
        assert!(found.message.contains("full after 17.9 %"), "{}", found.message);
    }
}

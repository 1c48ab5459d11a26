//! A store is split, although one primary would carry its load and its records.

use crate::analysis::stored;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A store is split, although one primary would carry its load and its records.
    ///
    /// ## Why it matters
    /// Shards cost joins, transactions and range queries on the first day, and give room that nobody uses. One
    /// primary takes about 10,000 writes a second and its replicas the reads.
    ///
    /// ## What to do
    /// One primary with replicas, and the shard key chosen already, so that splitting later is a move and not a
    /// rewrite.
    ///
    /// ## When it is fine
    /// When growth is certain, or the parts have to be apart for other reasons.
    id: "shard-premature",
    title: "Shards without need",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 Interview Tips; zero-to-hero § Phase 4 RADIO: D - Data Model"),
    replaces: &["scale-overengineering"],
    message: "{component} is split into {shards} shards; one primary would be at {alone} with the whole peak.",
    fix: "Keep one primary with replicas until its writes or its storage ask for more.",
    check: check;
    in ru: r"
        Shards without need ⇒ Шарды без нужды
        {component} is split into {shards} shards; one primary would be at {alone} with the whole peak. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов}; один основной узел со всем пиком был бы загружен на {alone}.
        Keep one primary with replicas until its writes or its storage ask for more. ⇒ Держите один основной узел с репликами, пока записи или объём не потребуют большего.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        if node.shards() < 2 || context.peak(number).total() <= 0.0 {
            continue;
        }
        let Some(utilization) = context.load(number).utilization else { continue };
        let alone = utilization * f64::from(node.shards());
        let target = context.target_utilization();
        if alone > target {
            continue;
        }
        let stored = stored::to_horizon(context.graph, context.traffic, number).unwrap_or(0.0);
        let fits = node.number("storage_bytes").map(|room| stored <= room.value);
        match fits {
            None if stored > 0.0 => verdict.needs("the storage of one node of a store"),
            Some(false) => {}
            _ => {
                verdict
                    .find(context, &[number])
                    .measured(alone, target, "share")
                    .by(
                        "utilisation × shards",
                        &[("utilisation", Part::Utilization(0)), ("shards", Part::Count(0, "shards"))],
                    )
                    .limit(Part::Target)
                    .with("shards", Value::Count(f64::from(node.shards())))
                    .with("alone", Value::Share(alone));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_primary_would_do() {
        check(
            "shard-premature",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_load_asks_for_it() {
        check(
            "shard-premature",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 100000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_records_ask_for_it() {
        check(
            "shard-premature",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4, "settings": {"storage_bytes": 1000000}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "shard-premature",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
        );
    }
}

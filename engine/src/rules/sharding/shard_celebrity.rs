//! A single key gets so much that the shard it lives on is full.

use crate::analysis::{hashing, wiring};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A single key gets so much that the shard it lives on is full.
    ///
    /// ## Why it matters
    /// A key cannot be split: more shards move everyone else away from it, and the celebrity stays where it is.
    ///
    /// ## What to do
    /// A cache or a shard of its own for such keys; for feeds, fetch celebrities on reading instead of pushing them
    /// to everyone.
    ///
    /// ## When it is fine
    /// When a cache in front takes these reads. Then the share that reaches the store is smaller: state that one.
    id: "shard-celebrity",
    title: "One key fills its shard",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding; interview-answers § Practice 2. News Feed; zero-to-hero § Phase 4 RADIO: O - Optimizations"),
    replaces: &["cap-over-capacity", "cap-over-target", "repl-primary-overload", "repl-replica-overload"],
    message: "{component} gets {share} of its load for one key; the shard that it lives on is at {busiest}, the others at {mean}.",
    fix: "Serve the hottest keys of {component} from a cache or a shard of their own.",
    check: check;
    in ru: r"
        One key fills its shard ⇒ Один ключ заполняет свой шард
        {component} gets {share} of its load for one key; the shard that it lives on is at {busiest}, the others at {mean}. ⇒ {component} получает {share} нагрузки по одному ключу; загрузка его шарда {busiest}, остальных — {mean}.
        Serve the hottest keys of {component} from a cache or a shard of their own. ⇒ Отдавайте самые горячие ключи «{component}» из кэша или отдельного шарда.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for sharding in wiring::shardings(context.graph) {
        let Some(hottest) = context.workload_number("hottest_key_share") else {
            verdict.needs("the share of the hottest key");
            continue;
        };
        let [store] = sharding.stores[..] else { continue };
        let node = context.node(store);
        let Some(busiest) = context.load(store).utilization else { continue };
        let mean = busiest / node.skew;
        let by_key = hashing::hottest_share(f64::from(node.shards()), node.hottest_key);
        // What a cache in front answers, and what the largest shard gets in any case, is no matter of the key.
        let is_of_key = node.hottest_key > 0.0 && by_key >= node.busiest_share() * (1.0 - 1e-9);
        // It is the larger part of what its shard gets.
        let dominates = node.hottest_key > 0.5 * node.busiest_share();
        if busiest > 1.0 && mean <= 1.0 && is_of_key && dominates {
            verdict
                .find(context, &[store])
                .is_error()
                .measured(busiest, 1.0, "share")
                .of(Part::Utilization(0))
                .with("share", Value::Share(hottest))
                .with("busiest", Value::Share(busiest))
                .with("mean", Value::Share(mean));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_third_of_the_load_is_one_key() {
        check(
            "shard-celebrity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}], "settings": {"hottest_key_share": 0.33}},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_keys_are_alike() {
        check(
            "shard-celebrity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}], "settings": {"hottest_key_share": 0.01}},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn a_shard_that_is_full_of_others_is_no_matter_of_one_key() {
        // 39,999 of 40,000 without the key, which brings four a second more than an even part of the rest.
        let design = |rate: u32, hottest: f64| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": RATE}, "peak_factor": 1}], "settings": {"hottest_key_share": HOTTEST}},
               "components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#
                .replace("RATE", &rate.to_string())
                .replace("HOTTEST", &hottest.to_string())
        };
        check("shard-celebrity", &design(39_999, 0.0001), &[]);
        check("shard-celebrity", &design(20_000, 0.5), &["db"]);
    }

    #[test]
    fn not_checked_while_the_share_is_open() {
        check_not_checked(
            "shard-celebrity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
        );
    }
}

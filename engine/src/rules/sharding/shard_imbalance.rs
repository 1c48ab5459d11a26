//! The busiest shard gets more than it can do, although all shards together have room.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The busiest shard gets more than it can do, although all shards together have room.
    ///
    /// ## Why it matters
    /// Requests do not divide themselves evenly. A shard with twice its part is full when the average is at 50 %,
    /// and the users on it see an outage that no total shows.
    ///
    /// ## What to do
    /// Cut the busy shard in two, choose a key that spreads better, or split hot keys by a suffix.
    ///
    /// ## When it is fine
    /// When the share was measured in an exceptional week.
    id: "shard-imbalance",
    title: "One shard over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding; mental-models § 10. The Sharding Strategy Guide"),
    replaces: &["cap-over-capacity", "cap-over-target", "repl-primary-overload", "repl-replica-overload"],
    message: "{component} runs at {mean} on average, but its busiest shard gets {share} of the load and is at {busiest}.",
    fix: "Split the busiest shard of {component}, or choose a key that spreads better.",
    check: check;
    in ru: r"
        One shard over capacity ⇒ Один шард перегружен
        {component} runs at {mean} on average, but its busiest shard gets {share} of the load and is at {busiest}. ⇒ {component}: средняя загрузка {mean}, но самый занятый шард получает {share} нагрузки и загружен на {busiest}.
        Split the busiest shard of {component}, or choose a key that spreads better. ⇒ Разделите самый занятый шард «{component}» или выберите ключ, который распределяет лучше.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let Some(share) = node.number("largest_shard_share").filter(|_| node.shards() > 1) else { continue };
        let Some(busiest) = context.load(number).utilization else { continue };
        // Where one key makes more than that, it is what is told.
        if busiest > 1.0 && node.skew > 1.0 && share.value >= node.busiest_share() * (1.0 - 1e-9) {
            verdict
                .find(context, &[number])
                .measured(busiest, 1.0, "share")
                .of(Part::Utilization(0))
                .with("mean", Value::Share(busiest / node.skew))
                .with("share", Value::Share(share.value))
                .with("busiest", Value::Share(busiest));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_half_of_the_load_goes_to_one_of_four() {
        check(
            "shard-imbalance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4, "settings": {"largest_shard_share": 0.5}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_shards_are_even() {
        check(
            "shard-imbalance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4, "settings": {"largest_shard_share": 0.25}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "shard-imbalance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 4}],
               "connections": []}"#,
        );
    }
}

//! Leaders in several regions take writes, and the design does not say how fresh reads have to be.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Leaders in several regions take writes, and the design does not say how fresh reads have to be.
    ///
    /// ## Why it matters
    /// Between regions a write travels 50 to 150 ms. Until it is there, the same account has two balances. Whether that
    /// is fine decides about everything else: a home region for each record, merging, or waiting for the others.
    ///
    /// ## What to do
    /// State the consistency that is wanted, then choose: a home region for each record, or a rule for conflicts.
    ///
    /// ## When it is fine
    /// When the records of one region are never read in another.
    id: "dr-multiregion-consistency",
    title: "Written in several regions, and no word on how fresh",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance, § Phase 4 Common Trade-offs; mental-models § 9. The Replication Topology Guide"),
    replaces: &[],
    message: "{component} takes writes in {regions} regions, and nothing says how fresh reads have to be.",
    fix: "State how fresh reads have to be; give each record a home region where it matters.",
    check: check;
    in ru: r"
        Written in several regions, and no word on how fresh ⇒ Запись в нескольких регионах, а свежесть не указана
        {component} takes writes in {regions} regions, and nothing says how fresh reads have to be. ⇒ {component} принимает записи в регионах ({regions}), и не сказано, насколько свежими должны быть чтения.
        State how fresh reads have to be; give each record a home region where it matters. ⇒ Укажите, насколько свежими должны быть чтения; где это важно, дайте каждой записи домашний регион.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let others = wiring::other_leaders(context.graph, number);
        let leads = node.text("topology") == Some("multi-leader") || !others.is_empty();
        let mut regions = wiring::regions(context.graph, number);
        for &other in &others {
            regions.extend(wiring::regions(context.graph, other));
        }
        let first = others.iter().all(|&other| number < other);
        if !leads || !first || regions.len() < 2 || context.requirements().consistency.is_some() {
            continue;
        }
        // A design without any wishes leaves them out altogether; one with some lacks this.
        if !context.has_targets() {
            verdict.needs("how fresh reads have to be");
        } else {
            verdict.find(context, &[number]).with("regions", Value::Count(regions.len() as f64));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_availability_is_wanted() {
        check(
            "dr-multiregion-consistency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"], "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_is_stated() {
        check(
            "dr-multiregion-consistency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999, "consistency": "eventual"},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"], "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_in_one_region() {
        check(
            "dr-multiregion-consistency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu"], "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_any_wish() {
        check_not_checked(
            "dr-multiregion-consistency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"], "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Strong reads and a very high availability are wanted of two regions.

use crate::analysis::wiring;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Strong reads and a very high availability are wanted of two regions.
    ///
    /// ## Why it matters
    /// A write is safe when most copies have it. With two regions most means both, so losing either stops all writes;
    /// two regions are then less available than one. With three, any two are most. From which availability on this
    /// matters is an assumption (the threshold `multi_region_availability` of a design).
    ///
    /// ## What to do
    /// Spread the copies over three regions and let two of them decide, or let a small third one vote.
    ///
    /// ## When it is fine
    /// When writes may wait until the region is back.
    id: "cons-strong-multiregion-availability",
    title: "Two regions cannot agree alone",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 Common Trade-offs"),
    replaces: &[],
    message: "{component} keeps its copies in two regions, strong reads and {target} are wanted. When one region is down, no write can be agreed on.",
    fix: "Add a third region, so that two of three decide.",
    check: check;
    in ru: r"
        Two regions cannot agree alone ⇒ Два региона не договорятся одни
        {component} keeps its copies in two regions, strong reads and {target} are wanted. When one region is down, no write can be agreed on. ⇒ {component} держит копии в двух регионах, нужны строгие чтения и {target}. Когда один регион не работает, ни одну запись не согласовать.
        Add a third region, so that two of three decide. ⇒ Добавьте третий регион, чтобы решали два из трёх.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Database) {
        let mut regions = wiring::regions(context.graph, number);
        for replica in wiring::drawn_replicas(context.graph, number) {
            regions.extend(wiring::regions(context.graph, replica));
        }
        if regions.len() != 2 || !context.is_written(number) {
            continue;
        }
        match (context.requirements().consistency, context.requirements().availability) {
            (None, _) => verdict.needs("how fresh reads have to be"),
            (Some(Consistency::Strong), None) => verdict.needs("wanted availability"),
            (Some(Consistency::Strong), Some(target)) if target >= context.threshold("multi_region_availability") => {
                verdict.find(context, &[number]).with("target", Value::Share(target));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_two_regions() {
        check(
            "cons-strong-multiregion-availability",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "availability": 0.9999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_three() {
        check(
            "cons-strong-multiregion-availability",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "availability": 0.9999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}, {"id": "ap", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 2, "places": ["eu", "us", "ap"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_the_design_asks_for_it_later() {
        check(
            "cons-strong-multiregion-availability",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "availability": 0.9999},
                "thresholds": {"multi_region_availability": 0.99999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_an_availability() {
        check_not_checked(
            "cons-strong-multiregion-availability",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

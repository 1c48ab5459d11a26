//! Copies in several regions confirm each write before it counts.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Copies in several regions confirm each write before it counts.
    ///
    /// ## Why it matters
    /// Each write then takes the way to the other region and back, 150 ms over an ocean, and none succeeds while
    /// that region cannot be reached.
    ///
    /// ## What to do
    /// Replicate with a delay and say what happens on conflicts; or accept the price where nothing may be lost.
    ///
    /// ## When it is fine
    /// When the recovery point is zero and users can wait.
    id: "repl-sync-wan",
    title: "Writes wait for another region",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 6. Consistency Patterns; zero-to-hero § Phase 4 Common Trade-offs; mental-models § 17. The Back-of-Envelope Calculations; mental-models § 2. The CAP Triangle"),
    replaces: &[],
    message: "{component} confirms a write only when its copies in {regions} regions have it: each write waits for the way there and back.",
    fix: "Replicate {component} between regions with a delay, or accept the wait for a recovery point of zero.",
    check: check;
    mend: mend;
    in ru: r"
        Writes wait for another region ⇒ Записи ждут другой регион
        {component} confirms a write only when its copies in {regions} regions have it: each write waits for the way there and back. ⇒ {component} подтверждает запись, только когда она есть у копий в регионах ({regions}): каждая запись ждёт дорогу туда и обратно.
        Replicate {component} between regions with a delay, or accept the wait for a recovery point of zero. ⇒ Реплицируйте «{component}» между регионами с отставанием или примите ожидание ради нулевой точки восстановления.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if node.text("replication_mode") != Some("sync") {
            continue;
        }
        let mut regions = wiring::regions(context.graph, number);
        for replica in wiring::drawn_replicas(context.graph, number) {
            regions.extend(wiring::regions(context.graph, replica));
        }
        if regions.len() > 1 {
            verdict.find(context, &[number]).with("regions", Value::Count(regions.len() as f64));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "replication_mode", "async", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_between_two_regions() {
        check(
            "repl-sync-wan",
            r#"{"places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"], "settings": {"replication_mode": "sync"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_within_one_region() {
        check(
            "repl-sync-wan",
            r#"{"places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1, "places": ["eu"], "settings": {"replication_mode": "sync"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_a_delay() {
        check(
            "repl-sync-wan",
            r#"{"places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"], "settings": {"replication_mode": "async"}}],
               "connections": []}"#,
            &[],
        );
    }
}

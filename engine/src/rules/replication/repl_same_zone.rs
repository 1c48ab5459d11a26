//! The primary of a store and all of its replicas stand in the same zone.

use crate::design::vocabulary::Source;
use std::collections::BTreeSet;

use crate::analysis::wiring;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// The primary of a store and all of its replicas stand in the same zone.
    ///
    /// ## Why it matters
    /// The replicas guard against a lost machine, and a data centre takes all of them at once: power, cooling,
    /// network. The copies of one’s records are the last thing to put in one place.
    ///
    /// ## What to do
    /// Spread the copies over at least two zones.
    ///
    /// ## When it is fine
    /// When the service cannot run without that zone anyway.
    id: "repl-same-zone",
    title: "Primary and replicas in one zone",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § Quick Reference Card"),
    replaces: &["dr-single-zone"],
    message: "{component} has all of its {copies} copies in {zone}: losing that zone loses the store.",
    fix: "Spread the copies of {component} over at least two zones.",
    check: check;
    mend: mend;
    in ru: r"
        Primary and replicas in one zone ⇒ Основная копия и реплики в одной зоне
        {component} has all of its {copies} copies in {zone}: losing that zone loses the store. ⇒ Все копии «{component}» ({copies}) стоят в «{zone}»: с потерей зоны потеряно хранилище.
        Spread the copies of {component} over at least two zones. ⇒ Распределите копии «{component}» хотя бы по двум зонам.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let drawn = wiring::drawn_replicas(context.graph, number);
        let copies = node.copies() as usize + drawn.len();
        // Shards are no copies of each other.
        if (node.replicas() == 0 && drawn.is_empty()) || node.managed() {
            continue;
        }
        let stand = [number].into_iter().chain(drawn.iter().copied());
        let placed: Vec<_> = stand.map(|store| wiring::zones(context.graph, store)).collect();
        if placed.iter().any(BTreeSet::is_empty) {
            // Copies that stand in regions are apart; those that stand nowhere are not known to be.
            if node.component.places.ids().is_empty() {
                verdict.needs("the zones that copies stand in");
            }
            continue;
        }
        let zones: BTreeSet<&str> = placed.into_iter().flatten().collect();
        if let [zone] = zones.into_iter().collect::<Vec<_>>()[..] {
            let place = context.design().places.iter().find(|place| place.id == zone);
            let name = place.and_then(|place| place.name.as_deref()).unwrap_or(zone);
            verdict
                .find(context, &[number])
                .with("copies", Value::Count(copies as f64))
                .with("zone", Value::name(name));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).spread(finding.first()?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_primary_and_replica_share_a_zone() {
        check(
            "repl-same-zone",
            r#"{"places": [{"id": "a", "kind": "zone"}, {"id": "b", "kind": "zone"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1, "places": ["a"]}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_over_two_zones() {
        check(
            "repl-same-zone",
            r#"{"places": [{"id": "a", "kind": "zone"}, {"id": "b", "kind": "zone"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1, "places": ["a", "b"]}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_a_replica() {
        check(
            "repl-same-zone",
            r#"{"places": [{"id": "a", "kind": "zone"}, {"id": "b", "kind": "zone"}],
               "components": [{"id": "db", "kind": "sql", "places": ["a"]}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_places_are_open() {
        check_not_checked(
            "repl-same-zone",
            r#"{"places": [{"id": "a", "kind": "zone"}, {"id": "b", "kind": "zone"}],
               "components": [{"id": "db", "kind": "sql", "replicas": 1}],
               "connections": []}"#,
        );
    }
}

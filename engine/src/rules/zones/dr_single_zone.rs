//! All copies stand in one zone.

use crate::design::PlaceKind;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};
use std::collections::BTreeMap;

rule! {
    /// All copies stand in one zone.
    ///
    /// ## Why it matters
    /// A zone is one building, one power line, one network. Copies in the same zone survive the failure of a machine
    /// and none of the building.
    ///
    /// ## What to do
    /// Spread the copies over at least two zones.
    ///
    /// ## When it is fine
    /// For work that may stop for some hours.
    id: "dr-single-zone",
    title: "All copies in one zone",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{names}: all copies stand in {zone}. They go down together.",
    fix: "Spread the copies over at least two zones.",
    check: check;
    mend: mend;
    in ru: r"
        All copies in one zone ⇒ Все копии в одной зоне
        {names}: all copies stand in {zone}. They go down together. ⇒ {names}: все экземпляры стоят в {zone}. Они откажут вместе.
        Spread the copies over at least two zones. ⇒ Распределите экземпляры хотя бы по двум зонам.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let zones: Vec<&str> = context
        .design()
        .places
        .iter()
        .filter(|place| place.kind == PlaceKind::Zone)
        .map(|place| place.id.as_str())
        .collect();
    let mut together: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, node) in context.nodes().filter(|(number, _)| context.is_reached(*number)) {
        // Single copies are single points of failure already; stores have a rule of their own.
        if node.managed() || node.copies() < 2 || node.kind.family == Family::Database {
            continue;
        }
        if zones.is_empty() {
            return verdict.needs("the zones that copies stand in");
        }
        if let [zone] = node.component.places.ids()[..] {
            // Where others elsewhere take over, the zone is no more than a lost copy.
            if zones.contains(&zone) && context.fails_without[number] {
                together.entry(zone).or_default().push(number);
            }
        }
    }
    for (zone, nodes) in together {
        let names: Vec<&str> = nodes.iter().map(|&node| context.node(node).component.label()).collect();
        verdict.find(context, &nodes).with("names", Value::names(&names)).with("zone", Value::name(zone));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    finding.nodes.iter().fold(Fix::of(context.graph), |fix, &node| fix.spread(node)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_copies_share_a_zone() {
        check(
            "dr-single-zone",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 2, "places": ["eu-a"]},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_spread() {
        check(
            "dr-single-zone",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 2, "places": ["eu-a", "eu-b"]},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_others_in_another_zone_take_over() {
        check(
            "dr-single-zone",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "lb", "operation": "write"}]},
                "places": [{"id": "eu-a", "kind": "zone"}, {"id": "eu-b", "kind": "zone"}],
                "components": [{"id": "lb", "kind": "lb-l7", "instances": 2, "places": ["eu-a", "eu-b"]},
                    {"id": "left", "kind": "server", "instances": 2, "places": ["eu-a"]},
                    {"id": "right", "kind": "server", "instances": 2, "places": ["eu-b"]}],
                "connections": [{"from": "lb", "to": "left"}, {"from": "lb", "to": "right"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_there_are_no_zones() {
        check_not_checked(
            "dr-single-zone",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 2}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

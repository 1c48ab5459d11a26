//! The zones that are left cannot carry the peak.

use crate::design::Placement;
use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The zones that are left cannot carry the peak.
    ///
    /// ## Why it matters
    /// Copies in several zones help only if the rest can do the work of all. Two zones at 70 % each are one zone at 140
    /// %.
    ///
    /// ## What to do
    /// Have one zone more than the peak needs.
    ///
    /// ## When it is fine
    /// When the peak may be turned away in such an hour.
    id: "dr-zone-capacity",
    title: "Too little left without a zone",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    replaces: &[],
    message: "{component} loses {lost} of its {copies} copies with {zone}. The rest would be at {measured}.",
    fix: "Add copies so that the peak fits without the largest zone.",
    check: check;
    mend: mend;
    in ru: r"
        Too little left without a zone ⇒ Без зоны остаётся слишком мало
        {component} loses {lost} of its {copies} copies with {zone}. The rest would be at {measured}. ⇒ {component} с {zone} теряет экземпляров: {lost} из {copies}. Загрузка остальных была бы {measured}.
        Add copies so that the peak fits without the largest zone. ⇒ Добавьте экземпляров, чтобы пик помещался и без самой большой зоны.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.copies == Copies::Pool && !node.managed()) {
        let ids = node.component.places.ids();
        let Some(utilization) = context.load(number).utilization.filter(|&share| share <= 1.0 && share > 0.0) else {
            continue;
        };
        if ids.len() < 2 {
            continue;
        }
        let copies = node.instances();
        let largest = match &node.component.places {
            Placement::Counted(counts) => {
                counts.iter().max_by_key(|(_, count)| **count).map(|(id, count)| (id.as_str(), *count))
            }
            _ => Some((ids[0], copies.div_ceil(ids.len() as u32))),
        };
        // A zone that holds one copy is the loss of one copy, which has a rule of its own.
        let Some((zone, lost)) = largest.filter(|&(_, lost)| lost > 1 && lost < copies) else { continue };
        // Those that have no work anyway step in.
        if node.partitions.is_some_and(|partitions| f64::from(copies - lost) >= partitions.count) {
            continue;
        }
        let left = utilization * f64::from(copies) / f64::from(copies - lost);
        if left > 1.0 {
            verdict
                .find(context, &[number])
                .measured(left, 1.0, "share")
                .by(
                    "utilisation × copies ÷ (copies − lost)",
                    &[
                        ("utilisation", Part::Utilization(0)),
                        ("copies", Part::Count(0, "instances")),
                        ("lost", Part::LargestZone(0)),
                    ],
                )
                .with("lost", Value::Count(f64::from(lost)))
                .with("copies", Value::Count(f64::from(copies)))
                .with("zone", Value::name(zone))
                .with("measured", Value::Share(left));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let own = context.node(node);
    let zones = u64::from(own.component.places.ids().len() as u32);
    let full = context.load(node).utilization? * f64::from(own.instances());
    // The largest zone holds its part of them, rounded up.
    let left = |copies: u64| copies - copies.div_ceil(zones);
    let mut copies = u64::from(own.instances()) + 1;
    while (left(copies) as f64) < full {
        copies += 1;
    }
    Fix::of(context.graph).count(node, "instances", copies, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_one_zone_cannot_do_the_work_of_two() {
        check(
            "dr-zone-capacity",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 5000}}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 4, "places": ["eu-a", "eu-b"]},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_can() {
        check(
            "dr-zone-capacity",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 2500}}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 4, "places": ["eu-a", "eu-b"]},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}

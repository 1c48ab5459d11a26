//! Users can be served in several regions, and nothing decides in which.

use crate::design::vocabulary::Source;
use std::collections::BTreeSet;

use crate::analysis::wiring;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users can be served in several regions, and nothing decides in which.
    ///
    /// ## Why it matters
    /// An address leads to one place. Without name resolution that knows the regions, users go where the client
    /// happens to point, the far region adds its 150 ms, and when a region is lost its users stay with it.
    ///
    /// ## What to do
    /// Put global DNS before one balancer in each region.
    ///
    /// ## When it is fine
    /// When clients choose their region themselves and can change it.
    id: "lb-global-missing",
    title: "Two regions and nothing that chooses",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
    replaces: &[],
    message: "{component} and others take users in {regions} regions, and nothing sends users to one of them.",
    fix: "Put global DNS, such as Route 53, in front of one balancer in each region.",
    check: check;
    in ru: r"
        Two regions and nothing that chooses ⇒ Два региона, и никто не выбирает
        {component} and others take users in {regions} regions, and nothing sends users to one of them. ⇒ {component} и другие принимают пользователей в регионах ({regions}), и ничто не направляет пользователя в один из них.
        Put global DNS, such as Route 53, in front of one balancer in each region. ⇒ Поставьте глобальный DNS, например Route 53, перед балансировщиком в каждом регионе.
    ",
}

/// Whether a provider runs it, in several regions or in none that is stated: then it leads users to the nearest.
fn chooses_itself(context: &Context<'_>, door: usize) -> bool {
    context.node(door).managed() && wiring::regions(context.graph, door).len() != 1
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let chooses = context.nodes().any(|(_, node)| node.kind.family == Family::Dns);
    if chooses {
        return;
    }
    let mut doors: Vec<usize> = context
        .of_family(Family::Client)
        .flat_map(|(client, _)| context.from(client).map(|edge| edge.to).collect::<Vec<_>>())
        .filter(|&door| wiring::serves(context.node(door).kind.family) && !chooses_itself(context, door))
        .collect();
    doors.sort_unstable();
    doors.dedup();
    let regions: BTreeSet<&str> = doors.iter().flat_map(|&door| wiring::regions(context.graph, door)).collect();
    if regions.len() > 1 {
        let count = regions.len() as f64;
        verdict.find(context, &doors).with("regions", Value::Count(count));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_clients_reach_two_regions() {
        check(
            "lb-global-missing",
            r#"{"places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "a", "kind": "lb-l7", "places": ["eu"]},
                {"id": "b", "kind": "lb-l7", "places": ["us"]}],
               "connections": [{"from": "client", "to": "a"},
                {"from": "client", "to": "b"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn what_a_provider_runs_in_one_region_chooses_none() {
        let design = |first: &str| {
            r#"{"places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "a", "kind": "lb-l7", "places": [FIRST], "settings": {"managed": true}},
                {"id": "b", "kind": "lb-l7", "places": ["us"], "settings": {"managed": true}}],
               "connections": [{"from": "client", "to": "a"}, {"from": "client", "to": "b"}]}"#
                .replace("FIRST", first)
        };
        check("lb-global-missing", &design(r#""eu""#), &["a"]);
        check("lb-global-missing", &design(r#""eu", "us""#), &[]);
    }

    #[test]
    fn silent_in_one_region() {
        check(
            "lb-global-missing",
            r#"{"places": [{"id": "eu", "kind": "region"}],
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "a", "kind": "lb-l7", "places": ["eu"]},
                {"id": "b", "kind": "lb-l7", "places": ["eu"]}],
               "connections": [{"from": "client", "to": "a"},
                {"from": "client", "to": "b"}]}"#,
            &[],
        );
    }
}

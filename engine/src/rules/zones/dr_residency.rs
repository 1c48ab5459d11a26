//! Records are kept where they must not be.

use crate::design::vocabulary::Source;
use crate::design::{PlaceKind, Setting};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records are kept where they must not be.
    ///
    /// ## Why it matters
    /// Laws and contracts name places that personal or financial records must not leave. A replica counts as leaving.
    ///
    /// ## What to do
    /// Keep such records in stores of their region, and lead users to it by where they live.
    ///
    /// ## When it is fine
    /// For records that fall under no such rule.
    id: "dr-residency",
    title: "Records outside their region",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance, § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} stands in {measured}, and records must not leave {limit}.",
    fix: "Keep these records in {limit} only.",
    check: check;
    in ru: r"
        Records outside their region ⇒ Записи вне своего региона
        {component} stands in {measured}, and records must not leave {limit}. ⇒ {component} стоит в {measured}, а записи не должны покидать {limit}.
        Keep these records in {limit} only. ⇒ Держите эти записи только в {limit}.
    ",
}

/// Whether a place is one of these, or lies in one of them.
fn lies_within(context: &Context<'_>, id: &str, allowed: &[String]) -> bool {
    let places = &context.design().places;
    let mut at = Some(id);
    // Places lie in each other at most as deep as there are places.
    for _ in 0..=places.len() {
        let Some(id) = at else { return false };
        if allowed.iter().any(|name| name == id) {
            return true;
        }
        at = places.iter().find(|place| place.id == id).and_then(|place| place.within.as_deref());
    }
    false
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.design().places.iter().filter(|place| place.kind == PlaceKind::Region).count() < 2 {
        return;
    }
    let Some(Setting::Words(allowed)) = context.wish("residency") else {
        return verdict.needs("regions that records must not leave");
    };
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.keeps()) {
        let outside: Vec<&str> =
            node.component.places.ids().into_iter().filter(|&id| !lies_within(context, id, allowed)).collect();
        if !outside.is_empty() {
            verdict
                .find(context, &[number])
                .with("measured", Value::names(&outside))
                .with("limit", Value::names(allowed));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_store_stands_elsewhere() {
        check(
            "dr-residency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"residency": ["eu"]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "places": ["us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_stands_inside() {
        check(
            "dr-residency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"residency": ["eu"]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "places": ["eu-a"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_region_is_named() {
        check_not_checked(
            "dr-residency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "places": ["us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

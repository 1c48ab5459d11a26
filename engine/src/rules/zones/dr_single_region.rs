//! A very high availability is wanted of one region.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::design::{PlaceKind, Placement};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A very high availability is wanted of one region.
    ///
    /// ## Why it matters
    /// Regions fail rarely, and then for hours: one such hour is more than the 52 minutes a year that 99.99 % allows.
    /// The documents say that a whole region can fail and give no figure from which on it matters; 99.99 % is an
    /// assumption, and the threshold `multi_region_availability` of a design sets another figure.
    ///
    /// ## What to do
    /// Serve from a second region, as a standby or side by side.
    ///
    /// ## When it is fine
    /// When the target leaves out disasters.
    id: "dr-single-region",
    title: "One region for a high target",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § 18. The System Design Interview Framework"),
    replaces: &[],
    message: "{component} stands with all others in one region, and {target} is wanted. A region that fails breaks the target for the year.",
    fix: "Add a second region, or lower the target.",
    check: check;
    in ru: r"
        One region for a high target ⇒ Один регион при высокой цели
        {component} stands with all others in one region, and {target} is wanted. A region that fails breaks the target for the year. ⇒ {component} со всеми остальными стоит в одном регионе, а нужно {target}. Один отказ региона сорвёт цель на весь год.
        Add a second region, or lower the target. ⇒ Добавьте второй регион или снизьте цель.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(target) = context.requirements().availability else {
        return verdict.needs("wanted availability");
    };
    if target < context.threshold("multi_region_availability") {
        return;
    }
    let regions = context.design().places.iter().filter(|place| place.kind == PlaceKind::Region).count();
    if regions == 0 {
        return verdict.needs("regions that components stand in");
    }
    let placed =
        |(number, node): &(usize, Node<'_>)| context.is_reached(*number) && node.component.places != Placement::Nowhere;
    if let Some((number, _)) = context.nodes().find(placed).filter(|_| regions == 1) {
        verdict.find(context, &[number]).with("target", Value::Share(target));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_four_nines_stand_in_one_region() {
        check(
            "dr-single-region",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.9999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "places": ["eu-a"]}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_there_are_two() {
        check(
            "dr-single-region",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.9999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "places": ["eu-a", "us"]},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_target_is_modest() {
        check(
            "dr-single-region",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "places": ["eu-a"]}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_availability_is_wanted() {
        check_not_checked(
            "dr-single-region",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! There is a second region and nothing sends users there.

use crate::analysis::Node;
use crate::design::PlaceKind;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// There is a second region and nothing sends users there.
    ///
    /// ## Why it matters
    /// A standby that nobody is led to stands idle while the first region is down, until somebody changes a record by
    /// hand and caches of names forget the old one.
    ///
    /// ## What to do
    /// Let the name service watch both regions and answer with the one that works.
    ///
    /// ## When it is fine
    /// When a person is meant to decide.
    id: "dr-no-failover-routing",
    title: "Standby without a way to it",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} does not lead users to another region when the first is down.",
    fix: "Use a failover policy with health checks.",
    check: check;
    mend: mend;
    in ru: r"
        Standby without a way to it ⇒ Резерв, к которому нет дороги
        {component} does not lead users to another region when the first is down. ⇒ {component} не направляет пользователей в другой регион, когда первый не работает.
        Use a failover policy with health checks. ⇒ Используйте политику переключения при отказе с проверками работоспособности.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let regions = context.design().places.iter().filter(|place| place.kind == PlaceKind::Region).count();
    if regions < 2 {
        return;
    }
    let resolvers: Vec<(usize, Node<'_>)> = context.of_family(Family::Dns).collect();
    if resolvers.is_empty() {
        return verdict.needs("what leads users to another region");
    }
    for (number, node) in resolvers {
        let policy = node.text("dns_policy");
        let leads = node.switch("failover").or(policy.map(|policy| policy != "simple"));
        match leads {
            None => verdict.needs("what leads users to another region"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let fix = Fix::of(context.graph);
    match context.node(node).kind.setting("failover") {
        Some(_) => fix.set(node, "failover", true, None).done(),
        None => fix.set(node, "dns_policy", "failover", Some(RULE.source)).done(),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_names_never_change() {
        check(
            "dr-no-failover-routing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "d", "kind": "dns", "settings": {"dns_policy": "simple"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "d"}, {"from": "d", "to": "api"}]}"#,
            &["d"],
        );
    }

    #[test]
    fn silent_when_they_follow_failures() {
        check(
            "dr-no-failover-routing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "d", "kind": "dns", "settings": {"dns_policy": "failover"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "d"}, {"from": "d", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_is_drawn_for_it() {
        check_not_checked(
            "dr-no-failover-routing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "places": [{"id": "eu", "kind": "region"}, {"id": "eu-a", "kind": "zone", "in": "eu"},
                    {"id": "eu-b", "kind": "zone", "in": "eu"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

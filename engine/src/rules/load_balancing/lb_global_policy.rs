//! Names resolve to several places, and the policy does not fit what the design wants.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Names resolve to several places, and the policy does not fit what the design wants.
    ///
    /// ## Why it matters
    /// Plain resolution hands addresses out in turn: users are sent over an ocean, and to a region that is down.
    /// Records that must stay in a region need resolution by place; quick answers need it by latency; a standby
    /// needs failover.
    ///
    /// ## What to do
    /// Low latency: by latency. Records that may not leave: by place. A new version for a few: by weight. A
    /// standby: failover.
    ///
    /// ## When it is fine
    /// When clients choose for themselves.
    id: "lb-global-policy",
    title: "Name resolution without a policy",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
    replaces: &[],
    message: "{component} chooses among {targets} targets by the policy “{policy}”, which does not keep users in their region.",
    fix: "Resolve {component} by {wanted}.",
    check: check;
    mend: mend;
    in ru: r"
        Name resolution without a policy ⇒ Разрешение имён без политики
        {component} chooses among {targets} targets by the policy “{policy}”, which does not keep users in their region. ⇒ {component} выбирает из целей ({targets}) по политике «{policy}», которая не удерживает пользователей в их регионе.
        Resolve {component} by {wanted}. ⇒ Настройте «{component}» по политике «{wanted}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Dns) {
        // Those that stand in for each other: what serves other journeys is no other place.
        let targets = wiring::interchangeable(context.graph, number).iter().map(Vec::len).max().unwrap_or(0);
        if targets < 2 || node.kind.setting("dns_policy").is_none() {
            continue;
        }
        let wanted = if context.wish("residency").is_some() { "geolocation" } else { "latency" };
        match node.text("dns_policy") {
            Some(policy) if policy == "simple" || (wanted == "geolocation" && policy != wanted) => {
                verdict
                    .find(context, &[number])
                    .with("targets", Value::Count(targets as f64))
                    .with("policy", Value::name(policy))
                    .with("wanted", Value::name(wanted));
            }
            Some(_) => {}
            None => verdict.needs("the policy of global name resolution"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "dns_policy", finding.word("wanted")?, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_records_must_stay_and_it_goes_by_latency() {
        check(
            "lb-global-policy",
            r#"{"requirements": {"settings": {"residency": ["eu"]}},
               "components": [{"id": "dns", "kind": "gslb", "settings": {"dns_policy": "latency"}},
                {"id": "a", "kind": "lb-l7"},
                {"id": "b", "kind": "lb-l7"}],
               "connections": [{"from": "dns", "to": "a"},
                {"from": "dns", "to": "b"}]}"#,
            &["dns"],
        );
    }

    #[test]
    fn silent_when_its_targets_serve_other_journeys() {
        check(
            "lb-global-policy",
            r#"{"workload": {"journeys": [{"id": "file", "entry": "dns", "operation": "read"},
                    {"id": "page", "entry": "dns", "operation": "read"}]},
                "components": [{"id": "dns", "kind": "gslb", "settings": {"dns_policy": "simple"}},
                    {"id": "cdn", "kind": "cdn"}, {"id": "lb", "kind": "lb-l7"}],
                "connections": [{"from": "dns", "to": "cdn", "journeys": ["file"]},
                    {"from": "dns", "to": "lb", "journeys": ["page"]}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_without_any_policy() {
        check(
            "lb-global-policy",
            r#"{"components": [{"id": "dns", "kind": "gslb", "settings": {"dns_policy": "simple"}},
                {"id": "a", "kind": "lb-l7"},
                {"id": "b", "kind": "lb-l7"}],
               "connections": [{"from": "dns", "to": "a"},
                {"from": "dns", "to": "b"}]}"#,
            &["dns"],
        );
    }

    #[test]
    fn silent_by_latency() {
        check(
            "lb-global-policy",
            r#"{"components": [{"id": "dns", "kind": "gslb", "settings": {"dns_policy": "latency"}},
                {"id": "a", "kind": "lb-l7"},
                {"id": "b", "kind": "lb-l7"}],
               "connections": [{"from": "dns", "to": "a"},
                {"from": "dns", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_target() {
        check(
            "lb-global-policy",
            r#"{"components": [{"id": "dns", "kind": "gslb", "settings": {"dns_policy": "simple"}},
                {"id": "a", "kind": "lb-l7"}],
               "connections": [{"from": "dns", "to": "a"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "lb-global-policy",
            r#"{"components": [{"id": "dns", "kind": "gslb"},
                {"id": "a", "kind": "lb-l7"},
                {"id": "b", "kind": "lb-l7"}],
               "connections": [{"from": "dns", "to": "a"},
                {"from": "dns", "to": "b"}]}"#,
        );
    }
}

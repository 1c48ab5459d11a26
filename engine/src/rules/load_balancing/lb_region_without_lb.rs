//! Name resolution leads straight to several servers of a region.

use std::collections::BTreeSet;

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Name resolution leads straight to several servers of a region.
    ///
    /// ## Why it matters
    /// Resolvers keep an address for minutes and know nothing of load or health. It can choose a region; which
    /// server of it, request by request, takes a balancer there.
    ///
    /// ## What to do
    /// One layer 7 balancer in each region behind the global name.
    ///
    /// ## When it is fine
    /// When there is one server in a region.
    id: "lb-region-without-lb",
    title: "Region without a balancer",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
    replaces: &["lb-missing"],
    message: "{component} runs on {copies} copies right behind {dns}, which cannot choose between them for each request.",
    fix: "Put a layer 7 balancer before {component} in its region.",
    check: check;
    mend: mend;
    in ru: r"
        Region without a balancer ⇒ Регион без балансировщика
        {component} runs on {copies} copies right behind {dns}, which cannot choose between them for each request. ⇒ Экземпляры «{component}» ({copies}) стоят сразу за «{dns}», а он не может выбирать между ними на каждый запрос.
        Put a layer 7 balancer before {component} in its region. ⇒ Поставьте перед «{component}» балансировщик L7 в его регионе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let pool = matches!(node.kind.family, Family::Compute | Family::ConnectionServer);
        if !pool || node.managed() || node.instances() < 2 {
            continue;
        }
        // Without a word on regions it is a group without a balancer as any other.
        let in_a_region = !wiring::regions(context.graph, number).is_empty();
        let behind = context.to(number).find(|edge| {
            let names = context.node(edge.from).kind;
            let regions = || context.from(edge.from).flat_map(|edge| wiring::regions(context.graph, edge.to));
            let is_global = || names.id == "gslb" || in_a_region && regions().collect::<BTreeSet<_>>().len() > 1;
            names.family == Family::Dns && is_global()
        });
        if let Some(edge) = behind {
            verdict
                .find(context, &[number, edge.from])
                .with("copies", Value::Count(f64::from(node.instances())))
                .with("dns", Value::name(context.node(edge.from).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let pool = finding.first()?;
    let named = |edge: &usize| context.caller(*edge).kind.family == Family::Dns;
    let edges: Vec<usize> = context.edges_to(pool).iter().copied().filter(named).collect();
    let load = Load { peak: context.peak(pool).total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.put_before(pool, &edges, "lb-l7", load)?;
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_name_leads_to_two_copies() {
        check(
            "lb-region-without-lb",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "dns", "kind": "gslb"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "dns"},
                {"from": "dns", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn of_plain_names_it_speaks_where_they_lead_to_several_regions() {
        let text = |first: &str, second: &str| {
            format!(
                r#"{{"places": [{{"id": "eu", "kind": "region"}}, {{"id": "us", "kind": "region"}}],
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "dns", "kind": "dns"}},
                {{"id": "api", "kind": "server", "instances": 2{first}}},
                {{"id": "other", "kind": "server", "instances": 2{second}}}],
               "connections": [{{"from": "client", "to": "dns"}}, {{"from": "dns", "to": "api"}},
                {{"from": "dns", "to": "other"}}]}}"#
            )
        };
        let [eu, us] = [r#", "places": ["eu"]"#, r#", "places": ["us"]"#];
        check("lb-region-without-lb", &text(eu, us), &["api", "other"]);
        check("lb-region-without-lb", &text(eu, eu), &[]);
        check("lb-missing", &text(eu, eu), &["api", "other"]);
        check("lb-missing", &text("", ""), &["api", "other"]);
    }

    #[test]
    fn silent_with_a_balancer() {
        check(
            "lb-region-without-lb",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "dns", "kind": "gslb"},
                {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "dns"},
                {"from": "dns", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_copy() {
        check(
            "lb-region-without-lb",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "dns", "kind": "gslb"},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "client", "to": "dns"},
                {"from": "dns", "to": "api"}]}"#,
            &[],
        );
    }
}

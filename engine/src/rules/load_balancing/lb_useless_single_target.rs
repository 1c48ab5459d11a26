//! A balancer has a single copy to choose from.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer has a single copy to choose from.
    ///
    /// ## Why it matters
    /// It costs a hop and one more box that can fail, and gives neither capacity nor availability in return.
    ///
    /// ## What to do
    /// Add copies behind it, or leave it out until there are any.
    ///
    /// ## When it is fine
    /// When copies are about to be added, or when it is there for TLS or filtering.
    id: "lb-useless-single-target",
    title: "A balancer with one target",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} has one target only, {target}, so there is nothing to balance.",
    fix: "Run at least 2 copies of {target}, or drop {component}.",
    check: check;
    mend: mend;
    in ru: r"
        A balancer with one target ⇒ Балансировщик с одной целью
        {component} has one target only, {target}, so there is nothing to balance. ⇒ У «{component}» только одна цель, «{target}»: балансировать нечего.
        Run at least 2 copies of {target}, or drop {component}. ⇒ Запустите не меньше 2 экземпляров «{target}» или уберите «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Balancer) {
        let targets = wiring::choices(context.graph, number);
        let [only] = targets[..] else { continue };
        let target = context.callee(only);
        let grows = target.number("autoscaling_max").is_some_and(|most| most.value > 1.0);
        // What somebody else runs has no copies to count, and a second balancer may have many targets.
        if target.copies() != 1 || target.managed() || grows || target.kind.family == Family::Balancer {
            continue;
        }
        if !node.managed() || target.kind.family == Family::Compute {
            verdict
                .find(context, &[number, context.edge(only).to])
                .on(&[only])
                .with("target", Value::name(target.component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).second_copy(*finding.nodes.get(1)?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_before_one_server() {
        check(
            "lb-useless-single-target",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_before_two_servers() {
        check(
            "lb-useless-single-target",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }
}

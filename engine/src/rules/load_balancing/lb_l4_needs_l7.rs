//! A balancer that sees only addresses and ports is to route by content or to end TLS.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer that sees only addresses and ports is to route by content or to end TLS.
    ///
    /// ## Why it matters
    /// Layer 4 passes packets on. Path, header and cookie are inside the encrypted request, which it never opens:
    /// the rule that was configured never matches.
    ///
    /// ## What to do
    /// Use a layer 7 balancer there, behind the layer 4 one if that is needed for speed.
    ///
    /// ## When it is fine
    /// Binding clients to targets by address and port: that is what layer 4 can do.
    id: "lb-l4-needs-l7",
    title: "A layer 4 balancer asked to read requests",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook; interview-answers § Theory 3. Load Balancing"),
    replaces: &[],
    message: "{component} works on layer 4 and sees only addresses and ports, but it is asked to read requests: {wanted}.",
    fix: "Use a layer 7 balancer (ALB, NGINX, Envoy) for {component}.",
    check: check;
    mend: mend;
    in ru: r"
        A layer 4 balancer asked to read requests ⇒ От балансировщика L4 требуют читать запросы
        {component} works on layer 4 and sees only addresses and ports, but it is asked to read requests: {wanted}. ⇒ {component} работает на уровне L4 и видит только адреса и порты, а от него требуют читать запросы: {wanted}.
        Use a layer 7 balancer (ALB, NGINX, Envoy) for {component}. ⇒ Возьмите для «{component}» балансировщик L7 (ALB, NGINX, Envoy).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.text("layer") != Some("l4") {
            continue;
        }
        let by_path = context.from(number).any(|edge| edge.switch("path_routing") == Some(true))
            || chooses_by_journey(context, number);
        let wanted = if by_path || node.switch("content_routing") == Some(true) {
            "content_routing"
        } else if node.switch("tls_termination") == Some(true) {
            "tls_termination"
        } else {
            continue;
        };
        let label = node.kind.setting(wanted).map_or(wanted, |setting| setting.label);
        verdict.find(context, &[number]).with("wanted", Value::name(label));
    }
}

/// Whether a balancer sends some journeys to one target, and others to another.
fn chooses_by_journey(context: &Context<'_>, number: usize) -> bool {
    let named = context.from(number).filter_map(|edge| Some((edge.to, edge.connection.journeys.as_ref()?)));
    let named: Vec<_> = named.filter(|(_, journeys)| !journeys.is_empty()).collect();
    let is_apart = |one: &[String], other: &[String]| one.iter().all(|journey| !other.contains(journey));
    named.iter().any(|(to, one)| named.iter().any(|(other, theirs)| to != other && is_apart(one, theirs)))
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "layer", "l7", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_it_routes_by_content() {
        check(
            "lb-l4-needs-l7",
            r#"{"components": [{"id": "lb", "kind": "lb-l4", "settings": {"content_routing": true}},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn fires_when_a_target_is_chosen_by_path() {
        check(
            "lb-l4-needs-l7",
            r#"{"components": [{"id": "lb", "kind": "lb-l4"},
                {"id": "a", "kind": "server"},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "lb", "to": "a", "settings": {"path_routing": true}},
                {"from": "lb", "to": "b"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn fires_when_journeys_have_targets_of_their_own() {
        check(
            "lb-l4-needs-l7",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "lb", "operation": "read"},
                    {"id": "write", "entry": "lb", "operation": "write"}]},
                "components": [{"id": "lb", "kind": "lb-l4"}, {"id": "a", "kind": "server"}, {"id": "b", "kind": "server"}],
                "connections": [{"from": "lb", "to": "a", "journeys": ["read"]},
                    {"from": "lb", "to": "b", "journeys": ["write"]}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_on_layer_seven() {
        check(
            "lb-l4-needs-l7",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"content_routing": true}},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_only_passes_on() {
        check(
            "lb-l4-needs-l7",
            r#"{"components": [{"id": "lb", "kind": "lb-l4"},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }
}

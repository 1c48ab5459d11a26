//! Some of the five layers of defence are drawn, and several are not.

use crate::analysis::Node;
use crate::design::PlaceKind;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Some of the five layers of defence are drawn, and several are not.
    ///
    /// ## Why it matters
    /// Defence in depth assumes that each layer is passed one day: edge (floods), network (segments), identity (who is
    /// it), application (what is in the request, what may it do), data (encryption). An attacker who passes the only
    /// layer has everything. One missing layer is told by the rule for it; from two on the pattern is told here.
    ///
    /// ## What to do
    /// Add the missing layers, the cheapest first: encryption at rest, segments, a firewall for requests.
    ///
    /// ## When it is fine
    /// For an internal system behind layers that are not drawn.
    id: "sec-layers-incomplete",
    title: "Layers of defence are missing",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} is behind {present} of five layers of defence. Missing: {missing}.",
    fix: "Add the missing layers: {missing}.",
    check: check,
}

/// A layer, and whether the design shows any of it.
type Layer = (&'static str, fn(&Context<'_>) -> bool);

const LAYERS: [Layer; 5] = [
    ("edge", |context| {
        let absorbs = |node: &Node<'_>| node.switch("ddos_protection") == Some(true);
        context.nodes().any(|(_, node)| node.kind.id == "ddos" || absorbs(&node))
    }),
    ("network", |context| {
        let segments = context.design().places.iter().any(|place| place.kind == PlaceKind::Network);
        segments || context.nodes().any(|(_, node)| node.kind.id == "firewall" || node.states("network"))
    }),
    ("identity", |context| {
        context.nodes().any(|(_, node)| node.kind.id == "identity" || node.switch("authentication") == Some(true))
    }),
    ("application", |context| {
        let allowed = |node: &Node<'_>| node.switch("authorization") == Some(true);
        context.nodes().any(|(_, node)| matches!(node.kind.id, "waf" | "policy") || allowed(&node))
    }),
    ("data", |context| {
        context.nodes().any(|(_, node)| node.kind.id == "secrets" || node.switch("encrypted") == Some(true))
    }),
];

/// Missing layers from which on this rule speaks rather than that of the layer.
const SEVERAL: usize = 2;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    let missing: Vec<&str> =
        LAYERS.iter().filter(|(_, is_there)| !is_there(context)).map(|(layer, _)| *layer).collect();
    // A drawing without any protection leaves it out altogether; one with some lacks the rest.
    let draws_protection = context.nodes().any(|(_, node)| {
        node.kind.family == Family::Shield || matches!(node.kind.id, "identity" | "policy" | "secrets")
    });
    if !draws_protection {
        verdict.needs("layers of defence");
    } else if missing.len() >= SEVERAL {
        verdict
            .find(context, &[front])
            .with("present", Value::Count((LAYERS.len() - missing.len()) as f64))
            .with("missing", Value::names(&missing));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_sign_in_is_drawn() {
        check(
            "sec-layers-incomplete",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_one_is_missing() {
        check(
            "sec-layers-incomplete",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "d", "kind": "ddos"},
                    {"id": "fw", "kind": "firewall"}, {"id": "w", "kind": "waf"},
                    {"id": "gw", "kind": "gateway"}, {"id": "id", "kind": "identity"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "d"}, {"from": "d", "to": "fw"}, {"from": "fw", "to": "w"},
                    {"from": "w", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_protection_is_drawn() {
        check_not_checked(
            "sec-layers-incomplete",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

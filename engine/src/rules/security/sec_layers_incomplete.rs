//! Some of the five layers of defence are drawn, and several are not.

use crate::analysis::Node;
use crate::design::PlaceKind;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::entrance::draws_protection;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Some of the five layers of defence are drawn, and several are not.
    ///
    /// ## Why it matters
    /// Defence in depth assumes that each layer is passed one day: edge (floods), network (segments), identity (who is
    /// it), application (what is in the request, what may it do), data (encryption). An attacker who passes the only
    /// layer has everything. One missing layer is told by the rule for it; from three on the pattern is told here as
    /// well.
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
    check: check;
    in ru: r"
        Layers of defence are missing ⇒ Не хватает слоёв защиты
        {component} is behind {present} of five layers of defence. Missing: {missing}. ⇒ {component} стоит за {present} из пяти слоёв защиты. Не хватает: {missing}.
        Add the missing layers: {missing}. ⇒ Добавьте недостающие слои: {missing}.
    ",
}

/// A layer, and whether the design has it: `None` where it is left open.
type Layer = (&'static str, fn(&Context<'_>) -> Option<bool>);

const LAYERS: [Layer; 5] = [
    ("edge", |context| {
        let absorbs = |node: &Node<'_>| node.kind.family == Family::Cdn || node.switch("ddos_protection") == Some(true);
        Some(context.nodes().any(|(_, node)| node.kind.id == "ddos" || absorbs(&node)))
    }),
    ("network", |context| {
        let segments = context.design().places.iter().any(|place| place.kind == PlaceKind::Network);
        let walls = context.nodes().any(|(_, node)| node.kind.id == "firewall");
        let stated = context.nodes().filter_map(|(_, node)| node.text("network")).map(|network| network != "public");
        stated.chain((segments || walls).then_some(true)).reduce(|some, more| some || more)
    }),
    ("identity", |context| {
        let asks = context.nodes().any(|(_, node)| node.kind.id == "identity");
        let stated = context.nodes().filter_map(|(_, node)| node.switch("authentication"));
        stated.chain(asks.then_some(true)).reduce(|some, more| some || more)
    }),
    ("application", |context| {
        let allowed = |node: &Node<'_>| node.switch("authorization") == Some(true);
        Some(context.nodes().any(|(_, node)| matches!(node.kind.id, "waf" | "policy") || allowed(&node)))
    }),
    ("data", |context| {
        let stated = context.nodes().filter_map(|(_, node)| node.switch("encrypted"));
        stated.reduce(|some, more| some || more)
    }),
];

/// Missing layers from which on this rule speaks rather than those of the layers alone.
const SEVERAL: usize = 3;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    if !draws_protection(context) {
        return verdict.needs("layers of defence");
    }
    let layers = LAYERS.map(|(layer, state)| (layer, state(context)));
    let missing: Vec<&str> =
        layers.iter().filter(|(_, state)| *state == Some(false)).map(|(layer, _)| *layer).collect();
    let present = layers.iter().filter(|(_, state)| *state == Some(true)).count();
    if missing.len() >= SEVERAL {
        verdict
            .find(context, &[front])
            .with("present", Value::Count(present as f64))
            .with("missing", Value::names(&missing));
    } else {
        // Something is drawn already: what is left is to be said of it, not to be drawn once more.
        for (layer, _) in layers.iter().filter(|(_, state)| state.is_none()) {
            match *layer {
                "network" => verdict.needs("networks that components stand in"),
                "identity" => verdict.needs("who checks callers"),
                _ if context.nodes().any(|(_, node)| node.kind.setting("encrypted").is_some()) => {
                    verdict.needs("whether stores are encrypted");
                }
                // Nothing is kept here.
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_sign_in_is_left() {
        check(
            "sec-layers-incomplete",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"encrypted": false}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn not_checked_while_encryption_is_open() {
        check_not_checked(
            "sec-layers-incomplete",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "id", "kind": "identity"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "id"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
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

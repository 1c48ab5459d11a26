//! A gateway leaves out one of its duties, and nothing else does it.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A gateway leaves out one of its duties, and nothing else does it.
    ///
    /// ## Why it matters
    /// Documented duties of a gateway are eight: who is calling and what they may, limits, translation, balancing,
    /// caching, ending TLS, logs and measurements, and breaking circuits. What it leaves out every service has to do,
    /// or nobody does. Callers, limits and TLS are spoken of by rules of their own.
    ///
    /// ## What to do
    /// Do it in the gateway, or place it elsewhere on the path and draw it.
    ///
    /// ## When it is fine
    /// When the duty is not needed, such as translation where all speak the same.
    id: "gw-duties",
    title: "Duty that nobody does",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 8. API Gateway; zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} does not do this, and nothing else does: {duties}.",
    fix: "Enable it in {component}, or place it elsewhere on the path.",
    check: check;
    in ru: r"
        Duty that nobody does ⇒ Обязанность, которую никто не выполняет
        {component} does not do this, and nothing else does: {duties}. ⇒ {component} этого не делает, и никто другой тоже: {duties}.
        Enable it in {component}, or place it elsewhere on the path. ⇒ Включите это в «{component}» или поставьте в другом месте на пути.
    ",
}

/// A duty: the switch of the gateway, its name, and who else may do it.
type Duty = (&'static str, &'static str, fn(&Context<'_>) -> bool);

const DUTIES: [Duty; 4] = [
    ("transformation", "translation", |context| {
        context.nodes().any(|(_, node)| matches!(node.kind.id, "bff" | "graphql" | "sidecar"))
    }),
    ("response_cache", "caching", |context| {
        context.nodes().any(|(_, node)| matches!(node.kind.family, Family::Cache | Family::Cdn))
    }),
    ("request_logging", "logs and measurements", |context| context.of_family(Family::Observing).next().is_some()),
    ("circuit_breaker", "breaking circuits", |context| {
        let on_calls = context.graph.edges.iter().any(|edge| edge.switch("circuit_breaker") == Some(true));
        on_calls || context.nodes().any(|(_, node)| node.switch("circuit_breaker") == Some(true))
    }),
];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("transformation").is_some()) {
        let lacks = |(switch, _, elsewhere): &&Duty| node.switch(switch) == Some(false) && !elsewhere(context);
        let names: Vec<&str> = DUTIES.iter().filter(lacks).map(|(_, name, _)| *name).collect();
        if !names.is_empty() {
            verdict.find(context, &[number]).with("duties", Value::names(&names));
            continue;
        }
        let is_open = |duty: &&Duty| node.switch(duty.0).is_none() && !(duty.2)(context);
        if let Some((switch, ..)) = DUTIES.iter().find(is_open) {
            verdict.needs_at("duties of gateways", node.place_of(switch));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn fires_when_nobody_logs() {
        check(
            "gw-duties",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"request_logging": false}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_somebody_else_does() {
        check(
            "gw-duties",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"request_logging": false}},
                    {"id": "api", "kind": "server"}, {"id": "l", "kind": "logs"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "l", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_leads_to_the_duty_that_is_open() {
        check_not_checked_at(
            "gw-duties",
            r#"{"components": [{"id": "gw", "kind": "gateway",
                    "settings": {"transformation": true, "response_cache": true, "request_logging": true}}]}"#,
            "components[gw].settings.circuit_breaker",
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "gw-duties",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}

//! A new version goes to many users at once, or nobody measures how it does.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A new version goes to many users at once, or nobody measures how it does.
    ///
    /// ## Why it matters
    /// A canary is there to fail before many are hurt. Documented steps are 5 %, 20 %, 50 % and all; a mesh begins with
    /// 10 %. With half of the users in the first step, or without figures to compare, it is an ordinary release with
    /// another name. A fifth, the second documented step, is the most that passes as the first.
    ///
    /// ## What to do
    /// Begin with 5 %, compare errors and latency with the old version, then go on.
    ///
    /// ## When it is fine
    /// When the users of the first step know that they are testers.
    id: "dep-canary-steps",
    title: "Canary that is too large, or watched by nobody",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance, § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} is released by canary, and {fault}.",
    fix: "Begin with 5 % of the traffic and compare errors and latency before each step.",
    check: check;
    in ru: r"
        Canary that is too large, or watched by nobody ⇒ Канарейка слишком велика или без присмотра
        {component} is released by canary, and {fault}. ⇒ {component} развёртывается канарейкой, но {fault}.
        Begin with 5 % of the traffic and compare errors and latency before each step. ⇒ Начните с 5 % трафика и перед каждым шагом сравнивайте ошибки и задержку.
    ",
}

/// The most that passes as a first step: the second of the documented ones.
const FIRST_STEP: f64 = 0.2;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let by_pipeline = context.nodes().any(|(_, node)| node.text("strategy") == Some("canary"));
    let by_wish = context.wish("deployment").and_then(Setting::text) == Some("canary");
    let Some(front) = context.first_at_work().filter(|_| by_pipeline || by_wish) else { return };
    let of_mesh = context.nodes().find_map(|(_, node)| node.number("canary_share")).map(|share| share.value);
    let Some(first) = context.wish("canary_first_share").and_then(Setting::number).or(of_mesh) else {
        return verdict.needs("how many users a new version gets first");
    };
    let measured = context.nodes().any(|(_, node)| node.kind.id == "metrics");
    if first > FIRST_STEP {
        verdict.find(context, &[front]).with("fault", Value::name("the first step is a large part of all users"));
    } else if !measured && context.of_family(Family::Observing).next().is_some() {
        verdict.find(context, &[front]).with("fault", Value::name("nothing measures how the new version does"));
    } else if !measured {
        verdict.needs("metrics, logs and traces");
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_half_get_it_first() {
        check(
            "dep-canary-steps",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "canary", "canary_first_share": 0.5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_nothing_is_measured() {
        check(
            "dep-canary-steps",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "canary", "canary_first_share": 0.05},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "logs"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "l", "mode": "async"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_with_a_small_step_and_metrics() {
        check(
            "dep-canary-steps",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "canary", "canary_first_share": 0.05},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_another_way() {
        check(
            "dep-canary-steps",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "rolling"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "dep-canary-steps",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "canary"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

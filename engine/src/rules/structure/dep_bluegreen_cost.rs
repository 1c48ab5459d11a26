//! Two full systems run during a release.

use crate::design::vocabulary::Source;
use crate::design::{Operation, Setting};
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Two full systems run during a release.
    ///
    /// ## Why it matters
    /// The new version needs as many machines as the old one until all users have moved: twice the price for that time,
    /// or always, where both stay.
    ///
    /// ## What to do
    /// Give the new version a few users first (canary), or let the second system go after each release.
    ///
    /// ## When it is fine
    /// When the way back has to be immediate.
    id: "dep-bluegreen-cost",
    title: "Blue-green costs twice",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} and the rest exist twice during a release.",
    fix: "Use a canary release, or remove the second system afterwards.",
    check: check;
    in ru: r"
        Blue-green costs twice ⇒ Сине-зелёное стоит вдвое
        {component} and the rest exist twice during a release. ⇒ {component} и остальное на время выпуска существуют дважды.
        Use a canary release, or remove the second system afterwards. ⇒ Используйте канареечное развёртывание или удаляйте потом вторую систему.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.wish("deployment").and_then(Setting::text) == Some("blue-green")
        && let Some(front) = context.front(Operation::Read).or_else(|| context.front(Operation::Write))
    {
        verdict.find(context, &[front]);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_on_two_systems() {
        check(
            "dep-bluegreen-cost",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "blue-green"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_on_a_canary() {
        check(
            "dep-bluegreen-cost",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"deployment": "canary"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}

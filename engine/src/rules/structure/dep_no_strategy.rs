//! A new version stops the old one first, and the target leaves little time for that.

use crate::design::vocabulary::Source;
use crate::design::{Operation, Setting};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A new version stops the old one first, and the target leaves little time for that.
    ///
    /// ## Why it matters
    /// A target of 99.9 % leaves 43 minutes a month. Stopping for five minutes each week takes half of them, before
    /// anything has failed.
    ///
    /// ## What to do
    /// Release beside the old version and switch over, or a few users at a time.
    ///
    /// ## When it is fine
    /// When releases are announced and do not count.
    id: "dep-no-strategy",
    title: "Releases stop the system",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} stops for each release, and {target} is wanted.",
    fix: "Use rolling, blue-green or canary releases.",
    check: check;
    mend: mend;
    in ru: r"
        Releases stop the system ⇒ Выпуски останавливают систему
        {component} stops for each release, and {target} is wanted. ⇒ {component} останавливается при каждом выпуске, а нужно {target}.
        Use rolling, blue-green or canary releases. ⇒ Используйте постепенное, сине-зелёное или канареечное развёртывание.
    ",
}

/// Availability from which on the documents ask for releases without downtime.
const LITTLE_TIME: f64 = 0.999;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(target) = context.requirements().availability.filter(|&target| target >= LITTLE_TIME) else { return };
    match context.wish("deployment").and_then(Setting::text) {
        None => verdict.needs("how new versions replace old ones"),
        Some("recreate") => {
            if let Some(front) = context.front(Operation::Read).or_else(|| context.front(Operation::Write)) {
                verdict.find(context, &[front]).with("target", Value::Share(target));
            }
        }
        Some(_) => {}
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).wish("deployment", "rolling", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_releases_stop_it() {
        check(
            "dep-no-strategy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999, "deployment": "recreate"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_roll() {
        check(
            "dep-no-strategy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999, "deployment": "rolling"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how() {
        check_not_checked(
            "dep-no-strategy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

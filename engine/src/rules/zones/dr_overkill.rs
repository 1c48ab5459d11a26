//! No work may be lost, or recovery may take no time, for content that could be.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// No work may be lost, or recovery may take no time, for content that could be.
    ///
    /// ## Why it matters
    /// A recovery point of zero means that every write waits for a second place, and a recovery time of zero that this
    /// place runs at full size all day. That doubles the bill and slows each write, for posts or statistics that nobody
    /// would miss for a minute.
    ///
    /// ## What to do
    /// Allow minutes, and keep zero for what is money or cannot be made again.
    ///
    /// ## When it is fine
    /// When a contract asks for it.
    id: "dr-overkill",
    title: "Nothing may be lost of what matters little",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} may lose nothing, or be away for no time, and the subject is {domain}.",
    fix: "Allow some minutes of loss and of recovery.",
    check: check;
    in ru: r"
        Nothing may be lost of what matters little ⇒ Нельзя терять ничего из того, что не так важно
        {component} may lose nothing, or be away for no time, and the subject is {domain}. ⇒ {component} не должен ничего терять или простаивать, а область — «{domain}».
        Allow some minutes of loss and of recovery. ⇒ Допустите несколько минут потерь и восстановления.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let zero = |name: &str| context.wish(name).and_then(Setting::number) == Some(0.0);
    if !zero("rpo_minutes") && !zero("rto_minutes") {
        return;
    }
    let stores = |number: &usize| context.is_written(*number);
    let Some(store) = context.of_family(Family::Database).map(|(number, _)| number).find(stores) else { return };
    match context.wish("domain").and_then(Setting::text) {
        None => verdict.needs("what the system is about"),
        Some(domain @ ("social" | "media" | "analytics")) => {
            verdict.find(context, &[store]).with("domain", Value::name(domain));
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_statistics() {
        check(
            "dr-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 0, "domain": "analytics"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_for_payments() {
        check(
            "dr-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 0, "domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_some_minutes() {
        check(
            "dr-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 5, "domain": "analytics"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "dr-overkill",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 0},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

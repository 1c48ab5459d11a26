//! Recovery takes longer than the design allows.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::backups::stores_of_records;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Recovery takes longer than the design allows.
    ///
    /// ## Why it matters
    /// A restore from a backup takes about a day, a warm standby some four hours, a hot one a quarter of an hour; where
    /// both sides serve all the time, nothing has to be recovered.
    ///
    /// ## What to do
    /// Keep a standby that is as ready as the target asks.
    ///
    /// ## When it is fine
    /// When users can do without it for so long.
    id: "dr-rto-unmet",
    title: "Recovery time not met",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} recovers in {measured}, and at most {limit} is allowed.",
    fix: "Keep a readier standby.",
    check: check;
    in ru: r"
        Recovery time not met ⇒ Время восстановления не достигнуто
        {component} recovers in {measured}, and at most {limit} is allowed. ⇒ {component} восстанавливается за {measured}, а допустимо не больше {limit}.
        Keep a readier standby. ⇒ Держите более готовый резерв.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores = stores_of_records(context);
    if stores.is_empty() {
        return;
    }
    let Some(allowed) = context.wish("rto_minutes").and_then(Setting::number) else {
        return verdict.needs("how long recovery may take");
    };
    for (number, node) in stores {
        let minutes = match node.text("standby") {
            Some("active-active") => 0.0,
            Some("hot") => 15.0,
            Some("warm") => 240.0,
            Some("cold") => 1_440.0,
            _ => {
                verdict.needs("what stands by for stores");
                continue;
            }
        };
        if minutes > allowed {
            verdict
                .find(context, &[number])
                .measured(minutes, allowed, "min")
                .of(Part::Documented(minutes))
                .limit(Part::Wish("rto_minutes"))
                .with("measured", Value::Seconds(minutes * 60.0))
                .with("limit", Value::Seconds(allowed * 60.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_backup_has_to_be_restored_within_an_hour() {
        check(
            "dr-rto-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rto_minutes": 60},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"standby": "cold"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_hot_standby_takes_over() {
        check(
            "dr-rto-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rto_minutes": 60},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"standby": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_long() {
        check_not_checked(
            "dr-rto-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"standby": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

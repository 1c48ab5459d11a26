//! More work may be lost than the design allows.

use crate::analysis::Node;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::backups::stores_of_records;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// More work may be lost than the design allows.
    ///
    /// ## Why it matters
    /// What was written after the last backup, and not yet copied to a replica, is gone with the disk. Daily backups
    /// lose a day, frequent ones minutes; nothing is lost only if a second copy confirms each write.
    ///
    /// ## What to do
    /// Back up more often, or replicate synchronously.
    ///
    /// ## When it is fine
    /// When the lost records can be asked for again.
    id: "dr-rpo-unmet",
    title: "Recovery point not met",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} may lose {measured} of work, and at most {limit} is allowed.",
    fix: "Back up at least as often as that, or replicate synchronously.",
    check: check;
    mend: mend;
    in ru: r"
        Recovery point not met ⇒ Точка восстановления не достигнута
        {component} may lose {measured} of work, and at most {limit} is allowed. ⇒ {component} может потерять {measured} работы, а допустимо не больше {limit}.
        Back up at least as often as that, or replicate synchronously. ⇒ Копируйте не реже этого или реплицируйте синхронно.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores = stores_of_records(context);
    if stores.is_empty() {
        return;
    }
    let Some(allowed) = context.wish("rpo_minutes").and_then(Setting::number) else {
        return verdict.needs("how much work may be lost");
    };
    for (number, node) in stores {
        if is_confirmed_by_another(&node) {
            continue;
        }
        let of_backup = context.from(number).chain(context.to(number)).find_map(|edge| {
            [edge.from, edge.to].into_iter().find_map(|end| Some((context.node(end).number("interval_minutes")?, end)))
        });
        let own = node.number("backup_interval_minutes").map(|interval| (interval, number));
        let Some((interval, keeper)) = own.or(of_backup) else {
            verdict.needs("how often stores are backed up");
            continue;
        };
        if interval.value > allowed {
            verdict
                .find(context, &[number])
                .measured(interval.value, allowed, "min")
                .besides(&[keeper])
                .of(Part::Setting(1, if own.is_some() { "backup_interval_minutes" } else { "interval_minutes" }))
                .limit(Part::Wish("rpo_minutes"))
                .with("measured", Value::Seconds(interval.value * 60.0))
                .with("limit", Value::Seconds(allowed * 60.0));
        }
    }
}

/// Whether a write is confirmed only when another copy has it. A store whose every read is the latest, through the loss of
/// a copy, confirms so; of one that its provider runs the copies are not drawn.
fn is_confirmed_by_another(node: &Node<'_>) -> bool {
    let waits = matches!(node.text("replication_mode"), Some("sync" | "quorum"));
    let latest = node.kind.id == "newsql" && node.text("consistency_level") == Some("linearizable");
    let by_quorum = node.number("write_quorum").is_some_and(|copies| copies.value >= 2.0);
    (node.replicas() > 0 || node.managed()) && (waits || latest || by_quorum)
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    // No backup is made all the time: what must lose nothing waits for a second copy.
    if finding.limit? <= 0.0 {
        let store = finding.first()?;
        let fix = Fix::of(context.graph);
        let fix = if context.node(store).replicas() == 0 { fix.count(store, "replicas", 1, None) } else { fix };
        return fix.set(store, "replication_mode", "sync", Some(RULE.source)).done();
    }
    let keeper = *finding.besides.first()?;
    let own = context.node(keeper).number("backup_interval_minutes").is_some();
    let interval = if own { "backup_interval_minutes" } else { "interval_minutes" };
    Fix::of(context.graph).set(keeper, interval, finding.limit?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_day_may_be_lost() {
        check(
            "dr-rpo-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"backup_interval_minutes": 1440}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_where_a_majority_confirms_each_write() {
        let design = |store: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
                    "requirements": {{"rpo_minutes": 1}},
                    "components": [{{"id": "api", "kind": "server"}}, {{"id": "db", "kind": "newsql", {store}}}],
                    "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        let daily = r#""settings": {"backup_interval_minutes": 1440}"#;
        check("dr-rpo-unmet", &design(&format!(r#""preset": "spanner", {daily}"#)), &[]);
        check("dr-rpo-unmet", &design(&format!(r#""preset": "cockroachdb", "replicas": 2, {daily}"#)), &[]);
        check("dr-rpo-unmet", &design(&format!(r#""preset": "cockroachdb", {daily}"#)), &["db"]);
    }

    #[test]
    fn silent_when_backups_are_frequent() {
        check(
            "dr-rpo-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"rpo_minutes": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"backup_interval_minutes": 5}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_much_may_be_lost() {
        check_not_checked(
            "dr-rpo-unmet",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"backup_interval_minutes": 5}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }

    #[test]
    fn silent_where_most_copies_confirm_and_mended_by_that() {
        let text = |mode: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}}, "requirements": {{"rpo_minutes": 0}},
                "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "sql", "replicas": 2, "settings": {{"backup_interval_minutes": 60, "replication_mode": "{mode}"}}}}],
                "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        check("dr-rpo-unmet", &text("quorum"), &[]);
        check("dr-rpo-unmet", &text("async"), &["db"]);
    }
}

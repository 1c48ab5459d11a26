//! A store has no backups.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::backups::{is_backed_up, stores_of_records};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store has no backups.
    ///
    /// ## Why it matters
    /// Replicas copy mistakes as faithfully as records: a table dropped on the primary is dropped on all of them a
    /// moment later. Only a backup remembers.
    ///
    /// ## What to do
    /// Back up by the clock, keep backups elsewhere, and try a restore now and then.
    ///
    /// ## When it is fine
    /// For what can be made again from elsewhere.
    id: "dr-no-backup",
    title: "Store without backups",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Problem-solving template; mental-models § 16. The Security Mental Model; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &["repl-is-not-backup"],
    message: "{component} has no backup. A deletion or a bug is final.",
    fix: "Back it up by the clock, and try a restore. Replicas are no backup: they repeat every deletion.",
    check: check;
    mend: mend;
    in ru: r"
        Store without backups ⇒ Хранилище без резервных копий
        {component} has no backup. A deletion or a bug is final. ⇒ У «{component}» нет резервной копии. Удаление или ошибка необратимы.
        Back it up by the clock, and try a restore. Replicas are no backup: they repeat every deletion. ⇒ Копируйте по расписанию и проверяйте восстановление. Реплики — не резервная копия: они повторяют каждое удаление.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in stores_of_records(context) {
        match is_backed_up(context, number) {
            None => verdict.needs("whether stores are backed up"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
    // Files and measurements are often enough where they are; of those only what says that it has none is told.
    let holds = |node: &Node<'_>| node.kind.family == Family::Storage || node.kind.id == "tsdb";
    for (number, _) in context.nodes().filter(|(_, node)| holds(node) && node.kind.id != "backup") {
        let written = context.is_written(number);
        if written && is_backed_up(context, number) == Some(false) {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "backup", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn says_alone_what_replicas_do_not_mend() {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "db", "operation": "write"}]},
            "components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"backup": false}}]}"#;
        check("dr-no-backup", design, &["db"]);
        check("repl-is-not-backup", design, &[]);
    }

    #[test]
    fn fires_when_there_is_none() {
        check(
            "dr-no-backup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"backup": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_of_files_that_say_that_they_have_none() {
        for (backup, expected) in [(r#", "settings": {"backup": false}"#, vec!["o"]), ("", Vec::new())] {
            let design = format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
                    "components": [{{"id": "api", "kind": "server"}}, {{"id": "o", "kind": "object-store"{backup}}}],
                    "connections": [{{"from": "api", "to": "o"}}]}}"#
            );
            check("dr-no-backup", &design, &expected);
        }
    }

    #[test]
    fn silent_when_there_is_one() {
        check(
            "dr-no-backup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"backup": false}},
                    {"id": "b", "kind": "backup"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "b", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "dr-no-backup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! A store has replicas and no backup.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::backups::is_backed_up;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store has replicas and no backup.
    ///
    /// ## Why it matters
    /// A replica does what its primary does, a second later: the wrong DELETE, the faulty migration and the
    /// encrypted disk reach it as faithfully as everything else. It guards against lost machines, not against lost
    /// content.
    ///
    /// ## What to do
    /// Backups on their own schedule and in their own place, and a restore that is tried now and then.
    ///
    /// ## When it is fine
    /// When everything in the store can be computed again.
    id: "repl-is-not-backup",
    title: "Replicas in place of backups",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; worked-examples § Problem-solving template; worked-examples § Example 1, Detailed server estimate 3. Database; mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} has replicas but no backup: a wrong deletion reaches every copy within a second.",
    fix: "Back {component} up apart from its replicas, and try the restore.",
    check: check;
    mend: mend;
    in ru: r"
        Replicas in place of backups ⇒ Реплики вместо резервных копий
        {component} has replicas but no backup: a wrong deletion reaches every copy within a second. ⇒ У «{component}» есть реплики, но нет резервной копии: ошибочное удаление за секунду дойдёт до каждой.
        Back {component} up apart from its replicas, and try the restore. ⇒ Делайте резервные копии «{component}» отдельно от реплик и проверяйте восстановление.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if node.kind.setting("backup").is_none() || node.replicas() == 0 {
            continue;
        }
        match is_backed_up(context, number) {
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
            None => verdict.needs("whether stores are backed up"),
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
    fn fires_with_replicas_and_no_backup() {
        check(
            "repl-is-not-backup",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"backup": false}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_a_backup() {
        check(
            "repl-is-not-backup",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"backup": true}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_backups_are_drawn_or_have_an_interval() {
        check(
            "repl-is-not-backup",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1, "settings": {"backup": false}},
                    {"id": "b", "kind": "backup"},
                    {"id": "other", "kind": "sql", "replicas": 1, "settings": {"backup_interval_minutes": 60}}],
               "connections": [{"from": "db", "to": "b", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "repl-is-not-backup",
            r#"{"components": [{"id": "db", "kind": "sql", "replicas": 1}],
               "connections": []}"#,
        );
    }
}

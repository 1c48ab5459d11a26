//! A store keeps its content readable on disk.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store keeps its content readable on disk.
    ///
    /// ## Why it matters
    /// Disks are replaced, backups are copied, snapshots are shared by mistake. What is encrypted on them stays secret.
    ///
    /// ## What to do
    /// Encrypt disks and backups, and mask what not everybody needs to see.
    ///
    /// ## When it is fine
    /// For what is public anyway.
    id: "sec-no-encryption-at-rest",
    title: "Not encrypted at rest",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model, § Quick Reference Card; zero-to-hero § 1.1 Understanding System Design Basics; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} keeps its content readable on disk and in backups.",
    fix: "Encrypt it at rest.",
    check: check;
    mend: mend;
    in ru: r"
        Not encrypted at rest ⇒ Нет шифрования при хранении
        {component} keeps its content readable on disk and in backups. ⇒ {component} хранит содержимое читаемым на диске и в резервных копиях.
        Encrypt it at rest. ⇒ Шифруйте его при хранении.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.keeps()) {
        if node.kind.setting("encrypted").is_none() || !context.is_reached(number) {
            continue;
        }
        match node.switch("encrypted") {
            // Measurements are of machines.
            _ if node.text("contents") == Some("metrics") => {}
            None => verdict.needs("whether stores are encrypted"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "encrypted", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_is_readable() {
        check(
            "sec-no-encryption-at-rest",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"encrypted": false}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_is_not() {
        check(
            "sec-no-encryption-at-rest",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"encrypted": true}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-no-encryption-at-rest",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

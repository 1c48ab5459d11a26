//! The same file is kept as often as it is sent.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// The same file is kept as often as it is sent.
    ///
    /// ## Why it matters
    /// Many users keep the same pictures and documents. Known by their hash, equal pieces are stored once, and counted
    /// so that they go when the last owner deletes them.
    ///
    /// ## What to do
    /// Know pieces by their hash and count their owners.
    ///
    /// ## When it is fine
    /// When every file is different, or encrypted by its owner.
    id: "st-no-dedup",
    title: "Files kept twice",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 5. File Storage System; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} keeps equal files as often as they are sent.",
    fix: "Know pieces by their hash and keep each once.",
    check: check;
    mend: mend;
    in ru: r"
        Files kept twice ⇒ Файлы хранятся дважды
        {component} keeps equal files as often as they are sent. ⇒ {component} хранит одинаковые файлы столько раз, сколько их прислали.
        Know pieces by their hash and keep each once. ⇒ Узнавайте части по хешу и храните каждую один раз.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "object-store") {
        if !context.is_written(number) {
            continue;
        }
        match node.switch("deduplication") {
            None => verdict.needs("whether equal files are kept once"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "deduplication", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_equal_files_are_kept_twice() {
        check(
            "st-no-dedup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"deduplication": false}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_when_they_are_kept_once() {
        check(
            "st-no-dedup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"deduplication": true}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "st-no-dedup",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

//! Files are kept in a database.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Files are kept in a database.
    ///
    /// ## Why it matters
    /// A file fills the cache of the database in which many records would fit, makes backups and replication slow, and
    /// costs several times what object storage does. It also takes a connection of the database for as long as the
    /// slowest client downloads.
    ///
    /// ## What to do
    /// Keep files in object storage and a row with their address and owner in the database.
    ///
    /// ## When it is fine
    /// For small ones, such as thumbnails of a few kilobytes.
    id: "db-blob-in-db",
    title: "Files in a database",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Technology Choices, § 2.4 Video Streaming Platform (like YouTube); interview-answers § Practice 5. File Storage System"),
    replaces: &[],
    message: "{component} keeps files. They crowd out its records and cost a multiple of object storage.",
    fix: "Keep files in object storage and their address in {component}.",
    check: check;
    in ru: r"
        Files in a database ⇒ Файлы в базе данных
        {component} keeps files. They crowd out its records and cost a multiple of object storage. ⇒ {component} хранит файлы. Они вытесняют записи и стоят в разы дороже объектного хранилища.
        Keep files in object storage and their address in {component}. ⇒ Храните файлы в объектном хранилище, а в «{component}» — их адрес.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        let gets_files = context.to(number).any(|edge| edge.text("payload") == Some("file"));
        let contents = node.text("contents").or(gets_files.then_some("files"));
        match contents {
            None if node.kind.setting("contents").is_some() => verdict.needs("what stores keep"),
            Some("files") if !matches!(node.kind.id, "metadata-db") => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_relational_store_keeps_them() {
        check(
            "db-blob-in-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"contents": "files"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_store_made_for_them_does() {
        check(
            "db-blob-in-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"contents": "records"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-blob-in-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}

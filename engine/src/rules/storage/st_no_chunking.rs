//! Large files travel in one piece.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Large files travel in one piece.
    ///
    /// ## Why it matters
    /// A connection that breaks at 99 % starts again at nought, and one changed byte sends the whole file. The
    /// documents cut files into pieces of 4 MB and know each by its hash.
    ///
    /// ## What to do
    /// Cut files into pieces of some megabytes and send only those that are new.
    ///
    /// ## When it is fine
    /// For small files.
    id: "st-no-chunking",
    title: "Files in one piece",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 5. File Storage System; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} takes files of up to {measured} in pieces of {limit}. A broken upload starts again.",
    fix: "Cut files into pieces of 4 MB.",
    check: check;
    mend: mend;
    in ru: r"
        Files in one piece ⇒ Файлы одним куском
        {component} takes files of up to {measured} in pieces of {limit}. A broken upload starts again. ⇒ {component} принимает файлы до {measured} частями по {limit}. Прерванная загрузка начинается сначала.
        Cut files into pieces of 4 MB. ⇒ Режьте файлы на части по 4 МБ.
    ",
}

/// Size of the pieces that the documents cut files into.
const ONE_PIECE: f64 = 4_000_000.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(largest) = context.workload_number("largest_file_bytes") else { return };
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "object-store") {
        if largest <= ONE_PIECE || !context.is_written(number) {
            continue;
        }
        match node.number("chunk_bytes") {
            None => verdict.needs("size of the pieces of files"),
            Some(piece) if piece.value >= largest => {
                verdict
                    .find(context, &[number])
                    .measured(largest, piece.value, "B")
                    .of(Part::Workload("largest_file_bytes"))
                    .limit(Part::Setting(0, "chunk_bytes"))
                    .with("measured", Value::Bytes(largest))
                    .with("limit", Value::Bytes(piece.value));
            }
            Some(_) => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "chunk_bytes", ONE_PIECE, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_gigabyte_is_one_piece() {
        check(
            "st-no-chunking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "largest_file_bytes": 1000000000.0},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"chunk_bytes": 1000000000.0}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_when_files_are_cut() {
        check(
            "st-no-chunking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "largest_file_bytes": 1000000000.0},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"chunk_bytes": 4000000.0}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_pieces_are_open() {
        check_not_checked(
            "st-no-chunking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "largest_file_bytes": 1000000000.0},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}

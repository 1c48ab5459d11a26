//! Files are stored and nothing knows whose they are.

use std::collections::BTreeSet;

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Files are stored and nothing knows whose they are.
    ///
    /// ## Why it matters
    /// Object storage finds a file by its name and by nothing else. Whose it is, what versions there are, what pieces
    /// it is made of and who may see it have to be kept somewhere that can be asked.
    ///
    /// ## What to do
    /// Keep a record for each file in a database: owner, name, version, pieces. Who writes it need not be who sends the
    /// file: an application may get leave from a service and then send the file straight to the store.
    ///
    /// ## When it is fine
    /// For files that a program finds by a fixed name.
    id: "st-no-metadata-db",
    title: "Files without records",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 5. File Storage System; zero-to-hero § 2.4 Video Streaming Platform (like YouTube)"),
    replaces: &[],
    message: "{component} is filled by {journeys}, and no database records what is in it.",
    fix: "Keep a record of each file in a database.",
    check: check;
    in ru: r"
        Files without records ⇒ Файлы без записей
        {component} is filled by {journeys}, and no database records what is in it. ⇒ {component} наполняется ({journeys}), и ни одна база не знает, что в нём.
        Keep a record of each file in a database. ⇒ Храните запись о каждом файле в базе данных.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let knows = knows_records(context);
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "object-store") {
        let filling = context.carried.iter().filter(|journey| journey.writes[number]);
        let filling: Vec<&str> = filling.map(|journey| context.workload().journeys[journey.journey].label()).collect();
        if !filling.is_empty() && !is_recorded(context, number, &knows) {
            verdict.find(context, &[number]).with("journeys", Value::journeys(&filling));
        }
    }
}

/// Whether anybody who sends files to a store, or gets files from it, also reaches a database that may keep a record of
/// them.
fn is_recorded(context: &Context<'_>, files: usize, knows: &[bool]) -> bool {
    // What is pushed to the edge is asked for there.
    let pushed = context.from(files).map(|edge| edge.to).filter(|&to| context.node(to).kind.family == Family::Cdn);
    let mut open: Vec<usize> = pushed.chain([files]).collect();
    let mut seen: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(node) = open.pop() {
        if knows[node] {
            return true;
        }
        open.extend(context.to(node).map(|edge| edge.from).filter(|&from| seen.insert(from)));
    }
    false
}

/// By component: whether its calls lead to a database that may keep records of files.
fn knows_records(context: &Context<'_>) -> Vec<bool> {
    let mut knows: Vec<bool> = context.nodes().map(|(_, node)| keeps_records(&node)).collect();
    let mut open: Vec<usize> = (0..knows.len()).filter(|&number| knows[number]).collect();
    while let Some(node) = open.pop() {
        for edge in context.to(node) {
            if !std::mem::replace(&mut knows[edge.from], true) {
                open.push(edge.from);
            }
        }
    }
    knows
}

/// Whether a database may keep records of files: not one that is there for measurements, or that says it keeps something
/// else.
fn keeps_records(node: &Node<'_>) -> bool {
    let kept = node.text("contents").is_none_or(|contents| matches!(contents, "records" | "files" | "text"));
    node.kind.family == Family::Database && node.kind.id != "tsdb" && kept
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_files_are_written() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn fires_when_the_only_database_keeps_sessions() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "o", "kind": "object-store"},
                    {"id": "db", "kind": "sql", "settings": {"contents": "sessions"}}],
                "connections": [{"from": "api", "to": "o"}, {"from": "api", "to": "db"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_when_another_service_keeps_the_records() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "upload", "entry": "gw", "operation": "write"},
                    {"id": "open", "entry": "gw", "operation": "read"}]},
                "components": [{"id": "gw", "kind": "gateway"}, {"id": "uploads", "kind": "service"},
                    {"id": "o", "kind": "object-store"}, {"id": "pages", "kind": "service"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "gw", "to": "uploads", "journeys": ["upload"]}, {"from": "uploads", "to": "o"},
                    {"from": "gw", "to": "pages", "journeys": ["open"]}, {"from": "pages", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_what_is_pushed_to_the_edge_is_asked_for_by_a_record() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "watch", "entry": "u", "operation": "read", "content": "media"},
                    {"id": "browse", "entry": "u", "operation": "read"},
                    {"id": "push", "entry": "o", "operation": "write", "content": "media"}]},
                "components": [{"id": "u", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "o", "kind": "object-store"}, {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "u", "to": "cdn", "journeys": ["watch"]},
                    {"from": "o", "to": "cdn", "mode": "async", "journeys": ["push"]},
                    {"from": "u", "to": "api", "journeys": ["browse"]}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_record_is_written_as_well() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
